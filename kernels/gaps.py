"""Gaps in the plan: teams that will be short, and who on a rest day is given a tour to fill them.

Tables have a row for each officer and a column for each local date (`kernels.rest`): ``on`` and ``off`` are when the tour that
begins that day starts and ends (``off`` 0: none), ``planned`` its row among the tours, -1 none, ``work_ms`` the working time.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.rest import may_do_more

NEVER_MS = 2**62
_LOOK_DAYS = 3  # tours further off than this leave rest enough


@jit
def rest_before(on, off, seat, day, start):
    """Return the rest, ms, before duty that starts at ``start`` on ``day``: since the end of the tour before."""
    for at in range(day - 1, max(-1, day - 1 - _LOOK_DAYS), -1):
        if off[seat, at] > 0:
            return start - off[seat, at]
    return NEVER_MS


@jit
def rest_after(on, off, seat, day, end):
    """Return the rest, ms, after duty that ends at ``end`` on ``day``: until the next tour starts."""
    for at in range(day + 1, min(off.shape[1], day + 1 + _LOOK_DAYS)):
        if off[seat, at] > 0:
            return on[seat, at] - end
    return NEVER_MS


@jit
def tour_to_give(planned, here, group_of, present, minimum, spare, seat, day, days):
    """Return the day of the first later tour that can be given up for a rest day on ``day``, within ``days``; -1 none.

    Its team must be more than ``spare`` above its minimum.
    """
    for at in range(day + 1, min(planned.shape[1], day + 1 + days)):
        row = planned[seat, at]
        if row >= 0 and here[row]:
            group = group_of[row]
            if present[group] - 1 >= minimum[group] + spare:
                return at
    return -1


@jit
def fill_gaps(
    start, end, area, group_day, minimum, present, group_of, here, on, off, planned, work_ms, seat_area, barred, opted_out, par,
    give_days, spare, chosen, given,
):  # fmt: skip
    """Give extra tours to officers on a rest day where a team will be short; return how many.

    ``start``, ``end``, ``area``, ``group_day``, ``minimum``, ``present`` (groups,) describe the tours of one team in one area
    that begin together, in order of time; ``group_of`` and ``here`` (tours,) say to which a tour belongs and whether its
    officer is there.  ``barred`` (seats,) are never asked.  Of those of the area who may do more, the one with fewest extra
    tours so far has it, of equals the lowest seat.  ``give_days`` (groups, most) goes gap by gap, the one known first before the
    others, at most so many for a group; where it is above 0 only who can give up a tour within so many days (`tour_to_give`)
    may fill it.  ``chosen`` (n, 2) receives group and seat, ``given`` (n,) the row of the
    tour given up, -1 none; tables and ``present`` are brought up to date.
    """
    n = 0
    so_far = np.zeros(seat_area.shape[0], dtype=np.int64)
    for g in range(start.shape[0]):
        day = group_day[g]
        if day < 1:
            continue
        length = end[g] - start[g]
        failed = np.int64(-1)
        for gap in range(min(minimum[g] - present[g], give_days.shape[1])):
            best, gives, within = -1, -1, give_days[g, gap]
            if within == failed:
                continue
            for seat in range(seat_area.shape[0]):
                if seat_area[seat] != area[g] or barred[seat] or (best >= 0 and so_far[seat] >= so_far[best]):
                    continue
                before, after = rest_before(on, off, seat, day, start[g]), rest_after(on, off, seat, day, end[g])
                if not may_do_more(work_ms[seat], day, length, before, after, opted_out[seat], par):
                    continue
                tour = -1
                if within > 0:
                    tour = tour_to_give(planned, here, group_of, present, minimum, spare, seat, day, within)
                    if tour < 0:
                        continue
                best, gives = seat, tour
            if n == chosen.shape[0]:
                break
            if best < 0:
                failed = within
                continue
            chosen[n, 0], chosen[n, 1], given[n] = g, best, -1
            if gives >= 0:
                row = planned[best, gives]
                given[n] = row
                here[row] = 0
                present[group_of[row]] -= 1
                planned[best, gives], off[best, gives], work_ms[best, gives] = -1, 0, 0
            on[best, day], off[best, day], work_ms[best, day] = start[g], end[g], length
            so_far[best] += 1
            present[g] += 1
            n += 1
    return n
