"""A study as its user meets it: resumes, grows, isolates failures, and leaves the same folder however it was run."""

from __future__ import annotations

import getpass
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sim.experiments.executor import InProcess
from sim.experiments.plan import Plan, make_plan
from sim.experiments.reading import check_results, read_study
from sim.experiments.runner import StorageError
from sim.experiments.tables import Judging
from sim.experiments.work import Assignment, CodeChanged, StudyWork, audit_sample
from sim.faults import FaultReport
from tests.support.small_study import (
    SmallScenario,
    SmallStudyScenario,
    audit,
    contents,
    misbehaving,
    run_small,
    simulate,
    small_scenarios,
    traces,
)

ROOT = Path(__file__).resolve().parents[2]


# --- the same folder, however it was run -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study, run once without interruption in one process."""
    out = tmp_path_factory.mktemp("reference")
    assert run_small(out).exit_status == 0
    return out


def test_a_study_leaves_a_sound_folder(reference: Path) -> None:
    assert check_results(reference) == ()
    study = read_study(reference)
    metrics = study.table("metrics")
    order = list(
        zip(
            *(metrics[name].to_pylist() for name in ("scenario", "replication", "metric", "group", "hour_of_week")),
            strict=True,
        )
    )
    assert order == sorted(order)
    assert len(order) == 3 * 3 * (7 + 168)
    assert study.table("metrics", "level=1").num_rows == 3 * (7 + 168)
    assert study.manifest["counts"] == {"planned": 9, "done": 9, "pending": 0}
    assert study.manifest["checks"] == [{"name": "incidents balance", "passed": True}]


def test_two_workers_leave_the_same_bytes(reference: Path, tmp_path: Path) -> None:
    assert run_small(tmp_path, workers=2).exit_status == 0
    assert contents(tmp_path) == contents(reference)


@pytest.mark.parametrize(("seed", "zone"), [("1", "Pacific/Auckland"), ("2", "America/St_Johns")])
def test_hash_seed_and_time_zone_leave_the_same_bytes(reference: Path, tmp_path: Path, seed: str, zone: str) -> None:
    run_apart(tmp_path, environment={"PYTHONHASHSEED": seed, "TZ": zone})
    assert contents(tmp_path) == contents(reference)


def test_reversed_order_of_completion_leaves_the_same_bytes(reference: Path, tmp_path: Path) -> None:
    class Backwards(InProcess):
        def run(self, work: Any, jobs: Any, stop: Any) -> Any:
            return super().run(work, jobs[::-1], stop)

    assert run_small(tmp_path, executor=Backwards()).exit_status == 0
    assert contents(tmp_path) == contents(reference)


def run_apart(out: Path, *words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.support.small_study", str(out), *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, env={**os.environ, **(environment or {})}
    )


# --- resume and grow -------------------------------------------------------------------------------------------------


def test_nothing_stored_is_ever_computed_again(tmp_path: Path) -> None:
    out, seen = tmp_path / "out", tmp_path / "traces"
    seen.mkdir()
    scenarios = small_scenarios(2, traces=str(seen))
    first = run_small(out, scenarios, replications=2)
    assert (first.ran, first.stored_before) == (4, 0)
    before = contents(out)
    again = run_small(out, scenarios, replications=2)
    assert (again.ran, again.stored_before) == (0, 4)
    assert contents(out) == before
    assert read_study(out).manifest["checks"] == [{"name": "incidents balance", "passed": True}]
    grown = run_small(out, scenarios, replications=4)
    assert (grown.ran, grown.stored_before) == (4, 4)
    assert set(traces(seen).values()) == {1}
    assert len(traces(seen)) == 8


def test_growing_leaves_what_running_it_all_at_once_leaves(reference: Path, tmp_path: Path) -> None:
    run_small(tmp_path, small_scenarios(2), replications=1)
    run_small(tmp_path)
    assert contents(tmp_path) == contents(reference)


