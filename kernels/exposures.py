"""Exposures: what the work asks of one officer, counted from one hour of bookkeeping (06:00) to the next.

Both engines add to a row of these whole numbers as things happen; once a day the row feeds strain (``kernels.strain``), is added
to the officer's 28 days under way, and begins again from nothing.  Time is booked when a status ends, so that a stretch that
runs past the hour of bookkeeping belongs to the later day.

==============  =============================================================================================================
DUTY            ms on duty, overtime included
BUSY            of it, with work in hand
OVERTIME        ms beyond the rostered tour, paid or not
TOURS           tours that ended
NIGHTS          of them, at night
SLEEPY          ms of duty at or above the KSS threshold
UNPAID          ms of casual overtime that is neither paid nor given back
ALONE           ms on duty in a crew of one
SHORT           ms on duty, times the share by which the area's tours of the day fell short of those it needs
CONFLICT        ms with work in hand while other incidents of the area waited
RUSHED          incidents cut short, or left for a more urgent one before the work was done
NEGLECTED       crimes in hand on a day of duty on which none of them was worked on
LATE            incidents reached after their target
ATTENDED        incidents reached
OVERDUE         crimes in hand past their deadline, on a day of duty
REFUSED         requests for leave that were refused, on the first day asked for
QUICK_RETURNS   tours begun after less rest than the limit
HINDERED        ms held for a partner, or lost to systems
BREAKS_MISSED   meal breaks lost
SLEPT           ms slept in the 24 hours before each tour, summed
==============  =============================================================================================================
"""

from __future__ import annotations

from kernels._jit import jit

(DUTY, BUSY, OVERTIME, TOURS, NIGHTS, SLEEPY, UNPAID, ALONE, SHORT, CONFLICT, RUSHED, NEGLECTED, LATE, ATTENDED, OVERDUE,
 REFUSED, QUICK_RETURNS, HINDERED, BREAKS_MISSED, SLEPT) = range(20)
N_EXPOSURES = 20
NAMES = ("duty", "busy", "overtime", "tours", "nights", "sleepy", "unpaid", "alone", "short", "conflict", "rushed", "neglected",
         "late", "attended", "overdue", "refused", "quick_returns", "hindered", "breaks_missed", "slept")
WINDOW_DAYS = 28  # the survey asks about what is frequent; four weeks hold a cycle of most rosters


@jit
def short_handed(duty_ms, tours_worked, tours_needed):
    """Return the part of an officer's ``duty_ms`` for which the area was short: the share of its tours that were missing."""
    if tours_needed <= 0.0 or tours_worked >= tours_needed:
        return 0
    return duty_ms - int(duty_ms * tours_worked / tours_needed)
