"""Worker processes that die, hang or never start cost their own replication and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from sim.experiments.pool import ProcessPool, WorkersCannotStart
from tests.support.small_study import misbehaving, run_small, traces


def test_a_worker_killed_once_costs_nothing(tmp_path: Path) -> None:
    out, seen = tmp_path / "out", tmp_path / "traces"
    seen.mkdir()
    run = run_small(out, misbehaving("kills its worker once", traces=str(seen)), workers=2, replications=1)
    assert (run.exit_status, run.ran, run.failures) == (0, 3, ())
    assert traces(seen) == {"run-0-0": 1, "run-1-0": 2, "run-2-0": 1}


def test_a_replication_that_kills_twice_is_put_in_quarantine(tmp_path: Path) -> None:
    out, seen = tmp_path / "out", tmp_path / "traces"
    seen.mkdir()
    run = run_small(out, misbehaving("kills its worker", traces=str(seen)), workers=2, replications=1)
    assert (run.exit_status, run.ran) == (3, 2)
    assert {(f.state, f.error, f.attempts) for f in run.failures} == {("quarantined", "WorkerDied", 2)}
    assert "SIGKILL" in run.failures[0].message
    assert traces(seen) == {"run-0-0": 1, "run-1-0": 2, "run-2-0": 1}


def test_a_replication_that_hangs_is_cut_off(tmp_path: Path) -> None:
    run = run_small(tmp_path, misbehaving("hangs"), workers=2, timeout=1.0, replications=1)
    assert [(f.scenario, f.state) for f in run.failures] == [("level=1", "timed out")]
    assert (run.exit_status, run.ran) == (3, 2)


def test_workers_that_cannot_start_end_the_run_at_once(tmp_path: Path) -> None:
    with pytest.raises(WorkersCannotStart):
        run_small(tmp_path, executor=ProcessPool(2), audit=_Explodes())


class _Explodes:
    """Cannot be unpickled, as a function of a script without a main guard cannot."""

    def __call__(self, scenario: Any, replication: int) -> dict[str, Any]:
        return {}

    def __reduce__(self) -> Any:
        return (sys.exit, (9,))
