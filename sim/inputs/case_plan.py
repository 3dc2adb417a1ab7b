"""What casework is given in one replication: plain arrays, the same for both engines."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from kernels.casework_records import CASE_RULES, CRIME, CRIME_PRACTICE, TEAM, WORK_DAY

Records = npt.NDArray[np.void]


def _none(dtype: np.dtype[np.void], n: int = 0) -> Records:
    return np.zeros(n, dtype=dtype)


@dataclass(frozen=True)
class CasePlan:
    """Crimes and those who investigate them; nothing when casework is off.  Laid out as in ``kernels.casework_records``."""

    on: bool = False
    crimes: Records = field(default_factory=lambda: _none(CRIME))  # (incidents,) CRIME
    teams: Records = field(default_factory=lambda: _none(TEAM))  # (teams,) TEAM
    days: Records = field(default_factory=lambda: _none(WORK_DAY))  # (n,) WORK_DAY in order of (at, team)
    rules: Records = field(default_factory=lambda: _none(CASE_RULES, 1))  # (1,) CASE_RULES

    @property
    def n_investigators(self) -> int:
        """Number of investigators of all teams."""
        return int(self.teams["investigators"].sum())


def blank_crimes(n: int) -> Records:
    """Return ``n`` CRIME_PRACTICE records of crimes that were not left yet."""
    out = np.zeros(n, dtype=CRIME_PRACTICE)
    for name in ("opened", "taken", "closed", "touched", "holder", "queue"):
        out[name] = -1
    return out
