"""The chart of a screening: how large the effect of each factor is (mu*), and how much it depends on the rest (sigma)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.metrics import METRICS, Metric
from sim.reports import template
from sim.reports.charts import Chart, Table
from sim.reports.screen_words import conclusion_name, factor_name, hanging_words, most_hanging
from sim.reports.words import chart_text, wrap

Row = Mapping[str, Any]
PANELS, COLUMNS, NAMED = 6, 3, 4
PLOT_PX, HEAD_PX, FOOT_PX, LEFT, GAP = 230, 64, 62, 0.055, 0.075
PANEL_PX, LABEL_PX = 300, 14  # about as wide as a panel is drawn, and as large as a number in it
# Where a number may stand beside its mark, px right and up, best first: enough for numbers of marks that fall together.
PLACES = [(side * (8 + 14 * out), up) for up in (9, 23, -9) for out in range(2) for side in (1, -1)]


def screen_chart(report: Row, effects: Sequence[Row]) -> Chart | None:
    """Panels of mu* against sigma for the conclusions that hang on most. ``effects``: rows of tables/effects.parquet."""
    shown = most_hanging(report, PANELS)
    by_conclusion: dict[tuple[str, str], list[Row]] = {}
    for row in effects:
        if row["steps"] and row["mu_star"] is not None:
            by_conclusion.setdefault((row["scenario"], row["metric"]), []).append(row)
    panels = [(one, found) for one in shown if (found := by_conclusion.get((one["scenario"], one["metric"])))]
    if not panels:
        return None
    title = "A few assumed numbers move each conclusion, most do not; those high up act differently in different places"
    note = (
        "Across: mean size of the effect of a number, from the low to the high end of its range (mu*). Up: how much that effect "
        "differs over the space (sigma): interaction, or a bend. Dashed: middle of the noise floors; open marks lie below their "
        "own. Dotted: as much spread as size. Triangles: a single step counts, so that no spread is known."
    )
    table = _table(panels)
    spoken = " ".join(
        f"{conclusion_name(one)}: largest effect {factor_name(_largest(found)[0]['factor'])}." for one, found in panels
    )
    return Chart(title, note, f"{title}. {spoken} The table below has the figures.", *_figure(panels), table)


def _largest(found: Sequence[Row]) -> list[Row]:
    return sorted(found, key=lambda row: -row["mu_star"])


def _table(panels: Sequence[tuple[Row, Sequence[Row]]]) -> Table:
    heads = ("Conclusion", "Assumed number", "mu*", "mu", "sigma", "Noise floor", "Steps")
    rows = []
    for one, found in panels:
        metric = METRICS[one["metric"]]
        for row in _largest(found):
            if row["mu_star"] > (row["floor"] or 0.0):
                figures = (_digits(metric, row[name]) for name in ("mu_star", "mu", "sigma", "floor"))
                name = f"{conclusion_name(one)} ({metric.difference_unit})"
                rows.append((name, factor_name(row["factor"]), *figures, hanging_words(row)))
    return Table(heads, tuple(rows))


def _digits(metric: Metric, value: float | None) -> str:
    return "\u2013" if value is None else f"{value * metric.scale:.3g}"


def _figure(panels: Sequence[tuple[Row, Sequence[Row]]]) -> tuple[dict[str, Any], dict[str, Any]]:
    rows = -(-len(panels) // COLUMNS)
    each = PLOT_PX + HEAD_PX + FOOT_PX
    wide: dict[str, Any] = {"height": rows * each, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "template": template.register(),
                            "annotations": [], "shapes": []}
    narrow: dict[str, Any] = {"height": len(panels) * each, "annotations": []}
    data: list[dict[str, Any]] = []
    width = (1 - GAP * (COLUMNS - 1) - LEFT) / COLUMNS
    for place, (one, found) in enumerate(panels):
        ref = "" if place == 0 else str(place + 1)
        row, column = divmod(place, COLUMNS)
        left = LEFT + column * (width + GAP)
        _place(wide, one, found, ref, (left, left + width), _span(row, rows), 40)
        _place(narrow, one, found, ref, (0.1, 0.97), _span(place, len(panels)), 46)
        data += _marks(one, found, ref)
        data += _lines(one, found, ref)
    return {"data": data, "layout": wide}, narrow


def _span(row: int, rows: int) -> tuple[float, float]:
    each = PLOT_PX + HEAD_PX + FOOT_PX
    top = rows * each - row * each - HEAD_PX
    return round((top - PLOT_PX) / (rows * each), 5), round(top / (rows * each), 5)


def _place(
    layout: dict[str, Any], one: Row, found: Sequence[Row], ref: str, x: tuple[float, float], y: tuple[float, float], chars: int
) -> None:
    metric = METRICS[one["metric"]]
    right, top = _ends(metric, found)
    layout[f"xaxis{ref}"] = {"domain": list(x), "anchor": f"y{ref}", "range": [-0.03 * right, right], "nticks": 5,
                             "title": {"text": f"mu* ({metric.difference_unit})", "standoff": 6}}
    layout[f"yaxis{ref}"] = {"domain": list(y), "anchor": f"x{ref}", "range": [-0.03 * top, top], "nticks": 5,
                             "title": {"text": "sigma", "standoff": 2}}
    layout["annotations"].append({
        "text": wrap(conclusion_name(one), chars, 3), "xref": f"x{ref} domain", "yref": f"y{ref} domain", "x": 0, "y": 1,
        "yanchor": "bottom", "yshift": 6, "font": {"size": 12.5}})
    named = [(row["mu_star"] * metric.scale, _sigma(row) * metric.scale) for row in _largest(found)[:NAMED]]
    beside = label_shifts([(PANEL_PX * across / right, PLOT_PX * up / top) for across, up in named])
    for rank, ((across, up), (xshift, yshift)) in enumerate(zip(named, beside, strict=True), start=1):
        layout["annotations"].append({
            "text": str(rank), "xref": f"x{ref}", "yref": f"y{ref}", "x": across, "y": up, "xshift": xshift, "yshift": yshift,
            "xanchor": "center", "yanchor": "middle", "font": {"size": 12}})
    names = "<br>".join(f"{rank} {chart_text(factor_name(row['factor']), chars + 8)}"
                        for rank, row in enumerate(_largest(found)[:NAMED], start=1))
    layout["annotations"].append({
        "text": names, "xref": f"x{ref} domain", "yref": f"y{ref} domain", "x": 0.02, "y": 0.99, "yanchor": "top",
        "font": {"size": 10.5, "color": template.QUIET}, "bgcolor": "rgba(255,255,255,0.8)"})


def label_shifts(marks: Sequence[tuple[float, float]]) -> list[tuple[int, int]]:
    """Return where the number of each mark stands beside it, px right and up, so that none lies over another.

    ``marks``: where they are, px right and up, most important first: the first has the best place.
    """
    out: list[tuple[int, int]] = []
    taken: list[tuple[float, float]] = []
    for x, y in marks:
        free = (place for place in PLACES
                if all(abs(x + place[0] - a) >= LABEL_PX or abs(y + place[1] - b) >= LABEL_PX for a, b in taken))
        out.append(next(free, PLACES[0]))
        taken.append((x + out[-1][0], y + out[-1][1]))
    return out


def _sigma(row: Row) -> float:
    """The spread of a factor's effects; 0, drawn with a mark of its own, where a single step counts."""
    return float(row["sigma"] or 0.0)


