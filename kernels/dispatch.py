"""Questions about dispatch: who comes first, may this crew still be sent, which skills are wanted, are there officers enough."""

from __future__ import annotations

from kernels._jit import jit

# Orders in which incidents are answered.
STRICT, AGEING, EARLIEST_TARGET = range(3)


@jit
def urgency(order, grade, logged, ageing_ms, target_ms):
    """Return a number that is lower the sooner an incident is to be answered; all int64, times in ms.

    STRICT: the grade alone.  AGEING: waiting for ``ageing_ms`` weighs as much as a grade (the dynamic priority of
    Jackson 1960, in which the difference of two incidents never changes, so that the present time is not needed).
    EARLIEST_TARGET: the moment at which the first officer is due, ``target_ms`` after logging.
    """
    if order == STRICT:
        return grade
    if order == AGEING:
        return grade * ageing_ms + logged
    return logged + target_ms


@jit
def may_be_sent(grade, tour_end, now, wind_down_ms, wind_down_grades):
    """Return whether a crew whose tour ends at ``tour_end`` may be sent to an incident of ``grade`` (0 = highest).

    In the last ``wind_down_ms`` of a tour only the ``wind_down_grades`` highest grades are taken on.
    """
    return grade < wind_down_grades or tour_end - now > wind_down_ms


@jit
def may_attend(attendance, pool):
    """Return whether a crew of ``pool`` (0: response officers) may attend; ``attendance`` has one bit for each pool."""
    return (attendance >> pool) & 1 == 1


@jit
def pools_for(attendance, arrest, arresting):
    """Return who of ``attendance`` (one bit for each pool) may go: where somebody will be arrested only those ``arresting``."""
    return attendance & arresting if arrest else attendance


@jit
def crews_to_spare(free_crews, grade, reserve_crews, reserve_grades):
    """Return how many of an area's free crews an incident of ``grade`` may have: the reserve is for the highest grades."""
    if grade < reserve_grades:
        return free_crews
    return max(0, free_crews - reserve_crews)


@jit
def needs_now(needs, waited, substitute_ms):
    """Return the skills (one bit each) still asked for after ``waited`` ms; k lapses after ``substitute_ms[k]``, -1 never."""
    left = needs
    for skill in range(substitute_ms.shape[0]):
        if (needs >> skill) & 1 and 0 <= substitute_ms[skill] <= waited:
            left -= 1 << skill
    return left


@jit
def enough(officers, heads, heads_on_duty, wanted):
    """Return whether an incident that waits for all its officers can be answered now.

    It waits until ``wanted`` are free together; when everybody on duty in the area is free and still too few, all go.
    ``officers`` are those free who count towards what is wanted, ``heads`` all those free.
    """
    if officers >= wanted:
        return True
    return heads > 0 and heads == heads_on_duty


@jit
def may_be_interrupted(grade, lower_grade, preempt_grades, stage_allowed):
    """Return whether an incident of ``grade`` may take crews from one of ``lower_grade`` in a stage that allows it (1 or 0)."""
    return grade < preempt_grades and grade < lower_grade and stage_allowed != 0
