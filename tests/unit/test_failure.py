"""Failure demand, complaints' work and prevention of a whole scenario: rows, books and measures."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from kernels.kinds import ABANDONED, BROKEN_OFF, CLOSED, FAILURES, LATE, PREVENTED, WRITING_DROPPED
from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.measures.complaints import complaint_measures
from sim.measures.failure import failure_measures
from sim.measures.prevention import prevention_measures
from sim.measures.window import Window
from sim.outcome import Outcome, conservation_faults

SHORT = ["run.days=10", "run.warmup_days=1", "force.officers=60", "demand.logged_per_year=60000", "operations=responsive",
         "operations.preemption.from=[travelling, on_scene, clearing]", "casework=county", "custody=county", "working=county"]
FAILS = ["failure_demand=county", "failure_demand.late.comes_back=0.8", "failure_demand.abandoned=0.8",
         "failure_demand.broken_off=0.8", "failure_demand.writing_dropped=0.8", "failure_demand.escalates=0.5",
         "failure_demand.after={kind: exponential, mean_min: 300}", "staffing.cut=0.3", "trauma=county"]
WORK = ["supervision=own_load", "complaints=county_work", "complaints.per_1000_attended=60", "complaints.by_type={}"]
PLACES = ["prevention=repeat_places", "prevention.half_at_h=50", "prevention.lag_days=1", "prevention.repeat_share=0.5"]


def planned(*words: str) -> Inputs:
    return draw_inputs(make_plan(compose([*SHORT, *words])), 0)


@cache
def ran(*words: str) -> tuple[Window, Outcome]:
    scenario = compose([*SHORT, *words])
    inputs = draw_inputs(make_plan(scenario), 0)
    outcome = run_compiled(inputs)
    assert not conservation_faults(inputs, outcome)
    run, force = scenario.run, scenario.force
    calendar = build_calendar(force.time_zone, run.start, run.warmup_days, run.days, force.subdivision)
    return Window(scenario, calendar, inputs, outcome), outcome


def test_switching_it_on_moves_nobody_elses_draws() -> None:
    off, on = planned("trauma=county", "staffing.cut=0.3"), planned(*FAILS)
    n = off.incidents.size
    assert (on.returns.first, off.returns.on) == (n, False)
    assert np.array_equal(on.incidents[:n], off.incidents)
    assert np.array_equal(on.casework.crimes[:n], off.casework.crimes)
    assert set(on.returns.listed["cause"].tolist()) == set(FAILURES)
    assert (on.returns.listed["luck"] < 0.8).all()


def test_what_was_attended_before_leaves_no_crime_and_no_arrest_and_what_was_not_does() -> None:
    inputs = planned(*FAILS)
    n = inputs.incidents.size
    for cause in FAILURES:
        mine = inputs.returns.is_of(cause, n)
        crimes, arrests = (inputs.casework.crimes["work_ms"][mine] >= 0), inputs.incidents["arrest"][mine] > 0
        assert (crimes.any(), arrests.any()) == ((True, True) if cause == ABANDONED else (False, False)), cause
    rework = inputs.incidents[inputs.returns.is_of(WRITING_DROPPED, n)]
    assert set(rework["officers"].tolist()) == {1}
    assert set(rework["grade"].tolist()) == {inputs.n_grades - 1}
    assert not rework["traumatic"].any()
    assert (rework["partner"] == -1).all()
    parents = inputs.incidents[inputs.returns.listed["parent"]]
    again = inputs.incidents[inputs.returns.first :]
    rose = parents["grade"].astype(int) - again["grade"]
    repeats = inputs.returns.listed["cause"] != WRITING_DROPPED
    assert set(rose[repeats].tolist()) == {0, 1}
    assert np.array_equal(parents["kind"], again["kind"])
    assert np.array_equal(parents["area"], again["area"])


def test_measures_of_failure_by_hand() -> None:
    window, outcome = ran(*FAILS)
    found = {(row.metric, row.group): row.value for row in failure_measures(window)}
    inputs, practice = window.inputs, outcome.incidents
    n, years = practice.size, 10 / 365.25
    came = {cause: inputs.returns.is_of(cause, n) & (practice["logged"] >= inputs.measure_from_ms) for cause in FAILURES}
    assert all(came[cause].sum() > 2 for cause in (LATE, ABANDONED, WRITING_DROPPED))
    assert found["failure_incidents", "cause=abandoned"] == pytest.approx(came[ABANDONED].sum() / years)
    assert found["failure_incidents", "cause=broken_off"] == pytest.approx(came[BROKEN_OFF].sum() / years)
    every = sum(came.values())
    assert found["failure_incidents", ""] == pytest.approx(every.sum() / years)
    logged = (practice["logged"] >= inputs.measure_from_ms) & window.created
    assert found["failure_share", ""] == pytest.approx((every > 0).sum() / logged.sum())
    assert 0 < found["escalated", ""] < found["failure_incidents", ""]
    assert found["failure_hours", "cause=late"] > 0


def test_no_lateness_nothing_late_comes_back_and_more_lateness_more() -> None:
    """With targets nobody misses nothing comes for being late; the fewer the officers the more does."""
    easy = [f"force.grades.{name}.target_min={{urban: 500000, rural: 500000}}" for name in ("immediate", "prompt", "standard")]
    counts = []
    for words in (easy, ["staffing.cut=0"], []):
        window, outcome = ran(*FAILS, *words)
        late = window.inputs.returns.is_of(LATE, outcome.incidents.size)
        counts.append(int((outcome.incidents["logged"][late] >= 0).sum()))
    assert counts[0] == 0 < counts[1] < counts[2]


def test_complaints_ask_for_hours_that_are_worked_off_or_owed() -> None:
    window, outcome = ran(*WORK)
    found = {(row.metric, row.group): row.value for row in complaint_measures(window)}
    practice, seats, years = outcome.incidents, outcome.seats, 10 / 365.25
    made = (practice["complained"] == 1) & (practice["stage"] == CLOSED)
    assert made.sum() > 10
    assert set(practice["complaint_ms"][made].tolist()) <= {14 * 3_600_000, 4 * 3_600_000}
    owed = seats["complaint_asked_ms"] - seats["complaint_worked_ms"]
    assert found["complaint_hours_owed", ""] == pytest.approx(owed.sum() / 3_600_000)
    assert found["complaint_hours", ""] == pytest.approx(
        found["complaint_hours", "role=sergeants"] + found["complaint_hours", "role=constables"])  # fmt: skip
    measured = practice["closed"][made] >= window.low
    assert found["complaints_made", ""] == pytest.approx(measured.sum() / years)
    assert found["complaint_hours", "role=sergeants"] > found["complaint_hours", "role=constables"] > 0


def test_shortened_handling_asks_for_less_of_as_many() -> None:
    (long_, _), (short, _) = ran(*WORK), ran(*(word.replace("county_work", "county_short") for word in WORK))
    full, talk = ({row.metric: row.value for row in complaint_measures(window) if not row.group} for window in (long_, short))
    assert talk["complaint_hours"] < full["complaint_hours"]
    assert talk["complaint_hours_asked"] / talk["complaints_made"] < full["complaint_hours_asked"] / full["complaints_made"]


def test_prevention_is_counted_and_what_is_prevented_was_planned() -> None:
    window, outcome = ran(*PLACES)
    found = {row.metric: row.value for row in prevention_measures(window)}
    incidents, years = window.inputs.incidents, 10 / 365.25
    planned_ = (incidents["created"] >= window.low) & (incidents["created"] < window.high)
    prevented = planned_ & (outcome.incidents["stage"] == PREVENTED)
    assert prevented.sum() > 20
    assert found["incidents_prevented"] == pytest.approx(prevented.sum() / years)
    assert found["prevented_share"] == pytest.approx(prevented.sum() / planned_.sum())
    assert found["prevention_payback"] == pytest.approx(found["prevention_saved_hours"] / found["prevention_hours"])
    assert (incidents["repeat_luck"][prevented] < 0.4).all()
    assert not (window.created & (outcome.incidents["stage"] == PREVENTED)).any()
    assert 0.3 < (incidents["repeat_luck"] < 1).mean() < 0.7
