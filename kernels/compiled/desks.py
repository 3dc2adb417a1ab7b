"""The desks of officers and investigators: the crimes each carries, the earliest deadline first, and the work done on them."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.journal import note
from kernels.compiled.state import NOW
from kernels.exposures import SECONDARY
from kernels.kinds import CRIME_CLOSED, CRIME_DONE_WITH, INVESTIGATED


@jit_inner
def put_on_desk(st, desk, i, when):
    """Let a person carry the crime that incident ``i`` left, from ``when`` on, in its place by deadline."""
    case = st.cases[i]
    case.stage = INVESTIGATED
    case.holder = desk
    case.taken = when
    st.desks[desk].cases += 1
    ahead = -1
    at = st.desks[desk].head
    while at >= 0 and (st.cases[at].due < case.due or (st.cases[at].due == case.due and at < i)):
        ahead = at
        at = st.cases[at].next
    case.next = at
    if ahead < 0:
        st.desks[desk].head = i
    else:
        st.cases[ahead].next = i


@jit_inner
def left_to_do(st, desk):
    """Return how much work the crime due first still is; the desk must carry one."""
    head = st.desks[desk].head
    return st.crimes[head].work_ms - st.cases[head].worked_ms


@jit_inner
def work_on_first(st, desk, began, spent, until):
    """Have ``spent`` ms of work done, from ``began`` to ``until``, on the crime due first; close it if nothing is left to do."""
    d = st.desks[desk]
    i = d.head
    case = st.cases[i]
    case.idle_ms = max(case.idle_ms, began - case.touched)
    case.touched = until
    case.worked_ms += spent
    d.worked_ms += spent
    d.measured_ms += spent
    if st.incidents[i].distressing:
        d.distressing_ms += spent
        if desk < st.officers.shape[0]:
            st.exposed[desk, SECONDARY] += spent
    if case.worked_ms == st.crimes[i].work_ms:
        d.head = case.next
        d.cases -= 1
        case.next = -1
        case.stage = CRIME_DONE_WITH
        case.closed = until
        note(st, CRIME_CLOSED, i, desk)


@jit_inner
def settle_desk(st, desk):
    """Book a free officer's work up to now, crime after crime, each closed at the instant it was finished."""
    d = st.desks[desk]
    now = st.control[NOW]
    while d.from_at >= 0 and d.from_at <= now and d.head >= 0:
        began = d.from_at
        spent = min(left_to_do(st, desk), now - began)
        if spent == 0 and left_to_do(st, desk) > 0:
            break
        d.from_at = began + spent
        work_on_first(st, desk, began, spent, began + spent)
    if d.from_at >= 0 and d.from_at < now:
        d.from_at = now


@jit_inner
def at_the_desk(st, seat, free):
    """An officer comes free, and needs a while to settle in; or the free time is over."""
    if free:
        st.desks[seat].from_at = st.control[NOW] + st.case_rules[0].settle_in_ms
    else:
        settle_desk(st, seat)
        st.desks[seat].from_at = -1


@jit_inner
def begin_measuring_desks(st):
    """Time at the desk counts from now on."""
    for desk in range(st.desks.shape[0]):
        settle_desk(st, desk)
        st.desks[desk].measured_ms = 0
        st.desks[desk].distressing_ms = 0


@jit_inner
def close_desks(st):
    """At the horizon, book the work under way."""
    for desk in range(st.desks.shape[0]):
        settle_desk(st, desk)
