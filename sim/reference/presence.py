"""At work unwell: spells that nobody reports, leave spent on them, slower work, and officers who go off injured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kernels.kinds import (
    FELL_SICK,
    INJURED,
    LEAVE,
    LEAVE_FOR_SPELL,
    LEAVE_WHEN_UNWELL,
    LEAVE_WORKED,
    POST_EMPTY,
    WORKS_UNWELL,
)
from kernels.presence import (
    HIDDEN_KIND,
    INJURED_DAYS,
    INJURED_TIMES,
    INJURY,
    LEAVE_DAYS,
    LEAVE_SPELLS,
    LEAVE_TO,
    N_PRESENCE,
    NEVER_WORKED,
    OWED,
    REPORTED,
    THROUGH_SPELLS,
    UNWELL_DAYS,
    UNWELL_TO,
    WORKED_THROUGH,
    cause_of,
    hidden_days,
    how_taken,
    injury_days,
    is_injured,
    slowed_by,
    slowness,
)

if TYPE_CHECKING:
    from sim.reference.crew import Crew
    from sim.reference.force import Force
    from sim.reference.incident import Incident
    from sim.reference.officer import Officer


class Presence:
    """Every officer's row of presence; nothing where all of it is off."""

    def __init__(self, force: Force) -> None:
        self.force, self.plan = force, force.inputs.presence
        self.on, self.par, self.injures = self.plan.on, self.plan.par, self.plan.injures
        self.rows = self.plan.rows(force.inputs.n_seats).tolist()
        self._chance = self.plan.assault_chance.tolist()
        self._arrivals: dict[tuple[int, int], int] = {}  # at an incident, of crews with this first officer

    # Spells that nobody reports

    def hides(self, officer: Officer, today: int, kind: int, days: int) -> bool:
        """Settle how the spell that falls now is taken; return whether it stays hidden."""
        if not self.on:
            return False
        inputs, row = self.force.inputs, self.rows[officer.seat]
        how = int(how_taken(inputs.key_sickness, officer.number, today, kind, self.par))
        if how == REPORTED:
            return False
        lasts, cause = int(hidden_days(how, kind, days, self.par)), int(cause_of(kind))
        row[HIDDEN_KIND] = kind
        if how == WORKED_THROUGH:
            row[UNWELL_TO] = today + lasts
            row[THROUGH_SPELLS + cause] += 1
            self.force.journal.note(WORKS_UNWELL, officer.seat, lasts)
        else:
            row[LEAVE_TO] = today + lasts
            row[LEAVE_SPELLS + cause] += 1
            self.force.journal.note(LEAVE_FOR_SPELL, officer.seat, lasts)
        return True

    def is_hidden(self, officer: Officer, today: int) -> bool:
        """Whether a spell goes on that nobody was told of, so that no other falls."""
        return self.on and max(self.rows[officer.seat][UNWELL_TO], self.rows[officer.seat][LEAVE_TO]) > today

    def keep(self, officer: Officer, today: int) -> None:
        """Count the morning of an officer who is not sick, as the books have it."""
        if self.on:
            row = self.rows[officer.seat]
            row[UNWELL_DAYS] += row[UNWELL_TO] > today
            row[LEAVE_DAYS] += row[LEAVE_TO] > today

    def is_unwell(self, officer: Officer) -> bool:
        """Whether the officer works, or would, though unwell."""
        return self.on and self.rows[officer.seat][UNWELL_TO] > self.force.night_shift.today

    def end_hidden_spell(self, officer: Officer, today: int) -> None:
        """The officer leaves: whoever holds the post next is not unwell, and works no leave that somebody else has used up."""
        if self.on:
            row = self.rows[officer.seat]
            row[NEVER_WORKED] += row[OWED]
            row[OWED] = 0
            row[UNWELL_TO], row[LEAVE_TO] = min(row[UNWELL_TO], today), min(row[LEAVE_TO], today)

    # Leave

    def spends_leave(self, officer: Officer) -> bool:
        """Whether the officer stays away on leave, for being unwell."""
        return self.on and self.rows[officer.seat][LEAVE_TO] > self.force.night_shift.today

    def has_used_up(self, officer: Officer, planned: int) -> bool:
        """Whether a tour planned as leave is worked by who is fit, because a spell has used that leave up."""
        owes = planned == LEAVE and self.on and self.rows[officer.seat][OWED] > 0
        return owes and not self.force.night_shift.why_not_fit(officer)

    def begins(self, officer: Officer, tour: int, reason: int) -> None:
        """A tour begins: leave is used up, or what was used up before is worked."""
        if not self.on:
            return
        row = self.rows[officer.seat]
        if reason == LEAVE_WHEN_UNWELL:
            row[OWED] += 1
        elif reason != LEAVE and reason < POST_EMPTY and int(self.force.inputs.tours["absent"][tour]) == LEAVE:
            row[OWED] -= 1
            self.force.journal.note(LEAVE_WORKED, officer.seat, tour)

    # Slower work

    def slower_ms(self, incident: Incident, length: int) -> int:
        """Return how much longer work takes that begins now, for officers there who are unwell or strained."""
        if not self.on:
            return 0
        there = [officer for crew in incident.crews if crew.there for officer in crew.officers]
        total = sum(self._slowness(officer) for officer in there)
        return int(slowed_by(length, total, len(there)))

    def _slowness(self, officer: Officer) -> int:
        if officer.seat >= self.force.inputs.n_own:
            return 0
        return int(slowness(self.is_unwell(officer), officer.strain, self.par))

    # Injuries

    def arrives(self, incident: Incident, crew: Crew) -> None:
        """A crew is at an incident; its first officer may have been there before."""
        if self.injures:
            been = incident.row, crew.seat
            self._arrivals[been] = self._arrivals.get(been, 0) + 1

    def work_begins(self, incident: Incident) -> None:
        """The work begins with the crews there: each officer may be injured, sooner in a crew of one with nobody else there."""
        there = [crew for crew in incident.crews if crew.there]
        for crew in there:
            self._comes_to_work(incident, crew, alone=crew.size == 1 and len(there) == 1)

    def joins(self, incident: Incident, crew: Crew) -> None:
        """A crew sent before the work began joins it; one sent to relieve others runs no risk."""
        begun = incident.practice.started
        assert crew.deployment is not None
        if crew.deployment.sent > begun:
            return
        company = [
            other for other in incident.crews
            if other is not crew and other.there and other.deployment is not None and other.deployment.sent <= begun
        ]
        self._comes_to_work(incident, crew, alone=crew.size == 1 and not company)

    def _comes_to_work(self, incident: Incident, crew: Crew, alone: bool) -> None:
        chance = self._chance[incident.plan.kind] if self.injures else 0.0
        if chance <= 0.0:
            return
        key, visit = np.uint64(incident.key), self._arrivals[incident.row, crew.seat] - 1
        first, left = crew.officers[0].number, self.force.levers.assault_left(crew.officers[0].seat)
        assert crew.deployment is not None
        for place, officer in enumerate(crew.officers):
            if is_injured(key, first, visit, place, chance, alone, left, self.par):
                crew.deployment.injured += 1
                if officer.seat < self.force.inputs.n_own:
                    self._goes_off(officer, incident, int(injury_days(key, officer.number, visit, self.par)))

    def _goes_off(self, officer: Officer, incident: Incident, days: int) -> None:
        first_day = self.force.night_shift.today + 1
        self.rows[officer.seat][INJURED_TIMES] += 1
        self.force.journal.note(INJURED, officer.seat, incident.row)
        gone = self.force.careers.why_gone(officer)  # on the last tour before leaving, or before a career break
        if not gone and first_day + days > officer.back_day:
            self.force.night_shift.sick_list.begins(officer, first_day, INJURY, days, 0)
            self.force.journal.note(FELL_SICK, officer.seat, days)

    def lies_injured(self, officer: Officer) -> None:
        """Count a day of a spell that an injury began."""
        self.rows[officer.seat][INJURED_DAYS] += 1

    def forget(self) -> None:
        """The warm-up is over: what happened is counted from nothing."""
        for row in self.rows:
            row[THROUGH_SPELLS:] = [0] * (N_PRESENCE - THROUGH_SPELLS)

    def close(self) -> np.ndarray:
        """Return the rows of presence as an array."""
        return np.array(self.rows, dtype=np.int64).reshape(-1, N_PRESENCE)
