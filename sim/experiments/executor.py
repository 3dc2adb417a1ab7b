"""How work is carried out: the seam between *what* a study runs and *where* it runs.

An executor takes a function and jobs and yields outcomes as they come, in any order. The function and the jobs travel
to other processes (later: other machines), so both must pickle; results travel back as plain data. Nothing about a
result may depend on which executor produced it.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sim.experiments.interruption import Stop

Work = Callable[[Any], Any]
State = Literal["done", "failed", "timed out", "quarantined"]


@dataclass(frozen=True)
class Job:
    """One piece of work: `name` is unique in a run, `kind` groups jobs that take about as long."""

    name: str
    kind: str
    payload: Any


@dataclass(frozen=True)
class Trouble:
    """Why a job gave no result: the error's class, its message, and the last lines of where it happened."""

    error: str
    message: str
    where: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a job. `seconds` is the time of its last attempt; `trouble` is set unless the state is "done"."""

    job: Job
    state: State
    result: Any = None
    trouble: Trouble | None = None
    attempts: int = 1
    seconds: float = 0.0


class Executor(Protocol):
    """Carries out jobs; a cluster is another class with these two members."""

    @property
    def workers(self) -> int:
        """How many jobs run at the same time."""
        ...

    def run(self, work: Work, jobs: Sequence[Job], stop: Stop) -> Iterator[Outcome]:
        """Yield one outcome for each job. Once `stop` is requested nothing new starts; jobs cut off yield nothing."""
        ...


def attempt(work: Work, job: Job) -> Outcome:
    """Run one job here and now; whatever it raises becomes its outcome. Only KeyboardInterrupt passes through."""
    started = time.monotonic()
    try:
        result = work(job.payload)
    except (Exception, SystemExit) as error:
        return Outcome(job, "failed", trouble=_trouble(error), seconds=time.monotonic() - started)
    return Outcome(job, "done", result, seconds=time.monotonic() - started)


class InProcess:
    """One job after the other in this process: easiest to debug, and the measure all other executors are held to."""

    workers = 1

    def run(self, work: Work, jobs: Sequence[Job], stop: Stop) -> Iterator[Outcome]:
        """See `Executor.run`. A stop lets the current job finish within the grace period."""
        for job in jobs:
            if stop.requested:
                return
            try:
                with stop.interruptible():
                    outcome = attempt(work, job)
            except KeyboardInterrupt:
                return
            yield outcome


def _trouble(error: BaseException) -> Trouble:
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    # File names only: a results folder tells nobody where on whose machine it was made.
    where = "; ".join(
        f"{frame.filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames
    )
    return Trouble(type(error).__name__, str(error)[:2000] or "no message", where)
