"""What tours leave room for: the meal break."""

from __future__ import annotations

from collections.abc import Iterator

from kernels.kinds import BREAK_HAD, BREAK_LOST
from sim.measures.window import MINUTE_MS, Measure, Window, ratio


def tour_measures(window: Window) -> Iterator[Measure]:
    """Yield how many meal breaks were had, had in peace, and how long they were."""
    if not window.scenario.tour.meal_break.on:
        return
    done = window.done
    had, lost = (window.ended & (done["break_stage"] == stage) for stage in (BREAK_HAD, BREAK_LOST))
    due = had | lost
    yield ratio("breaks_had_share", int(had.sum()), int(due.sum()))
    yield ratio("breaks_in_peace_share", int((had & (done["breaks_broken"] == 0)).sum()), int(due.sum()))
    yield ratio("break_min", int(done["break_ms"][due].sum()) / MINUTE_MS, int(due.sum()))
