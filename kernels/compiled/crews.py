"""A crew's life: formed at booking on, free or out at an incident, split or paired again, disbanded with its tour."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.journal import note
from kernels.compiled.officers import book_off, change_status, set_alone, stand_down
from kernels.compiled.state import AREAS_TOUCHED, N_LEAVING, N_OWN_TOURS, NOW
from kernels.crewing import counts
from kernels.kinds import CREW_FORMED, CREW_JOINED, CREW_SPLIT, FREE, READY


@jit_inner
def touch_area(st, area):
    """Have the dispatcher look at an area at the end of this round."""
    if st.areas[area].touched == 0:
        st.areas[area].touched = 1
        st.control[AREAS_TOUCHED] += 1


# The two lists of an area: free crews and crews that are out.  A crew knows its place; the last of a list fills a gap.


@jit_inner
def join_free(st, crew):
    """Put a crew on its area's list of free crews."""
    c = st.crews[crew]
    area = st.areas[c.area]
    c.free_since = st.control[NOW]
    c.incident = -1
    c.deployment = -1
    c.place = area.free_crews
    st.free[c.area, area.free_crews] = crew
    area.free_crews += 1
    if c.pool:
        area.free_of_pools += 1
    if c.size == 1 and c.paired:
        area.to_pair = 1
    touch_area(st, c.area)


@jit_inner
def leave_free(st, crew):
    """Take a crew off its area's list of free crews."""
    c = st.crews[crew]
    area = st.areas[c.area]
    area.free_crews -= 1
    if c.pool:
        area.free_of_pools -= 1
    moved = st.free[c.area, area.free_crews]
    st.free[c.area, c.place] = moved
    st.crews[moved].place = c.place
    c.place = -1


@jit_inner
def go_out(st, crew):
    """Move a free crew to its area's list of crews that are out."""
    leave_free(st, crew)
    c = st.crews[crew]
    area = st.areas[c.area]
    c.place = area.crews_out
    st.out[c.area, area.crews_out] = crew
    area.crews_out += 1


@jit_inner
def _come_back(st, crew):
    c = st.crews[crew]
    area = st.areas[c.area]
    area.crews_out -= 1
    moved = st.out[c.area, area.crews_out]
    st.out[c.area, c.place] = moved
    st.crews[moved].place = c.place
    c.place = -1


@jit_inner
def ready_crews(st, area):
    """Return how many crews of officers of an area are free and not at a briefing, a break or protected time."""
    there = st.areas[area]
    return there.free_crews - there.free_of_pools - there.in_briefing - there.on_break - there.supervising - there.at_desk


@jit_inner
def end_of_team(st, first):
    """Return the tour behind the last of those that one team begins, and ends, in one area together with tour ``first``."""
    lead = st.tours[first]
    last = first
    while last < st.control[N_OWN_TOURS] and (
        st.tours[last].start == lead.start and st.tours[last].team == lead.team and st.tours[last].area == lead.area
        and st.tours[last].end == lead.end
    ):
        last += 1
    return last


# Forming, splitting, pairing


@jit_inner
def _staff(st, crew, second):
    """Set who is in a crew and what follows from it; ``second`` is the second officer's tour, -1 none."""
    c = st.crews[crew]
    first_seat = st.tours[crew].seat
    c.second = second
    c.size = 1 if second < 0 else 2
    c.skills = st.seat_skills[first_seat]
    c.sergeants = st.seat_sergeant[first_seat]
    student = st.seat_student[first_seat]
    other_student = 0
    st.officers[first_seat].crew = crew
    set_alone(st, first_seat, 1 if second < 0 else 0)
    if second >= 0:
        second_seat = st.tours[second].seat
        c.skills |= st.seat_skills[second_seat]
        c.sergeants += st.seat_sergeant[second_seat]
        other_student = st.seat_student[second_seat]
        st.officers[second_seat].crew = crew
        set_alone(st, second_seat, 0)
    c.counts = counts(student, other_student, c.size, st.rules[0].students_count)


@jit_inner
def _new_crew(st, first, second, paired):
    tour = st.tours[first]
    c = st.crews[first]
    c.end = tour.end
    c.area = tour.area
    c.ended = 0
    c.pause = READY
    c.next = -1
    c.practitioner_until = 0
    c.tutored = 0
    c.paired = paired
    c.pool = tour.pool
    _staff(st, first, second)
    if paired and second < 0:
        st.areas[c.area].loose += 1


