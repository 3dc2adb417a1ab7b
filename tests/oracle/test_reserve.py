"""An officer is kept back for the urgent grade: routine incidents start only while more than one is free."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.oracle import paths, reserve
from tests.oracle.bench import COMPILED, HOUR_MS, LONG_RUNS, REFERENCE, Measured, Report, Size, logged, observe, one_run
from tests.oracle.controls import endless_controls, poisson, work_controls
from tests.oracle.counting import present_ms

OFFICERS, KEPT, MEAN_H, LOAD = 4, 1, 0.1, 0.6
SHARES = (0.4, 0.6)  # urgent, routine
LAM = LOAD * OFFICERS / MEAN_H
RATES = (SHARES[0] * LAM, SHARES[1] * LAM)
OVERRIDES = [
    "demand=two_grades", f"force.officers={OFFICERS}", logged(LAM), "demand.types.urgent.share=2", "demand.types.routine.share=3",
    "demand.types.urgent.scene.mean_min=6", "demand.types.routine.scene.mean_min=6",
    f"operations.reserve={{crews: {KEPT}, grades: 1}}",
]


def _look(measured: Measured) -> tuple[float, ...]:
    waits, grade, practice = measured.waits_h, measured.plan["grade"], measured.outcome.incidents
    by_grade = [waits[grade == g] for g in (0, 1)]
    sent, closed = (np.where(practice[name] >= 0, practice[name], measured.high) for name in ("sent", "closed"))
    busy = float(np.diff(present_ms(sent, closed, np.array([measured.low, measured.high])))[0]) / HOUR_MS / measured.hours
    own = (x for kind, rate in enumerate(RATES) for x in work_controls(measured, rate, MEAN_H, kind))
    return (
        *(float(mine.mean()) for mine in by_grade), *(float((mine > 0).mean()) for mine in by_grade), busy,
        *own, *endless_controls(measured, poisson(LAM * MEAN_H), OFFICERS),
    )


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
def test_every_start_is_that_of_the_recursion(engine: str, seed: int) -> None:
    inputs, outcome = one_run(OVERRIDES, engine, seed, 8)
    plan = inputs.incidents
    starts = paths.kept_back(plan["created"], plan["scene_ms"], plan["grade"] == 0, OFFICERS, KEPT)
    np.testing.assert_array_equal(outcome.incidents["sent"], np.where(starts < inputs.horizon_ms, starts, -1))


@pytest.mark.parametrize("engine", LONG_RUNS)
def test_cut_off_priority(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    truth = reserve.cut_off(RATES, 1.0 / MEAN_H, OFFICERS, KEPT, (80, 500))
    found = report(engine, f"{OFFICERS} officers, {KEPT} kept for the urgent, load {LOAD}")
    seen = observe(OVERRIDES, engine, seed, Size(100, 40), _look)
    for grade, name in enumerate(("urgent", "routine")):
        found.agrees(f"mean wait, {name}, h", truth.wait_h[grade], seen[:, grade], 0.02, seen[:, 5:])
        found.agrees(f"P(wait), {name}", truth.waits[grade], seen[:, 2 + grade], 0.02, seen[:, 5:])
    found.agrees("mean number busy", truth.busy, seen[:, 4], 0.02, seen[:, 5:])
