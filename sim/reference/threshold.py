"""The threshold: a call below it is closed without officers, and what comes of that was drawn beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.kinds import ASKED_AGAIN, HARMED, NOT_TAKEN_ON, TURNED_AWAY
from kernels.threshold import is_turned_away

if TYPE_CHECKING:
    from sim.reference.force import Force


def turned_away(force: Force, row: int) -> bool:
    """Put a call to the threshold as it is to be logged; return whether it was turned away."""
    plan, practice = force.incidents[row], force.practice[row]
    if not is_turned_away(plan.tested, plan.turned_from_ms, force.now):
        return False
    practice.stage, practice.grade = NOT_TAKEN_ON, plan.grade
    practice.logged = practice.closed = force.now
    force.journal.note(TURNED_AWAY, row, plan.tested - 1)
    for cause in (ASKED_AGAIN, HARMED):
        force.returns.of_incident(row, cause)
    return True