def test_a_scenario_shared_by_two_studies_has_the_same_address() -> None:
    one = make_plan("one", small_scenarios(3), 2)
    other = make_plan("other", list(reversed(small_scenarios(2))), 5)
    assert one.scenarios[1].keys == other.scenarios[0].keys[:2]


def test_two_names_for_one_scenario_run_once(tmp_path: Path) -> None:
    twins = [SmallStudyScenario("a", SmallScenario(), True), SmallStudyScenario("b", SmallScenario(title="other"))]
    assert run_small(tmp_path, twins, replications=2).ran == 2
    rows = read_study(tmp_path).table("comparisons").to_pylist()
    assert {row["verdict"] for row in rows if row["scenario"] == "b"} == {"too close to call"}
    assert {row["difference"] for row in rows if row["scenario"] == "b"} == {0.0}


def test_tables_are_kept_while_nothing_they_rest_on_changes(tmp_path: Path) -> None:
    def written() -> set[int]:
        return {path.stat().st_ino for path in (tmp_path / "tables").iterdir()}

    run_small(tmp_path)
    first = written()
    run_small(tmp_path)
    assert written() == first
    run_small(tmp_path, judging=Judging({"wait_p90_min": "higher"}, frozenset(), level=0.9))
    assert written() != first
    rows = read_study(tmp_path).table("comparisons").to_pylist()
    assert {row["level"] for row in rows} == {0.9}
    assert {row["verdict"] for row in rows if row["metric"] == "wait_p90_min"} == {"baseline", "better"}


def test_damaged_tables_are_written_again(reference: Path, tmp_path: Path) -> None:
    run_small(tmp_path)
    for name in ("metrics", "comparisons"):
        path = tmp_path / f"tables/{name}.parquet"
        path.write_bytes(path.read_bytes()[:-7])
    run_small(tmp_path)
    assert contents(tmp_path) == contents(reference)


def test_only_damaged_replications_run_again(reference: Path, tmp_path: Path) -> None:
    run_small(tmp_path)
    harmed = sorted((tmp_path / "replications").iterdir())[:3]
    harmed[0].write_bytes(harmed[0].read_bytes()[:100])
    harmed[1].write_bytes(harmed[2].read_bytes())
    harmed[2].unlink()
    assert len(check_results(tmp_path)) == 3
    mended = run_small(tmp_path)
    assert (mended.ran, mended.repaired, mended.stored_before) == (3, 3, 6)
    assert contents(tmp_path) == contents(reference)


def test_the_plan_is_written_before_anything_runs(tmp_path: Path) -> None:
    class Looks(InProcess):
        def run(self, work: Any, jobs: Any, stop: Any) -> Any:
            plan = Plan.from_data(json.loads((tmp_path / "plan.json").read_text()))
            assert len(plan.tasks) == len(jobs) == 9
            assert json.loads((tmp_path / "manifest.json").read_text())["finished"] is None
            assert check_results(tmp_path)
            return super().run(work, jobs, stop)

    assert run_small(tmp_path, executor=Looks()).ran == 9


def test_kernels_are_warmed_once_and_only_when_there_is_work(tmp_path: Path) -> None:
    calls: list[int] = []
    for _ in range(2):
        run_small(tmp_path, warm_up=lambda: calls.append(1))
    assert calls == [1]


# --- failures stay where they happen ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behaviour", "error"),
    [
        ("raises", "RuntimeError"),
        ("exits", "SystemExit"),
        ("out of memory", "MemoryError"),
        ("endless recursion", "RecursionError"),
        ("unbalanced", "ConservationError"),
    ],
)
def test_a_failing_scenario_leaves_the_others_alone(tmp_path: Path, behaviour: str, error: str) -> None:
    run = run_small(tmp_path, misbehaving(behaviour), command="muster sweep scenario=small")
    assert (run.exit_status, run.ran, len(run.failures)) == (3, 6, 3)
    assert {(f.scenario, f.state, f.error) for f in run.failures} == {("level=1", "failed", error)}
    assert run.failures[0].repeat == "muster sweep scenario=small run.workers=1 --debug"
    study = read_study(tmp_path)  # a study with failures is readable, and says so
    done = {
        row["scenario"]: (row["replications_done"], row["replications_planned"])
        for row in study.table("scenarios").to_pylist()
    }
    assert done == {"level=0": (3, 3), "level=1": (0, 3), "level=2": (3, 3)}
    assert study.manifest["counts"] == {"planned": 9, "done": 6, "failed": 3, "pending": 0}


