"""Failure demand: what came back, why, and what it took."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import ABANDONED, BROKEN_OFF, CUT_SHORT, LATE, WRITING_DROPPED
from sim.measures.window import HOUR_MS, Measure, Window, ratio

_CAUSES = {LATE: "late", ABANDONED: "abandoned", BROKEN_OFF: "broken_off", WRITING_DROPPED: "not_written_up"}


def failure_measures(window: Window) -> Iterator[Measure]:
    """Yield how much demand is of the force's own making, by cause, and the hours it takes; nothing where it is off."""
    if not window.scenario.failure_demand.on:
        return
    returns, n = window.inputs.returns, window.incidents.size
    came = window.practice["logged"] >= window.low
    of_cause = {cause: returns.is_of(cause, n) & came for cause in _CAUSES}
    every = np.logical_or.reduce(list(of_cause.values()))
    own_making = (every | (returns.is_of(CUT_SHORT, n) & came)) & window.passed_on
    yield ratio("failure_share", int(own_making.sum()), int(window.passed_on.sum()))
    groups = [("", every), *((f"cause={name}", of_cause[cause]) for cause, name in _CAUSES.items())]
    for group, members in groups:
        yield ratio("failure_incidents", int(members.sum()), window.years, group)
        yield ratio("failure_hours", float(window.committed_ms[members].sum()) / HOUR_MS, window.years, group)
    yield ratio("escalated", int((_rose(window) & every).sum()), window.years)


def _rose(window: Window) -> np.ndarray:
    """Return which of the incidents rank higher than what they come of, (incidents,)."""
    returns, grade = window.inputs.returns, window.incidents["grade"]
    out = np.zeros(grade.size, dtype=bool)
    if returns.on:
        of_job = returns.of_jobs
        parent = np.where(of_job, 0, returns.listed["parent"])
        out[returns.first :] = ~of_job & (grade[returns.first :] < grade[parent])
    return out
