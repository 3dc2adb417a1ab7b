"""Shapley values: a case worked by hand, and on random games what no other rule has all of."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiments.shapley import alone, dividends, last, shapley, together

Game = npt.NDArray[np.float64]

# Nobody changed 100; a 90, b 96, both 80 (4 beyond the sum); c alone 101, a and c 91, b and c 95, all three 82.
# Orders, and what a, b and c move in each:  abc -10 -10 +2   acb -10 -9 +1   bac -16 -4 +2   bca -13 -4 -1   cab -10 -9 +1
# cba -13 -6 +1.  Means: a -72/6 = -12, b -42/6 = -7, c 6/6 = +1; together -18 = 82 - 100.
BY_HAND = np.array([100.0, 90.0, 96.0, 80.0, 101.0, 91.0, 95.0, 82.0])

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


def games(most: int = 4, replications: int = 3) -> st.SearchStrategy[Game]:
    return st.integers(1, most).flatmap(
        lambda players: st.lists(NUMBERS, min_size=2**players * replications, max_size=2**players * replications).map(
            lambda values: np.array(values).reshape(2**players, replications)
        )
    )


def pairs_of_games() -> st.SearchStrategy[tuple[Game, Game]]:
    return st.integers(1, 4).flatmap(
        lambda players: st.tuples(*[st.lists(NUMBERS, min_size=2**players, max_size=2**players).map(np.array)] * 2)
    )


def rounding(values: Game) -> float:
    """What is stated: 2^k times the rounding of the largest value; twice, for the total is rounded too."""
    return 2 * len(values) * float(np.finfo(float).eps) * max(1.0, float(np.abs(values).max()))


def test_a_case_worked_by_hand() -> None:
    assert shapley(BY_HAND) == pytest.approx([-12.0, -7.0, 1.0], abs=1e-12)
    assert alone(BY_HAND).tolist() == [-10.0, -4.0, 1.0]
    assert last(BY_HAND).tolist() == [-13.0, -9.0, 2.0]
    assert together(BY_HAND) == -5.0, "-18 less the -13 of each alone"
    # Pairs: ab 80 - 90 - 96 + 100 = -6, ac 91 - 90 - 101 + 100 = 0, bc 95 - 96 - 101 + 100 = -2; all three -18 + 13 + 8 = 3.
    assert dividends(BY_HAND).tolist() == [0.0, -10.0, -4.0, -6.0, 1.0, 0.0, -2.0, 3.0]


@given(games())
def test_it_is_the_mean_over_all_orders(values: Game) -> None:
    players = len(values).bit_length() - 1
    moved = np.zeros((players, values.shape[1]))
    orders = list(itertools.permutations(range(players)))
    for order in orders:
        now = 0
        for player in order:
            moved[player] += values[now | 1 << player] - values[now]
            now |= 1 << player
    assert shapley(values) == pytest.approx(moved / len(orders), abs=rounding(values) * 10)


@given(games())
def test_shares_add_up_to_the_total(values: Game) -> None:
    assert np.abs(shapley(values).sum(axis=0) - (values[-1] - values[0])).max() <= rounding(values)


@given(games(), st.data())
def test_a_player_who_moves_nothing_has_exactly_nothing(values: Game, data: st.DataObject) -> None:
    player = data.draw(st.integers(0, len(values).bit_length() - 2))
    idle = values[[coalition & ~(1 << player) for coalition in range(len(values))]]
    assert (shapley(idle)[player] == 0).all()


@given(games().filter(lambda values: len(values) > 2))
def test_players_who_are_alike_have_alike(values: Game) -> None:
    swapped = [coalition & ~3 | (coalition & 1) << 1 | (coalition & 2) >> 1 for coalition in range(len(values))]
    first, second = shapley((values + values[swapped]) / 2)[:2]
    assert first == pytest.approx(second, abs=rounding(values))


@given(pairs_of_games())
def test_shares_of_a_sum_are_sums_of_shares(both: tuple[Game, Game]) -> None:
    one, other = both
    close = 20 * (rounding(one) + 3 * rounding(other))
    assert shapley(one + 3 * other) == pytest.approx(shapley(one) + 3 * shapley(other), abs=close)


@given(games())
def test_shares_are_dividends_in_equal_parts(values: Game) -> None:
    found, players = dividends(values), len(values).bit_length() - 1
    parts = [sum(found[c] / c.bit_count() for c in range(1, len(values)) if c >> player & 1) for player in range(players)]
    assert shapley(values) == pytest.approx(np.array(parts), abs=50 * rounding(values))
    rest = sum(found[c] for c in range(len(values)) if c.bit_count() > 1)
    assert together(values) == pytest.approx(rest, abs=50 * rounding(values))


@given(games())
def test_the_way_back_has_the_same_shares(values: Game) -> None:
    """To restore what was short shares out what the shortfall cost: the game from the other end has the same shares, negated."""
    assert shapley(values[::-1]) == pytest.approx(-shapley(values), abs=rounding(values) * 4)


def test_a_missing_value_is_missed_in_its_replication_alone() -> None:
    values = np.stack([BY_HAND, BY_HAND], axis=1)
    values[5, 1] = np.nan
    found = shapley(values)
    assert found[:, 0] == pytest.approx([-12.0, -7.0, 1.0])
    assert np.isnan(found[:, 1]).all()


@pytest.mark.parametrize("size", [0, 1, 3, 6, 2**9])
def test_what_is_no_game_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="no game"):
        shapley(np.zeros(size))
