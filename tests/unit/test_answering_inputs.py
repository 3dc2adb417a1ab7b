"""From how a force answers, as configured, to what the engines are given: rules, tables, seats and facts of incidents."""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest

from kernels.crewing import SETTLED_THERE, WORTH_A_TRY
from kernels.demand import PATIENCE, TRIAGE, VULNERABLE
from kernels.dispatch import AGEING, EARLIEST_TARGET
from kernels.draw import uniform
from sim.configuration import compose, defaults
from sim.inputs.answering import NO_TARGET_MS, rules_of
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs, Rules

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
SMALL = (
    "force.officers=120", "demand.logged_per_year=150000", "run.days=6", "run.warmup_days=1", "sickness=none", "fatigue=none",
)  # fmt: skip
EVERYTHING = (
    "operations=responsive", "operations.preemption.grades=2", "operations.rekeying_min=4", "skills=county", "safety=county",
    "crewing=triage_car", "crewing.double_for_risk=true", "crewing.tutors.student_share=0.2",
)  # fmt: skip
AREAS = ("city", "coastal_towns", "market_towns", "vale", "moors", "border")


@cache
def inputs(*words: str) -> Inputs:
    return draw_inputs(make_plan(compose([*SMALL, *words])), 0)


@cache
def turned(*words: str) -> Inputs:
    """As `inputs`, with the skills of the county in the opposite order."""
    county = defaults({"skills": "county"})["skills"]
    table = {**county, "list": dict(reversed(county["list"].items()))}
    return draw_inputs(make_plan(compose([*SMALL, *words], tables={"skills": table})), 0)


def mirrored(bits: np.ndarray) -> np.ndarray:
    return (bits & 1) << 2 | (bits & 2) | bits >> 2


def kind(name: str) -> int:
    return list(compose(SMALL).demand.types).index(name)


def near(share: float, wanted: float, n: int) -> bool:
    return abs(share - wanted) < 4 * np.sqrt(wanted * (1 - wanted) / n)


# Rules


def test_what_is_off_is_what_rules_leave_out() -> None:
    rules = rules_of(compose())
    bare = Rules(rules.wind_down_ms, rules.wind_down_grades, rules.travel_on, rules.fatigue_on, rules.sickness_model,
                 rules.quick_return_ms)  # fmt: skip
    tuned = {  # how something works that is not switched on
        "ageing_ms", "begin_anyway_ms", "surplus_after", "preempt_travelling", "preempt_on_scene", "thinning_most", "help_keep",
        "break_grades", "break_keep", "break_counts",
    }  # fmt: skip
    differing = {f.name for f in dataclasses.fields(Rules) if getattr(rules, f.name) != getattr(bare, f.name)}
    assert differing <= tuned


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        (["operations.dispatch.order=ageing"], "order", AGEING),
        (["operations.dispatch.order=earliest_target"], "order", EARLIEST_TARGET),
        (["operations.dispatch.ageing_min=90"], "ageing_ms", 90 * MINUTE_MS),
        (["operations.dispatch.staged=true"], "staged", True),
        (["operations.dispatch.begin_anyway_min=7.5"], "begin_anyway_ms", 450_000),
        (["operations.surplus.on=true"], "surplus_on", True),
        (["operations.surplus.after_share=0.25"], "surplus_after", 0.25),
        (["operations.reserve.crews=2"], "reserve_crews", 2),
        (["operations.reserve.crews=2", "operations.reserve.grades=3"], "reserve_grades", 3),
        (["operations.preemption.grades=2"], "preempt_grades", 2),
        (["operations.preemption.from=[clearing]"], "preempt_clearing", True),
        (["operations.preemption.from=[clearing]"], "preempt_travelling", False),
        (["operations.preemption.from=[clearing]"], "preempt_on_scene", False),
        (["operations.interrupted=restart"], "restart", True),
        (["operations.tour_end=hand_back"], "hand_back", True),
        (["operations.thinning.on=true"], "thinning_on", True),
        (["operations.thinning.most=1.5"], "thinning_most", 1.5),
        (["operations.help.on=true"], "help_on", True),
        (["operations.help.on=true", "operations.help.grades=2"], "help_grades", 2),
        (["operations.help.after_min=12"], "help_after_ms", 12 * MINUTE_MS),
        (["operations.help.keep=3"], "help_keep", 3),
        (["operations.cut_short.on=true", "operations.cut_short.when_waiting=5"], "cut_waiting", 5),
        (["operations.cut_short.on=true", "operations.cut_short.spared=2"], "cut_spared", 2),
        (["operations.cut_short.on=true", "operations.cut_short.to=0.6"], "cut_to", 0.6),
        (["crewing.split_when_waiting=4"], "split_waiting", 4),
        (["crewing.re_form=true"], "re_form", True),
        (["crewing.double_share=0.4"], "double_share", 0.4),
        (["crewing.tutors.students_count=false"], "students_count", False),
    ],
)
def test_a_setting_reaches_its_rule(words: list[str], field: str, value: object) -> None:
    assert getattr(rules_of(compose(words)), field) == value
    assert getattr(rules_of(compose()), field) != value


