"""Questions about crimes that incidents leave to be investigated: which do, how much work, who is to have them."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.draw import choose, uniform
from kernels.durations import duration_ms

# Draw numbers of an incident, never renumbered.
LEAVES_CRIME, SCREENED_BY, CRIME_GOES_TO, DESK_WORK = range(124, 128)

# Whether a crime is screened out.
NOT_SCREENED, SCREENED, SCREENED_WHEN_LONG = range(3)

# Where a crime goes: nowhere, into the pile of its area, to the officer who attended; otherwise to the team of that number.
OUT, PILE, RESPONSE = -3, -2, -1


@jit
def leave_crimes(incidents, chance, screened, screened_when_long, shares, work_row, work_factor, deadline_ms, durations,
                 out):
    """Write into ``out`` (CRIME records) the crime that each of ``incidents`` (INCIDENT records) leaves, if it leaves one.

    By type: ``chance`` that it does, ``screened`` the probability of being screened out, ``screened_when_long`` the same while
    the queue is long, ``shares`` (types, 1 + teams) rising sums of who has it (response first), ``work_row`` rows of
    ``durations`` and ``deadline_ms``.  ``work_factor`` (1 + teams,): what goes to a team takes so many times as long.
    """
    for i in range(incidents.shape[0]):
        me = incidents[i].key
        k = incidents[i].kind
        out[i].work_ms = -1
        if uniform(me, LEAVES_CRIME, 0) >= chance[k]:
            continue
        who = choose(uniform(me, CRIME_GOES_TO, 0), shares[k])
        out[i].to = RESPONSE + who
        out[i].work_ms = np.int64(np.rint(duration_ms(durations, work_row[k], me, DESK_WORK, 0) * work_factor[who]))
        out[i].deadline_ms = deadline_ms[k]
        u = uniform(me, SCREENED_BY, 0)
        out[i].screen = SCREENED if u < screened[k] else (SCREENED_WHEN_LONG if u < screened_when_long[k] else NOT_SCREENED)


@jit
def is_screened_out(screen, waiting, long_waiting):
    """Return whether a crime is screened out while ``waiting`` incidents want a crew; ``long_waiting`` of them are a long queue,
    0: it never is.
    """
    return screen == SCREENED or (screen == SCREENED_WHEN_LONG and long_waiting > 0 and waiting >= long_waiting)


@jit
def who_has_it(to, cases, limit, above):
    """Return where a crime goes that is meant for ``to``, when the officer who attended carries ``cases`` already (-1: nobody).

    At the ``limit`` (0 none) it goes to ``above``.  What nobody of the force attended waits in the pile.
    """
    if to != RESPONSE:
        return to
    if cases < 0:
        return PILE
    return above if 0 < limit <= cases else RESPONSE
