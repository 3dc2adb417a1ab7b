"""The front door: answers, hang-ups and chases; how busy people are; what is settled, comes back or is put in the diary."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.front_door import (
    APPOINTMENT,
    AT_DESK,
    BY_PHONE,
    DESK,
    GAVE_UP,
    IN_DIARY,
    LINE_101,
    LINE_999,
    N_POOLS,
    NO_ATTENDANCE,
    RINGING,
    SIGNPOSTED,
    TAKERS,
)
from kernels.kinds import NEVER_HEARD
from sim.inputs.inputs import Floats, Ints
from sim.measures.window import HOUR_MS, HOURS_OF_WEEK, MINUTE_MS, Mask, Measure, Window, ratio, whole

SECOND_MS = 1_000
STRAINED = 0.85  # busier than this for an hour
LINES = {LINE_999: "line=999", LINE_101: "line=101"}
POOLS = {TAKERS: "pool=call_takers", DESK: "pool=desk"}
WAYS = {BY_PHONE: "phone", SIGNPOSTED: "signposted", AT_DESK: "desk", NO_ATTENDANCE: "no_attendance"}


def front_door_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the front-door family; none when it is switched off."""
    if not window.inputs.front.on:
        return
    yield from _calls(window)
    yield from _people(window)
    yield from _settled(window)
    yield from _diary(window)
    yield from _by_hour(window)


def _calls(window: Window) -> Iterator[Measure]:
    front = window.inputs.front
    in_period = np.flatnonzero(front.calls["rings"][: front.n_planned] >= window.low)
    in_period = in_period[front.calls["rings"][in_period] < window.high]
    seen = {name: window.outcome.calls[name][in_period] for name in ("waited_ms", "tries", "rings", "hung_up", "stage", "rang")}
    line = front.calls["channel"][in_period]
    in_time, judged = _in_time(window, line, seen)
    lost = (seen["stage"] == GAVE_UP) & (seen["waited_ms"] < 0)
    groups = {"": np.ones(line.size, dtype=np.bool_)} | {group: line == number for number, group in LINES.items()}
    for group, members in groups.items():
        n, waited = int(members.sum()), seen["waited_ms"][members]
        yield ratio("calls", n, window.years, group)
        kept, rings_judged = int(in_time[members].sum()), int(judged[members].sum())
        yield ratio("calls_in_time", kept, rings_judged, group)
        if group == LINES[LINE_999]:
            yield ratio("calls_999_in_time", kept, rings_judged)
        waits = waited[waited >= 0] / SECOND_MS
        yield whole("call_wait_mean_s", float(waits.mean()) if waits.size else float("nan"), waits.size, group)
        yield whole("call_wait_p90_s", float(np.quantile(waits, 0.9)) if waits.size else float("nan"), waits.size, group)
        hung_up, rings = (int(seen[name][members].sum(dtype=np.int64)) for name in ("hung_up", "rings"))
        yield ratio("calls_abandoned", hung_up, rings, group)
        yield ratio("callers_lost", int(lost[members].sum()), n, group)
    chases = _chases_in_period(window)
    yield ratio("chase_calls", chases, window.years)
    yield ratio("calls_per_logged_incident", line.size + chases, _logged(window))
    unheard = window.created & (window.outcome.incidents["stage"] == NEVER_HEARD)
    yield ratio("never_heard", int(unheard.sum()), window.years)


def _in_time(window: Window, line: Ints, seen: dict[str, Ints]) -> tuple[Mask, Ints]:
    """Return who was answered in time at last, and how many rings of each caller can be judged."""
    lines = window.scenario.front_door
    within = np.rint(np.array([lines.line_999.answered_within_s, lines.line_101.answered_within_s]) * SECOND_MS)
    standard = within.astype(np.int64)[line]
    in_time = (seen["waited_ms"] >= 0) & (seen["waited_ms"] <= standard)
    undecided = (seen["stage"] == RINGING) & (seen["waited_ms"] < 0) & (seen["rang"] + standard >= window.high)
    return in_time, seen["tries"].astype(np.int64) - undecided


def _chases_in_period(window: Window) -> int:
    """Return the chases of incidents of the period: a chase before it belongs to an incident that is older still."""
    front = window.inputs.front
    of = front.calls["incident"][front.n_planned :]
    return int(window.outcome.calls["occasions"][front.n_planned :][window.created[of]].sum(dtype=np.int64))


