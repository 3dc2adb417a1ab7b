"""Broken words and tables: one report, every planted fault in it, each with its cure, and no traceback."""

from __future__ import annotations

import copy
import traceback

import pytest

from sim.configuration import compose, defaults
from sim.expansion import expand
from sim.faults import FaultReport
from sim.studies import study_of, study_scenarios
from tests.support.fault_reports import Planted, assert_named, report_of

SHARES = "demand_share: 1, officer_share: 1"

WORDS: dict[str, tuple[list[str], Planted]] = {
    "unknown names": (
        ["roster=gmp_vas", "force.oficers=500", "rooster=gmp_vsa", "cut=0.1", "demand.types.domestik.share=3"],
        [
            ("roster=gmp_vas", "gmp_vas", "roster=gmp_vsa"),
            ("force.oficers=500", "force.oficers", "force.officers=500"),
            ("rooster=gmp_vsa", "rooster", "roster=gmp_vsa"),
            ("cut=0.1", "cut", "staffing.cut=0.1"),
            ("demand.types.domestik.share=3", "domestik", "demand.types.domestic.share=3"),
        ],
    ),
    "a plus does not hide a typing slip": (
        ["+nmae=x", "++staffing.cutt=0.1", "+roster=nights"],
        [
            ("+nmae=x", "nmae", "remove"),
            ("++staffing.cutt=0.1", "cutt", "staffing.cut=0.1"),
            ("+roster=nights", "nights", "roster="),
        ],
    ),
    "wrong kinds": (
        [
            "force.officers=many",
            "staffing.cut=10%",
            "partners.on=7",
            "run.days=28.5",
            "engine=simpi",
            "run.start=2026-13-01",
            "staffing.uplift=true",
            "demand.monthly=3",
        ],
        [
            ("force.officers=many", "many", "force.officers=600"),
            ("staffing.cut=10%", "10%", "staffing.cut=0.1"),
            ("partners.on=7", "7", "partners.on=true"),
            ("run.days=28.5", "28.5", "run.days=365"),
            ("engine=simpi", "simpi", "engine=simpy"),
            ("run.start=2026-13-01", "2026-13-01", "2026-01-05"),
            ("staffing.uplift=true", "true", "staffing.uplift=0"),
            ("demand.monthly=3", "3", "demand.monthly"),
        ],
    ),
    "out of range": (
        [
            "staffing.cut=1.5",
            "run.replications=0",
            "run.seed=-1",
            "demand.types.theft.attended=2",
            "sickness.hazard_cap=0.5",
            "demand.scale=nan",
            "run.workers=0",
            "demand.types.theft.officers={9: 1}",
            "partners.shortfall=1",
        ],
        [
            ("staffing.cut=1.5", "1.5", "staffing.cut=0"),
            ("run.replications=0", "0", "run.replications=10"),
            ("run.seed=-1", "-1", "run.seed="),
            ("demand.types.theft.attended=2", "2", "theft.attended=0."),
            ("sickness.hazard_cap=0.5", "0.5", "=5"),
            ("demand.scale=nan", "nan", "=1"),
            ("run.workers=0", "0", "auto"),
            ("demand.types.theft.officers={9: 1}", "9", "remove"),
            ("partners.shortfall=1", "1", "=0"),
        ],
    ),
    "shares in per cent and with the wrong sign": (
        ["staffing.cut=10", "partners.shortfall=25", "staffing.uplift=-0.1", "run.audit_share=100"],
        [
            ("staffing.cut=10", "10", "staffing.cut=0.1"),
            ("partners.shortfall=25", "25", "partners.shortfall=0.25"),
            ("staffing.uplift=-0.1", "-0.1", "staffing.cut=0.1"),
            ("run.audit_share=100", "100", "run.audit_share=1"),
        ],
    ),
    "years without a calendar": (
        ["run.start=9999-12-31"],
        [("run.start=9999-12-31", "the year 9999", "run.start=2026")],
    ),
    "nothing like it": (
        ["_target_=x", "run.level=3"],
        [("_target_=x", "_target_", "remove it"), ("run.level=3", "run.level", "remove it")],
    ),
    "parts that do not fit together": (
        [
            "roster.teams=4",
            "demand.types.theft.week=foo",
            "abstraction.leave_weeks_share=0.9",
            "demand.types.domestic.scene.cv=null",
            "crewing.night_to=19:00",
            "demand.types.violence.partners.ambulance=0.99",
            "fatigue.model.bl=15",
            "fatigue.unified.tau_la=1",
            "fatigue.reckoned_by=guess",
        ],
        [
            ("roster.teams=4", "4 teams", "roster.teams=5"),
            ("demand.types.theft.week=foo", "foo", "week"),
            ("abstraction.leave_weeks_share=0.9", "sum", "lower"),
            ("demand.types.domestic.scene.cv=null", "missing", "cv"),
            ("crewing.night_to=19:00", "19:00", "crewing.night_to=07:00"),
            ("demand.types.violence.partners", "sum", "lower"),
            ("fatigue.model.bl=15", "15", "12.2"),
            ("fatigue.unified.tau_s", "tau_la 1", "97.44"),
            ("fatigue.reckoned_by=guess", "guess", "fatigue.reckoned_by=three_process"),
        ],
    ),
    "groups that do not belong together": (
        ["force=bench", "demand.types.theft.scene.mean_min=-3"],
        [
            ("demand.types.antisocial_behaviour.grades", "standard", "force.grades"),
            ("demand.types.theft.scene.mean_min=-3", "-3", "theft.scene.mean_min="),
        ],
    ),
    "partners that nobody offers": (
        ["~partners.services.social_care", "staffing.cut=2"],
        [
            ("demand.types.antisocial_behaviour.partners", "social_care", "partners=none"),
            ("staffing.cut=2", "2", "staffing.cut=0"),
        ],
    ),
    "rosters that cannot be walked": (
        ["roster.cycle=[E,X,N,E,R]", "roster.shifts.E.hours=30", "roster.shifts.N.start=2200"],
        [
            ("roster.cycle", "X", "shifts.X"),
            ("roster.shifts.E.hours=30", "30", "=10"),
            ("roster.shifts.N.start=2200", "2200", "quotes"),
        ],
    ),
    "tours that overlap": (
        ["roster.shifts.N.hours=12", "roster.cycle=[N,E,R,R,R]", "roster.teams=5", "roster.offset_days=1"],
        [("roster.cycle", "N followed by E", "rest day")],
    ),
    "hours that cannot be made equal": (
        ["roster=six_on_three_off", "roster.equalise_by=rest_days", "partners.services.ambulance.background_week=0"],
        [
            ("roster.equalise_by=rest_days", "37.33 of 40", "tour_length"),
            ("partners.services.ambulance.background_week=0", "zeros", "background_week: 1"),
        ],
    ),
    "tours stretched into each other": (
        ["roster=four_on_four_off", "roster.equalise_by=tour_length", "roster.paid_hours_per_week=90"],
        [
            ("roster.paid_hours_per_week=90", "25.7 hours", "roster.paid_hours_per_week=42"),
            ("roster.cycle", "D followed by D", "rest day"),
        ],
    ),
    "times of day": (
        ["fatigue.bedtime=750", "crewing.night_from=9:30", "fatigue.nap_start='25:00'"],
        [
            ("fatigue.bedtime=750", "750", "12:30"),
            ("crewing.night_from=9:30", "9:30", "09:30"),
            ("fatigue.nap_start", "25:00", "07:00"),
        ],
    ),
    "what could run or leak": (
        [
            "title=${oc.env:HOME}",
            "hydra.run.dir=/tmp/x",
            "+demand._target_=os.system",
            "force@x=county",
            "+hydra/launcher=joblib",
        ],
        [
            ("title=", "interpolation", "value"),
            ("hydra.run.dir=/tmp/x", "Hydra", "out=PATH"),
            ("_target_", "_target_", ""),
            ("force@x=county", "@x", "@"),
            ("+hydra/launcher=joblib", "Hydra", "remove"),
        ],
    ),
    "words that are not overrides": (
        [
            "a b",
            "staffing.cut",
            "=3",
            "staffing.cut={",
            "roster=gmp_vsa,always_on",
            "~roster",
            "~staffing.cut",
            "staffing={cut: 0.1}",
        ],
        [
            ("a b", "read", "key=value"),
            ("staffing.cut", "read", "staffing.cut=..."),
            ("=3", "read", ""),
            ("staffing.cut={", "read", "quotes"),
            ("roster=gmp_vsa,always_on", "several", "sweep"),
            ("~roster", "taken away", "roster="),
            ("~staffing.cut", "taken away", "staffing.cut"),
            ("staffing={cut: 0.1}", "table", "staffing.cut=0.1"),
        ],
    ),
    "names of their own": (
        [
            f"+force.areas.Town={{kind: urban, {SHARES}, travel: {{kind: deterministic, mean_min: 5}}}}",
            f"+force.areas.con={{kind: urban, {SHARES}, travel: {{kind: deterministic, mean_min: 5}}}}",
            "+force.areas.port={kind: coastal, demand_share: 0, officer_share: 1, colour: red,"
            " travel: {kind: lognormal, mean_min: 5}}",
        ],
        [
            ("+force.areas.Town=", "Town", "town"),
            ("+force.areas.con=", "con", "con_1"),
            ("port", "coastal", ""),
            ("demand_share", "0", ""),
            ("cv", "missing", "cv"),
            ("colour", "colour", "remove"),
        ],
    ),
}


