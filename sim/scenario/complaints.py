"""Complaints about officers: how often attending brings one, how long it stays open, and the work it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.demand import Demand, types_there_are
from sim.scenario.duration import DurationDays, skewed_days
from sim.scenario.protected import ProtectedTime, time_problems
from sim.scenario.roster import Roster
from sim.scenario.supervision import Supervision
from sim.scenario.values import Frozen, Name, Part, Positive, Problem, Whole, refuse

Times = Annotated[float, Field(ge=1, le=20)]
PerThousand = Annotated[float, Field(ge=0, le=1000)]


class Handling(Part):
    """What looking into one complaint takes: hours of a sergeant of the area, and of the officer whom it is about (the statement,
    the interview), had as supervisory work is, ``most_in_tour_min`` in each tour at most.
    """

    sergeant_h: Annotated[float, Field(ge=0, le=1000)] = 0.0
    officer_h: Annotated[float, Field(ge=0, le=1000)] = 0.0
    most_in_tour_min: Annotated[Positive, Field(le=720)] = 60.0


class Complaints(Part):
    """Of 1 000 incidents attended ``per_1000_attended`` bring a complaint about one officer who was there, or what ``by_type``
    says for a type; ``late_times`` as many where the first officer came after the target, ``rushed_times`` as many where the work
    was cut short, broken off or not written up. It is ``open`` from that day on. ``history_days`` are lived through before the
    simulated days.
    """

    on: bool
    per_1000_attended: PerThousand = 1.0
    by_type: Annotated[dict[Name, PerThousand], Field(max_length=200), Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    open: DurationDays = Field(default_factory=lambda: skewed_days(90.0, 0.8))
    late_times: Times = 1.0
    rushed_times: Times = 1.0
    handling: Handling = Field(default_factory=Handling)
    history_days: Annotated[Whole, Field(ge=0, le=3650)] = 400

    @model_validator(mode="after")
    def _somebody_complains(self) -> Self:
        if self.on and not self.per_1000_attended and not any(self.by_type.values()):
            refuse([Problem("on", "true, and nobody complains", "per_1000_attended above 0",
                            "complaints=county, or complaints=none")])  # fmt: skip
        return self

    @property
    def is_work(self) -> bool:
        """Whether a complaint takes anybody's time."""
        return self.on and self.handling.sergeant_h + self.handling.officer_h > 0

    def chance_of(self, name: str) -> float:
        """Return the chance that attending an incident of a type brings a complaint."""
        return self.by_type.get(name, self.per_1000_attended) / 1000


def _types_there_are(complaints: Complaints, demand: Demand) -> Iterable[Problem]:
    return types_there_are("complaints.by_type", complaints.by_type, demand) if complaints.on else ()


def _somebody_looks_into_them(complaints: Complaints, supervision: Supervision) -> Iterable[Problem]:
    if complaints.is_work and complaints.handling.sergeant_h and not supervision.on:
        yield Problem("complaints.handling.sergeant_h", f"{complaints.handling.sergeant_h:g}, and nobody is a sergeant",
                      "supervision that is on", "supervision=county, or complaints.handling.sergeant_h=0")  # fmt: skip


def _tours_to_look_into_them(complaints: Complaints, supervision: Supervision, roster: Roster) -> Iterable[Problem]:
    """It is had at the hours of the tour at which supervisory work is, whether there is any or not."""
    if not complaints.is_work:
        return
    from_h = supervision.own_work.from_h
    window = ProtectedTime(minutes=1, from_h=from_h, latest_h=24)
    for problem in time_problems("supervision.own_work", window, roster):
        if roster.always_on:
            yield Problem("complaints.handling", "work in tours, with a roster that is always on", "tours that begin and end",
                          "complaints=county, or a roster with tours")  # fmt: skip
        else:
            yield problem


COMPLAINT_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("complaints", "demand"), _types_there_are),
    (("complaints", "supervision"), _somebody_looks_into_them),
    (("complaints", "supervision", "roster"), _tours_to_look_into_them),
)
