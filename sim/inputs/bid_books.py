"""What became of extra tours that were offered: plain arrays for the measures; the engines see only the tours."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

# An area's extra tours on one date: index of the date, how many were offered, opted into and mandated; the rest stayed open.
OFFER = np.dtype(
    [("date", np.int32), ("area", np.int16), ("posts", np.int16), ("opted", np.int16), ("mandated", np.int16)], align=True
)
# An extra tour that somebody works: index of its date and of the date of the tour given for it.
MOVED = np.dtype([("seat", np.int32), ("date", np.int32), ("instead_of", np.int32), ("mandated", np.int8)], align=True)


@dataclass(frozen=True)
class BidBooks:
    """All offers of the plan and the tours moved, both in order of (date, area)."""

    offers: npt.NDArray[np.void] = field(default_factory=lambda: np.zeros(0, dtype=OFFER))
    moved: npt.NDArray[np.void] = field(default_factory=lambda: np.zeros(0, dtype=MOVED))
