"""Shifts of different strength under a daily rhythm; at their end officers hand back their work or stay with it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from tests.oracle import stepped_staffing, theory
from tests.oracle.bench import COMPILED, ENGINES, REFERENCE, Measured, Report, Size, logged, observe
from tests.oracle.controls import work_controls
from tests.oracle.counting import mean_by_hour

TEAM, MEAN_H, LAM = 3, 0.5, 5.6
CHANGES = (7, 19)
OFFICERS = np.where((np.arange(24) >= 7) & (np.arange(24) < 19), 2 * TEAM, TEAM)  # of four teams two by day and one by night
DAILY = 1.0 + 0.6 * np.sin(2.0 * np.pi * (np.arange(24) + 0.5 - 9.0) / 24.0)  # the shape demand=hourly names
RATES = LAM * DAILY
OVERRIDES = [
    "demand=hourly", f"force.officers={4 * TEAM}", logged(LAM), "demand.types.job.scene.mean_min=30", "roster.always_on=false",
    "roster.shifts={D: {start: '07:00', hours: 12, night: false}, N: {start: '19:00', hours: 12, night: true}}",
    "roster.cycle=[D,D,N,R]", "roster.teams=4", "roster.offset_days=1",
]
SIZES = {COMPILED: Size(100, 200), REFERENCE: Size(30, 16)}
TOLD_SOON = range(8, 24)  # before that a queue is a rare leftover, too skewed for the reference's short run
ENDLESS = theory.infinite_servers_by_hour(RATES, stats.expon(scale=MEAN_H).sf, 20.0)


def _look(measured: Measured) -> tuple[float, ...]:
    """Return the mean number in system by hour (24), the mean wait, how often work was handed back, and controls as in
    ``test_daily_rhythm``.
    """
    incidents, practice = measured.inputs.incidents, measured.outcome.incidents
    closed = np.where(practice["closed"] >= 0, practice["closed"], measured.inputs.horizon_ms)
    present = mean_by_hour(incidents["created"], closed, measured.low, measured.high)
    start, scene = incidents["created"], incidents["scene_ms"]
    endless = mean_by_hour(start, start + scene, measured.low, measured.high) - ENDLESS
    handed_back = float(measured.practice["suspended"].sum())
    return *present, float(measured.waits_h.mean()), handed_back, *work_controls(measured, LAM, MEAN_H), *endless


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("tour_end", ["hand_back", "hold_over"])
def test_kolmogorov_with_shifts(tour_end: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    day = stepped_staffing.shifts_of_a_day(
        RATES, OFFICERS.tolist(), CHANGES, 1.0 / MEAN_H, 150, handed_back=tour_end == "hand_back"
    )
    assert (RATES > OFFICERS / MEAN_H).any()
    found = report(engine, f"M(t)/M/c(t), {2 * TEAM} by day and {TEAM} by night, {tour_end}")
    overrides = [*OVERRIDES, f"operations.tour_end={tour_end}", "operations.interrupted=resume"]
    seen = observe(overrides, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look, settle_h=48, tail_h=24)
    assert (seen[:, 25] > 0).all() == (tour_end == "hand_back")
    work, endless = seen[:, 26:28], seen[:, 28:]
    wide = 0.25 if engine == REFERENCE else 0.02
    controls = np.column_stack([work, endless[:, [14, 17, 20]]])
    found.agrees("mean wait, h", day.mean_wait_h(RATES), seen[:, 24], wide, controls, family=25)
    for hour in TOLD_SOON if engine == REFERENCE else range(24):
        own = np.column_stack([work, endless[:, [hour, hour - 2, hour - 5]]])  # what crowded this hour, and those before it
        truth = float(day.number_in_system[hour])
        found.agrees(f"mean number in system at {hour:02d}h", truth, seen[:, hour], wide, own, family=25)
