"""Casework: the crimes that incidents leave, the officers who carry them between calls, and the teams that investigate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.demand import Demand, types_there_are
from sim.scenario.duration import Duration
from sim.scenario.force import Force
from sim.scenario.protected import ProtectedTime, grade_problems, time_problems
from sim.scenario.roster import Roster
from sim.scenario.values import (
    ClockTime,
    Frozen,
    Minutes,
    Name,
    Part,
    Positive,
    Probability,
    Problem,
    Row,
    Title,
    Weight,
    Whole,
    clock_minutes,
    refuse,
    some,
)

RESPONSE = "response"  # the officer who attended carries the crime
PILE, SCREEN_OUT = "pile", "screen_out"  # what else may become of a crime above an officer's limit
Days = Annotated[Positive, Field(le=3660)]
HoursOfDay = Annotated[float, Field(ge=0, le=24)]
Limit = Annotated[Whole, Field(ge=0, le=10_000)]
DAY_MIN = 24 * 60


class CrimeKind(Part):
    """The crime that a type of incident leaves with probability ``chance`` once somebody has attended.

    ``screened_out`` is the probability that nobody investigates it, ``screened_out_when_long`` the same while the queue is
    long. ``work`` is one person's time on it; it is due ``deadline_days`` after it was left. ``to`` are weights of who has it:
    response, or a team.
    """

    chance: Probability
    screened_out: Probability = 0.0
    screened_out_when_long: Probability | None = None
    work: Duration
    deadline_days: Days
    to: Annotated[dict[Name, Weight], Field(min_length=1), Frozen]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        found = []
        if not any(self.to.values()):
            found.append(Problem("to", "no weight above 0", "somebody who has it", f"write to: {{{RESPONSE}: 1}}"))
        if self.when_long < self.screened_out:
            found.append(Problem("screened_out_when_long", f"{self.when_long:g}, below screened_out={self.screened_out:g}",
                                 "at least as much as with a short queue",
                                 f"write screened_out_when_long: {self.screened_out:g}"))  # fmt: skip
        refuse(found)
        return self

    @property
    def when_long(self) -> float:
        """The probability of being screened out while the queue is long; left out, no other than usual."""
        return self.screened_out if self.screened_out_when_long is None else self.screened_out_when_long


class Team(Part):
    """Investigators: ``hours`` at work on each weekday (Monday first) from ``begins`` on, ``productive`` of them with cases.

    Each carries ``caseload_limit`` cases at most and works on the one that is due first; the others wait in order of coming.
    What is meant for a team takes ``work_factor`` times the work of its type.
    """

    title: Title
    investigators: Annotated[Whole, Field(ge=0, le=5000)]
    hours: Annotated[tuple[HoursOfDay, ...], Field(min_length=7, max_length=7), Row] = (8.0, 8.0, 8.0, 8.0, 8.0, 0.0, 0.0)
    begins: ClockTime = "08:00"
    productive: Probability = 1.0
    caseload_limit: Annotated[Limit, Field(ge=1)] = 15
    work_factor: Annotated[float, Field(gt=0, le=1000)] = 1.0

    @model_validator(mode="after")
    def _within_the_day(self) -> Self:
        most = DAY_MIN - clock_minutes(self.begins)
        if max(self.hours) * 60 > most:
            refuse([Problem("hours", f"{max(self.hours):g} hours from {self.begins} on", "a day that ends by midnight",
                            f"at most {most / 60:g} hours, or an earlier begins")])  # fmt: skip
        return self


class Casework(Part):
    """Crimes left to be investigated.

    A free officer is at the desk after ``settle_in_min``, on the crime due first. Who carries ``caseload_limit`` (0: any
    number) is given no more: the next goes to ``above_limit``, which is pile (whoever of the area carries fewest has it at the
    hour of bookkeeping), screen_out, or a team. With ``screen_when_waiting`` incidents waiting in the area the queue is long
    (0: it never is). A crime not worked on for ``neglected_days`` is neglected. In the protected time of ``desk`` who carries
    crimes works on them and is called away for little.
    """

    on: bool
    settle_in_min: Annotated[Minutes, Field(le=720)] = 0.0
    caseload_limit: Limit = 0
    above_limit: Name = PILE
    screen_when_waiting: Limit = 0
    neglected_days: Days = 14.0
    desk: ProtectedTime = Field(default_factory=ProtectedTime)
    crimes: Annotated[dict[Name, CrimeKind], Field(max_length=200), Frozen] = Field(default_factory=dict, validate_default=True)
    teams: Annotated[dict[Name, Team], Field(max_length=50), Frozen] = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.on:
            refuse([*self._names(), *self._something_to_do()])
        return self

    def _names(self) -> Iterable[Problem]:
        for name in (RESPONSE, PILE, SCREEN_OUT):
            if name in self.teams:
                yield Problem(f"teams.{name}", f"a team called {name}", "any other name", f"call it {name}_team")
        places = (PILE, SCREEN_OUT, *self.teams)
        if self.above_limit not in places:
            yield Problem("above_limit", repr(self.above_limit), f"one of {', '.join(places)}", f"casework.above_limit={PILE}")
        who = (RESPONSE, *self.teams)
        for crime, kind in self.crimes.items():
            strangers = [name for name in kind.to if name not in who]
            if strangers:
                yield Problem(f"crimes.{crime}.to", some(strangers), f"some of {', '.join(who)}",
                              f"add casework.teams.{strangers[0]}, or give its share to {RESPONSE}")  # fmt: skip

    def _something_to_do(self) -> Iterable[Problem]:
        if not any(kind.chance > 0 for kind in self.crimes.values()):
            yield Problem("on", "true, and no type of incident leaves a crime", "a chance above 0 for one of them",
                          "casework=county, or casework=none")  # fmt: skip
        differs = any(kind.when_long > kind.screened_out for kind in self.crimes.values())
        if self.screen_when_waiting and not differs:
            yield Problem("screen_when_waiting", f"{self.screen_when_waiting}, and no crime is screened out more often then",
                          "screened_out_when_long above screened_out for one of them",
                          "casework.screen_when_waiting=0")  # fmt: skip
        carried = any(kind.chance > 0 and kind.to.get(RESPONSE, 0) > 0 for kind in self.crimes.values())
        if self.desk.on and not carried:
            yield Problem("desk.minutes", f"{self.desk.minutes:g}, and officers carry no crime",
                          f"a crime of which {RESPONSE} has a share", "casework.desk.minutes=0")  # fmt: skip


def _types_there_are(casework: Casework, demand: Demand) -> Iterable[Problem]:
    return types_there_are("casework.crimes", casework.crimes, demand) if casework.on else ()


def _desk_time_in_tours(casework: Casework, roster: Roster) -> Iterable[Problem]:
    return time_problems("casework.desk", casework.desk, roster) if casework.on else ()


def _grades_that_call_out(casework: Casework, force: Force) -> Iterable[Problem]:
    return grade_problems("casework.desk", casework.desk, force) if casework.on else ()


CASEWORK_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("casework", "demand"), _types_there_are),
    (("casework", "roster"), _desk_time_in_tours),
    (("casework", "force"), _grades_that_call_out),
)
