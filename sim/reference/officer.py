"""An officer's tour of duty, as a modeller would tell it: book on, work, be held over or not, book off, sleep."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from kernels.fatigue import tour_kss
from kernels.kinds import (
    ABSENT,
    AWAY,
    BOOKED_OFF,
    BOOKED_ON,
    BUSY,
    CARRIED,
    FREE,
    HELD_OVER,
    N_STATUS,
    OFF,
    RESTING,
    STOOD_DOWN,
    TOUR_OFF,
)
from kernels.overtime import casual_overtime, is_quick_return
from kernels.sleep import sleep_until
from sim.outcome import OVER, ROSTERED

if TYPE_CHECKING:
    from sim.reference.crew import Crew
    from sim.reference.force import Force


class Officer:
    """One seat and whoever sits in it; times in ms, ``tour`` is the row of the tour the officer is in."""

    def __init__(self, force: Force, seat: int) -> None:
        self.force = force
        self.seat = seat
        self.number = int(force.inputs.seat_ids[seat])
        self.skills = int(force.inputs.seat_skills[seat])
        self.is_student = bool(force.inputs.seat_student[seat])
        self.alone = False  # in a crew of one
        self.tour: int | None = None
        self.crew: Crew | None = None
        self.status = OFF
        self.over = ROSTERED
        self.carried_as: int | None = None  # what to do when released into a tour that began during the work
        self.accounts = [[0] * N_STATUS, [0] * N_STATUS]
        self.on_at = 0
        self.sick_days = 0
        self.back_day = int(force.inputs.seat_back_day[seat])
        self.strain = 0.0
        self.occasion_week, self.occasions = -1, 0
        self._since = 0
        self._life: simpy.Process | None = None
        rest = force.rested_start[seat]
        self.last_off, self.woke_at, self.slept_ms = int(rest["last_off"]), int(rest["woke_at"]), int(rest["slept_ms"])
        self.s_wake = float(rest["s_wake"])
        self.forget_exposures()

    def forget_exposures(self) -> None:
        """Begin a new day of exposures, once the night shift has reckoned the old one."""
        self.duty_ms = self.busy_ms = self.overtime_ms = self.sleepy_ms = 0
        self.tours_worked = self.night_tours = 0

    # Status and time accounts

    def enter(self, status: int) -> None:
        """Book the time spent in the present status and enter another."""
        now = self.force.now
        spent = now - self._since
        if self.status != OFF:
            self.accounts[self.over][self.status] += spent
            if self.status not in (AWAY, RESTING):
                self.duty_ms += spent
                if self.alone:
                    assert self.tour is not None
                    self.force.done[self.tour].alone_ms += spent
            if self.status in BUSY:
                self.busy_ms += spent
        self.status, self._since = status, now

    def settle(self) -> None:
        """Bring the time accounts up to now."""
        self.enter(self.status)

    def be_alone(self, alone: bool) -> None:
        """Be in a crew of one, or not, from now on."""
        self.settle()
        self.alone = alone

    # The tour

    def begin(self, tour: int, reason: int) -> None:
        """Begin a tour: at work, away for ``reason``, or carried into it by work that is not done yet."""
        if self.tour is not None:
            self._carry(tour, reason)
        elif reason:
            self._stay_away(tour, reason)
        else:
            self._book_on(tour)

    def come_as_guest(self, tour: int, over: simpy.Event) -> None:
        """Book on as an officer of another force, until ``over``."""
        self._book_on(tour, over)

    def _book_on(self, tour: int, over: simpy.Event | None = None) -> None:
        force = self.force
        self.enter(FREE)
        self.tour, self.crew, self.on_at = tour, None, force.now
        self.over, self.carried_as = ROSTERED, None
        done = force.done[tour]
        done.on = force.now
        limit = force.inputs.rules.quick_return_ms
        done.quick_return = int(self.last_off >= 0 and is_quick_return(self.last_off, force.now, limit))
        force.journal.note(BOOKED_ON, self.seat, tour)
        self._life = force.env.process(self._tour_of_duty(over or self._tour_ends()))

    def _stay_away(self, tour: int, reason: int) -> None:
        self.enter(AWAY)
        self.tour, self.over, self.carried_as = tour, ROSTERED, None
        self.force.done[tour].reason = reason
        self.force.journal.note(ABSENT, self.seat, reason)
        self.force.env.process(self._absence())

    def _carry(self, tour: int, reason: int) -> None:
        force = self.force
        self.settle()
        self._close_tour()
        self.tour, self.over = tour, ROSTERED
        self.carried_as = AWAY if reason else RESTING
        done = force.done[tour]
        assert self.crew is not None
        done.on, done.reason, done.crew = force.now, reason, self.crew.size
        done.quick_return = 1  # no rest at all between two tours
        force.journal.note(CARRIED, self.seat, tour)
        assert self._life is not None
        self._life.interrupt("the next tour has begun")

    def _tour_ends(self) -> simpy.Event:
        assert self.tour is not None
        return self.force.moments.at(self.force.tour_end[self.tour], TOUR_OFF, self.seat)

    def _absence(self) -> Generator[simpy.Event, None, None]:
        yield self._tour_ends()
        self._leave_unworked()

    def _tour_of_duty(self, over: simpy.Event) -> Generator[simpy.Event, None, None]:
        yield over
        crew = self.crew
        if crew is None:  # a student without a tutor
            self._book_off()
            return
        crew.area.tour_is_over(crew)
        if crew.incident and not crew.ended:
            crew.incident.tour_ends(crew)
        crew.leave_pause()
        while True:
            crew.disband()
            if self.status == FREE:
                self._book_off()
                return
            self._hold_over()
            try:
                yield crew.released[self.seat]
                self._book_off()
                return
            except simpy.Interrupt:
                if (yield from self._carried_tour(crew)):
                    return

    def _carried_tour(self, crew: Crew) -> Generator[simpy.Event, None, bool]:
        """Live a tour that began during work: rest for what is left of it, or be held over once more (returns False)."""
        end = self._tour_ends()
        end.callbacks.append(self._still_at_work)  # type: ignore[union-attr]
        try:
            yield crew.released[self.seat]
        except simpy.Interrupt:
            return False
        self._stand_down()
        yield end
        self._leave_unworked()
        return True

    def _still_at_work(self, _: simpy.Event) -> None:
        if self.crew is not None:
            assert self._life is not None
            self._life.interrupt("the carried tour is over")

    def _hold_over(self) -> None:
        self.settle()
        self.over = OVER
        assert self.tour is not None
        self.force.journal.note(HELD_OVER, self.seat, self.tour)

    def _book_off(self) -> None:
        self.enter(OFF)
        self._close_tour()
        self._end_of_work()
        assert self.tour is not None
        self.force.journal.note(BOOKED_OFF, self.seat, self.tour)
        self.tour, self.crew, self.over, self.alone = None, None, ROSTERED, False

    def _leave_unworked(self) -> None:
        self.enter(OFF)
        assert self.tour is not None
        self.force.journal.note(BOOKED_OFF, self.seat, self.tour)
        self.tour, self.crew = None, None

    def _stand_down(self) -> None:
        assert self.tour is not None and self.carried_as is not None
        self.enter(self.carried_as)
        self.force.done[self.tour].off = self.force.now
        self._end_of_work()
        self.crew, self.alone = None, False
        self.force.journal.note(STOOD_DOWN, self.seat, self.tour)

    # What a tour leaves in the books

    def _close_tour(self) -> None:
        force = self.force
        assert self.tour is not None
        done = force.done[self.tour]
        done.off = force.now
        held_over = force.now - force.tour_end[self.tour]
        if held_over <= 0:
            return
        week = force.tour_week[self.tour]
        if week != self.occasion_week:
            self.occasion_week, self.occasions = week, 0
        self.occasions += 1
        paid, unpaid = casual_overtime(held_over, self.occasions, force.inputs.overtime)
        done.overtime_paid, done.overtime_unpaid = paid, unpaid
        self.overtime_ms += held_over

    def _end_of_work(self) -> None:
        force, inputs = self.force, self.force.inputs
        assert self.tour is not None
        force.done[self.tour].spell_ms = force.now - self.on_at
        self.tours_worked += 1
        self.night_tours += force.tour_night[self.tour]
        if inputs.rules.fatigue_on:
            zone = (inputs.zone_at_ms, inputs.zone_offset_ms)
            par = inputs.fatigue[self.seat]
            self.s_wake, self.woke_at, self.slept_ms = sleep_until(
                self.s_wake, self.woke_at, self.slept_ms, self.last_off, self.on_at, par, *zone
            )
            kss_minutes, worst, sleepy = tour_kss(self.s_wake, self.woke_at, self.on_at, force.now, par, *zone)
            self.sleepy_ms += sleepy
            done = force.done[self.tour]
            done.slept_ms, done.sleepy_ms = self.slept_ms, sleepy
            done.kss_minutes, done.kss_worst = kss_minutes, worst
        self.last_off = force.now
