"""What an option costs beside the leading figure: safety, borrowed hours, one part of the county, another way of counting."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sim.metrics import METRICS
from sim.reports import build_dashboard
from sim.reports.caveats import lent_hours, towns_and_country
from sim.reports.choice import borrowed
from sim.reports.crews import TWO_TALLIES, crew_plans, two_tallies
from sim.reports.finding import find
from sim.reports.getting_there import getting_there_plans
from sim.reports.results import Results, read_results
from sim.reports.sections import content, public_plans
from sim.reports.settings import level_words
from sim.reports.sharing import SHORT_NAMES, family_share, ledger
from sim.reports.standards import KEPT
from sim.reports.tables import MOST_COLUMNS
from sim.reports.titles import finding_title
from tests.support.fake_results import AXES, RECIPES, Recipes, without_effects, write_fake_results
from tests.support.pages import ATTENDED, changed, decided, exactly_alike, option_with, words_of

SAFETY: Recipes = {
    ("assaults_expected", ""): (588.0, 26.0, 0.0, 0.0, 0.0, 9.0, 1.0, 1),
    ("injury_cost_expected", ""): (390000.0, 9000.0, 0.0, 0.0, 0.0, 9000.0, 9000.0, 1),
    ("injury_cost", ""): (390000.0, 9000.0, 0.0, 0.0, 0.0, 90000.0, 90000.0, 1),
}
CREWS: Recipes = {
    ("single_crewed_log", ""): (0.357, 0.07, 0.0, 0.0, 0.0, 0.004, 0.002, 9000),
    ("often_alone_share", ""): (0.997, -0.6, 0.0, 0.0, 0.0, 0.001, 0.001, 600),
}
AID: Recipes = {
    ("aid_hours", ""): (0.0, 20000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1),
    ("aid_returned_hours", ""): (0.0, 12000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1),
    ("aid_owed_hours", ""): (0.0, 2000.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1),
}
PLACES: Recipes = {
    (ATTENDED, "kind=urban"): (0.86, 0.04, 0.0, 0.0, 0.0, 0.008, 0.002, 18000),
    (ATTENDED, "kind=rural"): (0.79, -0.03, 0.0, 0.0, 0.0, 0.008, 0.002, 6000),
    ("wait_p90_min", "kind=urban"): (70.0, -9.0, 0.0, 0.0, 0.0, 2.0, 1.0, 18000),
    ("wait_p90_min", "kind=rural"): (99.0, 4.0, 0.0, 0.0, 0.0, 2.0, 1.0, 6000),
}
ROSTER = {"roster": "gmp_vsa"}


def made(tmp_path: Path, more: Recipes, **others: Any) -> Results:
    return read_results(write_fake_results(tmp_path, recipes=RECIPES | more, **others))


# Safety


def test_assaults_and_their_cost_stand_in_the_table_and_on_a_card(tmp_path: Path) -> None:
    results = made(tmp_path, SAFETY)
    finding, table = decided(results)
    titles = [head.title for head in table.heads]
    assert METRICS["assaults_expected"].title in titles
    assert METRICS["injury_cost_expected"].title in titles, "too close to call, and a price all the same"
    assert METRICS["injury_cost"].title not in titles, "what is to be expected stands for what was drawn"
    assert len(titles) <= MOST_COLUMNS
    assert "Safety" in [title for title, _ in table.families]
    card = family_share(results, option_with(results, ROSTER), "safety")
    assert card.standing == "pays"
    assert re.search(r"Assaults to be expected rise by 2\d.*The cost of injuries to be expected rises by \u00a3", card.words)
    assert "safety" in {share.family for share in ledger(results, finding.focus)[0].shares}


def test_an_unclear_price_is_told_with_its_amount(tmp_path: Path) -> None:
    results = made(tmp_path, {("injury_cost", ""): (390000.0, 0.0, 0.0, 0.0, 0.0, 9000.0, 60000.0, 1)})
    words = family_share(results, option_with(results, ROSTER), "safety").words
    assert re.search(r"the cost of injuries from assaults (rises|falls) by \u00a3[\d,]+ a year \(", words)


def test_a_force_that_counts_no_assaults_has_no_card_for_them(tmp_path: Path) -> None:
    nothing = {key: (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1) for key in SAFETY}
    results = made(tmp_path, nothing)
    assert "safety" not in results.paying


def test_the_log_stands_beside_the_officers_own_tally(tmp_path: Path) -> None:
    axes = {"crewing": {"double": "", "single": ""}} | {a: v for a, v in AXES.items() if a != "roster"}
    results = made(tmp_path, CREWS, axes=axes)
    config = {"crewing": {"often_alone_share": 0.5}}
    said = "The log shows one officer at 35.7% of incidents in the baseline, yet 99.7% of officers are alone often"
    chart = content(results, crew_plans(results)).charts[0]
    assert re.sub(r"\d\d\.\d%", "N", chart.title) == re.sub(r"\d\d\.\d%", "N", said)
    assert TWO_TALLIES.startswith("The two differ by design")
    assert TWO_TALLIES in chart.note
    panels = [a["text"] for a in chart.figure["layout"]["annotations"] if "By the" in a["text"]]
    assert [text.partition(":")[0] for text in panels] == ["By the log", "By the officers"]

    def configured(manifest: dict[str, Any]) -> None:
        manifest["scenarios"][0]["config"] = config

    half = two_tallies(made(tmp_path / "half", CREWS, edit=configured))
    assert half.endswith("of officers are alone for more than 50% of their duty")
    elsewhere = content(made(tmp_path / "roster", CREWS), crew_plans(made(tmp_path / "roster", CREWS))).charts[0]
    assert not elsewhere.title.startswith("The log"), "a study that asks something else says what moved"


# Mutual aid


def test_borrowed_hours_are_told_as_they_are_in_a_run_with_what_is_owed(tmp_path: Path) -> None:
    results = made(tmp_path, AID)
    option = option_with(results, ROSTER)
    lent = results.estimate(option.id, "aid_hours").mean * 91 / 365.25
    assert borrowed(results, option) == f" It borrows {lent:,.0f} officer hours from other forces in a run of 91 days."
    assert borrowed(results, results.baseline) == ""
    told = lent_hours(results, option)
    assert f"lend {lent:,.0f} officer hours in a run of 91 days" in told
    assert re.search(r"[23],\d\d\d are returned in it and [12],\d\d\d still owed at its end", told)
    assert lent_hours(made(tmp_path / "none", {}), None) == ""
    finding = find(results)
    assert "It borrows" in " ".join((finding.answer, *finding.sentences)), "an option that borrows says so where it is praised"


def test_an_option_that_is_better_for_all_still_says_what_it_borrowed(tmp_path: Path) -> None:
    recipes = changed(without_effects(RECIPES | AID), ATTENDED, roster=0.03)
    recipes |= {("aid_hours", ""): AID["aid_hours", ""]}
    finding = find(read_results(write_fake_results(tmp_path, recipes=recipes)))
    assert "is better than the baseline" in finding.answer
    assert "officer hours from other forces in a run of 91 days." in finding.answer


def test_hours_lent_returned_and_owed_share_one_chart(tmp_path: Path) -> None:
    results = made(tmp_path, AID)
    plans = [p for p in getting_there_plans(results) if "aid_hours" in {w.metric for w in p.wanted}]
    assert [w.metric for w in plans[0].wanted if w.drawn] == ["aid_hours", "aid_returned_hours", "aid_owed_hours"]
    [chart] = content(results, plans).charts
    heads = " ".join(chart.table.heads)
    assert all(METRICS[name].title in heads for name, _ in AID)


# Town and country


def test_town_and_country_stand_near_the_top(tmp_path: Path) -> None:
    results = made(tmp_path, PLACES)
    charts = content(results, public_plans(results)).charts
    assert "urban areas" in charts[1].title
    told = towns_and_country(results, option_with(results, ROSTER))
    assert re.search(r"rises by 4\.\d.* in urban areas but falls by 3\.\d.* in rural areas", told)


def test_town_and_country_are_not_told_where_they_move_alike(tmp_path: Path) -> None:
    alike = PLACES | {(ATTENDED, "kind=rural"): (0.79, 0.037, 0.0, 0.0, 0.0, 0.008, 0.001, 6000)}
    assert towns_and_country(made(tmp_path, alike), None) == ""


# Yardsticks

CLOCKS = {
    "force.grades.1.clock": {"logged": "", "call": ""},
    "force.grades.1.statistic": {"share": "", "median": ""},
    "force.grades.1.aim": {"0.9": "", "0.8": ""},
}


@pytest.fixture
def clocks(tmp_path: Path) -> Results:
    recipes = changed(exactly_alike(without_effects()), ATTENDED, roster=-0.01)
    recipes = changed(recipes, ATTENDED, "grade=1", roster=-0.03)
    recipes[KEPT, "grade=1"] = (0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 6200)
    return read_results(write_fake_results(tmp_path, recipes=recipes, axes=CLOCKS, replications=12))


def test_the_table_of_a_yardstick_study_shows_its_grade_and_its_standard(clocks: Results) -> None:
    finding, table = decided(clocks)
    titles = [head.title for head in table.heads]
    assert titles == ["Attended within target", "Attended within target, Grade 1", "Standard kept, Grade 1"]
    base, median = table.rows[0].cells[2], next(r for r in table.rows if r.title == "1 judged by the middle case").cells[2]
    assert (base.word, base.main) == ("missed", "0 of 12 runs")
    assert (median.word, median.main) == ("kept", "12 of 12 runs")
    assert base.tone == median.tone == "plain", "another yardstick is neither good nor bad"
    assert len(table.rows) == 4, "the aim changes nothing that is stored"
    assert re.search(r"for Grade 1 from 8\d\.\d% to 8\d\.\d%", finding.answer)
    assert "kept in every run under \u201c1 judged by the middle case\u201d" in finding.answer


def test_a_change_of_statistic_is_not_called_unchanged(clocks: Results) -> None:
    finding = find(clocks)
    row = next(r for r in finding.ledger if r.title == "1 judged by the middle case")
    assert row.shares[0].standing == "counted differently"
    assert row.shares[0].words == "Grade 1 standard kept in 48 of 48 runs, before in 0 of 48"
    assert "1.0\u202fpoints" in finding.sentences[0]
    assert "less, with nobody there sooner or later for it" in finding.sentences[0]


def test_titles_of_a_yardstick_study_claim_no_rise_or_fall(clocks: Results) -> None:
    plan = public_plans(clocks)[0]
    title = finding_title(clocks, [w for w in plan.wanted if w.drawn])
    assert title.startswith("Attendance within target is only counted differently, most under \u201c1 clock from the call\u201d")
    found = content(clocks, public_plans(clocks))
    assert len(found.charts) == 1, "waits that are the same in every run are told in a line"
    assert "the wait that one in ten exceeds" in found.quiet


def test_sections_in_which_nothing_moves_are_one(clocks: Results) -> None:
    page = words_of(build_dashboard(clocks.folder).read_text(encoding="utf-8"))
    assert 'id="officers"' not in page
    assert 'id="still"' in page
    assert "Officers: the same in every run under every option" in page


# Names


def test_police_hours_held_for_partners_are_not_called_partners(tmp_path: Path) -> None:
    assert SHORT_NAMES["partners"] == "Hours held for partners"
    results = made(tmp_path, {})
    card = family_share(results, option_with(results, {"partners.shortfall": "0.25"}), "partners")
    assert (card.standing, card.shown) == ("pays", "more hours")
    _, table = decided(results)
    assert "Partners" not in [title for title, _ in table.families]


def test_crewing_by_area_says_where_it_is_risky_if_it_does() -> None:
    assert level_words("crewing", "by_area", {"crewing": {"double_for_risk": True}}) == (
        "double crewing by area and where it is risky"
    )
    assert level_words("crewing", "by_area", {"crewing": {"double_for_risk": False}}) == "double crewing by area"
    assert level_words("crewing", "double", {"crewing": {"double_for_risk": True}}) == "double crewing"
