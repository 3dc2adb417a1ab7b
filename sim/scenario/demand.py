"""Demand: what is logged, when, of which type, and what each type asks of officers and partners."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.duration import Duration
from sim.scenario.values import (
    Frozen,
    Name,
    Part,
    Positive,
    Probability,
    Problem,
    Row,
    Title,
    Week,
    Weight,
    Whole,
    WholeKeys,
    refuse,
    some,
)

CrewSize = Annotated[Whole, Field(ge=1, le=6)]


class IncidentType(Part):
    """One type of incident.

    ``share`` is relative to the other types. ``attended`` is the probability that officers are sent at all.
    ``grades`` and ``officers`` are weights (by grade name; by number of officers needed). ``scene`` is time at the
    scene per officer, ``clearing`` the work after it. ``partners`` are the probabilities that a partner service must
    take over; at most one does, so they may not sum above 1.

    With ``minimum`` officers the work can begin and go on (null: all that are wanted); it counts where crews go one by
    one, leave early or are taken away. ``vulnerable`` and ``risk`` are the probabilities that somebody vulnerable is
    involved and that it is risky for one officer, ``needs`` those of needing a skill, ``new_information`` that of turning
    out more urgent. ``patience`` is how long callers wait for somebody to be sent (null: for ever).
    ``assaults_per_1000`` are assaults for each 1 000 officers deployed in pairs. ``arrest`` is the probability that somebody is
    arrested, where no partner takes the person on.
    """

    title: Title
    share: Positive
    week: Name
    attended: Probability
    grades: Annotated[dict[Name, Weight], Field(min_length=1), Frozen]
    officers: Annotated[dict[CrewSize, Weight], Field(min_length=1), WholeKeys, Frozen]
    scene: Duration
    clearing: Duration
    partners: Annotated[dict[Name, Probability], Frozen] = Field(default_factory=dict, validate_default=True)
    minimum: CrewSize | None = None
    vulnerable: Probability = 0.0
    risk: Probability = 0.0
    needs: Annotated[dict[Name, Probability], Frozen] = Field(default_factory=dict, validate_default=True)
    patience: Duration | None = None
    new_information: Probability = 0.0
    assaults_per_1000: Annotated[float, Field(ge=0, le=1000)] = 0.0
    arrest: Probability = 0.0

    @model_validator(mode="after")
    def _weights(self) -> Self:
        found = [
            Problem(key, "weights that are all 0", "at least one weight above 0", f"give {key} a weight, for example 1")
            for key, weights in (("grades", self.grades), ("officers", self.officers))
            if sum(weights.values()) <= 0
        ]
        total = sum(self.partners.values())
        if total > 1 + 1e-9:
            found.append(
                Problem(
                    "partners",
                    f"probabilities that sum to {total:g}",
                    "a sum of at most 1",
                    "lower them: an incident is handed to one partner at most",
                )
            )
        largest = max((officers for officers, weight in self.officers.items() if weight > 0), default=0)
        if self.minimum is not None and self.minimum > largest > 0:
            found.append(
                Problem(
                    "minimum",
                    f"{self.minimum} officers, where {largest} are wanted at most",
                    f"1 to {largest}, or null for all that are wanted",
                    f"write minimum: {largest}",
                )
            )
        refuse(found)
        return self


def _half_an_hour() -> Duration:
    return Duration(kind="exponential", mean_min=30.0)


class Demand(Part):
    """``logged_per_year`` is per 365.25 days before ``scale``; ``weeks`` are relative and normalised to mean 1.

    ``day_to_day_cv`` is the spread of a daily level shared by all types (0 = Poisson only). ``monthly`` is relative,
    January first. ``bank_holidays_like`` gives bank holidays the shape of a Sunday. ``new_information_after`` is how long
    after logging it turns out that an incident is more urgent. ``comes_back_most`` is how often one matter may come back, for
    whatever reason: with 1, what came back does not do so again.
    """

    title: Title
    logged_per_year: Annotated[float, Field(ge=0, le=50_000_000)]
    scale: Annotated[float, Field(ge=0, le=100)] = 1.0
    day_to_day_cv: Annotated[float, Field(ge=0, le=2)] = 0.0
    monthly: Annotated[tuple[Weight, ...], Field(min_length=12, max_length=12), Row] = (1.0,) * 12
    bank_holidays_like: Literal["none", "sunday"] = "none"
    weeks: Annotated[dict[Name, Week], Field(min_length=1), Frozen]
    types: Annotated[dict[Name, IncidentType], Field(min_length=1, max_length=200), Frozen]
    new_information_after: Duration = Field(default_factory=_half_an_hour)
    comes_back_most: Annotated[Whole, Field(ge=1, le=5)] = 1

    @model_validator(mode="after")
    def _profiles(self) -> Self:
        known = ", ".join(self.weeks)
        found = [
            Problem(
                f"types.{name}.week",
                f"the profile {kind.week!r}",
                f"one of {known}",
                f"write week: {next(iter(self.weeks))}",
            )
            for name, kind in self.types.items()
            if kind.week not in self.weeks
        ]
        found += [
            Problem(
                f"weeks.{name}", "a week of zeros", "at least one hour above 0", f"remove {name} or give it a shape"
            )
            for name, week in self.weeks.items()
            if not any(any(row) for row in week)
        ]
        if not any(self.monthly):
            found.append(Problem("monthly", "a year of zeros", "at least one month above 0", "write 1 for every month"))
        refuse(found)
        return self


def types_there_are(part: str, names: Iterable[str], demand: Demand) -> Iterable[Problem]:
    """Yield a problem where a table at ``part`` names types of incident that the demand does not have."""
    strangers = [name for name in names if name not in demand.types]
    if strangers:
        yield Problem(f"{part}.{strangers[0]}", f"no such type of incident: {some(strangers)}",
                      f"types of demand: {some(list(demand.types))}", f"~{part}.{strangers[0]}, or demand=county")  # fmt: skip
