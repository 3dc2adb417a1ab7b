"""Shifts of different strength under a daily rhythm; at their end officers hand back their work or stay with it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from tests.oracle import paths, stepped_staffing, theory
from tests.oracle.bench import COMPILED, DAY_MS, HOUR_MS, LONG_RUNS, REFERENCE, Measured, Report, Size, logged, observe, one_run
from tests.oracle.controls import poisson, work_controls
from tests.oracle.counting import mean_by_hour, share_at_level

TEAM, MEAN_H, LAM = 3, 0.5, 4.9
CHANGES = (7, 19)
OFFICERS = np.where((np.arange(24) >= 7) & (np.arange(24) < 19), 2 * TEAM, TEAM)  # of four teams two by day and one by night
DAILY = 1.0 + 0.6 * np.sin(2.0 * np.pi * (np.arange(24) + 0.5 - 9.0) / 24.0)  # the shape demand=hourly names
RATES = LAM * DAILY
OVERRIDES = [
    "demand=hourly", f"force.officers={4 * TEAM}", logged(LAM), "demand.types.job.scene.mean_min=30", "roster.always_on=false",
    "roster.shifts={D: {start: '07:00', hours: 12, night: false}, N: {start: '19:00', hours: 12, night: true}}",
    "roster.cycle=[D,D,N,R]", "roster.teams=4", "roster.offset_days=1",
]
ENDLESS = theory.infinite_servers_by_hour(RATES, stats.expon(scale=MEAN_H).sf, 20.0)


def _beyond_those_on_duty() -> tuple[float, float]:
    """Return the share of time with everybody on duty busy, and the mean number beyond them, were there officers without end:
    Poisson with the mean m(t) of M(t)/M/infinity, m' = rate - mu m, at every minute of a day.
    """
    m, share, beyond = float(ENDLESS[0]), 0.0, 0.0
    for minute in range(3 * 1440):  # the first days forget where m began
        rate, on_duty = RATES[minute // 60 % 24], int(OFFICERS[minute // 60 % 24])
        middle = rate * MEAN_H + (m - rate * MEAN_H) * np.exp(-0.5 / 60.0 / MEAN_H)
        if minute >= 2 * 1440:
            busy = poisson(middle)
            share += float(busy[on_duty:].sum()) / 1440
            beyond += float(busy @ np.maximum(np.arange(busy.size) - on_duty, 0)) / 1440
        m = rate * MEAN_H + (m - rate * MEAN_H) * np.exp(-1.0 / 60.0 / MEAN_H)
    return share, beyond


BEYOND = _beyond_those_on_duty()


def _crowding(measured: Measured) -> tuple[float, float]:
    """Return by how much the same incidents would exceed both numbers of ``_beyond_those_on_duty``."""
    incidents = measured.inputs.incidents
    nights = np.repeat(np.arange(-1, measured.inputs.horizon_ms // DAY_MS + 1) * DAY_MS, TEAM)  # who is off by night is busy too
    start = np.concatenate([incidents["created"], nights + CHANGES[1] * HOUR_MS])
    end = np.concatenate([incidents["created"] + incidents["scene_ms"], nights + DAY_MS + CHANGES[0] * HOUR_MS])
    share = share_at_level(start, end, measured.low, measured.high)
    level = np.arange(share.size)
    return float(share[2 * TEAM :].sum()) - BEYOND[0], float(share @ np.maximum(level - 2 * TEAM, 0)) - BEYOND[1]


def _look(measured: Measured) -> tuple[float, ...]:
    """Return the mean number in system by hour (24), the mean wait, how often work was handed back, and controls as in
    ``test_daily_rhythm``, with the crowding of those on duty before the hours.
    """
    incidents, practice = measured.inputs.incidents, measured.outcome.incidents
    closed = np.where(practice["closed"] >= 0, practice["closed"], measured.inputs.horizon_ms)
    present = mean_by_hour(incidents["created"], closed, measured.low, measured.high)
    start, scene = incidents["created"], incidents["scene_ms"]
    endless = mean_by_hour(start, start + scene, measured.low, measured.high) - ENDLESS
    handed_back = float(measured.practice["suspended"].sum())
    controls = *work_controls(measured, LAM, MEAN_H), *_crowding(measured), *endless
    return *present, float(measured.waits_h.mean()), handed_back, *controls


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
@pytest.mark.parametrize("tour_end", ["hand_back", "hold_over"])
def test_every_start_and_end_is_that_of_the_recursion(tour_end: str, engine: str, seed: int) -> None:
    inputs, outcome = one_run([*OVERRIDES, f"operations.tour_end={tour_end}"], engine, seed, 12)
    plan, practice = inputs.incidents, outcome.incidents
    hours = (hour for hour in range(24 * 40) if hour == 0 or hour % 24 in CHANGES)
    changes = [(hour * HOUR_MS, int(OFFICERS[hour % 24])) for hour in hours]
    starts, ends = paths.shifts(plan["created"], plan["scene_ms"], changes, handed_back=tour_end == "hand_back")
    assert (practice["suspended"] > 0).any() == (tour_end == "hand_back")
    np.testing.assert_array_equal(practice["sent"], np.where(starts < inputs.horizon_ms, starts, -1))
    np.testing.assert_array_equal(practice["closed"], np.where(ends < inputs.horizon_ms, ends, -1))


@pytest.mark.parametrize("engine", LONG_RUNS)
@pytest.mark.parametrize("tour_end", ["hand_back", "hold_over"])
def test_kolmogorov_with_shifts(tour_end: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    day = stepped_staffing.shifts_of_a_day(
        RATES, OFFICERS.tolist(), CHANGES, 1.0 / MEAN_H, 100, handed_back=tour_end == "hand_back"
    )
    assert (RATES > OFFICERS / MEAN_H).any()
    found = report(engine, f"M(t)/M/c(t), {2 * TEAM} by day and {TEAM} by night, {tour_end}")
    overrides = [*OVERRIDES, f"operations.tour_end={tour_end}", "operations.interrupted=resume"]
    seen = observe(overrides, engine, seed, Size(100, 320), _look, settle_h=48, tail_h=24)
    assert (seen[:, 25] > 0).all() == (tour_end == "hand_back")
    work, endless = seen[:, 26:30], seen[:, 30:]
    controls = np.column_stack([work, endless[:, [14, 17, 20]]])
    found.agrees("mean wait, h", day.mean_wait_h(RATES), seen[:, 24], 0.02, controls, family=25)
    for hour in range(24):
        before = [hour, hour - 2, hour - 4, hour - 6]  # what crowded this hour, and those before it
        own = np.column_stack([work, endless[:, before]])
        truth = float(day.number_in_system[hour])
        found.agrees(f"mean number in system at {hour:02d}h", truth, seen[:, hour], 0.02, own, family=25)
