"""The dispatcher's choice of crews for an incident: from its own area, then from neighbours who may help."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.breaks import may_be_called_out
from kernels.compiled.crews import has_practitioner, ready_crews
from kernels.compiled.leaving import is_under_way, still_wanted
from kernels.compiled.state import NOW
from kernels.crewing import crew_preference
from kernels.dispatch import crews_to_spare, enough, may_attend, may_be_interrupted, may_be_sent, needs_now
from kernels.kinds import ASSIGNED, BEING_CLEARED, READY, WORKING

MOST_CHOSEN = 16
OFFICERS = 1  # the attendance of response officers: the bit of pool 0


@jit_inner
def is_sendable(st, crew, grade):
    """Return whether a crew may be sent to an incident of ``grade``: from its briefing or break, and near the end of its tour."""
    rules, c = st.rules[0], st.crews[crew]
    if c.pause != READY and not may_be_called_out(
        c.pause, grade, rules.briefing_grades, rules.break_grades, st.protected[0].grades, st.protected[1].grades
    ):
        return False
    return may_be_sent(grade, c.end, st.control[NOW], rules.wind_down_ms, rules.wind_down_grades)


@jit_inner
def spare_crews(st, area, grade, more):
    """Return how many of the free crews of an area, and ``more``, an incident of ``grade`` may have."""
    rules = st.rules[0]
    free = ready_crews(st, area) + more
    if grade < rules.briefing_grades:
        free += st.areas[area].in_briefing
    if grade < rules.break_grades:
        free += st.areas[area].on_break - st.areas[area].on_kept_break
    if grade < st.protected[0].grades:
        free += st.areas[area].supervising
    if grade < st.protected[1].grades:
        free += st.areas[area].at_desk
    return crews_to_spare(free, grade, rules.reserve_crews, rules.reserve_grades)


@jit_inner
def skills_wanted(st, i):
    """Return the skills an incident still asks for; one crew of those sent must hold them all."""
    needs = st.incidents[i].needs
    if needs == 0:
        return needs
    needs = needs_now(needs, st.control[NOW] - st.work[i].logged, st.substitute)
    crew = st.work[i].first_crew
    while crew >= 0:
        if (st.crews[crew].skills & needs) == needs:
            return needs - needs
        crew = st.crews[crew].next
    return needs


@jit_inner
def anybody_sendable(st, area, grade):
    """Return whether any free crew of officers of an area may go, whatever its skills."""
    for place in range(st.areas[area].free_crews):
        if st.crews[st.free[area, place]].pool == 0 and is_sendable(st, st.free[area, place], grade):
            return True
    return False


@jit_inner
def _is_chosen(st, crew, n):
    for k in range(n):
        if st.chosen[k] == crew:
            return True
    return False


@jit_inner
def _chosen_from(st, area, n):
    total = 0
    for k in range(n):
        if st.crews[st.chosen[k]].area == area:
            total += 1
    return total


@jit_inner
def _best_crew(st, i, area, missing, needs, n, attendance):
    """Return the sendable crew of ``area`` that suits best; of equals the one free longest, then the lowest seat; -1 none.

    ``attendance``: whose crews are asked, one bit for each pool.
    """
    # Local names: taking an array out of the state costs more than the comparison it serves.
    crews, tours, free = st.crews, st.tours, st.free
    now, last_ms, last_grades = st.control[NOW], st.rules[0].wind_down_ms, st.rules[0].wind_down_grades
    grade, triage, sergeants_last = st.work[i].grade, st.incidents[i].triage, st.rules[0].sergeants_last != 0
    theirs_stay = st.rules[0].practitioners_stay != 0 and area != st.incidents[i].area
    best = -1
    best_fit = 0
    for place in range(st.areas[area].free_crews):
        crew = free[area, place]
        c = crews[crew]
        if (c.skills & needs) != needs or not may_be_sent(grade, c.end, now, last_ms, last_grades):
            continue
        if not may_attend(attendance, c.pool):
            continue
        if c.pause != READY and not is_sendable(st, crew, grade):
            continue
        if n > 0 and _is_chosen(st, crew, n):
            continue
        if theirs_stay and now < c.practitioner_until:
            continue
        fit = crew_preference(c.counts, missing, now < c.practitioner_until, triage, sergeants_last and c.sergeants > 0)
        if best >= 0:
            if fit > best_fit:
                continue
            if fit == best_fit:
                since = crews[best].free_since
                if c.free_since > since or (c.free_since == since and tours[crew].seat > tours[best].seat):
                    continue
        best = crew
        best_fit = fit
    return best


@jit_inner
def _lent_crew(st, i, missing, needs, n):
    """Return the best crew of the first neighbour that can spare one, -1 none."""
    area = st.incidents[i].area
    for k in range(st.lenders.shape[1]):
        lender = st.lenders[area, k]
        if lender < 0:
            return -1
        if ready_crews(st, lender) - _chosen_from(st, lender, n) > st.rules[0].help_keep:
            crew = _best_crew(st, i, lender, missing, needs, n, OFFICERS)
            if crew >= 0:
                return crew
    return -1


# Crews at work for lower grades


@jit_inner
def _stage_allows(st, victim):
    rules = st.rules[0]
    stage = st.work[victim].stage
    if st.incidents[victim].watch:
        return rules.preempt_clearing - rules.preempt_clearing  # nobody is called away from a watch
    if stage == ASSIGNED:
        return rules.preempt_travelling
    if stage == WORKING and st.incidents[victim].partner < 0 and st.incidents[victim].taken_to == 0:
        return rules.preempt_on_scene
    if stage == BEING_CLEARED:
        return rules.preempt_clearing
    return rules.preempt_clearing - rules.preempt_clearing  # a person is in their care


@jit_inner
def may_be_taken(st, i, crew, needs):
    """Return whether an incident may take a crew that holds ``needs`` from what it is at."""
    c = st.crews[crew]
    if c.pool or c.ended or (c.skills & needs) != needs or not is_sendable(st, crew, st.work[i].grade):
        return False
    lower = st.work[c.incident].grade
    return may_be_interrupted(st.work[i].grade, lower, st.rules[0].preempt_grades, _stage_allows(st, c.incident))


@jit_inner
def crews_to_take(st, i):
    """Return how many crews an incident may take from lower grades of its area."""
    area = st.incidents[i].area
    total = 0
    for place in range(st.areas[area].crews_out):
        total += may_be_taken(st, i, st.out[area, place], 0)
    return total


@jit_inner
def _suits(st, crew, i, missing):
    """Return how well a crew suits, as in the choice among those free; lower is better."""
    last = st.rules[0].sergeants_last != 0 and st.crews[crew].sergeants > 0
    return crew_preference(st.crews[crew].counts, missing, has_practitioner(st, crew), st.incidents[i].triage, last)


@jit_inner
def _best_to_take(st, i, missing, needs, n):
    """Return the crew an incident may take that suits it best, -1 none."""
    area = st.incidents[i].area
    best = -1
    for place in range(st.areas[area].crews_out):
        crew = st.out[area, place]
        if _is_chosen(st, crew, n) or not may_be_taken(st, i, crew, needs):
            continue
        if best < 0 or _suits(st, crew, i, missing) < _suits(st, best, i, missing):
            best = crew
    return best


# The choice


@jit_inner
def choose_crews(st, i, helped, at_work, attendance):
    """Write the crews to send to an incident into ``st.chosen`` and return how many.

    ``helped``: neighbours are asked too.  ``at_work``: as if those that may be taken from lower grades were free.
    ``attendance``: whose crews are asked, one bit for each pool; pools keep no reserve.
    """
    area = st.incidents[i].area
    missing = still_wanted(st, i)
    needs = skills_wanted(st, i)
    own = st.areas[area].free_of_pools
    if attendance == OFFICERS:
        own = spare_crews(st, area, st.work[i].grade, crews_to_take(st, i) if at_work else 0)
    n = 0
    while missing > 0 and n < MOST_CHOSEN:
        crew = -1
        if own > 0:
            crew = _best_crew(st, i, area, missing, needs, n, attendance)
            if at_work:
                other = _best_to_take(st, i, missing, needs, n)
                if crew < 0 or (other >= 0 and _suits(st, other, i, missing) < _suits(st, crew, i, missing)):
                    crew = other
            own -= 1
        if crew < 0 and helped:
            crew = _lent_crew(st, i, missing, needs, n)
        if crew < 0:
            break
        st.chosen[n] = crew
        n += 1
        missing -= st.crews[crew].counts
        needs = needs - needs
    return n


@jit_inner
def will_do(st, i, n, alone):
    """Return whether the ``n`` crews chosen are to be sent now; those who relieve others go one by one.

    ``alone``: all officers of the area on duty do not make up for officers missing, where neighbours or a pool help.
    """
    if st.rules[0].staged or is_under_way(st, i):
        return n > 0
    officers, heads = 0, 0
    for k in range(n):
        officers += st.crews[st.chosen[k]].counts
        heads += st.crews[st.chosen[k]].size
    wanted = still_wanted(st, i)
    if alone:
        return officers >= wanted
    return enough(officers, heads, st.areas[st.incidents[i].area].on_duty, wanted)
