"""One replication: scenario and number in, table of measures out."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sim.compiled import run_compiled
from sim.inputs.build import Plan, draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.measures import measure
from sim.outcome import Outcome
from sim.outcome_table import ReplicationTable
from sim.sampling import sampled
from sim.scenario import Scenario

Engine = Callable[..., Outcome]


def engine_named(name: str) -> Engine:
    """Return the engine of a scenario's ``engine`` setting; both take (inputs, until_ms, log=, progress=)."""
    if name == "simpy":
        from sim.reference.force import run_reference  # imported when asked for: workers seldom need SimPy

        return run_reference
    return run_compiled


@lru_cache(maxsize=8)
def plan_of(scenario: Scenario) -> Plan:
    """Return the plan of a scenario, made once for all its replications in this process."""
    return make_plan(scenario)


def play(scenario: Scenario, replication: int, engine: str | None = None) -> tuple[Inputs, Outcome]:
    """Run one replication and return what went in and what came out."""
    scenario = sampled(scenario, replication)
    inputs = draw_inputs(plan_of(scenario), replication)
    return inputs, engine_named(engine or scenario.engine)(inputs)


def simulate(scenario: Scenario, replication: int, engine: str | None = None) -> ReplicationTable:
    """Run one replication and return its measures; ``engine`` overrides the scenario's own."""
    inputs, outcome = play(scenario, replication, engine)
    plan = plan_of(sampled(scenario, replication))  # its scenario has the heads that cuts by role leave
    return measure(plan.scenario, plan.calendar, inputs, outcome)


def warm_up() -> None:
    """Compile every kernel once, or load it from the cache, on a study of one day."""
    from sim.configuration import compose

    small = compose(["force.officers=60", "demand.logged_per_year=20000", "run.days=1", "run.warmup_days=1",
                     "sickness=feedback", "safety=county", "front_door=county", "custody=county", "casework=county",
                     "operations.cut_short.on=true"])
    collecting = gc.isenabled()
    gc.disable()  # compiling makes millions of small objects that live on: looking through them takes a tenth of the time
    try:
        simulate(small, 0)
    finally:
        if collecting:
            gc.enable()


def audit_replication(scenario: Scenario, replication: int) -> dict[str, Any]:
    """Run the first days of a replication on both engines and return the verdict, plain data."""
    from sim.twins import audit

    return audit(sampled(scenario, replication), replication, scenario.run.audit_days)
