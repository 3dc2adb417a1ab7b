"""Recall: officers off duty who are called in because too few of a team are there."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.careers import may_be_recalled
from kernels.compiled.crews import form_crew, touch_area
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.officers import book_on
from kernels.compiled.presence import spends_leave
from kernels.compiled.spells import duty_of
from kernels.compiled.state import EV_RECALL_COMES, EV_RECALL_ENDS, N_OWN, NEXT_RECALL, NOW, SUBS, TODAY
from kernels.compiled.time_off import add_work
from kernels.crewing import pairs
from kernels.kinds import GAP_LEFT, RECALL, RECALLED
from kernels.rest import may_do_more

_NO_MORE_TOURS_MS = np.int64(2**60)


@jit_inner
def _may_come(st, seat, lead, comes, ends):
    officer = st.officers[seat]
    if officer.tour >= 0 or officer.called or st.seat_student[seat] or st.seat_area[seat] != st.tours[lead].area:
        return False
    if st.rules[0].sickness_model != 0 and officer.back_day > st.control[TODAY]:
        return False
    if duty_of(st, seat) != 0 or spends_leave(st, seat) or not may_be_recalled(st, seat):
        return False
    following = _NO_MORE_TOURS_MS if officer.next_tour < 0 else st.tours[officer.next_tour].start
    rested, rests = comes - officer.last_off, following - ends
    return may_do_more(
        st.work_ms[seat], st.tours[lead].day, ends - comes, rested, rests, officer.opted_out, st.overtime
    )


@jit_inner
def _whom_to_call(st, lead, comes, ends):
    """Return the seat of who was recalled least often of those who may come, of equals the lowest; -1 nobody."""
    best = -1
    for seat in range(st.control[N_OWN]):
        if (best < 0 or st.officers[seat].recalls < st.officers[best].recalls) and _may_come(st, seat, lead, comes, ends):
            best = seat
    return best


@jit_inner
def _call(st, seat, lead, comes, ends):
    row = st.control[NEXT_RECALL]
    st.control[NEXT_RECALL] = row + 1
    st.officers[seat].called = 1
    st.officers[seat].recalls += 1
    tour = st.tours[row]
    tour.seat = seat
    tour.kind = RECALL
    tour.start = comes
    tour.end = ends
    tour.area = st.tours[lead].area
    tour.team = st.tours[lead].team
    tour.day = st.tours[lead].day
    tour.night = st.tours[lead].night
    tour.crew_size = st.tours[lead].crew_size
    st.done[row].seat = seat
    st.done[row].ends = ends
    add_work(st, seat, row, ends - comes)
    note(st, RECALLED, seat, row)


@jit_inner
def fill_by_recall(st, lead, there):
    """Call in officers for the team whose first tour is ``lead``, of whom so many are ``there``."""
    duty = st.duty[0]
    short = st.tours[lead].minimum - st.tours[lead].helped - there
    comes = st.control[NOW] + duty.answer_ms
    ends = min(comes + duty.stay_ms, st.tours[lead].end)
    if duty.recall == 0 or short <= 0 or ends <= comes:
        return
    first = st.control[NEXT_RECALL]
    for k in range(min(short, duty.most)):
        seat = _whom_to_call(st, lead, comes, ends)
        if seat < 0:
            note(st, GAP_LEFT, st.tours[lead].area, short - k)
            break
        _call(st, seat, lead, comes, ends)
    called = st.control[NEXT_RECALL] - first
    if called > 0:
        push(st, comes, np.uint64(first), EV_RECALL_COMES * SUBS, EV_RECALL_COMES, first, called)


@jit_inner
def recall_comes(st, first, called):
    """Those who were called in are there, and form crews."""
    area = st.tours[first].area
    for row in range(first, first + called):
        seat = st.tours[row].seat
        st.officers[seat].called = 0
        book_on(st, seat, row)
        push(st, st.tours[row].end, np.uint64(row), EV_RECALL_ENDS * SUBS, EV_RECALL_ENDS, row, 0)
    size = st.tours[first].crew_size
    in_pairs = 2 * pairs(called, size, st.rules[0].double_share)
    row = first
    while row < first + called:
        second = row + 1 if row + 1 < first + in_pairs else -1
        form_crew(st, row, second, 1 if size == 2 or second >= 0 else 0, 0, np.int64(0))
        row += 1 if second < 0 else 2
    st.areas[area].on_duty += called
    touch_area(st, area)