# Areas and grades


def test_neighbours_are_asked_in_the_order_given() -> None:
    given = inputs()
    city, coast, market, vale, moors, border = range(6)
    assert given.lenders.tolist() == [
        [market, vale, -1], [vale, border, -1], [city, moors, vale], [city, coast, market], [market, border, -1],
        [coast, moors, -1],
    ]  # fmt: skip
    assert given.lend_extra_ms[market].tolist() == [12 * MINUTE_MS, 16 * MINUTE_MS, 16 * MINUTE_MS]
    assert given.lend_extra_ms[city].tolist() == [14 * MINUTE_MS, 16 * MINUTE_MS, 0]
    assert given.free_usual.tolist() == [8, 7, 6, 5, 4, 4]


def test_an_area_alone_has_a_table_of_nobody() -> None:
    given = inputs("force=bench", "demand=flat", "roster=always_on", "abstraction=none", "partners=none")
    assert given.lenders.tolist() == [[-1]]
    assert given.lend_extra_ms.shape == (1, 1)


def test_targets_follow_grade_and_kind_of_area() -> None:
    given = inputs("force.grades.prompt.target_min={urban: 45, rural: null}")
    assert (given.target_ms[0] / MINUTE_MS).tolist() == [15, 15, 20, 20, 20, 20]
    assert given.target_ms[1].tolist() == [45 * MINUTE_MS] * 2 + [NO_TARGET_MS] * 4
    assert NO_TARGET_MS == 2**50


def test_promotion_wants_its_switch_and_a_grade_above() -> None:
    on = ("operations.regrading.promotion=true", "force.grades.immediate.promote_after_min=5")
    assert inputs(*on).promote_ms.tolist() == [-1, 4 * HOUR_MS, 24 * HOUR_MS]
    assert inputs().promote_ms.tolist() == [-1, -1, -1]


# Crews


def test_crews_are_formed_by_the_policy_of_their_area() -> None:
    for words, policies in (
        ((), dict.fromkeys(AREAS, "double_at_night")),
        (("crewing=single", "+crewing.by_area.moors=double", "+crewing.by_area.vale=double_at_night"),
         {**dict.fromkeys(AREAS, "single"), "moors": "double", "vale": "double_at_night"}),
    ):  # fmt: skip
        tours = inputs(*words).tours
        hour = tours["start"] // HOUR_MS % 24  # January: local time is UTC
        night = (hour >= 19) | (hour < 7)
        for number, name in enumerate(AREAS):
            here = tours["area"] == number
            wanted = {"single": 1, "double": 2}.get(policies[name], np.where(night[here], 2, 1))
            assert (tours["crew_size"][here] == wanted).all()
        assert night.any()
        assert not night.all()


def test_triage_cars_go_out_in_their_hours_and_areas() -> None:
    tours = inputs("crewing=triage_car", "crewing.triage_car.cars=2", "crewing.triage_car.areas=[vale]").tours
    hour = tours["start"] // HOUR_MS % 24
    inside = (tours["area"] == AREAS.index("vale")) & ((hour >= 14) | (hour < 2))
    assert (tours["cars"] == np.where(inside, 2, 0)).all()
    assert inside.any()
    everywhere = inputs("crewing=triage_car", "crewing.triage_car.areas=[]").tours
    assert ((everywhere["cars"] == 1) == ((hour >= 14) | (hour < 2))).all()
    assert not inputs().tours["cars"].any()


