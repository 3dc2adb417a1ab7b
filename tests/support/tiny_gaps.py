"""Displacement for cases worked by hand: patience, chances, and what would come of which request, job or caller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kernels.clock import MINUTE_MS
from kernels.records import GAP_RULES, RETURN
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.displacement_plan import DisplacementPlan, still
from sim.inputs.inputs import Inputs
from sim.inputs.return_plan import ReturnPlan


class GapLine(NamedTuple):
    patience: float | None
    of_requests: float
    of_jobs: float


class ComesLine(NamedTuple):
    parent: int
    cause: int
    after: float
    luck: float
    scene: float
    partner: int


def gap(patience: float | None = None, *, of_requests: float = 1.0, of_jobs: float = 1.0) -> GapLine:
    """Return a partner's gaps: its jobs leave after ``patience`` minutes, None never; chances of coming to the police."""
    return GapLine(patience, of_requests, of_jobs)


def comes(parent: int, cause: int, after: float, *, luck: float = 0.0, scene: float = 5.0, partner: int = -1) -> ComesLine:
    """Return what may come of an incident, or of a job, ``after`` so many minutes, as a scene of so many."""
    return ComesLine(parent, cause, after, luck, scene, partner)


def with_gaps(
    inputs: Inputs, gaps: Sequence[GapLine], may: Sequence[ComesLine] = (), *, loop: tuple[float, float, float] | None = None
) -> Inputs:
    """Return ``inputs`` whose partners leave things undone; ``loop``: gain, most and days of memory of what is asked.

    The k-th of ``may`` stands k-th behind the incidents, with a key of its own; it is of grade 0 and wants one officer.
    """
    rules = np.zeros(len(gaps), dtype=GAP_RULES)
    for p, line in enumerate(gaps):
        patience = -1 if line.patience is None else round(line.patience * MINUTE_MS)
        rules[p] = (patience, line.of_requests, line.of_jobs)
    more = np.zeros(len(may), dtype=inputs.incidents.dtype)
    more["created"], more["key"], more["patience_ms"], more["regrade_ms"] = NEVER_MS, 7_000 + np.arange(len(may)), -1, -1
    more["officers"] = more["minimum"] = 1
    more["scene_ms"], more["partner"] = [round(line.scene * MINUTE_MS) for line in may], [line.partner for line in may]
    listed = np.zeros(len(may), dtype=RETURN)
    for place, line in enumerate(may):
        listed[place] = (line.parent, round(line.after * MINUTE_MS), line.luck, line.cause, 0)
    plan = DisplacementPlan(rules, np.full((2, len(gaps)), 0.5), loop is not None, still(*loop) if loop else still())
    returns = ReturnPlan(inputs.incidents.size, listed) if may else inputs.returns
    return replace(inputs, incidents=np.concatenate([inputs.incidents, more]), returns=returns, displacement=plan)
