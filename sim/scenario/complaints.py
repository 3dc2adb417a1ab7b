"""Complaints about officers: how often attending brings one, and how long it stays open. Only the stressor; no hours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.demand import Demand, types_there_are
from sim.scenario.duration import DurationDays, skewed_days
from sim.scenario.values import Frozen, Name, Part, Problem, Whole, refuse

PerThousand = Annotated[float, Field(ge=0, le=1000)]


class Complaints(Part):
    """Of 1 000 incidents attended ``per_1000_attended`` bring a complaint about one officer who was there, or what ``by_type``
    says for a type. It is ``open`` from that day on. ``history_days`` are lived through before the simulated days.
    """

    on: bool
    per_1000_attended: PerThousand = 1.0
    by_type: Annotated[dict[Name, PerThousand], Field(max_length=200), Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    open: DurationDays = Field(default_factory=lambda: skewed_days(90.0, 0.8))
    history_days: Annotated[Whole, Field(ge=0, le=3650)] = 400

    @model_validator(mode="after")
    def _somebody_complains(self) -> Self:
        if self.on and not self.per_1000_attended and not any(self.by_type.values()):
            refuse([Problem("on", "true, and nobody complains", "per_1000_attended above 0",
                            "complaints=county, or complaints=none")])  # fmt: skip
        return self

    def chance_of(self, name: str) -> float:
        """Return the chance that attending an incident of a type brings a complaint."""
        return self.by_type.get(name, self.per_1000_attended) / 1000


def _types_there_are(complaints: Complaints, demand: Demand) -> Iterable[Problem]:
    return types_there_are("complaints.by_type", complaints.by_type, demand) if complaints.on else ()


COMPLAINT_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("complaints", "demand"), _types_there_are),
)
