"""Weeks: people there against people needed, hour by hour from Monday to Sunday."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.reports import template
from sim.reports.charts import FOOT_PX, line, span
from sim.reports.words import DAYS, hour_name, wrap

WEEK_PX, WIDE_HEAD_PX, NARROW_HEAD_PX = 205, 64, 100


@dataclass(frozen=True, slots=True)
class Week:
    """People there and needed by hour of the week, shape (168,); `spread` is the half-interval of demand.

    `names` are what the two lines are called, supply first; with `steps` both are drawn as steps.
    """

    title: str
    supply: np.ndarray
    demand: np.ndarray
    spread: np.ndarray
    names: tuple[str, str] = ("officers on duty", "officers asked for")
    steps: bool = False


def week_figure(weeks: Sequence[Week]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figure and narrow layout: panels above each other on one scale, supply as steps, demand as a dashed line."""
    top = max(float(np.nanmax([w.supply, w.demand + np.nan_to_num(w.spread)])) for w in weeks) * 1.16
    total, narrow_total = (len(weeks) * (WEEK_PX + head + FOOT_PX) for head in (WIDE_HEAD_PX, NARROW_HEAD_PX))
    wide: dict[str, Any] = {"annotations": [], "shapes": []}
    narrow: dict[str, Any] = {"annotations": [], "height": narrow_total}
    traces: list[dict[str, Any]] = []
    for index, week in enumerate(weeks):
        ref = "" if index == 0 else str(index + 1)
        bottom, upper = span(index, WEEK_PX, total, WIDE_HEAD_PX)
        traces += _week_traces(week, ref)
        wide[f"xaxis{ref}"] = {
            "domain": [0.04, 1.0],
            "anchor": f"y{ref}",
            "range": [0, 168],
            "showgrid": False,
            "tickvals": [12 + 24 * d for d in range(7)],
            "ticktext": list(DAYS),
        }
        wide[f"yaxis{ref}"] = {"domain": [bottom, upper], "anchor": f"x{ref}", "range": [0, top], "nticks": 5}
        narrow[f"xaxis{ref}"] = {"ticktext": [d[:3] for d in DAYS], "domain": [0.09, 1.0]}
        narrow[f"yaxis{ref}"] = {"domain": list(span(index, WEEK_PX, narrow_total, NARROW_HEAD_PX))}
        wide["annotations"].append(_title(week, ref, 140))
        narrow["annotations"].append(_title(week, ref, 46))
        wide["shapes"] += [line(f"x{ref}", f"y{ref} domain", 24 * d, 24 * d, 0, 1, template.GRID, "solid", 1) for d in range(8)]
    wide |= {
        "height": total,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "hovermode": "x unified",
        "template": template.register(),
    }
    return {"data": traces, "layout": wide}, narrow


def _week_traces(week: Week, ref: str) -> list[dict[str, Any]]:
    hours = list(range(168))
    names = [hour_name(h) for h in hours]
    band = np.nan_to_num(week.spread)
    shape = {"shape": "hvh"} if week.steps else {}
    edge = {
        "type": "scatter",
        "mode": "lines",
        "xaxis": f"x{ref}",
        "yaxis": f"y{ref}",
        "hoverinfo": "skip",
        "line": {"width": 0, "color": template.DEMAND} | shape,
    }
    shared = {"type": "scatter", "mode": "lines", "xaxis": f"x{ref}", "yaxis": f"y{ref}", "x": [h + 0.5 for h in hours]}
    return [
        edge | {"x": shared["x"], "y": _rounded(np.maximum(week.demand - band, 0.0))},
        edge | {"x": shared["x"], "y": _rounded(week.demand + band), "fill": "tonexty", "fillcolor": "rgba(196,106,0,0.18)"},
        shared
        | {
            "y": _rounded(week.supply),
            "name": week.names[0],
            "line": {"shape": "hvh", "width": 2.2, "color": template.SUPPLY},
            "text": names,
            "hovertemplate": f"%{{text}}: %{{y:.0f}} {week.names[0]}<extra></extra>",
        },
        shared
        | {
            "y": _rounded(week.demand),
            "name": week.names[1],
            "line": {"width": 2, "dash": "5px,3px", "color": template.DEMAND} | shape,
            "text": names,
            "hovertemplate": f"%{{text}}: %{{y:.0f}} {week.names[1]}<extra></extra>",
        },
    ]


def _rounded(values: np.ndarray) -> list[float | None]:
    return [round(float(v), 2) if math.isfinite(v) else None for v in values]


def _title(week: Week, ref: str, wrap_at: int) -> dict[str, Any]:
    """What the panel is of, and below it the key to its two lines, each in its line's colour and dash."""
    key = (
        f'<span style="color:{template.SUPPLY}">\u2501\u2501 {week.names[0]}</span>'
        f'     <span style="color:{template.DEMAND}">\u2505\u2505 {week.names[1]}</span>'
    )
    return {
        "text": f"{wrap(week.title, wrap_at, 4)}<br>{key}",
        "xref": f"x{ref} domain",
        "yref": f"y{ref} domain",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6,
        "align": "left",
        "font": {"size": 13, "color": template.INK},
    }
