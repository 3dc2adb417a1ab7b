"""The plan: which replications a study consists of, decided and written down before anything runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from sim.experiments.identity import code_identity, library_versions, replication_key, scenario_digest
from sim.faults import Fault, FaultReport

PLAN_SCHEMA = 1
_STUDY_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
RESERVED_COLUMNS = (
    "scenario",
    "label",
    "baseline",
    "config_hash",
    "replications_planned",
    "replications_done",
    "stability",
    "ran_away_share",
    "unstable_grades",
)


class StudyScenario(Protocol):
    """What the runner needs to know of one scenario of a study (`sim.studies` makes them)."""

    @property
    def id(self) -> str:
        """Name of the scenario, unique in its study."""
        ...

    @property
    def label(self) -> str:
        """The same in words."""
        ...

    @property
    def values(self) -> Mapping[str, Any]:
        """Value of each swept setting."""
        ...

    @property
    def scenario(self) -> Any:
        """The validated configuration, a frozen pydantic model that pickles."""
        ...

    @property
    def is_baseline(self) -> bool:
        """Whether the others are compared with this one; true of at most one."""
        ...


@dataclass(frozen=True)
class Task:
    """One replication (counted from 0) of one scenario, and the key under which its result is stored."""

    key: str
    scenario: str
    replication: int


@dataclass(frozen=True)
class PlannedScenario:
    """A scenario as the plan and the tables name it; `axes` are the swept settings in words."""

    id: str
    label: str
    axes: dict[str, str]
    baseline: bool
    config_hash: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Every replication of a study in the order of its scenarios; `scenarios[i].keys[r]` is one replication."""

    study: str
    replications: int
    code: str
    versions: dict[str, str]
    scenarios: tuple[PlannedScenario, ...]

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Each key once, replication by replication: a study stopped half-way has its pairs for every scenario."""
        unique: dict[str, Task] = {}
        for replication in range(self.replications):
            for scenario in self.scenarios:
                key = scenario.keys[replication]
                unique.setdefault(key, Task(key, scenario.id, replication))
        return tuple(unique.values())

    @property
    def baseline(self) -> str | None:
        """Id of the baseline, or None where the study names none."""
        return next((scenario.id for scenario in self.scenarios if scenario.baseline), None)

    def to_data(self) -> dict[str, Any]:
        """Plain data for plan.json."""
        return {
            "schema": PLAN_SCHEMA,
            "study": self.study,
            "replications": self.replications,
            "code": self.code,
            "versions": self.versions,
            "scenarios": [
                {
                    "id": s.id,
                    "label": s.label,
                    "axes": s.axes,
                    "baseline": s.baseline,
                    "config_hash": s.config_hash,
                    "keys": list(s.keys),
                }
                for s in self.scenarios
            ],
        }

    @classmethod
    def from_data(cls, data: Any) -> Plan:
        """Read plan.json again. Raises ValueError with plain words where the data is not a plan of this version."""
        try:
            if data["schema"] != PLAN_SCHEMA:
                raise ValueError(
                    f"it was written in version {data['schema']} of the format; this program reads {PLAN_SCHEMA}"
                )
            scenarios = tuple(
                PlannedScenario(
                    str(s["id"]),
                    str(s["label"]),
                    {str(k): str(v) for k, v in s["axes"].items()},
                    bool(s["baseline"]),
                    str(s["config_hash"]),
                    tuple(str(key) for key in s["keys"]),
                )
                for s in data["scenarios"]
            )
            plan = cls(
                str(data["study"]), int(data["replications"]), str(data["code"]), dict(data["versions"]), scenarios
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"it is not a plan: {type(error).__name__} {error}") from error
        if not scenarios or any(len(s.keys) != plan.replications for s in scenarios):
            raise ValueError("it lists no scenarios, or a scenario without a key for each replication")
        return plan


def make_plan(study: str, scenarios: Sequence[StudyScenario], replications: int) -> Plan:
    """Lay out a study. Raises FaultReport (all faults at once) for a study that cannot be run as asked."""
    _refuse_unsound(study, scenarios, replications)
    code, versions = code_identity(), library_versions()
    planned = []
    for each in scenarios:
        config_hash = scenario_digest(each.scenario)
        engine = str(getattr(each.scenario, "engine", ""))
        keys = tuple(replication_key(config_hash, r, engine, code, versions) for r in range(replications))
        axes = {str(name): _in_words(value) for name, value in each.values.items()}
        planned.append(PlannedScenario(each.id, each.label, axes, each.is_baseline, config_hash, keys))
    return Plan(study, replications, code, versions, tuple(planned))


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _refuse_unsound(study: str, scenarios: Sequence[StudyScenario], replications: int) -> None:
    faults: list[Fault] = []
    if not _STUDY_NAME.fullmatch(study):
        faults.append(
            Fault(
                "study",
                repr(study),
                "lower-case letters, digits, - and _, at most 64",
                "name the study, for example, friday_night",
            )
        )
    if replications < 1:
        faults.append(
            Fault("run.replications", str(replications), "a whole number from 1", "set run.replications=10")
        )
    if not scenarios:
        faults.append(
            Fault("study", "no scenarios", "at least one scenario", "add a sweep, or run a single scenario")
        )
    for repeated in sorted(one for one, times in Counter(scenario.id for scenario in scenarios).items() if times > 1):
        faults.append(
            Fault(
                "sweep",
                f"the scenario {repeated!r} more than once",
                "each scenario once",
                "remove the repeated value from the sweep",
            )
        )
    baselines = [scenario.id for scenario in scenarios if scenario.is_baseline]
    if len(baselines) > 1:
        faults.append(
            Fault(
                "baseline",
                f"{len(baselines)} scenarios: {', '.join(baselines)}",
                "one scenario",
                "give baseline a value for every swept setting",
            )
        )
    for axis in sorted({axis for scenario in scenarios for axis in scenario.values} & set(RESERVED_COLUMNS)):
        faults.append(
            Fault(
                "sweep",
                f"a setting called {axis!r}",
                "a configuration group or a dotted key",
                "sweep it under its full dotted name",
            )
        )
    if faults:
        raise FaultReport(faults)
