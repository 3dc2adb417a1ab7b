"""Questions about partners' work that nobody of theirs did: what comes of it, and how much more is asked of those who fill in.

Draws belong to what was left undone: a request made at an incident, somebody left at a place, or a job of a partner's own.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.draw import choose, combine, uniform
from kernels.durations import duration_ms

# Addresses below which what comes has its key, and draw numbers of an incident or a job; never renumbered.
GAP_FILLED, JOB_LEFT_UNDONE, CALLER_BACK = 220, 221, 222
LUCK, BECOMES, BECOMES_AFTER, WHERE, UNDISPLACED, CALLS_AGAIN, CALLS_AGAIN_AFTER = range(223, 230)
LEFT_THERE = 230  # below it, of an incident: what is drawn for somebody left at a place


@jit
def may_come(keys, draw, chance):
    """Return the places of ``keys`` whose uniform number ``draw`` lies below their ``chance``; int64."""
    found = np.zeros(keys.shape[0], dtype=np.int64)
    n = 0
    for i in range(keys.shape[0]):
        if uniform(keys[i], draw, 0) < chance[i]:
            found[n] = i
            n += 1
    return found[:n]


@jit
def keys_of_left(keys):
    """Return keys for whom officers bring to a place from incidents with ``keys``; one may leave a gap at its scene besides."""
    out = np.zeros(keys.shape[0], dtype=np.uint64)
    for i in range(keys.shape[0]):
        out[i] = combine(keys[i], LEFT_THERE)
    return out


@jit
def fill_displaced(keys, partner, address, weights, after_row, area_weights, durations, incidents, listed):
    """Write into ``incidents`` (INCIDENT) and ``listed`` (RETURN) what comes of things with ``keys`` that each ``partner`` left.

    ``weights`` (partners, types) rising sums and ``after_row`` (partners,) rows of ``durations``; ``area_weights`` rising sums by
    area, empty: the area stands in ``incidents`` already.  The luck of each is its own uniform number.
    """
    for i in range(keys.shape[0]):
        me, p = keys[i], partner[i]
        incidents[i].key = combine(combine(me, address), 0)
        incidents[i].kind = choose(uniform(me, BECOMES, 0), weights[p])
        if area_weights.shape[0] > 0:
            incidents[i].area = choose(uniform(me, WHERE, 0), area_weights)
        listed[i].luck = uniform(me, LUCK, 0)
        listed[i].after_ms = duration_ms(durations, after_row[p], me, BECOMES_AFTER, 0)


@jit
def fill_called_again(incidents, address, after_row, durations, listed):
    """Give copies of incidents the keys of what their callers ring about again, in place; ``listed`` (RETURN) how much later."""
    for i in range(incidents.shape[0]):
        me = incidents[i].key
        incidents[i].key = combine(combine(me, address), 0)
        listed[i].after_ms = duration_ms(durations, after_row, me, CALLS_AGAIN_AFTER, 0)


@jit
def resolved_elsewhere(keys, share):
    """Return 1 for those of ``keys`` that are resolved elsewhere, as ``share`` of what does not come to the police is; int8."""
    out = np.zeros(keys.shape[0], dtype=np.int8)
    for i in range(keys.shape[0]):
        out[i] = 1 if uniform(keys[i], UNDISPLACED, 0) < share[i] else 0
    return out


@jit
def units_kept(keys, answered, handover_row, care_row, handover, care, durations, horizon):
    """Return how many units given to incidents with ``keys`` at the times ``answered`` are still busy at ``horizon``.

    ``handover`` and ``care`` are the draw numbers of the two parts of the time that a unit takes.
    """
    n = 0
    for i in range(keys.shape[0]):
        busy_ms = duration_ms(durations, handover_row, keys[i], handover, 0) + duration_ms(durations, care_row, keys[i], care, 0)
        if answered[i] + busy_ms >= horizon:
            n += 1
    return n


@jit
def next_level(level, filled, unmet, gain, most, memory_days):
    """Return what is asked tomorrow, as a multiple of what would be asked of a police force that never filled in.

    A day on which the police did the share filled / unmet of what partners left undone pulls ``level`` towards
    1 + ``gain`` x share, between 0 and ``most``; so does a day without any gap towards 1.  ``memory_days`` says how slowly.
    """
    share = min(1.0, filled / unmet) if unmet > 0 else 0.0
    goal = min(most, max(0.0, 1.0 + gain * share))
    return level + (goal - level) / memory_days


@jit
def level_now(level, before, reckoned, now):
    """Return the level in force: at the very instant at which it was ``reckoned``, still the one ``before``."""
    return before if reckoned == now else level
