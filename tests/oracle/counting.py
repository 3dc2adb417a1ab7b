"""Numbers present over time, from the instants at which things begin and end; plain arithmetic on whole milliseconds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tests.oracle.bench import DAY_MS, HOUR_MS, Measured

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HOURS = 24


def present_ms(start: Ints, end: Ints, at: Ints) -> Ints:
    """Return, for each instant, the total time spent before it by all that begin at ``start`` and end at ``end``."""
    return _passed(start, at) - _passed(end, at)


def _passed(moments: Ints, at: Ints) -> Ints:
    """Return the sum over all ``moments`` before each instant of the time that has passed since."""
    ordered = np.sort(moments)
    before = np.searchsorted(ordered, at)
    return before * at - np.concatenate([[0], np.cumsum(ordered)])[before]


def mean_by_hour(start: Ints, end: Ints, low: int, high: int) -> Floats:
    """Return the mean number present in each hour of the day over the whole days from ``low`` to ``high``, (24,)."""
    edges = np.arange(low, high + 1, HOUR_MS)
    by_hour = np.diff(present_ms(start, end, edges)) / HOUR_MS
    return by_hour.reshape(-1, HOURS).mean(axis=0)


def off_by_day(measured: Measured, officers: int, reason: int) -> Floats:
    """Return how many officers, each of whom has a tour every day, were off for ``reason`` on each day of the window, (days,)."""
    tours, done = measured.inputs.tours, measured.outcome.tours
    counted = (tours["start"] >= measured.low) & (tours["start"] < measured.high)
    day = tours["start"][counted] // DAY_MS
    off = np.bincount(day - day.min(), weights=done["reason"][counted] == reason)
    assert counted.sum() == officers * off.size
    return off


def share_at_level(start: Ints, end: Ints, low: int, high: int) -> Floats:
    """Return the share of the time from ``low`` to ``high`` at which 0, 1, 2, ... are present."""
    at = np.concatenate([start, end])
    step = np.concatenate([np.ones(start.size, dtype=np.int64), -np.ones(end.size, dtype=np.int64)])
    order = np.argsort(at, kind="stable")
    level = np.concatenate([[0], np.cumsum(step[order])])
    edges = np.clip(np.concatenate([[low], at[order], [high]]), low, high)
    spent = np.bincount(np.maximum(level, 0), weights=np.diff(edges).astype(float))
    return spent / (high - low)
