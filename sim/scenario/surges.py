"""Surges that take officers from their teams for days or weeks: a murder enquiry, public order, a major event."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from math import ceil, floor
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.capacity import Staffing
from sim.scenario.casework import Casework
from sim.scenario.force import Force
from sim.scenario.roster import Roster
from sim.scenario.run import Run
from sim.scenario.supervision import Supervision
from sim.scenario.values import (
    ClockTime,
    Day,
    Frozen,
    Name,
    Part,
    Probability,
    Problem,
    Row,
    Title,
    Whole,
    WholeKeys,
    refuse,
    some,
)

Length = Annotated[Whole, Field(ge=1, le=3660)]
Heads = Annotated[Whole, Field(ge=0, le=5000)]


class Between(Part):
    """Only tours on duty at some time from ``start`` to ``end`` (of the next day where it is no later) are asked for officers."""

    start: ClockTime
    end: ClockTime


class Surge(Part):
    """One surge, of ``days`` from the date ``starts``, or from the ``on_day``-th measured day.

    ``takes`` detached: ``officers`` leave their teams for all of it and miss every tour that they would have worked; each_day:
    so many of those whose tour begins on a day are taken on each. From the days (after the first) in ``tapers`` on only a share
    of them is. It comes again every ``again_after_days``, ``times`` in all. ``areas`` and ``teams`` (1 for the first) it is
    taken from, evenly: none named, all. ``investigators`` are taken from teams of investigators besides.

    ``leaves_out`` names of whom nobody goes: students, who are not yet independent; sergeants; constables, who are all that are
    no sergeants. ``sergeants`` is the share of its officers who are sergeants; null: they go as it falls, like anybody.
    """

    title: Title
    reason: Literal["enquiry", "public_order", "event"]
    starts: Day | None = None
    on_day: Annotated[Whole, Field(ge=1, le=3660)] = 1
    days: Length
    again_after_days: Annotated[Whole, Field(ge=0, le=3660)] = 0
    times: Annotated[Whole, Field(ge=1, le=1000)] = 1
    officers: Heads
    takes: Literal["detached", "each_day"] = "detached"
    between: Between | None = None
    tapers: Annotated[dict[Length, Probability], Field(max_length=100), WholeKeys, Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    areas: Annotated[tuple[Name, ...], Row] = ()
    teams: Annotated[tuple[Annotated[Whole, Field(ge=1, le=100)], ...], Row] = ()
    leaves_out: Annotated[tuple[Literal["students", "sergeants", "constables"], ...], Row] = ()
    sergeants: Probability | None = None
    investigators: Annotated[dict[Name, Heads], Field(max_length=50), Frozen] = Field(
        default_factory=dict, validate_default=True
    )

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        found = []
        late = [day for day in self.tapers if day >= self.days]
        if late:
            found.append(Problem(f"tapers.{late[0]}", f"from day {late[0]} on, of a surge of {self.days} days",
                                 f"1 to {self.days - 1}", f"days={late[0] + 1}, or ~tapers.{late[0]}"))  # fmt: skip
        if self.times > 1 and self.again_after_days < self.days:
            found.append(Problem("again_after_days", f"{self.again_after_days}, of a surge of {self.days} days that comes "
                                 f"{self.times} times", f"at least {self.days}", f"again_after_days={self.days}"))  # fmt: skip
        if self.between is not None and self.takes == "detached":
            found.append(Problem("between", "given, where officers are detached", "takes: each_day, or null",
                                 "takes=each_day, or between=null"))  # fmt: skip
        found += self._nobody_left()
        refuse(found)
        return self

    def _nobody_left(self) -> Iterable[Problem]:
        left_out, share = set(self.leaves_out), self.sergeants
        if {"sergeants", "constables"} <= left_out:
            yield Problem("leaves_out", "sergeants and constables, which is everybody", "somebody left to take",
                          "leaves_out=[students]")  # fmt: skip
        elif "sergeants" in left_out and share:
            yield Problem("sergeants", f"{share:g}, where sergeants are left out", "null, or sergeants among those taken",
                          "sergeants=null, or leaves_out=[]")  # fmt: skip
        elif "constables" in left_out and share is not None and share < 1:
            yield Problem("sergeants", f"{share:g}, where constables are left out", "null: all whom it takes are sergeants",
                          "sergeants=null, or leaves_out=[]")  # fmt: skip

    @property
    def sergeants_only(self) -> bool:
        """Whether all it takes are sergeants."""
        return "constables" in self.leaves_out or self.sergeants == 1

    def sergeants_of(self, officers: int) -> int:
        """Return how many of so many officers taken are sergeants, where their share is set; a half is rounded up."""
        return floor(officers * (self.sergeants or 0.0) + 0.5 + 1e-9)

    def first_days(self, measured_from: date) -> list[date]:
        """Return the first date of each time it comes; ``measured_from`` is the first measured date."""
        first = self.starts or measured_from + timedelta(days=self.on_day - 1)
        return [first + timedelta(days=self.again_after_days * time) for time in range(self.times)]

    def share_on(self, day: int) -> float:
        """Return the share of its officers it takes on a day, 0 for the first."""
        return next((self.tapers[since] for since in sorted(self.tapers, reverse=True) if day >= since), 1.0)


class Surges(Part):
    """Surges by name, in the order in which they take officers: the later ones take from those who are left."""

    on: bool = False
    list: Annotated[dict[Name, Surge], Field(max_length=100), Frozen] = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.on and not self.list:
            refuse([Problem("list", "none, with surges on", "at least one surge", "surges=murder_enquiry, or surges=none")])
        return self


def _places(surges: Surges, force: Force) -> Iterable[Problem]:
    for name, surge in _on(surges):
        strangers = [area for area in surge.areas if area not in force.areas]
        if strangers:
            yield Problem(f"surges.list.{name}.areas", f"no such area: {some(strangers)}",
                          f"the force's areas: {', '.join(force.areas)}", f"surges.list.{name}.areas=[]")  # fmt: skip


def _teams(surges: Surges, roster: Roster) -> Iterable[Problem]:
    if surges.on and roster.always_on:
        yield Problem("surges.on", "true, with a roster that is always on", "tours to be taken from",
                      "surges=none, or a roster with tours")  # fmt: skip
        return
    for name, surge in _on(surges):
        beyond = [team for team in surge.teams if team > roster.teams]
        if beyond:
            yield Problem(f"surges.list.{name}.teams", f"team {beyond[0]}, where the roster has {roster.teams}",
                          f"1 to {roster.teams}", f"surges.list.{name}.teams=[]")  # fmt: skip


def _investigators(surges: Surges, casework: Casework) -> Iterable[Problem]:
    for name, surge in _on(surges):
        for team, heads in surge.investigators.items():
            key = f"surges.list.{name}.investigators.{team}"
            if not casework.on:
                yield Problem(key, f"{heads}, without casework", "teams of investigators to take them from",
                              f"casework=county, or ~{key}")  # fmt: skip
            elif team not in casework.teams:
                yield Problem(key, f"no such team: {team}", f"teams of casework: {some(list(casework.teams))}", f"~{key}")
            elif heads > casework.teams[team].investigators:
                most = casework.teams[team].investigators
                yield Problem(key, f"{heads}, of {most} investigators", f"at most {most}", f"{key}={most}")


def _ranks(surges: Surges, supervision: Supervision, staffing: Staffing, force: Force, roster: Roster) -> Iterable[Problem]:
    """There are sergeants, and as many as it takes."""
    for name, surge in _on(surges):
        key = f"surges.list.{name}"
        wanted = surge.officers if surge.sergeants_only else surge.sergeants_of(surge.officers)
        if not supervision.on:
            if surge.sergeants_only or surge.sergeants:
                named = "leaves_out" if "constables" in surge.leaves_out else "sergeants"
                yield Problem(f"{key}.{named}", "sergeants to be taken, and nobody is one", "sergeants",
                              f"supervision=county, or {key}.{named}={'[]' if named == 'leaves_out' else 'null'}")  # fmt: skip
            continue
        there = _sergeants_at_most(surge, supervision, staffing.posts(force.officers), force, roster)
        if wanted > there:
            yield Problem(f"{key}.officers", f"{wanted} sergeants wanted, of at most {there} where it takes them from",
                          f"at most {there} sergeants",
                          f"fewer {key}.officers, a smaller {key}.sergeants, or more areas and teams")  # fmt: skip


def _sergeants_at_most(surge: Surge, supervision: Supervision, officers: int, force: Force, roster: Roster) -> int:
    teams, whole = max(1, roster.teams), sum(area.officer_share for area in force.areas.values())
    sizes = (ceil(officers * area.officer_share / whole / teams) for name, area in force.areas.items()
             if name in (surge.areas or force.areas))  # fmt: skip
    return (len(surge.teams) or teams) * sum(min(size, supervision.sergeants_of(size)) for size in sizes)


def _within_the_run(surges: Surges, run: Run) -> Iterable[Problem]:
    if not surges.on or not surges.list:
        return
    first, last = run.start - timedelta(days=run.warmup_days), run.start + timedelta(days=run.days)
    seen = [begin < last and begin + timedelta(days=surge.days) > first
            for surge in surges.list.values() for begin in surge.first_days(run.start)]  # fmt: skip
    if not any(seen):
        name = next(iter(surges.list))
        yield Problem("surges.list", f"no surge between {first} and {last}, which is all that is simulated",
                      "a surge within the run", f"surges.list.{name}.starts={run.start}, or surges=none")  # fmt: skip


def _on(surges: Surges) -> Iterable[tuple[str, Surge]]:
    return surges.list.items() if surges.on else ()


SURGE_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("surges", "force"), _places),
    (("surges", "roster"), _teams),
    (("surges", "casework"), _investigators),
    (("surges", "supervision", "staffing", "force", "roster"), _ranks),
    (("surges", "run"), _within_the_run),
)
