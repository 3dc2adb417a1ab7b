"""The compiled engine's loop: find the next instant, serve it round by round, dispatch, go on.

One instant has an order (the ranks of ``kernels.kinds``): releases, tours off, tours on, arrivals, partners' steps and own
work, bookkeeping; then dispatch.  Work created at an instant for that same instant runs in a further round.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit, jit_inner
from kernels.compiled.aid import aid_comes, aid_leaves, review
from kernels.compiled.borrowed import borrowed, borrowed_state
from kernels.compiled.casework import end_working_day, share_out_piles
from kernels.compiled.crews import leave_for_home
from kernels.compiled.custody import arrive_at_suite, end_booking, end_file
from kernels.compiled.dispatch import dispatch_area, dispatch_help
from kernels.compiled.displacement import job_leaves
from kernels.compiled.failure import abandon
from kernels.compiled.front_door import dispatch_front_door, ring_by_plan, serve_front_door
from kernels.compiled.heap import drop_top
from kernels.compiled.incidents import grade_up, look_again
from kernels.compiled.leaving import surplus_leaves
from kernels.compiled.night import begin_measuring, bookkeeping, close_accounts
from kernels.compiled.partners import ask_for_background, change_capacity, dispatch_partner, free_unit, give_up, hand_over
from kernels.compiled.pauses import begin_breaks, begin_kept_breaks, end_break, end_briefing, make_breaks_due, miss_breaks
from kernels.compiled.places import arrive_at_place, begin_conveying, hand_over_there, is_held, leave_place
from kernels.compiled.pools import change_staff, close_pools
from kernels.compiled.prevention import log_next
from kernels.compiled.protected import begin_protected, serve_protected
from kernels.compiled.recall import recall_comes
from kernels.compiled.scene import begin_clearing, begin_short, crew_arrives, end_clearing, end_scene
from kernels.compiled.state import (
    AREAS_TOUCHED,
    EV_AID_COMES,
    EV_AID_ENDS,
    EV_AID_LEAVES,
    EV_ARRIVED,
    EV_AT_THE_PLACE,
    EV_AT_THE_SUITE,
    EV_BEGIN,
    EV_BOOKED_IN,
    EV_BREAK_DUE,
    EV_BREAK_ENDS,
    EV_BREAK_LATEST,
    EV_BRIEFED,
    EV_CANCEL,
    EV_CLEARED,
    EV_COMES_AGAIN,
    EV_FILE_BUILT,
    EV_GIVE_UP,
    EV_HANDED_OVER,
    EV_JOB_LEAVES,
    EV_LOOK,
    EV_NEWS,
    EV_PASS_ON,
    EV_PLACE_LIMIT,
    EV_PLACE_OVER,
    EV_PROMOTE,
    EV_PROTECTED_DUE,
    EV_RECALL_COMES,
    EV_RECALL_ENDS,
    EV_SCENE_ENDED,
    EV_SURPLUS,
    EV_TOLD,
    EV_UNIT_FREE,
    FRONT_TOUCHED,
    FULL,
    HORIZON,
    MEASURE_FROM,
    MEASURING_DONE,
    N_CALLS,
    N_EVENTS,
    N_EVENTS_DONE,
    N_OWN_TOURS,
    NEXT_CALL,
    NEXT_END,
    NEXT_INCIDENT,
    NEXT_JOB,
    NEXT_NIGHT,
    NEXT_REVIEW,
    NEXT_STAFF,
    NEXT_STEP,
    NEXT_TOUR,
    NEXT_WORK_DAY,
    NOW,
    PARTNERS_TOUCHED,
    ROUND,
    STUCK,
    State,
)
from kernels.compiled.threshold import come_again
from kernels.compiled.told import turn_told
from kernels.compiled.tours import end_tour, muster
from kernels.kinds import (
    IN_QUEUE,
    MOST_ROUNDS,
    WAITING_FOR_PARTNER,
)

FOREVER = np.int64(2**62)


@jit_inner
def _next_instant(st):
    control = st.control
    at = FOREVER
    if control[N_EVENTS] > 0:
        at = st.heap[0].at
    if control[NEXT_INCIDENT] < st.incidents.shape[0]:
        at = min(at, st.incidents[control[NEXT_INCIDENT]].created)
    if control[NEXT_TOUR] < control[N_OWN_TOURS]:
        at = min(at, st.tours[control[NEXT_TOUR]].start)
    if control[NEXT_END] < control[N_OWN_TOURS]:
        at = min(at, st.tours[st.tour_end_order[control[NEXT_END]]].end)
    if control[NEXT_CALL] < control[N_CALLS]:
        at = min(at, st.calls[control[NEXT_CALL]].rings)
    if control[NEXT_STAFF] < st.staff.shape[0]:
        at = min(at, st.staff[control[NEXT_STAFF]].at)
    if control[NEXT_STEP] < st.steps.shape[0]:
        at = min(at, st.steps[control[NEXT_STEP]].at)
    if control[NEXT_JOB] < st.background.shape[0]:
        at = min(at, st.background[control[NEXT_JOB]].asked)
    if control[NEXT_NIGHT] < st.nights.shape[0]:
        at = min(at, st.nights[control[NEXT_NIGHT], 0])
    if control[NEXT_WORK_DAY] < st.work_days.shape[0]:
        at = min(at, st.work_days[control[NEXT_WORK_DAY]].at)
    if control[NEXT_REVIEW] < st.reviews.shape[0]:
        at = min(at, st.reviews[control[NEXT_REVIEW]])
    if not control[MEASURING_DONE]:
        at = min(at, control[MEASURE_FROM])
    return at


@jit_inner
def _serve_event(st):
    """Serve the first event of the heap."""
    kind = np.int64(st.heap[0].kind)
    who = np.int64(st.heap[0].who)
    version = np.int64(st.heap[0].version)
    drop_top(st)
    st.control[N_EVENTS_DONE] += 1
    if kind == EV_ARRIVED:
        crew_arrives(st, who, version)
    elif kind == EV_SCENE_ENDED:
        end_scene(st, who, version)
    elif kind == EV_CLEARED:
        end_clearing(st, who, version)
    elif kind in (EV_HANDED_OVER, EV_GIVE_UP) or _is_elsewhere(kind):
        if _has_done_with_others(st, kind, who):
            begin_clearing(st, who)
    elif kind == EV_UNIT_FREE:
        free_unit(st, who)
    elif kind == EV_SURPLUS:
        surplus_leaves(st, who, version)
    elif kind == EV_BEGIN:
        begin_short(st, who, version)
    elif kind <= EV_LOOK:
        _serve_waiting(st, kind, who, version)
    elif kind <= EV_BREAK_LATEST or kind == EV_BREAK_ENDS:
        _serve_pause(st, kind, who, version)
    elif kind <= EV_PASS_ON:
        serve_front_door(st, kind, who, version)
    elif kind <= EV_AID_LEAVES or kind == EV_RECALL_ENDS:
        _serve_aid(st, kind, who)
    elif kind == EV_COMES_AGAIN:
        come_again(st, who)
    elif kind == EV_RECALL_COMES:
        recall_comes(st, who, version)
    elif kind == EV_JOB_LEAVES:
        job_leaves(st, who)
    elif kind >= EV_PROTECTED_DUE:
        serve_protected(st, kind, who, version)
    elif kind == EV_TOLD:
        turn_told(st, who, version)


@jit_inner
def _is_elsewhere(kind):
    """Return whether an event is about officers with somebody at a custody suite or a partner's place."""
    return EV_AT_THE_SUITE <= kind <= EV_FILE_BUILT or EV_AT_THE_PLACE <= kind <= EV_PLACE_LIMIT


