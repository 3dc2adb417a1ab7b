"""What pools of specials, PCSOs and volunteers come to in one replication: plain arrays, the same for both engines."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class PoolPlan:
    """Their seats stand behind those of the response officers and before those of mutual aid's guests."""

    names: tuple[str, ...] = ()
    heads: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # (pools,)
    # Who may attend, (grades, types): bit 0 the officers, bit k the k-th pool.
    attends: Ints = field(default_factory=lambda: np.ones((0, 0), dtype=np.int64))

    @property
    def on(self) -> bool:
        """Whether there is anybody in a pool."""
        return self.n_seats > 0

    @property
    def n_seats(self) -> int:
        """Heads of all pools."""
        return int(self.heads.sum())
