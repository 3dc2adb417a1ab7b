"""What every measure looks through: the measured period of one replication, its inputs and its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kernels.profile import time_by_hour
from sim.calendar import Calendar
from sim.inputs.inputs import Floats, Inputs, Ints, Records
from sim.outcome import Outcome
from sim.scenario import Scenario

MINUTE_MS = 60_000
HOUR_MS = 3_600_000
YEAR_MS = 8766 * HOUR_MS  # 365.25 days
HOURS_OF_WEEK = 168
WHOLE_PERIOD = -1

Mask = npt.NDArray[np.bool_]


class Measure(NamedTuple):
    """One row of the table of measures; the denominator is what the value was divided by or counted over."""

    metric: str
    group: str
    hour_of_week: int
    value: float
    denominator: float


def whole(metric: str, value: float, denominator: float, group: str = "") -> Measure:
    """Return a measure of the whole period."""
    return Measure(metric, group, WHOLE_PERIOD, float(value), float(denominator))


def ratio(metric: str, numerator: float, denominator: float, group: str = "") -> Measure:
    """Return numerator / denominator; with nothing to divide by the value is NaN, "cannot be given"."""
    value = numerator / denominator if denominator else float("nan")
    return whole(metric, value, denominator, group)


@dataclass(frozen=True)
class Window:
    """One replication seen from the end of its warm-up to its horizon."""

    scenario: Scenario
    calendar: Calendar
    inputs: Inputs
    outcome: Outcome

    @property
    def low(self) -> int:
        """First measured millisecond."""
        return self.inputs.measure_from_ms

    @property
    def high(self) -> int:
        """The horizon; not itself measured."""
        return self.inputs.horizon_ms

    @property
    def years(self) -> float:
        """Length of the measured period."""
        return (self.high - self.low) / YEAR_MS

    @property
    def officer_years(self) -> float:
        """Officer-years of the seats there are after cuts and uplift."""
        return self.years * self.inputs.n_seats

    @cached_property
    def created(self) -> Mask:
        """Which attended incidents were created in the period."""
        created = self.inputs.incidents["created"]
        return (created >= self.low) & (created < self.high)

    @cached_property
    def ended(self) -> Mask:
        """Which tours ended at work in the period.  What a tour amounts to is known at its end and counted there."""
        return self.outcome.tours["off"] >= self.low

    @cached_property
    def sent_or_end(self) -> Ints:
        """When each incident stopped waiting for a crew; the horizon if it never did."""
        sent = self.outcome.incidents["sent"]
        return np.where(sent >= 0, sent, self.high)

    @cached_property
    def duty_end(self) -> Ints:
        """When each tour really ended; the horizon for those at work to the last."""
        off = self.outcome.tours["off"]
        return np.where(off >= 0, off, self.high)

    def incident_groups(self) -> Iterator[tuple[str, Mask]]:
        """The groups of incidents that are reported: all, each grade, each area."""
        incidents: Records = self.inputs.incidents
        yield "", np.ones(incidents.size, dtype=np.bool_)
        for index, name in enumerate(self.scenario.force.grades):
            yield f"grade={name}", incidents["grade"] == index
        for index, name in enumerate(self.scenario.force.areas):
            yield f"area={name}", incidents["area"] == index

    def hours_observed(self) -> Floats:
        """Milliseconds of each hour of the week that the period holds, (168,)."""
        return self.by_hour(np.array([self.low]), np.array([self.high]), np.ones(1))

    def by_hour(self, start: Ints, end: Ints, weight: npt.NDArray[np.generic]) -> Floats:
        """Return the weighted milliseconds of intervals in each hour of the week of the period, (168,)."""
        out = np.zeros(HOURS_OF_WEEK)
        calendar = self.calendar
        time_by_hour(
            np.ascontiguousarray(start, dtype=np.int64), np.ascontiguousarray(end, dtype=np.int64),
            np.ascontiguousarray(weight, dtype=np.float64), calendar.hour_start_ms.astype(np.int64),
            calendar.hour_of_week.astype(np.int64), self.low, self.high, out,
        )
        return out

    def overlap_ms(self, start: Ints, end: Ints, low: int | None = None, high: int | None = None) -> Ints:
        """Return how long each interval [start, end) lies in the period, or in the part of it between low and high."""
        first, last = self.low if low is None else low, self.high if high is None else high
        return np.maximum(0, np.minimum(end, last) - np.maximum(start, first))
