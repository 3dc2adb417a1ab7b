"""An incident's writing up: it needs the systems, waits while they are down, and takes longer when they are slow."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from kernels.kinds import CLEARING, LOST_TO_SYSTEMS, RELEASE, SLOWED, WRITING_GOES_ON, WRITING_STOPPED
from kernels.systems import wait_for_systems, writes_until
from sim.reference import turns

if TYPE_CHECKING:
    from sim.reference.incident import Incident


class WritingUp:
    """What is left to do once the officers have left the scene."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.force = incident.force
        self._lost_in = ""  # what the time that passes now is booked as: outage_ms, slowed_ms or nothing
        self._since = -1

    def live(self) -> Generator[simpy.Event, None, None]:
        """Write it up from beginning to end; what takes no time is over now, before any tour that ends now."""
        inputs, plan = self.force.inputs, self.incident.plan
        self.incident.practice.writing = self.force.now
        left = plan.clearing_ms
        while left > 0:
            wait = int(wait_for_systems(inputs.outages_ms, self.force.now, inputs.rules.paper_after_ms))
            if wait > 0:
                yield from self._wait_for_systems(wait)
            begun = self.force.now
            yield self._at(int(writes_until(inputs.outages_ms, begun, left)))
            left -= self.force.now - begun
        slowed = self._slowed_ms()
        if slowed > 0:
            self._lose("slowed_ms", SLOWED)
            yield self._at(self.force.now + slowed)
            self.book()

    def _slowed_ms(self) -> int:
        """Return how long slow systems hold it up: what was drawn, less what the officer who writes it is spared."""
        slowed, crews = int(self.incident.plan.systems_ms), self.incident.crews
        return self.force.levers.slowed_ms(slowed, crews[0].seat) if slowed > 0 and crews else slowed

    def _wait_for_systems(self, wait: int) -> Generator[simpy.Event, None, None]:
        """Wait for the systems, or until it is written on paper."""
        self._lose("outage_ms", WRITING_STOPPED)
        yield self._at(self.force.now + wait)
        self.book()
        inputs = self.force.inputs
        down = int(wait_for_systems(inputs.outages_ms, self.force.now, inputs.rules.paper_after_ms)) > 0
        self.force.journal.note(WRITING_GOES_ON, self.incident.row, int(not down))
        self.incident.everybody_enters(CLEARING)

    def _lose(self, to: str, kind: int) -> None:
        self._lost_in, self._since = to, self.force.now
        self.force.journal.note(kind, self.incident.row, self.incident.practice.officers_sent)
        self.incident.everybody_enters(LOST_TO_SYSTEMS)

    def book(self) -> None:
        """Note what was lost to systems up to now; also when the rest of the writing up is dropped."""
        if self._lost_in:
            practice = self.incident.practice
            setattr(practice, self._lost_in, getattr(practice, self._lost_in) + self.force.now - self._since)
            self._lost_in = ""

    def _at(self, time: int) -> simpy.Event:
        return self.force.moments.at(time, RELEASE, self.incident.key, turns.CLEARED)
