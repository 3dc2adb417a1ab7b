"""What the questions cost, asked in a jitted loop as the engine asks them; ``python -m pytest benchmarks -n 0``."""

from __future__ import annotations

import numpy as np
import pytest

from kernels._jit import jit
from kernels.crewing import crew_fit
from kernels.draw import normal_quantile, poisson_quantile, stream_key, uniform
from kernels.durations import EXPONENTIAL, GAMMA, LOGNORMAL, duration_ms
from kernels.exposures import BUSY, DUTY, N_EXPOSURES, OVERTIME, SLEEPY, TOURS
from kernels.fatigue import tour_kss
from kernels.sickness import spell_from
from kernels.sleep import sleep_until
from kernels.strain import strain_step
from sim.configuration import compose
from sim.inputs.welfare import fatigue_parameters, sickness_parameters

TIMES = 10_000
KEY = np.uint64(stream_key(1, 0, 1))
ZONE = np.zeros(1, dtype=np.int64)
HOUR = 3_600_000


@jit
def _uniforms(n, key):
    total = 0.0
    for i in range(n):
        total += uniform(key, i, 0)
    return total


@jit
def _normals(n, key):
    total = 0.0
    for i in range(n):
        total += normal_quantile(uniform(key, i, 0))
    return total


@jit
def _poissons(n, key, mean):
    total = 0
    for i in range(n):
        total += poisson_quantile(uniform(key, i, 0), mean)
    return total


@jit
def _durations(n, table, row, key):
    total = 0
    for i in range(n):
        total += duration_ms(table, row, key, i, 0)
    return total


@jit
def _fits(n):
    total = 0
    for i in range(n):
        total += crew_fit(1 + i % 2, 1 + i % 4)
    return total


@jit
def _sleeps(n, gap, par, zone):
    total = 0.0
    for i in range(n):
        s_wake, _, _, _, _ = sleep_until(13.8, -17 * HOUR, 8 * HOUR, 0.0, 0.0, i * HOUR, i * HOUR + gap, par, zone, zone)
        total += s_wake
    return total


@jit
def _tours(n, par, zone):
    total = 0.0
    for i in range(n):
        minutes, _, _, _ = tour_kss(13.8, i * HOUR, 0.0, 0.0, i * HOUR + 3 * HOUR, i * HOUR + 13 * HOUR, par, zone, zone)
        total += minutes
    return total


@jit
def _mornings(n, key, par):
    strain = 0.0
    days = 0
    day = np.zeros(N_EXPOSURES, dtype=np.int64)
    day[DUTY], day[BUSY], day[OVERTIME], day[TOURS], day[SLEEPY] = 9 * HOUR, 6 * HOUR, HOUR, 1, HOUR
    for i in range(n):
        strain = strain_step(strain, day, par)
        days += spell_from(key, i, 20_000, 1.0, par)
    return strain + days


TABLE = np.array([[EXPONENTIAL, 30.0, 0.0, 0.0], [LOGNORMAL, 3.0, 1.0, 0.0], [GAMMA, 0.8, 40.0, 0.0]])


def test_uniform(benchmark):
    assert 0 < benchmark(_uniforms, TIMES, KEY) < TIMES


def test_normal(benchmark):
    assert abs(benchmark(_normals, TIMES, KEY)) < TIMES


@pytest.mark.parametrize("mean", [0.4, 30.0])
def test_poisson(benchmark, mean):
    assert benchmark(_poissons, TIMES, KEY, mean) > 0


@pytest.mark.parametrize(("row", "name"), [(0, "exponential"), (1, "lognormal"), (2, "gamma")])
def test_duration(benchmark, row, name):
    assert benchmark(_durations, TIMES, TABLE, row, KEY) > 0, name


def test_crew_fit(benchmark):
    assert benchmark(_fits, TIMES) > 0


@pytest.mark.parametrize("gap_h", [14, 96])
def test_sleep(benchmark, gap_h):
    par = fatigue_parameters(compose([]).fatigue)
    assert benchmark(_sleeps, TIMES, gap_h * HOUR, par, ZONE) > 0


def test_sleepiness_of_a_tour(benchmark):
    par = fatigue_parameters(compose([]).fatigue)
    assert benchmark(_tours, TIMES, par, ZONE) > 0


def test_an_officers_morning(benchmark):
    scenario = compose(["sickness=feedback"])
    par = sickness_parameters(scenario.sickness, scenario.strain)
    assert np.isfinite(benchmark(_mornings, TIMES, KEY, par))
