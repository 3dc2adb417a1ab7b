"""Sickness by kind: psychological spells, the season, what was worked, and the duty officers come back to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.duration import DurationDays, skewed_days
from sim.scenario.values import Part, Positive, Row, Whole

PerYear = Annotated[float, Field(ge=0, le=100)]
Gain = Annotated[float, Field(ge=-5, le=5)]
Factor = Annotated[float, Field(gt=0, le=20)]
Share = Annotated[float, Field(ge=0, le=1)]
MONTHS = 12


class Gains(Part):
    """Strain in the log hazard by kind of spell; null: the one ``gain`` of sickness."""

    short: Gain | None = None
    long: Gain | None = None
    psychological: Gain | None = None


class Psychological(Part):
    """Spells for stress, depression, anxiety and the like, beside the short and long ones for other causes."""

    on: bool = False
    per_year: PerYear = 0.1
    spell: DurationDays = Field(default_factory=lambda: skewed_days(40.0, 1.2))


class Wave(Part):
    """A wave of influenza every year: short spells are ``size`` times as many at its ``peak``, fading to none in
    ``weeks`` / 2 on either side (half a cosine).
    """

    on: bool = False
    peak_day: Annotated[Whole, Field(ge=1, le=365)] = 10
    weeks: Annotated[Positive, Field(le=40)] = 8.0
    size: Factor = 2.0


class Season(Part):
    """What the month multiplies the hazard of short spells by, January first, and a wave on top of it."""

    on: bool = False
    months: Annotated[tuple[Factor, ...], Field(min_length=MONTHS, max_length=MONTHS), Row] = (1.0,) * MONTHS
    wave: Wave = Field(default_factory=Wave)


class Worked(Part):
    """What the tours an officer worked multiply the hazard by; rates are then those of somebody who met none of it.

    ``after_night``: short spells, within ``after_night_days`` of a night tour. ``quick_return``: every kind, for each quick
    return of a month; ``long_weeks``: short spells, while the week has more than ``long_weeks_h`` hours. Both are counted with
    a memory of ``memory_days`` that fades, no window.
    """

    on: bool = False
    after_night: Factor = 1.22
    after_night_days: Annotated[Whole, Field(ge=1, le=28)] = 2
    quick_return: Factor = 1.059
    long_weeks: Factor = 1.3
    long_weeks_h: Annotated[Positive, Field(le=168)] = 40.0
    memory_days: Annotated[Positive, Field(ge=1, le=365)] = 28.0


class EarlyReturn(Part):
    """Long-term spells lose the ``share`` of what exceeds ``long_spell_over_days``; every day saved is ``duty_per_day`` days of
    recuperative duty more.
    """

    share: Annotated[float, Field(ge=0, le=0.9)] = 0.0
    duty_per_day: Annotated[float, Field(ge=0, le=5)] = 1.0


class ReturnToDuty(Part):
    """After a spell of more than ``long_spell_over_days``: ``recuperative`` duty, then for a ``restricted_share`` ``restricted``.

    Both are at work in an office and not to be sent. Spells that are not short end ``decision_takes_days`` after
    ``decided_after_days`` at the latest: the officer is back on such duty, or gone and the post filled.
    """

    on: bool = False
    recuperative: DurationDays = Field(default_factory=lambda: skewed_days(63.0, 0.4))
    restricted_share: Share = 0.3
    restricted: DurationDays = Field(default_factory=lambda: skewed_days(90.0, 0.8))
    decided_after_days: Annotated[Whole, Field(ge=1, le=3650)] = 182
    decision_takes_days: Annotated[Whole, Field(ge=0, le=365)] = 90
    early: EarlyReturn = Field(default_factory=EarlyReturn)


class SpellSettings(Part):
    """What goes beyond one rate and two lengths; each part with its own switch, all off by default.

    ``frailty``: how far officers differ for good in the risk of any spell (standard deviation of a multiplier of mean 1); 0: not.
    """

    gains: Gains = Field(default_factory=Gains)
    psychological: Psychological = Field(default_factory=Psychological)
    season: Season = Field(default_factory=Season)
    worked: Worked = Field(default_factory=Worked)
    return_to_duty: ReturnToDuty = Field(default_factory=ReturnToDuty)
    frailty: Annotated[float, Field(ge=0, le=3)] = 0.0

    @property
    def by_kind(self) -> bool:
        """Whether any part is switched on, so that the engines tell spells by kind."""
        return self.psychological.on or self.season.on or self.worked.on or self.return_to_duty.on or self.frailty > 0
