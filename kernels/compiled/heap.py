"""The event heap: a binary heap of records ordered by (time, round, key, sub).

Arrivals, tours, capacity steps and bookkeeping are known beforehand and stay outside in sorted arrays, so that the heap
holds only what is under way.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.state import FULL, N_EVENTS, NOW, ROUND


@jit_inner
def _before(a, b):
    if a.at != b.at:
        return a.at < b.at
    if a.round != b.round:
        return a.round < b.round
    if a.key != b.key:
        return a.key < b.key
    return a.sub < b.sub


@jit_inner
def _copy(to, a):
    to.at = a.at
    to.key = a.key
    to.who = a.who
    to.version = a.version
    to.round = a.round
    to.sub = a.sub
    to.kind = a.kind


@jit_inner
def push(st, at, key, sub, kind, who, version):
    """Schedule an event; what is due at this very instant goes into the next round.

    A heap without room is noted in the control words: the run is then begun anew with more of it.
    """
    n = st.control[N_EVENTS]
    heap = st.heap
    if n >= heap.shape[0] - 1:
        st.control[FULL] = 1
        return
    new = heap[heap.shape[0] - 1]  # the last slot is kept for the record in hand
    new.at = at
    new.round = np.int32(st.control[ROUND] + 1) if at == st.control[NOW] else np.int32(0)
    new.key = key
    new.sub = np.int32(sub)
    new.kind = np.int16(kind)
    new.who = np.int32(who)
    new.version = np.int32(version)
    i = n
    while i > 0:
        parent = (i - 1) >> 1
        if not _before(new, heap[parent]):
            break
        _copy(heap[i], heap[parent])
        i = parent
    _copy(heap[i], new)
    st.control[N_EVENTS] = n + 1


@jit_inner
def drop_top(st):
    """Remove the first event."""
    n = st.control[N_EVENTS] - 1
    heap = st.heap
    last = heap[n]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= n:
            break
        if child + 1 < n and _before(heap[child + 1], heap[child]):
            child += 1
        if not _before(heap[child], last):
            break
        _copy(heap[i], heap[child])
        i = child
    _copy(heap[i], last)
    st.control[N_EVENTS] = n
