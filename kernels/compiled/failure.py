"""Failure demand: what happened to an incident for which the matter may come back."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.incidents import cancel
from kernels.compiled.returns import comes_back
from kernels.failure import chance_of_lateness
from kernels.kinds import ABANDONED, BROKEN_OFF, LATE, WRITING_DROPPED


@jit_inner
def late_ms(st, i):
    """Return how much later than its target the first officer was there; 0 or less in time."""
    work = st.work[i]
    return work.arrived - work.logged - st.target[work.grade, st.incidents[i].area]


@jit_inner
def abandon(st, i):
    """The caller waits no more, and may ring again."""
    if cancel(st, i):
        comes_back(st, i, ABANDONED, 1.0)


@jit_inner
def fails(st, i):
    """The attendance is over: was it late, broken off, its writing up dropped?"""
    if st.returns.shape[0] == 0:
        return
    work, rules = st.work[i], st.rules[0]
    target = st.target[work.grade, st.incidents[i].area]
    comes_back(st, i, LATE, chance_of_lateness(late_ms(st, i), target, rules.late_worst_at, rules.late_most))
    if work.suspended:
        comes_back(st, i, BROKEN_OFF, 1.0)
    if work.dropped:
        comes_back(st, i, WRITING_DROPPED, 1.0)
