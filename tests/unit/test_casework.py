"""Casework as planned and as measured: when teams work, what the engines read, and what the measures say."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import kinds as k
from kernels.clock import DAY_MS, HOUR_MS
from sim.calendar import Calendar, build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.case_plan import blank_crimes
from sim.inputs.casework import plan_casework
from sim.inputs.durations import DurationTable
from sim.measures.casework import casework_measures
from sim.measures.window import Window
from sim.scenario import Scenario

SHORT = ["run.days=6", "run.warmup_days=1", "force.officers=60", "demand.logged_per_year=30000"]

# The plan


def calendar_of(scenario: Scenario) -> Calendar:
    run = scenario.run
    return build_calendar(scenario.force.time_zone, run.start, run.warmup_days, run.days, scenario.force.subdivision)


def test_teams_work_on_their_weekdays_by_the_wall_clock() -> None:
    # The clock goes forward on Sunday 29 March 2026: from then on 08:00 is an hour earlier in elapsed time.
    scenario = compose(["casework=county", "run.start=2026-03-27", "run.warmup_days=0", "run.days=5",
                        "casework.teams.child.begins='09:00'", "casework.teams.child.hours=[8, 8, 8, 8, 4, 0, 2]",
                        "casework.teams.child.productive=0.5"])  # fmt: skip
    plan = plan_casework(scenario, calendar_of(scenario), DurationTable())
    assert plan is not None
    assert np.array_equal(plan.days, np.sort(plan.days, order=("at", "team")))
    days = plan.days[plan.days["team"] == list(scenario.casework.teams).index("child")]
    hours = [tuple(round(value / HOUR_MS, 3) for value in row) for row in days[["began", "at", "minutes_ms"]].tolist()]
    assert hours == [(9, 13, 2), (2 * 24 + 8, 2 * 24 + 10, 1), (3 * 24 + 8, 3 * 24 + 16, 4), (4 * 24 + 8, 4 * 24 + 16, 4)]


def test_rules_and_teams_as_the_engines_read_them() -> None:
    scenario = compose(["casework=county", "casework.above_limit=cyber", "casework.caseload_limit=7",
                        "casework.settle_in_min=2.5"])  # fmt: skip
    plan = plan_casework(scenario, calendar_of(scenario), DurationTable())
    assert plan is not None
    assert plan.rules[0].tolist() == (150_000, 7, 1, 0)
    people = [team.investigators for team in scenario.casework.teams.values()]
    assert plan.teams["first"].tolist() == [0, people[0], people[0] + people[1]]


def test_switched_off_there_is_nothing_and_on_it_moves_nobody_elses_draws() -> None:
    off, on = (draw_inputs(make_plan(compose([*SHORT, word])), 0) for word in ("casework=none", "casework=county"))
    assert not off.casework.on
    assert off.casework.crimes.size == 0
    assert np.array_equal(off.incidents, on.incidents)
    assert on.casework.crimes.size == on.incidents.size


# The measures


def test_measures_by_hand() -> None:
    """Six crimes on the books of a week that is measured from day 1 to day 7: what each measure makes of them."""
    scenario = compose([*SHORT, "casework=county", "casework.neglected_days=2", "casework.teams.cyber.investigators=2"])
    inputs = draw_inputs(make_plan(scenario), 0)
    outcome = run_compiled(inputs)
    crimes, areas = blank_crimes(inputs.incidents.size), inputs.n_areas
    outcome.crimes[:] = crimes
    inputs.casework.crimes["deadline_ms"] = 2 * DAY_MS
    # opened, taken, closed, touched (days), longest untouched, queue, stage
    rows = [
        (0.0, 0.0, 2.0, 2.0, 1.0, -1, k.CRIME_DONE_WITH),  # response, before measuring; due on day 2, in time
        (1.0, 1.0, 5.0, 5.0, 3.0, -1, k.CRIME_DONE_WITH),  # response, two days late, neglected
        (2.0, 3.0, -1, 4.5, 1.0, 0, k.INVESTIGATED),  # from the pile of an area, late, open for five days, neglected
        (4.0, 6.0, 7.0, 7.0, 2.0, areas + 1, k.CRIME_DONE_WITH),  # cyber, waited two days; the clock stops at day 7: one late
        (6.0, -1, -1, 6.0, 0.0, areas + 1, k.UNALLOCATED),  # cyber, waiting for a day, not due yet
        (3.0, -1, -1, 3.0, 0.0, -1, k.SCREENED_OUT),
    ]  # fmt: skip
    for row, (opened, taken, closed, touched, idle, queue, stage) in enumerate(rows):
        one = outcome.crimes[row]
        for name, days in (("opened", opened), ("taken", taken), ("closed", closed), ("touched", touched)):
            one[name] = round(days * DAY_MS) if days >= 0 else -1
        one["idle_ms"], one["queue"], one["stage"] = round(idle * DAY_MS), queue, stage
    outcome.desks["measured_ms"] = 0
    outcome.desks["measured_ms"][0] = 3 * HOUR_MS
    outcome.desks["measured_ms"][inputs.n_seats] = 99 * HOUR_MS  # an investigator's, no officer's
    window = Window(scenario, calendar_of(scenario), inputs, outcome)
    found = {(row.metric, row.group): row.value for row in casework_measures(window)}
    years, officers = 6 / 365.25, inputs.n_own
    assert found["crimes_left", ""] == pytest.approx(5 / years)
    assert found["crimes_screened_share", ""] == pytest.approx(1 / 5)
    # Carried within the six days: 1 of the first, 4 of the second, 4 of the third.
    assert found["crimes_per_officer", ""] == pytest.approx(9 / 6 / officers)
    assert found["desk_hours", ""] == pytest.approx(3 / (years * officers))
    response, cyber = "team=response", "team=cyber"
    # Due within [1, 7): days 2, 3, 4 of response and 6 of cyber, closed on 2, 5, never and 7.
    assert (found["crimes_late_share", ""], found["crimes_late_share", response]) == (0.75, pytest.approx(2 / 3))
    assert found["crimes_neglected_share", response] == 1.0  # of the two left within the period
    assert found["crimes_neglected_share", cyber] == 0.0  # two days are not longer than two
    assert found["crime_days", response] == 3.0  # (2 + 4) / 2
    assert found["crime_days", cyber] == 3.0
    assert (found["crime_age_days", response], found["crime_age_days", cyber]) == (5.0, 1.0)
    assert found["crimes_open", response] == pytest.approx((1 + 4 + 5) / 6)
    assert found["crimes_waiting", response] == pytest.approx(1 / 6)
    assert found["crimes_waiting", cyber] == pytest.approx((2 + 1) / 6)
    assert found["case_wait_days", cyber] == 1.5
    assert found["cases_per_investigator", cyber] == pytest.approx(1 / 6 / 2)
    assert np.isnan(found["crimes_late_share", "team=child"])
