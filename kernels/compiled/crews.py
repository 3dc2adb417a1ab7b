"""A crew's life: formed at booking on, free or at an incident, released, disbanded with its tour."""

from __future__ import annotations

from kernels._jit import jit
from kernels.compiled.journal import note
from kernels.compiled.officers import book_off, change_status, stand_down
from kernels.compiled.state import AREAS_TOUCHED, NOW
from kernels.kinds import CREW_FORMED, FREE


@jit
def touch_area(st, area):
    """Have the dispatcher look at an area at the end of this round."""
    if st.areas[area].touched == 0:
        st.areas[area].touched = 1
        st.control[AREAS_TOUCHED] += 1


@jit
def join_free(st, crew):
    """Put a crew on its area's list of free crews."""
    c = st.crews[crew]
    area = st.areas[c.area]
    c.free_since = st.control[NOW]
    c.incident = -1
    c.place = area.free_crews
    st.free[c.area, area.free_crews] = crew
    area.free_crews += 1
    touch_area(st, c.area)


@jit
def leave_free(st, crew):
    """Take a crew off its area's list; the last of the list takes its place."""
    c = st.crews[crew]
    area = st.areas[c.area]
    area.free_crews -= 1
    moved = st.free[c.area, area.free_crews]
    st.free[c.area, c.place] = moved
    st.crews[moved].place = c.place
    c.place = -1


@jit
def form_crew(st, first, second):
    """Form a crew of one officer (``second`` = -1) or two from their tours."""
    tour = st.tours[first]
    c = st.crews[first]
    c.second = second
    c.end = tour.end
    c.area = tour.area
    c.size = 1 if second < 0 else 2
    c.ended = 0
    c.next = -1
    st.officers[tour.seat].crew = first
    st.done[first].crew = c.size
    if second >= 0:
        st.officers[st.tours[second].seat].crew = first
        st.done[second].crew = c.size
    note(st, CREW_FORMED, tour.seat, -1 if second < 0 else st.tours[second].seat)
    join_free(st, first)


@jit
def crew_status(st, crew, status):
    """Let both officers of a crew enter ``status``."""
    change_status(st, st.tours[crew].seat, status)
    second = st.crews[crew].second
    if second >= 0:
        change_status(st, st.tours[second].seat, status)


@jit
def _send_home(st, seat):
    officer = st.officers[seat]
    if officer.rest_as != 0 and officer.over == 0:
        stand_down(st, seat)
    else:
        book_off(st, seat)


@jit
def release_crew(st, crew):
    """The incident needs the crew no more: free for the next one, or home if the tour is over."""
    c = st.crews[crew]
    if c.ended == 0:
        crew_status(st, crew, FREE)
        join_free(st, crew)
        return
    c.incident = -1
    _send_home(st, st.tours[crew].seat)
    if c.second >= 0:
        _send_home(st, st.tours[c.second].seat)


@jit
def disband(st, crew):
    """The tour of a crew is over: it leaves the free list, or goes home when released."""
    c = st.crews[crew]
    if c.ended == 0:
        c.ended = 1
        if c.incident < 0:
            leave_free(st, crew)
