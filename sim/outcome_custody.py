"""What must balance after arrests: their order in time, and the officers' time for each part of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CLOSED, FILE_BUILDING, IN_CUSTODY, TO_CUSTODY
from sim.inputs.inputs import Inputs, Ints, Records

PARTS = (("arrested", "at_suite", TO_CUSTODY), ("at_suite", "booked_in", IN_CUSTODY), ("booked_in", "file_built", FILE_BUILDING))


def custody_faults(inputs: Inputs, practice: Records, sent: Records, accounts: Ints) -> Iterator[str]:
    """Yield what does not balance, in words.

    ``practice`` and ``sent`` are PRACTICE and DEPLOYMENT records, ``accounts`` (seats, 2, statuses) ms.  Whoever was to be
    arrested was, before the incident was closed, and in order of time; the time the crews sent spent with each part of it is what
    their officers' accounts say, to the millisecond.
    """
    due = (inputs.incidents["arrest"] == 1) & (practice["stage"] == CLOSED)
    taken = practice["arrested"] >= 0
    if (taken & (inputs.incidents["arrest"] == 0)).any() or (due & (practice["file_built"] < 0)).any():
        yield "somebody was arrested who was not to be, or an arrest was closed without a file"
    times = [np.where(practice[name] >= 0, practice[name], inputs.horizon_ms)[taken]
             for name in ("arrested", "at_suite", "booking", "booked_in", "file_built")]
    if any((later < earlier).any() for earlier, later in zip(times, times[1:], strict=False)):
        yield "an arrest went back in time"
    for start, end, status in PARTS:
        spent, booked = spent_ms(inputs, practice, sent, start, end), int(accounts[:, :, status].sum())
        if spent != booked:
            yield f"crews were with arrests for {spent} ms from {start} to {end}, officers' accounts say {booked} ms"


def spent_ms(inputs: Inputs, practice: Records, sent: Records, start: str, end: str) -> int:
    """Return the officer-milliseconds of the crews that were there between two times of their incident, since measuring began."""
    begun = practice[start][sent["incident"]]
    until = practice[end][sent["incident"]]
    left = np.where(sent["left"] >= 0, sent["left"], inputs.horizon_ms)
    there = (begun >= 0) & (sent["arrived"] >= 0)
    low = np.maximum(np.maximum(begun, sent["arrived"]), inputs.measure_from_ms)
    high = np.minimum(np.where(until >= 0, until, inputs.horizon_ms), left)
    return int((np.maximum(0, high - low) * there * sent["officers"].astype(np.int64)).sum())
