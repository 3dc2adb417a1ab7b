"""How long something takes: one table of distributions, asked by row.

A row of the table (float64) reads: kind, first parameter, second parameter, number of quantiles, then the quantiles.  All
parameters are in minutes; answers are whole milliseconds.
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit
from kernels.clock import MINUTE_MS
from kernels.draw import normal_quantile, uniform
from kernels.gamma import gamma_quantile

DETERMINISTIC = 0  # first = minutes
EXPONENTIAL = 1  # first = mean
LOGNORMAL = 2  # first = mean of the logarithm, second = its standard deviation
GAMMA = 3  # first = shape, second = scale
WEIBULL = 4  # first = shape, second = scale
EMPIRICAL = 5  # equally spaced quantiles from probability 0 to 1, joined by straight lines

FIRST_QUANTILE = 4


@jit
def duration_minutes(table, row, u):
    """Return the ``u`` quantile, in minutes, of distribution ``row`` of ``table`` (rows, columns) float64."""
    kind = int(table[row, 0])
    first = table[row, 1]
    second = table[row, 2]
    if kind == EXPONENTIAL:
        return -first * math.log1p(-u)
    if kind == LOGNORMAL:
        return math.exp(first + second * normal_quantile(u))
    if kind == GAMMA:
        return second * gamma_quantile(u, first)
    if kind == WEIBULL:
        return second * (-math.log1p(-u)) ** (1.0 / first)
    if kind == EMPIRICAL:
        place = u * (table[row, 3] - 1.0)
        left = int(place)
        low = table[row, FIRST_QUANTILE + left]
        return low + (place - left) * (table[row, FIRST_QUANTILE + left + 1] - low)
    return first


@jit
def duration_ms(table, row, key, entity, draw):
    """Return the duration, in whole milliseconds, that distribution ``row`` gives the draw at a keyed address."""
    return np.int64(np.rint(duration_minutes(table, row, uniform(key, entity, draw)) * MINUTE_MS))
