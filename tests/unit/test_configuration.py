"""Composing a scenario: what comes out is validated, frozen, complete, and hashed by what matters only."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from sim.configuration import (
    canonical_json,
    compose,
    config_folder,
    default_options,
    defaults,
    options,
    scenario_hash,
    split_paths,
)
from sim.scenario import Scenario, clock_minutes
from tests.support.fault_reports import report_of

BARE = [
    "force=bench",
    "demand=flat",
    "roster=always_on",
    "crewing=single",
    "abstraction=none",
    "operations=bare",
    "sickness=none",
    "partners=none",
    "fatigue=none",
]

DOMESTIC = defaults()["demand"]["types"]["domestic"]["scene"]["mean_min"]


def belongs(group: str, option: str) -> list[str]:
    """The words that make an option part of a scenario that fits together."""
    needs = {("force", "bench"): ["demand=flat"], ("roster", "always_on"): ["abstraction=none"],
             ("survey", "county"): ["people=county"], ("presence", "county"): ["sickness=by_kind"],
             ("control_room", "county"): ["front_door=county"], ("casework", "complex"): ["demand=complex"],
             ("change", "complex_crime"): ["demand=complex"], ("displacement", "places"): ["partners=places"],
             ("complaints", "county_work"): ["supervision=county"], ("complaints", "county_short"): ["supervision=county"]}
    if group == "interventions" and option != "none":
        return ["sickness=by_kind", "tour=county", "working=county", "safety=county", "trauma=county", "complaints=county",
                "strain=demand_control_support", f"{group}={option}"]  # fmt: skip
    return [f"{group}={option}", *needs.get((group, option), [])]


@pytest.mark.parametrize(("group", "option"), [(g, o) for g, names in options().items() for o in names])
def test_every_option_composes(group: str, option: str) -> None:
    scenario = compose(belongs(group, option))
    assert isinstance(scenario, Scenario)
    wanted = defaults({group: option})[group].get("title")
    assert wanted is None or getattr(scenario, group).title == wanted


def test_contents_name_every_group_once() -> None:
    assert set(default_options()) == set(options())
    assert set(options()) | {"title", "engine"} == set(Scenario.model_fields)


def test_scenario_is_frozen_all_the_way_down() -> None:
    scenario = compose()
    with pytest.raises(ValidationError):
        scenario.force.officers = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        scenario.force.areas["city"] = scenario.force.areas["vale"]
    with pytest.raises(TypeError):
        scenario.demand.types.clear()
    assert isinstance(scenario.roster.cycle, tuple)


def test_scenario_survives_pickling_and_copying() -> None:
    scenario = compose(["staffing.cut=0.1"])
    for other in (pickle.loads(pickle.dumps(scenario)), copy.deepcopy(scenario)):
        assert other == scenario
        assert hash(other) == hash(scenario)
        assert scenario_hash(other) == scenario_hash(scenario)
        with pytest.raises(TypeError):
            other.force.areas["city"] = None


def test_a_setting_may_have_a_name_that_python_keeps() -> None:
    scenario = compose(["operations.preemption.from=[clearing]", "crewing.triage_car.from='15:30'"])
    assert scenario.operations.preemption.from_ == ("clearing",)
    assert scenario.crewing.triage_car.from_ == "15:30"
    written = scenario.model_dump(mode="json")
    assert written["operations"]["preemption"] == {"grades": 0, "from": ["clearing"]}
    again = compose(tables={group: written[group] for group in ("operations", "crewing")})
    assert scenario_hash(again) == scenario_hash(scenario) != scenario_hash(compose())
    (fault,) = report_of(compose, ["operations.preemption.from_=[clearing]"])
    assert "operations.preemption.from=[clearing]" in fault.remedy


def test_what_nobody_writes_is_off() -> None:
    """A planner's own tables from before these settings existed still say what they said."""
    crewing = {"policy": "double_at_night", "night_from": "19:00", "night_to": "07:00"}
    operations = {"travel": True, "clearing": True, "wind_down_min": 30, "wind_down_grades": 1}
    assert scenario_hash(compose(tables={"crewing": crewing, "operations": operations})) == scenario_hash(compose())


