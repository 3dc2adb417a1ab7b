"""Watches as drawn and as measured: they move nothing else, and no measure of the public's knows of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels import kinds as k
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.measures import measure
from sim.measures.watches import watch_measures
from sim.metrics import METRICS
from sim.replication import simulate
from sim.scenario import Scenario
from tests.support.measured import a_year, bench, counted, seen, values
from tests.support.tiny_inputs import incident, tiny, tour

SMALL = ("run.days=7", "run.warmup_days=1", "force.officers=80", "demand.logged_per_year=40000")
KINDS = ("watches.on=true", "+watches.kinds.guard={title: Guard, per_year: 3000, week: even, officers: 1, grade: prompt, "
         "length: {kind: exponential, mean_min: 300}}",
         "+watches.kinds.bed={title: Bed, per_1000_attended: 100, week: night_time, officers: 3, minimum: 2, grade: standard, "
         "length: {kind: deterministic, mean_min: 600}}")  # fmt: skip


def drawn(*words: str) -> Inputs:
    return draw_inputs(make_plan(compose([*SMALL, *words])), 0)


# Drawn


@pytest.mark.parametrize("door", ["front_door=none", "front_door=county"])
def test_watches_move_nothing_else(door: str) -> None:
    without, with_ = drawn(door), drawn(door, *KINDS)
    public = with_.incidents["watch"] == 0
    assert (~public).any()
    assert np.array_equal(with_.incidents[public], without.incidents)
    assert (np.diff(with_.incidents["created"]) >= 0).all()
    for name in ("background", "steps", "tours", "logged_in_hour"):
        assert np.array_equal(getattr(with_, name), getattr(without, name))
    if with_.front.on:  # callers ring about the same incidents
        assert np.array_equal(with_.front.decided[public], without.front.decided)
        of = with_.front.calls["incident"]
        there = of >= 0
        assert np.array_equal(with_.incidents["key"][of[there]], without.incidents["key"][without.front.calls["incident"][there]])
        assert (with_.front.decided["call"][~public] == -1).all()


def test_a_second_kind_leaves_the_first_as_it_was() -> None:
    one, both = drawn(*KINDS[:2]), drawn(*KINDS)
    guards = both.incidents[both.incidents["watch"] == 1]
    assert np.array_equal(guards, one.incidents[one.incidents["watch"] == 1])


def test_how_many_how_long_by_whom() -> None:
    scenario = compose(["run.days=364", "run.warmup_days=0", "force.officers=80", "demand.logged_per_year=40000", *KINDS])
    watches = draw_inputs(make_plan(scenario), 0).incidents
    guards, beds = (watches[watches["watch"] == kind] for kind in (1, 2))
    types = scenario.demand.types.values()
    attended = 40_000 * sum(one.share * one.attended for one in types) / sum(one.share for one in types)
    for found, a_year_wanted in ((guards, 3_000), (beds, attended / 10)):
        wanted = a_year_wanted * 364 / 365.25
        assert abs(found.size - wanted) < 4 * wanted**0.5
    assert set(zip(guards["officers"].tolist(), guards["minimum"].tolist(), guards["grade"].tolist(), strict=True)) == {(1, 1, 1)}
    assert set(zip(beds["officers"].tolist(), beds["minimum"].tolist(), beds["grade"].tolist(), strict=True)) == {(3, 2, 2)}
    assert guards["scene_ms"].mean() / 60_000 == pytest.approx(300, rel=0.08)
    assert (beds["scene_ms"] == 600 * 60_000).all()
    assert not watches["clearing_ms"][watches["watch"] > 0].any()
    hour = watches["created"] // 3_600_000 % 24
    night = np.isin(hour[watches["watch"] == 2], (22, 23, 0, 1, 2)).mean()
    assert night > np.isin(hour[watches["watch"] == 1], (22, 23, 0, 1, 2)).mean() + 0.05
    shares = np.array([area.demand_share for area in scenario.force.areas.values()])
    found = np.bincount(watches["area"][watches["watch"] > 0], minlength=shares.size)
    assert np.abs(found / found.sum() - shares / shares.sum()).max() < 0.03


# Measured


def kinds(*words: str) -> Scenario:
    rest = "grade: prompt, length: {kind: deterministic, mean_min: 60}"
    return bench(*words, "watches.on=true", f"+watches.kinds.guard={{title: Guard, {rest}}}",
                 f"+watches.kinds.bed={{title: Bed, {rest}}}")  # fmt: skip


def test_hours_waits_and_relief_by_kind() -> None:
    # A guard of officer 0 from 410 to 490 and on by officer 1 to 510; a bed watch by the pair 2 and 3 from 610 to 670.
    lines = [tour(0, 0, 480), tour(1, 480, 960), tour(2, 600, 960, team=1, crew_size=2), tour(3, 600, 960, team=1, crew_size=2)]
    calls = [incident(400, 100, watch=1), incident(600, 60, watch=2, officers=2)]
    window = seen(tiny(lines, calls, travel=10), kinds())
    found, out_of = values(watch_measures(window)), counted(watch_measures(window))
    assert found["watch_hours", "watch=guard"] == pytest.approx(a_year((80 + 20 + 0) / 60))
    assert found["watch_hours", "watch=bed"] == pytest.approx(a_year(2.0))
    assert found["watch_hours", ""] == pytest.approx(a_year(220 / 60))
    assert found["officers_on_watches", ""] == pytest.approx(220 / 2_880)
    on_duty = 480 + 480 + 360 + 360 + 10
    assert found["watch_share", ""] == pytest.approx(220 / on_duty)
    assert found["watch_overtime_hours", ""] == pytest.approx(a_year(10 / 60))
    assert (found["watch_reliefs", ""], found["watch_reliefs", "watch=bed"]) == (pytest.approx(a_year(1)), 0)
    assert (found["watch_relief_mean_min", ""], out_of["watch_relief_mean_min", "watch=guard"]) == (10, 1)
    assert found["watch_wait_mean_min", ""] == 10
    assert found["watches_kept", ""] == pytest.approx(a_year(2))
    hours = {m.hour_of_week: m.value for m in watch_measures(window) if m.metric == "watch_officers"}
    assert (hours[6], hours[7], hours[10]) == (pytest.approx(10 / 60), 1, pytest.approx(100 / 60))


def test_a_watch_nobody_came_to_counts_with_its_wait_so_far() -> None:
    window = seen(tiny([], [incident(2_780, 100, watch=1)], seats=1), kinds())
    found = values(watch_measures(window))
    assert (found["watches_kept", ""], found["watch_wait_mean_min", ""]) == (0, 100)


def test_no_measure_of_the_public_knows_of_watches() -> None:
    """A watch that nobody is kept busy by leaves every measure of the public's as it was, to the last bit."""
    travel = "{kind: deterministic, mean_min: 10}"
    scenario = kinds(f"+force.areas.hills={{kind: rural, demand_share: 1, officer_share: 1, travel: {travel}}}")
    calls = [incident(100, 30, 5), incident(110, 30, grade=1, officers=2), incident(700, 20)]
    lines = [tour(0, 0, 960), tour(1, 0, 960)]
    idle = tour(2, 0, 1440, area=1)
    without = seen(tiny([*lines, idle], calls, travel=10), scenario)
    watch = incident(105, 400, watch=1, area=1)
    with_ = seen(tiny([*lines, idle], [*calls, watch], travel=10), scenario)
    about_time = {"utilisation", "busy_officers", "writing_up_hours"}  # officers on a watch are busy
    tables = [measure(scenario, window.calendar, replace(window.inputs), window.outcome) for window in (without, with_)]
    rows = [
        {(m, g, int(h)): (v, d) for m, g, h, v, d in zip(t.metric, t.group, t.hour_of_week, t.value, t.denominator, strict=True)
         if METRICS[m].family in ("public", "answering", "demand") and m not in about_time}
        for t in tables
    ]  # fmt: skip
    assert rows[0].keys() == rows[1].keys()
    assert len(rows[0]) > 150
    for key, (value, out_of) in rows[0].items():
        assert np.array_equal([value, out_of], rows[1][key], equal_nan=True), key


def test_officers_on_a_watch_are_busy_and_on_duty() -> None:
    assert k.ON_WATCH in k.BUSY
    window = seen(tiny([tour(0, 0, 480)], [incident(0, 240, watch=1)]), kinds())
    table = measure(kinds(), window.calendar, window.inputs, window.outcome)
    at = table.metric.index("utilisation")
    assert table.value[at] == 0.5


def test_switched_off_hours_are_nothing_and_the_rest_is_not_said() -> None:
    table = simulate(compose([*SMALL, "run.days=2"]), 0)
    said = {m: v for m, v in zip(table.metric, table.value, strict=True) if m.startswith("watch")}
    assert said == {"watch_hours": 0, "watch_share": 0, "watch_overtime_hours": 0}
