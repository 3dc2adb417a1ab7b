"""Questions about dispatch: may this crew still be sent, and are there officers enough to send."""

from __future__ import annotations

from kernels._jit import jit


@jit
def may_be_sent(grade, tour_end, now, wind_down_ms, wind_down_grades):
    """Return whether a crew whose tour ends at ``tour_end`` may be sent to an incident of ``grade`` (0 = highest).

    In the last ``wind_down_ms`` of a tour only the ``wind_down_grades`` highest grades are taken on.
    """
    return grade < wind_down_grades or tour_end - now > wind_down_ms


@jit
def enough(officers_free, officers_on_duty, officers_wanted):
    """Return whether an incident can be answered now.

    It waits until ``officers_wanted`` are free together; when everybody on duty in the area is free and still too few, all go.
    """
    if officers_free >= officers_wanted:
        return True
    return officers_free > 0 and officers_free == officers_on_duty
