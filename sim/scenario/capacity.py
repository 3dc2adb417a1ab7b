"""What an establishment has on duty: staffing and abstraction."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.leave import Entitlement
from sim.scenario.values import Frozen, Part, Positive, Problem, Weight, WholeKeys, refuse

Share = Annotated[float, Field(ge=0, le=0.95)]
Years = Annotated[int, Field(ge=0, le=60)]


class Service(Part):
    """Years of service in the establishment: how many officers have come so far, by the years from which a band begins.

    ``officers`` are relative numbers; within a band, and up to ``longest_years`` in the last, service is spread evenly.
    """

    officers: Annotated[dict[Years, Weight], WholeKeys, Frozen] = Field(
        default={0: 20.0, 2: 24.0, 5: 20.0, 10: 14.0, 15: 12.0, 20: 10.0}, validate_default=True)
    longest_years: Annotated[Positive, Field(le=60)] = 30.0

    @model_validator(mode="after")
    def _bands(self) -> Self:
        found, bands = [], list(self.officers)
        if 0 not in bands or bands != sorted(bands):
            found.append(Problem("officers", f"bands from {', '.join(map(str, bands)) or 'nowhere'} years",
                                 "rising years, the first from 0", "officers: {0: 20, 2: 24, 5: 56}"))
        elif bands[-1] >= self.longest_years:
            found.append(Problem("longest_years", f"{self.longest_years:g}, where a band begins at {bands[-1]}",
                                 "more than the years at which the last band begins",
                                 f"staffing.service.longest_years={bands[-1] + 10}"))
        if bands and not sum(self.officers.values()):
            found.append(Problem("officers", "nobody in any band", "officers in one band at least", "officers: {0: 20, 2: 80}"))
        refuse(found)
        return self


class Staffing(Part):
    """Seats removed (``cut``) or added (``uplift``) as shares of the establishment.

    ``who_goes``: within an area's team a cut takes anybody, those with least service first, or those with most.
    ``who_comes``: an uplift brings officers like those there are, or students in their first year.
    """

    cut: Share = 0.0
    uplift: Annotated[float, Field(ge=0, le=1)] = 0.0
    who_goes: Literal["by_chance", "newest", "longest_serving"] = "by_chance"
    who_comes: Literal["officers", "students"] = "officers"
    service: Service = Field(default_factory=Service)


class Abstraction(Part):
    """Rostered tours lost to other duties, as shares of tours. Leave is drawn by whole ISO week, the others by date.

    With an ``entitlement`` leave is no share of tours but what officers are entitled to, ask for and are granted.
    """

    on: bool
    leave_weeks_share: Share = 0.0
    training_share: Share = 0.0
    court_share: Share = 0.0
    entitlement: Entitlement = Field(default_factory=Entitlement)

    @property
    def by_entitlement(self) -> bool:
        """Whether leave is asked for and granted."""
        return self.on and self.entitlement.on

    @model_validator(mode="after")
    def _room_left(self) -> Self:
        total, found = self.leave_weeks_share + self.training_share + self.court_share, []
        if total > 0.95:
            found.append(Problem(
                "leave_weeks_share", f"shares that sum to {total:g}", "a sum of at most 0.95",
                "lower abstraction.leave_weeks_share, training_share or court_share"))  # fmt: skip
        if self.by_entitlement and self.leave_weeks_share > 0:
            found.append(Problem(
                "leave_weeks_share", f"{self.leave_weeks_share:g}, where leave goes by entitlement", "0: leave is taken once",
                "abstraction.leave_weeks_share=0, or abstraction.entitlement.on=false"))  # fmt: skip
        refuse(found)
        return self
