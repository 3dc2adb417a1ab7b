"""Waiting that counts: the order is that of arrival, but routine incidents rank as if they had come later."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.oracle import ageing, paths, theory
from tests.oracle.bench import COMPILED, HOUR_MS, LONG_RUNS, REFERENCE, Measured, Report, Size, logged, observe, one_run
from tests.oracle.controls import first_come_control, work_controls

MEAN_H, DELAY_H = 0.1, 0.3
RATES = (3.0, 4.0)  # urgent, routine
DEMAND = [
    "demand=two_grades", "force.officers=1", logged(sum(RATES)), "demand.types.urgent.share=3", "demand.types.routine.share=4",
    "demand.types.urgent.scene.mean_min=6", "demand.types.routine.scene.mean_min=6",
]
ORDERS = {
    "ageing": [f"operations.dispatch={{order: ageing, ageing_min: {60 * DELAY_H!r}}}"],
    "earliest_target": [
        "operations.dispatch.order=earliest_target", "force.grades.immediate.target_min={urban: 15, rural: 15}",
        f"force.grades.prompt.target_min={{urban: {15 + 60 * DELAY_H!r}, rural: 90}}",
    ],
}
SIZE = Size(100, 50)
FIRST_COME_H = theory.mmc_wait(sum(RATES), 1.0 / MEAN_H, 1)


def _look(measured: Measured) -> tuple[float, ...]:
    waits, grade = measured.waits_h, measured.plan["grade"]
    by_grade = (float(waits[grade == g].mean()) for g in (0, 1))
    own = (x for kind, rate in enumerate(RATES) for x in work_controls(measured, rate, MEAN_H, kind))
    return *by_grade, *own, first_come_control(measured, FIRST_COME_H, 1)


@pytest.mark.parametrize("engine", LONG_RUNS)
def test_delayed_rank(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    truth = ageing.delayed_rank(RATES, 1.0 / MEAN_H, DELAY_H)
    found = report(engine, f"M/M/1, routine {60 * DELAY_H:g} min behind, load {sum(RATES) * MEAN_H:.2f}")
    seen = observe([*DEMAND, *ORDERS["ageing"]], engine, seed, SIZE, _look)
    for grade, name in enumerate(("urgent", "routine")):
        found.agrees(f"mean wait, {name}, h", truth[grade], seen[:, grade], 0.02, seen[:, 2:])


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
@pytest.mark.parametrize("order", ORDERS)
def test_every_start_is_that_of_the_ranks(order: str, engine: str, seed: int) -> None:
    """Both orders are one where the targets lie as far apart as waiting weighs; each start to the millisecond."""
    inputs, outcome = one_run([*DEMAND, *ORDERS[order]], engine, seed, 20)
    plan = inputs.incidents
    ranks = plan["created"] + plan["grade"].astype(np.int64) * round(DELAY_H * HOUR_MS)
    starts = paths.by_rank(plan["created"], plan["scene_ms"], ranks)
    assert (np.diff(starts) < 0).any()  # somebody went ahead of one who came before
    np.testing.assert_array_equal(outcome.incidents["sent"], np.where(starts < inputs.horizon_ms, starts, -1))
