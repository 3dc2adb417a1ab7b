"""What the engines are told of work partners leave undone: how long it waits, what comes to the police, how asking grows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.displacement import resolved_elsewhere
from kernels.records import EXPECTATION, GAP_RULES, JOB_DONE

Records = npt.NDArray[np.void]
Floats = npt.NDArray[np.float64]


def still(gain: float = 0.0, most: float = 1.0, memory_days: float = 1.0) -> Records:
    """Return what is asked as a study begins (EXPECTATION, one): what the shares say, whatever was done before."""
    out = np.zeros(1, dtype=EXPECTATION)
    out["gain"], out["most"], out["memory_days"] = gain, most, memory_days
    out["level"] = out["before"] = 1.0
    out["reckoned"] = -1
    return out


@dataclass(frozen=True, eq=False)
class DisplacementPlan:
    """By default off.

    ``gaps`` (partners,) GAP_RULES, none when off; ``resolved`` (2, partners): of requests and of jobs that do not come to the
    police, the share resolved elsewhere; ``loop``: whether what is asked moves, beginning as ``expectation``.
    """

    gaps: Records = field(default_factory=lambda: np.zeros(0, dtype=GAP_RULES))
    resolved: Floats = field(default_factory=lambda: np.zeros((2, 0)))
    loop: bool = False
    expectation: Records = field(default_factory=still)

    @property
    def on(self) -> bool:
        """Whether anything a partner leaves undone is kept account of."""
        return self.gaps.size > 0

    def jobs(self, n: int) -> Records:
        """Return a JOB_DONE record for each of ``n`` jobs of partners' own before anything happened."""
        out = np.zeros(n, dtype=JOB_DONE)
        out["taken"] = out["left"] = -1
        return out

    def levels(self, nights: int) -> Floats:
        """Return the level after each of so many bookkeepings before any was reckoned, none where it does not move."""
        return np.ones(nights if self.loop else 0)

    def chance(self, of: str, partner: npt.NDArray[np.int64], level: Floats | float = 1.0) -> Floats:
        """Return the chance ("of_requests" or "of_jobs") that what ``partner`` left undone comes to the police."""
        return np.asarray(self.gaps[of][partner] * level)

    def is_resolved(
        self, row: int, keys: npt.NDArray[np.uint64], partner: npt.NDArray[np.int64]
    ) -> npt.NDArray[np.bool_]:
        """Return which requests (``row`` 0) or jobs (1) left undone are resolved elsewhere and not lost, if not displaced."""
        return resolved_elsewhere(keys, self.resolved[row][partner]) == 1
