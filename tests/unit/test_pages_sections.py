"""Sections: what is drawn, what is only named, what stays away; standards, decision table and assumptions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.configuration import compose
from sim.metrics import METRICS
from sim.reports import build_dashboard
from sim.reports.assumed import assumptions, in_words
from sim.reports.callers import front_door_plans
from sim.reports.crews import MIXED, crew_plans
from sim.reports.getting_there import getting_there_plans
from sim.reports.idle import idle
from sim.reports.judging import shown_verdict
from sim.reports.results import Results, read_results
from sim.reports.sections import Plan, content, public_charts
from sim.reports.standards import standards_in_words, standards_table, standards_title
from sim.reports.switches import SWITCHES, any_on
from sim.reports.tables import MOST_COLUMNS
from sim.reports.titles import Wanted, shown_options
from tests.support.fake_results import AXES, FRONT_DOOR, RECIPES, without_effects, write_fake_results
from tests.support.pages import ATTENDED, configured, decided, words_of

SWITCHED = ["front_door=county", "operations=responsive", "safety=county"]


@pytest.fixture(scope="module")
def callers(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(write_fake_results(tmp_path_factory.mktemp("callers"), recipes=RECIPES | FRONT_DOOR))


def plain(*words: str) -> dict[str, Any]:
    return compose(list(words)).model_dump(mode="json")


# What is on


def test_every_switch_is_read_from_a_setting_that_exists() -> None:
    asked: set[str] = set()

    class Listening(dict):  # type: ignore[type-arg]
        """A configuration that notes which keys it does not have."""

        def __contains__(self, key: object) -> bool:
            found = super().__contains__(key)
            if not found:
                asked.add(str(key))
            return found

    def listening(value: Any) -> Any:
        return Listening({k: listening(v) for k, v in value.items()}) if isinstance(value, dict) else value

    config = listening(plain(*SWITCHED))
    for test in SWITCHES.values():
        test(config)
    assert asked == set(), "keys no scenario has"


def test_switches_follow_the_configuration() -> None:
    everything = plain(
        *SWITCHED, "mutual_aid=regional", "skills=county", "crewing=tutored", "crewing.triage_car.cars=1",
        "crewing.double_for_risk=true", "crewing.split_when_waiting=3", "operations.dispatch.order=ageing",
        "operations.reserve.crews=1", "operations.tour_end=hand_back", "operations.rekeying_min=2", "sickness=by_kind",
        "front_door.strip.share.standard=0.1", "front_door.redefine.up.prompt=0.1", "availability=county", "tour=county",
        "abstraction=entitlement", "staffing.cut=0.1", "staffing.who_goes=newest", "custody=county", "watches=county",
        "working=lean", "working.self_briefing_min=5", "casework=county", "casework.screen_when_waiting=3",
        "operations.cut_short.on=true", "pools=county", "supervision=own_load", "overtime=in_lieu", "overtime.recall.on=true",
        "displacement=growing", "displacement.calls_again.on=true",
        "overtime.planned.on=true", "casework.desk.minutes=30", "availability.not_deployable.recuperative.share=0",
        "fatigue=unified", "people=county", "survey=county", "presence=county", "safety.injuries_absent=true",
        "presence.strained={on: true, slower: 1.1, most: 1.5}", "control_room=county", "interventions=all", "trauma=county",
        "complaints=county_work", "strain=demand_control_support", "partners=places", "threshold=right_care",
        "surges=murder_enquiry", "change=county", "failure_demand=county",
    )  # fmt: skip
    # Only one thing can happen at the end of a tour, leave by entitlement is asked for before tours are moved, with careers
    # service says who is a student, and what is prevented rings nobody up.
    instead = plain("operations.tour_end=hand_over", "bids=weekend_peak", "careers=county", "careers.severance.share=0.1",
                    "careers.recruitment.freeze.months=6", "prevention=repeat_places")  # fmt: skip
    bare = plain("force=bench", "demand=flat", "operations=bare", "partners=none", "fatigue=none", "sickness=none",
                 "abstraction=none", "crewing=single", "roster=always_on", "pressures=none")  # fmt: skip
    assert [name for name, test in SWITCHES.items() if not test(everything)] == [
        "hand_over", "prevention", "bids", "careers", "severance", "freeze"]  # fmt: skip
    assert all(any_on([instead], name) for name in ("prevention", "hand_over", "bids", "careers", "severance", "freeze"))
    assert [name for name, test in SWITCHES.items() if test(bare)] == []
    assert not any_on([{}], *SWITCHES), "nothing is on where nothing is known"
    assert any_on([bare, everything], "help"), "on in any scenario"


# What is drawn


def test_a_chart_is_drawn_where_something_moves_and_named_where_nothing_does(callers: Results) -> None:
    moving, still = Plan((Wanted("calls_in_time", "line=999"),)), Plan((Wanted("settled_without"),))
    found = content(callers, [moving, still])
    assert len(found.charts) == 1
    assert found.quiet == "The same in every run under every option: incidents settled without officers."
    assert found.quiet_table is not None
    assert len(found.quiet_table.rows) == len(callers.options)


def test_a_mechanism_that_is_off_everywhere_leaves_no_trace(callers: Results) -> None:
    off = content(callers, [Plan((Wanted("settled_without"),), switches=("front_door",))])
    assert (off.charts, off.quiet) == ((), "")
    nothing = content(callers, [Plan((Wanted("helped_share"),), always=False)])
    assert (nothing.charts, nothing.quiet) == ((), ""), "nobody was ever helped"


def test_a_mechanism_that_is_on_is_told_of_even_where_nothing_moves(tmp_path: Path) -> None:
    folder = write_fake_results(tmp_path, recipes=RECIPES | FRONT_DOOR, edit=configured({"front_door": {"on": True}}))
    found = content(read_results(folder), [Plan((Wanted("settled_without"),), switches=("front_door",))])
    assert found.charts == ()
    assert "settled without officers" in found.quiet


def test_few_runs_are_no_evidence_that_nothing_moves(tmp_path: Path) -> None:
    folder = write_fake_results(tmp_path, recipes=without_effects(), replications=3)
    assert content(read_results(folder), [Plan((Wanted("sick_days"),))]).quiet == "Too few runs to tell what changes sick days."


def test_a_single_scenario_shows_what_is_switched_on(tmp_path: Path) -> None:
    on = configured({"front_door": {"on": True}})
    results = read_results(write_fake_results(tmp_path, recipes=RECIPES | FRONT_DOOR, only_baseline=True, edit=on))
    assert len(content(results, front_door_plans(results)).charts) >= 4
    assert content(results, crew_plans(results)).charts == (), "crewing and safety are not known to be on"


def test_the_new_sections_stand_on_the_page_with_their_words(callers: Results) -> None:
    page = build_dashboard(callers.folder).read_text(encoding="utf-8")
    own = words_of(page)
    for name in ("front-door", "getting-there", "crews"):
        assert f'<section id="{name}">' in own
        assert f'href="#{name}"' in own.split('<section id="public">')[0], "listed above"
    assert "The two differ by design: the log counts" in own
    assert MIXED in own
    assert "Incidents nobody heard of are not in it" in own


def test_a_study_without_the_new_measures_has_no_empty_sections(tmp_path: Path) -> None:
    own = words_of(build_dashboard(write_fake_results(tmp_path)).read_text(encoding="utf-8"))
    assert 'id="front-door"' not in own
    assert 'id="getting-there"' not in own


def test_assaults_by_crew_are_never_called_better_or_worse(callers: Results) -> None:
    metric = METRICS["assaults_per_1000_attended"]
    option = next(o for o in callers.others if o.codes["roster"] == "gmp_vsa")
    assert callers.comparison(option.id, metric.name, "crew=single").verdict == "worse"  # type: ignore[union-attr]
    assert shown_verdict(callers, option, metric, "crew=single") == "higher"


def test_every_planned_measure_is_in_the_registry(callers: Results) -> None:
    for plans in (getting_there_plans, crew_plans, front_door_plans):
        assert {w.metric for plan in plans(callers) for w in plan.wanted} <= set(METRICS)
        assert {name for plan in plans(callers) for name in plan.switches} <= set(SWITCHES)


def test_of_many_options_charts_draw_each_change_alone_and_tables_all(tmp_path: Path) -> None:
    many = AXES | {"staffing.cut": {"0": "", "0.1": "", "0.2": "", "0.3": ""}}
    results = read_results(write_fake_results(tmp_path, axes=many))
    assert len(results.options) == 16
    drawn = shown_options(results)
    moved = [sum(o.codes[a] != results.baseline.codes[a] for a in results.axes) for o in drawn]
    assert moved == sorted(moved, key=lambda n: 0) and set(moved) <= {0, 1}, "three options change everything: none says more"
    assert len(drawn) == 1 + 1 + 3 + 1
    subject = results.others[-1]
    assert subject in shown_options(results, subject)
    chart = public_charts(results)[0]
    assert "6 of 16 options drawn; the table has all" in chart.note
    assert len(chart.table.rows) == 16


# Standards


def kept(tmp_path: Path, statistic: str = "share") -> Results:
    grades = {
        "1": {"title": "Urgent", "statistic": statistic, "aim": 0.9, "target_min": {"urban": 15, "rural": 20}},
        "2": {"title": "Routine", "statistic": "share", "aim": 0.85, "target_min": {"urban": 60, "rural": 60}},
    }
    recipes = RECIPES | FRONT_DOOR | {("clock_p50_min", "grade=1"): (9.5, 0, 0, 0, 0, 0.1, 0.0, 6200)}
    folder = write_fake_results(tmp_path, recipes=recipes, edit=configured({"force": {"grades": grades}}))
    return read_results(folder)


def test_standards_are_told_by_counting_runs(tmp_path: Path) -> None:
    results = kept(tmp_path)
    told = "The Urgent standard is missed in every run under \u201c10% fewer officers\u201d and kept in every other."
    assert standards_in_words(results) == told
    table = standards_table(results)
    assert table is not None
    assert table.heads == ("Option", "Urgent", "Routine")
    assert table.rows[0][1].startswith("\u2714 kept in all 10 runs: 86.")
    assert table.rows[0][1].endswith("within target, aim 90%")
    assert table.rows[0][2].endswith("aim 85%")
    assert table.rows[2][0] == "10% fewer officers"
    assert table.rows[2][1].startswith("\u2718 missed in all 10 runs")


def test_a_median_standard_shows_the_time_it_is_judged_by(tmp_path: Path) -> None:
    table = standards_table(kept(tmp_path, "median"))
    assert table is not None
    assert table.rows[0][1].replace("\u202f", " ").endswith(": middle case 9.5 min, target 15 min urban, 20 min rural")


def test_standards_kept_by_all_are_one_sentence(tmp_path: Path) -> None:
    recipes = RECIPES | {("standard_kept", f"grade={g}"): (v, 0, 0, 0, 0, 0, 0, 9) for g, v in ((1, 1.0), (2, 0.0), (3, 1.0))}
    results = read_results(write_fake_results(tmp_path, recipes=recipes))
    assert standards_in_words(results) == ""
    every = "in every run under every option"
    assert standards_title(results) == f"Standards kept {every} (Grade 1 and Grade 3); missed {every} (Grade 2)"


def test_an_unstable_grade_has_no_mean_anywhere(tmp_path: Path) -> None:
    recipes = RECIPES | FRONT_DOOR | {("backlog_mean", f"grade={g}"): (3.0, 0, 0, 0, 0, 0.1, 0.0, 1) for g in (1, 2, 3)}
    write_fake_results(tmp_path, recipes=recipes)
    path = tmp_path / "tables" / "scenarios.parquet"
    table = pd.read_parquet(path)
    table["stability"] = ["unstable", *["stable"] * 7]
    table["unstable_grades"] = ["grade=3", *[""] * 7]
    table["ran_away_share"] = 1.0
    table.to_parquet(path)
    results = read_results(tmp_path)
    base = results.baseline
    for name, group in results.matrices:
        mean = results.estimate(base.id, name, group).mean
        if group in ("grade=1", "grade=2"):
            assert mean == mean, f"{name} {group} kept up"
        else:
            assert mean != mean, f"{name} {group} has no mean"
        if not base.has_mean(group):
            assert all(results.comparison(o.id, name, group) is None for o in results.others)
    standards = standards_table(results)
    assert standards is not None
    assert standards.rows[0][1].startswith("\u2714"), "this grade kept up"
    build_dashboard(tmp_path)


# The decision table


def quiet_officers(folder: Path) -> Results:
    """Nothing moves the officers' headline measures or the partners'."""
    still = {key: row for key, row in without_effects().items() if METRICS[key[0]].family in ("officers", "partners")}
    return read_results(write_fake_results(folder, recipes=RECIPES | FRONT_DOOR | still))


def test_the_decision_table_takes_in_what_the_settings_move_most(tmp_path: Path) -> None:
    finding, table = decided(quiet_officers(tmp_path))
    assert len(table.heads) <= MOST_COLUMNS
    assert table.families[-1][0] == "Moves most besides"
    assert table.heads[-1].title.partition(",")[0] in {METRICS[m].title for m, _ in finding.focus.columns}
    assert all(len(row.cells) == len(table.heads) for row in table.rows)
    assert sum(n for _, n in table.families) == len(table.heads)


def test_what_the_decision_table_leaves_out_it_names(tmp_path: Path) -> None:
    results = quiet_officers(tmp_path)
    _, table = decided(results)
    shown = {head.title for head in table.heads}
    out = [METRICS[m].title for m, _ in results.headline if METRICS[m].title not in shown]
    assert out
    assert table.left_out.startswith("Not in the table, because no option clearly changes them: ")
    named = table.left_out.partition(": ")[2]
    assert named.count(", ") + named.count(" and ") + 1 == len(out), "each named once"


# Assumptions


def test_assumptions_are_named_in_words() -> None:
    assert in_words("front_door.call_takers.week") == ("The front door", "Call takers, number there by hour of the week")
    assert in_words("front_door.line_999.patience.mean_min")[1] == "999, patience, mean"
    assert in_words("demand.types.theft.officers.2") == ("Demand", "Theft: officers wanted, weights, 2")
    assert in_words("force.grades.prompt.aim") == ("The force", "Prompt: aim")
    assert in_words("force.officers") == ("The force", "Officers")
    assert in_words("operations.rekeying_min") == ("Dispatch", "Entering again what another system holds")
    assert "_" not in "".join(in_words("partners.services.mental_health.give_up_min"))


@pytest.mark.parametrize(
    ("key", "switched"),
    [
        ("front_door.handling.mean_min", "front_door=county"),
        ("safety.single_odds", "safety=county"),
        ("demand.types.violence.assaults_per_1000", "safety=county"),
        ("force.areas.city.neighbours.vale", "operations=responsive"),
        ("crewing.tutors.student_share", "crewing=tutored"),
        ("mutual_aid.stay_h", "mutual_aid=regional"),
    ],
)
def test_idle_assumptions_are_those_whose_mechanism_is_off(tmp_path: Path, key: str, switched: str) -> None:
    assert idle(read_results(write_fake_results(tmp_path / "off", edit=configured(plain()))), key)
    assert not idle(read_results(write_fake_results(tmp_path / "on", edit=configured(plain(switched)))), key)


def test_idle_assumptions_are_counted_and_not_listed(tmp_path: Path) -> None:
    rows = [
        {"key": key, "title": key, "value": value, "unit": "min", "low": 1.0, "high": 9.0, "strength": "assumed", "source": "s"}
        for key, value in (
            ("demand.types.theft.scene.mean_min", "54"),
            ("demand.types.violence.scene.mean_min", "92"),
            ("safety.days_lost_per_injury", "5"),
            ("force.officers", "600"),
        )
    ]

    def edit(manifest: dict[str, Any]) -> None:
        manifest["assumptions"] = rows
        configured(plain())(manifest)

    found = assumptions(read_results(write_fake_results(tmp_path, edit=edit)))
    assert found.summary == (
        "3 numbers about people and the world: 3 assumed. 1 more belongs to mechanisms that are off in every option, not listed."
    )
    assert [row[:3] for row in found.table.rows] == [
        ("The force", "Officers", "600 min"),
        ("Demand", "Each type of incident: time at the scene, mean", "54 to 92 min (2 entries)"),
    ]


def test_attendance_is_always_in_the_decision_table(tmp_path: Path) -> None:
    _, table = decided(read_results(write_fake_results(tmp_path, recipes=without_effects())))
    assert table.heads[0].title == METRICS[ATTENDED].title
