"""Prevention: time invested in an area's repeat places, morning by morning, and incidents that do not happen for it."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.journal import note
from kernels.compiled.state import NEXT_INCIDENT
from kernels.compiled.threshold import take_call
from kernels.kinds import PREVENTED, WAS_PREVENTED
from kernels.prevention import live_a_day, share_prevented


@jit_inner
def _is_prevented(st, i):
    incident = st.incidents[i]
    if st.prevention.shape[0] == 0 or incident.watch:
        return False
    return incident.repeat_luck < share_prevented(st.prevention[incident.area], st.prevention_par[incident.area])


@jit_inner
def log_next(st):
    """Log the next incident of the plan, unless it is logged by a call or does not happen."""
    i = st.control[NEXT_INCIDENT]
    st.control[NEXT_INCIDENT] = i + 1
    if st.incidents[i].by_phone:
        return
    if _is_prevented(st, i):
        st.work[i].stage = PREVENTED
        note(st, WAS_PREVENTED, i, st.incidents[i].area)
        return
    take_call(st, i)


@jit_inner
def prevention_morning(st):
    """What was invested begins to work, and what worked is spent."""
    for area in range(st.prevention.shape[0]):
        live_a_day(st.prevention[area], st.prevention_par[area])
