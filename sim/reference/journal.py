"""The reference's own journal of events, folded into the same kind of fingerprint as the compiled engine's."""

from __future__ import annotations

import numpy as np

from kernels.trajectory import fold_all
from sim.inputs.inputs import Ints
from sim.reference.moment import Moments

CHUNK = 1 << 16


class Journal:
    """Notes what happens, when it happens."""

    def __init__(self, moments: Moments, keep: bool) -> None:
        self._moments = moments
        self._keep = keep
        self._fresh: list[tuple[int, int, int, int]] = []
        self._kept: list[Ints] = []
        self._trajectory = np.uint64(0)
        self.n_events = 0

    def note(self, kind: int, a: int, b: int) -> None:
        """Record that ``kind`` happened now to ``a`` (and ``b``)."""
        self._fresh.append((self._moments.now, kind, a, b))
        self.n_events += 1
        if len(self._fresh) >= CHUNK:
            self._fold()

    def _fold(self) -> None:
        events = np.array(self._fresh, dtype=np.int64).reshape(-1, 4)
        self._trajectory = np.uint64(fold_all(self._trajectory, events))
        if self._keep:
            self._kept.append(events)
        self._fresh = []

    def close(self) -> tuple[int, Ints]:
        """Return the fingerprint and the log (n, 4), empty unless it was to be kept."""
        self._fold()
        log = np.concatenate(self._kept) if self._kept else np.zeros((0, 4), dtype=np.int64)
        return int(self._trajectory), log
