"""Complaints as they come: about one of the officers who attended, open for days, and over one morning."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.careers import has_left
from kernels.compiled.failure import late_ms
from kernels.compiled.journal import note
from kernels.compiled.state import N_OWN, TODAY
from kernels.complaints import days_left, is_made, is_under_complaint, times_likelier, who_of
from kernels.exposures import UNDER_COMPLAINT
from kernels.kinds import COMPLAINED_ABOUT, COMPLAINT_HANDED, COMPLAINT_OVER
from kernels.levers import FOOTAGE, RECORDED, taken, time_left


@jit_inner
def _own_officer(st, i, wanted):
    """Return the seat of one of the force's own officers at an incident, counted from 0 in the order of sending, -1 none.

    With -1 ``wanted`` return how many there are.
    """
    n = 0
    crew = st.work[i].first_crew
    while crew >= 0:
        tour = crew
        for _ in range(st.crews[crew].size):
            seat = st.tours[tour].seat
            if seat < st.control[N_OWN]:
                if n == wanted:
                    return seat
                n += 1
            tour = st.crews[crew].second
        crew = st.crews[crew].next
    return n if wanted < 0 else -1


@jit_inner
def _times_likelier(st, i):
    work, rules = st.work[i], st.rules[0]
    rushed = work.cut > 0 or work.suspended > 0 or work.dropped > 0
    return times_likelier(late_ms(st, i) > 0, rushed, rules.complaint_late, rules.complaint_rushed)


@jit_inner
def complaint_owed(st, seat):
    """Return the work that complaints ask of an officer and that is still to do."""
    officer = st.officers[seat]
    return officer.complaint_asked_ms - officer.complaint_worked_ms - officer.complaint_lapsed_ms


@jit_inner
def _who_looks_into_it(st, about):
    """Return the seat of the area's sergeant with the least such work to do, of equals the lowest, -1 none."""
    best = -1
    for seat in range(st.control[N_OWN]):
        here = st.seat_area[seat] == st.seat_area[about] and st.seat_sergeant[seat] == 1
        if here and seat != about and not has_left(st, seat) and (
            best < 0 or complaint_owed(st, seat) < complaint_owed(st, best)
        ):
            best = seat
    return best


@jit_inner
def _ask_for_work(st, i, about, saved):
    """A complaint asks for time of the officer it is about, and of a sergeant of the area."""
    rules = st.rules[0]
    asked = time_left(rules.complaint_officer_ms, saved)
    st.officers[about].complaint_asked_ms += asked
    sergeant = _who_looks_into_it(st, about)
    if sergeant >= 0:
        look = time_left(rules.complaint_sergeant_ms, saved)
        st.officers[sergeant].complaint_asked_ms += look
        asked += look
    st.work[i].complaint_ms = asked
    note(st, COMPLAINT_HANDED, i, sergeant)


@jit_inner
def complain(st, i):
    """The attendance of an incident is over: a complaint is made, if it brings one and officers of the force were there."""
    if st.incidents[i].complaint_days == 0:
        return
    there = _own_officer(st, i, -1)
    if there == 0 or st.incidents[i].complaint_luck >= _times_likelier(st, i):
        return
    seat = _own_officer(st, i, who_of(st.incidents[i].complaint_of, there))
    avoided = taken(RECORDED, st.reached[seat], st.control[TODAY], st.levers)
    if has_left(st, seat) or not is_made(st.incidents[i].complaint_of, there, avoided):
        return
    officer = st.officers[seat]
    saved = taken(FOOTAGE, st.reached[seat], st.control[TODAY], st.levers)
    officer.complaint_to = max(officer.complaint_to, st.control[TODAY] + days_left(st.incidents[i].complaint_days, saved))
    st.work[i].complained = 1
    note(st, COMPLAINED_ABOUT, i, seat)
    if st.rules[0].complaint_tour_ms > 0:
        _ask_for_work(st, i, seat, saved)


@jit_inner
def close_complaints(st, seat):
    """In the morning: was the officer under complaint on the day that closes, and is it over?"""
    today = st.control[TODAY]
    if is_under_complaint(st.officers[seat].complaint_to, today):
        st.exposed[seat, UNDER_COMPLAINT] = 1
        if st.officers[seat].complaint_to == today:
            note(st, COMPLAINT_OVER, seat, today)
