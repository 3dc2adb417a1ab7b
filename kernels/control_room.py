"""The people of the control room: what a busy day leaves behind in them, and how many are there when some of them are sick.

Everybody employed in a pool of the front door, call-takers or desk, is drawn for once a day (``kernels.sickness``).
What they bear is the pool's, not a person's: the share of their time in which they were busy, against the usual one, remembered
with a memory that fades.  It multiplies the hazard as strain does an officer's; 0 is the usual load.

Of the people planned for an hour the share that is well is there; a fraction of a person is there on that share of days.

Parameters (``par``, float64): BUSY_USUAL, MEMORY_DAYS, GAIN, HAZARD_CAP (control_room.busy_usual, memory_days, gain, hazard_cap).
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit
from kernels.draw import uniform
from kernels.sickness import seat_and_day

BUSY_USUAL, MEMORY_DAYS, GAIN, HAZARD_CAP = range(4)
N_ROOM = 4

FIRST_OF_POOL = 100_000  # numbers of the people of the second pool begin here: more than any pool employs
DRAW_PEOPLE = 60  # of a pool on a day, beside the draws of kernels.sickness; a pool stands behind all people
_POOLS_FROM = 1_000_000


@jit
def person(pool, number):
    """Return the number by which somebody's sickness is drawn."""
    return pool * FIRST_OF_POOL + number


@jit
def room_strain(x, busy_ms, there_ms, par):
    """Return the strain of a pool after a day that began at ``x``, with so much time on duty, ``busy_ms`` of it busy.

    It is the excess of the busy share over the usual one, as a share of that; a day with nobody there lets it fade.
    """
    keep = math.exp(-1.0 / par[MEMORY_DAYS])
    excess = busy_ms / there_ms / par[BUSY_USUAL] - 1.0 if there_ms > 0 else 0.0
    return x * keep + (1.0 - keep) * excess


@jit
def people_there(planned, well, employed, key, pool, day):
    """Return how many of those planned for an hour are there on ``day``, ``well`` of those employed being well (int64)."""
    if employed <= 0:
        return np.int64(planned)
    u = uniform(key, seat_and_day(_POOLS_FROM + pool, day), DRAW_PEOPLE)
    return min(np.int64(planned), np.int64(math.floor(planned * well / employed + u)))
