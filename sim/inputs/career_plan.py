"""What the engines are told of careers: parameters, hazards by service, intakes, and how the study finds every post."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels import careers

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class CareerPlan:
    """By default off: nobody leaves and nobody joins.

    ``par``, ``bands``: parameters and hazards of ``kernels.careers``, none when off. ``intake`` (nights, 2): how many may join
    that morning, and its row of ``budget`` (years,), how many joiners a budget year pays for. ``start`` (own seats, N_CAREER):
    every post on the eve of the study.
    """

    par: Floats = field(default_factory=lambda: np.zeros(0))
    bands: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    intake: Ints = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    budget: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    start: Ints = field(default_factory=lambda: np.zeros((0, careers.N_CAREER), dtype=np.int64))
    key: np.uint64 = np.uint64(0)

    @property
    def on(self) -> bool:
        """Whether people leave and join."""
        return self.par.size > 0

    def blank_days(self) -> Ints:
        """Return the rows of every morning before anything happened, (nights, N_DAILY)."""
        return np.zeros((len(self.intake), careers.N_DAILY), dtype=np.int64)
