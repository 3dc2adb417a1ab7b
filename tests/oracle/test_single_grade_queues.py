"""M/M/1, M/M/c and M/G/1: one grade, incidents at random, first come first served."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from kernels.kinds import ON_SCENE
from tests.oracle import theory
from tests.oracle.bench import COMPILED, HOUR_MS, REFERENCE, Look, Measured, Report, Size, logged, observe, on_engines
from tests.oracle.controls import queue_controls, work_controls

MEAN_H = 0.1
MU = 1.0 / MEAN_H
WORK = "demand.types.job.scene.mean_min=6"


def _overrides(officers: int, lam: float) -> list[str]:
    return ["demand=flat", f"force.officers={officers}", logged(lam), WORK]


def _look(officers: int, lam: float) -> Look:
    """Return what is looked at: mean wait, share that waits, controls."""

    def look(measured: Measured) -> tuple[float, ...]:
        waits = measured.waits_h
        return float(waits.mean()), float((waits > 0).mean()), *queue_controls(measured, lam, MEAN_H, officers)

    return look


# Officers, load, sizes, and the half-widths asked of the reference's short run: mean wait, P(wait).
QUEUES = {
    "one_officer": (1, 0.6, {COMPILED: Size(100, 50), REFERENCE: Size(30, 20)}, (0.05, 0.02)),
    "three_officers": (3, 0.6, {COMPILED: Size(100, 28), REFERENCE: Size(30, 9)}, (0.06, 0.02)),
    "twenty_officers": (20, 0.75, {COMPILED: Size(100, 13), REFERENCE: Size(30, 1)}, (0.15, 0.06)),
}


@pytest.mark.parametrize(("queue", "engine"), on_engines(QUEUES, long=[*QUEUES], short=["three_officers"]))
def test_erlang_c(queue: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    officers, rho, sizes, wider = QUEUES[queue]
    lam = rho * officers * MU
    found = report(engine, f"M/M/{officers}, load {rho}")
    look, size = _look(officers, lam), sizes.get(engine, sizes[COMPILED])
    seen = observe(_overrides(officers, lam), engine, seed, size, look, settle_h=6 if officers > 9 else 24, tail_h=4)
    waits, delayed = wider if engine == REFERENCE else (0.02, 0.02)
    found.agrees("mean wait, h", theory.mmc_wait(lam, MU, officers), seen[:, 0], waits, seen[:, 2:])
    found.agrees("P(wait)", theory.erlang_c(lam / MU, officers), seen[:, 1], delayed, seen[:, 2:])


def _busy_share(measured: Measured) -> tuple[float, ...]:
    """Return the share of officers' time booked as at a scene, after the configuration's own warm-up, and controls."""
    inputs = measured.inputs
    whole = Measured(
        inputs.incidents[inputs.incidents["created"] >= inputs.measure_from_ms], measured.practice, inputs.measure_from_ms,
        inputs.horizon_ms, inputs, measured.outcome,
    )
    busy = measured.outcome.accounts[:, 0, ON_SCENE].sum() / HOUR_MS / whole.hours / 3
    return busy, *work_controls(whole, 0.7 * 3 * MU, MEAN_H)


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
def test_officers_are_busy_as_much_as_is_asked(engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    found = report(engine, "M/M/3, load 0.7")
    seen = observe(_overrides(3, 0.7 * 3 * MU), engine, seed, Size(20, 3), _busy_share, settle_h=0, warmup_days=1)
    found.agrees("time at scenes / time on duty", 0.7, seen[:, 0], 0.02, seen[:, 1:])


# Distribution of the work, as overrides and as its coefficient of variation; days a replication.
WORKS = {
    "gamma": ("demand.types.job.scene={kind: gamma, cv: 0.5}", 0.5, 35),
    "lognormal": ("demand.types.job.scene={kind: lognormal, cv: 1.2}", 1.2, 95),
    "weibull": ("demand.types.job.scene={kind: weibull, cv: 0.7}", 0.7, 35),
    "deterministic": ("demand.types.job.scene.kind=deterministic", 0.0, 35),
}


@pytest.mark.parametrize("work", WORKS)
def test_pollaczek_khinchine(work: str, seed: int, report: Callable[[str, str], Report]) -> None:
    kind, cv, days = WORKS[work]
    rho = 0.6
    found = report(COMPILED, f"M/G/1, {work} with cv {cv}, load {rho}")
    seen = observe([*_overrides(1, rho * MU), kind], COMPILED, seed, Size(100, days), _look(1, rho * MU))
    controls = seen[:, 2:] if cv else seen[:, [2, 4, 5]]  # work that never varies controls nothing
    found.agrees("mean wait, h", theory.mg1_wait(rho * MU, MEAN_H, cv), seen[:, 0], 0.02, controls)
    found.agrees("P(wait)", rho, seen[:, 1], 0.02, controls)


def test_waits_of_one_officer_are_exponential_beyond_the_atom(seed: int, report: Callable[[str, str], Report]) -> None:
    """P(wait > t) = rho exp(-(mu - lam) t) (Kleinrock 1975): not only the mean is right."""
    rho, cuts = 0.6, np.array([0.25, 0.5])
    found = report(COMPILED, f"M/M/1, load {rho}")

    def look(measured: Measured) -> tuple[float, ...]:
        longer = (float((measured.waits_h > cut).mean()) for cut in cuts)
        return *longer, *queue_controls(measured, rho * MU, MEAN_H, 1)

    seen = observe(_overrides(1, rho * MU), COMPILED, seed, Size(100, 50), look)
    for column, cut in enumerate(cuts):
        truth = float(rho * np.exp(-(1 - rho) * MU * cut))
        found.agrees(f"P(wait > {cut} h)", truth, seen[:, column], 0.02 if truth >= 0.1 else 0.05, seen[:, 2:])
