"""Who attends: crews sent, their drives, what an incident takes, and work that is broken off, raised or cut short."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CLOSED, NOT_NEEDED, REPAYING
from sim.inputs.inputs import Floats, Ints
from sim.measures.window import HOUR_MS, MINUTE_MS, Mask, Measure, Window, ratio, whole


def answering_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the answering family, and the partner requests that a practitioner settled."""
    yield from _crews_sent(window)
    yield from _what_it_takes(window)
    yield from _fates(window)
    yield from _mutual_aid(window)


def _crews_sent(window: Window) -> Iterator[Measure]:
    sent, arrived, incident = window.sent, window.sent["arrived"], window.sent["incident"]
    in_period = sent["sent"] >= window.low
    helped = sent["home"] != window.incidents["area"][incident]
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
    there = window.sent["arrived"] >= 0
    crews, officers = window.total_sent(there), window.total_sent(window.sent["officers"] * there)
    attended = window.created & (window.practice["arrived"] >= 0)
    for group, members in window.incident_groups("grade"):
        mine = attended & members
        n = int(mine.sum())
        yield ratio("crews_per_incident", int(crews[mine].sum()), n, group)
        yield ratio("officers_per_incident", int(officers[mine].sum()), n, group)
        yield ratio("officer_hours_per_incident", int(window.committed_ms[mine].sum()) / HOUR_MS, n, group)
    for group, members in window.incident_groups("grade", "area"):
        mine = attended & members
        yield ratio("single_crewed_log", int((officers[mine] == 1).sum()), int(mine.sum()), group)
    begun = window.created & (window.practice["started"] >= 0)
    short = officers_at_start(window) < window.incidents["minimum"]
    yield ratio("begun_short_share", int((short & begun).sum()), int(begun.sum()))


def officers_at_start(window: Window) -> Ints:
    """Return the officers there when the work began, for the last time, (incidents,); 0 where it never did."""
    arrived, left = window.sent["arrived"], window.sent["left"]
    start = window.practice["started"][window.sent["incident"]]
    # A crew that leaves in the millisecond in which the work begins was there to begin it.
    there = (arrived >= 0) & (arrived <= start) & ((left < 0) | (left >= start))
    return window.total_sent(window.sent["officers"] * there)


def _fates(window: Window) -> Iterator[Measure]:
    incidents, practice = window.incidents, window.practice
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
    practice = window.practice
    began = np.maximum(practice["ended"], practice["handed_over"])  # the later of the two: the officers were free to write it up
    closed = (practice["stage"] == CLOSED) & (practice["closed"] >= window.low) & (practice["ended"] >= 0)
    dropped = window.incidents["clearing_ms"] - (practice["closed"] - began)
    return np.where(closed, np.maximum(dropped, 0), 0) * practice["officers_sent"].astype(np.int64)


def _mutual_aid(window: Window) -> Iterator[Measure]:
    done, tours = window.done, window.tours
    came = ~window.own & (done["on"] >= 0)
    lent = window.overlap_ms(done["on"], window.duty_end)[came]
    returned = window.overlap_ms(tours["start"], tours["end"])[window.own & (done["reason"] == REPAYING)]
    yield ratio("aid_hours", int(lent.sum()) / HOUR_MS, window.years)
    yield ratio("aid_returned_hours", int(returned.sum()) / HOUR_MS, window.years)
