"""The tour of duty: the briefing it begins with, and the meal break."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.force import Force
from sim.scenario.roster import Roster
from sim.scenario.values import Frozen, Minutes, Part, Probability, Problem, Whole, refuse

Grades = Annotated[Whole, Field(ge=0, le=9)]
TourHours = Annotated[Whole, Field(ge=0, le=24)]


class Briefing(Part):
    """Crews are briefed for the first ``minutes`` of a tour; the ``called_out_by`` highest grades do not wait for it."""

    minutes: Annotated[Minutes, Field(le=240)] = 0.0
    called_out_by: Grades = 0


class MealBreak(Part):
    """One meal break in every tour; ``minutes`` by the length of the tour: {0: 30, 6: 35} is 30 minutes, from 6 hours on 35.

    It is due when ``from_share`` of the tour is over and begins as soon as the crew is free and ``keep`` others in its area are
    ready; not begun at ``until_share`` of the tour it is missed. Incidents of the ``called_out_by`` highest grades may break it
    off (0: protected); from the share ``counts_from`` on it counts as had, with less it is taken again while there is time.
    """

    on: bool = False
    minutes: Annotated[dict[TourHours, Annotated[Minutes, Field(le=240)]], Frozen] = Field(
        default_factory=dict, validate_default=True
    )
    from_share: Probability = 0.3
    until_share: Probability = 0.7
    keep: Annotated[Whole, Field(ge=0, le=1000)] = 1
    called_out_by: Grades = 0
    counts_from: Probability = 0.5

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        found = []
        if self.on and 0 not in self.minutes:
            found.append(Problem("minutes", "no length for the shortest tours", "an entry for tours from 0 hours on",
                                 "tour.meal_break.minutes={0: 30, 6: 45, 10: 60}"))  # fmt: skip
        if self.on and self.from_share > self.until_share:
            found.append(Problem("from_share", f"{self.from_share:g}, after until_share={self.until_share:g}",
                                 f"at most {self.until_share:g}",
                                 f"tour.meal_break.from_share={self.until_share:g}"))  # fmt: skip
        refuse(found)
        return self


class Tour(Part):
    """What takes a tour's time besides incidents."""

    briefing: Briefing = Field(default_factory=Briefing)
    meal_break: MealBreak = Field(default_factory=MealBreak)


def _breaks_need_tours(tour: Tour, roster: Roster) -> Iterable[Problem]:
    if roster.always_on and tour.meal_break.on:
        yield Problem("tour.meal_break.on", "true, with a roster that is always on", "tours that begin and end",
                      "tour.meal_break.on=false, or a roster with tours")  # fmt: skip
    if roster.always_on and tour.briefing.minutes > 0:
        yield Problem("tour.briefing.minutes", f"{tour.briefing.minutes:g}, with a roster that is always on",
                      "tours that begin and end", "tour.briefing.minutes=0, or a roster with tours")  # fmt: skip


def _grades_that_call_out(tour: Tour, force: Force) -> Iterable[Problem]:
    most = len(force.grades)
    for name, grades in (("briefing", tour.briefing.called_out_by), ("meal_break", tour.meal_break.called_out_by)):
        if grades > most:
            yield Problem(f"tour.{name}.called_out_by", f"the {grades} highest grades", f"at most the {most} the force has",
                          f"tour.{name}.called_out_by={most}")  # fmt: skip


TOUR_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("tour", "roster"), _breaks_need_tours),
    (("tour", "force"), _grades_that_call_out),
)
