"""Pools beside the response officers: specials, PCSOs, volunteers; their heads, their tours, and what they may attend."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from sim.scenario.demand import Demand
from sim.scenario.force import Force
from sim.scenario.roster import Letter, Roster, Shift
from sim.scenario.values import Day, Frozen, Name, Part, Probability, Problem, Row, Title, Whole, refuse

WeekRow = Annotated[tuple[Letter, ...], Field(min_length=7, max_length=7), Row]
MOST_POOLS = 30  # one bit each, and one for the officers, in a signed number of 32 bits


class Pool(Part):
    """``heads`` people, spread over the areas like the officers, who attend some incidents in place of officers.

    ``weeks``: rows of seven days (Monday first) of ``shifts`` or R; the heads are dealt to as many teams as there are rows, each
    a row ahead of the one before. ``turn_out`` is the chance that one of them comes for a tour. ``types`` and ``grades`` say
    what they may attend; ``in_pairs`` that nobody goes alone. Without ``may_arrest`` they are not sent where somebody will be
    arrested: the control room is taken to know.
    """

    title: Title
    heads: Annotated[Whole, Field(ge=0, le=20_000)]
    shifts: Annotated[dict[Letter, Shift], Frozen]
    weeks: Annotated[tuple[WeekRow, ...], Field(min_length=1, max_length=52), Row]
    anchor: Day = datetime.date(2024, 1, 1)
    turn_out: Probability = 1.0
    types: Annotated[tuple[Name, ...], Field(min_length=1), Row]
    grades: Annotated[tuple[Name, ...], Field(min_length=1), Row]
    in_pairs: bool = False
    may_arrest: bool = False

    @property
    def pattern(self) -> Roster:
        """The weeks as a roster, which nothing stretches."""
        return Roster(
            title=self.title, shifts=self.shifts, cycle=tuple(letter for week in self.weeks for letter in week),
            teams=len(self.weeks), offset_days=7 if len(self.weeks) > 1 else 0, anchor=self.anchor, equal_paid_hours=False,
        )  # fmt: skip

    @model_validator(mode="after")
    def _weeks_are_a_pattern(self) -> Self:
        found = []
        if self.anchor.weekday():
            monday = self.anchor - datetime.timedelta(days=self.anchor.weekday())
            said = f"{self.anchor}, which is no Monday"
            found.append(Problem("anchor", said, "the Monday of the first week", f"anchor={monday}"))
        try:
            _ = self.pattern
        except ValidationError as error:
            for item in error.errors(include_url=False):
                for problem in (item.get("ctx") or {}).get("problems", ()):
                    key = problem["key"].replace("cycle", "weeks")
                    found.append(Problem(key, problem["found"], problem["allowed"], problem["remedy"]))
        refuse(found)
        return self


class Pools(Part):
    """``list`` names the pools; of two that may attend an incident the crew that suits best goes, whichever it is of."""

    on: bool
    list: Annotated[dict[Name, Pool], Field(max_length=MOST_POOLS), Frozen] = Field(default_factory=dict, validate_default=True)

    @property
    def heads(self) -> int:
        """People in all pools together; 0 when they are switched off."""
        return sum(pool.heads for pool in self.list.values()) if self.on else 0

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if self.on and not self.heads:
            refuse([Problem("on", "true, but nobody is in a pool", "a pool with heads", "pools=none, or a pool with heads")])
        return self


def _what_they_attend(pools: Pools, demand: Demand, force: Force) -> Iterable[Problem]:
    for name, pool in pools.list.items() if pools.on else ():
        for kind in pool.types:
            if kind not in demand.types:
                yield Problem(f"pools.list.{name}.types", f"the type {kind!r}", f"types of demand: {', '.join(demand.types)}",
                              "correct the type, or choose pools and a demand that belong together")  # fmt: skip
        for grade in pool.grades:
            if grade not in force.grades:
                known_ones = f"the force's grades: {', '.join(force.grades)}"
                yield Problem(f"pools.list.{name}.grades", f"the grade {grade!r}", known_ones, "correct the grade")
        known = [demand.types[kind] for kind in pool.types if kind in demand.types]
        if known and not any(grade in kind.grades for kind in known for grade in pool.grades):
            yield Problem(f"pools.list.{name}.grades", f"{', '.join(pool.grades)}, which none of its types ever is",
                          "a grade of its types, or there is nothing they may attend",
                          f"pools.list.{name}.grades=[{next(iter(known[0].grades))}]")  # fmt: skip


POOL_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("pools", "demand", "force"), _what_they_attend),
)
