"""Incidents that need two officers together, first come first served: the queue is held until two are free."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from tests.oracle import chains
from tests.oracle.bench import COMPILED, ENGINES, HOUR_MS, REFERENCE, Measured, Report, Size, logged, observe
from tests.oracle.controls import endless_controls, poisson

OFFICERS, MEAN_H, SHARE_TWO = 5, 0.1, 0.4
LAM = 0.6 * OFFICERS / MEAN_H / (1.0 + SHARE_TWO)  # asks 60 % of the officers' time
OVERRIDES = [
    "demand=flat", f"force.officers={OFFICERS}", logged(LAM), "demand.types.job.scene.mean_min=6",
    f"demand.types.job.officers={{1: {1 - SHARE_TWO}, 2: {SHARE_TWO}}}",
]
ONES, TWOS = (poisson(LAM * MEAN_H * share) for share in (1 - SHARE_TWO, SHARE_TWO))
BUSY_WITHOUT_END = np.convolve(ONES, np.insert(TWOS, np.arange(1, TWOS.size), 0.0))  # every second number is 2, 4, 6, ...
SIZES = {COMPILED: Size(100, 45), REFERENCE: Size(30, 5)}
WIDER = {"one": 0.09, "two": 0.08, "all": 0.08, "P": 0.03}  # half-widths asked of the reference's short run


def _look(measured: Measured) -> tuple[float, ...]:
    waits, needs = measured.waits_h, measured.plan["officers"]
    return (
        float(waits[needs == 1].mean()), float(waits[needs == 2].mean()), float(waits.mean()), float((waits > 0).mean()),
        *_controls(measured),
    )


def _controls(measured: Measured) -> tuple[float, ...]:
    """Return the excess of incidents of each kind, of officers' work, and of crowding with officers without end."""
    plan, expected = measured.plan, LAM * measured.hours
    twos = int((plan["officers"] == 2).sum())
    asked = float((plan["scene_ms"] * plan["officers"].astype(int)).sum()) / HOUR_MS / MEAN_H
    excess = (asked - plan["officers"].sum()) / expected
    crowd = endless_controls(measured, BUSY_WITHOUT_END, OFFICERS)
    return plan.size / expected - 1.0, twos / expected / SHARE_TWO - 1.0, excess, *crowd


@pytest.mark.parametrize("engine", ENGINES)
def test_jobs_of_one_or_two_officers(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    truth = chains.one_or_two_officers(LAM, 1.0 / MEAN_H, OFFICERS, SHARE_TWO)
    assert truth.busy == pytest.approx(0.6 * OFFICERS, rel=1e-6)
    found = report(engine, f"{OFFICERS} officers, {SHARE_TWO:.0%} of incidents need two, load 0.6")
    seen = observe(OVERRIDES, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look)
    widths = WIDER if engine == REFERENCE else dict.fromkeys(WIDER, 0.02)
    found.agrees("mean wait of one, h", truth.wait_one_h, seen[:, 0], widths["one"], seen[:, 4:])
    found.agrees("mean wait of two, h", truth.wait_two_h, seen[:, 1], widths["two"], seen[:, 4:])
    found.agrees("mean wait, h", truth.wait_h, seen[:, 2], widths["all"], seen[:, 4:])
    found.agrees("P(wait)", truth.waits, seen[:, 3], widths["P"], seen[:, 4:])


def test_both_officers_of_a_pair_start_and_finish_together(seed: int) -> None:
    """Nobody is sent ahead, two are always sent where two are needed, and everybody leaves at the same moment."""

    def look(measured: Measured) -> tuple[float, ...]:
        plan, practice = measured.plan, measured.practice
        assert (practice["officers_sent"] == plan["officers"]).all()
        assert (practice["started"] == practice["sent"]).all()
        assert (practice["closed"] - practice["sent"] == plan["scene_ms"]).all()
        return (float((plan["officers"] == 2).mean()),)

    share = observe(OVERRIDES, COMPILED, seed, Size(10, 10), look)
    assert stats.ttest_1samp(share[:, 0], SHARE_TWO).pvalue > 0.001
