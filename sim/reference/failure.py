"""Failure demand: what happened to an incident for which the matter may come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.failure import chance_of_lateness
from kernels.kinds import BROKEN_OFF, LATE, WRITING_DROPPED

if TYPE_CHECKING:
    from sim.reference.incident import Incident


def late_ms(incident: Incident) -> int:
    """How much later than its target the first officer was there; 0 or less in time."""
    target = int(incident.force.inputs.target_ms[incident.grade, incident.plan.area])
    return int(incident.practice.arrived - incident.practice.logged - target)


def fails(incident: Incident) -> None:
    """The attendance is over: was it late, broken off, its writing up dropped?"""
    force, row = incident.force, incident.row
    rules = force.inputs.rules
    target = int(force.inputs.target_ms[incident.grade, incident.plan.area])
    chance = chance_of_lateness(late_ms(incident), target, rules.late_worst_at, rules.late_most)
    force.returns.of_incident(row, LATE, float(chance))
    if incident.practice.suspended:
        force.returns.of_incident(row, BROKEN_OFF)
    if incident.practice.dropped:
        force.returns.of_incident(row, WRITING_DROPPED)
