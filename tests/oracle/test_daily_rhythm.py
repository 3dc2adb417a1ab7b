"""M(t)/M/c: the rate follows the hour of day and at its peak exceeds what the officers can do (Kolmogorov equations)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from tests.oracle import chains, theory
from tests.oracle.bench import COMPILED, ENGINES, HOUR_MS, REFERENCE, Measured, Report, Size, logged, observe
from tests.oracle.controls import work_controls
from tests.oracle.counting import mean_by_hour

OFFICERS, MEAN_H, LOAD = 6, 0.5, 0.63
LAM = LOAD * OFFICERS / MEAN_H
DAILY = 1.0 + 0.6 * np.sin(2.0 * np.pi * (np.arange(24) + 0.5 - 9.0) / 24.0)  # the shape demand=hourly names
OVERRIDES = ["demand=hourly", f"force.officers={OFFICERS}", logged(LAM), "demand.types.job.scene.mean_min=30"]
SIZES = {COMPILED: Size(100, 300), REFERENCE: Size(30, 16)}
PEAK = slice(14, 18)  # hours in which the load is above 1 or the queue of those hours still stands
# After midnight a queue is a rare leftover of the evening: too skewed for Student's interval in the reference's short run.
TOLD_SOON = range(8, 22)
ENDLESS = theory.infinite_servers_by_hour(LAM * DAILY, stats.expon(scale=MEAN_H).sf, 20.0)  # officers busy without a queue


def _look(measured: Measured) -> tuple[float, ...]:
    """Return the mean number in system by hour (24), the mean wait of those created in the peak hours and of all, and controls:
    excess work (2), and by how much the same incidents would keep busy more officers without end than expected, by hour (24).
    """
    practice, waits = measured.outcome.incidents, measured.waits_h
    closed = np.where(practice["closed"] >= 0, practice["closed"], measured.inputs.horizon_ms)
    present = mean_by_hour(measured.inputs.incidents["created"], closed, measured.low, measured.high)
    hour = measured.plan["created"] // HOUR_MS % 24
    peak = waits[(hour >= PEAK.start) & (hour < PEAK.stop)]
    start, scene = measured.inputs.incidents["created"], measured.inputs.incidents["scene_ms"]
    endless = mean_by_hour(start, start + scene, measured.low, measured.high) - ENDLESS
    return *present, float(peak.mean()), float(waits.mean()), *work_controls(measured, LAM, MEAN_H), *endless


@pytest.mark.parametrize("engine", ENGINES)
def test_kolmogorov(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    rates = LAM * DAILY
    day = chains.repeating_day(rates, 1.0 / MEAN_H, OFFICERS, 150)
    assert (rates > OFFICERS / MEAN_H).any()
    found = report(engine, f"M(t)/M/{OFFICERS}, load {LOAD} on average, {rates.max() * MEAN_H / OFFICERS:.3f} at the peak")
    seen = observe(OVERRIDES, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look, settle_h=48, tail_h=24)
    wider = 0.25 if engine == REFERENCE else 0.02
    work, endless = seen[:, 26:28], seen[:, 28:]
    controls = np.column_stack([work, endless[:, [11, 14, 17]]])
    peak = float(np.average(day.wait_h[PEAK], weights=rates[PEAK]))
    found.agrees("mean wait of the peak hours, h", peak, seen[:, 24], wider, controls, family=26)
    found.agrees("mean wait, h", day.mean_wait_h(rates), seen[:, 25], wider, controls, family=26)
    for hour in TOLD_SOON if engine == REFERENCE else range(24):
        truth = float(day.number_in_system[hour])
        wide = 0.20 if engine == REFERENCE else 0.02
        own = np.column_stack([work, endless[:, [hour, hour - 2, hour - 5]]])  # what crowded this hour, and those before it
        found.agrees(f"mean number in system at {hour:02d}h", truth, seen[:, hour], wide, own, family=26)
