"""Incidents that come of others, or of what partners left undone: rows behind all others that nobody logs unless that happens."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.kinds import UNSERVED
from kernels.records import RETURN

Ints = npt.NDArray[np.int64]
Records = npt.NDArray[np.void]


def _nothing() -> Records:
    return np.zeros(0, dtype=RETURN)


@dataclass(frozen=True)
class ReturnPlan:
    """The k-th of ``listed`` (RETURN) stands in row ``first`` + k of the incidents.

    What comes of something that may itself come of another stands behind it.
    """

    first: int = 0
    listed: Records = field(default_factory=_nothing)

    @property
    def on(self) -> bool:
        """Whether anything can come back."""
        return self.listed.size > 0

    @property
    def of_jobs(self) -> npt.NDArray[np.bool_]:
        """Which of ``listed`` come of a partner's own job, not of an incident."""
        return self.listed["cause"] == UNSERVED

    def is_one(self, n: int) -> npt.NDArray[np.bool_]:
        """Return which of ``n`` incidents come back, if they come at all."""
        return (np.arange(n) >= self.first) & self.on

    def is_of(self, cause: int, n: int) -> npt.NDArray[np.bool_]:
        """Return which of ``n`` incidents come, if they come at all, for ``cause`` (of kernels.kinds)."""
        out = np.zeros(n, dtype=bool)
        if self.on:
            out[self.first :] = self.listed["cause"] == cause
        return out

    def linked(self, incidents: int, jobs: int) -> tuple[Ints, Ints, Records]:
        """Return the first in this plan of what may come of each incident and of each job, -1 nothing; and the plan, linked."""
        listed = self.listed.copy()
        of_incident = np.full(incidents if self.on else 0, -1, dtype=np.int64)
        of_job = np.full(jobs if self.on else 0, -1, dtype=np.int64)
        for heads, mine in ((of_incident, ~self.of_jobs), (of_job, self.of_jobs)):
            places = np.flatnonzero(mine)[::-1]  # so that the first of a parent is linked last
            for place, parent in zip(places.tolist(), listed["parent"][places].tolist(), strict=True):
                listed["next"][place] = heads[parent]
                heads[parent] = place
        return of_incident, of_job, listed


def first_rows(plan: ReturnPlan, n: int, jobs: int) -> tuple[ReturnPlan, Ints]:
    """Return the plan of the first ``n`` incidents and ``jobs`` of partners, and the rows left: those and what comes of them."""
    if not plan.on:
        return plan, np.arange(n, dtype=np.int64)
    row = np.full(plan.first + plan.listed.size, -1, dtype=np.int64)  # where each incident stands afterwards, -1 left out
    row[:n] = np.arange(n)
    kept: list[int] = []
    for place, (parent, of_job) in enumerate(zip(plan.listed["parent"].tolist(), plan.of_jobs.tolist(), strict=True)):
        if parent < jobs if of_job else row[parent] >= 0:
            row[plan.first + place] = n + len(kept)
            kept.append(place)
    listed = plan.listed[kept]
    of_incident = listed["cause"] != UNSERVED
    listed["parent"][of_incident] = row[listed["parent"][of_incident]]
    rows = np.concatenate([np.arange(n, dtype=np.int64), plan.first + np.array(kept, dtype=np.int64)])
    return ReturnPlan(n, listed), rows


def in_order(incidents: Records, plan: ReturnPlan) -> Ints:
    """Return the order by (created, key) of incidents to which others were added; what may come back stays last, as it stood."""
    dormant = plan.is_one(incidents.size) & (np.arange(incidents.size) < plan.first + plan.listed.size)
    planned = np.flatnonzero(~dormant)
    order = np.lexsort((incidents["key"][planned], incidents["created"][planned]))
    return np.concatenate([planned[order], np.flatnonzero(dormant)])


def reordered(plan: ReturnPlan, order: Ints) -> ReturnPlan:
    """Return the plan once the incidents, perhaps with others, stand in an ``order`` of `in_order`."""
    if not plan.on:
        return plan
    listed, row = plan.listed.copy(), np.argsort(order)
    of_incident = ~plan.of_jobs
    listed["parent"][of_incident] = row[listed["parent"][of_incident]]
    return ReturnPlan(order.size - listed.size, listed)


def with_jobs_reordered(plan: ReturnPlan, order: Ints) -> ReturnPlan:
    """Return the plan once partners' own jobs stand in another ``order``."""
    listed = plan.listed.copy()
    listed["parent"][plan.of_jobs] = np.argsort(order)[listed["parent"][plan.of_jobs]]
    return ReturnPlan(plan.first, listed)
