"""The change of tours: who books on, who is away, how crews form, who goes home, who is held over or hands work back."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.careers import begin_as, why_gone
from kernels.compiled.crews import disband, end_of_team, form_crew, touch_area
from kernels.compiled.journal import note
from kernels.compiled.officers import book_off, book_on, carry_over, hold_over, leave_unworked, stay_away
from kernels.compiled.pauses import leave_pause, plan_pauses
from kernels.compiled.presence import begin_presence, owes_leave, spends_leave
from kernels.compiled.recall import fill_by_recall
from kernels.compiled.spells import duty_of
from kernels.compiled.state import AID_DEBT_MS, AID_DUE, N_OWN, NEXT_TOUR, NOW, TODAY
from kernels.compiled.suspension import leave_at_end_of_tour
from kernels.compiled.time_off import entitled, is_there, standing, take_off
from kernels.compiled.told import begin_told
from kernels.crewing import pairs
from kernels.kinds import AID_RETURNED, AWAY, FREE, IN_LIEU, LEAVE, LEAVE_WHEN_UNWELL, REPAYING, REST_DAY_BACK, RESTING, SICK


@jit_inner
def _why_not_fit(st, seat):
    if st.rules[0].sickness_model != 0 and st.officers[seat].back_day > st.control[TODAY]:
        return np.int64(SICK)
    return np.int64(LEAVE_WHEN_UNWELL) if spends_leave(st, seat) else np.int64(duty_of(st, seat))


@jit_inner
def _reason_away(st, seat, tour):
    """Return why an officer is not there for a tour, 0 when he is: nobody holds the post, the plan, sickness, duty after it."""
    gone = why_gone(st, seat)
    if gone != 0:
        return gone
    planned = st.tours[tour].absent
    if planned != 0 and not (planned == LEAVE and owes_leave(st, seat)):
        return planned
    reason = _why_not_fit(st, seat)
    return planned if planned != 0 and reason != 0 else reason  # leave that a spell has used up is worked by who is fit


@jit_inner
def _repays(st, seat, repaying):
    """Return whether an officer goes to the force that helped, when ``repaying`` of this team do already."""
    if st.control[NOW] < st.control[AID_DUE] or repaying >= st.aid[0].at_once:
        return False
    return st.officers[seat].tour < 0 and st.seat_student[seat] == 0 and seat < st.control[N_OWN]


@jit_inner
def muster(st):
    """Begin the tours of one team in one area that start now, and form the crews."""
    first = st.control[NEXT_TOUR]
    tours = st.tours
    lead = tours[first]
    last = end_of_team(st, first)
    st.control[NEXT_TOUR] = last
    if st.duty[0].on:
        _give_time_off(st, first, last)
    repaying = 0
    for tour in range(first, last):
        seat = tours[tour].seat
        st.officers[seat].next_tour = tours[tour].next
        reason = _reason_away(st, seat, tour)
        if reason == 0:
            reason = st.done[tour].reason  # time off that was given
        if reason == 0 and st.control[AID_DEBT_MS] > 0 and _repays(st, seat, repaying):
            repaying += 1
            st.control[AID_DEBT_MS] -= tours[tour].end - tours[tour].start
            note(st, AID_RETURNED, seat, tour)
            reason = REPAYING
        begin_presence(st, seat, tour, reason)
        if st.officers[seat].tour >= 0:
            carry_over(st, seat, tour, reason)
        elif reason != 0:
            stay_away(st, seat, tour, reason)
        else:
            book_on(st, seat, tour)
        begin_as(st, seat, tour)
        begin_told(st, seat, tour)
    _tutor_students(st, first, last)
    _form_crews(st, first, last)
    plan_pauses(st, first, last)
    touch_area(st, lead.area)
    if st.duty[0].recall:
        there = 0
        for tour in range(first, last):
            seat = tours[tour].seat
            officer = st.officers[seat]
            there += officer.tour == tour and officer.status != AWAY and officer.rest_as == 0 and st.seat_student[seat] == 0
        fill_by_recall(st, first, there)


@jit_inner
def _next_to_have_time_off(st, first, last, reason):
    """Return the tour of who has most time off standing, enough for it, of equals the lowest seat, which comes first; -1 none."""
    best = -1
    for tour in range(first, last):
        seat = st.tours[tour].seat
        more = best < 0 or standing(st, seat, reason) > standing(st, st.tours[best].seat, reason)
        if more and is_there(st, tour, _reason_away(st, seat, tour)) and entitled(st, tour, reason):
            best = tour
    return best


@jit_inner
def _give_time_off(st, first, last):
    """Give tours off as long as the team can spare it: in lieu of pay first, then rest days owed."""
    duty = st.duty[0]
    spare = -(st.tours[first].minimum + duty.spare)
    for tour in range(first, last):
        if is_there(st, tour, _reason_away(st, st.tours[tour].seat, tour)):
            spare += 1
    for reason in (IN_LIEU, REST_DAY_BACK):
        while spare > 0 and (duty.lieu if reason == IN_LIEU else duty.owed):
            tour = _next_to_have_time_off(st, first, last, reason)
            if tour < 0:
                break
            take_off(st, tour, reason)
            spare -= 1


@jit_inner
def _without_crew(st, tour, student):
    """Return whether a tour's officer is there, has no crew yet, and is a student or not, as asked."""
    seat = st.tours[tour].seat
    officer = st.officers[seat]
    return officer.tour == tour and officer.status == FREE and officer.crew < 0 and st.seat_student[seat] == student


