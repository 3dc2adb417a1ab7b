"""Questions about scenes cut short while the queue is long: which are, to what, and which of them come back."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.demand import CLEARING_TIME, SCENE
from kernels.draw import combine, uniform
from kernels.durations import duration_ms

# Draw numbers of an incident, never renumbered.
COMES_AGAIN, COMES_AGAIN_AFTER = 128, 129


@jit
def is_cut_short(waiting, cut_waiting, grade, spared):
    """Return whether a scene is cut short: ``cut_waiting`` (0 never) or more wait, and it is none of the ``spared`` grades."""
    return 0 < cut_waiting <= waiting and grade >= spared


@jit
def cut_length(scene_ms, to):
    """Return the ms at a scene that is cut ``to`` a share of its length."""
    return np.int64(np.rint(scene_ms * to))


@jit
def repeats(incidents, chance, spared):
    """Return the rows of ``incidents`` (INCIDENT records) that would come back if they were cut short; int64."""
    found = np.zeros(incidents.shape[0], dtype=np.int64)
    n = 0
    for i in range(incidents.shape[0]):
        if incidents[i].grade >= spared and uniform(incidents[i].key, COMES_AGAIN, 0) < chance:
            found[n] = i
            n += 1
    return found[:n]


@jit
def fill_repeats(incidents, scene_row, clearing_row, clearing_on, more_clearing_ms, after_row, durations, out, after_ms):
    """Make of copies of incidents, in ``out`` (INCIDENT records), what they are when they come back, ``after_ms`` later.

    The same matter in the same place, with a key and times of its own; ``scene_row`` and ``clearing_row`` by type.
    """
    for i in range(out.shape[0]):
        parent = incidents[i].key
        me = combine(combine(parent, COMES_AGAIN), 1)
        k = out[i].kind
        out[i].key = me
        out[i].scene_ms = duration_ms(durations, scene_row[k], me, SCENE, 0)
        out[i].clearing_ms = more_clearing_ms
        if clearing_on:
            out[i].clearing_ms += duration_ms(durations, clearing_row[k], me, CLEARING_TIME, 0)
        after_ms[i] = duration_ms(durations, after_row, parent, COMES_AGAIN_AFTER, 0)
