"""When each tour's briefing ends, and when its meal break is due."""

from __future__ import annotations

import numpy as np

from kernels.clock import HOUR_MS, MINUTE_MS
from sim.inputs.inputs import Records
from sim.scenario import Tour


def plan_pauses(tours: Records, tour: Tour, briefing_min: float) -> None:
    """Write into ``tours`` (TOUR records) when their briefing is over, and when a meal break of what length may begin.

    ``briefing_min``: as long takes the briefing, whatever the tour's setting.
    A break that would not fit into the tour is shortened to it; one must begin so early that it can be over by the end.
    """
    start, length = tours["start"], tours["end"] - tours["start"]
    tours["briefed"] = start + np.minimum(round(briefing_min * MINUTE_MS), length)
    meal = tour.meal_break
    if not meal.on:
        return
    hours = sorted(meal.minutes)
    minutes = np.array([meal.minutes[h] for h in hours], dtype=np.float64)
    row = np.searchsorted(np.array(hours) * HOUR_MS, length, side="right") - 1
    tours["break_ms"] = np.minimum(np.rint(minutes[row] * MINUTE_MS).astype(np.int64), length)
    latest = length - tours["break_ms"]
    tours["break_from"] = start + np.minimum(np.rint(meal.from_share * length).astype(np.int64), latest)
    tours["break_until"] = start + np.minimum(np.rint(meal.until_share * length).astype(np.int64), latest)
