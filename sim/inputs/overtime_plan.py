"""What overtime and rest are given in one replication: plain arrays, the same for both engines."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.records import OVERTIME_RULES

Ints = npt.NDArray[np.int64]
CONSTABLE, SERGEANT, INSPECTOR = range(3)


@dataclass(frozen=True)
class OvertimePlan:
    """Tables have a row for each of the force's own seats and a column for each local date, the eve of the study first.

    Recalls work the tours from ``first_recall`` on, ``most`` for each team that musters.
    """

    rules: npt.NDArray[np.void] = field(default_factory=lambda: np.zeros(1, dtype=OVERTIME_RULES))  # (1,)
    work_ms: Ints = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int64))  # working time, as `kernels.rest` keeps it
    in_lieu: npt.NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), dtype=np.int8))  # 1: overtime is time off
    opted_out: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # (officers,) 1: not bound by the average week
    owed_ms: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # (officers,) rest days owed to begin with
    next_tour: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # (officers,) row of the first tour, -1 none
    first_recall: int = 0
    n_recalls: int = 0
    rank: npt.NDArray[np.int8] = field(default_factory=lambda: np.zeros(0, dtype=np.int8))  # (seats,); for the measures only

    @property
    def on(self) -> bool:
        """Whether anybody is called in or has time off."""
        return bool(self.rules["on"][0])

    @property
    def recall(self) -> bool:
        """Whether gaps are filled by recall."""
        return bool(self.rules["recall"][0])
