"""The falling staircase: a bar for each step, the part it loses hatched, what is left and why written above it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from sim.reports import template
from sim.reports.words import chart_text, plain, wrap

Row = tuple[str, float, float, str]
"""Name and size in words, officers left, officers lost before, and the loss in words ("" for none)."""
BAR_PX, HEAD_PX, TITLE_PX, LINE_PX, GAP_PX = 20, 40, 20, 16, 16
WIDE_CHARS, HALF_CHARS, NARROW_CHARS = 112, 56, 44
MOST_LINES = 5
GUTTER = 0.03


def cascade_figure(columns: Sequence[tuple[str, Sequence[Row]]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figure and narrow layout of one staircase or two beside each other, on one scale; each a title and its rows.

    Bars stand where the narrow layout wants them, in its pixels, and the wide layout shrinks the whole: the marks are shared.
    """
    heads = HEAD_PX if any(title for title, _ in columns) else 0
    wide_chars = WIDE_CHARS if len(columns) == 1 else HALF_CHARS
    rows = [[row for _, row_set in columns for row in row_set[k : k + 1]] for k in range(len(columns[0][1]))]
    needs = [max(_need(row, NARROW_CHARS) for row in alike) for alike in rows]
    shrink = max(max(_need(row, wide_chars) for row in alike) / need for alike, need in zip(rows, needs, strict=True))
    depth, most = sum(needs), max(row[1] + row[2] for _, row_set in columns for row in row_set)
    heights = depth * shrink + heads, len(columns) * (depth + heads)
    wide: dict[str, Any] = {"annotations": [], "height": round(heights[0]), "bargap": 0, "barmode": "overlay",
                            "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, "template": template.register()}  # fmt: skip
    narrow: dict[str, Any] = {"annotations": [], "height": round(heights[1])}
    traces: list[dict[str, Any]] = []
    for place, (title, row_set) in enumerate(columns):
        ref = "" if place == 0 else str(place + 1)
        traces += _bars(row_set, needs, ref)
        left = place * (0.5 + GUTTER / 2)
        wide[f"xaxis{ref}"] = _axis(f"y{ref}", [left, left + (1.0 if len(columns) == 1 else 0.5 - GUTTER / 2)], [0, most])
        wide[f"yaxis{ref}"] = _axis(f"x{ref}", [0, depth * shrink / heights[0]], [depth, 0])
        narrow[f"xaxis{ref}"] = {"domain": [0, 1]}
        bottom = (len(columns) - 1 - place) * (depth + heads) / heights[1]
        narrow[f"yaxis{ref}"] = {"domain": [bottom, bottom + depth / heights[1]]}
        wide["annotations"] += _texts(title, row_set, needs, ref, wide_chars)
        narrow["annotations"] += _texts(title, row_set, needs, ref, NARROW_CHARS)
    return {"data": traces, "layout": wide}, narrow


def _need(row: Row, chars: int) -> int:
    """Pixels of a row: its name, the lines of its loss, the bar."""
    return TITLE_PX + LINE_PX * _lines(row, chars) + BAR_PX + GAP_PX


def _lines(row: Row, chars: int) -> int:
    return len(_reasons(row, chars))


def _reasons(row: Row, chars: int) -> list[str]:
    """The loss in words, in lines."""
    return textwrap.wrap(plain(row[3], 1000), chars, max_lines=MOST_LINES, placeholder=" \u2026")


def _axis(anchor: str, domain: list[float], span: list[float]) -> dict[str, Any]:
    return {"anchor": anchor, "domain": domain, "range": span, "showticklabels": False, "showgrid": False}


def _middles(needs: Sequence[int]) -> list[float]:
    """Where the middle of each bar is, from the top."""
    return [sum(needs[: k + 1]) - GAP_PX / 2 - BAR_PX / 2 for k in range(len(needs))]


def _bars(rows: Sequence[Row], needs: Sequence[int], ref: str) -> list[dict[str, Any]]:
    """What is left, dark; what is lost, hatched behind it."""
    shared = {"type": "bar", "orientation": "h", "xaxis": f"x{ref}", "yaxis": f"y{ref}", "y": _middles(needs), "width": BAR_PX,
              "hovertemplate": "%{text}<extra></extra>", "textposition": "none"}  # fmt: skip
    pattern = {"shape": "/", "fgcolor": template.OPEN, "bgcolor": "#ffffff", "size": 6, "solidity": 0.25}
    hatched = {"color": "#ffffff", "line": {"color": template.OPEN, "width": 1}, "pattern": pattern}
    return [
        shared | {"base": [0.0] * len(rows), "x": [_short(left) for _, left, _, _ in rows], "name": "left",
                  "text": [chart_text(row[0]) for row in rows], "marker": {"color": template.SUPPLY}},
        shared | {"base": [_short(left) for _, left, _, _ in rows], "x": [_short(max(0.0, lost)) for _, _, lost, _ in rows],
                  "name": "lost", "text": [chart_text(row[3], 300) for row in rows], "marker": hatched},
    ]  # fmt: skip


def _texts(title: str, rows: Sequence[Row], needs: Sequence[int], ref: str, chars: int) -> list[dict[str, Any]]:
    """The panel's title, and above each bar what it is and what was lost before it."""
    place = {"xref": f"x{ref} domain", "x": 0, "xanchor": "left", "yanchor": "bottom", "align": "left"}
    head = {"text": f"<b>{wrap(title, chars, 2)}</b>", "yref": f"y{ref} domain", "y": 1, "yshift": 4, "font": {"size": 13}}
    notes = [place | head] if title else []
    for row, middle in zip(rows, _middles(needs), strict=True):
        reasons = "<br>".join(chart_text(line) for line in _reasons(row, chars))
        lost = f'<br><span style="color:{template.QUIET}">{reasons}</span>' if reasons else ""
        notes.append(
            place | {"text": f"<b>{chart_text(row[0])}</b>{lost}", "yref": f"y{ref}", "y": middle - BAR_PX / 2, "yshift": 1,
                     "font": {"size": 12.5, "color": template.INK}}
        )  # fmt: skip
    return notes


def _short(value: float) -> float:
    return float(f"{value:.6g}")
