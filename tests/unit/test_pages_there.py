"""Who is there: the availability cascade, leave and meal breaks on the page and in the decision."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sim.configuration import compose
from sim.metrics import METRICS
from sim.reports import build_dashboard, finding_in_words
from sim.reports.asked import asked_about
from sim.reports.cascade import STEPS, beside, cascade_chart, cascade_tables, cascade_words, stairs
from sim.reports.effects import changes, effects
from sim.reports.finding import find
from sim.reports.focus import candidates
from sim.reports.leave import leave_plans
from sim.reports.results import Results, read_results
from sim.reports.sections import content, officer_plans
from sim.reports.settings import level_words
from sim.reports.trust import not_shown
from sim.reports.week_charts import duty_week
from sim.reports.words import size_of
from tests.support.fake_results import AXES, RECIPES, Recipes, write_fake_results
from tests.support.pages import CASCADE, configured, decided, option_with, with_duty, words_of

ON = {"availability": {"on": True, "not_deployable": {"recuperative": {"title": "Recuperative duty", "share": 0.1}}}}
LEAVE: Recipes = {
    ("leave_refused_share", ""): (0.02, 0.2, 0.0, 0.0, 0.0, 0.002, 0.001, 500),
    ("leave_often_refused_share", ""): (0.01, 0.1, 0.0, 0.0, 0.0, 0.001, 0.001, 600),
    ("leave_account", "entry=taken"): (26.0, -6.0, 0.0, 0.0, 0.0, 0.1, 0.1, 600),
    ("leave_account", "entry=lost"): (0.2, 5.0, 0.0, 0.0, 0.0, 0.01, 0.01, 600),
}
BREAKS: Recipes = {
    ("breaks_had_share", ""): (0.83, -0.05, 0.0, 0.0, 0.0, 0.004, 0.002, 9000),
    ("breaks_in_peace_share", ""): (0.69, -0.26, 0.0, 0.0, 0.0, 0.004, 0.002, 9000),
}
LIMITS = {"abstraction.entitlement.most_away_share": {"0.2": "", "0.1": ""}, "staffing.cut": {"0": "", "0.1": ""},
          "partners.shortfall": {"0": "", "0.25": ""}}  # fmt: skip
MEALS = {"tour.meal_break.called_out_by": {"1": "", "3": ""}, "staffing.cut": {"0": "", "0.1": ""},
         "partners.shortfall": {"0": "", "0.25": ""}}  # fmt: skip


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = tmp_path_factory.mktemp("there")
    return read_results(with_duty(write_fake_results(folder, recipes=RECIPES | CASCADE, edit=configured(ON))))


def bars(chart: Any, place: int) -> list[float]:
    """Lengths of a trace's bars."""
    return list(chart.figure["data"][place]["x"])


# The staircase


def test_the_cascade_is_the_first_picture_of_the_page(there: Results) -> None:
    own = words_of(build_dashboard(there.folder).read_text(encoding="utf-8"))
    first = re.search(r"<figure.*?</figure>", own, flags=re.S)
    assert first is not None
    assert re.search(r"<h3[^>]*>600 posts, 347 officers available", first[0])
    after = first[0].split('class="plot"')[1]
    assert "121 rostered, 82.6 there" in after, "below the picture"
    assert "57.8% of the hours of all posts are productive" in after
    assert own.index('id="there"') < own.index('id="public"')


def test_a_step_that_loses_nothing_is_said_and_not_drawn(there: Results) -> None:
    chart = cascade_chart(there, None)
    assert chart is not None
    assert bars(chart, 0) == [600.0, 582.0, 508.5, 347.0]
    assert bars(chart, 1) == [0.0, 18.0, 73.5, 161.5]
    assert chart.title == "600 posts, 347 officers available: leave takes 71, recuperative duty 48 and training 46"
    assert "briefings, meal breaks, custody, watches, slow systems and desks take nothing here" in chart.below
    assert "rest days are no tours" in chart.below
    assert "not modelled" not in chart.below
    assert len(chart.table.rows) == len(there.shown)
    assert chart.table.heads[1 : 1 + len(STEPS)] == tuple(METRICS[f"cascade_{s}"].title for s in STEPS)


