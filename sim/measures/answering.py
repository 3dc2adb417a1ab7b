"""Who attends: crews sent, their drives, what an incident takes, and work that is broken off, raised or cut short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kernels.kinds import CLOSED, NOT_NEEDED
from sim.inputs.inputs import Floats, Ints
from sim.measures.window import HOUR_MS, MINUTE_MS, Mask, Measure, Window, ratio, whole


@dataclass(frozen=True)
class PerIncident:
    """What the crews that were sent to each incident come to, arrays of (incidents,)."""

    crews: Ints  # that arrived
    officers: Ints  # that arrived
    at_start: Ints  # officers there when the work began, for the last time
    committed_ms: Ints  # officer-milliseconds from sent to left, open ones so far


def answering_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the answering family, and the partner requests that a practitioner settled."""
    yield from _crews_sent(window)
    yield from _what_it_takes(window)
    yield from _fates(window)


def per_incident(window: Window) -> PerIncident:
    """Return what was sent to each incident, from the deployments."""
    sent, n = window.outcome.deployments, window.inputs.incidents.size
    incident, arrived, left = (np.ascontiguousarray(sent[name]) for name in ("incident", "arrived", "left"))
    officers = sent["officers"].astype(np.int64)
    there = arrived >= 0
    start = window.outcome.incidents["started"][incident]
    # A crew that leaves in the millisecond in which the work begins was there to begin it.
    at_start = there & (arrived <= start) & ((left < 0) | (left >= start))
    committed = officers * (np.where(left >= 0, left, window.high) - sent["sent"])

    def total(weights: Ints) -> Ints:
        # bincount adds in float64: exact below 2^53, some thousand officers for a century in milliseconds.
        return np.bincount(incident, weights=weights, minlength=n).astype(np.int64)

    return PerIncident(total(there.astype(np.int64)), total(officers * there), total(officers * at_start), total(committed))


def _crews_sent(window: Window) -> Iterator[Measure]:
    sent = window.outcome.deployments
    incident, arrived = np.ascontiguousarray(sent["incident"]), np.ascontiguousarray(sent["arrived"])
    in_period = sent["sent"] >= window.low
    helped = sent["home"] != window.inputs.incidents["area"][incident]
    there, turned_back = arrived >= 0, (arrived < 0) & (sent["left"] >= 0)
    drive = (arrived - sent["sent"]) / MINUTE_MS
    for group, members in window.incident_groups("area", "kind"):
        mine = in_period & members[incident]
        yield ratio("helped_share", int((helped & mine).sum()), int(mine.sum()), group)
        yield from _drives(drive[mine & there], group)
    ended = in_period & (there | turned_back)
    yield ratio("turned_back_share", int((turned_back & ended).sum()), int(ended.sum()))


def _drives(minutes: Floats, group: str) -> Iterator[Measure]:
    yield ratio("drive_mean_min", float(minutes.sum()), minutes.size, group)
    p90 = float(np.quantile(minutes, 0.9, method="linear")) if minutes.size else float("nan")
    yield whole("drive_p90_min", p90, minutes.size, group)


def _what_it_takes(window: Window) -> Iterator[Measure]:
    taken = per_incident(window)
    attended = window.created & (window.outcome.incidents["arrived"] >= 0)
    for group, members in window.incident_groups("grade"):
        mine = attended & members
        n = int(mine.sum())
        yield ratio("crews_per_incident", int(taken.crews[mine].sum()), n, group)
        yield ratio("officers_per_incident", int(taken.officers[mine].sum()), n, group)
        yield ratio("officer_hours_per_incident", int(taken.committed_ms[mine].sum()) / HOUR_MS, n, group)
    for group, members in window.incident_groups("grade", "area"):
        mine = attended & members
        yield ratio("single_crewed_log", int((taken.officers[mine] == 1).sum()), int(mine.sum()), group)
    begun = window.created & (window.outcome.incidents["started"] >= 0)
    short = taken.at_start < window.inputs.incidents["minimum"]
    yield ratio("begun_short_share", int((short & begun).sum()), int(begun.sum()))


def _fates(window: Window) -> Iterator[Measure]:
    incidents, practice = window.inputs.incidents, window.outcome.incidents
    suspended, regraded = practice["suspended"] > 0, practice["grade"] != incidents["grade"]
    for group, members in window.incident_groups("grade"):
        mine, sent = window.passed_on & members, window.created & members & (practice["sent"] >= 0)
        yield ratio("suspended_share", int((suspended & sent).sum()), int(sent.sum()), group)
        yield ratio("regraded_share", int((regraded & mine).sum()), int(mine.sum()), group)
    yield ratio("clearing_dropped_hours", int(_dropped_ms(window).sum()) / HOUR_MS, window.years)
    if window.inputs.partners:
        asked: Mask = window.created & (incidents["partner"] >= 0) & (practice["started"] >= 0)
        settled = practice["partner_stage"] == NOT_NEEDED
        yield ratio("triaged_share", int((settled & asked).sum()), int(asked.sum()))


def _dropped_ms(window: Window) -> Ints:
    """Return officer-milliseconds of planned clearing not worked at incidents that were closed in the period, (incidents,)."""
    practice = window.outcome.incidents
    began = np.maximum(practice["ended"], practice["handed_over"])  # the later of the two: the officers were free to write it up
    closed = (practice["stage"] == CLOSED) & (practice["closed"] >= window.low) & (practice["ended"] >= 0)
    dropped = window.inputs.incidents["clearing_ms"] - (practice["closed"] - began)
    return np.where(closed, np.maximum(dropped, 0), 0) * practice["officers_sent"].astype(np.int64)
