"""What a worker does with one job: simulate a replication or audit one, and hand back plain bytes or text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sim.experiments.codec import encode
from sim.experiments.identity import KEY_DIGITS, canonical_json, code_identity, digest
from sim.experiments.plan import Plan, Task
from sim.outcome_table import ReplicationTable

Simulate = Callable[[Any, int], ReplicationTable]
Audit = Callable[[Any, int], Mapping[str, Any]]
Kind = Literal["replication", "audit"]


class CodeChanged(Exception):
    """The sources on disk are not those the study was planned with, so a result would be stored under a wrong key."""


@dataclass(frozen=True)
class Assignment:
    """One replication of the scenario called `name`, to be simulated or audited; `key` addresses what comes out."""

    kind: Kind
    key: str
    name: str
    scenario: Any
    replication: int


@dataclass(frozen=True)
class StudyWork:
    """The function that travels to the workers; `simulate` and `audit` must be importable there (module level)."""

    simulate: Simulate
    code: str
    audit: Audit | None = None

    def __call__(self, assignment: Assignment) -> bytes | str:
        """Return the replication as Parquet bytes, or the audit's verdict as JSON text.

        Raises whatever the model raises; ConservationError or ValueError for a table that must not be stored;
        CodeChanged where this process runs other sources than those that gave the study its keys.
        """
        if code_identity() != self.code:
            raise CodeChanged("the model's sources were edited while the study ran; run the same command again")
        if assignment.kind == "replication":
            return encode(self.simulate(assignment.scenario, assignment.replication), assignment.key)
        if self.audit is None:
            raise ValueError("this study has no audit")
        return json.dumps(dict(self.audit(assignment.scenario, assignment.replication)), default=str)


def audit_key(task: Task, scenario: Any) -> str:
    """Address of an audit's verdict: that of the replication, and how many days of it are audited."""
    days = getattr(getattr(scenario, "run", None), "audit_days", None)
    return digest(canonical_json({"audit": task.key, "days": days}))[:KEY_DIGITS]


def audit_sample(plan: Plan, share: float) -> tuple[Task, ...]:
    """Choose about `share` (0 to 1) of a study's replications, at least one.

    The choice hangs on what is simulated, not on chance or order: the same study always audits the same ones, and a
    study that grows audits those it did before and some more.
    """
    hashes = {scenario.id: scenario.config_hash for scenario in plan.scenarios}
    place = {task: int(digest(f"{hashes[task.scenario]}:{task.replication}")[:16], 16) / 2**64 for task in plan.tasks}
    chosen = tuple(task for task in plan.tasks if place[task] < share)
    return chosen or (min(plan.tasks, key=lambda task: place[task]),)
