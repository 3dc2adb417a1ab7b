"""Supervision: how many officers of each team are sergeants, what they have to do besides incidents, and when they are sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.casework import Casework
from sim.scenario.force import Force
from sim.scenario.protected import SupervisoryWork, grade_problems, time_problems
from sim.scenario.roster import Roster
from sim.scenario.values import Part, Problem, Whole, refuse


class Supervision(Part):
    """So many of the officers of every team in every area are ``sergeants``; with ``span`` above 0 instead as many as leave each
    of them about ``span`` others, one at least.

    They go to incidents like others, with ``last_to_be_sent`` only when nobody else would do. ``own_work`` is protected time.
    """

    on: bool
    sergeants: Annotated[Whole, Field(ge=1, le=20)] = 1
    span: Annotated[Whole, Field(ge=0, le=100)] = 0
    last_to_be_sent: bool = False
    own_work: SupervisoryWork = Field(default_factory=SupervisoryWork)

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.last_to_be_sent and not self.on:
            refuse([Problem("last_to_be_sent", "true, and nobody is a sergeant", "sergeants",
                            "supervision=county, or supervision.last_to_be_sent=false")])  # fmt: skip
        return self

    def sergeants_of(self, team: int) -> int:
        """How many of a team of so many officers are sergeants."""
        if self.span == 0:
            return self.sergeants
        return max(1, round(team / (1 + self.span)))


def _work_in_tours(supervision: Supervision, roster: Roster) -> Iterable[Problem]:
    return time_problems("supervision.own_work", supervision.own_work, roster) if supervision.on else ()


def _grades_that_call_out(supervision: Supervision, force: Force) -> Iterable[Problem]:
    return grade_problems("supervision.own_work", supervision.own_work, force) if supervision.on else ()


def _crimes_to_review(supervision: Supervision, casework: Casework) -> Iterable[Problem]:
    work = supervision.own_work
    if supervision.on and work.per_crime_min and not casework.on:
        yield Problem("supervision.own_work.per_crime_min", f"{work.per_crime_min:g}, and nobody carries a crime",
                      "casework that is on", "casework=county, or supervision.own_work.per_crime_min=0")  # fmt: skip


SUPERVISION_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("supervision", "roster"), _work_in_tours),
    (("supervision", "force"), _grades_that_call_out),
    (("supervision", "casework"), _crimes_to_review),
)
