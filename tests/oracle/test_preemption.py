"""An urgent incident takes the officer of a routine one, whose work is resumed later or begun anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from tests.oracle import paths, preemption, theory
from tests.oracle.bench import COMPILED, ENGINES, HOUR_MS, LONG_RUNS, REFERENCE, Measured, Report, Size, logged, observe, one_run
from tests.oracle.controls import endless_controls, first_come_control, poisson, work_controls
from tests.oracle.preemption import Stream

MEANS_H = (0.1, 0.15)  # urgent, routine
EXPONENTIAL: list[str] = []
GAMMA = ["demand.types.routine.scene={kind: gamma, cv: 0.5}"]
ALWAYS_THE_SAME = ["demand.types.routine.scene.kind=deterministic"]


def _rates(loads: Sequence[float]) -> tuple[float, float]:
    return loads[0] / MEANS_H[0], loads[1] / MEANS_H[1]


def _overrides(officers: int, loads: Sequence[float], *more: str) -> list[str]:
    rates = _rates(loads)
    return [
        "demand=two_grades", f"force.officers={officers}", logged(sum(rates)),
        *(f"demand.types.{name}.share={rate!r}" for name, rate in zip(("urgent", "routine"), rates, strict=True)),
        *(f"demand.types.{name}.scene.mean_min={60 * mean!r}" for name, mean in zip(("urgent", "routine"), MEANS_H, strict=True)),
        "operations.preemption={grades: 1, from: [travelling, on_scene]}", *more,
    ]


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
@pytest.mark.parametrize("officers", [1, 3])
def test_the_urgent_never_notice_the_routine(officers: int, engine: str, seed: int) -> None:
    """To the millisecond they are answered as if they were alone, however overloaded the force is."""
    inputs, outcome = one_run(_overrides(officers, (0.6 * officers, 0.6 * officers)), engine, seed, 12)
    urgent = inputs.incidents["grade"] == 0
    plan, practice = inputs.incidents[urgent], outcome.incidents[urgent]
    assert urgent.sum() > 300 and (outcome.incidents["suspended"] > 0).any()
    starts = paths.first_come(plan["created"], plan["scene_ms"], officers)
    np.testing.assert_array_equal(practice["sent"], np.where(starts < inputs.horizon_ms, starts, -1))
    assert (practice["suspended"] == 0).all()


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
@pytest.mark.parametrize("work", [EXPONENTIAL, GAMMA, ALWAYS_THE_SAME], ids=["exponential", "gamma", "always_the_same"])
@pytest.mark.parametrize("interrupted", ["resume", "restart"])
def test_every_start_and_end_is_that_of_the_recursion(interrupted: str, work: list[str], engine: str, seed: int) -> None:
    overrides = _overrides(1, (0.3, 0.3), f"operations.interrupted={interrupted}", *work)
    inputs, outcome = one_run(overrides, engine, seed, 20)
    urgent = inputs.incidents["grade"] == 0
    calls, plan, practice = inputs.incidents[urgent], inputs.incidents[~urgent], outcome.incidents[~urgent]
    starts, ends, breaks = paths.interrupted(
        calls["created"], calls["scene_ms"], plan["created"], plan["scene_ms"], anew=interrupted == "restart"
    )
    assert breaks.sum() > 100
    np.testing.assert_array_equal(practice["sent"], np.where(starts < inputs.horizon_ms, starts, -1))
    np.testing.assert_array_equal(practice["closed"], np.where(ends < inputs.horizon_ms, ends, -1))
    np.testing.assert_array_equal(practice["suspended"][ends < inputs.horizon_ms], breaks[ends < inputs.horizon_ms])


def _routine(measured: Measured) -> tuple[float, float]:
    """Return the mean wait of the routine until the first start, and their mean time in system."""
    mine = measured.plan["grade"] == 1
    times = (measured.practice["closed"] - measured.plan["created"]) / HOUR_MS
    return float(measured.waits_h[mine].mean()), float(times[mine].mean())


# What is done with broken-off work, its distribution, its coefficient of variation, loads, days a replication.
QUEUES = {
    "resumed, exponential": ("resume", EXPONENTIAL, 1.0, (0.3, 0.35), 30),
    "resumed, gamma": ("resume", GAMMA, 0.5, (0.3, 0.35), 30),  # what is left is not a new draw: exponential work cannot tell
    "begun anew, gamma": ("restart", GAMMA, 0.5, (0.15, 0.25), 110),
    "begun anew, always the same": ("restart", ALWAYS_THE_SAME, 0.0, (0.2, 0.25), 50),
}


@pytest.mark.parametrize("engine", LONG_RUNS)
@pytest.mark.parametrize("queue", QUEUES)
def test_one_officer(queue: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    interrupted, work, cv, loads, days = QUEUES[queue]
    rates = _rates(loads)
    streams = [Stream.of(rates[0], MEANS_H[0], 1.0), Stream.of(rates[1], MEANS_H[1], cv)]
    if interrupted == "resume":
        truth = preemption.resumed(streams)[1]
    else:
        truth = preemption.begun_anew(streams[0], rates[1], theory.gamma(MEANS_H[1], cv) if cv else MEANS_H[1])
    first_come_h = sum(s.rate * s.square for s in streams) / (2.0 * (1.0 - sum(loads)))  # Pollaczek and Khinchine

    def look(measured: Measured) -> tuple[float, ...]:
        kinds = [work_controls(measured, rate, mean, kind) for kind, (rate, mean) in enumerate(zip(rates, MEANS_H, strict=True))]
        own = [*kinds[0], *kinds[1][: 2 if cv else 1]]  # work that never varies controls nothing
        return *_routine(measured), *own, first_come_control(measured, first_come_h, 1)

    found = report(engine, f"M/G/1, {queue}, urgent {loads[0]}, routine {loads[1]}")
    seen = observe(_overrides(1, loads, f"operations.interrupted={interrupted}", *work), engine, seed, Size(100, days), look)
    found.agrees("mean wait for the first start, routine, h", truth.wait_h, seen[:, 0], 0.02, seen[:, 2:])
    found.agrees("mean time in system, routine, h", truth.time_h, seen[:, 1], 0.02, seen[:, 2:])


@pytest.mark.parametrize("engine", ENGINES)
def test_two_officers(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    """Both grades have their own rate of work, so that the number in system depends on who is served."""
    loads = (0.6, 0.7)  # of two officers
    rates, expected = _rates(loads), poisson(sum(loads))
    truth = preemption.several_officers(rates, (1.0 / MEANS_H[0], 1.0 / MEANS_H[1]), 2, (50, 250))

    def look(measured: Measured) -> tuple[float, ...]:
        urgent = measured.plan["grade"] == 0
        times = (measured.practice["closed"] - measured.plan["created"]) / HOUR_MS
        own = (x for kind in (0, 1) for x in work_controls(measured, rates[kind], MEANS_H[kind], kind))
        return float(times[urgent].mean()), _routine(measured)[1], *own, *endless_controls(measured, expected, 2)

    found = report(engine, f"M/M/2, urgent {loads[0] / 2}, routine {loads[1] / 2} at another rate of work")
    size = Size(24, 4) if engine == REFERENCE else Size(100, 18)
    seen = observe(_overrides(2, loads, "operations.interrupted=resume"), engine, seed, size, look)
    for grade, name in enumerate(("urgent", "routine")):
        width = (0.03, 0.10)[grade] if engine == REFERENCE else 0.02
        found.agrees(f"mean time in system, {name}, h", truth[grade], seen[:, grade], width, seen[:, 2:])
