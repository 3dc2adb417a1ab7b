"""An officer's life: booking on, changing status, booking off, and the time accounts that must balance."""

from __future__ import annotations

from kernels import exposures
from kernels._jit import jit_inner
from kernels.compiled.desks import at_the_desk
from kernels.compiled.hours import book_hours
from kernels.compiled.journal import note
from kernels.compiled.leading import lead, led_ms
from kernels.compiled.presence import is_unwell
from kernels.compiled.queues import waited_ms
from kernels.compiled.state import NOW
from kernels.compiled.time_off import add_work, book_casual, book_extra, book_told, lose_day
from kernels.exposures import (
    ALONE,
    BY_SERGEANTS,
    CONFLICT,
    DUTY,
    ELSEWHERE,
    HINDERED,
    NIGHTS,
    QUICK_RETURNS,
    SLEEPY,
    SLEPT,
    TOURS,
    UNLED,
)
from kernels.fatigue import tour_kss
from kernels.kinds import (
    ABSENT,
    AT_DESK,
    AWAY,
    BOOKED_OFF,
    BOOKED_ON,
    BUSY,
    CANCELLED_REST_DAY,
    CARRIED,
    FREE,
    HELD_OVER,
    HINDRANCE,
    IN_LIEU,
    LEAVE_WHEN_UNWELL,
    OFF,
    POST_EMPTY,
    POST_SEVERED,
    RECALL,
    REST_DAY_BACK,
    RESTING,
    SICK,
    STOOD_DOWN,
    TIME_TO_ONESELF,
)
from kernels.overtime import is_quick_return
from kernels.sleep import sleep_until


@jit_inner
def row_within(kind):
    """Return the row of the time account for time inside a tour: overtime is overtime from beginning to end."""
    if kind == RECALL:
        return 2
    return 1 if kind == CANCELLED_REST_DAY else 0


@jit_inner
def _book_duty(st, seat, spent):
    officer = st.officers[seat]
    exposed = st.exposed[seat]
    exposed[DUTY] += spent
    if officer.alone:
        st.done[officer.tour].alone_ms += spent
        exposed[ALONE] += spent
    if officer.status in BUSY:
        exposed[exposures.BUSY] += spent
        exposed[CONFLICT] += waited_ms(st, st.seat_area[seat]) - officer.waited_ms
    if officer.status in HINDRANCE:
        exposed[HINDERED] += spent
    if st.exposure_rules[0].led_by == BY_SERGEANTS and st.seat_sergeant[seat] == 0:
        exposed[UNLED] += spent - (led_ms(st, st.seat_area[seat]) - officer.led_ms)


@jit_inner
def change_status(st, seat, status):
    """Book the time spent in the present status to the officer's accounts and enter ``status``."""
    officer = st.officers[seat]
    now = st.control[NOW]
    spent = now - officer.since
    at_crimes = status in (FREE, AT_DESK)
    if st.desks.shape[0] > 0 and at_crimes != (officer.status in (FREE, AT_DESK)):
        at_the_desk(st, seat, at_crimes)
    if officer.status != OFF:
        st.accounts[seat, officer.account, officer.status] += spent
        book_hours(st, seat)
        if officer.status == AWAY:
            st.exposed[seat, ELSEWHERE] += 0 if st.done[officer.tour].reason in TIME_TO_ONESELF else spent
        elif officer.status != RESTING:
            _book_duty(st, seat, spent)
    if st.exposure_rules[0].led_by == BY_SERGEANTS:
        lead(st, seat, status)
    officer.status = status
    officer.since = now
    officer.waited_ms = waited_ms(st, st.seat_area[seat])


@jit_inner
def set_alone(st, seat, alone):
    """Note whether the officer is in a crew of one from now on."""
    change_status(st, seat, st.officers[seat].status)
    st.officers[seat].alone = alone


@jit_inner
def close_tour(st, seat):
    """End the officer's tour in the books: what ran over its end is casual overtime, an extra tour is overtime all through."""
    officer = st.officers[seat]
    now = st.control[NOW]
    tour = st.tours[officer.tour]
    done = st.done[officer.tour]
    done.off = now
    held_over = now - tour.end
    if held_over > 0:
        add_work(st, seat, officer.tour, held_over)
    book_told(st, seat, officer.tour)
    if tour.kind >= CANCELLED_REST_DAY:
        book_extra(st, seat, officer.tour)
    elif held_over > 0:
        book_casual(st, seat, officer.tour, held_over)


