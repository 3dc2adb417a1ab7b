"""An area: its free crews, its queue of incidents, and the dispatcher's choice between them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from kernels.crewing import crew_fit
from kernels.dispatch import enough, may_be_sent

if TYPE_CHECKING:
    from sim.reference.crew import Crew
    from sim.reference.force import Force
    from sim.reference.incident import Incident


class Area:
    """Crews answer incidents of their own area: highest grade first, first come within a grade."""

    def __init__(self, force: Force, n_grades: int) -> None:
        self.force = force
        self.queues: list[deque[Incident]] = [deque() for _ in range(n_grades)]
        self.free: list[Crew] = []
        self.on_duty = 0
        self.touched = False

    def touch(self) -> None:
        """Have the dispatcher look at this area at the end of the round."""
        self.touched = True
        self.force.moments.call_dispatch()

    def officer_leaves(self) -> None:
        """An officer's tour is over, whether or not work remains."""
        self.on_duty -= 1
        self.touch()

    def queue(self, incident: Incident) -> None:
        """Put an incident behind those of its grade."""
        self.queues[incident.grade].append(incident)
        self.touch()

    def dispatch(self) -> None:
        """Answer the first incident of the queue for as long as there are officers enough."""
        self.touched = False
        while self.free:
            queue = next((queue for queue in self.queues if queue), None)
            if queue is None:
                return
            incident = queue[0]
            sendable = [crew for crew in self.free if self._may_go(crew, incident)]
            free = sum(crew.size for crew in sendable)
            if not enough(free, self.on_duty, incident.wanted):
                return
            queue.popleft()
            incident.answer(self._choose(sendable, min(incident.wanted, free)))

    def _may_go(self, crew: Crew, incident: Incident) -> bool:
        rules = self.force.inputs.rules
        return bool(may_be_sent(incident.grade, crew.end, self.force.now, rules.wind_down_ms, rules.wind_down_grades))

    def _choose(self, sendable: list[Crew], wanted: int) -> list[Crew]:
        """Return the crews to send: best fit first; of equals the one free longest, then the lowest seat."""
        chosen: list[Crew] = []
        sent = 0
        while sent < wanted:
            missing = wanted - sent
            crew = min(sendable, key=lambda crew: (crew_fit(crew.size, missing), crew.free_since, crew.seat))
            sendable.remove(crew)
            self.free.remove(crew)
            chosen.append(crew)
            sent += crew.size
        return chosen
