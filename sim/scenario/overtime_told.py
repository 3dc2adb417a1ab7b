"""What officers are told beforehand: planned overtime before or after a tour, and the notice of a gap by its cause."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.bids import Weekdays
from sim.scenario.values import ClockTime, Part, Problem, Whole, refuse

Hours = Annotated[float, Field(gt=0, le=12)]
Days = Annotated[Whole, Field(ge=0, le=365)]


class Notice(Part):
    """How many days before it a gap is known, by what causes it; left out, ``rest_days.notice_days`` hold.

    ``posts``: those the team lacks with nobody away. Nobody knows of sickness before: only a recall answers it.
    """

    leave: Days | None = None
    training: Days | None = None
    court: Days | None = None
    posts: Days | None = None
    surges: Days | None = None


class Peak(Part):
    """On ``weekdays``, from ``start`` to ``end``, ``officers`` more are wanted in every area; with 0 there is no such peak."""

    weekdays: Weekdays = ()
    start: ClockTime = "20:00"
    end: ClockTime = "02:00"
    officers: Annotated[Whole, Field(ge=0, le=100)] = 0


class Planned(Part):
    """Officers on duty anyway are told to stay on after their tour, or to begin before it, for ``least_h`` to ``most_h`` hours.

    They fill ``gaps`` of the plan, ``most`` for a team, and the hours of the ``peak``. Nobody's day becomes longer than
    ``longest_day_h``. Who has been given fewest hours in ``lately_days`` is asked first. With ``before_rest_days`` they are asked
    before those on a rest day; a missing officer whom somebody makes up for in part is not made up for again.
    """

    on: bool = False
    gaps: bool = True
    stay_on: bool = True
    begin_early: bool = True
    least_h: Hours = 2.0
    most_h: Hours = 4.0
    most: Annotated[Whole, Field(ge=1, le=100)] = 2
    longest_day_h: Annotated[float, Field(gt=0, le=24)] = 13.0
    lately_days: Annotated[Whole, Field(ge=1, le=365)] = 28
    before_rest_days: bool = False
    peak: Peak = Field(default_factory=Peak)

    @model_validator(mode="after")
    def _something_to_tell(self) -> Self:
        if not self.on:
            return self
        found, peak = [], self.peak
        if not self.gaps and not peak.officers:
            found.append(Problem("gaps", "false, and no peak", "gaps to fill, or hours that are wanted",
                                 "overtime.planned.gaps=true, or overtime.planned.peak.officers=1"))  # fmt: skip
        if not self.stay_on and not self.begin_early:
            found.append(Problem("stay_on", "false, and nobody begins early either", "one of the two",
                                 "overtime.planned.stay_on=true, or overtime.planned.on=false"))  # fmt: skip
        if self.least_h > self.most_h:
            found.append(Problem("least_h", f"{self.least_h:g} h, more than most_h", f"at most {self.most_h:g} h",
                                 f"overtime.planned.least_h={self.most_h:g}"))  # fmt: skip
        if peak.officers and not peak.weekdays:
            found.append(Problem("peak.weekdays", "none, with officers wanted at the peak", "the days on which they are",
                                 "overtime.planned.peak.weekdays=[fri, sat]"))  # fmt: skip
        if peak.officers and peak.start == peak.end:
            found.append(Problem("peak.end", f"{peak.end}, when the peak begins", "another time of day",
                                 "overtime.planned.peak.end='02:00'"))  # fmt: skip
        refuse(found)
        return self
