"""Sergeants who are free for the others of their area, and for how long there was one."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.state import NOW
from kernels.kinds import LEADING


@jit_inner
def led_ms(st, area):
    """Return for how long, in all, there was a sergeant of an area who was free for the others, up to now."""
    a = st.areas[area]
    return a.led_ms + (st.control[NOW] - a.led_since if a.leaders > 0 else 0)


@jit_inner
def lead(st, seat, status):
    """An officer is to enter ``status``: a sergeant has time for the others from now on, or no more."""
    officer, area = st.officers[seat], st.areas[st.seat_area[seat]]
    officer.led_ms = led_ms(st, st.seat_area[seat])
    if st.seat_sergeant[seat] == 0:
        return
    leads, led = status in LEADING, officer.status in LEADING
    if leads and not led:
        if area.leaders == 0:
            area.led_since = st.control[NOW]
        area.leaders += 1
    elif led and not leads:
        area.leaders -= 1
        if area.leaders == 0:
            area.led_ms += st.control[NOW] - area.led_since
