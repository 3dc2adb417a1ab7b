"""Traumatic scenes as officers meet them: come to, left, and sent on before there was time to defuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.exposures import TRAUMA, is_undefused
from kernels.exposures import UNDEFUSED as SENT_ON
from kernels.kinds import BEING_CLEARED, CLOSED, TRAUMATIC_SCENE, UNDEFUSED

if TYPE_CHECKING:
    from sim.reference.crew import Crew
    from sim.reference.incident import Incident


def come_to_scene(crew: Crew, incident: Incident) -> None:
    """A crew is at an incident: if it is traumatic, everybody in the crew meets it."""
    if incident.plan.traumatic:
        for officer in crew.officers:
            officer.exposed[TRAUMA] += 1
        crew.force.journal.note(TRAUMATIC_SCENE, incident.row, crew.seat)


def scene_is_over(incident: Incident) -> None:
    """The officers who are there leave the scene, and write it up: now begins the time in which they can defuse."""
    if incident.plan.traumatic:
        for crew in incident.crews:
            if crew.there:
                _leaves(crew)


def leave_scene(crew: Crew) -> None:
    """A crew is released: if it was at a traumatic scene until now, it leaves it now."""
    incident = crew.incident
    assert incident is not None
    if incident.plan.traumatic and crew.there and incident.stage not in (BEING_CLEARED, CLOSED):
        _leaves(crew)


def _leaves(crew: Crew) -> None:
    for officer in crew.officers:
        officer.shaken_at = crew.force.now


def sent_on(crew: Crew, incident: Incident) -> None:
    """A crew is sent to an incident: was there time to defuse since the last traumatic scene?"""
    force = crew.force
    within = int(force.inputs.exposures.rules["defused_ms"][0])
    for officer in crew.officers:
        if officer.shaken_at is not None and is_undefused(officer.shaken_at, force.now, within):
            officer.exposed[SENT_ON] += 1
            force.journal.note(UNDEFUSED, incident.row, officer.seat)
        officer.shaken_at = None
