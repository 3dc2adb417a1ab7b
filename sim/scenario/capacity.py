"""What turns an establishment into crews: crewing, staffing, abstraction, dispatch habits and overtime rules."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.values import ClockTime, Minutes, Part, Problem, Whole, refuse

Share = Annotated[float, Field(ge=0, le=0.95)]


class Crewing(Part):
    """Officers per crew; the night hours matter only to ``double_at_night`` and may pass midnight."""

    policy: Literal["single", "double", "double_at_night"]
    night_from: ClockTime = "19:00"
    night_to: ClockTime = "07:00"

    @model_validator(mode="after")
    def _night(self) -> Self:
        if self.policy == "double_at_night" and self.night_from == self.night_to:
            refuse(
                [
                    Problem(
                        "night_to",
                        f"a night from {self.night_from} to {self.night_to}",
                        "two different times",
                        "crewing.night_to=07:00, or crewing=double for the whole day",
                    )
                ]
            )
        return self


class Staffing(Part):
    """Seats removed (``cut``) or added (``uplift``) as shares of the establishment."""

    cut: Share = 0.0
    uplift: Annotated[float, Field(ge=0, le=1)] = 0.0


class Abstraction(Part):
    """Rostered tours lost to other duties, as shares of tours. Leave is drawn by whole ISO week, the others by date."""

    on: bool
    leave_weeks_share: Share = 0.0
    training_share: Share = 0.0
    court_share: Share = 0.0

    @model_validator(mode="after")
    def _room_left(self) -> Self:
        total = self.leave_weeks_share + self.training_share + self.court_share
        if total > 0.95:
            refuse(
                [
                    Problem(
                        "leave_weeks_share",
                        f"shares that sum to {total:g}",
                        "a sum of at most 0.95",
                        "lower abstraction.leave_weeks_share, training_share or court_share",
                    )
                ]
            )
        return self


class Operations(Part):
    """Dispatch habits. Crews within ``wind_down_min`` of the end of tour take only the first ``wind_down_grades``
    grades.
    """

    travel: bool
    clearing: bool
    wind_down_min: Annotated[Minutes, Field(le=720)] = 0.0
    wind_down_grades: Annotated[Whole, Field(ge=0, le=9)] = 1


class Overtime(Part):
    """Casual overtime: the first minutes of the first occasions in a week go unpaid; the rest in completed units."""

    unpaid_first_min: Annotated[Minutes, Field(le=240)] = 30.0
    occasions: Annotated[Whole, Field(ge=0, le=14)] = 4
    unit_min: Annotated[float, Field(gt=0, le=240)] = 15.0
    week_starts: Annotated[Whole, Field(ge=0, le=6)] = 0
