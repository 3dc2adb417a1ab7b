"""Broken studies: one report over the form, the tables and every combination, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.faults import FaultReport
from sim.studies import find_study, load_study, study_scenarios
from tests.support.fault_reports import Planted, assert_named, report_of

STUDY = """study: NAME
question: "What does it cost?"
choose: {force: county}
set: {run.days: 28}
sweep:
  roster: [two_two_two_four, gmp_vsa]
  staffing.cut: [0, 0.1]
baseline: {roster: two_two_two_four, staffing.cut: 0}
"""

STUDIES: dict[str, tuple[str, Planted]] = {
    "slips of the pen": (
        STUDY.replace("question", "questoin")
        .replace("roster: [two", "rooster: [two")
        .replace("force: county", "farce: county"),
        [
            ("line 2", "questoin", "question"),
            ("study.yaml line 1", "no question", "question:"),
            ("line 3", "farce", "force"),
            ("line 6", "rooster", "roster"),
            ("line 8", "roster", "rooster"),
        ],
    ),
    "wrong values": (
        STUDY.replace("0.1]", "'10%', 1.5]").replace("28", "soon").replace("county", "countee"),
        [
            ("line 7: staffing.cut=10%", "10%", "staffing.cut=0.1"),
            ("line 7: staffing.cut=1.5", "1.5", ""),
            ("line 4: run.days=soon", "soon", "365"),
            ("line 3: force=countee", "countee", "force=county"),
        ],
    ),
    "baselines": (
        STUDY.replace("staffing.cut: 0}", "staffing.cot: 0, roster: x}").replace(
            "baseline: {roster: two_two_two_four, ", "baseline: {"
        ),
        [
            ("line 8", "staffing.cot", "staffing.cut"),
            ("line 8", "x", "two_two_two_four"),
            ("line 8", "no value for staffing.cut", "staffing.cut: 0"),
        ],
    ),
    "shapes": (
        STUDY.replace("[0, 0.1]", "0.1").replace("{run.days: 28}", "[run.days]").replace("NAME", "My Study!")
        + "tables: {demand: ../demand.yaml, run: nowhere.yaml}\n",
        [
            ("line 7", "0.1", "[0.1]"),
            ("line 4", "run.days", "set:"),
            ("line 1", "My Study!", "my_study"),
            ("line 9", "../demand.yaml", "demand.yaml"),
            ("line 9", "no file nowhere.yaml", "nowhere.yaml"),
        ],
    ),
    "fixed and swept": (
        STUDY.replace("force: county", "roster: gmp_vsa").replace("run.days: 28", "staffing.cut: 0"),
        [("line 3", "roster both", "remove"), ("line 4", "staffing.cut both", "remove")],
    ),
    "no baseline": (
        STUDY.replace("baseline: {roster: two_two_two_four, staffing.cut: 0}\n", ""),
        [("study.yaml", "without baseline:", "add the line baseline: {roster: two_two_two_four, staffing.cut: 0}")],
    ),
    "a question that runs on": (
        STUDY.replace("What does it cost?", "why " * 501),
        [("line 2", "question is too long: 2,004 characters", "shorten")],
    ),
    "hostile": (
        STUDY
        + "hydra: {callbacks: {x: {_target_: os.system}}}\n_target_: a\nseed_row: ${oc.env:HOME}\n"
        + "x: &a [1]\ny: *a\nz: !!python/name:os.system\nset: {}\n",
        [
            ("line 9", "hydra", "remove"),
            ("line 9", "_target_", "remove"),
            ("line 10", "_target_", "remove"),
            ("line 11", "interpolation", "value"),
            ("line 12", "anchor", "value"),
            ("line 13", "alias", "value"),
            ("line 14", "tag", "!"),
            ("line 15", "set again", "remove"),
        ],
    ),
}


@pytest.mark.parametrize("name", STUDIES)
def test_broken_studies(name: str, tmp_path: Path) -> None:
    text, planted = STUDIES[name]
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "study.yaml").write_text(text.replace("NAME", "broken"), encoding="utf-8")
    assert_named(report_of(load_study, folder), planted)


def test_a_whole_study_runs_clean(tmp_path: Path) -> None:
    """The unbroken form of the studies above has no fault, so what the tests above find is what was planted."""
    (tmp_path / "study.yaml").write_text(STUDY.replace("NAME", "whole"), encoding="utf-8")
    assert len(study_scenarios(load_study(tmp_path))) == 4


def test_a_linked_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("title: x\n")
    folder = tmp_path / "linked"
    folder.mkdir()
    try:
        (folder / "demand.yaml").symlink_to(tmp_path / "secret.yaml")
    except OSError:
        pytest.skip("links need a privilege here")
    (folder / "study.yaml").write_text(STUDY.replace("NAME", "linked") + "tables: {demand: demand.yaml}\n")
    assert_named(report_of(load_study, folder), [("line 9", "link", "copy")])


def test_folders_without_a_study(tmp_path: Path) -> None:
    assert_named(report_of(load_study, tmp_path), [("study.yaml", "cannot be read", "check")])
    (tmp_path / "study.yaml").write_text("")
    assert_named(report_of(load_study, tmp_path), [("study.yaml", "empty", "study:")])
    (tmp_path / "study.yaml").write_text("- a\n- b\n")
    assert_named(report_of(load_study, tmp_path), [("study.yaml", "no key", "study:")])
    (tmp_path / "study.yaml").write_bytes(b"study: caf\xe9\n")
    assert_named(report_of(load_study, tmp_path), [("study.yaml line 1", "UTF-8", "UTF-8")])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    from sim.commands.check import run
    from sim.commands.options import Options

    (tmp_path / "my_force").mkdir()
    (tmp_path / "my_force" / "study.yaml").write_text("study: x\n")
    for call in (load_study, lambda path: run([str(path)], Options())):
        (fault,) = report_of(call, tmp_path / "nonsense")
        assert_named((fault,), [("nonsense", "a folder that does not exist", "spelling")])
        (fault,) = report_of(call, tmp_path / "my_forse")
        assert_named((fault,), [("my_forse", "a folder that does not exist", "my_force")])
    (fault,) = report_of(load_study, tmp_path / "first_look")
    assert "scenario=first_look" in fault.remedy


def test_the_study_is_named_where_the_path_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.yaml").write_text("question: x\n")
    with pytest.raises(FaultReport) as caught:
        load_study(".")
    assert f"in the study {tmp_path.name};" in str(caught.value)


def test_what_a_framework_would_act_on_is_named_once(tmp_path: Path) -> None:
    folder = tmp_path / "traps"
    folder.mkdir()
    text = STUDY.replace("NAME", "traps") + "_target_: os.system\ndefaults: [a, {_partial_: true}]\n"
    (folder / "study.yaml").write_text(text, encoding="utf-8")
    faults = report_of(load_study, folder)
    assert [fault.where for fault in faults] == ["study.yaml line 9", "study.yaml line 10", "study.yaml line 10"]


def test_an_unknown_study_is_named_with_its_neighbour() -> None:
    assert_named(report_of(find_study, "first_lok"), [("scenario=first_lok", "first_lok", "scenario=first_look")])
