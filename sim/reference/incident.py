"""The life of an incident: logged, waiting, crews sent, scene, partner, clearing, closed; or broken off and begun again."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

import simpy

from kernels.crewing import SETTLED_THERE
from kernels.cutting import cut_length, is_cut_short
from kernels.dispatch import needs_now, urgency
from kernels.kinds import (
    ASSIGNED,
    AT_CUSTODY,
    AT_PLACE,
    BEING_CLEARED,
    CLEARED,
    CLEARING,
    CLOSED,
    CREW_LEFT,
    CUT_SHORT,
    FOR_A_HIGHER_GRADE,
    HANDED_BACK,
    HELD,
    LOGGED,
    NOT_NEEDED,
    RELEASE,
    SCENE_CUT_SHORT,
    SCENE_ENDED,
    SCENE_STARTED,
    SUSPENDED,
    TRIAGED,
    WAITING,
    WAITING_FOR_PARTNER,
    WORKING,
)
from sim.reference import turns
from sim.reference.coming import Coming
from sim.reference.complaints import complain
from sim.reference.custody import taken_to_custody
from sim.reference.failure import fails
from sim.reference.places import place_for, taken_to_a_place
from sim.reference.relief import Relief
from sim.reference.trauma import scene_is_over
from sim.reference.waiting import Waiting
from sim.reference.writing import WritingUp

if TYPE_CHECKING:
    from sim.reference.crew import Crew
    from sim.reference.force import Force


class Incident:
    """One incident that is attended; ``row`` is its place in the inputs."""

    def __init__(self, force: Force, row: int) -> None:
        self.force = force
        self.row = row
        self.plan = force.incidents[row]
        self.key = self.plan.key
        self.area = force.areas[self.plan.area]
        self.wanted, self.minimum = self.plan.officers, self.plan.minimum
        self.partner = force.partners[self.plan.partner] if self.plan.partner >= 0 else None
        self.practice = force.practice[row]
        self.queued = False
        self.crews: list[Crew] = []
        self.since = -1  # the first of its present crews was sent
        self._left_ms = -1  # of work that was broken off
        self._scene_over_at = -1
        self._life: simpy.Process | None = None
        self._broken_off = 0
        self.coming = Coming(self)
        self.relief = Relief(self)
        self.writing = WritingUp(self)

    # What others ask

    @property
    def grade(self) -> int:
        """The grade as it stands now."""
        return int(self.practice.grade)

    @property
    def stage(self) -> int:
        """Where the incident stands in its life."""
        return int(self.practice.stage)

    @property
    def place_in_queue(self) -> tuple[int, int]:
        """Who was logged first stands first."""
        return self.practice.logged, self.row

    @property
    def urgency(self) -> tuple[int, int, int, int]:
        """Lower is sooner; never the same for two."""
        inputs, logged = self.force.inputs, self.practice.logged
        target = int(inputs.target_ms[self.grade, self.plan.area])
        first = urgency(inputs.rules.order, self.grade, logged, inputs.rules.ageing_ms, target)
        return int(first), self.grade, logged, self.row

    @property
    def strength(self) -> int:
        """Officers sent or there, as far as they count."""
        return sum(crew.counts for crew in self.crews)

    @property
    def still_wanted(self) -> int:
        """Officers still to be sent: all it wants, or, once the work is under way, those to relieve others."""
        if self.under_way:
            return self.relief.still_wanted
        return self.wanted - self.strength

    @property
    def under_way(self) -> bool:
        """Whether officers are at work there, or held for a partner or a custody desk."""
        return self.stage in (WORKING, WAITING_FOR_PARTNER, AT_CUSTODY, AT_PLACE)

    @property
    def in_care(self) -> bool:
        """Whether the police have somebody in their care there, for a partner to take on."""
        return self.partner is not None or bool(self.plan.taken_to)

    @property
    def may_be_relieved(self) -> bool:
        """Whether those whose tour is over may hand over to others, instead of staying to the end."""
        return self.force.inputs.rules.hand_over and self.grade >= self.force.inputs.rules.stay_grades

    @property
    def there(self) -> int:
        """Officers there, as far as they count."""
        return sum(crew.counts for crew in self.crews if crew.there)

    @property
    def skills_wanted(self) -> int:
        """Skills still asked for; one crew of those sent must hold them all."""
        if not self.plan.needs:
            return 0
        waited = self.force.now - self.practice.logged
        needs = int(needs_now(self.plan.needs, waited, self.force.inputs.substitute_ms))
        return 0 if any(crew.skills & needs == needs for crew in self.crews) else needs

    def keeps_its_minimum_without(self, crew: Crew) -> bool:
        """Return whether officers enough stay: of those sent before the work has begun, of those there afterwards."""
        if self.stage == ASSIGNED:
            return self.strength - crew.counts >= self.minimum
        return self.there - (crew.counts if crew.there else 0) >= self.minimum

    # Logged

    def log(self) -> None:
        """The dispatcher learns of it."""
        self.practice.logged = self.force.now
        self.practice.stage = WAITING
        self.practice.grade = self.plan.grade
        self.force.journal.note(LOGGED, self.row, self.plan.area)
        self.area.queue(self)
        Waiting(self).begin()

    def after(self, wait: int, turn: int, do: Callable[[], None]) -> None:
        """Have something done ``wait`` ms from now."""
        moment = self.force.moments.at(self.force.now + wait, RELEASE, self.key, turn)
        moment.callbacks.append(lambda _: do())  # type: ignore[union-attr]

    # Crews come

    def send(self, crew: Crew) -> None:
        """The dispatcher sends a crew."""
        if self.practice.sent < 0:
            self.practice.sent = self.force.now
        if not self.crews:
            self.since = self.force.now
        self.coming.send(crew)
        if self.stage == WAITING:
            self.practice.stage = ASSIGNED
        if self._life is None:
            self._life = self.force.env.process(self._answered())

    def takes_in(self, crew: Crew) -> None:
        """A crew sent belongs to it from now on, though it is not there yet."""
        self.crews.append(crew)
        if self.under_way:
            self.relief.send(crew)
        self._count()

    def _count(self) -> None:
        self.practice.officers_sent = sum(crew.size for crew in self.crews)

    # At the scene

    def _answered(self) -> Generator[simpy.Event, None, None]:
        """Live from the first crew sent to the last one released, unless it is broken off before."""
        try:
            yield self.coming.gathered
            scene_over = self._scene_starts()
            takeover = self._ask_partner()
            yield scene_over
            held = takeover is not None and not takeover.triggered
            self._scene_ends(held)
            if held:
                assert takeover is not None
                yield takeover
            place = place_for(self)
            if self.plan.arrest:
                yield from taken_to_custody(self)
            elif place is not None:
                yield from taken_to_a_place(self, place)
            self._clearing_starts()
            yield from self.writing.live()
            self._close()
        except simpy.Interrupt:
            return

    def _scene_starts(self) -> simpy.Event:
        now, rules = self.force.now, self.force.inputs.rules
        self.area.unqueue(self)
        self.practice.stage = WORKING
        self.practice.started = now
        length = self._fresh_length() if self._left_ms < 0 else self._left_ms
        self._left_ms = -1
        self._scene_over_at = now + length
        self.force.journal.note(SCENE_STARTED, self.row, self.practice.officers_sent)
        self.force.presence.work_begins(self)
        self._may_be_interrupted_now()
        if rules.surplus_on and self.strength > self.minimum and not self.plan.watch:
            attempt = self._broken_off
            self.after(int(rules.surplus_after * length + 0.5), turns.SURPLUS, lambda: self._surplus_leaves(attempt))
        if self.plan.watch:  # it may have begun with fewer than it wants
            self.relief.seek()
        return self.force.moments.at(self._scene_over_at, RELEASE, self.key, turns.SCENE_ENDED)

    def _fresh_length(self) -> int:
        """How long the work takes that begins now from its beginning: less where it is cut short because many wait."""
        rules, waiting = self.force.inputs.rules, self.area.waiting
        may_be = not self.plan.watch
        self.practice.cut = int(may_be and is_cut_short(waiting, rules.cut_waiting, self.grade, rules.cut_spared))
        if self.practice.cut:
            self.force.journal.note(SCENE_CUT_SHORT, self.row, waiting)
        self.practice.slower_ms = self.force.presence.slower_ms(self, self._planned_ms) if may_be else 0
        return self.own_work_ms

    @property
    def own_work_ms(self) -> int:
        """How long the officers' own work at the scene takes as a whole, once it has begun."""
        return int(self._planned_ms + self.practice.slower_ms)

    @property
    def _planned_ms(self) -> int:
        return int(cut_length(self.plan.scene_ms, self.force.inputs.rules.cut_to)) if self.practice.cut else self.plan.scene_ms

    def _ask_partner(self) -> simpy.Event | None:
        """Ask the partner that is needed, unless a practitioner who is there settles it."""
        if self.partner is None:
            return None
        if self.plan.triage == SETTLED_THERE and any(crew.practitioner and crew.there for crew in self.crews):
            self.practice.partner_stage = NOT_NEEDED
            self.force.journal.note(TRIAGED, self.row, self.plan.partner)
            return None
        return self.partner.ask(self)

    def _surplus_leaves(self, attempt: int) -> None:
        if self.stage == WORKING and attempt == self._broken_off:
            self._release_surplus()

    def _release_surplus(self) -> None:
        """Let crews beyond the minimum go, the last sent first; not those who come to relieve others."""
        while True:
            spare = [
                crew for crew in self.crews
                if self.keeps_its_minimum_without(crew) and crew not in self.relief.sent_for_it
            ]
            if not spare:
                break
            self.let_go(spare[-1])
        self.relief.seek()

    def let_go(self, crew: Crew) -> None:
        """A crew leaves before the work is done, or turns back on its way."""
        self.crews.remove(crew)
        self.relief.forget(crew)
        self._count()
        self.force.journal.note(CREW_LEFT, self.row, crew.seat)
        crew.release()

    def _scene_ends(self, held: bool) -> None:
        self.practice.ended = self.force.now
        self.force.journal.note(SCENE_ENDED, self.row, int(held))
        if held:
            if not self.relief.waiting:
                self.turn_back_drivers()
            self.practice.stage = WAITING_FOR_PARTNER
            if self.force.inputs.rules.surplus_on:
                self._release_surplus()
            self.everybody_enters(HELD)

    def turn_back_drivers(self) -> None:
        """Nobody else is needed: crews on their way turn back."""
        for crew in [crew for crew in self.crews if not crew.there]:
            self.let_go(crew)

    def _clearing_starts(self) -> None:
        self.area.unqueue(self)
        self.turn_back_drivers()
        scene_is_over(self)
        self.practice.stage = BEING_CLEARED
        self.everybody_enters(CLEARING)
        self._may_be_interrupted_now()

    def _may_be_interrupted_now(self) -> None:
        """Have the dispatcher look again where something waits: what could not be broken off before perhaps can be now."""
        if self.force.inputs.rules.preempt_grades > 0:
            for crew in self.crews:
                if crew.area.waiting:
                    crew.area.touch()

    def everybody_enters(self, status: int) -> None:
        """Let all officers who are there enter ``status``."""
        for crew in self.crews:
            if crew.there:
                crew.enter(status)

    def _close(self) -> None:
        self.writing.book()
        self.practice.stage = CLOSED
        self.practice.closed = self.force.now
        self.force.journal.note(CLEARED, self.row, self.practice.officers_sent)
        fails(self)
        self.force.displacement.incident_closes(self.row)
        self.force.casework.left_by(self)
        complain(self)
        if self.practice.cut:
            self._rushed()
            self.force.returns.of_incident(self.row, CUT_SHORT)
        self._release_all()

    def _rushed(self) -> None:
        """The officers there leave before they could do it properly."""
        for crew in self.crews:
            crew.rushed()

    def _release_all(self) -> None:
        self.relief.end()
        crews, self.crews = self.crews, []
        for crew in crews:
            crew.release()

    # Broken off

    def cut_short(self) -> None:
        """The rest of the writing up is dropped: the crews are wanted elsewhere."""
        assert self._life is not None
        self._life.interrupt("cut short")
        if not self.practice.cut:  # otherwise it counts as it closes
            self._rushed()
        self.practice.dropped = 1
        self._close()

    def tour_ends(self, crew: Crew) -> None:
        """A crew's tour is over: it parks its work, asks to be relieved, or stays with it, as the rules and the grade say."""
        rules = self.force.inputs.rules
        if self.plan.watch:  # somebody takes over, whatever the rule
            self._be_relieved_of(crew)
            return
        if self.grade < rules.stay_grades:
            return
        if rules.hand_back:  # not with a person in police care, not while it is written up
            if self.stage == ASSIGNED or (self.stage == WORKING and not self.in_care):
                self.withdraw(crew, HANDED_BACK)
        elif rules.hand_over:
            self._be_relieved_of(crew)

    def _be_relieved_of(self, crew: Crew) -> None:
        """A crew at work stays until others take its place; one that is on its way, or waits for others there, goes home."""
        if self.stage == ASSIGNED or not crew.there:
            self.withdraw(crew, HANDED_BACK)
        elif self.under_way:
            self.relief.ask_for(crew)

    def withdraw(self, crew: Crew, why: int) -> None:
        """Take a crew away; an incident left below its minimum is broken off whole, unless it still gathers its crews."""
        gathering = self.stage == ASSIGNED and self.force.inputs.rules.staged
        joining = self.stage != ASSIGNED and not crew.there
        if not gathering and not joining and not self.keeps_its_minimum_without(crew):
            self._break_off(why)
            return
        if why == FOR_A_HIGHER_GRADE:
            crew.rushed()
        self.let_go(crew)
        self.relief.seek()
        if gathering and not self.queued and self.strength < self.minimum:
            self.area.queue(self)
        if not self.crews:
            self.practice.stage = WAITING

    def _break_off(self, why: int) -> None:
        force = self.force
        if self.stage == WORKING and not force.inputs.rules.restart:
            self._left_ms = self._scene_over_at - force.now
        assert self._life is not None
        self._life.interrupt("broken off")
        self._life = None
        self.coming.begin_anew()
        self._broken_off += 1
        self.practice.stage = WAITING
        self.practice.suspended += 1
        self.practice.officers_sent = 0
        force.journal.note(SUSPENDED, self.row, why)
        if why == FOR_A_HIGHER_GRADE:
            self._rushed()
        self._release_all()
        if not self.queued:
            self.area.queue(self)
        self.area.touch()
