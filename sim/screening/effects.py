"""Elementary effects: what one step of a walk does to an outcome, divided by the length of the step.

Morris 1991; mu_star is Campolongo, Cariboni and Saltelli 2007. The unit of an effect is the outcome's per whole range of the
factor. A step with an end that has no value (refused, failed, unstable) has no effect and is counted; a library that averages
whole walks would make NaN, or worse a number, of all the others.

The noise of a step comes from its replications: each of them, under common random numbers, gives the effect once, and their
spread says how far the mean of them may lie from what endless replications would give. A factor that does nothing has
effects of exactly nothing, for its draws are the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from sim.experiments.statistics import Floats

LEVEL = 0.95


@dataclass(frozen=True)
class Effects:
    """Of one outcome, shapes (factors,): ``mu`` mean effect, ``mu_star`` mean size, ``sigma`` spread over the space, ``n`` steps
    that have an effect, ``noise`` standard error of one step's effect by simulation, ``floor`` what ``mu_star`` must exceed.

    ``steps`` (walks, factors) are the effects themselves, NaN where there is none.
    """

    mu: Floats
    mu_star: Floats
    sigma: Floats
    n: npt.NDArray[np.int64]
    noise: Floats
    floor: Floats
    steps: Floats


def moved_factor(positions: Floats) -> npt.NDArray[np.int64]:
    """Which factor each step moves, shape (walks, factors), of positions with shape (walks, factors + 1, factors)."""
    return np.abs(np.diff(positions, axis=1)).argmax(axis=2)


def steps_of(positions: Floats, outcome: Floats) -> Floats:
    """Elementary effects by factor, shape (walks, factors, ...), of an outcome with shape (walks, factors + 1, ...)."""
    which = moved_factor(positions)
    walks = np.arange(len(positions))[:, None]
    lengths = np.diff(positions, axis=1)[walks, np.arange(which.shape[1]), which]
    found = np.diff(outcome, axis=1) / lengths.reshape(lengths.shape + (1,) * (outcome.ndim - 2))
    ordered = np.empty_like(found)
    ordered[walks, which] = found
    return ordered


def effects(positions: Floats, outcome: Floats) -> Effects:
    """Effects of every factor on one outcome, shape (walks, factors + 1, replications), NaN where it has no value."""
    each = steps_of(positions, outcome)
    replications = each.shape[2]
    mean = each.mean(axis=2)
    there = np.isfinite(mean)
    n = there.sum(axis=0)
    kept = np.where(there, mean, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mu, mu_star = kept.sum(axis=0) / n, np.abs(kept).sum(axis=0) / n
        spread = np.where(there, (mean - mu) ** 2, 0.0).sum(axis=0)
        sigma = np.sqrt(np.where(n > 1, spread / (n - 1), np.nan))
        errors = np.where(there, each.var(axis=2, ddof=1) / replications, 0.0) if replications > 1 else np.full_like(kept, np.nan)
        noise = np.sqrt(errors.sum(axis=0) / n)
    return Effects(mu, mu_star, sigma, n, noise, noise * reach(n * (replications - 1)), mean)


def reach(freedom: npt.ArrayLike, alpha: float = 1 - LEVEL) -> Floats:
    """How many standard errors a two-sided interval reaches; NaN without a degree of freedom."""
    free = np.asarray(freedom, dtype=np.float64)
    return np.where(free > 0, stdtrit(np.maximum(free, 1.0), 1 - alpha / 2), np.nan)
