"""Trauma: which scenes are traumatic, which crimes distressing to work on, and how much time there is to defuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.casework import Casework
from sim.scenario.demand import Demand, types_there_are
from sim.scenario.operations import Operations
from sim.scenario.values import Frozen, Minutes, Name, Part, Probability, Problem, refuse

Shares = Annotated[dict[Name, Probability], Field(max_length=200), Frozen]


class Trauma(Part):
    """``scenes``: share of each type of incident that is traumatic. ``cases``: share of each type that leaves a crime, if it
    leaves one, on which work is distressing (secondary trauma).

    Who is sent to the next incident less than ``defused_after_min`` after leaving a traumatic scene had no time to defuse; the
    writing up counts as time. ``defuse``: so many minutes longer officers are kept off calls, with the writing up, and like it
    called away from it for the grades that call away from writing up.
    """

    on: bool
    scenes: Shares = Field(default_factory=dict, validate_default=True)
    cases: Shares = Field(default_factory=dict, validate_default=True)
    defused_after_min: Annotated[Minutes, Field(le=1440)] = 60.0
    defuse: Annotated[Minutes, Field(le=480)] = 0.0

    @model_validator(mode="after")
    def _something_traumatic(self) -> Self:
        found = []
        if self.on and not any(self.scenes.values()) and not any(self.cases.values()):
            found.append(Problem("on", "true, and nothing is traumatic", "a share above 0 in scenes or cases",
                                 "trauma=county, or trauma=none"))  # fmt: skip
        elif self.on and self.defuse and not any(self.scenes.values()):
            found.append(Problem("defuse", f"{self.defuse:g}, and no scene is traumatic", "scenes of which a share is",
                                 "trauma=county, or trauma.defuse=0"))  # fmt: skip
        refuse(found)
        return self


def _types_there_are(trauma: Trauma, demand: Demand) -> Iterable[Problem]:
    for part in ("scenes", "cases") if trauma.on else ():
        yield from types_there_are(f"trauma.{part}", getattr(trauma, part), demand)


def _crimes_to_work_on(trauma: Trauma, casework: Casework) -> Iterable[Problem]:
    """Only crimes can be distressing: without scenes there is nothing left of it where nobody works on crimes."""
    if trauma.on and not any(trauma.scenes.values()) and not casework.on:
        yield Problem("trauma.cases", "distressing crimes only, and nobody works on crimes", "casework that is on",
                      "casework=county, or trauma=none")  # fmt: skip


def _writing_up_there_is(trauma: Trauma, operations: Operations) -> Iterable[Problem]:
    if trauma.on and trauma.defuse and not operations.clearing:
        yield Problem("trauma.defuse", f"{trauma.defuse:g} minutes more of a writing up that there is not",
                      "operations.clearing=true", "operations.clearing=true, or trauma.defuse=0")  # fmt: skip


TRAUMA_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("trauma", "demand"), _types_there_are),
    (("trauma", "casework"), _crimes_to_work_on),
    (("trauma", "operations"), _writing_up_there_is),
)
