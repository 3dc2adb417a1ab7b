"""What an establishment has on duty: staffing and abstraction."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from sim.scenario.leave import Entitlement
from sim.scenario.roles import CONSTABLES, lines_of, posts_changed, written_wrong
from sim.scenario.values import Frozen, FrozenDict, Name, Part, Positive, Problem, Weight, WholeKeys, refuse

Share = Annotated[float, Field(ge=0, le=0.95)]
Years = Annotated[int, Field(ge=0, le=60)]
Pounds = Annotated[float, Field(ge=0, le=1_000_000)]


def _frozen_bands(by_role: dict[str, Any]) -> FrozenDict:
    """Freeze changes by role; the years of a table are whole numbers, whatever they were written as."""

    def year(key: Any) -> Any:
        return int(key) if isinstance(key, str) and key.isdigit() else key

    def plain(change: Any) -> Any:
        return int(change) if isinstance(change, float) and change.is_integer() else change

    def whole(change: Any) -> Any:
        bands = isinstance(change, Mapping)
        return FrozenDict({year(key): plain(each) for key, each in change.items()}) if bands else plain(change)

    return FrozenDict({role: whole(change) for role, change in by_role.items()})


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

    ``by_role``: posts cut (-12, "-10%") or added (5, "5%") by role, after that: constables (or a table of them by the first year
    of a band of service), sergeants, investigators (or a team's name), call_takers, desk, or a pool's name.
    ``cost``: pounds a year for a post of each; investigators' is that of teams not named. A post of the control room is
    ``control_room_h`` hours a week on duty.
    """

    cut: Share = 0.0
    uplift: Annotated[float, Field(ge=0, le=1)] = 0.0
    who_goes: Literal["by_chance", "newest", "longest_serving"] = "by_chance"
    who_comes: Literal["officers", "students"] = "officers"
    service: Service = Field(default_factory=Service)
    by_role: Annotated[dict[Name, Any], AfterValidator(_frozen_bands)] = Field(default_factory=dict, validate_default=True)
    cost: Annotated[dict[Name, Pounds], Frozen] = Field(default_factory=dict, validate_default=True)
    control_room_h: Annotated[Positive, Field(le=60)] = 30.0

    @model_validator(mode="after")
    def _changes(self) -> Self:
        refuse(written_wrong(self.by_role, self.service.officers))
        return self

    def posts(self, establishment: int) -> int:
        """Return the officers' posts that ``cut`` and ``uplift`` leave."""
        return establishment - _heads(establishment, self.cut) + _heads(establishment, self.uplift)

    def about(self, establishment: int) -> float:
        """Return about how many officers' posts there are once constables are cut or added too, as a share of all."""
        posts, total = self.posts(establishment), sum(self.service.officers.values())
        for band, change in lines_of(self.by_role.get(CONSTABLES, 0)):
            in_band = posts if band is None else round(posts * self.service.officers[band] / total)
            posts += max(-in_band, posts_changed(change, in_band))
        return max(0, posts) / establishment if establishment else 0.0


def _heads(officers: int, share: float) -> int:
    return math.floor(officers * share + 0.5 + 1e-9)


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