def test_what_the_tour_takes_is_a_step_once_something_is_taken(tmp_path: Path) -> None:
    taken = CASCADE | {("cascade_productive", ""): (300.0, 0.0, -15.0, 0.0, 0.0, 0.0, 0.0, 80.0),
                       ("cascade_lost", "reason=meal_break"): (30.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 80.0),
                       ("cascade_lost", "reason=briefing"): (17.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 80.0),
                       ("productive_spent", "use=free"): (120.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 80.0),
                       ("productive_spent", "use=held"): (180.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 80.0)}  # fmt: skip
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | taken, edit=configured(ON)))
    chart = cascade_chart(results, None)
    assert chart is not None
    assert bars(chart, 0)[-1] == 300.0
    assert chart.title.startswith("600 posts, 300 productive officers")
    assert "take nothing here" not in chart.below
    found = stairs(results, results.baseline)
    assert found is not None
    assert found.steps[-1].reasons == (("meal breaks", 30.0), ("briefing", 17.0))
    assert "Of the 300 productive: held for a partner 180, free for incidents 120." in chart.below


def test_reasons_account_for_each_fall_and_stand_by_their_titles(there: Results) -> None:
    found = stairs(there, there.baseline)
    assert found is not None
    for step in found.steps[1:]:
        assert sum(size for _, size in step.reasons) == pytest.approx(step.fall), step.name
    assert found.steps[2].reasons == (("recuperative duty", 48.5), ("part-time working", 25.0))
    lost = dict(cascade_tables(there, None))["Lost on the way for each reason, in officers"]
    assert "Repaying other forces" not in lost.heads, "nothing was lost for it"
    assert len(lost.rows) == len(there.shown)


def test_the_option_put_forward_stands_beside_the_baseline_where_it_differs(there: Results) -> None:
    cut, roster = option_with(there, {"staffing.cut": "0.1"}), option_with(there, {"roster": "gmp_vsa"})
    both = cascade_chart(there, cut)
    assert both is not None
    assert both.title == "600 posts, 347 officers available; under \u201c10% fewer officers\u201d 330 of 570"
    assert [trace["xaxis"] for trace in both.figure["data"]] == ["x", "x", "x2", "x2"]
    assert both.figure["layout"]["xaxis"]["range"] == both.figure["layout"]["xaxis2"]["range"], "one scale"
    alone = cascade_chart(there, roster)
    assert alone is not None
    assert len(alone.figure["data"]) == 2
    assert alone.below.endswith("The same under \u201cfive-week variable roster\u201d.")


def test_a_trifle_does_not_stand_beside_the_baseline(tmp_path: Path) -> None:
    """An option that lets a few rest more after late work: 347.3 officers instead of 347 are no finding."""
    hardly = CASCADE | {(f"cascade_{s}", ""): (347.0, 0.3, -17.0, 0.0, 0.0, 0.0, 0.0, 80.0) for s in ("available", "productive")}
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | hardly))
    roster, cut = option_with(results, {"roster": "gmp_vsa"}), option_with(results, {"staffing.cut": "0.1"})
    assert (beside(results, roster), beside(results, cut), beside(results, None)) == (None, cut, None)
    chart = cascade_chart(results, roster)
    assert chart is not None
    assert len(chart.figure["data"]) == 2
    assert chart.below.endswith("Hardly different (347.3) under \u201cfive-week variable roster\u201d.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("availability=county", "What officers on other duties do instead"),
        ("abstraction=entitlement", "What a refusal of leave does"),
        ("tour=county", "What missed breaks do"),
        ("operations.tour_end=hand_over", "What is lost in handing over"),
    ],
)
def test_limits_of_a_mechanism_are_said_where_it_is_on(words: str, said: str, tmp_path: Path) -> None:
    for told, config in ((True, compose([words])), (False, compose([]))):
        edit = configured(config.model_dump(mode="json"))
        results = read_results(write_fake_results(tmp_path / str(told), only_baseline=True, edit=edit))
        assert any(line.startswith(said) for line in not_shown(results)) is told


def test_the_parts_are_told_without_colour(there: Results) -> None:
    chart = cascade_chart(there, None)
    assert chart is not None
    left, lost = chart.figure["data"]
    assert lost["marker"]["pattern"]["shape"] and "pattern" not in left["marker"]
    texts = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert any(text.startswith("<b>On strength 582</b>") and "\u221218: vacant posts 18" in text for text in texts)


