"""How demand changes: growth by type, seasons, dated events that add incidents, and estates of new homes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from kernels.careers import DAYS_PER_YEAR
from sim.scenario.demand import Demand, types_there_are
from sim.scenario.force import Force
from sim.scenario.partners import Partners
from sim.scenario.roster_variants import WEEKDAYS, Weekday
from sim.scenario.run import Run
from sim.scenario.values import Day, Frozen, Name, Part, Problem, Row, Title, Weight, Whole, refuse, some, wrong

Growth = Annotated[float, Field(ge=-0.5, le=1)]
Months = Annotated[tuple[Weight, ...], Field(min_length=12, max_length=12), Row]
MOST_TIMES = 20.0  # more than that is no growth, and more incidents than anybody can simulate
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")


def _day_of_year(value: Any) -> Any:
    match = _MONTH_DAY.fullmatch(value) if isinstance(value, str) else None
    if match and 1 <= int(match[1]) <= 12 and 1 <= int(match[2]) <= LONGEST_MONTH[int(match[1]) - 1]:
        return value
    raise wrong(repr(value), "a day of the year, month-day, in quotes", 'write it as "12-31"')


DayOfYear = Annotated[str, BeforeValidator(_day_of_year)]


class Trend(Part):
    """Growth a year from the date ``from`` on, compounded day by day: ``types`` by type, ``others`` the rest.

    ``vulnerable`` is the growth of the chance that somebody vulnerable is involved. The run stands ``years_on`` years further
    on than its dates.
    """

    from_: Annotated[Day, Field(alias="from")] = datetime.date(2026, 1, 1)
    years_on: Annotated[float, Field(ge=0, le=30)] = 0.0
    types: Annotated[dict[Name, Growth], Field(max_length=200), Frozen] = Field(default_factory=dict, validate_default=True)
    others: Growth = 0.0
    vulnerable: Growth = 0.0

    def growth_of(self, name: str) -> float:
        """Return a type's growth a year."""
        return self.types.get(name, self.others)

    def years(self, day: datetime.date) -> float:
        """Return the years of growth on a date; none before ``from``."""
        return max(0, (day - self.from_).days) / DAYS_PER_YEAR + self.years_on

    @property
    def moves(self) -> bool:
        """Whether anything grows or shrinks."""
        return any((self.others, self.vulnerable, *self.types.values()))


class Event(Part):
    """An event that adds incidents: ``adds`` of each type on average, spread evenly over ``hours`` from ``from_hour`` on.

    It falls on ``dates``; on ``yearly`` days; and on ``weekdays``, every so many weeks from ``since`` (the first such day on or
    after it) to ``until``, both included. The incidents are in ``areas``, by their share of demand: none named, in all.
    """

    title: Title
    dates: Annotated[tuple[Day, ...], Field(max_length=2000), Row] = ()
    yearly: Annotated[tuple[DayOfYear, ...], Field(max_length=366), Row] = ()
    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7), Row] = ()
    every_weeks: Annotated[Whole, Field(ge=1, le=52)] = 1
    since: Day = datetime.date(2020, 1, 6)
    until: Day | None = None
    from_hour: Annotated[Whole, Field(ge=0, le=23)]
    hours: Annotated[Whole, Field(ge=1, le=72)]
    areas: Annotated[tuple[Name, ...], Row] = ()
    adds: Annotated[dict[Name, Annotated[float, Field(ge=0, le=10_000)]], Field(min_length=1, max_length=200), Frozen]

    @model_validator(mode="after")
    def _some_day(self) -> Self:
        found = []
        if not (self.dates or self.yearly or self.weekdays):
            found.append(Problem("dates", "no date, no day of the year and no weekday", "at least one",
                                 'yearly=["12-31"], or weekdays=[sat]'))  # fmt: skip
        if self.until is not None and self.until < self.since:
            found.append(Problem("until", f"{self.until}, before since={self.since}", f"{self.since} or later",
                                 f"until={self.since}"))  # fmt: skip
        refuse(found)
        return self

    def falls_on(self, day: datetime.date) -> bool:
        """Return whether it is on a date."""
        return day in self.dates or f"{day:%m-%d}" in self.yearly or self._by_week(day)

    def _by_week(self, day: datetime.date) -> bool:
        names = [WEEKDAYS.index(name) for name in self.weekdays]
        if day.weekday() not in names or day < self.since or (self.until is not None and day > self.until):
            return False
        first = self.since + datetime.timedelta(days=(day.weekday() - self.since.weekday()) % 7)
        return (day - first).days // 7 % self.every_weeks == 0


