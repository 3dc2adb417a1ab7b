"""Twins: the two engines on the same inputs, and in plain words where they first part.

Identity means the same events in the same order at the same millisecond, and the same whole numbers in every record.
Accumulated floats are compared apart: on one machine they must agree to the last bit, between machines they may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from kernels import kinds
from kernels.clock import DAY_MS, local_ms
from sim.compiled import run_compiled
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.front_plan import first_part
from sim.inputs.inputs import Inputs, Ints, Records
from sim.inputs.return_plan import first_rows
from sim.outcome import EVENT_NAMES, Outcome
from sim.scenario import Scenario

RECORDS = (
    "incidents", "tours", "seats", "services", "deployments", "calls", "fronts", "pool_hours", "crimes", "desks", "protected",
    "rooms", "jobs",
)  # fmt: skip
SHOWN = 3  # examples of one kind of difference; more would bury the first

# What the two numbers of an event stand for; a kind not listed speaks of an incident and something of it.
_PARTIES = {
    kinds.LOGGED: ("incident", "area"),
    kinds.CREW_SENT: ("incident", "seat"),
    kinds.CREW_ARRIVED: ("incident", "seat"),
    kinds.SCENE_STARTED: ("incident", "officers"),
    kinds.SCENE_ENDED: ("incident", "held"),
    kinds.PARTNER_ASKED: ("incident", "partner"),
    kinds.PARTNER_CAME: ("incident", "partner"),
    kinds.PARTNER_GIVEN_UP: ("incident", "partner"),
    kinds.HANDED_OVER: ("incident", "partner"),
    kinds.CLEARED: ("incident", "officers"),
    kinds.ARRESTED: ("incident", "officers"),
    kinds.AT_THE_SUITE: ("incident", "suite"),
    kinds.BOOKING_BEGUN: ("incident", "suite"),
    kinds.BOOKED_IN: ("incident", "suite"),
    kinds.FILE_BEGUN: ("incident", "officers"),
    kinds.FILE_BUILT: ("incident", "officers"),
    kinds.BOOKED_ON: ("seat", "tour"),
    kinds.ABSENT: ("seat", "reason"),
    kinds.CREW_FORMED: ("seat", "second seat"),
    kinds.HELD_OVER: ("seat", "tour"),
    kinds.CARRIED: ("seat", "tour"),
    kinds.STOOD_DOWN: ("seat", "tour"),
    kinds.BOOKED_OFF: ("seat", "tour"),
    kinds.FELL_SICK: ("seat", "days"),
    kinds.BACK_WELL: ("seat", "day"),
    kinds.SPELL_KIND: ("seat", "kind"),
    kinds.DUTY_AFTER: ("seat", "duty"),
    kinds.OFFICER_LEFT: ("seat", "severance"),
    kinds.OFFICER_JOINED: ("seat", "again"),
    kinds.TRAINED: ("seat", "day"),
    kinds.INDEPENDENT_NOW: ("seat", "day"),
    kinds.BREAK_TAKEN: ("seat", "days"),
    kinds.BACK_FROM_BREAK: ("seat", "day"),
    kinds.WORKS_UNWELL: ("seat", "days"),
    kinds.LEAVE_FOR_SPELL: ("seat", "days"),
    kinds.INJURED: ("seat", "incident"),
    kinds.LEAVE_WORKED: ("seat", "tour"),
    kinds.CAPACITY: ("partner", "units"),
    kinds.BACKGROUND_ASKED: ("job", "partner"),
    kinds.BACKGROUND_TAKEN: ("job", "partner"),
    kinds.UNIT_FREE: ("partner", "busy"),
    kinds.MEASURING: ("", ""),
    kinds.RANG: ("caller", "ring"),
    kinds.ANSWERED: ("caller", "line"),
    kinds.HUNG_UP: ("caller", "ring"),
    kinds.CALL_ENDED: ("caller", "incident"),
    kinds.SETTLED: ("incident", "disposition"),
    kinds.APPOINTED: ("incident", "place"),
    kinds.DESK_BEGUN: ("incident", "area"),
    kinds.CHASED: ("incident", "time"),
    kinds.CALL_TAKERS: ("pool", "people"),
    kinds.GAVE_UP_RINGING: ("caller", "incident"),
    kinds.RECALLED: ("seat", "tour"),
    kinds.GAP_LEFT: ("area", "officers"),
    kinds.CREDITED: ("seat", "ms"),
    kinds.REST_DAY_OWED: ("seat", "ms"),
    kinds.CREW_SPLIT: ("seat", "second seat"),
    kinds.CREW_JOINED: ("seat", "second seat"),
    kinds.CREW_LEFT: ("incident", "seat"),
    kinds.SUSPENDED: ("incident", "handed back"),
    kinds.REGRADED: ("incident", "grade"),
    kinds.NO_LONGER_NEEDED: ("incident", "area"),
    kinds.TRIAGED: ("incident", "partner"),
    kinds.BEGUN_SHORT: ("incident", "officers"),
    kinds.RANG: ("call", "attempt"),
    kinds.ANSWERED: ("call", "channel"),
    kinds.HUNG_UP: ("call", "attempt"),
    kinds.CALL_ENDED: ("call", "incident"),
    kinds.SETTLED: ("incident", "disposition"),
    kinds.APPOINTED: ("incident", "diary place"),
    kinds.DESK_BEGUN: ("incident", "area"),
    kinds.CHASED: ("incident", "times"),
    kinds.CALL_TAKERS: ("pool", "people"),
    kinds.GAVE_UP_RINGING: ("call", "incident"),
    kinds.WRITING_STOPPED: ("incident", "officers"),
    kinds.WRITING_GOES_ON: ("incident", "systems back"),
    kinds.SLOWED: ("incident", "officers"),
    kinds.CRIME_CARRIED: ("incident", "seat"),
    kinds.CRIME_SCREENED_OUT: ("incident", "area"),
    kinds.CRIME_QUEUED: ("incident", "queue"),
    kinds.CRIME_TAKEN: ("incident", "investigator"),
    kinds.CRIME_CLOSED: ("incident", "desk"),
    kinds.SCENE_CUT_SHORT: ("incident", "waiting"),
    kinds.CAME_AGAIN: ("incident", "parent"),
    kinds.PROTECTED_BEGUN: ("seat", "pause"),
    kinds.PROTECTED_ENDED: ("seat", "at its time"),
    kinds.PROTECTED_LEFT: ("seat", "pause"),
    kinds.TRAUMATIC_SCENE: ("incident", "seat"),
    kinds.UNDEFUSED: ("incident", "seat"),
    kinds.COMPLAINED_ABOUT: ("incident", "seat"),
    kinds.COMPLAINT_OVER: ("seat", "day"),
    kinds.JOB_LEFT: ("job", "partner"),
    kinds.EXPECTED: ("day", "millionths"),
    kinds.TURNED_AWAY: ("incident", "category"),
    kinds.COMPLAINT_HANDED: ("incident", "seat"),
    kinds.WAS_PREVENTED: ("incident", "area"),
}


@dataclass(frozen=True)
class TwinVerdict:
    """What a comparison found; ``first_difference`` is empty when ``identical``."""

    identical: bool  # events and whole numbers
    first_difference: str
    float_differences: tuple[str, ...]  # one line for each field of a record whose floats are not the same bits

    @property
    def word(self) -> str:
        """The verdict in a word or two: "identical", "floats differ" or "different"."""
        if not self.identical:
            return "different"
        return "floats differ" if self.float_differences else "identical"

    @property
    def detail(self) -> str:
        """All that was found, in words; empty when there is nothing to tell."""
        return "; ".join(part for part in (self.first_difference, *self.float_differences) if part)


def compare_outcomes(inputs: Inputs, a: Outcome, b: Outcome) -> TwinVerdict:
    """Compare two outcomes of the same ``inputs``, normally one of each engine.

    The first event that differs can only be named where both outcomes kept their logs.
    """
    whole, floats = _record_differences(a, b)
    same_events = a.trajectory == b.trajectory and a.n_events == b.n_events
    first = "" if same_events else _first_event(inputs, a, b)
    told = "; ".join(part for part in (first, *whole) if part)
    return TwinVerdict(same_events and not whole, told, tuple(floats))


def audit(scenario: Scenario, replication: int, days: int | None = None) -> dict[str, Any]:
    """Run both engines through the warm-up and the first ``days`` measured days of a replication; say whether they agree.

    Left out, ``days`` is the scenario's own ``run.audit_days``.
    Returns plain values fit for JSON: verdict ("identical", "floats differ", "different"), detail, days, events and
    trajectory (of the compiled engine, hexadecimal).  An engine that stops with an error raises it.
    """
    from sim.reference.force import run_reference  # SimPy is needed by few and costs every start-up

    wanted = scenario.run.audit_days if days is None else days
    if wanted < 1:
        raise ValueError(f"an audit needs at least one day, not {wanted}")
    plan = make_plan(scenario)
    audited = min(wanted, scenario.run.days)
    until = int(plan.calendar.date_start_ms[scenario.run.warmup_days + audited])
    inputs = _until(draw_inputs(plan, replication), until)
    compiled, reference = run_compiled(inputs, until), run_reference(inputs, until)
    verdict = compare_outcomes(inputs, compiled, reference)
    if not verdict.identical:  # the logs of a long audit are large, so they are kept only once there is something to find
        logged = run_compiled(inputs, until, log=True), run_reference(inputs, until, log=True)
        verdict = compare_outcomes(inputs, *logged)
    return {
        "verdict": verdict.word, "detail": verdict.detail, "days": audited, "events": compiled.n_events,
        "trajectory": f"{compiled.trajectory:016x}",
    }


def _until(inputs: Inputs, until: int) -> Inputs:
    """Leave out what comes later: the reference makes an object of every record it is given."""
    n = int((inputs.incidents["created"] < until).sum())
    background = inputs.background[inputs.background["asked"] < until]
    returns, rows = first_rows(inputs.returns, n, background.size)
    return replace(
        inputs,
        incidents=inputs.incidents[rows],
        returns=returns,
        front=first_part(inputs.front, rows, until),
        casework=replace(inputs.casework, crimes=inputs.casework.crimes[rows] if inputs.casework.on else inputs.casework.crimes),
        background=background,
    )


# Events in words


def local_time(inputs: Inputs, t: int) -> str:
    """Return the local date and clock at ``t`` ms, such as "Mon 2026-01-05 07:00:00.000"."""
    wall = int(local_ms(t, inputs.zone_at_ms, inputs.zone_offset_ms))
    first_date = datetime(1970, 1, 1) + timedelta(days=_first_day(inputs))
    shown = first_date + timedelta(milliseconds=wall)
    return f"{shown:%a %Y-%m-%d %H:%M:%S}.{wall % 1000:03d}"


def event_words(event: Ints) -> str:
    """Return one event of a log (time, kind, a, b) in words, without its time: "crew sent (incident 12, seat 3)"."""
    kind, a, b = (int(number) for number in event[1:])
    name = EVENT_NAMES.get(kind, f"an event of unknown kind {kind}")
    parties = [f"{who} {number}" for who, number in zip(_PARTIES.get(kind, ("a", "b")), (a, b), strict=True) if who]
    return f"{name} ({', '.join(parties)})" if parties else name


def _first_day(inputs: Inputs) -> int:
    """Return the number of the study's first date; without a single morning, that of 1970-01-01."""
    if not inputs.nights.size:
        return 0
    at, day = (int(number) for number in inputs.nights[0])
    return day - int(local_ms(at, inputs.zone_at_ms, inputs.zone_offset_ms)) // DAY_MS


