"""Annual leave: who asks for which weeks, who gets them, and which single tours go at short notice.

Officers compete for leave inside a cell, the officers of one team in one area; cells never meet.  Days are columns: local dates
counted from the first day of the first leave year.  Leave years are whole Monday-to-Sunday weeks.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.draw import combine, uniform
from kernels.kinds import COURT, HERE, LEAVE, TRAINING

# A request for whole weeks.
REQUEST = np.dtype(
    [
        ("seat", np.int32),
        ("first", np.int32),  # Monday of the first choice, days since 1 January 1970
        ("second", np.int32),  # of the second choice; -1 none was left
        ("weeks", np.int8),
        ("outcome", np.int8),  # REFUSED, FIRST_CHOICE, SECOND_CHOICE
    ],
    align=True,
)

# An officer's leave in one leave year, ms: entitled + carried_in + bought + received = taken + given + carried_out + lost.
LEAVE_YEAR = np.dtype(
    [
        ("seat", np.int32),
        ("year", np.int32),
        ("entitled", np.int64),
        ("carried_in", np.int64),
        ("bought", np.int64),
        ("received", np.int64),
        ("given", np.int64),
        ("taken", np.int64),
        ("at_short_notice", np.int64),  # of what was taken
        ("carried_out", np.int64),
        ("lost", np.int64),
    ],
    align=True,
)

REFUSED, FIRST_CHOICE, SECOND_CHOICE = 0, 1, 2
NOT_ASKED, TURNED_DOWN, GRANTED = 0, 1, 2  # a single tour at short notice
MOST_REQUESTS = 26  # of one officer in one year
WEEK = 7

_DATES = 1  # child of the stream's key for training and court, as in kernels.abstraction
_ASKING, _SHORT = 4, 5
_FIRST, _SECOND, _TURN = 0, 1, 2  # draws of one request


@jit
def year_draws(key, purpose, year, seat_id, out):
    """Fill ``out`` (seats,) float64 with a number in (0, 1) for each seat in a leave year, of its own for each ``purpose``."""
    own = combine(combine(key, purpose), year)
    for seat in range(seat_id.shape[0]):
        out[seat] = uniform(own, seat_id[seat], 0)


@jit
def ask_for_weeks(key, year, monday, seat_id, wanted, week_ms, first_weeks, weights, profile, requests, turn):
    """Fill ``requests`` (n,) REQUEST and ``turn`` (n,) float64, its place in the queue; return how many were made.

    key           uint64 stream key (study seed, replication, abstraction)
    year, monday  the leave year's number, and the first day of it since 1 January 1970
    seat_id       (seats,) establishment numbers
    wanted        (seats,) ms of leave that each officer wants to fix well ahead
    week_ms       (seats,) ms of duty in an average week of theirs
    first_weeks   length of the first request; the others are of one week
    weights       (profiles, weeks) how much each week is wanted; ``profile`` (seats,) which of them is an officer's

    All draws are keyed by seat, year and number of the request; what others ask for changes none of them.
    """
    asking = combine(combine(key, _ASKING), year)
    n_weeks = weights.shape[1]
    taken = np.zeros(n_weeks, dtype=np.bool_)
    made = 0
    for seat in range(seat_id.shape[0]):
        own = combine(asking, seat_id[seat])
        taken[:] = False
        left = wanted[seat]
        for number in range(MOST_REQUESTS):
            if 2 * left < week_ms[seat] or week_ms[seat] <= 0:
                break
            weeks = first_weeks if number == 0 else 1
            first = _choose(uniform(own, number, _FIRST), weights[profile[seat]], taken, weeks)
            if first < 0:
                break
            second = _choose(uniform(own, number, _SECOND), weights[profile[seat]], taken, weeks)
            request = requests[made]
            request.seat, request.weeks, request.outcome = seat, weeks, REFUSED
            request.first = monday + WEEK * first
            request.second = monday + WEEK * second if second >= 0 else -1
            turn[made] = uniform(own, number, _TURN)
            left -= weeks * week_ms[seat]
            made += 1
    return made


@jit
def _choose(u, weights, taken, weeks):
    """Return the first of ``weeks`` weeks in a row that are free, by weight, and mark them taken; -1 where there are none."""
    total = 0.0
    for start in range(weights.shape[0] - weeks + 1):
        total += _weight(weights, taken, start, weeks)
    if total <= 0.0:
        return -1
    found, reached = -1, 0.0
    for start in range(weights.shape[0] - weeks + 1):
        weight = _weight(weights, taken, start, weeks)
        if weight > 0.0:
            reached += weight
            found = start
            if u * total < reached:
                break
    for week in range(found, found + weeks):
        taken[week] = True
    return found


@jit
def _weight(weights, taken, start, weeks):
    """Return the weight of a block of weeks; 0 if one of them is taken."""
    total = 0.0
    for week in range(start, start + weeks):
        if taken[week]:
            return 0.0
        total += weights[week]
    return total


@jit
def serve(requests, order, day_zero, duration, cell, room, away, left, refused, kind):
    """Grant requests for weeks in ``order``: first everybody's first choice, then the second of those who were refused.

    requests   (n,) REQUEST; their ``outcome`` is written
    order      (n,) rows of ``requests``
    day_zero   the date of column 0, days since 1 January 1970
    duration   (seats, days) ms of the tour that begins on a date, 0 none
    cell       (seats,)
    room       (cells, days) most tours of leave at once
    away       (cells, days) tours of leave granted; is added to
    left       (seats,) ms an officer may still fix ahead; is taken from
    refused    (seats,) ms that were refused twice; is added to
    kind       (seats, days) why a tour is not worked; LEAVE is written

    A request is granted whole, as far as the officer's leave goes, or not at all.
    """
    for choice in (FIRST_CHOICE, SECOND_CHOICE):
        for row in order:
            request = requests[row]
            if request.outcome != REFUSED:
                continue
            seat, monday = request.seat, request.first if choice == FIRST_CHOICE else request.second
            if monday >= 0 and _has_room(seat, monday - day_zero, request.weeks, duration, cell, room, away, left):
                _book(seat, monday - day_zero, request.weeks, duration, cell, away, left, kind)
                request.outcome = choice
    for row in order:
        request = requests[row]
        if request.outcome == REFUSED:
            seat, column = request.seat, request.first - day_zero
            cost = 0
            for day in range(column, column + WEEK * request.weeks):
                if duration[seat, day] > left[seat] - cost:
                    break
                cost += duration[seat, day]
            refused[seat] += cost
            left[seat] -= cost


@jit
def _has_room(seat, column, weeks, duration, cell, room, away, left):
    """Return whether all tours of a block that an officer has leave for may be missed."""
    budget = left[seat]
    for day in range(column, column + WEEK * weeks):
        if duration[seat, day] == 0:
            continue
        if duration[seat, day] > budget:
            return True
        if away[cell[seat], day] >= room[cell[seat], day]:
            return False
        budget -= duration[seat, day]
    return True


@jit
def _book(seat, column, weeks, duration, cell, away, left, kind):
    """Write leave over the tours of a block, as far as the officer's leave goes."""
    for day in range(column, column + WEEK * weeks):
        if duration[seat, day] == 0:
            continue
        if duration[seat, day] > left[seat]:
            return
        left[seat] -= duration[seat, day]
        away[cell[seat], day] += 1
        kind[seat, day] = LEAVE


