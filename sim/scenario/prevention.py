"""Prevention: time invested in places to which officers are called again and again, so that they are called there less."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.demand import Demand, types_there_are
from sim.scenario.front_door import FrontDoor
from sim.scenario.roster import Roster
from sim.scenario.values import Frozen, Name, Part, Positive, Probability, Problem, refuse


class Prevention(Part):
    """Every officer has ``minutes_in_tour`` of each tour for the repeat places of the area, had as supervisory work is.

    ``repeat_share`` of the incidents of a type, or what ``by_type`` says, are at such places. Time invested begins to work after
    ``lag_days`` and is spent after ``lasts_days``, on the mean; ``half_at_h`` hours at work in the whole force prevent half of
    ``most``, the highest share of incidents at these places that can be prevented; twice the hours never do twice as much.
    """

    on: bool
    minutes_in_tour: Annotated[float, Field(ge=0, le=720)] = 30.0
    repeat_share: Probability = 0.25
    by_type: Annotated[dict[Name, Probability], Field(max_length=200), Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    most: Probability = 0.4
    half_at_h: Annotated[Positive, Field(le=10_000_000)] = 10_000.0
    lag_days: Annotated[float, Field(ge=0, le=3660)] = 30.0
    lasts_days: Annotated[Positive, Field(le=36_600)] = 180.0

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if self.on and not self.minutes_in_tour:
            refuse([Problem("on", "true, and nobody has time for it", "minutes_in_tour above 0",
                            "prevention=repeat_places, or prevention=none")])  # fmt: skip
        return self

    def share_of(self, name: str) -> float:
        """Return the share of incidents of a type that are at repeat places."""
        return self.by_type.get(name, self.repeat_share)


def _types_there_are(prevention: Prevention, demand: Demand) -> Iterable[Problem]:
    return types_there_are("prevention.by_type", prevention.by_type, demand) if prevention.on else ()


def _no_calls_about_what_does_not_happen(prevention: Prevention, front: FrontDoor) -> Iterable[Problem]:
    if prevention.on and front.on:
        yield Problem("prevention.on", "true with a front door, whose calls are drawn beforehand",
                      "incidents that reach the dispatcher without a call", "front_door=none, or prevention=none")  # fmt: skip


def _tours_to_have_it_in(prevention: Prevention, roster: Roster) -> Iterable[Problem]:
    if prevention.on and roster.always_on:
        yield Problem("prevention.minutes_in_tour", f"{prevention.minutes_in_tour:g}, with a roster that is always on",
                      "tours that begin and end", "prevention=none, or a roster with tours")  # fmt: skip


PREVENTION_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("prevention", "demand"), _types_there_are),
    (("prevention", "front_door"), _no_calls_about_what_does_not_happen),
    (("prevention", "roster"), _tours_to_have_it_in),
)
