"""The people of the control room as the arrays the kernels read."""

from __future__ import annotations

import math

import numpy as np

from kernels.control_room import BUSY_USUAL, GAIN, HAZARD_CAP, MEMORY_DAYS, N_ROOM, person
from kernels.draw import STREAM_CONTROL_ROOM, stream_key
from kernels.front_door import N_POOLS
from kernels.sickness import sickness_history
from sim.inputs.front_door import FrontDoorPlan
from sim.inputs.room_plan import RoomPlan
from sim.inputs.welfare import sickness_parameters
from sim.scenario import Scenario


def room_plan(scenario: Scenario, front: FrontDoorPlan | None, first_day: int, replication: int) -> RoomPlan:
    """Return the plan of a replication; off where nobody of the control room falls sick."""
    settings = scenario.control_room
    if not settings.on or front is None:
        return RoomPlan()
    par, sickness = np.zeros(N_ROOM), sickness_parameters(settings.sickness, scenario.strain)
    par[[BUSY_USUAL, MEMORY_DAYS]] = settings.busy_usual, settings.memory_days
    par[[GAIN, HAZARD_CAP]] = settings.gain, settings.hazard_cap
    employed = np.array([math.ceil(settings.employed_per_place * float(week.mean())) for week in front.people], dtype=np.int64)
    numbers = np.concatenate([person(pool, np.arange(employed[pool], dtype=np.int64)) for pool in range(N_POOLS)])
    key = np.uint64(stream_key(scenario.run.seed, replication, STREAM_CONTROL_ROOM))
    back = sickness_history(numbers, first_day, settings.history_days, key, sickness)
    return RoomPlan(par, sickness, employed, back, key, first_day)
