"""What comes of an incident that nobody planned: it sleeps until something happens to its parent, and is logged a while after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kernels.kinds import CAME_AGAIN, RELEASE
from sim.reference import turns

if TYPE_CHECKING:
    from sim.reference.force import Force


class Returns:
    """All that may come, by incident and by job of a partner's own."""

    def __init__(self, force: Force) -> None:
        self.force = force
        plan = force.inputs.returns
        self._first = plan.first
        self._of_incident: defaultdict[int, list[int]] = defaultdict(list)
        self._of_job: defaultdict[int, list[int]] = defaultdict(list)
        self._listed = plan.listed.tolist()
        for place, (parent, of_job) in enumerate(zip(plan.listed["parent"].tolist(), plan.of_jobs.tolist(), strict=True)):
            (self._of_job if of_job else self._of_incident)[parent].append(place)

    def of_incident(self, row: int, cause: int, chance: float = 1.0) -> None:
        """Something happened to an incident for which others may come: those do whose luck is below ``chance``."""
        self._promise(self._of_incident.get(row, ()), cause, chance)

    def of_job(self, job: int, cause: int, chance: float = 1.0) -> None:
        """Likewise for a job of a partner's own."""
        self._promise(self._of_job.get(job, ()), cause, chance)

    def cause_of(self, row: int) -> int:
        """Return for what an incident came that nobody planned, 0 for one that was planned."""
        place = row - self._first
        return int(self._listed[place][3]) if self._listed and 0 <= place < len(self._listed) else 0

    def _promise(self, places: Iterable[int], cause: int, chance: float) -> None:
        for place in places:
            parent, after_ms, luck, for_what, _ = self._listed[place]
            if for_what == cause and luck < chance:
                self._comes(self._first + place, parent, after_ms)

    def _comes(self, row: int, parent: int, after_ms: int) -> None:
        force = self.force
        comes = force.moments.at(force.now + after_ms, RELEASE, force.incidents[row].key, turns.COMES_AGAIN)
        comes.callbacks.append(lambda _: self._come(row, parent))  # type: ignore[union-attr]

    def _come(self, row: int, parent: int) -> None:
        self.force.journal.note(CAME_AGAIN, row, parent)
        self.force.take_call(row)
