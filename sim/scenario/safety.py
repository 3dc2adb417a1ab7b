"""Safety: what single crewing does to the odds of an assault, and what an assault costs."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.values import Part, Probability


class Safety(Part):
    """``single_odds``: odds of an assault on an officer alone, relative to one in a pair. Of assaults a share
    (``injury_share``) injure; an injury costs days of duty and pounds.
    """

    on: bool
    single_odds: Annotated[float, Field(gt=0, le=100)] = 1.0
    injury_share: Probability = 0.0
    days_lost_per_injury: Annotated[float, Field(ge=0, le=3660)] = 0.0
    cost_per_injury: Annotated[float, Field(ge=0, le=10_000_000)] = 0.0
