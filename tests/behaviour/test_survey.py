"""``muster survey`` end to end: tables, files and page; the same seed, the same bytes; nobody to be found in any of it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from sim.cli import main

SMALL = ["force.officers=400", "demand.logged_per_year=220000", "run.days=29", "run.warmup_days=7", "run.replications=2",
         "strain=pressures", "sickness=feedback", "survey.response.rate=0.34"]
FILES = {"survey.json", "survey.html", "prevalence.csv", "links.csv", "groups.csv"}
# So steep that links pass: the point here is the path from link to odds ratio, not how strong a link is.
STEEP = ["survey.stress.slope=8", "survey.own=0", "survey.answers.coloured=0", "survey.answers.noise=0.1"]


def held(folder: Path, *words: str) -> dict:
    assert main(["survey", *SMALL, *words, f"out={folder}", "--quiet"]) == 0
    return json.loads((folder / "survey.json").read_text())


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    folder = tmp_path_factory.mktemp("survey") / "held"
    return folder, held(folder, *STEEP)


def test_a_survey_from_words_to_page(survey: tuple[Path, dict]) -> None:
    folder, report = survey
    assert {path.name for path in folder.iterdir()} == FILES
    page = (folder / "survey.html").read_text()
    assert report["label"] in page
    assert "no evidence for it" in page
    assert "not found" in page
    assert "<script" not in page
    assert report["asked"] > 700
    assert report["respondents"] == pytest.approx(0.34 * report["asked"], abs=60)
    job = report["welfare"][0]
    assert job["respondents"] == pytest.approx(0.386, abs=0.006)
    assert job["all"] < job["respondents"], "those who answer are the strained ones"


def test_links_that_pass_have_odds_ratios_and_the_others_have_none(survey: tuple[Path, dict]) -> None:
    folder, report = survey
    kept = [row["all"] for row in report["links"] if row["all"]["kept"]]
    assert kept
    assert all(abs(link["r"]) >= 0.3 and link["p"] < 0.001 for link in kept)
    assert all(link["low"] <= link["odds"] <= link["high"] for link in kept if not link["why_not"])
    assert any(not link["why_not"] for link in kept)
    assert all("odds" not in row["all"] for row in report["links"] if not row["all"]["kept"])
    with (folder / "links.csv").open() as table:
        rows = list(csv.DictReader(table))
    assert [(row["pressure"], row["outcome"]) for row in rows] == [(row["pressure"], row["outcome"]) for row in report["links"]]


def test_no_officer_is_in_any_file(survey: tuple[Path, dict]) -> None:
    """Every table is shorter than the officers asked, no list is as long, and no group shown is below ten."""
    folder, report = survey
    longest = 0

    def walk(value: object) -> None:
        nonlocal longest
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(inner)
        longest = max(longest, len(value) if isinstance(value, list) else 0)

    walk(report)
    assert longest <= 22
    assert all(row["respondents"] is None or row["respondents"] >= 10 for row in report["groups"])
    assert not any(word in (folder / "survey.json").read_text() for word in ("seat", '"officer"', str(folder.parent)))


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(survey: tuple[Path, dict], tmp_path: Path) -> None:
    folder, report = survey
    held(tmp_path / "again", *STEEP)
    assert {name: (folder / name).read_bytes() for name in FILES} == {
        name: (tmp_path / "again" / name).read_bytes() for name in FILES}
    assert held(tmp_path / "other", *STEEP, "run.seed=7")["prevalence"] != report["prevalence"]


def test_too_few_respondents_leave_no_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Figures of an earlier survey in the same folder go as well."""
    folder = tmp_path / "few"
    held(folder)
    report = held(folder, "survey.response.rate=0.03")
    assert not report["enough"]
    assert report["respondents"] is None
    assert not {"welfare", "links", "groups", "prevalence", "force_overview", "strain"} & set(report)
    assert {path.name for path in folder.iterdir()} == {"survey.json", "survey.html"}
    assert "not more than 100 officers answered" in capsys.readouterr().out
    assert "<table" not in (folder / "survey.html").read_text()