@jit_inner
def _tutor_students(st, first, last):
    """Give every student the next officer who can be a tutor; a student without one stays in."""
    tutor = first
    for tour in range(first, last):
        if not _without_crew(st, tour, 1):
            continue
        while tutor < last and not _without_crew(st, tutor, 0):
            tutor += 1
        if tutor < last:
            st.areas[st.tours[tour].area].on_duty += 2
            form_crew(st, tutor, tour, 0, 1, np.int64(0))


@jit_inner
def _form_crews(st, first, last):
    """Form pairs as far as the policy wants them, then single crews; the first formed carry the practitioners."""
    lead = st.tours[first]
    present = 0
    for tour in range(first, last):
        present += _without_crew(st, tour, 0)
    if lead.pool:  # alone, or in pairs: who has no partner then stays in
        to_pair = present // 2 * 2 if lead.crew_size == 2 else 0
    else:
        st.areas[lead.area].on_duty += present
        to_pair = 2 * pairs(present, lead.crew_size, st.rules[0].double_share)
    cars = lead.cars
    waiting = -1
    for tour in range(first, last):
        if not _without_crew(st, tour, 0) or tour == waiting:
            continue
        if to_pair == 0:
            if lead.pool and lead.crew_size == 2:
                break
            form_crew(st, tour, -1, 1 if lead.crew_size == 2 else 0, 0, lead.cars_until if cars > 0 else np.int64(0))
            cars -= 1
        elif waiting < 0:
            waiting = tour
        else:
            form_crew(st, waiting, tour, 1, 0, lead.cars_until if cars > 0 else np.int64(0))
            cars -= 1
            waiting = -1
            to_pair -= 2


@jit_inner
def end_tour(st, tour):
    """A tour ends: hand the work back or stay with it, book off if nothing is in hand."""
    t = st.tours[tour]
    officer = st.officers[t.seat]
    if officer.tour != tour:
        return
    if officer.status == AWAY or officer.status == RESTING:
        leave_unworked(st, t.seat)
        return
    crew = officer.crew
    if crew >= 0:
        if officer.rest_as == 0:
            if t.pool == 0:
                st.areas[t.area].on_duty -= 1
            touch_area(st, t.area)
            if st.crews[crew].incident >= 0 and st.crews[crew].ended == 0:
                leave_at_end_of_tour(st, crew)
        leave_pause(st, crew)
        disband(st, crew)
    if officer.status == FREE:
        book_off(st, t.seat)
    else:
        hold_over(st, t.seat)