def _logged(window: Window) -> int:
    starts = window.calendar.hour_start_ms
    return int(window.inputs.logged_in_hour[(starts >= window.low) & (starts < window.high)].sum())


def _hours(window: Window, pool: int) -> tuple[Floats, Floats]:
    """Return hours (of elapsed time) busy and there in each hour of the period."""
    first, last = window.low // HOUR_MS, -(-window.high // HOUR_MS)
    hours = window.outcome.pool_hours.reshape(N_POOLS, -1)[pool, first:last]
    return hours["busy_ms"] / HOUR_MS, hours["staff_ms"] / HOUR_MS


def _people(window: Window) -> Iterator[Measure]:
    for pool, group in POOLS.items():
        busy, there = _hours(window, pool)
        yield ratio("control_room_busy", float(busy.sum()), float(there.sum()), group)
        manned = there > 0
        strained = busy[manned] > STRAINED * there[manned]
        yield ratio("control_room_strained_hours", int(strained.sum()), int(manned.sum()), group)


def _settled(window: Window) -> Iterator[Measure]:
    fronts, decided = window.outcome.fronts, window.inputs.front.decided
    rung_about = window.created & (decided["call"] >= 0)
    settled = rung_about & (fronts["settled"] >= 0)
    n = int(rung_about.sum())
    yield ratio("settled_without", int(settled.sum()), n)
    for disposition, name in WAYS.items():
        yield ratio("settled_without", int((settled & (decided["disposition"] == disposition)).sum()), n, f"way={name}")
    yield ratio("settled_came_back", int((settled & (fronts["came_back"] == 1)).sum()), int(settled.sum()))
    waits = (decided["disposition"] == AT_DESK) & (fronts["heard"] >= 0)
    begun = np.where(fronts["desk_begun"] >= 0, fronts["desk_begun"], window.high)
    waiting = int(window.overlap_ms(fronts["heard"], begun)[waits].sum())
    yield ratio("desk_backlog_mean", waiting, window.high - window.low)


def _diary(window: Window) -> Iterator[Measure]:
    fronts, front = window.outcome.fronts, window.inputs.front
    meant = window.created & (fronts["heard"] >= 0) & (front.decided["disposition"] == APPOINTMENT)
    made = np.flatnonzero(meant & (fronts["place"] >= 0))
    start = front.diary["start"][fronts["place"][made]]
    arrived = window.outcome.incidents["arrived"][made]
    within = round(window.scenario.front_door.appointments.kept_within_min * MINUTE_MS)
    due = (start + within <= window.high) & (fronts["stage"][made] != IN_DIARY)
    kept = due & (arrived >= 0) & (arrived <= start + within)
    ahead = (start - fronts["heard"][made]) / HOUR_MS
    yield ratio("appointments", made.size, window.years)
    yield whole("appointment_delay_p50_h", float(np.median(ahead)) if made.size else float("nan"), made.size)
    yield ratio("appointments_kept", int(kept.sum()), int(due.sum()))
    yield ratio("diary_full", int(fronts["full"][meant].sum()), int(meant.sum()))


def _by_hour(window: Window) -> Iterator[Measure]:
    front, calendar = window.inputs.front, window.calendar
    observed = window.hours_observed()
    first = window.low // HOUR_MS
    busy, there = _hours(window, TAKERS)
    starts = (first + np.arange(busy.size)) * HOUR_MS
    rings = front.calls["rings"][: front.n_planned]
    rings = rings[(rings >= window.low) & (rings < window.high)]

    def hour_of_week(at: Ints) -> Ints:
        cell = np.searchsorted(calendar.hour_start_ms, at, side="right") - 1
        return np.asarray(calendar.hour_of_week[cell], dtype=np.int64)

    for metric, at, amounts in (
        ("calls_by_hour", rings, np.ones(rings.size)), ("call_takers_by_hour", starts, there),
        ("call_takers_busy_by_hour", starts, busy),
    ):  # fmt: skip
        sums = np.bincount(hour_of_week(at), weights=amounts, minlength=HOURS_OF_WEEK)
        for hour in range(HOURS_OF_WEEK):
            if observed[hour] > 0:
                yield Measure(metric, "", hour, float(sums[hour] * HOUR_MS / observed[hour]), float(observed[hour]))
