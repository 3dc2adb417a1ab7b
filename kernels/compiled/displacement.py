"""What partners leave undone: jobs of their own that nobody serves, requests not met, and what the police are asked next."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.returns import promise_returns
from kernels.compiled.state import EV_JOB_LEAVES, NOW, SUBS
from kernels.displacement import level_now, next_level
from kernels.kinds import EXPECTED, JOB_LEFT, PARTNER_GAP, PLACE_GAP, UNSERVED


@jit_inner
def job_waits(st, job, p):
    """Where no unit is free for a job: it leaves once it has waited as long as the partner's patience lasts."""
    partner = st.partners[p]
    if st.gaps.shape[0] > 0 and st.gaps[p].patience_ms >= 0 and (partner.head >= 0 or partner.busy >= partner.units):
        at = st.control[NOW] + st.gaps[p].patience_ms
        push(st, at, st.background[job].key, EV_JOB_LEAVES * SUBS, EV_JOB_LEAVES, job, 0)


@jit_inner
def _leave_gap(st, first, cause, share, filled):
    """A partner left something undone; ``first`` of the plan may come of it."""
    asked = st.expectation[0]
    asked.unmet += 1
    asked.filled += filled
    level = level_now(asked.level, asked.before, asked.reckoned, st.control[NOW])
    promise_returns(st, first, cause, share * level)


@jit_inner
def job_leaves(st, job):
    """A job has waited too long, unless a unit was given to it."""
    if st.jobs[job].taken >= 0:
        return
    p = st.background[job].partner
    st.jobs[job].left = st.control[NOW]
    note(st, JOB_LEFT, job, p)
    first = st.job_follows[job] if st.returns.shape[0] > 0 else -1
    _leave_gap(st, first, UNSERVED, st.gaps[p].of_jobs, 0)


@jit_inner
def request_not_met(st, i, p, cause, filled):
    """Partner ``p`` did not come to incident ``i``, or did not take on whom officers brought; ``filled`` 1: they do its work."""
    if st.gaps.shape[0] > 0:
        first = st.follows[i] if st.returns.shape[0] > 0 else -1
        _leave_gap(st, first, cause, st.gaps[p].of_requests, filled)


@jit_inner
def incident_closes(st, i):
    """Officers have done with incident ``i``; one that came of a gap fills it."""
    k = i - (st.incidents.shape[0] - st.returns.shape[0])
    if st.gaps.shape[0] > 0 and st.returns.shape[0] > 0 and k >= 0:
        cause = st.returns[k].cause
        if cause in (PARTNER_GAP, PLACE_GAP, UNSERVED):
            st.expectation[0].filled += 1


@jit_inner
def reckon_expectation(st, night, today):
    """Reckon from the gaps since yesterday what is asked from now on."""
    if st.levels.shape[0] == 0:
        return
    asked = st.expectation[0]
    asked.before = asked.level
    asked.reckoned = st.control[NOW]
    asked.level = next_level(asked.level, asked.filled, asked.unmet, asked.gain, asked.most, asked.memory_days)
    asked.filled = 0
    asked.unmet = 0
    st.levels[night] = asked.level
    note(st, EXPECTED, today, int(asked.level * 1e6))
