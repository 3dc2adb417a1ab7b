"""Questions about pauses: who may be called out of one, and whether a meal break that was cut short counts."""

from __future__ import annotations

from kernels._jit import jit
from kernels.kinds import BREAK_DUE, BREAK_HAD, BREAK_LOST, BRIEFING, DESK_TIME, KEPT_BREAK, MEAL_BREAK, SUPERVISORY


@jit
def may_be_called_out(pause, grade, briefing_grades, break_grades, supervisory_grades, desk_grades):
    """Return whether a crew in ``pause`` may be sent to an incident of ``grade`` (0 = highest).

    So many of the highest grades may call crews out of a briefing, out of a meal break, and out of each kind of protected time;
    none out of a meal break that is kept.
    """
    if pause == BRIEFING:
        return grade < briefing_grades
    if pause == MEAL_BREAK:
        return grade < break_grades
    if pause == SUPERVISORY:
        return grade < supervisory_grades
    if pause == DESK_TIME:
        return grade < desk_grades
    return pause != KEPT_BREAK


@jit
def after_being_called_out(taken_ms, length_ms, counts_from, now, break_until):
    """Return what has become of a meal break of ``length_ms`` that is broken off after ``taken_ms``: had, due or lost.

    From a share ``counts_from`` on it counts as had; with less it is due once more, unless ``now`` is past ``break_until``.
    """
    if taken_ms >= counts_from * length_ms:
        return BREAK_HAD
    return BREAK_DUE if now < break_until else BREAK_LOST
