"""Control variates: numbers of a replication whose mean is 0 by construction, to take chance out of its results.

They are made from the incidents drawn, never from what an engine did with them, and theory gives their expectation exactly.
With them a mean wait needs a third of the incidents it would need without (Lavenberg and Welch 1981, *Management Science*
27:322); the intervals lose one degree of freedom for each.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from tests.oracle.bench import HOUR_MS, Floats, Measured
from tests.oracle.counting import share_at_level
from tests.oracle.paths import first_come


def work_controls(measured: Measured, per_hour: float, mean_h: float, kind: int | None = None) -> tuple[float, float]:
    """Return the excess of incidents over the expected number, as a share of it, and the excess of work over that number of
    mean jobs.

    ``kind`` restricts both to one type of incident, ``per_hour`` being its rate.
    """
    jobs = measured.plan if kind is None else measured.plan[measured.plan["kind"] == kind]
    expected = per_hour * measured.hours
    work = float(jobs["scene_ms"].sum()) / HOUR_MS / mean_h
    return jobs.size / expected - 1.0, (work - jobs.size) / expected


def endless_controls(measured: Measured, expected: Floats, officers: int) -> tuple[float, float]:
    """Return how much more than expected the same incidents would crowd ``officers`` if there were officers without end.

    ``expected`` is the distribution of the number of officers then busy: the share of time with 0, 1, 2, ... (M/G/infinity).
    The first number is the excess of the share of time with at least ``officers`` busy, the second that of the mean number
    beyond them.
    """
    incidents = measured.inputs.incidents
    start = np.repeat(incidents["created"], incidents["officers"])
    end = np.repeat(incidents["created"] + incidents["scene_ms"], incidents["officers"])
    share = share_at_level(start, end, measured.low, measured.high)
    level = np.arange(max(share.size, expected.size))
    excess = np.pad(share, (0, level.size - share.size)) - np.pad(expected, (0, level.size - expected.size))
    return float(excess @ (level >= officers)), float(excess @ np.maximum(level - officers, 0))


def poisson(mean: float) -> Floats:
    """Return the probabilities of 0, 1, 2, ... of a Poisson number, as far as they matter."""
    return stats.poisson.pmf(np.arange(int(mean + 20.0 * np.sqrt(mean) + 20.0)), mean)


def queue_controls(measured: Measured, per_hour: float, mean_h: float, officers: int) -> tuple[float, ...]:
    """Return both pairs of controls for a queue of incidents of one officer each at a steady rate."""
    expected = poisson(per_hour * mean_h)
    return *work_controls(measured, per_hour, mean_h), *endless_controls(measured, expected, officers)


def first_come_control(measured: Measured, expected_h: float, officers: int) -> float:
    """Return by what share of its expectation the mean wait would exceed it if the same incidents, all of one officer, were
    answered first come first served; whatever the true order, those waits and these are close kin.
    """
    incidents = measured.inputs.incidents
    waits = (first_come(incidents["created"], incidents["scene_ms"], officers) - incidents["created"]) / HOUR_MS
    inside = (incidents["created"] >= measured.low) & (incidents["created"] < measured.high)
    return float(waits[inside].mean()) / expected_h - 1.0
