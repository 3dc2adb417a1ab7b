"""Intervals, verdicts and families: worked by hand, against other libraries, and on processes whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.experiments.comparison import compare
from sim.experiments.stability import stability
from sim.experiments.statistics import difference_interval, holm, mean_interval, paired_difference, t_quantile, verdict

NAN = float("nan")


def test_mean_interval_worked_by_hand() -> None:
    # mean 4, s = 2, standard error 2/sqrt(3); t(0.975, 2) = 4.302653 from printed tables
    interval = mean_interval([2.0, 4.0, 6.0])
    assert (interval.n, interval.n_missing, interval.mean) == (3, 0, 4.0)
    assert (interval.high - interval.low) / 2 == pytest.approx(4.302653 * 2 / 3**0.5, rel=1e-6)


@pytest.mark.parametrize("comparisons", [1, 20, 261])
@pytest.mark.parametrize("n", [2, 10, 200])
def test_quantile_agrees_with_scipy_stats(n: int, comparisons: int) -> None:
    assert t_quantile(n, 0.95, comparisons) == pytest.approx(stats.t.isf(0.05 / comparisons / 2, n - 1), rel=1e-9)


def test_missing_replications_are_counted_not_hidden() -> None:
    interval = mean_interval([1.0, NAN, 3.0, NAN])
    assert (interval.n, interval.n_missing, interval.mean) == (2, 2, 2.0)
    gap = paired_difference([1.0, NAN, 3.0, 4.0], [0.0, 1.0, NAN, 1.0])
    assert (gap.n, gap.n_missing, gap.difference) == (2, 2, 2.0)


def test_one_replication_or_none_gives_no_interval() -> None:
    one, none = mean_interval([3.0]), mean_interval([NAN])
    assert one.mean == 3.0
    assert np.isnan([one.low, one.high, one.standard_error]).all()
    assert none.n == 0
    assert np.isnan(none.mean)
    assert verdict(one.low, one.high, "lower") == "too close to call"


@pytest.mark.parametrize("wrong", [{"level": 1.0}, {"level": 0.0}, {"comparisons": 0}])
def test_impossible_requests_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        mean_interval([1.0, 2.0], **wrong)  # type: ignore[arg-type]


def test_infinite_values_and_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="infinite"):
        mean_interval([1.0, float("inf")])
    with pytest.raises(ValueError, match="infinite"):
        paired_difference([1.0, float("inf")], [1.0, 2.0])
    with pytest.raises(ValueError, match="paired"):
        paired_difference([1.0, 2.0], [1.0])


def test_paired_difference_agrees_with_the_paired_t_test() -> None:
    draw = np.random.default_rng(11)
    b = draw.normal(size=12)
    a = b + 0.3 + 0.2 * draw.normal(size=12)
    gap, reference = paired_difference(a, b), stats.ttest_rel(a, b)
    assert gap.p_value == pytest.approx(reference.pvalue, rel=1e-9)
    assert (gap.low, gap.high) == pytest.approx(tuple(reference.confidence_interval(0.95)), rel=1e-9)
    assert gap.correlation == pytest.approx(np.corrcoef(a, b)[0, 1], rel=1e-9)
    assert not gap.pairing_is_idle


def test_pairing_that_gains_nothing_is_flagged() -> None:
    b = np.array([1.0, 2.0, 3.0, 4.0])
    assert paired_difference(-b, b).pairing_is_idle
    assert not paired_difference(np.ones(4), b).pairing_is_idle  # no correlation to speak of where one never varies


def test_identical_scenarios_differ_by_exactly_nothing() -> None:
    values = np.random.default_rng(3).normal(size=9) * 1e6
    gap = paired_difference(values, values.copy())
    assert (gap.difference, gap.low, gap.high, gap.p_value) == (0.0, 0.0, 0.0, 1.0)
    assert verdict(gap.low, gap.high, "higher") == "too close to call"


def test_rounding_is_no_difference() -> None:
    gap = paired_difference([0.1 + 0.2] * 5, [0.3] * 5)
    assert gap.difference == 0.0
    assert verdict(gap.low, gap.high, "neutral") == "too close to call"


@pytest.mark.parametrize(("n", "comparisons", "stands"), [
    (2, 1, False), (5, 1, False), (6, 1, True), (9, 13, False), (11, 100, False), (12, 100, True)])  # fmt: skip
def test_a_difference_that_never_varies_needs_enough_replications(n: int, comparisons: int, stands: bool) -> None:
    """2^(1 - n) at most 0.05 / comparisons: the sign test, since there is no spread for Student's t."""
    for a, b in (([2.0] * n, [0.0] * n), (np.arange(n) + 2.0, np.arange(n) + 0.0)):
        gap = paired_difference(a, b, comparisons=comparisons)
        assert (gap.n, gap.difference, gap.standard_error, gap.p_value) == (n, 2.0, 0.0, 2.0 ** (1 - n))
        assert (gap.low, gap.high) == (2.0, 2.0) if stands else np.isnan([gap.low, gap.high]).all()
        assert verdict(gap.low, gap.high, "lower") == ("worse" if stands else "too close to call")


