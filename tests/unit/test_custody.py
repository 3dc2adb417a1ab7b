"""Custody as planned and as measured: who is arrested, desks by the hour, suites by area, and what the hours come to."""

from __future__ import annotations

import dataclasses

import pytest

from kernels.clock import MINUTE_MS
from kernels.kinds import AT_CUSTODY, CLOSED, IN_CUSTODY
from kernels.records import INCIDENT
from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.custody import desks
from sim.measures.custody import custody_measures
from sim.measures.partners import partner_measures
from sim.measures.window import YEAR_MS, Window
from sim.outcome import Outcome, conservation_faults
from sim.outcome_custody import custody_faults
from sim.tracing import trace
from tests.support.tiny_inputs import incident, partner, tiny, tour

SMALL = ["custody=county", "force.officers=60", "demand.logged_per_year=20000", "run.days=3", "run.warmup_days=0"]


# Who is arrested


def test_custody_leaves_incidents_and_partners_as_they_were() -> None:
    with_it, without = (draw_inputs(make_plan(compose([*SMALL, f"custody={name}"])), 1) for name in ("county", "none"))
    names = [name for name in INCIDENT.names or () if name not in ("arrest", "to_suite_ms", "booking_ms", "file_ms")]
    assert (with_it.incidents[names] == without.incidents[names]).all()
    services = len(without.partners)
    own, steps = with_it.background, with_it.steps
    assert (own["key"][own["partner"] < services] == without.background["key"]).all()
    assert (steps["units"][steps["partner"] < services] == without.steps["units"]).all()
    assert with_it.incidents["arrest"].sum() > 0
    assert without.incidents["arrest"].sum() == 0
    assert without.suites.names == ()


def test_the_county_arrests_half_as_many_as_a_typical_force() -> None:
    # 50 a day in a typical force (College of Policing 2015); this one is about half its size.
    inputs = draw_inputs(make_plan(compose(["custody=county", "run.days=90", "run.warmup_days=0"])), 0)
    assert 21 < inputs.incidents["arrest"].sum() / 90 < 27


# Suites and desks


def test_areas_go_to_their_suite() -> None:
    scenario = compose(SMALL)
    inputs = draw_inputs(make_plan(scenario), 0)
    services = len(scenario.partners.services)
    assert inputs.suites.names == ("main", "coast")
    assert inputs.suites.of_area.tolist() == [
        services + (area in ("coastal_towns", "border")) for area in scenario.force.areas
    ]
    assert len(inputs.partners) == services + 2


def test_desks_missing_at_the_weekend() -> None:
    custody = compose([*SMALL, "custody.suites.main.desks=4", "custody.shortfall=0.25", "custody.weekend_shortfall=0.5"]).custody
    week = desks(custody, "main").reshape(7, 24)
    assert (week[0, :6] == 1.5).all()  # Monday before 06:00
    assert (week[0, 6:] == 3).all()
    assert (week[4, :18] == 3).all()
    assert (week[4, 18:] == 1.5).all()  # Friday from 18:00
    assert (week[5:] == 1.5).all()


# What balances, and what it comes to


@pytest.fixture(scope="module")
def case() -> Outcome:
    return run_compiled(CASE, log=True)


ARRESTS = [incident(10, 30, arrest=(20, 40, 90)), incident(20, 30, arrest=(20, 40, 30)), incident(600, 5)]
CASE = tiny([tour(0, 0, 200), tour(1, 0, 600)], ARRESTS, [partner()], units=[(0, 1, 1)], rules={"escort": 1})


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("at_suite", 30 * MINUTE_MS, "back in time"),
        ("booked_in", 111 * MINUTE_MS, "from at_suite to booked_in"),
        ("file_built", -1, "without a file"),
    ],
)
def test_books_that_do_not_balance_are_told(case: Outcome, field: str, value: int, says: str) -> None:
    practice = case.incidents.copy()
    practice[field][0] = value
    assert case.incidents["stage"][0] == CLOSED
    found = list(custody_faults(CASE, practice, case.deployments, case.accounts))
    assert any(says in words for words in found), found


def test_time_booked_to_another_status_is_told(case: Outcome) -> None:
    accounts = case.accounts.copy()
    accounts[0, 0, IN_CUSTODY] += 1
    words = conservation_faults(CASE, dataclasses.replace(case, accounts=accounts))
    assert any("from at_suite to booked_in" in line for line in words), words


def test_an_arrest_nobody_planned_is_told(case: Outcome) -> None:
    practice = case.incidents.copy()
    practice["arrested"][2], practice["stage"][2] = 620 * MINUTE_MS, AT_CUSTODY
    assert any("not to be" in words for words in custody_faults(CASE, practice, case.deployments, case.accounts))


def test_hours_waits_and_overtime_by_hand(case: Outcome) -> None:
    # First arrest: left at 40, at the suite 60, a desk at once, booked in 100, built 190: 150 minutes of officer 0, tour to 200.
    # Second: left at 50, there 70, a desk at 100, booked in 140, built 170: 120 minutes of officer 1.
    found = measured(case)
    years = CASE.horizon_ms / YEAR_MS
    assert found["arrests", ""] == pytest.approx(2 / years)
    assert found["custody_hours", ""] == pytest.approx(270 / 60 / years)
    assert found["custody_hours_per_arrest", ""] == pytest.approx(270 / 60 / 2)
    assert found["custody_duty_share", ""] == pytest.approx(270 / 800)
    assert found["custody_overtime_hours", ""] == 0
    assert found["custody_wait_p50_min", ""] == pytest.approx(15)
    assert found["custody_wait_p90_min", ""] == pytest.approx(27)
    assert found["custody_wait_p90_min", "suite=suite"] == pytest.approx(27)
    assert found["custody_desks_busy", "suite=suite"] == pytest.approx(80 / (48 * 60))
    assert ("partner_utilisation", "partner=suite") not in found


def test_overtime_and_those_still_waiting_count() -> None:
    # The tour ends at 80, at the suite since 60: 20 minutes on duty there, then overtime to 300, the end, without a desk.
    inputs = tiny([tour(0, 0, 80)], [incident(10, 30, arrest=(20, 40, 90))], horizon=300)
    found = measured(run_compiled(inputs), inputs)
    years = inputs.horizon_ms / YEAR_MS
    assert found["custody_overtime_hours", ""] == pytest.approx(220 / 60 / years)
    assert found["custody_hours", ""] == pytest.approx(260 / 60 / years)
    assert found["custody_wait_p50_min", ""] == pytest.approx(240)


def measured(outcome: Outcome, inputs: object = CASE) -> dict[tuple[str, str], float]:
    scenario = compose(["partners=none"])
    calendar = build_calendar("UTC", scenario.run.start, 0, 2, "ENG")
    window = Window(scenario, calendar, inputs, outcome)  # type: ignore[arg-type]
    rows = [*custody_measures(window), *partner_measures(window)]
    return {(row.metric, row.group): row.value for row in rows}


def test_without_custody_there_is_nothing_to_measure() -> None:
    inputs = tiny([tour(0, 0, 600)], [incident(10, 30)])
    assert measured(run_compiled(inputs), inputs) == {}


def test_an_arrest_is_told_line_by_line() -> None:
    told = "\n".join(trace(compose(SMALL), 0, 3, None, None))
    for words in ("an arrest: ", "waiting for a desk", "at the desk", "booked in", "the file is built", "cleared"):
        assert words in told
