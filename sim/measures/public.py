"""What the public meets: attendance within target, waits, backlog."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CLOSED, TO_COME
from sim.inputs.inputs import Ints
from sim.measures.window import MINUTE_MS, Measure, Window, ratio, whole


def public_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the public family."""
    yield from _attendance(window)
    yield from _backlog(window)
    stage = window.outcome.incidents["stage"]
    yield whole("open_at_end", int(((stage != TO_COME) & (stage != CLOSED)).sum()), 1)


def target_ms(window: Window) -> Ints:
    """Return the target of each incident's grade in its kind of area, (n,) ms."""
    force = window.scenario.force
    table = np.array(
        [[grade.target_min[area.kind] * MINUTE_MS for area in force.areas.values()] for grade in force.grades.values()]
    )
    incidents = window.inputs.incidents
    return np.rint(table[incidents["grade"], incidents["area"]]).astype(np.int64)


def _attendance(window: Window) -> Iterator[Measure]:
    created, arrived = window.inputs.incidents["created"], window.outcome.incidents["arrived"]
    target = target_ms(window)
    there = arrived >= 0
    waited = np.where(there, arrived, window.high) - created  # those still waiting count with the wait so far
    met = there & (waited <= target)
    due = window.created & (created + target <= window.high)  # later ones could only succeed, not fail, before the horizon
    for group, members in window.incident_groups():
        n_due = int((due & members).sum())
        yield ratio("attended_within_target", int((met & due & members).sum()), n_due, group)
        waits = waited[window.created & members] / MINUTE_MS
        for metric, share in (("wait_p50_min", 0.5), ("wait_p90_min", 0.9)):
            value = float(np.quantile(waits, share, method="linear")) if waits.size else float("nan")
            yield whole(metric, value, waits.size, group)


def _backlog(window: Window) -> Iterator[Measure]:
    created = window.inputs.incidents["created"]
    half = (window.low + window.high) // 2
    halves = {}
    parts = (
        ("backlog_mean", window.low, window.high),
        ("backlog_first_half", window.low, half),
        ("backlog_second_half", half, window.high),
    )
    for metric, low, high in parts:
        waiting = int(window.overlap_ms(created, window.sent_or_end, low, high).sum())
        halves[metric] = waiting / (high - low)
        yield ratio(metric, waiting, high - low)
    growth = halves["backlog_second_half"] - halves["backlog_first_half"]
    middle = (created >= (window.low + half) // 2) & (created < (half + window.high) // 2)
    yield ratio("backlog_growth_share", growth, int(middle.sum()))
