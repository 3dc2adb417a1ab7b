"""Taking crews from work of lower grade for an incident that cannot wait."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.choosing import MOST_CHOSEN, best_crew, is_chosen, is_sendable, skills_wanted, spare_crews
from kernels.compiled.crews import has_practitioner
from kernels.compiled.leaving import can_spare, still_wanted
from kernels.compiled.scene import clear_incident
from kernels.compiled.suspension import withdraw
from kernels.crewing import crew_preference
from kernels.dispatch import may_be_interrupted
from kernels.kinds import ASSIGNED, BEING_CLEARED, FOR_A_HIGHER_GRADE, WORKING


@jit_inner
def _stage_allows(st, victim):
    rules = st.rules[0]
    stage = st.work[victim].stage
    if stage == ASSIGNED:
        return rules.preempt_travelling
    if stage == WORKING and st.incidents[victim].partner < 0:
        return rules.preempt_on_scene
    if stage == BEING_CLEARED:
        return rules.preempt_clearing
    return rules.preempt_clearing - rules.preempt_clearing  # a person is in their care


@jit_inner
def _may_be_taken(st, i, crew, needs):
    c = st.crews[crew]
    if c.ended or (c.skills & needs) != needs or not is_sendable(st, crew, st.work[i].grade):
        return False
    lower = st.work[c.incident].grade
    return may_be_interrupted(st.work[i].grade, lower, st.rules[0].preempt_grades, _stage_allows(st, c.incident))


@jit_inner
def _comes_before(st, a, b):
    """Return whether incident ``a`` is interrupted rather than ``b``: lowest grade, then latest start, then the key."""
    if st.work[a].grade != st.work[b].grade:
        return st.work[a].grade > st.work[b].grade
    if st.work[a].since != st.work[b].since:
        return st.work[a].since > st.work[b].since
    return st.incidents[a].key < st.incidents[b].key


# Would it be enough?


@jit_inner
def _crews_to_take(st, i):
    area = st.incidents[i].area
    total = 0
    for place in range(st.areas[area].crews_out):
        total += _may_be_taken(st, i, st.out[area, place], 0)
    return total


@jit_inner
def anybody_to_take(st, i):
    """Return whether an incident may take any crew from lower grades of its area."""
    return _crews_to_take(st, i) > 0


@jit_inner
def _suits(st, crew, i, missing):
    """Return how well a crew suits, as in the choice among those free; lower is better."""
    return crew_preference(st.crews[crew].counts, missing, has_practitioner(st, crew), st.incidents[i].triage)


@jit_inner
def _best_to_take(st, i, missing, needs, n):
    """Return the crew an incident may take that suits it best, -1 none."""
    area = st.incidents[i].area
    best = -1
    for place in range(st.areas[area].crews_out):
        crew = st.out[area, place]
        if is_chosen(st, crew, n) or not _may_be_taken(st, i, crew, needs):
            continue
        if best < 0 or _suits(st, crew, i, missing) < _suits(st, best, i, missing):
            best = crew
    return best


@jit_inner
def choose_as_if_free(st, i):
    """Choose crews as if those that may be taken were free, into ``st.chosen``; return how many."""
    area = st.incidents[i].area
    missing = still_wanted(st, i)
    needs = skills_wanted(st, i)
    own = spare_crews(st, area, st.work[i].grade, _crews_to_take(st, i))
    n = 0
    while missing > 0 and n < min(own, MOST_CHOSEN):
        crew = best_crew(st, i, area, missing, needs, n)
        other = _best_to_take(st, i, missing, needs, n)
        if crew < 0 or (other >= 0 and _suits(st, other, i, missing) < _suits(st, crew, i, missing)):
            crew = other
        if crew < 0:
            break
        st.chosen[n] = crew
        n += 1
        missing -= st.crews[crew].counts
        needs = needs - needs
    return n


# Whose work is broken off


@jit_inner
def _victim(st, i, needs):
    area = st.incidents[i].area
    victim = -1
    for place in range(st.areas[area].crews_out):
        crew = st.out[area, place]
        if _may_be_taken(st, i, crew, needs):
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
        if st.crews[crew].area == area and _may_be_taken(st, i, crew, needs):
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
        clear_incident(st, victim)
    else:
        withdraw(st, _crew_to_take(st, i, victim, needs), FOR_A_HIGHER_GRADE)
    return True
