"""What becomes of the crimes that incidents leave: screened out, carried by officers, waiting, worked on by teams day by day."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.casework import OUT, PILE, RESPONSE, is_screened_out, who_has_it
from kernels.compiled.careers import why_gone
from kernels.compiled.desks import left_to_do, put_on_desk, settle_desk, work_on_first
from kernels.compiled.journal import note
from kernels.compiled.state import N_OWN, NEXT_WORK_DAY, NOW
from kernels.kinds import CRIME_CARRIED, CRIME_QUEUED, CRIME_SCREENED_OUT, CRIME_TAKEN, SCREENED_OUT, UNALLOCATED

# Queues: the pile of each area, then the unallocated cases of each team.


@jit_inner
def _join(st, queue, i):
    q = st.case_queues[queue]
    case = st.cases[i]
    case.stage = UNALLOCATED
    case.queue = queue
    case.next = -1
    if q.tail < 0:
        q.head = i
    else:
        st.cases[q.tail].next = i
    q.tail = i
    note(st, CRIME_QUEUED, i, queue)


@jit_inner
def _leave(st, queue):
    """Take the first out of a queue and return it."""
    q = st.case_queues[queue]
    i = q.head
    q.head = st.cases[i].next
    if q.head < 0:
        q.tail = -1
    return i


# Left by an incident


@jit_inner
def _first_officer(st, i):
    """Return the first officer, of the force itself, of the crews at an incident in the order of sending, -1 none."""
    crew = st.work[i].first_crew
    while crew >= 0:
        if st.tours[crew].seat < st.control[N_OWN]:
            return np.int64(st.tours[crew].seat)
        crew = st.crews[crew].next
    return np.int64(-1)


@jit_inner
def leave_crime(st, i):
    """The attendance of an incident is over: if it leaves a crime, it is screened out or somebody is to have it."""
    if st.crimes.shape[0] == 0 or st.crimes[i].work_ms < 0:
        return
    crime, case, rules = st.crimes[i], st.cases[i], st.case_rules[0]
    area = st.incidents[i].area
    now = st.control[NOW]
    case.opened = now
    case.touched = now
    case.due = now + crime.deadline_ms
    seat = _first_officer(st, i)
    where = OUT
    if not is_screened_out(crime.screen, st.areas[area].waiting, rules.long_waiting):
        where = who_has_it(crime.to, -1 if seat < 0 else st.desks[seat].cases, rules.limit, rules.above)
    if where == OUT:
        case.stage = SCREENED_OUT
        note(st, CRIME_SCREENED_OUT, i, area)
    elif where == RESPONSE:
        _carry(st, seat, i)
    else:
        _join(st, area if where == PILE else st.areas.shape[0] + where, i)


@jit_inner
def _carry(st, seat, i):
    put_on_desk(st, seat, i, st.control[NOW])
    note(st, CRIME_CARRIED, i, seat)


# The piles of the areas


@jit_inner
def _fewest(st, area):
    """Return the officer of an area who carries the fewest crimes, below the limit; the lowest seat of equals, -1 nobody."""
    limit = st.case_rules[0].limit
    best = -1
    for seat in range(st.control[N_OWN]):
        if st.seat_area[seat] != area or st.seat_student[seat] or why_gone(st, seat) != 0:
            continue
        cases = st.desks[seat].cases
        if (limit == 0 or cases < limit) and (best < 0 or cases < st.desks[best].cases):
            best = seat
    return best


@jit_inner
def _hand_in(st):
    """Whoever left, or is away for long, hands the crimes in once off duty: they wait in the area's pile, the first due first."""
    for seat in range(st.careers.shape[0]):
        desk = st.desks[seat]
        if desk.head < 0 or st.officers[seat].tour >= 0 or why_gone(st, seat) == 0:
            continue
        while desk.head >= 0:
            i = desk.head
            desk.head = st.cases[i].next
            desk.cases -= 1
            st.cases[i].holder = -1
            _join(st, st.seat_area[seat], i)


@jit_inner
def share_out_piles(st):
    """At the hour of bookkeeping what waits is shared out among the officers of each area."""
    if st.crimes.shape[0] == 0:
        return
    _hand_in(st)
    for area in range(st.areas.shape[0]):
        if st.case_queues[area].head < 0:
            continue
        for seat in range(st.control[N_OWN]):
            if st.seat_area[seat] == area and st.seat_student[seat] == 0 and why_gone(st, seat) == 0:
                settle_desk(st, seat)
        while st.case_queues[area].head >= 0:
            seat = _fewest(st, area)
            if seat < 0:
                break
            _carry(st, seat, _leave(st, area))


# A team's day


@jit_inner
def _waits_since_morning(st, queue, began):
    head = st.case_queues[queue].head
    return head >= 0 and st.cases[head].opened < began


@jit_inner
def _take(st, desk, queue, began):
    i = _leave(st, queue)
    put_on_desk(st, desk, i, began)
    note(st, CRIME_TAKEN, i, desk)


@jit_inner
def _hand_out(st, team, first, queue, began):
    """In the morning whoever carries fewest takes the next case, as long as somebody is below the limit."""
    while _waits_since_morning(st, queue, began):
        best = -1
        for desk in range(first, first + st.teams[team].investigators):
            cases = st.desks[desk].cases
            if cases < st.teams[team].limit and (best < 0 or cases < st.desks[best].cases):
                best = desk
        if best < 0:
            return
        _take(st, best, queue, began)


@jit_inner
def _next_to_finish(st, first, last, minutes):
    """Return the investigator who is the next to finish a case within the day, -1 nobody."""
    best, earliest = -1, np.int64(0)
    for desk in range(first, last):
        if st.desks[desk].head >= 0:
            finishes = st.desks[desk].spent + left_to_do(st, desk)
            if finishes <= minutes and (best < 0 or finishes < earliest):
                best, earliest = desk, finishes
    return best


@jit_inner
def end_working_day(st):
    """A team's working day is over: what was done in it, and who took which case."""
    day = st.work_days[st.control[NEXT_WORK_DAY]]
    st.control[NEXT_WORK_DAY] += 1
    team = day.team
    first = st.officers.shape[0] + st.teams[team].first
    last = first + st.teams[team].investigators
    queue = st.areas.shape[0] + team
    _hand_out(st, team, first, queue, day.began)
    for desk in range(first, last):
        st.desks[desk].spent = 0
    while True:
        desk = _next_to_finish(st, first, last, day.minutes_ms)
        if desk < 0:
            break
        left = left_to_do(st, desk)
        d = st.desks[desk]
        d.spent += left
        work_on_first(st, desk, day.began, left, day.at)
        if d.spent < day.minutes_ms and d.cases < st.teams[team].limit and _waits_since_morning(st, queue, day.began):
            _take(st, desk, queue, day.began)
    for desk in range(first, last):
        rest = day.minutes_ms - st.desks[desk].spent
        if st.desks[desk].head >= 0 and rest > 0:
            work_on_first(st, desk, day.began, rest, day.at)
