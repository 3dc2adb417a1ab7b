"""Turns: which of one incident's events comes first when several fall on one instant, and room for several crews in each."""

from __future__ import annotations

PLACES = 1024  # crews of one incident that arrive at one instant come in the order in which they were sent

(ARRIVED, SCENE_ENDED, HANDED_OVER, CLEARED, GIVE_UP, UNIT_FREE, SURPLUS, BEGIN, NEWS, PROMOTE, CANCEL, LOOK) = (
    PLACES * turn for turn in range(1, 13)
)
BRIEFED, BREAK_DUE, BREAK_LATEST = (PLACES * turn for turn in range(13, 16))  # of a team; the front door has 16 to 22
BREAK_ENDS = PLACES * 23
COMES_AGAIN = PLACES * 40
PROTECTED_DUE, PROTECTED_LATEST, PROTECTED_ENDS = (PLACES * turn for turn in range(44, 47))  # the kinds of it in order
AID_COMES, AID_ENDS, AID_LEAVES = (PLACES * turn for turn in range(24, 27))
AT_THE_SUITE, BOOKED_IN, FILE_BUILT = (PLACES * turn for turn in range(27, 30))
TOLD = PLACES * 41
AT_THE_PLACE, PLACE_OVER, PLACE_LIMIT = (PLACES * turn for turn in range(50, 53))
JOB_LEAVES = PLACES * 54
RECALL_COMES, RECALL_ENDS = (PLACES * turn for turn in range(35, 37))
