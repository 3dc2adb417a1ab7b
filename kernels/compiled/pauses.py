"""Crews at no incident who are not ready for any: at the briefing that begins a tour, and at their meal break."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.breaks import after_being_called_out
from kernels.compiled.crews import crew_status, end_of_team, ready_crews, touch_area
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.paused import pause_crew, ready_again
from kernels.compiled.protected import break_off_protected, plan_protected
from kernels.compiled.state import EV_BREAK_DUE, EV_BREAK_ENDS, EV_BREAK_LATEST, EV_BRIEFED, NOW, SUBS
from kernels.exposures import BREAKS_HAD, BREAKS_MISSED
from kernels.kinds import (
    BREAK_BEGUN,
    BREAK_DUE,
    BREAK_ENDED,
    BREAK_HAD,
    BREAK_LOST,
    BREAK_MISSED,
    BREAK_UNDER_WAY,
    BRIEFED,
    BRIEFING,
    IN_BRIEFING,
    KEPT_BREAK,
    MEAL_BREAK,
    ON_BREAK,
    READY,
    SUPERVISORY,
)


@jit_inner
def _set_stage(st, tour, stage):
    """Note how far a tour's meal break has come, and in its area how many are due."""
    done, area = st.done[tour], st.areas[st.tours[tour].area]
    if done.break_stage == BREAK_DUE:
        area.breaks_due -= 1
    if stage == BREAK_DUE:
        area.breaks_due += 1
    done.break_stage = stage


# A team's day


@jit_inner
def plan_pauses(st, first, last):
    """Plan the pauses of a team that has just booked on, and brief its crews; its tours are ``first`` to before ``last``."""
    lead = st.tours[first]
    key = np.uint64(first)
    if lead.briefed > st.control[NOW]:
        for tour in range(first, last):
            if st.officers[st.tours[tour].seat].crew == tour:
                pause_crew(st, tour, BRIEFING)
                crew_status(st, tour, IN_BRIEFING)
        push(st, lead.briefed, key, EV_BRIEFED * SUBS, EV_BRIEFED, first, 0)
    if lead.break_ms > 0:
        push(st, lead.break_from, key, EV_BREAK_DUE * SUBS, EV_BREAK_DUE, first, 0)
        push(st, lead.break_until, key, EV_BREAK_LATEST * SUBS, EV_BREAK_LATEST, first, 0)
    plan_protected(st, first, last)


@jit_inner
def end_briefing(st, first):
    """The briefing of a team is over: crews that were not called out of it are ready."""
    for tour in range(first, end_of_team(st, first)):
        if st.crews[tour].pause == BRIEFING:
            ready_again(st, tour)
            note(st, BRIEFED, st.tours[tour].seat, tour)
    touch_area(st, st.tours[first].area)


@jit_inner
def make_breaks_due(st, first):
    """From now on the officers of a team are to have their meal break as soon as they can be spared."""
    for tour in range(first, end_of_team(st, first)):
        officer = st.officers[st.tours[tour].seat]
        if officer.tour == tour and officer.crew >= 0 and officer.rest_as == 0:
            _set_stage(st, tour, BREAK_DUE)
    touch_area(st, st.tours[first].area)


@jit_inner
def miss_breaks(st, first):
    """It is too late for the meal break of those who have not begun it."""
    for tour in range(first, end_of_team(st, first)):
        if st.done[tour].break_stage == BREAK_DUE:
            _set_stage(st, tour, BREAK_LOST)
            note(st, BREAK_MISSED, st.tours[tour].seat, tour)
            st.exposed[st.tours[tour].seat, BREAKS_MISSED] += 1


# A crew's break


@jit_inner
def _due_ms(st, crew):
    """Return how long a break the officers of a crew are due, 0 none."""
    second = st.crews[crew].second
    longest = np.int64(0)
    if st.done[crew].break_stage == BREAK_DUE:
        longest = st.tours[crew].break_ms
    if second >= 0 and st.done[second].break_stage == BREAK_DUE:
        longest = max(longest, st.tours[second].break_ms)
    return longest


@jit_inner
def _next_for_a_break(st, area):
    """Return the ready crew of the lowest seat that is due a break, -1 none."""
    best = -1
    for place in range(st.areas[area].free_crews):
        crew = st.free[area, place]
        if st.crews[crew].pause == READY and _due_ms(st, crew) > 0 and (
            best < 0 or st.tours[crew].seat < st.tours[best].seat
        ):
            best = crew
    return best


