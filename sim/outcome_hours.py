"""Do the hours balance: does the time kept hour by hour agree with the officers' accounts, and with the tours they were due?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.clock import HOUR_MS
from sim.inputs.inputs import Inputs, Ints, Records
from sim.inputs.tours_of_teams import rostered as by_roster


def hours_faults(inputs: Inputs, with_post: Ints, hours: Ints, due: Records) -> Iterator[str]:
    """Yield what does not balance, in words.

    ``with_post`` (seats, N_STATUS) ms in rostered tours of who has a post, by each officer's account; ``hours`` (hours,
    N_STATUS) the same by hour since the study began.  ``due`` (n,) TOUR, the roster's tours of those who have a post.
    """
    booked, by_hour = with_post.sum(axis=0), hours.sum(axis=0)
    for status in np.flatnonzero(booked != by_hour)[:3].tolist():
        yield f"status {status}: {booked[status]} ms by the officers' accounts, {by_hour[status]} ms hour by hour"
    edges = np.clip(np.arange(hours.shape[0] + 1, dtype=np.int64) * HOUR_MS, inputs.measure_from_ms, inputs.horizon_ms)
    start, end = by_roster(due)  # what officers were told beforehand is overtime
    asked = np.diff(_elapsed(start, edges) - _elapsed(end, edges))
    wrong = np.flatnonzero(asked != hours.sum(axis=1))
    if wrong.size:
        at = int(wrong[0])
        yield f"hour {at}: tours ask for {asked[at]} ms, {hours[at].sum()} ms are booked (so in {wrong.size} hours)"


def with_post_ms(inputs: Inputs, rostered: Ints, student_ms: Ints) -> Ints:
    """Return the ms in rostered tours of who has a post in the cascade, (seats, N_STATUS): no pools, no guests, no students.

    ``rostered``: by everybody's account. ``student_ms`` (own seats, N_STATUS): of it, while students, where that changes.
    """
    out = np.zeros_like(rostered)
    own = slice(inputs.n_own)
    if inputs.careers.on:
        out[own] = rostered[own] - student_ms
    else:
        out[own] = rostered[own] * (inputs.seat_student[own] == 0)[:, np.newaxis]
    return out


def _elapsed(instants: Ints, at: Ints) -> Ints:
    """Return the ms passed since all instants before each ``at``, added up, (at,)."""
    ordered = np.sort(instants.astype(np.int64))
    before = np.searchsorted(ordered, at)
    return before * at - np.concatenate([[0], np.cumsum(ordered)])[before]
