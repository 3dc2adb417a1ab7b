"""An officer's tour of duty, as a modeller would tell it: book on, work, be held over or not, book off, sleep."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from kernels.exposures import (
    ALONE,
    BY_SERGEANTS,
    CONFLICT,
    DUTY,
    ELSEWHERE,
    HINDERED,
    N_EXPOSURES,
    NIGHTS,
    OVERTIME,
    QUICK_RETURNS,
    SLEEPY,
    SLEPT,
    TOURS,
    UNLED,
    UNPAID,
)
from kernels.exposures import (
    BUSY as BUSY_TIME,
)
from kernels.fatigue import tour_kss
from kernels.kinds import (
    ABSENT,
    AT_DESK,
    AWAY,
    BOOKED_OFF,
    BOOKED_ON,
    BUSY,
    CARRIED,
    EXTRA,
    FREE,
    HELD_OVER,
    HINDRANCE,
    IN_LIEU,
    LEADING,
    LEAVE_WHEN_UNWELL,
    N_STATUS,
    OFF,
    POST_EMPTY,
    POST_SEVERED,
    RECALL,
    REST_DAY,
    REST_DAY_BACK,
    RESTING,
    SICK,
    STOOD_DOWN,
    TIME_OFF,
    TIME_TO_ONESELF,
    TOUR_OFF,
)
from kernels.overtime import CALL_IN, CASUAL, REST_DAY_RATE, casual_overtime, extra_duty, is_quick_return, time_off_for
from kernels.sleep import sleep_until
from sim.outcome import N_ROWS, ROSTERED, row_beyond, row_within

TIME_OFF_REASONS = (IN_LIEU, REST_DAY_BACK)
AT_CRIMES = (FREE, AT_DESK)  # an officer in one of these is at the desk, once settled in

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
        self.area = force.areas[int(force.inputs.seat_area[seat])]
        self.is_student = bool(force.inputs.seat_student[seat])
        self.is_sergeant = bool(force.inputs.seat_sergeant[seat])
        self.has_post = seat < force.inputs.n_own and not self.is_student  # in the cascade of those who can be sent
        self.alone = False  # in a crew of one
        self.tour: int | None = None
        self.crew: Crew | None = None
        self.status = OFF
        self.over = ROSTERED
        self.carried_as: int | None = None  # what to do when released into a tour that began during the work
        self.accounts = [[0] * N_STATUS for _ in range(N_ROWS)]
        self.on_at = 0
        self.sick_days = 0
        self.back_day = int(force.inputs.seat_back_day[seat])
        self.strain = 0.0
        self.occasion_week, self.occasions = -1, 0
        self.recalls, self.is_called = 0, False
        self.lieu_earned = self.lieu_taken = self.lieu_ms = self.owed_earned = self.owed_taken = self.owed_ms = 0
        self.next_tour = -1
        plan = force.inputs.overtime_plan
        if plan.on and seat < plan.owed_ms.size:
            self.owed_ms, self.next_tour = int(plan.owed_ms[seat]), int(plan.next_tour[seat])
        self._since = self._waited = self._led = 0
        self._led_by = int(force.inputs.exposures.rules["led_by"][0])
        self.low_control = self.low_support = 0.0
        self.shaken_at: int | None = None  # when he left a traumatic scene, if he was sent nowhere since
        self.complaint_to = int(force.complaint_to[seat])
        self.complaint_asked_ms = self.complaint_worked_ms = self.complaint_lapsed_ms = 0
        self.desk = force.casework.desk_of(seat)
        self._life: simpy.Process | None = None
        rest = force.rested_start[seat]
        self.last_off, self.woke_at, self.slept_ms = int(rest["last_off"]), int(rest["woke_at"]), int(rest["slept_ms"])
        self.s_wake, self.pressure, self.debt = float(rest["s_wake"]), float(rest["pressure"]), float(rest["debt"])
        self.forget_exposures()

    @property
    def complaint_owed_ms(self) -> int:
        """Work that complaints ask for and that is still to do."""
        return self.complaint_asked_ms - self.complaint_worked_ms - self.complaint_lapsed_ms

    def forget_exposures(self) -> None:
        """Begin a new day of exposures, once the night shift has reckoned the old one."""
        self.exposed = [0] * N_EXPOSURES

    @property
    def is_at_work(self) -> bool:
        """Whether the officer is at work in the tour he is in, and was not carried into it by work of the last one."""
        return self.status not in (OFF, AWAY) and self.carried_as is None

    # Status and time accounts

    def enter(self, status: int) -> None:
        """Book the time spent in the present status and enter another."""
        now = self.force.now
        if self.desk and (status in AT_CRIMES) != (self.status in AT_CRIMES):
            if status in AT_CRIMES:
                self.desk.begin_free()
            else:
                self.desk.end_free()
        spent = now - self._since
        if self.status != OFF:
            self.accounts[self.over][self.status] += spent
            if self.over == ROSTERED:
                if self.has_post:
                    self.force.hours.book(self.status, self._since, now)
                else:
                    self.force.careers.book(self, self.status, spent)
            if self.status == AWAY:
                self._book_away(spent)
            elif self.status != RESTING:
                self._book_duty(spent)
        if self.is_sergeant and (status in LEADING) != (self.status in LEADING):
            self.area.change_leaders(1 if status in LEADING else -1)
        self.status, self._since, self._waited, self._led = status, now, self.area.waited_ms, self.area.led_ms

    def take_rank(self, is_sergeant: bool) -> None:
        """Be a sergeant from now on, or no more; what was booked so far is booked as before."""
        if is_sergeant != self.is_sergeant and self.status in LEADING:
            self.area.change_leaders(1 if is_sergeant else -1)
        self.is_sergeant = is_sergeant

    def _book_away(self, spent: int) -> None:
        assert self.tour is not None
        if self.force.done[self.tour].reason not in TIME_TO_ONESELF:
            self.exposed[ELSEWHERE] += spent

    def _book_duty(self, spent: int) -> None:
        self.exposed[DUTY] += spent
        if self.alone:
            assert self.tour is not None
            self.force.done[self.tour].alone_ms += spent
            self.exposed[ALONE] += spent
        if self.status in BUSY:
            self.exposed[BUSY_TIME] += spent
            self.exposed[CONFLICT] += self.area.waited_ms - self._waited
        if self.status in HINDRANCE:
            self.exposed[HINDERED] += spent
        if self._led_by == BY_SERGEANTS and not self.is_sergeant:
            self.exposed[UNLED] += spent - (self.area.led_ms - self._led)

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
        self.force.careers.begins(self, tour)
        self.force.told.begins(self, tour)

    def come_as_guest(self, tour: int, over: simpy.Event) -> None:
        """Book on as an officer of another force, until ``over``."""
        self._book_on(tour, over)

    def come_in(self, tour: int, over: simpy.Event) -> None:
        """Book on, called in while off duty, until ``over``."""
        self._book_on(tour, over)

    def _book_on(self, tour: int, over: simpy.Event | None = None) -> None:
        force = self.force
        self.enter(FREE)
        self.tour, self.crew, self.on_at = tour, None, force.now
        self.over, self.carried_as = row_within(force.tour_kind[tour]), None
        done = force.done[tour]
        done.on = force.now
        limit = force.inputs.rules.quick_return_ms
        done.quick_return = int(self.last_off >= 0 and is_quick_return(self.last_off, force.now, limit))
        done.unwell = int(force.presence.is_unwell(self))
        self.exposed[QUICK_RETURNS] += done.quick_return
        force.journal.note(BOOKED_ON, self.seat, tour)
        self._life = force.env.process(self._tour_of_duty(over or self._tour_ends()))

    def _stay_away(self, tour: int, reason: int) -> None:
        self.enter(AWAY)
        self.tour, self.over, self.carried_as = tour, row_within(self.force.tour_kind[tour]), None
        self.force.done[tour].reason = reason
        if reason in (SICK, LEAVE_WHEN_UNWELL) or reason in TIME_OFF_REASONS or POST_EMPTY <= reason <= POST_SEVERED:
            self.force.time_off.is_away(self, tour, reason)
        self.force.journal.note(ABSENT, self.seat, reason)
        self.force.env.process(self._absence())

    def _carry(self, tour: int, reason: int) -> None:
        force = self.force
        self.settle()
        self._close_tour()
        self.tour, self.over = tour, row_within(force.tour_kind[tour])
        self.carried_as = AWAY if reason else RESTING
        done = force.done[tour]
        assert self.crew is not None
        done.on, done.reason, done.crew = force.now, reason, self.crew.size
        done.quick_return = 1  # no rest at all between two tours
        self.exposed[QUICK_RETURNS] += 1
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
        assert self.tour is not None
        self.over = row_beyond(self.force.tour_kind[self.tour])
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
        self.force.told.book(self, self.tour)
        if self.force.tour_kind[self.tour] in EXTRA:
            self._book_extra_duty(self.tour)
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
        if held_over > 0 and force.time_off.concerns(self):
            force.time_off.works(self, self.tour, held_over)
        force.told.book(self, self.tour)
        if force.tour_kind[self.tour] in EXTRA:
            self._book_extra_duty(self.tour)
        elif held_over > 0:
            self._book_casual_overtime(self.tour, held_over)

    def _book_casual_overtime(self, tour: int, held_over: int) -> None:
        force, done = self.force, self.force.done[tour]
        week = force.tour_week[tour]
        if week != self.occasion_week:
            self.occasion_week, self.occasions = week, 0
        self.occasions += 1
        paid, unpaid = casual_overtime(held_over, self.occasions, force.inputs.overtime)
        done.overtime_paid, done.overtime_unpaid = paid, unpaid
        self.exposed[OVERTIME] += held_over
        self.exposed[UNPAID] += unpaid
        if paid and force.time_off.chooses(self, tour):
            self._take_as_time_off(tour, int(force.inputs.overtime[CASUAL]))

    def _book_extra_duty(self, tour: int) -> None:
        """The whole tour was overtime: a recall, or a rest day that was cancelled."""
        force, done = self.force, self.force.done[tour]
        recalled, worked = force.tour_kind[tour] == RECALL, force.now - done.on
        journey = force.recall.rules["answer_ms"] if recalled else 0
        done.overtime_paid, done.overtime_unpaid, done.overtime_added = extra_duty(worked, journey, force.inputs.overtime)
        self.exposed[OVERTIME] += worked
        self.exposed[UNPAID] += done.overtime_unpaid
        reward = int(force.inputs.tours["reward"][tour])
        if recalled and force.time_off.chooses(self, tour):
            self._take_as_time_off(tour, int(force.inputs.overtime[CALL_IN]))
        elif reward == TIME_OFF:
            self._take_as_time_off(tour, int(force.inputs.overtime[REST_DAY_RATE]))
        elif reward == REST_DAY:
            done.overtime_owed, done.overtime_paid = done.overtime_paid, 0
            force.time_off.owe_rest_day(self, force.tour_end[tour] - int(force.inputs.tours["start"][tour]))

    def _take_as_time_off(self, tour: int, twelfths: int) -> None:
        done = self.force.done[tour]
        done.overtime_lieu, done.overtime_paid = done.overtime_paid, 0
        self.force.time_off.credit(self, int(time_off_for(done.overtime_lieu, twelfths)))

    def _end_of_work(self) -> None:
        force, inputs = self.force, self.force.inputs
        assert self.tour is not None
        force.done[self.tour].spell_ms = force.now - self.on_at
        self.exposed[TOURS] += 1
        self.exposed[NIGHTS] += force.tour_night[self.tour]
        if inputs.rules.fatigue_on:
            zone = (inputs.zone_at_ms, inputs.zone_offset_ms)
            par = inputs.fatigue[self.seat]
            self.s_wake, self.woke_at, self.slept_ms, self.pressure, self.debt = sleep_until(
                self.s_wake, self.woke_at, self.slept_ms, self.pressure, self.debt, self.last_off, self.on_at, par, *zone
            )
            kss_minutes, worst, sleepy, crash_minutes = tour_kss(
                self.s_wake, self.woke_at, self.pressure, self.debt, self.on_at, force.now, par, *zone
            )
            self.exposed[SLEEPY] += sleepy
            self.exposed[SLEPT] += self.slept_ms
            done = force.done[self.tour]
            done.slept_ms, done.sleepy_ms = self.slept_ms, sleepy
            done.kss_minutes, done.kss_worst = kss_minutes, worst
            done.crash_minutes, done.debt = crash_minutes, self.debt
        self.last_off = force.now
