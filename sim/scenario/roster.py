"""The roster: a cycle of tours and rest days that teams walk through, one behind the other."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.roster_variants import Letter, Variant, forms, mean_hours, variant_problems
from sim.scenario.values import (
    ClockTime,
    Day,
    Frozen,
    Name,
    Part,
    Positive,
    Problem,
    Row,
    Title,
    Week,
    Whole,
    clock_minutes,
    refuse,
)

REST = "R"
YEAR_ROUND = range(1, 13)


class Shift(Part):
    """One kind of tour: local start, length in hours, and whether it counts as a night for strain and crewing."""

    start: ClockTime
    hours: Annotated[Positive, Field(le=24)]
    night: bool = False


class Roster(Part):
    """Team 0 stands at position 0 of ``cycle`` on ``anchor``; team k is ``k * offset_days`` further on.

    ``offsets``: how far each team is ahead, where teams are not evenly spaced. ``variants``: dates on which tours are worked at
    other times, by weekday, by season, by all or by turns; of two that meet the first named counts.
    ``equal_paid_hours`` stretches or shrinks the pattern to ``paid_hours_per_week`` by ``equalise_by``, so that
    patterns are compared like with like. ``always_on`` ignores the pattern: every officer is on duty all the time
    (for theory), or, in the areas that ``strength`` names, as many as it says for the hour of the week (to find out how
    many are needed; no officer could work such tours).
    """

    title: Title
    always_on: bool = False
    strength: Annotated[dict[Name, Week], Frozen] = Field(default_factory=dict, validate_default=True)
    shifts: Annotated[dict[Letter, Shift], Frozen] = Field(default_factory=dict, validate_default=True)
    cycle: Annotated[tuple[Letter, ...], Field(max_length=400), Row] = ()
    teams: Annotated[Whole, Field(ge=1, le=366)] = 1
    offset_days: Annotated[Whole, Field(ge=0, le=366)] = 0
    offsets: Annotated[tuple[Annotated[Whole, Field(ge=0, le=399)], ...], Field(max_length=366), Row] = ()
    variants: Annotated[dict[Name, Variant], Frozen] = Field(default_factory=dict, validate_default=True)
    anchor: Day
    equal_paid_hours: bool = True
    paid_hours_per_week: Annotated[Positive, Field(le=168)] = 40.0
    equalise_by: Literal["tour_length", "rest_days"] = "tour_length"

    @property
    def tours_per_cycle(self) -> int:
        """Duty days in one cycle."""
        return sum(letter != REST for letter in self.cycle)

    @property
    def pattern_hours_per_week(self) -> float:
        """Hours a week of the pattern as drawn, before any equalising (0 for an empty cycle).

        Variants count by the share of dates and officers they are for, over a mean year and all teams.
        """
        if self.variants and self.cycle:
            return 7.0 * self._mean_cycle_hours() / len(self.cycle)
        hours = sum(self.shifts[letter].hours for letter in self.cycle if letter != REST)
        return 7.0 * hours / len(self.cycle) if self.cycle else 0.0

    @property
    def ahead(self) -> tuple[int, ...]:
        """Days each team is ahead of the first day of the cycle on ``anchor``."""
        return self.offsets or tuple(team * self.offset_days for team in range(self.teams))

    def weekdays_of(self, place: int) -> tuple[int, ...]:
        """Return the weekdays (0 is Monday) on which a place of the cycle falls, one for each team and turn of the cycle."""
        first, length = self.anchor.weekday(), len(self.cycle)
        turns = range(7 // math.gcd(7, length))
        return tuple((first + place - ahead + turn * length) % 7 for ahead in self.ahead for turn in turns)

    def _mean_cycle_hours(self) -> float:
        hours, variants = {letter: shift.hours for letter, shift in self.shifts.items()}, tuple(self.variants.values())
        total = 0.0
        for place, letter in enumerate(self.cycle):
            if letter != REST:
                days = self.weekdays_of(place)
                each = {day: mean_hours(letter, day, hours, variants) for day in set(days)}
                total += sum(each[day] for day in days) / len(days)
        return total

    @property
    def stretch(self) -> float:
        """What equalising by tour length multiplies every tour by; 1 where nothing is stretched."""
        by_length = self.equal_paid_hours and self.equalise_by == "tour_length"
        return self.paid_hours_per_week / self.pattern_hours_per_week if by_length else 1.0

    @model_validator(mode="after")
    def _pattern(self) -> Self:
        if not self.always_on:
            letters = _letters(self)
            letters += variant_problems(self.variants, self.cycle, self.shifts)
            cover = _cover(self)
            refuse([*letters, *cover, *_no_strength(self), *([] if letters or cover else _overlaps(self, 1.0))])
        return self


def _no_strength(roster: Roster) -> list[Problem]:
    if not roster.strength:
        return []
    return [Problem("strength", "numbers of officers by the hour, with a pattern of tours", "one of them",
                    "roster=always_on, or leave strength out")]


def _letters(roster: Roster) -> list[Problem]:
    found = []
    if REST in roster.shifts:
        found.append(
            Problem("shifts.R", "a tour called R", "any letter but R, which means rest day", "rename the tour")
        )
    for letter in sorted(set(roster.cycle) - set(roster.shifts) - {REST}):
        found.append(
            Problem(
                "cycle",
                f"the letter {letter}",
                f"{', '.join(sorted(roster.shifts))} or R for a rest day",
                f"add shifts.{letter} or correct the cycle",
            )
        )
    if not any(letter != REST for letter in roster.cycle):
        found.append(
            Problem("cycle", "no tour in the cycle", "at least one tour", "write the pattern, for example [E, E, R, R]")
        )
    return found


def _cover(roster: Roster) -> list[Problem]:
    """Teams must be spread evenly over the cycle, or some days would stand empty for ever."""
    length = len(roster.cycle)
    if roster.offsets:
        return _uneven(roster)
    if not length:
        return []
    places = length // math.gcd(length, roster.offset_days) if roster.offset_days else 1
    if roster.teams * roster.offset_days % length == 0 and roster.teams % places == 0:
        return []
    return [
        Problem(
            "teams",
            f"{roster.teams} teams {roster.offset_days} days apart over a cycle of {length} days",
            "teams x offset_days must go round the cycle a whole number of times, each place equally often",
            f"roster.teams={places}",
        )
    ]


def _uneven(roster: Roster) -> list[Problem]:
    """Teams that are placed one by one need a place each, and no even spacing beside it."""
    found = []
    if len(roster.offsets) != roster.teams:
        found.append(Problem("offsets", f"{len(roster.offsets)} places for {roster.teams} teams", "one for each team",
                             f"roster.teams={len(roster.offsets)}"))  # fmt: skip
    if roster.offset_days:
        found.append(Problem("offset_days", f"{roster.offset_days}, with the places of the teams under offsets", "one of the two",
                             "roster.offset_days=0, or roster.offsets=[]"))  # fmt: skip
    if roster.cycle and max(roster.offsets) >= len(roster.cycle):
        found.append(Problem("offsets", f"{max(roster.offsets)} days ahead in a cycle of {len(roster.cycle)}",
                             f"0 to {len(roster.cycle) - 1}", "leave out whole cycles"))  # fmt: skip
    return found


def equalising_problems(roster: Roster) -> list[Problem]:
    """What stands against equal paid hours: tours longer than a day or running into each other, no rest days to give.

    A rule of the scenario rather than of the roster: a pattern is a good pattern whatever it is compared with.
    """
    if roster.always_on or not roster.equal_paid_hours:
        return []
    found = [] if roster.stretch == 1 else _overlaps(roster, roster.stretch)
    nominal, paid = roster.pattern_hours_per_week, roster.paid_hours_per_week
    worked = {letter for letter in roster.cycle if letter != REST}
    worked |= {other for variant in roster.variants.values() for other in variant.instead.values()}
    longest = roster.stretch * max(roster.shifts[letter].hours for letter in worked)
    if longest > 24:
        found.append(
            Problem(
                "paid_hours_per_week",
                f"{paid:g}, which makes tours of {longest:.1f} hours",
                "tours of at most a day",
                f"roster.paid_hours_per_week={nominal:.4g} is what the pattern pays",
            )
        )
    if roster.equalise_by == "rest_days" and nominal < paid - 1e-9:
        found.append(
            Problem(
                "equalise_by",
                f"rest_days, but the pattern pays only {nominal:.4g} of {paid:g} hours a week",
                "a pattern that pays at least paid_hours_per_week",
                "roster.equalise_by=tour_length",
            )
        )
    return found


def _overlaps(roster: Roster, stretch: float) -> list[Problem]:
    found = {}
    how = "" if stretch == 1 else f" (tours are {stretch:.3g} times as drawn to equal paid hours)"
    for place, letter in enumerate(roster.cycle):
        after = roster.cycle[(place + 1) % len(roster.cycle)]
        if REST in (letter, after):
            continue
        for here, following in _neighbours(roster, place, letter, after):
            end = clock_minutes(roster.shifts[here].start) + 60 * roster.shifts[here].hours * stretch
            if end > clock_minutes(roster.shifts[following].start) + 1440:
                found[here, following] = Problem(
                    "cycle",
                    f"{here} followed by {following}: the second starts before the first ends{how}",
                    "a tour ends before the next begins",
                    f"put a rest day between them or shorten {here}",
                )
    return list(found.values())


def _neighbours(roster: Roster, place: int, letter: str, after: str) -> Iterable[tuple[str, str]]:
    """Return the tours that may follow each other at a place of the cycle and the next, in any season and with any turns."""
    if not roster.variants:
        return [(letter, after)]
    variants = tuple(roster.variants.values())
    return sorted({
        (here, following)
        for day in set(roster.weekdays_of(place))
        for here in forms(letter, day, YEAR_ROUND, variants)
        for following in forms(after, (day + 1) % 7, YEAR_ROUND, variants)
    })
