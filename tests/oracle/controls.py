"""Control variates: numbers of a replication whose mean is 0 by construction, to take chance out of its results.

They are made from the incidents drawn, never from what an engine did with them, and theory gives their expectation exactly.
With them a mean wait needs a third of the incidents it would need without (Lavenberg and Welch 1981, *Management Science*
27:322); the intervals lose one degree of freedom for each.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from tests.oracle.bench import HOUR_MS, Measured
from tests.oracle.counting import share_at_level


def work_controls(measured: Measured, per_hour: float, mean_h: float, kind: int | None = None) -> tuple[float, float]:
    """Return the excess of incidents over the expected number, as a share of it, and the excess of work over that number of
    mean jobs.

    ``kind`` restricts both to one type of incident, ``per_hour`` being its rate.
    """
    jobs = measured.plan if kind is None else measured.plan[measured.plan["kind"] == kind]
    expected = per_hour * measured.hours
    work = float(jobs["scene_ms"].sum()) / HOUR_MS / mean_h
    return jobs.size / expected - 1.0, (work - jobs.size) / expected


def endless_controls(measured: Measured, per_hour: float, mean_h: float, officers: int) -> tuple[float, float]:
    """Return how much more than expected the same incidents would crowd ``officers`` if there were officers without end.

    Then the number under way is Poisson with mean ``per_hour`` x ``mean_h``, whatever the distribution of the work (M/G/infinity).
    The first number is the excess of the share of time with at least ``officers`` under way, the second that of the mean number
    beyond them.
    """
    start = measured.inputs.incidents["created"]
    share = share_at_level(start, start + measured.inputs.incidents["scene_ms"], measured.low, measured.high)
    offered = per_hour * mean_h
    level = np.arange(max(share.size, int(offered + 20 * np.sqrt(offered) + 20)))
    excess = np.pad(share, (0, level.size - share.size)) - stats.poisson.pmf(level, offered)
    return float(excess @ (level >= officers)), float(excess @ np.maximum(level - officers, 0))


def queue_controls(measured: Measured, per_hour: float, mean_h: float, officers: int) -> tuple[float, ...]:
    """Return both pairs of controls for a queue at a steady rate."""
    return *work_controls(measured, per_hour, mean_h), *endless_controls(measured, per_hour, mean_h, officers)
