"""At work unwell: spells that returns of sickness do not hold, leave spent on them, and what slower work costs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels import presence as k
from kernels.kinds import LEAVE, LEAVE_WHEN_UNWELL
from sim.inputs.inputs import Ints
from sim.measures.window import A_YEAR, HOUR_MS, Measure, Window, ratio

CAUSES = {"physical": k.PHYSICAL, "psychological": k.MENTAL}
WAYS = {"worked_through": k.UNWELL_DAYS, "on_leave": k.LEAVE_DAYS}


def presence_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of being unwell at work; none where nothing would be hidden with its switches thrown."""
    settings = window.scenario.presence
    if settings.told and window.inputs.spells.on:
        yield from _hidden(window)
        yield from _at_least_once(window)
        yield from _leave(window)
    if settings.told or settings.strained.on:
        practice = window.practice
        begun = window.created & (practice["started"] >= 0)
        slower = (practice["slower_ms"] * practice["officers_sent"])[begun]
        yield ratio("slower_hours", int(slower.sum()) / HOUR_MS, window.officer_years)


def _hidden(window: Window) -> Iterator[Measure]:
    rows = _rows(window)
    for cause, at in CAUSES.items():
        yield ratio("worked_through_spells", int(rows[:, k.THROUGH_SPELLS + at].sum()), window.officer_years, f"cause={cause}")
        yield ratio("leave_spells", int(rows[:, k.LEAVE_SPELLS + at].sum()), window.officer_years, f"cause={cause}")
    for way, column in WAYS.items():
        yield ratio("hidden_sick_days", int(rows[:, column].sum()), window.officer_years, f"way={way}")
    hidden, sick = int(rows[:, list(WAYS.values())].sum()), int(window.outcome.seats["sick_days"].sum())
    yield ratio("ill_days", hidden + sick, window.officer_years)
    yield ratio("hidden_share", hidden, hidden + sick)
    tours = window.own & (window.done["unwell"] == 1) & (window.done["on"] >= window.low)
    yield ratio("tours_worked_unwell", int(tours.sum()), window.officer_years)


def _at_least_once(window: Window) -> Iterator[Measure]:
    nights, low, high = window.inputs.nights[:, 0], window.low, window.high
    if not A_YEAR[0] <= int(((nights > low) & (nights < high)).sum()) <= A_YEAR[1]:
        return
    rows = _rows(window)
    for metric, first in (("worked_unwell_share", k.THROUGH_SPELLS), ("leave_unwell_share", k.LEAVE_SPELLS)):
        for cause, at in CAUSES.items():
            yield ratio(metric, int((rows[:, first + at] > 0).sum()), len(rows), f"cause={cause}")


def _leave(window: Window) -> Iterator[Measure]:
    reason, start = window.done["reason"], window.tours["start"]
    begun = window.own & (start >= window.low) & (start < window.high)
    worked = begun & (window.tours["absent"] == LEAVE) & (reason != LEAVE) & window.held
    yield ratio("leave_used_up", int((begun & (reason == LEAVE_WHEN_UNWELL)).sum()), window.officer_years)
    yield ratio("leave_worked", int(worked.sum()), window.officer_years)
    own = _rows(window)
    yield ratio("leave_used_up_standing", int(own[:, k.OWED].sum()), len(own))


def _rows(window: Window) -> Ints:
    """Return the own officers' rows of presence; nothing in them while every spell is reported."""
    rows = window.outcome.presence[: window.inputs.n_own]
    return rows if len(rows) else np.zeros((window.inputs.n_own, k.N_PRESENCE), dtype=np.int64)
