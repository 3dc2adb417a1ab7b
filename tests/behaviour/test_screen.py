"""``muster screen`` end to end on a tiny force: tables and page, the same bytes for any number of workers and after losses."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim.cli import main

# Twelve officers in one place, no travel, no sleep, no sickness: a run of five days takes some hundredths of a second.
TINY = ["force=bench", "force.officers=12", "demand=flat", "demand.logged_per_year=12000", "roster=always_on", "crewing=single",
        "abstraction=none", "operations=bare", "sickness=none", "partners=none", "fatigue=none", "pressures=none",
        "run.days=5", "run.warmup_days=1", "run.replications=3", "staffing.cut=0,0.25", "run.audit_days=1"]
# Within half of each range twelve officers, and nine, keep up with the work everywhere.
MEASURES = ["screen.trajectories=3", "screen.reach=0.5", "screen.metrics=[utilisation,wait_p50_min,backlog_mean]"]
TABLES = ("effects", "verdicts", "points")


def screened(folder: Path, *words: str) -> dict:
    assert main(["screen", *TINY, *MEASURES, *words, f"out={folder}", "--quiet"]) == 0
    return json.loads((folder / "screen.json").read_text())


def digests(folder: Path) -> dict[str, str]:
    files = [folder / "screen.json", folder / "screen.html", *(folder / "tables" / f"{name}.parquet" for name in TABLES)]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def screening(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("screen") / "one"
    return folder, screened(folder, "run.workers=1")


def test_what_was_moved_and_what_not_is_told_number_by_number(screening: tuple[Path, dict]) -> None:
    _, report = screening
    assert report["screened"] + len(report["not_screened"]) == report["assumed"]
    assert sum(report["left_out"].values()) == len(report["not_screened"])
    names = {factor["name"] for factor in report["factors"]}
    assert {"demand.scale", "demand.types.*.scene.mean_min"} <= names
    assert "staffing.cut" not in names
    reasons = {one["key"]: one["reason"] for one in report["not_screened"]}
    assert reasons["staffing.cut"] == "varied by the study itself"
    assert "off" in reasons["force.areas.bench.travel.mean_min"]
    assert "another force" in reasons["demand.logged_per_year"]
    assert all(factor["strength"] == "assumed" and factor["source"] for factor in report["factors"])


def test_effects_are_known_where_theory_knows_them(screening: tuple[Path, dict]) -> None:
    """Work that all gets done makes nine officers a third busier than twelve, so work times 1/36; costs are nobody's work."""
    folder, report = screening
    rows = {(row["metric"], row["factor"]): row for row in pq.read_table(folder / "tables" / "effects.parquet").to_pylist()}
    assert len(rows) == 3 * len(report["factors"])
    for name in ("demand.scale", "demand.types.*.scene.mean_min", "demand.types.*.attended"):
        effect = rows["utilisation", name]
        assert effect["steps"] == 3
        assert effect["mu"] == effect["mu_star"] > effect["floor"] > 0, name
    busier = next(row for row in report["conclusions"] if row["metric"] == "utilisation")
    assert busier["points"]["up"] == report["points"]
    assert report["steps"] == {"taken": 3 * len(report["factors"]), "with_effect": 3 * len(report["factors"])}
    assert not busier["hangs_on"], "more or less work changes how much busier they are, never that they are"
    verdicts = pq.read_table(folder / "tables" / "verdicts.parquet").to_pylist()
    work = 12000 * 30 / 525600  # officers busy all the time, as configured
    configured = next(row for row in verdicts if row["point"] == 0 and row["metric"] == "utilisation")
    assert configured["difference"] == pytest.approx(work / 36, rel=0.35)
    cost = rows["utilisation", "staffing.cost.*"]
    assert (cost["mu_star"], cost["sigma"], cost["noise"]) == (0, 0, 0), "what does nothing has an effect of exactly nothing"
    assert "staffing.cost.*" in report["nothing_at_all"]
    assert "demand.scale" not in report["nothing_at_all"]


