"""The oracles of dispatch themselves: limits that theory knows, and sample paths drawn without the product."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.oracle import ageing, chains, hypercube, paths, preemption, reserve, staged, stepped_staffing, theory
from tests.oracle.counting import HOUR_MS
from tests.oracle.preemption import Stream

URGENT, ROUTINE = Stream.of(0.3, 1.0, 1.0), Stream.of(0.4, 1.25, 1.0)


def _in_ms(hours: np.ndarray) -> np.ndarray:
    return np.rint(hours * HOUR_MS).astype(np.int64)


def test_resumed_work_agrees_with_the_chain_of_one_officer() -> None:
    found = preemption.several_officers((0.3, 0.4), (1.0, 0.8), 1, (60, 300))
    assert [passage.time_h for passage in preemption.resumed([URGENT, ROUTINE])] == pytest.approx(found, rel=1e-8)


def test_the_urgent_are_alone_and_all_together_are_one_queue() -> None:
    one, two = preemption.several_officers((1.0, 2.0), (2.0, 2.0), 2, (40, 200))
    assert one == pytest.approx(theory.mmc_wait(1.0, 2.0, 2) + 0.5, rel=1e-9)
    assert (one + 2.0 * two) / 3.0 == pytest.approx(theory.mmc_wait(3.0, 2.0, 2) + 0.5, rel=1e-9)


def test_work_seldom_interrupted_is_the_ordinary_queue() -> None:
    seldom, wait = Stream.of(1e-4, 1.0, 1.0), theory.mg1_wait(0.6, 1.0, 0.5)
    anew = preemption.begun_anew(seldom, 0.6, theory.gamma(1.0, 0.5))
    for found in (anew, preemption.resumed([seldom, Stream.of(0.6, 1.0, 0.5)])[1]):
        assert (found.wait_h, found.time_h) == pytest.approx((wait, wait + 1.0), rel=2e-3)


def test_work_without_spread_is_the_limit_of_a_small_one() -> None:
    urgent = Stream.of(0.2, 1.0, 1.0)
    exact, near = (preemption.begun_anew(urgent, 0.3, work) for work in (1.0, theory.gamma(1.0, 0.01)))
    assert (near.wait_h, near.time_h) == pytest.approx((exact.wait_h, exact.time_h), rel=1e-3)


@pytest.mark.parametrize("c", [1, 2])
def test_first_come_paths_are_those_of_kiefer_and_wolfowitz(c: int) -> None:
    random = np.random.default_rng(20260105)
    arrivals, services = _in_ms(np.cumsum(random.exponential(1.0, 2000))), _in_ms(random.exponential(0.9 * c, 2000))
    truth = theory.first_free(arrivals, services, np.ones(2000, dtype=int), c)
    np.testing.assert_array_equal(paths.first_come(arrivals, services, c), truth)


def test_interruptions_by_hand() -> None:
    calls, lasts, arrivals, services = np.array([4, 5, 20]), np.array([3, 1, 9]), np.array([1, 2, 12]), np.array([5, 2, 8])
    for anew, truth in ((False, ([1, 10, 12], [10, 12, 20])), (True, ([1, 13, 15], [13, 15, 37]))):
        starts, ends, _ = paths.interrupted(calls, lasts, arrivals, services, anew=anew)
        assert (starts.tolist(), ends.tolist()) == truth


def test_ranks_by_hand() -> None:
    arrivals, services, ranks = np.array([0, 1, 2, 30]), np.array([10, 5, 5, 1]), np.array([9, 4, 3, 0])
    assert paths.by_rank(arrivals, services, ranks).tolist() == [0, 15, 10, 30]


def test_officers_one_by_one_by_hand() -> None:
    arrivals, services, needs = np.array([0, 1, 2, 3]), np.array([10, 4, 1, 1]), np.array([1, 1, 2, 1])
    first, starts = paths.one_by_one(arrivals, services, needs, 2)
    assert (first.tolist(), starts.tolist()) == ([0, 1, 5, 11], [0, 1, 10, 11])


@pytest.mark.parametrize("anew", [False, True])
def test_interrupted_work_agrees_with_its_own_sample_paths(anew: bool) -> None:
    random = np.random.default_rng(20260311)
    n, urgent, rate, cv = 300_000, Stream.of(0.25, 0.8, 1.0), 0.4, 0.5
    work = theory.gamma(1.0, cv)
    arrivals, services = _in_ms(np.cumsum(random.exponential(1.0 / rate, n))), _in_ms(work.rvs(n, random_state=random))
    calls, lasts = (_in_ms(x) for x in (np.cumsum(random.exponential(4.0, n)), random.exponential(urgent.mean, n)))
    starts, ends, breaks = paths.interrupted(calls, lasts, arrivals[: n // 2], services[: n // 2], anew=anew)
    waits, times = ((x - arrivals[: n // 2]) / HOUR_MS for x in (starts, ends))
    assert breaks.mean() == pytest.approx(float(np.expm1(0.25 * services / HOUR_MS).mean()) if anew else 0.25, rel=0.03)
    truth = preemption.begun_anew(urgent, rate, work) if anew else preemption.resumed([urgent, Stream.of(rate, 1.0, cv)])[1]
    assert (waits.mean(), times.mean()) == pytest.approx((truth.wait_h, truth.time_h), rel=0.04)


def test_a_load_that_only_interruptions_make_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="no steady state"):
        preemption.begun_anew(Stream.of(0.5, 0.2, 1.0), 0.4, 2.0)  # 0.4 x 2 + 0.1 = 0.9, but much is done twice
    assert preemption.resumed([Stream.of(0.5, 0.2, 1.0), Stream.of(0.4, 2.0, 0.0)])[1].wait_h > 0


def test_without_a_reserve_it_is_cobhams_queue() -> None:
    found = reserve.cut_off((3.0, 4.0), 1.0, 10, 0, (80, 300))
    assert found.wait_h == pytest.approx(theory.priority_waits([3.0, 4.0], 1.0, 10), rel=1e-8)
    assert found.waits == pytest.approx([theory.erlang_c(7.0, 10)] * 2, rel=1e-8)


def test_a_reserve_for_nobody_takes_officers_away() -> None:
    found = reserve.cut_off((1e-9, 4.0), 1.0, 7, 2, (20, 300))
    assert found.wait_h[1] == pytest.approx(theory.mmc_wait(4.0, 1.0, 5), rel=1e-6)


def test_a_reserve_moves_waiting_to_the_routine_and_work_is_conserved() -> None:
    without, with_it = (reserve.cut_off((3.0, 3.0), 1.0, 9, kept, (80, 400)) for kept in (0, 2))
    assert with_it.wait_h[0] < without.wait_h[0] and with_it.wait_h[1] > without.wait_h[1]
    assert with_it.busy == pytest.approx(6.0, rel=1e-8)


def test_a_reserve_agrees_with_its_own_sample_paths() -> None:
    random = np.random.default_rng(20260105)
    n, rates = 200_000, (3.0, 3.0)
    arrivals, services = _in_ms(np.cumsum(random.exponential(1.0 / 6.0, n))), _in_ms(random.exponential(1.0, n))
    urgent = random.random(n) < 0.5
    waits = (paths.kept_back(arrivals, services, urgent, 9, 2) - arrivals) / HOUR_MS
    truth = reserve.cut_off(rates, 1.0, 9, 2, (80, 400))
    assert (waits[urgent].mean(), waits[~urgent].mean()) == pytest.approx(truth.wait_h, rel=0.06)
    assert ((waits[urgent] > 0).mean(), (waits[~urgent] > 0).mean()) == pytest.approx(truth.waits, rel=0.06)


def test_two_areas_that_share_everything_lose_as_one_force() -> None:
    found = hypercube.two_areas((2.0, 1.0), 1.0, (2, 1), 0)
    assert found.lost == pytest.approx([theory.erlang_b(3.0, 3)] * 2, rel=1e-12)


def test_two_areas_that_keep_everything_are_two_forces() -> None:
    found = hypercube.two_areas((2.0, 1.0), 1.0, (2, 1), 9)
    assert found.lost == pytest.approx([theory.erlang_b(2.0, 2), theory.erlang_b(1.0, 1)], rel=1e-12)
    assert found.by_neighbour == pytest.approx([0.0, 0.0])
    assert found.busy == pytest.approx([2.0 * (1 - found.lost[0]), 1.0 - found.lost[1]], rel=1e-12)


def test_two_areas_agree_with_their_own_sample_paths() -> None:
    random = np.random.default_rng(20260105)
    n, rates, officers = 300_000, (2.0, 1.0), (2, 2)
    arrivals, services = _in_ms(np.cumsum(random.exponential(1.0 / 3.0, n))), _in_ms(random.exponential(1.0, n))
    area = (random.random(n) < 1.0 / 3.0).astype(np.int64)
    chosen = paths.answered_by(arrivals, services, area, officers, 1)
    truth = hypercube.two_areas(rates, 1.0, officers, 1)
    for own in (0, 1):
        mine = chosen[area == own]
        assert (mine < 0).mean() == pytest.approx(truth.lost[own], rel=0.04)
        assert (mine == 1 - own).sum() / (mine >= 0).sum() == pytest.approx(truth.by_neighbour[own], rel=0.06)


def test_one_officer_each_is_the_cube_of_four_corners() -> None:
    """Larson 1974 with two units: the four balances solved by hand for rates 1 and 2 and work at 1."""
    # P00 (1 + 2) = P10 + P01; P10 (1 + 2 + 1) = P00 + P11; P01 (3 + 1) = 2 P00 + P11; 2 P11 = 3 (P10 + P01)
    # gives P10 + P01 = 3 P00, P11 = 4.5 P00, P10 = 5.5 / 4 P00, P01 = 6.5 / 4 P00.
    found = hypercube.two_areas((1.0, 2.0), 1.0, (1, 1), 0)
    total = 1.0 + 3.0 + 4.5
    assert found.lost == pytest.approx([4.5 / total] * 2, rel=1e-12)
    assert found.busy == pytest.approx([(5.5 / 4 + 4.5) / total, (6.5 / 4 + 4.5) / total], rel=1e-12)
    assert found.by_neighbour == pytest.approx([5.5 / 4 / 4.0, 6.5 / 4 / 4.0], rel=1e-12)


def test_a_short_delay_is_nearly_first_come_and_a_long_one_nearly_cobhams() -> None:
    rates, fcfs = (0.3, 0.3), 0.6 / 0.4
    strict = theory.priority_waits(rates, 1.0, 1)
    for delay, limit in ((0.2, (fcfs, fcfs)), (25.0, strict)):
        assert ageing.delayed_rank(rates, 1.0, delay) == pytest.approx(limit, rel=0.06)
    urgent = [ageing.delayed_rank(rates, 1.0, delay)[0] for delay in (0.5, 1.0, 2.0, 4.0, 8.0)]
    assert all(b < a for a, b in zip([fcfs, *urgent], [*urgent, strict[0]], strict=True))


def test_delayed_ranks_agree_with_their_own_sample_paths() -> None:
    random = np.random.default_rng(20260105)
    n, rates, delay = 1_000_000, (0.3, 0.35), 3.0
    comes = np.cumsum(random.exponential(1.0 / sum(rates), n))
    routine = random.random(n) < rates[1] / sum(rates)
    arrivals = _in_ms(comes)
    starts = paths.by_rank(arrivals, _in_ms(random.exponential(1.0, n)), arrivals + _in_ms(delay * routine))
    waits = (starts - arrivals) / HOUR_MS
    truth = ageing.delayed_rank(rates, 1.0, delay)
    assert (waits[~routine].mean(), waits[routine].mean()) == pytest.approx(truth, rel=0.03)


def test_officers_sent_one_by_one_change_no_start() -> None:
    """First come first served, a job begins at the same moment whether its first officer waits at the scene or at the station."""
    found, together = staged.one_by_one(4.0, 2.0, 5, 0.3), chains.one_or_two_officers(4.0, 2.0, 5, 0.3)
    assert found.wait_h == pytest.approx(together.wait_one_h, rel=1e-7)
    assert found.wait_h + found.gathering_h == pytest.approx(together.wait_two_h, rel=1e-7)
    assert found.busy == pytest.approx(together.busy + 4.0 * 0.3 * found.gathering_h, rel=1e-8)


def test_an_odd_officer_gathers_for_pairs() -> None:
    """Three officers, every job for two: M/M/1 whose second in line has one of them already."""
    found, rho = staged.one_by_one(1.2, 2.0, 3, 1.0), 0.6
    assert found.wait_h == pytest.approx(rho**3 / (1.0 - rho) / 1.2, rel=1e-8)
    assert found.gathering_h == pytest.approx(rho**2 / 1.2, rel=1e-8)
    assert found.waits == pytest.approx(rho**2, rel=1e-8)


@pytest.mark.parametrize("handed_back", [False, True])
def test_shifts_of_one_strength_are_the_day_without_shifts_if_work_is_handed_back(handed_back: bool) -> None:
    rates = 3.0 + 2.5 * np.sin(np.arange(24) / 24 * 2 * np.pi)
    day = chains.repeating_day(rates, 2.0, 3, 80)
    found = stepped_staffing.shifts_of_a_day(rates, [3] * 24, [7, 19], 2.0, 80, handed_back=handed_back)
    if handed_back:
        assert found.wait_h == pytest.approx(day.wait_h, rel=1e-6)
        assert found.number_in_system == pytest.approx(day.number_in_system, rel=1e-6)
    else:  # those held over are officers more
        assert found.number_in_system[7] < 0.99 * day.number_in_system[7]
        assert found.mean_wait_h(rates) < 0.99 * day.mean_wait_h(rates)


def test_held_over_officers_beside_officers_enough_change_nothing() -> None:
    rates = 3.0 + 2.5 * np.sin(np.arange(24) / 24 * 2 * np.pi)
    endless = theory.infinite_servers_by_hour(rates, stats.expon(scale=2.5).sf, 120.0)
    found = stepped_staffing.shifts_of_a_day(rates, [60] * 24, [7, 19], 0.4, 70, handed_back=False)
    assert found.number_in_system == pytest.approx(endless, rel=1e-6)


@pytest.mark.parametrize("handed_back", [False, True])
def test_shifts_agree_with_their_own_sample_paths(handed_back: bool) -> None:
    random = np.random.default_rng(20260311)
    rates = 3.0 + 2.5 * np.sin(np.arange(24) / 24 * 2 * np.pi)
    officers = np.where((np.arange(24) >= 7) & (np.arange(24) < 19), 4, 2)
    mu, days = 2.0, 2500
    truth = stepped_staffing.shifts_of_a_day(rates, officers.tolist(), [7, 19], mu, 90, handed_back=handed_back)
    counts = random.poisson(np.tile(rates, days))
    arrivals = np.sort(_in_ms(np.repeat(np.arange(24 * days), counts) + random.random(counts.sum())))
    services = np.maximum(1, _in_ms(random.exponential(1.0 / mu, arrivals.size)))
    changes = [(0, 2), *((HOUR_MS * (24 * day + hour), c) for day in range(days + 3) for hour, c in ((7, 4), (19, 2)))]
    starts, ends = paths.shifts(arrivals, services, changes, handed_back=handed_back)
    number = float((ends - arrivals).sum()) / (24.0 * days * HOUR_MS)
    assert number == pytest.approx(float(truth.number_in_system.mean()), rel=0.04)
    assert (starts - arrivals).mean() / HOUR_MS == pytest.approx(truth.mean_wait_h(rates), rel=0.06)


def test_shifts_by_hand() -> None:
    arrivals, services, changes = np.array([0, 1, 2, 3]), np.array([10, 10, 2, 4]), [(0, 2), (5, 1), (20, 2)]
    for handed_back, truth in ((True, ([0, 1, 16, 18], [10, 16, 18, 22])), (False, ([0, 1, 5, 7], [10, 11, 7, 11]))):
        starts, ends = paths.shifts(arrivals, services, changes, handed_back=handed_back)
        assert (starts.tolist(), ends.tolist()) == truth
