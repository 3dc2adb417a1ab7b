"""Sergeants who are free for the others of their area, and for how long there was one."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.state import NOW
from kernels.exposures import BY_SERGEANTS
from kernels.kinds import LEADING


@jit_inner
def led_ms(st, area):
    """Return for how long, in all, there was a sergeant of an area who was free for the others, up to now."""
    a = st.areas[area]
    return a.led_ms + (st.control[NOW] - a.led_since if a.leaders > 0 else 0)


@jit_inner
def _change_leaders(st, area, by):
    """One more sergeant of an area is free for the others, or one fewer."""
    a = st.areas[area]
    a.led_ms = led_ms(st, area)
    a.led_since = st.control[NOW]
    a.leaders += by


@jit_inner
def take_rank(st, seat, is_sergeant):
    """An officer is a sergeant from now on, or no more; what was booked so far is booked as before."""
    officer = st.officers[seat]
    if st.exposure_rules[0].led_by == BY_SERGEANTS and is_sergeant != st.seat_sergeant[seat] and officer.status in LEADING:
        _change_leaders(st, st.seat_area[seat], 1 if is_sergeant else -1)
    st.seat_sergeant[seat] = is_sergeant


@jit_inner
def lead(st, seat, status):
    """An officer is to enter ``status``: a sergeant has time for the others from now on, or no more."""
    officer = st.officers[seat]
    officer.led_ms = led_ms(st, st.seat_area[seat])
    if st.seat_sergeant[seat] == 0:
        return
    leads, led = status in LEADING, officer.status in LEADING
    if leads != led:
        _change_leaders(st, st.seat_area[seat], 1 if leads else -1)
