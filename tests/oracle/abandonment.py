"""Queues whose customers do not wait for ever: closed formulas, each with its source.

Times are in hours and rates per hour: ``lam`` of arrivals, ``mu`` of one of ``c`` servers, ``theta`` of losing patience.
Erlang B, the queue with no patience at all, is in ``theory.py``.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import special

from tests.oracle.theory import erlang_b

Floats = npt.NDArray[np.float64]


def erlang_a_waits(lam: float, mu: float, theta: float, c: int) -> float:
    """Return the probability of waiting in M/M/c+M, where patience is exponential with rate ``theta``.

    Palm 1957, *Research on Telephone Traffic Carried by Full Availability Groups*; in the form of Mandelbaum and Zeltyn 2007,
    "Service engineering in action: the Palm/Erlang-A queue": A B / (1 + (A - 1) B) with B of Erlang and
    A(x, y) = x exp(y) / y^x times the lower incomplete gamma function of (x, y), x = c mu / theta, y = lam / theta.
    """
    lost = erlang_b(lam / mu, c)
    crowd = _crowd(c * mu / theta, lam / theta)
    return crowd * lost / (1.0 + (crowd - 1.0) * lost)


def erlang_a_abandons(lam: float, mu: float, theta: float, c: int) -> float:
    """Return the probability of hanging up in M/M/c+M: P(waits) (1 / (rho A) + 1 - 1 / rho) (Mandelbaum and Zeltyn 2007)."""
    rho = lam / (c * mu)
    crowd = _crowd(c * mu / theta, lam / theta)
    return erlang_a_waits(lam, mu, theta, c) * (1.0 / (rho * crowd) + 1.0 - 1.0 / rho)


def _crowd(x: float, y: float) -> float:
    # scipy's incomplete gamma function is divided by the complete one.
    return math.exp(math.log(x) + y - x * math.log(y) + math.lgamma(x)) * float(special.gammainc(x, y))


def stationary(lam: float, mu: float, theta: float, c: int, most: int = 2_000) -> Floats:
    """Return P(n customers), n = 0, 1, ..., of M/M/c+M, a birth and death chain (Kleinrock 1975)."""
    n = np.arange(1, most)
    down = np.minimum(n, c) * mu + np.maximum(n - c, 0) * theta
    logs = np.concatenate([[0.0], np.cumsum(np.log(lam / down))])
    p = np.exp(logs - logs.max())
    return np.asarray(p / p.sum())


def answered_wait(lam: float, mu: float, theta: float, c: int) -> float:
    """Return the mean wait of those who are answered in M/M/c+M.

    Who finds ``c`` + k others waits for k + 1 departures of those ahead.  With j left ahead the next thing to happen, a departure
    (rate c mu + j theta) or my hanging up (theta), comes after an exponential time of the whole rate, whichever it is.
    """
    p = stationary(lam, mu, theta, c)
    answered = waited = 0.0
    chance, time = 1.0, 0.0
    answered += p[:c].sum()
    for j, share in enumerate(p[c:]):
        total = c * mu + (j + 1) * theta
        chance *= (total - theta) / total
        time += 1.0 / total
        answered += share * chance
        waited += share * chance * time
    return float(waited / answered)
