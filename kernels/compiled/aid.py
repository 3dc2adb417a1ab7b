"""Mutual aid's life: asked for when too much waits, there after a while, gone again, and returned later."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.crews import form_crew, touch_area
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.officers import book_on
from kernels.compiled.state import (
    AID_DEBT_MS,
    AID_DUE,
    AID_REQUESTS,
    AID_STATE,
    EV_AID_COMES,
    EV_AID_ENDS,
    EV_AID_LEAVES,
    FIRST_GUEST,
    FIRST_GUEST_TOUR,
    NEXT_REVIEW,
    NOW,
    SUBS,
)
from kernels.kinds import AID_ASKED, AID_CAME, AID_LEFT

NOBODY, ON_THE_WAY, HERE_TO_HELP = range(3)


@jit_inner
def _waiting(st):
    total = 0
    for area in range(st.areas.shape[0]):
        for grade in range(min(st.aid[0].grades, st.queue_head.shape[1])):
            i = st.queue_head[area, grade]
            while i >= 0:
                total += 1
                i = st.work[i].next
    return total


@jit_inner
def review(st):
    """On the hour: ask another force for help if too much waits and none was asked for."""
    st.control[NEXT_REVIEW] += 1
    aid = st.aid[0]
    if st.control[AID_STATE] != NOBODY or _waiting(st) < aid.waiting:
        return
    request = st.control[AID_REQUESTS]
    st.control[AID_REQUESTS] = request + 1
    st.control[AID_STATE] = ON_THE_WAY
    note(st, AID_ASKED, request, aid.officers)
    push(st, st.control[NOW] + aid.mobilise_ms, np.uint64(request), EV_AID_COMES * SUBS, EV_AID_COMES, request, 0)


@jit_inner
def _busiest_area(st):
    busiest = 0
    for area in range(st.areas.shape[0]):
        if st.areas[area].waiting > st.areas[busiest].waiting:
            busiest = area
    return busiest


@jit_inner
def _form_crews(st, first):
    """Form pairs of those who came, a single crew of the odd one out."""
    waiting = -1
    for tour in range(first, first + st.aid[0].officers):
        if st.done[tour].on < 0:
            continue
        if waiting < 0:
            waiting = tour
        else:
            form_crew(st, waiting, tour, 1, 0, np.int64(0))
            waiting = -1
    if waiting >= 0:
        form_crew(st, waiting, -1, 1, 0, np.int64(0))


@jit_inner
def aid_comes(st, request):
    """The officers of the other force are there, in pairs, where most waits; who is still at work from last time is not."""
    aid = st.aid[0]
    now = st.control[NOW]
    area = _busiest_area(st)
    st.control[AID_STATE] = HERE_TO_HELP
    note(st, AID_CAME, request, area)
    first = st.control[FIRST_GUEST_TOUR] + request * aid.officers
    for k in range(aid.officers):
        seat = st.control[FIRST_GUEST] + k
        if st.officers[seat].tour >= 0:
            continue
        tour = first + k
        st.tours[tour].start = now
        st.tours[tour].end = now + aid.stay_ms
        st.tours[tour].area = area
        book_on(st, seat, tour)
        st.areas[area].on_duty += 1
        push(st, now + aid.stay_ms, np.uint64(request), EV_AID_ENDS * SUBS + k % SUBS, EV_AID_ENDS, tour, 0)
    _form_crews(st, first)
    touch_area(st, area)
    push(st, now + aid.stay_ms, np.uint64(request), EV_AID_LEAVES * SUBS, EV_AID_LEAVES, request, 0)


@jit_inner
def aid_leaves(st, request):
    """The help is over; the hours are owed from now on."""
    aid = st.aid[0]
    first = st.control[FIRST_GUEST_TOUR] + request * aid.officers
    came = 0
    for tour in range(first, first + aid.officers):
        if st.done[tour].on >= 0:
            came += 1
    note(st, AID_LEFT, request, came)
    st.control[AID_STATE] = NOBODY
    if st.control[AID_DEBT_MS] <= 0:  # what is owed already is due when it was
        st.control[AID_DUE] = st.control[NOW] + aid.after_ms
    st.control[AID_DEBT_MS] += np.int64(came * aid.stay_ms * aid.ratio + 0.5)
