"""One life told line by line: an incident's, or a synthetic officer's, from the log of either engine."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels import kinds as k
from kernels.spells import NAMES
from sim.calendar import Calendar
from sim.faults import Faults
from sim.inputs.build import draw_inputs
from sim.inputs.inputs import Inputs, Ints
from sim.replication import engine_named, plan_of
from sim.scenario import Scenario

DAY_MS = 86_400_000
HOUR_MS = 3_600_000
OF_INCIDENT = (k.LOGGED, k.CREW_SENT, k.CREW_ARRIVED, k.SCENE_STARTED, k.SCENE_ENDED, k.PARTNER_ASKED, k.PARTNER_CAME,
               k.PARTNER_GIVEN_UP, k.HANDED_OVER, k.CLEARED, k.CREW_LEFT, k.SUSPENDED, k.REGRADED, k.NO_LONGER_NEEDED, k.TRIAGED,
               k.BEGUN_SHORT, k.SETTLED, k.APPOINTED, k.DESK_BEGUN, k.CHASED, k.ARRESTED, k.AT_THE_SUITE, k.BOOKING_BEGUN,
               k.BOOKED_IN, k.FILE_BEGUN, k.FILE_BUILT, k.RELIEF_ASKED, k.RELIEVED, k.WRITING_STOPPED, k.WRITING_GOES_ON,
               k.SLOWED, k.SCENE_CUT_SHORT, k.CAME_AGAIN, k.CRIME_CARRIED,
               k.CRIME_SCREENED_OUT, k.CRIME_QUEUED, k.CRIME_TAKEN, k.CRIME_CLOSED,
               k.PERSON_CONVEYED, k.AT_THE_PLACE, k.PLACE_TOOK, k.HANDED_OVER_THERE, k.LEFT_WAITING)
OF_PARTNER = (k.PARTNER_ASKED, k.PARTNER_CAME, k.PARTNER_GIVEN_UP, k.HANDED_OVER, k.TRIAGED, k.AT_THE_PLACE, k.PLACE_TOOK,
              k.HANDED_OVER_THERE, k.LEFT_WAITING)
OF_CALL = (k.RANG, k.ANSWERED, k.HUNG_UP, k.CALL_ENDED, k.GAVE_UP_RINGING)
OF_OFFICER = (k.BOOKED_ON, k.ABSENT, k.CREW_FORMED, k.HELD_OVER, k.CARRIED, k.STOOD_DOWN, k.BOOKED_OFF, k.FELL_SICK, k.BACK_WELL,
              k.AID_RETURNED, k.RECALLED, k.CREDITED, k.REST_DAY_OWED, k.SPELL_KIND, k.DUTY_AFTER,
              k.WORKS_UNWELL, k.LEAVE_FOR_SPELL, k.INJURED, k.LEAVE_WORKED,
              k.OFFICER_LEFT, k.OFFICER_JOINED, k.TRAINED, k.INDEPENDENT_NOW, k.BREAK_TAKEN, k.BACK_FROM_BREAK)
KINDS_OF_SPELL = dict(enumerate(NAMES))
OF_CREW = (k.CREW_SENT, k.CREW_LEFT)
OF_A_SEAT = (k.CREW_SENT, k.CREW_ARRIVED, k.CREW_LEFT, k.RELIEF_ASKED, k.RELIEVED)
REASONS = {k.LEAVE: "on leave", k.TRAINING: "in training", k.COURT: "at court or on other duties", k.SICK: "sick",
           k.LEAVE_WHEN_UNWELL: "on leave, unplanned, for being unwell",
           k.RECUPERATIVE: "on recuperative duty", k.RESTRICTED: "on restricted duty",
           k.POST_EMPTY: "nobody holds the post", k.POST_SEVERED: "nobody holds the post",
           k.RECRUIT_TRAINING: "a recruit in training", k.CAREER_BREAK: "on a career break",
           k.ENQUIRY: "with a major enquiry", k.PUBLIC_ORDER: "on public order duty", k.EVENT: "at a major event",
           k.REPAYING: "with another force, which helped before",
           k.IN_LIEU: "takes time off in lieu of pay", k.REST_DAY_BACK: "has a rest day back that was owed"}


def trace(scenario: Scenario, replication: int, days: int, incident: int | None, officer: int | None) -> Iterator[str]:
    """Yield the lines of one life within the first ``days`` days; FaultReport for an incident or seat that is not there."""
    plan = plan_of(scenario)
    inputs = draw_inputs(plan, replication)
    outcome = engine_named(scenario.engine)(inputs, days * DAY_MS, log=True)
    log = outcome.log
    if officer is not None:
        seat = _seat(inputs, officer)
        yield f"Synthetic officer {officer}, replication {replication}, first {days} days, {outcome.engine} engine"
        for event in log[_events_of_officer(log, seat)]:
            yield _line(plan.calendar, event, _officer_words(event))
        return
    row = _incident(inputs, log, incident)
    chosen = inputs.incidents[row]
    force, kinds = scenario.force, [*scenario.demand.types.values(), *scenario.watches.kinds.values()]  # as they are numbered
    yield (
        f"{'Watch' if chosen['watch'] else 'Incident'} {row}, replication {replication}, {outcome.engine} engine: "
        f"{kinds[chosen['kind']].title}, "
        f"{list(force.grades.values())[chosen['grade']].title.lower()}, {list(force.areas)[chosen['area']]}, "
        f"{chosen['officers']} officer(s) needed"
    )
    partners = list(scenario.partners.services)
    grades = [grade.title.lower() for grade in force.grades.values()]
    for event in log[_events_of_incident(log, row, inputs)]:
        yield _line(plan.calendar, event, _incident_words(event, inputs, partners, grades))


def _events_of_incident(log: Ints, row: int, inputs: Inputs) -> np.ndarray:
    """Return which rows of the log are about one incident, or about those who rang for it."""
    of_incident = np.isin(log[:, 1], OF_INCIDENT) & (log[:, 2] == row)
    if not inputs.front.on:
        return of_incident
    callers = np.flatnonzero(inputs.front.calls["incident"] == row)
    return of_incident | (np.isin(log[:, 1], OF_CALL) & np.isin(log[:, 2], callers))


def _events_of_officer(log: Ints, seat: int) -> list[int]:
    """Return the rows of the log about one officer; a crew is known by its first officer, who may be the other one."""
    rows = []
    known_by = -1
    for row, (_, kind, a, b) in enumerate(log.tolist()):
        if kind in (k.CREW_FORMED, k.CREW_JOINED) and seat in (a, b):
            known_by = a
            rows.append(row)
        elif kind == k.CREW_SPLIT and seat in (a, b):
            known_by = seat
            rows.append(row)
        elif (kind in OF_OFFICER and kind != k.CREW_FORMED and a == seat) or (kind in OF_CREW and b == known_by):
            rows.append(row)
        if kind in (k.BOOKED_OFF, k.STOOD_DOWN) and a == seat:
            known_by = -1
    return rows


def _seat(inputs: Inputs, officer: int) -> int:
    found = np.flatnonzero(inputs.seat_ids == officer)
    if not found.size:
        faults = Faults("the command line")
        seats = f"0 to {int(inputs.seat_ids.max())}" if inputs.n_seats else "none: the force has no officers"
        faults.add(f"officer={officer}", "no such seat", seats, "officer=0" if inputs.n_seats else "force.officers=60")
        faults.raise_any()
    return int(found[0])


def _incident(inputs: Inputs, log: Ints, incident: int | None) -> int:
    logged = log[log[:, 1] == k.LOGGED, 2]
    if incident is None:
        longest = k.ARRESTED if (log[:, 1] == k.ARRESTED).any() else k.PARTNER_ASKED  # the lives with most to tell
        asked = log[log[:, 1] == longest, 2]
        incident = int(asked[0]) if asked.size else int(logged[0]) if logged.size else None
    faults = Faults("the command line")
    if incident is None:
        faults.add("muster trace", "no incident that is attended in these days", "more days, or more demand", "days=7")
    elif incident not in logged:
        faults.add(f"incident={incident}", "no such incident in these days", f"0 to {int(logged.max(initial=0))}",
                   "choose a number in that range, or more days=")
    faults.raise_any()
    return int(incident or 0)


def _line(calendar: Calendar, event: Ints, words: str) -> str:
    return f"{calendar.local(int(event[0])):%a %d %b %H:%M:%S}  {words}"


def _incident_words(event: Ints, inputs: Inputs, partners: list[str], grades: list[str]) -> str:
    _, kind, row, b = (int(value) for value in event)
    of_public = kind != k.LOGGED or inputs.incidents["watch"][row] == 0
    service = partners[b].replace("_", " ") if kind in OF_PARTNER else ""
    suite = inputs.suites.names[b - inputs.suites.first].replace("_", " ") if kind == k.AT_THE_SUITE else ""
    number = int(inputs.seat_ids[b]) if kind in OF_A_SEAT else b
    return {
        k.RANG: "the caller rings" if b == 0 else f"the caller rings again ({b})",
        k.ANSWERED: "answered",
        k.HUNG_UP: "the caller hangs up",
        k.CALL_ENDED: "the call ends",
        k.GAVE_UP_RINGING: "the caller gives up for good",
        k.SETTLED: "settled without sending anybody",
        k.APPOINTED: "a place in the diary",
        k.DESK_BEGUN: "the desk takes it on",
        k.CHASED: "the caller asks where the officers are",
        k.CREW_LEFT: f"the crew of officer {number} leaves",
        k.SUSPENDED: "broken off at the end of a tour" if b else "broken off for a higher grade",
        k.REGRADED: f"now {grades[b] if kind == k.REGRADED else ''}",
        k.NO_LONGER_NEEDED: "no longer needed",
        k.TRIAGED: f"the practitioner in the crew settles it; {service} is not asked",
        k.BEGUN_SHORT: f"the {b} officer(s) there begin without the rest",
        k.LOGGED: "logged" if of_public else "a watch is asked for",
        k.RELIEF_ASKED: f"the tour of officer {number} is over; relief is asked for",
        k.RELIEVED: f"officer {number} is relieved",
        k.WRITING_STOPPED: "the systems are down; the writing up waits",
        k.WRITING_GOES_ON: "the systems are back" if b else "the systems are still down; it is written on paper",
        k.SLOWED: "written up; slow systems take their time",
        k.CREW_SENT: f"the crew of officer {number} is sent",
        k.CREW_ARRIVED: f"the crew of officer {number} is there",
        k.SCENE_STARTED: f"work begins with {b} officer(s)",
        k.SCENE_ENDED: "police work is done; the officers are held for a partner" if b else "police work is done",
        k.PARTNER_ASKED: f"{service} is asked",
        k.PARTNER_CAME: f"{service} has a unit",
        k.PARTNER_GIVEN_UP: f"no unit from {service}; the officers act themselves",
        k.HANDED_OVER: "handed over",
        k.PERSON_CONVEYED: f"{b} officer(s) drive off with somebody",
        k.AT_THE_PLACE: f"at the {service}, waiting to be taken on",
        k.PLACE_TOOK: "taken on there",
        k.HANDED_OVER_THERE: "handed over there",
        k.LEFT_WAITING: f"nobody from {service}; the officers leave",
        k.CLEARED: f"cleared, {b} officer(s) released",
        k.ARRESTED: f"an arrest: {b} officer(s) drive to custody",
        k.AT_THE_SUITE: f"at the {suite} suite, waiting for a desk",
        k.BOOKING_BEGUN: "at the desk",
        k.BOOKED_IN: "booked in",
        k.FILE_BEGUN: f"{b} officer(s) build the file",
        k.FILE_BUILT: "the file is built",
        k.SCENE_CUT_SHORT: f"cut short, for {b} wait",
        k.CAME_AGAIN: f"comes back of incident {b}",
        k.CRIME_CARRIED: f"leaves a crime that {_who(inputs, b)} carries",
        k.CRIME_SCREENED_OUT: "leaves a crime that is screened out",
        k.CRIME_QUEUED: "leaves a crime that waits for " + ("somebody of the area" if b < inputs.n_areas else "a team"),
        k.CRIME_TAKEN: f"{_who(inputs, b)} takes its crime on",
        k.CRIME_CLOSED: f"its crime is closed by {_who(inputs, b)}",
    }[kind]


def _who(inputs: Inputs, desk: int) -> str:
    """Return who sits at a desk: an officer by the establishment's number, or an investigator."""
    return f"officer {inputs.seat_ids[desk]}" if desk < inputs.n_seats else f"investigator {desk - inputs.n_seats}"


