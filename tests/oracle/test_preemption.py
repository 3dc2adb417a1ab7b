"""An urgent incident takes the officer of a routine one, whose work is resumed later or begun anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from tests.oracle import preemption, theory
from tests.oracle.bench import COMPILED, ENGINES, HOUR_MS, REFERENCE, Floats, Look, Measured, Report, Size, logged, observe
from tests.oracle.controls import endless_controls, poisson, work_controls
from tests.oracle.preemption import Passage, Stream

MEANS_H = (0.1, 0.15)  # urgent, routine
INTERRUPTING = ["demand=two_grades", "operations.preemption={grades: 1, from: [travelling, on_scene]}"]
GAMMA = "demand.types.routine.scene={kind: gamma, cv: 0.5}"
ALWAYS_THE_SAME = "demand.types.routine.scene.kind=deterministic"


def _overrides(officers: int, rates: Sequence[float], *more: str) -> list[str]:
    return [
        *INTERRUPTING, f"force.officers={officers}", logged(sum(rates)),
        *(f"demand.types.{name}.share={rate!r}" for name, rate in zip(("urgent", "routine"), rates, strict=True)),
        *(f"demand.types.{name}.scene.mean_min={60 * mean!r}" for name, mean in zip(("urgent", "routine"), MEANS_H, strict=True)),
        *more,
    ]


def _look(officers: int, rates: Sequence[float]) -> Look:
    """Return what is looked at: mean wait of either grade until the first start, mean time in system of either, controls."""
    expected = poisson(float(np.dot(rates, MEANS_H)))

    def look(measured: Measured) -> tuple[float, ...]:
        plan, practice = measured.plan, measured.practice
        times = (practice["closed"] - plan["created"]) / HOUR_MS
        first = [plan["grade"] == grade for grade in (0, 1)]
        own = (x for kind, rate in enumerate(rates) for x in work_controls(measured, rate, MEANS_H[kind], kind))
        return (
            *(float(measured.waits_h[mine].mean()) for mine in first), *(float(times[mine].mean()) for mine in first),
            float((practice["suspended"] > 0).sum()), *own, *endless_controls(measured, expected, officers),
        )

    return look


def _agree(found: Report, truth: Sequence[Passage], seen: Floats, widths: Sequence[float], controls: Floats) -> None:
    assert (seen[:, 4] > 0).all()  # work was interrupted
    for grade, name in enumerate(("urgent", "routine")):
        found.agrees(f"mean wait for the first start, {name}, h", truth[grade].wait_h, seen[:, grade], widths[grade], controls)
        found.agrees(f"mean time in system, {name}, h", truth[grade].time_h, seen[:, 2 + grade], widths[grade], controls)


# Overrides, coefficient of variation of routine work, loads of either grade; days a replication and half-widths by engine.
RESUMED = {
    "exponential": ([], 1.0, (0.3, 0.35)),
    "gamma": ([GAMMA], 0.5, (0.3, 0.35)),  # only here is what is left of the work told from a new draw of it
}
SIZES = {COMPILED: Size(100, 55), REFERENCE: Size(30, 14)}
WIDTHS = {REFERENCE: (0.05, 0.10)}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("work", RESUMED)
def test_one_officer_resumes(work: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    more, cv, loads = RESUMED[work]
    rates = [load / mean for load, mean in zip(loads, MEANS_H, strict=True)]
    truth = preemption.resumed([Stream.of(rates[0], MEANS_H[0], 1.0), Stream.of(rates[1], MEANS_H[1], cv)])
    found = report(engine, f"M/G/1, {work}, urgent {loads[0]}, routine {loads[1]}")
    overrides = _overrides(1, rates, "operations.interrupted=resume", *more)
    seen = observe(overrides, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look(1, rates))
    _agree(found, truth, seen, WIDTHS.get(engine, (0.02, 0.02)), seen[:, 5:])


ANEW = {"gamma": ([GAMMA], theory.gamma(MEANS_H[1], 0.5)), "always the same": ([ALWAYS_THE_SAME], MEANS_H[1])}
CASES = [
    *((work, COMPILED) for work in ANEW), ("gamma", REFERENCE),
    *(pytest.param(work, "reference_full", marks=pytest.mark.deep) for work in ANEW),
]


@pytest.mark.parametrize(("work", "engine"), CASES)
def test_one_officer_begins_anew(work: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    loads = (0.3, 0.25)
    more, routine = ANEW[work]
    rates = [load / mean for load, mean in zip(loads, MEANS_H, strict=True)]
    urgent = Stream.of(rates[0], MEANS_H[0], 1.0)
    truth = [*preemption.resumed([urgent]), preemption.begun_anew(urgent, rates[1], routine)]
    found = report(engine, f"M/G/1, {work}, urgent {loads[0]}, routine {loads[1]} and what is done twice")
    overrides = _overrides(1, rates, "operations.interrupted=restart", *more)
    seen = observe(overrides, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look(1, rates))
    same = work == "always the same"
    controls = seen[:, [5, 6, 7, 9, 10]] if same else seen[:, 5:]  # work that never varies controls nothing
    _agree(found, truth, seen, WIDTHS.get(engine, (0.02, 0.02)), controls)


@pytest.mark.parametrize("engine", ENGINES)
def test_two_officers_resume(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    loads = (0.6, 0.7)  # of two officers
    rates = (loads[0] / MEANS_H[0], loads[1] / MEANS_H[1])
    mus = (1.0 / MEANS_H[0], 1.0 / MEANS_H[1])
    times = preemption.several_officers(rates, mus, 2, (50, 250))
    found = report(engine, f"M/M/2, urgent {loads[0] / 2}, routine {loads[1] / 2} at another rate of work")
    overrides = _overrides(2, rates, "operations.interrupted=resume")
    seen = observe(overrides, engine, seed, SIZES.get(engine, SIZES[COMPILED]), _look(2, rates))
    assert (seen[:, 4] > 0).all()
    for grade, name in enumerate(("urgent", "routine")):
        width = WIDTHS.get(engine, (0.02, 0.02))[grade]
        found.agrees(f"mean time in system, {name}, h", times[grade], seen[:, 2 + grade], width, seen[:, 5:])
