"""What the engines are told of the people of the control room: parameters, how many are employed, how the study finds them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.control_room import N_ROOM
from kernels.front_door import N_POOLS
from kernels.front_door_records import ROOM

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RoomPlan:
    """By default off: those planned are there.

    ``par`` (N_ROOM,) of ``kernels.control_room``, none when off; ``sickness`` of ``kernels.sickness``; ``employed`` (N_POOLS,);
    ``back_day`` (all employed, pool after pool): the first day (since 1970-01-01) back from a spell that began before the study.
    """

    par: Floats = field(default_factory=lambda: np.zeros(0))
    sickness: Floats = field(default_factory=lambda: np.zeros(0))
    employed: Ints = field(default_factory=lambda: np.zeros(N_POOLS, dtype=np.int64))
    back_day: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    key: np.uint64 = np.uint64(0)
    first_day: int = 0

    def __post_init__(self) -> None:
        assert self.par.size in (0, N_ROOM)

    @property
    def on(self) -> bool:
        """Whether anybody there falls sick."""
        return self.par.size > 0

    def rooms(self) -> npt.NDArray[np.void]:
        """Return a ROOM record for each pool as the study begins, none when off."""
        out = np.zeros(N_POOLS if self.on else 0, dtype=ROOM)
        first = 0
        for pool in range(out.size):
            out["employed"][pool], out["first"][pool] = self.employed[pool], first
            last = first + int(self.employed[pool])
            out["well"][pool] = int((self.back_day[first:last] < self.first_day).sum())
            first = last
        return out
