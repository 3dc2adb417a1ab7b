"""Casework: which incidents leave a crime, how much work it is, who is meant to have it, and when teams are at work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kernels.casework import OUT, PILE, leave_crimes
from kernels.casework_records import CASE_RULES, CRIME, TEAM, WORK_DAY
from kernels.clock import DAY_MS, HOUR_MS, MINUTE_MS
from sim.calendar import Calendar, clock_ms
from sim.inputs.case_plan import CasePlan
from sim.inputs.durations import DurationTable
from sim.inputs.inputs import Floats, Ints, Records
from sim.inputs.surges import investigators_left
from sim.scenario import Casework, Scenario
from sim.scenario.casework import PILE as TO_PILE
from sim.scenario.casework import RESPONSE, SCREEN_OUT


@dataclass(frozen=True)
class CaseworkPlan:
    """Everything about casework that is the same in every replication; by type of incident where nothing else is said."""

    chance: Floats
    screened: Floats
    screened_when_long: Floats
    shares: Floats  # (types, 1 + teams) rising sums, response first
    work_row: Ints
    work_factor: Floats  # (1 + teams,)
    deadline_ms: Ints
    teams: Records
    days: Records
    rules: Records


def plan_casework(scenario: Scenario, calendar: Calendar, table: DurationTable) -> CaseworkPlan | None:
    """Return the part of casework that all replications share, None when it is off; durations are entered in ``table``."""
    casework = scenario.casework
    if not casework.on:
        return None
    kinds = [casework.crimes.get(name) for name in scenario.demand.types]
    who = [RESPONSE, *casework.teams]
    return CaseworkPlan(
        chance=np.array([kind.chance if kind else 0.0 for kind in kinds]),
        screened=np.array([kind.screened_out if kind else 0.0 for kind in kinds]),
        screened_when_long=np.array([kind.when_long if kind else 0.0 for kind in kinds]),
        shares=np.cumsum([[kind.to.get(name, 0.0) if kind else 1.0 for name in who] for kind in kinds], axis=1),
        work_row=np.array([table.row(kind.work) if kind else 0 for kind in kinds], dtype=np.int64),
        work_factor=np.array([1.0, *(team.work_factor for team in casework.teams.values())]),
        deadline_ms=np.array([round(kind.deadline_days * DAY_MS) if kind else 0 for kind in kinds], dtype=np.int64),
        teams=_teams(casework), days=investigators_left(_days(casework, calendar), scenario, calendar), rules=_rules(casework),
    )  # fmt: skip


def _teams(casework: Casework) -> Records:
    out = np.zeros(len(casework.teams), dtype=TEAM)
    out["investigators"] = [team.investigators for team in casework.teams.values()]
    out["first"] = np.cumsum(out["investigators"]) - out["investigators"]
    out["limit"] = [team.caseload_limit for team in casework.teams.values()]
    return out


def _days(casework: Casework, calendar: Calendar) -> Records:
    """Return the working days of all teams within the study; none without time for cases."""
    midnights = np.arange(calendar.n_days, dtype=np.int64) * DAY_MS
    found = []
    for number, team in enumerate(casework.teams.values()):
        begins = midnights + clock_ms(team.begins)
        hours = np.array(team.hours)[calendar.day_of_week.astype(np.int64)]
        day = np.zeros(calendar.n_days, dtype=WORK_DAY)
        day["began"] = calendar.instants(begins)
        day["at"] = calendar.instants(begins + np.rint(hours * HOUR_MS).astype(np.int64))
        day["team"] = number
        day["minutes_ms"] = np.rint(hours * team.productive * HOUR_MS)
        found.append(day[(day["minutes_ms"] > 0) & (day["at"] < calendar.horizon_ms)])
    days = np.concatenate([np.zeros(0, dtype=WORK_DAY), *found])
    return days[np.lexsort((days["team"], days["at"]))]


def _rules(casework: Casework) -> Records:
    rules = np.zeros(1, dtype=CASE_RULES)
    rules["settle_in_ms"] = round(casework.settle_in_min * MINUTE_MS)
    rules["limit"], rules["long_waiting"] = casework.caseload_limit, casework.screen_when_waiting
    places = {TO_PILE: PILE, SCREEN_OUT: OUT} | {name: number for number, name in enumerate(casework.teams)}
    rules["above"] = places[casework.above_limit]
    return rules


def draw_casework(plan: CaseworkPlan | None, incidents: Records, durations: Floats) -> CasePlan:
    """Return the crimes that ``incidents`` (INCIDENT records) may leave, and those who investigate them."""
    if plan is None:
        return CasePlan()
    crimes = np.zeros(incidents.size, dtype=CRIME)
    leave_crimes(
        incidents, plan.chance, plan.screened, plan.screened_when_long, plan.shares, plan.work_row, plan.work_factor,
        plan.deadline_ms, durations, crimes,
    )
    return CasePlan(on=True, crimes=crimes, teams=plan.teams, days=plan.days, rules=plan.rules)
