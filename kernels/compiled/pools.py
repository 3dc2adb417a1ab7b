"""People who answer calls or work at the desk: how many are there, how many busy, and their time hour by hour."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.clock import HOUR_MS
from kernels.compiled.journal import note
from kernels.compiled.state import FRONT_TOUCHED, NEXT_STAFF, NOW
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
    pool.since = now


@jit_inner
def change_staff(st):
    """The next step of the people on duty; those who are busy finish what they have."""
    step = st.staff[st.control[NEXT_STAFF]]
    st.control[NEXT_STAFF] += 1
    settle_pool(st, step.pool)
    st.pools[step.pool].people = step.people
    note(st, CALL_TAKERS, step.pool, step.people)
    st.control[FRONT_TOUCHED] = 1


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
