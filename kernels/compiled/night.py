"""The night shift of bookkeeping: once a local day, at the hour set (06:00), strain is reckoned and sickness drawn."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.careers import forget_careers, is_somebodys, live_careers, why_gone
from kernels.compiled.control_room import control_room_morning, forget_rooms
from kernels.compiled.desks import begin_measuring_desks, close_desks
from kernels.compiled.displacement import reckon_expectation
from kernels.compiled.exposures import close_the_day, keep_the_day
from kernels.compiled.journal import note
from kernels.compiled.officers import change_status
from kernels.compiled.partners import settle_partner
from kernels.compiled.presence import forget_presence
from kernels.compiled.prevention import prevention_morning
from kernels.compiled.spells import forget_health, live_the_morning
from kernels.compiled.state import FEEDBACK, KEY_SICKNESS, MEASURING_DONE, N_OWN, NEXT_NIGHT, TODAY
from kernels.exposures import DAYS
from kernels.kinds import BACK_WELL, FELL_SICK, MEASURING, OFF
from kernels.levers import RESILIENCE, strain_felt, strain_left, taken
from kernels.sickness import GAIN, HAZARD_CAP, spell_from
from kernels.strain import hazard_multiplier, strain_day


@jit_inner
def _draw_sickness(st, seat, today):
    officer = st.officers[seat]
    if officer.back_day > today:
        officer.sick_days += 1
        return
    if officer.back_day == today:
        note(st, BACK_WELL, seat, today)
    multiplier = 1.0
    if st.rules[0].sickness_model == FEEDBACK:
        strain = strain_felt(officer.strain, taken(RESILIENCE, st.reached[seat], today, st.levers))
        multiplier = hazard_multiplier(strain, st.sickness[GAIN], st.sickness[HAZARD_CAP])
    days = spell_from(st.keys[KEY_SICKNESS], officer.id, today, multiplier, st.sickness)
    if days > 0:
        officer.back_day = today + days
        officer.sick_days += 1
        note(st, FELL_SICK, seat, days)


@jit_inner
def _settle_strain(st, seat):
    officer = st.officers[seat]
    left = strain_left(st.reached[seat], st.control[TODAY] - 1, st.levers)  # of the day that closes
    officer.strain, officer.low_control, officer.low_support = strain_day(
        officer.strain, officer.low_control, officer.low_support, st.exposed[seat], st.sickness, left
    )


@jit_inner
def bookkeeping(st):
    """Reckon every officer's day and strain and draw who falls sick; it takes effect at the next tour not yet begun."""
    night = st.control[NEXT_NIGHT]
    st.control[NEXT_NIGHT] = night + 1
    today = st.nights[night, 1]
    st.control[TODAY] = today
    close_the_day(st, st.control[N_OWN], night)
    live_careers(st, night, today)
    for seat in range(st.control[N_OWN]):
        if st.rules[0].sickness_model > 0 and is_somebodys(st, seat):
            if st.exposed[seat, DAYS] > 0:  # who joined this morning, or was in training, has lived no day yet
                _settle_strain(st, seat)
            if why_gone(st, seat) != 0:  # nobody falls sick on a break
                pass
            elif st.spells.shape[0] > 0:
                live_the_morning(st, seat, night, today)
            else:
                _draw_sickness(st, seat, today)
        keep_the_day(st, seat, night)
    control_room_morning(st, today)
    reckon_expectation(st, night, today)
    prevention_morning(st)


@jit_inner
def begin_measuring(st):
    """The warm-up is over: every account starts from nothing, everything under way goes on."""
    st.control[MEASURING_DONE] = 1
    for seat in range(st.officers.shape[0]):
        change_status(st, seat, st.officers[seat].status)
        st.officers[seat].sick_days = 0
    forget_health(st)
    forget_careers(st)
    forget_presence(st)
    forget_rooms(st)
    begin_measuring_desks(st)
    st.accounts[:] = 0
    st.duty_hours[:] = 0
    for p in range(st.partners.shape[0]):
        settle_partner(st, p)
        st.partners[p].busy_ms = 0
        st.partners[p].unit_ms = 0
    note(st, MEASURING, 0, 0)


@jit_inner
def close_accounts(st):
    """At the horizon, book the time of what is still under way."""
    for seat in range(st.officers.shape[0]):
        if st.officers[seat].status != OFF:
            change_status(st, seat, st.officers[seat].status)
    close_desks(st)
    for p in range(st.partners.shape[0]):
        settle_partner(st, p)