@pytest.mark.parametrize("n", [6, 7, 12, 14])
def test_the_sign_test_is_that_of_the_binomial(n: int) -> None:
    ones = np.arange(n)
    assert paired_difference(ones + 2.0, ones).p_value == pytest.approx(stats.binomtest(n, n).pvalue)
    assert paired_difference(ones, ones + 2.0).p_value == pytest.approx(stats.binomtest(0, n).pvalue)


@pytest.mark.parametrize("n", [2, 5, 40])
def test_what_was_settled_before_the_runs_is_certain(n: int) -> None:
    """600 posts in every run and 570 in every run of a cut: no chance is in it, however few runs and many comparisons."""
    gap = paired_difference([570.0] * n, [600.0] * n, comparisons=1000)
    assert (gap.difference, gap.low, gap.high, gap.standard_error, gap.p_value) == (-30.0, -30.0, -30.0, 0.0, 0.0)
    assert verdict(gap.low, gap.high, "neutral") == "lower"
    assert verdict(gap.low, gap.high, "higher") == "worse"
    same = paired_difference([600.0] * n, [600.0] * n, comparisons=1000)
    assert (same.difference, same.low, same.high, same.p_value) == (0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize(("a", "b"), [
    ([1.0, 1.0, 1.0], [0.0, 0.0, 0.0]),  # a standard kept in every run and in none: chance does that in three
    ([4.0, 7.0, 5.0], [3.0, 6.0, 4.0]),  # one more each time, of what varies
    ([570.0], [600.0]),  # one run shows nothing about runs
    ([570.0, NAN, NAN], [600.0, 600.0, 600.0]),
])  # fmt: skip
def test_what_may_be_chance_is_not_certain(a: list[float], b: list[float]) -> None:
    gap = paired_difference(a, b)
    assert np.isnan([gap.low, gap.high]).all()
    assert gap.p_value != 0.0


def test_a_few_runs_of_small_counts_are_seldom_taken_for_settled() -> None:
    """Two runs of counts around 1.5, alike in law, are the worst case; more runs or larger counts hardly ever repeat."""
    draw = np.random.default_rng(43)
    for n, most in ((2, 0.05), (3, 0.005)):
        pairs = zip(draw.poisson(1.5, (10_000, n)), draw.poisson(1.5, (10_000, n)), strict=True)
        called = sum(paired_difference(a, b).p_value == 0.0 for a, b in pairs)
        assert 0 < called / 10_000 < most


def test_a_spread_of_last_digits_is_none() -> None:
    gap = paired_difference([3.1, 4.1, 5.1], [3.0, 4.0, 5.0])
    assert gap.difference == pytest.approx(0.1)
    assert (gap.standard_error, gap.p_value) == (0.0, 0.25)
    assert np.isnan([gap.low, gap.high]).all()


def test_a_missing_pair_is_no_spread() -> None:
    gap = paired_difference([5.0, NAN, 6.0, 7.0], [4.0, 9.0, 5.0, 6.0])
    assert (gap.n, gap.n_missing, gap.difference, gap.p_value) == (3, 1, 1.0, 0.25)


def test_one_difference_throughout_makes_no_verdict_in_a_small_sweep() -> None:
    values = {
        "base": {("open_at_end", ""): np.array([4.0, 7.0, 5.0])},
        "one more": {("open_at_end", ""): np.array([5.0, 8.0, 6.0])},
        "alike": {("open_at_end", ""): np.array([4.0, 7.0, 5.0])},
    }
    rows = {row.scenario: row for row in compare(values, "base", {"open_at_end": "lower"}, {"open_at_end"})}
    assert rows["one more"].verdict == rows["alike"].verdict == "too close to call"
    assert (rows["one more"].gap.p_value, rows["one more"].p_holm) == (0.25, 0.5)
    assert (rows["alike"].gap.low, rows["alike"].gap.high, rows["alike"].p_holm) == (0.0, 0.0, 1.0)


def test_counts_that_seldom_differ_do_not_make_false_verdicts() -> None:
    """Rare whole numbers, alike in law, four runs each: equal differences other than 0 come up, and t would call them."""
    draw, called, constant = np.random.default_rng(41), 0, 0
    for a, b in zip(draw.poisson(0.3, (20_000, 4)), draw.poisson(0.3, (20_000, 4)), strict=True):
        gap = paired_difference(a, b)
        constant += gap.standard_error == 0 and gap.difference != 0
        called += verdict(gap.low, gap.high, "lower") != "too close to call"
    assert constant > 20
    assert called / 20_000 < 0.05


@pytest.mark.parametrize(("low", "high", "stated"), [(-1.0, 1.0, True), (2.0, 2.0, False)])
def test_difference_interval_is_that_of_the_mean_wherever_there_is_a_spread(low: float, high: float, stated: bool) -> None:
    gaps = [low, high, (low + high) / 2]
    found, plain = difference_interval(gaps), mean_interval(gaps)
    assert (found.n, found.mean, found.standard_error) == (plain.n, plain.mean, plain.standard_error)
    assert (found.low == plain.low) is stated
    assert np.isnan(found.high) != stated


@pytest.mark.parametrize(
    ("low", "high", "direction", "word"),
    [
        (1, 2, "higher", "better"),
        (1, 2, "lower", "worse"),
        (1, 2, "neutral", "higher"),
        (-2, -1, "higher", "worse"),
        (-2, -1, "lower", "better"),
        (-2, -1, "neutral", "lower"),
        (-1, 1, "higher", "too close to call"),
        (0, 2, "higher", "too close to call"),
        (-2, 0, "lower", "too close to call"),
        (NAN, NAN, "lower", "too close to call"),
    ],
)
def test_verdicts(low: float, high: float, direction: str, word: str) -> None:
    assert verdict(low, high, direction) == word  # type: ignore[arg-type]


def test_holm_worked_by_hand() -> None:
    # sorted 0.01, 0.02, 0.03, 0.04 times 4, 3, 2, 1 = 0.04, 0.06, 0.06, 0.04; made monotone: 0.04, 0.06, 0.06, 0.06
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_rejects_exactly_what_stepping_down_rejects(p_values: list[float]) -> None:
    """Holm's procedure as he gave it: go up from the smallest, stop at the first one above level / (m - i)."""
    adjusted = holm(p_values)
    for level in (0.01, 0.05, 0.2):
        rejected = set()
        for step, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
            if p_values[place] * (len(p_values) - step) > level:
                break
            rejected.add(place)
        assert set(np.flatnonzero(adjusted <= level)) == rejected


def test_holm_leaves_missing_ones_out_and_widens_for_a_larger_family() -> None:
    adjusted = holm([0.01, NAN, 0.02])
    assert adjusted[[0, 2]] == pytest.approx([0.02, 0.02])
    assert np.isnan(adjusted[1])
    assert holm([0.01], family_size=10) == pytest.approx([0.1])
    with pytest.raises(ValueError, match="family"):
        holm([0.1, 0.2], family_size=1)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12), st.integers(2, 500))
