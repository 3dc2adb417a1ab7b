"""Two areas that help each other, and incidents lost when nobody may come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tests.oracle.markov import steady_state


@dataclass(frozen=True)
class Helped:
    """The steady state of two areas; one number for each."""

    lost: tuple[float, float]  # share of the area's incidents that nobody answers
    by_neighbour: tuple[float, float]  # share of the area's answered incidents that the other area answers
    busy: tuple[float, float]  # mean number of the area's officers busy, wherever they are


def two_areas(rates: tuple[float, float], mu: float, officers: tuple[int, int], keep: int) -> Helped:
    """Return the steady state of two areas with their own ``officers``, incidents of one officer, nothing waiting.

    An incident is answered by its own area while somebody is free there, else by the neighbour while more than ``keep`` are free
    there, else lost.  The hypercube of Larson 1974, *Computers and Operations Research* 1:67, with officers of one area
    alike, so that their number busy tells all.
    """

    def answer(area: int, busy: tuple[int, int]) -> int:
        """Return the area that answers, -1 none."""
        other = 1 - area
        if busy[area] < officers[area]:
            return area
        return other if officers[other] - busy[other] > keep else -1

    def flows(busy: tuple[int, int]) -> Iterator[tuple[tuple[int, int], float]]:
        for area in (0, 1):
            sent = answer(area, busy)
            if sent >= 0:
                yield (busy[0] + (sent == 0), busy[1] + (sent == 1)), rates[area]
        yield (busy[0] - 1, busy[1]), busy[0] * mu
        yield (busy[0], busy[1] - 1), busy[1] * mu

    states, p = steady_state((0, 0), flows)
    chosen = np.array([[answer(area, busy) for area in (0, 1)] for busy in states])
    lost = tuple(float(p[chosen[:, area] < 0].sum()) for area in (0, 1))
    helped = (float(p[chosen[:, 0] == 1].sum()), float(p[chosen[:, 1] == 0].sum()))
    by_neighbour = (helped[0] / (1.0 - lost[0]), helped[1] / (1.0 - lost[1]))
    mean_busy = p @ np.array(states, dtype=float)
    return Helped((lost[0], lost[1]), by_neighbour, (float(mean_busy[0]), float(mean_busy[1])))
