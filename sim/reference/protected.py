"""Protected time in a tour: sergeants' supervisory work and desk time, taken when crews can be spared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kernels.kinds import (
    AT_DESK,
    IN_SUPERVISION,
    NO_TIME,
    PROTECTED_BEGUN,
    PROTECTED_ENDED,
    PROTECTED_LEFT,
    READY,
    RELEASE,
    SUPERVISORY,
    TIME_DUE,
    TIME_LEFT,
    TIME_UNDER_WAY,
)
from kernels.protected import ANY_AMOUNT, becomes_of_time, for_complaints, for_prevention, supervisory_ms, time_wanted
from kernels.records import PROTECTED_DONE
from sim.inputs.inputs import PROTECTED_KINDS, Records
from sim.inputs.start import blank_protected
from sim.reference import turns
from sim.reference.records import Row, records_of, rows_of

if TYPE_CHECKING:
    from sim.reference.area import Area
    from sim.reference.crew import Crew
    from sim.reference.force import Force
    from sim.reference.officer import Officer


class Protected:
    """One kind of protected time: its rules, and how far each tour has come with it."""

    def __init__(self, force: Force, pause: int, status: int, rule: Row, tours: int) -> None:
        self.force = force
        self.pause, self.status = pause, status
        self.rule = rule
        most = force.inputs.rules.complaint_tour_ms if pause == SUPERVISORY else 0
        self.complaint_tour_ms = most  # a tour has no more for complaints
        self.prevention_ms = force.inputs.rules.prevention_ms if pause == SUPERVISORY else 0
        self.on = rule.base_ms + rule.per_officer_ms + rule.per_crime_ms + most + self.prevention_ms > 0
        self.done: list[Row] = rows_of(blank_protected(tours)[:, 0])

    # A team's day

    def plan(self, tours: range, area: Area) -> None:
        """A team books on: say how much time each is due, and from when to when it may begin."""
        plan = self.force.inputs.tours[tours[0]]
        if not self.on or int(plan["pool"]):
            return
        self._share_out(list(self._there(tours)))
        until = self._until(tours[0])
        begins = min(int(plan["start"]) + self.rule.from_ms, until)
        self._at(begins, tours, turns.PROTECTED_DUE, lambda: self._is_due(tours, area))
        self._at(until, tours, turns.PROTECTED_LATEST, lambda: self._too_late(tours))

    def _at(self, time: int, tours: range, turn: int, do: Callable[[], None]) -> None:
        moment = self.force.moments.at(time, RELEASE, tours[0], turn + PROTECTED_KINDS.index(self.pause))
        moment.callbacks.append(lambda _: do())  # type: ignore[union-attr]

    def _there(self, tours: range) -> Iterator[Officer]:
        for tour in tours:
            officer = self.force.officers[int(self.force.inputs.tours["seat"][tour])]
            if officer.tour == tour and officer.is_at_work:
                yield officer

    def _share_out(self, there: list[Officer]) -> None:
        entitled = able = [officer for officer in there if officer.crew is not None]
        due = self.rule.base_ms
        if self.pause == SUPERVISORY:
            entitled = [officer for officer in entitled if officer.is_sergeant]
            led = [officer for officer in there if officer not in entitled]
            crimes = sum(officer.desk.cases for officer in led if officer.desk)
            rule = self.rule
            due = int(supervisory_ms(due, rule.per_officer_ms, rule.per_crime_ms, len(led), crimes, len(entitled)))
        for officer in entitled:
            self.of(officer).due_ms = due
        for officer in able if self.complaint_tour_ms else ():
            complaints = min(officer.complaint_owed_ms, self.complaint_tour_ms)
            self.of(officer).complaint_ms = complaints
            self.of(officer).due_ms += complaints
        for officer in able if self.prevention_ms else ():
            self.of(officer).prevention_ms = self.prevention_ms
            self.of(officer).due_ms += self.prevention_ms

    def _until(self, tour: int) -> int:
        plan = self.force.inputs.tours[tour]
        return min(int(plan["start"]) + int(self.rule.until_ms), int(plan["end"]))

    def _is_due(self, tours: range, area: Area) -> None:
        for officer in self._there(tours):
            time = self.of(officer)
            if officer.crew is not None and time.due_ms > 0 and time.stage == NO_TIME:
                time.stage = TIME_DUE
        area.touch()

    def _too_late(self, tours: range) -> None:
        for officer in self._there(tours):
            if self.of(officer).stage == TIME_DUE:
                self._settle_stage(officer)

    # One officer's time

    def of(self, officer: Officer) -> Row:
        """The time of the tour an officer is in."""
        assert officer.tour is not None
        return self.done[officer.tour]

    def _in_hand(self, officer: Officer) -> int:
        if self.pause == SUPERVISORY:
            return ANY_AMOUNT
        return officer.desk.work_in_hand if officer.desk else 0

    def wanted(self, officer: Officer) -> int:
        """How long an officer would have it for if it began now, 0 not at all."""
        time = self.of(officer)
        return int(time_wanted(time.due_ms, time.had_ms, self._in_hand(officer))) if time.stage == TIME_DUE else 0

    def begin(self, officer: Officer) -> None:
        """An officer begins a spell of it."""
        time = self.of(officer)
        time.stage, time.began = TIME_UNDER_WAY, self.force.now
        officer.enter(self.status)

    def book(self, officer: Officer, called_out: bool) -> None:
        """A spell is over."""
        time = self.of(officer)
        if time.stage == TIME_UNDER_WAY:
            before = time.had_ms
            time.had_ms += self.force.now - time.began
            spent = for_prevention(before, time.had_ms, time.due_ms, time.prevention_ms)
            self.force.prevention.invest(int(self.force.inputs.tours["area"][officer.tour]), int(spent))
            officer.complaint_worked_ms += int(for_complaints(before, time.had_ms, time.complaint_ms))
            time.began = -1
            time.called_out += called_out
            self._settle_stage(officer)

    def _settle_stage(self, officer: Officer) -> None:
        time = self.of(officer)
        assert officer.tour is not None
        until = self._until(officer.tour)
        time.stage = int(becomes_of_time(time.due_ms, time.had_ms, self._in_hand(officer), self.force.now, until))
        if time.stage == TIME_LEFT:
            self.force.journal.note(PROTECTED_LEFT, officer.seat, self.pause)


class ProtectedSpell:
    """A crew's spell of protected time: whoever of them wants it has it, the other waits, free."""

    def __init__(self, crew: Crew, kind: Protected, length: int) -> None:
        self.crew, self.kind = crew, kind
        self.force = crew.force
        crew.pause(kind.pause, self)
        for officer in [officer for officer in crew.officers if kind.wanted(officer) > 0]:
            kind.begin(officer)
        self.force.journal.note(PROTECTED_BEGUN, crew.seat, kind.pause)
        turn = turns.PROTECTED_ENDS + PROTECTED_KINDS.index(kind.pause)
        over = self.force.moments.at(self.force.now + length, RELEASE, crew.tour, turn)
        over.callbacks.append(lambda _: self._ends() if crew.pausing is self else None)  # type: ignore[union-attr]

    def _ends(self) -> None:
        for officer in self.crew.officers:
            self.kind.book(officer, called_out=False)
        self.crew.be_ready()
        self.force.journal.note(PROTECTED_ENDED, self.crew.seat, 1)
        self.crew.area.touch()

    def break_off(self) -> None:
        """The crew is called out."""
        self.force.journal.note(PROTECTED_ENDED, self.crew.seat, 0)
        for officer in self.crew.officers:
            self.kind.book(officer, called_out=True)


