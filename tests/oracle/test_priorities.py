"""Two grades with priority and no pre-emption: an urgent incident goes first, but nobody is called away (Cobham)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.oracle import theory
from tests.oracle.bench import COMPILED, ENGINES, REFERENCE, Measured, Report, Size, logged, observe
from tests.oracle.controls import endless_controls, poisson, work_controls

OFFICERS, MEAN_H, LOAD = 3, 0.1, 0.7
SHARES = (0.4, 0.6)  # urgent, routine
LAM = LOAD * OFFICERS / MEAN_H
OVERRIDES = [
    "demand=two_grades", f"force.officers={OFFICERS}", logged(LAM),
    "demand.types.urgent.share=2", "demand.types.routine.share=3",
    "demand.types.urgent.scene.mean_min=6", "demand.types.routine.scene.mean_min=6",
]
SIZES = {COMPILED: Size(100, 45), REFERENCE: Size(30, 6)}
WIDER = (0.08, 0.18)  # half-widths asked of the reference's short run


def _look(measured: Measured) -> tuple[float, ...]:
    waits, grade = measured.waits_h, measured.plan["grade"]
    by_grade = (float(waits[grade == g].mean()) for g in (0, 1))
    own = (x for kind, share in enumerate(SHARES) for x in work_controls(measured, LAM * share, MEAN_H, kind))
    return *by_grade, *own, *endless_controls(measured, poisson(LAM * MEAN_H), OFFICERS)


@pytest.mark.parametrize("engine", ENGINES)
def test_cobham(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    found = report(engine, f"M/M/{OFFICERS} with two grades, load {LOAD}, of which urgent {SHARES[0] * LOAD:.2f}")
    seen = observe(OVERRIDES, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look)
    truth = theory.priority_waits(np.array(SHARES) * LAM, 1.0 / MEAN_H, OFFICERS)
    for grade, name in enumerate(("urgent", "routine")):
        width = WIDER[grade] if engine == REFERENCE else 0.02
        found.agrees(f"mean wait, {name}, h", truth[grade], seen[:, grade], width, seen[:, 2:])
