"""Is a scenario stable? A force that cannot keep up has no mean wait to report: the longer it runs, the worse it gets.

The rule looks at the mean number of incidents waiting in the first and in the second half of the measured period, within
each replication. In a stable force the two differ by chance and season. In an overloaded one the backlog grows by the
incidents that come in and are never answered, so its growth is held against what came in: a measure that does not depend on
how long the warm-up was. Near the tipping point some replications run away and others do not, so that share is shown too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from sim.experiments.statistics import mean_interval

FIRST_HALF, SECOND_HALF, GROWTH_SHARE = "backlog_first_half", "backlog_second_half", "backlog_growth_share"
GROWTH_OF_INFLOW = 0.02
"""A replication ran away when its backlog grew by more than this share of the incidents that came in meanwhile ..."""
GROWTH_INCIDENTS = 2.0
"""... and by this many incidents: below that, a ratio of two small numbers means nothing."""
MAJORITY = 0.5
LEVEL = 0.90  # two-sided, so growth is required to be above zero at 95 % one-sided


@dataclass(frozen=True)
class Stability:
    """`verdict` on a scenario and the share of its replications (0 to 1) whose backlog ran away; NaN when unknown."""

    verdict: Literal["stable", "unstable", "unknown"]
    ran_away_share: float


def stability(first_half: npt.ArrayLike, second_half: npt.ArrayLike, growth_share: npt.ArrayLike) -> Stability:
    """Judge a scenario by its backlog, shapes (replications,), NaN = missing: incidents waiting in both halves of the
    period, and their growth as a share of the incidents that came in meanwhile.

    Unstable: at least half of the replications ran away and the mean growth is above zero (95 %, one-sided). Unknown:
    fewer than two replications have all three.
    """
    first, second = np.asarray(first_half, dtype=np.float64), np.asarray(second_half, dtype=np.float64)
    growth = np.asarray(growth_share, dtype=np.float64)
    known = ~(np.isnan(first) | np.isnan(second) | np.isnan(growth))
    if known.sum() < 2:
        return Stability("unknown", float("nan"))
    before, after = first[known], second[known]
    ran_away = (growth[known] > GROWTH_OF_INFLOW) & (after > before + GROWTH_INCIDENTS)
    grows = mean_interval(after - before, LEVEL).low > 0
    share = float(ran_away.mean())
    return Stability("unstable" if grows and share >= MAJORITY else "stable", share)
