"""The force's night shift of bookkeeping: at the hour set (06:00) strain is reckoned and sickness drawn."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from kernels.kinds import BACK_WELL, FELL_SICK, MEASURING, N_STATUS, NIGHT
from kernels.sickness import GAIN, HAZARD_CAP, spell_from
from kernels.strain import hazard_multiplier, strain_step
from sim.inputs.inputs import SICKNESS_MODELS
from sim.outcome import N_ROWS

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
        force.env.process(self._every_morning(nights))
        force.env.process(self._end_of_warm_up())

    def is_sick(self, officer: Officer) -> bool:
        """Return whether an officer is not fit for a tour that begins now."""
        return self.force.inputs.rules.sickness_model != NONE and officer.back_day > self.today

    def _every_morning(self, nights: list[list[int]]) -> Generator[simpy.Event, None, None]:
        for at, day in nights:
            yield self.force.moments.planned(at, NIGHT, 0)
            self.today = day
            if self.force.inputs.rules.sickness_model != NONE:
                for officer in self.force.officers[: self.force.inputs.n_own]:
                    self._settle_strain(officer)
                    self._draw_sickness(officer)
            self.force.casework.morning()

    def _settle_strain(self, officer: Officer) -> None:
        officer.strain = strain_step(
            officer.strain, officer.duty_ms, officer.busy_ms, officer.overtime_ms, officer.tours_worked,
            officer.night_tours, officer.sleepy_ms, self.force.inputs.sickness,
        )
        officer.forget_exposures()

    def _draw_sickness(self, officer: Officer) -> None:
        inputs, journal = self.force.inputs, self.force.journal
        if officer.back_day > self.today:
            officer.sick_days += 1
            return
        if officer.back_day == self.today:
            journal.note(BACK_WELL, officer.seat, self.today)
        multiplier = 1.0
        if inputs.rules.sickness_model == FEEDBACK:
            multiplier = hazard_multiplier(officer.strain, inputs.sickness[GAIN], inputs.sickness[HAZARD_CAP])
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
        self.force.hours.forget()
        self.force.casework.begin_measuring()
        for partner in self.force.services:
            partner.forget()
        self.force.journal.note(MEASURING, 0, 0)
