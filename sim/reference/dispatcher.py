"""The dispatcher: who is answered next, by whom, and whether the others have to wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from kernels.breaks import may_be_called_out
from kernels.crewing import crew_preference
from kernels.dispatch import crews_to_spare, enough, may_attend, may_be_interrupted, may_be_sent, pools_for
from kernels.kinds import ASSIGNED, BEING_CLEARED, FOR_A_HIGHER_GRADE, READY, WORKING
from sim.reference.pauses import begin_breaks, begin_kept_breaks

if TYPE_CHECKING:
    from sim.reference.area import Area
    from sim.reference.crew import Crew
    from sim.reference.force import Force
    from sim.reference.incident import Incident


OFFICERS = 1  # the attendance of response officers: the bit of pool 0


class Verdict(Enum):
    """What became of the dispatcher's attempt to answer an incident."""

    SENT = auto()
    HELD_BACK = auto()  # its own and lower grades of its area wait with it
    PASSED_OVER = auto()  # it lacks a skill, which others need not wait for


class Round:
    """How far the dispatcher has come in the queues of an area: what was passed over, and the grade from which all wait."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.start_again()

    def start_again(self) -> None:
        """Begin at the front."""
        self.held_from = len(self.area.queues)
        self.passed: set[Incident] = set()

    def next(self, below: int, waited_since: int | None = None) -> Incident | None:
        """Return the most urgent incident of grades above ``below`` that was not passed over.

        With ``waited_since`` only those logged by then; the first of a grade speaks for those behind it.
        """
        fronts = []
        for queue in self.area.queues[: min(below, self.held_from)]:
            front = next((incident for incident in queue if incident not in self.passed), None)
            if front and (waited_since is None or front.practice.logged <= waited_since):
                fronts.append(front)
        return min(fronts, key=lambda incident: incident.urgency, default=None)

    def go_on(self, incident: Incident, verdict: Verdict) -> None:
        """Move on after ``incident`` was tried."""
        if verdict is Verdict.SENT:
            self.start_again()
        elif verdict is Verdict.HELD_BACK:
            self.held_from = incident.grade
        else:
            self.passed.add(incident)


class Dispatcher:
    """Sends crews to incidents, in every round in which something may have changed."""

    def __init__(self, force: Force) -> None:
        self.force = force
        self.rules = force.inputs.rules
        self.lenders = [
            [force.areas[lender] for lender in row if lender >= 0] for row in force.inputs.lenders.tolist()
        ]

    def serve(self) -> None:
        """Look at every area that was touched, until dispatch itself touches none."""
        looked_at: set[Area] = set()
        while touched := self._touched:
            while touched:
                for area in self.force.areas:
                    if area.touched:
                        area.touched = False
                        looked_at.add(area)
                        self._dispatch(area)
                touched = self._touched
            if self.rules.help_on:  # once every area has done what it can itself
                self._help()
        for area in self.force.areas:
            if area in looked_at:  # those nobody wants may have their meal break, or protected time
                if self.force.has_breaks:
                    begin_breaks(area)
                if self.force.protected.on:
                    self.force.protected.begin(area)

    @property
    def _touched(self) -> list[Area]:
        return [area for area in self.force.areas if area.touched]

    def _dispatch(self, area: Area) -> None:
        """Answer the incidents of an area with its own crews, the most urgent first; pools take what they may attend before."""
        if self.force.keeps_breaks:
            begin_kept_breaks(area)
        self._dispatch_pools(area)
        turn = Round(area)
        while area.waiting:
            # Without a free crew only those who may interrupt others have a chance.
            below = len(area.queues) if len(area.free) > area.free_of_pools else self.rules.preempt_grades
            incident = turn.next(below)
            if incident is None:
                break
            turn.go_on(incident, self._answer(incident, helped=False))
        if self.rules.re_form and not area.waiting:
            area.pair_up()

    def _dispatch_pools(self, area: Area) -> None:
        """Let specials, PCSOs and volunteers answer alone what they may; what they cannot answer holds back nobody."""
        turn = Round(area)
        while area.free_of_pools:
            incident = turn.next(len(area.queues))
            if incident is None:
                return
            named = int(self.force.inputs.pools.attends[incident.grade, incident.plan.kind]) - OFFICERS
            pools = int(pools_for(named, incident.plan.arrest, self.rules.arresting))
            crews = self._choose(incident, helped=False, attendance=pools)
            sent = self._will_do(incident, crews, alone=True)
            if sent:
                self._send(incident, crews)
            turn.go_on(incident, Verdict.SENT if sent else Verdict.PASSED_OVER)

    def _help(self) -> None:
        """Let neighbours answer what an area cannot answer itself, the most urgent of all areas first."""
        turns = {area: Round(area) for area in self.force.areas}
        since = self.force.now - self.rules.help_after_ms
        while True:
            fronts = [front for turn in turns.values() if (front := turn.next(self.rules.help_grades, since))]
            if not fronts:
                return
            incident = min(fronts, key=lambda front: front.urgency)
            turns[incident.area].go_on(incident, self._answer(incident, helped=True))

    # One incident

    def _answer(self, incident: Incident, helped: bool) -> Verdict:
        crews = self._choose(incident, helped)
        may_interrupt = not helped and incident.grade < self.rules.preempt_grades and not incident.under_way
        if may_interrupt and not self._will_do(incident, crews, helped):
            crews = self._take_from_lower_grades(incident, crews)
        if self._will_do(incident, crews, helped):
            self._send(incident, crews)
            return Verdict.SENT
        anybody = any(self._may_go(crew, incident) for crew in incident.area.free if not crew.pool)
        return Verdict.PASSED_OVER if not crews and incident.skills_wanted and anybody else Verdict.HELD_BACK

    def _will_do(self, incident: Incident, crews: list[Crew], alone: bool) -> bool:
        """Return whether these crews are to be sent now; those who relieve others go one by one.

        ``alone``: all officers of the area on duty do not make up for officers missing, where neighbours or a pool help.
        """
        if self.rules.staged or incident.under_way:
            return bool(crews)
        officers = sum(crew.counts for crew in crews)
        if alone:
            return officers >= incident.still_wanted
        return bool(enough(officers, sum(crew.size for crew in crews), incident.area.on_duty, incident.still_wanted))

    def _send(self, incident: Incident, crews: list[Crew]) -> None:
        waiting = incident.area.waiting
        sent = sum(crew.counts for crew in crews)
        if incident.under_way:
            enough_now = sent >= incident.still_wanted
        else:
            enough_now = incident.strength + sent >= incident.minimum or not self.rules.staged
        if enough_now:
            incident.area.unqueue(incident)
        for crew in crews:
            crew.leave_pause()
            if self._splits(crew, incident, waiting):
                crew.split()
            incident.send(crew)

    def _splits(self, crew: Crew, incident: Incident, waiting: int) -> bool:
        """Return whether a pair goes as one officer: one more is wanted, no single crew was to be had, and many wait.

        It is the first officer who goes; a skill that only the second has keeps them together.
        """
        many = 0 < self.rules.split_waiting <= waiting or (self.rules.watch_splits and bool(incident.plan.watch))
        needs = incident.skills_wanted
        both = crew.size < 2 or crew.pool or crew.tutored or crew.practitioner or crew.officers[0].skills & needs != needs
        return many and incident.still_wanted == 1 and not both

    # The choice of crews

    def _may_go(self, crew: Crew, incident: Incident) -> bool:
        rules, grade = self.rules, incident.grade
        if crew.paused_for != READY and not self._may_call_out(crew, grade):
            return False
        return bool(may_be_sent(grade, crew.end, self.force.now, rules.wind_down_ms, rules.wind_down_grades))

    def _choose(
        self, incident: Incident, helped: bool, to_be_had: Sequence[Crew] = (), attendance: int = OFFICERS
    ) -> list[Crew]:
        """Return the crews to send: from its own area what may be spared, then from neighbours if they are asked.

        ``to_be_had``: crews that would be free if their work were broken off, to ask whether that would do. ``attendance``: whose
        crews are asked, one bit for each pool; pools keep no reserve.
        """
        chosen: list[Crew] = []
        free = [crew for crew in (*incident.area.free, *to_be_had) if may_attend(attendance, crew.pool)]
        own = self._spare(incident, free) if attendance == OFFICERS else len(free)
        missing, needs = incident.still_wanted, incident.skills_wanted
        while missing > 0:
            crew = self._best(incident, free, missing, needs, chosen) if own > 0 else None
            own -= 1
            if crew is None and helped:
                crew = self._lent(incident, missing, needs, chosen)
            if crew is None:
                break
            chosen.append(crew)
            missing -= crew.counts
            needs = 0  # the first crew holds them all
        return chosen

    def _spare(self, incident: Incident, free: Iterable[Crew]) -> int:
        """Return how many of the free crews an incident may have; those it may call out of a pause count."""
        rules, grade = self.rules, incident.grade
        there = sum(crew.paused_for == READY or self._may_call_out(crew, grade) for crew in free)
        return int(crews_to_spare(there, grade, rules.reserve_crews, rules.reserve_grades))

    def _may_call_out(self, crew: Crew, grade: int) -> bool:
        protected = (kind.rule.grades for kind in self.force.protected.kinds)
        return bool(may_be_called_out(crew.paused_for, grade, self.rules.briefing_grades, self.rules.break_grades, *protected))

    def _best(
        self, incident: Incident, crews: Iterable[Crew], missing: int, needs: int, chosen: list[Crew]
    ) -> Crew | None:
        """Return the crew that suits best; of equals the one free longest, then the lowest seat."""
        suitable = [
            crew for crew in crews
            if crew.skills & needs == needs and crew not in chosen and self._may_go(crew, incident)
        ]

        def preference(crew: Crew) -> tuple[int, int, int]:
            last = int(self.rules.sergeants_last and crew.sergeants > 0)
            fit = crew_preference(crew.counts, missing, int(crew.practitioner), incident.plan.triage, last)
            return int(fit), crew.free_since, crew.seat

        return min(suitable, key=preference, default=None)

    def _lent(self, incident: Incident, missing: int, needs: int, chosen: list[Crew]) -> Crew | None:
        """Return the best crew of the first neighbour that can spare one."""
        for lender in self.lenders[incident.area.number]:
            left = lender.ready - sum(crew.area is lender for crew in chosen)
            theirs = [crew for crew in lender.free if not crew.pool]
            if self.rules.practitioners_stay:
                theirs = [crew for crew in theirs if not crew.practitioner]
            crew = self._best(incident, theirs, missing, needs, chosen) if left > self.rules.help_keep else None
            if crew:
                return crew
        return None

    # Taking crews from work of lower grade

    def _take_from_lower_grades(self, incident: Incident, crews: list[Crew]) -> list[Crew]:
        """Interrupt lower grades until the incident can be answered; nobody, if that would not be enough."""
        to_be_had = [crew for crew in incident.area.out if self._may_be_taken(crew, incident, 0)]
        if not to_be_had or not self._will_do(incident, self._choose(incident, False, to_be_had), alone=False):
            return crews
        while not self._will_do(incident, crews, alone=False):
            if not self._interrupt(incident, self._skills_to_take(incident)):
                break
            crews = self._choose(incident, helped=False)
        return crews

    def _skills_to_take(self, incident: Incident) -> int:
        """Return the skills a crew taken from its work must hold: those wanted, unless somebody free holds them."""
        needs = incident.skills_wanted
        officers = [crew for crew in incident.area.free if not crew.pool]
        held = any(crew.skills & needs == needs and self._may_go(crew, incident) for crew in officers)
        return 0 if held else needs

    def _may_be_taken(self, crew: Crew, incident: Incident, needs: int) -> bool:
        if crew.pool or crew.ended or crew.skills & needs != needs or not self._may_go(crew, incident):
            return False
        assert crew.incident is not None
        allowed = int(self._stage_allows(crew.incident))
        return bool(may_be_interrupted(incident.grade, crew.incident.grade, self.rules.preempt_grades, allowed))

    def _stage_allows(self, victim: Incident) -> bool:
        if victim.plan.watch:
            return False
        if victim.stage == ASSIGNED:
            return self.rules.preempt_travelling
        if victim.stage == WORKING and not victim.in_care:
            return self.rules.preempt_on_scene
        return victim.stage == BEING_CLEARED and self.rules.preempt_clearing

    def _interrupt(self, incident: Incident, needs: int) -> bool:
        """Free a crew for an incident; return whether there was one to take.

        The victim is the lowest grade, then the latest start, then the key.  It gives the last crew it can spare, or else the
        last of those that may be taken.
        """
        takeable = [crew for crew in incident.area.out if self._may_be_taken(crew, incident, needs)]
        victims = {crew.incident for crew in takeable if crew.incident}
        if not victims:
            return False
        victim = min(victims, key=lambda one: (-one.grade, -one.since, one.key))
        if victim.stage == BEING_CLEARED:
            victim.cut_short()
            return True
        crews = [crew for crew in victim.crews if crew in takeable]
        spare = [crew for crew in crews if victim.keeps_its_minimum_without(crew)]
        victim.withdraw((spare or crews)[-1], FOR_A_HIGHER_GRADE)
        return True
