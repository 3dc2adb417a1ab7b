"""Casework: the crimes that incidents leave, officers who work on theirs between calls, and teams that investigate by the day."""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from kernels.casework import OUT, PILE, RESPONSE, is_screened_out, who_has_it
from kernels.casework_records import CRIME_PRACTICE, DESK
from kernels.exposures import DUTY, SECONDARY
from kernels.kinds import (
    CRIME_CARRIED,
    CRIME_CLOSED,
    CRIME_DONE_WITH,
    CRIME_QUEUED,
    CRIME_SCREENED_OUT,
    CRIME_TAKEN,
    INVESTIGATED,
    NIGHT,
    SCREENED_OUT,
    UNALLOCATED,
)
from kernels.protected import work_in_hand
from sim.inputs.case_plan import blank_crimes
from sim.reference.records import Row, records_of, rows_of

if TYPE_CHECKING:
    from sim.inputs.inputs import Records
    from sim.reference.force import Force
    from sim.reference.incident import Incident
    from sim.reference.officer import Officer

AFTER_NIGHT = 2  # at one instant working days end after the bookkeeping and after the end of the warm-up


class Crime:
    """A crime that somebody investigates; ``row`` is that of the incident that left it."""

    def __init__(self, row: int, plan: Row, practice: Row, now: int) -> None:
        self.row = row
        self.practice = practice
        self.left_ms = plan.work_ms
        self.due = now + plan.deadline_ms
        practice.opened = practice.touched = now

    @property
    def urgency(self) -> tuple[int, int]:
        """Whose deadline comes first is worked on first."""
        return self.due, self.row

    def work_on(self, began: int, spent: int, until: int) -> None:
        """Have ``spent`` ms of work done in a stretch from ``began`` to ``until``."""
        self.practice.idle_ms = max(self.practice.idle_ms, began - self.practice.touched)
        self.practice.touched = until
        self.practice.worked_ms += spent
        self.left_ms -= spent


class Desk:
    """The crimes one person carries, the earliest deadline first; ``number`` is a seat, or an investigator behind the seats."""

    def __init__(self, casework: Casework, number: int) -> None:
        self.casework = casework
        self.number = number
        self.crimes: list[Crime] = []
        self.worked_ms = self.measured_ms = self.distressing_ms = self._worked_by_morning = 0
        self._from: int | None = None  # in the present free stretch nothing is booked yet from then on

    @property
    def cases(self) -> int:
        """How many it carries."""
        return len(self.crimes)

    def take(self, crime: Crime, when: int) -> None:
        """Carry one more crime from ``when`` on."""
        insort(self.crimes, crime, key=lambda one: one.urgency)
        crime.practice.stage, crime.practice.holder, crime.practice.taken = INVESTIGATED, self.number, when

    def hand_in(self) -> list[Crime]:
        """Give up every crime, the first due first."""
        crimes, self.crimes = self.crimes, []
        for crime in crimes:
            crime.practice.holder = -1
        return crimes

    def work(self, crime: Crime, began: int, spent: int, until: int) -> None:
        """Work on a crime; one without anything left to do is closed at ``until``."""
        crime.work_on(began, spent, until)
        self.worked_ms += spent
        self.measured_ms += spent
        self.casework.books_distress(self, crime, spent)
        if crime.left_ms == 0:
            self.crimes.remove(crime)
            crime.practice.stage, crime.practice.closed = CRIME_DONE_WITH, until
            self.casework.force.journal.note(CRIME_CLOSED, crime.row, self.number)

    @property
    def work_in_hand(self) -> int:
        """How long its crimes keep the officer busy from now on, 0 for whoever has none left."""
        left = sum(crime.left_ms for crime in self.crimes)
        return int(work_in_hand(left, -1 if self._from is None else self._from, self.casework.force.now))

    def left_alone(self, now: int) -> tuple[int, int]:
        """Return the crimes in hand if none was worked on since the last morning, else 0; and those past their deadline."""
        idle, self._worked_by_morning = self.worked_ms == self._worked_by_morning, self.worked_ms
        return self.cases if idle else 0, sum(crime.due < now for crime in self.crimes)

    # Between calls, and in protected desk time

    def begin_free(self) -> None:
        """The officer is free; he needs a while to settle in."""
        self._from = self.casework.force.now + self.casework.settle_in_ms

    def settle(self) -> None:
        """Book what was done at the desk up to now, crime after crime; each is closed at the very instant it was finished."""
        now = self.casework.force.now
        if self._from is None:
            return
        while self.crimes and self._from + self.crimes[0].left_ms <= now:
            crime = self.crimes[0]
            finished = self._from + crime.left_ms
            self.work(crime, self._from, crime.left_ms, finished)
            self._from = finished
        if self._from < now:
            if self.crimes:
                self.work(self.crimes[0], self._from, now - self._from, now)
            self._from = now

    def end_free(self) -> None:
        """The officer is called away, has a break, or goes home."""
        self.settle()
        self._from = None


