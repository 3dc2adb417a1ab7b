"""Mutual aid: officers of another force who come when too much waits, and the debt that is returned."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from kernels.kinds import AID_ASKED, AID_CAME, AID_LEFT, AID_RETURNED, RELEASE, REVIEW
from sim.reference import turns
from sim.reference.crew import Crew

if TYPE_CHECKING:
    from sim.reference.force import Force
    from sim.reference.officer import Officer


class MutualAid:
    """Watches the queues on every full hour, brings guests in, and remembers what is owed."""

    def __init__(self, force: Force) -> None:
        self.force = force
        self.plan = force.inputs.aid
        self.rules = self.plan.rules[0]
        self.under_way = False
        self.requests = 0
        self.debt_ms = 0
        self.due = 0
        force.env.process(self._reviews())

    def _reviews(self) -> Generator[simpy.Event, None, None]:
        for row, at in enumerate(self.plan.reviews.tolist()):
            yield self.force.moments.planned(at, REVIEW, row)
            if not self.under_way and self._waiting() >= self.rules["waiting"]:
                self.under_way = True
                self.force.env.process(self._request(self.requests))
                self.requests += 1

    def _waiting(self) -> int:
        return sum(len(queue) for area in self.force.areas for queue in area.queues[: self.rules["grades"]])

    def _request(self, request: int) -> Generator[simpy.Event, None, None]:
        """Ask, wait until they come, keep them for as long as they stay, and owe the hours from then on."""
        force, rules = self.force, self.rules
        force.journal.note(AID_ASKED, request, int(rules["officers"]))
        yield force.moments.at(force.now + int(rules["mobilise_ms"]), RELEASE, request, turns.AID_COMES)
        came = self._guests_come(request)
        yield force.moments.at(force.now + int(rules["stay_ms"]), RELEASE, request, turns.AID_LEAVES)
        force.journal.note(AID_LEFT, request, came)
        self.under_way = False
        if self.debt_ms <= 0:  # what is owed already is due when it was
            self.due = force.now + int(rules["after_ms"])
        self.debt_ms += int(came * int(rules["stay_ms"]) * float(rules["ratio"]) + 0.5)

    def _guests_come(self, request: int) -> int:
        """Bring the guests, in pairs, where most waits; who is still at work from last time does not come."""
        force, size = self.force, self.plan.n_guests
        area = max(force.areas, key=lambda area: area.waiting)
        force.journal.note(AID_CAME, request, area.number)
        end = force.now + int(self.rules["stay_ms"])
        here: list[Officer] = []
        for place, officer in enumerate(force.officers[force.inputs.first_guest :]):
            if officer.tour is None:
                tour = self.plan.first_tour + request * size + place
                force.tour_end[tour] = end
                over = force.moments.at(end, RELEASE, request, turns.AID_ENDS + place % turns.PLACES)
                officer.come_as_guest(tour, over)
                here.append(officer)
        for first in range(0, len(here), 2):
            Crew(force, here[first : first + 2], area.number, end, paired=True).formed()
        area.on_duty += len(here)
        area.touch()
        return len(here)

    def is_repaid_by(self, officer: Officer, tour: int, already: int) -> bool:
        """Return whether an officer who would book on goes to the force that helped, when ``already`` of the team do."""
        force = self.force
        if self.debt_ms <= 0 or force.now < self.due or already >= self.rules["at_once"]:
            return False
        if officer.tour is not None or officer.is_student or officer.seat >= force.inputs.n_own:
            return False
        self.debt_ms -= force.tour_end[tour] - force.now
        force.journal.note(AID_RETURNED, officer.seat, tour)
        return True
