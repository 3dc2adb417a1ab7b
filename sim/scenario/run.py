"""The run: which days are simulated, how often, from which seed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sim.scenario.values import Day, Part, Probability, Whole


class Run(Part):
    """The clock starts at local midnight of ``start - warmup_days``; results count from ``start`` for ``days`` days."""

    start: Day
    days: Annotated[Whole, Field(ge=1, le=3660)]
    warmup_days: Annotated[Whole, Field(ge=0, le=3660)]
    replications: Annotated[Whole, Field(ge=1, le=100_000)]
    seed: Annotated[Whole, Field(ge=0, lt=2**63)]
    workers: Annotated[Whole, Field(ge=1, le=1024)] | Literal["auto"] = "auto"
    audit_share: Probability = 0.05
    audit_days: Annotated[Whole, Field(ge=1, le=3660)] = 14
