"""Strain: what work beyond the usual leaves behind, and what it does to the risk of falling sick.

Strain is a leaky sum kept for each officer and brought up to date once a day: yesterday's strain fades with memory
``STRAIN_DAYS``, and the day's excess over the reference exposure is added, signed.  An officer whose days are exactly
the reference stays at zero; lighter days take strain below it.  Hours count in tours of eight hours, so that all
weights are "per tour's worth of excess".

Strain enters the hazard of sickness as exp(gain x strain).  The evidence on that loop is contested, even in sign, so
the gain is a setting meant to be swept through zero; at zero the multiplier is exactly 1.

The day comes as a row of ``kernels.exposures``.  Each stressor is one of its numbers, measured against another: what an hour of
duty, a tour or an attended incident usually brings of it (the reference), and what an excess is worth (the weight).  Where there
is a published odds ratio the weight is meant to be its logarithm, shrunk because the exposures overlap; the ledger
(``sim/ledger.yaml``, under ``strain.``) says for every reference and weight where it comes from.

*Two structures.*  Additive: every weighted excess is added.  By demands, control and support (Karasek 1979; Johnson and Hall
1988): every stressor has a dimension, and what demands add in excess of the usual is multiplied while control over the work and
support in it have lately been low.  "Lately" has the memory of strain, without its relief: two more leaky sums, of the weighted
excess of control and of support.  The factor stays within its stated range, is 1 where both are as usual, and never touches a day
lighter than usual.  So with weights of nought or more, less of a stressor never means more strain, today or later.

*Interventions* leave only so much of some exposures (``left``, from ``kernels.levers``): the exposure itself counts for less, not
its excess, so that taking more away never means more strain, on a day lighter than usual neither.

*Relief* takes away from strain above nought only: on a free day it fades with a shorter memory, and each break had takes a share.

The parameters (``par``, float64): STRAIN_DAYS, the memory in days; N_STRESSORS references from FIRST_REFERENCE on, as the
exposures are counted; as many weights from FIRST_WEIGHT on, in the order of ``STRESSORS``; STRUCTURE; SLOPE, LEAST and MOST of
the factor; FREE_DAY_MEMORY and BREAK_EASES (both 0: no relief).  They sit at the front of the parameters of sickness
(``kernels.sickness``), which follow in the same array.
"""

from __future__ import annotations

import math

from kernels._jit import jit
from kernels.clock import HOUR_MS
from kernels.exposures import (
    ALONE,
    ATTENDED,
    BREAKS_HAD,
    BREAKS_MISSED,
    BUSY,
    CONFLICT,
    DAYS,
    DUTY,
    FREE_DAYS,
    HINDERED,
    LATE,
    NEGLECTED,
    NIGHTS,
    OUTSIDE,
    OUTSIDE_UNIT,
    OVERDUE,
    OVERTIME,
    QUICK_RETURNS,
    REFUSED,
    RUSHED,
    SECONDARY,
    SHORT,
    SLEEPY,
    TOURS,
    TRAUMA,
    UNDEFUSED,
    UNDER_COMPLAINT,
    UNLED,
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
    ("trauma", TRAUMA, TOURS),
    ("undefused", UNDEFUSED, TOURS),
    ("secondary_trauma", SECONDARY, DUTY),
    ("complaints", UNDER_COMPLAINT, DAYS),
    ("unsupported", UNLED, DUTY),
    ("outside_work", OUTSIDE, DAYS),
)
N_STRESSORS = len(STRESSORS)

# The dimension of each stressor; where evidence names two, the first.  Events and what is outside work add by themselves.
DEMANDS, CONTROL, SUPPORT, RECOVERY, EVENTS = range(5)
DIMENSIONS = ("demands", "control", "support", "recovery", "events")
_OTHERS = {
    CONTROL: ("refused_leave", "hindrance"),
    SUPPORT: ("single_crewing", "unsupported"),
    RECOVERY: ("nights", "fatigue", "quick_returns", "missed_breaks"),
    EVENTS: ("trauma", "undefused", "secondary_trauma", "complaints", "outside_work"),
}
DIMENSION = tuple(
    next((dimension for dimension, names in _OTHERS.items() if name in names), DEMANDS) for name, _, _ in STRESSORS
)
_EXPOSURE = tuple(exposure for _, exposure, _ in STRESSORS)
_AGAINST = tuple(against for _, _, against in STRESSORS)
EASED = ("", "unsupported", "trauma", "undefused")  # the stressors that interventions ease; the first stands for all others
_EASED_BY = tuple(EASED.index(name) if name in EASED else 0 for name, _, _ in STRESSORS)
WHOLE = (1.0,) * len(EASED)  # nothing is eased
COUNTED = tuple(OUTSIDE_UNIT if exposure == OUTSIDE else 1.0 for _, exposure, _ in STRESSORS)  # one of it is counted as so much
UNITS = tuple(float(TOUR_MS) if STRESSORS[k][2] == DUTY else COUNTED[k] for k in range(N_STRESSORS))

