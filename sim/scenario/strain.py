"""Strain: what of the work wears officers down, measured against what, and how long it stays with them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sim.scenario.values import Part, Positive, Probability, Problem, refuse

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
    trauma: Reference = 0.0
    undefused: Reference = 0.0
    secondary_trauma: Reference = 0.0
    complaints: Reference = 0.0
    unsupported: Reference = 0.0
    outside_work: Reference = 0.0


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
    trauma: Weight = 0.0
    undefused: Weight = 0.0
    secondary_trauma: Weight = 0.0
    complaints: Weight = 0.0
    unsupported: Weight = 0.0
    outside_work: Weight = 0.0


class Interaction(Part):
    """While control over the work and support in it have lately been low an excess of demands weighs more: 1 + ``slope`` times
    how low, in strain, between ``least`` (both better than usual) and ``most``.
    """

    slope: Annotated[float, Field(ge=0, le=10)] = 0.5
    least: Annotated[float, Field(gt=0, le=1)] = 0.67
    most: Annotated[float, Field(ge=1, le=10)] = 1.5


class Support(Part):
    """Support from sergeants: the share of an officer's duty on which one of the area was free for others.

    Where nobody is a sergeant, and for sergeants themselves, ``usual_share`` of their duty.
    """

    on: bool = False
    usual_share: Probability = 0.35


class OutsideWork(Part):
    """Life outside work: each officer and each 28 days have a level of their own, normal around 0, with these standard
    deviations between officers and between one officer's months.
    """

    on: bool = False
    between_officers: Annotated[float, Field(ge=0, le=10)] = 0.7
    between_months: Annotated[float, Field(ge=0, le=10)] = 0.7


class Relief(Part):
    """On a free day (rest day, leave, time off) strain above nought fades with ``free_day_memory_days``; each meal break had
    takes ``break_eases`` of it away.
    """

    on: bool = False
    free_day_memory_days: Annotated[Positive, Field(le=365)] = 10.0
    break_eases: Annotated[float, Field(ge=0, le=0.5)] = 0.005


class Strain(Part):
    """``memory_days``: in so many days strain fades to 1/e. Each stressor is defined in ``kernels.strain``.

    Every weight is multiplied by ``shrink``, because exposures overlap: weights stand for one exposure alone. ``structure``:
    additive, or demand_control_support, where demands weigh by what goes with them (``interaction``).
    """

    memory_days: Annotated[Positive, Field(le=365)] = 14.0
    shrink: Annotated[float, Field(ge=0, le=1)] = 1.0
    structure: Literal["additive", "demand_control_support"] = "additive"
    references: References
    weights: Weights
    interaction: Interaction = Field(default_factory=Interaction)
    support: Support = Field(default_factory=Support)
    outside_work: OutsideWork = Field(default_factory=OutsideWork)
    relief: Relief = Field(default_factory=Relief)

    @model_validator(mode="after")
    def _what_goes_together(self) -> Self:
        found = []
        relief, outside = self.relief, self.outside_work
        if relief.on and relief.free_day_memory_days > self.memory_days:
            found.append(Problem("relief.free_day_memory_days", f"{relief.free_day_memory_days:g}, so that free days keep strain",
                                 f"at most memory_days, {self.memory_days:g}",
                                 f"strain.relief.free_day_memory_days={self.memory_days:g}"))  # fmt: skip
        if outside.on and not outside.between_officers and not outside.between_months:
            found.append(Problem("outside_work.on", "true, and all lives outside work are alike",
                                 "between_officers or between_months above 0", "strain.outside_work.on=false"))  # fmt: skip
        found += [
            Problem(f"{part}.on", f"true, and strain.weights.{weight} is 0", "a weight other than 0", f"strain.{part}.on=false")
            for part, weight in (("support", "unsupported"), ("outside_work", "outside_work"))
            if getattr(self, part).on and not getattr(self.weights, weight) * self.shrink
        ]
        refuse(found)
        return self
