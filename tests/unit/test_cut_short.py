"""Scenes cut short as planned and as measured: dormant rows behind all others, and how many of them woke."""

from __future__ import annotations

import numpy as np
import pytest

from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.build import draw_inputs, make_plan
from sim.measures.cut_short import cut_short_measures
from sim.measures.window import Window

SHORT = ["run.days=6", "run.warmup_days=1", "force.officers=60", "demand.logged_per_year=60000"]
CUT = "operations.cut_short={on: true, when_waiting: 1, to: 0.5, comes_back: 0.5, after: {kind: exponential, mean_min: 300}}"


def test_what_may_come_back_stands_behind_the_others_and_moves_nobody_elses_draws() -> None:
    off, on = (draw_inputs(make_plan(compose([*SHORT, *words])), 0) for words in ([], [CUT]))
    n = off.incidents.size
    assert not off.returns.on
    assert np.array_equal(on.incidents[:n], off.incidents)
    assert (on.incidents["created"][n:] == NEVER_MS).all()
    assert on.returns.first == n
    parents = on.incidents[on.returns.listed["parent"]]
    assert np.array_equal(parents[["kind", "area", "grade"]], on.incidents[["kind", "area", "grade"]][n:])
    assert (parents["grade"] >= 1).all()  # the immediate grade is spared


def test_measures_by_hand() -> None:
    scenario = compose([*SHORT, CUT, "staffing.cut=0.3"])
    inputs = draw_inputs(make_plan(scenario), 0)
    outcome = run_compiled(inputs)
    run, practice = scenario.run, outcome.incidents
    calendar = build_calendar(scenario.force.time_zone, run.start, run.warmup_days, run.days, scenario.force.subdivision)
    found = {(row.metric, row.group): row.value for row in cut_short_measures(Window(scenario, calendar, inputs, outcome))}
    n, years = inputs.returns.first, 6 / 365.25
    came = practice["logged"] >= 0
    created = np.where(inputs.returns.is_one(came.size), practice["logged"], inputs.incidents["created"])
    begun = (created >= inputs.measure_from_ms) & (created < inputs.horizon_ms) & (practice["started"] >= 0)
    cut = begun & (practice["cut"] == 1)
    assert 0 < cut.sum() < begun.sum()
    assert found["scenes_cut_share", ""] == pytest.approx(cut.sum() / begun.sum())
    assert found["scenes_cut_share", "grade=immediate"] == 0
    again = int((came[n:] & (practice["logged"][n:] >= inputs.measure_from_ms)).sum())
    assert again > 5
    assert found["came_again", ""] == pytest.approx(again / years)
    over = cut & (practice["ended"] >= 0)
    saved = sum(int(row["scene_ms"]) * int(row["officers"]) for row in inputs.incidents[over]) * 0.5 / 3_600_000
    assert found["scene_hours_saved", ""] == pytest.approx(saved / years)
    sent = outcome.deployments[outcome.deployments["incident"] >= n]
    left = np.where(sent["left"] >= 0, sent["left"], inputs.horizon_ms)
    logged_in = practice["logged"][sent["incident"]] >= inputs.measure_from_ms
    hours = float(((left - sent["sent"]) * sent["officers"])[logged_in].sum()) / 3_600_000
    assert found["came_again_hours", ""] == pytest.approx(hours / years)
