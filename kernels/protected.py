"""Questions about protected time in a tour: how much of it a sergeant needs, how much is still wanted, and what becomes of it."""

from __future__ import annotations

from kernels._jit import jit
from kernels.kinds import TIME_DUE, TIME_HAD, TIME_LEFT

ANY_AMOUNT = -1  # of work in hand: there is always more than there is time


@jit
def supervisory_ms(base_ms, per_officer_ms, per_crime_ms, officers, crimes, sergeants):
    """Return each sergeant's supervisory work in a tour; all int64, times in ms.

    ``base_ms`` for everyone, and a share of what ``officers`` who are there, and the ``crimes`` they carry, ask for.
    """
    return base_ms + (per_officer_ms * officers + per_crime_ms * crimes) // max(1, sergeants)


@jit
def work_in_hand(left_ms, from_at, now):
    """Return how long somebody at a desk is busy from ``now`` on with ``left_ms`` of work; 0 when none is left.

    Work counts from ``from_at`` (-1: not at the desk): earlier than now it is partly done, later there is settling in to do.
    """
    if left_ms == 0 or from_at < 0:
        return left_ms
    return max(0, left_ms + from_at - now)


@jit
def time_wanted(due_ms, had_ms, in_hand_ms):
    """Return how much protected time is still wanted of ``due_ms``, of which ``had_ms`` were had, with so much work in hand."""
    left = max(0, due_ms - had_ms)
    return left if in_hand_ms < 0 else min(left, in_hand_ms)


@jit
def for_complaints(before_ms, had_ms, complaint_ms):
    """Return how much of a spell, before which ``before_ms`` of ``had_ms`` were had, went to complaints: these come first."""
    return min(had_ms, complaint_ms) - min(before_ms, complaint_ms)


@jit
def for_prevention(before_ms, had_ms, due_ms, prevention_ms):
    """Return how much of a spell, before which ``before_ms`` of ``had_ms`` were had, went to repeat places: these come last."""
    first = due_ms - prevention_ms
    return max(0, had_ms - first) - max(0, before_ms - first)


@jit
def becomes_of_time(due_ms, had_ms, in_hand_ms, now, until):
    """Return what has become of protected time that is not under way: had, still due, or left.

    Up to ``until`` what is missing may still be had, also for work yet to come; from then on it is left if there was work for it.
    """
    if had_ms >= due_ms:
        return TIME_HAD
    if now < until:
        return TIME_DUE
    return TIME_LEFT if time_wanted(due_ms, had_ms, in_hand_ms) > 0 else TIME_HAD