@pytest.mark.parametrize("name", WORDS)
def test_all_wrong_words_in_one_report(name: str) -> None:
    words, planted = WORDS[name]
    assert_named(report_of(compose, words), planted)


def test_everything_wrong_at_once() -> None:
    """The words of all cases together, as far as they do not contradict each other: still one report, still
    everything named.
    """
    names = ["unknown names", "wrong kinds", "what could run or leak", "times of day"]
    words = [word for name in names for word in WORDS[name][0]]
    assert_named(report_of(compose, words), [fault for name in names for fault in WORDS[name][1]])


def test_nothing_but_the_planted_faults() -> None:
    """A single slip gives a single fault: no echo of it from other rules."""
    for words in (
        ["staffing.cut=2"],
        ["force.oficers=1"],
        ["demand.types.theft.scene.cv=-1"],
        ["roster=x"],
        ["roster=x", "roster.shifts.A.hours=9"],
        ["demand.logged_per_year=lots"],
        ["run.workers=x"],
        ["force.grades.prompt.target_min.urban=-1"],
        ["demand.types.theft=3"],
        ["force.areas=none"],
        ["demand=flat", "demand.types.job.grades=x"],
        ["demand=flat", "demand.types.job.grades={urgent: 1}"],
        ["~force.grades.standard"],
        ["~partners.services.ambulance"],
        ["partners.services.ambulance.week=[1,2]"],
    ):
        assert len(report_of(compose, words)) == 1, words


