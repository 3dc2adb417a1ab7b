"""Shapley values: a total change shared out among the changes that made it, exactly.

Players are settings that change. The value of a coalition is what a run comes to when the settings in it have changed and the
others have not. A player's share is its effect averaged over all orders in which the changes could be made, one after the other
(Shapley, A value for n-person games, 1953). No other rule shares out the whole, treats alike players alike, gives nothing to a
setting that never moves anything, and gives of two measures added the two shares added.

A coalition is a whole number whose bit i says whether player i has changed: 0 is the beginning, 2^k - 1 the end. Arrays hold
coalitions first; whatever follows (replications, trials) is carried along, so that every replication has shares of its own.
"""

from __future__ import annotations

from math import factorial

import numpy as np
import numpy.typing as npt

from sim.experiments.statistics import Floats

MOST_PLAYERS = 8


def players_of(values: Floats) -> int:
    """Return how many players a game has whose ``values`` are (2^k, ...), k from 1 to 8. Raises ValueError for other shapes."""
    count = values.shape[0].bit_length() - 1
    if not 1 <= count <= MOST_PLAYERS or values.shape[0] != 1 << count:
        raise ValueError(f"{values.shape[0]} values are no game: one is wanted for each coalition of 1 to {MOST_PLAYERS} players")
    return count


def shapley(values: npt.ArrayLike) -> Floats:
    """Return each player's share, (k, ...), of games ``values``, (2^k, ...), NaN where any coalition's value is NaN.

    Shares add up to values[-1] - values[0] but for the rounding of sums of 2^k numbers: to within 2^k x 2.3e-16 x the largest
    value. A player who never moves anything has exactly 0.
    """
    game = np.asarray(values, dtype=np.float64)
    count = players_of(game)
    out = np.zeros((count, *game.shape[1:]))
    for player in range(count):
        for coalition in _without(player, count):
            size = coalition.bit_count()
            weight = factorial(size) * factorial(count - 1 - size) / factorial(count)
            out[player] += weight * (game[coalition | 1 << player] - game[coalition])
    return np.where(np.isnan(game).any(axis=0), np.nan, out)


def alone(values: npt.ArrayLike) -> Floats:
    """Return what each player moves when it changes first and alone, (k, ...)."""
    game = np.asarray(values, dtype=np.float64)
    return np.stack([game[1 << player] - game[0] for player in range(players_of(game))])


def last(values: npt.ArrayLike) -> Floats:
    """Return what each player moves when it changes last, all others having changed, (k, ...)."""
    game = np.asarray(values, dtype=np.float64)
    return np.stack([game[-1] - game[-1 - (1 << player)] for player in range(players_of(game))])


def together(values: npt.ArrayLike) -> Floats:
    """Return what the changes move together beyond the sum of what each moves alone, (...): all of it is interaction."""
    game = np.asarray(values, dtype=np.float64)
    return np.asarray(game[-1] - game[0] - alone(game).sum(axis=0))


def dividends(values: npt.ArrayLike) -> Floats:
    """Return what every coalition adds that no smaller one in it does, (2^k, ...): Harsanyi's dividends.

    Those of one player are ``alone``, those of two pure interactions of pairs, and so on; a player's share is the sum of the
    dividends it is part of, each divided by how many have part in it.
    """
    out = np.array(values, dtype=np.float64)
    for player in range(players_of(out)):
        for coalition in _without(player, players_of(out)):
            out[coalition | 1 << player] -= out[coalition]
    out[0] = 0.0
    return out


def _without(player: int, count: int) -> list[int]:
    """Coalitions that a player is not in."""
    return [coalition for coalition in range(1 << count) if not coalition >> player & 1]
