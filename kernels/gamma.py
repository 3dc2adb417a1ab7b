"""The gamma quantile, by inversion, so that gamma durations move with their mean like every other draw."""

from __future__ import annotations

import math

from kernels._jit import jit
from kernels.draw import normal_quantile


@jit
def gamma_cdf(x, shape):
    """Return the regularised lower incomplete gamma function P(shape, x); series below shape + 1, continued fraction above.

    Both expansions: Abramowitz and Stegun, 6.5.29 and 6.5.31 (the latter evaluated by Lentz's method).
    """
    if x <= 0.0:
        return 0.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1.0:
        term = 1.0 / shape
        total = term
        n = shape
        for _ in range(10_000):
            n += 1.0
            term *= x / n
            total += term
            if term < total * 1e-16:
                break
        return min(1.0, front * total)
    b = x + 1.0 - shape
    c = 1e300
    d = 1.0 / b
    h = d
    for i in range(1, 10_000):
        a = -i * (i - shape)
        b += 2.0
        d = 1.0 / (a * d + b)
        c = b + a / c
        step = c * d
        h *= step
        if abs(step - 1.0) < 1e-15:
            break
    return max(0.0, 1.0 - front * h)


@jit
def gamma_quantile(u, shape):
    """Return x with P(shape, x) = u, for u in (0, 1) and shape > 0; relative error below 1e-9.

    Starts from the Wilson-Hilferty cube, then takes Newton steps on log x, kept inside a shrinking bracket.
    """
    root = 1.0 - 1.0 / (9.0 * shape) + normal_quantile(u) / (3.0 * math.sqrt(shape))
    x = shape * root * root * root
    if root <= 0.0 or shape < 0.5:
        # Near zero the distribution function is x**shape / Gamma(shape + 1).
        x = math.exp((math.log(u) + math.lgamma(shape + 1.0)) / shape)
    low, high = 0.0, math.inf
    for _ in range(200):
        p = gamma_cdf(x, shape)
        if p < u:
            low = x
        else:
            high = x
        density_x = math.exp(shape * math.log(x) - x - math.lgamma(shape)) if x > 0.0 else 0.0
        new = x * math.exp(max(-2.0, min(2.0, (u - p) / density_x))) if density_x > 0.0 else 2.0 * x
        if not low < new < high:
            new = 0.5 * (low + high) if high < math.inf else 2.0 * x
        if abs(new - x) <= 1e-10 * x:
            return new
        x = new
    return x
