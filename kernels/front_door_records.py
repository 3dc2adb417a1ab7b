"""Records of the front door: callers, what it makes of incidents, its diary, its people and what became of them.

Times are ms since the study began.
"""

from __future__ import annotations

import numpy as np

# The front door.  A caller: first those who ring by plan, in order of ringing, then those who may ring to chase.
CALL = np.dtype(
    [
        ("rings", np.int64),  # for the first time; -1 only once an incident makes its caller chase
        ("key", np.uint64),
        ("handling_ms", np.int64),  # of the call-taker, each time it is answered
        ("incident", np.int32),  # -1 never logged
        ("channel", np.int8),  # the line: kernels.front_door LINE_999, LINE_101
        ("chase", np.int8),  # 1: asks where the officers are
    ],
    align=True,
)

# What the front door makes of an incident; one for each, in the same order.
FRONT = np.dtype(
    [
        ("returns_ms", np.int64),  # so long after being settled it comes back, -1 it does not
        ("desk_ms", np.int64),  # of work at the desk
        ("call", np.int32),  # row of its caller, -1 not reported by phone
        ("chaser", np.int32),  # row of the caller who chases, -1 nobody does
        ("disposition", np.int8),  # kernels.front_door ATTEND, ...
    ],
    align=True,
)

# Places in the diary that begin together, in order of (area, start).
DIARY = np.dtype([("start", np.int64), ("area", np.int64), ("places", np.int64)], align=True)

# A change in the people on duty in a pool of the front door, in order of (time, pool).
STAFF = np.dtype([("at", np.int64), ("pool", np.int64), ("people", np.int64)], align=True)

# How the front door answers; rows are of the table of durations.
FRONT_RULES = np.dtype(
    [
        ("patience_999_row", np.int64),
        ("patience_101_row", np.int64),
        ("again_999", np.float64),  # chance that a caller who hung up rings again
        ("again_101", np.float64),
        ("again_row", np.int64),  # after how long
        ("notice_ms", np.int64),  # an appointment is at least so far ahead ...
        ("within_ms", np.int64),  # ... and at most so far, or a crew is sent
    ],
    align=True,
)

# What came of a caller.
CALL_DONE = np.dtype(
    [
        ("rang", np.int64),  # the last time
        ("answered", np.int64),  # the last time
        ("waited_ms", np.int64),  # from ringing to being answered the first time it was; -1 never answered
        ("handled_ms", np.int64),  # all conversations that have ended
        ("tries", np.int32),  # rings up to the first that was answered, or so far
        ("rings", np.int32),  # all of them
        ("hung_up", np.int32),
        ("occasions", np.int32),  # reasons to ring: the first, coming back, each chase
        ("stage", np.int8),  # kernels.front_door TO_RING, ...
    ],
    align=True,
)

# What the front door did with an incident.
FRONT_DONE = np.dtype(
    [
        ("heard", np.int64),  # the call about it ended, the first time
        ("settled", np.int64),
        ("desk_begun", np.int64),
        ("desk_ended", np.int64),
        ("place", np.int32),  # row of the diary, -1 none
        ("came_back", np.int8),  # 1: rang again after it was settled
        ("full", np.int8),  # 1: the diary had no place for it
        ("stage", np.int8),  # kernels.front_door NOT_YET, ...
    ],
    align=True,
)

# An hour (of elapsed time) of a pool: person-milliseconds busy, and on duty or still busy.
POOL_HOUR = np.dtype([("busy_ms", np.int64), ("staff_ms", np.int64)], align=True)

# The people of the control room, one for each pool of the front door; what happened, since measuring began.
ROOM = np.dtype(
    [
        ("employed", np.int64),
        ("first", np.int64),  # of its people among those of all pools
        ("well", np.int64),  # today
        ("spells", np.int64),
        ("sick_days", np.int64),
        ("mornings", np.int64),
        ("strain", np.float64),
        ("strain_sum", np.float64),  # of all mornings
    ],
    align=True,
)
