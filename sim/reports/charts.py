"""Panels: one row for each option, one panel for each measure, a mark with its interval.

Each chart carries two layouts, wide and narrow, and the page picks by the width it has: desk, tablet, telephone, paper.
`sim.reports.weeks` has the only other kind of chart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.metrics import Metric
from sim.reports import template
from sim.reports.words import VERDICTS, chart_text, figure, known, wrap

LABEL_PX, GAP_PX, LINE_PX, HEAD_PX, FOOT_PX = 286, 20, 17, 44, 34
LABEL_CHARS, NARROW_CHARS, CHAR_PX = 42, 52, 7.4
DESIGN_PX = 1060
"""Width the wide layout is designed for: panel edges are fractions of it."""


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers behind a chart: column heads and rows of ready text."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: `title` states the finding, `note` says n and what the bars are, `alternative` is read aloud; `below` stands
    under the picture.
    """

    title: str
    note: str
    alternative: str
    figure: dict[str, Any]
    narrow: dict[str, Any]
    table: Table
    below: str = ""


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
    """One measure for every row. `reference` draws a line at the baseline's value (or at no change).

    `decimals` replaces the metric's own where values would look alike that are not; the axis holds what is in `also` too.
    """

    metric: Metric
    title: str
    marks: tuple[Mark, ...]
    reference: float = math.nan
    signed: bool = False
    decimals: int | None = None
    also: tuple[float, ...] = ()


@dataclass
class _Layouts:
    wide: dict[str, Any] = field(default_factory=dict)
    narrow: dict[str, Any] = field(default_factory=dict)


