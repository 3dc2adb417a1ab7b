"""The two engines on the same four weeks of the county force; ``python -m pytest benchmarks -n 0``."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.measures import measure
from sim.replication import engine_named


@pytest.fixture(scope="module")
def plan():
    return make_plan(compose(["run.warmup_days=0", "run.days=28", "sickness=feedback"]))


@pytest.fixture(scope="module")
def inputs(plan):
    return draw_inputs(plan, 0)


def test_inputs(benchmark, plan):
    assert benchmark(draw_inputs, plan, 0).incidents.size > 0


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
def test_engine(benchmark, inputs, engine):
    benchmark.group = "four weeks"
    assert benchmark(engine_named(engine), inputs).n_events > 0


def test_measures(benchmark, plan, inputs):
    outcome = engine_named("compiled")(inputs)
    assert benchmark(measure, plan.scenario, plan.calendar, inputs, outcome).check["conserved"]
