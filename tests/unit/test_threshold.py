"""The threshold as planned and as measured: phases and dates, rows that sleep, draws that move nobody else's, figures by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels.clock import DAY_MS
from kernels.kinds import ASKED_AGAIN, CUT_SHORT, HARMED, NOT_TAKEN_ON, UNSERVED
from kernels.records import RETURN
from kernels.threshold import (
    BEGINS_MS,
    BUILD_UP_MS,
    COMES_BACK,
    HARM_HEARD_OF,
    HARM_UNHEARD_OF,
    KEPT,
    RESOLVED,
    RISK,
    SEEN,
    TOLD_BEFORE,
)  # fmt: skip
from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.inputs.return_plan import ReturnPlan
from sim.inputs.threshold import put_all_to_the_test
from sim.measures.public import public_measures
from sim.measures.threshold import threshold_measures
from sim.measures.window import Window
from sim.outcome import Outcome, conservation_faults
from sim.scenario import Scenario
from tests.support.measured import bench, seen, values
from tests.support.tiny_inputs import incident, tiny, tour
from tests.support.tiny_threshold import with_threshold

SMALL = ["run.days=14", "run.warmup_days=2", "force.officers=200", "demand.logged_per_year=120000"]
HARMFUL = ["threshold.turned_away.harm=0.5", "threshold.perceived.sensitivity=0.3", "threshold.turned_away.comes_back=0.6"]
NO_PHASE = [f"threshold.phases.{name}.on=false" for name in ("welfare_checks", "walk_outs", "section_136", "transport")]


def drawn(*words: str) -> tuple[Scenario, Inputs]:
    scenario = compose([*SMALL, *words])
    return scenario, draw_inputs(make_plan(scenario), 0)


def played(*words: str) -> tuple[Window, Outcome]:
    scenario, inputs = drawn(*words)
    outcome, run = run_compiled(inputs), scenario.run
    assert conservation_faults(inputs, outcome) == []
    calendar = build_calendar(scenario.force.time_zone, run.start, run.warmup_days, run.days, scenario.force.subdivision)
    return Window(scenario, calendar, inputs, outcome), outcome


def bodies(incidents: np.ndarray) -> np.ndarray:
    """What an incident is apart from the test."""
    return incidents[[name for name in incidents.dtype.names or () if name not in ("tested", "known", "fate", "turned_from_ms")]]


def test_it_moves_nobody_elses_draws_and_what_may_come_of_it_sleeps_behind() -> None:
    _, off = drawn()
    _, on = drawn("threshold=right_care", *HARMFUL)
    n = off.incidents.size
    assert not off.incidents["tested"].any()
    assert np.array_equal(bodies(on.incidents[:n]), bodies(off.incidents))
    assert on.returns.first == n
    assert set(on.returns.listed["cause"].tolist()) == {ASKED_AGAIN, HARMED}


def test_without_a_phase_calls_are_counted_and_nothing_else_happens() -> None:
    off = run_compiled(drawn()[1])
    window, outcome = played("threshold=right_care", *NO_PHASE)
    assert outcome.trajectory == off.trajectory
    found = values(threshold_measures(window))
    assert found["threshold_refused_share", ""] == 0
    assert found["threshold_calls", ""] > 0
    assert 0.6 < found["threshold_attended_share", ""] < 0.8  # as many as the types' shares attended say


def test_phases_begin_on_their_dates() -> None:
    begin = {"welfare_checks": "2026-01-12", "walk_outs": "2025-12-01", "section_136": "2030-01-01"}
    words = [f"threshold.phases.{name}.starts='{day}'" for name, day in begin.items()]
    plan = make_plan(compose([*SMALL, "threshold=right_care", *words, "threshold.phases.walk_outs.build_up_weeks=10",
                              "threshold.phases.transport.build_up_weeks=2"]))  # fmt: skip
    assert plan.threshold is not None
    table = plan.threshold.table  # the warm-up begins on 2026-01-03
    assert table[:, BEGINS_MS].tolist() == [9 * DAY_MS, -33 * DAY_MS, plan.calendar.horizon_ms, -14 * DAY_MS]
    assert table[:, BUILD_UP_MS].tolist() == [0, 70 * DAY_MS, 0, 14 * DAY_MS]
    assert table[:, KEPT].tolist() == [0.9] * 4
    _, outcome = played("threshold=right_care", *words)
    inputs = drawn("threshold=right_care", *words)[1]
    away = outcome.incidents["stage"] == NOT_TAKEN_ON
    of = inputs.incidents["tested"]
    assert away[of == 1].any()
    assert (outcome.incidents["logged"][away & (of == 1)] >= 9 * DAY_MS).all()
    assert (outcome.incidents["logged"][away & (of == 2)] < 9 * DAY_MS).any()
    assert not away[of == 3].any()


def test_each_phase_more_turns_more_away_and_a_lower_bar_fewer() -> None:
    def refused(*words: str) -> np.ndarray:
        _, inputs = drawn("threshold=right_care", *words)
        planned = inputs.incidents[: inputs.returns.first]
        return (planned["tested"] > 0) & (planned["turned_from_ms"] >= 0)

    in_turn = [refused(*NO_PHASE[phases:]) for phases in range(1, 5)]
    for less, more in zip(in_turn, in_turn[1:], strict=False):
        assert (more >= less).all()
        assert more.sum() > less.sum()
    usual = refused()
    for words in (["threshold.perceived.specificity=0.5"], ["threshold.perceived.sensitivity=1"]):
        fewer = refused(*words)
        assert (fewer <= usual).all()
        assert fewer.sum() < usual.sum()
    assert (np.array_equal(refused("threshold.turned_away.harm=0.2"), usual)), "what comes of it decides nothing"


def test_with_full_sensitivity_there_are_no_false_refusals_and_no_harm() -> None:
    window, outcome = played("threshold=right_care", "threshold.perceived.sensitivity=1", "threshold.turned_away.harm=0.5")
    found = values(threshold_measures(window))
    assert found["threshold_wrongly_refused_share", ""] == 0
    assert found["threshold_harm", ""] == 0
    assert not (window.inputs.returns.listed["cause"] == HARMED).any()
    assert found["threshold_refused_share", ""] > 0


def _all_tested(rows: int, listed: list[tuple[int, int]], first: int) -> np.ndarray:
    """Return ``rows`` incidents of which those from ``first`` on come of (parent, cause), after the test of all."""
    plan = make_plan(compose([*SMALL, "threshold=none", "threshold.on=true", "threshold.turned_away.comes_back=1",
                              "+threshold.categories.all={title: All, types: {antisocial_behaviour: 1}, risk: 0}",
                              "+threshold.phases.all={}"])).threshold  # fmt: skip
    incidents = draw_inputs(make_plan(compose(SMALL)), 0).incidents[:rows].copy()
    incidents["kind"] = 0
    found = np.zeros(len(listed), dtype=RETURN)
    for k, (parent, cause) in enumerate(listed):
        found["parent"][k], found["cause"][k] = parent, cause
        if cause == ASKED_AGAIN:
            incidents["known"][first + k], incidents["tested"][first + k] = TOLD_BEFORE, 1
    put_all_to_the_test(plan, incidents, ReturnPlan(first, found))
    return incidents


def test_what_comes_of_attendance_is_not_tested_and_what_was_never_with_the_police_is() -> None:
    rows = _all_tested(7, [(0, CUT_SHORT), (0, UNSERVED), (1, ASKED_AGAIN), (2, HARMED)], 3)
    assert rows["tested"].tolist() == [1, 1, 1, 0, 1, 1, 0]


def test_what_can_come_back_no_more_is_resolved_and_harm_is_harm_all_the_same() -> None:
    rows = _all_tested(4, [(1, ASKED_AGAIN)], 3)
    assert rows["fate"].tolist() == [RESOLVED, COMES_BACK, RESOLVED, RESOLVED]
    rows = drawn("threshold=right_care", *HARMFUL, "demand.comes_back_most=1")[1]
    again = rows.incidents[rows.returns.first :][rows.returns.listed["cause"] == ASKED_AGAIN]
    away = again[again["turned_from_ms"] >= 0]
    assert set(away["fate"].tolist()) == {RESOLVED, HARM_UNHEARD_OF}
    rows = drawn("threshold=right_care", *HARMFUL, "demand.comes_back_most=2")[1]
    again = rows.incidents[rows.returns.first :][rows.returns.listed["cause"] == ASKED_AGAIN]
    assert {COMES_BACK, HARM_HEARD_OF} & set(again[again["turned_from_ms"] >= 0]["fate"].tolist())


# Measures


def test_measures_by_hand() -> None:
    """Four calls in two days: one turned away that comes back and is attended, one to harm, one taken on, one of no category."""
    calls = [incident(10, 30), incident(20, 30), incident(300, 60), incident(400, 30)]
    inputs = with_threshold(tiny([tour(0, 0, 2880)], calls), {0: 0, 1: 0, 2: None}, back={0: (100, 15)}, harm={1: (200, 45)})
    scenario = bench("+threshold.categories.first={title: First, types: {urgent: 0.5}, risk: 0.1}", "threshold.on=true",
                     "threshold.turned_away.harm=0.25")  # fmt: skip
    window = seen(inputs, scenario)
    found, months = values(threshold_measures(window)), 12 * 48 / 8766
    assert found["threshold_calls", ""] == pytest.approx(4 / months)  # two turned away, one taken on, one that came back
    assert found["threshold_refused_share", ""] == pytest.approx(0.5)
    assert found["threshold_deployments", ""] == pytest.approx(2 / months)
    assert found["threshold_attended_share", ""] == pytest.approx(0.5)
    assert found["threshold_hours", ""] == pytest.approx((15 + 60) / 60 / months)
    assert found["threshold_back", ""] == pytest.approx(1 / months)
    assert found["threshold_from_agencies_share", ""] == 1
    assert found["threshold_wrongly_refused_share", ""] == 0.5
    assert found["threshold_wrongly_refused", ""] == pytest.approx(1 / months)
    assert found["threshold_harm", ""] == pytest.approx(0.25 * 12 / months)
    assert found["threshold_harm_hours", ""] == pytest.approx(45 / 60 / months)
    waits = values(public_measures(window))
    assert waits["wait_p90_min", ""] == 0, "who is turned away waits for nobody"
    assert waits["backlog_mean", ""] == 0
    assert waits["open_at_end", ""] == 0


def test_measures_of_a_county_agree_with_its_books() -> None:
    window, outcome = played("threshold=right_care", *HARMFUL)
    found, rows = values(threshold_measures(window)), window.inputs.incidents
    names = list(window.scenario.threshold.categories)
    away = window.created & (outcome.incidents["stage"] == NOT_TAKEN_ON)
    months = window.years * 12
    by_category = [found["threshold_calls", f"category={name}"] * found["threshold_refused_share", f"category={name}"]
                   for name in names]  # fmt: skip
    assert sum(by_category) * months == pytest.approx(int(away.sum()))
    assert found["threshold_wrongly_refused", ""] * months == pytest.approx(int((away & ((rows["known"] & RISK) != 0)).sum()))
    assert not (rows["known"][away] & SEEN).any()
    assert sum(found["threshold_hours", f"category={name}"] for name in names) == pytest.approx(found["threshold_hours", ""])
    off = replace(window, scenario=compose(SMALL))
    assert values(threshold_measures(off)) == {}
