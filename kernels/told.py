"""Planned overtime: who on duty anyway is told beforehand to stay on, or to begin earlier, for hours in which officers are short.

Tables have a row for each officer and a column for each local date, as in `kernels.gaps`; ``given_ms`` is the overtime that
was planned for each day so far, cancelled rest days included.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.draw import uniform
from kernels.gaps import rest_after, rest_before
from kernels.overtime import REST_MS, UNIT_MS
from kernels.rest import average_holds

# What the planner may ask for (``may``, int64).
LEAST_MS = 0  # hours worth telling somebody of
MOST_MS = 1
LONGEST_DAY_MS = 2
LATELY_DAYS = 3  # the days whose planned overtime decides whose turn it is
STAY_ON = 4  # 1: officers may be told to stay on ...
BEGIN_EARLY = 5  # ... and to begin early
N_MAY = 6

_NEVER = np.int64(2**62)


@jit
def given_lately(row, day, days):
    """Return the overtime, ms, planned for the ``days`` dates up to ``day``."""
    total = np.int64(0)
    for at in range(max(0, day - days + 1), day + 1):
        total += row[at]
    return total


@jit
def _worth_telling(more, may, par):
    """Return ``more`` in whole units of pay, 0 if that is too little to tell anybody of."""
    whole = max(np.int64(0), more - more % par[UNIT_MS])
    return whole if whole >= may[LEAST_MS] else np.int64(0)


@jit
def hours_after(start, end, short_from, short_to, may, par):
    """Return how long, ms, whoever works from ``start`` to ``end`` may stay on for a shortage; 0 if not for long enough."""
    if not short_from <= end < short_to:
        return np.int64(0)
    more = min(may[MOST_MS], short_to - end, may[LONGEST_DAY_MS] - (end - start))
    return _worth_telling(more, may, par)


@jit
def hours_before(start, end, short_from, short_to, may, par):
    """Return how much earlier, ms, whoever works from ``start`` to ``end`` may begin for a shortage; 0 if not for long enough.

    Nobody begins before the study does.
    """
    if not short_from < start <= short_to:
        return np.int64(0)
    more = min(may[MOST_MS], start - max(short_from, np.int64(0)), may[LONGEST_DAY_MS] - (end - start))
    return _worth_telling(more, may, par)


@jit
def whose_turn(
    short_from, short_to, area, day, early, planned, free, group_of, left, on, off, work_ms, given_ms, tie_key, first_day,
    seat_area, opted_out, par, may,
):  # fmt: skip
    """Return the tour, and how much longer it becomes, ms, of who is told for a shortage; (-1, 0) if nobody may be.

    ``free`` (tours,) 1: its officer may be told to work longer, if ``left`` of its team, ``group_of``, is not 0.  Asked are those
    of the area with a tour that ends, or with ``early`` begins, in the shortage: who has been given least lately, of equals by a
    draw keyed by officer and date.
    """
    best, longer, least, turn = -1, np.int64(0), _NEVER, 2.0
    for seat in range(seat_area.shape[0]):
        if seat_area[seat] != area:
            continue
        for at in range(max(1, day - 1), min(planned.shape[1], day + 2)):
            tour = planned[seat, at]
            if tour < 0 or not free[tour] or left[group_of[tour]] == 0:
                continue
            start, end = on[seat, at], off[seat, at]
            if early:
                more = hours_before(start, end, short_from, short_to, may, par)
                rest = rest_before(on, off, seat, at, start - more)
            else:
                more = hours_after(start, end, short_from, short_to, may, par)
                rest = rest_after(on, off, seat, at, end + more)
            if more == 0 or rest < par[REST_MS]:
                continue
            if opted_out[seat] == 0 and not average_holds(work_ms[seat], at, more, par):
                continue
            lately = given_lately(given_ms[seat], at, may[LATELY_DAYS])
            if lately > least:
                continue
            drawn = uniform(tie_key[seat], first_day + at, 0)
            if lately < least or drawn < turn:
                best, longer, least, turn = tour, more, lately, drawn
    return best, longer


@jit
def tell(
    short_from, short_to, area, day, wanted, planned, free, group_of, left, on, off, work_ms, given_ms, tie_key, first_day,
    seat_area, opted_out, seat_of, day_of, par, may, told,
):  # fmt: skip
    """Tell officers to stay on or begin early where officers are short; fill ``told``, return how many were.

    ``short_from`` ... ``wanted`` (shortages,) say when, where and how many are missing, in order of time.  For each of the
    missing one officer may stay on and another begin early, so that their hours do not overlap.  ``group_of`` (tours,) says to
    which team's tour each belongs and ``left`` (teams,) how many of it may still be told.  ``told`` (n, 4) receives tour,
    shortage, which of the missing, and ms: below 0 before the tour, above 0 after it.  ``seat_of``, ``day_of`` (tours,).
    """
    n = 0
    for s in range(short_from.shape[0]):
        for missing in range(wanted[s]):
            covered_to = short_from[s]
            for early in range(2):
                if not may[STAY_ON + early] or n == told.shape[0]:
                    continue
                tour, more = whose_turn(
                    covered_to if early else short_from[s], short_to[s], area[s], day[s], early, planned, free, group_of, left,
                    on, off, work_ms, given_ms, tie_key, first_day, seat_area, opted_out, par, may,
                )  # fmt: skip
                if tour < 0:
                    continue
                seat, at = seat_of[tour], day_of[tour]
                if early:
                    on[seat, at] -= more
                else:
                    off[seat, at] += more
                    covered_to = off[seat, at]
                work_ms[seat, at] += more
                given_ms[seat, at] += more
                free[tour] = 0
                left[group_of[tour]] -= 1
                told[n, 0], told[n, 1], told[n, 2], told[n, 3] = tour, s, missing, -more if early else more
                n += 1
    return n
