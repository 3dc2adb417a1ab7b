"""Little's law as an identity: between two empty moments the area under the number present is the sum of the times spent.

The area comes from the log of events, counted up and down as they happen; the times from the records of incidents.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from kernels.kinds import CLEARED, CREW_SENT, FREE, LOGGED, N_STATUS, SCENE_ENDED, SCENE_STARTED
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.outcome import Outcome
from sim.replication import engine_named
from tests.oracle.bench import BARE, logged

# Only January has demand (a twelfth of a year's, so scaled back), and the run ends in February with nothing left.
EMPTYING = ["run.start=2026-01-27", "run.days=12", "run.warmup_days=0", "demand.monthly=[1,0,0,0,0,0,0,0,0,0,0,0]"]
A_MONTH_OF_A_YEAR = 1.0 / 12.0

FORCES = {
    "two grades": [*BARE, "force.officers=4", "demand=two_grades", logged(6.0), f"demand.scale={A_MONTH_OF_A_YEAR}"],
    "pairs": [
        *BARE, "force.officers=5", "demand=two_grades", logged(4.0), f"demand.scale={A_MONTH_OF_A_YEAR}",
        "demand.types.routine.officers={1: 1, 2: 2}"],
    "everything on": [  # a small county: travel, clearing, tours, crews, partners, sickness with feedback
        "force.officers=150", "demand.logged_per_year=60000", f"demand.scale={A_MONTH_OF_A_YEAR}", "sickness=feedback"],
}
STAGES: Mapping[str, tuple[int, int, str, str]] = {
    "in system": (LOGGED, CLEARED, "created", "closed"),
    "waiting": (LOGGED, CREW_SENT, "created", "sent"),
    "at the scene": (SCENE_STARTED, SCENE_ENDED, "started", "ended"),
}


def _area(log: np.ndarray, begin: int, end: int, members: np.ndarray) -> int:
    """Return the area, in incident-milliseconds, under the number between two kinds of events, one step at a time."""
    area, present, before = 0, 0, 0
    once: set[int] = set()
    for at, kind, incident, _ in log.tolist():
        if kind not in (begin, end) or not members[incident]:
            continue
        if kind == end:
            if incident in once:  # a further crew sent to the same incident
                continue
            once.add(incident)
        area += present * (at - before)
        before = at
        present += 1 if kind == begin else -1
    assert present == 0
    return area


def _run(force: str, engine: str, seed: int) -> tuple[Inputs, Outcome]:
    inputs = draw_inputs(make_plan(compose([*FORCES[force], *EMPTYING, f"run.seed={seed}"])), 0)
    outcome = engine_named(engine)(inputs, log=True)
    enough = inputs.incidents.size > 300
    assert enough
    emptied = bool((outcome.incidents["closed"] >= 0).all())
    assert emptied  # ends empty, as it began
    return inputs, outcome


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
@pytest.mark.parametrize("force", FORCES)
def test_number_is_rate_times_time(force: str, engine: str, seed: int) -> None:
    inputs, outcome = _run(force, engine, seed)
    plan, practice = inputs.incidents, outcome.incidents
    grades = np.unique(plan["grade"])
    assert grades.size >= 2
    for grade in grades:
        members = plan["grade"] == grade
        for stage, (begin, end, began, ended) in STAGES.items():
            first = (plan if began == "created" else practice)[began][members]
            spent = int((practice[ended][members] - first).sum())
            number = _area(outcome.log, begin, end, members) / inputs.horizon_ms
            rate_times_time = members.sum() / inputs.horizon_ms * (spent / members.sum())
            assert number == pytest.approx(rate_times_time, rel=1e-9), f"grade {grade}, {stage}"
            assert spent > 0 or stage == "waiting"


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
def test_officers_time_is_incidents_time(engine: str, seed: int) -> None:
    """The officers' accounts and the incidents' records count the same officer-milliseconds."""
    _, outcome = _run("pairs", engine, seed)
    practice = outcome.incidents
    taken = ((practice["closed"] - practice["sent"]) * practice["officers_sent"].astype(np.int64)).sum()
    busy = outcome.accounts[:, :, FREE + 1 : N_STATUS].sum()
    assert busy == taken