def test_where_nothing_but_absence_is_modelled_the_staircase_is_small(tmp_path: Path) -> None:
    full, gone = ("strength", "deployable", "rostered"), ("vacant", "recuperative", "part_time")
    kept = {key: row for key, row in CASCADE.items() if key[1] not in {f"reason={name}" for name in gone}}
    filled = kept | {(f"cascade_{step}", ""): (600.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 80.0) for step in full}
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | filled, only_baseline=True, edit=configured(
        {"availability": {"on": False, "not_deployable": {}}})))  # fmt: skip
    chart = cascade_chart(results, None)
    assert chart is not None
    assert bars(chart, 0) == [600.0, 347.0]
    assert "not modelled here, so every post counts as filled" in chart.below


def test_a_staircase_that_does_not_fall_is_a_sentence(tmp_path: Path) -> None:
    level = {key: (600.0, *row[1:]) for key, row in CASCADE.items() if key[0] in {f"cascade_{s}" for s in STEPS} and not key[1]}
    folder = write_fake_results(tmp_path, recipes=RECIPES | level, only_baseline=True)
    results = read_results(folder)
    assert cascade_chart(results, None) is None
    assert cascade_words(results) == "All 600 posts are filled, and nobody is away."
    assert cascade_words(results) in words_of(build_dashboard(folder).read_text(encoding="utf-8"))


def test_results_without_a_cascade_have_no_such_section(tmp_path: Path) -> None:
    assert 'id="there"' not in words_of(build_dashboard(write_fake_results(tmp_path)).read_text(encoding="utf-8"))


def test_small_teams_are_not_shown(tmp_path: Path, there: Results) -> None:
    title = "The cascade of each team, in officers"
    assert len(dict(cascade_tables(there, None))[title].rows) == 2
    small = CASCADE | {("cascade_establishment", "team=2"): (9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 80.0)}
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | small))
    assert title not in dict(cascade_tables(results, None))


def test_supply_by_hour_of_the_week(there: Results) -> None:
    alone = duty_week(there, None)
    assert alone is not None
    assert alone.title == "By hour of the week productive officers number from 40 (Monday 00:00) to 60 (Monday 12:00)"
    assert alone.table.rows[0][1:] == ("100.0", "40.0 \u00b10.0", "+60.0")
    both = duty_week(there, option_with(there, {"staffing.cut": "0.1"}))
    assert both is not None
    assert both.title.endswith("; with \u201c10% fewer officers\u201d from 35 (Monday 00:00) to 55 (Monday 12:00)")


def test_the_finding_does_not_tell_the_cascade(there: Results) -> None:
    told = {name for name, _ in candidates(there)}
    assert "productive_share" in told
    assert not {name for name in told if name.startswith("cascade_") or name.endswith("_at_a_time")}


def test_posts_cut_are_certain_in_the_effects_too(tmp_path: Path) -> None:
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | CASCADE, replications=3))
    cut = next(change for change in changes(results) if change.axis == "staffing.cut")
    found = next(e for e in effects(results, [("cascade_establishment", "")]) if e.change == cut)
    assert (found.mean, found.low, found.high, found.verdict) == (-30.0, -30.0, -30.0, "lower")
    assert size_of(METRICS["cascade_establishment"], found.mean, found.low, found.high) == "30.0 (in every run)"


def test_an_unstable_baseline_has_no_cascade(tmp_path: Path) -> None:
    def edit(manifest: dict[str, Any]) -> None:
        manifest["unstable"] = [manifest["scenarios"][0]["id"]]

    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | CASCADE, edit=edit))
    assert cascade_chart(results, None) is None
    assert cascade_words(results) == ""
    assert cascade_tables(results, None) == []


# What a study asks about


@pytest.mark.parametrize(
    ("axes", "found"),
    [
        (["tour.meal_break.called_out_by"], {"breaks_had_share", "breaks_in_peace_share"}),
        (["tour", "roster"], {"breaks_had_share", "breaks_in_peace_share"}),
        (["abstraction.entitlement.bought.share"], {"leave_refused_share", "leave_often_refused_share"}),
        (["abstraction.training_share", "tour.briefing.minutes", "staffing.cut"], set()),
    ],
)
def test_who_sweeps_a_mechanism_asks_about_its_measures(axes: list[str], found: set[str]) -> None:
    assert asked_about(axes) == found
    assert found <= set(METRICS)


