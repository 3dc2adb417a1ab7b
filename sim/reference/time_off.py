"""Time off that is owed: earned by overtime in place of pay, by rest days worked, and taken when a team can spare it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.kinds import CREDITED, IN_LIEU, REST_DAY_BACK, REST_DAY_OWED
from kernels.rest import NOT_COUNTED, has_a_tour_coming

if TYPE_CHECKING:
    from sim.reference.force import Force
    from sim.reference.officer import Officer


class TimeOff:
    """The force's books of working time and of time off."""

    def __init__(self, force: Force) -> None:
        self.force = force
        self.plan = force.inputs.overtime_plan
        self.rules = self.plan.rules[0]
        self.work_ms = self.plan.work_ms.copy()
        self.day = force.inputs.tours["day"].tolist()

    def concerns(self, officer: Officer) -> bool:
        """Return whether books are kept for an officer: not when all is off, and not for guests."""
        return bool(self.rules["on"]) and officer.seat < self.force.inputs.n_own

    # Working time

    def is_away(self, officer: Officer, tour: int, reason: int) -> None:
        """A tour is lost on the day itself: to sickness, or to time off."""
        if self.concerns(officer):
            off = reason in (IN_LIEU, REST_DAY_BACK)
            self.work_ms[officer.seat, self.day[tour]] = 0 if off else NOT_COUNTED

    def works(self, officer: Officer, tour: int, more_ms: int) -> None:
        """Add to the working time of the day a tour belongs to."""
        row = self.work_ms[officer.seat]
        row[self.day[tour]] = max(0, int(row[self.day[tour]])) + more_ms

    # Earned

    def chooses(self, officer: Officer, tour: int) -> bool:
        """Return whether overtime of this tour is taken as time off, not as pay."""
        return bool(self.rules["lieu"]) and self.concerns(officer) and bool(self.plan.in_lieu[officer.seat, self.day[tour]])

    def credit(self, officer: Officer, ms: int) -> None:
        """Put time off in lieu of pay into the books."""
        officer.lieu_earned += ms
        officer.lieu_ms += ms
        self.force.journal.note(CREDITED, officer.seat, ms)

    def owe_rest_day(self, officer: Officer, ms: int) -> None:
        """Put a rest day that was worked into the books."""
        officer.owed_earned += ms
        officer.owed_ms += ms
        self.force.journal.note(REST_DAY_OWED, officer.seat, ms)

    # Taken

    def grant(self, there: dict[int, Officer], minimum: int) -> dict[int, int]:
        """Return the tours, of those whose officers would be ``there``, that are taken off instead, and for which reason.

        Time off in lieu first, then rest days owed; the officer with most standing first, of equals the lowest seat.
        """
        granted: dict[int, int] = {}
        if not self.rules["on"]:
            return granted
        spare = len(there) - minimum - int(self.rules["spare"])
        for reason, switch in ((IN_LIEU, "lieu"), (REST_DAY_BACK, "owed")):
            while self.rules[switch] and spare > 0:
                entitled = [tour for tour in there if tour not in granted and self._has_a_tour_coming(there[tour], tour, reason)]
                if not entitled:
                    break
                tour = max(entitled, key=lambda tour: (_standing(there[tour], reason), -there[tour].seat))
                granted[tour] = reason
                self._take(there[tour], self._length(tour), reason)
                spare -= 1
        return granted

    def _length(self, tour: int) -> int:
        return self.force.tour_end[tour] - self.force.now

    def _has_a_tour_coming(self, officer: Officer, tour: int, reason: int) -> bool:
        return bool(has_a_tour_coming(_standing(officer, reason), self._length(tour)))

    def _take(self, officer: Officer, ms: int, reason: int) -> None:
        if reason == IN_LIEU:
            officer.lieu_taken += ms
            officer.lieu_ms -= ms
        else:
            officer.owed_taken += ms
            officer.owed_ms -= ms


def _standing(officer: Officer, reason: int) -> int:
    return officer.lieu_ms if reason == IN_LIEU else officer.owed_ms
