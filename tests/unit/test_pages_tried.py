"""The section "What was tried": each lever with its range and strength, what it was for, and nothing said that is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.configuration import compose
from sim.reports.levers import OWN, lever_lines, lever_tables
from sim.reports.results import Results, read_results
from sim.scenario.interventions import LEVERS
from tests.support.fake_results import RECIPES, Manifest, Recipes, write_fake_results

OF_LEVERS: Recipes = {
    ("strain_mean", ""): (0.2, -0.05, 0.0, 0.0, 0.0, 0.01, 0.002, 600),
    ("strain_eased", "lever=trim"): (0.0125, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 600),
    ("assaults_expected", ""): (500.0, -50.0, 0.0, 0.0, 0.0, 9.0, 1.0, 1),
    ("under_complaint_share", ""): (0.08, -0.01, 0.0, 0.0, 0.0, 0.002, 0.0005, 600),
    ("interventions_cost", ""): (0.0, 30000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1),
    ("interventions_cost", "lever=trim"): (24000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1),
    ("officers_reached", "lever=trim"): (600.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 600),
}
MECHANISMS = ["sickness=by_kind", "tour=county", "working=county", "safety=county", "trauma=county",
              "strain=demand_control_support"]  # fmt: skip


def tried(folder: Path, option: str, *words: str) -> Results:
    """Return results in which every scenario with the other roster tries an option of interventions."""
    plain, pulled = (compose([*MECHANISMS, *words, f"interventions={name}"]).model_dump(mode="json") for name in ("none", option))

    def configured(manifest: Manifest) -> None:
        for scenario in manifest["scenarios"]:
            scenario["config"] = pulled if scenario["axes"]["roster"] == "gmp_vsa" else plain
        manifest["assumptions"].append({"key": "interventions.flu_jabs.effect.central", "strength": "derived"})

    return read_results(write_fake_results(folder, recipes=RECIPES | OF_LEVERS, edit=configured))


def rows(results: Results, title: str) -> list[tuple[str, ...]]:
    return [tuple(row) for name, table in lever_tables(results) if name == title for row in table.rows]


def test_where_nothing_is_tried_nothing_is_said(tmp_path: Path) -> None:
    results = tried(tmp_path, "none")
    assert lever_tables(results) == []
    assert lever_lines(results) == ()


@pytest.mark.parametrize("name", LEVERS)
def test_every_lever_has_its_words_its_range_and_its_strength(tmp_path: Path, name: str) -> None:
    (line,) = lever_lines(tried(tmp_path, name))
    strength = "derived from published trials" if name == "flu_jabs" else "no effect size was found; its effect is assumed"
    assert strength in line
    assert " to " in line
    assert set(OWN) == set(LEVERS)


def test_what_is_assumed_of_every_lever_is_said_once(tmp_path: Path) -> None:
    derived, assumed = lever_lines(tried(tmp_path, "all"))[:2]
    assert derived.startswith("Influenza jabs: its effect is derived") or "derived from published trials" in derived
    assert assumed.startswith("No effect size was found for these, and each effect is assumed: ")
    assert "Early return to duty (0% to 40%), Mandatory breaks (50% to 100%)" in assumed
    assert assumed.endswith("What they change hangs on that; sweep interventions.effects to see how far.")


def test_trauma_care_shows_what_it_eases_and_for_what_money(tmp_path: Path) -> None:
    results = tried(tmp_path, "trim")
    (lever,) = rows(results, "The levers")
    assert lever[:2] == ("Trauma risk management", "of what a traumatic scene adds to strain (0.013 an officer in 28 days)")
    assert lever[2:5] == ("20%", "0% to 60%", "assumed")
    assert lever[5:] == ("100% of officers (600)", "90 days", "24,000")
    changed = rows(results, "What each changed, and for what money")
    assert {row[1:3] for row in changed} == {("Trauma risk management", "strain")}
    assert changed[0][5] == "30,000"


def test_cameras_without_assaults_to_act_on_are_about_complaints_only(tmp_path: Path) -> None:
    results = tried(tmp_path, "body_worn_video", "safety=none", "complaints=county")
    assert [row[1] for row in rows(results, "The levers")] == ["of complaints about officers who wear one"]
    assert [line.partition(":")[0] for line in lever_lines(results)] == ["Body-worn video, of complaints"]


def test_cameras_have_two_purposes_where_there_are_complaints(tmp_path: Path) -> None:
    without, both = tried(tmp_path / "a", "body_worn_video"), tried(tmp_path / "b", "body_worn_video", "complaints=county")
    assert [row[1] for row in rows(without, "The levers")] == ["of the chance of an assault"]
    assert len(lever_lines(without)) == 1
    first, second = rows(both, "The levers")
    assert first[2:4] == ("10%", "\u221215% to 25%")
    assert second[:5] == ("Body-worn video", "of complaints about officers who wear one", "15%", "0% to 40%", "assumed")
    told = lever_lines(both)[1]
    assert told == "Body-worn video, of complaints: no effect size was found; its effect is assumed, from 0% to 40%."
    purposes = {row[2] for row in rows(both, "What each changed, and for what money")}
    assert purposes == {"assaults to be expected", "the share of officers under complaint"}
