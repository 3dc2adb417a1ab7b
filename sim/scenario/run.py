"""The run: which days are simulated, how often, from which seed."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from sim.scenario.values import Day, Part, Probability, Whole, wrong

FIRST_YEAR, LAST_YEAR = 1990, 2100


def _near(day: datetime.date) -> datetime.date:
    # Clock rules and bank holidays are known for these years; far beyond them the calendar itself ends.
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"the year {day.year:04d}", f"a date from {FIRST_YEAR} to {LAST_YEAR}")
    return day


class Run(Part):
    """The clock starts at local midnight of ``start - warmup_days``; results count from ``start`` for ``days`` days.

    ``audit_share`` of the replications (at least one a study) is lived through on the second engine too: the warm-up and
    the first ``audit_days`` measured days.
    """

    start: Annotated[Day, AfterValidator(_near)]
    days: Annotated[Whole, Field(ge=1, le=3660)]
    warmup_days: Annotated[Whole, Field(ge=0, le=3660)]
    replications: Annotated[Whole, Field(ge=1, le=100_000)]
    seed: Annotated[Whole, Field(ge=0, lt=2**63)]
    workers: Annotated[Whole, Field(ge=1, le=1024)] | Literal["auto"] = "auto"
    audit_share: Probability = 0.05
    audit_days: Annotated[Whole, Field(ge=1, le=3660)] = 14
