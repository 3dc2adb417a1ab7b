"""Partners: units on duty hour by hour, and the work of their own that the police compete with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kernels.demand import background_counts, fill_background, units_on_duty
from kernels.draw import STREAM_BACKGROUND, STREAM_CAPACITY, stream_key
from kernels.places import CONVEY, LEAVE, STAY
from kernels.records import BACKGROUND, STEP
from sim.calendar import Calendar
from sim.inputs.change import season_of_partners
from sim.inputs.codes import code_of
from sim.inputs.demand import SLOTS, hour_numbers, hours_as_felt, week_of
from sim.inputs.durations import DurationTable
from sim.inputs.inputs import Floats, Ints, PartnerRules, Records
from sim.scenario import Scenario, Service

MINUTE_MS = 60_000
AT_LIMIT = ("convey", "leave", "stay")  # in the order of kernels.places


@dataclass(frozen=True)
class PartnerPlan:
    """Everything about partners that is the same in every replication."""

    rules: tuple[PartnerRules, ...]
    codes: npt.NDArray[np.uint64]
    units: Floats  # (partners, 168) after the shortfall, without those who are seconded to the crews
    rates: Floats  # (partners, 168) own jobs an hour
    care_row: Ints
    hour_start: Ints
    hour_number: Ints
    hour_row: Ints
    season: Floats | None = None  # (hours, partners) factor of their own work


def plan_partners(scenario: Scenario, calendar: Calendar, table: DurationTable) -> PartnerPlan:
    """Return the part of the partners that all replications share; none when they are switched off."""
    partners = scenario.partners
    services = dict(partners.services) if partners.on else {}
    rules = tuple(_rules(service, list(services), table) for service in services.values())
    units = [
        week_of(service.week) * (1 - partners.missing(service)) - seconded(scenario, name) for name, service in services.items()
    ]
    rates = [
        service.background_per_hour * week_of(service.background_week) / max(week_of(service.background_week).mean(), 1e-300)
        for service in services.values()
    ]
    return PartnerPlan(
        rules, np.array([code_of(name) for name in services], dtype=np.uint64),
        np.array(units, dtype=np.float64).reshape(-1, 168), np.array(rates, dtype=np.float64).reshape(-1, 168),
        np.array([rule.care_row for rule in rules], dtype=np.int64), calendar.hour_start_ms.astype(np.int64),
        hour_numbers(calendar), hours_as_felt(calendar, scenario.demand.bank_holidays_like),
        season_of_partners(scenario, calendar),
    )


def seconded(scenario: Scenario, name: str) -> Floats:
    """Return the units of a service that are with the police's crews, by hour of week, (168,)."""
    car = scenario.crewing.triage_car
    return np.tile(np.array(car.hours, dtype=np.float64), 7) * car.seconded.get(name, 0)


def _rules(service: Service, names: list[str], table: DurationTable) -> PartnerRules:
    limit, handover, care = round(service.give_up_min * MINUTE_MS), table.row(service.handover), table.row(service.care)
    return PartnerRules(
        limit, handover, care, table.row(service.convey) if service.convey else 0,
        place=service.where == "place", drive_row=table.row(service.drive) if service.drive else 0, officers=service.officers,
        at_limit=(CONVEY, LEAVE, STAY)[AT_LIMIT.index(service.at_limit)],
        convey_to=names.index(service.convey_to) if service.convey_to else -1,
    )


def draw_partners(plan: PartnerPlan, durations: Floats, seed: int, replication: int) -> tuple[Records, Records]:
    """Return the changes in units on duty (STEP records) and the partners' own jobs (BACKGROUND records)."""
    key = np.uint64(stream_key(seed, replication, STREAM_CAPACITY))
    units = units_on_duty(key, plan.hour_number // SLOTS, plan.hour_row, plan.units, plan.codes)
    before = np.vstack([np.zeros((1, units.shape[1]), dtype=units.dtype), units[:-1]])
    hour, partner = np.nonzero(units != before)
    steps = np.zeros(hour.size, dtype=STEP)
    steps["at"], steps["partner"], steps["units"] = plan.hour_start[hour], partner, units[hour, partner]

    key = np.uint64(stream_key(seed, replication, STREAM_BACKGROUND))
    rows, rates = plan.hour_row, plan.rates
    if plan.season is not None:  # a rate for every hour of the study
        rows, rates = np.arange(plan.hour_row.size), np.ascontiguousarray(plan.rates[:, plan.hour_row])
        rates[: plan.season.shape[1]] *= plan.season.T  # rows behind the services are custody suites
    counts = background_counts(key, plan.hour_number, rows, rates, plan.codes)
    jobs = np.zeros(int(counts.sum()), dtype=BACKGROUND)
    fill_background(key, counts, plan.hour_start, plan.hour_number, plan.codes, plan.care_row, durations, jobs)
    return steps, jobs[np.lexsort((jobs["key"], jobs["asked"]))]
