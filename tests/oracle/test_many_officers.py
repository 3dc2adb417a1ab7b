"""M/G/infinity: with officers enough for everybody, the number busy is Poisson whatever the distribution of the work."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from tests.oracle import theory
from tests.oracle.bench import COMPILED, REFERENCE, REFERENCE_FULL, Look, Measured, Report, Size, logged, observe
from tests.oracle.controls import work_controls
from tests.oracle.counting import mean_by_hour, share_at_level

BUSY = 4.0  # mean number busy, everywhere
OFFICERS = 25  # all of them busy with probability 1e-12: officers without end
MEAN_H = 0.1
WORKS = {
    "lognormal": "{kind: lognormal, mean_min: 6, cv: 1.2}",
    "gamma": "{kind: gamma, mean_min: 6, cv: 0.6}",
    "empirical": "{kind: empirical, quantiles_min: [0, 2, 6, 16]}",  # mean (1 + 4 + 11) / 3 = 5 1/3
}
MEANS_H = {"empirical": 16.0 / 3.0 / 60.0}
CASES = [  # the reference runs one distribution in the ordinary run and all in the deep one
    *((work, COMPILED) for work in WORKS), ("lognormal", REFERENCE),
    *(pytest.param(work, REFERENCE_FULL, marks=pytest.mark.deep) for work in WORKS),
]
SIZES = {COMPILED: Size(100, 5), REFERENCE: Size(30, 1)}


def _busy(measured: Measured) -> tuple[np.ndarray, np.ndarray]:
    practice = measured.outcome.incidents
    assert (measured.practice["sent"] == measured.plan["created"]).all()  # nobody waits
    return practice["sent"][practice["sent"] >= 0], practice["closed"][practice["sent"] >= 0]


def _look(lam: float, mean_h: float) -> Look:
    """Return what is looked at: mean, spread around the true mean, shares of time with few and with many busy, controls."""

    def look(measured: Measured) -> tuple[float, ...]:
        sent, closed = _busy(measured)
        open_until = np.where(closed >= 0, closed, measured.inputs.horizon_ms)
        share = share_at_level(sent, open_until, measured.low, measured.high)
        level = np.arange(share.size)
        spread = float(share @ (level - BUSY) ** 2) / BUSY
        few, many = float(share[:3].sum()), float(share[6:].sum())
        return float(share @ level), spread, few, many, *work_controls(measured, lam, mean_h)

    return look


@pytest.mark.parametrize(("work", "engine"), CASES)
def test_number_busy_is_poisson(work: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    mean_h = MEANS_H.get(work, MEAN_H)
    lam = BUSY / mean_h
    overrides = ["demand=flat", f"force.officers={OFFICERS}", logged(lam), f"demand.types.job.scene={WORKS[work]}"]
    found = report(engine, f"M/G/infinity, {work}, {BUSY:g} busy")
    seen = observe(overrides, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look(lam, mean_h), settle_h=3, tail_h=3)
    poisson = stats.poisson(BUSY)
    width = 0.10 if engine == REFERENCE else 0.02
    found.agrees("mean busy", BUSY, seen[:, 0], 0.02, seen[:, 4:])
    found.agrees("variance / mean", 1.0, seen[:, 1], width, seen[:, 4:])
    found.agrees("P(2 or fewer)", float(poisson.cdf(2)), seen[:, 2], width, seen[:, 4:])
    found.agrees("P(6 or more)", float(poisson.sf(5)), seen[:, 3], width, seen[:, 4:])


DAILY = 1.0 + 0.6 * np.sin(2.0 * np.pi * (np.arange(24) + 0.5 - 9.0) / 24.0)  # the shape demand=hourly names
LATE_H = 2.0  # mean work in the hourly case: long enough to lag behind the rate


def _by_hour(measured: Measured) -> tuple[float, ...]:
    sent, closed = _busy(measured)
    open_until = np.where(closed >= 0, closed, measured.inputs.horizon_ms)
    return *mean_by_hour(sent, open_until, measured.low, measured.high), *work_controls(measured, BUSY / LATE_H, LATE_H)


def test_number_busy_follows_the_hour(seed: int, report: Callable[[str, str], Report]) -> None:
    """M(t)/G/infinity: the mean by hour is the rate convolved with the tail of the work, hours later and flatter."""
    rates = BUSY / LATE_H * DAILY
    overrides = ["demand=hourly", f"force.officers={OFFICERS}", logged(BUSY / LATE_H),
                 f"demand.types.job.scene={{kind: lognormal, mean_min: {60 * LATE_H}, cv: 1.0}}"]
    found = report(COMPILED, f"M(t)/G/infinity, lognormal, {BUSY:g} busy on average")
    seen = observe(overrides, COMPILED, seed, Size(100, 220), _by_hour, settle_h=72, tail_h=72)
    truth = theory.infinite_servers_by_hour(rates, theory.lognormal(LATE_H, 1.0).sf, 72.0)
    assert truth.argmax() > DAILY.argmax()  # the case is of use only if the peak is late
    for hour in range(24):
        found.agrees(f"mean busy at {hour:02d}h", truth[hour], seen[:, hour], 0.02, seen[:, 24:], family=24)
