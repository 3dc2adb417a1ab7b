"""Protected time in a tour: what it takes, when it may be had, and who may be called out of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.force import Force
from sim.scenario.roster import Roster
from sim.scenario.values import Minutes, Part, Problem, Whole, refuse

Hours = Annotated[float, Field(ge=0, le=24)]
AMOUNTS = ("minutes", "per_officer_min", "per_crime_min")


class ProtectedTime(Part):
    """``minutes`` of each tour, in one spell or several, for which a crew is spared between ``from_h`` and ``latest_h`` hours
    after the tour began, once it is free and ``keep`` others of its area are ready.

    A spell begun by ``latest_h`` is gone on with. Incidents of the ``called_out_by`` highest grades call crews out of it; what
    is missing then may be had later.
    """

    minutes: Annotated[Minutes, Field(le=720)] = 0.0
    from_h: Hours = 0.5
    latest_h: Hours = 9.0
    called_out_by: Annotated[Whole, Field(ge=0, le=9)] = 1
    keep: Annotated[Whole, Field(ge=0, le=1000)] = 1

    @property
    def amounts(self) -> dict[str, float]:
        """What it takes, by the name of the setting, in minutes."""
        return {name: getattr(self, name) for name in AMOUNTS if hasattr(self, name)}

    @property
    def on(self) -> bool:
        """Whether it takes any time."""
        return any(self.amounts.values())

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.on and self.latest_h < self.from_h:
            refuse([Problem("latest_h", f"{self.latest_h:g}, before from_h={self.from_h:g}",
                            f"at least {self.from_h:g}", f"write latest_h: {self.from_h:g}, or an earlier from_h")])  # fmt: skip
        return self


class SupervisoryWork(ProtectedTime):
    """A sergeant's own work: ``minutes`` in each tour, and ``per_officer_min`` for each officer of the team who is there and
    ``per_crime_min`` for each crime these carry, which sergeants who are there together share.
    """

    per_officer_min: Annotated[Minutes, Field(le=240)] = 0.0
    per_crime_min: Annotated[Minutes, Field(le=240)] = 0.0


def time_problems(key: str, time: ProtectedTime, roster: Roster) -> Iterable[Problem]:
    """Yield what is wrong with protected time under ``key`` in tours of ``roster``."""
    if not time.on:
        return
    set_ = next(name for name, minutes in time.amounts.items() if minutes)
    if roster.always_on:
        yield Problem(f"{key}.{set_}", f"{time.amounts[set_]:g}, with a roster that is always on",
                      "tours that begin and end", f"{key}.{set_}=0, or a roster with tours")  # fmt: skip
        return
    longest = max((shift.hours for shift in roster.shifts.values()), default=0.0) * roster.stretch
    if time.from_h >= longest > 0:
        yield Problem(f"{key}.from_h", f"{time.from_h:g}, and no tour is longer than {longest:.3g} hours",
                      "an hour within the tour", f"{key}.from_h=1")  # fmt: skip


def grade_problems(key: str, time: ProtectedTime, force: Force) -> Iterable[Problem]:
    """Yield a problem where more grades may call crews out than the force has."""
    most = len(force.grades)
    if time.on and time.called_out_by > most:
        yield Problem(f"{key}.called_out_by", f"the {time.called_out_by} highest grades", f"at most the {most} the force has",
                      f"{key}.called_out_by={most}")  # fmt: skip
