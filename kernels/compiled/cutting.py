"""Scenes cut short while the queue is long."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.journal import note
from kernels.compiled.presence import slower_ms
from kernels.cutting import cut_length, is_cut_short
from kernels.kinds import SCENE_CUT_SHORT


@jit_inner
def fresh_length(st, i):
    """Return how long work at a scene takes that begins now from its beginning."""
    incident, work, rules = st.incidents[i], st.work[i], st.rules[0]
    waiting = st.areas[incident.area].waiting
    work.cut = 0
    work.slower_ms = 0
    if incident.watch:
        return incident.scene_ms
    length = incident.scene_ms
    if is_cut_short(waiting, rules.cut_waiting, work.grade, rules.cut_spared):
        work.cut = 1
        note(st, SCENE_CUT_SHORT, i, waiting)
        length = cut_length(incident.scene_ms, rules.cut_to)
    work.slower_ms = slower_ms(st, i, length)
    return length + work.slower_ms
