"""Worker processes under supervision: one that dies takes down its own job and nothing else.

The standard pools lose every pending job, or hang, when one worker is killed. Here each worker has its own pipe and
one job at a time, so a death is pinned on the job that was running; the job is tried once more on a fresh worker and,
if it kills again, put in quarantine while the others go on. Workers are spawned, not forked, so behaviour is the same
on Windows.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess

from sim.experiments.executor import Job, Outcome, Trouble, Work, attempt
from sim.experiments.interruption import Stop

TRIES = 2
FALSE_STARTS = 3  # in a row; one alone may have been killed from outside
_TICK = 0.2  # seconds between looks at the clock and at stop requests
# One thread in each worker: parallelism comes from the number of workers, and a threaded sum is not a reproducible
# one.
_ONE_THREAD = {
    name: "1"
    for name in (
        "NUMBA_NUM_THREADS",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "NUMEXPR_NUM_THREADS",
    )
}
_READY = "ready"


class WorkersCannotStart(RuntimeError):
    """Fresh worker processes end, one after another, before they can take a job; the next one would too."""


class ProcessPool:
    """An `Executor` over spawned processes; a job that runs longer than `timeout` seconds is killed (None: never)."""

    def __init__(self, workers: int, timeout: float | None = None) -> None:
        if workers < 1:
            raise ValueError("a pool needs at least one worker")
        self.workers = workers
        self.timeout = timeout

    def run(self, work: Work, jobs: Sequence[Job], stop: Stop) -> Iterator[Outcome]:
        """See `Executor.run`. Raises WorkersCannotStart when fresh workers keep dying before their first job."""
        shift = _Shift(work, jobs, stop, self.workers, self.timeout)
        try:
            while shift.unfinished:
                # Freed workers get their next job before the caller spends time on the outcomes.
                outcomes = shift.turn()
                yield from outcomes
        finally:
            shift.dismiss()


class _Worker:
    """A process, the pipe to it, and the job it is on (None: idle)."""

    def __init__(self, context: SpawnContext, work: Work) -> None:
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs, work), daemon=True)
        with _environment(_ONE_THREAD):
            self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.ready = False
        self.since = time.monotonic()

    def give(self, job: Job) -> None:
        self.job, self.since = job, time.monotonic()
        with contextlib.suppress(OSError):  # a worker that just died is noticed by its sentinel
            self.pipe.send(job)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Shift:
    """The jobs of one `run` and the workers on them."""

    def __init__(self, work: Work, jobs: Sequence[Job], stop: Stop, size: int, timeout: float | None) -> None:
        self.work, self.stop, self.size, self.timeout = work, stop, size, timeout
        self.queue = deque(jobs)
        self.deaths: Counter[str] = Counter()
        self.false_starts = 0
        self.staff: list[_Worker] = []
        self.context = multiprocessing.get_context("spawn")

    @property
    def busy(self) -> list[_Worker]:
        return [worker for worker in self.staff if worker.job is not None]

    @property
    def unfinished(self) -> bool:
        if self.stop.requested:
            return bool(self.busy) and not self.stop.expired
        return bool(self.queue or self.busy)

    def turn(self) -> list[Outcome]:
        """Hand out work, wait a moment, collect what came back."""
        self._hand_out()
        wait([end for worker in self.staff for end in (worker.pipe, worker.process.sentinel)], timeout=_TICK)
        outcomes = [outcome for worker in list(self.staff) for outcome in self._look_at(worker)]
        self._hand_out()
        return outcomes

    def dismiss(self) -> None:
        for worker in self.staff:
            worker.end()
        self.staff = []

    def _hand_out(self) -> None:
        if self.stop.requested:
            return
        while len(self.staff) < min(self.size, len(self.busy) + len(self.queue)):
            self.staff.append(_Worker(self.context, self.work))
        for worker in self.staff:
            if worker.ready and worker.job is None and self.queue:
                worker.give(self.queue.popleft())

    def _look_at(self, worker: _Worker) -> list[Outcome]:
        # Read before asking whether it lives: a worker may answer and die at once, and the answer counts.
        try:
            if worker.pipe.poll():
                return self._heard(worker, worker.pipe.recv())
        except (EOFError, OSError):
            return self._bury(worker)
        if not worker.process.is_alive():
            return self._bury(worker)
        if worker.job is not None and self.timeout is not None and time.monotonic() - worker.since > self.timeout:
            return self._cut_off(worker)
        return []

    def _heard(self, worker: _Worker, message: Outcome | str) -> list[Outcome]:
        if isinstance(message, str):
            worker.ready, self.false_starts = True, 0
            return []
        worker.job = None
        return [replace(message, attempts=self.deaths[message.job.name] + 1)]

    def _bury(self, worker: _Worker) -> list[Outcome]:
        self.staff.remove(worker)
        worker.end()
        if not worker.ready:
            self.false_starts += 1
            if self.false_starts >= FALSE_STARTS:
                raise WorkersCannotStart(
                    f"worker processes end ({_cause(worker.process.exitcode)}) before their first job"
                )
        job = worker.job
        if job is None:
            return []
        self.deaths[job.name] += 1
        if self.deaths[job.name] < TRIES:
            # At the end of the queue: what killed it, such as memory running short, may have passed by then.
            self.queue.append(job)
            return []
        trouble = Trouble("WorkerDied", f"its worker process died {TRIES} times ({_cause(worker.process.exitcode)})")
        return [Outcome(job, "quarantined", trouble=trouble, attempts=TRIES, seconds=time.monotonic() - worker.since)]

    def _cut_off(self, worker: _Worker) -> list[Outcome]:
        job, seconds = worker.job, time.monotonic() - worker.since
        self.staff.remove(worker)
        worker.end()
        assert job is not None
        trouble = Trouble("TimedOut", f"it ran longer than {self.timeout:g} s")
        return [Outcome(job, "timed out", trouble=trouble, attempts=self.deaths[job.name] + 1, seconds=seconds)]


def _serve(pipe: Connection, work: Work) -> None:
    """Life of a worker process: take a job, send its outcome, until the parent closes the pipe or dies."""
    for number in (signal.SIGINT, signal.SIGTERM):  # these reach the whole group; only the parent decides
        signal.signal(number, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        pipe.send(_READY)
        while True:
            job = pipe.recv()
            pipe.send(attempt(work, job))


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _cause(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        with contextlib.suppress(ValueError):
            return f"signal {signal.Signals(-exit_code).name}"
    return f"exit code {exit_code}"
