"""Demand: the incidents of one replication, drawn cell by cell from the scenario's rates."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.change import changed_counts, counts_of_means, vulnerable_by_date
from kernels.demand import cell_counts, day_factors, describe, fill_incidents
from kernels.draw import STREAM_CHANGE, STREAM_DAY, STREAM_DEMAND, combine, stream_key
from kernels.records import INCIDENT
from sim.calendar import DAYS_PER_YEAR, Calendar
from sim.inputs.change import ChangePlan, plan_change
from sim.inputs.codes import code_of
from sim.inputs.durations import DurationTable
from sim.inputs.facts import MOST_OFFICERS, FactsPlan, draw_facts, plan_facts
from sim.inputs.inputs import Floats, Ints, Records
from sim.scenario import Scenario

SUNDAY = 6
SLOTS = 25  # local hours of the longest date
HOURS_PER_YEAR = DAYS_PER_YEAR * 24


@dataclass(frozen=True)
class DemandPlan:
    """Everything about demand that is the same in every replication."""

    hour_start: Ints
    hour_number: Ints  # absolute number of each elapsed local hour
    hour_row: Ints  # hour of week whose rate applies
    hour_date: Ints
    season: Floats  # factor of each hour
    day_numbers: Ints
    day_cv: float
    rates: Floats  # (types, 168) incidents an hour in the whole force
    kind_codes: npt.NDArray[np.uint64]
    area_share: Floats
    area_codes: npt.NDArray[np.uint64]
    attended: Floats
    grades: Floats  # (types, grades) rising sums
    officers: Floats  # (types, 6) rising sums
    partners: Floats  # (types, partners + 1) rising sums, last = none
    scene_row: Ints
    clearing_row: Ints
    clearing_on: bool
    facts: FactsPlan
    change: ChangePlan = field(default_factory=ChangePlan)


def week_of(rows: object) -> Floats:
    """Return a week given as 7 rows of 24 as (168,) float64, Monday 00h first."""
    return np.asarray(rows, dtype=np.float64).reshape(168)


def hour_numbers(calendar: Calendar) -> Ints:
    """Return the absolute number of every elapsed local hour: 25 to a date, the repeated hour of autumn has its own."""
    first_of_date = np.searchsorted(calendar.hour_start_ms, calendar.date_start_ms[:-1])
    slot = np.arange(calendar.hour_start_ms.size) - first_of_date[calendar.date_index]
    return (calendar.date_index.astype(np.int64) + calendar.first_day_number) * SLOTS + slot


def hours_as_felt(calendar: Calendar, bank_holidays_like: str) -> Ints:
    """Return the hour of week whose demand each hour has; a bank holiday may have that of a Sunday."""
    rows = calendar.hour_of_week.astype(np.int64)
    if bank_holidays_like == "sunday":
        holiday = calendar.bank_holiday[calendar.date_index]
        rows = np.where(holiday, SUNDAY * 24 + calendar.local_hour.astype(np.int64), rows)
    return rows


def plan_demand(scenario: Scenario, calendar: Calendar, table: DurationTable) -> DemandPlan:
    """Return the part of demand that all replications share; durations are entered in ``table``."""
    demand, force = scenario.demand, scenario.force
    kinds = list(demand.types.values())
    shares = np.array([kind.share for kind in kinds], dtype=np.float64)
    per_hour = demand.logged_per_year * demand.scale / HOURS_PER_YEAR * shares / shares.sum()
    weeks = {name: week_of(week) / week_of(week).mean() for name, week in demand.weeks.items()}
    rates = np.array([rate * weeks[kind.week] for rate, kind in zip(per_hour, kinds, strict=True)])
    months = np.array(demand.monthly, dtype=np.float64)
    area_share = np.array([area.demand_share for area in force.areas.values()], dtype=np.float64)
    services = list(scenario.partners.services) if scenario.partners.on else []
    numbers, felt = hour_numbers(calendar), hours_as_felt(calendar, demand.bank_holidays_like)
    season = (months / months.mean())[calendar.month.astype(np.int64) - 1]
    return DemandPlan(
        hour_start=calendar.hour_start_ms.astype(np.int64), hour_number=numbers,
        hour_row=felt, hour_date=calendar.date_index.astype(np.int64), season=season,
        day_numbers=np.arange(calendar.n_days, dtype=np.int64) + calendar.first_day_number,
        day_cv=float(demand.day_to_day_cv), rates=np.ascontiguousarray(rates),
        kind_codes=np.array([code_of(name) for name in demand.types], dtype=np.uint64),
        area_share=area_share / area_share.sum(),
        area_codes=np.array([code_of(name) for name in force.areas], dtype=np.uint64),
        attended=np.array([kind.attended for kind in kinds], dtype=np.float64),
        grades=_rising([[kind.grades.get(grade, 0.0) for grade in force.grades] for kind in kinds]),
        officers=_rising([[kind.officers.get(n, 0.0) for n in range(1, MOST_OFFICERS + 1)] for kind in kinds]),
        partners=_partner_weights([[kind.partners.get(name, 0.0) for name in services] for kind in kinds]),
        scene_row=np.array([table.row(kind.scene) for kind in kinds], dtype=np.int64),
        clearing_row=np.array([table.row(kind.clearing) for kind in kinds], dtype=np.int64),
        clearing_on=scenario.operations.clearing, facts=plan_facts(scenario, table),
        change=plan_change(scenario, calendar, rates, felt, season),
    )


def _rising(weights: list[list[float]]) -> Floats:
    return np.ascontiguousarray(np.cumsum(np.array(weights, dtype=np.float64), axis=1))


def _partner_weights(chances: list[list[float]]) -> Floats:
    chance = np.array(chances, dtype=np.float64).reshape(len(chances), -1)
    none = np.maximum(0.0, 1.0 - chance.sum(axis=1, keepdims=True))
    return np.ascontiguousarray(np.cumsum(np.hstack([chance, none]), axis=1))


def draw_incidents(plan: DemandPlan, durations: Floats, seed: int, replication: int) -> tuple[Records, Ints, Ints]:
    """Return the attended incidents of a replication, in order of (created, key), and the number logged in every hour: in all,
    and of them those of each event and estate, (sources, hours).
    """
    by_day = day_factors(np.uint64(stream_key(seed, replication, STREAM_DAY)), plan.day_numbers, plan.day_cv)
    key = np.uint64(stream_key(seed, replication, STREAM_DEMAND))
    factor = plan.season * by_day[plan.hour_date]
    where = (plan.rates, plan.kind_codes, plan.area_share, plan.area_codes)
    if plan.change.on:
        counts = changed_counts(key, plan.hour_number, plan.hour_row, factor, plan.hour_date, plan.change.by_date, *where)
    else:
        counts = cell_counts(key, plan.hour_number, plan.hour_row, factor, *where)
    everywhere = np.arange(plan.area_codes.size, dtype=np.int64)
    found, logged = [_filled(plan, key, counts, everywhere, durations)], [counts.sum(axis=(1, 2), dtype=np.int64)]
    apart = np.uint64(stream_key(seed, replication, STREAM_CHANGE))
    for number, source in enumerate(plan.change.sources, start=1):
        own, codes = np.uint64(combine(apart, source.code)), np.ascontiguousarray(plan.area_codes[source.areas])
        means = source.means * by_day[plan.hour_date][:, None]
        counts = counts_of_means(own, plan.hour_number, means, plan.kind_codes, source.share, codes)
        more = _filled(plan, own, counts, source.areas, durations)
        more["source"] = number
        found.append(more)
        logged.append(counts.sum(axis=(1, 2), dtype=np.int64))
    out = np.concatenate(found)
    draw_facts(plan.facts, durations, out)
    if plan.change.vulnerable.size:
        vulnerable_by_date(out, plan.facts.vulnerable, plan.change.vulnerable, plan.change.date_start)
    every = np.array(logged, dtype=np.int64)
    return out[np.lexsort((out["key"], out["created"]))], every.sum(axis=0), every[1:]


def _filled(plan: DemandPlan, key: np.uint64, counts: Ints, areas: Ints, durations: Floats) -> Records:
    """Return the attended incidents of cells, whose columns are ``areas``."""
    out = np.zeros(int(counts.sum()), dtype=INCIDENT)
    n = fill_incidents(
        key, counts, plan.hour_start, plan.hour_number, plan.kind_codes, np.ascontiguousarray(plan.area_codes[areas]),
        plan.attended, plan.grades, plan.officers, plan.partners, plan.scene_row, plan.clearing_row, plan.clearing_on, durations,
        out,
    )
    out["area"] = areas[out["area"]]
    return out[:n]


def describe_incidents(plan: DemandPlan, durations: Floats, incidents: Records) -> None:
    """Draw into ``incidents`` (INCIDENT records with key, kind and area) what is drawn for those of the plan, in place."""
    describe(
        incidents, plan.grades, plan.officers, plan.partners, plan.scene_row, plan.clearing_row, plan.clearing_on, durations
    )
    draw_facts(plan.facts, durations, incidents)