def test_correcting_for_more_comparisons_never_narrows(values: list[float], comparisons: int) -> None:
    alone, together = mean_interval(values), mean_interval(values, comparisons=comparisons)
    assert together.low <= alone.low <= alone.high <= together.high


def test_swapping_the_scenarios_mirrors_the_interval() -> None:
    draw = np.random.default_rng(5)
    a, b = draw.normal(size=8), draw.normal(size=8)
    one, other = paired_difference(a, b), paired_difference(b, a)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    assert one.p_value == pytest.approx(other.p_value)


def _queue_means(trials: int, replications: int, customers: int) -> np.ndarray:
    """Mean wait per replication of M/M/1 (arrivals 0.5, service 1), started in its steady state; true mean 1."""
    draw = np.random.default_rng(20_261_121)
    shape = (trials, replications)
    wait = np.where(draw.random(shape) < 0.5, draw.exponential(2.0, shape), 0.0)
    total = np.zeros(shape)
    for _ in range(customers):
        total += wait
        wait = np.maximum(0.0, wait + draw.exponential(1.0, shape) - draw.exponential(2.0, shape))
    return total / customers


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    covered = [i.low <= 1.0 <= i.high for i in map(mean_interval, _queue_means(4000, 10, 1000))]
    assert 0.935 <= np.mean(covered) <= 0.965


