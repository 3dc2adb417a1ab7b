"""Fitting durations: the planted family comes back, and what fits none keeps its quantiles and its mean."""

from __future__ import annotations

import numpy as np
import pytest

from sim.planner.durations_fit import FEWEST, empirical, fit_duration
from sim.scenario.duration import Duration
from tests.support.synthetic_extract import Kind, draw

CASES = [("lognormal", 35.0, 0.9), ("gamma", 60.0, 0.6), ("weibull", 15.0, 0.6), ("exponential", 12.0, 1.0)]


@pytest.mark.parametrize(("family", "mean", "cv"), CASES)
def test_planted_family_comes_back(family, mean, cv):
    data = draw(np.random.default_rng(7), Kind(1.0, (1, 1, 1), family, mean, cv), 6000)
    fit = fit_duration(data, 1e9)
    assert fit.chosen == family
    assert fit.config["mean_min"] == pytest.approx(mean, rel=0.05)
    if family != "exponential":
        assert fit.config["cv"] == pytest.approx(cv, rel=0.06)
    best = fit.families[0]
    assert best.family == family
    assert best.ks < 0.02
    assert best.quantiles == pytest.approx(fit.observed, rel=0.08)
    assert Duration.model_validate(fit.config).mean == pytest.approx(mean, rel=0.05)


def test_zeros_beyond_a_few_keep_the_quantiles_of_the_data():
    rng = np.random.default_rng(8)
    data = np.where(rng.random(5000) < 0.1, 0.0, rng.gamma(2, 4, 5000))
    fit = fit_duration(data, 720)
    assert fit.chosen == "empirical"
    assert fit.zeros == (data == 0).sum()
    quantiles = np.array(fit.config["quantiles_min"])
    assert (quantiles[:9] == 0).all()
    assert quantiles[12] > 0
    assert fit.model_mean == pytest.approx(data.mean(), rel=0.002)
    few = fit_duration(np.where(rng.random(5000) < 0.005, 0.0, rng.gamma(2, 4, 5000)), 720)
    assert few.chosen == "gamma"
    assert few.zeros > 0


def test_what_fits_no_family_keeps_quantiles_and_mean():
    rng = np.random.default_rng(9)
    data = np.concatenate([rng.normal(5, 0.5, 1000), rng.normal(200, 5, 1000)])
    fit = fit_duration(data, 720)
    assert fit.chosen == "empirical"
    assert all(f.ks > fit.limit for f in fit.families)
    assert fit.model_mean == pytest.approx(data.mean(), rel=0.01)
    assert Duration.model_validate(fit.config).mean == pytest.approx(data.mean(), rel=0.01)


def test_a_lovely_curve_with_the_wrong_mean_is_refused():
    rng = np.random.default_rng(10)
    capped = np.minimum(
        rng.lognormal(2.0, 1.9, 4000), 300
    )  # the tail of a lognormal cut off: the curve fits, its mean does not
    fit = fit_duration(capped, 720)
    lognormal = next(f for f in fit.families if f.family == "lognormal")
    assert lognormal.ks < fit.limit
    assert lognormal.mean > 1.1 * capped.mean()
    assert fit.chosen != "lognormal"
    assert fit.model_mean == pytest.approx(capped.mean(), rel=0.10)


def test_negative_missing_and_long_ones_are_counted_and_left_out():
    data = np.concatenate([np.random.default_rng(11).exponential(10, 500), [-5.0, np.nan, 721.0]])
    fit = fit_duration(data, 720)
    assert (fit.n, fit.left_out) == (500, 3)


def test_few_borrow_from_all():
    rng = np.random.default_rng(12)
    pooled = fit_duration(rng.exponential(10, 500), 720)
    small = fit_duration(rng.exponential(99, FEWEST - 1), 720, pooled)
    assert small.pooled
    assert small.config == pooled.config
    assert small.n == FEWEST - 1
    with pytest.raises(ValueError, match="at least"):
        fit_duration(rng.exponential(99, FEWEST - 1), 720)


def test_no_quantile_stands_for_fewer_than_ten_rows():
    data = np.sort(np.random.default_rng(13).exponential(30, 237))
    quantiles = empirical(data)["quantiles_min"]
    assert len(quantiles) == 24
    assert quantiles[-1] != pytest.approx(data[-1], abs=0.01), "the longest incident is not published"
    assert all(a <= b for a, b in zip(quantiles, quantiles[1:], strict=False))
    assert len(empirical(np.sort(np.random.default_rng(1).exponential(30, 50_000)))["quantiles_min"]) == 101


def test_constant_durations_do_not_break_the_fit():
    fit = fit_duration(np.full(200, 12.0), 720)
    assert fit.chosen == "empirical"
    assert fit.model_mean == pytest.approx(12.0)
