"""Wrong settings of people and survey, and surveys that cannot be held: in plain words, all at once, exit 2, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import main
from sim.configuration import compose
from sim.faults import FaultReport

ON = ("people=county", "survey=county")
WRONG = [
    ("people.women=1.2", "people.women"),
    ("people.joined_age.usual=50", "people.joined_age"),
    ("people.joined_age.youngest=12", "people.joined_age.youngest"),
    ("people.oldest_age=40", "people.oldest_age"),
    ("people.roles={response: 0, neighbourhood: 0, roads: 0}", "people.roles"),
    ("people.roles.response=-1", "people.roles.response"),
    ("people.height=2", "people.height"),
    ("survey.own=-0.5", "survey.own"),
    ("survey.stress.cuts=[0,-1,1,2]", "survey.stress.cuts"),
    ("survey.stress.cuts=[0,1,2]", "survey.stress.cuts"),
    ("survey.stress.share=1", "survey.stress.share"),
    ("survey.answers.cuts=[0.5,0.5,1,2]", "survey.answers.cuts"),
    ("survey.wellbeing.men=40", "survey.wellbeing.men"),
    ("survey.response.rate=0", "survey.response.rate"),
    ("survey.response.by_strain=nan", "survey.response.by_strain"),
    ("survey.analysis.p_below=5", "survey.analysis.p_below"),
    ("survey.protection.least_respondents=50", "survey.protection.least_respondents"),
    ("survey.protection.smallest_group=5", "survey.protection.smallest_group"),
]


@pytest.mark.parametrize(("word", "key"), WRONG, ids=[word for word, _ in WRONG])
def test_a_wrong_setting_is_named(word: str, key: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose([*ON, word])
    assert key in str(caught.value)


@pytest.mark.parametrize(("words", "cure"), [
    (["survey=county"], "people=county"),
    ([*ON, "pressures=none"], "pressures=surveyed"),
    ([*ON, "sickness=none"], "sickness=feedback"),
])  # fmt: skip
def test_a_survey_needs_officers_pressures_and_strain(words: list[str], cure: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose(words)
    assert "survey.on" in str(caught.value)
    assert cure in str(caught.value)


def test_several_are_reported_together() -> None:
    words = ["people.women=2", "survey.response.rate=3", "survey.protection.smallest_group=1"]
    with pytest.raises(FaultReport) as caught:
        compose([*ON, *words])
    assert all(word.partition("=")[0] in str(caught.value) for word in words)


@pytest.mark.parametrize(("words", "said"), [
    (["run=smoke"], "run.days=57"),  # 28 days: the last of them is never over
    (["run=smoke", "run.days=29", "survey=none"], "survey=county"),
    (["run.days=29", "people=none"], "people=county"),
    (["run.days=29", "staffing.cut=0,0.1"], "one value"),
    (["scenario=virtual_survey", "study=x"], "one of them"),
    (["run.days=29", "folder=x"], "folder"),
    (["run.days=29", "servey.own=1"], "survey"),
])  # fmt: skip
def test_a_survey_that_cannot_be_held_is_answered_in_plain_words(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "survey"
    assert main(["survey", *words, f"out={folder}"]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert "Traceback" not in captured.out + captured.err
    assert not folder.exists()


def test_a_file_in_the_way_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "taken"
    place.write_text("mine")
    assert main(["survey", "run.days=29", f"out={place}"]) == 2
    assert "a file" in capsys.readouterr().err
    assert place.read_text() == "mine"
