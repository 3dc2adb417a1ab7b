"""Intervals and verdicts. The unit is the replication, never the incident: incidents of one run are not independent.

Student's t over independent replications (Law, Simulation Modeling and Analysis, ch. 4 and 10); paired differences
under common random numbers (Law, ch. 11); simultaneous intervals by Bonferroni; adjusted p-values by Holm (1979).
The interval decides the verdict; p-values are for readers who want them. All of it takes the number of replications as
fixed before anybody looked.

A difference that is the same in every replication has no spread to estimate, and Student's t would call it certain
after two runs: counts that happen to fall alike would make verdicts with p = 0. There the sign test speaks instead
(Conover, Practical Nonparametric Statistics, ch. 3), which asks nothing of the distribution: n differences on one side
of 0 have p = 2^(1 - n), and their range holds the median difference with confidence 1 - 2^(1 - n). Where that confidence
reaches the level wanted (n = 6 for one comparison at 95 %, 12 for a hundred) the interval is that range, of width 0;
below, there is no interval, and without one the verdict is "too close to call". A difference of exactly 0 throughout
keeps its interval of width 0, for it can make no verdict.

What never varies at all, on neither side, was settled before the runs: posts, strength. No chance is in its difference, and it
has an interval of width 0 and p = 0 from two runs on. Not so where a side is 0 throughout: rare events and yes-or-no measures are
0 in a few runs by chance, and the sign test speaks there too.

A replication that could not give a value (NaN: nothing to divide by, or it never finished) is missing. Missing ones
are counted and shown, because they are seldom missing at random: runs that fail cluster where the force is
overloaded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class PairedDifference:
    """Mean of a - b over replications that have both.

    `correlation` between a and b says how well common random numbers work (NaN where either never varies, or n < 2);
    `p_value` is two-sided and not yet adjusted. `low` and `high` hold simultaneously for the number of comparisons
    stated; they are NaN where n < 2, and where a difference other than 0 is the same in too few replications to
    stand (see the head of this module).
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
    interval of width 0; for a constant difference other than 0 see `settled_before` and `difference_interval`. Raises
    ValueError for unequal shapes, an infinite value or a level outside 0..1.
    """
    left, right = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if left.shape != right.shape:
        raise ValueError(f"{left.size} and {right.size} replications cannot be paired")
    if np.isinf(left).any() or np.isinf(right).any():
        raise ValueError("an infinite value has no mean")  # said here: below it would look like rounding
    both = ~(np.isnan(left) | np.isnan(right))
    gaps = np.where(both, left - right, np.nan)
    # np.fmax ignores NaN, so a missing pair raises no warning here.
    rounding = ROUNDING * np.fmax(np.abs(left), np.abs(right))
    gaps[np.abs(gaps) <= rounding] = 0.0
    if both.any() and np.ptp(gaps[both]) <= rounding[both].max():
        gaps[both] = gaps[both][0]  # what differs in its last digits only does not vary
    settled = settled_before(left[both]) and settled_before(right[both])
    each = difference_interval(gaps, level, comparisons, settled)
    return PairedDifference(
        each.n,
        each.n_missing,
        each.mean,
        each.standard_error,
        each.low,
        each.high,
        _correlation(left[both], right[both]),
        _p_value(each, settled),
    )


def settled_before(values: npt.ArrayLike) -> bool:
    """Whether values, shape (..., replications), are the same in every run, of which there are two or more, and not 0: no
    chance is in them (see the head of this module). False where one is missing.
    """
    found = np.asarray(values, dtype=np.float64)
    if found.size == 0 or found.shape[-1] < 2 or np.isnan(found).any() or (found == 0).any():
        return False
    return bool((np.ptp(found, axis=-1) <= ROUNDING * np.abs(found).max(axis=-1)).all())


def difference_interval(
    gaps: npt.ArrayLike, level: float = 0.95, comparisons: int = 1, settled: bool = False
) -> MeanInterval:
    """Interval for a mean difference, shape (replications,), NaN = missing: that of `mean_interval`, but none (NaN) where
    the differences are all the same, not 0, and too few to stand without a spread. Where both sides are `settled` before the
    runs its width is 0 (see the head of this module).
    """
    each = mean_interval(gaps, level, comparisons)
    if settled:
        return replace(each, standard_error=0.0, low=each.mean, high=each.mean)
    if each.standard_error == 0 and not stands_without_spread(each.n, each.mean, level, comparisons):
        return replace(each, low=np.nan, high=np.nan)
    return each


def stands_without_spread(n: int, difference: float, level: float, comparisons: int = 1) -> bool:
    """Whether one `difference` in all of `n` replications may have an interval of width 0 (see the head of this
    module).
    """
    return difference == 0 or _sign_test(n) <= (1 - level) / comparisons


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


def _sign_test(n: int) -> float:
    """Two-sided p-value of `n` differences that all lie on one side of 0."""
    return float(2.0 ** (1 - n))


def _p_value(gap: MeanInterval, settled: bool = False) -> float:
    if gap.n < 2:
        return np.nan
    if gap.standard_error == 0:
        return 1.0 if gap.mean == 0 else 0.0 if settled else _sign_test(gap.n)
    return float(2 * stdtr(gap.n - 1, -abs(gap.mean) / gap.standard_error))
