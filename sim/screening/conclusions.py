"""Conclusions at every point: which way each comparison of the study goes there, and how sure that is.

A point has few replications, so the noise of a difference is pooled with that of its neighbours on the walk, which differ in a
few numbers only. A sign is *clear* where the interval at 95 % leaves out zero. A *reversal* asks for more: an interval
widened for all points of the screening together, as chance alone would otherwise turn one point in forty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.experiments.statistics import Floats
from sim.screening.effects import LEVEL, Effects, effects, moved_factor, reach

UP, DOWN, CLOSE, UNSTABLE, MISSING = "up", "down", "close", "unstable", "missing"
STATES = (UP, DOWN, CLOSE, UNSTABLE, MISSING)
NEIGHBOURS = 5

States = npt.NDArray[np.str_]


@dataclass(frozen=True)
class Judged:
    """One conclusion: ``configured`` state, difference and standard error where nothing is moved; then at every point.

    ``state`` (walks, points) of STATES; ``sure`` whether its sign is clear for all points together; ``difference`` and ``error``
    alike. ``flips`` (factors,): steps that took the conclusion from what it is as configured to something else, or back;
    ``reversals``: those between one clear sign and the other; ``into_instability``: those that an end of ran away.
    """

    configured: str
    configured_difference: float
    configured_error: float
    difference: Floats
    error: Floats
    state: States
    sure: npt.NDArray[np.bool_]
    effects: Effects
    flips: npt.NDArray[np.int64]
    reversals: npt.NDArray[np.int64]
    into_instability: npt.NDArray[np.int64]

    @property
    def hangs_on(self) -> npt.NDArray[np.bool_]:
        """Factors, shape (factors,), whose effect stands above the noise and of which a step alone changed the conclusion."""
        return (self.effects.mu_star > self.effects.floor) & (self.flips > 0)

    def count(self, state: str) -> int:
        """Points in a state."""
        return int((self.state == state).sum())

    @property
    def reversed_at(self) -> int:
        """Points at which the sign is surely the other one than as configured."""
        other = {UP: DOWN, DOWN: UP}.get(self.configured)
        return int(((self.state == other) & self.sure).sum()) if other else 0


def judge_conclusion(
    positions: Floats, gaps: Floats, configured: Floats, unstable: npt.NDArray[np.bool_], configured_unstable: bool
) -> Judged:
    """Judge one conclusion from its paired differences, shape (walks, points, replications), NaN where there is none.

    ``configured`` (replications,) are those where nothing is moved; ``unstable`` (walks, points) says where an option or the
    baseline runs away, so that there is no difference to speak of.
    """
    replications = gaps.shape[2]
    usable = np.where(unstable[:, :, None], np.nan, gaps)
    mean = usable.mean(axis=2)
    there = np.isfinite(mean)
    own = usable.var(axis=2, ddof=1) if replications > 1 else np.full(mean.shape, np.nan)
    pooled, freedom = _pooled(own, there, replications)
    error = np.sqrt(pooled / replications)
    state, sure = _states(mean, error, freedom, int(there.sum()))
    state[~there] = MISSING
    state[unstable] = UNSTABLE
    base, base_mean, base_error = _as_configured(configured, pooled, freedom, configured_unstable)
    found = effects(positions, usable)
    flips, reversals, away = _flips(positions, mean, state, sure, base, found)
    return Judged(base, base_mean, base_error, mean, error, state, sure, found, flips, reversals, away)


def _pooled(own: Floats, there: npt.NDArray[np.bool_], replications: int) -> tuple[Floats, Floats]:
    """Variance of a difference at each point, pooled over up to NEIGHBOURS points to either side, and its degrees of freedom."""
    values = np.where(there, own, 0.0)
    total, count = np.zeros_like(values), np.zeros_like(values)
    points = values.shape[1]
    for shift in range(-NEIGHBOURS, NEIGHBOURS + 1):
        inside = slice(max(0, -shift), points - max(0, shift))
        taken = slice(max(0, shift), points - max(0, -shift))
        total[:, inside] += values[:, taken]
        count[:, inside] += there[:, taken]
    with np.errstate(invalid="ignore", divide="ignore"):
        return total / count, count * (replications - 1)


def _states(mean: Floats, error: Floats, freedom: Floats, points: int) -> tuple[States, npt.NDArray[np.bool_]]:
    with np.errstate(invalid="ignore"):
        clear = np.abs(mean) > reach(freedom) * error
        sure = np.abs(mean) > reach(freedom, (1 - LEVEL) / max(1, points)) * error
    state = np.full(mean.shape, CLOSE, dtype="<U8")
    state[clear & (mean > 0)] = UP
    state[clear & (mean < 0)] = DOWN
    return state, sure


def _as_configured(values: Floats, pooled: Floats, freedom: Floats, unstable: bool) -> tuple[str, float, float]:
    """The conclusion where nothing is moved. Its few replications are judged by the middle of the noise found all over."""
    mean = float(values.mean())
    if unstable or not np.isfinite(mean):
        return UNSTABLE if unstable else MISSING, mean, float("nan")
    known = np.isfinite(pooled)
    if not known.any():
        return CLOSE, mean, float("nan")
    error = float(np.sqrt(np.median(pooled[known]) / len(values)))
    state, _ = _states(np.array([mean]), np.array([error]), np.array([np.median(freedom[known])]), 1)
    return str(state[0]), mean, error


def _flips(
    positions: Floats, mean: Floats, state: States, sure: npt.NDArray[np.bool_], base: str, found: Effects
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Steps that change the conclusion, by factor. A change of state counts where the step itself is larger than its noise."""
    which = moved_factor(positions)
    factors = which.shape[1]
    flips, reversals, away = (np.zeros(factors, dtype=np.int64) for _ in range(3))
    length = np.abs(np.diff(positions, axis=1)).max(axis=2)
    with np.errstate(invalid="ignore"):
        real = np.abs(np.diff(mean, axis=1)) > (found.floor[which] * length)
    before, after = state[:, :-1], state[:, 1:]
    signs = (UP, DOWN, CLOSE)
    compared = np.isin(before, signs) & np.isin(after, signs)
    np.add.at(flips, which, compared & real & ((before == base) != (after == base)))
    both = sure[:, :-1] & sure[:, 1:] & np.isin(before, (UP, DOWN)) & np.isin(after, (UP, DOWN))
    np.add.at(reversals, which, both & (before != after))
    np.add.at(away, which, (before == UNSTABLE) != (after == UNSTABLE))
    return flips, reversals, away
