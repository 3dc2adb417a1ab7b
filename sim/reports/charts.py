"""The charts of the page, as Plotly figures that fit a desk, a tablet and a telephone.

Two kinds serve everything: *panels* (one row per option, one panel per measure, a mark with its interval) and *weeks*
(lines over the hours of a week). Each chart carries two layouts, wide and narrow; the page picks by the width it has.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.metrics import Metric
from sim.reports import template
from sim.reports.words import DAYS, VERDICTS, chart_text, figure, hour_name, known, wrap

LABEL_PX, GAP_PX, LINE_PX, HEAD_PX, FOOT_PX = 286, 20, 17, 44, 34
LABEL_CHARS, NARROW_CHARS, CHAR_PX, WEEK_PX, NARROW_HEAD_PX = 42, 52, 7.4, 212, 66
DESIGN_PX = 1060
"""Width the wide layout is designed for: panel edges are fractions of it."""


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a chart: column heads and rows of ready text."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart on the page: `title` states the finding, `note` says units, n and interval, `alternative` is read aloud."""

    title: str
    note: str
    alternative: str
    figure: dict[str, Any]
    narrow: dict[str, Any]
    table: Table


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark in a panel, in stored units; `verdict` names an entry of VERDICTS, `words` is the hover text."""

    value: float
    low: float
    high: float
    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure for every row. `reference` draws a line at the baseline's value (or at no change)."""

    metric: Metric
    title: str
    marks: tuple[Mark, ...]
    reference: float = math.nan
    signed: bool = False


@dataclass
class _Layouts:
    wide: dict[str, Any] = field(default_factory=dict)
    narrow: dict[str, Any] = field(default_factory=dict)


