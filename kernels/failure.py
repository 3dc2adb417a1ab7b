"""Questions about failure demand: how likely work that was late brings the matter back, and what comes back of it.

A draw says beforehand which incidents would come back for a cause, up to the highest chance there is; what happens decides.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.demand import CLEARING_TIME, PATIENCE, SCENE
from kernels.draw import combine, uniform
from kernels.durations import duration_ms
from kernels.kinds import LATE

# Draw numbers of an incident, never renumbered; each cause has one of its own from _LUCK on, and from _AFTER on.
_LUCK, _AFTER, _ESCALATES = 260, 266, 272


@jit
def chance_of_lateness(late_ms, target_ms, worst_at, most):
    """Return the chance that what was reached ``late_ms`` beyond its target comes back.

    0.0 in time; then it rises evenly to ``most``, which it has at ``worst_at`` targets beyond the target.
    """
    if late_ms <= 0:
        return 0.0
    worst_ms = worst_at * target_ms
    return most if late_ms >= worst_ms else most * late_ms / worst_ms


@jit
def would_come_back(incidents, cause, most, luck):
    """Return the rows of ``incidents`` (INCIDENT records) that may come back for ``cause``, int64; and write into ``luck``
    (float64, as long) the uniform number of each of them: it comes where that is below the chance, ``most`` at the highest.
    """
    found = np.zeros(incidents.shape[0], dtype=np.int64)
    n = 0
    for i in range(incidents.shape[0]):
        u = uniform(incidents[i].key, _LUCK + cause - LATE, 0)
        if u < most:
            found[n], luck[n] = i, u
            n += 1
    return found[:n]


@jit
def fill_failures(parents, cause, fresh, escalates, scene_row, clearing_row, clearing_on, more_clearing_ms, patience_row,
                  after_row, durations, out, after_ms):
    """Make of copies of incidents, in ``out`` (INCIDENT records), what comes back of them for ``cause``, ``after_ms`` later.

    The same matter in the same place with a key of its own, and a caller with patience of its own; with chance ``escalates`` a
    grade higher. ``fresh``: the work is drawn anew; otherwise nobody was there, and all of it is still to do. Rows by type.
    """
    for i in range(out.shape[0]):
        parent = parents[i].key
        me = combine(combine(parent, _LUCK + cause - LATE), 1)
        k = out[i].kind
        out[i].key = me
        if fresh:
            out[i].scene_ms = duration_ms(durations, scene_row[k], me, SCENE, 0)
            out[i].clearing_ms = more_clearing_ms
            if clearing_on:
                out[i].clearing_ms += duration_ms(durations, clearing_row[k], me, CLEARING_TIME, 0)
        if patience_row[k] >= 0:
            out[i].patience_ms = duration_ms(durations, patience_row[k], me, PATIENCE, 0)
        if out[i].grade > 0 and uniform(me, _ESCALATES, 0) < escalates:
            out[i].grade -= 1
        after_ms[i] = duration_ms(durations, after_row, parent, _AFTER + cause - LATE, 0)