class ProtectedTime:
    """All kinds of it."""

    def __init__(self, force: Force) -> None:
        self.tours = force.inputs.protected_tours
        rules = rows_of(force.inputs.protected)
        self.kinds = [
            Protected(force, pause, status, rule, self.tours)
            for pause, status, rule in zip(PROTECTED_KINDS, (IN_SUPERVISION, AT_DESK), rules, strict=True)
        ]
        self.on = any(kind.on for kind in self.kinds)

    def plan(self, tours: range, area: Area) -> None:
        """A team books on."""
        for kind in self.kinds:
            kind.plan(tours, area)

    def begin(self, area: Area) -> None:
        """Let crews have protected time while the area can spare them, the lowest seat first."""
        for kind in self.kinds:
            while kind.on and area.ready > kind.rule.keep:
                wanting = [crew for crew in area.free if crew.paused_for == READY and _length(crew, kind) > 0]
                if not wanting:
                    break
                crew = min(wanting, key=lambda one: one.seat)
                ProtectedSpell(crew, kind, _length(crew, kind))

    def close(self) -> Records:
        """Return what came of it, (tours, 2) PROTECTED_DONE."""
        out = blank_protected(self.tours)
        for place, kind in enumerate(self.kinds):
            out[:, place] = records_of(kind.done, PROTECTED_DONE)
        return out


def _length(crew: Crew, kind: Protected) -> int:
    """How long a spell would last: as long as the one who wants most, to the end of the tour at most."""
    return min(max(kind.wanted(officer) for officer in crew.officers), crew.end - crew.force.now)

