"""What mutual aid is given in one replication: plain numbers, the same for both engines."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.records import AID_RULES

NEVER_MS = np.int64(2**60)  # the planned start of a guest's tour: it begins when it is asked for


@dataclass(frozen=True)
class AidPlan:
    """Guests sit in the last ``n_guests`` seats and work the tours from ``first_tour`` on, ``n_guests`` for each request."""

    on: bool = False
    n_guests: int = 0
    first_tour: int = 0
    most_requests: int = 0
    reviews: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))  # ms, every full hour
    rules: npt.NDArray[np.void] = field(default_factory=lambda: np.zeros(1, dtype=AID_RULES))  # (1,) AID_RULES