def test_paired_intervals_cover_and_pairing_pays() -> None:
    draw = np.random.default_rng(2)
    common = draw.normal(size=(4000, 10))
    a, b = common + 0.3 * draw.normal(size=(4000, 10)) + 0.5, common + 0.3 * draw.normal(size=(4000, 10))
    gaps = [paired_difference(x, y) for x, y in zip(a, b, strict=True)]
    assert 0.935 <= np.mean([g.low <= 0.5 <= g.high for g in gaps]) <= 0.965
    independent = np.sqrt(a.var(axis=1, ddof=1) / 10 + b.var(axis=1, ddof=1) / 10)
    assert np.mean([g.standard_error for g in gaps]) < 0.4 * independent.mean()


def test_twenty_scenarios_that_are_all_alike_seldom_look_different() -> None:
    """Family-wise error of a sweep at 5 %: corrected at most about that, uncorrected far above (so correcting
    matters)."""
    draw, sweeps, wrong, wrong_alone = np.random.default_rng(77), 800, 0, 0
    for _ in range(sweeps):
        common = draw.normal(size=10)
        values = {f"s{k}": {("wait", ""): common + draw.normal(size=10)} for k in range(21)}
        rows = [row for row in compare(values, "s0", {"wait": "lower"}, {"wait"}) if row.verdict != "baseline"]
        assert {row.family_size for row in rows} == {20}
        wrong += any(row.verdict != "too close to call" for row in rows)
        wrong_alone += any(row.gap.p_value < 0.05 for row in rows)
    # 5 % plus three standard deviations of a share over 800 sweeps
    assert wrong / sweeps <= 0.05 + 3 * (0.05 * 0.95 / sweeps) ** 0.5
    assert wrong_alone / sweeps > 0.4


def test_a_real_difference_is_found_among_many() -> None:
    common = np.random.default_rng(8).normal(size=20)
    noise = np.random.default_rng(9).normal(size=(21, 20)) * 0.1
    values = {f"s{k}": {("wait", ""): common + noise[k] + (0.5 if k == 7 else 0.0)} for k in range(21)}
    words = {row.scenario: row.verdict for row in compare(values, "s0", {"wait": "lower"}, {"wait"})}
    assert words["s7"] == "worse"
    assert words["s0"] == "baseline"
    assert [name for name, word in words.items() if word == "worse"] == ["s7"]


def test_families_are_what_is_shown_together() -> None:
    ones = np.array([1.0, 2.0])
    measures = {("a", ""): ones, ("b", ""): ones, ("b", "grade=1"): ones, ("c", ""): ones}
    rows = compare({"base": measures, "x": measures, "y": measures}, "base", {}, {"a", "b"})
    sizes = {(row.metric, row.group): (row.family, row.family_size) for row in rows}
    # decision table: 2 scenarios times the headline measures a and b; details: 2 scenarios times the groups of a metric
    assert sizes == {
        ("a", ""): ("headline", 4),
        ("b", ""): ("headline", 4),
        ("b", "grade=1"): ("b", 2),
        ("c", ""): ("c", 2),
    }
    assert [row.scenario for row in rows] == ["base"] * 4 + ["x"] * 4 + ["y"] * 4


