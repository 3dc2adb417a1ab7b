"""People who answer calls or work at the desk: how many are there, how many busy, and their time hour by hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kernels.clock import HOUR_MS
from kernels.front_door_records import POOL_HOUR
from kernels.kinds import CALL_TAKERS

if TYPE_CHECKING:
    from sim.reference.front_door import FrontDoor


class Pool:
    """People who do one kind of work; who is busy when the number on duty falls finishes what is in hand."""

    def __init__(self, door: FrontDoor, number: int, n_hours: int) -> None:
        self.door = door
        self.number = number
        self.people = 0
        self.planned = 0  # to be there now, the sick included
        self.busy = 0
        self.day_busy_ms = self.day_there_ms = 0  # since the last morning: busy, and on duty or still busy
        self.hours = np.zeros(n_hours, dtype=POOL_HOUR)
        self._since = 0

    @property
    def anybody_free(self) -> bool:
        """Whether somebody on duty has nothing in hand."""
        return self.busy < self.people

    def settle(self) -> None:
        """Book the time since the last change in the hours it fell into."""
        now = self.door.force.now
        self.day_busy_ms += self.busy * (now - self._since)
        self.day_there_ms += max(self.people, self.busy) * (now - self._since)
        while self._since < now:
            hour = self._since // HOUR_MS
            spent = min(now, (hour + 1) * HOUR_MS) - self._since
            self.hours["busy_ms"][hour] += self.busy * spent
            self.hours["staff_ms"][hour] += max(self.people, self.busy) * spent
            self._since += spent

    def plan(self, people: int) -> None:
        """From now on ``people`` are planned to be on duty; those of them who are well are there."""
        self.planned = people
        self.change(self.door.force.control_room.people(self.number, people))

    def change(self, people: int) -> None:
        """From now on ``people`` are on duty."""
        self.settle()
        self.people = people
        self.door.force.journal.note(CALL_TAKERS, self.number, people)
        self.door.touch()

    def take_on(self) -> None:
        """Somebody begins a piece of work."""
        self.settle()
        self.busy += 1

    def finish(self) -> None:
        """Somebody is done with a piece of work."""
        self.settle()
        self.busy -= 1
        self.door.touch()
