"""Who attends: crews sent, their drives, what an incident takes, and work that is broken off, raised or cut short."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CLOSED, NOT_NEEDED, REPAYING
from sim.inputs.inputs import Ints
from sim.measures.window import HOUR_MS, MINUTE_MS, Measure, Window, mean_and_p90, ratio, whole


def answering_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the answering family, and the partner requests that a practitioner settled."""
    yield from _crews_sent(window)
    yield from _what_it_takes(window)
    yield from _fates(window)
    yield from _skills(window)
    yield from _mutual_aid(window)


def _crews_sent(window: Window) -> Iterator[Measure]:
    sent, arrived, incident = window.sent, window.sent["arrived"], window.sent["incident"]
    in_period = (sent["sent"] >= window.low) & window.to_public
    helped = sent["home"] != window.incidents["area"][incident]
    there, turned_back = arrived >= 0, (arrived < 0) & (sent["left"] >= 0)
    drive = (arrived - sent["sent"]) / MINUTE_MS
    for group, members in window.incident_groups("area", "kind"):
        mine = in_period & members[incident]
        yield ratio("helped_share", int((helped & mine).sum()), int(mine.sum()), group)
        yield from mean_and_p90("drive", drive[mine & there], group)
    ended = in_period & (there | turned_back)
    yield ratio("turned_back_share", int((turned_back & ended).sum()), int(ended.sum()))


def _what_it_takes(window: Window) -> Iterator[Measure]:
    there = window.sent["arrived"] >= 0
    crews, officers = window.total_sent(there), window.total_sent(window.sent["officers"] * there * window.sent_officers)
    attended = window.created & (window.practice["arrived"] >= 0)
    for group, members in window.incident_groups("grade"):
        mine = attended & members
        n = int(mine.sum())
        yield ratio("crews_per_incident", int(crews[mine].sum()), n, group)
        yield ratio("officers_per_incident", int(officers[mine].sum()), n, group)
        yield ratio("officer_hours_per_incident", int(window.officers_ms[mine].sum()) / HOUR_MS, n, group)
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
    yield from _triaged(window)


def _triaged(window: Window) -> Iterator[Measure]:
    if not window.services:
        return
    partner = window.incidents["partner"]
    begun, settled = window.created & (window.practice["started"] >= 0), window.practice["partner_stage"] == NOT_NEEDED
    groups = {"": partner >= 0}
    groups |= {f"partner={name}": partner == p for p, name in enumerate(window.scenario.partners.services)}
    for group, members in groups.items():
        asked = begun & members
        yield ratio("triaged_share", int((settled & asked).sum()), int(asked.sum()), group)


def _dropped_ms(window: Window) -> Ints:
    """Return officer-milliseconds of planned clearing not worked at incidents that were closed in the period, (incidents,)."""
    practice = window.practice
    closed = (practice["stage"] == CLOSED) & (practice["closed"] >= window.low) & (practice["writing"] >= 0)
    lost = practice["outage_ms"] + practice["slowed_ms"]
    dropped = window.incidents["clearing_ms"] - (practice["closed"] - practice["writing"] - lost)
    return np.where(closed, np.maximum(dropped, 0), 0) * practice["officers_sent"].astype(np.int64)


def _skills(window: Window) -> Iterator[Measure]:
    skills = window.scenario.skills
    if not skills.on:
        return
    sent, needs = window.sent, window.incidents["needs"]
    groups = {"": needs} | {f"skill={name}": needs & 1 << bit for bit, name in enumerate(skills.list)}
    waited = (window.answered_or_end - window.called) / MINUTE_MS  # those still waiting count with the wait so far
    for group, wanted in groups.items():
        needing, wanted_there = wanted != 0, wanted[sent["incident"]]
        yield from mean_and_p90("skill_wait", waited[window.passed_on & needing], group)
        held = window.total_sent((sent["arrived"] >= 0) & (sent["skills"] & wanted_there == wanted_there)) > 0
        attended = window.created & needing & (window.practice["arrived"] >= 0)
        yield ratio("substituted_share", int((attended & ~held).sum()), int(attended.sum()), group)


def _mutual_aid(window: Window) -> Iterator[Measure]:
    done, tours = window.done, window.tours
    came = ~window.own & window.by_officers & (done["on"] >= 0)
    lent = window.overlap_ms(done["on"], window.duty_end)[came]
    returned = window.overlap_ms(tours["start"], tours["end"])[window.own & (done["reason"] == REPAYING)]
    yield ratio("aid_hours", int(lent.sum()) / HOUR_MS, window.years)
    yield ratio("aid_returned_hours", int(returned.sum()) / HOUR_MS, window.years)
    yield whole("aid_owed_hours", _owed_ms(window) / HOUR_MS, 1)


def _owed_ms(window: Window) -> float:
    """Return the officer-milliseconds that guests who have left are owed at the horizon, over the whole run."""
    if not window.inputs.aid.on:
        return 0.0
    rules, done, tours = window.inputs.aid.rules[0], window.done, window.tours
    left = ~window.own & window.by_officers & (done["on"] >= 0) & (done["on"] + int(rules["stay_ms"]) < window.high)
    repaying = window.own & (done["reason"] == REPAYING)
    lent = int(left.sum()) * int(rules["stay_ms"]) * float(rules["ratio"])
    return max(0.0, lent - int((tours["end"] - tours["start"])[repaying].sum()))  # the last tour may return more than was left
