"""The life of an incident: logged, waiting, crews sent, scene, partner, clearing, closed."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
import simpy

from kernels.durations import duration_ms
from kernels.kinds import (
    ASSIGNED,
    BEING_CLEARED,
    CLEARED,
    CLEARING,
    CLOSED,
    CREW_ARRIVED,
    CREW_SENT,
    HELD,
    ON_SCENE,
    RELEASE,
    SCENE_ENDED,
    SCENE_STARTED,
    TRAVELLING,
    WAITING,
    WAITING_FOR_PARTNER,
    WORKING,
)

if TYPE_CHECKING:
    from sim.reference.crew import Crew
    from sim.reference.force import Force

# Which of one incident's events comes first at one instant.
SUBS = 16
ARRIVED_SUB, SCENE_SUB, HANDED_OVER_SUB, CLEARED_SUB, GIVE_UP_SUB, UNIT_SUB = (SUBS * kind for kind in range(1, 7))


class Incident:
    """One incident that is attended; ``row`` is its place in the inputs."""

    def __init__(self, force: Force, row: int) -> None:
        plan = force.incidents[row]
        self.force = force
        self.row = row
        self.area, self.grade, self.wanted = plan.area, plan.grade, plan.officers
        self.key = plan.key
        self.scene_ms, self.clearing_ms = plan.scene_ms, plan.clearing_ms
        self.partner = force.partners[plan.partner] if plan.partner >= 0 else None
        self.practice = force.practice[row]
        self.crews: list[Crew] = []
        self.crews_due = 0
        self.everybody_there = simpy.Event(force.env)
        self.practice.stage = WAITING

    def answer(self, crews: list[Crew]) -> None:
        """The dispatcher sends ``crews``; the incident's life begins."""
        self.practice.sent = self.force.now
        self.practice.stage = ASSIGNED
        self.crews = crews
        self.crews_due = len(crews)
        self.practice.officers_sent = sum(crew.size for crew in crews)
        for position, crew in enumerate(crews):
            crew.incident = self
            crew.enter(TRAVELLING)
            self.force.journal.note(CREW_SENT, self.row, crew.seat)
            arrival = self.force.moments.at(
                self.force.now + self._travel_ms(position), RELEASE, self.key, ARRIVED_SUB + position
            )
            arrival.callbacks.append(lambda _, crew=crew: self._crew_arrives(crew))  # type: ignore[union-attr, misc]
        self.force.env.process(self._life())

    def _travel_ms(self, position: int) -> int:
        inputs = self.force.inputs
        if not inputs.rules.travel_on:
            return 0
        row = inputs.travel_row[self.area]
        return int(duration_ms(inputs.durations, row, inputs.key_travel, np.uint64(self.key), position))

    def _crew_arrives(self, crew: Crew) -> None:
        crew.enter(ON_SCENE)
        self.force.journal.note(CREW_ARRIVED, self.row, crew.seat)
        if self.practice.arrived < 0:
            self.practice.arrived = self.force.now
        self.crews_due -= 1
        if self.crews_due == 0:
            self.everybody_there.succeed()

    def _life(self) -> Generator[simpy.Event, None, None]:
        yield self.everybody_there
        scene_over = self._scene_starts()
        takeover = self.partner.ask(self) if self.partner else None
        yield scene_over
        held = takeover is not None and not takeover.triggered
        self._scene_ends(held)
        if held:
            assert takeover is not None
            yield takeover
        self._clearing_starts()
        if self.clearing_ms > 0:  # otherwise the job is over now, before any tour that ends now
            yield self.force.moments.at(self.force.now + self.clearing_ms, RELEASE, self.key, CLEARED_SUB)
        self._close()

    def _scene_starts(self) -> simpy.Event:
        now = self.force.now
        self.practice.stage = WORKING
        self.practice.started = now
        self.force.journal.note(SCENE_STARTED, self.row, self.practice.officers_sent)
        return self.force.moments.at(now + self.scene_ms, RELEASE, self.key, SCENE_SUB)

    def _scene_ends(self, held: bool) -> None:
        self.practice.ended = self.force.now
        self.force.journal.note(SCENE_ENDED, self.row, int(held))
        if held:
            self.practice.stage = WAITING_FOR_PARTNER
            self._everybody_enters(HELD)

    def _clearing_starts(self) -> None:
        self.practice.stage = BEING_CLEARED
        self._everybody_enters(CLEARING)

    def _close(self) -> None:
        self.practice.stage = CLOSED
        self.practice.closed = self.force.now
        self.force.journal.note(CLEARED, self.row, self.practice.officers_sent)
        for crew in self.crews:
            crew.release()

    def _everybody_enters(self, status: int) -> None:
        for crew in self.crews:
            crew.enter(status)