def _ends(metric: Metric, found: Sequence[Row]) -> tuple[float, float]:
    right = max((row["mu_star"] for row in found), default=0.0) * metric.scale
    top = max((_sigma(row) for row in found), default=0.0) * metric.scale
    # Room above the marks for the names of the leading ones.
    return 1.12 * right or 1.0, 1.75 * top or 1.0


def _marks(one: Row, found: Sequence[Row], ref: str) -> list[dict[str, Any]]:
    metric = METRICS[one["metric"]]
    traces = []
    for above, single in ((False, False), (True, False), (False, True), (True, True)):
        rows = [row for row in found
                if (row["mu_star"] > (row["floor"] or 0.0)) == above and (row["sigma"] is None) == single]
        shape = "triangle-up" if single else "circle"
        colour = template.GOOD if above else template.OPEN
        traces.append({
            "type": "scatter", "mode": "markers", "xaxis": f"x{ref}", "yaxis": f"y{ref}",
            "name": "above the noise" if above else "below the noise",
            "x": [float(f"{row['mu_star'] * metric.scale:.5g}") for row in rows],
            "y": [float(f"{_sigma(row) * metric.scale:.5g}") for row in rows],
            "marker": {"symbol": shape if above else f"{shape}-open", "size": 9 if above else 7, "color": colour,
                       "line": {"color": colour, "width": 1.2}},
            "text": [chart_text(factor_name(row["factor"])) for row in rows],
            "hovertemplate": "%{text}<br>mu* %{x:.3g}, sigma %{y:.3g}<extra></extra>"})
    return traces


def _lines(one: Row, found: Sequence[Row], ref: str) -> list[dict[str, Any]]:
    metric = METRICS[one["metric"]]
    right, top = _ends(metric, found)
    floor = float(np.median([row["floor"] or 0.0 for row in found])) * metric.scale
    reach = min(right, top)

    def line(x: list[float], y: list[float], dash: str) -> dict[str, Any]:
        return {"type": "scatter", "mode": "lines", "xaxis": f"x{ref}", "yaxis": f"y{ref}", "hoverinfo": "skip", "x": x, "y": y,
                "line": {"color": template.ZERO, "dash": dash, "width": 1.2}}

    return [line([floor, floor], [0, top], "6px,4px"), line([0, reach], [0, reach], "1px,4px")]
