"""Scenes cut short: less time for each incident while many wait, and what of it comes back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.duration import Duration
from sim.scenario.values import Part, Probability, Whole


def _two_days() -> Duration:
    return Duration(kind="exponential", mean_min=2880.0)


class CutShort(Part):
    """Work at a scene that begins while ``when_waiting`` incidents wait in the area takes ``to`` of its time.

    The ``spared`` highest grades have all of theirs. A share (``comes_back``) of what was cut short comes back as an incident of
    the same kind, ``after`` so long from the end of the attendance.
    """

    on: bool = False
    when_waiting: Annotated[Whole, Field(ge=1, le=1000)] = 3
    to: Annotated[float, Field(gt=0, le=1)] = 0.7
    spared: Annotated[Whole, Field(ge=0, le=9)] = 1
    comes_back: Probability = 0.15
    after: Duration = Field(default_factory=_two_days)
