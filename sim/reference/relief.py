"""Relief at the end of a tour: a crew stays with its work until others take its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.kinds import RELIEF_ASKED, RELIEVED

if TYPE_CHECKING:
    from sim.reference.crew import Crew
    from sim.reference.incident import Incident


class Relief:
    """Who waits to be relieved of an incident, and who was sent to take their place."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self.waiting: list[Crew] = []  # in the order in which they were sent to the incident
        self.sent_for_it: list[Crew] = []
        self._there = 0  # officers who came for it and have not relieved anybody yet

    @property
    def still_wanted(self) -> int:
        """Officers still to be sent; to a watch also those it has lacked since it began."""
        tired = sum(crew.counts for crew in self.waiting)
        if self.incident.plan.watch:
            return self.incident.wanted - self.incident.strength + tired
        on_the_way = sum(crew.counts for crew in self.sent_for_it if not crew.there)
        return tired - on_the_way - self._there

    def ask_for(self, crew: Crew) -> None:
        """A crew whose tour is over stays until another takes its place."""
        self.waiting = [one for one in self.incident.crews if one in self.waiting or one is crew]
        self.incident.force.journal.note(RELIEF_ASKED, self.incident.row, crew.seat)
        self.seek()
        if self.incident.plan.watch:  # others may be enough without it
            self._let_go_home()

    def seek(self) -> None:
        """Queue work under way as long as somebody is still to be sent to it."""
        incident = self.incident
        if not incident.under_way:
            return
        if self.still_wanted <= 0:
            incident.area.unqueue(incident)
        elif not incident.queued:
            incident.area.queue(incident)

    def send(self, crew: Crew) -> None:
        """A crew is sent to take another's place."""
        self.sent_for_it.append(crew)

    def comes(self, crew: Crew) -> None:
        """A crew has come: if it was sent for it, those whose place it takes may go, the first sent first."""
        if crew in self.sent_for_it:
            self._there += crew.counts
        elif not self.incident.plan.watch:
            return
        self._let_go_home()

    def _may_go(self, tired: Crew) -> bool:
        """Whether those who came make up for a crew; from a watch it may also go when enough are there without it."""
        incident = self.incident
        if incident.plan.watch and (incident.there - tired.counts >= incident.wanted or self._there >= incident.wanted):
            return True
        return tired.counts <= self._there

    def _let_go_home(self) -> None:
        for tired in list(self.waiting):
            if self._may_go(tired):
                self._there = max(0, self._there - tired.counts)
                self.incident.force.journal.note(RELIEVED, self.incident.row, tired.seat)
                self.incident.let_go(tired)
        if not self.waiting:
            self._there = 0

    def forget(self, crew: Crew) -> None:
        """A crew leaves, for whatever reason."""
        if crew in self.waiting:
            self.waiting.remove(crew)
        elif crew in self.sent_for_it:
            self.sent_for_it.remove(crew)
            if crew.there:
                self._there = max(0, self._there - crew.counts)

    def end(self) -> None:
        """The work is over, or broken off."""
        self.waiting, self.sent_for_it, self._there = [], [], 0
