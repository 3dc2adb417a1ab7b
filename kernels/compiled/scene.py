"""An incident's life once crews are sent: they arrive, work, wait for a partner, clear, and leave."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.crews import crew_status, has_practitioner, release_crew, touch_area
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.partners import ask_partner
from kernels.compiled.queues import leave_queue
from kernels.compiled.state import EV_BEGIN, EV_CLEARED, EV_GIVE_UP, EV_SCENE_ENDED, EV_SURPLUS, NOW, SUBS
from kernels.crewing import SETTLED_THERE
from kernels.kinds import (
    ASSIGNED,
    BEGUN_SHORT,
    BEING_CLEARED,
    CLEARED,
    CLEARING,
    CLOSED,
    CREW_ARRIVED,
    CREW_LEFT,
    HELD,
    NOT_NEEDED,
    ON_SCENE,
    SCENE_ENDED,
    SCENE_STARTED,
    TAKEN_OVER,
    TRIAGED,
    WAITING_FOR_PARTNER,
    WORKING,
)

# Arriving and beginning


@jit_inner
def crew_arrives(st, crew, deployment):
    """A crew is there; once officers enough are, the work begins.  A crew that was called away does not arrive."""
    c = st.crews[crew]
    if c.deployment != deployment:
        return
    i = c.incident
    incident, work = st.incidents[i], st.work[i]
    now = st.control[NOW]
    c.there = 1
    st.deployments[deployment].arrived = now
    first_there = work.there == 0
    if first_there:
        work.first_there = deployment
    work.there += c.counts
    work.crews_due -= 1
    if work.arrived < 0:
        work.arrived = now
    crew_status(st, crew, ON_SCENE)
    note(st, CREW_ARRIVED, i, st.tours[crew].seat)
    if work.stage != ASSIGNED:
        return
    if work.there >= incident.minimum or (work.crews_due == 0 and work.queued == 0):
        begin_scene(st, i)
    elif first_there and st.rules[0].staged:
        push(st, now + st.rules[0].begin_anyway_ms, incident.key, EV_BEGIN * SUBS, EV_BEGIN, i, deployment)


@jit_inner
def begin_short(st, i, first):
    """The rest did not come in time: those who are there begin, if somebody was there since the crew ``first`` came."""
    work = st.work[i]
    if work.stage == ASSIGNED and work.first_there == first and work.there > 0:
        note(st, BEGUN_SHORT, i, work.there)
        begin_scene(st, i)


@jit_inner
def _practitioner_there(st, i):
    crew = st.work[i].first_crew
    while crew >= 0:
        if st.crews[crew].there and has_practitioner(st, crew):
            return True
        crew = st.crews[crew].next
    return False


@jit_inner
def begin_scene(st, i):
    """The work at the scene begins, or goes on after a break; a partner that is needed is asked."""
    incident, work = st.incidents[i], st.work[i]
    now = st.control[NOW]
    leave_queue(st, i)
    work.stage = WORKING
    work.started = now
    length = incident.scene_ms if work.left_ms < 0 else work.left_ms
    work.left_ms = -1
    work.ends_at = now + length
    note(st, SCENE_STARTED, i, work.officers_sent)
    _may_be_interrupted_now(st, i)
    push(st, work.ends_at, incident.key, EV_SCENE_ENDED * SUBS, EV_SCENE_ENDED, i, work.version)
    if st.rules[0].surplus_on and work.strength > incident.minimum:
        at = now + np.int64(st.rules[0].surplus_after * length + 0.5)
        push(st, at, incident.key, EV_SURPLUS * SUBS, EV_SURPLUS, i, work.version)
    if incident.partner < 0:
        return
    if incident.triage == SETTLED_THERE and _practitioner_there(st, i):
        work.partner_stage = NOT_NEEDED
        note(st, TRIAGED, i, incident.partner)
        return
    ask_partner(st, i)
    give_up_at = now + st.partners[incident.partner].give_up_ms
    push(st, give_up_at, incident.key, EV_GIVE_UP * SUBS, EV_GIVE_UP, i, 0)


@jit_inner
def _may_be_interrupted_now(st, i):
    """Have the dispatcher look again where something waits: what could not be broken off before perhaps can be now."""
    if st.rules[0].preempt_grades == 0:
        return
    crew = st.work[i].first_crew
    while crew >= 0:
        if st.areas[st.crews[crew].area].waiting > 0:
            touch_area(st, st.crews[crew].area)
        crew = st.crews[crew].next


# Leaving early


@jit_inner
def leave_incident(st, crew):
    """A crew leaves before the work is done, or turns back on its way."""
    c = st.crews[crew]
    i = c.incident
    work = st.work[i]
    ahead = -1
    at = work.first_crew
    while at != crew:
        ahead = at
        at = st.crews[at].next
    if ahead < 0:
        work.first_crew = c.next
    else:
        st.crews[ahead].next = c.next
    if c.next < 0:
        work.last_crew = ahead
    work.strength -= c.counts
    work.officers_sent -= c.size
    if c.there:
        work.there -= c.counts
    else:
        work.crews_due -= 1
    note(st, CREW_LEFT, i, st.tours[crew].seat)
    _end_deployment(st, crew)


@jit_inner
def _end_deployment(st, crew):
    st.deployments[st.crews[crew].deployment].left = st.control[NOW]
    release_crew(st, crew)


@jit_inner
def can_spare(st, crew):
    """Return whether an incident keeps its minimum without this crew: of those sent before the work, of those there after."""
    c = st.crews[crew]
    incident, work = st.incidents[c.incident], st.work[c.incident]
    if work.stage == ASSIGNED:
        return work.strength - c.counts >= incident.minimum
    return work.there - (c.counts if c.there else 0) >= incident.minimum


@jit_inner
def release_surplus(st, i):
    """Let crews beyond the minimum go, the last sent first."""
    while True:
        spare = -1
        crew = st.work[i].first_crew
        while crew >= 0:
            if can_spare(st, crew):
                spare = crew
            crew = st.crews[crew].next
        if spare < 0:
            return
        leave_incident(st, spare)


@jit_inner
def surplus_leaves(st, i, version):
    """The first part of the work is done; from here on the minimum will do."""
    if st.work[i].stage == WORKING and st.work[i].version == version:
        release_surplus(st, i)


@jit_inner
def _turn_back_drivers(st, i):
    crew = st.work[i].first_crew
    while crew >= 0:
        following = st.crews[crew].next
        if st.crews[crew].there == 0:
            leave_incident(st, crew)
        crew = following


# Ending


@jit_inner
def _all_crews(st, i, status):
    crew = st.work[i].first_crew
    while crew >= 0:
        crew_status(st, crew, status)
        crew = st.crews[crew].next


@jit_inner
def release_all(st, i):
    """Every crew of an incident is free again, in the order in which they were sent."""
    crew = st.work[i].first_crew
    st.work[i].first_crew = -1
    st.work[i].last_crew = -1
    while crew >= 0:
        following = st.crews[crew].next
        _end_deployment(st, crew)
        crew = following


@jit_inner
def clear_incident(st, i):
    """The incident is closed and its crews are released."""
    work = st.work[i]
    work.version += 1
    work.stage = CLOSED
    work.closed = st.control[NOW]
    note(st, CLEARED, i, work.officers_sent)
    release_all(st, i)


@jit_inner
def end_clearing(st, i, version):
    """It is written up; one that was cut short is closed already."""
    if st.work[i].version == version:
        clear_incident(st, i)


@jit_inner
def begin_clearing(st, i):
    """The officers leave the scene and write it up."""
    work = st.work[i]
    work.stage = BEING_CLEARED
    _all_crews(st, i, CLEARING)
    _may_be_interrupted_now(st, i)
    incident = st.incidents[i]
    if incident.clearing_ms > 0:
        at = st.control[NOW] + incident.clearing_ms
        push(st, at, incident.key, EV_CLEARED * SUBS, EV_CLEARED, i, work.version)
    else:  # the job is over now, before any tour that ends now
        clear_incident(st, i)


@jit_inner
def end_scene(st, i, version):
    """The police work at the scene is done; the officers go, unless a partner has yet to take over."""
    work = st.work[i]
    if work.version != version:
        return
    work.ended = st.control[NOW]
    needed = st.incidents[i].partner >= 0 and work.partner_stage != NOT_NEEDED
    held = needed and work.partner_stage != TAKEN_OVER
    note(st, SCENE_ENDED, i, 1 if held else 0)
    _turn_back_drivers(st, i)
    if not held:
        begin_clearing(st, i)
        return
    work.stage = WAITING_FOR_PARTNER
    if st.rules[0].surplus_on:
        release_surplus(st, i)
    _all_crews(st, i, HELD)
