"""A roster's table as one line a team or seat: what each date holds, as arrays that rules can look along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.planner.rosters.form import WORKED
from sim.planner.rosters.rules import Night
from sim.planner.rosters.table import RosterTable

if TYPE_CHECKING:
    import pandas as pd

MISSING, WORK, REST, AWAY = 0, 1, 2, 3  # what a date holds; AWAY is leave or another absence


@dataclass(frozen=True, eq=False)
class Line:
    """One team or seat (0: the whole team). All arrays have shape (days,), dates from the first of the table on.

    ``minutes`` are the hours on the clock of the tour that begins that date, in minutes: a roster says what the clock
    says, and nobody draws one for the night clocks change. ``begin``, ``end`` are elapsed ms, so rest is real rest.
    """

    team: str
    seat: int
    what: np.ndarray  # int8: MISSING, WORK, REST, AWAY
    minutes: np.ndarray  # int64, 0 where not worked
    start: np.ndarray  # int64 minutes after midnight, -1 where not worked
    begin: np.ndarray  # int64 elapsed ms, -1
    end: np.ndarray  # int64 elapsed ms, -1
    night: np.ndarray  # bool: the tour counts as a night

    @cached_property
    def worked(self) -> np.ndarray:
        """Days on which a tour begins, in order."""
        return np.flatnonzero(self.what == WORK)


def lines_of(table: RosterTable, night: Night) -> Iterator[Line]:
    """The lines of a table, team by team."""
    rows = table.rows
    begin, end = table.instants("start"), table.instants("end")
    nights = night_tours(rows["start"].to_numpy("int64"), rows["end"].to_numpy("int64"), night)
    what = _what(rows)
    length = (rows["end"] - rows["start"]).to_numpy("int64")
    start, day = rows["start"].to_numpy("int64"), rows["day"].to_numpy("int64")
    held = rows.groupby(["team", "seat"], sort=False).ngroup().to_numpy("int64")
    teams, seats = rows["team"].tolist(), rows["seat"].tolist()
    for number in range(int(held.max(initial=-1)) + 1):
        places = np.flatnonzero(held == number)

        def spread(values: np.ndarray, empty: int, places: np.ndarray = places) -> np.ndarray:
            whole = np.full(table.days, empty, values.dtype)
            whole[day[places]] = values[places]
            return whole

        yield Line(
            str(teams[places[0]]),
            int(seats[places[0]]),
            spread(what, MISSING),
            spread(length, 0),
            spread(start, -1),
            spread(begin, -1),
            spread(end, -1),
            spread(nights, False),
        )


def _what(rows: pd.DataFrame) -> np.ndarray:
    worked = rows["kind"].isin(WORKED).to_numpy()
    return np.select([worked, (rows["kind"] == "rest").to_numpy()], [WORK, REST], AWAY).astype(np.int8)


def night_tours(start: np.ndarray, end: np.ndarray, night: Night) -> np.ndarray:
    """Which tours, in minutes after the midnight of their date, have at least ``night.hours`` inside the night period."""
    low, high = night.period
    inside = np.zeros(len(start), np.int64)
    for shift in (-1440, 0, 1440):
        inside += np.maximum(np.minimum(end, high + shift) - np.maximum(start, low + shift), 0)
    return (inside >= round(60 * night.hours)) & (start >= 0)


def runs(flags: np.ndarray) -> list[tuple[int, int]]:
    """First and last place of each stretch of true values."""
    edges = np.diff(np.concatenate(([0], flags.astype(np.int8), [0])))
    return list(zip(np.flatnonzero(edges == 1).tolist(), (np.flatnonzero(edges == -1) - 1).tolist(), strict=True))
