"""The dispatcher's queues: for every area and grade the incidents that want a crew, in the order in which they were logged."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.state import NOW


@jit_inner
def waited_ms(st, area):
    """Return for how long, in all, incidents have been waiting in an area up to now."""
    a = st.areas[area]
    return a.waited_ms + (st.control[NOW] - a.waiting_since if a.waiting > 0 else 0)


@jit_inner
def _before(st, a, b):
    if st.work[a].logged != st.work[b].logged:
        return st.work[a].logged < st.work[b].logged
    return a < b


@jit_inner
def join_queue(st, i):
    """Put an incident in its place among those of its grade; one that comes back stands where it stood."""
    area, grade = st.incidents[i].area, st.work[i].grade
    work = st.work[i]
    work.queued = 1
    if st.areas[area].waiting == 0:
        st.areas[area].waiting_since = st.control[NOW]
    st.areas[area].waiting += 1
    tail = st.queue_tail[area, grade]
    if tail < 0 or _before(st, tail, i):
        work.next = -1
        st.queue_tail[area, grade] = i
        if tail < 0:
            st.queue_head[area, grade] = i
        else:
            st.work[tail].next = i
        return
    at = st.queue_head[area, grade]
    if _before(st, i, at):
        work.next = at
        st.queue_head[area, grade] = i
        return
    while _before(st, st.work[at].next, i):
        at = st.work[at].next
    work.next = st.work[at].next
    st.work[at].next = i


@jit_inner
def leave_queue(st, i):
    """Take an incident out of its queue; one that is in none is left as it is."""
    work = st.work[i]
    if work.queued == 0:
        return
    area, grade = st.incidents[i].area, work.grade
    work.queued = 0
    st.areas[area].waiting -= 1
    if st.areas[area].waiting == 0:
        st.areas[area].waited_ms += st.control[NOW] - st.areas[area].waiting_since
    ahead = -1
    at = st.queue_head[area, grade]
    while at != i:
        ahead = at
        at = st.work[at].next
    if ahead < 0:
        st.queue_head[area, grade] = work.next
    else:
        st.work[ahead].next = work.next
    if work.next < 0:
        st.queue_tail[area, grade] = ahead
