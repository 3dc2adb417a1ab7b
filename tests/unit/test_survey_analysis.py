"""The analysis finds what was planted in synthetic answers, refuses what cannot be estimated, and shows no small group."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from sim.configuration import compose
from sim.faults import FaultReport
from sim.inputs.people import Traits
from sim.measures.survey import Answers
from sim.metrics.small_groups import hidden, rounded, share_shown
from sim.survey import tables
from sim.survey.analysis import adjusted_odds, correlation, is_kept
from sim.survey.tables import Sample

N = 4000


def planted(seed: int, odds: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return outcome, exposure and age: exposure multiplies the odds by ``odds``, and age raises both."""
    draw = np.random.default_rng(seed)
    age = draw.normal(40, 10, N)
    exposed = draw.random(N) < 1 / (1 + np.exp(-(age - 40) / 8))
    outcome = draw.random(N) < 1 / (1 + np.exp(-(-0.5 + np.log(odds) * exposed + 0.08 * (age - 40))))
    return outcome, exposed, age[:, None]


@pytest.mark.parametrize("odds", [1.0, 2.05, 0.5])
def test_intervals_hold_the_planted_odds_ratio(odds: float) -> None:
    """Of 40 samples at 95 % the interval misses twice on average; 7 or more would happen once in two hundred."""
    found = [adjusted_odds(*planted(seed, odds), least=10) for seed in range(40)]
    missed = sum(not each.low <= odds <= each.high for each in found)
    assert missed <= 6
    assert np.exp(np.mean([np.log(each.ratio) for each in found])) == pytest.approx(odds, rel=0.06)


def test_what_is_not_allowed_for_confounds() -> None:
    """Without age the same exposure, which does nothing, seems to more than double the odds."""
    outcome, exposed, age = planted(1, 1.0)
    crude = adjusted_odds(outcome, exposed, np.zeros((N, 0)), least=10)
    assert crude.low > 1.5
    assert adjusted_odds(outcome, exposed, age, least=10).ratio < 1.3


def test_an_odds_ratio_by_hand() -> None:
    """40 of 60 exposed and 30 of 90 others: (40/20) / (30/60) = 4; standard error of its logarithm by Woolf."""
    exposed = np.arange(150) < 60
    outcome = (np.arange(150) < 40) | ((np.arange(150) >= 60) & (np.arange(150) < 90))
    found = adjusted_odds(outcome, exposed, np.zeros((150, 0)), least=10)
    error = np.sqrt(1 / 40 + 1 / 20 + 1 / 30 + 1 / 60)
    assert found.ratio == pytest.approx(4)
    assert found.low == pytest.approx(4 * np.exp(-1.959964 * error), rel=1e-5)
    assert found.high == pytest.approx(4 * np.exp(1.959964 * error), rel=1e-5)
    wider = adjusted_odds(outcome, exposed, np.zeros((150, 0)), least=10, confidence=0.99)
    assert wider.low < found.low


def test_what_cannot_be_estimated_is_said() -> None:
    exposed = np.arange(100) < 50
    few = adjusted_odds(np.arange(100) < 9, exposed, np.zeros((100, 0)), least=10)
    assert few.why_not == "fewer than 10 in a group"
    assert np.isnan(few.ratio)
    mixed = np.arange(100) % 2 == 0
    assert adjusted_odds(mixed, np.arange(100) < 91, np.zeros((100, 0)), least=10).why_not == "fewer than 10 in a group"
    twin = adjusted_odds(np.arange(100) % 2 == 0, exposed, exposed[:, None].astype(float), least=10)
    assert twin.why_not == "cannot be told from another variable"
    assert adjusted_odds(exposed.copy(), exposed, np.zeros((100, 0)), least=10).why_not == "no estimate"


def test_a_trait_nobody_differs_in_is_left_out() -> None:
    outcome, exposed, age = planted(3, 2.0)
    with_constant = np.column_stack([age, np.ones(N)])
    assert adjusted_odds(outcome, exposed, with_constant, 10) == adjusted_odds(outcome, exposed, age, 10)


def test_links_are_kept_by_both_halves_of_the_rule() -> None:
    assert is_kept(0.3, 0.0009, 0.001, 0.3)
    assert is_kept(-0.31, 0.0009, 0.001, 0.3)
    assert not is_kept(0.29, 1e-9, 0.001, 0.3)
    assert not is_kept(0.5, 0.001, 0.001, 0.3)
    assert not is_kept(float("nan"), float("nan"), 0.001, 0.3)