def test_parts_validated_before_are_not_mixed_up() -> None:
    first = compose(["staffing.cut=0.1"])
    assert compose(["staffing.cut=0.2"]).staffing.cut == 0.2
    assert compose(["staffing.cut=0.1"]) == first
    assert compose().staffing.cut == 0.0
    table = defaults()["demand"]
    table["logged_per_year"] = 1000
    assert compose(tables={"demand": table}).demand.logged_per_year == 1000
    assert compose().demand.logged_per_year == 350_000
    table["logged_per_year"] = 2000
    assert compose(tables={"demand": dict(table)}).demand.logged_per_year == 2000


class TestHash:
    def test_labels_and_machine_do_not_count(self) -> None:
        same = ["run.workers=7", "run.replications=3", "title=Other", "force.title=Elsewhere", "run.audit_share=0.5"]
        assert scenario_hash(compose(same)) == scenario_hash(compose())

    @pytest.mark.parametrize(
        "word",
        [
            "run.seed=2",
            "staffing.cut=0.1",
            "engine=simpy",
            "run.days=28",
            "demand.types.theft.share=43",
            "roster.shifts.E.start='07:30'",
            "partners.services.ambulance.give_up_min=241",
        ],
    )
    def test_what_changes_an_outcome_counts(self, word: str) -> None:
        assert scenario_hash(compose([word])) != scenario_hash(compose())

    def test_equal_numbers_are_equal(self) -> None:
        assert scenario_hash(compose(["staffing.cut=0.15"])) == scenario_hash(
            compose(["staffing.cut=0.15000000000000002"])
        )
        assert scenario_hash(compose(["demand.scale=1"])) == scenario_hash(compose(["demand.scale=1.0"]))
        assert compose(["staffing.cut=0.15000000000000002"]).staffing.cut == 0.15

    def test_the_order_of_grades_counts(self) -> None:
        table = defaults()["force"]
        turned = {**table, "grades": dict(reversed(table["grades"].items()))}
        assert scenario_hash(compose(tables={"force": turned})) != scenario_hash(compose(tables={"force": table}))

    def test_a_shorthand_week_is_the_week_written_out(self) -> None:
        long = defaults({"demand": "flat"})["demand"]
        long["weeks"] = {"flat": [[1.0] * 24 for _ in range(7)]}
        assert scenario_hash(compose(BARE[:1] + BARE[2:], tables={"demand": long})) == scenario_hash(compose(BARE))

    def test_canonical_text_is_plain_ascii_json(self) -> None:
        text = canonical_json(compose())
        assert text.isascii()
        assert '"cut":0,' in text
        assert '"title"' not in text

    def test_same_in_a_process_with_another_hash_seed(self) -> None:
        code = (
            "from sim.configuration import compose, scenario_hash; print(scenario_hash(compose(['staffing.cut=0.1'])))"
        )
        run = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(config_folder().parent), "PATH": ""},
        )
        assert run.stdout.strip() == scenario_hash(compose(["staffing.cut=0.1"]))


