"""What every measure looks through: the measured period of one replication, its inputs and its outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kernels.careers import GONE_DAYS
from kernels.front_door import ATTEND
from kernels.kinds import CANCELLED, NOT_TAKEN_ON, POST_EMPTY, POST_SEVERED, PREVENTED
from kernels.profile import time_by_hour
from sim.calendar import Calendar
from sim.inputs.inputs import Floats, Inputs, Ints, Records
from sim.outcome import Outcome
from sim.outcome_overtime import held_by
from sim.scenario import Scenario

MINUTE_MS = 60_000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
YEAR_MS = 8766 * HOUR_MS
A_YEAR = (365, 372)  # mornings measured: what befell an officer at least once, or so often, in a year is said of one year only
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


def quantiles(name: str, minutes: Floats, group: str = "") -> Iterator[Measure]:
    """Yield ``name``_p50_min and ``name``_p90_min of times in minutes; NaN of none."""
    found = np.quantile(minutes, (0.5, 0.9), method="linear") if minutes.size else np.full(2, np.nan)
    for share, value in zip(("p50", "p90"), found, strict=True):
        yield whole(f"{name}_{share}_min", value, minutes.size, group)


def mean_and_p90(name: str, minutes: Floats, group: str = "") -> Iterator[Measure]:
    """Yield ``name``_mean_min and ``name``_p90_min of times in minutes; NaN of none."""
    yield ratio(f"{name}_mean_min", float(minutes.sum()), minutes.size, group)
    p90 = float(np.quantile(minutes, 0.9, method="linear")) if minutes.size else float("nan")
    yield whole(f"{name}_p90_min", p90, minutes.size, group)


class Columns:
    """Fields of records as arrays of their own, made when first asked for: inside records they lie apart and are slow to read."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._columns: dict[str, Ints] = {}
        self.size = int(records.size)

    def __getitem__(self, name: str) -> Ints:
        if name not in self._columns:
            self._columns[name] = np.ascontiguousarray(self._records[name])
        return self._columns[name]


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
    def services(self) -> int:
        """Number of partners; rows behind them are custody suites."""
        return len(self.inputs.partners) - len(self.inputs.suites.names)

    @property
    def officer_years(self) -> float:
        """Officer-years of the force's own officers who can be deployed, after cuts and uplift.

        Where people leave and join, the days on which nobody held a post, or nobody who is in the roster, are not in it.
        """
        whole = self.years * self.inputs.n_own
        if not self.inputs.careers.on:
            return whole
        return whole - int(self.outcome.careers[:, GONE_DAYS].sum()) * DAY_MS / YEAR_MS

    @cached_property
    def year_groups(self) -> list[tuple[str, int, int]]:
        """Groups by year of the period, with the ms each begins and ends; none in a shorter run or where nobody leaves or joins.

        The last year has what is left over, at least half a year; a smaller rest belongs to the year before.
        """
        n = round(self.years)
        if not self.inputs.careers.on or n < 2:
            return []
        edges = [self.low + year * YEAR_MS for year in range(n)] + [self.high]
        return [(f"year={year}", low, high) for year, (low, high) in enumerate(zip(edges, edges[1:], strict=False), start=1)]

    @cached_property
    def incidents(self) -> Columns:
        """The incidents as planned, INCIDENT; what comes of another is created when it does."""
        returns, planned = self.inputs.returns, self.inputs.incidents
        if returns.on:
            logged = self.outcome.incidents["logged"][returns.first :]
            planned = planned.copy()
            planned["created"][returns.first :] = np.where(logged >= 0, logged, planned["created"][returns.first :])
        return Columns(planned)

    @cached_property
    def practice(self) -> Columns:
        """What came of them, PRACTICE."""
        return Columns(self.outcome.incidents)

    @cached_property
    def sent(self) -> Columns:
        """Every crew sent, DEPLOYMENT."""
        return Columns(self.outcome.deployments)

    @cached_property
    def tours(self) -> Columns:
        """The tours as planned, TOUR, with whoever was recalled in the seat; a recall that never came has seat 0."""
        if not self.inputs.overtime_plan.recall:
            return Columns(self.inputs.tours)
        tours = self.inputs.tours.copy()
        tours["kind"], tours["seat"] = held_by(self.inputs, self.outcome.tours)
        return Columns(tours)

    @cached_property
    def done(self) -> Columns:
        """What came of them, DONE."""
        return Columns(self.outcome.tours)

    @cached_property
    def public(self) -> Mask:
        """Which incidents are the public's; the others are watches."""
        return self.incidents["watch"] == 0

    @cached_property
    def to_public(self) -> Mask:
        """Which of the crews sent went to incidents of the public's, (deployments,)."""
        return self.public[self.sent["incident"]]

    @cached_property
    def created(self) -> Mask:
        """Which incidents of the public's were created in the period."""
        created = self.incidents["created"]
        return (created >= self.low) & (created < self.high) & self.public & (self.practice["stage"] != PREVENTED)

    @cached_property
    def passed_on(self) -> Mask:
        """Which incidents of the period came to the dispatcher; the others were settled, turned away, or nobody heard of them."""
        return self.created & (self.practice["logged"] >= 0) & ~self.refused

    @cached_property
    def refused(self) -> Mask:
        """Which incidents were turned away, below the threshold."""
        return self.practice["stage"] == NOT_TAKEN_ON

    @cached_property
    def logged_or_end(self) -> Ints:
        """When each incident came to the dispatcher; the horizon if it never did, so that it waits no time."""
        logged = self.practice["logged"]
        return np.where(logged >= 0, logged, self.high)

    @cached_property
    def called(self) -> Ints:
        """When somebody called for the officers.

        An appointment is kept from the time it was made for, and one that came back after it was settled without officers is
        called for then: both count from being passed to the dispatcher.
        """
        created, front = self.incidents["created"], self.inputs.front
        if not front.on:
            return created
        return np.where(front.decided["disposition"] == ATTEND, created, self.logged_or_end)

    @cached_property
    def answered_or_end(self) -> Ints:
        """When the first officer was at each incident; when it needed nobody any more; else the horizon."""
        arrived = self.practice["arrived"]
        return np.where(arrived >= 0, arrived, self._cancelled_or_end)

    @cached_property
    def ended(self) -> Mask:
        """Which tours of own officers ended at work in the period.  What a tour amounts to is known at its end."""
        return self.own & (self.done["off"] >= self.low)

    @cached_property
    def own(self) -> Mask:
        """Which tours are of the force's own officers; the others are of pools and of guests, who come with mutual aid."""
        return (np.arange(self.done.size) < self.inputs.first_guest_tour) & self.by_officers

    @cached_property
    def held(self) -> Mask:
        """Which tours had somebody to work them: not those of empty posts, recruits in training and career breaks."""
        return (self.done["reason"] < POST_EMPTY) | (self.done["reason"] > POST_SEVERED)

    @cached_property
    def by_officers(self) -> Mask:
        """Which tours are officers', guests' included; the others are of specials, PCSOs and volunteers."""
        return self.tours["pool"] == 0

    @cached_property
    def sent_officers(self) -> Mask:
        """Which crews sent are of officers, guests included."""
        return self.by_officers[self.sent["tour"]]

    @cached_property
    def sent_or_end(self) -> Ints:
        """When each incident stopped waiting for its first crew, also for needing none any more; the horizon if it never did."""
        sent = self.practice["sent"]
        return np.where(sent >= 0, sent, self._cancelled_or_end)

    @cached_property
    def _cancelled_or_end(self) -> Ints:
        return np.where((self.practice["stage"] == CANCELLED) | self.refused, self.practice["closed"], self.high)

    @cached_property
    def left_or_end(self) -> Ints:
        """When each crew sent left its incident; the horizon for those still with it."""
        return np.where(self.sent["left"] >= 0, self.sent["left"], self.high)

    @cached_property
    def committed_ms(self) -> Ints:
        """Milliseconds of all who were sent to each incident, from sent to left, open ones so far; (incidents,)."""
        return self.total_sent(self.sent["officers"] * (self.left_or_end - self.sent["sent"]))

    @cached_property
    def officers_ms(self) -> Ints:
        """The same of officers alone, without what specials, PCSOs and volunteers took on; (incidents,)."""
        return self.total_sent(self.sent["officers"] * self.sent_officers * (self.left_or_end - self.sent["sent"]))

    def total_sent(self, amounts: Ints | Mask) -> Ints:
        """Return the sums over the crews sent to each incident, (incidents,)."""
        # bincount adds in float64: whole numbers stay exact up to 2^53 ms, 285,000 officer-years at one incident.
        return np.bincount(self.sent["incident"], weights=amounts, minlength=self.incidents.size).astype(np.int64)

    @cached_property
    def duty_end(self) -> Ints:
        """When each tour really ended; the horizon for those at work to the last."""
        off = self.done["off"]
        return np.where(off >= 0, off, self.high)

    def incident_groups(self, *kinds: str) -> Iterator[tuple[str, Mask]]:
        """Groups of the public's incidents: together, then those of ``kinds`` ("grade", "area", "kind", "vulnerable"; or all)."""
        for group, members in self._groups.items():
            if not group or not kinds or group.partition("=")[0] in kinds:
                yield group, members

    @cached_property
    def _groups(self) -> dict[str, Mask]:
        """Grades are those first given.  Kinds of area and vulnerability stand where the scenario has more than one of them."""
        incidents, force = self.incidents, self.scenario.force
        groups = {"": np.ones(incidents.size, dtype=np.bool_)}
        groups |= {f"grade={name}": incidents["grade"] == index for index, name in enumerate(force.grades)}
        groups |= {f"area={name}": incidents["area"] == index for index, name in enumerate(force.areas)}
        by_area = np.array([area.kind for area in force.areas.values()])
        if np.unique(by_area).size > 1:
            groups |= {f"kind={kind}": (by_area == kind)[incidents["area"]] for kind in ("urban", "rural")}
        if any(kind.vulnerable for kind in self.scenario.demand.types.values()):
            vulnerable = incidents["vulnerable"] == 1
            groups |= {"vulnerable=yes": vulnerable, "vulnerable=no": ~vulnerable}
        return {group: members & self.public for group, members in groups.items()}

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
