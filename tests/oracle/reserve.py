"""Officers kept back for the urgent grade: a routine incident starts only while more than so many are free."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.oracle.markov import check_room, steady_state


@dataclass(frozen=True)
class Reserved:
    """The steady state of a force that keeps a reserve; urgent first, routine second."""

    wait_h: tuple[float, float]
    waits: tuple[float, float]  # probability of waiting
    busy: float  # mean number of officers busy


def cut_off(rates: tuple[float, float], mu: float, c: int, reserve: int, places: tuple[int, int]) -> Reserved:
    """Return the steady state of M/M/c with two grades, one rate of work, and ``reserve`` officers kept for the urgent one.

    Nobody is interrupted, and the urgent go first.  State: officers busy plus urgent incidents waiting (these only when all are
    busy), and routine incidents waiting (these only when at most ``reserve`` are free); both cut off at ``places``.
    Arrivals see the state as it is in the long run.  Taylor and Templeton 1980, *Operations Research* 28:1168.
    """
    first_kept = c - reserve  # with so many busy, a routine incident waits

    def flows(state: tuple[int, int]) -> Iterator[tuple[tuple[int, int], float]]:
        there, routine = state
        if there < places[0]:
            yield (there + 1, routine), rates[0]
        if there < first_kept:
            yield (there + 1, routine), rates[1]
        elif routine < places[1]:
            yield (there, routine + 1), rates[1]
        done = min(there, c) * mu
        yield ((there, routine - 1) if there == first_kept and routine else (there - 1, routine)), done

    states, p = steady_state((0, 0), flows)
    there, routine = np.array(states, dtype=float).T
    check_room(float(p[(there == places[0]) | (routine == places[1])].sum()), f"{places} places")
    urgent = float(p @ np.maximum(there - c, 0.0))
    return Reserved(
        (urgent / rates[0], float(p @ routine) / rates[1]),
        (float(p[there >= c].sum()), float(p[there >= first_kept].sum())),
        float(p @ np.minimum(there, c)),
    )
