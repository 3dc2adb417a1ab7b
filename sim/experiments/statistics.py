"""Intervals and verdicts. The unit is the replication, never the incident: incidents of one run are not independent.

Student's t over independent replications (Law, Simulation Modeling and Analysis, ch. 4 and 10); paired differences
under common random numbers (Law, ch. 11); simultaneous intervals by Bonferroni; adjusted p-values by Holm (1979).

A replication that could not give a value (NaN: nothing to divide by, or it never finished) is missing. Missing ones
are counted and shown, because they are seldom missing at random: runs that fail cluster where the force is
overloaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

Verdict = Literal["better", "worse", "higher", "lower", "too close to call"]
Direction = Literal["lower", "higher", "neutral"]
Floats = npt.NDArray[np.float64]

# Two sums of the same terms may differ in their last digits; a difference this small, relative to the values, is none.
ROUNDING = 1e-12


@dataclass(frozen=True)
class MeanInterval:
    """A mean over `n` replications with its interval; `low` and `high` are NaN when n < 2, `mean` when n = 0."""

    n: int
    n_missing: int
    mean: float
    standard_error: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the width of the interval, in the unit of the mean."""
        return (self.high - self.low) / 2


@dataclass(frozen=True)
class PairedDifference:
    """Mean of a - b over replications that have both.

    `correlation` between a and b says how well common random numbers work (NaN where either never varies, or n < 2);
    `p_value` is two-sided and not yet adjusted. `low` and `high` hold simultaneously for the number of comparisons
    stated.
    """

    n: int
    n_missing: int
    difference: float
    standard_error: float
    low: float
    high: float
    correlation: float
    p_value: float

    @property
    def pairing_is_idle(self) -> bool:
        """Whether pairing gained nothing (correlation at or below zero): the common random numbers are not at work."""
        return bool(self.correlation <= 0)


def mean_interval(values: npt.ArrayLike, level: float = 0.95, comparisons: int = 1) -> MeanInterval:
    """Interval for the mean of independent replications.

    `values`: shape (replications,), NaN = missing. `level` is the simultaneous level over `comparisons` intervals
    (Bonferroni). Raises ValueError for an infinite value or a level outside 0..1.
    """
    kept, missing = _finite(np.asarray(values, dtype=np.float64))
    mean, error = _mean_and_error(kept)
    reach = t_quantile(len(kept), level, comparisons) * error
    return MeanInterval(len(kept), missing, mean, error, mean - reach, mean + reach)


def paired_difference(
    a: npt.ArrayLike, b: npt.ArrayLike, level: float = 0.95, comparisons: int = 1
) -> PairedDifference:
    """Interval for the mean of a - b, where a[r] and b[r] are the same replication of two scenarios.

    Shapes (replications,) alike; a pair with a NaN on either side is missing. Identical values give exactly 0 with an
    interval of width 0. Raises ValueError for unequal shapes, an infinite value or a level outside 0..1.
    """
    left, right = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if left.shape != right.shape:
        raise ValueError(f"{left.size} and {right.size} replications cannot be paired")
    both = ~(np.isnan(left) | np.isnan(right))
    gaps = np.where(both, left - right, np.nan)
    # np.fmax ignores NaN, so a missing pair raises no warning here.
    gaps[np.abs(gaps) <= ROUNDING * np.fmax(np.abs(left), np.abs(right))] = 0.0
    each = mean_interval(gaps, level, comparisons)
    return PairedDifference(
        each.n,
        each.n_missing,
        each.mean,
        each.standard_error,
        each.low,
        each.high,
        _correlation(left[both], right[both]),
        _p_value(each),
    )


def t_quantile(n: int, level: float, comparisons: int = 1) -> float:
    """Standard errors to each side of a mean of `n` replications, for `comparisons` intervals to hold together at
    `level`.

    NaN when n < 2. Raises ValueError for a level outside 0..1 or fewer than one comparison.
    """
    if not 0 < level < 1:
        raise ValueError(f"a level of {level} is not between 0 and 1")
    if comparisons < 1:
        raise ValueError("at least one comparison is wanted")
    return float(-stdtrit(n - 1, (1 - level) / comparisons / 2)) if n > 1 else np.nan


def holm(p_values: npt.ArrayLike, family_size: int | None = None) -> Floats:
    """Holm's adjusted p-values, shape as given; NaN stays NaN.

    A `family_size` above the number of values given treats the others as larger than all of these, which errs on the
    side of caution. Raises ValueError when it is smaller.
    """
    given = np.asarray(p_values, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(given))
    size = len(known) if family_size is None else family_size
    if size < len(known):
        raise ValueError(f"a family of {size} cannot hold {len(known)} comparisons")
    adjusted = np.full(given.shape, np.nan)
    order = known[np.argsort(given[known], kind="stable")]
    factors = size - np.arange(len(order))
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(given[order] * factors))
    return adjusted


def verdict(low: float, high: float, direction: Direction) -> Verdict:
    """Put an interval for a difference from baseline into one word.

    "too close to call" unless the interval lies wholly on one side of 0 (an interval that is not there, NaN, never
    does).
    """
    if not (low > 0 or high < 0):
        return "too close to call"
    rises = low > 0
    if direction == "neutral":
        return "higher" if rises else "lower"
    return "better" if rises == (direction == "higher") else "worse"


def _finite(values: Floats) -> tuple[Floats, int]:
    if values.ndim != 1:
        raise ValueError("one value for each replication is wanted")
    if np.isinf(values).any():
        raise ValueError("an infinite value has no mean")
    kept = values[~np.isnan(values)]
    return kept, len(values) - len(kept)


def _mean_and_error(kept: Floats) -> tuple[float, float]:
    if len(kept) == 0:
        return np.nan, np.nan
    if len(kept) == 1:
        return float(kept[0]), np.nan
    if (kept == kept[0]).all():
        # The mean of equal numbers may miss them by a rounding, and a tiny false spread would make a false verdict.
        return float(kept[0]), 0.0
    return float(kept.mean()), float(kept.std(ddof=1) / np.sqrt(len(kept)))


def _correlation(a: Floats, b: Floats) -> float:
    if len(a) < 2 or (a == a[0]).all() or (b == b[0]).all():
        return np.nan
    x, y = a - a.mean(), b - b.mean()
    scale = np.sqrt((x @ x) * (y @ y))
    return float(np.clip((x @ y) / scale, -1.0, 1.0)) if scale > 0 else np.nan


def _p_value(gap: MeanInterval) -> float:
    if gap.n < 2:
        return np.nan
    if gap.standard_error == 0:
        return 1.0 if gap.mean == 0 else 0.0
    return float(2 * stdtr(gap.n - 1, -abs(gap.mean) / gap.standard_error))
