"""An incident's writing up: it needs the systems, waits while they are down, and takes longer when they are slow."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.leaving import all_here
from kernels.compiled.state import EV_CLEARED, NOW, SUBS, TODAY
from kernels.kinds import CLEARING, LOST_TO_SYSTEMS, SLOWED, WRITING_GOES_ON, WRITING_STOPPED
from kernels.levers import FEWER_HINDRANCES, taken, time_left
from kernels.systems import wait_for_systems, writes_until

NOT_LOST, SYSTEMS_DOWN, SYSTEMS_SLOW = range(3)  # phases: the writing itself, and what is lost to systems


@jit_inner
def begin_writing(st, i):
    """The officers begin to write it up; return whether it took no time at all."""
    work = st.work[i]
    work.writing = st.control[NOW]
    work.phase_at = st.control[NOW]
    work.writing_left = st.incidents[i].clearing_ms
    return go_on_writing(st, i)


@jit_inner
def book_loss(st, i):
    """Note what was lost to systems up to now; also when the rest of the writing up is dropped."""
    work = st.work[i]
    spent = st.control[NOW] - work.phase_at
    if work.writing_phase == SYSTEMS_DOWN:
        work.outage_ms += spent
    elif work.writing_phase == SYSTEMS_SLOW:
        work.slowed_ms += spent
    work.writing_phase = NOT_LOST


@jit_inner
def _lose(st, i, phase, kind, length):
    work = st.work[i]
    work.writing_phase = phase
    note(st, kind, i, work.officers_sent)
    all_here(st, i, LOST_TO_SYSTEMS)
    _until(st, i, st.control[NOW] + length)


@jit_inner
def _until(st, i, at):
    push(st, at, st.incidents[i].key, EV_CLEARED * SUBS, EV_CLEARED, i, st.work[i].version)


@jit_inner
def _slowed_ms(st, i):
    """Return how long slow systems hold it up: what was drawn, less what the officer who writes it is spared."""
    slowed, crew = st.incidents[i].systems_ms, st.work[i].first_crew
    if slowed <= 0 or crew < 0:
        return slowed
    return time_left(slowed, taken(FEWER_HINDRANCES, st.reached[st.tours[crew].seat], st.control[TODAY], st.levers))


@jit_inner
def go_on_writing(st, i):
    """A phase of the writing up is over and the next begins; return whether that was the last."""
    work, now = st.work[i], st.control[NOW]
    was = work.writing_phase
    book_loss(st, i)
    if was == SYSTEMS_SLOW:
        return True
    if was == NOT_LOST:
        work.writing_left -= now - work.phase_at
    work.phase_at = now
    if work.writing_left > 0:
        wait = wait_for_systems(st.outages, now, st.rules[0].paper_after_ms)
        if was == SYSTEMS_DOWN:
            note(st, WRITING_GOES_ON, i, 0 if wait > 0 else 1)
            all_here(st, i, CLEARING)
        elif wait > 0:
            _lose(st, i, SYSTEMS_DOWN, WRITING_STOPPED, wait)
            return False
        _until(st, i, writes_until(st.outages, now, work.writing_left))
        return False
    slowed = _slowed_ms(st, i)
    if slowed > 0:
        _lose(st, i, SYSTEMS_SLOW, SLOWED, slowed)
        return False
    return True
