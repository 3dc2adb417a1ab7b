"""Tours seen as teams: who begins and ends together in an area, in what order, by the roster and in the tables of rest."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from kernels.kinds import LEAVE
from kernels.rest import NOT_COUNTED
from sim.inputs.inputs import Ints, Records


class Named(Protocol):
    """Columns by name: TOUR records, or their columns."""

    def __getitem__(self, name: str, /) -> Ints:
        """Return one of them."""


def first_of_teams(tours: Records) -> Ints:
    """Return the first row of every team that begins in an area."""
    if not tours.size:
        return np.zeros(0, dtype=np.int64)
    changes = np.zeros(tours.size, dtype=np.bool_)
    changes[0] = True
    for name in ("start", "team", "area", "end"):
        changes[1:] |= tours[name][1:] != tours[name][:-1]
    return np.flatnonzero(changes)


def in_order(tours: Records) -> Records:
    """Return tours in the order of the inputs: start, team, area, end, seat."""
    return tours[np.lexsort((tours["seat"], tours["end"], tours["area"], tours["team"], tours["start"]))]


def rostered(tours: Named | Records) -> tuple[Ints, Ints]:
    """Return when every tour begins and ends by the roster, (tours,) ms each: without what officers were told beforehand."""
    return tours["start"] + tours["told_before"], tours["end"] - tours["told_after"]


def work_table(tours: Records, n_seats: int, n_days: int) -> Ints:
    """Return the working time planned, (seats, days) ms, as `kernels.rest` keeps it."""
    out = np.zeros((n_seats, n_days), dtype=np.int64)
    np.add.at(out, (tours["seat"], tours["day"]), tours["end"] - tours["start"])
    away = tours["absent"] == LEAVE
    out[tours["seat"][away], tours["day"][away]] = NOT_COUNTED
    return out
