"""Crimes for cases worked by hand: which incident leaves what, who is to have it, and the working days of teams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from kernels.casework import NOT_SCREENED, PILE, RESPONSE
from kernels.casework_records import CASE_RULES, CRIME, TEAM, WORK_DAY
from kernels.clock import DAY_MS, MINUTE_MS
from kernels.kinds import CUT_SHORT
from kernels.records import RETURN
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.case_plan import CasePlan
from sim.inputs.inputs import Inputs
from sim.inputs.return_plan import ReturnPlan
from sim.outcome import Outcome


class CrimeLine(NamedTuple):
    work: float
    due: float
    to: int
    screen: int


class TeamLine(NamedTuple):
    investigators: int
    limit: int
    minutes: Sequence[float]


def crime(work: float, due: float = 1, *, to: int = RESPONSE, screen: int = NOT_SCREENED) -> CrimeLine:
    """Return a crime of ``work`` minutes, due in ``due`` days."""
    return CrimeLine(work, due, to, screen)


def team(investigators: int = 1, limit: int = 1, minutes: Sequence[float] = (60,)) -> TeamLine:
    """Return a team; each of them has so many minutes for cases on the first day, the second ...: from 08:00 to 16:00."""
    return TeamLine(investigators, limit, minutes)


def with_crimes(
    inputs: Inputs, crimes: Mapping[int, CrimeLine], teams: Sequence[TeamLine] = (), *, settle_in: float = 0.0, limit: int = 0,
    above: int = PILE, long_waiting: int = 0,
) -> Inputs:  # fmt: skip
    """Return ``inputs`` whose incidents leave ``crimes``, by their row; times in minutes."""
    left = np.zeros(inputs.incidents.size, dtype=CRIME)
    left["work_ms"] = -1
    for row, line in crimes.items():
        left[row] = (round(line.work * MINUTE_MS), round(line.due * DAY_MS), line.screen, line.to)
    rules = np.zeros(1, dtype=CASE_RULES)
    rules["settle_in_ms"], rules["limit"] = round(settle_in * MINUTE_MS), limit
    rules["above"], rules["long_waiting"] = above, long_waiting
    return replace(inputs, casework=CasePlan(on=True, crimes=left, teams=_teams(teams), days=_days(teams), rules=rules))


def coming_back(inputs: Inputs, repeats: Mapping[int, tuple[float, float]]) -> Inputs:
    """Return ``inputs`` in which rows come back if they were cut short: after so many minutes, as a scene of so many."""
    parent = np.array(sorted(repeats), dtype=np.int64)
    again = inputs.incidents[parent].copy()
    again["created"], again["key"], again["clearing_ms"] = NEVER_MS, 5_000 + parent.astype(np.uint64), 0
    again["scene_ms"] = [round(repeats[row][1] * MINUTE_MS) for row in parent]
    listed = np.zeros(parent.size, dtype=RETURN)
    listed["parent"], listed["cause"] = parent, CUT_SHORT
    listed["after_ms"] = [round(repeats[row][0] * MINUTE_MS) for row in parent]
    plan = ReturnPlan(inputs.incidents.size, listed)
    return replace(inputs, incidents=np.concatenate([inputs.incidents, again]), returns=plan)


def _teams(lines: Sequence[TeamLine]) -> np.ndarray:
    out = np.zeros(len(lines), dtype=TEAM)
    out["investigators"], out["limit"] = [line.investigators for line in lines], [line.limit for line in lines]
    out["first"] = np.cumsum(out["investigators"]) - out["investigators"]
    return out


def _days(lines: Sequence[TeamLine]) -> np.ndarray:
    found = [
        (day * DAY_MS + 16 * 60 * MINUTE_MS, day * DAY_MS + 8 * 60 * MINUTE_MS, number, round(minutes * MINUTE_MS))
        for number, line in enumerate(lines) for day, minutes in enumerate(line.minutes) if minutes
    ]
    return np.array(sorted(found), dtype=WORK_DAY)


def of_crimes(outcome: Outcome, field: str) -> list[Any]:
    """Return a field of every crime, times in minutes; -1 where it never came."""
    values = outcome.crimes[field].tolist()
    if field in ("holder", "queue", "stage"):
        return values
    return [value / MINUTE_MS if value >= 0 else -1.0 for value in values]


def at_desk(outcome: Outcome) -> list[float]:
    """Return everybody's measured minutes of work on crimes."""
    return (outcome.desks["measured_ms"] / MINUTE_MS).tolist()
