"""Custody: what an arrest costs a response team after the scene."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.faults import listed, nearest
from sim.scenario.demand import Demand
from sim.scenario.duration import Duration
from sim.scenario.force import Force, Kind
from sim.scenario.values import Frozen, Name, Part, Problem, Row, Title, Week, Whole, refuse

Few = Annotated[Whole, Field(ge=1, le=6)]


def _no_time() -> Duration:
    return Duration(kind="deterministic", mean_min=0)


def _no_drive() -> dict[Kind, Duration]:
    return {"urban": _no_time(), "rural": _no_time()}


class Suite(Part):
    """One custody suite.

    It serves the ``areas`` named; with none named, those that no other suite serves. ``desks`` is how many people it can book in
    at once, by hour of week. ``background_per_hour`` is the mean number of detainees others bring, shaped by
    ``background_week`` (relative); each takes a desk for ``background_booking_in``.
    """

    title: Title
    areas: Annotated[tuple[Name, ...], Row] = ()
    desks: Week
    background_per_hour: Annotated[float, Field(ge=0, le=1000)] = 0.0
    background_week: Week = Field(default=1, validate_default=True)  # type: ignore[assignment]
    background_booking_in: Duration = Field(default_factory=_no_time)

    @model_validator(mode="after")
    def _open_some_time(self) -> Self:
        found = []
        if not any(map(any, self.desks)):
            found.append(Problem("desks", "a week without a desk", "at least one hour above 0", "write desks: 1"))
        if self.background_per_hour > 0 and not any(map(any, self.background_week)):
            found.append(Problem("background_week", "a week of zeros", "at least one hour above 0", "write background_week: 1"))
        refuse(found)
        return self


class Custody(Part):
    """Which incidents end with an arrest stands with their types (``demand.types.*.arrest``).

    ``escort`` officers drive the person to the suite (``travel``, by kind of area), wait for a desk and until ``booking_in`` is
    over; ``file_officers`` of them then build the ``file``. ``shortfall`` is the share of all desks that is missing,
    ``weekend_shortfall`` what is missing of the rest from Friday 18:00 to Monday 06:00.
    """

    on: bool
    escort: Few = 2
    file_officers: Few = 1
    shortfall: Annotated[float, Field(ge=0, le=0.95)] = 0.0
    weekend_shortfall: Annotated[float, Field(ge=0, le=0.95)] = 0.0
    travel: Annotated[dict[Kind, Duration], Frozen] = Field(default_factory=_no_drive, validate_default=True)
    booking_in: Duration = Field(default_factory=_no_time)
    file: Duration = Field(default_factory=_no_time)
    suites: Annotated[dict[Name, Suite], Field(max_length=50), Frozen] = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="after")
    def _whole_and_sound(self) -> Self:
        found = []
        if set(self.travel) != {"urban", "rural"}:
            found.append(Problem("travel", f"drives for {', '.join(self.travel) or 'nothing'}",
                                 "one for urban and one for rural areas",
                                 "give both, for example {urban: {kind: deterministic, mean_min: 20}, rural: ...}"))  # fmt: skip
        if self.file_officers > self.escort:
            found.append(Problem("file_officers", f"{self.file_officers}, with an escort of {self.escort}",
                                 f"at most the escort's {self.escort}", f"custody.file_officers={self.escort}"))  # fmt: skip
        if self.on and not self.suites:
            found.append(Problem("suites", "none, with custody switched on", "at least one suite",
                                 '"+custody.suites.central={title: Central custody, desks: 2}"'))  # fmt: skip
        refuse(found)
        return self

    def suite_of(self, area: str) -> str | None:
        """Return the name of the suite that serves an area; None where there is none."""
        named = [name for name, suite in self.suites.items() if area in suite.areas]
        others = [name for name, suite in self.suites.items() if not suite.areas]
        return next(iter(named + others), None)


def _areas_served(custody: Custody, force: Force) -> Iterable[Problem]:
    if not custody.on:
        return
    taken: dict[str, str] = {}
    for name, suite in custody.suites.items():
        for area in suite.areas:
            if area not in force.areas:
                like = nearest(area, force.areas)
                yield Problem(f"custody.suites.{name}.areas", f"the area {area!r}", f"the force's areas: {listed(force.areas)}",
                              f"write {like}" if like else f"~custody.suites.{name}, or the areas it serves")  # fmt: skip
            elif area in taken:
                yield Problem(f"custody.suites.{name}.areas", f"the area {area!r}, which {taken[area]} serves already",
                              "every area with one suite", f"take {area} out of one of the two")  # fmt: skip
            taken.setdefault(area, name)
    others = [name for name, suite in custody.suites.items() if not suite.areas]
    if len(others) > 1:
        yield Problem(f"custody.suites.{others[1]}.areas", f"none, as in {others[0]}", "one suite at most that serves all others",
                      f"name the areas of {others[1]}")  # fmt: skip
    left = [area for area in force.areas if custody.suite_of(area) is None]
    if left and custody.suites:
        first = next(iter(custody.suites))
        yield Problem("custody.suites", f"none that serves {', '.join(left)}", "a suite for every area",
                      f"add {left[0]} to custody.suites.{first}.areas, or leave them empty for all others")  # fmt: skip


def _somebody_is_arrested(custody: Custody, demand: Demand) -> Iterable[Problem]:
    if custody.on and not any(kind.arrest > 0 for kind in demand.types.values()):
        first = next(iter(demand.types))
        yield Problem("custody.on", "true, with no type of incident that ends with an arrest", "an arrest above 0 for some type",
                      f"demand.types.{first}.arrest=0.1, or custody=none")  # fmt: skip


CUSTODY_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("custody", "force"), _areas_served),
    (("custody", "demand"), _somebody_is_arrested),
)
