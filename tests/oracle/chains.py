"""Markov chains solved numerically: a queue under a rate that follows the hour, and jobs that need one or two officers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import integrate

from tests.oracle.markov import stationary

Floats = npt.NDArray[np.float64]

SETTLED = 1e-9  # largest change of a probability from one day to the next that counts as none
MOST_DAYS = 100


@dataclass(frozen=True)
class Day:
    """A day of M(t)/M/c that repeats itself, one number for each hour."""

    number_in_system: Floats  # mean over the hour
    waiting: Floats  # mean number waiting, over the hour
    wait_h: Floats  # mean wait of those who arrive in the hour

    def mean_wait_h(self, rates: Sequence[float]) -> float:
        """Return the mean wait of all who arrive in a day."""
        return float(np.average(self.wait_h, weights=rates))


def repeating_day(rates: Sequence[float], mu: float, c: int, size: int) -> Day:
    """Return the periodic solution of M(t)/M/c whose rate of arrival is constant within each hour of the day.

    The forward equations of Kolmogorov for the number in system 0 .. ``size`` (those who find it full are lost: choose it so
    that nobody does) are integrated day after day until a day repeats the one before.  Somebody who arrives finds the state
    with the probabilities of the moment (Poisson arrivals) and waits, first come first served, (n - c + 1) / (c mu) where
    n >= c are there, whatever comes later.  Kolmogorov 1931, *Math. Annalen* 104:415; Koopman 1972, *Operations Research*
    20:1089.
    """
    n = np.arange(size + 1)
    finish = mu * np.minimum(n, c)
    waits = np.maximum(n - c + 1, 0) / (c * mu)
    measures = np.array([n, np.maximum(n - c, 0), waits])

    def slope(_: float, y: Floats, rate: float) -> Floats:
        p = y[: size + 1]
        up, down = rate * p[:-1], finish[1:] * p[1:]
        flow = np.zeros(size + 1)
        flow[:-1] += down - up
        flow[1:] += up - down
        return np.concatenate([flow, measures @ p])

    p = np.zeros(size + 1)
    p[0] = 1.0
    for _ in range(MOST_DAYS):
        began, hours = p, []
        for rate in rates:
            solved = integrate.solve_ivp(
                slope, (0.0, 1.0), np.concatenate([p, np.zeros(3)]), method="DOP853", args=(rate,), rtol=1e-9, atol=1e-12
            )
            p = solved.y[: size + 1, -1]
            hours.append(solved.y[size + 1 :, -1])
        if np.abs(p - began).max() < SETTLED:
            if p[-1] > SETTLED:
                raise ValueError(f"{size} places are too few: full with probability {p[-1]:.2g}")
            return Day(*np.array(hours).T)
    raise ValueError(f"the day does not repeat itself within {MOST_DAYS} days")


@dataclass(frozen=True)
class PairedJobs:
    """The steady state of a queue whose jobs need one officer or two."""

    wait_one_h: float
    wait_two_h: float
    wait_h: float
    waits: float  # probability of waiting
    busy: float  # mean number of officers busy


def one_or_two_officers(lam: float, mu: float, c: int, share_two: float, places: int = 400) -> PairedJobs:
    """Return the steady state of FCFS jobs of which ``share_two`` need two of ``c`` officers together, work exponential.

    State: jobs of one and of two officers under way, and jobs waiting (up to ``places``).  The kind of a waiting job is drawn
    when it comes to the head and somebody is free; so a head with one officer free is known to need two, and all other
    waiting jobs are still a draw each.  The kinds of those waiting give each kind's queue, and Little's law its wait.
    Stationary equations solved directly.  The model is Brill and Green 1984, *Management Science* 30:51 (simultaneous service).
    """
    share = {1: 1.0 - share_two, 2: share_two}
    states = _states(c, places)
    number = {state: i for i, state in enumerate(states)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []

    def flow(here: tuple[int, int, int], there: tuple[int, int, int], rate: float) -> None:
        if rate > 0.0:
            rows.extend((number[there], number[here]))
            columns.extend((number[here], number[here]))
            values.extend((rate, -rate))

    for state in states:
        ones, twos, waiting = state
        free = c - ones - 2 * twos
        for need in (1, 2):
            if waiting == 0 and need <= free:
                flow(state, (ones + (need == 1), twos + (need == 2), 0), lam * share[need])
            elif waiting < places:
                flow(state, (ones, twos, waiting + 1), lam * share[need])
        head = 2 if waiting and free else 0  # known to need two, or not yet drawn
        for left, rate in (((ones - 1, twos), ones * mu), ((ones, twos - 1), twos * mu)):
            if rate > 0.0:
                for there, chance in _start(*left, waiting, head, c, share).items():
                    flow(state, there, rate * chance)
    p = stationary(rows, columns, values, len(states))
    if sum(p[number[state]] for state in states if state[2] == places) > SETTLED:
        raise ValueError(f"{places} places are too few")
    return _paired(states, p, lam, c, share)


def _states(c: int, places: int) -> list[tuple[int, int, int]]:
    return [
        (ones, twos, waiting)
        for twos in range(c // 2 + 1)
        for ones in range(c - 2 * twos + 1)
        for waiting in range(places + 1 if c - ones - 2 * twos <= 1 else 1)
    ]


def _start(
    ones: int, twos: int, waiting: int, head: int, c: int, share: dict[int, float]
) -> dict[tuple[int, int, int], float]:
    """Return where the queue comes to rest, with which chance, once officers are free; ``head`` 0 is not yet drawn."""
    free = c - ones - 2 * twos
    if waiting == 0 or free == 0:
        return {(ones, twos, waiting): 1.0}
    out: dict[tuple[int, int, int], float] = {}
    for need, chance in share.items() if head == 0 else [(head, 1.0)]:
        if need > free:
            rest = {(ones, twos, waiting): 1.0}
        else:
            rest = _start(ones + (need == 1), twos + (need == 2), waiting - 1, 0, c, share)
        for state, further in rest.items():
            out[state] = out.get(state, 0.0) + chance * further
    return out


def _paired(
    states: list[tuple[int, int, int]], p: Floats, lam: float, c: int, share: dict[int, float]
) -> PairedJobs:
    ones, twos, waiting = np.array(states, dtype=float).T
    free = c - ones - 2 * twos
    head_known = (waiting > 0) & (free == 1)
    queue_two = float(p @ (share[2] * (waiting - head_known) + head_known))
    queue = float(p @ waiting)
    at_once = {need: float(p @ ((waiting == 0) & (free >= need))) for need in (1, 2)}
    return PairedJobs(
        wait_one_h=(queue - queue_two) / (lam * share[1]) if share[1] else float("nan"),
        wait_two_h=queue_two / (lam * share[2]) if share[2] else float("nan"),
        wait_h=queue / lam,
        waits=1.0 - sum(share[need] * at_once[need] for need in (1, 2)),
        busy=float(p @ (ones + 2 * twos)),
    )
