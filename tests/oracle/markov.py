"""Steady states of Markov chains, written as rates from state to state; numpy and scipy only, nothing of the product."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import spsolve

Floats = npt.NDArray[np.float64]
State = TypeVar("State", bound=Hashable)
Flows = Callable[[State], Iterable[tuple[State, float]]]


def steady_state(start: State, flows: Flows[State]) -> tuple[list[State], Floats]:
    """Return all states that can be reached from ``start`` and their probabilities in the long run.

    ``flows`` gives, for a state, the states it can turn into and the rate of each; it must bound the chain itself.  Every
    state must be able to come back to ``start``.
    """
    number = {start: 0}
    states = [start]
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for here, state in enumerate(states):  # grows on the way
        for there, rate in flows(state):
            if rate <= 0.0:
                continue
            if there not in number:
                number[there] = len(states)
                states.append(there)
            rows.extend((number[there], here))
            columns.extend((here, here))
            values.extend((rate, -rate))
    return states, stationary(rows, columns, values, len(states))


def stationary(
    rows: list[int] | npt.NDArray[np.int64], columns: list[int] | npt.NDArray[np.int64], values: list[float] | Floats, size: int
) -> Floats:
    """Return the probabilities p with ``balance`` @ p = 0 and sum 1, the balance given as entries of a sparse matrix.

    Entry (there, here) is the rate from here to there, and (here, here) minus all rates out; entries of one place add up.
    """
    balance = sparse.coo_matrix((values, (rows, columns)), shape=(size, size)).tocsr()
    total = sparse.csr_matrix(np.ones((1, size)))  # the last equation says what the others do; the sum takes its place
    right = np.zeros(size)
    right[-1] = 1.0
    return np.asarray(spsolve(sparse.vstack([balance[:-1], total]).tocsc(), right))


def check_room(edge: float, what: str, most: float = 1e-9) -> None:
    """Raise ValueError where a chain that had to be cut off is cut where it still matters."""
    if edge > most:
        raise ValueError(f"{what} are too few: full with probability {edge:.2g}")
