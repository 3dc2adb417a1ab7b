"""What the pages hold of a scenario: its settings, and a measure's mean and difference from the baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.experiments.stability import GRADE


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over replications with its interval, in stored units; ends are NaN where one run allows no interval."""

    mean: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A paired difference from the baseline as the experiments floor stored it, in stored units."""

    difference: float
    low: float
    high: float
    n: int
    correlation: float
    family_size: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Option:
    """One scenario of the study.

    Per swept axis, `codes` holds the stored setting and `settings` its words. `ran_away` is the share of replications
    (0 to 1) whose backlog grew without end, NaN when unknown; `unstable_grades` the grades (as groups) whose own did.
    """

    id: str
    label: str
    baseline: bool
    codes: Mapping[str, str]
    settings: Mapping[str, str]
    stable: bool
    ran_away: float
    unstable_grades: frozenset[str] = frozenset()

    def has_mean(self, group: str) -> bool:
        """Whether a measure of this group has a mean: a grade by its own queue, all else by those of the whole scenario."""
        if self.unstable_grades and group.startswith(GRADE):
            return group not in self.unstable_grades
        return self.stable
