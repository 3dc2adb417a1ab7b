"""A partner's queue alone, at the scene or at its place: M/M/c and M/E2/c; and officers held for scene and partner: a chain."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from kernels.demand import CARE
from kernels.durations import duration_ms
from kernels.kinds import AT_PARTNER, ON_SCENE
from kernels.places import PLACE_CARE, PLACE_HANDOVER
from kernels.records import INCIDENT
from sim.inputs.inputs import Inputs, Ints
from tests.oracle import partner_chains, theory
from tests.oracle.bench import COMPILED, HOUR_MS, LONG_RUNS, REFERENCE, Look, Measured, Report, Size, logged, observe, one_run
from tests.oracle.controls import endless_controls, poisson, queue_controls, work_controls
from tests.oracle.counting import present_ms
from tests.oracle.paths import first_come

MEAN_H = 0.5
AT_ONCE = "{kind: deterministic, mean_min: 0}"
CARES = {"M": "{kind: exponential, mean_min: 30}", "E2": "{kind: gamma, mean_min: 30, cv: 0.7071067811865476}"}
# What is asked, what was found, and the draw of the unit's time, where a partner comes to the scene and where it is a place.
WAYS = {"scene": ("asked", "answered", CARE), "place": ("at_place", "place_taken", PLACE_CARE)}


def partner(where: str, units: int, others: float, care: str, handover: str = AT_ONCE) -> list[str]:
    """Return the words for one partner, whom every incident needs and for whom officers stay whatever happens."""
    drive = f", drive: {AT_ONCE}, officers: 1" if where == "place" else ""
    return ["demand=flat", "partners.on=true", "+partners.needs.job={ward: 1}",
            f"+partners.services.ward={{title: Ward, where: {where}, week: {units}, background_per_hour: {others!r}, "
            f"background_week: 1, care: {care}, handover: {handover}, give_up_min: 60, at_limit: stay{drive}}}"]  # fmt: skip


def alone(where: str, law: str, units: int, lam: float, others: float) -> list[str]:
    """Return the words for a queue alone: officers enough, nothing to do at the scene; ``others``: share of the partner's own."""
    words = ["force.officers=60", f"demand.types.job.scene={AT_ONCE}", logged(lam * (1.0 - others))]
    return [*partner(where, units, lam * others, CARES[law]), *words]


def lasts(inputs: Inputs, row: int, draw: int) -> Ints:
    """Return what is drawn for each incident from a row of the durations, ms."""
    return np.array([duration_ms(inputs.durations, row, key, draw, 0) for key in inputs.incidents["key"]], dtype=np.int64)


def cares(inputs: Inputs, where: str) -> Ints:
    """Return how long a unit is busy with each incident."""
    return lasts(inputs, inputs.partners[0].care_row, WAYS[where][2])


def queue_of(measured: Measured, where: str) -> Measured:
    """Return a replication as if all who ask the partner were incidents, and its time for them their work."""
    inputs = measured.inputs
    came = np.zeros(inputs.incidents.size + inputs.background.size, dtype=INCIDENT)
    came["created"] = np.concatenate([inputs.incidents["created"], inputs.background["asked"]])
    came["scene_ms"] = np.concatenate([cares(inputs, where), inputs.background["care_ms"]])
    came["officers"] = 1
    came = came[np.argsort(came["created"], kind="stable")]
    inside = (came["created"] >= measured.low) & (came["created"] < measured.high)
    return dataclasses.replace(measured, plan=came[inside], inputs=dataclasses.replace(inputs, incidents=came))


def look_at(where: str, units: int, lam: float) -> Look:
    """Return what is looked at: mean wait for a unit, share that waits, controls."""
    asked, found, _ = WAYS[where]

    def look(measured: Measured) -> tuple[float, ...]:
        assert (measured.practice["sent"] == measured.plan["created"]).all()  # nobody waits for an officer
        waits = (measured.practice[found] - measured.practice[asked]) / HOUR_MS
        return float(waits.mean()), float((waits > 0).mean()), *queue_controls(queue_of(measured, where), lam, MEAN_H, units)

    return look


