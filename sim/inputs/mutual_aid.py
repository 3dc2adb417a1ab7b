"""Mutual aid: seats and tours for officers of another force, filled when they are asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kernels.records import AID_RULES, TOUR
from sim.inputs.aid_plan import NEVER_MS, AidPlan
from sim.inputs.inputs import Inputs, Ints, Records
from sim.scenario import MutualAid

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
FIRST_GUEST_ID = 10**9  # no seat of the establishment has such a number


def with_guests(inputs: Inputs, aid: MutualAid, hour_start_ms: Ints) -> Inputs:
    """Return ``inputs`` with seats and tours for the officers another force may send; the same inputs when aid is off.

    A guest is an officer like any other but for strain and sickness, which are the other force's; sleep is that of seat 0.
    """
    if not aid.on or not inputs.n_seats:
        return inputs
    plan = _plan(aid, inputs.tours.size, hour_start_ms, inputs.horizon_ms)
    n = plan.n_guests
    nothing = np.zeros(n, dtype=np.int64)
    return replace(
        inputs, aid=plan, tours=np.concatenate([inputs.tours, _guest_tours(plan, inputs.n_seats)]),
        seat_ids=np.concatenate([inputs.seat_ids, FIRST_GUEST_ID + np.arange(n)]),
        seat_area=np.concatenate([inputs.seat_area, nothing]),
        seat_back_day=np.concatenate([inputs.seat_back_day, nothing]),
        seat_skills=np.concatenate([inputs.seat_skills, nothing]),
        seat_student=np.concatenate([inputs.seat_student, nothing]),
        fatigue=np.concatenate([inputs.fatigue, np.repeat(inputs.fatigue[:1], n, axis=0)]),
    )


def _plan(aid: MutualAid, n_tours: int, hour_start_ms: Ints, horizon_ms: int) -> AidPlan:
    rules = np.zeros(1, dtype=AID_RULES)
    rules["officers"], rules["waiting"], rules["grades"] = aid.officers, aid.trigger_waiting, aid.trigger_grades
    rules["mobilise_ms"], rules["stay_ms"] = round(aid.mobilise_h * HOUR_MS), round(aid.stay_h * HOUR_MS)
    rules["ratio"], rules["after_ms"] = aid.return_ratio, round(aid.return_after_days * DAY_MS)
    rules["at_once"] = aid.return_officers
    # Requests come on the hour and one after the other, so two of them are at least so far apart.
    apart = max(int(rules["mobilise_ms"][0] + rules["stay_ms"][0]), HOUR_MS)
    return AidPlan(True, aid.officers, n_tours, horizon_ms // apart + 2, hour_start_ms.astype(np.int64), rules)


def _guest_tours(plan: AidPlan, n_own: int) -> Records:
    """Return the tours guests may work, TOUR records that begin when they are asked for."""
    out = np.zeros(plan.most_requests * plan.n_guests, dtype=TOUR)
    out["start"] = out["end"] = NEVER_MS
    out["seat"] = n_own + np.arange(out.size) % plan.n_guests
    out["crew_size"] = 2
    out["team"] = -1
    return out
