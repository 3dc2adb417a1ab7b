"""Safety: what single crewing does to the odds of an assault, and what an assault costs."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.duration import DurationDays, skewed_days
from sim.scenario.values import Part, Probability, Problem, refuse


class Safety(Part):
    """``single_odds``: odds of an assault on an officer alone, relative to one in a pair. Of assaults a share
    (``injury_share``) injure; an injury costs days of duty and pounds.

    ``injuries_absent``: the injured of the force's own officers are off sick from the next tour on, each for an ``injury_spell``
    of calendar days; ``days_lost_per_injury`` is then not used.
    """

    on: bool
    single_odds: Annotated[float, Field(gt=0, le=100)] = 1.0
    injury_share: Probability = 0.0
    days_lost_per_injury: Annotated[float, Field(ge=0, le=3660)] = 0.0
    cost_per_injury: Annotated[float, Field(ge=0, le=10_000_000)] = 0.0
    injuries_absent: bool = False
    injury_spell: DurationDays = Field(
        default_factory=lambda: skewed_days(5.0, 1.5)
    )

    @model_validator(mode="after")
    def _somebody_is_injured(self) -> Self:
        if self.injuries_absent and (not self.on or self.injury_share == 0):
            refuse([Problem("injuries_absent", "true, where nobody is injured", "assaults, of which a share injure",
                            "safety=county, or safety.injuries_absent=false")])  # fmt: skip
        return self
