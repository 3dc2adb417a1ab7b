"""Levers: what an intervention takes away of a harm, for one officer on one day.

An intervention reaches some officers and not others, begins on a date, and works in full only some days later; in between it
gains strength evenly.  All of them speak one language: a share ``taken`` away, from 0.0 for who is not reached, or before it
begins, to the effect.  What is left is 1 - taken, and exactly 1.0 where nothing is taken.  A negative effect makes it worse.

``levers`` (N_ROWS, 3) float64, none when all are off; a row is (FROM_DAY, LAG_DAYS, EFFECT), days since 1970-01-01.
``reached`` int64, one bit for each row, in the order of the names below:

==================  ============================================================================================================
FLU_JABS            of the short spells that a wave of influenza adds
TREATMENT           occupational health: of the days of spells that are not short, and of those a decision takes
EARLY_RETURN        of the days of long-term spells beyond OVER_DAYS, which become recuperative duty (``kernels.spells``)
MANDATORY_BREAKS    no share: the chance that a tour's meal break is kept (``kernels.breaks``)
FEWER_HINDRANCES    of the time lost to slow systems when an incident is written up
BODY_WORN_VIDEO     of the chance of an assault (``kernels.safety``)
RESILIENCE          of strain above the usual, where it enters the hazard of sickness
SUPERVISOR_SUPPORT  of duty without support: so much of it feeds strain as if there had been a sergeant (``kernels.strain``)
TRIM                of traumatic scenes, as they feed strain
DEBRIEFS            of traumatic scenes without time to defuse, as they feed strain
RECORDED            no lever of its own: of complaints about whom body-worn video reaches (``kernels.complaints``)
FOOTAGE             nor this: of the work and the days of a complaint about whom it reaches that is made all the same
==================  ============================================================================================================

An officer's day begins at the hour of bookkeeping.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit

(FLU_JABS, TREATMENT, EARLY_RETURN, MANDATORY_BREAKS, FEWER_HINDRANCES, BODY_WORN_VIDEO, RESILIENCE, SUPERVISOR_SUPPORT, TRIM,
 DEBRIEFS, RECORDED, FOOTAGE) = range(12)
NAMES = ("flu_jabs", "occupational_health", "early_return", "mandatory_breaks", "fewer_hindrances", "body_worn_video",
         "resilience", "supervisor_support", "trim", "debriefs")
N_LEVERS = len(NAMES)
N_ROWS = N_LEVERS + 2  # body-worn video has three
FROM_DAY, LAG_DAYS, EFFECT = range(3)
N_COLUMNS = 3


@jit
def strength(day, from_day, lag_days):
    """Return how far a lever has come on ``day``: 0.0 before ``from_day``, 1.0 from ``lag_days`` after it on."""
    if day < from_day:
        return 0.0
    return 1.0 if lag_days <= 0.0 else min(1.0, (day - from_day) / lag_days)


@jit
def taken(lever, reached, day, levers):
    """Return what a lever takes away from an officer on ``day``; exactly 0.0 where it does not reach."""
    if (reached >> lever) & 1 == 0 or levers.shape[0] == 0:
        return 0.0
    return levers[lever, EFFECT] * strength(day, levers[lever, FROM_DAY], levers[lever, LAG_DAYS])


@jit
def without_flu(season, usual, share):
    """Return what short spells are multiplied by when ``share`` of those that influenza adds to the ``usual`` are avoided."""
    return season - share * (season - usual)


@jit
def strain_felt(strain, share):
    """Return the strain that still makes sick: of what is above the usual (0) ``share`` does not."""
    return strain * (1.0 - share) if strain > 0.0 else strain


@jit
def strain_left(reached, day, levers):
    """Return how much of ``day`` still feeds an officer's strain, in the order of ``kernels.strain`` EASED: (1.0, ...)."""
    return (
        1.0,
        1.0 - taken(SUPERVISOR_SUPPORT, reached, day, levers),
        1.0 - taken(TRIM, reached, day, levers),
        1.0 - taken(DEBRIEFS, reached, day, levers),
    )


@jit
def time_left(ms, share):
    """Return what is left of a length of time when ``share`` of it is saved, in whole ms (int64)."""
    return np.int64(ms * (1.0 - share))
