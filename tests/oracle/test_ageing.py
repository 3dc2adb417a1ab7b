"""Waiting that counts: the order is that of arrival, but routine incidents rank as if they had come later."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.oracle import ageing
from tests.oracle.bench import COMPILED, REFERENCE, Measured, Report, Size, logged, observe
from tests.oracle.controls import endless_controls, poisson, work_controls

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
CASES = [("ageing", engine) for engine in (COMPILED, REFERENCE)] + [("earliest_target", COMPILED)]
FULL = [pytest.param(order, "reference_full", marks=pytest.mark.deep) for order in ORDERS]
SIZES = {COMPILED: Size(100, 90), REFERENCE: Size(30, 14)}
WIDER = (0.10, 0.15)


def _look(measured: Measured) -> tuple[float, ...]:
    waits, grade = measured.waits_h, measured.plan["grade"]
    by_grade = (float(waits[grade == g].mean()) for g in (0, 1))
    own = (x for kind, rate in enumerate(RATES) for x in work_controls(measured, rate, MEAN_H, kind))
    return *by_grade, *own, *endless_controls(measured, poisson(sum(RATES) * MEAN_H), 1)


@pytest.mark.parametrize(("order", "engine"), [*CASES, *FULL])
def test_delayed_rank(order: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    truth = ageing.delayed_rank(RATES, 1.0 / MEAN_H, DELAY_H)
    found = report(engine, f"M/M/1, {order}, routine {60 * DELAY_H:g} min behind, load {sum(RATES) * MEAN_H:.2f}")
    seen = observe([*DEMAND, *ORDERS[order]], engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look)
    for grade, name in enumerate(("urgent", "routine")):
        width = WIDER[grade] if engine == REFERENCE else 0.02
        found.agrees(f"mean wait, {name}, h", truth[grade], seen[:, grade], width, seen[:, 2:])


def test_both_orders_are_one_where_the_targets_lie_as_far_apart(seed: int) -> None:
    def sent(measured: Measured) -> np.ndarray:
        return measured.outcome.incidents["sent"]

    by_age, by_target = (observe([*DEMAND, *order], COMPILED, seed, Size(2, 10), sent) for order in ORDERS.values())
    np.testing.assert_array_equal(by_age, by_target)
