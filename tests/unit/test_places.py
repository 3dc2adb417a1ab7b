"""Partners' places: who is taken where, what balances, and what it comes to."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from kernels.kinds import AT_PARTNER, BY_PARTNER, CLOSED, JOB_OPEN
from kernels.places import LEAVE, STAY
from kernels.records import INCIDENT
from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.measures.partners import partner_measures
from sim.measures.places import place_measures
from sim.measures.window import YEAR_MS, Window
from sim.outcome import Outcome, conservation_faults
from sim.outcome_places import places_faults
from sim.tracing import trace
from tests.support.tiny_inputs import incident, partner, tiny, tour

SMALL = ["partners=places", "run=smoke", "demand.logged_per_year=60000"]


# Who is taken where


def test_needs_of_the_option_leave_the_demand_and_its_arrests_alone() -> None:
    words = ["run=smoke", "custody=county"]
    county, places = (draw_inputs(make_plan(compose([*words, f"partners={name}"])), 0).incidents for name in ("county", "places"))
    same = [name for name in INCIDENT.names or () if name not in ("partner", "taken_to")]
    assert (county[same] == places[same]).all()
    asked = county["partner"] >= 0
    assert (county["partner"][asked] == places["partner"][asked]).all()
    assert not county["taken_to"].any()
    assert (places["taken_to"][~asked & (places["arrest"] == 0)] > 0).any()


# What balances


CALLS = [incident(10, 30, taken_to=1), incident(20, 30, partner=0, officers=2), incident(600, 5)]
CASE = tiny([tour(0, 0, 400), tour(1, 0, 600), tour(2, 0, 600)], CALLS,
            [partner(give_up=60, convey_to=1), partner(drive=20, handover=15, care=45, give_up=100, at_limit=LEAVE)],
            units=[(100, 1, 1)])  # fmt: skip


@pytest.fixture(scope="module")
def case() -> Outcome:
    return run_compiled(CASE, log=True)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("at_place", 30 * 60_000, "back in time"),
        ("place_over", 111 * 60_000, "from at_place to place_over"),
        ("place_ended", JOB_OPEN, "did not end (place_ended)"),
        ("partner_ended", BY_PARTNER, "did not end (partner_ended)"),
        ("place", 0, "to another place than it should"),
    ],
)
def test_books_that_do_not_balance_are_told(case: Outcome, field: str, value: int, says: str) -> None:
    practice = case.incidents.copy()
    assert (practice["stage"][:2] == CLOSED).all()
    practice[field][1] = value
    found = list(places_faults(CASE, practice, case.deployments, case.accounts))
    assert any(says in words for words in found), found


def test_time_booked_to_another_status_is_told(case: Outcome) -> None:
    accounts = case.accounts.copy()
    accounts[0, 0, AT_PARTNER] += 1
    words = conservation_faults(CASE, dataclasses.replace(case, accounts=accounts))
    assert any("from at_place to place_over" in line for line in words), words


# What it comes to


MINUTE = "{kind: deterministic, mean_min: 1}"
SERVICE = ("week: 1, background_per_hour: 0, background_week: 1, give_up_min: 60, at_limit: leave, "
           f"care: {MINUTE}, handover: {MINUTE}")
NAMED = ["partners=none", f"+partners.services.team={{title: Team, {SERVICE}}}",
         f"+partners.services.ward={{title: Ward, where: place, drive: {MINUTE}, {SERVICE}}}"]  # fmt: skip


def measured(outcome: Outcome, inputs: object = CASE) -> dict[tuple[str, str], float]:
    scenario = compose(NAMED)
    calendar = build_calendar("UTC", scenario.run.start, 0, 2, "ENG")
    window = Window(scenario, calendar, inputs, outcome)  # type: ignore[arg-type]
    return {(row.metric, row.group): row.value for row in [*partner_measures(window), *place_measures(window)]}


def test_hours_and_waits_by_hand(case: Outcome) -> None:
    # First, one officer: done at 40, there at 60, a bed at 100, over at 115. Second, two officers: done at 50, given up at 80;
    # one drives and is there at 100, the other is free; the bed is free again at 160, over at 175.
    found, years = measured(case), CASE.horizon_ms / YEAR_MS
    assert found["brought_to_places", "partner=ward"] == pytest.approx(2 / years)
    assert found["place_drive_hours", ""] == found["place_drive_hours", "partner=ward"] == pytest.approx(40 / 60 / years)
    assert found["place_hours", ""] == found["place_hours", "partner=ward"] == pytest.approx((55 + 75) / 60 / years)
    assert found["place_wait_p50_min", ""] == pytest.approx(50)
    assert found["officer_hours_held", "partner=ward"] == pytest.approx(75 / 60 / years)
    assert found["officer_hours_held", "partner=team"] == pytest.approx((2 * 30 + 95) / 60 / years)
    assert found["officer_hours_held", ""] == pytest.approx((75 + 60 + 95) / 60 / years)
    assert found["partner_wait_p50_min", "partner=team"] == pytest.approx(175 - 20)
    assert ("partner_wait_p50_min", "partner=ward") not in found
    assert found["partner_left_share", ""] == 0


def test_who_leaves_counts_until_then() -> None:
    # Held at the scene from 50, left at 80; at the place from 60 without a bed, left at 160.
    lines = [partner(give_up=60, at_limit=LEAVE), partner(drive=20, give_up=100, at_limit=LEAVE)]
    inputs = tiny([tour(0, 0, 400), tour(1, 0, 400)], [incident(10, 30, taken_to=1), incident(20, 30, partner=0)], lines)
    found, years = measured(run_compiled(inputs), inputs), inputs.horizon_ms / YEAR_MS
    assert found["officer_hours_held", "partner=team"] == pytest.approx(30 / 60 / years)
    assert found["officer_hours_held", "partner=ward"] == pytest.approx(120 / 60 / years)
    assert found["partner_wait_p50_min", ""] == pytest.approx(60)
    assert found["place_wait_p90_min", ""] == pytest.approx(100)
    assert [found["partner_left_share", group] for group in ("", "partner=team", "partner=ward")] == [1, 1, 1]


def test_services_that_only_come_and_are_waited_for_have_no_such_measures() -> None:
    inputs = tiny([tour(0, 0, 600)], [incident(10, 30, partner=0)], [partner(), partner()], units=[(0, 0, 1)])
    assert not {name for name, _ in measured(run_compiled(inputs), inputs)} & {"place_hours", "partner_left_share"}


def test_a_life_at_a_place_is_told_line_by_line() -> None:
    scenario = compose([*SMALL, "partners.needs.concern.emergency_department=1"])
    inputs = draw_inputs(make_plan(scenario), 0)
    row = int(np.flatnonzero(inputs.incidents["taken_to"] > 0)[0])
    told = "\n".join(trace(scenario, 0, 3, row, None))
    for words in ("drive off with somebody", "at the emergency department, waiting", "taken on there", "handed over there"):
        assert words in told


def test_where_nobody_is_named_a_limit_at_the_scene_is_as_before() -> None:
    assert tiny(partners=[partner()]).partners[0].convey_to == -1
    assert STAY not in {rules.at_limit for rules in make_plan(compose(["run=smoke"])).partners.rules}
