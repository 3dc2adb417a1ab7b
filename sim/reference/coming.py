"""Crews on their way to an incident: sent, arriving one by one, until enough are there for the work to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import simpy

from kernels.exposures import ATTENDED, LATE
from kernels.kinds import (
    ASSIGNED,
    AT_CUSTODY,
    AT_PARTNER,
    AT_PLACE,
    BEGUN_SHORT,
    CREW_ARRIVED,
    CREW_SENT,
    HELD,
    IN_CUSTODY,
    ON_SCENE,
    ON_WATCH,
    RELEASE,
    TRAVELLING,
    WAITING_FOR_PARTNER,
)
from sim.reference import turns
from sim.reference.trauma import come_to_scene, sent_on

if TYPE_CHECKING:
    from sim.reference.crew import Crew
    from sim.reference.force import Deployment
    from sim.reference.incident import Incident


class Coming:
    """Those sent to one incident; ``gathered`` happens when the work may begin."""

    def __init__(self, incident: Incident) -> None:
        self._incident = incident
        self._force = incident.force
        self._crews_ever = 0
        self._first_there: Deployment | None = None  # who came when nobody was there
        self.gathered = simpy.Event(self._force.env)

    def begin_anew(self) -> None:
        """The work was broken off: others are to gather for it."""
        self.gathered = simpy.Event(self._force.env)

    def send(self, crew: Crew) -> None:
        """Have a crew drive there."""
        incident, force = self._incident, self._force
        drive = force.drive_ms(crew, incident, self._crews_ever)
        place = self._crews_ever % turns.PLACES
        self._crews_ever += 1
        deployment = force.deploy(crew, incident)
        crew.go_to(incident, deployment)
        incident.takes_in(crew)
        crew.enter(TRAVELLING)
        force.journal.note(CREW_SENT, incident.row, crew.seat)
        sent_on(crew, incident)
        arrival = force.moments.at(force.now + drive, RELEASE, incident.key, turns.ARRIVED + place)
        arrival.callbacks.append(  # type: ignore[union-attr]
            lambda _: self._arrives(crew) if crew.deployment is deployment else None)

    def _arrives(self, crew: Crew) -> None:
        incident, force = self._incident, self._force
        first_there = incident.there == 0
        if first_there:
            self._first_there = crew.deployment
        crew.there = True
        assert crew.deployment is not None
        crew.deployment.arrived = force.now
        crew.enter(ON_WATCH if incident.plan.watch else ON_SCENE)
        force.journal.note(CREW_ARRIVED, incident.row, crew.seat)
        self._attends(crew)
        force.presence.arrives(incident, crew)
        come_to_scene(crew, incident)
        if incident.practice.arrived < 0:
            incident.practice.arrived = force.now
        if incident.stage != ASSIGNED:
            self._joins(crew)
            return
        everybody = not incident.queued and all(crew.there for crew in incident.crews)
        if incident.there >= incident.minimum or everybody:
            self.gathered.succeed()
        elif first_there and force.inputs.rules.staged:
            first = self._first_there
            incident.after(force.inputs.rules.begin_anyway_ms, turns.BEGIN, lambda: self._begin_short(first))

    def _attends(self, crew: Crew) -> None:
        incident = self._incident
        target = int(self._force.inputs.target_ms[incident.grade, incident.plan.area])
        for officer in crew.officers:
            officer.exposed[ATTENDED] += 1
            officer.exposed[LATE] += int(self._force.now - incident.practice.logged > target)

    def _joins(self, crew: Crew) -> None:
        """A crew comes to work under way: one more, or to relieve others."""
        if self._incident.stage == WAITING_FOR_PARTNER:
            crew.enter(HELD)
        elif self._incident.stage == AT_CUSTODY:
            crew.enter(IN_CUSTODY)
        elif self._incident.stage == AT_PLACE:
            crew.enter(AT_PARTNER)
        self._force.presence.joins(self._incident, crew)
        self._incident.relief.comes(crew)

    def _begin_short(self, first: Deployment | None) -> None:
        """The rest did not come in time: those who are there begin, if somebody was there since the ``first`` came."""
        incident = self._incident
        if incident.stage == ASSIGNED and first is self._first_there and incident.there > 0:
            self._force.journal.note(BEGUN_SHORT, incident.row, incident.there)
            self.gathered.succeed()
