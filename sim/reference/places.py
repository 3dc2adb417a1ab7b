"""A partner's place: officers take somebody there after the scene, and wait until the person is handed over."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from kernels.kinds import (
    AT_PARTNER,
    AT_PLACE,
    AT_THE_PLACE,
    BY_PARTNER,
    CONVEYING,
    GIVEN_UP,
    HANDED_OVER_THERE,
    IN_QUEUE,
    LEFT,
    LEFT_UNMET,
    LEFT_WAITING,
    NOT_NEEDED,
    PERSON_CONVEYED,
    PLACE_GAP,
    PLACE_TOOK,
    RELEASE,
    TAKEN_OVER,
    TAKEN_TO_PLACE,
    UNIT_COMING,
)
from kernels.places import PLACE_CARE, PLACE_HANDOVER, STAY, TO_PLACE
from sim.reference import turns
from sim.reference.custody import ask_for_relief, goes_on
from sim.reference.partner import Partner

if TYPE_CHECKING:
    from sim.reference.incident import Incident


class Place(Partner):
    """An emergency department, or a place of safety: whoever comes waits for a unit, the police among the others."""

    def drive_ms(self, incident: Incident) -> int:
        """Return how long officers drive there."""
        return self._duration(self.rules.drive_row, incident, TO_PLACE)

    def receive(self, incident: Incident) -> simpy.Event:
        """Officers wait there with somebody; the event returned succeeds when they may go."""
        force = self.force
        incident.practice.place_stage = IN_QUEUE
        bed_free = simpy.Event(force.env)
        request = self._join(lambda: bed_free.succeed(self._take(incident)))
        limit = simpy.Event(force.env)
        if self.rules.at_limit != STAY:
            limit = force.moments.at(force.now + self.rules.give_up_ms, RELEASE, incident.key, turns.PLACE_LIMIT)
        may_go = simpy.Event(force.env)

        def waits() -> Generator[simpy.Event, Any, None]:
            yield bed_free | limit
            if bed_free.triggered:
                handed_over: simpy.Event = bed_free.value  # type: ignore[assignment]
                yield handed_over
                self._ends(incident, TAKEN_OVER, BY_PARTNER, HANDED_OVER_THERE)
            else:
                request.withdrawn = True
                self._ends(incident, LEFT_UNMET, LEFT, LEFT_WAITING)
                force.displacement.request_not_met(incident, self.number, PLACE_GAP, filled=False)
            may_go.succeed()

        force.env.process(waits())
        return may_go

    def _take(self, incident: Incident) -> simpy.Event:
        force = self.force
        incident.practice.place_stage = UNIT_COMING
        incident.practice.place_taken = force.now
        force.journal.note(PLACE_TOOK, incident.row, self.number)
        handover = self._duration(self.rules.handover_row, incident, PLACE_HANDOVER)
        care = self._duration(self.rules.care_row, incident, PLACE_CARE)
        self._unit_free_at(force.now + handover + care, incident.key, place=1)
        return force.moments.at(force.now + handover, RELEASE, incident.key, turns.PLACE_OVER)

    def _ends(self, incident: Incident, stage: int, ended: int, event: int) -> None:
        practice = incident.practice
        practice.place_stage, practice.place_ended, practice.place_over = stage, ended, self.force.now
        self.force.journal.note(event, incident.row, self.number)


def place_for(incident: Incident) -> Place | None:
    """Return where officers take somebody when the scene is over; None when they take nobody anywhere."""
    force, asked = incident.force, incident.practice.partner_stage
    if asked in (NOT_NEEDED, LEFT_UNMET):
        return None
    row = incident.plan.taken_to - 1
    if row < 0 and asked == GIVEN_UP and incident.partner is not None:
        row = incident.partner.rules.convey_to
    place = force.partners[row] if row >= 0 else None
    assert place is None or isinstance(place, Place)
    return place


def taken_to_a_place(incident: Incident, place: Place) -> Generator[simpy.Event, None, None]:
    """Live from the end of the scene until the person is handed over, or the officers leave."""
    force, practice = incident.force, incident.practice
    practice.place = 1 + place.number
    practice.left_for_place = force.now
    goes_on(incident, TAKEN_TO_PLACE, PERSON_CONVEYED, place.rules.officers)
    incident.everybody_enters(CONVEYING)
    yield force.moments.at(force.now + place.drive_ms(incident), RELEASE, incident.key, turns.AT_THE_PLACE)

    practice.at_place = force.now
    practice.stage = AT_PLACE
    force.journal.note(AT_THE_PLACE, incident.row, place.number)
    incident.everybody_enters(AT_PARTNER)
    ask_for_relief(incident)
    yield place.receive(incident)
