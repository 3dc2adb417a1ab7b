"""Custody: suites as services with a queue of their own, and which incidents end with an arrest."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from kernels.custody import draw_arrests
from sim.inputs.codes import code_of
from sim.inputs.demand import week_of
from sim.inputs.durations import DurationTable
from sim.inputs.inputs import Floats, Ints, PartnerRules, Records
from sim.inputs.partners import PartnerPlan
from sim.inputs.suites import Suites
from sim.scenario import Custody, Scenario

FRIDAY_EVENING, MONDAY_MORNING = 4 * 24 + 18, 6  # hours of the week: the weekend of custody


@dataclass(frozen=True)
class CustodyPlan:
    """What replications share: the suites, chances of an arrest by type, and rows of the table of durations."""

    suites: Suites
    chance: Floats  # (types,)
    to_suite_row: Ints  # (areas,)
    booking_row: int
    file_row: int


def plan_custody(scenario: Scenario, table: DurationTable, first: int) -> CustodyPlan | None:
    """Return the plan of custody, its suites standing from row ``first`` on; None when it is switched off."""
    custody, areas = scenario.custody, scenario.force.areas
    if not custody.on:
        return None
    names = list(custody.suites)
    of_area = [first + names.index(custody.suite_of(area) or names[0]) for area in areas]
    return CustodyPlan(
        Suites(np.array(of_area, dtype=np.int64), first, tuple(names)),
        np.array([kind.arrest for kind in scenario.demand.types.values()], dtype=np.float64),
        np.array([table.row(custody.travel[area.kind]) for area in areas.values()], dtype=np.int64),
        table.row(custody.booking_in), table.row(custody.file),
    )


def with_suites(partners: PartnerPlan, scenario: Scenario, table: DurationTable) -> PartnerPlan:
    """Return the partners with the custody suites behind them: desks for units, other people's detainees for their own work."""
    custody = scenario.custody
    if not custody.on:
        return partners
    suites = custody.suites.values()
    rules = [PartnerRules(0, 0, table.row(suite.background_booking_in), 0) for suite in suites]  # nobody gives up there
    rates = [suite.background_per_hour * week_of(suite.background_week) / max(week_of(suite.background_week).mean(), 1e-300)
             for suite in suites]
    return replace(
        partners, rules=(*partners.rules, *rules),
        codes=np.append(partners.codes, np.array([code_of(f"custody suite {name}") for name in custody.suites], dtype=np.uint64)),
        units=np.vstack([partners.units, *(desks(custody, name) for name in custody.suites)]),
        rates=np.vstack([partners.rates, *rates]),
        care_row=np.append(partners.care_row, np.array([rule.care_row for rule in rules], dtype=np.int64)),
    )


def desks(custody: Custody, name: str) -> Floats:
    """Return the desks of a suite by hour of week, (168,), less what is missing."""
    week = week_of(custody.suites[name].desks) * (1 - custody.shortfall)
    week[FRIDAY_EVENING:] *= 1 - custody.weekend_shortfall
    week[:MONDAY_MORNING] *= 1 - custody.weekend_shortfall
    return week


def draw_custody(plan: CustodyPlan | None, incidents: Records, durations: Floats) -> Suites:
    """Write the arrests into ``incidents`` (INCIDENT records) and return where the suites stand."""
    if plan is None:
        return Suites()
    draw_arrests(incidents, plan.chance, plan.to_suite_row, plan.booking_row, plan.file_row, durations)
    return plan.suites
