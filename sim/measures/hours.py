"""The week hour by hour: officers on duty, officers busy, work asked, incidents waiting; and demand for the year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CANCELLED, CLOSED
from sim.inputs.inputs import Floats
from sim.measures.window import HOURS_OF_WEEK, Measure, Window, ratio


def demand_measures(window: Window) -> Iterator[Measure]:
    """Yield incidents logged and attended, per year."""
    measured = (window.calendar.hour_start_ms >= window.low) & (window.calendar.hour_start_ms < window.high)
    arrived = window.created & (window.practice["arrived"] >= 0)
    yield ratio("incidents_logged", int(window.inputs.logged_in_hour[measured].sum()), window.years)
    yield ratio("incidents_attended", int(arrived.sum()), window.years)


def hour_measures(window: Window) -> Iterator[Measure]:
    """Yield the profiles by hour of week; hours that the period does not hold are left out."""
    observed = window.hours_observed()
    for metric, amounts in (
        ("supply_officers", _supply(window)),
        ("busy_officers", _busy(window)),
        ("demand_officers", _asked(window)),
        ("waiting_incidents", _waiting(window)),
    ):
        for hour in range(HOURS_OF_WEEK):
            if observed[hour] > 0:
                yield Measure(metric, "", hour, float(amounts[hour] / observed[hour]), float(observed[hour]))


def _supply(window: Window) -> Floats:
    done = window.done
    there = done["crew"] > 0
    return window.by_hour(done["on"][there], window.duty_end[there], np.ones(int(there.sum())))


def _busy(window: Window) -> Floats:
    return window.by_hour(window.sent["sent"], window.left_or_end, window.sent["officers"])


def _asked(window: Window) -> Floats:
    """Officer-time each incident took (or, while open, is planned to take), at the hour in which somebody called for it."""
    incidents, practice = window.incidents, window.practice
    each = incidents["scene_ms"] + incidents["clearing_ms"] + incidents["systems_ms"]
    planned = each * incidents["officers"].astype(np.int64)
    asked = window.passed_on
    work = np.where(np.isin(practice["stage"], (CLOSED, CANCELLED)), window.committed_ms, planned)[asked]
    cell = np.searchsorted(window.calendar.hour_start_ms, window.called[asked], side="right") - 1
    by_hour = np.bincount(window.calendar.hour_of_week[cell], weights=work.astype(np.float64), minlength=HOURS_OF_WEEK)
    return by_hour.astype(np.float64)


def _waiting(window: Window) -> Floats:
    logged = window.logged_or_end
    return window.by_hour(logged, window.sent_or_end, window.public)
