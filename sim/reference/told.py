"""Planned overtime: a tour that is longer than the roster's because its officer was told so beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.exposures import OVERTIME, UNPAID
from kernels.kinds import AWAY, OFF, RELEASE, RESTING, ROSTER_BEGINS, STAYS_ON
from kernels.overtime import PLANNED, planned_overtime, time_off_for, told_ms
from sim.outcome import OVER, row_within
from sim.reference import turns

if TYPE_CHECKING:
    from sim.reference.force import Force
    from sim.reference.officer import Officer


class Told:
    """Where the roster's part of a longer tour begins and ends, and what the rest of it comes to in the books."""

    def __init__(self, force: Force) -> None:
        self.force = force
        tours = force.inputs.tours
        self.before, self.after = tours["told_before"].tolist(), tours["told_after"].tolist()
        self.start = tours["start"].tolist()

    def begins(self, officer: Officer, tour: int) -> None:
        """An officer's tour begins, at work or not: from here to the roster's start, and from its end on, it is overtime."""
        end = self.force.tour_end[tour]
        if self.before[tour]:
            officer.over = OVER
            self._turn(officer, tour, self.start[tour] + self.before[tour], ROSTER_BEGINS)
        if self.after[tour]:
            self._turn(officer, tour, end - self.after[tour], STAYS_ON)

    def _turn(self, officer: Officer, tour: int, at: int, kind: int) -> None:
        moment = self.force.moments.at(at, RELEASE, tour, turns.TOLD)
        moment.callbacks.append(lambda _: self._turns(officer, tour, kind))  # type: ignore[union-attr]

    def _turns(self, officer: Officer, tour: int, kind: int) -> None:
        if officer.tour != tour:
            return
        officer.settle()
        officer.over = OVER if kind == STAYS_ON else row_within(self.force.tour_kind[tour])
        if officer.status not in (OFF, AWAY, RESTING):
            self.force.journal.note(kind, officer.seat, tour)

    def book(self, officer: Officer, tour: int) -> None:
        """Book what was worked of it when the officer's work in the tour is over."""
        done, par = self.force.done[tour], self.force.inputs.overtime
        times = self.start[tour], self.force.tour_end[tour], self.before[tour], self.after[tour]
        worked = int(told_ms(done.on, done.off, *times))
        if not worked:
            return
        done.planned_paid, done.planned_unpaid = planned_overtime(worked, par)
        officer.exposed[OVERTIME] += worked
        officer.exposed[UNPAID] += int(done.planned_unpaid)
        if done.planned_paid and self.force.time_off.chooses(officer, tour):
            done.planned_lieu, done.planned_paid = done.planned_paid, 0
            self.force.time_off.credit(officer, int(time_off_for(done.planned_lieu, int(par[PLANNED]))))
