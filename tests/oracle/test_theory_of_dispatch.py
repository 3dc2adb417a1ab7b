"""The oracles of dispatch themselves: limits that theory knows, and sample paths drawn without the product."""

from __future__ import annotations

import heapq

import numpy as np
import pytest
from scipy import stats

from tests.oracle import ageing, chains, hypercube, preemption, reserve, staged, stepped_staffing, theory
from tests.oracle.preemption import Stream

URGENT, ROUTINE = Stream.of(0.3, 1.0, 1.0), Stream.of(0.4, 1.25, 1.0)


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


@pytest.mark.parametrize("anew", [False, True])
def test_interrupted_work_agrees_with_its_own_sample_paths(anew: bool) -> None:
    random = np.random.default_rng(20260311)
    n, urgent, rate, cv = 300_000, Stream.of(0.25, 0.8, 1.0), 0.4, 0.5
    work = theory.gamma(1.0, cv)
    comes, needs = np.cumsum(random.exponential(1.0 / rate, n)), work.rvs(n, random_state=random)
    calls = np.cumsum(random.exponential(1.0 / urgent.rate, n))
    lasts, until, call = random.exponential(urgent.mean, n), 0.0, 0
    waits, times = np.empty(n // 2), np.empty(n // 2)
    for job in range(n // 2):  # no list of events: the server is away whenever an urgent call is there
        now, rest, begun = until, needs[job], False
        while calls[call] <= max(now, comes[job]):
            now, call = max(now, calls[call]) + lasts[call], call + 1
        now = max(now, comes[job])
        while True:
            while calls[call] <= now:
                now, call = now + lasts[call], call + 1
            if not begun:
                waits[job], begun = now - comes[job], True
            if calls[call] - now >= rest:
                break
            rest, now = needs[job] if anew else rest - (calls[call] - now), calls[call]
        until = now + rest
        times[job] = until - comes[job]
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


def test_two_areas_that_share_everything_lose_as_one_force() -> None:
    found = hypercube.two_areas((2.0, 1.0), 1.0, (2, 1), 0)
    assert found.lost == pytest.approx([theory.erlang_b(3.0, 3)] * 2, rel=1e-12)


def test_two_areas_that_keep_everything_are_two_forces() -> None:
    found = hypercube.two_areas((2.0, 1.0), 1.0, (2, 1), 9)
    assert found.lost == pytest.approx([theory.erlang_b(2.0, 2), theory.erlang_b(1.0, 1)], rel=1e-12)
    assert found.by_neighbour == pytest.approx([0.0, 0.0])
    assert found.busy == pytest.approx([2.0 * (1 - found.lost[0]), 1.0 - found.lost[1]], rel=1e-12)


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
    work = random.exponential(1.0, n)
    ranks = (comes + delay * routine).tolist()
    arrivals, lasts, queue, sent, now, i = comes.tolist(), work.tolist(), [], [0.0] * n, 0.0, 0
    while i < n or queue:
        if not queue:
            now = max(now, arrivals[i])
        while i < n and arrivals[i] <= now:
            heapq.heappush(queue, (ranks[i], i))
            i += 1
        job = heapq.heappop(queue)[1]
        sent[job] = now
        now += lasts[job]
    waits = np.array(sent) - comes
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
    day = chains.repeating_day(rates, 2.0, 3, 120)
    found = stepped_staffing.shifts_of_a_day(rates, [3] * 24, [7, 19], 2.0, 120, handed_back=handed_back)
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
    mu, days = 2.0, 4000
    truth = stepped_staffing.shifts_of_a_day(rates, officers.tolist(), [7, 19], mu, 150, handed_back=handed_back)
    came: list[float] = []  # those in the system and not held over, in order of arrival
    first: list[float] = []  # when somebody was first sent to them, -1 not yet
    waited, area, now, held = [], 0.0, 0.0, 0
    for hour in range(days * 24):
        c, rate = int(officers[hour % 24]), float(rates[hour % 24])
        if hour % 24 in (7, 19) and not handed_back:
            leaving = min(len(came), int(officers[(hour - 1) % 24]))
            held, first, came = held + leaving, first[leaving:], came[leaving:]
        now = float(hour)
        while True:
            for place in range(min(c, len(came))):
                if first[place] < 0:
                    first[place] = now
                    waited.append(now - came[place])
            busy = min(c, len(came))
            total = rate + mu * (busy + held)
            step = min(random.exponential(1.0 / total), hour + 1 - now)
            area += step * (len(came) + held)
            now += step
            if now >= hour + 1:
                break
            which = random.random() * total
            if which < rate:
                came.append(now)
                first.append(-1.0)
            elif which < rate + mu * busy:
                place = int((which - rate) / mu)
                del came[place], first[place]
            else:
                held -= 1
    assert area / (days * 24) == pytest.approx(float(truth.number_in_system.mean()), rel=0.03)
    assert np.mean(waited) == pytest.approx(truth.mean_wait_h(rates), rel=0.05)
