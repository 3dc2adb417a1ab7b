"""What becomes of an incident while nobody is sent: it rises a grade, the caller loses patience, the dispatcher looks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.kinds import ABANDONED, CANCELLED, NO_LONGER_NEEDED, REGRADED
from sim.reference import turns

if TYPE_CHECKING:
    from sim.reference.incident import Incident


class Waiting:
    """What was promised to an incident when it was logged; void once somebody was sent to it."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.inputs = incident.force.inputs

    def begin(self) -> None:
        """Plan whatever time or news will do to it."""
        incident = self.incident
        if incident.plan.patience_ms >= 0:
            incident.after(incident.plan.patience_ms, turns.CANCEL, self._cancel)
        if incident.plan.regrade_ms >= 0:
            incident.after(incident.plan.regrade_ms, turns.NEWS, self._grade_up)
        self._promise_promotion()
        self._promise_looks()

    @property
    def _for_anybody(self) -> bool:
        return self.incident.queued and self.incident.practice.sent < 0

    def _promise_promotion(self) -> None:
        grade = self.incident.grade
        wait = int(self.inputs.promote_ms[grade])
        if grade > 0 and wait >= 0:
            self.incident.after(wait, turns.PROMOTE, lambda: self._grade_up() if self.incident.grade == grade else None)

    def _promise_looks(self) -> None:
        """Have the dispatcher look again when neighbours may help and when a skill may be done without."""
        rules, substitute_ms = self.inputs.rules, self.inputs.substitute_ms.tolist()
        if rules.help_on and rules.help_after_ms > 0:
            self.incident.after(rules.help_after_ms, turns.LOOK, self._look_again)
        for skill, wait in enumerate(substitute_ms):
            if self.incident.plan.needs >> skill & 1 and wait > 0:
                self.incident.after(wait, turns.LOOK + 1 + skill, self._look_again)

    def _look_again(self) -> None:
        if self.incident.queued:
            self.incident.area.touch()

    def _grade_up(self) -> None:
        incident = self.incident
        if self._for_anybody and incident.grade > 0:
            incident.area.unqueue(incident)
            incident.practice.grade -= 1
            incident.force.journal.note(REGRADED, incident.row, incident.grade)
            incident.area.queue(incident)
            self._promise_promotion()

    def _cancel(self) -> None:
        incident = self.incident
        if self._for_anybody:
            incident.area.unqueue(incident)
            incident.practice.stage = CANCELLED
            incident.practice.closed = incident.force.now
            incident.force.journal.note(NO_LONGER_NEEDED, incident.row, incident.plan.area)
            incident.force.returns.of_incident(incident.row, ABANDONED)
            incident.area.touch()
