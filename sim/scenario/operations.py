"""Operations: how the dispatcher answers, who comes first, and what happens when there are too few crews."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.cut_short import CutShort
from sim.scenario.values import Minutes, Part, Positive, Probability, Problem, Row, Whole, refuse

Grades = Annotated[Whole, Field(ge=0, le=9)]  # so many of the highest
Crews = Annotated[Whole, Field(ge=0, le=100)]
Stage = Literal["travelling", "on_scene", "clearing"]


class Dispatch(Part):
    """Who comes first, and whether crews go one by one.

    ``order``: strict (grade, then time), ageing (waiting ``ageing_min`` weighs as much as a grade) or earliest_target
    (whose target runs out first). ``staged``: crews are sent as they come free instead of together, and those there
    begin ``begin_anyway_min`` after the first of them at the latest.
    """

    order: Literal["strict", "ageing", "earliest_target"] = "strict"
    ageing_min: Annotated[Positive, Field(le=527_040)] = 60.0
    staged: bool = False
    begin_anyway_min: Minutes = 20.0


class Surplus(Part):
    """Crews beyond an incident's minimum leave after this share of the time at the scene, or when a partner is waited for."""

    on: bool = False
    after_share: Probability = 0.5


class Reserve(Part):
    """For all but the ``grades`` highest grades an area keeps ``crews`` free crews back."""

    crews: Crews = 0
    grades: Annotated[Grades, Field(ge=1)] = 1


class Preemption(Part):
    """The ``grades`` highest grades may take crews from lower ones of their area that are in one of the stages ``from``."""

    grades: Grades = 0
    from_: Annotated[tuple[Stage, ...], Row, Field(alias="from")] = ("travelling", "on_scene")

    @model_validator(mode="after")
    def _some_stage(self) -> Self:
        if self.grades and not self.from_:
            refuse(
                [
                    Problem(
                        "from",
                        f"no stage to take crews from, for {self.grades} of the highest grades",
                        "one or more of travelling, on_scene, clearing",
                        "operations.preemption.from=[travelling, on_scene], or operations.preemption.grades=0",
                    )
                ]
            )
        return self


class Help(Part):
    """Incidents of the ``grades`` highest grades that waited ``after_min`` get crews of neighbouring areas, each of which
    keeps ``keep`` free crews for itself.
    """

    on: bool = False
    grades: Annotated[Grades, Field(ge=1)] = 1
    after_min: Minutes = 0.0
    keep: Crews = 1


class Thinning(Part):
    """Journeys lengthen as free crews thin out (the square-root law), ``most`` times at most."""

    on: bool = False
    most: Annotated[float, Field(ge=1, le=10)] = 2.0


class Regrading(Part):
    """Incidents that rise by a grade while nobody was sent: by their grade's ``promote_after_min``, by new information."""

    promotion: bool = False
    new_information: bool = False


class Operations(Part):
    """Dispatch habits. Crews within ``wind_down_min`` of the end of tour take only the first ``wind_down_grades``
    grades.

    ``tour_end``: officers finish their work (hold_over), stay until a crew of the next tour relieves them (hand_over), or park
    it and go home on time (hand_back); for the ``tour_end_stays`` highest grades they finish it in any case.
    ``interrupted`` work is resumed or restarted. ``patience``: callers may give up while nobody is sent. ``rekeying_min`` of
    entering again what another system holds is added to the clearing of every incident.
    """

    travel: bool
    clearing: bool
    wind_down_min: Annotated[Minutes, Field(le=720)] = 0.0
    wind_down_grades: Grades = 1
    tour_end: Literal["hold_over", "hand_back", "hand_over"] = "hold_over"
    tour_end_stays: Grades = 0
    interrupted: Literal["resume", "restart"] = "resume"
    patience: bool = False
    rekeying_min: Annotated[Minutes, Field(le=1440)] = 0.0
    dispatch: Dispatch = Field(default_factory=Dispatch)
    surplus: Surplus = Field(default_factory=Surplus)
    reserve: Reserve = Field(default_factory=Reserve)
    preemption: Preemption = Field(default_factory=Preemption)
    help: Help = Field(default_factory=Help)
    thinning: Thinning = Field(default_factory=Thinning)
    regrading: Regrading = Field(default_factory=Regrading)
    cut_short: CutShort = Field(default_factory=CutShort)
