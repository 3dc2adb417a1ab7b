"""A crew: one officer or two who go everywhere together, until they split, pair up or their tour ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

from kernels.crewing import counts
from kernels.exposures import RUSHED
from kernels.kinds import CREW_FORMED, CREW_JOINED, CREW_SPLIT, FREE, READY
from sim.reference.trauma import leave_scene

if TYPE_CHECKING:
    from sim.reference.force import Deployment, Force
    from sim.reference.incident import Incident
    from sim.reference.officer import Officer
    from sim.reference.pauses import MealBreak
    from sim.reference.protected import ProtectedSpell


class Crew:
    """Officers of one area whose tours end together.

    ``paired``: they are two, or one who should be in a pair; ``tutored``: a student with a tutor, who do not part;
    ``practitioner_until``: so long the car carries practitioners; 0 it never does. ``pool``: whose they are, 0 for
    response officers; a crew of a pool attends what its pool may, and does not part.
    """

    def __init__(
        self, force: Force, officers: list[Officer], area: int, end: int, *, paired: bool = False, tutored: bool = False,
        practitioner_until: int = 0, pool: int = 0,
    ) -> None:
        self.force = force
        self.area = force.areas[area]
        self.end = end
        self.paired, self.tutored, self.practitioner_until = paired, tutored, practitioner_until
        self.pool = pool
        self.incident: Incident | None = None
        self.deployment: Deployment | None = None
        self.there = False
        self.ended = False
        self.free_since = 0
        self.paused_for = READY
        self.pausing: MealBreak | ProtectedSpell | None = None  # what it is at, if that ends otherwise than a briefing
        self._staff(officers)

    def formed(self) -> None:
        """Be formed at a booking on."""
        for officer in self.officers:
            assert officer.tour is not None
            self.force.done[officer.tour].crew = self.size
        self.force.journal.note(CREW_FORMED, self.seat, self.officers[1].seat if self.size == 2 else -1)
        self._become_free()

    def _staff(self, officers: list[Officer]) -> None:
        """Set who is in the crew, and what follows from it."""
        self.officers = officers
        self.size = len(officers)
        # Each officer's own event, so that they leave in the crew's order; it succeeds when work ends that outlasted the tour.
        self.released = {officer.seat: simpy.Event(self.force.env) for officer in officers}
        self.skills = 0
        self.sergeants = sum(officer.is_sergeant for officer in officers)
        for officer in officers:
            officer.crew = self
            officer.be_alone(self.size == 1)
            self.skills |= officer.skills
        students = [int(officer.is_student) for officer in officers] + [0]
        self.counts = int(counts(students[0], students[1], self.size, self.force.inputs.rules.students_count))

    @property
    def seat(self) -> int:
        """The seat of the first officer, by which a crew is known."""
        return self.officers[0].seat

    @property
    def tour(self) -> int:
        """The tour of the first officer."""
        return self.tours[0]

    @property
    def tours(self) -> list[int]:
        """The tours of its officers."""
        return [officer.tour for officer in self.officers if officer.tour is not None]

    @property
    def practitioner(self) -> bool:
        """Whether a practitioner rides along now."""
        return self.force.now < self.practitioner_until

    @property
    def is_lone(self) -> bool:
        """Whether this is one officer who should be in a pair."""
        return self.size == 1 and self.paired

    def split(self) -> None:
        """Part: the first officer is a crew of one from now on, the second another."""
        first, second = self.officers
        self._staff([first])
        other = Crew(self.force, [second], self.area.number, self.end, paired=True)
        self.force.journal.note(CREW_SPLIT, first.seat, second.seat)
        other._become_free()

    def join(self, other: Crew) -> None:
        """Take the officer of another free crew into this one."""
        self.area.free.remove(other)
        self.practitioner_until = max(self.practitioner_until, other.practitioner_until)
        self._staff([*self.officers, *other.officers])
        self.force.journal.note(CREW_JOINED, self.seat, self.officers[1].seat)

    def enter(self, status: int) -> None:
        """Let all officers of the crew enter ``status``."""
        for officer in self.officers:
            officer.enter(status)

    def rushed(self) -> None:
        """Leave, or close, work before it could be done properly; who was not there yet has begun nothing."""
        if self.there:
            for officer in self.officers:
                officer.exposed[RUSHED] += 1

    def _become_free(self) -> None:
        self.free_since = self.force.now
        self.area.free.append(self)
        self.area.touch()

    def pause(self, pause: int, pausing: MealBreak | ProtectedSpell | None = None) -> None:
        """Begin the briefing, a break or protected time: free, but not for everything."""
        self.paused_for, self.pausing = pause, pausing

    def be_ready(self) -> None:
        """Be free for everything again."""
        self.paused_for, self.pausing = READY, None
        self.free_since = self.force.now
        self.enter(FREE)

    def leave_pause(self) -> None:
        """Be called out of the briefing, the break or protected time, or have it ended by the end of the tour."""
        if self.pausing:
            self.pausing.break_off()
        if self.paused_for != READY:
            self.be_ready()

    def go_to(self, incident: Incident, deployment: Deployment) -> None:
        """Leave for an incident."""
        self.area.free.remove(self)
        self.area.out.append(self)
        self.incident, self.deployment, self.there = incident, deployment, False

    def release(self) -> None:
        """The incident needs the crew no more: it is free, or goes home if its tour is over."""
        assert self.deployment is not None
        self.deployment.left = self.force.now
        leave_scene(self)
        self.incident = self.deployment = None
        self.area.out.remove(self)
        if self.ended:
            for released in list(self.released.values()):
                released.succeed()
        else:
            self.enter(FREE)
            self._become_free()

    def disband(self) -> None:
        """The tour is over: a free crew is no longer to be had, a busy one goes home when released."""
        if not self.ended:
            self.ended = True
            if self.incident is None:
                self.area.free.remove(self)
