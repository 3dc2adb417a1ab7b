"""Adjusted hours: officers who work their tours at fixed times and shorter, such as while children are at school."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kernels.clock import HOUR_MS
from sim.calendar import Calendar, clock_ms
from sim.inputs.availability_plan import LOST_TOUR
from sim.inputs.rosters import Tours
from sim.inputs.workforce import Seats
from sim.scenario.availability import AdjustedHours
from sim.scenario.roster_variants import WEEKDAYS

DAY_MS = 24 * HOUR_MS


def at_adjusted_hours(
    tours: Tours, people: Seats, who: npt.NDArray[np.bool_], hours: AdjustedHours, calendar: Calendar, reason: int
) -> tuple[Tours, npt.NDArray[np.void]]:
    """Return the tours with those of ``who`` (seats,) at their hours, and what they do not work as LOST_TOUR records.

    On the weekdays named a tour begins at the hours' start and lasts as long as they say, at most as long as the roster has it;
    on others it is a rest day.  What is lost lies at the beginning of the roster's tour; one under way at t = 0 stays as it is.
    """
    mine = who[tours.seat] & (tours.date_index >= 0)
    if not mine.any():
        return tours, np.zeros(0, dtype=LOST_TOUR)
    length = tours.end_ms - tours.start_ms
    weekday = (calendar.first_date.weekday() + tours.date_index.astype(np.int64)) % 7
    works = np.array([day in hours.weekdays for day in WEEKDAYS])[weekday]
    worked_ms = np.where(works, np.minimum(round(hours.hours * HOUR_MS), length), 0)
    begin = calendar.instants(tours.date_index.astype(np.int64) * DAY_MS + clock_ms(hours.start))
    lost = np.zeros(int(mine.sum()), dtype=LOST_TOUR)
    lost["start"], lost["end"] = tours.start_ms[mine], (tours.end_ms - worked_ms)[mine]
    lost["team"], lost["area"], lost["reason"] = people.team[tours.seat[mine]], people.area[tours.seat[mine]], reason
    start, end = np.where(mine, begin, tours.start_ms), np.where(mine, begin + worked_ms, tours.end_ms)
    kept = np.flatnonzero(~mine | works)
    order = kept[np.lexsort((tours.seat[kept], start[kept]))]
    moved = replace(
        tours, seat=tours.seat[order], start_ms=start[order], end_ms=end[order], date_index=tours.date_index[order],
        shift=tours.shift[order], night=(tours.night & ~mine)[order], number=tours.number[order],
    )  # fmt: skip
    return moved, lost[lost["end"] > lost["start"]]
