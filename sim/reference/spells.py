"""The list of the sick where sickness is told by kind: what was worked, the draw each morning, the duty after a spell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kernels.clock import HOUR_MS
from kernels.exposures import DUTY, NIGHTS, QUICK_RETURNS
from kernels.kinds import BACK_WELL, DUTY_AFTER, FELL_SICK, RECUPERATIVE, RESTRICTED, SPELL_KIND
from kernels.spells import (
    DAYS,
    FIT_DAY,
    FIT_DAYS,
    HOURS,
    KIND,
    LENGTH,
    LONG_TERM_DAYS,
    N_HEALTH,
    N_KINDS,
    N_LOADS,
    NIGHT_AGO,
    RECUPERATIVE_DAYS,
    RECUPERATIVE_TO,
    RESTRICTED_DAYS,
    RETURNS,
    SHORT,
    SPELLS,
    STAGE,
    duty_after,
    duty_stage,
    faded,
    is_long_term,
    multiplier,
    spell_begins,
)

if TYPE_CHECKING:
    from sim.reference.force import Force
    from sim.reference.officer import Officer


class SickList:
    """Every officer's row of health, and the counts of what they worked."""

    def __init__(self, force: Force) -> None:
        self.force, self.plan = force, force.inputs.spells
        self.on = self.plan.on
        self.health = self.plan.health(force.inputs.n_seats).tolist()
        self.loads = [[0.0] * N_LOADS for _ in self.health]
        self.frailty = self.plan.frailties(len(self.health)).tolist()

    def duty_of(self, officer: Officer) -> int:
        """Return why an officer who is not sick cannot be sent, 0 for who can be."""
        return int(self.health[officer.seat][STAGE]) if self.on else 0

    def morning(self, officer: Officer, night: int, today: int) -> None:
        """Count what was worked, bring back who is well, draw who falls sick, and say what everybody else is fit for."""
        self._count_what_was_worked(officer)
        if officer.back_day == today:
            self.force.journal.note(BACK_WELL, officer.seat, today)
        if officer.back_day <= today:
            self._draw(officer, night, today)
        if officer.back_day > today:
            self._keep_the_sick(officer, today)
        else:
            self._keep_the_well(officer, today)

    def _count_what_was_worked(self, officer: Officer) -> None:
        health, loads, par = self.health[officer.seat], self.loads[officer.seat], self.plan.par
        health[NIGHT_AGO] = 0 if officer.exposed[NIGHTS] else health[NIGHT_AGO] + 1
        loads[RETURNS] = faded(loads[RETURNS], float(officer.exposed[QUICK_RETURNS]), par)
        loads[HOURS] = faded(loads[HOURS], officer.exposed[DUTY] / HOUR_MS, par)

    def _draw(self, officer: Officer, night: int, today: int) -> None:
        inputs, par, health = self.force.inputs, self.plan.par, self.health[officer.seat]
        loads, frailty = self.loads[officer.seat], self.frailty[officer.seat]
        times = [
            multiplier(kind, officer.strain, health[NIGHT_AGO], loads[RETURNS], loads[HOURS], par) * frailty
            for kind in range(N_KINDS)
        ]
        times[SHORT] *= self.plan.season[night]
        key, number = inputs.key_sickness, officer.number
        days, kind, saved = map(int, spell_begins(key, number, today, *times, par))
        if days:
            to, fit = map(int, duty_after(key, number, today, days, saved, par))
            officer.back_day = today + days
            health[KIND], health[LENGTH] = kind, days
            health[RECUPERATIVE_TO], health[FIT_DAY] = max(health[RECUPERATIVE_TO], to), max(health[FIT_DAY], fit)
            health[SPELLS + kind] += 1
            self.force.journal.note(FELL_SICK, officer.seat, days)
            self.force.journal.note(SPELL_KIND, officer.seat, kind)

    def _keep_the_sick(self, officer: Officer, today: int) -> None:
        health = self.health[officer.seat]
        officer.sick_days += 1
        health[DAYS + health[KIND]] += 1
        health[LONG_TERM_DAYS] += bool(is_long_term(today, health[LENGTH], officer.back_day, self.plan.par))

    def _keep_the_well(self, officer: Officer, today: int) -> None:
        health = self.health[officer.seat]
        stage = int(duty_stage(today, health[RECUPERATIVE_TO], health[FIT_DAY]))
        if stage != health[STAGE]:
            health[STAGE] = stage
            self.force.journal.note(DUTY_AFTER, officer.seat, stage)
        health[{RECUPERATIVE: RECUPERATIVE_DAYS, RESTRICTED: RESTRICTED_DAYS}.get(stage, FIT_DAYS)] += 1

    def forget(self) -> None:
        """The warm-up is over: spells and days are counted from nothing."""
        for health in self.health:
            health[SPELLS:] = [0] * (N_HEALTH - SPELLS)

    def close(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows of health and the counts of what was worked, as arrays."""
        health = np.array(self.health, dtype=np.int64).reshape(-1, N_HEALTH)
        return health, np.array(self.loads, dtype=np.float64).reshape(-1, N_LOADS)
