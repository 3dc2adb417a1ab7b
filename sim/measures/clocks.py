"""Response standards: each grade's target on its own clock, and whether the standard was kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kernels.kinds import CANCELLED
from sim.inputs.inputs import Ints
from sim.measures.window import MINUTE_MS, Mask, Measure, Window, quantiles, ratio, whole
from sim.scenario import Grade
from sim.scenario.force import Kind

NO_STANDARD = -1
NEVER = 1e9  # stands for the time of an incident that nobody reached, as a multiple of its target
SHARE_OF = {"median": 0.5, "p90": 0.9}


@dataclass(frozen=True)
class Clock:
    """Every incident on the clock of its grade, arrays of (incidents,)."""

    started: Mask  # incidents of the period whose clock had started
    time: Ints  # ms on it: to the first officer there, or until nobody was needed, or so far
    due: Mask  # those with a standard whose target had run out by the horizon: later ones could only succeed, not fail
    met: Mask  # an officer was there within the target
    there: Mask  # an officer was there at all
    target: Ints  # ms, NO_STANDARD without one


def clock_measures(window: Window) -> Iterator[Measure]:
    """Yield attendance within target for every group; for every grade the times on its clock and whether it kept its standard."""
    clock = read_clock(window)
    for group, members in window.incident_groups():
        due = clock.due & members
        yield ratio("attended_within_target", int((clock.met & due).sum()), int(due.sum()), group)
    called = window.incidents["created"]
    for group, low, high in window.year_groups:
        due = clock.due & window.public & (called >= low) & (called < high)
        yield ratio("attended_within_target", int((clock.met & due).sum()), int(due.sum()), group)
    kept = []
    for group, members in window.incident_groups("grade"):
        if group:
            yield from quantiles("clock", clock.time[clock.started & members] / MINUTE_MS, group)
            kept.append(_standard(clock, clock.due & members, window.scenario.force.grades[group.partition("=")[2]], group))
    judged = [row.value for row in kept if row.denominator]
    yield whole("standard_kept", min(judged, default=float("nan")), sum(row.denominator for row in kept))
    yield from kept
    passed, cancelled = window.passed_on, window.practice["stage"] == CANCELLED
    for group, members in window.incident_groups("grade"):
        yield ratio("cancelled_share", int((cancelled & passed & members).sum()), int((passed & members).sum()), group)


def read_clock(window: Window) -> Clock:
    """Return every incident on the clock of the grade it was first given."""
    start, target = start_ms(window), target_ms(window)
    started = window.passed_on & (start >= 0)
    there = window.practice["arrived"] >= 0
    time = window.answered_or_end - start
    due = started & (target >= 0) & (start + target <= window.high)
    return Clock(started, time, due, there & (time <= target), there, target)


def start_ms(window: Window) -> Ints:
    """Return when the clock of each incident started, (incidents,) ms; below 0 where it never did."""
    starts = {"call": window.called, "logged": window.practice["logged"], "sent": window.practice["sent"]}
    clocks = np.array([list(starts).index(grade.clock) for grade in window.scenario.force.grades.values()])
    return np.choose(clocks[window.incidents["grade"]], list(starts.values()))


def target_ms(window: Window) -> Ints:
    """Return the target of each incident by grade, kind of area and vulnerability, (incidents,) ms; NO_STANDARD without one."""
    force, incidents = window.scenario.force, window.incidents
    table = np.array(
        [[[_target(grade, area.kind, vulnerable) for vulnerable in (False, True)] for area in force.areas.values()]
         for grade in force.grades.values()], dtype=np.int64,
    )  # fmt: skip
    return table[incidents["grade"], incidents["area"], incidents["vulnerable"]]


def _target(grade: Grade, kind: Kind, vulnerable: bool) -> int:
    targets = grade.vulnerable_target_min if vulnerable and grade.vulnerable_target_min is not None else grade.target_min
    minutes = targets[kind]
    return NO_STANDARD if minutes is None else max(1, round(minutes * MINUTE_MS))


def _standard(clock: Clock, due: Mask, grade: Grade, group: str) -> Measure:
    """Return 1 where the grade kept its standard, 0 where not, NaN where it has none or nothing fell due."""
    n = int(due.sum())
    if not n:
        return whole("standard_kept", float("nan"), 0, group)
    if grade.statistic == "share":
        kept = int((clock.met & due).sum()) / n >= grade.aim
    else:
        multiple = np.where(clock.there[due], clock.time[due] / clock.target[due], NEVER)
        kept = float(np.quantile(multiple, SHARE_OF[grade.statistic], method="linear")) <= 1.0
    return whole("standard_kept", float(kept), n, group)
