"""What partners leave undone: jobs of their own that nobody serves, requests not met, and what the police are asked next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.displacement import level_now, next_level
from kernels.kinds import EXPECTED, JOB_LEFT, PARTNER_GAP, PLACE_GAP, RELEASE, UNSERVED
from kernels.records import JOB_DONE
from sim.reference import turns
from sim.reference.records import records_of, rows_of

if TYPE_CHECKING:
    from sim.inputs.inputs import Floats, Records
    from sim.reference.force import Force
    from sim.reference.incident import Incident
    from sim.reference.partner import Request


class Displacement:
    """The books of all partners' gaps; without its switch there are none."""

    def __init__(self, force: Force) -> None:
        self.force, self.plan = force, force.inputs.displacement
        self.jobs = rows_of(self.plan.jobs(len(force.inputs.background)))
        self.levels = self.plan.levels(len(force.inputs.nights))
        self.expectation = rows_of(self.plan.expectation)[0]
        self._gaps = rows_of(self.plan.gaps)

    # Jobs of a partner's own

    def job_waits(self, row: int, partner: int, request: Request) -> None:
        """No unit is free for a job: it leaves once it has waited as long as the partner's patience lasts."""
        if self.plan.on and self._gaps[partner].patience_ms >= 0:
            at = self.force.now + self._gaps[partner].patience_ms
            leaves = self.force.moments.at(at, RELEASE, self.force.background[row].key, turns.JOB_LEAVES)
            leaves.callbacks.append(lambda _: self._leaves(row, partner, request))  # type: ignore[union-attr]

    def job_taken(self, row: int) -> None:
        """A unit was given to a job."""
        self.jobs[row].taken = self.force.now

    def _leaves(self, row: int, partner: int, request: Request) -> None:
        job = self.jobs[row]
        if job.taken >= 0:
            return
        request.withdrawn = True
        job.left = self.force.now
        self.force.journal.note(JOB_LEFT, row, partner)
        self.expectation.unmet += 1
        self.force.returns.of_job(row, UNSERVED, self._gaps[partner].of_jobs * self._level)

    # Requests of the police

    def request_not_met(self, incident: Incident, partner: int, cause: int, *, filled: bool) -> None:
        """A partner did not come to an incident, or did not take on whom officers brought; ``filled``: they do its work."""
        if not self.plan.on:
            return
        self.expectation.unmet += 1
        self.expectation.filled += int(filled)
        chance = self._gaps[partner].of_requests * self._level
        self.force.returns.of_incident(incident.row, cause, chance)

    def incident_closes(self, row: int) -> None:
        """Officers have done with an incident; one that came of a gap fills it."""
        if self.plan.on and self.force.returns.cause_of(row) in (PARTNER_GAP, PLACE_GAP, UNSERVED):
            self.expectation.filled += 1

    # What is asked

    @property
    def _level(self) -> float:
        asked = self.expectation
        return float(level_now(asked.level, asked.before, asked.reckoned, self.force.now))

    def morning(self, night: int, today: int) -> None:
        """Reckon from the gaps since yesterday what is asked from now on."""
        if not self.levels.size:
            return
        asked = self.expectation
        asked.before, asked.reckoned = asked.level, self.force.now
        asked.level = next_level(asked.level, asked.filled, asked.unmet, asked.gain, asked.most, asked.memory_days)
        asked.filled = asked.unmet = 0
        self.levels[night] = asked.level
        self.force.journal.note(EXPECTED, today, int(asked.level * 1e6))

    def close(self) -> tuple[Records, Floats]:
        """Return what became of the partners' own jobs, and the level after every bookkeeping."""
        return records_of(self.jobs, JOB_DONE), self.levels
