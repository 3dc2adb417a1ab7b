"""Incidents that may come of others, drawn beforehand: each cause draws its own, and they sleep behind all others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kernels.front_door_records import FRONT
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.front_plan import FrontPlan
from sim.inputs.inputs import Records
from sim.inputs.return_plan import ReturnPlan


@dataclass(frozen=True)
class Drawn:
    """What may come of some incidents: ``incidents`` (INCIDENT), and ``listed`` (RETURN) with parents among these."""

    incidents: Records
    listed: Records


Cause = Callable[[Records], Drawn]


def draw_returns(incidents: Records, causes: Sequence[Cause], of_jobs: Drawn | None, most: int) -> tuple[Records, ReturnPlan]:
    """Return ``incidents`` with those behind them that may come of them, of each other, and of partners' own jobs.

    ``causes`` are asked of the incidents of the plan, then of what came of these, ``most`` times in all: so often may one
    matter come back.
    """
    planned, begin = incidents.size, 0
    listed = [] if of_jobs is None else [of_jobs.listed]
    rows = [incidents] if of_jobs is None else [incidents, of_jobs.incidents]
    for _ in range(most):
        everybody = np.concatenate(rows)
        parents, first = everybody[begin:], begin
        begin = everybody.size
        for cause in causes:
            drawn = cause(parents)
            drawn.listed["parent"] += first
            listed.append(drawn.listed)
            rows.append(drawn.incidents)
    everybody = np.concatenate(rows)
    if everybody.size == planned:
        return incidents, ReturnPlan()
    everybody["created"][planned:], everybody["by_phone"][planned:] = NEVER_MS, 0
    return everybody, ReturnPlan(planned, np.concatenate(listed))


def nobody_rings(front: FrontPlan, n: int) -> Records:
    """Return the front door's decisions for all ``n`` incidents: what comes back reaches the dispatcher without a call."""
    more = np.zeros(n - front.decided.size, dtype=FRONT)
    more["returns_ms"] = more["call"] = more["chaser"] = -1
    return np.concatenate([front.decided, more])
