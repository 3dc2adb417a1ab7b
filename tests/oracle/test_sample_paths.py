"""Every single start, to the millisecond: first come first served is a recursion, and both engines must follow it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.replication import engine_named
from tests.oracle.bench import BARE, logged
from tests.oracle.theory import first_free

# Officers and overrides; the load stands in the name.
CASES = {
    "one officer, load 0.9": (1, [logged(1.8), "demand=flat"]),
    "one officer, load 1.2, never empty again": (1, [logged(2.4), "demand=flat"]),
    "work always the same, load 0.95": (1, [logged(1.9), "demand=flat", "demand.types.job.scene.kind=deterministic"]),
    "work without end and without spread, load 3": (2, [
        logged(12.0), "demand=flat", "demand.types.job.scene={kind: deterministic, mean_min: 30}"]),
    "work that takes no time": (1, [logged(30.0), "demand=flat", "demand.types.job.scene={kind: deterministic, mean_min: 0}"]),
    "seven officers, lognormal work, load 0.9": (7, [
        logged(12.6), "demand=flat", "demand.types.job.scene={kind: lognormal, cv: 1.5}"]),
    "seven officers, by the hour, load 0.9": (7, [logged(12.6), "demand=hourly"]),
    "ten officers, one to six needed, load 0.7": (10, [
        logged(4.0), "demand=flat", "demand.types.job.officers={1: 4, 2: 3, 3: 2, 6: 1}",
        "demand.types.job.scene={kind: gamma, mean_min: 45, cv: 0.8}"]),
}


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
@pytest.mark.parametrize("case", CASES)
def test_every_start_is_that_of_the_recursion(case: str, engine: str, seed: int) -> None:
    officers, overrides = CASES[case]
    scenario = compose([*BARE, f"force.officers={officers}", *overrides, "run.days=20", "run.warmup_days=3", f"run.seed={seed}"])
    inputs = draw_inputs(make_plan(scenario), 0)
    plan, practice = inputs.incidents, engine_named(engine)(inputs).incidents
    assert plan.size > 300
    starts = first_free(plan["created"], plan["scene_ms"], plan["officers"], officers)
    ends = starts + plan["scene_ms"]
    np.testing.assert_array_equal(practice["sent"], np.where(starts < inputs.horizon_ms, starts, -1))
    np.testing.assert_array_equal(practice["closed"], np.where(ends < inputs.horizon_ms, ends, -1))