@jit_inner
def end_of_work(st, seat):
    """Close a spell of work: what it did to alertness is reckoned now, with the sleep that went before it."""
    officer = st.officers[seat]
    now = st.control[NOW]
    done = st.done[officer.tour]
    done.spell_ms = now - officer.on_at
    st.exposed[seat, TOURS] += 1
    st.exposed[seat, NIGHTS] += st.tours[officer.tour].night
    if st.rules[0].fatigue_on:
        s_wake, woke_at, slept, pressure, debt = sleep_until(
            officer.s_wake,
            officer.woke_at,
            officer.slept_ms,
            officer.pressure,
            officer.debt,
            officer.last_off,
            officer.on_at,
            st.fatigue[seat],
            st.zone_at,
            st.zone_offset,
        )
        kss_minutes, worst, sleepy, crash_minutes = tour_kss(
            s_wake, woke_at, pressure, debt, officer.on_at, now, st.fatigue[seat], st.zone_at, st.zone_offset
        )
        officer.s_wake = s_wake
        officer.woke_at = woke_at
        officer.slept_ms = slept
        officer.pressure = pressure
        officer.debt = debt
        st.exposed[seat, SLEEPY] += sleepy
        st.exposed[seat, SLEPT] += slept
        done.slept_ms = slept
        done.kss_minutes = kss_minutes
        done.kss_worst = worst
        done.sleepy_ms = sleepy
        done.crash_minutes = crash_minutes
        done.debt = debt
    officer.last_off = now


@jit_inner
def book_on(st, seat, tour):
    """Begin a tour of duty, free for work."""
    officer = st.officers[seat]
    now = st.control[NOW]
    change_status(st, seat, FREE)
    officer.tour = tour
    officer.crew = -1
    officer.on_at = now
    officer.over = 0
    officer.account = row_within(st.tours[tour].kind)
    officer.rest_as = 0
    done = st.done[tour]
    done.on = now
    done.quick_return = 1 if officer.last_off >= 0 and is_quick_return(officer.last_off, now, st.rules[0].quick_return_ms) else 0
    done.unwell = 1 if is_unwell(st, seat) else 0
    st.exposed[seat, QUICK_RETURNS] += done.quick_return
    note(st, BOOKED_ON, seat, tour)


@jit_inner
def stay_away(st, seat, tour, reason):
    """Spend a tour absent."""
    officer = st.officers[seat]
    change_status(st, seat, AWAY)
    officer.tour = tour
    officer.over = 0
    officer.account = row_within(st.tours[tour].kind)
    officer.rest_as = 0
    st.done[tour].reason = reason
    if reason in (SICK, LEAVE_WHEN_UNWELL, IN_LIEU, REST_DAY_BACK) or POST_EMPTY <= reason <= POST_SEVERED:
        lose_day(st, seat, tour, reason)
    note(st, ABSENT, seat, reason)


@jit_inner
def carry_over(st, seat, tour, reason):
    """A new tour begins while the officer is still at work: the old one ends in the books, the work goes on."""
    officer = st.officers[seat]
    change_status(st, seat, officer.status)
    close_tour(st, seat)
    officer.tour = tour
    officer.over = 0
    officer.account = row_within(st.tours[tour].kind)
    officer.rest_as = RESTING if reason == 0 else AWAY
    done = st.done[tour]
    done.on = st.control[NOW]
    done.reason = reason
    done.crew = st.crews[officer.crew].size
    done.quick_return = 1  # no rest at all between two tours
    st.exposed[seat, QUICK_RETURNS] += 1
    note(st, CARRIED, seat, tour)


@jit_inner
def hold_over(st, seat):
    """The tour ends while the officer is busy: from here on it is overtime."""
    officer = st.officers[seat]
    change_status(st, seat, officer.status)
    officer.over = 1
    officer.account = 2 if st.tours[officer.tour].kind == RECALL else 1
    note(st, HELD_OVER, seat, officer.tour)


@jit_inner
def book_off(st, seat):
    """End the tour and go home."""
    officer = st.officers[seat]
    change_status(st, seat, OFF)
    close_tour(st, seat)
    end_of_work(st, seat)
    note(st, BOOKED_OFF, seat, officer.tour)
    officer.tour = -1
    officer.crew = -1
    officer.over = 0
    officer.account = 0
    officer.alone = 0


@jit_inner
def leave_unworked(st, seat):
    """The end of a tour spent absent or resting."""
    officer = st.officers[seat]
    change_status(st, seat, OFF)
    note(st, BOOKED_OFF, seat, officer.tour)
    officer.tour = -1
    officer.crew = -1


@jit_inner
def stand_down(st, seat):
    """Released from work that ran into the next tour: rest for what is left of it."""
    officer = st.officers[seat]
    change_status(st, seat, officer.rest_as)
    st.done[officer.tour].off = st.control[NOW]
    book_told(st, seat, officer.tour)
    if st.tours[officer.tour].kind >= CANCELLED_REST_DAY:
        book_extra(st, seat, officer.tour)
    end_of_work(st, seat)
    officer.crew = -1
    officer.alone = 0
    note(st, STOOD_DOWN, seat, officer.tour)
