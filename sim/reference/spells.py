"""The list of the sick where sickness is told by kind: what was worked, the draw each morning, the duty after a spell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kernels.clock import HOUR_MS
from kernels.exposures import DAYS as ONE_DAY
from kernels.exposures import DUTY, NIGHTS, QUICK_RETURNS
from kernels.kinds import BACK_WELL, DUTY_AFTER, FELL_SICK, RECUPERATIVE, RESTRICTED, SPELL_KIND
from kernels.presence import INJURY
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
    NO_NIGHT,
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
    frailty_of,
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
        if officer.back_day <= today and not self.force.presence.is_hidden(officer, today):
            self._draw(officer, night, today)
        if officer.back_day > today:
            self._keep_the_sick(officer, today)
        else:
            self._keep_the_well(officer, today)

    def _count_what_was_worked(self, officer: Officer) -> None:
        if not officer.exposed[ONE_DAY]:  # he joined this morning: what the day holds was worked by who left
            return
        health, loads, par = self.health[officer.seat], self.loads[officer.seat], self.plan.par
        health[NIGHT_AGO] = 0 if officer.exposed[NIGHTS] else health[NIGHT_AGO] + 1
        loads[RETURNS] = faded(loads[RETURNS], float(officer.exposed[QUICK_RETURNS]), par)
        loads[HOURS] = faded(loads[HOURS], officer.exposed[DUTY] / HOUR_MS, par)

    def _draw(self, officer: Officer, night: int, today: int) -> None:
        inputs, par, health = self.force.inputs, self.plan.par, self.health[officer.seat]
        loads, frailty = self.loads[officer.seat], self.frailty[officer.seat]
        levers, strain = self.force.levers, self.force.levers.strain_of(officer)
        times = [
            multiplier(kind, strain, health[NIGHT_AGO], loads[RETURNS], loads[HOURS], par) * frailty for kind in range(N_KINDS)
        ]
        times[SHORT] *= levers.season(officer.seat, self.plan.season[night], self.plan.usual[night])
        key, number = inputs.key_sickness, officer.number
        days, kind, saved = map(int, spell_begins(key, number, today, *times, *levers.shorter_spells(officer.seat), par))
        if days and not self.force.presence.hides(officer, today, kind, days):
            self.begins(officer, today, kind, days, saved)
            health[SPELLS + kind] += 1
            self.force.journal.note(FELL_SICK, officer.seat, days)
            self.force.journal.note(SPELL_KIND, officer.seat, kind)

    def begins(self, officer: Officer, day: int, kind: int, days: int, saved: int) -> None:
        """A spell of sickness covers so many days from ``day`` on, and settles the duty after it."""
        health, key = self.health[officer.seat], self.force.inputs.key_sickness
        to, fit = map(int, duty_after(key, officer.number, day, days, saved, self.plan.par))
        officer.back_day = day + days
        health[KIND], health[LENGTH] = kind, days
        health[RECUPERATIVE_TO], health[FIT_DAY] = max(health[RECUPERATIVE_TO], to), max(health[FIT_DAY], fit)

    def _keep_the_sick(self, officer: Officer, today: int) -> None:
        health = self.health[officer.seat]
        officer.sick_days += 1
        if health[KIND] == INJURY:
            self.force.presence.lies_injured(officer)
        else:
            health[DAYS + health[KIND]] += 1
        health[LONG_TERM_DAYS] += bool(is_long_term(today, health[LENGTH], officer.back_day, self.plan.par))

    def _keep_the_well(self, officer: Officer, today: int) -> None:
        health = self.health[officer.seat]
        stage = int(duty_stage(today, health[RECUPERATIVE_TO], health[FIT_DAY]))
        if stage != health[STAGE]:
            health[STAGE] = stage
            self.force.journal.note(DUTY_AFTER, officer.seat, stage)
        self.force.presence.keep(officer, today)
        health[{RECUPERATIVE: RECUPERATIVE_DAYS, RESTRICTED: RESTRICTED_DAYS}.get(stage, FIT_DAYS)] += 1

    def forget_work(self, officer: Officer) -> None:
        """An officer was away for long: nothing that was worked counts any more."""
        if self.on:
            self.health[officer.seat][NIGHT_AGO] = NO_NIGHT
            self.loads[officer.seat] = [0.0] * N_LOADS

    def forget_history(self, officer: Officer) -> None:
        """Somebody else will hold the post: no spell, no duty after one, nothing worked."""
        if self.on:
            self.health[officer.seat][:SPELLS] = [0] * SPELLS
            self.forget_work(officer)

    def begins_anew(self, officer: Officer, person: int) -> None:
        """Somebody joins, the ``person``-th since the study began to hold the post, and is as frail as he is."""
        if self.on:
            self.frailty[officer.seat] = float(frailty_of(self.plan.traits, officer.number, person, self.plan.par))

    def forget(self) -> None:
        """The warm-up is over: spells and days are counted from nothing."""
        for health in self.health:
            health[SPELLS:] = [0] * (N_HEALTH - SPELLS)

    def close(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows of health and the counts of what was worked, as arrays."""
        health = np.array(self.health, dtype=np.int64).reshape(-1, N_HEALTH)
        return health, np.array(self.loads, dtype=np.float64).reshape(-1, N_LOADS)
