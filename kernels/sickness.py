"""Sickness: who falls sick at the hour of bookkeeping (06:00), and for how many days.

Convention of both engines.  Each local day at the hour of bookkeeping every seat that is well draws once.  A spell of L days that
begins on day d covers the days d to d + L - 1; on day d + L the officer is well again and draws again.  With a
constant hazard the share of days lost is therefore E[L] / (E[L] + (1 - p) / p), p the daily probability
(``sim.inputs.welfare.expected_sick_share``).

Days are counted from 1970-01-01, so that a seat's draw belongs to a date and not to a study.  A continuous length
becomes whole days by counting days begun, so an exponential length gives exactly a geometric number of days.

Parameters (``par``, float64; built by ``sim.inputs.welfare.sickness_parameters``): those of ``kernels.strain``, then

============  ==============================  ====================================================  =================
index         setting (sickness.)             meaning                                               source
============  ==============================  ====================================================  =================
GAIN          gain; 0 unless "feedback"       strain in the log hazard                              meant to be swept
HAZARD_CAP    hazard_cap                      most by which strain multiplies or divides it         assumed
RATE_PER_DAY  short_per_year +                spells per day while well, at multiplier 1; a year    assumed, tuned to
              long_per_year; 0 when "none"    has 365.25 days                                       days lost
SHORT_SHARE   short_per_year / their sum      share of spells that are short                        assumed
LONG_CERTAIN  long_spell_over_days; 0 if the  days certain to every long spell                      definition in the
              mean of long is no more, or                                                           forces' returns
              long is empirical
SPELLS        short, long                     rows SHORT and LONG, equally wide, of a table of      assumed
                                              lengths in days laid out as in kernels.durations
============  ==============================  ====================================================  =================

A long spell is what the forces' returns call one: more than 28 days (``long_spell_over_days``).  The setting's mean
and cv are of the whole spell; the table's row holds what comes after the certain days.
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit
from kernels.draw import uniform
from kernels.durations import duration_minutes
from kernels.strain import N_STRAIN

GAIN = N_STRAIN
HAZARD_CAP = N_STRAIN + 1
RATE_PER_DAY = N_STRAIN + 2
SHORT_SHARE = N_STRAIN + 3
LONG_CERTAIN = N_STRAIN + 4
SPELLS = N_STRAIN + 5  # two rows of equal width, to the end of the array

SHORT = 0
LONG = 1

LONGEST_SPELL_DAYS = 3_650

# Draw numbers of one seat on one day.
DRAW_FALLS = 0
DRAW_KIND = 1
DRAW_LENGTH = 2

_DAY_RANGE = 1 << 20  # more days than any calendar here reaches, so that seat and day never collide


@jit
def seat_and_day(seat, day):
    """Return the entity key of a seat (>= 0) on an absolute day (days since 1970-01-01, 0 to 1 048 575)."""
    return np.int64(seat) * _DAY_RANGE + np.int64(day)


@jit
def daily_probability(multiplier, par):
    """Return the probability that a seat that is well falls sick on one day, its hazard being multiplied."""
    return -math.expm1(-par[RATE_PER_DAY] * multiplier)


@jit
def falls_sick(u, multiplier, par):
    """Return whether the uniform number ``u`` makes a seat that is well fall sick; small numbers do."""
    return u < daily_probability(multiplier, par)


@jit
def spell_days(u_kind, u_length, par):
    """Return the length of a spell in whole days, from 1 to ``LONGEST_SPELL_DAYS`` (int64)."""
    table = par[SPELLS:].reshape(2, -1)
    if u_kind < par[SHORT_SHARE]:
        days = duration_minutes(table, SHORT, u_length)
    else:
        days = par[LONG_CERTAIN] + duration_minutes(table, LONG, u_length)
    return np.int64(min(float(LONGEST_SPELL_DAYS), max(1.0, math.ceil(days))))


@jit
def spell_from(key, seat, day, multiplier, par):
    """Return the days of the spell that begins with a well seat's draw on ``day``; 0 if it stays well (int64)."""
    entity = seat_and_day(seat, day)
    if not falls_sick(uniform(key, entity, DRAW_FALLS), multiplier, par):
        return np.int64(0)
    return spell_days(uniform(key, entity, DRAW_KIND), uniform(key, entity, DRAW_LENGTH), par)


@jit
def sickness_history(seat_ids, first_day, burn_in_days, key, par):
    """Return for each seat the absolute day it is back at work, as the study's ``first_day`` finds it (int64, shape
    of seats).

    Every seat lives through ``burn_in_days`` days before ``first_day`` at multiplier 1, with the draws of those
    dates.  A seat is well on ``first_day`` if its day is not later; seats that never were sick carry the first day of
    the burn-in.
    """
    back = np.empty(seat_ids.shape[0], dtype=np.int64)
    for i in range(seat_ids.shape[0]):
        well_from = first_day - burn_in_days
        for day in range(first_day - burn_in_days, first_day):
            if day >= well_from:
                days = spell_from(key, seat_ids[i], day, 1.0, par)
                if days > 0:
                    well_from = day + days
        back[i] = well_from
    return back
