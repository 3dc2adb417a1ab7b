"""Failure demand: work that was late, abandoned, broken off or not written up comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.scenario.duration import Duration
from sim.scenario.operations import Operations
from sim.scenario.values import Part, Positive, Probability, Problem, refuse


def _a_day() -> Duration:
    return Duration(kind="exponential", mean_min=1440.0)


def _half_an_hour() -> Duration:
    return Duration(kind="exponential", mean_min=30.0)


class Lateness(Part):
    """What the first officer reached after its target comes back with a chance that rises evenly from 0, just too late, to
    ``comes_back``, ``worst_at`` targets beyond the target and later.
    """

    comes_back: Probability = 0.1
    worst_at: Annotated[Positive, Field(le=100)] = 2.0


class FailureDemand(Part):
    """Shares of what comes back to the dispatcher as an incident of its own, ``after`` so long: of what was ``late``, from the
    end of its attendance; of what was ``abandoned`` (no longer needed before anybody was sent), from then; of what was
    ``broken_off`` at least once, from the end of its attendance. Of these ``escalates`` come a grade higher. Where writing up was
    dropped for other work, a share ``writing_dropped`` comes back as ``rework`` for one officer, in the lowest grade.
    """

    on: bool
    late: Lateness = Field(default_factory=Lateness)
    abandoned: Probability = 0.3
    broken_off: Probability = 0.05
    writing_dropped: Probability = 0.2
    escalates: Probability = 0.1
    after: Duration = Field(default_factory=_a_day)
    rework: Duration = Field(default_factory=_half_an_hour)

    @model_validator(mode="after")
    def _something_comes_back(self) -> Self:
        if self.on and not (self.late.comes_back or self.abandoned or self.broken_off or self.writing_dropped):
            refuse([Problem("on", "true, and nothing comes back", "one of late.comes_back, abandoned, broken_off and "
                            "writing_dropped above 0", "failure_demand=county, or failure_demand=none")])  # fmt: skip
        return self


def _somebody_gives_up(failure: FailureDemand, operations: Operations) -> Iterable[Problem]:
    """Of the four only what was abandoned has a switch of its own; where it alone is to come back the switch must be on."""
    others = failure.late.comes_back or failure.broken_off or failure.writing_dropped
    if failure.on and failure.abandoned and not others and not operations.patience:
        yield Problem("failure_demand.abandoned", f"{failure.abandoned:g} alone, and callers wait for ever",
                      "operations.patience that is on", "operations.patience=true, or failure_demand=none")  # fmt: skip


FAILURE_RULES: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Problem]]], ...] = (
    (("failure_demand", "operations"), _somebody_gives_up),
)