def test_an_option_that_costs_officers_their_break_is_not_better_for_everyone(tmp_path: Path) -> None:
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | BREAKS, axes=MEALS))
    finding, table = decided(results)
    titles = [head.title for head in table.heads]
    assert {"Meal breaks had", "Meal breaks without a call"} <= set(titles)
    officers = next(share for share in finding.families if share.family == "officers")
    assert "meal breaks without a call" in officers.words.lower()
    ledger = next(row for row in finding.ledger if "into meals" in row.title)
    told = next(share.words for share in ledger.shares if share.family == "officers")
    assert "meal breaks without a call \u221226.0" in told.replace("\u202f", " "), "what was asked about and moved most"
    assert "The intervals of meal breaks had and meal breaks without a call are corrected for their own comparisons" in table.note


def test_leave_refused_is_the_officers_loss_and_stays_in_the_table(tmp_path: Path) -> None:
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | LEAVE, axes=LIMITS))
    finding, table = decided(results)
    assert {"Requests for leave refused", "Officers often refused leave"} <= {head.title for head in table.heads}
    assert "availability" not in results.paying
    assert results.family("leave_refused_share") == "officers"
    other = read_results(write_fake_results(tmp_path / "other", recipes=RECIPES | LEAVE, axes=AXES))
    assert not other.asked, "of a study about something else they are no headline"
    assert find(other).question


def test_the_leave_account_goes_by_its_entries(tmp_path: Path) -> None:
    on = {"abstraction": {"on": True, "entitlement": {"on": True}}}
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | LEAVE, axes=LIMITS, edit=configured(on)))
    charts = content(results, leave_plans(results)).charts
    assert [c.title.partition(" most")[0] for c in charts] == ["The share of requests for leave that are refused rises",
                                                               "Leave taken falls"]  # fmt: skip
    assert "leave account (" not in finding_in_words(results.folder)


def test_breaks_stand_among_the_officers_where_they_are_on(tmp_path: Path) -> None:
    for on, drawn in ((True, 1), (False, 0)):
        folder = write_fake_results(tmp_path / str(on), recipes=BREAKS, only_baseline=True, edit=configured(
            {"tour": {"meal_break": {"on": on}}}))  # fmt: skip
        results = read_results(folder)
        assert len(content(results, officer_plans(results)).charts) == drawn


@pytest.mark.parametrize(
    ("axis", "value", "words"),
    [
        ("tour.meal_break.called_out_by", "0", "nobody breaks into meals"),
        ("tour.meal_break.called_out_by", "1", "the highest grade breaks into meals"),
        ("tour.meal_break.called_out_by", "2", "the 2 highest grades break into meals"),
        ("tour.meal_break.called_out_by", "3", "every grade breaks into meals"),
        ("tour.briefing.minutes", "0", "no briefing"),
        ("tour.briefing.minutes", "20", "20 min of briefing"),
        ("operations.tour_end", "hand_over", "relieved at the end of tour"),
        ("operations.tour_end_stays", "0", "no grade finished in any case"),
        ("operations.tour_end_stays", "1", "the highest grade finished in any case"),
    ],
)
def test_settings_of_the_tour_in_words(axis: str, value: str, words: str) -> None:
    grades = {"force": {"grades": {name: {"title": name} for name in ("immediate", "prompt", "standard")}}}
    assert level_words(axis, value, grades) == words


# A plain run

def test_a_sweep_without_a_question_is_not_called_one_arrangement(tmp_path: Path) -> None:
    for only, asked in ((True, "What does this arrangement do?"), (False, "What do these options do, and to whom?")):
        folder = write_fake_results(tmp_path / str(only), only_baseline=only, edit=lambda manifest: manifest.pop("question"))
        assert find(read_results(folder)).question == asked


def test_a_plain_run_prints_each_headline_value_on_its_line(tmp_path: Path) -> None:
    folder = write_fake_results(tmp_path, only_baseline=True)
    printed = finding_in_words(folder).splitlines()
    assert "Public:" in printed
    for start in ("  Attendance within target: 84.", "  The wait that one in ten exceeds: 8", "  Hours on duty while sleepy: 11"):
        line = next(row for row in printed if row.startswith(start))
        assert re.search(r"\(\d+\.?\d* to \d+\.?\d*\)$", line), line
    assert sum("ttendance within target" in row for row in printed) == 1, "said once"
    assert any(s.startswith("Public: attendance within target is 84.") for s in find(read_results(folder)).sentences)
