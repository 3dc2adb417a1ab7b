"""Two areas that help each other when nobody of their own is free; incidents that find nobody are lost (Larson's hypercube)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from kernels.kinds import CANCELLED
from tests.oracle import hypercube, paths
from tests.oracle.bench import COMPILED, HOUR_MS, LONG_RUNS, REFERENCE, Look, Measured, Report, Size, logged, observe, one_run
from tests.oracle.counting import present_ms

MEAN_H = 0.1
AREA = (
    "{{kind: urban, demand_share: {rate!r}, officer_share: {officers}, travel: {{kind: deterministic, mean_min: 10}}, "
    "neighbours: {{{other}: 0}}}}"
)
# Officers of either area, rates an hour, free crews kept back from the neighbour.
CASES = {
    "everybody helps": ((2, 1), (14.0, 9.0), 0),
    "one is kept": ((3, 2), (20.0, 10.0), 1),
}


def _overrides(officers: tuple[int, int], rates: tuple[float, float], keep: int) -> list[str]:
    areas = (AREA.format(rate=rate, officers=own, other=other) for rate, own, other in zip(rates, officers, "ba", strict=True))
    return [
        "demand=flat", f"force.officers={sum(officers)}", logged(sum(rates)), f"demand.types.job.scene.mean_min={60 * MEAN_H}",
        *(f"+force.areas.{name}={area}" for name, area in zip("ab", areas, strict=True)), "~force.areas.bench",
        "demand.types.job.patience={kind: deterministic, mean_min: 0}", "operations.patience=true",
        f"operations.help={{on: true, grades: 2, after_min: 0, keep: {keep}}}",
    ]


def _look(rates: tuple[float, float]) -> Look:
    """Return what is looked at: share lost, share of answers by the neighbour and mean number busy, for either area, controls."""

    def look(measured: Measured) -> tuple[float, ...]:
        plan, practice, sent = measured.plan, measured.practice, measured.outcome.deployments
        lost = practice["stage"] == CANCELLED
        assert (practice["closed"][lost] == plan["created"][lost]).all()  # at once
        assert (practice["sent"][~lost] == plan["created"][~lost]).all()
        area, left = measured.inputs.incidents["area"], np.where(sent["left"] >= 0, sent["left"], measured.high)
        window = np.array([measured.low, measured.high])
        inside = (sent["sent"] >= measured.low) & (sent["sent"] < measured.high)
        out = []
        for home in (0, 1):
            theirs = inside & (area[sent["incident"]] == home)
            mine = sent["home"] == home
            busy = float(np.diff(present_ms(sent["sent"][mine], left[mine], window))[0]) / HOUR_MS / measured.hours
            out.append((float(lost[plan["area"] == home].mean()), float((sent["home"][theirs] != home).mean()), busy))
        # Excess of incidents and of work, area by area; the work of all incidents, lost or not.
        controls = []
        for home, rate in enumerate(rates):
            jobs, expected = plan[plan["area"] == home], rate * measured.hours
            controls += [jobs.size / expected - 1.0, (float(jobs["scene_ms"].sum()) / HOUR_MS / MEAN_H - jobs.size) / expected]
        return *(x for pair in zip(*out, strict=True) for x in pair), *controls

    return look


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
@pytest.mark.parametrize("case", CASES)
def test_every_answer_is_that_of_the_recursion(case: str, engine: str, seed: int) -> None:
    officers, rates, keep = CASES[case]
    inputs, outcome = one_run(_overrides(officers, rates, keep), engine, seed, 5)
    plan, sent = inputs.incidents, outcome.deployments
    answered = np.full(plan.size, -1)
    answered[sent["incident"]] = sent["home"]
    assert (np.bincount(answered + 1) > 100).all()
    truth = paths.answered_by(plan["created"], plan["scene_ms"], plan["area"], officers, keep)
    np.testing.assert_array_equal(answered, truth)
    np.testing.assert_array_equal(outcome.incidents["stage"] == CANCELLED, truth < 0)


@pytest.mark.parametrize("engine", LONG_RUNS)
@pytest.mark.parametrize("case", CASES)
def test_hypercube(case: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    officers, rates, keep = CASES[case]
    truth = hypercube.two_areas(rates, 1.0 / MEAN_H, officers, keep)
    load = sum(rates) * MEAN_H / sum(officers)
    found = report(engine, f"{officers[0]} and {officers[1]} officers, {keep} kept back, load {load:.2f}")
    seen = observe(_overrides(officers, rates, keep), engine, seed, Size(100, 14), _look(rates), settle_h=6, tail_h=6)
    for area in (0, 1):
        for what, true, column in (("lost", truth.lost, 0), ("by the neighbour", truth.by_neighbour, 2), ("busy", truth.busy, 4)):
            found.agrees(f"{what}, area {'ab'[area]}", true[area], seen[:, column + area], 0.02, seen[:, 6:])
