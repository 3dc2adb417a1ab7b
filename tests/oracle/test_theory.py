"""The oracles themselves: published values, and one way of computing held against another."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from tests.oracle import chains, theory


def _birth_death(lam: float, mu: float, c: int, size: int = 600) -> np.ndarray:
    logs = np.concatenate([[0.0], np.cumsum([math.log(lam / (mu * min(n, c))) for n in range(1, size)])])
    p = np.exp(logs - logs.max())
    return p / p.sum()


@pytest.mark.parametrize(("offered", "c", "lost"), [(1.0, 1, 0.5), (2.0, 2, 0.4), (10.0, 10, 0.21458), (100.0, 100, 0.07570)])
def test_erlang_b_gives_the_tabulated_losses(offered: float, c: int, lost: float) -> None:
    assert theory.erlang_b(offered, c) == pytest.approx(lost, abs=5e-6)


@pytest.mark.parametrize(("lam", "mu", "c"), [(0.7, 1.0, 1), (4.2, 2.0, 3), (160.0, 10.0, 20)])
def test_erlang_c_is_the_tail_of_the_birth_and_death_chain(lam: float, mu: float, c: int) -> None:
    p = _birth_death(lam, mu, c)
    n = np.arange(p.size)
    assert theory.erlang_c(lam / mu, c) == pytest.approx(p[c:].sum(), rel=1e-9)
    assert theory.mmc_wait(lam, mu, c) == pytest.approx(p @ np.maximum(n - c, 0) / lam, rel=1e-9)


def test_one_server_waits_rho_over_mu_minus_lam() -> None:
    assert theory.mmc_wait(0.7, 1.0, 1) == pytest.approx(0.7 / 0.3, rel=1e-12)
    assert theory.mg1_wait(0.7, 1.0, 1.0) == pytest.approx(0.7 / 0.3, rel=1e-12)
    assert theory.mg1_wait(0.7, 1.0, 0.0) == pytest.approx(0.35 / 0.3, rel=1e-12)  # M/D/1 waits half as long


def test_priority_moves_waiting_but_makes_none() -> None:
    lams, mu, c = [3.0, 5.0, 2.0], 2.0, 7
    waits = theory.priority_waits(lams, mu, c)
    assert np.dot(lams, waits) / sum(lams) == pytest.approx(theory.mmc_wait(sum(lams), mu, c), rel=1e-12)
    assert waits[0] < waits[1] < waits[2]


def test_the_highest_class_alone_waits_as_in_a_queue_of_its_own_kind() -> None:
    assert theory.priority_waits([5.0], 2.0, 3)[0] == pytest.approx(theory.mmc_wait(5.0, 2.0, 3), rel=1e-12)


def test_a_steady_day_is_the_stationary_queue() -> None:
    day = chains.repeating_day([4.2] * 24, 2.0, 3, 150)
    wait = theory.mmc_wait(4.2, 2.0, 3)
    assert day.wait_h == pytest.approx(np.full(24, wait), rel=1e-6)
    assert day.number_in_system == pytest.approx(np.full(24, 4.2 * (wait + 0.5)), rel=1e-6)


def test_a_day_that_repeats_obeys_littles_law() -> None:
    rates = 3.0 + 2.5 * np.sin(np.arange(24) / 24 * 2 * np.pi)
    day = chains.repeating_day(rates, 2.0, 3, 120)
    assert day.waiting.mean() == pytest.approx(rates.mean() * day.mean_wait_h(rates), rel=1e-6)
    assert day.number_in_system.mean() == pytest.approx(rates.mean() * (day.mean_wait_h(rates) + 0.5), rel=1e-6)


def test_with_officers_enough_the_day_is_that_of_infinitely_many() -> None:
    rates = 3.0 + 2.5 * np.sin(np.arange(24) / 24 * 2 * np.pi)
    day = chains.repeating_day(rates, 0.4, 60, 70)
    endless = theory.infinite_servers_by_hour(rates, stats.expon(scale=2.5).sf, 120.0)
    assert day.number_in_system == pytest.approx(endless, rel=1e-6)


def test_infinitely_many_officers_at_a_steady_rate_are_busy_lam_times_mean() -> None:
    for work in (theory.lognormal(1.7, 1.5), theory.gamma(1.7, 0.5), stats.expon(scale=1.7)):
        assert theory.infinite_servers_by_hour([4.0] * 24, work.sf, 400.0) == pytest.approx(np.full(24, 6.8), rel=1e-4)


@pytest.mark.parametrize(("shape", "mean", "cv"), [(theory.lognormal, 0.3, 1.4), (theory.gamma, 2.0, 0.6)])
def test_distributions_have_the_mean_and_spread_asked_for(shape: object, mean: float, cv: float) -> None:
    work = shape(mean, cv)  # type: ignore[operator]
    assert (work.mean(), work.std()) == pytest.approx((mean, mean * cv), rel=1e-9)


def test_jobs_of_one_officer_are_the_ordinary_queue() -> None:
    found = chains.one_or_two_officers(4.2, 2.0, 3, 0.0)
    assert found.wait_h == pytest.approx(theory.mmc_wait(4.2, 2.0, 3), rel=1e-8)
    assert found.waits == pytest.approx(theory.erlang_c(2.1, 3), rel=1e-8)


def test_jobs_of_two_officers_are_a_queue_of_pairs() -> None:
    found = chains.one_or_two_officers(2.4, 2.0, 5, 1.0)  # the fifth officer has no partner
    assert found.wait_h == pytest.approx(theory.mmc_wait(2.4, 2.0, 2), rel=1e-8)
    assert found.busy == pytest.approx(2.4, rel=1e-8)


def test_mixed_jobs_keep_the_officers_busy_that_they_ask_for() -> None:
    found = chains.one_or_two_officers(4.0, 2.0, 5, 0.3)
    assert found.busy == pytest.approx(4.0 / 2.0 * 1.3, rel=1e-8)
    assert found.wait_one_h < found.wait_h < found.wait_two_h


def test_mixed_jobs_agree_with_their_own_sample_paths() -> None:
    random = np.random.default_rng(20260105)
    lam, mu, c, two, n = 4.0, 2.0, 4, 0.3, 400_000
    unit = 10_000_000  # an hour
    arrivals = np.cumsum(random.exponential(unit / lam, n)).astype(np.int64)
    needs = 1 + (random.random(n) < two).astype(np.int64)
    starts = theory.first_free(arrivals, random.exponential(unit / mu, n).astype(np.int64), needs, c)
    waits = (starts - arrivals)[1000:] / unit
    found = chains.one_or_two_officers(lam, mu, c, two)
    assert waits.mean() == pytest.approx(found.wait_h, rel=0.04)
    assert waits[needs[1000:] == 2].mean() == pytest.approx(found.wait_two_h, rel=0.04)
    assert (waits > 0).mean() == pytest.approx(found.waits, rel=0.02)


def test_sample_paths_of_one_server_are_lindleys() -> None:
    arrivals, services = np.array([0, 1, 2, 20, 21]), np.array([5, 5, 1, 3, 1])
    assert theory.first_free(arrivals, services, np.ones(5, int), 1).tolist() == [0, 5, 10, 20, 23]


def test_sample_paths_hold_the_queue_for_a_job_that_needs_two() -> None:
    arrivals, services, needs = np.array([0, 1, 2, 3]), np.array([10, 4, 1, 1]), np.array([1, 1, 2, 1])
    assert theory.first_free(arrivals, services, needs, 2).tolist() == [0, 1, 10, 11]


def test_spells_that_begin_at_once_again_leave_no_well_day() -> None:
    assert theory.share_away(1e6, 3.0) == pytest.approx(1.0, abs=1e-9)
    p = -math.expm1(-10 / 365.25)
    assert theory.share_away(10.0, 1.0) == pytest.approx(p, rel=1e-12)  # spells of a day: every day is a draw
    assert theory.geometric_days(3.0) == pytest.approx(sum(math.exp(-k / 3.0) for k in range(400)), rel=1e-12)


def test_no_steady_state_is_an_error() -> None:
    with pytest.raises(ValueError, match="no steady state"):
        theory.mmc_wait(10.0, 2.0, 5)
