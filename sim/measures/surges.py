"""What surges take from the teams, and how the public fares week by week while demand or strength changes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import EXTRA
from sim.inputs.surges import REASONS
from sim.inputs.tours_of_teams import rostered
from sim.measures.casework import crimes_in_weeks
from sim.measures.clocks import read_clock
from sim.measures.window import HOUR_MS, MINUTE_MS, Measure, Window, ratio, whole

SHORT_STRETCH, LONG_STRETCH = 2, 4  # weeks
FEW_WEEKS = 28


def surge_measures(window: Window) -> Iterator[Measure]:
    """Yield the officer time that surges take, by why, and the weeks; nothing where there are no surges."""
    if not window.scenario.surges.on:
        return
    reason, length = window.done["reason"], window.overlap_ms(*rostered(window.tours))
    roster = window.own & ~np.isin(window.tours["kind"], EXTRA) & window.held
    taken = {name: int(length[roster & (reason == code)].sum()) for name, code in REASONS.items()}
    total = sum(taken.values())
    yield whole("surge_hours", total / HOUR_MS, 1)
    for name in sorted({surge.reason for surge in window.scenario.surges.list.values()}):
        yield whole("surge_hours", taken[name] / HOUR_MS, 1, f"reason={name}")
    yield ratio("surge_share", total, int(length[roster].sum()))


def week_measures(window: Window) -> Iterator[Measure]:
    """Yield how the public fares in each whole stretch of weeks; where surges or changes of demand are on."""
    if not window.scenario.surges.on and not window.scenario.change.on:
        return
    clock, created = read_clock(window), window.incidents["created"]
    waited = (window.answered_or_end - window.called) / MINUTE_MS
    weeks = stretches(window)
    yield from crimes_in_weeks(window, weeks)
    for name, low, high in weeks:
        inside = window.passed_on & (created >= low) & (created < high)
        due = clock.due & inside
        yield ratio("in_target_in_weeks", int((clock.met & due).sum()), int(due.sum()), name)
        minutes = waited[inside]
        p90 = float(np.quantile(minutes, 0.9, method="linear")) if minutes.size else float("nan")
        yield whole("wait_p90_in_weeks", p90, minutes.size, name)
        waiting = window.overlap_ms(window.logged_or_end, window.sent_or_end, low, high)[window.public].sum()
        yield ratio("backlog_in_weeks", int(waiting), high - low, name)


def stretches(window: Window) -> list[tuple[str, int, int]]:
    """Return the whole stretches of the period, with the ms each begins and ends: of two weeks up to 28 weeks, else of four.

    Weeks are of local dates, so that one in which the clocks change is whole too.
    """
    midnights = window.calendar.date_start_ms
    midnights = midnights[(midnights >= window.low) & (midnights <= window.high)]
    weeks = (midnights.size - 1) // 7
    size = SHORT_STRETCH if weeks <= FEW_WEEKS else LONG_STRETCH
    return [
        (f"weeks={first + 1:02d}-{first + size:02d}", int(midnights[7 * first]), int(midnights[7 * (first + size)]))
        for first in range(0, weeks - size + 1, size)
    ]
