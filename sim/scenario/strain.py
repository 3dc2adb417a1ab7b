"""Strain: what of the work wears officers down, measured against what, and how long it stays with them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from sim.scenario.values import Part, Positive

Reference = Annotated[float, Field(ge=0, le=1000)]
Weight = Annotated[float, Field(ge=-10, le=10)]


class References(Part):
    """For each stressor what counts as usual: the exposure at which strain stands still, per hour of duty, tour or incident."""

    workload: Reference
    overtime: Reference
    nights: Reference
    fatigue: Reference
    unpaid_overtime: Reference
    too_few_officers: Reference
    conflicting_demands: Reference
    rushed_work: Reference
    single_crewing: Reference
    neglected_tasks: Reference
    time_pressure: Reference
    missed_deadlines: Reference
    refused_leave: Reference
    quick_returns: Reference
    hindrance: Reference
    missed_breaks: Reference


class Weights(Part):
    """For each stressor what an excess is worth: strain per eight hours, per tour or per incident beyond the reference."""

    workload: Weight
    overtime: Weight
    nights: Weight
    fatigue: Weight
    unpaid_overtime: Weight
    too_few_officers: Weight
    conflicting_demands: Weight
    rushed_work: Weight
    single_crewing: Weight
    neglected_tasks: Weight
    time_pressure: Weight
    missed_deadlines: Weight
    refused_leave: Weight
    quick_returns: Weight
    hindrance: Weight
    missed_breaks: Weight


class Strain(Part):
    """``memory_days``: in so many days strain fades to 1/e. Each stressor is defined in ``kernels.strain``."""

    memory_days: Annotated[Positive, Field(le=365)] = 14.0
    references: References
    weights: Weights