def panels_figure(labels: Sequence[str], panels: Sequence[Panel], columns: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figure and narrow layout of a grid of panels, `columns` beside each other; one row per label in each panel."""
    layouts = _Layouts({"annotations": [], "shapes": []}, {"annotations": [], "shapes": []})
    traces: list[dict[str, Any]] = []
    grid_rows = math.ceil(len(panels) / columns)
    wrapped = [wrap(text, LABEL_CHARS) for text in labels]
    lines = max(text.count("<br>") + 1 for text in wrapped)
    above = [wrap(text, NARROW_CHARS) for text in labels]
    narrow_lines = max(text.count("<br>") + 1 for text in above)
    heights = (len(labels) * (LINE_PX * lines + (8 if lines > 1 else 15)), len(labels) * (LINE_PX * narrow_lines + 25))
    value_px = 14 + CHAR_PX * max(len(_value_text(p, m)) for p in panels for m in p.marks)
    wide_h = grid_rows * (heights[0] + HEAD_PX + FOOT_PX)
    narrow_h = len(panels) * (heights[1] + HEAD_PX + FOOT_PX)
    for index, panel in enumerate(panels):
        ref = "" if index == 0 else str(index + 1)
        row, column = divmod(index, columns)
        traces += _marks(panel, ref)
        left = LABEL_PX + column * (DESIGN_PX - LABEL_PX) / columns + (GAP_PX if column else 0)
        right = LABEL_PX + (column + 1) * (DESIGN_PX - LABEL_PX) / columns - value_px
        _place(layouts.wide, panel, wrapped, ref, (left / DESIGN_PX, right / DESIGN_PX),
               _span(row, heights[0], wide_h), title_chars=int((right - left + value_px) / CHAR_PX), above=False,
               show_labels=column == 0)
        _place(layouts.narrow, panel, above, ref, (0.0, 0.8), _span(index, heights[1], narrow_h),
               title_chars=46, above=True, show_labels=False)
    margin = {"l": 0, "r": 0, "t": 0, "b": 0}
    layouts.wide |= {"height": wide_h, "margin": margin, "template": template.register()}
    layouts.narrow |= {"height": narrow_h, "margin": margin}
    return {"data": traces, "layout": layouts.wide}, layouts.narrow


def _span(row: int, plot_px: float, total_px: float, head_px: float = HEAD_PX) -> tuple[float, float]:
    """Bottom and top of a panel in paper units, head above and axis below it."""
    top = total_px - row * (plot_px + head_px + FOOT_PX) - head_px
    return ((top - plot_px) / total_px, top / total_px)


def _place(
    layout: dict[str, Any], panel: Panel, labels: Sequence[str], ref: str, x: tuple[float, float],
    y: tuple[float, float], *, title_chars: int, above: bool, show_labels: bool,
) -> None:
    """Put one panel into a layout: its axes, its title, its row labels (made safe) and each row's value in figures."""
    metric, rows = panel.metric, len(labels)
    low, high = _range(panel)
    long = max(len(f"{abs(v):,.0f}") for v in (low, high)) > 5
    layout[f"xaxis{ref}"] = {
        "domain": list(x), "anchor": f"y{ref}", "range": [low, high], "nticks": 3 if long else 5, "tickangle": 0,
        "ticksuffix": "%" if metric.unit == "share" and not panel.signed else "", "tickformat": ",",
    }
    layout[f"yaxis{ref}"] = {
        "domain": list(y), "anchor": f"x{ref}", "range": [rows - 0.5, -0.5], "showgrid": False, "showticklabels": show_labels,
        "tickmode": "array", "tickvals": list(range(rows)), "ticktext": list(labels),
        "tickfont": {"size": 12.5, "color": template.INK}, "ticklabelstandoff": 8,
    }
    notes, xref, yref = layout["annotations"], f"x{ref} domain", f"y{ref}"
    notes.append({"text": wrap(panel.title, title_chars, 2), "xref": xref, "yref": f"y{ref} domain", "x": 0, "y": 1,
                  "xanchor": "left", "yanchor": "bottom", "yshift": 6, "align": "left",
                  "font": {"size": 13, "color": template.INK}})
    for position, (label, mark) in enumerate(zip(labels, panel.marks, strict=True)):
        notes.append({"text": _value_text(panel, mark), "xref": xref, "yref": yref, "x": 1,
                      "y": position, "xanchor": "left", "xshift": 8, "align": "left"})
        if above:
            notes.append({"text": label, "xref": xref, "yref": yref, "x": 0, "y": position,
                          "xanchor": "left", "yanchor": "bottom", "yshift": 7, "align": "left",
                          "bgcolor": "rgba(255,255,255,0.85)"})
        layout["shapes"].append(_line(xref, yref, 0, 1, position, position, template.GRID, "solid", 1))


def _value_text(panel: Panel, mark: Mark) -> str:
    digits = "unstable" if mark.verdict == "unstable" else figure(panel.metric, mark.value, panel.signed)
    return f"{digits} {VERDICTS[mark.verdict].sign}".strip()


def _line(xref: str, yref: str, x0: float, x1: float, y0: float, y1: float, colour: str, dash: str, width: float
          ) -> dict[str, Any]:
    return {"type": "line", "xref": xref, "yref": yref, "x0": x0, "x1": x1, "y0": y0, "y1": y1, "layer": "below",
            "line": {"color": colour, "dash": dash, "width": width}}


def _range(panel: Panel) -> tuple[float, float]:
    """Axis range that holds every interval and the reference with a margin; shares stay between 0 and 100 %."""
    shown = [v for m in panel.marks if m.verdict != "unstable" for v in (m.value, m.low, m.high) if known(v)]
    shown += [panel.reference] if known(panel.reference) else []
    scale = panel.metric.scale
    low, high = (min(shown) * scale, max(shown) * scale) if shown else (0.0, 1.0)
    # Never zoom in below a tenth of the last digit's worth of meaning: equal values must look equal.
    least = 4 * 10.0 ** -panel.metric.decimals
    spare = max((high - low) * 0.08, (least - (high - low)) / 2)
    if panel.signed:
        return low - spare, high + spare
    ceiling = 100.0 if panel.metric.unit == "share" else math.inf
    return max(0.0, low - spare), min(ceiling, high + spare)


def _marks(panel: Panel, ref: str) -> list[dict[str, Any]]:
    """The reference line, then one trace per verdict, so that each has its own shape; unstable options have no mark."""
    traces: list[dict[str, Any]] = []
    scale = panel.metric.scale
    if known(panel.reference):
        traces.append({
            "type": "scatter", "mode": "lines", "xaxis": f"x{ref}", "yaxis": f"y{ref}", "hoverinfo": "skip",
            "x": [panel.reference * scale] * 2, "y": [-0.5, len(panel.marks) - 0.5],
            "line": {"color": template.ZERO, "dash": "6px,4px", "width": 1.4},
        })
    for name in dict.fromkeys(m.verdict for m in panel.marks if m.verdict != "unstable"):
        rows = [(i, m) for i, m in enumerate(panel.marks) if m.verdict == name and known(m.value)]
        tone = template.TONES[VERDICTS[name].tone]
        traces.append({
            "type": "scatter", "mode": "markers", "xaxis": f"x{ref}", "yaxis": f"y{ref}", "name": VERDICTS[name].word,
            "x": [m.value * scale for _, m in rows], "y": [i for i, _ in rows],
            "error_x": {
                "type": "data", "symmetric": False, "thickness": 1.8, "width": 4, "color": tone,
                "array": [_arm(m.high - m.value, scale) for _, m in rows],
                "arrayminus": [_arm(m.value - m.low, scale) for _, m in rows],
            },
            "marker": {"symbol": VERDICTS[name].shape, "size": 11, "color": tone, "line": {"color": tone, "width": 1.8}},
            "text": [chart_text(m.words, 300) for _, m in rows], "hovertemplate": "%{text}<extra></extra>",
        })
    return traces


def _arm(length: float, scale: float) -> float:
    return max(0.0, length * scale) if known(length) else 0.0


@dataclass(frozen=True, slots=True)
class Week:
    """Officers on duty and officers asked for by hour of the week, shape (168,); `spread` is the half-interval of demand."""

    title: str
    supply: np.ndarray
    demand: np.ndarray
    spread: np.ndarray


def week_figure(weeks: Sequence[Week]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figure and narrow layout: one panel above another, the same scale, supply as steps and demand as a dashed line."""
    top = max(float(np.nanmax([w.supply, w.demand + np.nan_to_num(w.spread)])) for w in weeks) * 1.16
    total, narrow_total = (len(weeks) * (WEEK_PX + head + FOOT_PX) for head in (HEAD_PX, NARROW_HEAD_PX))
    wide: dict[str, Any] = {"annotations": [], "shapes": []}
    narrow: dict[str, Any] = {"annotations": [], "height": narrow_total}
    traces: list[dict[str, Any]] = []
    for index, week in enumerate(weeks):
        ref = "" if index == 0 else str(index + 1)
        bottom, upper = _span(index, WEEK_PX, total)
        traces += _week_traces(week, ref)
        wide[f"xaxis{ref}"] = {"domain": [0.04, 1.0], "anchor": f"y{ref}", "range": [0, 168], "showgrid": False,
                               "tickvals": [12 + 24 * d for d in range(7)], "ticktext": list(DAYS)}
        wide[f"yaxis{ref}"] = {"domain": [bottom, upper], "anchor": f"x{ref}", "range": [0, top], "nticks": 5}
        narrow[f"xaxis{ref}"] = {"ticktext": [d[:3] for d in DAYS], "domain": [0.09, 1.0]}
        narrow[f"yaxis{ref}"] = {"domain": list(_span(index, WEEK_PX, narrow_total, NARROW_HEAD_PX))}
        wide["annotations"] += _week_labels(week, ref, top, 130)
        narrow["annotations"] += _week_labels(week, ref, top, 46)
        wide["shapes"] += [_line(f"x{ref}", f"y{ref} domain", 24 * d, 24 * d, 0, 1, template.GRID, "solid", 1)
                           for d in range(8)]
    wide |= {"height": total, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "hovermode": "x unified",
             "template": template.register()}
    return {"data": traces, "layout": wide}, narrow


def _week_traces(week: Week, ref: str) -> list[dict[str, Any]]:
    hours = list(range(168))
    names = [hour_name(h) for h in hours]
    band = np.nan_to_num(week.spread)
    edge = {"type": "scatter", "mode": "lines", "xaxis": f"x{ref}", "yaxis": f"y{ref}", "hoverinfo": "skip",
            "line": {"width": 0, "color": template.DEMAND}}
    shared = {"type": "scatter", "mode": "lines", "xaxis": f"x{ref}", "yaxis": f"y{ref}", "x": [h + 0.5 for h in hours]}
    return [
        edge | {"x": shared["x"], "y": _rounded(week.demand - band)},
        edge | {"x": shared["x"], "y": _rounded(week.demand + band), "fill": "tonexty", "fillcolor": "rgba(196,106,0,0.18)"},
        shared | {"y": _rounded(week.supply), "name": "on duty", "line": {"shape": "hvh", "width": 2.2, "color": template.SUPPLY},
                  "text": names, "hovertemplate": "%{text}: %{y:.0f} officers on duty<extra></extra>"},
        shared | {"y": _rounded(week.demand), "name": "asked for",
                  "line": {"width": 2, "dash": "5px,3px", "color": template.DEMAND},
                  "text": names, "hovertemplate": "%{text}: %{y:.0f} officers asked for<extra></extra>"},
    ]


def _rounded(values: np.ndarray) -> list[float | None]:
    return [round(float(v), 2) if math.isfinite(v) else None for v in values]


def _week_labels(week: Week, ref: str, top: float, wrap_at: int) -> list[dict[str, Any]]:
    """The panel's title, and each line named where nothing crosses: above the most on duty, under the least asked for."""
    inner = slice(12, 156)
    most, least = 12 + int(np.nanargmax(week.supply[inner])), 12 + int(np.nanargmin(week.demand[inner]))
    room_below = week.demand[least] / top * WEEK_PX > 26
    place = {"xref": f"x{ref}", "yref": f"y{ref}"}
    return [
        {"text": wrap(week.title, wrap_at, 3), "xref": f"x{ref} domain", "yref": f"y{ref} domain", "x": 0, "y": 1,
         "xanchor": "left", "yanchor": "bottom", "yshift": 6, "align": "left", "font": {"size": 13, "color": template.INK}},
        place | {"text": "<b>officers on duty</b>", "x": most + 0.5, "y": float(week.supply[most]), "yshift": 12,
                 "font": {"size": 12, "color": template.SUPPLY}},
        place | {"text": "<b>officers asked for</b>", "x": least + 0.5, "y": float(week.demand[least]),
                 "yshift": -13 if room_below else 13, "font": {"size": 12, "color": template.DEMAND}},
    ]