def _first_event(inputs: Inputs, a: Outcome, b: Outcome) -> str:
    counts = f"{a.engine} had {a.n_events} events, {b.engine} {b.n_events}"
    if len(a.log) != a.n_events or len(b.log) != b.n_events:
        return f"the fingerprints of the events differ ({counts}); the logs that would say where were not kept"
    shared = min(a.n_events, b.n_events)
    unlike = np.flatnonzero((a.log[:shared] != b.log[:shared]).any(axis=1))
    if not unlike.size and a.n_events == b.n_events:
        return "the fingerprints differ, but the logs are the same: a fault of the fingerprint, not of a life"
    at = int(unlike[0]) if unlike.size else shared
    if at:
        before = f"after {local_time(inputs, int(a.log[at - 1, 0]))} {event_words(a.log[at - 1])}, the same in both, "
    else:
        before = "from the very first event "
    sides = [f"{one.engine} has {_event_at(inputs, one.log, at)}" for one in (a, b)]
    return f"event {at + 1}: {before}{' but '.join(sides)} ({counts})"


def _event_at(inputs: Inputs, log: Ints, at: int) -> str:
    return f"{local_time(inputs, int(log[at, 0]))} {event_words(log[at])}" if at < len(log) else "no further event"


# Records


def _record_differences(a: Outcome, b: Outcome) -> tuple[list[str], list[str]]:
    """Return the differences in whole numbers and those in floats, one line a field."""
    whole: list[str] = []
    floats: list[str] = []
    for name in RECORDS:
        x, y = getattr(a, name), getattr(b, name)
        if x.shape != y.shape:
            whole.append(f"{name}: {a.engine} has {x.size} records, {b.engine} {y.size}")
            continue
        for field in x.dtype.names or ():
            line = _unlike(f"{name}.{field}", x[field].ravel(), y[field].ravel(), a.engine, b.engine)
            if line:
                (floats if x.dtype[field].kind == "f" else whole).append(line)
    for name, found in (("exposures", whole), ("strains", floats), ("health", whole), ("loads", floats), ("presence", whole),
                        ("careers", whole), ("career_days", whole), ("student_ms", whole), ("levels", floats)):
        line = _unlike(name, getattr(a, name).ravel(), getattr(b, name).ravel(), a.engine, b.engine)
        if line:
            found.append(line)
    if a.accounts.shape != b.accounts.shape:
        whole.append(f"accounts: shape {a.accounts.shape} and {b.accounts.shape}")
    else:
        whole += _unlike_accounts(a, b)
    whole += _unlike_hours(a, b)
    return whole, floats


