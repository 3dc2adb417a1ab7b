"""Complaints as they come: about one of the officers who attended, open for days, and over one morning."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.careers import has_left
from kernels.compiled.journal import note
from kernels.compiled.state import N_OWN, TODAY
from kernels.complaints import is_made, is_under_complaint, who_of
from kernels.exposures import UNDER_COMPLAINT
from kernels.kinds import COMPLAINED_ABOUT, COMPLAINT_OVER
from kernels.levers import RECORDED, taken


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
def complain(st, i):
    """The attendance of an incident is over: a complaint is made, if it brings one and officers of the force were there."""
    if st.incidents[i].complaint_days == 0:
        return
    there = _own_officer(st, i, -1)
    if there == 0:
        return
    seat = _own_officer(st, i, who_of(st.incidents[i].complaint_of, there))
    avoided = taken(RECORDED, st.reached[seat], st.control[TODAY], st.levers)
    if has_left(st, seat) or not is_made(st.incidents[i].complaint_of, there, avoided):
        return
    officer = st.officers[seat]
    officer.complaint_to = max(officer.complaint_to, st.control[TODAY] + st.incidents[i].complaint_days)
    note(st, COMPLAINED_ABOUT, i, seat)


@jit_inner
def close_complaints(st, seat):
    """In the morning: was the officer under complaint on the day that closes, and is it over?"""
    today = st.control[TODAY]
    if is_under_complaint(st.officers[seat].complaint_to, today):
        st.exposed[seat, UNDER_COMPLAINT] = 1
        if st.officers[seat].complaint_to == today:
            note(st, COMPLAINT_OVER, seat, today)
