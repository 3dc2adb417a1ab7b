"""Planned absence: the tours a seat is rostered for but spends on leave, in training, or at court."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kernels.abstraction import planned_kinds
from kernels.draw import STREAM_ABSTRACTION, stream_key
from sim.calendar import Calendar
from sim.inputs.rosters import Tours
from sim.inputs.workforce import Seats
from sim.scenario import Abstraction


def planned_absence(
    tours: Tours, seats: Seats, abstraction: Abstraction, calendar: Calendar, seed: int, replication: int
) -> npt.NDArray[np.int8]:
    """Return the planned absence of each tour, (n_tours,) int8: 0 none, 1 leave, 2 training, 3 court or other.

    ``tours.seat`` are rows of ``seats``.  Leave takes a seat's whole Monday-to-Sunday week, the others single dates.
    Draws are keyed by establishment number and absolute date: a longer warm-up, another start or a staffing cut changes
    none of them, and a larger share keeps all absences of a smaller one.  Raises ``ValueError`` for a roster that is
    always on, which has no tours to be absent from.
    """
    kind = np.zeros(len(tours), dtype=np.int8)
    if not abstraction.on:
        return kind
    if not tours.letters:
        raise ValueError("a roster that is always on has no tours to be absent from; choose abstraction=none")
    planned_kinds(
        np.uint64(stream_key(seed, replication, STREAM_ABSTRACTION)),
        seats.id[tours.seat].astype(np.int64),
        tours.date_index.astype(np.int64) + calendar.first_day_number,
        float(abstraction.leave_weeks_share), float(abstraction.training_share), float(abstraction.court_share), kind,
    )
    return kind
