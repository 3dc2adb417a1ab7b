"""Profiles by hour of week: how much of a set of intervals falls into each hour cell of the calendar."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit


@jit
def time_by_hour(start, end, weight, hour_start, hour_of_week, low, high, out):
    """Add to ``out`` (168,) float64 the weighted ms that intervals [start, end) spend in each hour of the week.

    ``start``, ``end`` (n,) int64; ``weight`` (n,) float64; ``hour_start`` (hours,) int64 rising, ``hour_of_week`` (hours,);
    only time between ``low`` and ``high`` counts, and ``high`` may not lie beyond the last hour's end.
    """
    n_hours = hour_start.shape[0]
    for i in range(start.shape[0]):
        begin = max(start[i], low)
        stop = min(end[i], high)
        if stop <= begin:
            continue
        cell = np.searchsorted(hour_start, begin, side="right") - 1
        while begin < stop:
            cell_end = hour_start[cell + 1] if cell + 1 < n_hours else high
            piece = min(stop, cell_end) - begin
            out[hour_of_week[cell]] += weight[i] * piece
            begin += piece
            cell += 1
