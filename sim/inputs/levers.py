"""Interventions as the arrays the kernels read: whom each lever reaches, from when on, and which meal breaks are kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kernels import levers as k
from kernels.draw import STREAM_OFFICER, stream_key, uniform
from kernels.sickness import seat_and_day
from sim.calendar import EPOCH
from sim.inputs.inputs import Inputs, Ints
from sim.inputs.lever_plan import LeverPlan
from sim.scenario import Scenario
from sim.scenario.interventions import Interventions

_REACH = 120  # traits of an officer: the place in the order in which a lever reaches officers, one for each lever
_KEPT = 140  # and, on one day, whether a meal break is kept


def plan_levers(settings: Interventions, seat_ids: Ints, first_day: int, seed: int) -> LeverPlan:
    """Return the plan of interventions, the same in every replication.

    ``seat_ids`` of the force's own officers. Each has a place between 0 and 1 in a lever's order, drawn for the seat, and is
    reached when the place is below the reach: a larger reach holds a smaller one, and a cut moves nobody else's place.
    """
    if not settings.on:
        return LeverPlan()
    key = np.uint64(stream_key(seed, 0, STREAM_OFFICER))
    rows, reached = np.zeros((k.N_ROWS, k.N_COLUMNS)), np.zeros(seat_ids.size, dtype=np.int64)
    for number, name in enumerate(k.NAMES):
        lever = settings.lever(name)
        if not lever.on:
            continue
        from_day = first_day if lever.starts is None else (lever.starts - EPOCH).days
        rows[number] = from_day, lever.lag_days, lever.effect_read(settings.effects)
        place = np.array([uniform(key, int(seat), _REACH + number) for seat in seat_ids], dtype=np.float64)
        reached |= (place < lever.reach).astype(np.int64) << number
    if settings.body_worn_video.on:  # whom it reaches, and from when on, as for assaults
        rows[k.RECORDED] = *rows[k.BODY_WORN_VIDEO, : k.EFFECT], settings.body_worn_video.complaints_read(settings.effects)
        rows[k.FOOTAGE] = *rows[k.BODY_WORN_VIDEO, : k.EFFECT], settings.body_worn_video.shorter_read(settings.effects)
        worn = reached >> k.BODY_WORN_VIDEO & 1
        reached |= worn << k.RECORDED | worn << k.FOOTAGE
    return LeverPlan(rows, reached)


def with_levers(inputs: Inputs, scenario: Scenario) -> Inputs:
    """Return the inputs of a replication with its interventions, and the meal breaks they keep."""
    first_day = int(inputs.nights[0, 1]) if inputs.nights.size else 0
    plan = plan_levers(scenario.interventions, inputs.seat_ids[: inputs.n_own], first_day, scenario.run.seed)
    if not plan.on:
        return inputs
    return replace(inputs, levers=plan, tours=_with_breaks_kept(inputs, plan, first_day, scenario.run.seed))


def _with_breaks_kept(inputs: Inputs, plan: LeverPlan, first_day: int, seed: int) -> np.ndarray:
    """Return the tours with a word on each whose meal break is kept; drawn for seat and date, the lever's share the chance."""
    reached = plan.reached_seats(inputs.n_seats)
    due = inputs.tours["break_ms"] > 0
    mine = np.flatnonzero(due & (reached[inputs.tours["seat"]] >> k.MANDATORY_BREAKS & 1 > 0))
    if not mine.size:
        return inputs.tours
    key = np.uint64(stream_key(seed, inputs.replication, STREAM_OFFICER))
    tours = inputs.tours.copy()
    for row in mine.tolist():
        seat = int(tours["seat"][row])
        day = first_day + int(tours["day"][row]) - 1
        share = k.taken(k.MANDATORY_BREAKS, reached[seat], day, plan.rows)
        tours["break_kept"][row] = uniform(key, seat_and_day(int(inputs.seat_ids[seat]), day), _KEPT) < share
    return tours
