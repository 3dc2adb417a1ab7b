"""The table of distributions: one row for every duration a scenario configures."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import brentq

from kernels import durations as rows
from sim.inputs.inputs import Floats
from sim.scenario import Duration


class DurationTable:
    """Collects durations and gives each its row; equal durations share one."""

    def __init__(self) -> None:
        self._rows: list[tuple[float, ...]] = []
        self._known: dict[tuple[float, ...], int] = {}

    def row(self, duration: Duration) -> int:
        """Return the row that ``duration`` has in the table."""
        parameters = parameters_of(duration)
        if parameters not in self._known:
            self._known[parameters] = len(self._rows)
            self._rows.append(parameters)
        return self._known[parameters]

    def table(self) -> Floats:
        """Return the table, (rows, columns) float64; short rows are padded with zeros."""
        width = max([rows.FIRST_QUANTILE, *(len(row) for row in self._rows)])
        out = np.zeros((max(1, len(self._rows)), width))
        for i, row in enumerate(self._rows):
            out[i, : len(row)] = row
        return out


def parameters_of(duration: Duration) -> tuple[float, ...]:
    """Return kind, first and second parameter, number of quantiles and the quantiles; minutes throughout."""
    kind, mean = duration.kind, duration.mean
    if kind == "empirical":
        quantiles = duration.quantiles_min or ()
        return (rows.EMPIRICAL, 0.0, 0.0, float(len(quantiles)), *quantiles)
    if kind == "deterministic" or mean == 0:
        return (rows.DETERMINISTIC, mean, 0.0, 0.0)
    if kind == "exponential":
        return (rows.EXPONENTIAL, mean, 0.0, 0.0)
    cv = float(duration.cv or 0.0)
    if kind == "lognormal":
        variance = math.log1p(cv * cv)
        return (rows.LOGNORMAL, math.log(mean) - variance / 2, math.sqrt(variance), 0.0)
    if kind == "gamma":
        return (rows.GAMMA, 1 / (cv * cv), mean * cv * cv, 0.0)
    shape = weibull_shape(cv)
    return (rows.WEIBULL, shape, mean / math.gamma(1 + 1 / shape), 0.0)


def weibull_shape(cv: float) -> float:
    """Return the Weibull shape whose standard deviation is ``cv`` times its mean (cv from 0.01 to 20)."""

    def excess(log_shape: float) -> float:
        shape = math.exp(log_shape)
        second = math.lgamma(1 + 2 / shape) - 2 * math.lgamma(1 + 1 / shape)
        return second - math.log1p(cv * cv)

    return math.exp(brentq(excess, math.log(0.1), math.log(200.0), xtol=1e-12))
