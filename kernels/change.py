"""Demand that changes: counts of cells whose rates have a factor by type and date, of other sources, and who is vulnerable then.

The draws are those of `kernels.demand`: a factor of 1 leaves a cell's count as it was, a larger one only adds to it.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.demand import VULNERABLE, cell_address
from kernels.draw import poisson_quantile, uniform


@jit
def changed_counts(key, hour_numbers, hour_of_week, hour_factor, hour_date, by_date, rates, kind_codes, area_share, area_codes):
    """Return incidents logged per cell, (hours, types, areas) int32, as `cell_counts` does.

    ``by_date`` (dates, types) is the factor of each type on a date, ``hour_date`` (hours,) the date of each hour.
    """
    counts = np.zeros((hour_numbers.shape[0], rates.shape[0], area_share.shape[0]), dtype=np.int32)
    for h in range(counts.shape[0]):
        for k in range(counts.shape[1]):
            rate = rates[k, hour_of_week[h]] * hour_factor[h] * by_date[hour_date[h], k]
            for a in range(counts.shape[2]):
                address = cell_address(hour_numbers[h], kind_codes[k], area_codes[a])
                counts[h, k, a] = poisson_quantile(uniform(key, address, 0), rate * area_share[a])
    return counts


@jit
def counts_of_means(key, hour_numbers, means, kind_codes, area_share, area_codes):
    """Return incidents of one other source per cell, (hours, types, areas) int32; ``means`` (hours, types) in all its areas."""
    counts = np.zeros((hour_numbers.shape[0], means.shape[1], area_share.shape[0]), dtype=np.int32)
    for h in range(counts.shape[0]):
        for k in range(counts.shape[1]):
            if means[h, k] <= 0.0:
                continue
            for a in range(counts.shape[2]):
                address = cell_address(hour_numbers[h], kind_codes[k], area_codes[a])
                counts[h, k, a] = poisson_quantile(uniform(key, address, 0), means[h, k] * area_share[a])
    return counts


@jit
def vulnerable_by_date(incidents, chance, by_date, date_start):
    """Write into ``incidents`` (INCIDENT records) who is vulnerable where the chance (types,) has a factor by date (dates,).

    ``date_start`` (dates + 1,) are the midnights; the draw is that of `add_facts`, so a larger factor only adds some.
    """
    for i in range(incidents.shape[0]):
        date = min(by_date.shape[0] - 1, np.searchsorted(date_start, incidents[i].created, side="right") - 1)
        u = uniform(incidents[i].key, VULNERABLE, 0)
        incidents[i].vulnerable = 1 if u < min(1.0, chance[incidents[i].kind] * by_date[date]) else 0
