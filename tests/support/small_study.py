"""A study small enough to run hundreds of times, for tests of everything around the model: no police force, only
arithmetic.

Its scenarios can be told to misbehave. `python -m tests.support.small_study FOLDER ...` runs one in a process of its
own, which a test may then interrupt, kill or starve.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel

from sim.experiments.runner import run_study
from sim.experiments.study_run import StudyRun
from sim.outcome_table import ReplicationTable


class SmallRun(BaseModel):
    """Stands in for the run part of a scenario."""

    seed: int = 7
    workers: int | str = "auto"
    replications: int = 3
    audit_share: float = 0.1
    audit_days: int = 14


class SmallScenario(BaseModel):
    """Stands in for a scenario: `level` moves the results, `behaviour` says how the replication misbehaves."""

    title: str = "small"
    level: float = 0.0
    behaviour: str = "sound"
    pause: float = 0.0
    traces: str = ""
    grades: dict[str, float] = {"immediate": 15.0, "prompt": 60.0}
    engine: str = "compiled"
    run: SmallRun = SmallRun()


@dataclass(frozen=True)
class SmallStudyScenario:
    """Stands in for a scenario of a study."""

    id: str
    scenario: SmallScenario
    is_baseline: bool = False
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return f"level {self.scenario.level:g}"


def simulate(scenario: SmallScenario, replication: int) -> ReplicationTable:
    """A replication: its numbers depend on seed, level and replication, as common random numbers would have it."""
    _leave_trace(scenario, replication)
    _misbehave(scenario, replication)
    time.sleep(scenario.pause)
    draws = np.random.default_rng([scenario.run.seed, replication]).normal(size=2 + 168)
    wait = 30 + (10 + 0.1 * draws[1]) * scenario.level + draws[0]
    share = 0.9 - 0.1 * scenario.level + 0.01 * draws[1]
    backlog = 5.0 + (5.0 + 0.01 * draws[1]) * scenario.level
    whole = [
        ("wait_p90_min", "", wait),
        ("attended_within_target", "", share),
        ("attended_within_target", "grade=1", share + 0.01),
        ("backlog_first_half", "", backlog),
        ("backlog_second_half", "", backlog * (1 + 2 * scenario.level)),
        ("backlog_growth_share", "", 0.1 * scenario.level),
        ("partner_wait_p90_min", "", float("nan") if replication == 1 else 40 + draws[1]),
    ]
    hours = np.arange(168)
    return ReplicationTable(
        metric=[name for name, _, _ in whole] + ["supply_officers"] * 168,
        group=[group for _, group, _ in whole] + [""] * 168,
        hour_of_week=np.concatenate([np.full(len(whole), -1), hours[::-1]]).astype(np.int16),
        value=np.array([value for _, _, value in whole] + list(50 + draws[2:])),
        denominator=np.ones(len(whole) + 168),
        check={"incidents balance": scenario.behaviour != "unbalanced"},
    )


def audit(scenario: SmallScenario, replication: int) -> dict[str, Any]:
    """Stands in for a run of both engines."""
    _leave_trace(scenario, replication, "audit")
    if scenario.behaviour == "audit fails":
        raise RuntimeError("the reference stumbled")
    return {"verdict": "agree", "days": scenario.run.audit_days}


def small_scenarios(count: int = 3, **settings: Any) -> list[SmallStudyScenario]:
    """Scenarios of rising level, the first the baseline."""
    return [
        SmallStudyScenario(
            f"level={number}", SmallScenario(level=float(number), **settings), number == 0, {"level": number}
        )
        for number in range(count)
    ]


def run_small(out: Path, scenarios: list[SmallStudyScenario] | None = None, **settings: Any) -> StudyRun:
    """`run_study` on a small study, quietly, in this process unless told otherwise."""
    settings = {"workers": 1, "replications": 3, "progress": "quiet", **settings}
    return run_study(
        "small", small_scenarios() if scenarios is None else scenarios, out, simulate=simulate, **settings
    )


def traces(folder: Path) -> Counter[str]:
    """How often each replication of each scenario really ran: "run-LEVEL-REPLICATION" -> times."""
    return Counter("-".join(path.name.split("-")[:3]) for path in folder.iterdir())


def misbehaving(behaviour: str, where: int = 1, **settings: Any) -> list[SmallStudyScenario]:
    """The small study with one scenario that behaves as told."""
    scenarios = small_scenarios(3, **settings)
    wrong = scenarios[where].scenario.model_copy(update={"behaviour": behaviour})
    scenarios[where] = SmallStudyScenario(
        scenarios[where].id, wrong, scenarios[where].is_baseline, scenarios[where].values
    )
    return scenarios


def contents(out: Path) -> dict[str, str]:
    """SHA-256 of every file that must not depend on how the study was executed."""
    files = [out / "plan.json", *sorted((out / "replications").iterdir()), *sorted((out / "tables").iterdir())]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _leave_trace(scenario: SmallScenario, replication: int, kind: str = "run") -> None:
    if scenario.traces:
        name = f"{kind}-{scenario.level:g}-{replication}-{os.getpid()}-{time.monotonic_ns()}"
        (Path(scenario.traces) / name).touch()


def _misbehave(scenario: SmallScenario, replication: int) -> None:
    match scenario.behaviour:
        case "raises":
            raise RuntimeError(f"no crew in {os.getcwd()}")
        case "exits":
            sys.exit(5)
        case "out of memory":
            raise MemoryError
        case "endless recursion":
            _misbehave(scenario, replication)
        case "kills its worker":
            os.kill(os.getpid(), signal.SIGKILL)
        case "kills its worker once" if (
            len(list(Path(scenario.traces).glob(f"run-{scenario.level:g}-{replication}-*"))) == 1
        ):
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            time.sleep(60)


def _main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--scenarios", type=int, default=3)
    parser.add_argument("--replications", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--traces", default="")
    parser.add_argument("--largest-file", type=int, default=0, help="bytes; a stand-in for a full disk")
    given = parser.parse_args()
    if given.largest_file:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (given.largest_file, resource.RLIM_INFINITY))
    # The pause and the traces are set on the side, so that the same study can be run fast afterwards.
    scenarios = small_scenarios(given.scenarios)
    os.environ["SMALL_STUDY_PAUSE"], os.environ["SMALL_STUDY_TRACES"] = str(given.pause), given.traces
    run = run_study(
        "small",
        scenarios,
        given.out,
        simulate=_slowly,
        workers=given.workers,
        replications=given.replications,
        progress="plain",
    )
    print("\n".join(run.in_words()), flush=True)
    return run.exit_status


def _slowly(scenario: SmallScenario, replication: int) -> ReplicationTable:
    traces = os.environ.get("SMALL_STUDY_TRACES", "")
    _leave_trace(scenario.model_copy(update={"traces": traces}), replication)
    time.sleep(float(os.environ.get("SMALL_STUDY_PAUSE", "0")))
    return simulate(scenario, replication)


if __name__ == "__main__":
    sys.exit(_main())
