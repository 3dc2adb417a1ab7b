"""How crews leave an incident: turned back, no longer needed, relieved by others, released when all is done."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.crews import crew_status, release_crew, touch_area
from kernels.compiled.journal import note
from kernels.compiled.queues import join_queue, leave_queue
from kernels.compiled.state import NOW
from kernels.compiled.trauma import leave_scene
from kernels.kinds import ASSIGNED, AT_CUSTODY, AT_PLACE, CREW_LEFT, RELIEF_ASKED, RELIEVED, WAITING_FOR_PARTNER, WORKING


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
    if c.awaits_relief:
        work.relief -= c.counts
    elif c.relieves and c.there:
        work.fresh = max(0, work.fresh - c.counts)
    elif c.relieves:
        work.cover -= c.counts
    note(st, CREW_LEFT, i, st.tours[crew].seat)
    _end_deployment(st, crew)


@jit_inner
def _end_deployment(st, crew):
    st.deployments[st.crews[crew].deployment].left = st.control[NOW]
    leave_scene(st, crew)
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
    """Let crews beyond the minimum go, the last sent first; not those who come to relieve others."""
    while True:
        spare = -1
        crew = st.work[i].first_crew
        while crew >= 0:
            if can_spare(st, crew) and not st.crews[crew].relieves:
                spare = crew
            crew = st.crews[crew].next
        if spare < 0:
            break
        leave_incident(st, spare)
    seek_relief(st, i)


@jit_inner
def surplus_leaves(st, i, version):
    """The first part of the work is done; from here on the minimum will do."""
    if st.work[i].stage == WORKING and st.work[i].version == version:
        release_surplus(st, i)


@jit_inner
def turn_back_drivers(st, i):
    """Nobody else is needed: crews on their way turn back."""
    crew = st.work[i].first_crew
    while crew >= 0:
        following = st.crews[crew].next
        if st.crews[crew].there == 0:
            leave_incident(st, crew)
        crew = following


@jit_inner
def release_all(st, i):
    """Every crew of an incident is free again, in the order in which they were sent."""
    crew = st.work[i].first_crew
    st.work[i].relief = 0
    st.work[i].cover = 0
    st.work[i].fresh = 0
    st.work[i].first_crew = -1
    st.work[i].last_crew = -1
    while crew >= 0:
        following = st.crews[crew].next
        _end_deployment(st, crew)
        crew = following


@jit_inner
def all_here(st, i, status):
    """Let everybody who is there enter ``status``."""
    crew = st.work[i].first_crew
    while crew >= 0:
        if st.crews[crew].there:
            crew_status(st, crew, status)
        crew = st.crews[crew].next


# Relief at the end of a tour


@jit_inner
def is_under_way(st, i):
    """Return whether officers are at work there, or held for a partner or a custody desk."""
    stage = st.work[i].stage
    return stage in (WORKING, WAITING_FOR_PARTNER, AT_CUSTODY, AT_PLACE)


@jit_inner
def still_wanted(st, i):
    """Return how many officers are still to be sent: all it wants, or, once the work is under way, those to relieve others.

    To a watch those are sent as well that it has lacked since it began.
    """
    work = st.work[i]
    if is_under_way(st, i) and st.incidents[i].watch == 0:
        return np.int64(work.relief - work.cover - work.fresh)
    return np.int64(st.incidents[i].officers - work.strength + work.relief)


@jit_inner
def seek_relief(st, i):
    """Queue work under way as long as somebody is still to be sent to it."""
    if not is_under_way(st, i):
        return
    if still_wanted(st, i) > 0:
        if st.work[i].queued == 0:
            join_queue(st, i)
            touch_area(st, st.incidents[i].area)
    else:
        leave_queue(st, i)


@jit_inner
def ask_relief(st, crew):
    """A crew whose tour is over stays until another takes its place."""
    c = st.crews[crew]
    c.awaits_relief = 1
    st.work[c.incident].relief += c.counts
    note(st, RELIEF_ASKED, c.incident, st.tours[crew].seat)
    seek_relief(st, c.incident)
    if st.incidents[c.incident].watch:  # others may be enough without it
        relieve(st, c.incident)


@jit_inner
def _may_be_relieved(st, crew):
    """Return whether those who came make up for a crew; from a watch it may also go when enough are there without it."""
    c = st.crews[crew]
    incident, work = st.incidents[c.incident], st.work[c.incident]
    if incident.watch and (work.there - c.counts >= incident.officers or work.fresh >= incident.officers):
        return True
    return c.counts <= work.fresh


@jit_inner
def relieve(st, i):
    """Let those go home whose place is taken, the first sent first."""
    work = st.work[i]
    crew = work.first_crew
    while crew >= 0 and work.relief > 0:
        following = st.crews[crew].next
        c = st.crews[crew]
        if c.awaits_relief and _may_be_relieved(st, crew):
            work.fresh = max(0, work.fresh - c.counts)
            note(st, RELIEVED, i, st.tours[crew].seat)
            leave_incident(st, crew)
        crew = following
    if work.relief == 0:
        work.fresh = 0