def _unlike(what: str, x: Records, y: Records, left: str, right: str) -> str:
    places = np.flatnonzero(~_same(x, y))
    if not places.size:
        return ""
    shown = ", ".join(f"row {i}: {left} {x[i]}, {right} {y[i]}" for i in places[:SHOWN].tolist())
    return f"{what} differs in {places.size} of {x.size} ({shown})"


def _same(x: Records, y: Records) -> np.ndarray:
    """Return where two columns hold the same bits; floats by their bits, so that NaN equals itself."""
    if x.dtype.kind == "f":
        return np.ascontiguousarray(x).view(np.int64) == np.ascontiguousarray(y).view(np.int64)
    return np.asarray(x == y)


def _unlike_accounts(a: Outcome, b: Outcome) -> Iterator[str]:
    places = np.argwhere(a.accounts != b.accounts)
    if places.size:
        shown = ", ".join(
            f"seat {seat} {('rostered', 'over', 'recalled')[over]} in status {status}: "
            f"{a.engine} {a.accounts[seat, over, status]}, {b.engine} {b.accounts[seat, over, status]} ms"
            for seat, over, status in places[:SHOWN].tolist()
        )
        yield f"time accounts differ in {len(places)} places ({shown})"


def _unlike_hours(a: Outcome, b: Outcome) -> Iterator[str]:
    if a.hours.shape != b.hours.shape:
        yield f"hours: shape {a.hours.shape} and {b.hours.shape}"
        return
    places = np.argwhere(a.hours != b.hours)
    if places.size:
        shown = ", ".join(
            f"hour {hour} in status {status}: {a.engine} {a.hours[hour, status]}, {b.engine} {b.hours[hour, status]} ms"
            for hour, status in places[:SHOWN].tolist()
        )
        yield f"hours differ in {len(places)} places ({shown})"