@jit_inner
def _has_done_with_others(st, kind, i):
    """Serve an event of handing a person over to a partner, or to custody; return whether it can be written up now."""
    if kind == EV_GIVE_UP and st.work[i].partner_stage != IN_QUEUE:
        return False
    if kind in (EV_HANDED_OVER, EV_GIVE_UP):
        if kind == EV_HANDED_OVER:
            hand_over(st, i)
        else:
            give_up(st, i)
        return st.work[i].stage == WAITING_FOR_PARTNER and not is_held(st, i) and not begin_conveying(st, i)
    if kind >= EV_AT_THE_PLACE:
        return _has_left_place(st, kind, i)
    if kind == EV_AT_THE_SUITE:
        arrive_at_suite(st, i)
        return False
    if kind == EV_BOOKED_IN:
        end_booking(st, i)
        if st.incidents[i].file_ms > 0:
            return False
    end_file(st, i)  # one that takes no time is built now, before any tour that ends now
    return True


@jit_inner
def _has_left_place(st, kind, i):
    """Serve an event of officers with somebody at a partner's place; return whether they are done there."""
    if kind == EV_AT_THE_PLACE:
        arrive_at_place(st, i)
        return False
    if kind == EV_PLACE_OVER:
        hand_over_there(st, i)
        return True
    if st.work[i].place_stage != IN_QUEUE:  # taken before the limit
        return False
    leave_place(st, i)
    return True


