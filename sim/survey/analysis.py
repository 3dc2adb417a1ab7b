"""The analysis of the original: correlations, a threshold for what is kept, then adjusted logistic regression.

PFEW report 2018/046, annex A: links at p < .001 and a correlation of at least .3 went on to logistic regression that allowed for
socio-demographic and occupational variables, and were presented as odds ratios.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.faults import Faults

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Z_SLOWEST = 15.0  # a log odds ratio beyond this is no estimate: the data hold nobody to tell it from infinity


@dataclass(frozen=True)
class Odds:
    """An odds ratio with its interval, or in words why there is none."""

    ratio: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    why_not: str = ""


def correlation(x: npt.NDArray[Any], y: npt.NDArray[Any]) -> tuple[float, float]:
    """Return Pearson's r and its two-sided p; (nan, nan) where one of the two never varies or fewer than three answered."""
    from scipy.stats import pearsonr

    if x.size < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan"), float("nan")
    found = pearsonr(x.astype(np.float64), y.astype(np.float64))
    return float(found.statistic), float(found.pvalue)


def is_kept(r: float, p: float, p_below: float, r_from: float) -> bool:
    """Whether a link passes the original's threshold; one that cannot be reckoned does not."""
    return bool(p < p_below and abs(r) >= r_from)


def adjusted_odds(outcome: Flags, exposed: Flags, others: Floats, least: int, confidence: float = 0.95) -> Odds:
    """Return the odds ratio of an outcome for those exposed, allowing for the columns of ``others`` (n, k).

    Not given where the exposed, the others, those with the outcome or those without are fewer than ``least``.
    Raises FaultReport where statsmodels is not installed.
    """
    logit = regression()
    n = outcome.size
    if min(exposed.sum(), n - exposed.sum(), outcome.sum(), n - outcome.sum()) < least:
        return Odds(why_not=f"fewer than {least} in a group")
    design = np.column_stack([np.ones(n), exposed, _useful(others)])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return Odds(why_not="cannot be told from another variable")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            fit = logit(outcome.astype(np.float64), design).fit(disp=0, maxiter=100)
        except (np.linalg.LinAlgError, ValueError, RuntimeError):  # PerfectSeparationError is a RuntimeError or ValueError
            return Odds(why_not="no estimate")
    log, (low, high) = float(fit.params[1]), fit.conf_int(alpha=1.0 - confidence)[1]
    if not fit.mle_retvals["converged"] or not np.isfinite([log, low, high]).all() or abs(log) > Z_SLOWEST:
        return Odds(why_not="no estimate")
    return Odds(float(np.exp(log)), float(np.exp(low)), float(np.exp(high)))


def regression() -> Any:
    """Return statsmodels' logistic regression, loaded when asked for; FaultReport where it is not installed."""
    try:
        from statsmodels.discrete.discrete_model import Logit
    except ImportError:
        faults = Faults("this installation")
        faults.add("statsmodels", "not installed", "the extra called survey", 'pip install "muster-sim[survey]"')
        faults.raise_any()
    return Logit


def _useful(columns: Floats) -> Floats:
    """Return the columns that vary, each with mean 0 and spread 1, which changes no other estimate and steadies the fit."""
    varying = columns[:, columns.std(axis=0) > 1e-12] if columns.size else columns
    return np.asarray((varying - varying.mean(axis=0)) / varying.std(axis=0)) if varying.size else varying
