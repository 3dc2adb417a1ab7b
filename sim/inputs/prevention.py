"""Prevention of a scenario as the arrays the kernels read."""

from __future__ import annotations

import math

import numpy as np

from kernels.clock import HOUR_MS
from kernels.prevention import HALF_AT, KEEPS, MATURES, MOST, N_PAR, mark_repeat_places
from sim.inputs.inputs import Records
from sim.inputs.prevention_plan import PreventionPlan
from sim.scenario import Scenario


def plan_prevention(scenario: Scenario) -> PreventionPlan:
    """Return how time invested works in each area; hours at work are needed in proportion to its share of demand."""
    prevention = scenario.prevention
    if not prevention.on:
        return PreventionPlan()
    shares = np.array([area.demand_share for area in scenario.force.areas.values()], dtype=np.float64)
    par = np.zeros((shares.size, N_PAR))
    par[:, MATURES] = 1.0 - math.exp(-1.0 / prevention.lag_days) if prevention.lag_days > 0 else 1.0
    par[:, KEEPS] = math.exp(-1.0 / prevention.lasts_days)
    par[:, MOST] = prevention.most
    par[:, HALF_AT] = prevention.half_at_h * HOUR_MS * shares / shares.sum()
    return PreventionPlan(par)


def draw_repeat_places(scenario: Scenario, incidents: Records) -> None:
    """Write into ``incidents`` (INCIDENT records), in place, which are at repeat places."""
    prevention = scenario.prevention
    if prevention.on:
        mark_repeat_places(incidents, np.array([prevention.share_of(name) for name in scenario.demand.types]))
