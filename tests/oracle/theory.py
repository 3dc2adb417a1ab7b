"""Queueing theory the model must agree with: closed formulas, each with its source.

Everything here is computed without the product.  Times are in hours and rates per hour; ``lam`` is the rate of arrivals,
``mu`` the rate at which one officer finishes work, ``c`` the number of officers.  Numerical solutions of Markov chains are in
``chains.py``; ``test_theory.py`` holds both to published values and to each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import integrate, stats

Floats = npt.NDArray[np.float64]


def erlang_b(offered: float, c: int) -> float:
    """Return the share of calls lost by ``c`` servers without a queue at ``offered`` = lam / mu.

    Erlang 1917; the stable recursion B(c) = a B(c-1) / (c + a B(c-1)) is in Cooper, *Introduction to Queueing Theory*, 1981.
    """
    lost = 1.0
    for servers in range(1, c + 1):
        lost = offered * lost / (servers + offered * lost)
    return lost


def erlang_c(offered: float, c: int) -> float:
    """Return the probability of waiting in M/M/c, from Erlang B: C = B / (1 - rho (1 - B)) (Cooper 1981)."""
    _stable(offered / c)
    lost = erlang_b(offered, c)
    return lost / (1.0 - offered / c * (1.0 - lost))


def mmc_wait(lam: float, mu: float, c: int) -> float:
    """Return the mean wait in M/M/c: C / (c mu - lam) (Kleinrock, *Queueing Systems* I, 1975; M/M/1 with c = 1)."""
    return erlang_c(lam / mu, c) / (c * mu - lam)


def mg1_wait(lam: float, mean: float, cv: float) -> float:
    """Return the mean wait in M/G/1: Pollaczek 1930 and Khinchine 1932, lam E[S^2] / (2 (1 - rho)) (Kleinrock 1975)."""
    _stable(lam * mean)
    return lam * mean**2 * (1.0 + cv**2) / (2.0 * (1.0 - lam * mean))


def priority_waits(lams: Sequence[float], mu: float, c: int) -> list[float]:
    """Return the mean wait by class, highest first, in M/M/c with non-preemptive priority and one rate of service.

    Cobham 1954, *J. Oper. Res. Soc. Am.* 2:70: W_k = W_0 / ((1 - s_(k-1)) (1 - s_k)), s_k the load of classes 1 to k and W_0 the
    mean time until an officer is free for somebody who finds all busy and no queue, times the chance of finding all busy.
    """
    loads = np.concatenate([[0.0], np.cumsum(lams)]) / (c * mu)
    first = erlang_c(float(sum(lams)) / mu, c) / (c * mu)
    return [float(first / ((1.0 - before) * (1.0 - upto))) for before, upto in zip(loads[:-1], loads[1:], strict=True)]


def infinite_servers_by_hour(rates: Sequence[float], longer: Callable[[Floats], Floats], most: float) -> Floats:
    """Return the mean number under way in each hour of the day in M(t)/G/infinity, ``rates`` for each hour, repeating.

    Eick, Massey and Whitt 1993, *Operations Research* 41:731: m(t) is the integral of lam(t - u) P(S > u) over u >= 0.  With
    rates constant within the hour its mean over an hour is a sum over the hours before: the weight of the hour ``k`` ago is
    the integral of P(S > k + v) (1 - |v|) over -1 < v < 1.  ``longer`` gives P(S > u) for an array of u in hours; beyond
    ``most`` hours it is taken as 0.
    """
    day = np.asarray(rates, dtype=float)
    out = np.zeros(day.size)
    for k in range(math.ceil(most) + 1):
        weight = 0.0
        for low, high in ((-1.0, 0.0), (0.0, 1.0)):
            if k + low < 0.0:
                continue
            weight += integrate.fixed_quad(lambda v, k=k: longer(k + v) * (1.0 - np.abs(v)), low, high, n=40)[0]
        out += weight * np.roll(day, k)
    return out


def lognormal(mean: float, cv: float) -> stats.rv_continuous:
    """Return the lognormal distribution with this mean and coefficient of variation."""
    variance = math.log1p(cv**2)
    return stats.lognorm(s=math.sqrt(variance), scale=mean * math.exp(-variance / 2.0))


def gamma(mean: float, cv: float) -> stats.rv_continuous:
    """Return the gamma distribution with this mean and coefficient of variation."""
    return stats.gamma(a=1.0 / cv**2, scale=mean * cv**2)


def geometric_days(mean_days: float) -> float:
    """Return the mean of an exponential length rounded up to whole days: it is geometric, 1 / (1 - exp(-1 / mean))."""
    return -1.0 / math.expm1(-1.0 / mean_days)


def share_away(spells_per_year: float, mean_spell_days: float) -> float:
    """Return the share of days away when every well day begins a spell with one probability p and spells are whole days.

    Alternating renewal (Barlow and Proschan, *Mathematical Theory of Reliability*, 1965; the repair of one machine with
    as many repairers as machines): E[L] / (E[L] + (1 - p) / p), for between two spells lie (1 - p) / p well days on average.
    p = 1 - exp(-rate / 365.25) is the chance of at least one event of a Poisson stream in a day.
    """
    p = -math.expm1(-spells_per_year / 365.25)
    return mean_spell_days / (mean_spell_days + (1.0 - p) / p)


def first_free(
    arrivals: npt.NDArray[np.int64], services: npt.NDArray[np.int64], needs: npt.NDArray[np.int64], c: int
) -> npt.NDArray[np.int64]:
    """Return when each job starts, first come first served, if it needs ``needs`` of ``c`` servers together.

    Kiefer and Wolfowitz 1955, *Trans. Am. Math. Soc.* 78:1, for jobs of one server; with several, a job starts at the latest
    of its arrival, the start before it, and the instant at which the last of the servers it needs is free.  No event list.
    """
    free = np.zeros(c, dtype=np.int64)
    starts = np.empty_like(arrivals)
    before = 0
    for j in range(arrivals.size):
        free.sort()
        before = max(int(arrivals[j]), before, int(free[needs[j] - 1]))
        starts[j] = before
        free[: needs[j]] = before + services[j]
    return starts


def _stable(rho: float) -> None:
    if not 0.0 <= rho < 1.0:
        raise ValueError(f"no steady state at a load of {rho:g}")
