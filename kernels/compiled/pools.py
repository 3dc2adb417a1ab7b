"""People who answer calls or work at the desk: how many are there, how many busy, and their time hour by hour."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.clock import HOUR_MS
from kernels.compiled.journal import note
from kernels.compiled.state import FRONT_TOUCHED, KEY_CONTROL_ROOM, NEXT_STAFF, NOW, TODAY
from kernels.control_room import people_there
from kernels.front_door import N_POOLS
from kernels.kinds import CALL_TAKERS


@jit_inner
def settle_pool(st, p):
    """Bring the hourly sums of a pool up to now."""
    pool = st.pools[p]
    now = st.control[NOW]
    n_hours = st.pool_hours.shape[0] // N_POOLS
    at = pool.since
    there = max(pool.people, pool.busy)
    while at < now:
        hour = at // HOUR_MS
        until = min(now, (hour + 1) * HOUR_MS)
        sums = st.pool_hours[p * n_hours + hour]
        sums.busy_ms += pool.busy * (until - at)
        sums.staff_ms += there * (until - at)
        at = until
    pool.day_busy_ms += pool.busy * (now - pool.since)
    pool.day_there_ms += there * (now - pool.since)
    pool.since = now


@jit_inner
def there_of(st, p, planned):
    """Return how many of those planned are there today."""
    if st.rooms.shape[0] == 0:
        return np.int64(planned)
    room = st.rooms[p]
    return people_there(planned, room.well, room.employed, st.keys[KEY_CONTROL_ROOM], p, st.control[TODAY])


@jit_inner
def set_people(st, p, people):
    """From now on so many are on duty; those who are busy finish what they have."""
    settle_pool(st, p)
    st.pools[p].people = people
    note(st, CALL_TAKERS, p, people)
    st.control[FRONT_TOUCHED] = 1


@jit_inner
def change_staff(st):
    """The next step of the people planned to be on duty."""
    step = st.staff[st.control[NEXT_STAFF]]
    st.control[NEXT_STAFF] += 1
    st.pools[step.pool].planned = step.people
    set_people(st, step.pool, there_of(st, step.pool, step.people))


@jit_inner
def busier(st, p, change):
    """So many more of a pool are busy."""
    settle_pool(st, p)
    st.pools[p].busy += change


@jit_inner
def close_pools(st):
    """At the horizon, book the time of people on duty."""
    if st.pool_hours.shape[0] > 0:
        for p in range(N_POOLS):
            settle_pool(st, p)
