"""The people of the control room: how many of them are sick, what a busy room leaves behind, and how many places stay empty."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.front_door import N_POOLS
from sim.calendar import DAYS_PER_YEAR
from sim.measures.front_door import POOLS
from sim.measures.window import HOUR_MS, Measure, Window, ratio


def control_room_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the people of the control room; none where nobody there falls sick."""
    if not window.inputs.room.on:
        return
    for pool, group in POOLS.items():
        room = window.outcome.rooms[pool]
        days = int(room["employed"] * room["mornings"])
        yield ratio("staff_sick_share", int(room["sick_days"]), days, group)
        yield ratio("staff_spells", int(room["spells"]), days / DAYS_PER_YEAR, group)
        yield ratio("staff_strain", float(room["strain_sum"]), int(room["mornings"]), group)
        planned, there = _planned_h(window, pool), _there_h(window, pool)
        yield ratio("staff_missing", planned - there, (window.high - window.low) / HOUR_MS, group)


def _planned_h(window: Window, pool: int) -> float:
    """Return person-hours planned in the period."""
    steps = window.inputs.front.staff[window.inputs.front.staff["pool"] == pool]
    until = np.append(steps["at"][1:], window.high)
    return float((window.overlap_ms(steps["at"], until) * steps["people"]).sum()) / HOUR_MS


def _there_h(window: Window, pool: int) -> float:
    """Return person-hours on duty in the period, those included who finish something after their hours."""
    first, last = window.low // HOUR_MS, -(-window.high // HOUR_MS)
    return float(window.outcome.pool_hours.reshape(N_POOLS, -1)[pool, first:last]["staff_ms"].sum()) / HOUR_MS
