"""Overtime and rest of a replication: gaps of the plan filled from rest days, and the tables recall and time off go by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kernels.draw import STREAM_OVERTIME, combine, stream_key, uniform
from kernels.gaps import fill_gaps
from kernels.kinds import CANCELLED_REST_DAY, PAY, RE_ROSTERED, REST_DAY, TIME_OFF
from kernels.records import OVERTIME_RULES, TOUR
from kernels.rest import takes_time_off
from sim.calendar import Calendar
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.inputs import Inputs, Ints, Records
from sim.inputs.notice import give_days_of_gaps
from sim.inputs.overtime_plan import CONSTABLE, INSPECTOR, SERGEANT, OvertimePlan
from sim.inputs.told import with_told
from sim.inputs.tours_of_teams import first_of_teams, in_order, rostered, work_table
from sim.inputs.workforce import seats
from sim.scenario import Overtime, Scenario, Staffing

HOUR_MS, MINUTE_MS = 3_600_000, 60_000
# Purposes of the stream of overtime; the first two are of a replication, the others traits of an officer.
PART_OF_A_TEAM = 0.8  # fewer rostered than this share of its most is a part; a few part-timers off are not
_LIEU, _REWARD, _OPTED_OUT, _OWED, _RANK = range(5)
_TOLD = 15


def with_overtime(inputs: Inputs, scenario: Scenario, calendar: Calendar, replication: int) -> Inputs:
    """Return ``inputs`` with gaps filled as far as rest days may be worked, and with the tables of recall and time off.

    Where all of that is off, tours still know their minimum and officers have ranks, for the measures.
    """
    settings, seed, ids = scenario.overtime, scenario.run.seed, inputs.seat_ids
    known = inputs.sergeants if scenario.supervision.on else None
    tours, plan = inputs.tours.copy(), OvertimePlan(rank=ranks(settings, ids, seed, known))
    if settings.minimum.share or settings.minimum.least:
        tours["minimum"] = _minimum_of_each(tours, minimum_strength(scenario))
    if not settings.fills_gaps or not inputs.n_seats:
        return replace(inputs, tours=tours, overtime_plan=plan)
    opted_out = (_traits(seed, ids, _OPTED_OUT) < settings.limits.opted_out_share).astype(np.int64)
    key = np.uint64(stream_key(seed, replication, STREAM_OVERTIME))
    first_day = calendar.first_day_number - 1
    told_first = settings.planned.before_rest_days
    for told in (told_first, not told_first):
        if told and settings.planned.on:
            tours = with_told(tours, inputs, scenario, calendar, opted_out, np.uint64(combine(key, _TOLD)))
        elif not told and settings.rest_days.on:
            tours = _filled(tours, inputs, settings, opted_out, key, first_day, calendar.n_days + 1)
    in_lieu = np.zeros((ids.size, calendar.n_days + 1), dtype=np.int8)
    if settings.lieu.on:
        takes_time_off(np.uint64(combine(key, _LIEU)), ids, first_day, settings.lieu.share, in_lieu)
    plan = replace(
        plan, rules=_rules(settings), in_lieu=in_lieu, opted_out=opted_out[: inputs.n_own],
        work_ms=work_table(tours, ids.size, calendar.n_days + 1), owed_ms=_owed(settings, ids[: inputs.n_own], seed),
    )  # fmt: skip
    return laid_out(replace(inputs, tours=tours), plan)


def laid_out(inputs: Inputs, plan: OvertimePlan) -> Inputs:
    """Return ``inputs`` with ``plan``: every tour knows the officer's next, and behind the tours are those of recalls."""
    tours, n_seats = inputs.tours.copy(), inputs.n_seats
    first, seat = np.full(n_seats, -1, dtype=np.int64), tours["seat"]
    order = np.lexsort((tours["start"], seat))
    tours["next"] = -1
    tours["next"][order[:-1]] = np.where(seat[order[1:]] == seat[order[:-1]], order[1:], -1)
    first[seat[order[::-1]]] = order[::-1]  # the earliest is written last, and stays
    most = int(plan.rules["most"][0]) if plan.recall else 0
    recalls = np.zeros(most * first_of_teams(tours).size, dtype=TOUR)
    recalls["start"] = recalls["end"] = NEVER_MS
    recalls["seat"] = recalls["next"] = -1
    plan = replace(plan, next_tour=first[: inputs.n_own], first_recall=tours.size, n_recalls=recalls.size)
    return replace(inputs, tours=np.concatenate([tours, recalls]), overtime_plan=plan)


