"""Questions about the front door: who rings, for how long a caller waits, what is settled without sending anybody.

All draws of a caller are keyed by the caller, those of an incident by the incident; what happens several times to one of
them (an attempt, a chase) has its ordinal in the address.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.clock import HOUR_MS
from kernels.demand import ATTENDED, WHEN
from kernels.draw import choose, combine, poisson_quantile, uniform
from kernels.durations import duration_ms

# Lines, in the order in which they are answered.
LINE_999, LINE_101 = range(2)

# Pools of people.
TAKERS, DESK = range(2)
N_POOLS = 2

# What is done about an incident.
ATTEND, BY_PHONE, SIGNPOSTED, APPOINTMENT, AT_DESK, NO_ATTENDANCE = range(6)
ROUTES = np.array([BY_PHONE, SIGNPOSTED, AT_DESK, NO_ATTENDANCE], dtype=np.int64)  # ways to settle, in the scenario's order

# A caller: still to ring, waiting for an answer, talking, done for now (or for good), will ring again, gave up.
TO_RING, RINGING, TALKING, RUNG_OFF, WILL_RING_AGAIN, GAVE_UP = range(6)

# An incident at the front door: its caller has not been heard, waits for the desk, is at the desk, in the diary, settled,
# logged for a crew, lost because the caller gave up, turned away.
NOT_YET, FOR_DESK, ON_DESK, IN_DIARY, DONE_WITHOUT, PASSED_ON, UNHEARD, BELOW_THRESHOLD = range(8)

# Draw numbers of an incident; below them are those of ``kernels.demand``.
STRIPPED, ROUTE, COMES_BACK, BACK_AFTER, DESK_WORK, OFFERED, CHASES, REGRADED_BY, CALLER, CHASER = range(64, 74)

# Draw numbers of a caller.
HANDLING, CHANNEL, PATIENCE, AGAIN, AGAIN_AFTER, CHASE_AFTER = range(1, 7)


# During the run


@jit
def patience_ms(durations, row, key, attempt):
    """Return how long the caller waits for an answer at ring number ``attempt`` (0 the first), ms."""
    return duration_ms(durations, row, combine(key, PATIENCE), attempt, 0)


@jit
def rings_again(chance, key, attempt):
    """Return whether a caller who hung up at ring number ``attempt`` will ring again."""
    return uniform(combine(key, AGAIN), attempt, 0) < chance


@jit
def again_ms(durations, row, key, attempt):
    """Return how long after hanging up at ring number ``attempt`` the caller rings again, ms."""
    return duration_ms(durations, row, combine(key, AGAIN_AFTER), attempt, 0)


@jit
def chase_ms(durations, row, key, occasion):
    """Return how long the caller waits, after the chase numbered ``occasion`` (0: after the log), before chasing again, ms."""
    return duration_ms(durations, row, combine(key, CHASE_AFTER), occasion, 0)


@jit
def next_line(first_999, first_101):
    """Return which line is answered next: 999 before 101; -1 where nobody waits (each is -1 when empty)."""
    if first_999 >= 0:
        return LINE_999
    if first_101 >= 0:
        return LINE_101
    return -1


# Before the run


@jit
def regrade(incidents, up, down):
    """Set the grades of incidents reported by phone by vulnerability, in place.

    ``up`` (grades,) share of the vulnerable of a grade who go one up, ``down`` (grades,) share of the others who go one down.
    """
    lowest = up.shape[0] - 1
    for i in range(incidents.shape[0]):
        grade = incidents[i].grade
        if incidents[i].by_phone == 0:
            continue
        u = uniform(incidents[i].key, REGRADED_BY, 0)
        if incidents[i].vulnerable:
            if grade > 0 and u < up[grade]:
                incidents[i].grade = grade - 1
        elif grade < lowest and u < down[grade]:
            incidents[i].grade = grade + 1


@jit
def fill_front(incidents, attended, strip, strip_comes_back, offered, routes, route_comes_back, back_row, desk_row, chasers,
               durations, out):
    """Decide what is done about each incident reported by phone (FRONT records, in place); return how many callers may chase.

    ``attended`` (types,) probability; ``strip``, ``offered`` and ``chasers`` (grades,) shares; ``routes`` (4,) rising sums in
    the order of ``ROUTES``; ``route_comes_back`` (4,) probabilities; ``back_row`` and ``desk_row`` rows of ``durations``.
    """
    n_chasers = 0
    for i in range(incidents.shape[0]):
        front = out[i]
        front.call = front.chaser = front.returns_ms = -1
        front.disposition = ATTEND
        if incidents[i].by_phone == 0:
            continue
        me = incidents[i].key
        grade = incidents[i].grade
        settled = False
        comes_back = 0.0
        route = choose(uniform(me, ROUTE, 0), routes)
        if uniform(me, ATTENDED, 0) >= attended[incidents[i].kind]:
            settled = True
            comes_back = route_comes_back[route]
        elif uniform(me, STRIPPED, 0) < strip[grade]:
            settled = True
            comes_back = strip_comes_back
        elif uniform(me, OFFERED, 0) < offered[grade]:
            front.disposition = APPOINTMENT
        if settled:
            front.disposition = ROUTES[route]
            if front.disposition == AT_DESK:
                front.desk_ms = duration_ms(durations, desk_row, me, DESK_WORK, 0)
            if uniform(me, COMES_BACK, 0) < comes_back:
                front.returns_ms = duration_ms(durations, back_row, me, BACK_AFTER, 0)
        if (not settled or front.returns_ms >= 0) and uniform(me, CHASES, 0) < chasers[grade]:
            front.chaser = n_chasers
            n_chasers += 1
    return n_chasers


@jit
def unlogged_counts(key, hour_numbers, means):
    """Return how many calls that are never logged come in each elapsed hour, (hours,) int64; ``means`` (hours,)."""
    counts = np.zeros(hour_numbers.shape[0], dtype=np.int64)
    for h in range(counts.shape[0]):
        counts[h] = poisson_quantile(uniform(key, np.uint64(hour_numbers[h]), 0), means[h])
    return counts


@jit
def _sink(calls, last):
    """Let the call at ``last`` sink to its place among those before it, by (rings, key)."""
    rings, key = calls[last].rings, calls[last].key
    place = last
    while place > 0:
        before = calls[place - 1]
        if before.rings < rings or (before.rings == rings and before.key < key):
            break
        calls[place].rings = before.rings
        calls[place].key = before.key
        place -= 1
    calls[place].rings = rings
    calls[place].key = key


@jit
def fill_unlogged(key, counts, hour_start, hour_numbers, on_999, handling_row, durations, out):
    """Write the calls that are never logged into ``out`` (CALL records), in order of (rings, key)."""
    n = 0
    for h in range(counts.shape[0]):
        cell = combine(key, np.uint64(hour_numbers[h]))
        for ordinal in range(counts[h]):
            me = combine(cell, ordinal)
            out[n].rings = hour_start[h] + np.int64(uniform(me, WHEN, 0) * HOUR_MS)
            out[n].key = me
            _sink(out, n)  # past those of the hour before, where a change of the clock cuts an hour short
            n += 1
    for i in range(n):
        me = out[i].key
        out[i].handling_ms = duration_ms(durations, handling_row, me, HANDLING, 0)
        out[i].incident = -1
        out[i].channel = LINE_999 if uniform(me, CHANNEL, 0) < on_999 else LINE_101
        out[i].chase = 0


@jit
def merge_calls(incidents, front, unlogged, on_999, handling_row, search_ms, chase_row, durations, out):
    """Write all callers into ``out`` (CALL records): by plan in order of (rings, logged before others), then those who chase.

    ``on_999`` (grades,) chance that a caller rings on 999; ``search_ms`` is added to the handling of a call that is logged.
    The rows of callers and chasers are noted in ``front``.
    """
    n_logged = 0
    for i in range(incidents.shape[0]):
        n_logged += incidents[i].by_phone
    planned = n_logged + unlogged.shape[0]
    n, u = 0, 0
    for i in range(incidents.shape[0]):
        if incidents[i].by_phone == 0:
            continue
        while u < unlogged.shape[0] and unlogged[u].rings < incidents[i].created:
            out[n] = unlogged[u]
            n += 1
            u += 1
        me = combine(incidents[i].key, CALLER)
        call = out[n]
        call.rings = incidents[i].created
        call.key = me
        call.handling_ms = search_ms + duration_ms(durations, handling_row, me, HANDLING, 0)
        call.incident = i
        call.channel = LINE_999 if uniform(me, CHANNEL, 0) < on_999[incidents[i].grade] else LINE_101
        call.chase = 0
        front[i].call = n
        n += 1
        if front[i].chaser >= 0:
            front[i].chaser += planned
            _add_chaser(out[front[i].chaser], combine(incidents[i].key, CHASER), i, chase_row, durations)
    while u < unlogged.shape[0]:
        out[n] = unlogged[u]
        n += 1
        u += 1


@jit
def _add_chaser(call, key, incident, chase_row, durations):
    call.rings = -1
    call.key = key
    call.handling_ms = duration_ms(durations, chase_row, key, HANDLING, 0)
    call.incident = incident
    call.channel = LINE_101
    call.chase = 1
