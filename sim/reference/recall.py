"""Recall: officers off duty who are called in because too few of a team are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernels.crewing import pairs
from kernels.kinds import GAP_LEFT, RECALL, RECALLED, RELEASE
from kernels.rest import may_do_more
from sim.reference import turns
from sim.reference.crew import Crew

if TYPE_CHECKING:
    from sim.reference.force import Force
    from sim.reference.officer import Officer

NO_MORE_TOURS_MS = 1 << 60


class Recall:
    """Looks at every team that begins, and calls in whom it may."""

    def __init__(self, force: Force) -> None:
        self.force = force
        self.plan = force.inputs.overtime_plan
        self.rules = {name: int(self.plan.rules[name][0]) for name in self.plan.rules.dtype.names or ()}
        self.next_row = self.plan.first_recall

    def fill(self, lead: int, there: int) -> None:
        """Call in officers for the team whose first tour is ``lead``, of whom so many are ``there``."""
        force, tours = self.force, self.force.inputs.tours
        if not self.rules["recall"]:
            return
        area, short = int(tours["area"][lead]), int(tours["minimum"][lead]) - int(tours["helped"][lead]) - there
        comes = force.now + self.rules["answer_ms"]
        ends = min(comes + self.rules["stay_ms"], force.tour_end[lead])
        if short <= 0 or ends <= comes:
            return
        called: list[tuple[Officer, int]] = []
        for _ in range(min(short, self.rules["most"])):
            own = force.officers[: force.inputs.n_own]
            able = [officer for officer in own if self._may_come(officer, lead, area, comes, ends)]
            if not able:
                force.journal.note(GAP_LEFT, area, short - len(called))
                break
            officer = min(able, key=lambda officer: (officer.recalls, officer.seat))
            called.append((officer, self._call(officer, lead, comes, ends)))
        if called:
            moment = force.moments.at(comes, RELEASE, called[0][1], turns.RECALL_COMES)
            moment.callbacks.append(lambda _: self._come(called, lead, area))  # type: ignore[union-attr]

    def _may_come(self, officer: Officer, lead: int, area: int, comes: int, ends: int) -> bool:
        inputs, books = self.force.inputs, self.force.time_off
        if officer.tour is not None or officer.is_called or officer.is_student or int(inputs.seat_area[officer.seat]) != area:
            return False
        if self.force.night_shift.why_not_fit(officer) or not self.force.careers.may_be_recalled(officer):
            return False
        following = officer.next_tour
        next_start = int(inputs.tours["start"][following]) if following >= 0 else NO_MORE_TOURS_MS
        return bool(may_do_more(
            books.work_ms[officer.seat], books.day[lead], ends - comes, comes - officer.last_off, next_start - ends,
            self.plan.opted_out[officer.seat], inputs.overtime,
        ))  # fmt: skip

    def _call(self, officer: Officer, lead: int, comes: int, ends: int) -> int:
        force, row = self.force, self.next_row
        self.next_row += 1
        officer.is_called = True
        officer.recalls += 1
        force.tour_end[row], force.tour_kind[row] = ends, RECALL
        force.tour_night[row], force.time_off.day[row] = force.tour_night[lead], force.time_off.day[lead]
        force.done[row].seat, force.done[row].ends = officer.seat, ends
        force.time_off.works(officer, row, ends - comes)
        force.journal.note(RECALLED, officer.seat, row)
        return row

    def _come(self, called: list[tuple[Officer, int]], lead: int, area: int) -> None:
        force = self.force
        for officer, row in called:
            officer.is_called = False
            officer.come_in(row, force.moments.at(force.tour_end[row], RELEASE, row, turns.RECALL_ENDS))
        size, end = int(force.inputs.tours["crew_size"][lead]), force.tour_end[called[0][1]]
        here = [officer for officer, _ in called]
        paired = 2 * int(pairs(len(here), size, force.inputs.rules.double_share))
        crews = [here[i : i + 2] for i in range(0, paired, 2)] + [[officer] for officer in here[paired:]]
        for crew in crews:
            Crew(force, crew, area, end, paired=size == 2 or len(crew) == 2).formed()
        force.areas[area].on_duty += len(here)
        force.areas[area].touch()
