"""What the engines are told of interventions: a row for each lever, and which officers each reaches."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.levers import N_COLUMNS

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LeverPlan:
    """By default none is pulled.

    ``rows`` (N_ROWS, N_COLUMNS) of ``kernels.levers``, none when all are off. ``reached`` (own seats,): one bit for each row.
    """

    rows: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, N_COLUMNS)))
    reached: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def on(self) -> bool:
        """Whether any lever is pulled."""
        return self.rows.shape[0] > 0

    def reached_seats(self, n_seats: int) -> Ints:
        """Return which levers reach each of ``n_seats`` seats; guests and pools are reached by none."""
        out = np.zeros(n_seats, dtype=np.int64)
        out[: self.reached.size] = self.reached
        return out
