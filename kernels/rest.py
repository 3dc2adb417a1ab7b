"""Rest: who may be given duty beyond the roster, and who has time off coming.

Working time is kept in a row for each officer, one column for each local date: milliseconds of duty of the tour that begins
that day, 0 on a rest day, ``NOT_COUNTED`` where the tour is lost to leave or sickness.  Such days are left out of the average,
as the Working Time Regulations 1998 ask (r.4): the rest must average at most ``MOST_WEEK_MS``.  Reference periods follow one
another from the beginning of the study; what is left over at its end belongs to the last of them.

The rules: at least eleven hours between tours, no more days in a row than the force allows, 48 hours a week on average over
17 weeks unless the officer opted out.  Parameters (``par``) are those of `kernels.overtime`.
"""

from __future__ import annotations

from kernels._jit import jit
from kernels.draw import combine, uniform
from kernels.overtime import LONGEST_RUN, MOST_WEEK_MS, REFERENCE_DAYS, REST_MS

NOT_COUNTED = -1
_WEEK_DAYS = 7


@jit
def run_with(row, day):
    """Return how many days in a row have a tour once ``day`` has one too."""
    first = day
    while first > 0 and row[first - 1] > 0:
        first -= 1
    last = day
    while last + 1 < row.shape[0] and row[last + 1] > 0:
        last += 1
    return last - first + 1


@jit
def is_beside_leave(row, day):
    """Return whether the officer's last tour before ``day`` or the next one is lost to leave or sickness."""
    before = day - 1
    while before >= 0 and row[before] == 0:
        before -= 1
    after = day + 1
    while after < row.shape[0] and row[after] == 0:
        after += 1
    return (before >= 0 and row[before] < 0) or (after < row.shape[0] and row[after] < 0)


@jit
def average_holds(row, day, more_ms, par):
    """Return whether the average week of the reference period of ``day`` stays within the limit with ``more_ms`` of duty."""
    length = par[REFERENCE_DAYS]
    periods = max(1, row.shape[0] // length)
    period = min(day // length, periods - 1)
    end = row.shape[0] if period == periods - 1 else (period + 1) * length
    total, counted = more_ms, 0
    for at in range(period * length, end):
        if row[at] >= 0:
            total += row[at]
            counted += 1
    return total * _WEEK_DAYS <= par[MOST_WEEK_MS] * counted


@jit
def may_do_more(row, day, more_ms, rest_before_ms, rest_after_ms, opted_out, par):
    """Return whether an officer may be given ``more_ms`` of duty on ``day``, a rest day, with so much rest before and after."""
    if row[day] != 0 or rest_before_ms < par[REST_MS] or rest_after_ms < par[REST_MS]:
        return False
    if run_with(row, day) > par[LONGEST_RUN] or is_beside_leave(row, day):
        return False
    return opted_out == 1 or average_holds(row, day, more_ms, par)


@jit
def has_a_tour_coming(credit_ms, tour_ms):
    """Return whether time off that stands is enough for a whole tour."""
    return credit_ms >= tour_ms


@jit
def takes_time_off(key, seat_ids, first_day, share, out):
    """Fill ``out`` (seats, days) with 1 where overtime of that day is taken as time off: a keyed ``share`` of officers' days."""
    for seat in range(out.shape[0]):
        mine = combine(key, seat_ids[seat])
        for day in range(out.shape[1]):
            out[seat, day] = 1 if uniform(mine, first_day + day, 0) < share else 0