class TestWords:
    def test_hydra_habits(self) -> None:
        assert compose(["+roster=gmp_vsa"]) == compose(["roster=gmp_vsa"])
        assert compose(["++staffing.cut=0.1"]) == compose(["staffing.cut=0.1"]) == compose(["+staffing.cut=0.1"])
        assert not compose(["~partners"]).partners.on
        assert compose(["staffing.cut=0.2", "staffing.cut=0.1"]).staffing.cut == 0.1

    def test_settings_come_after_options_whatever_the_order(self) -> None:
        assert compose(["roster.shifts.A.hours=9", "roster=gmp_vsa"]).roster.shifts["A"].hours == 9

    def test_tables_grow_and_shrink(self) -> None:
        travel = "travel: {kind: exponential, mean_min: 4}"
        port = f"+force.areas.port={{kind: urban, demand_share: 3, officer_share: 2, {travel}}}"
        scenario = compose([port, "force.areas.port.travel.mean_min=5", "~demand.types.theft"])
        assert scenario.force.areas["port"].travel.mean_min == 5
        assert "theft" not in scenario.demand.types

    def test_a_table_as_value_changes_what_it_names(self) -> None:
        scene = compose(["demand.types.domestic.scene={kind: gamma, cv: 2}"]).demand.types["domestic"].scene
        assert (scene.kind, scene.cv, scene.mean_min) == ("gamma", 2, DOMESTIC)

    def test_whole_number_names_match_either_spelling(self) -> None:
        officers = compose(["demand.types.domestic.officers.2=3"]).demand.types["domestic"].officers
        assert officers == {1: 10, 2: 3, 3: 14, 4: 6}

    def test_switching_the_kind_alone_is_enough(self) -> None:
        scene = compose(["demand.types.domestic.scene.kind=exponential"]).demand.types["domestic"].scene
        assert (scene.kind, scene.mean_min, scene.cv) == ("exponential", DOMESTIC, None)
        words = ["demand.types.domestic.scene.kind=empirical", "demand.types.domestic.scene.quantiles_min=[0,10,50]"]
        scene = compose(words).demand.types["domestic"].scene
        assert scene.mean_min is None
        assert scene.mean == pytest.approx((5 + 30) / 2)

    def test_windows_paths_are_taken_out_first(self) -> None:
        words = ["out=C:\\Users\\A Planner\\results", "staffing.cut=0.1", "study='D:\\my study'", "scenario=first_look"]
        paths, rest = split_paths(words)
        assert paths == {"out": "C:\\Users\\A Planner\\results", "study": "D:\\my study", "scenario": "first_look"}
        assert rest == ["staffing.cut=0.1"]

    def test_another_users_hydra_is_left_alone(self, tmp_path: Path) -> None:
        from hydra import compose as hydra_compose
        from hydra import initialize_config_dir

        from sim import configuration

        (tmp_path / "config.yaml").write_text("a: 1\n")
        with initialize_config_dir(str(tmp_path), version_base="1.3"):
            configuration._contents.cache_clear()
            compose()
            assert hydra_compose("config").a == 1


class TestTheory:
    def test_bench_is_a_textbook_queue(self) -> None:
        words = [*BARE, "force.officers=5", "demand.logged_per_year=70128", "demand.types.job.scene.mean_min=30"]
        scenario = compose(words)
        (job,) = scenario.demand.types.values()
        assert scenario.roster.always_on
        assert not scenario.abstraction.on
        assert not scenario.partners.on
        assert not scenario.fatigue.on
        assert not scenario.operations.travel
        assert not scenario.operations.clearing
        assert scenario.operations.wind_down_min == 0
        assert (job.scene.kind, job.scene.mean, job.clearing.mean, job.attended, dict(job.officers)) == (
            "exponential",
            30,
            0,
            1,
            {1: 1},
        )
        assert len(scenario.force.areas) == 1
        assert scenario.sickness.model == "none"
        assert scenario.demand.day_to_day_cv == 0
        assert {x for row in scenario.demand.weeks["flat"] for x in row} == {1}

    def test_a_single_partner_queue_by_overrides(self) -> None:
        unit = (
            "+partners.services.unit={title: Unit, week: 3, background_per_hour: 2, background_week: 1, "
            "care: {kind: exponential, mean_min: 60}, handover: {kind: deterministic, mean_min: 0}, "
            "give_up_min: 100000, convey: {kind: deterministic, mean_min: 0}}"
        )
        scenario = compose([*BARE, "partners.on=true", unit, "demand.types.job.partners={unit: 1}"])
        (service,) = scenario.partners.services.values()
        assert {units for row in service.week for units in row} == {3}
        assert dict(next(iter(scenario.demand.types.values())).partners) == {"unit": 1}

    def test_two_classes_and_hourly_rates(self) -> None:
        two = compose([word for word in BARE if word != "demand=flat"] + ["demand=two_grades"])
        assert [next(iter(kind.grades)) for kind in two.demand.types.values()] == ["immediate", "prompt"]
        hourly = compose([word for word in BARE if word != "demand=flat"] + ["demand=hourly"])
        week = hourly.demand.weeks["hourly"]
        assert sum(week[0]) / 24 == pytest.approx(1, abs=1e-4)
        assert max(week[0]) > 1.5
        assert all(row == week[0] for row in week)


