"""The people of the control room, morning by morning: how busy they were, who falls sick, how many are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kernels.control_room import GAIN, HAZARD_CAP, people_there, person, room_strain
from kernels.front_door_records import ROOM
from kernels.sickness import spell_from
from kernels.strain import hazard_multiplier

if TYPE_CHECKING:
    from sim.inputs.inputs import Records
    from sim.reference.force import Force
    from sim.reference.pools import Pool


class ControlRoom:
    """Everybody employed in the pools of the front door; without its switch those planned are there."""

    def __init__(self, force: Force) -> None:
        self.force, self.plan = force, force.inputs.room
        self.rooms = self.plan.rooms()
        self.back_day = self.plan.back_day.tolist()

    def people(self, pool: int, planned: int) -> int:
        """Return how many of those planned are there today."""
        if not self.plan.on:
            return planned
        room = self.rooms[pool]
        return int(people_there(
            planned, int(room["well"]), int(room["employed"]), self.plan.key, pool, self.force.night_shift.today
        ))

    def morning(self, today: int) -> None:
        """Reckon what yesterday left behind, draw who falls sick, and see who is there."""
        if self.plan.on:
            for pool in self.force.front_door.pools:
                self._reckon(self.rooms[pool.number], pool)
                self._draw(self.rooms[pool.number], pool.number, today)
                there = self.people(pool.number, pool.planned)
                if there != pool.people:
                    pool.change(there)

    def _reckon(self, room: np.void, pool: Pool) -> None:
        pool.settle()
        room["strain"] = room_strain(float(room["strain"]), pool.day_busy_ms, pool.day_there_ms, self.plan.par)
        pool.day_busy_ms = pool.day_there_ms = 0
        room["strain_sum"] += room["strain"]
        room["mornings"] += 1

    def _draw(self, room: np.void, pool: int, today: int) -> None:
        plan = self.plan
        multiplier = hazard_multiplier(float(room["strain"]), plan.par[GAIN], plan.par[HAZARD_CAP])
        sick = 0
        for number in range(int(room["employed"])):
            one = int(room["first"]) + number
            if self.back_day[one] <= today:
                days = int(spell_from(plan.key, person(pool, number), today, multiplier, plan.sickness))
                if days:
                    self.back_day[one] = today + days
                    room["spells"] += 1
            sick += self.back_day[one] > today
        room["sick_days"] += sick
        room["well"] = room["employed"] - sick

    def forget(self) -> None:
        """The warm-up is over: spells and days are counted from nothing."""
        for name in ("spells", "sick_days", "mornings", "strain_sum"):
            self.rooms[name] = 0

    def close(self) -> Records:
        """Return what came of each pool, ROOM records."""
        return np.array(self.rooms, dtype=ROOM)
