"""Which planned tours are not worked as planned: leave, training, court, and rest days given for surplus hours.

Every answer is keyed by seat and absolute date, week or tour number, never by place in a study: a longer warm-up,
another start or a staffing cut leaves each remaining answer as it was.
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit
from kernels.draw import combine, uniform
from kernels.kinds import COURT, HERE, LEAVE, TRAINING

_WEEKS = 0  # children of the stream's key: weeks, dates and blocks of tours are numbered apart
_DATES = 1
_PHASES = 2
_BLOCKS = 3


@jit
def planned_kinds(key, seat_id, day_number, leave, training, court, kind):
    """Fill ``kind`` (n,) int8 with the planned absence of each tour.

    key          uint64 stream key (study seed, replication, abstraction)
    seat_id      (n,) int: the seat's establishment number
    day_number   (n,) int: local date the tour begins, in days since 1 January 1970
    leave, training, court   shares of all tours, sum at most 1

    Leave is drawn by seat and Monday-to-Sunday week, the others by seat and date.  Both draws are compared with
    thresholds that rise with the shares, so raising any share keeps every absence there was and adds some.
    """
    weeks, dates = combine(key, _WEEKS), combine(key, _DATES)
    # Training and court fall on tours not on leave; the wider threshold makes them shares of all tours again.
    worked = max(1.0 - leave, 1e-12)
    to_training = training / worked
    to_court = (training + court) / worked
    for i in range(kind.shape[0]):
        week = (day_number[i] + 3) // 7  # 1 January 1970 was a Thursday
        kind[i] = HERE
        if uniform(weeks, seat_id[i], week) < leave:
            kind[i] = LEAVE
            continue
        u = uniform(dates, seat_id[i], day_number[i])
        if u < to_training:
            kind[i] = TRAINING
        elif u < to_court:
            kind[i] = COURT


@jit
def given_back(key, seat_id, tour_number, surplus, back):
    """Fill ``back`` (n,) bool: whether a tour is given back as a rest day because the pattern pays too many hours.

    key          uint64 stream key (study seed, rosters)
    seat_id      (n,) int: the seat's establishment number
    tour_number  (n,) int: running number of the tour in its team's pattern, counted from the roster's anchor
    surplus      share of tours to give back, in [0, 1)

    A seat's tours are cut into blocks of about 1 / ``surplus`` tours from a point of its own, and one keyed tour of
    each block goes.  Blocks spread the rest days over the year; the draw inside a block keeps them from always taking
    the same place of the cycle, as a fixed step would when it divides the cycle.
    """
    phases, blocks = combine(key, _PHASES), combine(key, _BLOCKS)
    for i in range(back.shape[0]):
        back[i] = False
        if surplus <= 0.0:
            continue
        phase = uniform(phases, seat_id[i], 0)
        block = int(math.floor(tour_number[i] * surplus + phase))
        low, high = _edge(block, phase, surplus), _edge(block + 1, phase, surplus)
        chosen = low + int(uniform(blocks, seat_id[i], block) * (high - low))
        back[i] = tour_number[i] == chosen


@jit
def _edge(block, phase, surplus):
    """Return the first tour number of a block."""
    return np.int64(math.ceil((block - phase) / surplus))


@jit
def turns_out(key, seat_id, day_number, share, reason, kind):
    """Fill ``kind`` (n,) int8 with 0 for tours their holder comes for and ``reason`` for the others.

    ``share`` (n,) is the chance to come; the draw is keyed by seat and date, so a larger share keeps everybody who came.
    """
    for i in range(kind.shape[0]):
        comes = uniform(combine(key, seat_id[i]), day_number[i], 0) < share[i]
        kind[i] = HERE if comes else reason
