"""Complaints: one about an officer who attended is open for days, and over one morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.complaints import is_made, is_under_complaint, who_of
from kernels.exposures import UNDER_COMPLAINT
from kernels.kinds import COMPLAINED_ABOUT, COMPLAINT_OVER

if TYPE_CHECKING:
    from sim.reference.incident import Incident
    from sim.reference.officer import Officer


def complain(incident: Incident) -> None:
    """The attendance is over: a complaint is made, if it brings one and officers of the force itself were there."""
    force, days = incident.force, incident.plan.complaint_days
    there = [officer for crew in incident.crews for officer in crew.officers if officer.seat < force.inputs.n_own]
    if not days or not there:
        return
    officer = there[int(who_of(incident.plan.complaint_of, len(there)))]
    avoided = force.levers.complaints_avoided(officer.seat)
    if force.careers.has_left(officer) or not is_made(incident.plan.complaint_of, len(there), avoided):
        return
    officer.complaint_to = max(officer.complaint_to, force.night_shift.today + days)
    force.journal.note(COMPLAINED_ABOUT, incident.row, officer.seat)


def close_complaints(officer: Officer, today: int) -> None:
    """In the morning: was the officer under complaint on the day that closes, and is it over?"""
    if is_under_complaint(officer.complaint_to, today):
        officer.exposed[UNDER_COMPLAINT] = 1
        if officer.complaint_to == today:
            officer.force.journal.note(COMPLAINT_OVER, officer.seat, today)
