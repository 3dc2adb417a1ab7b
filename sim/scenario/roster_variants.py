"""Variants of a roster: dates on which tours are worked at other times, by the whole team or in turns by a part of it.

A late tour that begins later on Fridays and Saturdays, lates that run on into the night in summer, an early tour that a third
of the team begins at ten: each is a tour of its own, worked instead of another on the dates the variant names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.values import Frozen, Part, Problem, Row, Whole, refuse

Letter = Annotated[str, Field(pattern=r"^[A-Z]$")]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Month = Annotated[Whole, Field(ge=1, le=12)]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_OF_MONTHS = (31, 28.2425, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the mean Gregorian year


class Variant(Part):
    """On some dates tours are worked as others: with ``instead`` {L: P} those who would work L work P.

    ``weekdays`` and ``months`` name the local dates on which the tour begins; none named means all. A ``share`` below 1 is worked
    by that share of the officers of every team, who take turns from week to week.
    """

    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7), Row] = ()
    months: Annotated[tuple[Month, ...], Field(max_length=12), Row] = ()
    instead: Annotated[dict[Letter, Letter], Frozen]
    share: Annotated[float, Field(gt=0, le=1)] = 1.0

    @property
    def by_all(self) -> bool:
        """Whether the whole team works it."""
        return self.share == 1

    def applies(self, weekday: int, month: int) -> bool:
        """Return whether it is for tours that begin on such a date; ``weekday`` 0 is Monday, ``month`` 1 to 12."""
        return (not self.weekdays or WEEKDAYS[weekday] in self.weekdays) and (not self.months or month in self.months)

    @model_validator(mode="after")
    def _some_change(self) -> Self:
        found = []
        if not self.instead:
            found.append(Problem("instead", "nothing", "a tour and the one worked instead of it", "instead={L: P}, or remove it"))
        found += [Problem(f"instead.{letter}", f"{letter} instead of {letter}", "another tour", "remove it")
                  for letter, other in self.instead.items() if letter == other]  # fmt: skip
        refuse(found)
        return self


def worked_as(letter: str, weekday: int, month: int, variants: Iterable[Variant]) -> str:
    """Return the tour worked instead of ``letter`` on a date: the first variant named that has something to say about it."""
    return next((v.instead[letter] for v in variants if letter in v.instead and v.applies(weekday, month)), letter)


def forms(letter: str, weekday: int, months: Iterable[int], variants: Sequence[Variant]) -> set[str]:
    """Return every tour that ``letter`` may come to on a weekday in one of ``months``, whoever has the turn."""
    found = set()
    for month in months:
        here = [v for v in variants if letter in v.instead and v.applies(weekday, month)]
        for place, variant in enumerate(here):
            found.add(variant.instead[letter])
            if variant.by_all:
                break
            if place == len(here) - 1:
                found.add(letter)
        if not here:
            found.add(letter)
    return found


def mean_hours(letter: str, weekday: int, hours: Mapping[str, float], variants: Sequence[Variant]) -> float:
    """Return the mean length of the tour ``letter`` on a weekday: over the days of the year and the turns of officers."""
    total = 0.0
    for month, days in enumerate(DAYS_OF_MONTHS, start=1):
        left = 1.0
        for variant in variants:
            if letter in variant.instead and variant.applies(weekday, month):
                total += days * left * variant.share * hours[variant.instead[letter]]
                left *= 1.0 - variant.share  # turns of two variants are drawn apart
        total += days * left * hours[letter]
    return total / sum(DAYS_OF_MONTHS)


def variant_problems(variants: Mapping[str, Variant], cycle: Iterable[str], shifts: Iterable[str]) -> list[Problem]:
    """What stands against variants: tours that do not exist, and dates on which nobody could tell which tour was meant."""
    used, known = sorted(set(cycle)), set(shifts)
    found = []
    for name, variant in variants.items():
        for letter, other in variant.instead.items():
            for which, one in (("is worked instead", other), ("gives way", letter)):
                if one not in known:
                    found.append(Problem(f"variants.{name}.instead", f"the letter {one}, which {which}",
                                         f"tours under shifts: {', '.join(sorted(known)) or 'none'}",
                                         f"add shifts.{one} or correct the variant"))  # fmt: skip
            if letter in known and letter not in used:
                found.append(Problem(f"variants.{name}.instead.{letter}", f"{letter}, which the cycle does not have",
                                     f"a tour of the cycle: {', '.join(one for one in used if one in known)}",
                                     "correct the variant"))  # fmt: skip
    return found or _not_to_be_told_apart(variants, [letter for letter in used if letter in known])


def _not_to_be_told_apart(variants: Mapping[str, Variant], used: list[str]) -> list[Problem]:
    whole = {name: variant for name, variant in variants.items() if variant.by_all}
    for weekday, month in product(range(7), range(1, 13)):
        there = {letter: worked_as(letter, weekday, month, whole.values()) for letter in used}
        moved = [other for letter, other in there.items() if other != letter]
        double = next((other for other in moved if other in used or moved.count(other) > 1), None)
        if double is not None:
            name = next(name for name, variant in whole.items() if double in variant.instead.values())
            return [Problem(f"variants.{name}.instead", f"{double}, which others work on the same date",
                            "a tour of its own for each that the whole team moves, so that a table shows which it was",
                            f"copy shifts.{double} under another letter")]  # fmt: skip
    return []
