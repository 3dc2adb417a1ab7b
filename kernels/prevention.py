"""Questions about prevention: what time invested in repeat places keeps from happening, and how that comes and goes.

An area has a row (N_STATE,) float64, in ms: TODAY what was invested since the last morning, YOUNG what has not begun to work yet,
WORKING what does.  ``par`` (areas, N_PAR): MATURES the share of the young that begins to work in a day, KEEPS the share of what
works that still does a day later, MOST the highest share of incidents at repeat places that is prevented, HALF_AT the ms at
work that prevent half of it.
"""

from __future__ import annotations

from kernels._jit import jit
from kernels.draw import uniform

TODAY_MS, YOUNG, WORKING_NOW = range(3)
N_STATE = 3
MATURES, KEEPS, MOST, HALF_AT = range(4)
N_PAR = 4
NOT_REPEATED = 1.0  # the luck of an incident anywhere else: nothing prevents it

# Draw number of an incident, never renumbered.
_REPEAT_PLACE = 276


@jit
def mark_repeat_places(incidents, share):
    """Write into ``incidents`` (INCIDENT records) the luck of those at repeat places, ``share`` (types,) of them."""
    for i in range(incidents.shape[0]):
        u, part = uniform(incidents[i].key, _REPEAT_PLACE, 0), share[incidents[i].kind]
        incidents[i].repeat_luck = u / part if u < part else NOT_REPEATED


@jit
def share_prevented(row, par):
    """Return the share of incidents at an area's repeat places that what is at work there prevents, below MOST."""
    return 0.0 if row[WORKING_NOW] <= 0.0 else par[MOST] * row[WORKING_NOW] / (row[WORKING_NOW] + par[HALF_AT])


@jit
def live_a_day(row, par):
    """It is morning: some of what was invested begins to work, some of what worked is spent."""
    young = row[YOUNG] + row[TODAY_MS]
    begins = young * par[MATURES]
    row[WORKING_NOW] = row[WORKING_NOW] * par[KEEPS] + begins
    row[YOUNG], row[TODAY_MS] = young - begins, 0.0
