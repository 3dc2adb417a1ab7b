"""Officers are sent one by one as they come free; work for two begins when both are there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.oracle import paths, staged
from tests.oracle.bench import COMPILED, HOUR_MS, LONG_RUNS, REFERENCE, Measured, Report, Size, observe, one_run
from tests.oracle.test_pairs import LAM, MEAN_H, OFFICERS, OVERRIDES, SHARE_TWO, _controls

ONE_BY_ONE = [*OVERRIDES, "operations.dispatch.staged=true", "operations.dispatch.begin_anyway_min=100000"]


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
def test_every_sending_and_start_is_that_of_the_recursion(engine: str, seed: int) -> None:
    inputs, outcome = one_run(ONE_BY_ONE, engine, seed, 10)
    plan, practice = inputs.incidents, outcome.incidents
    first, starts = paths.one_by_one(plan["created"], plan["scene_ms"], plan["officers"], OFFICERS)
    assert (starts > first).sum() > 300  # somebody waited at the scene
    for field, truth in (("sent", first), ("started", starts), ("closed", starts + plan["scene_ms"])):
        np.testing.assert_array_equal(practice[field], np.where(truth < inputs.horizon_ms, truth, -1))


def _look(measured: Measured) -> tuple[float, ...]:
    plan, practice = measured.plan, measured.practice
    gathering = (practice["started"] - practice["sent"]) / HOUR_MS
    twos = plan["officers"] == 2
    waits = measured.waits_h
    return float(waits.mean()), float((waits > 0).mean()), float(gathering[twos].mean()), *_controls(measured)


@pytest.mark.parametrize("engine", LONG_RUNS)
def test_the_first_waits_for_the_second(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    truth = staged.one_by_one(LAM, 1.0 / MEAN_H, OFFICERS, SHARE_TWO)
    found = report(engine, f"{OFFICERS} officers sent one by one, {SHARE_TWO:.0%} of incidents need two, load 0.6")
    seen = observe(ONE_BY_ONE, engine, seed, Size(100, 44), _look)
    found.agrees("mean wait for the first officer, h", truth.wait_h, seen[:, 0], 0.02, seen[:, 3:])
    found.agrees("P(wait)", truth.waits, seen[:, 1], 0.02, seen[:, 3:])
    found.agrees("mean time from the first to the second, h", truth.gathering_h, seen[:, 2], 0.02, seen[:, 3:])
