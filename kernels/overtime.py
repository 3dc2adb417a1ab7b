"""Casual overtime: what being held over at the end of a tour pays, and what it does not.

Regulation 25 of the Police Regulations 2003 with its determination (Annex G), for constables and sergeants who were
not told at the start of the tour that they would be kept: on each of the first four occasions in a week the first 30
minutes go unpaid; what remains is paid in completed 15-minute units.  The force fixes the day on which the week
begins.

Parameters (``par``, int64; built by ``sim.inputs.welfare.overtime_parameters``):

===============  ====================  ==========================================================  =======  =========
index            setting (overtime.)   meaning                                                         default  source
===============  ====================  ==========================================================  =======  =========
UNPAID_FIRST_MS  unpaid_first_min      time that goes unpaid on each of the first occasions, ms    30 min   published
OCCASIONS        occasions             how many occasions in a week that holds for                 4        published
UNIT_MS          unit_min              what is paid is whole units of this length, ms              15 min   published
WEEK_STARTS      week_starts           weekday on which the week begins, Monday = 0                0        force's own
===============  ====================  ==========================================================  =======  =========
"""

from __future__ import annotations

from kernels._jit import jit

UNPAID_FIRST_MS = 0
OCCASIONS = 1
UNIT_MS = 2
WEEK_STARTS = 3
N_OVERTIME = 4

_THURSDAY = 3  # the weekday of day 0, 1970-01-01


@jit
def overtime_week(day, par):
    """Return the number of the overtime week of an absolute day (days since 1970-01-01); it grows by one every week."""
    return (day + _THURSDAY - par[WEEK_STARTS]) // 7


@jit
def casual_overtime(held_over_ms, occasion, par):
    """Return paid and unpaid milliseconds of one stretch of casual overtime; together they are ``held_over_ms``.

    ``occasion`` counts the officer's stretches in the overtime week, this one included, from 1.  No time held over is
    no occasion: it pays and costs nothing, and the caller does not count it.
    """
    if held_over_ms <= 0:
        return 0, 0
    counted = held_over_ms
    if occasion <= par[OCCASIONS]:
        counted = max(0, held_over_ms - par[UNPAID_FIRST_MS])
    paid = counted - counted % par[UNIT_MS]
    return paid, held_over_ms - paid


@jit
def is_quick_return(off_ms, on_ms, limit_ms):
    """Return whether the rest from the end of one tour, as worked, to the start of the next is shorter than
    ``limit_ms``.
    """
    return on_ms - off_ms < limit_ms
