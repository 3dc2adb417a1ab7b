"""What the reckoning of exposures is told beforehand: windows of 28 days, tours an area needs, leave refused."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.exposures import WINDOW_DAYS
from kernels.records import EXPOSURE_RULES

Ints = npt.NDArray[np.int64]


def _none() -> Ints:
    return np.zeros((0, 0), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class ExposurePlan:
    """By default nothing is kept, nobody is ever short and no leave is refused.

    A night closes the day that ended with it. ``windows`` (nights,): in which 28 days of the measured time the day lies, -1 none.
    ``needed`` (areas, nights): tours that are to end there that day for the area not to be short. ``refused`` (own seats,
    nights): requests for leave that were refused. ``rules`` (1,) EXPOSURE_RULES: what is reckoned where it is switched on.
    ``outside`` (own seats, blocks): life outside work in each 28 days, see ``kernels.exposures.OUTSIDE``; ``outside_block``
    (nights,): which 28 days each day that is closed lies in. ``complaints`` (own seats,): the first day (since 1970-01-01) on
    which no complaint from before the study is open, 0 none was.
    """

    windows: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    needed: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))
    refused: Ints = field(default_factory=_none)
    rules: npt.NDArray[np.void] = field(default_factory=lambda: np.zeros(1, dtype=EXPOSURE_RULES))
    outside: Ints = field(default_factory=_none)
    outside_block: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    complaints: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def n_windows(self) -> int:
        """How many windows of 28 days there are, the last of them perhaps in part."""
        return int(self.windows.max(initial=-1)) + 1

    @property
    def n_whole(self) -> int:
        """How many of them are whole; the last day's night lies behind the horizon, so that its window never is."""
        return int((np.bincount(self.windows[self.windows >= 0]) == WINDOW_DAYS).sum())

    def window_of(self, night: int) -> int:
        """Return the window a day belongs to, -1 none."""
        return int(self.windows[night]) if night < self.windows.size else -1

    def tours_needed(self, area: int, night: int) -> float:
        """Return the tours an area needs on a day, 0 where nobody said."""
        return float(self.needed[area, night]) if night < self.needed.shape[1] else 0.0

    def leave_refused(self, seat: int, night: int) -> int:
        """Return the requests for leave refused to an officer for a day."""
        return int(self.refused[seat, night]) if night < self.refused.shape[1] else 0

    def life_outside(self, seat: int, night: int) -> int:
        """Return how hard an officer's life outside work is on a day, 0 where nobody said."""
        return int(self.outside[seat, self.outside_block[night]]) if self.outside.size else 0

    def complaint_to(self, n_seats: int) -> Ints:
        """Return for ``n_seats`` seats, guests and pools included, the first day without an open complaint."""
        out = np.zeros(n_seats, dtype=np.int64)
        out[: self.complaints.size] = self.complaints
        return out