STRAIN_DAYS = 0
FIRST_REFERENCE = 1
FIRST_WEIGHT = FIRST_REFERENCE + N_STRESSORS
STRUCTURE = FIRST_WEIGHT + N_STRESSORS
SLOPE, LEAST, MOST, FREE_DAY_MEMORY, BREAK_EASES = range(STRUCTURE + 1, STRUCTURE + 6)
N_STRAIN = STRUCTURE + 6

ADDITIVE, BY_DIMENSION = range(2)

_LARGEST = 700.0  # beyond any cap, and short of where the exponential overflows


@jit
def weighted_excess(k, day, par, left=WHOLE):
    """Return what stressor ``k`` of a day (a row of ``kernels.exposures``) adds to strain by itself; signed.

    ``left``: so much of each of ``EASED`` counts, 1.0 for the first.
    """
    met = day[_EXPOSURE[k]] * left[_EASED_BY[k]]
    return par[FIRST_WEIGHT + k] * ((met - par[FIRST_REFERENCE + k] * day[_AGAINST[k]]) / UNITS[k])


@jit
def faded(x, day, par):
    """Return what a day leaves of the strain ``x`` it began with; free days and breaks had ease what is above nought."""
    memory, share = par[STRAIN_DAYS], 1.0
    if x > 0.0:
        if par[FREE_DAY_MEMORY] > 0.0 and day[FREE_DAYS] > 0:
            memory = par[FREE_DAY_MEMORY]
        share = (1.0 - par[BREAK_EASES]) ** day[BREAKS_HAD]
    return x * math.exp(-1.0 / memory) * share


@jit
def strain_step(x, day, par, left=WHOLE):
    """Return the strain after a day that began at ``x`` and brought the exposures ``day``, everything added.

    A day without duty only lets strain fade, but for what goes on outside of it.
    """
    excess = 0.0
    for k in range(N_STRESSORS):
        excess += weighted_excess(k, day, par, left)
    return faded(x, day, par) + excess


@jit
def demands_factor(low_control, low_support, par):
    """Return what an excess of demands is multiplied by while control and support are so far below the usual."""
    return min(par[MOST], max(par[LEAST], 1.0 + par[SLOPE] * (low_control + low_support)))


@jit
def strain_day(x, low_control, low_support, day, par, left=WHOLE):
    """Return strain after a day, and how far control and support have lately been below the usual: (x, control, support).

    The latter two stay as they are in the additive structure, which has no use for them.
    """
    if par[STRUCTURE] == ADDITIVE:
        return strain_step(x, day, par, left), low_control, low_support
    demands, control, support, others = 0.0, 0.0, 0.0, 0.0
    for k in range(N_STRESSORS):
        excess = weighted_excess(k, day, par, left)
        if DIMENSION[k] == DEMANDS:
            demands += excess
        elif DIMENSION[k] == CONTROL:
            control += excess
        elif DIMENSION[k] == SUPPORT:
            support += excess
        else:
            others += excess
    memory = math.exp(-1.0 / par[STRAIN_DAYS])
    low_control, low_support = low_control * memory + control, low_support * memory + support
    if demands > 0.0:
        demands *= demands_factor(low_control, low_support, par)
    return faded(x, day, par) + demands + control + support + others, low_control, low_support


@jit
def hazard_multiplier(x, gain, cap):
    """Return exp(``gain`` x ``x``), kept within [1 / ``cap``, ``cap``]; exactly 1.0 at gain 0."""
    exponent = min(_LARGEST, max(-_LARGEST, gain * x))
    return min(cap, max(1.0 / cap, math.exp(exponent)))
