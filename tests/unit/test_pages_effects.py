"""Effects and focus: how a sweep adds up, and which measures the page chooses to tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.metrics import METRICS
from sim.reports.effects import beyond_sum, changes, effects
from sim.reports.focus import candidates, focus, size_of_change, story
from sim.reports.results import read_results
from tests.support.fake_results import FRONT_DOOR, RECIPES, without_effects, write_fake_results
from tests.support.pages import ATTENDED


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_fake_results(tmp_path_factory.mktemp("results"))


def test_main_effects_find_what_was_planted(folder: Path) -> None:
    results = read_results(folder)
    found = {e.change.axis: e for e in effects(results, [(ATTENDED, "")])}
    _, roster, cut, short, both, *_ = RECIPES[ATTENDED, ""]
    planted = {"roster": roster, "staffing.cut": cut + both / 2, "partners.shortfall": short + both / 2}
    assert set(found) == set(planted)
    for axis, size in planted.items():
        effect = found[axis]
        assert effect.low < size < effect.high, axis
        assert effect.high - effect.low < 0.012, "narrow enough to have failed"
        assert len(effect.change.pairs) == 4
        assert effect.family_size == 3 * len(results.headline)


def test_what_exceeds_the_sum_is_the_planted_interaction(folder: Path) -> None:
    [effect] = beyond_sum(read_results(folder), [(ATTENDED, "")])
    assert effect.low < RECIPES[ATTENDED, ""][4] < effect.high < 0
    assert effect.verdict == "worse"


def test_unstable_options_take_no_part_in_effects(tmp_path: Path) -> None:
    def edit(manifest: dict[str, Any]) -> None:
        manifest["unstable"] = [manifest["scenarios"][7]["id"]]

    results = read_results(write_fake_results(tmp_path, edit=edit))
    assert {len(c.pairs) for c in changes(results)} == {3}
    assert beyond_sum(results, [(ATTENDED, "")]) == []


# What a study is about


def test_of_unmoved_measures_nothing_is_told(tmp_path: Path) -> None:
    about = focus(read_results(write_fake_results(tmp_path, recipes=without_effects())))
    assert about.beside == ()
    assert about.columns == ()
    assert about.led == ()
    assert about.lead == (ATTENDED, "")


def test_what_a_setting_moves_most_is_told_once_for_each_story(tmp_path: Path) -> None:
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | FRONT_DOOR))
    about = focus(results)
    told = {(e.change.axis, e.metric): e for e in about.beside}
    assert ("roster", "suspended_share") in told, "from one in a hundred to three in ten: the largest there is"
    assert ("partners.shortfall", "partner_wait_p50_min") in told
    assert ("partners.shortfall", "calls_in_time") not in told, "999 answered in time has told that story"
    for change in changes(results):
        stories = [story(e.metric) for e in about.of(change)]
        assert len(stories) == len(set(stories)) <= 2
    assert about.columns == tuple(dict.fromkeys((e.metric, e.group) for e in about.beside))[:3]


def test_strain_is_told_after_what_has_a_nought_of_its_own(tmp_path: Path) -> None:
    """From nothing to something is the largest size there is, and strain's nothing is an assumption."""
    strain = {("strain_mean", ""): (0.0, 0.4, 0.4, 0.0, 0.0, 0.01, 0.002, 600)}
    about = focus(read_results(write_fake_results(tmp_path, recipes=RECIPES | FRONT_DOOR | strain)))
    told = [e.metric for e in about.beside if e.change.axis == "roster"]
    assert "suspended_share" in told
    assert "strain_mean" not in told, "two others were moved notably"
    alone = focus(read_results(write_fake_results(tmp_path / "alone", recipes=without_effects() | strain)))
    assert {e.metric for e in alone.beside} == {"strain_mean"}, "told where nothing else is moved"


def test_what_is_told_holds_for_everything_looked_at(tmp_path: Path) -> None:
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | FRONT_DOOR))
    about = focus(results)
    family = 3 * (len(results.headline) + about.looked_at)
    assert about.looked_at > len(candidates(results)), "parts of the public are looked at too"
    assert {e.family_size for e in about.beside} == {family}
    for effect in about.beside:
        [narrow] = [e for e in effects(results, [(effect.metric, effect.group)]) if e.change == effect.change]
        assert effect.high - effect.low > narrow.high - narrow.low


def test_no_headline_measure_and_no_mark_of_stability_is_a_candidate(tmp_path: Path) -> None:
    found = dict(candidates(read_results(write_fake_results(tmp_path, recipes=RECIPES | FRONT_DOOR))))
    assert not {"calls_999_in_time", "never_heard", ATTENDED, "standard_kept", "supply_officers"} & set(found)
    assert found["control_room_busy"] == "pool=call_takers", "stored by group only, so its groups are"


def test_sizes_share_one_scale() -> None:
    wait = METRICS["wait_p90_min"]
    assert size_of_change(wait, 40.0, 4.0) == pytest.approx(2 * 4 / 84)
    assert size_of_change(wait, 0.0, 7.0) == 2.0
    assert size_of_change(wait, 0.0, 0.0) == 0.0
    share = METRICS[ATTENDED]
    assert size_of_change(share, 0.5, 0.1) == pytest.approx(0.2014, abs=1e-4)  # Cohen's h, by hand: 1.7722 - 1.5708
    assert size_of_change(share, 0.95, -0.05) == pytest.approx(size_of_change(share, 0.05, 0.05), rel=1e-9), "both ways alike"
    assert size_of_change(share, 0.9, 5.0) == pytest.approx(size_of_change(share, 0.9, 0.1)), "a share stays a share"


@pytest.mark.parametrize(("attended", "lead"), [(-0.05, ATTENDED), (-0.004, "officer_hours_held")])
def test_the_public_leads_where_it_is_moved_notably(tmp_path: Path, attended: float, lead: str) -> None:
    recipes = without_effects()
    base, _, _, _, _, wide, own, den = recipes[ATTENDED, ""]
    recipes[ATTENDED, ""] = (base, 0.0, attended, 0.0, 0.0, wide, own, den)
    base, _, _, _, _, wide, own, den = recipes["officer_hours_held", ""]
    recipes["officer_hours_held", ""] = (base, 0.0, 0.0, 15000.0, 0.0, wide, own, den)
    assert focus(read_results(write_fake_results(tmp_path, recipes=recipes))).lead == (lead, "")


def test_a_change_good_for_one_grade_and_bad_for_another_is_unequal(tmp_path: Path) -> None:
    recipes = without_effects()
    for group, effect in (("grade=1", 0.04), ("grade=3", -0.06)):
        base, _, _, _, _, wide, own, den = recipes[ATTENDED, group]
        recipes[ATTENDED, group] = (base, effect, 0.0, 0.0, 0.0, wide, own, den)
    [part] = focus(read_results(write_fake_results(tmp_path, recipes=recipes))).unequal
    assert [(e.group, e.verdict) for e in part] == [("grade=1", "better"), ("grade=3", "worse")]
    assert {e.change.axis for e in part} == {"roster"}
