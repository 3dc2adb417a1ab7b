"""What an establishment has on duty and what it is paid: staffing, abstraction and overtime rules."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.values import Minutes, Part, Problem, Whole, refuse

Share = Annotated[float, Field(ge=0, le=0.95)]


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


class Overtime(Part):
    """Casual overtime: the first minutes of the first occasions in a week go unpaid; the rest in completed units."""

    unpaid_first_min: Annotated[Minutes, Field(le=240)] = 30.0
    occasions: Annotated[Whole, Field(ge=0, le=14)] = 4
    unit_min: Annotated[float, Field(gt=0, le=240)] = 15.0
    week_starts: Annotated[Whole, Field(ge=0, le=6)] = 0
