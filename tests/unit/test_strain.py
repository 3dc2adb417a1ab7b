"""Strain: the reference officer stays at zero, memory fades as told, and gain zero leaves no trace."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kernels import exposures as e
from kernels import strain as k
from kernels._jit import jit
from kernels.clock import HOUR_MS
from kernels.exposures import BUSY, NIGHTS

TOUR = 10 * HOUR_MS


MAIN = ("workload", "overtime", "nights", "fatigue")


def _par() -> np.ndarray:
    par = np.zeros(k.N_STRAIN)
    par[k.STRAIN_DAYS] = 14.0
    assert tuple(name for name, _, _ in k.STRESSORS)[:4] == MAIN
    par[k.FIRST_REFERENCE : k.FIRST_REFERENCE + 4] = 0.65, 0.05, 0.25, 0.125
    par[k.FIRST_WEIGHT : k.FIRST_WEIGHT + 4] = 0.2, 0.157, 0.139, 0.297
    return par


PAR = _par()


def _day(**exposures: float) -> np.ndarray:
    day = np.zeros(e.N_EXPOSURES)
    for name, amount in exposures.items():
        day[e.NAMES.index(name)] = amount
    return day


def _reference_day(duty: int, tours: int = 1) -> np.ndarray:
    return _day(duty=duty, busy=0.65 * duty, overtime=0.05 * duty, tours=tours, nights=0.25 * tours, sleepy=0.125 * duty)


@pytest.mark.parametrize("hours", [0, 6, 8, 10, 12])
def test_the_reference_exposures_leave_an_officer_at_zero(hours: int) -> None:
    x = 0.0
    for _ in range(60):
        x = k.strain_step(x, _reference_day(hours * HOUR_MS), PAR)
    assert abs(x) < 1e-12


def test_strain_fades_with_its_memory_when_off_duty() -> None:
    x = 1.7
    for _ in range(14):
        x = k.strain_step(x, _day(), PAR)
    assert x == pytest.approx(1.7 / math.e, rel=1e-12)


@pytest.mark.parametrize(("exposure", "amount", "expected"), [
    ("busy", 2 * HOUR_MS, 0.2 * 2 / 8),       # two more busy hours
    ("overtime", 4 * HOUR_MS, 0.157 * 4 / 8),  # four more hours of overtime
    ("nights", 1, 0.139),                     # one more night
    ("sleepy", 1 * HOUR_MS, 0.297 / 8),       # one more sleepy hour
    ("busy", -8 * HOUR_MS, -0.2),             # lighter days lower strain
])
def test_one_excess_moves_strain_by_its_weight(exposure: str, amount: float, expected: float) -> None:
    day = _reference_day(TOUR)
    day[e.NAMES.index(exposure)] += amount
    assert k.strain_step(0.0, day, PAR) == pytest.approx(expected, abs=1e-12)
    assert k.strain_step(1.0, day, PAR) == pytest.approx(math.exp(-1 / 14) + expected, abs=1e-12)


@pytest.mark.parametrize("number", range(k.N_STRESSORS), ids=[name for name, _, _ in k.STRESSORS])
def test_each_stressor_is_its_exposure_against_its_reference(number: int) -> None:
    """Reference a quarter: 8 hours, tours or incidents bring 2 of it; 5 are 3 too many, 1 is 1 too few; others say nothing."""
    _, exposure, against = k.STRESSORS[number]
    unit = HOUR_MS if against == e.DUTY else k.COUNTED[number]
    par = np.zeros(k.N_STRAIN)
    par[k.STRAIN_DAYS], par[k.FIRST_WEIGHT + number] = 14.0, 0.4
    par[k.FIRST_REFERENCE + number] = 0.25 * k.COUNTED[number]
    day = np.full(e.N_EXPOSURES, 77.0)
    day[against], worth = 8 * (HOUR_MS if against == e.DUTY else 1), 0.4 / (8 if against == e.DUTY else 1)
    for amount, excess in ((5, 3), (2, 0), (1, -1)):
        day[exposure] = amount * unit
        assert k.strain_step(0.0, day, par) == pytest.approx(worth * excess, abs=1e-12)


def test_more_of_a_stressor_never_lowers_strain() -> None:
    dice = np.random.default_rng(3)
    for _ in range(200):
        par = np.concatenate([[dice.uniform(1, 60)], dice.uniform(0, 1, 2 * k.N_STRESSORS), np.zeros(k.N_STRAIN - k.STRUCTURE)])
        day = dice.integers(0, 5, e.N_EXPOSURES).astype(float)
        more = day.copy()
        stressors = [exposure for _, exposure, against in k.STRESSORS if exposure != against]
        more[dice.choice(stressors)] += 1
        assert k.strain_step(0.5, more, par) >= k.strain_step(0.5, day, par)


def test_more_duty_at_the_same_shares_is_no_strain_but_the_same_work_on_less_duty_is() -> None:
    short, long = (_day(duty=hours * HOUR_MS, busy=6 * HOUR_MS, tours=1, nights=0.25) for hours in (8, 12))
    assert k.strain_step(0.0, short, PAR) > k.strain_step(0.0, long, PAR)


def test_a_steady_excess_settles_at_its_theoretical_level() -> None:
    x, day = 0.0, _reference_day(TOUR)
    day[e.BUSY] += HOUR_MS
    for _ in range(1000):
        x = k.strain_step(x, day, PAR)
    assert x == pytest.approx(0.2 / 8 / (1 - math.exp(-1 / 14)), rel=1e-9)


def test_of_a_day_short_of_officers_counts_the_share_that_was_missing() -> None:
    assert e.short_handed(8 * HOUR_MS, 3, 4.0) == 2 * HOUR_MS
    assert e.short_handed(8 * HOUR_MS, 4, 4.0) == e.short_handed(8 * HOUR_MS, 9, 4.0) == e.short_handed(8 * HOUR_MS, 0, 0.0) == 0


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
def _year(busy, row, par):
    path = np.empty(busy.shape[0])
    x = 0.0
    for day in range(busy.shape[0]):
        row[BUSY], row[NIGHTS] = busy[day], day % 2
        x = k.strain_step(x, row, par)
        path[day] = k.hazard_multiplier(x, 0.8, 5.0)
    return path


def test_same_bits_from_python_and_from_inside_another_kernel() -> None:
    busy = np.random.default_rng(7).integers(0, 36_000_000, 365)
    day_of = _day(duty=36_000_000, overtime=1_800_000, tours=1, sleepy=3_600_000)
    inside, x = _year(busy, day_of.copy(), PAR), 0.0
    for day, worked in enumerate(busy.tolist()):
        day_of[e.BUSY], day_of[e.NIGHTS] = worked, day % 2
        x = k.strain_step(x, day_of, PAR)
        assert k.hazard_multiplier(x, 0.8, 5.0) == inside[day]
