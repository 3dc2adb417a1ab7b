"""A small force that lives four weeks, planned and lived once for each set of words."""

from __future__ import annotations

from functools import cache

from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.measures.window import Window

SMALL = ("force.officers=120", "demand.logged_per_year=20000", "run.days=28", "run.warmup_days=0", "run.start=2026-03-30")


@cache
def inputs(*words: str) -> Inputs:
    return draw_inputs(make_plan(compose([*SMALL, *words])), 0)


@cache
def window(*words: str) -> Window:
    scenario = compose([*SMALL, *words])
    run, given = scenario.run, inputs(*words)
    calendar = build_calendar(scenario.force.time_zone, run.start, run.warmup_days, run.days, scenario.force.subdivision)
    return Window(scenario, calendar, given, run_compiled(given))
