"""Run a study: lay out the plan, skip what is stored, compute the rest, write the tables. Stoppable at any moment.

The parent process alone writes to the results folder. Workers hand back bytes; so a worker may be killed at any
instant without leaving a mark, and workers on another machine would need no shared disk.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sim.experiments import manifest
from sim.experiments.executor import Executor, InProcess, Job, Outcome
from sim.experiments.interruption import Stop
from sim.experiments.lock import folder_lock
from sim.experiments.plan import Plan, StudyScenario, make_plan
from sim.experiments.pool import ProcessPool
from sim.experiments.progress import Mode, Progress, progress_for
from sim.experiments.store import Inventory, Store
from sim.experiments.study_run import Failure, StudyRun
from sim.experiments.tables import (
    NOT_WRITTEN,
    Judging,
    Written,
    origin_of,
    registry_judging,
    remove_tables,
    still_good,
    write_tables,
)
from sim.experiments.work import Assignment, Audit, Simulate, StudyWork, audit_key, audit_sample
from sim.faults import Fault, FaultReport


class StorageError(OSError):
    """The results folder cannot be written; what was stored before is safe."""


def run_study(
    study_name: str,
    scenarios: Sequence[StudyScenario],
    out: Path | str,
    *,
    simulate: Simulate,
    workers: int | Literal["auto"],
    replications: int,
    progress: Mode | Progress = "auto",
    audit: Audit | None = None,
    audit_share: float | None = None,
    question: str = "",
    inputs: Mapping[str, str] | None = None,
    about: Mapping[str, Any] | None = None,
    command: str | None = None,
    warm_up: Callable[[], object] | None = None,
    executor: Executor | None = None,
    timeout: float | None = None,
    judging: Judging | None = None,
    tables: bool = True,
) -> StudyRun:
    """Compute every replication of every scenario that is not stored yet, then write the tables.

    `out` is the folder of this one study. `simulate(scenario, replication)` and `audit(scenario, replication)` are
    module-level functions; the audit returns a mapping with a `verdict` and is asked for a sample of `audit_share`
    (default: the first scenario's `run.audit_share`), at least one replication. `inputs` names input files with their
    SHA-256; `about` holds further facts for the manifest (plain data). `command` is what the user would type to go
    on. `warm_up` runs once, before any worker starts. `timeout`, in seconds, holds for each replication in worker
    processes. Without `tables` none are written: a screening has thousands of scenarios and tables of its own.

    The folder afterwards depends on the scenarios and the code only: not on workers, order, interruptions. Times
    apart, it is the same byte for byte. Raises FaultReport for a study that cannot be run as asked or a folder in
    use; StorageError when the disk refuses. A replication that fails does not raise: see `StudyRun.failures`.
    """
    plan = make_plan(study_name, scenarios, replications)
    store = Store(Path(out))
    _refuse_other_study(store.folder, study_name)
    command = command or f"muster sweep scenario={study_name}"
    told = progress_for(progress) if isinstance(progress, str) else progress
    with _storing(command):
        store.folder.mkdir(parents=True, exist_ok=True)
    with folder_lock(store.folder), Stop() as stop:
        session = _Session(plan, {s.id: s.scenario for s in scenarios}, store, stop, told, command)
        with _storing(command):
            store.prepare()
            jobs = session.jobs(audit is not None, _share(audit_share, scenarios))
            crew = executor or _executor(workers, len(jobs), timeout)
            opened = {
                **(about or {}),
                **manifest.opening(plan, scenarios, question, inputs or {}, crew.workers, command),
            }
            session.open(opened, bool(jobs))
        if jobs:
            session.carry_out(jobs, StudyWork(simulate, plan.code, audit), crew, warm_up)
        with _storing(command):
            written = session.tables(judging or registry_judging()) if tables else session.without_tables()
            manifest.write_json(store.folder / manifest.MANIFEST_NAME, session.closing(opened, written))
    return session.result()


def worker_count(setting: int | Literal["auto"]) -> int:
    """Number of workers for a setting: "auto" is every core this process may use."""
    if setting != "auto":
        return max(1, int(setting))
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


@dataclass
class _Session:
    """One call of `run_study` at work."""

    plan: Plan
    scenarios: Mapping[str, Any]
    store: Store
    stop: Stop
    progress: Progress
    command: str
    found: Inventory = field(default_factory=lambda: Inventory(frozenset()))
    done: set[str] = field(default_factory=set)
    failures: dict[str, Failure] = field(default_factory=dict)
    audits: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    interrupted: bool = False

    def jobs(self, audited: bool, share: float) -> list[Job]:
        """What is left to do. Audits come first: they are slow, and nobody should wait for one at the end."""
        self.found = self.store.inventory([task.key for task in self.plan.tasks])
        self._tell_findings()
        audits = self._audit_jobs(share) if audited else []
        return audits + [
            Job(
                task.key,
                "replication",
                Assignment("replication", task.key, task.scenario, self.scenarios[task.scenario], task.replication),
            )
            for task in self.plan.tasks
            if task.key not in self.found.stored
        ]

    def open(self, opened: Mapping[str, Any], work_to_do: bool) -> None:
        """Write down what is going to happen before anything does, and take away what will no longer be true."""
        manifest.write_json(self.store.folder / manifest.PLAN_NAME, self.plan.to_data())
        if work_to_do:
            remove_tables(self.store)
            about = {name: opened[name] for name in ("started", "workers", "code")}
            self.store.journal.append({"event": "session", **about})
            manifest.write_json(self.store.folder / manifest.MANIFEST_NAME, opened)

    def carry_out(
        self, jobs: Sequence[Job], work: StudyWork, crew: Executor, warm_up: Callable[[], object] | None
    ) -> None:
        """Run the jobs and store what comes back, as it comes back."""
        waiting = Counter(job.kind for job in jobs)
        self.progress.say(
            f"{self.plan.study}: {len(self.found.stored)} of {len(self.plan.tasks)} replications are stored already; "
            f"{waiting['replication']} to run with {crew.workers} worker(s)."
        )
        try:
            with self.stop.interruptible():
                if warm_up is not None and not self.stop.requested:
                    warm_up()
        except KeyboardInterrupt:
            return
        self.progress.start(self.plan.study, waiting, crew.workers)
        outcomes = crew.run(work, jobs, self.stop)
        try:
            for outcome in outcomes:
                with _storing(self.command):
                    self._take(outcome)
                self.progress.advance(outcome.job.kind, outcome.seconds)
        finally:
            close = getattr(outcomes, "close", None)
            if close is not None:  # a storage error must not leave workers behind
                close()
            self.progress.finish()

    def tables(self, judging: Judging) -> Written:
        """Write the tables, unless they are there already or the study was stopped before they are due."""
        self.interrupted = self.stop.requested
        if self.interrupted:
            return NOT_WRITTEN
        stored = self.found.stored | self.done
        recorded = manifest.recorded(self.store.folder)
        try:
            with self.stop.interruptible():
                there = still_good(self.store, recorded, origin_of(self.plan, stored, judging))
                return there or write_tables(self.store, self.plan, stored, judging)
        except KeyboardInterrupt:
            self.interrupted = True
            return NOT_WRITTEN

    def without_tables(self) -> Written:
        """End a study whose caller writes tables of its own."""
        self.interrupted = self.stop.requested
        return NOT_WRITTEN

    def closing(self, opened: Mapping[str, Any], written: Written) -> dict[str, Any]:
        """The manifest as the study leaves it."""
        stored = len(self.found.stored | self.done)
        states = Counter(failure.state for failure in self.failures.values())
        counts = {
            "planned": len(self.plan.tasks),
            "done": stored,
            **states,
            "pending": len(self.plan.tasks) - stored - len(self.failures),
        }
        return manifest.closing(
            opened,
            counts=counts,
            failures=[f.to_data() for f in self._failures()],
            audit=self._audits(),
            written=written,
            interrupted=self.interrupted,
        )

    def result(self) -> StudyRun:
        """The study as the caller sees it."""
        return StudyRun(
            self.plan.study,
            self.store.folder,
            len(self.plan.tasks),
            len(self.found.stored),
            len(self.done),
            len(self.found.damaged),
            self._failures(),
            self._audits(),
            self.interrupted,
            self.command,
        )

    def _failures(self) -> tuple[Failure, ...]:
        return tuple(self.failures[task.key] for task in self.plan.tasks if task.key in self.failures)

    def _audits(self) -> tuple[dict[str, Any], ...]:
        order = {(task.scenario, task.replication): place for place, task in enumerate(self.plan.tasks)}
        return tuple(self.audits[pair] for pair in sorted(self.audits, key=lambda pair: order[pair]))

    def _audit_jobs(self, share: float) -> list[Job]:
        jobs = []
        for task in audit_sample(self.plan, share):
            scenario = self.scenarios[task.scenario]
            key = audit_key(task, scenario)
            known = self.store.audit_of(key)
            if known is None:
                wanted = Assignment("audit", key, task.scenario, scenario, task.replication)
                jobs.append(Job(f"audit {key}", "audit", wanted))
            else:
                self._keep_audit(task.scenario, task.replication, known)
        return jobs

    def _take(self, outcome: Outcome) -> None:
        assignment: Assignment = outcome.job.payload
        about = {
            "scenario": assignment.name,
            "replication": assignment.replication,
            "attempts": outcome.attempts,
            "seconds": round(outcome.seconds, 3),
        }
        if assignment.kind == "audit":
            self._take_audit(outcome, assignment, about)
        elif outcome.state == "done":
            self.store.commit(assignment.key, outcome.result, about)
            self.done.add(assignment.key)
        else:
            failure = self._failure(outcome, assignment)
            self.failures[assignment.key] = failure
            self.store.record_failure(assignment.key, {**failure.to_data(), "seconds": about["seconds"]})
            self.progress.say(failure.in_words())

    def _take_audit(self, outcome: Outcome, assignment: Assignment, about: Mapping[str, Any]) -> None:
        if outcome.state == "done":
            verdict = json.loads(outcome.result)
            self.store.record_audit(assignment.key, verdict, about)
        else:
            # Not recorded as a verdict: the next run of the study asks again.
            failure = self._failure(outcome, assignment)
            verdict = {"verdict": "error", "error": failure.error, "message": failure.message, "where": failure.where}
            self.progress.say(f"the audit itself failed. {failure.in_words()}")
        self._keep_audit(assignment.name, assignment.replication, verdict)

    def _keep_audit(self, scenario: str, replication: int, verdict: Mapping[str, Any]) -> None:
        self.audits[scenario, replication] = {**verdict, "scenario": scenario, "replication": replication}

    def _failure(self, outcome: Outcome, assignment: Assignment) -> Failure:
        assert outcome.trouble is not None
        return Failure(
            assignment.key,
            assignment.name,
            assignment.replication,
            outcome.state,
            outcome.trouble.error,
            manifest.impersonal(outcome.trouble.message),
            outcome.trouble.where,
            outcome.attempts,
            # What is stored is skipped, so the same command in one process meets just what failed.
            f"{self.command} run.workers=1 --debug",
        )

    def _tell_findings(self) -> None:
        for key, reason in self.found.damaged.items():
            self.progress.say(f"the stored replication {key[:8]} is damaged ({reason}); it will run again.")
        if self.found.foreign:
            self.progress.say(
                f"left alone in replications/: {len(self.found.foreign)} file(s) that are no replications."
            )
        if self.found.unused:
            self.progress.say(
                f"left aside: {self.found.unused} stored replication(s) of other settings or of another model version."
            )


@contextlib.contextmanager
def _storing(command: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = manifest.impersonal(str(error))
        raise StorageError(
            f"the results folder cannot be written ({reason}). What was stored before is safe: make room or give "
            f"permission, then run the same command again: {command}"
        ) from error


def _executor(workers: int | Literal["auto"], jobs: int, timeout: float | None) -> Executor:
    count = min(worker_count(workers), max(1, jobs))
    return ProcessPool(count, timeout) if count > 1 else InProcess()


def _share(given: float | None, scenarios: Sequence[StudyScenario]) -> float:
    if given is not None:
        return given
    return float(getattr(getattr(scenarios[0].scenario, "run", None), "audit_share", 0.0))


def _refuse_other_study(folder: Path, study: str) -> None:
    if folder.exists() and not folder.is_dir():
        raise FaultReport(
            [Fault("out", f"{folder.name} is a file", "a folder", "choose another folder with out=PATH")], "the study"
        )
    try:
        there = json.loads((folder / manifest.PLAN_NAME).read_bytes())["study"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if there != study:
        raise FaultReport(
            [
                Fault(
                    "out",
                    f"the results of another study, {there}",
                    f"an empty folder, or one that holds {study}",
                    "choose another folder with out=PATH",
                )
            ],
            "the study",
        )
