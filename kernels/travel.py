"""Questions about driving: how much longer it takes when free crews thin out."""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit


@jit
def thinned(usual_ms, usual_free, free, most):
    """Return a drive in ms when ``free`` crews are free and ``usual_ms`` is what it takes with ``usual_free`` (float) of them.

    The mean distance to the nearest of n crews spread over an area goes with 1 / sqrt(n) (square-root law, Kolesar and Blum
    1973, Management Science 19:1368), so the drive is multiplied by sqrt(usual_free / free), at most by ``most`` (>= 1) and at
    least by 1 / ``most``.  The crew that is sent counts as free.
    """
    factor = math.sqrt(usual_free / max(free, 1))
    return np.int64(usual_ms * min(most, max(1.0 / most, factor)) + 0.5)
