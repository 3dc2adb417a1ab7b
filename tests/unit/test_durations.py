"""Durations: quantiles against theory, means and spreads as configured, and whole milliseconds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, special, stats

from kernels import durations as k
from kernels.clock import MINUTE_MS
from kernels.draw import uniform
from kernels.gamma import gamma_cdf, gamma_quantile
from sim.inputs.durations import DurationTable, parameters_of, weibull_shape
from sim.scenario import Duration

U = np.concatenate([np.geomspace(1e-12, 0.4, 40), np.linspace(0.01, 0.99, 99), 1 - np.geomspace(1e-7, 0.4, 40)])
HIGHEST = (2**52 - 0.5) * 2.0**-52  # the largest number a draw can be
SPREAD = [("lognormal", 0.2), ("lognormal", 1.5), ("gamma", 0.3), ("gamma", 1.0), ("gamma", 3.0), ("weibull", 0.4),
          ("weibull", 2.5)]  # fmt: skip


def _row(duration: Duration) -> np.ndarray:
    return np.array([parameters_of(duration)], dtype=np.float64)


def _quantiles(duration: Duration, u: np.ndarray = U) -> np.ndarray:
    row = _row(duration)
    return np.array([k.duration_minutes(row, 0, value) for value in u])


def _theory(kind: str, mean: float, cv: float) -> stats.rv_continuous:
    if kind == "exponential":
        return stats.expon(scale=mean)
    if kind == "lognormal":
        sigma = math.sqrt(math.log(1 + cv * cv))
        return stats.lognorm(sigma, scale=mean / math.sqrt(1 + cv * cv))
    if kind == "gamma":
        return stats.gamma(1 / cv**2, scale=mean * cv**2)
    shape = weibull_shape(cv)
    return stats.weibull_min(shape, scale=mean / special.gamma(1 + 1 / shape))


@pytest.mark.parametrize(("kind", "cv"), [("exponential", 1.0), *SPREAD])
def test_quantiles_are_those_of_theory(kind: str, cv: float) -> None:
    ours = _quantiles(Duration(kind=kind, mean_min=42.0, cv=cv))
    np.testing.assert_allclose(ours, _theory(kind, 42.0, cv).ppf(U), rtol=1e-9)


@pytest.mark.parametrize(("kind", "cv"), SPREAD)
def test_mean_and_spread_are_as_configured(kind: str, cv: float) -> None:
    row = _row(Duration(kind=kind, mean_min=30.0, cv=cv))
    first, second = (
        integrate.quad(lambda z, p=p: k.duration_minutes(row, 0, special.ndtr(z)) ** p * stats.norm.pdf(z), -8, 8, limit=400)[0]
        for p in (1, 2))  # fmt: skip
    assert first == pytest.approx(30.0, rel=2e-3)
    assert math.sqrt(second - first**2) / first == pytest.approx(cv, rel=0.02)


@pytest.mark.parametrize(("kind", "cv"), [("exponential", 1.0), ("deterministic", 1.0), *SPREAD])
def test_longer_means_move_every_draw_the_same_way(kind: str, cv: float) -> None:
    shorter, longer = (_quantiles(Duration(kind=kind, mean_min=mean, cv=cv)) for mean in (20.0, 25.0))
    assert (longer > shorter).all()
    np.testing.assert_allclose(longer / shorter, 1.25, rtol=1e-9)  # the mean is a scale
    assert (np.diff(shorter[np.argsort(U)]) >= 0).all()


def test_a_certain_duration() -> None:
    assert (_quantiles(Duration(kind="deterministic", mean_min=12.5)) == 12.5).all()
    assert (_quantiles(Duration(kind="deterministic", mean_min=0)) == 0).all()


def test_an_exponential_by_hand() -> None:
    row = _row(Duration(kind="exponential", mean_min=30.0))
    assert k.duration_minutes(row, 0, 0.5) == pytest.approx(30 * math.log(2), rel=1e-15)
    assert k.duration_minutes(row, 0, 1 - math.exp(-2)) == pytest.approx(60.0, rel=1e-12)


def test_empirical_quantiles_are_joined_by_straight_lines() -> None:
    row = _row(Duration(kind="empirical", quantiles_min=(0, 10, 20, 60, 300)))
    for u, minutes in [(1e-12, 0), (0.125, 5), (0.25, 10), (0.5, 20), (0.625, 40), (0.75, 60), (0.875, 180)]:
        assert k.duration_minutes(row, 0, u) == pytest.approx(minutes, abs=1e-9)
    assert k.duration_minutes(row, 0, HIGHEST) == pytest.approx(300, rel=1e-12)


def test_an_empirical_mean_is_the_mean_of_the_lines() -> None:
    duration = Duration(kind="empirical", quantiles_min=(0, 10, 20, 60, 300))
    u = (np.arange(40_000) + 0.5) / 40_000
    assert _quantiles(duration, u).mean() == pytest.approx(duration.mean, rel=1e-6)


# The table


def test_rows_are_shared_by_equal_durations_and_padded() -> None:
    table = DurationTable()
    plain = Duration(kind="exponential", mean_min=30.0)
    rows = [table.row(plain), table.row(Duration(kind="empirical", quantiles_min=(1, 2, 9))), table.row(plain),
            table.row(Duration(kind="deterministic", mean_min=4.0))]  # fmt: skip
    assert rows == [0, 1, 0, 2]
    assert table.table().shape == (3, k.FIRST_QUANTILE + 3)
    assert k.duration_minutes(table.table(), 2, 0.3) == 4.0
    assert k.duration_minutes(table.table(), 1, 0.75) == pytest.approx(5.5)


def test_whole_milliseconds_of_the_draw_at_its_address() -> None:
    table = np.array([[k.DETERMINISTIC, 0.5 / MINUTE_MS, 0, 0], [k.DETERMINISTIC, 1.5 / MINUTE_MS, 0, 0],
                      [k.DETERMINISTIC, 90.0, 0, 0], [k.EXPONENTIAL, 30.0, 0, 0]])  # fmt: skip
    key = np.uint64(4)
    assert [int(k.duration_ms(table, row, key, 9, 0)) for row in range(3)] == [0, 2, 90 * MINUTE_MS]  # half to even
    drawn = [int(k.duration_ms(table, 3, key, entity, number)) for entity in range(4) for number in range(3)]
    wanted = [round(-30 * math.log1p(-uniform(key, entity, number)) * MINUTE_MS) for entity in range(4) for number in range(3)]
    assert drawn == wanted
    assert len(set(drawn)) == 12


# The gamma quantile and the Weibull shape


@pytest.mark.parametrize("shape", [0.02, 0.1, 0.3, 0.5, 1.0, 1.7, 5.0, 40.0, 1_000.0])
def test_gamma_distribution_and_quantile_are_those_of_theory(shape: float) -> None:
    u = U if shape >= 0.3 else U[(U > 1e-4)]  # below, quantiles of such shapes leave the range of floating point
    ours = np.array([gamma_quantile(value, shape) for value in u])
    np.testing.assert_allclose(ours, special.gammaincinv(shape, u), rtol=2e-9)
    x = np.geomspace(1e-3, 5, 40) * shape
    np.testing.assert_allclose([gamma_cdf(value, shape) for value in x], special.gammainc(shape, x), rtol=1e-11, atol=1e-14)
    assert gamma_cdf(0.0, shape) == 0.0


@pytest.mark.parametrize("shape", [0.02, 1.0, 40.0])
def test_the_far_end_of_a_gamma_is_as_good_as_numbers_near_one_allow(shape: float) -> None:
    # There the distribution function moves by less than its own rounding over a visible stretch of x.
    for u in (1 - 1e-9, 1 - 1e-12, HIGHEST):
        x = gamma_quantile(u, shape)
        assert math.isfinite(x)
        assert abs(special.gammainc(shape, x) - u) < 1e-15


@pytest.mark.parametrize("cv", [0.05, 0.3, 1.0, 2.5, 10.0])
def test_the_weibull_shape_has_the_spread_asked_for(cv: float) -> None:
    shape = weibull_shape(cv)
    mean, variance = stats.weibull_min(shape).stats("mv")
    assert math.sqrt(variance) / mean == pytest.approx(cv, rel=1e-8)
    if cv == 1.0:
        assert shape == pytest.approx(1.0, rel=1e-9)
