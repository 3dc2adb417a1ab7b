"""M/M/c at a custody suite: arrests at random, desks for servers, exponential booking-in, others' detainees among them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
import pytest

from kernels.kinds import IN_CUSTODY
from kernels.records import INCIDENT
from tests.oracle import theory
from tests.oracle.bench import COMPILED, HOUR_MS, LONG_RUNS, REFERENCE, Look, Measured, Report, Size, logged, observe, one_run
from tests.oracle.controls import queue_controls
from tests.oracle.paths import first_come

MEAN_H = 0.5
MU = 1.0 / MEAN_H
# Officers enough that nobody waits for one; no work at the scene and no drive, so that arrests come to the suite at random.
BARE = (
    "demand=flat", "force.officers=60", "demand.types.job.scene={kind: deterministic, mean_min: 0}", "custody=county",
    "~custody.suites.coast", "custody.travel.urban={kind: deterministic, mean_min: 0}", "custody.escort=1",
    "custody.file={kind: deterministic, mean_min: 0}", "custody.booking_in={kind: exponential, mean_min: 30}",
    "custody.suites.main.background_week=1", "custody.suites.main.background_booking_in={kind: exponential, mean_min: 30}",
)


def overrides(desks: int, lam: float, chance: float, others: float) -> list[str]:
    """Arrests and others' detainees come at ``lam`` an hour together, ``others`` the latter's share of them."""
    return [*BARE, f"custody.suites.main.desks={desks}", logged(lam * (1.0 - others) / chance),
            f"demand.types.job.arrest={chance}", f"custody.suites.main.background_per_hour={lam * others!r}"]  # fmt: skip


def queue_of(measured: Measured) -> Measured:
    """Return a replication as if all who come to the suite were incidents, and booking-in their work."""
    inputs = measured.inputs
    arrests, others = inputs.incidents[inputs.incidents["arrest"] == 1], inputs.background
    came = np.zeros(arrests.size + others.size, dtype=INCIDENT)
    came["created"] = np.concatenate([arrests["created"], others["asked"]])
    came["scene_ms"] = np.concatenate([arrests["booking_ms"], others["care_ms"]])
    came["officers"] = 1
    came = came[np.argsort(came["created"], kind="stable")]
    inside = (came["created"] >= measured.low) & (came["created"] < measured.high)
    return dataclasses.replace(measured, plan=came[inside], inputs=dataclasses.replace(inputs, incidents=came))


def look_at(desks: int, lam: float) -> Look:
    """Return what is looked at: mean wait for a desk, share that waits, controls."""

    def look(measured: Measured) -> tuple[float, ...]:
        assert (measured.practice["sent"] == measured.plan["created"]).all()  # nobody waits for an officer
        arrested = measured.practice[measured.plan["arrest"] == 1]
        waits = (arrested["booking"] - arrested["at_suite"]) / HOUR_MS
        return float(waits.mean()), float((waits > 0).mean()), *queue_controls(queue_of(measured), lam, MEAN_H, desks)

    return look


# Desks, load, chance of an arrest, others' share, size.  The recursion below holds both engines to every start instead.
QUEUES = {
    "one_desk": (1, 0.6, 1.0, 0.0, Size(100, 220)),
    "three_desks": (3, 0.7, 0.5, 0.0, Size(100, 160)),
    "three_desks_half_others": (3, 0.7, 0.5, 0.5, Size(100, 220)),
}


@pytest.mark.parametrize("engine", LONG_RUNS)
@pytest.mark.parametrize("queue", QUEUES)
def test_erlang_c_for_a_desk(queue: str, engine: str, seed: int, report: Callable[[str, str], Report]) -> None:
    desks, rho, chance, others, size = QUEUES[queue]
    lam = rho * desks * MU
    found = report(engine, f"M/M/{desks} of custody desks, load {rho}, {others:.0%} others'")
    seen = observe(overrides(desks, lam, chance, others), engine, seed, size, look_at(desks, lam), settle_h=48, tail_h=24)
    found.agrees("mean wait, h", theory.mmc_wait(lam, MU, desks), seen[:, 0], 0.02, seen[:, 2:])
    found.agrees("P(wait)", theory.erlang_c(lam / MU, desks), seen[:, 1], 0.02, seen[:, 2:])


@pytest.mark.parametrize("engine", [COMPILED, REFERENCE])
def test_every_booking_in_begins_when_the_recursion_says(engine: str, seed: int) -> None:
    """To the millisecond; and officers are in custody for their own waits and bookings-in, nobody else's."""
    inputs, outcome = one_run(overrides(2, 3.2, 0.5, 0.4), engine, seed, 20)
    arrests = np.flatnonzero(inputs.incidents["arrest"] == 1)
    came = np.concatenate([inputs.incidents["created"][arrests], inputs.background["asked"]])
    lasts = np.concatenate([inputs.incidents["booking_ms"][arrests], inputs.background["care_ms"]])
    order = np.argsort(came, kind="stable")
    starts = np.empty_like(came)
    starts[order] = first_come(came[order], lasts[order], 2)
    mine = starts[: arrests.size]
    known = mine < inputs.horizon_ms
    assert known.sum() > 500
    assert (outcome.incidents["booking"][arrests][known] == mine[known]).all()
    assert (outcome.incidents["booking"][arrests][~known] == -1).all()
    until = np.minimum(mine + lasts[: arrests.size], inputs.horizon_ms)
    assert outcome.accounts[:, :, IN_CUSTODY].sum() == (until - came[: arrests.size]).sum()
