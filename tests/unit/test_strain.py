"""Strain: the reference officer stays at zero, memory fades as told, and gain zero leaves no trace."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kernels import strain as k
from kernels._jit import jit
from kernels.clock import HOUR_MS

TOUR = 10 * HOUR_MS


def _par(**changes: float) -> np.ndarray:
    values = dict(STRAIN_DAYS=14.0, REFERENCE_WORKLOAD=0.65, REFERENCE_OVERTIME=0.05, REFERENCE_NIGHTS=0.25,
                  REFERENCE_FATIGUE=0.125, WEIGHT_WORKLOAD=0.2, WEIGHT_OVERTIME=0.157, WEIGHT_NIGHTS=0.139,
                  WEIGHT_FATIGUE=0.297)
    par = np.zeros(k.N_STRAIN)
    for name, value in {**values, **changes}.items():
        par[getattr(k, name)] = value
    return par


PAR = _par()


def _reference_day(duty: int, tours: int = 1) -> tuple[float, ...]:
    return duty, 0.65 * duty, 0.05 * duty, tours, 0.25 * tours, 0.125 * duty


@pytest.mark.parametrize("hours", [0, 6, 8, 10, 12])
def test_the_reference_exposures_leave_an_officer_at_zero(hours: int) -> None:
    x = 0.0
    for _ in range(60):
        x = k.strain_step(x, *_reference_day(hours * HOUR_MS), PAR)
    assert abs(x) < 1e-12


def test_strain_fades_with_its_memory_when_off_duty() -> None:
    x = 1.7
    for _ in range(14):
        x = k.strain_step(x, 0, 0, 0, 0, 0, 0, PAR)
    assert x == pytest.approx(1.7 / math.e, rel=1e-12)


@pytest.mark.parametrize(("column", "amount", "expected"), [
    (1, 2 * HOUR_MS, 0.2 * 2 / 8),       # two more busy hours
    (2, 4 * HOUR_MS, 0.157 * 4 / 8),     # four more hours of overtime
    (4, 1, 0.139),                       # one more night
    (5, 1 * HOUR_MS, 0.297 / 8),         # one more sleepy hour
    (1, -8 * HOUR_MS, -0.2),             # lighter days lower strain
])
def test_one_excess_moves_strain_by_its_weight(column: int, amount: float, expected: float) -> None:
    day = list(_reference_day(TOUR))
    day[column] += amount
    assert k.strain_step(0.0, *day, PAR) == pytest.approx(expected, abs=1e-12)
    assert k.strain_step(1.0, *day, PAR) == pytest.approx(math.exp(-1 / 14) + expected, abs=1e-12)


def test_more_duty_at_the_same_shares_is_no_strain_but_the_same_work_on_less_duty_is() -> None:
    assert k.strain_step(0.0, 8 * HOUR_MS, 6 * HOUR_MS, 0, 1, 0.25, 0, PAR) > k.strain_step(
        0.0, 12 * HOUR_MS, 6 * HOUR_MS, 0, 1, 0.25, 0, PAR)


def test_a_steady_excess_settles_at_its_theoretical_level() -> None:
    x = 0.0
    for _ in range(1000):
        x = k.strain_step(x, TOUR, 0.65 * TOUR + HOUR_MS, 0.05 * TOUR, 1, 0.25, 0.125 * TOUR, PAR)
    assert x == pytest.approx(0.2 / 8 / (1 - math.exp(-1 / 14)), rel=1e-9)


@pytest.mark.parametrize("x", [-50.0, -1.0, 0.0, 0.3, 50.0])
def test_gain_zero_gives_exactly_one(x: float) -> None:
    assert k.hazard_multiplier(x, 0.0, 5.0) == 1.0
    assert k.hazard_multiplier(x, 0.0, 1.0) == 1.0


@pytest.mark.parametrize(("x", "gain", "expected"), [
    (0.5, 1.0, math.exp(0.5)), (0.5, -1.0, math.exp(-0.5)), (9.0, 1.0, 5.0), (9.0, -1.0, 0.2), (-9.0, -1.0, 5.0),
    (1e6, 5.0, 5.0), (-1e6, 5.0, 0.2)])
def test_the_multiplier_is_exponential_signed_and_clipped(x: float, gain: float, expected: float) -> None:
    assert k.hazard_multiplier(x, gain, 5.0) == pytest.approx(expected, rel=1e-14)


@jit
def _year(busy, par):
    path = np.empty(busy.shape[0])
    x = 0.0
    for day in range(busy.shape[0]):
        x = k.strain_step(x, 36_000_000, busy[day], 1_800_000, 1, day % 2, 3_600_000, par)
        path[day] = k.hazard_multiplier(x, 0.8, 5.0)
    return path


def test_same_bits_from_python_and_from_inside_another_kernel() -> None:
    busy = np.random.default_rng(7).integers(0, 36_000_000, 365)
    inside, x = _year(busy, PAR), 0.0
    for day, worked in enumerate(busy.tolist()):
        x = k.strain_step(x, 36_000_000, worked, 1_800_000, 1, day % 2, 3_600_000, PAR)
        assert k.hazard_multiplier(x, 0.8, 5.0) == inside[day]