def minimum_strength(scenario: Scenario) -> Ints:
    """Return the minimum of every team in every area, (areas, teams) officers: of its posts before cuts and uplift."""
    teams, settings = max(1, scenario.roster.teams), scenario.overtime.minimum
    posts = seats(scenario.force, Staffing(), scenario.run.seed, teams)
    size = np.zeros((len(scenario.force.areas), teams), dtype=np.int64)
    np.add.at(size, (posts.area, posts.team), 1)
    return np.maximum(np.ceil(settings.share * size - 1e-9).astype(np.int64), np.minimum(settings.least, size))


def _minimum_of_each(tours: Records, minimum: Ints) -> Ints:
    """Return the minimum that applies to each tour, (tours,): its team's in its area, of which a part of a team has its part.

    A team parts where a variant of the roster moves some of its starts, or extra tours some of its officers.  Pools have none.
    """
    first = first_of_teams(tours)
    size = np.diff(np.append(first, tours.size))
    area, team, officers = tours["area"][first], tours["team"][first], tours["pool"][first] == 0
    whole, least = np.zeros_like(minimum), np.zeros(first.size, dtype=np.int64)
    np.maximum.at(whole, (area[officers], team[officers]), size[officers])
    asked, full = minimum[area[officers], team[officers]], whole[area[officers], team[officers]]
    part = size[officers] < PART_OF_A_TEAM * full
    least[officers] = np.where(part, np.rint(asked * size[officers] / np.maximum(full, 1)).astype(np.int64), asked)
    return np.repeat(least, size)


def ranks(
    settings: Overtime, seat_ids: Ints, seed: int, known: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.int8]:
    """Return every officer's rank, (seats,): a keyed draw of the seat, or for the first seats what is ``known`` of sergeants."""
    draw, pay = _traits(seed, seat_ids, _RANK), settings.pay
    below = draw >= pay.inspectors_share
    sergeant = below & (draw < pay.inspectors_share + pay.sergeants_share)
    if known is not None:
        sergeant = np.concatenate([known, np.zeros(seat_ids.size - known.size, dtype=np.bool_)])
    return np.where(sergeant, SERGEANT, np.where(below, CONSTABLE, INSPECTOR)).astype(np.int8)


def _traits(seed: int, seat_ids: Ints, purpose: int) -> npt.NDArray[np.float64]:
    key = np.uint64(combine(np.uint64(stream_key(seed, 0, STREAM_OVERTIME)), purpose))
    return np.array([uniform(key, seat, 0) for seat in seat_ids.tolist()], dtype=np.float64)


def _owed(settings: Overtime, seat_ids: Ints, seed: int) -> Ints:
    """Return the rest days owed to begin with, (seats,) ms: whole days, geometric, so that most have few and some many."""
    mean = settings.bank.opening_days if settings.bank.on else 0.0
    if not mean:
        return np.zeros(seat_ids.size, dtype=np.int64)
    days = np.floor(np.log(_traits(seed, seat_ids, _OWED)) / np.log(mean / (1.0 + mean))).astype(np.int64)
    return days * round(settings.bank.day_hours * HOUR_MS)


