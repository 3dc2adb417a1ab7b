"""The run: which days are simulated, how often, from which seed."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from sim.scenario.values import Day, Part, Probability, Problem, Row, Whole, refuse, wrong

FIRST_YEAR, LAST_YEAR = 1990, 2100


def _near(day: datetime.date) -> datetime.date:
    # Clock rules and bank holidays are known for these years; far beyond them the calendar itself ends.
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise wrong(f"the year {day.year:04d}", f"a date from {FIRST_YEAR} to {LAST_YEAR}")
    return day


class Sample(Part):
    """``sets`` of values of ``settings``, drawn within the ranges of the ledger; each replication takes the next. 0: none."""

    sets: Annotated[Whole, Field(ge=0, le=10_000)] = 0
    settings: Annotated[tuple[str, ...], Field(max_length=200), Row] = ()

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        found = []
        if bool(self.sets) != bool(self.settings):
            found.append(Problem("sets", f"{self.sets} sets of {len(self.settings)} settings", "both, or neither",
                                 "name settings and sets, or leave both out"))  # fmt: skip
        if len(set(self.settings)) < len(self.settings):
            found.append(Problem("settings", "a setting twice", "each once", "name it once"))
        refuse(found)
        return self


class Run(Part):
    """The clock starts at local midnight of ``start - warmup_days``; results count from ``start`` for ``days`` days.

    ``audit_share`` of the replications (at least one a study) is lived through on the second engine too: the warm-up and
    the first ``audit_days`` measured days. With a ``sample`` replications differ in inputs too (`sim.sampling`).
    """

    start: Annotated[Day, AfterValidator(_near)]
    days: Annotated[Whole, Field(ge=1, le=3660)]
    warmup_days: Annotated[Whole, Field(ge=0, le=3660)]
    replications: Annotated[Whole, Field(ge=1, le=100_000)]
    seed: Annotated[Whole, Field(ge=0, lt=2**63)]
    workers: Annotated[Whole, Field(ge=1, le=1024)] | Literal["auto"] = "auto"
    audit_share: Probability = 0.05
    audit_days: Annotated[Whole, Field(ge=1, le=3660)] = 14
    sample: Sample = Field(default_factory=Sample)