def test_practitioners_go_home_at_the_next_end_of_their_hours() -> None:
    tours = inputs("crewing=triage_car", "run.start=2026-10-24", "run.days=3").tours  # clocks go back on the 25th
    tours = tours[tours["cars"] > 0]
    stay = tours["cars_until"] - tours["start"]
    assert (stay > 0).all()
    assert (stay <= 13 * HOUR_MS).all()  # 14:00 to 02:00, and an hour that comes twice
    midnight = tours["cars_until"] - 2 * HOUR_MS
    before_the_change = tours["cars_until"] < 2 * DAY_MS
    assert before_the_change.any()
    assert (midnight[before_the_change] % DAY_MS == 0).all()
    assert ((midnight[~before_the_change] - HOUR_MS) % DAY_MS == 0).all()


# Seats


def test_skills_and_students_are_traits_of_the_seat() -> None:
    words = ("skills=county", "force.officers=4000", "run.days=1", "crewing.tutors.student_share=0.25")
    whole, cut = inputs(*words), inputs(*words, "staffing.cut=0.2")
    stayed = np.isin(whole.seat_ids, cut.seat_ids)
    assert stayed.sum() == 3200
    assert (whole.seat_skills[stayed] == cut.seat_skills).all()
    assert (whole.seat_student[stayed] == cut.seat_student).all()

    student = whole.seat_student == 1
    assert near(student.mean(), 0.25, 4000)
    assert not whole.seat_skills[student].any()
    for bit, share in enumerate((0.4, 0.35, 0.2)):
        assert near((whole.seat_skills[~student] >> bit & 1).mean(), share, int((~student).sum()))
    both = (whole.seat_skills[~student] & 3 == 3).mean()
    assert near(both, 0.4 * 0.35, int((~student).sum())), "one skill says nothing of another"


def test_more_of_one_skill_leaves_the_others_alone() -> None:
    words = ("skills=county", "force.officers=1000", "run.days=1")
    few, many = inputs(*words), inputs(*words, "skills.list.taser.share=0.6")
    assert ((few.seat_skills ^ many.seat_skills) & 6 == 0).all()
    assert (many.seat_skills & 1 >= few.seat_skills & 1).all()
    assert (turned(*words[1:]).seat_skills == mirrored(few.seat_skills)).all(), "the place in the list is a bit, not a draw"


def test_skills_switched_off_are_neither_held_nor_wanted() -> None:
    given = inputs()
    assert not given.seat_skills.any()
    assert not given.incidents["needs"].any()
    assert given.substitute_ms.tolist() == [-1]
    never = inputs("skills=county", "skills.list.taser.substitute_after_min=null")
    assert never.substitute_ms.tolist() == [-1, 10 * MINUTE_MS, HOUR_MS]


# Facts of incidents


def test_switches_change_only_what_they_are_about() -> None:
    off, on = inputs().incidents, inputs(*EVERYTHING).incidents
    for name in ("created", "key", "scene_ms", "kind", "area", "grade", "partner", "vulnerable"):
        assert (off[name] == on[name]).all(), name
    assert (on["clearing_ms"] - off["clearing_ms"] == 4 * MINUTE_MS).all()
    assert (on["officers"] >= off["officers"]).all()
    assert (off["minimum"] == off["officers"]).all()
    assert (off["patience_ms"] == -1).all()
    assert (off["regrade_ms"] == -1).all()
    assert not off["triage"].any()
    assert not off["by_phone"].any()


def test_a_minimum_counts_where_crews_may_come_or_go_alone() -> None:
    for word in ("operations.dispatch.staged=true", "operations.surplus.on=true", "operations.preemption.grades=1"):
        found = inputs(word).incidents
        assert (found["minimum"] == np.minimum(found["officers"], np.where(found["kind"] == kind("domestic"), 2,
                np.where(found["kind"] == kind("violence"), 2, 1)))).all()  # fmt: skip
    theft = inputs("operations.dispatch.staged=true", "demand.types.theft.minimum=null").incidents
    theft = theft[theft["kind"] == kind("theft")]
    assert (theft["minimum"] == theft["officers"]).all()
    assert theft["officers"].max() > 1


def test_a_risky_incident_gets_two() -> None:
    plain, doubled = inputs().incidents, inputs("crewing.double_for_risk=true").incidents
    raised = doubled["officers"] > plain["officers"]
    assert (doubled["officers"][raised] == 2).all()
    assert (doubled["minimum"] == doubled["officers"]).all()
    alone = (plain["officers"] == 1) & (plain["kind"] == kind("suspicious"))
    assert near(raised[alone].mean(), 0.2, int(alone.sum()))
    staged = inputs("crewing.double_for_risk=true", "operations.dispatch.staged=true").incidents
    assert (staged["minimum"][raised] == 2).all()
    certain = inputs("crewing.double_for_risk=true", "operations.dispatch.staged=true", "demand.types.theft.risk=1").incidents
    theft = certain[certain["kind"] == kind("theft")]
    assert (theft["minimum"] == 2).all()
    assert theft["officers"].max() > 2