def _rules(settings: Overtime) -> Records:
    out = np.zeros(1, dtype=OVERTIME_RULES)
    out["on"], out["spare"], out["lieu"], out["owed"] = 1, settings.minimum.spare, settings.lieu.on, settings.bank.on
    recall = settings.recall
    out["recall"], out["most"] = recall.on, recall.most
    out["answer_ms"], out["stay_ms"] = round(recall.answer_min * MINUTE_MS), round(recall.stay_h * HOUR_MS)
    return out


def _filled(
    tours: Records, inputs: Inputs, settings: Overtime, opted_out: Ints, key: np.uint64, first_day: int, n_days: int
) -> Records:
    """Return the tours with gaps filled, in the order of the inputs: extra ones, and those moved to a rest day."""
    rules, n_seats = settings.rest_days, inputs.n_seats
    first = first_of_teams(tours)
    group_of = np.repeat(np.arange(first.size), np.diff(np.append(first, tours.size)))
    seat, day = tours["seat"].astype(np.int64), tours["day"].astype(np.int64)
    never = inputs.seat_student | (np.arange(n_seats) >= inputs.n_own)  # students, and people of pools
    here = ((tours["absent"] == 0) & (never[seat] == 0)).astype(np.int64)
    tables = {name: np.zeros((n_seats, n_days), dtype=np.int64) for name in ("on", "off")}
    tables["on"][seat, day], tables["off"][seat, day] = tours["start"], tours["end"]
    planned = np.full((n_seats, n_days), -1, dtype=np.int64)
    planned[seat, day] = np.arange(tours.size)
    present = np.bincount(group_of, weights=here, minlength=first.size).astype(np.int64)
    chosen, given = np.zeros((rules.most * first.size, 2), dtype=np.int64), np.zeros(rules.most * first.size, dtype=np.int64)
    lead = tours[first]
    minimum = lead["minimum"].astype(np.int64) - lead["helped"]  # whom planned overtime makes up for is not made up for again
    give_days = give_days_of_gaps(tours, group_of, never[seat] == 0, minimum, rules)
    n = fill_gaps(
        *(np.ascontiguousarray(lead[name], dtype=np.int64) for name in ("start", "end", "area", "day")), minimum,
        present, group_of, here, tables["on"], tables["off"], planned, work_table(tours, n_seats, n_days),
        inputs.seat_area, never.astype(np.int64), opted_out, inputs.overtime,
        give_days, settings.minimum.spare, chosen, given,
    )  # fmt: skip
    extra = lead[chosen[:n, 0]].copy()
    extra["seat"], extra["absent"] = chosen[:n, 1], 0
    extra["start"], extra["end"] = rostered(extra)
    for name in ("told_before", "told_after", "helped"):
        extra[name] = 0
    moved = given[:n] >= 0
    extra["kind"] = np.where(moved, RE_ROSTERED, CANCELLED_REST_DAY)
    extra["reward"] = np.where(moved, PAY, _rewards(settings, extra, inputs.seat_ids, key, first_day))
    kept = np.ones(tours.size, dtype=np.bool_)
    kept[given[:n][given[:n] >= 0]] = False
    together = np.concatenate([tours[kept], extra])
    return in_order(together)


def _rewards(settings: Overtime, extra: Records, seat_ids: Ints, key: np.uint64, first_day: int) -> npt.NDArray[np.int8]:
    """Return what every cancelled rest day is worked for: keyed by officer and date."""
    mine = np.uint64(combine(key, _REWARD))
    drawn = np.array([
        uniform(np.uint64(combine(mine, seat)), first_day + day, 0)
        for seat, day in zip(seat_ids[extra["seat"]].tolist(), extra["day"].tolist(), strict=True)
    ], dtype=np.float64)  # fmt: skip
    back = settings.rest_days.given_back_share
    lieu = back + (1.0 - back) * (settings.lieu.share if settings.lieu.on else 0.0)
    return np.where(drawn < back, REST_DAY, np.where(drawn < lieu, TIME_OFF, PAY)).astype(np.int8)