def test_correlation_by_hand() -> None:
    r, p = correlation(np.array([1, 2, 3]), np.array([1, 3, 2]))
    assert r == pytest.approx(0.5)
    assert p == pytest.approx(2 / 3)  # t = 0.577 with one degree of freedom
    assert np.isnan(correlation(np.array([2, 2, 2]), np.array([1, 3, 2]))[0])


def test_small_groups_are_hidden_and_so_is_what_gives_them_away() -> None:
    assert hidden([200, 50, 10], 10) == [False, False, False]
    assert hidden([200, 50, 9], 10) == [False, True, True]  # the total less 200 would give 59; less 250 would have given 9
    assert hidden([200, 4, 5], 10) == [True, True, True]  # 9 together would still be fewer than ten
    assert hidden([200, 6, 5], 10) == [False, True, True]
    assert hidden([200, 0, 50], 10) == [False, False, False]  # nobody there: nobody to protect
    assert hidden([9], 10) == [True]


def test_no_hidden_group_can_be_reckoned() -> None:
    """Of 2000 random breakdowns: never one group alone is hidden among several, and never fewer than ten people together."""
    draw, some = np.random.default_rng(5), 0
    for _ in range(2000):
        sizes = draw.geometric(1 / 15, draw.integers(2, 7)).tolist()
        out = hidden(sizes, 10)
        assert all(hides for size, hides in zip(sizes, out, strict=True) if size < 10)
        if any(out):
            some += 1
            assert sum(out) > 1
            assert all(out) or sum(size for size, hides in zip(sizes, out, strict=True) if hides) >= 10
    assert some > 500


def test_shares_of_few_are_hidden_and_counts_rounded() -> None:
    assert share_shown(9, 200, 10) is None
    assert share_shown(191, 200, 10) is None
    assert share_shown(0, 200, 10) == 0
    assert share_shown(50, 200, 10) == 0.25
    assert [rounded(count) for count in (0, 2, 3, 7, 8, 112)] == [0, 0, 5, 5, 10, 110]


def asked_force(silent: int, n: int = 300) -> Sample:
    """Return the answers of one force in which all but ``silent`` officers answer; seven call their job extremely stressful."""
    one, five = np.zeros(n), np.repeat([0, 1, 2, 3, 4], [60, 80, 90, 63, 7])
    traits = Traits(one > 0, one + 35.0, one + 7.0, one > 0, one.astype(np.int64), ("response",))
    says = np.where(np.arange(n) < 120, 5, 1)[:, None]
    survey = compose(["people=county", "survey=county", "sickness=feedback", "survey.stress.calibrated=false",
                      "survey.stress.cuts=[0.5, 1.5, 2.5, 3.5]"]).survey
    return Sample(survey, (Answers(traits, ("workload",), says, says >= 4, one, one, five, one, one + 20.0,
                                   np.arange(n) >= silent, 0),))  # fmt: skip


def test_what_all_would_answer_is_hidden_where_it_would_tell_of_a_few() -> None:
    """All less the respondents are those who kept silent: three of them must not be found by subtraction; fifty may."""
    for silent, told in ((0, True), (3, False), (50, True)):
        sample = asked_force(silent)
        assert (tables.prevalence(sample)[0]["all_would_say"] is not None) is told
        assert all((row["all"] is not None) is told for row in tables.welfare(sample) if row["unit"] == "points")
        assert (tables.strain(sample)["all"] is not None) is told
        if not told:
            assert all(row["all"] == {"r": None, "p": None, "kept": False} for row in tables.links(sample))
            assert all(row["all"] is None for row in tables.stress_points(sample))


def test_seven_of_all_officers_are_no_more_shown_than_seven_who_answered() -> None:
    points = {row["answer"]: row["all"] for row in tables.stress_points(asked_force(0))}
    assert (points["extremely"], points["not at all"]) == (None, None), "seven, and the next smallest with them"
    assert points["mildly"] == pytest.approx(80 / 300, abs=5e-4)


def test_no_figure_is_so_exact_that_counts_can_be_reckoned() -> None:
    shown = [row["respondents_say"] for row in tables.prevalence(asked_force(13))]
    shown += [row["respondents"] for row in (*tables.welfare(asked_force(13)), *tables.stress_points(asked_force(13)))]
    assert any(value is not None for value in shown)
    assert all(value is None or round(value, 3) == value for value in shown)


def test_without_statsmodels_the_cure_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "statsmodels.discrete.discrete_model", None)
    with pytest.raises(FaultReport) as caught:
        adjusted_odds(np.zeros(100, bool), np.zeros(100, bool), np.zeros((100, 0)), 10)
    assert "muster-sim[survey]" in str(caught.value)