def test_conclusions_are_the_paired_differences_of_the_study(screening: tuple[Path, dict], tmp_path: Path) -> None:
    folder, report = screening
    assert main(["sweep", *TINY, "run.workers=1", f"out={tmp_path}", "--quiet"]) == 0
    told = pq.read_table(tmp_path / "tables" / "comparisons.parquet").to_pylist()
    expected = {row["metric"]: row["difference"] for row in told if row["group"] == "" and row["scenario"] == "staffing.cut=0.25"}
    found = {row["metric"]: row["difference"] for row in report["conclusions"]}
    assert set(found) == {"utilisation", "wait_p50_min", "backlog_mean"}
    assert found == pytest.approx({name: expected[name] for name in found})
    keys = {path.name for path in (folder / "replications").iterdir()}
    assert {path.name for path in (tmp_path / "replications").iterdir()} <= keys, "as configured is the study's own replication"
    verdicts = pq.read_table(folder / "tables" / "verdicts.parquet").to_pylist()
    assert len(verdicts) == 3 * (report["points"] + 1)
    for row in report["conclusions"]:
        assert sum(row["points"].values()) == report["points"]


def test_points_are_a_walk_and_name_what_runs_away(screening: tuple[Path, dict]) -> None:
    folder, report = screening
    points = pq.read_table(folder / "tables" / "points.parquet").to_pylist()
    assert len(points) == report["points"] == 3 * (len(report["factors"]) + 1)
    for before, after in zip(points, points[1:], strict=False):
        if before["walk"] == after["walk"]:
            changed = [factor["name"] for factor in report["factors"] if before[factor["name"]] != after[factor["name"]]]
            assert changed == [after["moved"]]
    assert sum(bool(point["unstable"]) for point in points) == report["unstable_points"]


def test_workers_and_interruptions_change_no_byte(screening: tuple[Path, dict], tmp_path: Path) -> None:
    """The same screening with two workers; and one whose runs were lost in part, gone on with."""
    folder, _ = screening
    before = digests(folder)
    two = tmp_path / "two"
    screened(two, "run.workers=2")
    assert digests(two) == before
    lost = sorted((two / "replications").iterdir())[::5]
    for path in lost:
        path.unlink()
    screened(two, "run.workers=1")
    assert digests(two) == before
    events = [json.loads(line) for line in (two / "journal.jsonl").read_text().splitlines()]
    done = [event["key"] for event in events if event["event"] == "done"]
    assert len(done) - len(set(done)) == len(lost), "only what was lost ran again"


def test_more_walks_keep_what_was_run(screening: tuple[Path, dict], tmp_path: Path) -> None:
    folder, report = screening
    grown = tmp_path / "grown"
    screened(grown, "run.workers=1", "screen.trajectories=2")
    first = {path.name for path in (grown / "replications").iterdir()}
    assert first < {path.name for path in (folder / "replications").iterdir()}
    assert report["points"] > len(first) / 6


def test_the_page_says_what_hangs_on_what_and_checks_and_reports_find_it_whole(
    screening: tuple[Path, dict], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, report = screening
    page = (folder / "screen.html").read_text()
    assert "Which conclusion hangs on which assumption" in page
    assert page.index("Which conclusion hangs on which") < page.index("What this does not show")
    assert "share of variance" in page
    for factor in report["factors"]:
        assert factor["source"].replace("&", "&amp;")[:40] in page
    before = digests(folder)
    assert main(["check", str(folder)]) == 0
    assert main(["report", str(folder)]) == 0
    assert "The page:" in capsys.readouterr().out
    assert digests(folder) == before


def test_a_damaged_table_is_found(screening: tuple[Path, dict], capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = screening
    table = folder / "tables" / "effects.parquet"
    kept = table.read_bytes()
    try:
        table.write_bytes(kept[:-9] + b"000000000")
        assert main(["check", str(folder)]) == 2
        assert main(["report", str(folder)]) == 2
        assert "effects.parquet" in capsys.readouterr().err
    finally:
        table.write_bytes(kept)


@pytest.mark.parametrize("damage", [
    lambda text: text.replace('"points":', '"dots":', 1), lambda text: text.replace('"screened":', '"screened": 1, "was":', 1),
    lambda text: text[:100], lambda text: "[]", lambda text: "{}", lambda text: "", lambda text: "[" * 100_000,
])  # fmt: skip
def test_a_damaged_report_is_a_fault_and_no_traceback(
    screening: tuple[Path, dict], damage: Callable[[str], str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(screening[0], folder)
    assert main(["check", str(folder)]) == 0
    (folder / "screen.json").write_text(damage((folder / "screen.json").read_text()))
    page = (folder / "screen.html").read_bytes()
    capsys.readouterr()
    for verb in ("check", "report"):
        assert main([verb, str(folder)]) == 2
        told = capsys.readouterr().err
        assert "screen.json" in told
        assert "Traceback" not in told
    assert (folder / "screen.html").read_bytes() == page, "the page that was is not lost"
