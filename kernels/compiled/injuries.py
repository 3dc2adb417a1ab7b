"""Officers who are injured as they come to work at an incident, and go off sick; see ``kernels.presence``."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.careers import why_gone
from kernels.compiled.journal import note
from kernels.compiled.spells import begin_spell
from kernels.compiled.state import N_OWN, TODAY
from kernels.kinds import FELL_SICK, INJURED
from kernels.levers import BODY_WORN_VIDEO, taken
from kernels.presence import INJURED_TIMES, INJURIES, INJURY, injury_days, is_injured


@jit_inner
def _earlier_visits(st, i, deployment):
    """Return how often the first officer of a crew sent had arrived at the incident before."""
    seat, since = st.tours[st.deployments[deployment].tour].seat, st.work[i].sent
    count, d = 0, deployment - 1
    while d >= 0 and st.deployments[d].sent >= since:
        other = st.deployments[d]
        if other.incident == i and other.arrived >= 0 and st.tours[other.tour].seat == seat:
            count += 1
        d -= 1
    return count


@jit_inner
def _goes_off(st, seat, i, visit):
    first_day = st.control[TODAY] + 1
    days = injury_days(st.incidents[i].key, st.officers[seat].id, visit, st.presence_par)
    st.presence[seat, INJURED_TIMES] += 1
    note(st, INJURED, seat, i)
    if why_gone(st, seat) == 0 and first_day + days > st.officers[seat].back_day:
        begin_spell(st, seat, first_day, INJURY, days, 0)
        note(st, FELL_SICK, seat, days)


@jit_inner
def _comes_to_work(st, crew, alone):
    c = st.crews[crew]
    i, first = c.incident, st.officers[st.tours[crew].seat].id
    chance = st.assault_chance[st.incidents[i].kind]
    if chance <= 0.0:
        return
    left = 1.0 - taken(BODY_WORN_VIDEO, st.reached[st.tours[crew].seat], st.control[TODAY], st.levers)
    visit = _earlier_visits(st, i, c.deployment) if st.work[i].crews_ever > 1 else 0
    for place in range(c.size):
        if is_injured(st.incidents[i].key, first, visit, place, chance, alone, left, st.presence_par):
            st.deployments[c.deployment].injured += 1
            seat = st.tours[crew if place == 0 else c.second].seat
            if seat < st.control[N_OWN]:
                _goes_off(st, seat, i, visit)


@jit_inner
def _others_there(st, crew):
    """Return how many other crews, sent before the work began, are there."""
    begun = st.work[st.crews[crew].incident].started
    count, other = 0, st.work[st.crews[crew].incident].first_crew
    while other >= 0:
        count += other != crew and st.crews[other].there == 1 and st.deployments[st.crews[other].deployment].sent <= begun
        other = st.crews[other].next
    return count


@jit_inner
def _injures(st):
    return st.presence.shape[0] > 0 and st.presence_par[INJURIES] > 0.0


@jit_inner
def comes_to_work(st, crew):
    """The work begins with a crew, or a crew sent before it began joins it; one sent to relieve others runs no risk."""
    c = st.crews[crew]
    if _injures(st) and st.deployments[c.deployment].sent <= st.work[c.incident].started:
        _comes_to_work(st, crew, c.size == 1 and _others_there(st, crew) == 0)


@jit_inner
def work_begins(st, i):
    """The work begins with the crews there: each officer may be injured, sooner in a crew of one with nobody else there."""
    if not _injures(st):
        return
    crew = st.work[i].first_crew
    while crew >= 0:
        if st.crews[crew].there:
            comes_to_work(st, crew)
        crew = st.crews[crew].next
