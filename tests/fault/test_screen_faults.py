"""Wrong settings of a screening, and studies that cannot be screened: in plain words, all at once, exit 2, nothing written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sim.cli import main

CUTS = "staffing.cut=0,0.1"


def faulty(tmp_path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    out = tmp_path / "out"
    assert main(["screen", *words, f"out={out}", "--quiet"]) == 2
    assert not out.exists()
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert "nothing was run" in told
    return told


def test_all_faults_of_settings_and_study_in_one_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = faulty(tmp_path, capsys, "screen.trajectories=1", "screen.levels=5", "screen.reach=2", "screen.together=some",
                  "screen.walks=3", "screen.metrics=[utilization]", "screen.seed=1,2", "roster=gmp", CUTS)
    assert told.startswith("8 faults")
    for words in ("a whole number from 2 to 1000", "an even whole number", "up to 1", "alike or each",
                  "no setting called screen.walks", "did you mean utilisation", "several values", "roster"):
        assert words in told, words


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ((), "one scenario, so nothing is decided"),
        ((CUTS, "run.replications=1"), "2 or more"),
        ((CUTS, "screen.trajectories=900", "run.replications=100"), "at most 200000 runs"),
        ((CUTS, "screen.trajectories=four"), "a whole number from 2"),
        ((CUTS, "screen.reach=nan"), "up to 1"),
        ((CUTS, "~screen.reach"), "a setting taken away"),
        ((CUTS, "screen.metrics=utilisation"), "a list of measures"),
        (("scenario=first_looc",), "did you mean scenario=first_look"),
        (("study=nowhere_at_all",), "does not exist"),
    ],
)
def test_what_cannot_be_screened(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], part: str) -> None:
    assert part in faulty(tmp_path, capsys, *words)


def test_without_the_library_the_extra_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "SALib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "SALib", None)
    assert 'pip install "muster-sim[screen]"' in faulty(tmp_path, capsys, CUTS)


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["screen", CUTS, f"out={tmp_path / 'file'}", "--quiet"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_help_says_what_a_screening_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", "--help"]) == 0
    assert "shares out no variance" in capsys.readouterr().out
