"""Questions about complaints: which incident brings one, about whom of those who attended, and for how long it is open.

A complaint is open from the day of the incident on, for days begun.  Who is under several at once is so until the last is over.
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit
from kernels.draw import uniform
from kernels.durations import duration_minutes

# Draw numbers of an incident, never renumbered.
COMPLAINT, COMPLAINT_OPEN, COMPLAINT_OF = 182, 183, 184
# Draw numbers of an officer on a day before the study.
_HAS_ONE, _OPEN = 0, 1

_DAY_RANGE = 1 << 20  # more days than any calendar here reaches
LONGEST_DAYS = 3_650


@jit
def open_days(u, table):
    """Return for how many days a complaint is open (int64, 1 or more): the ``u`` quantile of row 0 of ``table``, in days."""
    return np.int64(min(float(LONGEST_DAYS), max(1.0, math.ceil(duration_minutes(table, 0, u)))))


@jit
def bring_complaints(incidents, chance, most_times, table):
    """Write into ``incidents`` (INCIDENT records) the complaints they may bring if attended; ``chance`` (types,).

    They come where ``complaint_luck`` is below how many times likelier the attendance made them, ``most_times`` at most.
    """
    for i in range(incidents.shape[0]):
        me = incidents[i].key
        u, usual = uniform(me, COMPLAINT, 0), chance[incidents[i].kind]
        if u < usual * most_times:
            incidents[i].complaint_luck = 0.0 if u < usual else u / usual
            incidents[i].complaint_days = open_days(uniform(me, COMPLAINT_OPEN, 0), table)
            incidents[i].complaint_of = uniform(me, COMPLAINT_OF, 0)


@jit
def times_likelier(late, rushed, late_times, rushed_times):
    """Return how many times likelier a complaint is for how it was answered: late; cut short, broken off or not written up."""
    return (late_times if late else 1.0) * (rushed_times if rushed else 1.0)


@jit
def who_of(u, officers):
    """Return which of so many ``officers`` (1 or more) the uniform number ``u`` picks, counted from 0."""
    return int(u * officers)


@jit
def is_made(u, officers, avoided):
    """Return whether a complaint is made where a share ``avoided`` (up to 1) of those about the officer picked never are.

    ``u`` is the number that picked among so many ``officers``: where it lies within the officer's part is a draw of its own.
    """
    return u * officers - who_of(u, officers) >= avoided


@jit
def days_left(days, saved):
    """Return for how many days (int64, 1 or more) a complaint is open of whose ``days`` a share is ``saved``."""
    return np.int64(max(1.0, math.ceil(days * (1.0 - saved))))


@jit
def is_under_complaint(complaint_to, today):
    """Return whether a complaint was open on the day that closes on the morning of ``today``; 0: there never was one."""
    return complaint_to >= today


@jit
def complaint_history(officers, first_day, days, daily, key, table):
    """Return for each of ``officers`` (numbers) the first day on which no complaint from before ``first_day`` is open, 0 none.

    Everybody lived through so many ``days`` before, on each of which a complaint came with chance ``daily``.
    """
    out = np.zeros(officers.shape[0], dtype=np.int64)
    for i in range(officers.shape[0]):
        for day in range(first_day - days, first_day):
            at = officers[i] * _DAY_RANGE + day
            if uniform(key, at, _HAS_ONE) < daily:
                over = day + open_days(uniform(key, at, _OPEN), table)
                if over > first_day:
                    out[i] = max(out[i], over)
    return out
