"""The force's night shift of bookkeeping: at the hour set (06:00) strain is reckoned and sickness drawn."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
import simpy

from kernels.exposures import (
    BY_SERGEANTS,
    BY_SETTING,
    DAYS,
    DUTY,
    ELSEWHERE,
    FREE_DAYS,
    NEGLECTED,
    OUTSIDE,
    OVERDUE,
    REFUSED,
    SHORT,
    TOURS,
    UNLED,
    is_free_day,
    short_handed,
    unled_ms,
)
from kernels.kinds import BACK_WELL, FELL_SICK, LEAVE_WHEN_UNWELL, MEASURING, N_STATUS, NIGHT, SICK
from kernels.sickness import GAIN, HAZARD_CAP, spell_from
from kernels.strain import hazard_multiplier, strain_day
from sim.inputs.inputs import SICKNESS_MODELS
from sim.outcome import N_ROWS, empty_windows
from sim.reference.complaints import close_complaints
from sim.reference.spells import SickList

if TYPE_CHECKING:
    from sim.reference.force import Force
    from sim.reference.officer import Officer

NONE, FEEDBACK = SICKNESS_MODELS.index("none"), SICKNESS_MODELS.index("feedback")


class NightShift:
    """Keeps the date, every officer's strain, and the list of the sick."""

    def __init__(self, force: Force) -> None:
        self.force = force
        nights = force.inputs.nights.tolist()
        self.today = (nights[0][1] if nights else 0) - 1
        self.exposures, self.strains = empty_windows(force.inputs)
        self.sick_list = SickList(force)
        force.env.process(self._every_morning(nights))
        force.env.process(self._end_of_warm_up())

    def why_not_fit(self, officer: Officer) -> int:
        """Return why an officer is not fit for a tour that begins now, 0 if fit: sick, unwell and on leave, on office duty."""
        if self.force.inputs.rules.sickness_model == NONE:
            return 0
        if officer.back_day > self.today:
            return SICK
        return LEAVE_WHEN_UNWELL if self.force.presence.spends_leave(officer) else self.sick_list.duty_of(officer)

    def _every_morning(self, nights: list[list[int]]) -> Generator[simpy.Event, None, None]:
        for night, (at, day) in enumerate(nights):
            yield self.force.moments.planned(at, NIGHT, 0)
            self.today = day
            own = self.force.officers[: self.force.inputs.n_own]
            self._close_the_day(own, night)
            self.force.careers.morning(own, night, day)
            for officer in own:
                if self.force.inputs.rules.sickness_model != NONE and self.force.careers.is_somebodys(officer):
                    if officer.exposed[DAYS]:  # who joined this morning, or was in training, has lived no day yet
                        self._settle_strain(officer)
                    if not self.force.careers.why_gone(officer):  # nobody falls sick on a break
                        self._draw(officer, night)
                self._keep(officer, night)
            self.force.control_room.morning(day)
            self.force.displacement.morning(night, day)
            self.force.prevention.morning()
            self.force.casework.morning()

    def _close_the_day(self, own: list[Officer], night: int) -> None:
        """Reckon what only the whole day shows: tours the area lacked, crimes left alone or overdue, leave refused."""
        plan, worked = self.force.inputs.exposures, [0] * self.force.inputs.n_areas
        for officer in own:
            worked[officer.area.number] += officer.exposed[TOURS]
        for officer in own:
            area = officer.area.number
            officer.exposed[SHORT] = int(short_handed(officer.exposed[DUTY], worked[area], plan.tours_needed(area, night)))
            if not self.force.careers.why_gone(officer):
                officer.exposed[REFUSED] = plan.leave_refused(officer.seat, night)
            if self.force.casework.on:
                neglected, overdue = self.force.casework.left_alone(officer)
                officer.exposed[NEGLECTED], officer.exposed[OVERDUE] = neglected, overdue
            if self.force.careers.is_somebodys(officer):
                self._live_the_rest(officer, night)

    def _live_the_rest(self, officer: Officer, night: int) -> None:
        """Reckon what goes on beside the work of a day: time to oneself, life outside, an open complaint; and support in it."""
        exposed, plan = officer.exposed, self.force.inputs.exposures
        exposed[DAYS] = 1
        yesterday = self.today - 1
        ill = officer.back_day > yesterday or self.force.presence.is_hidden(officer, yesterday)
        exposed[FREE_DAYS] = int(is_free_day(exposed[DUTY], exposed[ELSEWHERE], ill))
        exposed[OUTSIDE] = plan.life_outside(officer.seat, night)
        led_by, share = int(plan.rules["led_by"][0]), float(plan.rules["led_share"][0])
        if led_by == BY_SETTING or (led_by == BY_SERGEANTS and officer.is_sergeant):
            exposed[UNLED] = int(unled_ms(exposed[DUTY], share))
        close_complaints(officer, self.today)

    def _keep(self, officer: Officer, night: int) -> None:
        window = self.force.inputs.exposures.window_of(night)
        if window >= 0:
            self.exposures[officer.seat, window] += officer.exposed
            if self.force.careers.is_somebodys(officer):
                self.strains[officer.seat, window] = officer.strain
        officer.forget_exposures()

    def _settle_strain(self, officer: Officer) -> None:
        exposed = np.array(officer.exposed, dtype=np.int64)
        officer.strain, officer.low_control, officer.low_support = strain_day(
            officer.strain, officer.low_control, officer.low_support, exposed, self.force.inputs.sickness,
            self.force.levers.strain_left(officer.seat),
        )

    def _draw(self, officer: Officer, night: int) -> None:
        if self.sick_list.on:
            self.sick_list.morning(officer, night, self.today)
        else:
            self._draw_sickness(officer)

    def _draw_sickness(self, officer: Officer) -> None:
        inputs, journal = self.force.inputs, self.force.journal
        if officer.back_day > self.today:
            officer.sick_days += 1
            return
        if officer.back_day == self.today:
            journal.note(BACK_WELL, officer.seat, self.today)
        multiplier = 1.0
        if inputs.rules.sickness_model == FEEDBACK:
            strain = self.force.levers.strain_of(officer)
            multiplier = hazard_multiplier(strain, inputs.sickness[GAIN], inputs.sickness[HAZARD_CAP])
        days = int(spell_from(inputs.key_sickness, officer.number, self.today, multiplier, inputs.sickness))
        if days:
            officer.back_day = self.today + days
            officer.sick_days += 1
            journal.note(FELL_SICK, officer.seat, days)

    def _end_of_warm_up(self) -> Generator[simpy.Event, None, None]:
        """Every account starts from nothing; everything under way goes on."""
        yield self.force.moments.planned(self.force.inputs.measure_from_ms, NIGHT, 1)
        for officer in self.force.officers:
            officer.settle()
            officer.accounts = [[0] * N_STATUS for _ in range(N_ROWS)]
            officer.sick_days = 0
        self.sick_list.forget()
        self.force.careers.forget()
        self.force.presence.forget()
        self.force.control_room.forget()
        self.force.hours.forget()
        self.force.casework.begin_measuring()
        for partner in self.force.services:
            partner.forget()
        self.force.journal.note(MEASURING, 0, 0)
