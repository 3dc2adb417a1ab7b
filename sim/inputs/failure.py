"""What comes back of work that was late, abandoned, broken off or not written up: drawn up to the highest chance there is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from kernels.failure import fill_failures, would_come_back
from kernels.kinds import ABANDONED, BROKEN_OFF, LATE, WRITING_DROPPED
from kernels.records import RETURN
from sim.inputs.demand import DemandPlan
from sim.inputs.durations import DurationTable
from sim.inputs.inputs import Floats, Ints, Records
from sim.inputs.return_plan import ReturnPlan
from sim.inputs.returns import Cause, Drawn
from sim.inputs.working import WorkingPlan, draw_working
from sim.scenario import Scenario

ATTENDED = (LATE, BROKEN_OFF, WRITING_DROPPED)  # somebody was there before: the crime, and who was arrested, are in hand


@dataclass(frozen=True)
class FailurePlan:
    """What replications share: the chance of each cause at its highest, of an escalation, and rows of the table of durations."""

    chances: dict[int, float]
    escalates: float
    lowest: int  # the grade of putting a file right
    after_row: int
    rework_row: int


def plan_failure(scenario: Scenario, table: DurationTable) -> FailurePlan:
    """Return the plan of failure demand; durations are entered in ``table``. With no chances nothing comes back."""
    failure = scenario.failure_demand
    if not failure.on:
        return FailurePlan({}, 0.0, 0, -1, -1)
    chances = {
        LATE: failure.late.comes_back, ABANDONED: failure.abandoned, BROKEN_OFF: failure.broken_off,
        WRITING_DROPPED: failure.writing_dropped,
    }  # fmt: skip
    return FailurePlan(
        {cause: chance for cause, chance in chances.items() if chance > 0}, failure.escalates, len(scenario.force.grades) - 1,
        table.row(failure.after), table.row(failure.rework),
    )


def failure_causes(plan: FailurePlan, demand: DemandPlan, working: WorkingPlan, durations: Floats) -> list[Cause]:
    """Return for what an incident may come back: each draws what comes of the incidents it is given."""
    return [partial(_draw, plan, cause, demand, working, durations) for cause in plan.chances]


def _draw(
    plan: FailurePlan, cause: int, demand: DemandPlan, working: WorkingPlan, durations: Floats, incidents: Records
) -> Drawn:
    luck = np.zeros(incidents.size)
    parent = would_come_back(incidents, cause, plan.chances[cause], luck)
    luck = luck[: parent.size]
    if cause == ABANDONED:  # whoever waits for ever is never given up
        impatient = incidents["patience_ms"][parent] >= 0
        parent, luck = parent[impatient], luck[impatient]
    again, after_ms = incidents[parent].copy(), np.zeros(parent.size, dtype=np.int64)
    rework = cause == WRITING_DROPPED
    if rework:
        _is_rework(again, plan.lowest)
    scene: Ints = np.full_like(demand.scene_row, plan.rework_row) if rework else demand.scene_row
    patience = np.full_like(demand.facts.patience_row, -1) if rework else demand.facts.patience_row
    fill_failures(
        incidents[parent], cause, cause != ABANDONED, 0.0 if rework else plan.escalates, scene, demand.clearing_row,
        demand.clearing_on, demand.facts.rekeying_ms, patience, plan.after_row, durations, again, after_ms,
    )
    if cause in ATTENDED:
        again["arrest"] = again["systems_ms"] = 0
        draw_working(working, durations, again)
    listed = np.zeros(parent.size, dtype=RETURN)
    listed["parent"], listed["after_ms"], listed["cause"] = parent, after_ms, cause
    listed["luck"] = luck
    return Drawn(again, listed)


def _is_rework(incidents: Records, grade: int) -> None:
    """One officer goes back for what the file lacks: nothing of the matter itself is left, and it is nobody's emergency."""
    incidents["grade"], incidents["officers"], incidents["minimum"] = grade, 1, 1
    incidents["partner"], incidents["triage"], incidents["needs"] = -1, 0, 0
    incidents["patience_ms"] = incidents["regrade_ms"] = -1


def not_again(returns: ReturnPlan, incidents: Records, crimes: Records) -> None:
    """Write, in place, what a matter that was attended before does not leave a second time: the crime; of rework, the trauma."""
    n = incidents.size
    for cause in ATTENDED if returns.on else ():
        if crimes.size:
            crimes["work_ms"][returns.is_of(cause, n)] = -1
    incidents["traumatic"][returns.is_of(WRITING_DROPPED, n)] = 0
