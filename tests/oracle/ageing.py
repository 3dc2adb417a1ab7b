"""Waiting that counts: routine incidents rank as if they had come so much later, and are served in that order."""

from __future__ import annotations

import numpy as np

from tests.oracle.markov import Floats, check_room, stationary

NEVER = 1e-10  # a probability that counts as none


def delayed_rank(rates: tuple[float, float], mu: float, delay: float) -> tuple[float, float]:
    """Return the mean wait of urgent and routine incidents in M/M/1 without interruption when the next to be served is the one
    with the least (time of arrival + ``delay`` if routine); one rate of work.

    This is the queue with dynamic priorities of Jackson 1960, *Naval Research Logistics Quarterly* 7:235, and with due dates at
    two distances of Goldberg 1977, *Mathematics of Operations Research* 2:145.  A delay of 0 is first come first served, one
    without end strict priority.  Solved here on two grids of time and extrapolated to a grid of step 0.
    """
    step = delay / max(2, round(10.0 * delay * mu))
    coarse, fine = (_urgent_wait(rates, mu, delay, h) for h in (step, step / 2.0))
    urgent = 2.0 * fine - coarse  # the error is proportional to the step (Richardson)
    total = sum(rates)
    fcfs = total / mu / (mu - total)
    # Whoever goes first, the waits weighted by rate come to the same (Kleinrock 1965, Naval Res. Logist. Q. 12:181).
    return urgent, (total * fcfs - rates[0] * urgent) / rates[1]


def _urgent_wait(rates: tuple[float, float], mu: float, delay: float, h: float) -> float:
    """Return the mean wait of the urgent, time taken in ticks of a Poisson clock of mean ``h``.

    The state is how far the ranks have been served.  *Ahead* (s, n): all ranks up to s > 0 beyond now are served, so only
    urgent incidents that come from now on can be before it, n of which wait; s falls as time passes.  *Behind* (a, n): of all
    ranks up to a >= 0 before now only n urgent incidents still wait, and beyond that rank nothing has been looked at, so both
    kinds lie there as they came, at random; a grows as time passes.  When nobody known waits, the next is looked for rank by
    rank (the states *search*, which take no time), up to now for both kinds and up to the delay beyond now for routine.
    """
    urgent, routine = rates
    total = urgent + routine
    ahead, most = round(delay / h), int(np.ceil(np.log(NEVER) / np.log(urgent / mu)))
    known = np.arange(most + 1)
    behind = int(np.ceil(-np.log(NEVER) / (mu - total) / h))
    cells = np.arange(-behind, ahead + 1)  # s in steps; those up to 0 are a
    n_busy = cells.size * known.size
    idle = n_busy + cells.size
    rows: list[np.ndarray] = []
    columns: list[np.ndarray] = []
    values: list[Floats] = []

    def busy(cell: np.ndarray, n: np.ndarray | int) -> np.ndarray:
        return (cell + behind) * known.size + n

    def search(cell: np.ndarray) -> np.ndarray:
        return n_busy + cell + behind

    def flow(here: np.ndarray, there: np.ndarray, rate: float | Floats) -> None:
        here, there, rate = (np.ravel(x) for x in np.broadcast_arrays(here, there, rate))
        rows.extend((there, here))
        columns.extend((here, here))
        values.extend((rate, -rate))

    cell, n = (grid.ravel() for grid in np.meshgrid(cells, known, indexing="ij"))
    later = cell > -behind  # the last cell is an edge: nothing falls off it
    flow(busy(cell, n)[later], busy(cell - 1, n)[later], 1.0 / h)
    comes = (cell > 0) & (n < most)
    flow(busy(cell, n)[comes], busy(cell, n + 1)[comes], urgent)
    some = n > 0
    flow(busy(cell, n)[some], busy(cell, n - 1)[some], mu)
    flow(busy(cells, 0), search(cells), mu)
    meet = np.where(cells < 0, total, routine) * h  # the chance per rank, as odds
    flow(search(cells), busy(cells, 0), meet / (1.0 + meet))
    flow(search(cells), np.append(search(cells[1:]), idle), 1.0 / (1.0 + meet))
    flow(np.array([idle]), busy(np.array([ahead]), 0), total)  # whoever comes is served: no rank up to the delay is left

    p = stationary(np.concatenate(rows), np.concatenate(columns), np.concatenate(values), idle + 1)
    p[n_busy:idle] = 0.0
    p /= p.sum()
    check_room(float(p[busy(np.array([-behind]), known)].sum() + p[busy(cells, most)].sum()), "cells", 1e-8)
    return float(p[:n_busy] @ ((n + 1.0 + np.maximum(-cell, 0) * h * total) / mu))
