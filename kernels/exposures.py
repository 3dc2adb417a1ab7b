"""Exposures: what the work asks of one officer, counted from one hour of bookkeeping (06:00) to the next.

Both engines add to a row of these whole numbers as things happen; once a day the row feeds strain (``kernels.strain``), is added
to the officer's 28 days under way, and begins again from nothing.  Time is booked when a status ends, so that a stretch that
runs past the hour of bookkeeping belongs to the later day.

===============  ============================================================================================================
DUTY             ms on duty, overtime included
BUSY             of it, with work in hand
OVERTIME         ms beyond the rostered tour, paid or not
TOURS            tours that ended
NIGHTS           of them, at night
SLEEPY           ms of duty at or above the KSS threshold
UNPAID           ms of casual overtime that is neither paid nor given back
ALONE            ms on duty in a crew of one
SHORT            ms on duty, times the share by which the area's tours of the day fell short of those it needs
CONFLICT         ms with work in hand while other incidents of the area waited
RUSHED           incidents cut short, or left for a more urgent one before the work was done
NEGLECTED        crimes in hand on a day of duty on which none of them was worked on
LATE             incidents reached after their target
ATTENDED         incidents reached
OVERDUE          crimes in hand past their deadline, on a day of duty
REFUSED          requests for leave that were refused, on the first day asked for
QUICK_RETURNS    tours begun after less rest than the limit
HINDERED         ms held for a partner, or lost to systems
BREAKS_MISSED    meal breaks lost
SLEPT            ms slept in the 24 hours before each tour, summed
TRAUMA           traumatic scenes come to
UNDEFUSED        of those, the ones after which the officer was sent on too soon
SECONDARY        ms worked on crimes that are distressing
UNDER_COMPLAINT  1 on a day on which a complaint about the officer was open
UNLED            ms on duty without a sergeant of the area who was free for the others
OUTSIDE          how hard life outside work was, thousandths of a usual difference between months; below 0: easier than usual
BREAKS_HAD       meal breaks had
ELSEWHERE        ms of tours away for what is not the officer's own time: training, court, sickness, duty in an office
FREE_DAYS        1 on a day without duty that was the officer's own: rest day, leave, time off
DAYS             1 a day on which somebody held the post who was out of training
===============  ============================================================================================================
"""

from __future__ import annotations

from kernels._jit import jit

(DUTY, BUSY, OVERTIME, TOURS, NIGHTS, SLEEPY, UNPAID, ALONE, SHORT, CONFLICT, RUSHED, NEGLECTED, LATE, ATTENDED, OVERDUE,
 REFUSED, QUICK_RETURNS, HINDERED, BREAKS_MISSED, SLEPT, TRAUMA, UNDEFUSED, SECONDARY, UNDER_COMPLAINT, UNLED, OUTSIDE,
 BREAKS_HAD, ELSEWHERE, FREE_DAYS, DAYS) = range(30)
N_EXPOSURES = 30
NAMES = ("duty", "busy", "overtime", "tours", "nights", "sleepy", "unpaid", "alone", "short", "conflict", "rushed", "neglected",
         "late", "attended", "overdue", "refused", "quick_returns", "hindered", "breaks_missed", "slept", "trauma", "undefused",
         "secondary", "under_complaint", "unled", "outside", "breaks_had", "elsewhere", "free_days", "days")
OUTSIDE_UNIT = 1000.0  # thousandths
NOT_ASKED, BY_SERGEANTS, BY_SETTING = range(3)  # how support from sergeants is reckoned
WINDOW_DAYS = 28  # the survey asks about what is frequent; four weeks hold a cycle of most rosters


@jit
def short_handed(duty_ms, tours_worked, tours_needed):
    """Return the part of an officer's ``duty_ms`` for which the area was short: the share of its tours that were missing."""
    if tours_needed <= 0.0 or tours_worked >= tours_needed:
        return 0
    return duty_ms - int(duty_ms * tours_worked / tours_needed)


@jit
def is_undefused(left_at, now, defused_ms):
    """Return whether an officer who left a traumatic scene at ``left_at`` (-1 none, all ms) is sent on too soon at ``now``."""
    return left_at >= 0 and now - left_at < defused_ms


@jit
def unled_ms(duty_ms, led_share):
    """Return the part of an officer's ``duty_ms`` without support, where ``led_share`` of it is taken to have had it."""
    return duty_ms - int(duty_ms * led_share)


@jit
def is_free_day(duty_ms, elsewhere_ms, was_ill):
    """Return whether a day was the officer's own: no duty, nothing else that a tour was for, and not ill, reported or not."""
    return duty_ms == 0 and elsewhere_ms == 0 and not was_ill