class Estate(Part):
    """New homes in an ``area``: ``homes`` of them, lived in from ``starts`` on, evenly more over ``months``.

    With ``starts`` left out all were lived in before the study. Each brings ``incidents_per_home`` a year, spread over types by
    ``mix`` (none: as the force's own) and over the hours as those types are.
    """

    title: Title
    area: Name
    homes: Annotated[Whole, Field(ge=0, le=1_000_000)]
    starts: Day | None = None
    months: Annotated[float, Field(ge=0, le=240)] = 0.0
    incidents_per_home: Annotated[float, Field(ge=0, le=20)]
    mix: Annotated[dict[Name, Weight], Field(max_length=200), Frozen] = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        found = []
        if self.mix and not any(self.mix.values()):
            found.append(Problem("mix", "weights that are all 0", "at least one weight above 0", "mix={}"))
        if self.starts is None and self.months:
            found.append(Problem("months", f"{self.months:g}, of an estate without a first day",
                                 "the date the first home is lived in", "starts=2026-04-01, or months=0"))  # fmt: skip
        refuse(found)
        return self

    def lived_in(self, day: datetime.date) -> float:
        """Return the share of the homes that is lived in on a date."""
        if self.starts is None:
            return 1.0
        days, full = (day - self.starts).days, self.months * DAYS_PER_YEAR / 12
        return 0.0 if days < 0 else 1.0 if days >= full else (days + 1) / (full + 1)


class Change(Part):
    """What changes demand. ``seasons`` are relative by month, January first, on top of ``demand.monthly``, for each type named;
    ``bank_holidays`` factors by type on bank holidays; ``partners`` the seasons of services' own work.
    """

    on: bool = False
    trend: Trend = Field(default_factory=Trend)
    seasons: Annotated[dict[Name, Months], Field(max_length=200), Frozen] = Field(default_factory=dict, validate_default=True)
    bank_holidays: Annotated[dict[Name, Annotated[float, Field(ge=0, le=20)]], Field(max_length=200), Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    partners: Annotated[dict[Name, Months], Field(max_length=100), Frozen] = Field(default_factory=dict, validate_default=True)
    events: Annotated[dict[Name, Event], Field(max_length=200), Frozen] = Field(default_factory=dict, validate_default=True)
    estates: Annotated[dict[Name, Estate], Field(max_length=200), Frozen] = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="after")
    def _something(self) -> Self:
        found = [
            Problem(f"{part}.{name}", "a year of zeros", "at least one month above 0", "write 1 for every month")
            for part, table in (("seasons", self.seasons), ("partners", self.partners))
            for name, months in table.items() if not any(months)
        ]  # fmt: skip
        both = [name for name in self.estates if name in self.events]
        if both:
            found.append(Problem(f"estates.{both[0]}", "an estate called like an event", "a name of its own",
                                 f"call it {both[0]}_estate"))  # fmt: skip
        known = (self.trend.moves, self.seasons, self.bank_holidays, self.partners, self.events, self.estates)
        if self.on and not any(known):
            found.append(Problem("on", "true, and nothing changes", "growth, a season, an event or an estate",
                                 "change=county, or change=none"))  # fmt: skip
        refuse(found)
        return self


def _types(change: Change, demand: Demand) -> Iterable[Problem]:
    if not change.on:
        return
    named: dict[str, Iterable[str]] = {"trend.types": change.trend.types, "seasons": change.seasons,
                                       "bank_holidays": change.bank_holidays}  # fmt: skip
    named |= {f"events.{name}.adds": event.adds for name, event in change.events.items()}
    named |= {f"estates.{name}.mix": estate.mix for name, estate in change.estates.items()}
    for part, names in named.items():
        yield from types_there_are(f"change.{part}", names, demand)


def _areas(change: Change, force: Force) -> Iterable[Problem]:
    if not change.on:
        return
    known = f"the force's areas: {', '.join(force.areas)}"
    for name, event in change.events.items():
        strangers = [area for area in event.areas if area not in force.areas]
        if strangers:
            yield Problem(f"change.events.{name}.areas", f"no such area: {some(strangers)}", known,
                          f"change.events.{name}.areas=[]")  # fmt: skip
    for name, estate in change.estates.items():
        if estate.area not in force.areas:
            yield Problem(f"change.estates.{name}.area", f"no such area: {estate.area}", known,
                          f"change.estates.{name}.area={next(iter(force.areas))}")  # fmt: skip


def _services(change: Change, partners: Partners) -> Iterable[Problem]:
    if change.on and partners.on:
        strangers = [name for name in change.partners if name not in partners.services]
        if strangers:
            yield Problem(f"change.partners.{strangers[0]}", f"no such service: {some(strangers)}",
                          f"the services under partners.services: {', '.join(partners.services)}",
                          f"~change.partners.{strangers[0]}")  # fmt: skip


def _not_without_end(change: Change, run: Run) -> Iterable[Problem]:
    if not change.on:
        return
    years = change.trend.years(run.start + datetime.timedelta(days=run.days))
    fastest = max((change.trend.others, *change.trend.types.values()))
    if (1 + fastest) ** years > MOST_TIMES:
        yield Problem("change.trend", f"growth by {fastest:.0%} a year over {years:.1f} years",
                      f"at most {MOST_TIMES:g} times as much by the end of the run",
                      "less growth, a later change.trend.from, or fewer change.trend.years_on")  # fmt: skip


CHANGE_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("change", "demand"), _types),
    (("change", "force"), _areas),
    (("change", "partners"), _services),
    (("change", "run"), _not_without_end),
)
