"""What a user is told while a study runs, and that the time left is honest."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sim.experiments.progress import Plain, TimeLeft, progress_for
from tests.support.small_study import SmallScenario, SmallStudyScenario, run_small

BROKEN = SmallStudyScenario("broken", SmallScenario(behaviour="raises"), True)


def test_time_left_is_silent_until_it_knows() -> None:
    left = TimeLeft({"replication": 10, "audit": 1}, workers=2)
    for _ in range(4):
        left.record("replication", 30.0)
    assert left.seconds() is None
    assert "not known" in left.in_words()
    left.record("audit", 100.0)
    assert left.seconds() == pytest.approx(6 * 30.0 / 2)
    assert left.in_words() == "about 2 min left"


def test_time_left_forgets_the_first_jobs_which_load_compiled_code() -> None:
    left = TimeLeft({"replication": 12}, workers=2)
    for seconds in (60.0, 60.0, 1.0, 1.0):
        left.record("replication", seconds)
    assert left.seconds() == pytest.approx(4.0)


def test_time_left_is_never_less_than_the_last_job_needs() -> None:
    left = TimeLeft({"replication": 3}, workers=8)
    left.record("replication", 50.0)
    assert left.seconds() == pytest.approx(50.0)


def test_a_log_gets_lines_a_terminal_a_bar_and_quiet_nothing(tmp_path: Path) -> None:
    log = io.StringIO()
    run_small(tmp_path / "a", progress=Plain(log))
    assert log.getvalue().splitlines() == [
        "small: 0 of 9 replications are stored already; 9 to run with 1 worker(s).",
        "9 of 9 done",
    ]
    assert isinstance(progress_for("auto", io.StringIO()), Plain)
    screen = io.StringIO()
    run_small(tmp_path / "b", [BROKEN], progress=progress_for("bar", screen))
    assert "3/3" in screen.getvalue()
    assert "RuntimeError" in screen.getvalue()


def test_quiet_is_quiet(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run_small(tmp_path, [BROKEN], progress="quiet")
    assert capfd.readouterr() == ("", "")
