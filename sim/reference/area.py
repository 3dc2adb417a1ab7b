"""An area: its free crews, those that are out, and the incidents that want one."""

from __future__ import annotations

from bisect import insort
from itertools import combinations
from typing import TYPE_CHECKING

from kernels.kinds import READY

if TYPE_CHECKING:
    from sim.reference.crew import Crew
    from sim.reference.force import Force
    from sim.reference.incident import Incident


class Area:
    """A part of the force with crews of its own."""

    def __init__(self, force: Force, number: int, n_grades: int) -> None:
        self.force = force
        self.number = number
        self.queues: list[list[Incident]] = [[] for _ in range(n_grades)]
        self.free: list[Crew] = []
        self.out: list[Crew] = []
        self.on_duty = 0
        self.touched = False
        self._waited = 0
        self._some_wait_since: int | None = None  # none waits now
        self._leaders, self._led, self._led_since = 0, 0, 0

    @property
    def waited_ms(self) -> int:
        """For how long, in all, incidents have been waiting here up to now."""
        return self._waited if self._some_wait_since is None else self._waited + self.force.now - self._some_wait_since

    @property
    def led_ms(self) -> int:
        """For how long, in all, there was a sergeant who was free for the others, up to now."""
        return self._led + (self.force.now - self._led_since if self._leaders else 0)

    def change_leaders(self, by: int) -> None:
        """One more sergeant is free for the others, or one fewer."""
        self._led, self._led_since = self.led_ms, self.force.now
        self._leaders += by

    @property
    def waiting(self) -> int:
        """How many incidents want a crew."""
        return sum(map(len, self.queues))

    @property
    def ready(self) -> int:
        """How many crews of officers are free and not at a briefing, a break or protected time."""
        return sum(crew.paused_for == READY and not crew.pool for crew in self.free)

    @property
    def free_of_pools(self) -> int:
        """How many crews of specials, PCSOs and volunteers are free."""
        return sum(crew.pool > 0 for crew in self.free)

    def touch(self) -> None:
        """Have the dispatcher look at this area at the end of the round."""
        self.touched = True
        self.force.moments.call_dispatch()

    def tour_is_over(self, crew: Crew) -> None:
        """Somebody's tour is over, whether or not work remains; of a pool they are not counted among the officers on duty."""
        if not crew.pool:
            self.on_duty -= 1
        self.touch()

    def queue(self, incident: Incident) -> None:
        """Put an incident in its place among those of its grade: who was logged first stands first, also when it comes back."""
        incident.queued = True
        if self._some_wait_since is None:
            self._some_wait_since = self.force.now
        insort(self.queues[incident.grade], incident, key=lambda one: one.place_in_queue)
        self.touch()

    def unqueue(self, incident: Incident) -> None:
        """Take an incident out of the queue, if it is in it."""
        if incident.queued:
            incident.queued = False
            self.queues[incident.grade].remove(incident)
            if not self.waiting:
                self._waited, self._some_wait_since = self.waited_ms, None

    def pair_up(self) -> None:
        """Let free lone officers who should be in a pair, and whose tours end together, become one again."""
        while True:
            lone = sorted((crew for crew in self.free if crew.is_lone and crew.paused_for == READY), key=lambda crew: crew.seat)
            pair = next(((a, b) for a, b in combinations(lone, 2) if a.end == b.end), None)
            if pair is None:
                return
            pair[0].join(pair[1])
