"""The week hour by hour: officers on duty, officers busy, work asked, incidents waiting; and demand for the year."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CANCELLED, CLOSED
from sim.inputs.inputs import Floats
from sim.measures.window import HOURS_OF_WEEK, Measure, Window, ratio, whole


def demand_measures(window: Window) -> Iterator[Measure]:
    """Yield incidents logged and attended, per year."""
    measured = (window.calendar.hour_start_ms >= window.low) & (window.calendar.hour_start_ms < window.high)
    arrived = window.created & (window.practice["arrived"] >= 0)
    yield ratio("incidents_logged", int(window.inputs.logged_in_hour[measured].sum()), window.years)
    yield ratio("incidents_attended", int(arrived.sum()), window.years)


def hour_measures(window: Window) -> Iterator[Measure]:
    """Yield the profiles by hour of week; hours that the period does not hold are left out."""
    observed = window.hours_observed()
    supply, asked, seen = _supply(window), _asked(window), observed > 0
    yield from mismatch(supply[seen] / observed[seen], asked[seen] / observed[seen])
    for metric, amounts in (
        ("supply_officers", supply),
        ("busy_officers", _busy(window)),
        ("demand_officers", asked),
        ("waiting_incidents", _waiting(window)),
    ):
        for hour in range(HOURS_OF_WEEK):
            if observed[hour] > 0:
                yield Measure(metric, "", hour, float(amounts[hour] / observed[hour]), float(observed[hour]))


def _supply(window: Window) -> Floats:
    done = window.done
    there = (done["crew"] > 0) & window.by_officers
    return window.by_hour(done["on"][there], window.duty_end[there], np.ones(int(there.sum())))


def _busy(window: Window) -> Floats:
    return window.by_hour(window.sent["sent"], window.left_or_end, window.sent["officers"] * window.sent_officers)


def _asked(window: Window) -> Floats:
    """Officer-time each incident took (or, while open, is planned to take), at the hour in which somebody called for it.

    What specials, PCSOs and volunteers took on is not asked of officers any more.
    """
    incidents, practice = window.incidents, window.practice
    each = incidents["scene_ms"] + incidents["clearing_ms"] + incidents["systems_ms"]
    planned = each * incidents["officers"].astype(np.int64)
    asked = window.passed_on
    work = np.where(np.isin(practice["stage"], (CLOSED, CANCELLED)), window.officers_ms, planned)[asked]
    cell = np.searchsorted(window.calendar.hour_start_ms, window.called[asked], side="right") - 1
    by_hour = np.bincount(window.calendar.hour_of_week[cell], weights=work.astype(np.float64), minlength=HOURS_OF_WEEK)
    return by_hour.astype(np.float64)


def mismatch(supply: Floats, demand: Floats) -> Iterator[Measure]:
    """Yield how far supply and demand by hour of the week are out of step, and demand per officer in a tenth of the hours.

    Both (hours,), officers on duty and asked for on average in each hour that was observed.
    """
    there, asked = supply.sum(), demand.sum()
    apart = float(np.abs(supply / there - demand / asked).sum()) / 2 if there > 0 and asked > 0 else float("nan")
    yield whole("misplaced_share", apart, float(there))
    each = np.sort(demand[supply > 0] / supply[supply > 0])
    tenth = max(1, round(each.size / 10))
    for metric, part in (("asked_each_tightest", each[-tenth:]), ("asked_each_slackest", each[:tenth])):
        yield ratio(metric, float(part.sum()), part.size)


def _waiting(window: Window) -> Floats:
    logged = window.logged_or_end
    return window.by_hour(logged, window.sent_or_end, window.public)
