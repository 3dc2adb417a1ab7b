"""Elementary effects against SALib's own analysis and functions whose effects are known, and what a missing value may cost."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.analyze.morris import analyze

from sim.screening.conclusions import CLOSE, DOWN, UNSTABLE, UP, judge_conclusion
from sim.screening.design import walks
from sim.screening.effects import effects, moved_factor, steps_of

NAMES = ["first", "second", "third", "idle"]


def positions(trajectories: int = 8, levels: int = 4, seed: int = 5) -> np.ndarray:
    return walks(NAMES, trajectories, levels, seed)


def once(values: np.ndarray) -> np.ndarray:
    """One replication of an outcome."""
    return values[:, :, None]


def test_walks_move_one_factor_at_a_time_by_the_same_length_and_each_once() -> None:
    drawn = positions()
    assert drawn.shape == (8, 5, 4)
    moves = np.abs(np.diff(drawn, axis=1))
    assert np.allclose(moves.max(axis=2), 2 / 3, atol=1e-8)
    assert ((moves > 1e-6).sum(axis=2) == 1).all()
    assert (np.sort(moved_factor(drawn), axis=1) == np.arange(4)).all()
    assert (drawn == positions()).all(), "the same seed, the same walks"
    assert (drawn != positions(seed=6)).any()


@pytest.mark.parametrize("levels", [4, 6, 8])
def test_effects_are_those_of_salib(levels: int) -> None:
    drawn = positions(10, levels)
    x = drawn.reshape(-1, 4)
    y = 3 * x[:, 0] - 2 * x[:, 1] + 4 * x[:, 1] * x[:, 2] + np.sin(5 * x[:, 2])
    theirs = analyze({"num_vars": 4, "names": NAMES, "bounds": [[0, 1]] * 4}, x, y, num_levels=levels, seed=1)
    ours = effects(drawn, once(y.reshape(10, 5)))
    for name in ("mu", "mu_star", "sigma"):
        assert np.allclose(getattr(ours, name), np.asarray(theirs[name], dtype=float), rtol=1e-7, atol=1e-7), name
    assert (ours.n == 10).all()


def test_effects_of_a_plane_and_of_a_product_are_known() -> None:
    """y = 3a - 2b + c b: the effect of a is 3 everywhere, of c the level of b, of the idle one nothing at all."""
    drawn = positions(40)
    a, b, c, _ = np.moveaxis(drawn, 2, 0)
    found = effects(drawn, once(3 * a - 2 * b + c * b))
    assert found.mu[0] == pytest.approx(3)
    assert found.sigma[0] == pytest.approx(0, abs=1e-6)
    levels_of_b = steps_of(drawn, c * b)[:, 2]
    assert set(np.round(levels_of_b, 6)) == {0.0, 0.333333, 0.666667, 1.0}
    assert found.mu_star[2] == pytest.approx(levels_of_b.mean())
    assert found.mu[1] == pytest.approx(-2 + steps_of(drawn, c * b)[:, 1].mean())
    assert (found.mu[3], found.mu_star[3], found.sigma[3]) == (0, 0, 0)


def test_one_missing_value_costs_the_two_steps_beside_it_and_nothing_else() -> None:
    """SALib, given the same, has no number left for any factor."""
    drawn = positions(6)
    a, b, _, _ = np.moveaxis(drawn, 2, 0)
    whole = 3 * a - 2 * b
    broken = whole.copy()
    broken[2, 2] = np.nan
    lost = moved_factor(drawn)[2, 1:3]
    found = effects(drawn, once(broken))
    assert found.n.sum() == 6 * 4 - 2
    assert (found.n[lost] == 5).all()
    assert np.allclose(found.mu, effects(drawn, once(whole)).mu)
    assert np.isfinite(found.mu_star).all()
    problem = {"num_vars": 4, "names": NAMES, "bounds": [[0, 1]] * 4}
    theirs = analyze(problem, drawn.reshape(-1, 4), broken.reshape(-1), num_levels=4, seed=1)
    assert np.isnan(np.asarray(theirs["mu_star"], dtype=float)).any()


def test_all_missing_gives_no_number_and_no_warning() -> None:
    found = effects(positions(3), np.full((3, 5, 2), np.nan))
    assert (found.n == 0).all()
    assert np.isnan(found.mu_star).all()
    assert not (found.mu_star > found.floor).any()


def test_the_noise_of_a_step_is_what_its_replications_say() -> None:
    """Pure noise of 1 in each of 4 replications: a difference of two means of 4 has 0.7, divided by a step of 2/3: 1.06."""
    drawn = positions(200)
    noise = np.random.default_rng(3).normal(size=(200, 5, 4))
    found = effects(drawn, noise)
    assert found.noise == pytest.approx(np.full(4, np.sqrt(2 / 4) * 1.5), rel=0.06)
    assert (found.mu_star < found.floor).all(), "noise alone is never above the floor"
    shared = np.random.default_rng(3).normal(size=(1, 1, 4)) + once(drawn[:, :, 0] * 1.0)
    quiet = effects(drawn, shared)
    assert quiet.noise == pytest.approx(np.zeros(4), abs=1e-6), "what all points share is no noise of a step"


def judged(gaps: np.ndarray, drawn: np.ndarray, configured: float, unstable: np.ndarray | None = None):
    away = np.zeros(gaps.shape[:2], dtype=bool) if unstable is None else unstable
    return judge_conclusion(drawn, gaps, np.full(gaps.shape[2], configured), away, False)


def test_a_conclusion_hangs_on_the_number_that_turns_it_and_on_no_other() -> None:
    drawn = positions(10)
    noise = 0.01 * np.random.default_rng(1).normal(size=(10, 5, 3))
    gaps = (drawn[:, :, 0] - 0.5 + 0.05 * drawn[:, :, 1])[:, :, None] + noise
    found = judged(gaps, drawn, 0.5)
    assert found.configured == UP
    assert found.hangs_on.tolist() == [True, False, False, False]
    assert found.effects.mu_star[1] > found.effects.floor[1], "it matters, but changes no conclusion"
    assert found.flips[0] == 10, "each walk has one step of it, and each such step crosses zero"
    assert found.reversals[0] > 0
    assert found.reversed_at == found.count(DOWN) > 0


def test_what_is_clear_as_configured_stays_so_where_most_points_run_away() -> None:
    """Points without an average bring no noise to judge by, and must not take away what others bring."""
    drawn = positions(10)
    gaps = np.ones((10, 5, 2)) + 0.1 * np.random.default_rng(2).normal(size=(10, 5, 2))
    away = np.ones((10, 5), dtype=bool)
    away[:3] = False
    found = judged(gaps, drawn, 1.0, away)
    assert found.configured == UP
    assert found.configured_error == pytest.approx(0.1 / np.sqrt(2), rel=0.5)
    assert judged(gaps, drawn, 1.0, np.ones((10, 5), dtype=bool)).configured == CLOSE


def test_noise_alone_turns_no_conclusion() -> None:
    drawn = positions(40)
    gaps = np.random.default_rng(2).normal(size=(40, 5, 3))
    found = judged(gaps, drawn, 0.0)
    assert found.configured == CLOSE
    assert not found.hangs_on.any()
    assert found.reversed_at == 0
    assert found.count(CLOSE) > 0.85 * 200


def test_a_sign_that_is_clear_everywhere_hangs_on_nothing() -> None:
    drawn = positions(10)
    gaps = (1 + drawn[:, :, 0])[:, :, None] + 0.01 * np.random.default_rng(2).normal(size=(10, 5, 3))
    found = judged(gaps, drawn, 1.5)
    assert found.count(UP) == 50
    assert not found.hangs_on.any()


def test_where_an_option_runs_away_there_is_no_difference_and_the_number_that_led_there_is_named() -> None:
    drawn = positions(10)
    gaps = np.ones((10, 5, 3)) + 0.01 * np.random.default_rng(2).normal(size=(10, 5, 3))
    unstable = drawn[:, :, 2] > 0.9
    found = judged(gaps, drawn, 1.0, unstable)
    assert found.count(UNSTABLE) == unstable.sum()
    assert np.isnan(found.difference[unstable]).all()
    assert found.into_instability[2] > 0
    assert found.into_instability[[0, 1, 3]].sum() == 0
    assert found.effects.n[2] < 10
