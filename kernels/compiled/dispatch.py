"""Dispatch: who is answered next, by whom, and whether the others have to wait for it."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.choosing import OFFICERS, anybody_sendable, choose_crews, crews_to_take, is_sendable, skills_wanted, will_do
from kernels.compiled.crews import crew_status, go_out, has_practitioner, pair_up, ready_crews, split_crew
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.leaving import is_under_way, still_wanted
from kernels.compiled.pauses import leave_pause
from kernels.compiled.preemption import interrupt
from kernels.compiled.queues import leave_queue
from kernels.compiled.state import EV_ARRIVED, FULL, KEY_TRAVEL, N_DEPLOYMENTS, NOW, SUBS
from kernels.compiled.trauma import send_on
from kernels.dispatch import pools_for, urgency
from kernels.durations import duration_ms
from kernels.kinds import ASSIGNED, CREW_SENT, TRAVELLING, WAITING
from kernels.travel import thinned

SENT, HELD_BACK, PASSED_OVER = range(3)

# Sending


@jit_inner
def _new_deployment(st, crew, i):
    """Return the number of a new record of a crew sent; without room for it the run is begun anew with more."""
    number = st.control[N_DEPLOYMENTS]
    if number >= st.deployments.shape[0]:
        st.control[FULL] = 1
        number -= 1
    st.control[N_DEPLOYMENTS] = number + 1
    record = st.deployments[number]
    record.sent = st.control[NOW]
    record.arrived = -1
    record.left = -1
    record.incident = i
    record.tour = crew
    record.skills = st.crews[crew].skills
    record.officers = st.crews[crew].size
    record.home = st.crews[crew].area
    record.sergeants = st.crews[crew].sergeants
    return number


@jit_inner
def _drive_ms(st, crew, i, ordinal):
    """Return how long this crew drives; fewer free crews in its area mean a longer way, neighbours come from further off."""
    if st.rules[0].travel_on == 0:
        return np.int64(0)
    incident = st.incidents[i]
    home = st.crews[crew].area
    drive = duration_ms(st.durations, st.travel_row[incident.area], st.keys[KEY_TRAVEL], incident.key, ordinal)
    if st.rules[0].thinning_on:
        drive = thinned(drive, st.free_usual[home], ready_crews(st, home), st.rules[0].thinning_most)
    if home != incident.area:
        for k in range(st.lenders.shape[1]):
            if st.lenders[incident.area, k] == home:
                drive += st.lend_extra[incident.area, k]
                break
    return drive


@jit_inner
def _send(st, crew, i):
    incident, work, c = st.incidents[i], st.work[i], st.crews[crew]
    ordinal = work.crews_ever
    work.crews_ever += 1
    drive = _drive_ms(st, crew, i, ordinal)
    go_out(st, crew)
    if work.first_crew < 0:
        work.first_crew = crew
        work.since = st.control[NOW]
    else:
        st.crews[work.last_crew].next = crew
    work.last_crew = crew
    c.next = -1
    c.incident = i
    c.there = 0
    c.awaits_relief = 0
    c.relieves = is_under_way(st, i)
    if c.relieves:
        work.cover += c.counts
    c.deployment = _new_deployment(st, crew, i)
    work.crews_due += 1
    work.strength += c.counts
    work.officers_sent += c.size
    crew_status(st, crew, TRAVELLING)
    note(st, CREW_SENT, i, st.tours[crew].seat)
    send_on(st, crew, i)
    sub = EV_ARRIVED * SUBS + ordinal % SUBS
    push(st, st.control[NOW] + drive, incident.key, sub, EV_ARRIVED, crew, c.deployment)


@jit_inner
def _splits(st, crew, i, waiting):
    """Return whether a pair goes as one officer: one more is wanted, no single crew was to be had, and many wait.

    It is the first officer who goes; a skill that only the second has keeps them together.  To a watch one goes in any case.
    """
    c = st.crews[crew]
    threshold = st.rules[0].split_waiting
    many = (threshold > 0 and waiting >= threshold) or (st.rules[0].watch_splits and st.incidents[i].watch > 0)
    one_wanted = still_wanted(st, i) == 1
    if not many or not one_wanted or c.size < 2 or c.pool or c.tutored or has_practitioner(st, crew):
        return False
    needs = skills_wanted(st, i)
    return (st.seat_skills[st.tours[crew].seat] & needs) == needs


@jit_inner
def _send_chosen(st, i, n):
    work, incident = st.work[i], st.incidents[i]
    waiting = st.areas[incident.area].waiting
    sent = 0
    for k in range(n):
        sent += st.crews[st.chosen[k]].counts
    if is_under_way(st, i):
        enough_now = sent >= still_wanted(st, i)
    else:
        enough_now = work.strength + sent >= incident.minimum or st.rules[0].staged == 0
    if enough_now:
        leave_queue(st, i)
    if work.stage == WAITING:
        work.stage = ASSIGNED
    if work.sent < 0:
        work.sent = st.control[NOW]
    for k in range(n):
        crew = st.chosen[k]
        leave_pause(st, crew)
        if _splits(st, crew, i, waiting):
            split_crew(st, crew)
        _send(st, crew, i)


# Answering one incident


@jit_inner
def _take_from_lower_grades(st, i, n):
    """Interrupt lower grades until the incident can be answered; return how many crews are then chosen.

    Nobody is interrupted where it would not be enough.
    """
    if crews_to_take(st, i) == 0:
        return n
    enough_at_work = will_do(st, i, choose_crews(st, i, False, True, OFFICERS), False)
    n = choose_crews(st, i, False, False, OFFICERS)
    while enough_at_work and not will_do(st, i, n, False):
        if not interrupt(st, i, _skills_to_take(st, i)):
            break
        n = choose_crews(st, i, False, False, OFFICERS)
    return n


@jit_inner
def _skills_to_take(st, i):
    """Return the skills a crew taken from its work must hold: those wanted, unless somebody free holds them."""
    area, grade = st.incidents[i].area, st.work[i].grade
    needs = skills_wanted(st, i)
    for place in range(st.areas[area].free_crews):
        crew = st.free[area, place]
        if st.crews[crew].pool == 0 and (st.crews[crew].skills & needs) == needs and is_sendable(st, crew, grade):
            return needs - needs
    return needs


@jit_inner
def _answer(st, i, helped, attendance):
    """Send crews to an incident if they will do; else say whether it holds others back or is passed over.

    ``attendance``: whose crews are asked, one bit for each pool; what pools cannot answer holds back nobody.
    """
    grade, area = st.work[i].grade, st.incidents[i].area
    n = choose_crews(st, i, helped, False, attendance)
    alone = helped or attendance != OFFICERS
    may_interrupt = not alone and grade < st.rules[0].preempt_grades and not is_under_way(st, i)
    if may_interrupt and not will_do(st, i, n, alone):
        n = _take_from_lower_grades(st, i, n)
    if will_do(st, i, n, alone):
        _send_chosen(st, i, n)
        return SENT
    if attendance != OFFICERS:
        return PASSED_OVER
    if n == 0 and skills_wanted(st, i) != 0 and anybody_sendable(st, area, grade):
        return PASSED_OVER
    return HELD_BACK


# Going through the queues of an area


@jit_inner
def _pools_for(st, i):
    """Return the pools that may attend an incident, one bit each."""
    named = st.attends[st.work[i].grade, st.incidents[i].kind] - OFFICERS
    return pools_for(named, st.incidents[i].arrest, st.rules[0].arresting)


@jit_inner
def _from_the_front(st, area, below):
    """Begin at the front of an area's queues, for grades above ``below``."""
    st.areas[area].held_from = below
    for grade in range(st.cursor.shape[1]):
        st.cursor[area, grade] = st.queue_head[area, grade]


