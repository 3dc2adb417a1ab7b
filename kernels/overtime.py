"""Overtime: what being held over, called in or kept from a rest day pays, and what it does not.

Regulation 25 of the Police Regulations 2003 with its determination (Annex G), for constables and sergeants who were
not told at the start of the tour that they would be kept: on each of the first four occasions in a week the first 30
minutes go unpaid; what remains is paid in completed 15-minute units.  The force fixes the day on which the week
begins.

Who is recalled between tours, or works a rest day that was cancelled with less than 15 clear days' notice, has at least
four hours; the journey counts in a recall.  Who was told beforehand to stay on or to begin early loses no first half hour;
completed 15-minute units count.  Time off may be taken in place of pay, in the same proportion.

Parameters (``par``, int64; built by ``sim.inputs.welfare.overtime_parameters``):

===============  ====================  ==========================================================  =======  =========
index            setting (overtime.)   meaning                                                         default  source
===============  ====================  ==========================================================  =======  =========
UNPAID_FIRST_MS  unpaid_first_min      time that goes unpaid on each of the first occasions, ms    30 min   published
OCCASIONS        occasions             how many occasions in a week that holds for                 4        published
UNIT_MS          unit_min              what is paid is whole units of this length, ms              15 min   published
WEEK_STARTS      week_starts           weekday on which the week begins, Monday = 0                0        force's own
LEAST_MS         least_paid_h          a recall or a cancelled rest day counts at least as, ms       4 h      published
CASUAL, CALL_IN, rates.casual, recall, twelfths of an hour off for each hour of it                 16, 16,  published
REST_DAY_RATE    rest_day                                                                          18
PLANNED          rates.planned         the same for what officers were told beforehand             16       published
REST_MS          limits.rest_h         rest before and after extra duty, ms                        11 h     published
LONGEST_RUN      limits.longest_run    days with a tour one after the other                        7        published
REFERENCE_DAYS   limits.               days over which working time is averaged                    119      published
                 reference_weeks
MOST_WEEK_MS     limits.week_h         working time in an average week, ms                         48 h     published
===============  ====================  ==========================================================  =======  =========
"""

from __future__ import annotations

from kernels._jit import jit

UNPAID_FIRST_MS = 0
OCCASIONS = 1
UNIT_MS = 2
WEEK_STARTS = 3
LEAST_MS = 4
CASUAL = 5
CALL_IN = 6
REST_DAY_RATE = 7
REST_MS = 8
LONGEST_RUN = 9
REFERENCE_DAYS = 10
MOST_WEEK_MS = 11
PLANNED = 12
N_OVERTIME = 13

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
def extra_duty(worked_ms, journey_ms, par):
    """Return paid, unpaid and added milliseconds of duty that is overtime from beginning to end.

    ``added`` is what counts without having been worked: the journey, and what is short of the least that is paid.  So
    worked + added = paid + unpaid, to the millisecond.
    """
    counted = worked_ms + journey_ms
    short = max(0, par[LEAST_MS] - counted)
    paid = max(par[LEAST_MS], counted - counted % par[UNIT_MS])
    return paid, counted + short - paid, journey_ms + short


@jit
def told_ms(on_ms, off_ms, start_ms, end_ms, before_ms, after_ms):
    """Return how long an officer at work from ``on_ms`` to ``off_ms`` worked of what was told beforehand.

    The tour lasts from ``start_ms`` to ``end_ms``; its first ``before_ms`` and its last ``after_ms`` lie beyond the roster.
    """
    early = min(off_ms, start_ms + before_ms) - max(on_ms, start_ms)
    late = min(off_ms, end_ms) - max(on_ms, end_ms - after_ms)
    return max(0, early) + max(0, late)


@jit
def planned_overtime(worked_ms, par):
    """Return paid and unpaid milliseconds of overtime told beforehand: no first minutes are lost, completed units are paid."""
    unpaid = worked_ms % par[UNIT_MS]
    return worked_ms - unpaid, unpaid


@jit
def time_off_for(overtime_ms, twelfths):
    """Return the time off, ms, for overtime taken in lieu at so many twelfths of it: 16 are time and a third, 18 and a half."""
    return overtime_ms * twelfths // 12


@jit
def is_quick_return(off_ms, on_ms, limit_ms):
    """Return whether the rest from the end of one tour, as worked, to the start of the next is shorter than
    ``limit_ms``.
    """
    return on_ms - off_ms < limit_ms
