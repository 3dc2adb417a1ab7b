"""The front door: who rings and when, who is there to answer, what is settled, and the diary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from kernels.demand import day_factors, units_on_duty
from kernels.draw import STREAM_DAY, STREAM_FRONT_DOOR, combine, stream_key
from kernels.front_door import N_POOLS, fill_front, fill_unlogged, merge_calls, regrade, unlogged_counts
from kernels.front_door_records import CALL, DIARY, FRONT, FRONT_RULES, STAFF
from sim.inputs.demand import SLOTS, DemandPlan, week_of
from sim.inputs.durations import DurationTable
from sim.inputs.front_plan import FrontPlan
from sim.inputs.inputs import Floats, Ints, Records
from sim.scenario import Duration, Scenario
from sim.scenario.front_door import FrontDoor

MINUTE_MS = 60_000
DAY_MIN = 24 * 60
UNLOGGED, PEOPLE, PLACES = range(3)  # what is drawn from the stream of the front door


@dataclass(frozen=True)
class FrontDoorPlan:
    """Everything about the front door that is the same in every replication."""

    demand: DemandPlan
    by_phone: npt.NDArray[np.int8]  # (types,) 1: somebody rings
    attended: Floats  # (types,) share that would be sent to
    by_grade: dict[str, Floats]  # shares, (grades,) each
    strip_comes_back: float
    routes: Floats  # rising sums
    route_comes_back: Floats
    rows: dict[str, int]  # rows of the table of durations
    chase_row: Ints  # (grades,)
    pass_on_ms: Ints  # (grades,)
    search_ms: int
    unlogged_on_999: float
    unlogged_rates: Floats  # (168,) an hour
    people: Floats  # (pools, 168) after the shortfalls
    places: Floats  # (areas, 168)
    rules: Records


def plan_front_door(scenario: Scenario, demand: DemandPlan, table: DurationTable) -> FrontDoorPlan | None:
    """Return the part of the front door that all replications share; None when it is off."""
    front = scenario.front_door
    if not front.on:
        return None
    by_phone = np.array([kind not in front.not_by_phone for kind in scenario.demand.types], dtype=np.int8)
    chasing = front.chasing
    grades = list(scenario.force.grades)
    share = {
        "on_999": front.on_999, "strip": front.strip.share, "offered": front.appointments.share, "up": front.redefine.up,
        "down": front.redefine.down,
        "chasers": {grade: chasing.share for grade in chasing.after_min} if chasing.on else {},
    }
    routes = [front.settled.phone, front.settled.signposted, front.settled.desk, front.settled.no_attendance]
    logged = demand.rates[by_phone == 1].sum(axis=0)
    return FrontDoorPlan(
        demand=demand, by_phone=by_phone, attended=demand.attended,
        by_grade={name: _by_grade(given, grades) for name, given in share.items()},
        strip_comes_back=front.strip.comes_back, routes=np.cumsum([route.weight for route in routes]),
        route_comes_back=np.array([route.comes_back for route in routes]), rows=_rows(front, table),
        chase_row=_chase_rows(front, grades, table), pass_on_ms=_pass_on_ms(front, grades),
        search_ms=round(front.search_min * MINUTE_MS),
        unlogged_on_999=front.unlogged_on_999, unlogged_rates=logged * front.unlogged_share / (1 - front.unlogged_share),
        people=np.array([week_of(pool.week) * (1 - pool.shortfall) for pool in (front.call_takers, front.desk)]),
        places=np.ascontiguousarray(demand.area_share[:, None] * week_of(front.appointments.places)[None, :]),
        rules=_rules(front, table),
    )


def reported(demand: DemandPlan, front: FrontDoorPlan | None) -> DemandPlan:
    """Return the demand whose every incident reported by phone is drawn, whether or not somebody will be sent."""
    return demand if front is None else replace(demand, attended=np.where(front.by_phone == 1, 1.0, demand.attended))


def _by_grade(given: Mapping[str, float], grades: list[str]) -> Floats:
    return np.array([given.get(grade, 0.0) for grade in grades], dtype=np.float64)


def _rows(front: FrontDoor, table: DurationTable) -> dict[str, int]:
    return {
        "handling": table.row(front.handling), "unlogged": table.row(front.unlogged_handling), "desk": table.row(front.desk.work),
        "back": table.row(front.comes_back_after), "chase": table.row(front.chasing.handling),
    }


def _chase_rows(front: FrontDoor, grades: list[str], table: DurationTable) -> Ints:
    rows = [
        table.row(Duration(kind="exponential", mean_min=front.chasing.after_min[grade]))
        if front.chasing.on and grade in front.chasing.after_min else -1
        for grade in grades
    ]
    return np.array(rows, dtype=np.int64)


def _pass_on_ms(front: FrontDoor, grades: list[str]) -> Ints:
    minutes = [front.passed_on_after_min.get(grade) for grade in grades]
    return np.array([-1 if wait is None else round(wait * MINUTE_MS) for wait in minutes], dtype=np.int64)


def _rules(front: FrontDoor, table: DurationTable) -> Records:
    rules = np.zeros(1, dtype=FRONT_RULES)
    rules["patience_999_row"], rules["patience_101_row"] = table.row(front.line_999.patience), table.row(front.line_101.patience)
    rules["again_999"], rules["again_101"] = front.line_999.rings_again, front.line_101.rings_again
    rules["again_row"] = table.row(front.rings_again_after)
    rules["notice_ms"] = round(front.appointments.notice_min * MINUTE_MS)
    rules["within_ms"] = round(front.appointments.within_days * DAY_MIN * MINUTE_MS)
    return rules


def draw_front_door(
    plan: FrontDoorPlan | None, incidents: Records, durations: Floats, seed: int, replication: int
) -> FrontPlan:
    """Return the callers, staff and diary of a replication.  ``incidents`` get ``by_phone`` and their grades, in place."""
    if plan is None:
        return FrontPlan()
    shares, rows = plan.by_grade, plan.rows
    incidents["by_phone"] = plan.by_phone[incidents["kind"]]
    regrade(incidents, shares["up"], shares["down"])
    decided = np.zeros(incidents.size, dtype=FRONT)
    n_chasers = fill_front(
        incidents, plan.attended, shares["strip"], plan.strip_comes_back, shares["offered"], plan.routes, plan.route_comes_back,
        rows["back"], rows["desk"], shares["chasers"], durations, decided,
    )
    key = np.uint64(stream_key(seed, replication, STREAM_FRONT_DOOR))
    unlogged = _unlogged(plan, np.uint64(combine(key, UNLOGGED)), durations, seed, replication)
    n_planned = int(incidents["by_phone"].sum()) + unlogged.size
    calls = np.zeros(n_planned + n_chasers, dtype=CALL)
    merge_calls(incidents, decided, unlogged, shares["on_999"], rows["handling"], plan.search_ms, rows["chase"], durations, calls)
    return FrontPlan(
        on=True, calls=calls, n_planned=n_planned, decided=decided, staff=_staff(plan, np.uint64(combine(key, PEOPLE))),
        diary=_diary(plan, np.uint64(combine(key, PLACES))), chase_row=plan.chase_row,
        pass_on_ms=plan.pass_on_ms, rules=plan.rules,
    )


def _unlogged(plan: FrontDoorPlan, key: np.uint64, durations: Floats, seed: int, replication: int) -> Records:
    """Return the calls that are never logged: as many to each that is logged as the configuration says, hour by hour."""
    demand = plan.demand
    by_day = day_factors(np.uint64(stream_key(seed, replication, STREAM_DAY)), demand.day_numbers, demand.day_cv)
    means = plan.unlogged_rates[demand.hour_row] * demand.season * by_day[demand.hour_date]
    counts = unlogged_counts(key, demand.hour_number, means)
    out = np.zeros(int(counts.sum()), dtype=CALL)
    fill_unlogged(
        key, counts, demand.hour_start, demand.hour_number, plan.unlogged_on_999, plan.rows["unlogged"], durations, out
    )
    return out


def _staff(plan: FrontDoorPlan, key: np.uint64) -> Records:
    """Return the changes in the people on duty; a fraction of a person is there on that fraction of dates."""
    demand = plan.demand
    pools = np.arange(N_POOLS, dtype=np.uint64)
    people = units_on_duty(key, demand.hour_number // SLOTS, demand.hour_row, plan.people, pools)
    before = np.vstack([np.zeros((1, N_POOLS), dtype=people.dtype), people[:-1]])
    hour, pool = np.nonzero(people != before)
    staff = np.zeros(hour.size, dtype=STAFF)
    staff["at"], staff["pool"], staff["people"] = demand.hour_start[hour], pool, people[hour, pool]
    return staff


def _diary(plan: FrontDoorPlan, key: np.uint64) -> Records:
    """Return the places of every area; a fraction of a place is there in that fraction of hours."""
    demand = plan.demand
    places = units_on_duty(key, demand.hour_number, demand.hour_row, plan.places, demand.area_codes)
    area, hour = np.nonzero(places.T)
    diary = np.zeros(hour.size, dtype=DIARY)
    diary["area"], diary["start"], diary["places"] = area, demand.hour_start[hour], places[hour, area]
    return diary