@jit_inner
def _more_urgent(st, a, b):
    rules = st.rules[0]
    x, y = st.work[a], st.work[b]
    of_a = urgency(rules.order, x.grade, x.logged, rules.ageing_ms, st.target[x.grade, st.incidents[a].area])
    of_b = urgency(rules.order, y.grade, y.logged, rules.ageing_ms, st.target[y.grade, st.incidents[b].area])
    if of_a != of_b:
        return of_a < of_b
    if x.grade != y.grade:
        return x.grade < y.grade
    if x.logged != y.logged:
        return x.logged < y.logged
    return a < b


@jit_inner
def _next_in(st, area, helped):
    """Return the most urgent incident not yet passed over, -1 none; neighbours help some grades, after a while."""
    rules = st.rules[0]
    below = st.areas[area].held_from
    if helped:
        below = min(below, rules.help_grades)
    best = -1
    for grade in range(min(below, st.cursor.shape[1])):
        i = st.cursor[area, grade]
        if i < 0 or (helped and st.control[NOW] - st.work[i].logged < rules.help_after_ms):
            continue
        if best < 0 or _more_urgent(st, i, best):
            best = i
    return best


@jit_inner
def _go_on(st, i, verdict, below):
    """Move on in the queues of the incident's area after it was sent to, held back or passed over."""
    area, grade = st.incidents[i].area, st.work[i].grade
    if verdict == SENT:
        _from_the_front(st, area, below)
    elif verdict == HELD_BACK:
        st.areas[area].held_from = grade
    else:
        st.cursor[area, grade] = st.work[i].next


@jit_inner
def dispatch_area(st, area):
    """Answer the incidents of an area with its own crews, the most urgent first; pools take what they may attend before.

    One that cannot be answered yet holds back its own and lower grades; one that lacks only a skill holds back nobody.
    """
    n_grades = st.queue_head.shape[1]
    st.areas[area].served = 1
    pools = st.areas[area].free_of_pools > 0
    if st.areas[area].waiting > 0:
        _from_the_front(st, area, n_grades)
    while st.areas[area].waiting > 0:
        if pools and st.areas[area].free_of_pools == 0:
            pools = False
            _from_the_front(st, area, n_grades)
        if not pools and st.areas[area].free_crews == st.areas[area].free_of_pools:  # only those who may interrupt have a chance
            st.areas[area].held_from = min(st.areas[area].held_from, st.rules[0].preempt_grades)
        i = _next_in(st, area, False)
        if i >= 0:
            attendance = _pools_for(st, i) if pools else OFFICERS
            _go_on(st, i, _answer(st, i, False, attendance), n_grades)
        elif pools:
            pools = False
            _from_the_front(st, area, n_grades)
        else:
            break
    if st.rules[0].re_form and st.areas[area].waiting == 0:
        pair_up(st, area)


@jit_inner
def dispatch_help(st):
    """Let neighbours answer what an area cannot answer itself, the most urgent of all areas first."""
    n_grades = st.queue_head.shape[1]
    for area in range(st.areas.shape[0]):
        _from_the_front(st, area, n_grades)
    while True:
        first = -1
        for area in range(st.areas.shape[0]):
            if st.areas[area].waiting > 0:
                i = _next_in(st, area, True)
                if i >= 0 and (first < 0 or _more_urgent(st, i, first)):
                    first = i
        if first < 0:
            return
        _go_on(st, first, _answer(st, first, True, OFFICERS), n_grades)