class TestCounty:
    """The baseline is strained but stable by arithmetic, before anything is simulated."""

    def test_attended_and_officer_hours(self) -> None:
        scenario = compose()
        types = scenario.demand.types.values()
        share = sum(kind.share for kind in types)
        attended = sum(kind.share * kind.attended for kind in types) / share
        assert 0.44 <= attended <= 0.46
        areas = scenario.force.areas.values()
        travel = sum(a.demand_share * a.travel.mean for a in areas) / sum(a.demand_share for a in areas)
        hours = officers = 0.0
        for kind in types:
            part = kind.share * kind.attended / (share * attended)
            mean = sum(n * weight for n, weight in kind.officers.items()) / sum(kind.officers.values())
            held = sum(
                p * (15 + scenario.partners.services[name].handover.mean) for name, p in kind.partners.items()
            )  # 15 min wait
            hours += part * mean * (travel + kind.scene.mean + kind.clearing.mean + held) / 60
            officers += part * mean
        assert 1.7 <= officers <= 1.95
        assert 3.2 <= hours <= 3.7

    def test_partners_are_stable_even_with_a_quarter_missing(self) -> None:
        scenario = compose()
        types, hours = scenario.demand.types.values(), 365.25 * 24
        logged = scenario.demand.logged_per_year / sum(kind.share for kind in types) / hours
        for name, service in scenario.partners.services.items():
            police = sum(logged * kind.share * kind.attended * kind.partners.get(name, 0) for kind in types)
            units = sum(map(sum, service.week)) / 168
            load = (police + service.background_per_hour) * service.care.mean / 60 / units
            assert 0.64 <= load <= 0.72, name
            assert load / 0.75 < 0.95, name

    def test_weekend_small_hours_are_about_twice_as_busy(self) -> None:
        demand = compose().demand
        level = [
            [sum(k.share * demand.weeks[k.week][d][h] for k in demand.types.values()) for h in range(24)]
            for d in range(7)
        ]
        weekend = sum(sum(level[d][:4]) for d in (5, 6)) / 2
        others = sum(sum(level[d][:4]) for d in range(5)) / 5
        assert 1.7 <= weekend / others <= 2.4
        for day in range(4):
            assert 18 <= max(range(24), key=lambda h, day=day: level[day][h]) <= 22


@pytest.mark.parametrize(
    ("roster", "on_duty", "hours"),
    [
        ("two_two_two_four", {"E": 1, "L": 1, "N": 1}, 42.0),
        ("gmp_vsa", {"E": 1, "A": 1, "N": 1}, 39.9),
        ("six_on_three_off", {"E": 2, "L": 2, "N": 2}, 37.333333),
        ("four_on_four_off", {"D": 1, "N": 1}, 42.0),
    ],
)
def test_rosters_cover_every_day_alike(roster: str, on_duty: dict[str, int], hours: float) -> None:
    pattern = compose([f"roster={roster}"]).roster
    for day in range(len(pattern.cycle)):
        letters = [
            pattern.cycle[(day + team * pattern.offset_days) % len(pattern.cycle)] for team in range(pattern.teams)
        ]
        assert {letter: letters.count(letter) for letter in set(letters) - {"R"}} == on_duty
    assert pattern.pattern_hours_per_week == pytest.approx(hours)


def test_five_week_pattern_is_the_published_one() -> None:
    pattern = compose(["roster=gmp_vsa"]).roster
    assert "".join(pattern.cycle) == "NNNNRRRAAARREEEERRNNNRRRAAAARREEERR"
    assert pattern.anchor.weekday() == 0
    assert pattern.tours_per_cycle == 21


def test_clock_minutes() -> None:
    assert clock_minutes("00:00") == 0
    assert clock_minutes("23:59") == 1439


def test_importing_the_models_does_not_import_hydra() -> None:
    code = "import sys, sim.scenario, sim.configuration, sim.studies; sys.exit('hydra' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=config_folder().parent, check=False).returncode == 0
