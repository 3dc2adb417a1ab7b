"""A partner's day: units by the hour, work of its own, and officers who wait for it."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.displacement import job_waits, request_not_met
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.state import (
    EV_BOOKED_IN,
    EV_HANDED_OVER,
    EV_PLACE_OVER,
    EV_UNIT_FREE,
    NEXT_JOB,
    NEXT_STEP,
    NOW,
    PARTNERS_TOUCHED,
    SUBS,
)
from kernels.cutting import cut_length
from kernels.demand import CARE, CONVEY, HANDOVER
from kernels.durations import duration_ms
from kernels.kinds import (
    BACKGROUND_ASKED,
    BACKGROUND_TAKEN,
    BOOKING_BEGUN,
    BY_PARTNER,
    BY_POLICE,
    CAPACITY,
    GIVEN_UP,
    HANDED_OVER,
    IN_QUEUE,
    LEFT,
    LEFT_UNMET,
    LEFT_WAITING,
    PARTNER_ASKED,
    PARTNER_CAME,
    PARTNER_GAP,
    PARTNER_GIVEN_UP,
    PLACE_TOOK,
    TAKEN_OVER,
    UNIT_COMING,
    UNIT_FREE,
)
from kernels.places import LEAVE, PLACE_CARE, PLACE_HANDOVER


@jit_inner
def settle_partner(st, p):
    """Bring the unit-time sums of a partner up to now."""
    partner = st.partners[p]
    spent = st.control[NOW] - partner.busy_since
    partner.busy_ms += partner.busy * spent
    partner.unit_ms += max(partner.units, partner.busy) * spent
    partner.busy_since = st.control[NOW]


@jit_inner
def touch_partner(st, p):
    """Have the partner's control room look at its queue at the end of this round."""
    if st.partners[p].touched == 0:
        st.partners[p].touched = 1
        st.control[PARTNERS_TOUCHED] += 1


@jit_inner
def _link(st, p, item):
    n = st.work.shape[0]
    if item < n:
        return st.work[item].place_next if st.partners[p].place else st.work[item].partner_next
    return st.background_next[item - n]


@jit_inner
def join_partner(st, p, item):
    """Put an incident (its number), or a job of the partner's own (behind them all), at the end of a partner's queue."""
    partner = st.partners[p]
    n = st.work.shape[0]
    if partner.tail < 0:
        partner.head = item
    elif partner.tail < n:
        if partner.place:  # who waits here may still stand in the queue of a service that officers gave up waiting for
            st.work[partner.tail].place_next = item
        else:
            st.work[partner.tail].partner_next = item
    else:
        st.background_next[partner.tail - n] = item
    partner.tail = item
    touch_partner(st, p)


@jit_inner
def ask_partner(st, i):
    """Police at the scene of incident ``i`` ask its partner for a unit."""
    p = st.incidents[i].partner
    st.work[i].asked = st.control[NOW]
    st.work[i].partner_stage = IN_QUEUE
    note(st, PARTNER_ASKED, i, p)
    join_partner(st, p, i)


@jit_inner
def ask_for_background(st):
    """The next job of the partners' own is asked for."""
    job = st.control[NEXT_JOB]
    st.control[NEXT_JOB] = job + 1
    p = st.background[job].partner
    note(st, BACKGROUND_ASKED, job, p)
    job_waits(st, job, p)
    join_partner(st, p, st.work.shape[0] + job)


@jit_inner
def change_capacity(st):
    """The next step of a partner's units on duty; units under way finish what they have."""
    step = st.steps[st.control[NEXT_STEP]]
    st.control[NEXT_STEP] += 1
    settle_partner(st, step.partner)
    st.partners[step.partner].units = step.units
    note(st, CAPACITY, step.partner, step.units)
    touch_partner(st, step.partner)


@jit_inner
def _take_incident(st, p, i):
    partner = st.partners[p]
    incident = st.incidents[i]
    now = st.control[NOW]
    st.work[i].partner_stage = UNIT_COMING
    st.work[i].answered = now
    note(st, PARTNER_CAME, i, p)
    handover = duration_ms(st.durations, partner.handover_row, incident.key, HANDOVER, 0)
    care = duration_ms(st.durations, partner.care_row, incident.key, CARE, 0)
    push(st, now + handover, incident.key, EV_HANDED_OVER * SUBS, EV_HANDED_OVER, i, 0)
    push(st, now + handover + care, incident.key, EV_UNIT_FREE * SUBS, EV_UNIT_FREE, p, 0)


