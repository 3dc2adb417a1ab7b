"""The control room as a loss system (Erlang B), a queue that people leave (Erlang A), and two lines with priority (Cobham).

Everything is settled by phone and nobody rings twice, so that callers are the customers of a textbook queue.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pytest

from kernels.front_door import LINE_999
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Records
from sim.outcome import conservation_faults
from sim.replication import engine_named
from tests.oracle import abandonment, theory
from tests.oracle.bench import BARE, COMPILED, DAY_MS, ENGINES, HOUR_MS, REFERENCE, Floats, Report, Size, logged

SETTLE_MS = TAIL_MS = 4 * HOUR_MS
MEAN_H = 0.05  # three minutes, as in front_door=bench
MU = 1 / MEAN_H
PHONE = ("demand=flat", "front_door=bench", "demand.types.job.attended=0")
PATIENT = "{kind: deterministic, mean_min: 100000}"


@dataclass(frozen=True)
class Callers:
    """Callers of one replication who first rang well inside it, and what came of them."""

    plan: Records
    done: Records
    hours: float

    @property
    def answered(self) -> np.ndarray:
        """Which of them were answered."""
        return np.asarray(self.done["waited_ms"] >= 0)

    @property
    def waits_h(self) -> Floats:
        """Hours those who were answered waited."""
        return np.asarray(self.done["waited_ms"][self.answered] / HOUR_MS)

    def controls(self, per_hour: float) -> tuple[float, float]:
        """Excess of callers over the expected number, and of their handling over that many mean calls (see ``controls.py``)."""
        expected = per_hour * self.hours
        work = float(self.plan["handling_ms"].sum()) / HOUR_MS / MEAN_H
        return self.plan.size / expected - 1.0, (work - self.plan.size) / expected


Look = Callable[[Callers], Sequence[float]]


def observe(overrides: Sequence[str], engine: str, seed: int, size: Size, look: Look) -> Floats:
    """Return what ``look`` saw of the callers of each replication."""
    plan = make_plan(compose([*BARE, *overrides, f"run.days={size.days}", "run.warmup_days=0", f"run.seed={seed}"]))

    def one(number: int) -> Sequence[float]:
        inputs = draw_inputs(plan, number)
        outcome = engine_named("compiled" if engine == COMPILED else "simpy")(inputs)
        assert conservation_faults(inputs, outcome) == []
        rings, high = inputs.front.calls["rings"], size.days * DAY_MS - TAIL_MS
        inside = (rings >= SETTLE_MS) & (rings < high)
        return look(Callers(inputs.front.calls[inside], outcome.calls[inside], (high - SETTLE_MS) / HOUR_MS))

    rows = [one(0)]
    if engine == COMPILED:
        with ThreadPoolExecutor(max_workers=2) as pool:
            rows += pool.map(one, range(1, size.replications))
    else:
        rows += map(one, range(1, size.replications))
    return np.array(rows, dtype=float)


SIZES = {COMPILED: Size(100, 4), REFERENCE: Size(25, 1)}  # days of callers


@pytest.mark.parametrize("engine", ENGINES)
def test_without_patience_calls_are_lost(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    people, offered = 5, 4.0
    lam = offered * MU
    found = report(engine, f"M/M/{people}/{people}, offered {offered}")

    def look(callers: Callers) -> tuple[float, ...]:
        assert (callers.waits_h == 0).all()
        assert (callers.answered == (callers.done["hung_up"] == 0)).all()
        return 1.0 - callers.answered.mean(), *callers.controls(lam)

    words = [*PHONE, logged(lam), f"front_door.call_takers.week={people}",
             "front_door.line_101.patience={kind: deterministic, mean_min: 0}"]  # fmt: skip
    seen = observe(words, engine, seed, SIZES.get(engine, SIZES[COMPILED]), look)
    width = 0.05 if engine == REFERENCE else 0.02
    found.agrees("P(lost)", theory.erlang_b(offered, people), seen[:, 0], width, seen[:, 1:])


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("people", "offered"), [(5, 5.0), (12, 10.0)])
def test_callers_who_lose_patience(
    people: int, offered: float, engine: str, seed: int, report: Callable[[str, str], Report]
) -> None:
    lam, theta = offered * MU, MU
    found = report(engine, f"M/M/{people}+M, offered {offered}, patience as long as a call")

    def look(callers: Callers) -> tuple[float, ...]:
        delayed = (callers.done["waited_ms"] != 0).mean()
        return 1.0 - callers.answered.mean(), float(delayed), float(callers.waits_h.mean()), *callers.controls(lam)

    words = [*PHONE, logged(lam), f"front_door.call_takers.week={people}"]
    seen = observe(words, engine, seed, SIZES.get(engine, SIZES[COMPILED]), look)
    truths = {
        "P(hangs up)": abandonment.erlang_a_abandons(lam, MU, theta, people),
        "P(waits)": abandonment.erlang_a_waits(lam, MU, theta, people),
        "mean wait of the answered, h": abandonment.answered_wait(lam, MU, theta, people),
    }
    for column, (what, truth) in enumerate(truths.items()):
        rare = what.startswith("P") and truth < 0.1
        width = (0.15 if rare else 0.1) if engine == REFERENCE else (0.05 if rare else 0.02)
        found.agrees(what, truth, seen[:, column], width, seen[:, 3:])


@pytest.mark.parametrize("engine", ENGINES)
def test_999_is_answered_before_101(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    people, rho = 3, 0.8
    lam = rho * people * MU
    found = report(engine, f"M/M/{people}, two lines, load {rho}")

    def look(callers: Callers) -> tuple[float, ...]:
        assert callers.answered.all()
        urgent = callers.plan["channel"] == LINE_999
        waits = callers.waits_h
        return float(waits[urgent].mean()), float(waits[~urgent].mean()), urgent.mean() - 0.5, *callers.controls(lam)

    words = ["demand=two_grades", "front_door=bench", logged(lam), f"front_door.call_takers.week={people}",
             "demand.types.urgent.attended=0", "demand.types.routine.attended=0", "+front_door.on_999={immediate: 1}",
             f"front_door.line_101.patience={PATIENT}", f"front_door.line_999.patience={PATIENT}"]  # fmt: skip
    sizes = {COMPILED: Size(100, 36), REFERENCE: Size(25, 2)}
    seen = observe(words, engine, seed, sizes.get(engine, sizes[COMPILED]), look)
    urgent, other = theory.priority_waits([lam / 2, lam / 2], MU, people)
    found.agrees("mean wait on 999, h", urgent, seen[:, 0], 0.1 if engine == REFERENCE else 0.02, seen[:, 2:])
    found.agrees("mean wait on 101, h", other, seen[:, 1], 0.25 if engine == REFERENCE else 0.02, seen[:, 2:])


@pytest.mark.parametrize(("lam", "theta", "c"), [(100.0, 20.0, 5), (200.0, 20.0, 12), (30.0, 4.0, 2), (900.0, 60.0, 50)])
def test_the_oracle_is_the_chain(lam: float, theta: float, c: int) -> None:
    p = abandonment.stationary(lam, MU, theta, c)
    waiting = p @ np.maximum(np.arange(p.size) - c, 0)
    assert abandonment.erlang_a_waits(lam, MU, theta, c) == pytest.approx(p[c:].sum(), rel=1e-9)
    assert abandonment.erlang_a_abandons(lam, MU, theta, c) == pytest.approx(theta * waiting / lam, rel=1e-9)


def test_the_oracle_at_its_ends() -> None:
    """Hardly any patience is Erlang B, patience almost without end Erlang C; lost as fast as calls end it is M/M/infinity."""
    lam, c = 80.0, 5
    assert abandonment.erlang_a_abandons(lam, MU, 1e5, c) == pytest.approx(theory.erlang_b(lam / MU, c), rel=1e-2)
    assert abandonment.answered_wait(lam, MU, 1e-7, c) == pytest.approx(theory.mmc_wait(lam, MU, c), rel=1e-5)
    poisson = abandonment.stationary(lam, MU, MU, c)
    assert poisson @ np.arange(poisson.size) == pytest.approx(lam / MU, rel=1e-9)
