"""Complaints: one about an officer who attended is open for days, and over one morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.complaints import days_left, is_made, is_under_complaint, times_likelier, who_of
from kernels.exposures import UNDER_COMPLAINT
from kernels.kinds import COMPLAINED_ABOUT, COMPLAINT_HANDED, COMPLAINT_OVER
from kernels.levers import time_left
from sim.reference.failure import late_ms

if TYPE_CHECKING:
    from sim.reference.incident import Incident
    from sim.reference.officer import Officer


def complain(incident: Incident) -> None:
    """The attendance is over: a complaint is made, if it brings one and officers of the force itself were there."""
    force, days = incident.force, incident.plan.complaint_days
    there = [officer for crew in incident.crews for officer in crew.officers if officer.seat < force.inputs.n_own]
    if not days or not there or incident.plan.complaint_luck >= _times_likelier(incident):
        return
    officer = there[int(who_of(incident.plan.complaint_of, len(there)))]
    avoided = force.levers.complaints_avoided(officer.seat)
    if force.careers.has_left(officer) or not is_made(incident.plan.complaint_of, len(there), avoided):
        return
    saved = force.levers.complaint_shorter(officer.seat)
    officer.complaint_to = max(officer.complaint_to, force.night_shift.today + int(days_left(days, saved)))
    incident.practice.complained = 1
    force.journal.note(COMPLAINED_ABOUT, incident.row, officer.seat)
    _ask_for_work(incident, officer, saved)


def _ask_for_work(incident: Incident, officer: Officer, saved: float) -> None:
    """A complaint asks for time of the officer it is about, and of a sergeant of the area."""
    force, rules = incident.force, incident.force.inputs.rules
    if rules.complaint_tour_ms == 0:
        return
    answer, look = int(time_left(rules.complaint_officer_ms, saved)), int(time_left(rules.complaint_sergeant_ms, saved))
    officer.complaint_asked_ms += answer
    sergeants = [
        one for one in force.officers[: force.inputs.n_own]
        if one is not officer and one.is_sergeant and not force.careers.has_left(one)
        and force.inputs.seat_area[one.seat] == force.inputs.seat_area[officer.seat]
    ]
    sergeant = min(sergeants, key=lambda one: (one.complaint_owed_ms, one.seat), default=None)
    if sergeant is not None:
        sergeant.complaint_asked_ms += look
    incident.practice.complaint_ms = answer + (look if sergeant else 0)
    force.journal.note(COMPLAINT_HANDED, incident.row, sergeant.seat if sergeant else -1)


def _times_likelier(incident: Incident) -> float:
    rules, done = incident.force.inputs.rules, incident.practice
    rushed = done.cut > 0 or done.suspended > 0 or done.dropped > 0
    return float(times_likelier(late_ms(incident) > 0, rushed, rules.complaint_late, rules.complaint_rushed))


def close_complaints(officer: Officer, today: int) -> None:
    """In the morning: was the officer under complaint on the day that closes, and is it over?"""
    if is_under_complaint(officer.complaint_to, today):
        officer.exposed[UNDER_COMPLAINT] = 1
        if officer.complaint_to == today:
            officer.force.journal.note(COMPLAINT_OVER, officer.seat, today)
