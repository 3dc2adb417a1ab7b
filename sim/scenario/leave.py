"""Annual leave by entitlement: how much there is, when it is wanted, and when it is refused."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from sim.scenario.values import Frozen, Part, Positive, Probability, Problem, Row, Weight, Whole, WholeKeys, refuse, wrong

_DAY_OF_YEAR = re.compile(r"(\d{2})-(\d{2})")
Days = Annotated[float, Field(ge=0, le=60)]


def _day_of_year(value: Any) -> Any:
    found = _DAY_OF_YEAR.fullmatch(value) if isinstance(value, str) else None
    try:
        if found:
            datetime.date(2023, int(found[1]), int(found[2]))  # not a leap year: 29 February does not come every year
            return value
    except ValueError:
        pass
    raise wrong(repr(value), 'a day of the year in quotes, "MM-DD"', 'write it as "07-22" for 22 July')


DayOfYear = Annotated[str, BeforeValidator(_day_of_year)]
Span = Annotated[tuple[DayOfYear, DayOfYear], Row]


class School(Part):
    """School holidays, first and last day; ``parents_share`` of the officers want those weeks ``weight`` times as much."""

    holidays: Annotated[tuple[Span, ...], Row] = ()
    parents_share: Probability = 0.0
    weight: Annotated[float, Field(ge=1, le=100)] = 1.0


class Bought(Part):
    """A ``share`` of the officers buys so many ``days`` on top."""

    share: Probability = 0.0
    days: Days = 0.0


class Shared(Part):
    """A share of the officers (``givers``) gives up to ``days`` each; ``receivers`` have them, in equal parts."""

    givers: Probability = 0.0
    days: Days = 0.0
    receivers: Probability = 0.0


class Entitlement(Part):
    """Leave by entitlement. Years begin on the first Monday from ``year_starts`` on.

    ``days`` by completed years of service, each of ``day_hours``. Officers ask ahead for ``first_weeks`` whole weeks and then for
    single ones, by how much a month and a school holiday is wanted; refused, they ask for another; refused again, it is lost to
    them. ``short_notice_share`` is kept back for single tours. Of a team in an area at most ``most_away_share`` of those
    rostered are on leave at once (one always may be), and ``least_left`` stay. What is left at the end of the year is carried
    over up to ``carry_most_days``. Who is refused ``often_refused`` times or more in the measured period is refused often.
    """

    on: bool = False
    year_starts: DayOfYear = "04-01"
    days: Annotated[dict[Annotated[int, Field(ge=0, le=60)], Days], WholeKeys, Frozen] = Field(
        default={0: 22.0, 2: 25.0, 10: 27.0, 15: 28.0, 20: 30.0}, validate_default=True)
    day_hours: Annotated[Positive, Field(le=24)] = 8.0
    carry_most_days: Days = 5.0
    first_weeks: Annotated[Whole, Field(ge=1, le=4)] = 2
    monthly: Annotated[tuple[Weight, ...], Field(min_length=12, max_length=12), Row] = (1.0,) * 12
    school: School = Field(default_factory=School)
    most_away_share: Annotated[float, Field(gt=0, le=1)] = 1.0
    least_left: Annotated[Whole, Field(ge=0, le=1000)] = 0
    short_notice_share: Probability = 0.0
    bought: Bought = Field(default_factory=Bought)
    shared: Shared = Field(default_factory=Shared)
    often_refused: Annotated[Whole, Field(ge=1, le=26)] = 2

    @model_validator(mode="after")
    def _sound(self) -> Self:
        refuse([*self._bands(), *self._wanted(), *self._shared()])
        return self

    def _bands(self) -> list[Problem]:
        bands = list(self.days)
        if 0 in bands and bands == sorted(bands):
            return []
        return [Problem("days", f"days from {', '.join(map(str, bands)) or 'no'} years of service", "rising years, the first 0",
                        "entitlement.days: {0: 22, 2: 25, 10: 27}")]

    def _wanted(self) -> list[Problem]:
        if min(self.monthly) > 0:
            return []
        return [Problem("monthly", f"a month that nobody wants ({min(self.monthly):g})",
                        "12 numbers above 0: leave has to be taken some time", "give every month a weight, 0.5 for a quiet one")]

    def _shared(self) -> list[Problem]:
        shared = self.shared
        if not (shared.givers and shared.days) or shared.receivers:
            return []
        return [Problem("shared.receivers", f"0, where {shared.givers:g} of the officers give", "somebody to receive",
                        "entitlement.shared.receivers=0.02, or givers=0")]