def test_failures_are_tried_again_by_the_next_run(tmp_path: Path) -> None:
    run_small(tmp_path, misbehaving("raises"))
    again = run_small(tmp_path, misbehaving("raises"))
    assert (again.stored_before, again.ran, len(again.failures)) == (6, 0, 3)


def test_a_study_in_which_everything_fails_still_ends(tmp_path: Path) -> None:
    run = run_small(tmp_path, [SmallStudyScenario("only", SmallScenario(behaviour="raises"), True)])
    assert (run.exit_status, run.ran, len(run.failures)) == (3, 0, 3)
    assert read_study(tmp_path).table("metrics").num_rows == 0


def test_missing_values_are_counted_in_the_comparison(reference: Path) -> None:
    rows = read_study(reference).table("comparisons").to_pylist()
    missing = {
        row["scenario"]: (row["n_missing"], row["n"]) for row in rows if row["metric"] == "partner_wait_p90_min"
    }
    assert missing == {"level=0": (1, 2), "level=1": (1, 2), "level=2": (1, 2)}


def test_the_tables_call_better_worse_and_unstable(reference: Path) -> None:
    study = read_study(reference)
    words = {
        (r["scenario"], r["metric"]): r["verdict"] for r in study.table("comparisons").to_pylist() if r["group"] == ""
    }
    assert words["level=2", "wait_p90_min"] == "worse"
    assert words["level=0", "wait_p90_min"] == "baseline"
    assert words["level=2", "backlog_second_half"] == "higher"
    assert study.table("scenarios")["stability"].to_pylist() == ["stable", "unstable", "unstable"]


# --- the audit -------------------------------------------------------------------------------------------------------


def test_at_least_one_replication_is_audited_and_none_twice(tmp_path: Path) -> None:
    out, seen = tmp_path / "out", tmp_path / "traces"
    seen.mkdir()
    scenarios = small_scenarios(2, traces=str(seen))
    first = run_small(out, scenarios, audit=audit, audit_share=0.0)
    again = run_small(out, scenarios, audit=audit, audit_share=0.0)
    assert len(first.audit) == 1
    assert first.audit == again.audit
    assert first.audit[0]["verdict"] == "agree"
    assert {"scenario", "replication"} <= set(first.audit[0])
    assert sum(times for name, times in traces(seen).items() if name.startswith("audit")) == 1
    assert read_study(out).manifest["audit"] == list(first.audit)


def test_the_sample_grows_with_its_share_and_with_the_study() -> None:
    small, large = make_plan("s", small_scenarios(10), 10), make_plan("s", small_scenarios(10), 20)
    tenth, half = set(audit_sample(small, 0.1)), set(audit_sample(small, 0.5))
    assert tenth < half
    assert len(audit_sample(small, 1.0)) == 100
    assert 35 <= len(half) <= 65
    assert half < set(audit_sample(large, 0.5))


def test_an_audit_that_fails_says_so_and_is_asked_again(tmp_path: Path) -> None:
    scenarios = [SmallStudyScenario("only", SmallScenario(behaviour="audit fails"), True)]
    for _ in range(2):
        run = run_small(tmp_path, scenarios, audit=audit)
        assert [(a["verdict"], a["error"]) for a in run.audit] == [("error", "RuntimeError")]
    assert run.exit_status == 0


def test_results_of_edited_sources_are_not_stored_under_the_old_address() -> None:
    work = StudyWork(simulate, code="the sources as they were when the study was planned")
    with pytest.raises(CodeChanged, match="run the same command again"):
        work(Assignment("replication", "ab" * 16, "s", SmallScenario(), 0))