# Where, law of the unit's time, units, load, the partner's own share, size.
QUEUES = {
    "one_crew": ("scene", "M", 1, 0.6, 0.0, Size(100, 220)),
    "three_beds_half_others": ("place", "M", 3, 0.7, 0.5, Size(100, 220)),
    "three_beds_less_spread": ("place", "E2", 3, 0.7, 0.0, Size(100, 160)),
}


@pytest.mark.parametrize("engine", LONG_RUNS)
@pytest.mark.parametrize("queue", QUEUES)
def test_a_partner_s_queue_alone(queue: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    where, law, units, rho, others, size = QUEUES[queue]
    lam = rho * units / MEAN_H
    truth = theory.mmc_wait(lam, 1.0 / MEAN_H, units), theory.erlang_c(lam * MEAN_H, units)
    if law == "E2":
        truth = partner_chains.two_stages(lam, MEAN_H, units, 200)
    found = report(engine, f"M/{law}/{units} of a partner, at the {where}, load {rho}, {others:.0%} its own")
    seen = observe(alone(where, law, units, lam, others), engine, seed, size, look_at(where, units, lam), settle_h=48, tail_h=24)
    found.agrees("mean wait, h", truth[0], seen[:, 0], 0.02, seen[:, 2:])
    found.agrees("P(wait)", truth[1], seen[:, 1], 0.02, seen[:, 2:])


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
@pytest.mark.parametrize("where", WAYS)
def test_every_unit_is_given_when_the_recursion_says(where: str, engine: str, seed: int) -> None:
    """To the millisecond, whatever the law of the unit's time."""
    law = "{kind: lognormal, mean_min: 30, cv: 1.2}"
    words = ["force.officers=60", f"demand.types.job.scene={AT_ONCE}", logged(2.0)]
    inputs, outcome = one_run([*partner(where, 2, 1.2, law), *words], engine, seed, 20)
    n, (_, found, _) = inputs.incidents.size, WAYS[where]
    came = np.concatenate([inputs.incidents["created"], inputs.background["asked"]])
    busy = np.concatenate([cares(inputs, where), inputs.background["care_ms"]])
    order = np.argsort(came, kind="stable")
    starts = np.empty_like(came)
    starts[order] = first_come(came[order], busy[order], 2)
    known = starts[:n] < inputs.horizon_ms
    assert known.sum() > 500
    assert (outcome.incidents[found][known] == starts[:n][known]).all()
    assert (outcome.incidents[found][~known] == -1).all()


# Officers held for the scene and for the partner

OFFICERS, UNITS, SCENE_H, HANDOVER_H, PER_HOUR = 5, 2, 0.5, 0.4, 3.0


def _look(measured: Measured) -> Sequence[float]:
    practice, outcome = measured.practice, measured.outcome.incidents
    waits, there = measured.waits_h, (practice["place_taken"] - practice["at_place"]) / HOUR_MS
    busy = []
    for begin, end in (("started", "ended"), ("at_place", "place_over")):
        times = [np.where(outcome[name] >= 0, outcome[name], measured.high) for name in (begin, end)]
        busy.append(float(np.diff(present_ms(*times, np.array([measured.low, measured.high])))[0]) / HOUR_MS / measured.hours)
    incidents = measured.inputs.incidents.copy()  # as if scene and handover were one work, for the controls
    incidents["scene_ms"] += lasts(measured.inputs, measured.inputs.partners[0].handover_row, PLACE_HANDOVER)
    inside = (incidents["created"] >= measured.low) & (incidents["created"] < measured.high)
    both = dataclasses.replace(measured, plan=incidents[inside], inputs=dataclasses.replace(measured.inputs, incidents=incidents))
    mean_h = SCENE_H + HANDOVER_H
    return (
        float(waits.mean()), float((waits > 0).mean()), float(there.mean()), *busy, *work_controls(both, PER_HOUR, mean_h),
        *endless_controls(both, poisson(PER_HOUR * mean_h), OFFICERS), work_controls(measured, PER_HOUR, SCENE_H)[1],
    )  # fmt: skip


@pytest.mark.parametrize("engine", LONG_RUNS)
def test_officers_are_held_for_the_scene_and_for_the_partner(
    engine: str, seed: int, report: Callable[[str, str], Report]
) -> None:
    truth = partner_chains.held_officers(PER_HOUR, 1.0 / SCENE_H, 1.0 / HANDOVER_H, OFFICERS, UNITS, 400)
    words = [*partner("place", UNITS, 0.0, AT_ONCE, f"{{kind: exponential, mean_min: {60 * HANDOVER_H}}}"),
             f"force.officers={OFFICERS}", f"demand.types.job.scene.mean_min={60 * SCENE_H}", logged(PER_HOUR)]  # fmt: skip
    found = report(engine, f"{OFFICERS} officers, {UNITS} units")
    seen = observe(words, engine, seed, Size(100, 360), _look, settle_h=72, tail_h=48)
    controls = seen[:, 5:]
    found.agrees("mean wait for an officer, h", truth.wait_h, seen[:, 0], 0.02, controls)
    found.agrees("P(wait)", truth.waits, seen[:, 1], 0.02, controls)
    found.agrees("mean wait for a unit, h", truth.partner_wait_h, seen[:, 2], 0.02, controls)
    found.agrees("officers at the scene", truth.at_scene, seen[:, 3], 0.02, controls)
    found.agrees("officers at the partner's", truth.at_partner, seen[:, 4], 0.02, controls)


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
def test_officers_time_is_that_of_the_incidents(engine: str, seed: int) -> None:
    words = partner("place", UNITS, 0.0, AT_ONCE, f"{{kind: exponential, mean_min: {60 * HANDOVER_H}}}")
    inputs, outcome = one_run([*words, f"force.officers={OFFICERS}", logged(PER_HOUR)], engine, seed, 8)
    practice, end = outcome.incidents, inputs.horizon_ms
    for begin, over, status in (("started", "ended", ON_SCENE), ("at_place", "place_over", AT_PARTNER)):
        begun = practice[begin] >= 0
        spent = (np.where(practice[over] >= 0, practice[over], end) - practice[begin])[begun]
        assert int(outcome.accounts[:, :, status].sum()) == int(spent.sum())


# The chains themselves


def test_one_unit_in_two_stages_is_the_formula_of_pollaczek_and_khinchine() -> None:
    wait, waits = partner_chains.two_stages(1.2, MEAN_H, 1, 400)
    assert wait == pytest.approx(theory.mg1_wait(1.2, MEAN_H, 0.5**0.5), rel=1e-8)
    assert waits == pytest.approx(0.6, rel=1e-8)


def test_with_units_for_all_officers_nobody_is_held_and_the_queue_is_that_of_both_works() -> None:
    """The insensitivity of a loss system does not hold with a queue, but with a handover of no length it is M/M/c again."""
    found = partner_chains.held_officers(3.0, 2.0, 1e6, 3, 3, 300)
    assert found.wait_h == pytest.approx(theory.mmc_wait(3.0, 2.0, 3), rel=1e-4)
    assert found.partner_wait_h == pytest.approx(0.0, abs=1e-9)


def test_with_officers_without_end_the_partner_is_a_queue_alone() -> None:
    """What leaves officers who never wait is a stream at random (Burke 1956, *Operations Research* 4:699)."""
    found = partner_chains.held_officers(3.0, 2.0, 2.5, 45, 2, 5)
    assert found.partner_wait_h == pytest.approx(theory.mmc_wait(3.0, 2.5, 2), rel=1e-4)
