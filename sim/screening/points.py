"""Points of the screened space as scenarios that the runner takes, composed only where they are run.

A screening has thousands of them. Each holds the scenario it is made of, shared, and what is moved; a worker composes it. Its
key in the store is that of the composed scenario, so a point is the same replication as if its settings had been typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from sim.outcome_table import ReplicationTable
from sim.scenario import Scenario
from sim.scenario.run import Run
from sim.screening.factors import Factor, moves_at_all, narrowed, values_at
from sim.screening.numbers import REFUSED, LeftOut, Path

CONFIGURED = 0
"""The number of the point at which nothing is moved."""
HALVINGS = 5


@dataclass(frozen=True)
class Moved:
    """A scenario with some of its settings moved. Stands in for a `Scenario` wherever the runner asks for one."""

    base: Scenario
    changes: tuple[tuple[Path, Any], ...]
    point: int

    def composed(self) -> Scenario:
        """The scenario itself. Raises ValidationError where its rules refuse the values."""
        return moved(self.base, dict(self.changes))

    def model_dump(self, mode: str = "json") -> dict[str, Any]:
        """The composed configuration as plain data."""
        return _composed(self).model_dump(mode=mode)

    def in_brief(self) -> dict[str, Any]:
        """What the manifest says of it: the values are in tables/points.parquet."""
        return {"title": self.base.title, "point": self.point}

    @property
    def run(self) -> Run:
        """As the scenario has it."""
        return self.base.run

    @property
    def engine(self) -> str:
        """As the scenario has it."""
        return self.base.engine


@dataclass(frozen=True)
class PointScenario:
    """One option of the study at one point, for the runner; ``option`` is the id of the study's scenario."""

    id: str
    label: str
    scenario: Moved
    option: str
    is_baseline: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=8)
def _composed(scenario: Moved) -> Scenario:
    return scenario.composed()


def simulate_moved(scenario: Moved, replication: int) -> ReplicationTable:
    """Run one replication of a point; for the runner's workers."""
    from sim.replication import simulate

    return simulate(_composed(scenario), replication)


def audit_moved(scenario: Moved, replication: int) -> dict[str, Any]:
    """Run the first days of a replication of a point on both engines; for the runner's workers."""
    from sim.replication import audit_replication

    return audit_replication(_composed(scenario), replication)


def moved(base: Scenario, changes: Mapping[Path, Any]) -> Scenario:
    """Return a scenario with settings changed, those of them that it has. Raises ValidationError where rules refuse them."""
    plain = base.model_dump()
    for path, value in changes.items():
        holder: Any = plain
        for name in path[:-1]:
            holder = holder[name]
        holder[path[-1]] = value
    return Scenario.model_validate(plain)


def refusal(base: Scenario, changes: Mapping[Path, Any]) -> str:
    """Why a scenario may not have these values, in the words of its rules; empty where it may."""
    try:
        moved(base, changes)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        problems = first.get("ctx", {}).get("problems") or ()
        if problems:
            return f"{problems[0]['key']}: {problems[0]['found']}; {problems[0]['allowed']}"
        return f"{'.'.join(str(name) for name in first['loc'])}: {first['msg']}"
    return ""


def allowed_factors(
    factors: Sequence[Factor], bases: Sequence[Scenario]
) -> tuple[list[Factor], dict[str, str], list[LeftOut]]:
    """Project each factor into what the rules allow, alone: a refused end is drawn back towards the configured value.

    Returns the factors, the rule that narrowed each by its name, and the numbers of those that cannot move.
    """
    kept, why, left = [], {}, []
    for factor in factors:
        allowed = factor
        for end in (0, 1):
            allowed, words = _drawn_back(allowed, end, bases)
            if words:
                why[factor.name] = words
        if moves_at_all(allowed):
            kept.append(allowed)
        else:
            left += [LeftOut(number.key, REFUSED) for number in factor.members]
    return kept, {factor.name: why[factor.name] for factor in kept if factor.name in why}, left


def _drawn_back(factor: Factor, end: int, bases: Sequence[Scenario]) -> tuple[Factor, str]:
    """The factor with one end at the farthest allowed value, to a 32nd of its range; and the rule that refused the rest."""

    def words_at(share: float) -> str:
        changes = narrowed(factor, end, share).at(float(end))
        return next((words for base in bases if (words := refusal(base, changes))), "")

    refused = words_at(1.0)
    if not refused:
        return factor, ""
    good, bad = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (good + bad) / 2
        good, bad = (good, middle) if words_at(middle) else (middle, bad)
    return narrowed(factor, end, good), refused


def changes_at(factors: Sequence[Factor], positions: Iterable[float]) -> tuple[tuple[Path, Any], ...]:
    """What is moved at one point, in a form that can be hashed and sent to a worker."""
    return tuple((path, _hashable(value)) for path, value in values_at(factors, positions).items())


def _hashable(value: Any) -> Any:
    return tuple(_hashable(inner) for inner in value) if isinstance(value, list | tuple) else value
