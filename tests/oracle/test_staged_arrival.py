"""Officers are sent one by one as they come free; work for two begins when both are there."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.oracle import staged
from tests.oracle.bench import COMPILED, ENGINES, HOUR_MS, REFERENCE, Measured, Report, Size, observe
from tests.oracle.test_pairs import LAM, MEAN_H, OFFICERS, OVERRIDES, SHARE_TWO, _controls

ONE_BY_ONE = [*OVERRIDES, "operations.dispatch.staged=true", "operations.dispatch.begin_anyway_min=100000"]
SIZES = {COMPILED: Size(100, 45), REFERENCE: Size(30, 6)}
WIDER = {"wait": 0.09, "P": 0.04, "gathering": 0.06}  # half-widths asked of the reference's short run


def _look(measured: Measured) -> tuple[float, ...]:
    plan, practice = measured.plan, measured.practice
    gathering = (practice["started"] - practice["sent"]) / HOUR_MS
    twos = plan["officers"] == 2
    assert (gathering[~twos] == 0).all() and (practice["officers_sent"] == plan["officers"]).all()
    assert (practice["closed"] - practice["started"] == plan["scene_ms"]).all()
    waits = measured.waits_h
    return float(waits.mean()), float((waits > 0).mean()), float(gathering[twos].mean()), *_controls(measured)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_first_waits_for_the_second(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    truth = staged.one_by_one(LAM, 1.0 / MEAN_H, OFFICERS, SHARE_TWO)
    found = report(engine, f"{OFFICERS} officers sent one by one, {SHARE_TWO:.0%} of incidents need two, load 0.6")
    seen = observe(ONE_BY_ONE, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look)
    widths = WIDER if engine == REFERENCE else dict.fromkeys(WIDER, 0.02)
    found.agrees("mean wait for the first officer, h", truth.wait_h, seen[:, 0], widths["wait"], seen[:, 3:])
    found.agrees("P(wait)", truth.waits, seen[:, 1], widths["P"], seen[:, 3:])
    found.agrees("mean time from the first to the second, h", truth.gathering_h, seen[:, 2], widths["gathering"], seen[:, 3:])


def test_no_work_starts_at_another_time_than_if_both_went_together(seed: int) -> None:
    """First come first served without travel, the one who is sent ahead only waits elsewhere."""

    def starts(measured: Measured) -> np.ndarray:
        return measured.outcome.incidents["started"]

    together, one_by_one = (observe(o, COMPILED, seed, Size(2, 10), starts) for o in (OVERRIDES, ONE_BY_ONE))
    np.testing.assert_array_equal(together, one_by_one)
