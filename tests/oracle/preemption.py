"""Two grades of which the urgent one interrupts the other: work is resumed, or begun anew."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import integrate, stats

from tests.oracle.markov import check_room, steady_state


@dataclass(frozen=True)
class Stream:
    """Incidents of one grade: their rate, and the mean and mean square of their work; hours."""

    rate: float
    mean: float
    square: float

    @classmethod
    def of(cls, rate: float, mean: float, cv: float) -> Stream:
        """Return a stream whose work has this mean and coefficient of variation."""
        return cls(rate, mean, mean**2 * (1.0 + cv**2))

    @property
    def load(self) -> float:
        """Return the officers kept busy."""
        return self.rate * self.mean


@dataclass(frozen=True)
class Passage:
    """What an incident goes through, on average: until somebody begins with it, and until it is done; hours."""

    wait_h: float
    time_h: float


def resumed(streams: list[Stream]) -> list[Passage]:
    """Return what each grade goes through in M/G/1 with preemption and work that is resumed, highest grade first.

    White and Christie 1958, *Operations Research* 6:79 (exponential work); Conway, Maxwell and Miller 1967, *Theory of
    Scheduling*, ch. 8 (any work): until the first start sum_(i<=k) lam_i E[S_i^2] / (2 (1 - s_(k-1)) (1 - s_k)), and from
    there E[S_k] / (1 - s_(k-1)), with s_k the load of the grades 1 to k.
    """
    out, before, squares = [], 0.0, 0.0
    for stream in streams:
        upto, squares = before + stream.load, squares + stream.rate * stream.square
        _stable(upto)
        wait = squares / (2.0 * (1.0 - before) * (1.0 - upto))
        out.append(Passage(wait, wait + stream.mean / (1.0 - before)))
        before = upto
    return out


def begun_anew(urgent: Stream, rate: float, work: stats.rv_continuous | float) -> Passage:
    """Return what the lower grade goes through in M/G/1 when work that was interrupted begins anew and takes as long again.

    Gaver 1962, *J. R. Stat. Soc.* B 24:73 (preemptive repeat identical).  Work of x hours succeeds without an interruption with
    probability exp(-lam x); otherwise the attempt is lost, and a busy period of the urgent grade passes before the next.  That
    makes the completion time C, and the queue one of M/G/1 with work C whose server is away, when nobody of the grade is
    there, during the urgent busy periods: W = lam_2 E[C^2] / (2 (1 - lam_2 E[C])) + lam_1 E[S_1^2] / (2 (1 - s_1)^2)
    (Fuhrmann and Cooper 1985, *Operations Research* 33:1117).  ``work`` is a distribution, or a number where it never varies.
    """
    _stable(urgent.load)
    busy = urgent.mean / (1.0 - urgent.load)
    busy_variance = urgent.square / (1.0 - urgent.load) ** 3 - busy**2

    def moments(x: float) -> tuple[float, float]:
        """Return the mean and the mean square of C for work of x hours."""
        tries = math.expm1(urgent.rate * x)  # mean number of attempts lost; geometric
        if tries == 0.0:
            return x, x * x
        lost = 1.0 / urgent.rate - x / tries  # an exponential time, given that it is below x
        lost_variance = 1.0 / urgent.rate**2 - x**2 * (1.0 + tries) / tries**2
        mean = tries * (lost + busy) + x
        variance = tries * (lost_variance + busy_variance) + tries * (1.0 + tries) * (lost + busy) ** 2
        return mean, variance + mean**2

    if isinstance(work, float):
        first, second = moments(work)
    else:
        most = float(work.ppf(1.0 - 1e-15))
        first, second = (
            integrate.quad(lambda x, k=k: moments(x)[k] * work.pdf(x), 0.0, most, epsabs=0.0, epsrel=1e-10, limit=500)[0]
            for k in (0, 1)
        )
    _stable(rate * first)
    wait = rate * second / (2.0 * (1.0 - rate * first)) + urgent.rate * urgent.square / (2.0 * (1.0 - urgent.load) ** 2)
    return Passage(wait, wait + first)


def several_officers(
    rates: tuple[float, float], mus: tuple[float, float], c: int, places: tuple[int, int]
) -> tuple[float, float]:
    """Return the mean time in system of each grade in M/M/c with preemption, hours; work at its own rate in each grade.

    State: incidents of either grade in the system, up to ``places``; the urgent have min(n1, c) officers, the others what is
    left.  Exponential work has no memory, so resumed or drawn anew it is the same chain.  Little's law gives the times.  The
    model is solved in other ways by Wang, Baron and Scheller-Wolf 2015, *Operations Research* 63:733.
    """

    def flows(state: tuple[int, int]) -> Iterator[tuple[tuple[int, int], float]]:
        one, two = state
        yield (one - 1, two), min(one, c) * mus[0]
        yield (one, two - 1), min(two, c - min(one, c)) * mus[1]
        if one < places[0]:
            yield (one + 1, two), rates[0]
        if two < places[1]:
            yield (one, two + 1), rates[1]

    states, p = steady_state((0, 0), flows)
    ones, twos = np.array(states, dtype=float).T
    check_room(float(p[(ones == places[0]) | (twos == places[1])].sum()), f"{places} places")
    return float(p @ ones) / rates[0], float(p @ twos) / rates[1]


def _stable(load: float) -> None:
    if not load < 1.0:
        raise ValueError(f"no steady state at a load of {load:g}")
