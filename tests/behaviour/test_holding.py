"""A force that runs away: it says which queue grows, what would hold it, and goes on from where it was stopped."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim.cli import main

# Five officers, and work for seven: half an hour each, fourteen an hour.
OVERLOAD = ["force=bench", "force.officers=5", "demand=flat", "demand.logged_per_year=122724",
            "demand.types.job.scene.mean_min=30", "roster=always_on", "crewing=single", "abstraction=none", "operations=bare",
            "sickness=none", "partners=none", "fatigue=none", "run.days=28", "run.warmup_days=0", "run.replications=3",
            "run.workers=1"]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("overload")
    assert main(["run", *OVERLOAD, f"out={out}", "--quiet"]) == 0
    return out


def test_the_rules_were_tried(folder: Path) -> None:
    trials = pq.read_table(folder / "holding" / "tables" / "scenarios.parquet").to_pydict()
    verdicts = dict(zip(trials["rule"], trials["stability"], strict=True))
    assert verdicts["nothing"] == verdicts["more_officers_5"] == "unstable"
    assert verdicts["more_officers_20"] == "unstable"  # six officers for the work of seven
    queues = pq.read_table(folder / "tables" / "queues.parquet").to_pylist()
    grade = next(row for row in queues if row["queue"].startswith("queue=grade."))
    assert 4 * 168 * 0.9 < grade["per_week"] < 4 * 168 * 1.1  # fourteen come in an hour, ten are dealt with
    assert grade["since_day"] < 28 * 0.15


def test_the_finding_says_what_grows_and_that_nothing_holds_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(folder)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "What grows: " in told
    assert "a week from the beginning" in told
    assert "None of what was tried would hold it" in told
    assert "20% more officers" in told


def test_a_second_time_nothing_is_computed_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (folder / "holding" / "replications").glob("*.parquet")}
    assert main(["run", *OVERLOAD, f"out={folder}", "--quiet"]) == 0
    capsys.readouterr()
    assert before == {path.name: path.stat().st_mtime_ns for path in (folder / "holding" / "replications").glob("*.parquet")}
