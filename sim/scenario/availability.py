"""Availability: posts nobody holds, officers who hold one and cannot be deployed, and those who work part of the tours."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.roster import Roster
from sim.scenario.roster_variants import Weekday
from sim.scenario.values import ClockTime, Frozen, Name, Part, Positive, Problem, Row, Title, refuse

Share = Annotated[float, Field(ge=0, le=0.95)]
# What else takes officers out of the cascade has a name of its own there.
TAKEN = ("vacant", "part_time", "adjusted_hours", "student", "leave", "training", "court", "sick", "repaying", "in_lieu",
         "rest_day_back", "resting", "briefing", "meal_break", "custody_drive", "custody_suite", "case_file", "watch", "systems",
         "supervision", "desk", "recuperating", "restricted_duty", "left", "severance",
         "in_training", "career_break", "enquiry", "public_order", "event")


class Reason(Part):
    """Why officers on strength cannot be deployed in response; ``share`` of the officers on strength."""

    title: Title
    share: Share


class PartTime(Part):
    """A ``share`` of the officers who can be deployed works the share ``works`` of the tours; the rest are rest days."""

    share: Share = 0.0
    works: Annotated[float, Field(gt=0, le=1)] = 0.6


class AdjustedHours(Part):
    """A ``share`` of the officers who can be deployed, no part-timers, work their tours from ``start`` for ``hours`` at most;
    those of the roster that begin on other days than ``weekdays`` are rest days.
    """

    share: Share = 0.0
    start: ClockTime = "09:15"
    hours: Annotated[Positive, Field(le=12)] = 5.5
    weekdays: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7), Row] = ("mon", "tue", "wed", "thu", "fri")

    def share_of(self, roster: Roster) -> float:
        """Return about which share of a roster's hours such an officer works: leave is reckoned by it."""
        if roster.always_on or not roster.cycle:
            return 1.0
        tour_h = roster.pattern_hours_per_week * len(roster.cycle) / 7 / roster.tours_per_cycle
        return min(1.0, self.hours / tour_h) * len(self.weekdays) / 7


class Availability(Part):
    """From the establishment to those who can be rostered.

    ``vacancies``: share of the posts that nobody holds, evenly over areas and teams. ``not_deployable``: reasons for which
    officers who are paid work no tours in response; of two that meet in one officer the first named counts.
    """

    on: bool
    vacancies: Share = 0.0
    not_deployable: Annotated[dict[Name, Reason], Frozen] = Field(default_factory=dict, validate_default=True)
    part_time: PartTime = Field(default_factory=PartTime)
    adjusted_hours: AdjustedHours = Field(default_factory=AdjustedHours)

    @model_validator(mode="after")
    def _somebody_left(self) -> Self:
        total = sum(reason.share for reason in self.not_deployable.values())
        largest = max(self.not_deployable, key=lambda name: self.not_deployable[name].share, default="")
        found = [
            Problem(f"not_deployable.{name}", f"a reason called {name}", "a name the cascade does not use itself",
                    f"call it {name}_duty")
            for name in self.not_deployable if name in TAKEN
        ]
        if total > 0.95:
            found.append(Problem("not_deployable", f"shares that sum to {total:g}", "a sum of at most 0.95",
                                 f"lower availability.not_deployable.{largest}.share or others"))
        part_timers = self.part_time.share and self.part_time.works < 1
        if self.on and not (self.vacancies or total or self.adjusted_hours.share or part_timers):
            found.append(Problem("on", "true, but there are no vacancies, no reasons and no part-timers",
                                 "something it can work on", "availability.vacancies=0.03, or availability=none"))
        refuse(found)
        return self