def _officer_words(event: Ints) -> str:
    _, kind, a, b = (int(value) for value in event)
    return {
        k.BOOKED_ON: "books on",
        k.ABSENT: REASONS.get(b, "away"),
        k.CREW_FORMED: "in a crew of two" if b >= 0 else "single crewed",
        k.CREW_SPLIT: "the pair parts",
        k.CREW_JOINED: "in a pair again",
        k.CREW_SENT: f"sent to incident {a}",
        k.CREW_LEFT: f"leaves incident {a}",
        k.AID_RETURNED: "goes to the force that helped",
        k.RECALLED: "called in from a rest day",
        k.CREDITED: f"earns {b / HOUR_MS:.1f} h of time off",
        k.REST_DAY_OWED: "is owed a rest day",
        k.HELD_OVER: "tour over, held over",
        k.CARRIED: "the next tour begins, still at work",
        k.STOOD_DOWN: "released to rest",
        k.BOOKED_OFF: "books off",
        k.FELL_SICK: f"falls sick for {b} day(s)",
        k.BACK_WELL: "is well again",
        k.OFFICER_LEFT: "leaves by severance" if b else "leaves the force",
        k.OFFICER_JOINED: "somebody who served before takes the post" if b else "a recruit joins",
        k.TRAINED: "the recruit's training is over",
        k.INDEPENDENT_NOW: "is independent, no student any more",
        k.BREAK_TAKEN: f"begins a career break of {b} day(s)",
        k.BACK_FROM_BREAK: "is back from the career break",
        k.SPELL_KIND: f"it is a {KINDS_OF_SPELL.get(b, b)} spell",
        k.WORKS_UNWELL: f"is unwell and works on, {b} day(s)",
        k.LEAVE_FOR_SPELL: f"is unwell and spends leave and rest days on it, {b} day(s)",
        k.INJURED: f"injured at incident {b}, off from the next tour on",
        k.LEAVE_WORKED: "works what was planned as leave: being unwell has used it up",
        k.DUTY_AFTER: f"{REASONS.get(b, b)} after sickness" if b else "can be sent again",
    }[kind]
