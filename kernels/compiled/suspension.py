"""Work that is broken off: for a higher grade, or because a tour ends; it goes back to its place in the queue."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.crews import touch_area
from kernels.compiled.exposures import all_rushed, rushed
from kernels.compiled.journal import note
from kernels.compiled.leaving import ask_relief, can_spare, is_under_way, leave_incident, release_all, seek_relief
from kernels.compiled.queues import join_queue
from kernels.compiled.state import NOW
from kernels.kinds import ASSIGNED, FOR_A_HIGHER_GRADE, HANDED_BACK, SUSPENDED, WAITING, WORKING


@jit_inner
def _may_hand_back(st, i):
    """Return whether an incident can be left at the end of a tour: not with a person in police care, not while clearing."""
    if st.work[i].stage == ASSIGNED:
        return True
    return st.work[i].stage == WORKING and st.incidents[i].partner < 0 and st.incidents[i].taken_to == 0


@jit_inner
def _suspend(st, i, why):
    """All crews leave; what is left of the work, or all of it, is done later."""
    work = st.work[i]
    if work.stage == WORKING and st.rules[0].restart == 0:
        work.left_ms = work.ends_at - st.control[NOW]
    work.version += 1
    work.stage = WAITING
    work.suspended += 1
    work.strength = 0
    work.there = 0
    work.crews_due = 0
    work.officers_sent = 0
    note(st, SUSPENDED, i, why)
    if why == FOR_A_HIGHER_GRADE:
        all_rushed(st, i)
    release_all(st, i)
    if work.queued == 0:
        join_queue(st, i)
    touch_area(st, st.incidents[i].area)


@jit_inner
def withdraw(st, crew, why):
    """Take a crew from its incident; one left below its minimum is suspended whole, unless it still gathers its crews."""
    i = st.crews[crew].incident
    work = st.work[i]
    gathering = work.stage == ASSIGNED and st.rules[0].staged != 0
    joining = work.stage != ASSIGNED and st.crews[crew].there == 0
    if not gathering and not joining and not can_spare(st, crew):
        _suspend(st, i, why)
        return
    if why == FOR_A_HIGHER_GRADE:
        rushed(st, crew)
    leave_incident(st, crew)
    seek_relief(st, i)
    if gathering and work.queued == 0 and work.strength < st.incidents[i].minimum:
        join_queue(st, i)
        touch_area(st, st.incidents[i].area)
    if work.first_crew < 0:
        work.stage = WAITING


@jit_inner
def leave_at_end_of_tour(st, crew):
    """A crew's tour is over: it parks its work, asks to be relieved, or stays with it, as the rules and the grade say."""
    i = st.crews[crew].incident
    work, rules = st.work[i], st.rules[0]
    watch = st.incidents[i].watch > 0  # somebody takes over, whatever the rule
    if work.grade < rules.stay_grades and not watch:
        return
    if rules.hand_back and not watch:
        if _may_hand_back(st, i):
            withdraw(st, crew, HANDED_BACK)
    elif rules.hand_over or watch:
        if work.stage == ASSIGNED or (st.crews[crew].there == 0):
            withdraw(st, crew, HANDED_BACK)
        elif is_under_way(st, i):
            ask_relief(st, crew)
