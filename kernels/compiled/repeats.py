"""Scenes cut short while the queue is long, and incidents that come back because of it."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.heap import push
from kernels.compiled.incidents import log_incident
from kernels.compiled.journal import note
from kernels.compiled.presence import slower_ms
from kernels.compiled.state import EV_COMES_AGAIN, NOW, SUBS
from kernels.cutting import cut_length, is_cut_short
from kernels.kinds import CAME_AGAIN, SCENE_CUT_SHORT


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


@jit_inner
def promise_repeat(st, i):
    """The attendance of an incident that was cut short is over: it may come back."""
    if st.work[i].cut == 0 or st.follows.shape[0] == 0 or st.follows[i] < 0:
        return
    k = st.follows[i]
    row = st.incidents.shape[0] - st.repeats_after.shape[0] + k
    push(st, st.control[NOW] + st.repeats_after[k], st.incidents[row].key, EV_COMES_AGAIN * SUBS, EV_COMES_AGAIN, row, i)


@jit_inner
def come_again(st, i, parent):
    """An incident comes back that was cut short."""
    note(st, CAME_AGAIN, i, parent)
    log_incident(st, i)
