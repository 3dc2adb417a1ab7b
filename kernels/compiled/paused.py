"""Crews that are free but not ready for any call: counted in their area, and ready again."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.crews import crew_status
from kernels.compiled.state import NOW
from kernels.kinds import BRIEFING, FREE, KEPT_BREAK, MEAL_BREAK, READY, SUPERVISORY


@jit_inner
def _count(st, crew, one):
    area, pause = st.areas[st.crews[crew].area], st.crews[crew].pause
    if pause == BRIEFING:
        area.in_briefing += one
    elif pause in (MEAL_BREAK, KEPT_BREAK):
        area.on_break += one
        if pause == KEPT_BREAK:
            area.on_kept_break += one
    elif pause == SUPERVISORY:
        area.supervising += one
    else:
        area.at_desk += one


@jit_inner
def pause_crew(st, crew, pause):
    """Let a free crew be at ``pause`` from now on."""
    c = st.crews[crew]
    c.pause = pause
    c.pauses += 1
    c.paused_at = st.control[NOW]
    _count(st, crew, 1)


@jit_inner
def ready_again(st, crew):
    """Let a crew be free for everything again."""
    c = st.crews[crew]
    _count(st, crew, -1)
    c.pause = READY
    c.free_since = st.control[NOW]
    if c.size == 1 and c.paired:
        st.areas[c.area].to_pair = 1
    crew_status(st, crew, FREE)
