"use strict";
// Draws every chart of the page at the width it has: a wide layout, or the narrow one on small screens.
// On paper the browser gives no second chance to measure, so charts are redrawn at a fixed width before printing.
(function () {
  var NARROW = 940, TWO_COLUMNS = 700, PAPER = 1000;
  var payload = JSON.parse(document.getElementById("chart-data").textContent);
  var printing = false;

  function overlaid(base, patch) {
    if (patch === null || typeof patch !== "object" || Array.isArray(patch)) { return patch; }
    var out = Object.assign({}, base);
    Object.keys(patch).forEach(function (key) {
      var old = out[key], isObject = old !== null && typeof old === "object" && !Array.isArray(old);
      out[key] = overlaid(isObject ? old : {}, patch[key]);
    });
    return out;
  }

  // A tablet held upright has room for two of the narrow panels beside each other.
  function inTwoColumns(layout) {
    var places = Object.keys(layout).filter(function (key) { return /^yaxis\d*$/.test(key); });
    if (layout.meta !== "panels" || places.length < 2) { return layout; }
    var first = layout.yaxis.domain, before = layout.height;
    var plot = (first[1] - first[0]) * before, head = (1 - first[1]) * before;
    var pitch = (first[1] - layout.yaxis2.domain[1]) * before, height = Math.ceil(places.length / 2) * pitch;
    var out = Object.assign({}, layout, { height: height });
    places.forEach(function (key, i) {
      var top = height - Math.floor(i / 2) * pitch - head, left = 0.5 * (i % 2), across = key.replace("y", "x");
      out[key] = Object.assign({}, layout[key], { domain: [Math.max(0, (top - plot) / height), top / height] });
      out[across] = Object.assign({}, layout[across], { domain: [left, left + 0.38] });
    });
    return out;
  }

  function draw(chart, width) {
    var layout = width < NARROW ? overlaid(chart.figure.layout, chart.narrow) : chart.figure.layout;
    if (width < NARROW && width >= TWO_COLUMNS) { layout = inTwoColumns(layout); }
    layout = overlaid(layout, { width: width, autosize: false });
    return Plotly.react(chart.id + "-plot", structuredClone(chart.figure.data), structuredClone(layout), payload.config);
  }

  function drawAll() {
    payload.charts.forEach(function (chart) {
      var holder = document.getElementById(chart.id + "-plot");
      var width = printing ? PAPER : Math.floor(holder.getBoundingClientRect().width);
      if (width > 0 && chart.width !== width) {
        chart.width = width;
        draw(chart, width);
      }
    });
  }

  function onPaper(now) {
    printing = now;
    drawAll();
  }

  drawAll();
  var waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(drawAll, 120);
  });
  window.addEventListener("beforeprint", function () { onPaper(true); });
  window.addEventListener("afterprint", function () { onPaper(false); });
  document.documentElement.setAttribute("data-drawn", String(payload.charts.length));
})();
