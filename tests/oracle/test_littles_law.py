"""Little's law as an identity: between two empty moments the area under the number present is the sum of the times spent.

The area comes from the log of events, counted up and down as they happen; the times from the records of incidents.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from kernels.kinds import (
    AID_CAME,
    BRIEFED,
    CLEARED,
    CREW_LEFT,
    CREW_SENT,
    FREE,
    HUNG_UP,
    LOGGED,
    N_STATUS,
    NO_LONGER_NEEDED,
    RELIEVED,
    SCENE_ENDED,
    SCENE_STARTED,
    SETTLED,
    SUSPENDED,
)
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
    "every habit on": [  # crews go one by one, are called away, hand back, help, split and join; callers give up
        "force.officers=110", "demand.logged_per_year=75000", f"demand.scale={A_MONTH_OF_A_YEAR}", "operations=responsive",
        "operations.tour_end=hand_back", "operations.preemption={grades: 2, from: [travelling, on_scene, clearing]}",
        "operations.reserve.crews=1", "operations.dispatch.order=ageing", "crewing=double_split", "skills=county",
        "demand.new_information_after.mean_min=5"],
    "everybody joins in": [  # callers get through or not, another force comes, tours begin with a briefing and end in relief
        "force.officers=110", "demand.logged_per_year=75000", f"demand.scale={A_MONTH_OF_A_YEAR}", "front_door=county",
        "front_door.call_takers.shortfall=0.8", "mutual_aid=regional", "mutual_aid.trigger_waiting=3",
        "mutual_aid.officers=4", "tour=county", "operations=responsive", "operations.tour_end=hand_over",
        "availability=county"],
}
STAGES: Mapping[str, tuple[int, tuple[int, ...], str, str]] = {
    "in system": (LOGGED, (CLEARED, NO_LONGER_NEEDED), "logged", "closed"),
    "waiting": (LOGGED, (CREW_SENT, NO_LONGER_NEEDED), "logged", "sent"),
    "at the scene": (SCENE_STARTED, (SCENE_ENDED,), "started", "ended"),
}
# Work that is broken off starts more than once.
WITHOUT_BREAKS = [force for force in FORCES if force not in ("every habit on", "everybody joins in")]


HAPPENS = {
    "every habit on": {CREW_LEFT, SUSPENDED, NO_LONGER_NEEDED},
    "everybody joins in": {HUNG_UP, SETTLED, AID_CAME, BRIEFED, RELIEVED},
}


def _area(log: np.ndarray, begin: int, end: tuple[int, ...], members: np.ndarray) -> int:
    """Return the area, in incident-milliseconds, under the number between two kinds of events, one step at a time."""
    area, present, before = 0, 0, 0
    once: set[int] = set()
    for at, kind, incident, _ in log.tolist():
        if (kind != begin and kind not in end) or not members[incident]:
            continue
        if kind in end:
            if incident in once:  # a further crew sent to the same incident
                continue
            once.add(incident)
        area += present * (at - before)
        before = at
        present += 1 if kind == begin else -1
    assert present == 0
    return area


def _crews_area(log: np.ndarray, members: np.ndarray) -> int:
    """Return the area, in crew-milliseconds, under the number of crews that incidents have, one step at a time."""
    area, before = 0, 0
    crews = np.zeros(members.size, dtype=np.int64)
    for at, kind, incident, _ in log.tolist():
        if kind not in (CREW_SENT, CREW_LEFT, SUSPENDED, CLEARED) or not members[incident]:
            continue
        area += int(crews.sum()) * (at - before)
        before = at
        crews[incident] = crews[incident] + {CREW_SENT: 1, CREW_LEFT: -1}.get(kind, -crews[incident])
    assert not crews.any()
    return area


def _run(force: str, engine: str, seed: int) -> tuple[Inputs, Outcome]:
    inputs = draw_inputs(make_plan(compose([*FORCES[force], *EMPTYING, f"run.seed={seed}"])), 0)
    outcome = engine_named(engine)(inputs, log=True)
    known = outcome.incidents["logged"] >= 0  # the others were settled at the front door, or nobody heard of them
    enough = known.sum() > 300
    assert enough
    emptied = bool((outcome.incidents["closed"][known] >= 0).all())
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
        members = (plan["grade"] == grade) & (practice["logged"] >= 0)
        for stage, (begin, end, began, ended) in STAGES.items():
            if stage == "at the scene" and force not in WITHOUT_BREAKS:
                continue
            last = np.where(practice[ended] >= 0, practice[ended], practice["closed"])  # cancelled: nobody was sent
            spent = int((last - practice[began])[members].sum())
            number = _area(outcome.log, begin, end, members) / inputs.horizon_ms
            rate_times_time = members.sum() / inputs.horizon_ms * (spent / members.sum())
            assert number == pytest.approx(rate_times_time, rel=1e-9), f"grade {grade}, {stage}"
            assert spent > 0 or stage == "waiting"


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
@pytest.mark.parametrize("force", FORCES)
def test_crews_at_incidents_are_rate_times_time(force: str, engine: str, seed: int) -> None:
    """The same for crews: each goes from being sent until it leaves, is called away, or the incident is closed."""
    inputs, outcome = _run(force, engine, seed)
    sent = outcome.deployments
    kinds = set(np.unique(outcome.log[:, 1]).tolist())
    assert HAPPENS.get(force, set()) <= kinds
    for grade in np.unique(inputs.incidents["grade"]):
        members = inputs.incidents["grade"] == grade
        theirs = members[sent["incident"]]
        spent = int((sent["left"] - sent["sent"])[theirs].sum())
        rate_times_time = theirs.sum() / inputs.horizon_ms * (spent / theirs.sum())
        assert _crews_area(outcome.log, members) / inputs.horizon_ms == pytest.approx(rate_times_time, rel=1e-9), f"grade {grade}"


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
def test_officers_time_is_incidents_time(engine: str, seed: int) -> None:
    """The officers' accounts and the incidents' records count the same officer-milliseconds."""
    _, outcome = _run("pairs", engine, seed)
    practice = outcome.incidents
    taken = ((practice["closed"] - practice["sent"]) * practice["officers_sent"].astype(np.int64)).sum()
    busy = outcome.accounts[:, :, FREE + 1 : N_STATUS].sum()
    assert busy == taken