@jit_inner
def _take_at_place(st, p, i):
    """A unit of place ``p`` is free for whom the officers have brought."""
    work, partner, key = st.work[i], st.partners[p], st.incidents[i].key
    work.place_stage = UNIT_COMING
    work.place_taken = st.control[NOW]
    note(st, PLACE_TOOK, i, p)
    over = st.control[NOW] + duration_ms(st.durations, partner.handover_row, key, PLACE_HANDOVER, 0)
    care = duration_ms(st.durations, partner.care_row, key, PLACE_CARE, 0)
    push(st, over, key, EV_PLACE_OVER * SUBS, EV_PLACE_OVER, i, 0)
    push(st, over + care, key, EV_UNIT_FREE * SUBS + 1, EV_UNIT_FREE, p, 0)  # behind the unit that came to the scene


@jit_inner
def _begin_booking(st, p, i):
    """A desk of suite ``p`` is free for whom the officers have brought."""
    work, incident = st.work[i], st.incidents[i]
    work.booking = st.control[NOW]
    note(st, BOOKING_BEGUN, i, p)
    until = work.booking + incident.booking_ms
    push(st, until, incident.key, EV_UNIT_FREE * SUBS, EV_UNIT_FREE, p, 0)
    push(st, until, incident.key, EV_BOOKED_IN * SUBS, EV_BOOKED_IN, i, 0)


@jit_inner
def dispatch_partner(st, p):
    """Give free units to the first in the queue; those who gave up have left it."""
    partner = st.partners[p]
    n = st.work.shape[0]
    while partner.head >= 0:
        item = partner.head
        asked = item < n and st.incidents[item].partner == p  # otherwise somebody arrested, who is brought to a suite
        brought = item < n and partner.place
        if item >= n:
            gone = st.jobs[item - n].left >= 0
        else:
            gone = (asked and st.work[item].partner_stage != IN_QUEUE) or (brought and st.work[item].place_stage != IN_QUEUE)
        if not gone and partner.busy >= partner.units:
            return
        partner.head = _link(st, p, item)
        if partner.head < 0:
            partner.tail = -1
        if gone:
            continue
        settle_partner(st, p)
        partner.busy += 1
        if asked:
            _take_incident(st, p, item)
        elif brought:
            _take_at_place(st, p, item)
        elif item < n:
            _begin_booking(st, p, item)
        else:
            job = st.background[item - n]
            st.jobs[item - n].taken = st.control[NOW]
            note(st, BACKGROUND_TAKEN, item - n, p)
            push(st, st.control[NOW] + job.care_ms, job.key, EV_UNIT_FREE * SUBS, EV_UNIT_FREE, p, 0)


@jit_inner
def free_unit(st, p):
    """A unit of the partner is free again."""
    settle_partner(st, p)
    st.partners[p].busy -= 1
    note(st, UNIT_FREE, p, st.partners[p].busy)
    touch_partner(st, p)


@jit_inner
def hand_over(st, i):
    """The partner has taken over; the officers are no longer needed for it."""
    p = st.incidents[i].partner
    st.work[i].partner_stage = TAKEN_OVER
    st.work[i].handed_over = st.control[NOW]
    st.work[i].partner_ended = BY_POLICE if st.work[i].gave_up else BY_PARTNER
    note(st, HANDED_OVER, i, p)


@jit_inner
def give_up(st, i):
    """The officers have waited long enough: they leave, or take the person away themselves, to a place or in a fixed time."""
    incident = st.incidents[i]
    work = st.work[i]
    now = st.control[NOW]
    work.answered = now
    if st.partners[incident.partner].at_limit == LEAVE:
        work.partner_stage = LEFT_UNMET
        work.partner_ended = LEFT
        note(st, LEFT_WAITING, i, incident.partner)
        request_not_met(st, i, incident.partner, PARTNER_GAP, 0)
        return
    work.partner_stage = GIVEN_UP
    work.gave_up = 1
    note(st, PARTNER_GIVEN_UP, i, incident.partner)
    request_not_met(st, i, incident.partner, PARTNER_GAP, 1)
    if incident.taken_to > 0 or st.partners[incident.partner].convey_to >= 0:  # the rest is between them and that place
        work.partner_ended = BY_POLICE
        return
    own_work = cut_length(incident.scene_ms, st.rules[0].cut_to) if work.cut else incident.scene_ms
    begins = max(now, work.started + own_work + work.slower_ms)
    convey = duration_ms(st.durations, st.partners[incident.partner].convey_row, incident.key, CONVEY, 0)
    push(st, begins + convey, incident.key, EV_HANDED_OVER * SUBS, EV_HANDED_OVER, i, 0)
