"""The threshold: which calls come to the dispatcher, and what becomes of those that are turned away."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.incidents import log_incident
from kernels.compiled.journal import note
from kernels.compiled.returns import comes_back
from kernels.compiled.state import NOW
from kernels.kinds import ASKED_AGAIN, CAME_AGAIN, HARMED, NOT_TAKEN_ON, TURNED_AWAY
from kernels.threshold import is_turned_away


@jit_inner
def turn_away(st, i):
    """Close incident ``i`` without officers if it is below the threshold; return whether it was."""
    incident, work = st.incidents[i], st.work[i]
    now = st.control[NOW]
    if not is_turned_away(incident.tested, incident.turned_from_ms, now):
        return False
    work.stage = NOT_TAKEN_ON
    work.logged = now
    work.closed = now
    work.grade = incident.grade
    note(st, TURNED_AWAY, i, incident.tested - 1)
    comes_back(st, i, ASKED_AGAIN, 1.0)
    comes_back(st, i, HARMED, 1.0)
    return True


@jit_inner
def take_call(st, i):
    """Somebody asks for officers: the dispatcher learns of it, unless it is turned away."""
    if not turn_away(st, i):
        log_incident(st, i)


@jit_inner
def come_again(st, i):
    """An incident comes that nobody planned."""
    note(st, CAME_AGAIN, i, st.returns[i - (st.incidents.shape[0] - st.returns.shape[0])].parent)
    take_call(st, i)
