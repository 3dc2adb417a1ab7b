"""The books of working time, overtime and time off: what a tour leaves in them, and tours taken off when a team can spare it."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.journal import note
from kernels.compiled.state import N_OWN, NOW
from kernels.exposures import OVERTIME, UNPAID
from kernels.kinds import CREDITED, IN_LIEU, RECALL, REST_DAY, REST_DAY_BACK, REST_DAY_OWED, TIME_OFF
from kernels.overtime import (
    CALL_IN,
    CASUAL,
    PLANNED,
    REST_DAY_RATE,
    casual_overtime,
    extra_duty,
    planned_overtime,
    time_off_for,
    told_ms,
)
from kernels.rest import NOT_COUNTED, has_a_tour_coming


@jit_inner
def _keeps_books(st, seat):
    return st.duty[0].on == 1 and seat < st.control[N_OWN]


@jit_inner
def lose_day(st, seat, tour, reason):
    """A tour is lost on the day itself: to sickness, which does not count, or to time off, which is a rest day."""
    if _keeps_books(st, seat):
        st.work_ms[seat, st.tours[tour].day] = 0 if reason in (IN_LIEU, REST_DAY_BACK) else NOT_COUNTED


@jit_inner
def add_work(st, seat, tour, more):
    """Add to the working time of the day a tour belongs to."""
    if _keeps_books(st, seat):
        day = st.tours[tour].day
        st.work_ms[seat, day] = max(0, st.work_ms[seat, day]) + more


@jit_inner
def _chooses_time_off(st, seat, tour):
    return st.duty[0].lieu == 1 and seat < st.control[N_OWN] and st.in_lieu[seat, st.tours[tour].day] == 1


@jit_inner
def _take_as_time_off(st, seat, tour, twelfths):
    done = st.done[tour]
    done.overtime_lieu = done.overtime_paid
    done.overtime_paid = 0
    _credit(st, seat, time_off_for(done.overtime_lieu, twelfths))


@jit_inner
def _credit(st, seat, credit):
    st.officers[seat].lieu_earned += credit
    st.officers[seat].lieu_ms += credit
    note(st, CREDITED, seat, credit)


@jit_inner
def book_casual(st, seat, tour, held_over):
    """Book what was held over at the end of a tour."""
    officer = st.officers[seat]
    done = st.done[tour]
    if officer.occasion_week != st.tours[tour].week:
        officer.occasion_week = st.tours[tour].week
        officer.occasions = 0
    officer.occasions += 1
    paid, unpaid = casual_overtime(held_over, officer.occasions, st.overtime)
    done.overtime_paid = paid
    done.overtime_unpaid = unpaid
    st.exposed[seat, OVERTIME] += held_over
    st.exposed[seat, UNPAID] += unpaid
    if paid > 0 and _chooses_time_off(st, seat, tour):
        _take_as_time_off(st, seat, tour, st.overtime[CASUAL])


@jit_inner
def book_extra(st, seat, tour):
    """Book a tour that was overtime from beginning to end: a recall, or a rest day that was cancelled."""
    t = st.tours[tour]
    done = st.done[tour]
    worked = st.control[NOW] - done.on
    journey = st.duty[0].answer_ms if t.kind == RECALL else 0
    paid, unpaid, added = extra_duty(worked, journey, st.overtime)
    done.overtime_paid = paid
    done.overtime_unpaid = unpaid
    done.overtime_added = added
    st.exposed[seat, OVERTIME] += worked
    st.exposed[seat, UNPAID] += unpaid
    if t.kind == RECALL:
        if _chooses_time_off(st, seat, tour):
            _take_as_time_off(st, seat, tour, st.overtime[CALL_IN])
    elif t.reward == TIME_OFF:
        _take_as_time_off(st, seat, tour, st.overtime[REST_DAY_RATE])
    elif t.reward == REST_DAY:
        done.overtime_owed = paid
        done.overtime_paid = 0
        st.officers[seat].owed_earned += t.end - t.start
        st.officers[seat].owed_ms += t.end - t.start
        note(st, REST_DAY_OWED, seat, t.end - t.start)


@jit_inner
def book_told(st, seat, tour):
    """Book what was worked of the time an officer was told beforehand, when the work in the tour is over."""
    t = st.tours[tour]
    done = st.done[tour]
    worked = told_ms(done.on, done.off, t.start, t.end, t.told_before, t.told_after)
    if worked == 0:
        return
    paid, unpaid = planned_overtime(worked, st.overtime)
    st.exposed[seat, OVERTIME] += worked
    st.exposed[seat, UNPAID] += unpaid
    done.planned_paid = paid
    done.planned_unpaid = unpaid
    if paid > 0 and _chooses_time_off(st, seat, tour):
        done.planned_lieu = paid
        done.planned_paid = 0
        _credit(st, seat, time_off_for(paid, st.overtime[PLANNED]))


# Taken


@jit_inner
def is_there(st, tour, reason):
    """Return whether a tour's officer would be there and counts towards the minimum."""
    seat = st.tours[tour].seat
    return reason == 0 and st.done[tour].reason == 0 and st.officers[seat].tour < 0 and st.seat_student[seat] == 0


@jit_inner
def standing(st, seat, reason):
    """Return the time off an officer has standing, in lieu of pay or as rest days owed."""
    return st.officers[seat].lieu_ms if reason == IN_LIEU else st.officers[seat].owed_ms


@jit_inner
def entitled(st, tour, reason):
    """Return whether the officer of a tour has time off enough for it."""
    t = st.tours[tour]
    return has_a_tour_coming(standing(st, t.seat, reason), t.end - t.start)


@jit_inner
def take_off(st, tour, reason):
    """Take a tour off: its reason is noted, and the books are charged."""
    t = st.tours[tour]
    officer = st.officers[t.seat]
    st.done[tour].reason = reason
    if reason == IN_LIEU:
        officer.lieu_taken += t.end - t.start
        officer.lieu_ms -= t.end - t.start
    else:
        officer.owed_taken += t.end - t.start
        officer.owed_ms -= t.end - t.start