@jit_inner
def _begin_break(st, tour):
    if st.done[tour].break_stage == BREAK_DUE:
        _set_stage(st, tour, BREAK_UNDER_WAY)


@jit_inner
def _keeps(st, tour):
    return st.tours[tour].break_kept != 0 and st.done[tour].break_stage == BREAK_DUE


@jit_inner
def _is_kept(st, crew):
    """Return whether an officer of a crew is due a break that nobody breaks off."""
    second = st.crews[crew].second
    return _keeps(st, crew) or (second >= 0 and _keeps(st, second))


@jit_inner
def _have_break(st, crew):
    c, length, pause = st.crews[crew], _due_ms(st, crew), KEPT_BREAK if _is_kept(st, crew) else MEAL_BREAK
    _begin_break(st, crew)
    if c.second >= 0:
        _begin_break(st, c.second)
    pause_crew(st, crew, pause)
    crew_status(st, crew, ON_BREAK)
    c.pause_ms = length
    note(st, BREAK_BEGUN, st.tours[crew].seat, crew)
    push(st, st.control[NOW] + length, np.uint64(crew), EV_BREAK_ENDS * SUBS, EV_BREAK_ENDS, crew, c.pauses)


@jit_inner
def begin_kept_breaks(st, area):
    """Let crews whose break is kept have it before anything else, unless somebody waits who may break into other breaks."""
    for grade in range(st.rules[0].break_grades):
        if st.queue_head[area, grade] >= 0:
            return
    while True:
        best = -1
        for place in range(st.areas[area].free_crews):
            crew = st.free[area, place]
            if st.crews[crew].pause == READY and _is_kept(st, crew) and (best < 0 or st.tours[crew].seat < st.tours[best].seat):
                best = crew
        if best < 0:
            return
        _have_break(st, best)


@jit_inner
def begin_breaks(st, area):
    """Let crews have their meal break while the area can spare them."""
    while st.areas[area].breaks_due > 0 and ready_crews(st, area) > st.rules[0].break_keep:
        crew = _next_for_a_break(st, area)
        if crew < 0:
            return
        _have_break(st, crew)


@jit_inner
def end_break(st, crew, pauses):
    """The meal break is over at its time; one that was broken off is over already."""
    c = st.crews[crew]
    if (c.pause != MEAL_BREAK and c.pause != KEPT_BREAK) or c.pauses != pauses:
        return
    _book_break(st, crew, BREAK_HAD)
    if c.second >= 0:
        _book_break(st, c.second, BREAK_HAD)
    ready_again(st, crew)
    note(st, BREAK_ENDED, st.tours[crew].seat, 1)
    touch_area(st, c.area)


@jit_inner
def _book_break(st, tour, stage):
    done = st.done[tour]
    if done.break_stage == BREAK_UNDER_WAY:
        done.break_ms += st.control[NOW] - st.crews[st.officers[st.tours[tour].seat].crew].paused_at
        st.exposed[st.tours[tour].seat, BREAKS_HAD] += stage == BREAK_HAD
        _set_stage(st, tour, stage)


@jit_inner
def _break_off(st, tour, taken, length):
    done = st.done[tour]
    if done.break_stage != BREAK_UNDER_WAY:
        return
    until = st.tours[tour].break_until
    stage = after_being_called_out(taken, length, st.rules[0].break_counts, st.control[NOW], until)
    _book_break(st, tour, stage)
    done.breaks_broken += 1
    if stage == BREAK_LOST:
        note(st, BREAK_MISSED, st.tours[tour].seat, tour)
        st.exposed[st.tours[tour].seat, BREAKS_MISSED] += 1


@jit_inner
def leave_pause(st, crew):
    """A crew is called out of its briefing, its break or protected time, or its tour is over."""
    c = st.crews[crew]
    if c.pause == READY:
        return
    if c.pause == MEAL_BREAK or c.pause == KEPT_BREAK:
        note(st, BREAK_ENDED, st.tours[crew].seat, 0)
        taken = st.control[NOW] - c.paused_at
        _break_off(st, crew, taken, c.pause_ms)
        if c.second >= 0:
            _break_off(st, c.second, taken, c.pause_ms)
    elif c.pause >= SUPERVISORY:
        break_off_protected(st, crew)
    ready_again(st, crew)
