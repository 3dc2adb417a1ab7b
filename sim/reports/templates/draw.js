"use strict";
// Draws every chart of the page at the width it has: a wide layout, or the narrow one on small screens.
// On paper the browser gives no second chance to measure, so charts are redrawn at a fixed width before printing.
(function () {
  var NARROW = 940, PAPER = 1000;
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

  function draw(chart, width) {
    var layout = width < NARROW ? overlaid(chart.figure.layout, chart.narrow) : chart.figure.layout;
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
