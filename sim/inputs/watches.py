"""Watches of one replication: drawn from a stream of their own and put among the incidents, which stay as they were."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kernels.casework_records import CRIME
from kernels.crewing import NO_TRIAGE
from kernels.demand import cell_counts, fill_incidents
from kernels.draw import STREAM_WATCH, stream_key
from kernels.front_door import ATTEND
from kernels.front_door_records import FRONT
from kernels.records import INCIDENT
from sim.inputs.case_plan import CasePlan
from sim.inputs.codes import code_of
from sim.inputs.demand import HOURS_PER_YEAR, DemandPlan, week_of
from sim.inputs.durations import DurationTable
from sim.inputs.facts import MOST_OFFICERS
from sim.inputs.front_plan import FrontPlan
from sim.inputs.inputs import Floats, Inputs, Ints, Records
from sim.inputs.return_plan import in_order, reordered
from sim.scenario import Demand, Scenario
from sim.scenario.watches import EVEN, WatchKind


@dataclass(frozen=True)
class WatchPlan:
    """Everything about watches that is the same in every replication."""

    demand: DemandPlan  # whose hours and areas they share
    first_kind: int  # types of incident come before kinds of watch
    rates: Floats  # (kinds, 168) watches an hour in the whole force
    codes: npt.NDArray[np.uint64]  # (kinds,)
    grades: Floats  # (kinds, grades) rising sums
    officers: Floats  # (kinds, 6) rising sums
    minimum: Ints  # (kinds,)
    length_row: Ints  # (kinds,) rows of the table of durations


def plan_watches(scenario: Scenario, demand: DemandPlan, table: DurationTable) -> WatchPlan | None:
    """Return the part of watches that all replications share, None when there are none; lengths are entered in ``table``."""
    watches = scenario.watches
    if not watches.on:
        return None
    kinds = list(watches.kinds.values())
    grades = list(scenario.force.grades)
    return WatchPlan(
        demand=demand, first_kind=len(scenario.demand.types),
        rates=np.array([_per_hour(kind, scenario.demand) * _week(kind, scenario.demand) for kind in kinds]),
        codes=np.array([code_of(f"watch {name}") for name in watches.kinds], dtype=np.uint64),
        grades=np.array([np.arange(len(grades)) >= grades.index(kind.grade) for kind in kinds], dtype=np.float64),
        officers=np.array([np.arange(1, MOST_OFFICERS + 1) >= kind.officers for kind in kinds], dtype=np.float64),
        minimum=np.array([kind.minimum or kind.officers for kind in kinds], dtype=np.int64),
        length_row=np.array([table.row(kind.length) for kind in kinds], dtype=np.int64),
    )


def _per_hour(kind: WatchKind, demand: Demand) -> float:
    """Return how many of a kind begin in an hour on average; the year's mean, whatever the season."""
    shares = sum(one.share for one in demand.types.values())
    attended = demand.logged_per_year * demand.scale * sum(one.share * one.attended for one in demand.types.values()) / shares
    return (kind.per_year + kind.per_1000_attended * attended / 1_000) / HOURS_PER_YEAR


def _week(kind: WatchKind, demand: Demand) -> Floats:
    """Return the week of a kind, (168,) of mean 1."""
    if kind.week == EVEN and EVEN not in demand.weeks:
        return np.ones(168)
    week = week_of(demand.weeks[kind.week])
    return week / week.mean()


def with_watches(inputs: Inputs, plan: WatchPlan | None, seed: int, replication: int) -> Inputs:
    """Return ``inputs`` with a replication's watches among the incidents, by (created, key); the same inputs without a plan."""
    if plan is None:
        return inputs
    watches = draw_watches(plan, inputs.durations, seed, replication)
    incidents = np.concatenate([inputs.incidents, watches])
    order = in_order(incidents, inputs.returns)
    return replace(
        inputs, incidents=incidents[order], front=_not_rung_about(inputs.front, order, watches.size),
        casework=_no_crimes(inputs.casework, order, watches.size), returns=reordered(inputs.returns, order),
    )


def draw_watches(plan: WatchPlan, durations: Floats, seed: int, replication: int) -> Records:
    """Return the watches of a replication, INCIDENT records in no order: work at a scene that nobody writes up or waits for."""
    demand, n_kinds = plan.demand, plan.codes.size
    key = np.uint64(stream_key(seed, replication, STREAM_WATCH))
    even = np.ones(demand.hour_number.size)
    counts = cell_counts(
        key, demand.hour_number, demand.hour_row, even, plan.rates, plan.codes, demand.area_share, demand.area_codes
    )
    out = np.zeros(int(counts.sum()), dtype=INCIDENT)
    fill_incidents(
        key, counts, demand.hour_start, demand.hour_number, plan.codes, demand.area_codes, np.ones(n_kinds), plan.grades,
        plan.officers, np.ones((n_kinds, 1)), plan.length_row, plan.length_row, False, durations, out,
    )
    out["minimum"] = plan.minimum[out["kind"]]
    out["watch"] = 1 + out["kind"]
    out["kind"] += plan.first_kind
    out["patience_ms"] = out["regrade_ms"] = -1
    out["triage"] = NO_TRIAGE
    return out


def _no_crimes(casework: CasePlan, order: Ints, n_watches: int) -> CasePlan:
    """Return the crimes with rows for watches, which leave none, in the new ``order`` of the incidents."""
    if not casework.on:
        return casework
    blank = np.zeros(n_watches, dtype=CRIME)
    blank["work_ms"] = -1
    return replace(casework, crimes=np.concatenate([casework.crimes, blank])[order])


def _not_rung_about(front: FrontPlan, order: Ints, n_watches: int) -> FrontPlan:
    """Return the front door's plan with rows for watches, which nobody rings about, in the new ``order`` of the incidents."""
    if not front.on:
        return front
    blank = np.zeros(n_watches, dtype=FRONT)
    blank["call"] = blank["chaser"] = blank["returns_ms"] = -1
    blank["disposition"] = ATTEND
    calls = front.calls.copy()
    new_row = np.append(np.argsort(order), -1)  # the last stands for no incident
    calls["incident"] = new_row[calls["incident"]]
    return replace(front, calls=calls, decided=np.concatenate([front.decided, blank])[order])
