"""A partner's day: units by the hour, patients of its own, and police officers who wait for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import numpy as np
import simpy

from kernels.demand import CARE, CONVEY, HANDOVER
from kernels.durations import duration_ms
from kernels.kinds import (
    BACKGROUND_ASKED,
    BACKGROUND_TAKEN,
    BY_PARTNER,
    BY_POLICE,
    CAPACITY,
    GIVEN_UP,
    HANDED_OVER,
    IN_QUEUE,
    LEFT,
    LEFT_UNMET,
    LEFT_WAITING,
    PARTNER_ASKED,
    PARTNER_CAME,
    PARTNER_GAP,
    PARTNER_GIVEN_UP,
    RELEASE,
    TAKEN_OVER,
    UNIT_COMING,
    UNIT_FREE,
)
from kernels.places import LEAVE, STAY
from sim.reference import turns

if TYPE_CHECKING:
    from sim.inputs.inputs import PartnerRules
    from sim.reference.force import Force
    from sim.reference.incident import Incident


class Request:
    """A place in a partner's queue; ``granted`` is called when a unit is given to it."""

    def __init__(self, granted: Callable[[], object]) -> None:
        self.granted = granted
        self.withdrawn = False


class Partner:
    """One service: first come first served over police requests and work of its own."""

    def __init__(self, force: Force, number: int, rules: PartnerRules) -> None:
        self.force = force
        self.number = number
        self.rules = rules
        self.units = 0
        self.busy = 0
        self.busy_ms = 0
        self.unit_ms = 0
        self.touched = False
        self._since = 0
        self._queue: deque[Request] = deque()

    # Units

    def settle(self) -> None:
        """Bring the sums of unit time up to now."""
        spent = self.force.now - self._since
        self.busy_ms += self.busy * spent
        self.unit_ms += max(self.units, self.busy) * spent
        self._since = self.force.now

    def forget(self) -> None:
        """Begin measuring afresh."""
        self.settle()
        self.busy_ms = self.unit_ms = 0

    def touch(self) -> None:
        """Have the partner's control room look at its queue at the end of the round."""
        self.touched = True
        self.force.moments.call_dispatch()

    def change_units(self, units: int) -> None:
        """From now on ``units`` are on duty; those under way finish what they have."""
        self.settle()
        self.units = units
        self.force.journal.note(CAPACITY, self.number, units)
        self.touch()

    def dispatch(self) -> None:
        """Give free units to the first in the queue; those who gave up have left it."""
        self.touched = False
        while self._queue:
            if self._queue[0].withdrawn:
                self._queue.popleft()
            elif self.busy < self.units:
                self.settle()
                self.busy += 1
                self._queue.popleft().granted()
            else:
                return

    def _free_unit(self, _: simpy.Event) -> None:
        self.settle()
        self.busy -= 1
        self.force.journal.note(UNIT_FREE, self.number, self.busy)
        self.touch()

    def _join(self, granted: Callable[[], object]) -> Request:
        request = Request(granted)
        self._queue.append(request)
        self.touch()
        return request

    def _unit_free_at(self, time: int, key: int, place: int = 0) -> None:
        """``place``: of one incident's two units that are free at one instant, the one at the scene comes first."""
        moment = self.force.moments.at(time, RELEASE, key, turns.UNIT_FREE + place)
        moment.callbacks.append(self._free_unit)  # type: ignore[union-attr]

    # Work of its own: no lives are told here, only the units they keep

    def background_job(self, row: int) -> None:
        """One of the partner's own patients or clients asks for a unit."""
        self.force.journal.note(BACKGROUND_ASKED, row, self.number)
        nobody_free = bool(self._queue) or self.busy >= self.units
        request = self._join(lambda: self._take_background(row))
        if nobody_free:
            self.force.displacement.job_waits(row, self.number, request)

    def _take_background(self, row: int) -> None:
        self.force.journal.note(BACKGROUND_TAKEN, row, self.number)
        self.force.displacement.job_taken(row)
        job = self.force.background[row]
        self._unit_free_at(self.force.now + job.care_ms, job.key)

    # Police requests

    def ask(self, incident: Incident) -> simpy.Event:
        """Officers at ``incident`` ask for a unit; the event returned succeeds when they are relieved of it."""
        force = self.force
        incident.practice.asked = force.now
        incident.practice.partner_stage = IN_QUEUE
        force.journal.note(PARTNER_ASKED, incident.row, self.number)
        unit_comes = simpy.Event(force.env)
        request = self._join(lambda: unit_comes.succeed(self._take_incident(incident)))
        patience = simpy.Event(force.env)
        if self.rules.at_limit != STAY:
            patience = force.moments.at(force.now + self.rules.give_up_ms, RELEASE, incident.key, turns.GIVE_UP)
        relieved = simpy.Event(force.env)
        force.env.process(self._police_life(incident, request, unit_comes, patience, relieved))
        return relieved

    def _police_life(
        self, incident: Incident, request: Request, unit_comes: simpy.Event, patience: simpy.Event, relieved: simpy.Event
    ) -> Generator[simpy.Event, Any, None]:
        yield unit_comes | patience
        if unit_comes.triggered:
            handed_over: simpy.Event | None = unit_comes.value
        else:
            request.withdrawn = True
            handed_over = self._waited_long_enough(incident)
        if handed_over is not None:
            yield handed_over
            incident.practice.partner_stage = TAKEN_OVER
            incident.practice.handed_over = self.force.now
            incident.practice.partner_ended = BY_POLICE if incident.practice.gave_up else BY_PARTNER
            self.force.journal.note(HANDED_OVER, incident.row, self.number)
        relieved.succeed()

    def _take_incident(self, incident: Incident) -> simpy.Event:
        force = self.force
        incident.practice.partner_stage = UNIT_COMING
        incident.practice.answered = force.now
        force.journal.note(PARTNER_CAME, incident.row, self.number)
        handover = self._duration(self.rules.handover_row, incident, HANDOVER)
        care = self._duration(self.rules.care_row, incident, CARE)
        self._unit_free_at(force.now + handover + care, incident.key)
        return force.moments.at(force.now + handover, RELEASE, incident.key, turns.HANDED_OVER)

    def _waited_long_enough(self, incident: Incident) -> simpy.Event | None:
        """The officers leave, or once their own work is done take the person away themselves: to a place, or in a fixed time."""
        force = self.force
        incident.practice.answered = force.now
        if self.rules.at_limit == LEAVE:
            incident.practice.partner_stage, incident.practice.partner_ended = LEFT_UNMET, LEFT
            force.journal.note(LEFT_WAITING, incident.row, self.number)
            force.displacement.request_not_met(incident, self.number, PARTNER_GAP, filled=False)
            return None
        incident.practice.partner_stage = GIVEN_UP
        incident.practice.gave_up = 1
        force.journal.note(PARTNER_GIVEN_UP, incident.row, self.number)
        force.displacement.request_not_met(incident, self.number, PARTNER_GAP, filled=True)
        if incident.plan.taken_to or self.rules.convey_to >= 0:  # the rest is between them and that place
            incident.practice.partner_ended = BY_POLICE
            return None
        begins = max(force.now, incident.practice.started + incident.own_work_ms)
        convey = self._duration(self.rules.convey_row, incident, CONVEY)
        return force.moments.at(begins + convey, RELEASE, incident.key, turns.HANDED_OVER)

    def _duration(self, row: int, incident: Incident, draw: int) -> int:
        return int(duration_ms(self.force.inputs.durations, row, np.uint64(incident.key), draw, 0))
