"""What officers did hour by hour: the time of rostered tours by status."""

from __future__ import annotations

import numpy as np

from kernels.clock import HOUR_MS
from kernels.kinds import N_STATUS
from sim.inputs.inputs import Ints


class DutyHours:
    """A page for every hour since the study began, a line for every status; officer-milliseconds."""

    def __init__(self, horizon_ms: int) -> None:
        self._pages = [[0] * N_STATUS for _ in range(-(-horizon_ms // HOUR_MS))]

    def book(self, status: int, begun: int, ended: int) -> None:
        """Enter the time of one officer in one status, hour by hour."""
        while begun < ended:
            hour, spent = divmod(begun, HOUR_MS)
            left = min(HOUR_MS - spent, ended - begun)
            self._pages[hour][status] += left
            begun += left

    def forget(self) -> None:
        """Begin anew: the warm-up is over."""
        self._pages = [[0] * N_STATUS for _ in self._pages]

    def close(self) -> Ints:
        """Return the books, (hours, N_STATUS)."""
        return np.array(self._pages, dtype=np.int64).reshape(-1, N_STATUS)
