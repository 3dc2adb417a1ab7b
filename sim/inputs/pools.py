"""Pools of specials, PCSOs and volunteers: their seats and tours, who turns out, and what they may attend.

The pattern of a pool is a roster like any other.  Who comes for a tour is drawn by seat and date, so that more heads, or another
turn-out, leave everybody who came before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kernels.abstraction import turns_out
from kernels.draw import STREAM_OFFICER, STREAM_POOLS, stream_key
from kernels.kinds import NOT_COME
from kernels.records import TOUR
from sim.calendar import Calendar
from sim.inputs.codes import code_of
from sim.inputs.inputs import Floats, Inputs, Ints, Records
from sim.inputs.pools_plan import PoolPlan
from sim.inputs.rosters import duty_tours
from sim.inputs.welfare import officer_fatigue_parameters
from sim.inputs.workforce import largest_remainder
from sim.scenario import Pool, Scenario

FIRST_POOL_ID = 2 * 10**9  # no seat of the establishment, and no guest, has such a number
_IDS_OF_A_POOL = 10**8


@dataclass(frozen=True, eq=False)
class PoolTables:
    """What all replications share: seats, and tours in order of (start, team, area, end, seat); times in ms."""

    plan: PoolPlan
    ids: Ints  # (seats,)
    area: Ints  # (seats,)
    fatigue: Floats  # (seats, parameters)
    tours: Records  # (tours,) TOUR; ``seat`` counts from the first seat of the pools
    day: Ints  # (tours,) local date the tour begins, in days since 1970
    turn_out: Floats  # (tours,)


def plan_pools(scenario: Scenario, calendar: Calendar, week_of: Callable[[Ints], Ints]) -> PoolTables | None:
    """Return the seats and tours of all pools, None when they are switched off; ``week_of`` gives the overtime week of dates."""
    pools = scenario.pools
    if not pools.heads:
        return None
    teams, parts = scenario.roster.teams, []
    ids: list[Ints] = []
    areas: list[Ints] = []
    for number, (name, pool) in enumerate(pools.list.items(), start=1):
        area, team = _places(scenario, pool)
        # A pool's numbers hang on its name, so that taking another out of the list leaves its people as they were.
        mine = FIRST_POOL_ID + int(code_of(name) % np.uint64(10**6)) * _IDS_OF_A_POOL + np.arange(pool.heads, dtype=np.int64)
        tours, days = _tours(pool, number, team, calendar, mine, scenario.run.seed)
        tours["area"], tours["team"] = area[tours["seat"]], teams + team[tours["seat"]]
        tours["seat"] += sum(mine.size for mine in ids)
        parts.append((tours, days, np.full(tours.size, pool.turn_out)))
        teams += len(pool.weeks)
        ids.append(mine)
        areas.append(area)
    tours, day, turn_out = (np.concatenate(part) for part in zip(*parts, strict=True))
    tours["week"] = week_of(day)
    order = np.lexsort((tours["seat"], tours["end"], tours["area"], tours["team"], tours["start"]))
    plan = PoolPlan(tuple(pools.list), np.array([mine.size for mine in ids], dtype=np.int64), _attends(scenario))
    key = np.uint64(stream_key(scenario.run.seed, 0, STREAM_OFFICER))
    every = np.concatenate(ids)
    return PoolTables(
        plan, every, np.concatenate(areas), officer_fatigue_parameters(scenario.fatigue, every, key),
        tours[order], day[order], turn_out[order],
    )  # fmt: skip


def _places(scenario: Scenario, pool: Pool) -> tuple[Ints, Ints]:
    """Return area and team of each head: areas by their share of officers, teams dealt round without a break."""
    shares = np.array([area.officer_share for area in scenario.force.areas.values()])
    area = np.repeat(np.arange(shares.size), largest_remainder(pool.heads, shares / shares.sum()))
    return area, np.arange(pool.heads) % len(pool.weeks)


def _tours(pool: Pool, number: int, team: Ints, calendar: Calendar, ids: Ints, seed: int) -> tuple[Records, Ints]:
    planned = duty_tours(pool.pattern, team, calendar, ids, seed)
    out = np.zeros(len(planned), dtype=TOUR)
    out["start"], out["end"], out["seat"], out["night"] = planned.start_ms, planned.end_ms, planned.seat, planned.night
    out["briefed"], out["crew_size"], out["pool"] = planned.start_ms, 2 if pool.in_pairs else 1, number
    return out, planned.date_index.astype(np.int64) + calendar.first_day_number


def _attends(scenario: Scenario) -> Ints:
    """Return who may attend an incident of each grade and type, (grades, types): bit 0 the officers, bit k the k-th pool."""
    attends = np.ones((len(scenario.force.grades), len(scenario.demand.types)), dtype=np.int64)
    for bit, pool in enumerate(scenario.pools.list.values(), start=1):
        grades = [grade in pool.grades for grade in scenario.force.grades]
        attends[np.ix_(grades, [kind in pool.types for kind in scenario.demand.types])] |= 1 << bit
    return attends


def with_pools(inputs: Inputs, tables: PoolTables | None, seed: int, replication: int) -> Inputs:
    """Return ``inputs`` with the seats and tours of the pools; the same inputs where there are none."""
    if tables is None:
        return inputs
    away = np.zeros(tables.tours.size, dtype=np.int8)
    key = np.uint64(stream_key(seed, replication, STREAM_POOLS))
    turns_out(key, tables.ids[tables.tours["seat"]], tables.day, tables.turn_out, NOT_COME, away)
    theirs = tables.tours.copy()
    theirs["absent"] = away
    theirs["seat"] += inputs.n_seats
    tours = np.concatenate([inputs.tours, theirs])
    order = np.lexsort((tours["seat"], tours["end"], tours["area"], tours["team"], tours["start"]))
    nothing = np.zeros(tables.ids.size, dtype=np.int64)
    return replace(
        inputs, pools=tables.plan, tours=tours[order],
        seat_ids=np.concatenate([inputs.seat_ids, tables.ids]),
        seat_area=np.concatenate([inputs.seat_area, tables.area]),
        seat_back_day=np.concatenate([inputs.seat_back_day, nothing]),
        seat_skills=np.concatenate([inputs.seat_skills, nothing]),
        seat_student=np.concatenate([inputs.seat_student, nothing]),
        fatigue=np.concatenate([inputs.fatigue, tables.fatigue]),
    )  # fmt: skip


def pool_of_seats(inputs: Inputs) -> npt.NDArray[np.int64]:
    """Return the pool of every seat, (seats,): 0 for officers and guests, k for the k-th pool."""
    own, guests = np.zeros(inputs.n_own, dtype=np.int64), np.zeros(inputs.aid.n_guests, dtype=np.int64)
    return np.concatenate([own, np.repeat(np.arange(1, len(inputs.pools.names) + 1), inputs.pools.heads), guests])