def test_needs_are_bits_in_the_order_of_the_list() -> None:
    found = inputs("skills=county").incidents
    violence = found[found["kind"] == kind("violence")]
    for bit, share in enumerate((0.15, 0.0, 0.06)):
        assert near((violence["needs"] >> bit & 1).mean(), share, len(violence)) or share == 0
    assert not (violence["needs"] & 2).any()
    assert (turned().incidents["needs"] == mirrored(found["needs"])).all()


def test_patience_and_news_are_drawn_for_some() -> None:
    found = inputs("operations.patience=true", "operations.regrading.new_information=true").incidents
    theft, domestic = found[found["kind"] == kind("theft")], found[found["kind"] == kind("domestic")]
    mean = theft["patience_ms"].mean() / MINUTE_MS
    assert abs(mean - 1440) < 4 * 1440 / np.sqrt(len(theft))
    one = theft[0]
    assert one["patience_ms"] == round(-1440 * np.log1p(-uniform(one["key"], PATIENCE, 0)) * MINUTE_MS)
    assert (domestic["patience_ms"] == -1).all()
    told = domestic["regrade_ms"] >= 0
    assert near(told.mean(), 0.08, len(domestic))
    after = domestic["regrade_ms"][told] / MINUTE_MS
    assert abs(after.mean() - 30) < 4 * 30 / np.sqrt(len(after))


def test_a_practitioner_settles_part_of_what_the_partner_is_asked() -> None:
    given = inputs("crewing=triage_car").incidents
    asked = given["partner"] == list(compose().partners.services).index("mental_health")
    assert not given["triage"][~asked].any()
    assert (given["triage"][asked] >= WORTH_A_TRY).all()
    assert near((given["triage"][asked] == SETTLED_THERE).mean(), 0.5, int(asked.sum()))
    row = given[asked][0]
    assert (row["triage"] == SETTLED_THERE) == (uniform(row["key"], TRIAGE, 0) < 0.5)
    assert ((inputs("crewing=triage_car", "crewing.triage_car.settles=1").incidents["triage"] == SETTLED_THERE) == asked).all()
    other = inputs("crewing=triage_car", "crewing.triage_car.partner=ambulance", "crewing.triage_car.settles=1").incidents
    assert ((other["triage"] == SETTLED_THERE) == (other["partner"] == 0)).all()


def test_each_service_of_a_joint_team_settles_a_share_of_its_own() -> None:
    given, services = inputs("crewing=joint_team").incidents, list(compose().partners.services)
    for name, share in (("mental_health", 0.5), ("social_care", 0.4)):
        asked = given["partner"] == services.index(name)
        assert (given["triage"][asked] >= WORTH_A_TRY).all()
        assert near((given["triage"][asked] == SETTLED_THERE).mean(), share, int(asked.sum()))
    assert not given["triage"][(given["partner"] == 0) | (given["partner"] < 0)].any()
    # What mental health settles is the same alone and in company.
    alone = inputs("crewing=triage_car").incidents
    theirs = alone["partner"] == services.index("mental_health")
    assert (alone["triage"][theirs] == given["triage"][theirs]).all()
    assert not alone["triage"][~theirs].any()


def test_a_car_is_kept_for_its_area_only_where_it_is_asked_for() -> None:
    kept = compose(["crewing=joint_team", "operations=responsive", "crewing.triage_car.kept_in_area=true"])
    assert rules_of(kept).practitioners_stay
    assert not rules_of(compose(["crewing=joint_team", "operations=responsive"])).practitioners_stay


def test_about_a_fifth_of_what_is_attended_involves_somebody_vulnerable() -> None:
    found = inputs().incidents
    assert near(found["vulnerable"].mean(), 0.194, len(found))
    assert 0.18 < found["vulnerable"].mean() < 0.21
    row = found[found["kind"] == kind("missing")][0]
    assert row["vulnerable"] == (uniform(row["key"], VULNERABLE, 0) < 0.75)
