"""The force: how many officers, which areas they cover, and the grades it promises to meet."""

from __future__ import annotations

import zoneinfo
from typing import Annotated, Literal

from pydantic import Field, field_validator

from sim.scenario.duration import Duration
from sim.scenario.values import Frozen, Minutes, Name, Part, Positive, Probability, Title, Whole, wrong

Kind = Literal["urban", "rural"]
Subdivision = Literal["ENG", "WLS", "SCT", "NIR", "none"]  # whose bank holidays; none outside the United Kingdom


Targets = Annotated[dict[Kind, Positive | None], Frozen]


class Area(Part):
    """A place crews start from. Shares are relative to the other areas; they are normalised when used.

    ``travel`` is meant for ``free_usual`` free crews. ``neighbours`` may lend a hand, in the order given; the number is
    how many minutes longer their crews drive.
    """

    kind: Kind
    demand_share: Positive
    officer_share: Positive
    travel: Duration
    free_usual: Annotated[Positive, Field(le=10_000)] = 6.0
    neighbours: Annotated[dict[Name, Minutes], Frozen] = Field(default_factory=dict, validate_default=True)


class Grade(Part):
    """A promise: minutes to the first officer's arrival, by kind of area; null where there is no standard.

    ``vulnerable_target_min`` holds for incidents with somebody vulnerable (null: as for everybody). ``clock`` says from
    when it counts: the call, the log, or the first crew sent. ``statistic`` is what the force reports: the share within
    target (which should reach ``aim``), the median, or the time nine in ten are within. An incident that nobody was sent
    to for ``promote_after_min`` rises by a grade.
    """

    title: Title
    target_min: Targets
    vulnerable_target_min: Targets | None = None
    clock: Literal["call", "logged", "sent"] = "logged"
    statistic: Literal["share", "median", "p90"] = "share"
    aim: Probability = 0.9
    promote_after_min: Annotated[Positive, Field(le=527_040)] | None = None

    @field_validator("target_min", "vulnerable_target_min", mode="after")
    @classmethod
    def _both_kinds(cls, value: dict[str, float | None] | None) -> dict[str, float | None] | None:
        if value is not None and set(value) != {"urban", "rural"}:
            raise wrong(
                f"targets for {', '.join(value) or 'nothing'}",
                "a target for urban and one for rural",
                "give both, for example {urban: 15, rural: 20}; null where there is no standard",
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