class Team:
    """Investigators who take the unallocated cases of their team in order of coming."""

    def __init__(self, casework: Casework, number: int, first: int, size: int, limit: int) -> None:
        self.number = number
        self.limit = limit
        self.investigators = [Desk(casework, first + place) for place in range(size)]
        self.queue: deque[Crime] = deque()

    def work_a_day(self, began: int, ended: int, minutes_ms: int) -> None:
        """Hand out what had come by the morning, and let everybody work for ``minutes_ms``; who finishes one takes the next."""
        while self.queue and self.queue[0].practice.opened < began:
            below = [one for one in self.investigators if one.cases < self.limit]
            if not below:
                break
            self._give_next(min(below, key=lambda one: (one.cases, one.number)), began)
        spent = dict.fromkeys(self.investigators, 0)
        while True:
            finishing = [one for one in self.investigators if one.crimes and spent[one] + one.crimes[0].left_ms <= minutes_ms]
            if not finishing:
                break
            desk = min(finishing, key=lambda one: (spent[one] + one.crimes[0].left_ms, one.number))
            crime = desk.crimes[0]
            spent[desk] += crime.left_ms
            desk.work(crime, began, crime.left_ms, ended)
            if spent[desk] < minutes_ms and self.queue and self.queue[0].practice.opened < began and desk.cases < self.limit:
                self._give_next(desk, began)
        for desk in self.investigators:
            if desk.crimes and spent[desk] < minutes_ms:
                desk.work(desk.crimes[0], began, minutes_ms - spent[desk], ended)

    def _give_next(self, desk: Desk, began: int) -> None:
        crime = self.queue.popleft()
        desk.take(crime, began)
        desk.casework.force.journal.note(CRIME_TAKEN, crime.row, desk.number)


