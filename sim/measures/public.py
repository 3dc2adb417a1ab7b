"""What the public meets: waits, backlog, what is still open."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CANCELLED, CLOSED, NEVER_HEARD, NOT_TAKEN_ON, PREVENTED, SETTLED_WITHOUT, TO_COME
from sim.measures.window import MINUTE_MS, Mask, Measure, Window, quantiles, ratio, whole

NOT_OPEN = (TO_COME, CLOSED, CANCELLED, SETTLED_WITHOUT, NEVER_HEARD, NOT_TAKEN_ON, PREVENTED)


def public_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the public family that know no target."""
    yield from _waits(window)
    yield from _backlog(window)
    yield whole("open_at_end", int((window.public & ~np.isin(window.practice["stage"], NOT_OPEN)).sum()), 1)


def _waits(window: Window) -> Iterator[Measure]:
    waited = (window.answered_or_end - window.called) / MINUTE_MS  # those still waiting count with the wait so far
    for group, members in window.incident_groups():
        yield from quantiles("wait", waited[window.passed_on & members], group)


def _backlog(window: Window) -> Iterator[Measure]:
    for group, members in window.incident_groups("grade"):
        yield from _backlog_of(window, group, members)


def _backlog_of(window: Window, group: str, members: Mask) -> Iterator[Measure]:
    logged, until = window.logged_or_end[members], window.sent_or_end[members]
    half = (window.low + window.high) // 2
    halves = {}
    parts = (
        ("backlog_mean", window.low, window.high),
        ("backlog_first_half", window.low, half),
        ("backlog_second_half", half, window.high),
    )
    for metric, low, high in parts:
        waiting = int(window.overlap_ms(logged, until, low, high).sum())
        halves[metric] = waiting / (high - low)
        yield ratio(metric, waiting, high - low, group)
    growth = halves["backlog_second_half"] - halves["backlog_first_half"]
    middle = (logged >= (window.low + half) // 2) & (logged < (half + window.high) // 2)
    yield ratio("backlog_growth_share", growth, int(middle.sum()), group)