def test_without_a_baseline_nothing_is_compared() -> None:
    rows = compare({"only": {("a", ""): np.array([1.0, 3.0])}}, None, {}, set())
    assert [(row.verdict, row.own.mean, row.own.n) for row in rows] == [("not compared", 2.0, 2)]
    assert np.isnan(rows[0].gap.difference)
    assert np.isnan(rows[0].baseline_mean)
    with pytest.raises(ValueError, match="baseline"):
        compare({"only": {}}, "other", {}, set())


def test_a_measure_the_baseline_lacks_is_not_compared() -> None:
    values = {
        "base": {("a", ""): np.array([1.0, 2.0])},
        "x": {("a", ""): np.array([1.0, 2.0]), ("b", ""): np.array([1.0, 2.0])},
    }
    words = {(row.scenario, row.metric): row.verdict for row in compare(values, "base", {}, {"a", "b"})}
    assert words == {("base", "a"): "baseline", ("x", "a"): "too close to call", ("x", "b"): "not compared"}


def test_a_backlog_that_grows_with_time_is_unstable() -> None:
    draw = np.random.default_rng(1)
    first = 40 + draw.normal(size=10)
    came_in = 1000
    assert judged(first, 3 * first, came_in).verdict == "unstable"
    assert judged(first, 3 * first, came_in).ran_away_share == 1.0
    assert judged(first, first + draw.normal(size=10), came_in).verdict == "stable"
    assert judged(first, first * 1.15, came_in).verdict == "stable"  # a season, not a collapse


def test_a_long_warm_up_hides_no_collapse() -> None:
    # Already 10 000 wait when measuring begins; of 11 000 that come in between the middles of both halves 2 000 stay.
    first = np.full(5, 10_000.0) + np.arange(5)
    assert judged(first, first + 2_000, 11_000).verdict == "unstable"


def judged(first, second, came_in):
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    return stability(first, second, (second - first) / came_in)


def test_two_small_backlogs_are_no_collapse() -> None:
    assert judged([0.1] * 5, [0.4] * 5, 3).verdict == "stable"


def test_near_the_tipping_point_the_share_is_told() -> None:
    found = judged([10.0] * 10, [10.0] * 7 + [60.0] * 3, 500)
    assert found.verdict == "stable"
    assert found.ran_away_share == pytest.approx(0.3)


def test_three_runs_that_all_run_away_are_enough_however_much_they_differ() -> None:
    """Growth of 214, 467 and 850: the mean of three has an interval that holds 0."""
    first, second, growth = [525, 826, 1250], [739, 1293, 2100], [0.03, 0.06, 0.08]
    assert stability(first, second, growth).verdict == "unstable"
    assert stability(first[1:], second[1:], growth[1:]).verdict == "stable"
    assert stability(first, second, [0.03, 0.06, 0.01]).verdict == "stable"


def test_stability_is_unknown_without_two_replications() -> None:
    assert judged([10.0], [90.0], 100).verdict == "unknown"
    assert judged([10.0, NAN], [90.0, 5.0], 100).verdict == "unknown"


def _overloaded_backlog(load: float, seed: int) -> tuple[float, float]:
    """Mean number waiting in both halves of 2,000 time units of M/M/1 from empty, by its jump chain."""
    draw = np.random.default_rng(seed)
    count = 12_000
    ups = draw.random(count) < load / (1 + load)
    gaps = draw.exponential(1 / (1 + load), count)
    level, path = 0, np.empty(count)
    for step, up in enumerate(ups):
        path[step] = level
        level = level + 1 if up else max(0, level - 1)
    ends = np.cumsum(gaps)
    half, end = np.searchsorted(ends, [1000.0, 2000.0])
    return float(np.average(path[:half], weights=gaps[:half])), float(
        np.average(path[half:end], weights=gaps[half:end])
    )


@pytest.mark.parametrize(("load", "word"), [(0.6, "stable"), (0.85, "stable"), (1.2, "unstable")])
def test_the_rule_tells_queues_that_hold_from_queues_that_do_not(load: float, word: str) -> None:
    halves = np.array([_overloaded_backlog(load, seed) for seed in range(10)])
    assert judged(halves[:, 0], halves[:, 1], 1000 * load).verdict == word
