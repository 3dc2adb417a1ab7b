"""What must balance at partners' places: order in time, how each job ended, and the officers' time on the way and there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import (
    AT_PARTNER,
    BY_PARTNER,
    BY_POLICE,
    CLOSED,
    CONVEYING,
    GIVEN_UP,
    JOB_OPEN,
    LEFT,
    LEFT_UNMET,
    NOT_ASKED,
    NOT_NEEDED,
    TAKEN_OVER,
)
from sim.inputs.inputs import Inputs, Ints, Records
from sim.outcome_custody import spent_ms

PARTS = (("left_for_place", "at_place", CONVEYING), ("at_place", "place_over", AT_PARTNER))
ENDS = {  # by the stage in which an incident that is closed left its partner
    NOT_ASKED: (JOB_OPEN,),
    NOT_NEEDED: (JOB_OPEN,),
    TAKEN_OVER: (BY_PARTNER, BY_POLICE),
    GIVEN_UP: (BY_POLICE,),
    LEFT_UNMET: (LEFT,),
}


def places_faults(inputs: Inputs, practice: Records, sent: Records, accounts: Ints) -> Iterator[str]:
    """Yield what does not balance, in words.

    ``practice`` and ``sent`` are PRACTICE and DEPLOYMENT records, ``accounts`` (seats, 3, statuses) ms.  Of every incident that
    is closed, each job that a partner was asked for ended in one way; whoever was to be taken to a place was, unless the officers
    had left; the crews' time on the way and there is what their officers' accounts say.
    """
    closed = practice["stage"] == CLOSED
    for stage, ended in (("partner_stage", "partner_ended"), ("place_stage", "place_ended")):
        known = np.zeros(closed.size, dtype=np.bool_)
        for reached, ends in ENDS.items():
            known |= (practice[stage] == reached) & np.isin(practice[ended], ends)
        if (closed & ~known).any():
            yield f"{int((closed & ~known).sum())} incidents were closed with a partner's job that did not end ({ended})"
    stayed = ~np.isin(practice["partner_stage"], (NOT_NEEDED, LEFT_UNMET))
    convey_to = np.array([rules.convey_to for rules in inputs.partners] + [-1], dtype=np.int64)[inputs.incidents["partner"]]
    gave_up = (practice["partner_stage"] == GIVEN_UP) & (convey_to >= 0)
    due = np.where(inputs.incidents["taken_to"] > 0, inputs.incidents["taken_to"], np.where(gave_up, 1 + convey_to, 0)) * stayed
    wrong = closed & (practice["place"] != due)
    if wrong.any():
        yield f"{int(wrong.sum())} incidents were closed whose person was taken to another place than it should, or to none"
    there = practice["left_for_place"] >= 0
    times = [np.where(practice[name] >= 0, practice[name], inputs.horizon_ms)[there]
             for name in ("left_for_place", "at_place", "place_over", "closed")]
    if any((later < earlier).any() for earlier, later in zip(times, times[1:], strict=False)):
        yield "a way to a partner's place went back in time"
    for start, end, status in PARTS:
        spent, booked = spent_ms(inputs, practice, sent, start, end), int(accounts[:, :, status].sum())
        if spent != booked:
            yield f"crews were with people at places for {spent} ms from {start} to {end}, officers' accounts say {booked} ms"
