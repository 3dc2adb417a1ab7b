"""Questions about systems that are slow or down, and what ways of working add to an incident's writing up or take off it.

An outage is a row (from, to) of ``outages`` (n, 2), int64 ms: the systems are down from the first moment on and back at the last.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.draw import uniform
from kernels.durations import duration_ms

# Draw numbers of an incident, beside those of ``kernels.demand``, ``kernels.front_door`` and ``kernels.safety``.
SLOW_SYSTEMS, MOBILE = 47, 48


@jit
def _begun_by(outages, now):
    """Return how many outages have begun by ``now``."""
    low, high = 0, outages.shape[0]
    while low < high:
        middle = (low + high) // 2
        if outages[middle, 0] <= now:
            low = middle + 1
        else:
            high = middle
    return low


@jit
def wait_for_systems(outages, now, paper_after_ms):
    """Return how long, in ms, writing up due to go on ``now`` waits: to the end of an outage, at most ``paper_after_ms``."""
    begun = _begun_by(outages, now)
    if begun == 0 or outages[begun - 1, 1] <= now:
        return np.int64(0)
    return min(outages[begun - 1, 1] - now, np.int64(paper_after_ms))


@jit
def writes_until(outages, now, left_ms):
    """Return when writing up that goes on ``now`` with ``left_ms`` to go stops: when it is done, or as the next outage begins."""
    begun = _begun_by(outages, now)
    done = np.int64(now + left_ms)
    if begun < outages.shape[0] and outages[begun, 0] < done:
        return outages[begun, 0]
    return done


@jit
def add_working(incidents, trip_ms, mobile_share, lean_ms, slow_row, durations):
    """Change the writing up of ``incidents`` (INCIDENT records) by ways of working, and say what slow systems add to each.

    All are written up at base, after a trip of ``trip_ms``, but for a share ``mobile_share`` of them; each takes ``lean_ms``
    less, and never less than nothing.  ``slow_row``: row of ``durations``, -1 none.  What nobody writes up stays as it is.
    """
    for i in range(incidents.shape[0]):
        if incidents[i].clearing_ms == 0:
            continue
        me = incidents[i].key
        trip = trip_ms if uniform(me, MOBILE, 0) >= mobile_share else 0
        incidents[i].clearing_ms = max(0, incidents[i].clearing_ms + trip - lean_ms)
        if slow_row >= 0:
            incidents[i].systems_ms = duration_ms(durations, slow_row, me, SLOW_SYSTEMS, 0)
