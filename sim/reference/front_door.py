"""The front door: callers who ring, wait, talk or hang up; people who answer; the desk, the diary, and what is passed on."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
import simpy

from kernels.clock import HOUR_MS
from kernels.front_door import (
    APPOINTMENT,
    AT_DESK,
    ATTEND,
    BELOW_THRESHOLD,
    DESK,
    DONE_WITHOUT,
    FOR_DESK,
    GAVE_UP,
    IN_DIARY,
    LINE_101,
    LINE_999,
    N_POOLS,
    ON_DESK,
    PASSED_ON,
    RINGING,
    RUNG_OFF,
    TAKERS,
    TALKING,
    UNHEARD,
    WILL_RING_AGAIN,
    again_ms,
    chase_ms,
    next_line,
    patience_ms,
    rings_again,
)
from kernels.front_door_records import CALL_DONE, FRONT_DONE
from kernels.kinds import (
    ANSWERED,
    APPOINTED,
    ARRIVAL,
    ASSIGNED,
    CALL_ENDED,
    CHASED,
    DESK_BEGUN,
    GAVE_UP_RINGING,
    HUNG_UP,
    NEVER_HEARD,
    PARTNER_DAY,
    RANG,
    RELEASE,
    SETTLED,
    SETTLED_WITHOUT,
    WAITING,
)
from sim.inputs.front_plan import blank_callers, blank_fronts
from sim.reference.pools import Pool
from sim.reference.records import Row, records_of, rows_of
from sim.reference.threshold import turned_away
from sim.reference.turns import PLACES

if TYPE_CHECKING:
    from sim.inputs.inputs import Records
    from sim.reference.force import Force

(HANG_UP_SUB, CALL_ENDED_SUB, RINGS_SUB, DESK_SUB, APPOINTMENT_SUB, CHASE_SUB, PASS_ON_SUB) = (
    PLACES * turn for turn in range(16, 23)
)
CALL_KEY = 1 << 40  # at one instant callers ring after incidents that nobody rings about have come in
STAFF_KEY = 1 << 41  # and staff change after the partners' day


class Caller:
    """Somebody who rings about one thing, as often as it takes."""

    def __init__(self, door: FrontDoor, number: int, plan: Row, done: Row) -> None:
        self.door = door
        self.number = number
        self.line = plan.channel
        self.key = plan.key
        self.handling_ms = plan.handling_ms
        self.incident = plan.incident
        self.chases = bool(plan.chase)
        self.done = done
        self.answered = simpy.Event(door.force.env)

    def has_reason(self) -> None:
        """A new reason to ring: the first, a matter that comes back, or a chase; the caller rings."""
        self.done.occasions += 1
        self.door.force.env.process(self._life())

    def _life(self) -> Generator[simpy.Event, None, None]:
        """Ring until answered or fed up; then talk."""
        while True:
            attempt = self.done.rings
            hangs_up = self._ring(attempt)
            yield self.answered | hangs_up
            if self.answered.triggered:
                break
            goes_on = self._hang_up(attempt)
            if goes_on is None:
                return
            yield goes_on
        self._tell_the_dispatcher()
        yield self.door.force.moments.at(self.door.force.now + self.handling_ms, RELEASE, self.key, CALL_ENDED_SUB)
        self._end()

    def _tell_the_dispatcher(self) -> None:
        """While the caller still talks, an urgent incident is passed on."""
        door = self.door
        if self.chases or self.incident < 0 or not door.is_sent_to(self.incident):
            return
        grade = door.force.incidents[self.incident].grade
        after = door.pass_on_ms[grade] if grade < len(door.pass_on_ms) else -1
        if 0 <= after < self.handling_ms:
            moment = door.force.moments.at(door.force.now + after, RELEASE, self.key, PASS_ON_SUB)
            moment.callbacks.append(lambda _: door.decide(self.incident))  # type: ignore[union-attr]

    def _ring(self, attempt: int) -> simpy.Event:
        force, done = self.door.force, self.done
        done.stage, done.rang = RINGING, force.now
        done.rings += 1
        if done.waited_ms < 0:
            done.tries += 1
        self.answered = simpy.Event(force.env)
        force.journal.note(RANG, self.number, attempt)
        self.door.join(self)
        row = self.door.patience_row[self.line]
        patience = int(patience_ms(force.inputs.durations, row, np.uint64(self.key), attempt))
        return force.moments.at(force.now + patience, RELEASE, self.key, HANG_UP_SUB)

    def answer(self) -> None:
        """A call-taker is free for this caller."""
        force, done = self.door.force, self.done
        done.stage, done.answered = TALKING, force.now
        if done.waited_ms < 0:
            done.waited_ms = force.now - done.rang
        force.journal.note(ANSWERED, self.number, self.line)
        self.answered.succeed()

    def _hang_up(self, attempt: int) -> simpy.Event | None:
        """Leave the line; return the moment of ringing again, None for giving up."""
        force = self.door.force
        self.door.leave(self)
        self.done.hung_up += 1
        force.journal.note(HUNG_UP, self.number, attempt)
        key = np.uint64(self.key)
        if rings_again(self.door.again[self.line], key, attempt):
            self.done.stage = WILL_RING_AGAIN
            after = int(again_ms(force.inputs.durations, self.door.again_row, key, attempt))
            return force.moments.at(force.now + after, RELEASE, self.key, RINGS_SUB)
        self.done.stage = GAVE_UP
        force.journal.note(GAVE_UP_RINGING, self.number, self.incident)
        if self.chases:
            self.chase_later()
        elif self.incident >= 0:
            self.door.never_heard(self.incident)
        return None

    def _end(self) -> None:
        force, done = self.door.force, self.done
        self.door.takers.finish()
        done.stage = RUNG_OFF
        done.handled_ms += self.handling_ms
        force.journal.note(CALL_ENDED, self.number, self.incident)
        if self.chases:
            self.chase_later()
        elif self.incident >= 0 and not self.door.has_decided(self.incident):
            self.door.decide(self.incident)

    # Asking where the officers are

    def chase_later(self) -> None:
        """Ring after a while, unless officers have come by then."""
        self.door.force.env.process(self._chase())

    def _chase(self) -> Generator[simpy.Event, None, None]:
        force = self.door.force
        row = self.door.chase_row[force.incidents[self.incident].grade]
        after = int(chase_ms(force.inputs.durations, row, np.uint64(self.key), self.done.occasions))
        yield force.moments.at(force.now + after, RELEASE, self.key, CHASE_SUB)
        practice = force.practice[self.incident]
        if practice.arrived < 0 and practice.stage in (WAITING, ASSIGNED):
            force.journal.note(CHASED, self.incident, self.done.occasions + 1)
            self.has_reason()


class FrontDoor:
    """The control room: two lines, the people who answer them, the desk and the diary."""

    def __init__(self, force: Force) -> None:
        plan = force.inputs.front
        self.force = force
        self.decided = rows_of(plan.decided)
        self.done = rows_of(blank_fronts(plan.decided.size))
        self.callers_done = rows_of(blank_callers(plan.calls.size))
        self.callers = [Caller(self, c, row, self.callers_done[c]) for c, row in enumerate(rows_of(plan.calls))]
        n_hours = -(-force.inputs.horizon_ms // HOUR_MS) if plan.on else 0
        self.pools = [Pool(self, number, n_hours) for number in range(N_POOLS)]
        self.takers, self.desk = self.pools[TAKERS], self.pools[DESK]
        self.lines: dict[int, dict[int, Caller]] = {LINE_999: {}, LINE_101: {}}
        self.desk_queue: deque[int] = deque()
        self.touched = False
        rules = plan.rules[0]
        self.patience_row = {LINE_999: int(rules["patience_999_row"]), LINE_101: int(rules["patience_101_row"])}
        self.again = {LINE_999: float(rules["again_999"]), LINE_101: float(rules["again_101"])}
        self.again_row = int(rules["again_row"])
        self.chase_row = plan.chase_row.tolist()
        self.pass_on_ms = plan.pass_on_ms.tolist()
        self.notice_ms, self.within_ms = int(rules["notice_ms"]), int(rules["within_ms"])
        self.diary = plan.diary.tolist()
        self.free_places = plan.diary["places"].tolist()
        self.pages = [[p for p, place in enumerate(self.diary) if place[1] == area] for area in range(force.inputs.n_areas)]
        if plan.on:
            force.env.process(self._calls(plan.n_planned))
            force.env.process(self._staff())

    # The plan arrives

    def _calls(self, n_planned: int) -> Generator[simpy.Event, None, None]:
        rings = self.force.inputs.front.calls["rings"].tolist()
        for c in range(n_planned):
            yield self.force.moments.planned(rings[c], ARRIVAL, CALL_KEY + c)
            self.callers[c].has_reason()

    def _staff(self) -> Generator[simpy.Event, None, None]:
        for row, (at, pool, people) in enumerate(self.force.inputs.front.staff.tolist()):
            yield self.force.moments.planned(at, PARTNER_DAY, STAFF_KEY + row)
            self.pools[pool].plan(people)

    # Who is answered

    def touch(self) -> None:
        """Have the control room look at its queues at the end of the round, before anybody is dispatched."""
        self.touched = True
        self.force.moments.call_dispatch()

    def join(self, caller: Caller) -> None:
        """A caller waits behind those on the same line."""
        self.lines[caller.line][caller.number] = caller
        self.touch()

    def leave(self, caller: Caller) -> None:
        """A caller waits no more."""
        del self.lines[caller.line][caller.number]

    def dispatch(self) -> None:
        """Answer callers while anybody is free to, 999 first; then give the desk its work."""
        self.touched = False
        while self.takers.anybody_free:
            waiting = [next(iter(line), -1) for line in (self.lines[LINE_999], self.lines[LINE_101])]
            line = next_line(*waiting)
            if line < 0:
                break
            caller = self.lines[line][waiting[line]]
            self.leave(caller)
            self.takers.take_on()
            caller.answer()
        while self.desk.anybody_free and self.desk_queue:
            self._take_to_desk(self.desk_queue.popleft())

    # What is done about an incident

    def is_sent_to(self, incident: int) -> bool:
        """Whether officers are to be sent once the front door has heard of it."""
        return bool(self.decided[incident].disposition == ATTEND or self.done[incident].came_back)

    def has_decided(self, incident: int) -> bool:
        """Whether the dispatcher knows already, or the call was turned away."""
        return self.done[incident].stage in (PASSED_ON, BELOW_THRESHOLD)

    def decide(self, incident: int) -> None:
        """The call-taker knows what it is about, and what is to be done."""
        disposition, done = self.decided[incident].disposition, self.done[incident]
        if done.heard < 0:
            done.heard = self.force.now
        officers_asked_for = self.is_sent_to(incident) or disposition == APPOINTMENT
        if officers_asked_for and turned_away(self.force, incident):
            done.stage = BELOW_THRESHOLD
        elif self.is_sent_to(incident):
            self._pass_on(incident)
        elif disposition == APPOINTMENT:
            self._offer_appointment(incident)
        elif disposition == AT_DESK:
            done.stage = FOR_DESK
            self.desk_queue.append(incident)
            self.touch()
        else:
            self._settle(incident)

    def never_heard(self, incident: int) -> None:
        """The only caller gave up; one who came back leaves the matter as it was settled."""
        if not self.done[incident].came_back:
            self.done[incident].stage = UNHEARD
            self.force.practice[incident].stage = NEVER_HEARD

    def _pass_on(self, incident: int) -> None:
        self.done[incident].stage = PASSED_ON
        self.force.log_incident(incident)
        chaser = self.decided[incident].chaser
        if chaser >= 0:
            self.callers[chaser].chase_later()

    def _settle(self, incident: int) -> None:
        plan, done = self.decided[incident], self.done[incident]
        done.stage, done.settled = DONE_WITHOUT, self.force.now
        self.force.practice[incident].stage = SETTLED_WITHOUT
        self.force.journal.note(SETTLED, incident, plan.disposition)
        if plan.returns_ms >= 0:
            self.force.env.process(self._comes_back(incident))

    def _comes_back(self, incident: int) -> Generator[simpy.Event, None, None]:
        caller = self.callers[self.decided[incident].call]
        yield self.force.moments.at(self.force.now + self.decided[incident].returns_ms, RELEASE, caller.key, RINGS_SUB)
        self.done[incident].came_back = 1
        caller.has_reason()

    def _offer_appointment(self, incident: int) -> None:
        done, now = self.done[incident], self.force.now
        page = self.pages[self.force.incidents[incident].area]
        for place in page[bisect_left(page, now + self.notice_ms, key=lambda place: self.diary[place][0]) :]:
            start = self.diary[place][0]
            if start > now + self.within_ms:
                break
            if self.free_places[place] > 0:
                self.free_places[place] -= 1
                done.stage, done.place = IN_DIARY, place
                self.force.journal.note(APPOINTED, incident, place)
                self.force.env.process(self._appointment(incident, start))
                return
        done.full = 1
        self._pass_on(incident)

    def _appointment(self, incident: int, start: int) -> Generator[simpy.Event, None, None]:
        yield self.force.moments.at(start, RELEASE, self.force.incidents[incident].key, APPOINTMENT_SUB)
        self._pass_on(incident)

    def _take_to_desk(self, incident: int) -> None:
        self.desk.take_on()
        self.done[incident].stage, self.done[incident].desk_begun = ON_DESK, self.force.now
        self.force.journal.note(DESK_BEGUN, incident, self.force.incidents[incident].area)
        self.force.env.process(self._desk_work(incident))

    def _desk_work(self, incident: int) -> Generator[simpy.Event, None, None]:
        key = self.force.incidents[incident].key
        yield self.force.moments.at(self.force.now + self.decided[incident].desk_ms, RELEASE, key, DESK_SUB)
        self.done[incident].desk_ended = self.force.now
        self.desk.finish()
        self._settle(incident)

    # The end

    def close(self) -> dict[str, Records]:
        """Book the time up to now and return what came of callers, incidents and people."""
        if self.force.inputs.front.on:
            for pool in self.pools:
                pool.settle()
        return {
            "calls": records_of(self.callers_done, CALL_DONE),
            "fronts": records_of(self.done, FRONT_DONE),
            "pool_hours": np.concatenate([pool.hours for pool in self.pools]),
        }