def test_tables_of_a_planner() -> None:
    demand = copy.deepcopy(defaults({"demand": "flat"})["demand"])
    demand["logged_per_year"] = "lots"
    demand["types"]["job"] |= {"week": "flatt", "attended": 3, "colour": "red"}
    demand["types"]["job"]["scene"] = {"kind": "lognormal", "mean_min": 30}
    demand["weeks"]["short"] = [1, 2, 3]
    del demand["title"]
    faults = report_of(
        compose, ["staffing.cut=2", "roster=county"], tables={"demand": demand, "demandd": {}, "roster": {}}
    )
    assert_named(
        faults,
        [
            ("logged_per_year", "lots", "350000"),
            ("job.week", "flatt", "flat"),
            ("job.attended", "3", ""),
            ("colour", "colour", ""),
            ("scene.cv", "missing", "cv"),
            ("weeks.short", "3 rows", ""),
            ("demand.title", "missing", "title"),
            ("staffing.cut=2", "2", ""),
            ("roster=county", "county", "roster="),
            ("tables.demandd", "demandd", ""),
        ],
    )


def test_an_option_and_a_table_for_one_group() -> None:
    faults = report_of(compose, ["demand=flat"], tables={"demand": defaults()["demand"], "run": [1]})
    assert_named(faults, [("demand=flat", "both", "remove"), ("tables.run", "list", "conf/run")])


def test_sweeps_that_cannot_be_enumerated() -> None:
    words = [
        "staffing.cut=range(0,1,0)",
        "demand.scale=interval(0,1)",
        "roster=glob(z*)",
        "force.officers=glob(*)",
        "run.days=range(0,inf)",
        "title=a,b",
        "title=c,d",
        "~partners=a,b",
    ]
    faults = report_of(expand, words)
    assert_named(
        faults,
        [
            ("staffing.cut=range(0,1,0)", "no values", "range"),
            ("demand.scale=interval(0,1)", "interval", "range"),
            ("roster=glob(z*)", "nothing", "glob(*)"),
            ("force.officers=glob(*)", "glob", "force.officers="),
            ("title=c,d", "twice", "title="),
        ],
    )


def test_too_many_combinations_are_refused_before_any_is_made() -> None:
    words = [
        f"demand.monthly={','.join(f'[{n}]' for n in range(30))}",
        "staffing.cut=range(0,0.9,0.01)",
        "run.days=range(1,100)",
    ]
    assert_named(report_of(expand, words), [("demand.monthly", "combinations", "fewer")])
    assert_named(report_of(study_of, words), [("demand.monthly", "combinations", "fewer")])


def test_a_sweep_names_each_wrong_value_once() -> None:
    study = study_of(["staffing.cut=0,1.5", "roster=gmp_vas,gmp_vsa", "demand.scale=1,2,-1", "run.days=7,14"])
    faults = report_of(study_scenarios, study)
    assert len(faults) == 3
    assert_named(
        faults,
        [("staffing.cut=1.5", "1.5", ""), ("roster=gmp_vas", "gmp_vas", "gmp_vsa"), ("demand.scale=-1", "-1", "")],
    )


def test_a_report_prints_without_its_inner_works() -> None:
    with pytest.raises(FaultReport) as caught:
        compose(["staffing.cut=2"])
    lines = traceback.format_exception_only(caught.value)
    assert "1 fault in the configuration; nothing was run." in lines[0]
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_a_negative_cut_names_the_uplift() -> None:
    (fault,) = report_of(compose, ["staffing.cut=-0.1"])
    assert "staffing.uplift=0.1" in fault.remedy


@pytest.mark.parametrize(
    ("start", "whole"), [("1989-12-31", False), ("1990-01-01", True), ("2100-12-31", True), ("2101-01-01", False)]
)
def test_years_that_can_be_simulated(start: str, whole: bool) -> None:
    if whole:
        assert str(compose([f"run.start={start}"]).run.start) == start
    else:
        (fault,) = report_of(compose, [f"run.start={start}"])
        assert "1990 to 2100" in fault.allowed