def panels_figure(labels: Sequence[str], panels: Sequence[Panel], columns: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figure and narrow layout of a grid of panels, `columns` beside each other; one row per label in each panel."""
    layouts = _Layouts({"annotations": []}, {"annotations": []})
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
        _place(
            layouts.wide,
            panel,
            wrapped,
            ref,
            (left / DESIGN_PX, right / DESIGN_PX),
            span(row, heights[0], wide_h),
            title_chars=int((right - left + value_px) / CHAR_PX),
            above=False,
            show_labels=column == 0,
        )
        _place(
            layouts.narrow,
            panel,
            above,
            ref,
            (0.0, 0.8),
            span(index, heights[1], narrow_h),
            title_chars=46,
            above=True,
            show_labels=False,
        )
    margin = {"l": 0, "r": 0, "t": 0, "b": 0}
    layouts.wide |= {"height": wide_h, "margin": margin, "template": template.register()}
    layouts.narrow |= {"height": narrow_h, "margin": margin, "meta": "panels"}
    return {"data": traces, "layout": layouts.wide}, _differing(layouts.wide, layouts.narrow)


def _differing(wide: dict[str, Any], narrow: dict[str, Any]) -> dict[str, Any]:
    """What of the narrow layout is not in the wide one; the page lays it over that."""
    out = {}
    for key, value in narrow.items():
        if isinstance(value, dict) and isinstance(wide.get(key), dict):
            if inner := _differing(wide[key], value):
                out[key] = inner
        elif key not in wide or wide[key] != value:
            out[key] = value
    return out


def span(row: int, plot_px: float, total_px: float, head_px: float = HEAD_PX) -> tuple[float, float]:
    """Bottom and top of a panel in paper units, head above and axis below it."""
    top = total_px - row * (plot_px + head_px + FOOT_PX) - head_px
    return (round((top - plot_px) / total_px, 5), round(top / total_px, 5))


def _place(
    layout: dict[str, Any],
    panel: Panel,
    labels: Sequence[str],
    ref: str,
    x: tuple[float, float],
    y: tuple[float, float],
    *,
    title_chars: int,
    above: bool,
    show_labels: bool,
) -> None:
    """Put one panel into a layout: its axes, its title, its row labels (made safe) and each row's value in figures."""
    rows = len(labels)
    low, high = _range(panel)
    longest = max(abs(low), abs(high))
    most = 2 if longest >= 100_000 else 3 if longest >= 10_000 else 4
    layout[f"xaxis{ref}"] = {
        "domain": list(x),
        "anchor": f"y{ref}",
        "range": [low, high],
        # A narrow panel begins at the edge of the page: a label there would be cut.
        "tickvals": [
            t for t in _ticks(low, high, most) if (panel.signed or t >= 0) and not (above and t - low < 0.08 * (high - low))
        ],
        "tickangle": 0,
        "tickformat": ",",
    }
    layout[f"yaxis{ref}"] = {
        "domain": list(y),
        "anchor": f"x{ref}",
        "range": [rows - 0.5, -0.5],
        "showticklabels": show_labels,
        "tickmode": "array",
        "tickvals": list(range(rows)),
        "ticktext": list(labels),
        "tickfont": {"size": 12.5, "color": template.INK},
        "ticklabelstandoff": 8,
    }
    notes, xref, yref = layout["annotations"], f"x{ref} domain", f"y{ref}"
    notes.append(
        {
            "text": wrap(panel.title, title_chars, 2),
            "xref": xref,
            "yref": f"y{ref} domain",
            "x": 0,
            "y": 1,
            "yanchor": "bottom",
            "yshift": 6,
            "font": {"size": 13},
        }
    )
    for position, (label, mark) in enumerate(zip(labels, panel.marks, strict=True)):
        notes.append(
            {
                "text": _value_text(panel, mark),
                "xref": xref,
                "yref": yref,
                "x": 1,
                "y": position,
                "xshift": 8,
            }
        )
        if above:
            notes.append(
                {
                    "text": label,
                    "xref": xref,
                    "yref": yref,
                    "x": 0,
                    "y": position,
                    "yanchor": "bottom",
                    "yshift": 7,
                    "bgcolor": "rgba(255,255,255,0.85)",
                }
            )


def _value_text(panel: Panel, mark: Mark) -> str:
    digits = "unstable" if mark.verdict == "unstable" else figure(panel.metric, mark.value, panel.signed, panel.decimals)
    return f"{digits} {VERDICTS[mark.verdict].sign}".strip()


def line(
    xref: str, yref: str, x0: float, x1: float, y0: float, y1: float, colour: str, dash: str, width: float
) -> dict[str, Any]:
    """A straight line as a Plotly shape, behind the marks."""
    return {
        "type": "line",
        "xref": xref,
        "yref": yref,
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "layer": "below",
        "line": {"color": colour, "dash": dash, "width": width},
    }


def _range(panel: Panel) -> tuple[float, float]:
    """Axis range, in units as shown, that holds every interval and the reference with a margin."""
    shown = [v for m in panel.marks if m.verdict != "unstable" for v in (m.value, m.low, m.high) if known(v)]
    shown += [value for value in (panel.reference, *panel.also) if known(value)]
    scale = panel.metric.scale
    low, high = (min(shown) * scale, max(shown) * scale) if shown else (0.0, 1.0)
    # Never zoom in below a tenth of the last digit's worth of meaning: equal values must look equal.
    least = 4 * 10.0**-panel.metric.decimals
    spare = max((high - low) * 0.08, (least - (high - low)) / 2)
    low, high = low - spare, high + spare
    if not panel.signed and min(shown, default=0.0) >= 0:
        # Nothing lies below zero or above all of it; but a mark on the edge must not lie on the row's label.
        edge = 0.05 * (high - low)
        low = max(low, -edge)
        high = min(high, 100.0 + edge) if panel.metric.unit == "share" else high
    return low, high


def _ticks(low: float, high: float, most: int) -> list[float]:
    """Round values within a range: as many as there can be, but at most `most`."""
    size = 10.0 ** math.floor(math.log10(high - low))
    for step in (size * f for f in (0.1, 0.2, 0.25, 0.4, 0.5, 1, 2, 2.5, 4, 5, 10)):
        first, last = math.ceil(low / step), math.floor(high / step)
        if last - first + 1 <= most:
            return [round(i * step, 10) for i in range(first, last + 1)]
    return []


def _marks(panel: Panel, ref: str) -> list[dict[str, Any]]:
    """The reference line, then one trace per verdict, so that each has its own shape; unstable options have no mark."""
    traces: list[dict[str, Any]] = []
    scale = panel.metric.scale
    if known(panel.reference):
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "xaxis": f"x{ref}",
                "yaxis": f"y{ref}",
                "hoverinfo": "skip",
                "x": [panel.reference * scale] * 2,
                "y": [-0.5, len(panel.marks) - 0.5],
                "line": {"color": template.ZERO, "dash": "6px,4px", "width": 1.4},
            }
        )
    for name in dict.fromkeys(m.verdict for m in panel.marks if m.verdict != "unstable"):
        rows = [(i, m) for i, m in enumerate(panel.marks) if m.verdict == name and known(m.value)]
        tone = template.TONES[VERDICTS[name].tone]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "cliponaxis": False,
                "xaxis": f"x{ref}",
                "yaxis": f"y{ref}",
                "name": VERDICTS[name].word,
                "x": [_short(m.value * scale) for _, m in rows],
                "y": [i for i, _ in rows],
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "thickness": 1.8,
                    "width": 4,
                    "color": tone,
                    "array": [_arm(m.high - m.value, scale) for _, m in rows],
                    "arrayminus": [_arm(m.value - m.low, scale) for _, m in rows],
                },
                "marker": {
                    "symbol": VERDICTS[name].shape,
                    "size": 11,
                    "color": tone,
                    "line": {"color": tone, "width": 1.8},
                },
                "text": [chart_text(m.words, 300) for _, m in rows],
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    return traces


def _arm(length: float, scale: float) -> float:
    return _short(max(0.0, length * scale)) if known(length) else 0.0


def _short(value: float) -> float:
    """Six digits: more than any screen shows, and half the bytes."""
    return float(f"{value:.6g}")
