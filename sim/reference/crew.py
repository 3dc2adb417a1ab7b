"""A crew: one officer or two who go everywhere together from booking on to the end of their tour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

from kernels.kinds import CREW_FORMED, FREE

if TYPE_CHECKING:
    from sim.reference.force import Force
    from sim.reference.incident import Incident
    from sim.reference.officer import Officer


class Crew:
    """Officers of one area whose tours end together."""

    def __init__(self, force: Force, officers: list[Officer], area: int, end: int) -> None:
        self.force = force
        self.officers = officers
        self.area = area
        self.end = end
        self.size = len(officers)
        self.incident: Incident | None = None
        self.ended = False
        self.free_since = 0
        # Each officer's own event, so that they leave in the crew's order; it succeeds when work ends that outlasted the tour.
        self.released = {officer.seat: simpy.Event(force.env) for officer in officers}
        for officer in officers:
            officer.crew = self
            assert officer.tour is not None
            force.done[officer.tour].crew = self.size
        force.journal.note(CREW_FORMED, self.seat, officers[1].seat if self.size == 2 else -1)
        self._become_free()

    @property
    def seat(self) -> int:
        """The seat of the first officer, by which a crew is known."""
        return self.officers[0].seat

    def enter(self, status: int) -> None:
        """Let all officers of the crew enter ``status``."""
        for officer in self.officers:
            officer.enter(status)

    def _become_free(self) -> None:
        self.free_since = self.force.now
        area = self.force.areas[self.area]
        area.free.append(self)
        area.touch()

    def release(self) -> None:
        """The incident needs the crew no more: it is free, or goes home if its tour is over."""
        self.incident = None
        if self.ended:
            for released in self.released.values():
                released.succeed()
        else:
            self.enter(FREE)
            self._become_free()

    def disband(self) -> None:
        """The tour is over: a free crew is no longer to be had, a busy one goes home when released."""
        if not self.ended:
            self.ended = True
            if self.incident is None:
                self.force.areas[self.area].free.remove(self)
