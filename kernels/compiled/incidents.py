"""An incident's life until somebody comes: logged, waiting, graded anew, looked at again, or no longer needed."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.crews import touch_area
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.queues import join_queue, leave_queue
from kernels.compiled.returns import comes_back
from kernels.compiled.state import EV_CANCEL, EV_LOOK, EV_NEWS, EV_PROMOTE, NOW, SUBS
from kernels.kinds import CALLED_AGAIN, CANCELLED, LOGGED, NO_LONGER_NEEDED, REGRADED, WAITING


@jit_inner
def log_incident(st, i):
    """The dispatcher learns of incident ``i``: it joins its area's queue."""
    incident, work = st.incidents[i], st.work[i]
    now = st.control[NOW]
    work.stage = WAITING
    work.logged = now
    work.grade = incident.grade
    note(st, LOGGED, i, incident.area)
    join_queue(st, i)
    touch_area(st, incident.area)
    if incident.patience_ms >= 0:
        push(st, now + incident.patience_ms, incident.key, EV_CANCEL * SUBS, EV_CANCEL, i, 0)
    if incident.regrade_ms >= 0:
        push(st, now + incident.regrade_ms, incident.key, EV_NEWS * SUBS, EV_NEWS, i, 0)
    _promise_promotion(st, i)
    _promise_looks(st, i)
    comes_back(st, i, CALLED_AGAIN, 1.0)


@jit_inner
def _promise_promotion(st, i):
    """Have the incident go up a grade if it still waits by then; the promise holds for its present grade only."""
    grade = st.work[i].grade
    if grade > 0 and st.promote[grade] >= 0:
        key = st.incidents[i].key
        push(st, st.control[NOW] + st.promote[grade], key, EV_PROMOTE * SUBS, EV_PROMOTE, i, grade)


@jit_inner
def _promise_looks(st, i):
    """Have the dispatcher look again when neighbours may help and when a skill may be done without."""
    incident = st.incidents[i]
    now = st.control[NOW]
    rules = st.rules[0]
    if rules.help_on and rules.help_after_ms > 0:
        push(st, now + rules.help_after_ms, incident.key, EV_LOOK * SUBS, EV_LOOK, i, 0)
    if incident.needs != 0:
        for skill in range(st.substitute.shape[0]):
            if (incident.needs >> skill) & 1 and st.substitute[skill] > 0:
                push(st, now + st.substitute[skill], incident.key, EV_LOOK * SUBS + 1 + skill, EV_LOOK, i, 0)


@jit_inner
def look_again(st, i):
    """Time has passed that may let somebody else go."""
    if st.work[i].queued:
        touch_area(st, st.incidents[i].area)


@jit_inner
def _waits_for_anybody(st, i):
    return st.work[i].queued == 1 and st.work[i].sent < 0


@jit_inner
def grade_up(st, i):
    """New information, or long waiting, raises an incident nobody was sent to by a grade."""
    work = st.work[i]
    if not _waits_for_anybody(st, i) or work.grade == 0:
        return
    leave_queue(st, i)
    work.grade -= 1
    note(st, REGRADED, i, work.grade)
    join_queue(st, i)
    touch_area(st, st.incidents[i].area)
    _promise_promotion(st, i)


@jit_inner
def cancel(st, i):
    """The caller waits no more; return whether nobody was sent yet, so that nobody is any more."""
    if not _waits_for_anybody(st, i):
        return False
    leave_queue(st, i)
    st.work[i].stage = CANCELLED
    st.work[i].closed = st.control[NOW]
    note(st, NO_LONGER_NEEDED, i, st.incidents[i].area)
    touch_area(st, st.incidents[i].area)
    return True
