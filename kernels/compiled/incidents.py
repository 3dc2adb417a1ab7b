"""An incident's life: it waits, crews are sent, arrive, work, wait for a partner, clear, and leave."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.compiled.crews import crew_status, leave_free, release_crew, touch_area
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.partners import ask_partner
from kernels.compiled.state import (
    EV_ARRIVED,
    EV_CLEARED,
    EV_GIVE_UP,
    EV_SCENE_ENDED,
    KEY_TRAVEL,
    NEXT_INCIDENT,
    NOW,
    SUBS,
    TRAVEL_ON,
    WIND_DOWN_GRADES,
    WIND_DOWN_MS,
)
from kernels.crewing import crew_fit
from kernels.dispatch import enough, may_be_sent
from kernels.durations import duration_ms
from kernels.kinds import (
    ASSIGNED,
    BEING_CLEARED,
    CLEARED,
    CLEARING,
    CLOSED,
    CREW_ARRIVED,
    CREW_SENT,
    HELD,
    LOGGED,
    ON_SCENE,
    SCENE_ENDED,
    SCENE_STARTED,
    TAKEN_OVER,
    TRAVELLING,
    WAITING,
    WAITING_FOR_PARTNER,
    WORKING,
)


@jit
def log_incident(st):
    """The next incident is logged and joins its area's queue, behind those of its grade."""
    i = st.control[NEXT_INCIDENT]
    st.control[NEXT_INCIDENT] = i + 1
    incident = st.incidents[i]
    st.work[i].stage = WAITING
    tail = st.queue_tail[incident.area, incident.grade]
    if tail < 0:
        st.queue_head[incident.area, incident.grade] = i
    else:
        st.work[tail].next = i
    st.queue_tail[incident.area, incident.grade] = i
    note(st, LOGGED, i, incident.area)
    touch_area(st, incident.area)


@jit
def _first_waiting(st, area):
    for grade in range(st.queue_head.shape[1]):
        if st.queue_head[area, grade] >= 0:
            return st.queue_head[area, grade]
    return -1


@jit
def _leave_queue(st, i):
    incident = st.incidents[i]
    behind = st.work[i].next
    st.queue_head[incident.area, incident.grade] = behind
    if behind < 0:
        st.queue_tail[incident.area, incident.grade] = -1


@jit
def _sendable(st, crew, grade):
    return may_be_sent(
        grade, st.crews[crew].end, st.control[NOW], st.control[WIND_DOWN_MS], st.control[WIND_DOWN_GRADES]
    )


@jit
def _officers_free(st, area, grade):
    total = 0
    for place in range(st.areas[area].free_crews):
        crew = st.free[area, place]
        if _sendable(st, crew, grade):
            total += st.crews[crew].size
    return total


@jit
def _best_crew(st, area, grade, wanted):
    """Return the sendable crew that fits best; of equals the one free longest, then the lowest seat."""
    best = -1
    best_fit = 0
    for place in range(st.areas[area].free_crews):
        crew = st.free[area, place]
        if not _sendable(st, crew, grade):
            continue
        c = st.crews[crew]
        fit = crew_fit(c.size, wanted)
        if best >= 0:
            b = st.crews[best]
            if fit > best_fit or (fit == best_fit and c.free_since > b.free_since):
                continue
            if fit == best_fit and c.free_since == b.free_since and st.tours[crew].seat > st.tours[best].seat:
                continue
        best = crew
        best_fit = fit
    return best


@jit
def _send(st, crew, i, position):
    incident = st.incidents[i]
    work = st.work[i]
    c = st.crews[crew]
    leave_free(st, crew)
    c.incident = i
    c.next = -1
    if work.first_crew < 0:
        work.first_crew = crew
    else:
        st.crews[work.last_crew].next = crew
    work.last_crew = crew
    work.crews_due += 1
    work.officers_sent += c.size
    crew_status(st, crew, TRAVELLING)
    note(st, CREW_SENT, i, st.tours[crew].seat)
    travel = np.int64(0)
    if st.control[TRAVEL_ON]:
        travel = duration_ms(st.durations, st.travel_row[incident.area], st.keys[KEY_TRAVEL], incident.key, position)
    push(st, st.control[NOW] + travel, incident.key, EV_ARRIVED * SUBS + position, EV_ARRIVED, crew)


@jit
def dispatch_area(st, area):
    """Answer the first incident of the area's queue for as long as there are officers enough."""
    while st.areas[area].free_crews > 0:
        i = _first_waiting(st, area)
        if i < 0:
            return
        grade = st.incidents[i].grade
        wanted = st.incidents[i].officers
        free = _officers_free(st, area, grade)
        if not enough(free, st.areas[area].on_duty, wanted):
            return
        _leave_queue(st, i)
        st.work[i].stage = ASSIGNED
        st.work[i].sent = st.control[NOW]
        sent = 0
        position = 0
        while sent < wanted and sent < free:
            crew = _best_crew(st, area, grade, wanted - sent)
            sent += st.crews[crew].size
            _send(st, crew, i, position)
            position += 1


@jit
def crew_arrives(st, crew):
    """A crew is there; with the last of them the work begins, and a partner that is needed is asked."""
    i = st.crews[crew].incident
    incident = st.incidents[i]
    work = st.work[i]
    now = st.control[NOW]
    crew_status(st, crew, ON_SCENE)
    note(st, CREW_ARRIVED, i, st.tours[crew].seat)
    if work.arrived < 0:
        work.arrived = now
    work.crews_due -= 1
    if work.crews_due > 0:
        return
    work.stage = WORKING
    work.started = now
    note(st, SCENE_STARTED, i, work.officers_sent)
    push(st, now + incident.scene_ms, incident.key, EV_SCENE_ENDED * SUBS, EV_SCENE_ENDED, i)
    if incident.partner >= 0:
        ask_partner(st, i)
        push(
            st, now + st.partners[incident.partner].give_up_ms, incident.key, EV_GIVE_UP * SUBS, EV_GIVE_UP, i
        )


@jit
def _all_crews(st, i, status):
    crew = st.work[i].first_crew
    while crew >= 0:
        crew_status(st, crew, status)
        crew = st.crews[crew].next


@jit
def clear_incident(st, i):
    """The incident is closed and its crews are released, in the order in which they were sent."""
    work = st.work[i]
    work.stage = CLOSED
    work.closed = st.control[NOW]
    note(st, CLEARED, i, work.officers_sent)
    crew = work.first_crew
    while crew >= 0:
        following = st.crews[crew].next
        release_crew(st, crew)
        crew = following


@jit
def begin_clearing(st, i):
    """The officers leave the scene and write it up."""
    st.work[i].stage = BEING_CLEARED
    _all_crews(st, i, CLEARING)
    incident = st.incidents[i]
    if incident.clearing_ms > 0:
        push(st, st.control[NOW] + incident.clearing_ms, incident.key, EV_CLEARED * SUBS, EV_CLEARED, i)
    else:  # the job is over now, before any tour that ends now
        clear_incident(st, i)


@jit
def end_scene(st, i):
    """The police work at the scene is done; the officers go, unless a partner has yet to take over."""
    work = st.work[i]
    work.ended = st.control[NOW]
    held = st.incidents[i].partner >= 0 and work.partner_stage != TAKEN_OVER
    note(st, SCENE_ENDED, i, 1 if held else 0)
    if held:
        work.stage = WAITING_FOR_PARTNER
        _all_crews(st, i, HELD)
    else:
        begin_clearing(st, i)