class Casework:
    """Everything that incidents leave to be investigated."""

    def __init__(self, force: Force) -> None:
        self.force = force
        plan = force.inputs.casework
        self.on = plan.on
        self._rules = rows_of(plan.rules)[0]
        self.settle_in_ms = self._rules.settle_in_ms
        self._plan = rows_of(plan.crimes)
        self._practice = rows_of(blank_crimes(plan.crimes.size))
        n_areas, n_seats = force.inputs.n_areas, force.inputs.n_seats
        self._piles: list[deque[Crime]] = [deque() for _ in range(n_areas)]
        self._teams = [
            Team(self, number, n_seats + team.first, team.investigators, team.limit)
            for number, team in enumerate(rows_of(plan.teams))
        ]
        self.desks = [Desk(self, seat) for seat in range(n_seats if plan.on else 0)]
        force.env.process(self._working_days())

    def desk_of(self, seat: int) -> Desk | None:
        """Return the desk of an officer, None when casework is off."""
        return self.desks[seat] if self.on else None

    def books_distress(self, desk: Desk, crime: Crime, spent: int) -> None:
        """Work of so many ms was done on a crime: where it is distressing it leaves its mark on whoever did it."""
        if self.force.incidents[crime.row].distressing:
            desk.distressing_ms += spent
            if desk.number < self.force.inputs.n_seats:
                self.force.officers[desk.number].exposed[SECONDARY] += spent

    # Left, and given to somebody

    def left_by(self, incident: Incident) -> None:
        """The attendance of an incident is over: if it leaves a crime, it is screened out or somebody is to have it."""
        if not self.on or self._plan[incident.row].work_ms < 0:
            return
        plan = self._plan[incident.row]
        crime = Crime(incident.row, plan, self._practice[incident.row], self.force.now)
        if is_screened_out(plan.screen, incident.area.waiting, self._rules.long_waiting):
            self._screen_out(crime, incident)
            return
        officer = next((one for one in self._first_officers(incident)), None)
        cases = -1 if officer is None else self.desks[officer.seat].cases
        where = int(who_has_it(plan.to, cases, self._rules.limit, self._rules.above))
        if where == OUT:
            self._screen_out(crime, incident)
        elif where == RESPONSE:
            assert officer is not None
            self._carry(crime, self.desks[officer.seat])
        elif where == PILE:
            self._queue(crime, incident.area.number, self._piles[incident.area.number])
        else:
            self._queue(crime, self.force.inputs.n_areas + where, self._teams[where].queue)

    def _first_officers(self, incident: Incident) -> Generator[Officer, None, None]:
        """Yield the first officers of the crews there, in the order of sending; guests of mutual aid carry nothing home."""
        for crew in incident.crews:
            if crew.seat < self.force.inputs.n_own:
                yield crew.officers[0]

    def _screen_out(self, crime: Crime, incident: Incident) -> None:
        crime.practice.stage = SCREENED_OUT
        self.force.journal.note(CRIME_SCREENED_OUT, crime.row, incident.area.number)

    def _carry(self, crime: Crime, desk: Desk) -> None:
        desk.take(crime, self.force.now)
        self.force.journal.note(CRIME_CARRIED, crime.row, desk.number)

    def _queue(self, crime: Crime, number: int, queue: deque[Crime]) -> None:
        queue.append(crime)
        crime.practice.stage, crime.practice.queue = UNALLOCATED, number
        self.force.journal.note(CRIME_QUEUED, crime.row, number)

    # Day by day

    def morning(self) -> None:
        """At the hour of bookkeeping the piles are shared out: to whoever of the area carries fewest, below the limit."""
        inputs, most = self.force.inputs, self._rules.limit
        self._hand_in()
        for area, pile in enumerate(self._piles):
            if not pile:
                continue
            desks = [
                self.desks[seat] for seat in range(inputs.n_own)
                if inputs.seat_area[seat] == area and self._may_carry(self.force.officers[seat])
            ]
            for desk in desks:
                desk.settle()
            while pile:
                below = [desk for desk in desks if not most or desk.cases < most]
                if not below:
                    break
                self._carry(pile.popleft(), min(below, key=lambda one: (one.cases, one.number)))

    def _hand_in(self) -> None:
        """Whoever left, or is away for long, hands the crimes in once off duty: they wait in the area's pile."""
        if not self.on:
            return
        for officer in self.force.officers[: self.force.inputs.n_own]:
            if officer.tour is None and self.force.careers.why_gone(officer):
                for crime in self.desks[officer.seat].hand_in():
                    self._queue(crime, officer.area.number, self._piles[officer.area.number])

    def _may_carry(self, officer: Officer) -> bool:
        return not officer.is_student and not self.force.careers.why_gone(officer)

    def left_alone(self, officer: Officer) -> tuple[int, int]:
        """Return how many of an officer's crimes nobody touched since the last morning, and how many are overdue; 0 off duty."""
        neglected, overdue = self.desks[officer.seat].left_alone(self.force.now)
        return (neglected, overdue) if officer.exposed[DUTY] else (0, 0)

    def _working_days(self) -> Generator[simpy.Event, None, None]:
        for row, (at, began, team, minutes_ms) in enumerate(self.force.inputs.casework.days.tolist()):
            yield self.force.moments.planned(at, NIGHT, AFTER_NIGHT + row)
            self._teams[team].work_a_day(began, at, minutes_ms)

    # The books

    def _everybody(self) -> list[Desk]:
        return [*self.desks, *(desk for team in self._teams for desk in team.investigators)]

    def begin_measuring(self) -> None:
        """The warm-up is over: time at the desk counts from now on."""
        for desk in self._everybody():
            desk.settle()
            desk.measured_ms = desk.distressing_ms = 0

    def close(self) -> dict[str, Records]:
        """Book what is under way at the end, and return the fields of the outcome."""
        for desk in self.desks:
            desk.settle()
        return {"crimes": records_of(self._practice, CRIME_PRACTICE), "desks": records_of(self._everybody(), DESK)}
