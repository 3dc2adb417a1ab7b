"""Prevention: time invested in an area's repeat places, morning by morning, and incidents that do not happen for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.kinds import PREVENTED, WAS_PREVENTED
from kernels.prevention import TODAY_MS, live_a_day, share_prevented

if TYPE_CHECKING:
    from sim.reference.force import Force


class Prevention:
    """What is invested, and at work, in every area; nothing where there is no such time."""

    def __init__(self, force: Force) -> None:
        self.force = force
        self.plan = force.inputs.prevention
        self.areas = self.plan.begins()

    def prevents(self, row: int) -> bool:
        """Return whether an incident that was to come does not happen."""
        incident = self.force.incidents[row]
        if not self.plan.on or incident.watch:
            return False
        if incident.repeat_luck >= share_prevented(self.areas[incident.area], self.plan.par[incident.area]):
            return False
        self.force.practice[row].stage = PREVENTED
        self.force.journal.note(WAS_PREVENTED, row, incident.area)
        return True

    def invest(self, area: int, ms: int) -> None:
        """An officer spent so long at an area's repeat places."""
        if self.plan.on:
            self.areas[area, TODAY_MS] += ms

    def morning(self) -> None:
        """What was invested begins to work, and what worked is spent."""
        for row, par in zip(self.areas, self.plan.par, strict=False):
            live_a_day(row, par)
