"""The search for the minimum strength: the load that unlimited officers would carry, and the least spare strength above it.

Officers who are always free show the load: the officers busy in each hour of the week, its mean m and standard deviation s, work
carried over from the hours before and incidents that need several officers included.  A strength of m + b s with one b for all
hours of an area keeps the chance of waiting about even through the week (Jennings, Mandelbaum, Massey and Whitt 1996,
*Management Science* 42:1383); b is the least at which every grade is reached in time as often as it is to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from kernels.crewing import crew_size
from sim.calendar import clock_ms
from sim.inputs.answering import CREWING
from sim.measures.window import HOURS_OF_WEEK
from sim.planner.strength.trial import Floats, Ints, Tried, play_trials, trial_of
from sim.scenario import Scenario

LEAST, MOST = -1.0, 6.0  # of b
STEPS = 7  # halvings of that range: b to within 0.06
AMPLE = 3.0  # unlimited officers: so many times the load ...
SPARE = 30  # ... and so many more


@dataclass(frozen=True, eq=False)
class Found:
    """The minimum strength of a scenario, by area and hour of the week."""

    officers: Ints  # (areas, 168)
    spare: Floats  # (areas,) the b of each area; NaN where not even the most is enough
    reached: Floats  # (areas, grades) share reached in time with it
    ceiling: Floats  # (areas, grades) the same with unlimited officers
    unlimited: Tried


def find_strength(scenario: Scenario, replications: Sequence[int], told: Callable[[float], None]) -> Found:
    """Return the fewest officers by area and hour of the week with which each grade meets its aim.

    A grade's aim is that of ``force.grades``, as a share of what unlimited officers reach in time: no number of officers makes
    the drive shorter.  Areas are searched at the same time, in the same trials.
    """
    unlimited = _unlimited(scenario, replications, told)
    mean, variance = unlimited.busy
    deviation, crews = np.sqrt(np.maximum(variance, 0.0)), crew_sizes_by_hour(scenario)
    ceiling = unlimited.in_time
    wanted = ceiling * np.array([grade.aim for grade in scenario.force.grades.values()])
    low, high = np.full(mean.shape[0], LEAST), np.full(mean.shape[0], MOST)
    best: tuple[Ints, Floats] | None = None
    for step in range(STEPS + 1):
        spare = high if step == 0 else (low + high) / 2
        officers = strength_at(spare, mean, deviation, crews)
        reached = play_trials(trial_of(scenario, officers), replications, told).in_time
        enough = (np.isnan(wanted) | (reached >= wanted)).all(axis=1)
        if step == 0:
            best = officers, reached
            possible = enough
            continue
        assert best is not None
        high, low = np.where(enough, spare, high), np.where(enough, low, spare)
        better = enough[:, None]
        best = np.where(better, officers, best[0]), np.where(better, reached, best[1])
    assert best is not None
    return Found(best[0], np.where(possible, high, np.nan), best[1], ceiling, unlimited)


def strength_at(spare: Floats, mean: Floats, deviation: Floats, crews: Ints) -> Ints:
    """Return whole crews enough for ``mean`` + ``spare`` x ``deviation``; (areas, 168), one crew at least."""
    wanted = mean + spare[:, None] * deviation
    return np.maximum(1, np.ceil(wanted / crews - 1e-9)).astype(np.int64) * crews


def crew_sizes_by_hour(scenario: Scenario) -> Ints:
    """Return the officers in a crew that is formed in each hour of the week, (areas, 168)."""
    crewing = scenario.crewing
    begin, end = clock_ms(crewing.night_from) / 3_600_000, clock_ms(crewing.night_to) / 3_600_000
    day = [[crew_size(CREWING[crewing.by_area.get(name, crewing.policy)], float(hour), begin, end) for hour in range(24)]
           for name in scenario.force.areas]
    return np.tile(np.array(day, dtype=np.int64), (1, HOURS_OF_WEEK // 24))


def _unlimited(scenario: Scenario, replications: Sequence[int], told: Callable[[float], None]) -> Tried:
    """Play with so many officers that nobody waits; the number is found from what a first, generous guess is busy with."""
    force = scenario.force
    share = np.array([area.demand_share for area in force.areas.values()])
    guess = np.maximum(SPARE, np.ceil(AMPLE * force.officers * share / share.sum())).astype(np.int64)
    sizes = crew_sizes_by_hour(scenario)
    return play_trials(trial_of(scenario, guess[:, None] // sizes * sizes), replications, told)