@jit_inner
def form_crew(st, first, second, paired, tutored, practitioner_until):
    """Form a crew of one officer (``second`` = -1) or two from their tours; ``paired``: it is, or should be, a pair.

    Practitioners ride along until then, 0: none does.
    """
    _new_crew(st, first, second, paired)
    c = st.crews[first]
    c.tutored = tutored
    c.practitioner_until = practitioner_until
    st.done[first].crew = c.size
    if second >= 0:
        st.done[second].crew = c.size
    note(st, CREW_FORMED, st.tours[first].seat, -1 if second < 0 else st.tours[second].seat)
    join_free(st, first)


@jit_inner
def split_crew(st, crew):
    """Split a free pair: the first officer is a crew of one, the second becomes another."""
    c = st.crews[crew]
    second = c.second
    _staff(st, crew, -1)
    st.areas[c.area].loose += 1
    _new_crew(st, second, -1, 1)
    note(st, CREW_SPLIT, st.tours[crew].seat, st.tours[second].seat)
    join_free(st, second)


@jit_inner
def _join(st, crew, other):
    leave_free(st, other)
    st.crews[other].size = 0
    st.crews[crew].practitioner_until = max(st.crews[crew].practitioner_until, st.crews[other].practitioner_until)
    st.areas[st.crews[crew].area].loose -= 2
    _staff(st, crew, other)
    note(st, CREW_JOINED, st.tours[crew].seat, st.tours[other].seat)


@jit_inner
def _lone(st, crew):
    c = st.crews[crew]
    return c.size == 1 and c.paired == 1


@jit_inner
def _to_pair(st, crew):
    return _lone(st, crew) and st.crews[crew].pause == READY


@jit_inner
def _pair_to_join(st, area):
    """Return the two free lone crews of lowest seats whose tours end together, -1 and -1 when there are none."""
    first, second = -1, -1
    for i in range(st.areas[area].free_crews):
        a = st.free[area, i]
        if not _to_pair(st, a) or (first >= 0 and st.tours[a].seat > st.tours[first].seat):
            continue
        partner = -1
        for j in range(st.areas[area].free_crews):
            b = st.free[area, j]
            fits = b != a and _to_pair(st, b) and st.crews[b].end == st.crews[a].end and st.tours[b].seat > st.tours[a].seat
            if fits and (partner < 0 or st.tours[b].seat < st.tours[partner].seat):
                partner = b
        if partner >= 0:
            first, second = a, partner
    return first, second


@jit_inner
def pair_up(st, area):
    """Let free lone officers who should be in a pair, and whose tours end together, become one again."""
    if st.areas[area].to_pair == 0:
        return
    st.areas[area].to_pair = 0
    while st.areas[area].loose >= 2 and st.areas[area].free_crews >= 2:
        first, second = _pair_to_join(st, area)
        if first < 0:
            return
        _join(st, first, second)


@jit_inner
def has_practitioner(st, crew):
    """Return whether practitioners ride along now."""
    return st.control[NOW] < st.crews[crew].practitioner_until


# At work and home


@jit_inner
def crew_status(st, crew, status):
    """Let both officers of a crew enter ``status``."""
    change_status(st, st.tours[crew].seat, status)
    second = st.crews[crew].second
    if second >= 0:
        change_status(st, st.tours[second].seat, status)


@jit_inner
def _send_home(st, seat):
    officer = st.officers[seat]
    if officer.rest_as != 0 and officer.over == 0:
        stand_down(st, seat)
    else:
        book_off(st, seat)


@jit_inner
def release_crew(st, crew):
    """The incident needs the crew no more: free for the next one, or home if the tour is over."""
    _come_back(st, crew)
    c = st.crews[crew]
    if c.ended == 0:
        crew_status(st, crew, FREE)
        join_free(st, crew)
        return
    c.incident = -1
    c.deployment = -1
    st.leaving[st.control[N_LEAVING]] = crew
    st.control[N_LEAVING] += 1


@jit_inner
def _crew_goes_home(st, crew):
    second = st.crews[crew].second
    _send_home(st, st.tours[crew].seat)
    if second >= 0:
        _send_home(st, st.tours[second].seat)


@jit_inner
def leave_for_home(st):
    """Let crews go home that were released after their tour was over, once what released them is finished."""
    for k in range(st.control[N_LEAVING]):
        _crew_goes_home(st, st.leaving[k])
    st.control[N_LEAVING] = 0


@jit_inner
def disband(st, crew):
    """The tour of a crew is over: it leaves the free list, or goes home when released."""
    c = st.crews[crew]
    if c.ended == 0:
        c.ended = 1
        if _lone(st, crew):
            st.areas[c.area].loose -= 1
        if c.incident < 0:
            leave_free(st, crew)
