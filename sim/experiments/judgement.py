"""Is a simulated figure where it was said to lie, and does a change go the way it was said to, over replications?

The interval decides, never the mean alone. A figure is *met* where its whole interval lies in the range, *missed* where all of it
lies outside, and *open* where it crosses an edge: more replications would tell. A direction is met where the whole interval
of the difference has the sign, missed where all of it has the other, open where it holds zero.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.experiments.statistics import Floats, difference_interval, mean_interval

Verdict = Literal["met", "missed", "open", "not run"]
Reach = Literal["holds", "fades", "turns", "reversed", "not run"]
Steady = Literal["alike", "unclear", "opposed"]
LEVEL = 0.95


@dataclass(frozen=True)
class Judged:
    """A figure or a difference over ``n`` replications, its interval, and the verdict; ``share`` of them that have its sign."""

    n: int
    mean: float
    low: float
    high: float
    share: float
    verdict: Verdict


def judge(values: Floats, low: float | None, high: float | None, sign: str | None, *, paired: bool) -> Judged:
    """Judge one target; ``values`` (replications,), NaN = missing. ``paired``: they are differences, alike by chance or not.

    Raises ValueError for an infinite value.
    """
    found = (difference_interval if paired else mean_interval)(values, LEVEL)
    share = _share_of_sign(values, found.mean if sign is None else float(f"{sign}1"))
    if found.n < 2 or math.isnan(found.low):
        return Judged(found.n, found.mean, found.low, found.high, share, "not run" if found.n == 0 else "open")
    if sign is not None:
        low, high = (0.0, None) if sign == "+" else (None, 0.0)
    least, most = -math.inf if low is None else low, math.inf if high is None else high
    strict = sign is not None  # no difference has no sign
    if (least < found.low if strict else least <= found.low) and (found.high < most if strict else found.high <= most):
        verdict: Verdict = "met"
    elif found.high < least or found.low > most:
        verdict = "missed"
    else:
        verdict = "open"
    return Judged(found.n, found.mean, found.low, found.high, share, verdict)


def reach(verdicts: Sequence[Verdict]) -> Reach:
    """Return how far a sign reaches over every combination it was tried in: those not run count as not clear.

    It holds where it is clear in all, is reversed where the other sign is clear in all, turns where the other is clear in some.
    """
    if not verdicts or all(each == "not run" for each in verdicts):
        return "not run"
    if "missed" in verdicts:
        return "reversed" if all(each == "missed" for each in verdicts) else "turns"
    return "holds" if all(each == "met" for each in verdicts) else "fades"


def steady(rows: Sequence[Sequence[Verdict]]) -> Steady:
    """Return whether verdicts in each row, along one axis, are alike, are clear only in places, or clear both ways."""
    if any({"met", "missed"} <= set(row) for row in rows):
        return "opposed"
    return "alike" if all(len(set(row)) <= 1 for row in rows) else "unclear"


def _share_of_sign(values: Floats, sign: float) -> float:
    known = values[~np.isnan(values)]
    return float((known * sign > 0).mean()) if known.size else math.nan