# --- refusals --------------------------------------------------------------------------------------------------------


def test_all_faults_of_a_study_are_told_at_once(tmp_path: Path) -> None:
    twice = [
        SmallStudyScenario("a", SmallScenario(), True),
        SmallStudyScenario("a", SmallScenario(), True, {"label": 1}),
    ]
    with pytest.raises(FaultReport) as report:
        make_plan("../escape", twice, 0)
    assert {fault.where for fault in report.value.faults} == {"study", "run.replications", "sweep", "baseline"}
    assert len(report.value.faults) == 5
    with pytest.raises(FaultReport):
        run_small(tmp_path / "out", [])
    assert not (tmp_path / "out").exists()


def test_the_folder_of_another_study_is_refused(tmp_path: Path) -> None:
    run_small(tmp_path)
    plan = json.loads((tmp_path / "plan.json").read_text())
    (tmp_path / "plan.json").write_text(json.dumps({**plan, "study": "else"}))
    with pytest.raises(FaultReport, match="another study, else"):
        run_small(tmp_path)


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "replications").write_text("in the way")
    with pytest.raises(StorageError, match="run the same command again"):
        run_small(tmp_path)


def test_reading_reports_all_damage_at_once(tmp_path: Path) -> None:
    run_small(tmp_path)
    one, *_ = sorted((tmp_path / "replications").iterdir())
    one.write_bytes(b"")
    (tmp_path / "replications/holiday.jpg").write_bytes(b"")
    (tmp_path / "tables/comparisons.parquet").unlink()
    table = tmp_path / "tables/metrics.parquet"
    table.write_bytes(table.read_bytes()[:-1])
    with pytest.raises(FaultReport) as report:
        read_study(tmp_path)
    assert len(report.value.faults) == 4
    run_small(tmp_path)  # mends all but the file that is not ours
    assert [fault.where for fault in check_results(tmp_path)] == ["replications/holiday.jpg"]


def test_a_folder_that_holds_no_study_is_told_so(tmp_path: Path) -> None:
    assert {fault.where for fault in check_results(tmp_path)} == {"manifest.json", "plan.json"}
    (tmp_path / "manifest.json").write_text("{")
    (tmp_path / "plan.json").write_text("[]")
    assert {fault.where for fault in check_results(tmp_path)} == {"manifest.json", "plan.json"}


# --- what others may see ---------------------------------------------------------------------------------------------


def test_the_folder_tells_nobody_whose_machine_it_was(tmp_path: Path) -> None:
    run_small(tmp_path, misbehaving("raises"), command=f"muster sweep study={tmp_path}/mine")
    text = b"".join(
        path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".parquet"
    ).decode()
    for secret in (str(tmp_path), str(ROOT), str(Path.home()) + "/", os.getcwd(), f'"{socket.gethostname()}"'):
        assert secret not in text
    assert getpass.getuser() not in json.loads((tmp_path / "manifest.json").read_text())["platform"].values()
    assert "no crew in <folder>" in text


def test_the_manifest_holds_what_a_reader_needs_to_repeat_the_study(reference: Path, tmp_path: Path) -> None:
    run_small(tmp_path, question="Does it hold?", inputs={"demand.csv": "ab" * 32}, about={"seed_row": "C2"})
    manifest = read_study(tmp_path).manifest
    assert (manifest["question"], manifest["inputs"], manifest["seed_row"]) == (
        "Does it hold?",
        {"demand.csv": "ab" * 32},
        "C2",
    )
    first = manifest["scenarios"][0]
    assert (first["id"], first["seed"], first["engine"], first["baseline"]) == ("level=0", 7, "compiled", True)
    assert SmallScenario.model_validate(first["config"]) == SmallScenario()
    assert {"numpy", "numba", "tzdata"} <= set(manifest["versions"])
    assert len(manifest["code"]) == 64
