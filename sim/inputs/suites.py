"""Where the custody suites stand among the services that have a queue."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Suites:
    """``of_area``: (areas,) the row, among the partners, of the suite to which an area's arrests go; empty without custody."""

    of_area: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    first: int = 0  # row of the first suite
    names: tuple[str, ...] = ()

    @property
    def on(self) -> bool:
        """Whether anybody is taken to custody."""
        return bool(self.names)
