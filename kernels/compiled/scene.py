"""An incident's life once crews are sent: they arrive, work, wait for a partner, clear, and leave."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.casework import leave_crime
from kernels.compiled.complaints import complain
from kernels.compiled.crews import crew_status, has_practitioner, touch_area
from kernels.compiled.custody import begin_custody
from kernels.compiled.cutting import fresh_length
from kernels.compiled.displacement import incident_closes
from kernels.compiled.exposures import all_rushed, attended
from kernels.compiled.failure import fails
from kernels.compiled.heap import push
from kernels.compiled.injuries import comes_to_work, work_begins
from kernels.compiled.journal import note
from kernels.compiled.leaving import all_here, release_all, release_surplus, relieve, seek_relief, turn_back_drivers
from kernels.compiled.partners import ask_partner
from kernels.compiled.places import begin_conveying, is_held
from kernels.compiled.queues import leave_queue
from kernels.compiled.returns import comes_back
from kernels.compiled.state import EV_BEGIN, EV_GIVE_UP, EV_SCENE_ENDED, EV_SURPLUS, NOW, SUBS
from kernels.compiled.trauma import all_leave_scene, come_to_scene
from kernels.compiled.writing import begin_writing, book_loss, go_on_writing
from kernels.crewing import SETTLED_THERE
from kernels.kinds import (
    ASSIGNED,
    AT_CUSTODY,
    AT_PARTNER,
    AT_PLACE,
    BEGUN_SHORT,
    BEING_CLEARED,
    CLEARED,
    CLEARING,
    CLOSED,
    CREW_ARRIVED,
    CUT_SHORT,
    HELD,
    IN_CUSTODY,
    NOT_NEEDED,
    ON_SCENE,
    ON_WATCH,
    SCENE_ENDED,
    SCENE_STARTED,
    TRIAGED,
    WAITING_FOR_PARTNER,
    WORKING,
)
from kernels.places import STAY

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
    crew_status(st, crew, ON_WATCH if incident.watch else ON_SCENE)
    note(st, CREW_ARRIVED, i, st.tours[crew].seat)
    attended(st, crew, now - work.logged > st.target[work.grade, incident.area])
    come_to_scene(st, crew)
    if work.stage != ASSIGNED:
        _joins(st, crew)
        return
    if work.there >= incident.minimum or (work.crews_due == 0 and work.queued == 0):
        begin_scene(st, i)
    elif first_there and st.rules[0].staged:
        push(st, now + st.rules[0].begin_anyway_ms, incident.key, EV_BEGIN * SUBS, EV_BEGIN, i, deployment)


@jit_inner
def _joins(st, crew):
    """A crew comes to work under way: one more, or to relieve others."""
    c = st.crews[crew]
    work = st.work[c.incident]
    if work.stage == WAITING_FOR_PARTNER:
        crew_status(st, crew, HELD)
    elif work.stage == AT_CUSTODY:
        crew_status(st, crew, IN_CUSTODY)
    elif work.stage == AT_PLACE:
        crew_status(st, crew, AT_PARTNER)
    comes_to_work(st, crew)
    if c.relieves:
        work.cover -= c.counts
        work.fresh += c.counts
    if c.relieves or st.incidents[c.incident].watch:
        relieve(st, c.incident)


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
    length = fresh_length(st, i) if work.left_ms < 0 else work.left_ms
    work.left_ms = -1
    work.ends_at = now + length
    note(st, SCENE_STARTED, i, work.officers_sent)
    work_begins(st, i)
    _may_be_interrupted_now(st, i)
    push(st, work.ends_at, incident.key, EV_SCENE_ENDED * SUBS, EV_SCENE_ENDED, i, work.version)
    if st.rules[0].surplus_on and work.strength > incident.minimum and incident.watch == 0:
        at = now + np.int64(st.rules[0].surplus_after * length + 0.5)
        push(st, at, incident.key, EV_SURPLUS * SUBS, EV_SURPLUS, i, work.version)
    if incident.watch:  # it may have begun with fewer than it wants
        seek_relief(st, i)
    if incident.partner < 0:
        return
    if incident.triage == SETTLED_THERE and _practitioner_there(st, i):
        work.partner_stage = NOT_NEEDED
        note(st, TRIAGED, i, incident.partner)
        return
    ask_partner(st, i)
    if st.partners[incident.partner].at_limit != STAY:
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


# Ending


@jit_inner
def clear_incident(st, i):
    """The incident is closed and its crews are released."""
    work = st.work[i]
    book_loss(st, i)
    work.version += 1
    work.stage = CLOSED
    work.closed = st.control[NOW]
    note(st, CLEARED, i, work.officers_sent)
    fails(st, i)
    leave_crime(st, i)
    complain(st, i)
    incident_closes(st, i)
    if work.cut:
        all_rushed(st, i)
        comes_back(st, i, CUT_SHORT, 1.0)
    release_all(st, i)


@jit_inner
def end_clearing(st, i, version):
    """A phase of the writing up is over, or all of it; one that was cut short is closed already."""
    if st.work[i].version == version and go_on_writing(st, i):
        clear_incident(st, i)


@jit_inner
def begin_clearing(st, i):
    """The officers leave the scene and write it up."""
    work = st.work[i]
    leave_queue(st, i)
    turn_back_drivers(st, i)
    all_leave_scene(st, i)
    work.stage = BEING_CLEARED
    all_here(st, i, CLEARING)
    _may_be_interrupted_now(st, i)
    if begin_writing(st, i):  # the job is over now, before any tour that ends now
        clear_incident(st, i)


@jit_inner
def end_scene(st, i, version):
    """The police work at the scene is done; the officers go, or take somebody along, unless a partner has yet to take over."""
    work = st.work[i]
    if work.version != version:
        return
    work.ended = st.control[NOW]
    held = is_held(st, i)
    note(st, SCENE_ENDED, i, 1 if held else 0)
    if st.incidents[i].arrest:
        begin_custody(st, i)
        return
    if not held:
        if not begin_conveying(st, i):
            begin_clearing(st, i)
        return
    if work.relief == 0:
        turn_back_drivers(st, i)
    work.stage = WAITING_FOR_PARTNER
    if st.rules[0].surplus_on:
        release_surplus(st, i)
    all_here(st, i, HELD)