@jit_inner
def _serve_waiting(st, kind, i, version):
    """Serve an event of an incident that may still wait for its first crew."""
    if kind == EV_NEWS:
        grade_up(st, i)
    elif kind == EV_PROMOTE:
        if st.work[i].grade == version:
            grade_up(st, i)
    elif kind == EV_CANCEL:
        abandon(st, i)
    elif kind == EV_LOOK:
        look_again(st, i)


@jit_inner
def _serve_pause(st, kind, who, version):
    """Serve an event of a team's briefing and meal break."""
    if kind == EV_BRIEFED:
        end_briefing(st, who)
    elif kind == EV_BREAK_DUE:
        make_breaks_due(st, who)
    elif kind == EV_BREAK_LATEST:
        miss_breaks(st, who)
    else:
        end_break(st, who, version)


@jit_inner
def _serve_aid(st, kind, who):
    """Serve an event of mutual aid, or the end of a recall."""
    if kind == EV_AID_COMES:
        aid_comes(st, who)
    elif kind in (EV_AID_ENDS, EV_RECALL_ENDS):
        end_tour(st, who)
    else:
        aid_leaves(st, who)


@jit_inner
def _serve_planned(st):
    """Serve what was known beforehand to happen at this instant, in the order of the ranks."""
    control = st.control
    now = control[NOW]
    n_tours = control[N_OWN_TOURS]
    while control[NEXT_END] < n_tours and st.tours[st.tour_end_order[control[NEXT_END]]].end == now:
        control[NEXT_END] += 1
        control[N_EVENTS_DONE] += 1
        end_tour(st, st.tour_end_order[control[NEXT_END] - 1])
        leave_for_home(st)
    while control[NEXT_TOUR] < n_tours and st.tours[control[NEXT_TOUR]].start == now:
        control[N_EVENTS_DONE] += 1
        muster(st)
    while control[NEXT_INCIDENT] < st.incidents.shape[0] and st.incidents[control[NEXT_INCIDENT]].created == now:
        control[N_EVENTS_DONE] += 1
        log_next(st)
    while control[NEXT_CALL] < control[N_CALLS] and st.calls[control[NEXT_CALL]].rings == now:
        control[N_EVENTS_DONE] += 1
        ring_by_plan(st)
    while control[NEXT_STEP] < st.steps.shape[0] and st.steps[control[NEXT_STEP]].at == now:
        control[N_EVENTS_DONE] += 1
        change_capacity(st)
    while control[NEXT_JOB] < st.background.shape[0] and st.background[control[NEXT_JOB]].asked == now:
        control[N_EVENTS_DONE] += 1
        ask_for_background(st)
    while control[NEXT_STAFF] < st.staff.shape[0] and st.staff[control[NEXT_STAFF]].at == now:
        control[N_EVENTS_DONE] += 1
        change_staff(st)
    while control[NEXT_NIGHT] < st.nights.shape[0] and st.nights[control[NEXT_NIGHT], 0] == now:
        control[N_EVENTS_DONE] += 1
        bookkeeping(st)
        share_out_piles(st)
    if not control[MEASURING_DONE] and control[MEASURE_FROM] == now:
        begin_measuring(st)
    while control[NEXT_WORK_DAY] < st.work_days.shape[0] and st.work_days[control[NEXT_WORK_DAY]].at == now:
        control[N_EVENTS_DONE] += 1
        end_working_day(st)
    while control[NEXT_REVIEW] < st.reviews.shape[0] and st.reviews[control[NEXT_REVIEW]] == now:
        control[N_EVENTS_DONE] += 1
        review(st)


