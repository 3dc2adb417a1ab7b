"""Is a scenario stable? A force that cannot keep up has no mean wait to report: the longer it runs, the worse it gets.

The rule looks at the mean number of incidents waiting in the first and in the second half of the measured period, within
each replication. In a stable force the two differ by chance and season. In an overloaded one the backlog grows by the
incidents that come in and are never answered, so its growth is held against what came in: a measure that does not depend on
how long the warm-up was. Near the tipping point some replications run away and others do not, so that share is shown too.

Officers go to the highest grade first, so a force that cannot keep up may serve its urgent incidents as ever while the
lowest grade waits without end. Each grade is therefore judged by its own backlog as well: a grade that runs away has no
mean wait, the others have theirs, and nothing that counts all grades together has a mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from sim.experiments.statistics import Floats, mean_interval

FIRST_HALF, SECOND_HALF, GROWTH_SHARE = "backlog_first_half", "backlog_second_half", "backlog_growth_share"
GRADE = "grade="  # how the group of a grade begins
QUEUE = "queue"  # how the measures of every queue by itself begin
GROWTH_OF_INFLOW = 0.02
"""A replication ran away when its backlog grew by more than this share of the incidents that came in meanwhile ..."""
GROWTH_INCIDENTS = 2.0
"""... and by this many incidents: below that, a ratio of two small numbers means nothing."""
MAJORITY = 0.5
FEWEST_TO_AGREE = 3
LEVEL = 0.90  # two-sided, so growth is required to be above zero at 95 % one-sided


@dataclass(frozen=True)
class Stability:
    """`verdict` on a backlog and the share of replications (0 to 1) in which it ran away; NaN when unknown.

    Of a scenario: in which the backlog of all grades, or of one, did.
    """

    verdict: Literal["stable", "unstable", "unknown"]
    ran_away_share: float


@dataclass(frozen=True)
class Judged:
    """The verdict on a scenario as a whole, and the groups (``grade=...``) whose own backlog runs away."""

    whole: Stability
    unstable_grades: tuple[str, ...]


def judge(measures: Mapping[tuple[str, str], npt.NDArray[np.float64]], replications: int) -> Judged:
    """Judge a scenario and each of its grades by the backlogs among ``measures``: (metric, group) -> (replications,).

    A grade that runs away makes the whole unstable. Where only the sum grows fast enough to tell, no grade is trusted.
    """
    absent = np.full(replications, np.nan)

    def backlog_of(group: str) -> tuple[Floats, ...]:
        return tuple(measures.get((name, group), absent) for name in (FIRST_HALF, SECOND_HALF, GROWTH_SHARE))

    whole = stability(*backlog_of(""))
    if whole.verdict == "unknown":
        return Judged(whole, ())
    grades = [group for name, group in measures if name == FIRST_HALF and group.startswith(GRADE)]
    unstable = tuple(group for group in grades if stability(*backlog_of(group)).verdict == "unstable")
    known = ~np.isnan(np.array(backlog_of(""))).any(axis=0)
    away: npt.NDArray[np.bool_] = np.any([_ran_away(*backlog_of(group)) for group in ("", *grades)], axis=0)
    share = float(np.mean(away[known]))
    if whole.verdict == "unstable" and not unstable:
        unstable = tuple(grades)
    return Judged(Stability("unstable" if unstable else whole.verdict, share), unstable)


@dataclass(frozen=True)
class Growing:
    """A queue that runs away: its group's name, in what share of replications (0 to 1), and of these in the middle case by how
    many it grows in a week and on which day of the period it was last as short as in the beginning.
    """

    queue: str
    ran_away_share: float
    per_week: float
    since_day: float


def growing_queues(measures: Mapping[tuple[str, str], npt.NDArray[np.float64]], replications: int) -> tuple[Growing, ...]:
    """Return the queues of a scenario that run away, the fastest growing first; ``measures`` as for `judge`."""
    absent = np.full(replications, np.nan)
    found = []
    for name, group in measures:
        if name != f"{QUEUE}_first_half":
            continue
        first, second, growth, week, since = (
            measures.get((f"{QUEUE}_{which}", group), absent)
            for which in ("first_half", "second_half", "growth_share", "growth_week", "short_until_day")
        )
        if stability(first, second, growth).verdict == "unstable":
            away = _ran_away(first, second, growth)
            found.append(
                Growing(group, float(away.mean()), float(np.nanmedian(week[away])), float(np.nanmedian(since[away])))
            )
    return tuple(sorted(found, key=lambda each: (-each.per_week, each.queue)))


def _ran_away(first: Floats, second: Floats, growth: Floats) -> npt.NDArray[np.bool_]:
    """Which replications ran away; one without a value did not."""
    return (growth > GROWTH_OF_INFLOW) & (second > first + GROWTH_INCIDENTS)


def stability(first_half: npt.ArrayLike, second_half: npt.ArrayLike, growth_share: npt.ArrayLike) -> Stability:
    """Judge a scenario by its backlog, shapes (replications,), NaN = missing: incidents waiting in both halves of the
    period, and their growth as a share of the incidents that came in meanwhile.

    Unstable: at least half of the replications ran away and the mean growth is above zero (95 %, one-sided), or all of at least
    three did: of few runs that differ much the mean is never clear. Unknown: fewer than two replications have all three.
    """
    first, second = np.asarray(first_half, dtype=np.float64), np.asarray(second_half, dtype=np.float64)
    growth = np.asarray(growth_share, dtype=np.float64)
    known = ~(np.isnan(first) | np.isnan(second) | np.isnan(growth))
    if known.sum() < 2:
        return Stability("unknown", float("nan"))
    before, after = first[known], second[known]
    ran_away = _ran_away(before, after, growth[known])
    grows = mean_interval(after - before, LEVEL).low > 0
    share = float(ran_away.mean())
    grows |= share == 1 and known.sum() >= FEWEST_TO_AGREE
    return Stability("unstable" if grows and share >= MAJORITY else "stable", share)
