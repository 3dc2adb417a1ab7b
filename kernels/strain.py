"""Strain: what work beyond the usual leaves behind, and what it does to the risk of falling sick.

Strain is a leaky sum kept for each officer and brought up to date once a day: yesterday's strain fades with memory
``STRAIN_DAYS``, and the day's excess over the reference exposure is added, signed.  An officer whose days are exactly
the reference stays at zero; lighter days take strain below it.  Hours count in tours of eight hours, so that all
weights are "per tour's worth of excess".

Strain enters the hazard of sickness as exp(gain x strain).  The evidence on that loop is contested, even in sign, so
the gain is a setting meant to be swept through zero; at zero the multiplier is exactly 1.

Weights are meant to be logarithms of published odds ratios where there is one, halved because the exposures overlap
(column "derived"):

==================  ===================  ==========================================  =======  ==========================
index               setting (sickness.)  meaning                                     derived  source
==================  ===================  ==========================================  =======  ==========================
STRAIN_DAYS         strain_days          memory of strain, days                      -        assumed (14)
REFERENCE_WORKLOAD  references.workload  busy hours in an hour of duty               -        assumed (sets the zero)
REFERENCE_OVERTIME  references.overtime  overtime hours in an hour of duty           -        assumed (sets the zero)
REFERENCE_NIGHTS    references.nights    night tours in a tour                       -        assumed (sets the zero)
REFERENCE_FATIGUE   references.fatigue   sleepy hours in an hour of duty             -        assumed (sets the zero)
WEIGHT_WORKLOAD     weights.workload     per 8 busy hours beyond                     0.20     assumed (0.4 halved)
WEIGHT_OVERTIME     weights.overtime     per 8 overtime hours beyond                 0.157    ln 1.37 / 2, Peterson 2019
WEIGHT_NIGHTS       weights.nights       per night tour beyond                       0.139    ln 1.32 / 2, Peterson 2019
WEIGHT_FATIGUE      weights.fatigue      per 8 sleepy hours beyond                   0.297    ln 1.81 / 2, Peterson 2019
==================  ===================  ==========================================  =======  ==========================

These sit at the front of the parameters of sickness (``kernels.sickness``), which follow in the same array.
"""

from __future__ import annotations

import math

from kernels._jit import jit
from kernels.clock import HOUR_MS

STRAIN_DAYS = 0
REFERENCE_WORKLOAD = 1
REFERENCE_OVERTIME = 2
REFERENCE_NIGHTS = 3
REFERENCE_FATIGUE = 4
WEIGHT_WORKLOAD = 5
WEIGHT_OVERTIME = 6
WEIGHT_NIGHTS = 7
WEIGHT_FATIGUE = 8
N_STRAIN = 9

TOUR_MS = 8 * HOUR_MS  # the unit in which hours of exposure are counted

_LARGEST = 700.0  # beyond any cap, and short of where the exponential overflows


@jit
def strain_step(x, duty_ms, busy_ms, overtime_ms, tours, night_tours, sleepy_ms, par):
    """Return the strain after a day that began at ``x``.

    ``duty_ms``: time on duty, overtime included; ``busy_ms``: of it, with work in hand; ``overtime_ms``: of it,
    beyond the rostered tour, paid or not; ``sleepy_ms``: of it, at or above the KSS threshold; ``tours``,
    ``night_tours``: how many tours the day's figures stand for.  A day without duty only lets strain fade.
    """
    workload = (busy_ms - par[REFERENCE_WORKLOAD] * duty_ms) / TOUR_MS
    overtime = (overtime_ms - par[REFERENCE_OVERTIME] * duty_ms) / TOUR_MS
    nights = night_tours - par[REFERENCE_NIGHTS] * tours
    fatigue = (sleepy_ms - par[REFERENCE_FATIGUE] * duty_ms) / TOUR_MS
    excess = (par[WEIGHT_WORKLOAD] * workload + par[WEIGHT_OVERTIME] * overtime
              + par[WEIGHT_NIGHTS] * nights + par[WEIGHT_FATIGUE] * fatigue)
    return x * math.exp(-1.0 / par[STRAIN_DAYS]) + excess


@jit
def hazard_multiplier(x, gain, cap):
    """Return exp(``gain`` x ``x``), kept within [1 / ``cap``, ``cap``]; exactly 1.0 at gain 0."""
    exponent = min(_LARGEST, max(-_LARGEST, gain * x))
    return min(cap, max(1.0 / cap, math.exp(exponent)))
