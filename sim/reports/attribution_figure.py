"""The picture of an attribution: each share a mark with its interval and a bar under it, the whole a bar of all of them.

Fills differ in lightness and in hatching, so that they are told apart in grey and by every kind of colour vision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.reports import template
from sim.reports.charts import Panel, panels_figure
from sim.reports.words import chart_text, known

FILLS = (("#00568c", ""), ("#e9a23b", "/"), ("#aab4be", ""), ("#ffffff", "x"), ("#56616d", "\\"), ("#dfe4e9", "."))
"""Colour and hatching of each part, in order."""
BELOW, THICK = 0.27, 0.26
"""How far under its mark a bar lies, and how thick it is, in rows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar in stored units: which fill, what it is in words, and whether it is sure; one that is not is pale."""

    value: float
    fill: int
    words: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class BarPanel:
    """A panel of marks with a bar under each, made of pieces; `ticks` are what a change does alone, NaN for none."""

    panel: Panel
    bars: tuple[tuple[Piece, ...], ...]
    ticks: tuple[float, ...]


def attribution_figure(labels: Sequence[str], panels: Sequence[BarPanel], columns: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figure and narrow layout; marks and intervals as in any chart, pieces of a bar stacked to either side of 0."""
    figure, narrow = panels_figure(labels, [each.panel for each in panels], columns)
    bars = [trace for place, each in enumerate(panels) for trace in _bars(each, "" if place == 0 else str(place + 1))]
    figure["data"] = bars + figure["data"]
    figure["layout"] |= {"barmode": "overlay", "bargap": 0}
    return figure, narrow


def reach(bars: Sequence[Sequence[Piece]], ticks: Sequence[float]) -> tuple[float, ...]:
    """Return how far bars and ticks reach, for the axis to hold them."""
    ends = [sum(p.value for p in bar if (p.value > 0) is up) for bar in bars for up in (True, False)]
    return (*ends, *(tick for tick in ticks if known(tick)))


def _bars(each: BarPanel, ref: str) -> list[dict[str, Any]]:
    """One trace for each fill, and one for the ticks."""
    scale = each.panel.metric.scale
    found: dict[int, list[tuple[float, float, int, Piece]]] = {}
    for row, bar in enumerate(each.bars):
        left = right = 0.0
        for piece in bar:
            base = right if piece.value > 0 else left
            found.setdefault(piece.fill, []).append((base * scale, piece.value * scale, row, piece))
            left, right = (left, right + piece.value) if piece.value > 0 else (left + piece.value, right)
    traces = [_trace(fill, pieces, ref) for fill, pieces in found.items()]
    there = [(tick * scale, row) for row, tick in enumerate(each.ticks) if known(tick)]
    if there:
        traces.append(
            {"type": "scatter", "mode": "markers", "xaxis": f"x{ref}", "yaxis": f"y{ref}", "hoverinfo": "skip",
             "x": [_short(x) for x, _ in there], "y": [row + BELOW for _, row in there],
             "marker": {"symbol": "line-ns", "size": 13, "line": {"width": 2, "color": template.INK}}}
        )  # fmt: skip
    return traces


def _trace(fill: int, pieces: Sequence[tuple[float, float, int, Piece]], ref: str) -> dict[str, Any]:
    colour, hatching = FILLS[fill % len(FILLS)]
    return {
        "type": "bar", "orientation": "h", "xaxis": f"x{ref}", "yaxis": f"y{ref}", "width": THICK,
        "base": [_short(base) for base, _, _, _ in pieces], "x": [_short(size) for _, size, _, _ in pieces],
        "y": [row + BELOW for _, _, row, _ in pieces], "textposition": "none",
        "text": [chart_text(piece.words, 300) for _, _, _, piece in pieces], "hovertemplate": "%{text}<extra></extra>",
        "marker": {"color": colour, "opacity": [1.0 if piece.sure else 0.35 for _, _, _, piece in pieces],
                   "line": {"color": template.INK, "width": 1},
                   "pattern": {"shape": hatching, "bgcolor": colour, "fgcolor": template.INK, "size": 7, "solidity": 0.25}},
    }  # fmt: skip


def _short(value: float) -> float:
    return float(f"{value:.6g}")