@jit
def training_and_court(key, seat_id, day_zero, duration, training, court, kind):
    """Write training and court over tours not yet on leave; ``training`` and ``court`` are shares of those tours.

    The draws are those of ``kernels.abstraction.planned_kinds``: keyed by seat and date.
    """
    dates = combine(key, _DATES)
    for seat in range(kind.shape[0]):
        for day in range(kind.shape[1]):
            if duration[seat, day] > 0 and kind[seat, day] == HERE:
                u = uniform(dates, seat_id[seat], day_zero + day)
                if u < training:
                    kind[seat, day] = TRAINING
                elif u < training + court:
                    kind[seat, day] = COURT


@jit
def short_notice(
    key, seat_id, day_zero, low, high, duration, cell, room, on, least_left, weights, profile, away, flexible, kind, asked
):
    """Give single tours off at short notice, day by day from column ``low`` to ``high``, where strength allows.

    on          (cells, days) officers rostered
    least_left  so many stay of a cell, all known absences counted
    weights     (profiles, weeks) as for whole weeks, mean 1
    flexible    (seats,) ms of leave left for it; is taken from
    asked       (seats, days) int8; TURNED_DOWN or GRANTED is written

    An officer wants a tour off with the chance that would spread what is left of the leave over what is left of the leave
    year's tours, times how much the week is wanted.  Of those of a cell who want the same day off the keenest comes first.
    """
    short = combine(key, _SHORT)
    n_seats, n_cells = seat_id.shape[0], on.shape[0]
    ahead = np.zeros(n_seats, dtype=np.int64)  # ms of tours from this day on that an officer would work
    for seat in range(n_seats):
        for day in range(low, high):
            if kind[seat, day] == HERE:
                ahead[seat] += duration[seat, day]
    keenness, there = np.empty(n_seats), np.empty(n_cells, dtype=np.int64)
    for day in range(low, high):
        week = (day - low) // WEEK
        there[:] = 0
        for seat in range(n_seats):
            keenness[seat] = 2.0
            if duration[seat, day] == 0 or kind[seat, day] != HERE:
                continue
            there[cell[seat]] += 1
            chance = min(1.0, flexible[seat] / ahead[seat] * weights[profile[seat], week])
            ahead[seat] -= duration[seat, day]
            if flexible[seat] >= duration[seat, day]:
                u = uniform(short, seat_id[seat], day_zero + day)
                keenness[seat] = u if u < chance else 2.0
        for seat in np.argsort(keenness, kind="mergesort"):
            if keenness[seat] > 1.0:
                break
            here = cell[seat]
            if away[here, day] < room[here, day] and there[here] > least_left:
                away[here, day] += 1
                there[here] -= 1
                flexible[seat] -= duration[seat, day]
                kind[seat, day] = LEAVE
                asked[seat, day] = GRANTED
            else:
                asked[seat, day] = TURNED_DOWN
