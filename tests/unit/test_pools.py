"""Pools of specials, PCSOs and volunteers as planned and as measured: who comes when, what they may attend, what it comes to."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from kernels import kinds as k
from kernels.abstraction import turns_out
from kernels.clock import HOUR_MS
from kernels.dispatch import may_attend
from sim.configuration import compose
from sim.inputs.build import Plan, draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.inputs.pools import pool_of_seats
from sim.measures.answering import answering_measures
from sim.measures.hours import hour_measures, mismatch
from sim.measures.officers import officer_measures
from sim.measures.pools import pool_measures
from sim.measures.safety import safety_measures
from tests.support.measured import a_year, bench, seen, values
from tests.support.tiny_inputs import incident, tiny, tour

SMALL = ("force.officers=60", "demand.logged_per_year=20000", "run.days=28", "run.warmup_days=0", "pools=county")


def plan_of(*words: str) -> Plan:
    return make_plan(compose([*SMALL, *words]))


def pooled(inputs: Inputs, number: int) -> np.ndarray:
    """Return the tours of the k-th pool that begin on a date of the study."""
    return inputs.tours[(inputs.tours["pool"] == number) & (inputs.tours["start"] > 0)]


def test_heads_are_spread_like_officers_and_sit_behind_them() -> None:
    inputs = draw_inputs(plan_of(), 0)
    assert inputs.n_own == 60 and inputs.n_seats == inputs.first_guest == 60 + 90 + 60 + 24
    assert np.bincount(pool_of_seats(inputs)).tolist() == [60, 90, 60, 24]
    shares = np.array([27, 19, 17, 14, 11.5, 11.5])
    for number, heads in enumerate((90, 60, 24), start=1):
        each = np.bincount(inputs.seat_area[pool_of_seats(inputs) == number], minlength=6)
        assert np.abs(each - heads * shares / 100).max() < 1
    assert (np.diff(inputs.tours["start"]) >= 0).all()
    assert (inputs.seat_area[inputs.tours["seat"]] == inputs.tours["area"]).all()


def test_tours_are_those_of_the_weeks() -> None:
    """28 days from a Monday: specials are offered eight evenings each, PCSOs twenty tours, half of them late."""
    plan = plan_of("run.start=2026-01-05")
    inputs = draw_inputs(plan, 0)
    specials, pcsos = pooled(inputs, 1), pooled(inputs, 2)
    assert (np.bincount(specials["seat"])[60:150] == 8).all()
    assert (np.bincount(pcsos["seat"])[150:210] == 20).all()
    clock = plan.calendar.wall_ms(specials["start"])
    assert set(((clock // HOUR_MS) // 24 % 7).tolist()) == {4, 5} and set((clock // HOUR_MS % 24).tolist()) == {18}
    assert set((specials["end"] - specials["start"]) // HOUR_MS) == {8}
    starts = np.bincount(plan.calendar.wall_ms(pcsos["start"]) // HOUR_MS % 24, minlength=24)
    assert starts[9] == starts[14] == 600  # half of the sixty on each week
    assert set(specials["crew_size"]) == {2} and set(pcsos["crew_size"]) == {1}
    assert (inputs.tours["team"][inputs.tours["pool"] > 0] >= compose(SMALL).roster.teams).all()


def test_as_many_turn_out_as_the_chance_says_and_who_came_still_comes_with_a_larger_one() -> None:
    came = {}
    for share in (0.24, 0.5):
        inputs = draw_inputs(plan_of(f"pools.list.specials.turn_out={share}", "run.days=364"), 3)
        tours = pooled(inputs, 1)
        came[share] = {(int(t["seat"]), int(t["start"])) for t in tours[tours["absent"] == k.HERE]}
        assert len(came[share]) / tours.size == pytest.approx(share, abs=0.015)
        assert set(tours["absent"].tolist()) == {k.HERE, k.NOT_COME}
    assert came[0.24] < came[0.5]


def test_turning_out_is_drawn_by_seat_and_date() -> None:
    kind = np.zeros(4, dtype=np.int8)
    turns_out(np.uint64(5), np.array([7, 7, 8, 7]), np.array([1, 2, 1, 1]), np.full(4, 0.5), k.NOT_COME, kind)
    assert kind[0] == kind[3]
    for share, all_of_them in ((0.0, k.NOT_COME), (1.0, k.HERE)):
        turns_out(np.uint64(5), np.arange(4), np.arange(4), np.full(4, share), k.NOT_COME, kind)
        assert set(kind.tolist()) == {all_of_them}


def test_sixteen_hours_a_month_are_offered_by_specials() -> None:
    """Two evenings of 8 h a week at 0.24: 16 x 0.24 x 365.2425 / 84 h."""
    specials = compose(["pools=county"]).pools.list["specials"]
    assert specials.pattern.pattern_hours_per_week == pytest.approx(16.0)
    assert 16.0 * specials.turn_out * 365.2425 / 84 == pytest.approx(16.0, abs=1.0)


def test_taking_a_pool_out_leaves_the_others_and_the_officers_as_they_were() -> None:
    every, fewer = (draw_inputs(plan_of(*words), 0) for words in ((), ("~pools.list.specials",)))
    for inputs, number in ((every, 2), (fewer, 1)):
        tours = pooled(inputs, number)
        ids = inputs.seat_ids[tours["seat"]]
        found = sorted(zip(ids.tolist(), tours["start"].tolist(), tours["absent"].tolist(), strict=True))
        if inputs is every:
            pcsos = found
    assert found == pcsos
    own = [inputs.tours[inputs.tours["pool"] == 0] for inputs in (every, fewer)]
    assert (own[0] == own[1]).all()


def test_the_incidents_and_the_officers_are_those_without_pools() -> None:
    without, with_ = (draw_inputs(make_plan(compose([*SMALL, word])), 1) for word in ("pools=none", "pools=county"))
    assert (without.incidents == with_.incidents).all()
    assert (without.tours == with_.tours[with_.tours["pool"] == 0]).all()
    assert without.pools.attends.size == 0 and not without.pools.on


def test_what_they_may_attend_by_grade_and_type() -> None:
    scenario = compose(["pools=county"])
    attends = draw_inputs(make_plan(scenario), 0).pools.attends
    kinds, grades = list(scenario.demand.types), list(scenario.force.grades)
    assert (attends[0] == 1).all()  # nobody but officers at the immediate grade
    assert attends[grades.index("prompt"), kinds.index("theft")] == 1 | 1 << 1
    assert attends[grades.index("standard"), kinds.index("other")] == 1 | 1 << 1 | 1 << 2 | 1 << 3
    assert attends[grades.index("standard"), kinds.index("violence")] == 1
    assert [may_attend(0b101, pool) for pool in (0, 1, 2, 3)] == [True, False, True, False]


# Measures


def at_work(**more: object) -> Inputs:
    """One officer and two PCSOs, 0 to 600; the PCSOs attend one of two incidents each, the officer joins the second."""
    tours = [tour(0, 0, 600), tour(1, 0, 600, team=6, pool=1), tour(2, 0, 600, team=6, pool=1)]
    calls = [incident(60, 60, grade=1), incident(300, 30, grade=1, officers=3, minimum=3)]
    rules = {"staged": True, "begin_anyway": 1_000}
    return tiny(tours, calls, pools=[2], attends={(1, 0): [1]}, rules=rules, **more)  # type: ignore[arg-type]


def test_hours_incidents_and_shares_of_pools_by_hand() -> None:
    # 2 x 10 h on duty; of 1 200 minutes 60 + 2 x 30 are busy; both incidents have a PCSO, the first nobody else.
    found = values(pool_measures(seen(at_work())))
    months = 2 * a_year(1) ** -1 * 12
    assert found["pool_hours_a_month", ""] == pytest.approx(20 / months)
    assert found["pool_on_duty", "helpers=pool_1"] == pytest.approx(20 / 48)
    assert found["pool_attended", ""] == pytest.approx(a_year(2))
    assert (found["pool_attended_share", ""], found["pool_alone_share", ""]) == (1.0, 0.5)
    assert found["pool_utilisation", ""] == pytest.approx(120 / 1200)


def test_no_measure_of_officers_holds_a_pool() -> None:
    # The officer alone: 30 of 600 minutes busy, half an hour for the second of two incidents.
    window = seen(at_work(), bench("safety=county", "crewing=single", "demand.types.urgent.assaults_per_1000=1000"))
    officers, answering = values(officer_measures(window)), values(answering_measures(window))
    assert officers["utilisation", ""] == pytest.approx(30 / 600)
    assert officers["officers_on_duty", ""] == pytest.approx(600 / (48 * 60))
    assert answering["officers_per_incident", ""] == pytest.approx(0.5)
    assert answering["officer_hours_per_incident", ""] == pytest.approx(0.25)
    hours = {(m.metric, m.hour_of_week): m.value for m in hour_measures(window)}
    assert hours["supply_officers", 1] == 1 and hours["busy_officers", 1] == 0
    assert hours["busy_officers", 5] == pytest.approx(0.5)
    assert hours["demand_officers", 5] == pytest.approx(0.5) and hours["demand_officers", 1] == 0
    assert values(safety_measures(window))["assaults_per_1000_attended", ""] >= 0
    assert window.own.sum() == 1 and window.officer_years == pytest.approx(1 / a_year(1))


def test_switched_off_there_is_nothing_to_measure() -> None:
    assert list(pool_measures(seen(tiny([tour(0, 0, 600)], [incident(10, 20)])))) == []


# The week of the officers beside that of the demand


@pytest.mark.parametrize(
    ("supply", "demand", "apart"),
    [([2, 2], [1, 1], 0.0), ([4, 0], [0, 3], 1.0), ([3, 1], [2, 2], 0.25), ([1, 1, 2], [2, 1, 1], 0.25)],
)
def test_the_share_out_of_step_is_what_would_have_to_move(supply: list[float], demand: list[float], apart: float) -> None:
    found = values(mismatch(np.array(supply, float), np.array(demand, float)))
    assert found["misplaced_share", ""] == pytest.approx(apart)


def test_tightest_and_slackest_are_tenths_of_the_hours() -> None:
    """Twenty hours with 2 officers each, asked for 1 to 20: the tightest two ask for 9.75 of each, the slackest for 0.75."""
    found = values(mismatch(np.full(20, 2.0), np.arange(1, 21.0)))
    assert found["asked_each_tightest", ""] == pytest.approx((19 + 20) / 2 / 2)
    assert found["asked_each_slackest", ""] == pytest.approx((1 + 2) / 2 / 2)


def test_without_officers_or_demand_it_cannot_be_given() -> None:
    for supply, demand in (([0.0], [1.0]), ([1.0], [0.0])):
        assert np.isnan(values(mismatch(np.array(supply), np.array(demand)))["misplaced_share", ""])


def test_the_first_monday_of_a_pool_is_a_monday() -> None:
    assert date(2024, 1, 1).weekday() == 0
    assert compose(["pools=county"]).pools.list["specials"].anchor == date(2024, 1, 1)
