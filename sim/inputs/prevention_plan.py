"""What the engines are told of prevention: how it works in each area; see ``kernels.prevention``."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.prevention import N_PAR, N_STATE


@dataclass(frozen=True, eq=False)
class PreventionPlan:
    """By default nobody invests anything: ``par`` (areas, N_PAR), none when it is off."""

    par: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, N_PAR)))

    @property
    def on(self) -> bool:
        """Whether time is invested."""
        return self.par.shape[0] > 0

    def begins(self) -> npt.NDArray[np.float64]:
        """Return every area's state as the study begins: nothing was invested before."""
        return np.zeros((self.par.shape[0], N_STATE))
