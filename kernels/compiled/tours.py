"""The change of tours: who books on, who is away, who goes home, who is held over."""

from __future__ import annotations

from kernels._jit import jit
from kernels.compiled.crews import disband, form_crew, touch_area
from kernels.compiled.officers import book_off, book_on, carry_over, hold_over, leave_unworked, stay_away
from kernels.compiled.state import NEXT_TOUR, SICKNESS_MODEL, TODAY
from kernels.kinds import AWAY, FREE, RESTING, SICK


@jit
def _reason_away(st, seat, tour):
    """Return why an officer is not there for a tour, 0 when he is: the plan first, then sickness."""
    planned = st.tours[tour].absent
    if planned != 0:
        return planned
    if st.control[SICKNESS_MODEL] != 0 and st.officers[seat].back_day > st.control[TODAY]:
        return SICK
    return 0


@jit
def muster(st):
    """Begin the tours of one team in one area that start now, and form the crews."""
    first = st.control[NEXT_TOUR]
    tours = st.tours
    lead = tours[first]
    last = first
    while last < tours.shape[0] and (
        tours[last].start == lead.start and tours[last].team == lead.team and tours[last].area == lead.area
    ):
        last += 1
    st.control[NEXT_TOUR] = last
    for tour in range(first, last):
        seat = tours[tour].seat
        reason = _reason_away(st, seat, tour)
        if st.officers[seat].tour >= 0:
            carry_over(st, seat, tour, reason)
        elif reason != 0:
            stay_away(st, seat, tour, reason)
        else:
            book_on(st, seat, tour)
            st.areas[lead.area].on_duty += 1
    waiting = -1
    for tour in range(first, last):
        officer = st.officers[tours[tour].seat]
        if officer.tour != tour or officer.status != FREE or officer.rest_as != 0:
            continue
        if lead.crew_size == 1:
            form_crew(st, tour, -1)
        elif waiting < 0:
            waiting = tour
        else:
            form_crew(st, waiting, tour)
            waiting = -1
    if waiting >= 0:
        form_crew(st, waiting, -1)
    touch_area(st, lead.area)


@jit
def end_tour(st, tour):
    """A tour ends: book off, or stay with the work in hand."""
    t = st.tours[tour]
    officer = st.officers[t.seat]
    if officer.tour != tour:
        return
    if officer.status == AWAY or officer.status == RESTING:
        leave_unworked(st, t.seat)
        return
    if officer.rest_as == 0:
        st.areas[t.area].on_duty -= 1
        touch_area(st, t.area)
    disband(st, officer.crew)
    if officer.status == FREE:
        book_off(st, t.seat)
    else:
        hold_over(st, t.seat)
