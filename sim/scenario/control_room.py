"""The people of the control room: how many are employed, how often they fall sick, and what a busy room does to that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated

from pydantic import Field

from sim.scenario.duration import DurationDays, skewed_days
from sim.scenario.front_door import FrontDoor
from sim.scenario.sickness import PerYear, Sickness
from sim.scenario.values import Part, Positive, Problem, Whole


class ControlRoom(Part):
    """Sickness of those who answer calls and settle matters at the desk of ``front_door``.

    ``employed_per_place``: people employed for each one on duty, taken over the week. Rates and lengths of spells as in
    ``sickness``.
    ``gain``: in the log hazard, for a room busier than ``busy_usual`` by its own measure again; 0 cuts the loop.
    """

    on: bool
    employed_per_place: Annotated[float, Field(ge=1, le=20)] = 5.4
    short_per_year: PerYear = 0.0
    long_per_year: PerYear = 0.0
    short: DurationDays = Field(default_factory=lambda: skewed_days(3.2, 0.9))
    long: DurationDays = Field(default_factory=lambda: skewed_days(100.0, 0.8))
    long_spell_over_days: Annotated[float, Field(ge=0, le=365)] = 28.0
    gain: Annotated[float, Field(ge=-5, le=5)] = 0.0
    hazard_cap: Annotated[float, Field(ge=1, le=100)] = 5.0
    busy_usual: Annotated[float, Field(gt=0, le=1)] = 0.5
    memory_days: Annotated[Positive, Field(ge=1, le=365)] = 14.0
    history_days: Annotated[Whole, Field(ge=0, le=3650)] = 400

    @property
    def sickness(self) -> Sickness:
        """The same spells as a part of its own."""
        return Sickness(
            model="feedback", gain=self.gain, short_per_year=self.short_per_year, long_per_year=self.long_per_year,
            short=self.short, long=self.long, long_spell_over_days=self.long_spell_over_days, hazard_cap=self.hazard_cap,
            history_days=self.history_days,
        )  # fmt: skip


def _somebody_answers(room: ControlRoom, front: FrontDoor) -> Iterable[Problem]:
    if room.on and not front.on:
        yield Problem("control_room.on", "true, where nobody answers calls", "a front door",
                      "front_door=county, or control_room=none")  # fmt: skip


def _mostly_well(room: ControlRoom) -> Iterable[Problem]:
    ill = room.short_per_year * room.short.mean + room.long_per_year * room.long.mean
    if room.on and ill > 300:
        yield Problem("control_room.short_per_year", f"{ill:.0f} sick days for each person a year", "at most 300",
                      "lower control_room.short_per_year, long_per_year or the lengths of spells")  # fmt: skip


CONTROL_ROOM_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("control_room", "front_door"), _somebody_answers),
    (("control_room",), _mostly_well),
)
