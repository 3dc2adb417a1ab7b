"""Incidents that may come of others, drawn beforehand: each cause draws its own, and they sleep behind all others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kernels.front_door import APPOINTMENT, ATTEND
from kernels.front_door_records import FRONT
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.front_plan import FrontPlan
from sim.inputs.inputs import Records
from sim.inputs.return_plan import ReturnPlan

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Drawn:
    """What may come of some incidents: ``incidents`` (INCIDENT), and ``listed`` (RETURN) with parents among these."""

    incidents: Records
    listed: Records


Cause = Callable[[Records], Drawn]


def draw_returns(
    incidents: Records, causes: Sequence[Cause], of_jobs: Drawn | None, most: int, sent_to: Mask | None = None
) -> tuple[Records, ReturnPlan]:
    """Return ``incidents`` with those behind them that may come of them, of each other, and of partners' own jobs.

    ``causes`` are asked of the incidents of the plan to which officers may ever be sent (``sent_to``, all if not given), then of
    what came of these, ``most`` times in all: so often may one matter come back.
    """
    planned = size = incidents.size
    every = np.arange(planned) if sent_to is None else np.flatnonzero(sent_to)
    parents, rows = [incidents if sent_to is None else incidents[every]], [every]
    listed: list[Records] = []
    behind: list[Records] = []
    if of_jobs is not None:
        listed, behind = [of_jobs.listed], [of_jobs.incidents]
        parents.append(of_jobs.incidents)
        rows.append(np.arange(size, size + of_jobs.incidents.size))
        size += of_jobs.incidents.size
    for _ in range(most):
        asked, where = np.concatenate(parents), np.concatenate(rows)
        drawn = [cause(asked) for cause in causes]
        for each in drawn:
            each.listed["parent"] = where[each.listed["parent"]]
        parents = [each.incidents for each in drawn] or [incidents[:0]]
        rows = [np.arange(size, size + sum(each.incidents.size for each in drawn))]
        size += rows[0].size
        listed += [each.listed for each in drawn]
        behind += [each.incidents for each in drawn]
    if size == planned:
        return incidents, ReturnPlan()
    everybody = np.concatenate([incidents, *behind])
    everybody["created"][planned:], everybody["by_phone"][planned:] = NEVER_MS, 0
    return everybody, ReturnPlan(planned, np.concatenate(listed))


def may_be_sent_to(front: FrontPlan) -> Mask:
    """Return to which incidents officers may ever be sent: of those the front door settles, only ones that come back."""
    return np.isin(front.decided["disposition"], (ATTEND, APPOINTMENT)) | (front.decided["returns_ms"] >= 0)


def nobody_rings(front: FrontPlan, n: int) -> Records:
    """Return the front door's decisions for all ``n`` incidents: what comes back reaches the dispatcher without a call."""
    more = np.zeros(n - front.decided.size, dtype=FRONT)
    more["returns_ms"] = more["call"] = more["chaser"] = -1
    return np.concatenate([front.decided, more])
