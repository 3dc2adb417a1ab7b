"""Strain: what work beyond the usual leaves behind, and what it does to the risk of falling sick.

Strain is a leaky sum kept for each officer and brought up to date once a day: yesterday's strain fades with memory
``STRAIN_DAYS``, and the day's excess over the reference exposure is added, signed.  An officer whose days are exactly
the reference stays at zero; lighter days take strain below it.  Hours count in tours of eight hours, so that all
weights are "per tour's worth of excess".

Strain enters the hazard of sickness as exp(gain x strain).  The evidence on that loop is contested, even in sign, so
the gain is a setting meant to be swept through zero; at zero the multiplier is exactly 1.

The day comes as a row of ``kernels.exposures``.  Each stressor is one of its numbers, measured against another: what an hour of
duty, a tour or an attended incident usually brings of it (the reference), and what an excess is worth (the weight).  Where there
is a published odds ratio the weight is meant to be its logarithm, halved because the exposures overlap; the ledger
(``sim/ledger.yaml``, under ``strain.``) says for every reference and weight where it comes from.

The parameters (``par``, float64): STRAIN_DAYS, the memory in days; N_STRESSORS references from FIRST_REFERENCE on; as many
weights from FIRST_WEIGHT on, in the order of ``STRESSORS``.  They sit at the front of the parameters of sickness
(``kernels.sickness``), which follow in the same array.
"""

from __future__ import annotations

import math

from kernels._jit import jit
from kernels.clock import HOUR_MS
from kernels.exposures import (
    ALONE,
    ATTENDED,
    BREAKS_MISSED,
    BUSY,
    CONFLICT,
    DUTY,
    HINDERED,
    LATE,
    NEGLECTED,
    NIGHTS,
    OVERDUE,
    OVERTIME,
    QUICK_RETURNS,
    REFUSED,
    RUSHED,
    SHORT,
    SLEEPY,
    TOURS,
    UNPAID,
)

TOUR_MS = 8 * HOUR_MS  # the unit in which hours of exposure are counted

# Each stressor by name, the exposure it is, and what it is measured against.
STRESSORS = (
    ("workload", BUSY, DUTY),
    ("overtime", OVERTIME, DUTY),
    ("nights", NIGHTS, TOURS),
    ("fatigue", SLEEPY, DUTY),
    ("unpaid_overtime", UNPAID, DUTY),
    ("too_few_officers", SHORT, DUTY),
    ("conflicting_demands", CONFLICT, DUTY),
    ("rushed_work", RUSHED, ATTENDED),
    ("single_crewing", ALONE, DUTY),
    ("neglected_tasks", NEGLECTED, TOURS),
    ("time_pressure", LATE, ATTENDED),
    ("missed_deadlines", OVERDUE, TOURS),
    ("refused_leave", REFUSED, TOURS),
    ("quick_returns", QUICK_RETURNS, TOURS),
    ("hindrance", HINDERED, DUTY),
    ("missed_breaks", BREAKS_MISSED, TOURS),
)
N_STRESSORS = len(STRESSORS)
_EXPOSURE = tuple(exposure for _, exposure, _ in STRESSORS)
_AGAINST = tuple(against for _, _, against in STRESSORS)
_UNIT = tuple(float(TOUR_MS) if against == DUTY else 1.0 for _, _, against in STRESSORS)

STRAIN_DAYS = 0
FIRST_REFERENCE = 1
FIRST_WEIGHT = FIRST_REFERENCE + N_STRESSORS
N_STRAIN = FIRST_WEIGHT + N_STRESSORS

_LARGEST = 700.0  # beyond any cap, and short of where the exponential overflows


@jit
def strain_step(x, day, par):
    """Return the strain after a day that began at ``x`` and brought the exposures ``day``, a row of ``kernels.exposures``.

    A day without duty only lets strain fade.
    """
    excess = 0.0
    for k in range(N_STRESSORS):
        beyond = (day[_EXPOSURE[k]] - par[FIRST_REFERENCE + k] * day[_AGAINST[k]]) / _UNIT[k]
        excess += par[FIRST_WEIGHT + k] * beyond
    return x * math.exp(-1.0 / par[STRAIN_DAYS]) + excess


@jit
def hazard_multiplier(x, gain, cap):
    """Return exp(``gain`` x ``x``), kept within [1 / ``cap``, ``cap``]; exactly 1.0 at gain 0."""
    exponent = min(_LARGEST, max(-_LARGEST, gain * x))
    return min(cap, max(1.0 / cap, math.exp(exponent)))
