"""An arrest after the scene: the drive to the suite, the wait for a desk, booking-in, and the file."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from kernels.kinds import (
    ARRESTED,
    AT_CUSTODY,
    AT_THE_SUITE,
    BOOKED_IN,
    BOOKING_BEGUN,
    FILE_BEGUN,
    FILE_BUILDING,
    FILE_BUILT,
    FILE_IN_HAND,
    IN_CUSTODY,
    RELEASE,
    TAKEN_TO_CUSTODY,
    TO_CUSTODY,
)
from sim.reference import turns
from sim.reference.partner import Partner

if TYPE_CHECKING:
    from sim.reference.incident import Incident


class Suite(Partner):
    """A custody suite: desks that book in whom the police bring, and detainees whom others bring; nobody gives up waiting."""

    def book_in(self, incident: Incident) -> simpy.Event:
        """Officers wait there with whom they arrested; the event returned succeeds when the person is booked in."""
        booked_in = simpy.Event(self.force.env)
        self._join(lambda: self._begin_booking(incident, booked_in))
        return booked_in

    def _begin_booking(self, incident: Incident, booked_in: simpy.Event) -> None:
        force = self.force
        incident.practice.booking = force.now
        force.journal.note(BOOKING_BEGUN, incident.row, self.number)
        until = force.now + incident.plan.booking_ms
        self._unit_free_at(until, incident.key)
        over = force.moments.at(until, RELEASE, incident.key, turns.BOOKED_IN)
        over.callbacks.append(lambda _: booked_in.succeed())  # type: ignore[union-attr, arg-type]


def taken_to_custody(incident: Incident) -> Generator[simpy.Event, None, None]:
    """Live from the end of the work at the scene until the file is built."""
    force, plan, practice = incident.force, incident.plan, incident.practice
    suite = force.suite_of(plan.area)

    practice.arrested = force.now
    goes_on(incident, TAKEN_TO_CUSTODY, ARRESTED, force.inputs.rules.escort)
    incident.everybody_enters(TO_CUSTODY)
    yield force.moments.at(force.now + plan.to_suite_ms, RELEASE, incident.key, turns.AT_THE_SUITE)

    practice.at_suite = force.now
    practice.stage = AT_CUSTODY
    force.journal.note(AT_THE_SUITE, incident.row, suite.number)
    incident.everybody_enters(IN_CUSTODY)
    ask_for_relief(incident)
    yield suite.book_in(incident)

    practice.booked_in = force.now
    force.journal.note(BOOKED_IN, incident.row, suite.number)
    goes_on(incident, FILE_IN_HAND, FILE_BEGUN, force.inputs.rules.file_officers)
    incident.everybody_enters(FILE_BUILDING)
    if plan.file_ms > 0:  # otherwise it is built now, before any tour that ends now
        yield force.moments.at(force.now + plan.file_ms, RELEASE, incident.key, turns.FILE_BUILT)

    practice.file_built = force.now
    force.journal.note(FILE_BUILT, incident.row, practice.officers_sent)


def goes_on(incident: Incident, stage: int, event: int, officers: int) -> None:
    """Let the next part begin with ``officers``; the others are free, and whoever is on the way turns back."""
    incident.area.unqueue(incident)
    incident.practice.stage = stage
    incident.turn_back_drivers()
    while spare := [crew for crew in incident.crews if incident.there - crew.counts >= officers]:
        over = [crew for crew in spare if crew.ended]  # those whose tour is over go first; of equals the last sent
        incident.let_go((over or spare)[-1])
    incident.force.journal.note(event, incident.row, incident.practice.officers_sent)


def ask_for_relief(incident: Incident) -> None:
    """Who came to the end of the tour on the way asks to be relieved now, and who asked before asks again."""
    if incident.may_be_relieved:
        for crew in list(incident.crews):
            if crew.ended and crew not in incident.relief.waiting:
                incident.relief.ask_for(crew)
    incident.relief.seek()
