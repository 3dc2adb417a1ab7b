"""A team's day apart from incidents: the briefing that begins it, and the meal break of each crew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kernels.breaks import after_being_called_out
from kernels.exposures import BREAKS_HAD, BREAKS_MISSED
from kernels.kinds import (
    BREAK_BEGUN,
    BREAK_DUE,
    BREAK_ENDED,
    BREAK_HAD,
    BREAK_LOST,
    BREAK_MISSED,
    BREAK_UNDER_WAY,
    BRIEFED,
    BRIEFING,
    IN_BRIEFING,
    KEPT_BREAK,
    MEAL_BREAK,
    ON_BREAK,
    READY,
    RELEASE,
)
from sim.reference import turns

if TYPE_CHECKING:
    from sim.reference.area import Area
    from sim.reference.crew import Crew
    from sim.reference.force import Force


class TeamDay:
    """What the tours of one team in one area have in common; planned as the team books on."""

    def __init__(self, force: Force, tours: range, area: Area, crews: list[Crew]) -> None:
        self.force = force
        self.tours = tours
        self.area = area
        plan = force.inputs.tours[tours[0]]
        if int(plan["briefed"]) > force.now:
            for crew in crews:
                crew.pause(BRIEFING)
                crew.enter(IN_BRIEFING)
            self._at(int(plan["briefed"]), turns.BRIEFED, lambda: self._briefed(crews))
        if int(plan["break_ms"]) > 0:
            self._at(int(plan["break_from"]), turns.BREAK_DUE, self._breaks_are_due)
            self._at(int(plan["break_until"]), turns.BREAK_LATEST, self._too_late_for_breaks)
        force.protected.plan(tours, area)

    def _at(self, time: int, turn: int, do: Callable[[], None]) -> None:
        moment = self.force.moments.at(time, RELEASE, self.tours[0], turn)
        moment.callbacks.append(lambda _: do())  # type: ignore[union-attr]

    def _briefed(self, crews: list[Crew]) -> None:
        still = {crew for crew in crews if crew.paused_for == BRIEFING}
        for crew in sorted(still, key=lambda crew: crew.tour):
            crew.be_ready()
            self.force.journal.note(BRIEFED, crew.seat, crew.tour)
        self.area.touch()

    def _breaks_are_due(self) -> None:
        """From now on the officers are to have their meal break as soon as they can be spared."""
        seats = self.force.inputs.tours["seat"]
        for tour in self.tours:
            officer = self.force.officers[int(seats[tour])]
            if officer.tour == tour and officer.crew is not None and officer.carried_as is None:
                self.force.done[tour].break_stage = BREAK_DUE
        self.area.touch()

    def _too_late_for_breaks(self) -> None:
        seats = self.force.inputs.tours["seat"]
        for tour in self.tours:
            if self.force.done[tour].break_stage == BREAK_DUE:
                self.force.done[tour].break_stage = BREAK_LOST
                self.force.journal.note(BREAK_MISSED, int(seats[tour]), tour)
                self.force.officers[int(seats[tour])].exposed[BREAKS_MISSED] += 1


def begin_breaks(area: Area) -> None:
    """Let crews have their meal break while the area can spare them, the lowest seat first."""
    while area.ready > area.force.inputs.rules.break_keep:
        due = [crew for crew in area.free if crew.paused_for == READY and _tours_due(crew)]
        if not due:
            return
        MealBreak(min(due, key=lambda crew: crew.seat))


def begin_kept_breaks(area: Area) -> None:
    """Let crews whose break is kept have it before anything else, unless somebody waits who may break into other breaks."""
    if any(area.queues[: area.force.inputs.rules.break_grades]):
        return
    kept = [crew for crew in area.free if crew.paused_for == READY and _is_kept(crew, _tours_due(crew))]
    for crew in sorted(kept, key=lambda crew: crew.seat):
        MealBreak(crew)


def _is_kept(crew: Crew, tours: list[int]) -> bool:
    return any(crew.force.inputs.tours["break_kept"][tour] for tour in tours)


def _tours_due(crew: Crew) -> list[int]:
    return [tour for tour in crew.tours if crew.force.done[tour].break_stage == BREAK_DUE]


class MealBreak:
    """A crew's meal break, from its beginning to its time, or until it is broken off."""

    def __init__(self, crew: Crew) -> None:
        self.force = crew.force
        self.crew = crew
        self.began = self.force.now
        self.tours = _tours_due(crew)
        self.length = max(int(self.force.inputs.tours["break_ms"][tour]) for tour in self.tours)
        for tour in self.tours:
            self.force.done[tour].break_stage = BREAK_UNDER_WAY
        crew.pause(KEPT_BREAK if _is_kept(crew, self.tours) else MEAL_BREAK, self)
        crew.enter(ON_BREAK)
        self.force.journal.note(BREAK_BEGUN, crew.seat, crew.tour)
        over = self.force.moments.at(self.began + self.length, RELEASE, crew.tour, turns.BREAK_ENDS)
        over.callbacks.append(lambda _: self._ends() if crew.pausing is self else None)  # type: ignore[union-attr]

    def _ends(self) -> None:
        for tour in self.tours:
            self._book(tour, BREAK_HAD)
        self.crew.be_ready()
        self.force.journal.note(BREAK_ENDED, self.crew.seat, 1)
        self.crew.area.touch()

    def _book(self, tour: int, stage: int) -> None:
        done = self.force.done[tour]
        done.break_ms += self.force.now - self.began
        done.break_stage = stage
        officer = self.force.officers[int(self.force.inputs.tours["seat"][tour])]
        officer.exposed[BREAKS_HAD] += stage == BREAK_HAD

    def break_off(self) -> None:
        """The crew is called out, or its tour is over."""
        force, plan = self.force, self.force.inputs.tours
        force.journal.note(BREAK_ENDED, self.crew.seat, 0)
        taken = force.now - self.began
        for tour in self.tours:
            until, counts_from = int(plan["break_until"][tour]), force.inputs.rules.break_counts
            stage = int(after_being_called_out(taken, self.length, counts_from, force.now, until))
            self._book(tour, stage)
            force.done[tour].breaks_broken += 1
            if stage == BREAK_LOST:
                force.journal.note(BREAK_MISSED, int(plan["seat"][tour]), tour)
                force.officers[int(plan["seat"][tour])].exposed[BREAKS_MISSED] += 1