@jit_inner
def _dispatch(st):
    """Let the front door and every touched area and partner give out what they have free, in this order."""
    if st.control[FRONT_TOUCHED]:
        dispatch_front_door(st)
    while st.control[AREAS_TOUCHED] > 0:
        while st.control[AREAS_TOUCHED] > 0:  # dispatch itself may free crews, also those of another area
            st.control[AREAS_TOUCHED] = 0
            for area in range(st.areas.shape[0]):
                if st.areas[area].touched:
                    st.areas[area].touched = 0
                    if st.areas[area].breaks_due > 0 and st.levers.shape[0] > 0:
                        begin_kept_breaks(st, area)
                    dispatch_area(st, area)
        if st.rules[0].help_on:  # once every area has done what it can itself
            dispatch_help(st)
    for area in range(st.areas.shape[0]):
        if st.areas[area].served:  # those nobody wants may have their meal break, or protected time
            st.areas[area].served = 0
            begin_breaks(st, area)
            begin_protected(st, area)
    if st.control[PARTNERS_TOUCHED] > 0:
        for p in range(st.partners.shape[0]):
            if st.partners[p].touched:
                st.partners[p].touched = 0
                dispatch_partner(st, p)
        st.control[PARTNERS_TOUCHED] = 0
    leave_for_home(st)


@jit_inner
def _serve_instant(st):
    """Serve the present instant until nothing more is due at it; return False if it never ends."""
    for round_number in range(MOST_ROUNDS):
        st.control[ROUND] = round_number
        while st.control[N_EVENTS] > 0 and st.heap[0].at == st.control[NOW] and st.heap[0].round == round_number:
            _serve_event(st)
            leave_for_home(st)
        if round_number == 0:
            _serve_planned(st)
        _dispatch(st)
        if st.control[N_EVENTS] == 0 or st.heap[0].at != st.control[NOW]:
            return True
    return False


@jit_inner
def _run_until(st, end):
    """Serve instant after instant up to, not including, ``end``; at the horizon close the accounts."""
    while True:
        at = _next_instant(st)
        if at >= end:
            break
        st.control[NOW] = at
        if not _serve_instant(st):
            st.control[STUCK] = 1
            return
        if st.control[FULL]:
            return
    if end == st.control[HORIZON]:
        st.control[NOW] = end
        st.control[ROUND] = 0
        close_accounts(st)
        close_pools(st)


@jit
def advance(fields, until):
    """Run the engine up to, not including, millisecond ``until`` (at most the horizon); return the present one.

    May be called slice by slice.
    ``fields`` is the tuple of arrays named by ``kernels.compiled.state.FIELDS``, changed in place.
    """
    state = State(*borrowed(fields))
    _run_until(borrowed_state(state), min(until, state.control[HORIZON]))
    return state.control[NOW]  # the last use of the state, so that it is kept until here
