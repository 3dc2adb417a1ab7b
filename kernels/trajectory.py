"""The fingerprint of a trajectory: a running hash of whole numbers (time, kind, a, b).

Integers only, so that it is the same on every machine; floats are compared apart.
"""

from __future__ import annotations

from kernels._jit import jit
from kernels.draw import combine


@jit
def fold(trajectory, at, kind, a, b):
    """Return the hash (uint64) of a trajectory after one more event."""
    return combine(combine(combine(combine(trajectory, at), kind), a), b)


@jit
def fold_all(trajectory, events):
    """Return the hash after all ``events``, an int64 array (n, 4)."""
    for i in range(events.shape[0]):
        trajectory = fold(trajectory, events[i, 0], events[i, 1], events[i, 2], events[i, 3])
    return trajectory
