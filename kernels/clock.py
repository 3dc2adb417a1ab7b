"""The clock: integer milliseconds since the study began, and the local time derived from it.

``zone_at_ms`` (n,) and ``zone_offset_ms`` (n,) int64 hold the instants at which the local clock changes and the offset from
then on, so that local wall-clock milliseconds since the first local midnight are ``t + offset``.
"""

from __future__ import annotations

from kernels._jit import jit

SECOND_MS = 1_000
MINUTE_MS = 60_000
HOUR_MS = 3_600_000
DAY_MS = 86_400_000


@jit
def local_ms(t, zone_at_ms, zone_offset_ms):
    """Return local wall-clock milliseconds since the first local midnight, at elapsed millisecond ``t``."""
    i = zone_at_ms.shape[0] - 1
    while i > 0 and zone_at_ms[i] > t:
        i -= 1
    return t + zone_offset_ms[i]


@jit
def hour_of_day(t, zone_at_ms, zone_offset_ms):
    """Return the local clock hour in [0, 24) as a float, at elapsed millisecond ``t``."""
    return (local_ms(t, zone_at_ms, zone_offset_ms) % DAY_MS) / HOUR_MS
