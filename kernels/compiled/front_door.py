"""The front door's lives: callers ring, wait, talk or hang up; incidents are passed on, settled or put in the diary."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.heap import push
from kernels.compiled.incidents import log_incident
from kernels.compiled.journal import note
from kernels.compiled.pools import busier
from kernels.compiled.state import (
    EV_APPOINTMENT,
    EV_CALL_ENDED,
    EV_CHASE,
    EV_DESK_DONE,
    EV_HANG_UP,
    EV_PASS_ON,
    EV_RINGS,
    FRONT_TOUCHED,
    NEXT_CALL,
    NOW,
    SUBS,
)
from kernels.compiled.threshold import turn_away
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
from kernels.kinds import (
    ANSWERED,
    APPOINTED,
    ASSIGNED,
    CALL_ENDED,
    CHASED,
    DESK_BEGUN,
    GAVE_UP_RINGING,
    HUNG_UP,
    NEVER_HEARD,
    RANG,
    SETTLED,
    SETTLED_WITHOUT,
    WAITING,
)

DESK_QUEUE = 2  # behind the two lines
AGAIN, COMES_BACK = range(2)  # why a call of EV_RINGS rings: its version


# Ringing


@jit_inner
def _line_row(st, line):
    return st.front_rules[0].patience_999_row if line == LINE_999 else st.front_rules[0].patience_101_row


@jit_inner
def _line_chance(st, line):
    return st.front_rules[0].again_999 if line == LINE_999 else st.front_rules[0].again_101


@jit_inner
def _ring(st, c):
    caller = st.callers[c]
    caller.stage = RINGING
    caller.rang = st.control[NOW]
    note(st, RANG, c, caller.rings)
    caller.rings += 1
    if caller.waited_ms < 0:
        caller.tries += 1
    queue = st.front_queues[st.calls[c].channel]
    link = st.links[c]
    link.before = queue.tail
    link.behind = -1
    link.timed = 0
    if queue.tail < 0:
        queue.head = c
    else:
        st.links[queue.tail].behind = c
    queue.tail = c
    st.control[FRONT_TOUCHED] = 1


@jit_inner
def ring_by_plan(st):
    """The next caller of the plan rings."""
    c = st.control[NEXT_CALL]
    st.control[NEXT_CALL] = c + 1
    st.callers[c].occasions = 1
    _ring(st, c)


@jit_inner
def _leave_line(st, c):
    link = st.links[c]
    queue = st.front_queues[st.calls[c].channel]
    if link.before < 0:
        queue.head = link.behind
    else:
        st.links[link.before].behind = link.behind
    if link.behind < 0:
        queue.tail = link.before
    else:
        st.links[link.behind].before = link.before


@jit_inner
def _answer(st, c):
    caller = st.callers[c]
    call = st.calls[c]
    now = st.control[NOW]
    _leave_line(st, c)
    busier(st, TAKERS, 1)
    caller.stage = TALKING
    caller.answered = now
    if caller.waited_ms < 0:
        caller.waited_ms = now - caller.rang
    note(st, ANSWERED, c, call.channel)
    push(st, now + call.handling_ms, call.key, EV_CALL_ENDED * SUBS, EV_CALL_ENDED, c, 0)
    if call.incident >= 0 and call.chase == 0 and _is_sent_to(st, call.incident):
        grade = st.incidents[call.incident].grade
        if grade < st.pass_on.shape[0] and 0 <= st.pass_on[grade] < call.handling_ms:
            push(st, now + st.pass_on[grade], call.key, EV_PASS_ON * SUBS, EV_PASS_ON, call.incident, 0)


@jit_inner
def _is_sent_to(st, i):
    return st.front[i].disposition == ATTEND or st.fronts[i].came_back


@jit_inner
def _lose_patience_later(st, line):
    """Those who rang in this round and were not answered will hang up in their time."""
    row = _line_row(st, line)
    c = st.front_queues[line].tail
    while c >= 0 and st.links[c].timed == 0:
        st.links[c].timed = 1
        key = st.calls[c].key
        attempt = st.callers[c].rings - 1
        at = st.control[NOW] + patience_ms(st.durations, row, key, attempt)
        push(st, at, key, EV_HANG_UP * SUBS, EV_HANG_UP, c, attempt)
        c = st.links[c].before


@jit_inner
def hang_up(st, c, attempt):
    """A caller who is still waiting at ring number ``attempt`` hangs up, and may ring again."""
    caller = st.callers[c]
    if caller.stage != RINGING or caller.rings - 1 != attempt:
        return
    call = st.calls[c]
    _leave_line(st, c)
    caller.hung_up += 1
    note(st, HUNG_UP, c, attempt)
    if rings_again(_line_chance(st, call.channel), call.key, attempt):
        caller.stage = WILL_RING_AGAIN
        at = st.control[NOW] + again_ms(st.durations, st.front_rules[0].again_row, call.key, attempt)
        push(st, at, call.key, EV_RINGS * SUBS, EV_RINGS, c, AGAIN)
        return
    caller.stage = GAVE_UP
    note(st, GAVE_UP_RINGING, c, call.incident)
    if call.chase:
        _chase_later(st, c)
    elif call.incident >= 0 and st.fronts[call.incident].came_back == 0:
        st.fronts[call.incident].stage = UNHEARD
        st.work[call.incident].stage = NEVER_HEARD


@jit_inner
def ring_again(st, c, why):
    """A caller who hung up rings again, or one whose matter was settled comes back."""
    if why == COMES_BACK:
        st.callers[c].occasions += 1
        st.fronts[st.calls[c].incident].came_back = 1
    _ring(st, c)


@jit_inner
def end_call(st, c):
    """A conversation is over, and the front door decides."""
    caller = st.callers[c]
    call = st.calls[c]
    busier(st, TAKERS, -1)
    st.control[FRONT_TOUCHED] = 1
    caller.stage = RUNG_OFF
    caller.handled_ms += call.handling_ms
    note(st, CALL_ENDED, c, call.incident)
    if call.chase:
        _chase_later(st, c)
    elif call.incident >= 0 and st.fronts[call.incident].stage not in (PASSED_ON, BELOW_THRESHOLD):  # it may be decided already
        _decide(st, call.incident)


# What is done about an incident


@jit_inner
def _decide(st, i):
    disposition = st.front[i].disposition
    if st.fronts[i].heard < 0:
        st.fronts[i].heard = st.control[NOW]
    if (_is_sent_to(st, i) or disposition == APPOINTMENT) and turn_away(st, i):
        st.fronts[i].stage = BELOW_THRESHOLD
    elif _is_sent_to(st, i):
        _pass_on(st, i)
    elif disposition == APPOINTMENT:
        _offer_appointment(st, i)
    elif disposition == AT_DESK:
        _queue_for_desk(st, i)
    else:
        _settle(st, i)


@jit_inner
def _pass_on(st, i):
    st.fronts[i].stage = PASSED_ON
    log_incident(st, i)
    if st.front[i].chaser >= 0:
        _chase_later(st, st.front[i].chaser)


@jit_inner
def _settle(st, i):
    now = st.control[NOW]
    plan = st.front[i]
    st.fronts[i].stage = DONE_WITHOUT
    st.fronts[i].settled = now
    st.work[i].stage = SETTLED_WITHOUT
    note(st, SETTLED, i, plan.disposition)
    if plan.returns_ms >= 0:
        push(st, now + plan.returns_ms, st.calls[plan.call].key, EV_RINGS * SUBS, EV_RINGS, plan.call, COMES_BACK)


@jit_inner
def _offer_appointment(st, i):
    front = st.fronts[i]
    rules = st.front_rules[0]
    now = st.control[NOW]
    page = st.diary_pages[st.incidents[i].area]
    while page.first < page.end and (
        st.diary[page.first].start < now + rules.notice_ms or st.diary_taken[page.first] >= st.diary[page.first].places
    ):
        page.first += 1  # too soon or full, and so it will be for all who come later
    if page.first < page.end and st.diary[page.first].start <= now + rules.within_ms:
        front.place = page.first
        front.stage = IN_DIARY
        st.diary_taken[page.first] += 1
        note(st, APPOINTED, i, page.first)
        start = st.diary[page.first].start
        push(st, start, st.incidents[i].key, EV_APPOINTMENT * SUBS, EV_APPOINTMENT, i, 0)
    else:
        front.full = 1
        _pass_on(st, i)


@jit_inner
def _queue_for_desk(st, i):
    st.fronts[i].stage = FOR_DESK
    queue = st.front_queues[DESK_QUEUE]
    if queue.tail < 0:
        queue.head = i
    else:
        st.desk_behind[queue.tail] = i
    queue.tail = i
    st.control[FRONT_TOUCHED] = 1


@jit_inner
def _take_to_desk(st, i):
    front = st.fronts[i]
    queue = st.front_queues[DESK_QUEUE]
    queue.head = st.desk_behind[i]
    if queue.head < 0:
        queue.tail = -1
    busier(st, DESK, 1)
    front.stage = ON_DESK
    front.desk_begun = st.control[NOW]
    note(st, DESK_BEGUN, i, st.incidents[i].area)
    at = st.control[NOW] + st.front[i].desk_ms
    push(st, at, st.incidents[i].key, EV_DESK_DONE * SUBS, EV_DESK_DONE, i, 0)


@jit_inner
def _end_desk_work(st, i):
    busier(st, DESK, -1)
    st.control[FRONT_TOUCHED] = 1
    st.fronts[i].desk_ended = st.control[NOW]
    _settle(st, i)


# Chasing


@jit_inner
def _chase_later(st, c):
    call = st.calls[c]
    row = st.chase_row[st.incidents[call.incident].grade]
    after = chase_ms(st.durations, row, call.key, st.callers[c].occasions)
    push(st, st.control[NOW] + after, call.key, EV_CHASE * SUBS, EV_CHASE, c, 0)


@jit_inner
def _chase(st, c):
    """Somebody still waiting for officers rings to ask where they are; once anybody came, or will not, nobody chases."""
    i = st.calls[c].incident
    work = st.work[i]
    if work.arrived >= 0 or (work.stage != WAITING and work.stage != ASSIGNED):
        return
    st.callers[c].occasions += 1
    note(st, CHASED, i, st.callers[c].occasions)
    _ring(st, c)


# For the loop


@jit_inner
def serve_front_door(st, kind, who, version):
    """Serve an event of the front door."""
    if kind == EV_HANG_UP:
        hang_up(st, who, version)
    elif kind == EV_CALL_ENDED:
        end_call(st, who)
    elif kind == EV_RINGS:
        ring_again(st, who, version)
    elif kind == EV_DESK_DONE:
        _end_desk_work(st, who)
    elif kind == EV_PASS_ON:
        _decide(st, who)
    elif kind == EV_APPOINTMENT:
        _pass_on(st, who)
    else:
        _chase(st, who)


@jit_inner
def dispatch_front_door(st):
    """Answer callers while anybody is free to, 999 first; then give the desk its work."""
    st.control[FRONT_TOUCHED] = 0
    takers = st.pools[TAKERS]
    while takers.busy < takers.people:
        line = next_line(st.front_queues[LINE_999].head, st.front_queues[LINE_101].head)
        if line < 0:
            break
        _answer(st, st.front_queues[line].head)
    _lose_patience_later(st, LINE_999)
    _lose_patience_later(st, LINE_101)
    desk = st.pools[DESK]
    while st.front_queues[DESK_QUEUE].head >= 0 and desk.busy < desk.people:
        _take_to_desk(st, st.front_queues[DESK_QUEUE].head)
