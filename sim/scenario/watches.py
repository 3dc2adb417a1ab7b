"""Watches: scenes guarded, patients and prisoners sat with; officers who are busy at no incident of the public's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.demand import CrewSize, Demand
from sim.scenario.duration import Duration
from sim.scenario.force import Force
from sim.scenario.values import Frozen, Name, Part, Problem, Title, by_name, refuse, some

EVEN = "even"  # the week of a watch that begins at any hour alike


class WatchKind(Part):
    """One kind of watch: ``per_year`` (365.25 days), or ``per_1000_attended`` incidents.

    They begin over the week as a profile of ``demand.weeks`` has it, or evenly, in the areas by their share of demand. A watch
    ranks as ``grade`` when crews are sent to it; it begins with ``minimum`` officers (null: all) and lasts ``length``.
    """

    title: Title
    per_year: Annotated[float, Field(ge=0, le=1_000_000)] = 0.0
    per_1000_attended: Annotated[float, Field(ge=0, le=1_000)] = 0.0
    week: Name = EVEN
    officers: CrewSize = 1
    minimum: CrewSize | None = None
    grade: Name
    length: Duration

    @model_validator(mode="after")
    def _one_rate_and_few_enough(self) -> Self:
        found = []
        if self.per_year and self.per_1000_attended:
            found.append(Problem("per_1000_attended", f"{self.per_1000_attended:g}, beside per_year={self.per_year:g}",
                                 "one of the two", "write per_year: 0, or per_1000_attended: 0"))  # fmt: skip
        if self.minimum is not None and self.minimum > self.officers:
            found.append(Problem("minimum", f"{self.minimum} officers, where {self.officers} are wanted",
                                 f"1 to {self.officers}, or null for all that are wanted",
                                 f"write minimum: {self.officers}"))  # fmt: skip
        refuse(found)
        return self


class Watches(Part):
    """What is guarded and watched. ``split_pairs``: of a pair that is sent where one officer is wanted, one goes."""

    on: bool = False
    split_pairs: bool = True
    kinds: Annotated[dict[Name, WatchKind], Field(max_length=100), Frozen] = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="after")
    def _some_kind(self) -> Self:
        if self.on and not self.kinds:
            refuse([Problem("kinds", "none, with watches on", "at least one kind", "watches=county, or watches.on=false")])
        return self


def _grades(watches: Watches, force: Force) -> Iterable[Problem]:
    if not watches.on:
        return
    for grade, kinds in by_name({name: [kind.grade] for name, kind in watches.kinds.items()}).items():
        if grade not in force.grades:
            yield Problem(f"watches.kinds.{kinds[0]}.grade", f"the grade {grade!r}, in {some(kinds)}",
                          f"the force's grades: {', '.join(force.grades)}",
                          f"watches.kinds.{kinds[0]}.grade={next(iter(force.grades))}")  # fmt: skip


def _weeks(watches: Watches, demand: Demand) -> Iterable[Problem]:
    if not watches.on:
        return
    for week, kinds in by_name({name: [kind.week] for name, kind in watches.kinds.items()}).items():
        if week != EVEN and week not in demand.weeks:
            yield Problem(f"watches.kinds.{kinds[0]}.week", f"the profile {week!r}, in {some(kinds)}",
                          f"even, or one of {', '.join(demand.weeks)}", f"watches.kinds.{kinds[0]}.week=even")  # fmt: skip


WATCH_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("watches", "force"), _grades),
    (("watches", "demand"), _weeks),
)
