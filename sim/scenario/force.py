"""The force: how many officers, which areas they cover, and the grades it promises to meet."""

from __future__ import annotations

import zoneinfo
from typing import Annotated, Literal

from pydantic import Field, field_validator

from sim.scenario.duration import Duration
from sim.scenario.values import Frozen, Name, Part, Positive, Title, Whole, wrong

Kind = Literal["urban", "rural"]
Subdivision = Literal["ENG", "WLS", "SCT", "NIR", "none"]  # whose bank holidays; none outside the United Kingdom


class Area(Part):
    """A place crews start from. Shares are relative to the other areas; they are normalised when used."""

    kind: Kind
    demand_share: Positive
    officer_share: Positive
    travel: Duration


class Grade(Part):
    """A promise: minutes from creation to the first officer's arrival, by kind of area."""

    title: Title
    target_min: Annotated[dict[Kind, Positive], Frozen]

    @field_validator("target_min", mode="after")
    @classmethod
    def _both_kinds(cls, value: dict[str, float]) -> dict[str, float]:
        if set(value) != {"urban", "rural"}:
            raise wrong(
                f"targets for {', '.join(value) or 'nothing'}",
                "a target for urban and one for rural",
                "give both, for example {urban: 15, rural: 20}",
            )
        return value


class Force(Part):
    """``officers`` is the establishment of response officers; ``grades`` are in order of urgency, highest first."""

    title: Title
    officers: Annotated[Whole, Field(ge=0, le=100_000)]
    time_zone: str = "Europe/London"
    subdivision: Subdivision = "ENG"
    areas: Annotated[dict[Name, Area], Field(min_length=1, max_length=200), Frozen]
    grades: Annotated[dict[Name, Grade], Field(min_length=1, max_length=9), Frozen]

    @field_validator("time_zone", mode="after")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise wrong(
                f"the time zone {value!r}", "a name from the time zone database", "write time_zone: Europe/London"
            ) from error
        return value
