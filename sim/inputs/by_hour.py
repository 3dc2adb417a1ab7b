"""Officers by the hour of the week, without a pattern of tours: what is tried when the minimum strength is looked for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kernels.clock import DAY_MS
from sim.calendar import Calendar
from sim.inputs.answering import crew_sizes
from sim.inputs.rosters import Tours
from sim.scenario import Scenario

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def hourly_tours(scenario: Scenario, area: npt.NDArray[np.integer], calendar: Calendar) -> Tours:
    """Return tours that have ``roster.strength`` officers of every area on duty in each hour of the week.

    ``area`` (n_seats,) is each seat's area.  The seats of an area are filled in their order, so that most tours are long ones;
    where there are fewer than are asked for, all of them are on duty.  Crews are formed when tours begin, so hours of single
    and of double crewing are filled from seats of their own: those of the single hours stand first.  An area without a table
    has all its officers on duty all the time.  A tour that reaches the horizon goes on beyond it, as those of a roster do.
    """
    parts = [_tours_of(seats, needed, calendar) for seats, needed in _fillings(scenario, area, calendar)]
    seat, start, end = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((seat, start))
    start, n = start[order], order.size
    return Tours(
        seat=seat[order].astype(np.int32), start_ms=start, end_ms=end[order],
        date_index=(np.searchsorted(calendar.date_start_ms, start, side="right") - 1).astype(np.int32),
        shift=np.zeros(n, np.int8), night=np.zeros(n, np.bool_), number=np.zeros(n, np.int64), letters=(),
    )


def _fillings(scenario: Scenario, area: npt.NDArray[np.integer], calendar: Calendar) -> list[tuple[Ints, Floats]]:
    """Return seats and the officers asked of them in each elapsed hour, for every area and size of crew."""
    out = []
    wall = calendar.wall_ms(calendar.hour_start_ms)
    for index, name in enumerate(scenario.force.areas):
        seats = np.flatnonzero(area == index)
        if name not in scenario.roster.strength:
            out.append((seats, np.full(wall.size, np.inf)))
            continue
        asked = np.array(scenario.roster.strength[name], dtype=np.float64).reshape(-1)[calendar.hour_of_week]
        size = crew_sizes(scenario, np.full(wall.size, index, dtype=np.int64), wall)
        used = 0
        for crew in np.unique(size):
            needed = np.where(size == crew, asked, 0.0)
            most = int(np.ceil(needed.max()))
            out.append((seats[used : used + most], needed))
            used += most
    return out


def _tours_of(seats: Ints, needed: Floats, calendar: Calendar) -> tuple[Ints, Ints, Ints]:
    """Return seat, start and end of tours: seat k is on duty while more than k officers are asked for."""
    on = needed[None, :] > np.arange(seats.size)[:, None]
    edges = np.diff(np.pad(on.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rank, first = np.nonzero(edges == 1)
    _, behind = np.nonzero(edges == -1)
    ends = np.append(calendar.hour_start_ms, calendar.horizon_ms + DAY_MS).astype(np.int64)
    return seats[rank], calendar.hour_start_ms[first].astype(np.int64), ends[behind]
