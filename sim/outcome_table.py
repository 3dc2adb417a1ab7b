"""The table one replication leaves behind: plain columns, so that no data frame is needed to make, send or store it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class ReplicationTable:
    """Measures of one replication, one row each; every column has the same length.

    `metric` and `group` are text (group "" is the whole force); `hour_of_week` is int16, 0 to 167 with Monday 00h = 0
    and -1 for the whole period; `value` and `denominator` are float64, NaN meaning "cannot be given" (nothing to
    divide by). `check` holds what was verified after the run, such as conservation of incidents and of officers'
    time: a value of False, or a list of faults in words that is not empty, means that the books do not balance and
    the replication must not be used.
    """

    metric: Sequence[str] | npt.NDArray[np.str_]
    group: Sequence[str] | npt.NDArray[np.str_]
    hour_of_week: npt.NDArray[np.int16]
    value: npt.NDArray[np.float64]
    denominator: npt.NDArray[np.float64]
    check: Mapping[str, Any] = field(default_factory=dict)
