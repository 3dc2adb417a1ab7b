"""What is true of an incident besides its type and grade: who is involved, what it needs, how long its caller waits.

Facts that no switch makes use of are left out here, so that the engines need not ask.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kernels.demand import add_facts
from sim.inputs.codes import code_of
from sim.inputs.durations import DurationTable
from sim.inputs.inputs import Floats, Ints, Records
from sim.scenario import Scenario

MINUTE_MS = 60_000
MOST_OFFICERS = 6


@dataclass(frozen=True)
class FactsPlan:
    """Chances and rows by type, the same in every replication."""

    minimum: Ints  # (types,) MOST_OFFICERS where everybody wanted is needed
    vulnerable: Floats  # (types,)
    risk: Floats  # (types,)
    needs: Floats  # (types, skills)
    skill_codes: npt.NDArray[np.uint64]
    patience_row: Ints  # (types,) -1 for ever
    new_information: Floats  # (types,)
    new_information_row: int
    triage_settles: Floats  # (services,) what a practitioner in the car settles of its matters, -1 where nobody rides along
    rekeying_ms: int


def plan_facts(scenario: Scenario, table: DurationTable) -> FactsPlan:
    """Return the facts of a scenario's types that its switches make use of; durations are entered in ``table``."""
    demand, operations, skills, car = scenario.demand, scenario.operations, scenario.skills, scenario.crewing.triage_car
    kinds = list(demand.types.values())
    # Crews that are sent together all count: a minimum only means something where some may come, go or stay without others.
    parted = operations.dispatch.staged or operations.surplus.on or operations.preemption.grades > 0
    wanted = list(skills.list) if skills.on else []
    risky, news = scenario.crewing.double_for_risk, operations.regrading.new_information
    services = list(scenario.partners.services) if scenario.partners.on else []
    return FactsPlan(
        minimum=_whole([(kind.minimum if parted else None) or MOST_OFFICERS for kind in kinds]),
        vulnerable=_chances([kind.vulnerable for kind in kinds]),
        risk=_chances([kind.risk if risky else 0.0 for kind in kinds]),
        needs=_chances([[kind.needs.get(name, 0.0) for name in wanted] for kind in kinds]).reshape(len(kinds), -1),
        skill_codes=np.array([code_of(name) for name in wanted], dtype=np.uint64),
        patience_row=_whole([table.row(kind.patience) if operations.patience and kind.patience else -1 for kind in kinds]),
        new_information=_chances([kind.new_information if news else 0.0 for kind in kinds]),
        new_information_row=table.row(demand.new_information_after) if news else -1,
        triage_settles=_chances([car.services.get(name, -1.0) for name in services]),
        rekeying_ms=round(operations.rekeying_min * MINUTE_MS),
    )


def _whole(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _chances(values: list[float] | list[list[float]]) -> Floats:
    return np.array(values, dtype=np.float64)


def draw_facts(plan: FactsPlan, durations: Floats, incidents: Records) -> None:
    """Write the facts of ``incidents`` (INCIDENT records whose other fields are filled) into them."""
    add_facts(
        incidents, plan.minimum, plan.vulnerable, plan.risk, plan.needs, plan.skill_codes, plan.patience_row,
        plan.new_information, plan.new_information_row, plan.triage_settles, durations,
    )
    incidents["clearing_ms"] += plan.rekeying_ms
