"""Taking crews from work of lower grade for an incident that cannot wait."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.choosing import may_be_taken
from kernels.compiled.exposures import all_rushed
from kernels.compiled.leaving import can_spare
from kernels.compiled.scene import clear_incident
from kernels.compiled.suspension import withdraw
from kernels.kinds import BEING_CLEARED, FOR_A_HIGHER_GRADE


@jit_inner
def _comes_before(st, a, b):
    """Return whether incident ``a`` is interrupted rather than ``b``: lowest grade, then latest start, then the key."""
    if st.work[a].grade != st.work[b].grade:
        return st.work[a].grade > st.work[b].grade
    if st.work[a].since != st.work[b].since:
        return st.work[a].since > st.work[b].since
    return st.incidents[a].key < st.incidents[b].key


@jit_inner
def _victim(st, i, needs):
    area = st.incidents[i].area
    victim = -1
    for place in range(st.areas[area].crews_out):
        crew = st.out[area, place]
        if may_be_taken(st, i, crew, needs):
            other = st.crews[crew].incident
            if victim < 0 or (other != victim and _comes_before(st, other, victim)):
                victim = other
    return victim


@jit_inner
def _crew_to_take(st, i, victim, needs):
    """Return the crew of the victim that goes: the last sent that can be spared, else the last sent."""
    area = st.incidents[i].area
    spare, last = -1, -1
    crew = st.work[victim].first_crew
    while crew >= 0:
        if st.crews[crew].area == area and may_be_taken(st, i, crew, needs):
            last = crew
            if can_spare(st, crew):
                spare = crew
        crew = st.crews[crew].next
    return last if spare < 0 else spare


@jit_inner
def interrupt(st, i, needs):
    """Free a crew that holds ``needs`` for incident ``i``; return whether there was one to take."""
    victim = _victim(st, i, needs)
    if victim < 0:
        return False
    if st.work[victim].stage == BEING_CLEARED:  # the rest of the writing up is dropped
        if st.work[victim].cut == 0:  # otherwise it counts as it closes
            all_rushed(st, victim)
        st.work[victim].dropped = 1
        clear_incident(st, victim)
    else:
        withdraw(st, _crew_to_take(st, i, victim, needs), FOR_A_HIGHER_GRADE)
    return True
