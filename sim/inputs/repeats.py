"""What comes back of incidents that were cut short: drawn beforehand, as dormant rows behind all others."""

from __future__ import annotations

import numpy as np

from kernels.cutting import fill_repeats, repeats
from kernels.front_door_records import FRONT
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.demand import DemandPlan
from sim.inputs.durations import DurationTable
from sim.inputs.front_plan import FrontPlan
from sim.inputs.inputs import Floats, Records
from sim.inputs.repeat_plan import RepeatPlan
from sim.scenario.cut_short import CutShort


def repeat_row(cut: CutShort, table: DurationTable) -> int:
    """Return the row of ``table`` that says how long it takes to come back, -1 when nothing is cut short."""
    return table.row(cut.after) if cut.on else -1


def draw_repeats(
    cut: CutShort, demand: DemandPlan, row: int, incidents: Records, durations: Floats
) -> tuple[Records, RepeatPlan]:
    """Return ``incidents`` with those behind them that may come back, and which these are."""
    if not cut.on:
        return incidents, RepeatPlan()
    parent = repeats(incidents, cut.comes_back, cut.spared)
    again, after_ms = incidents[parent].copy(), np.zeros(parent.size, dtype=np.int64)
    fill_repeats(
        incidents[parent], demand.scene_row, demand.clearing_row, demand.clearing_on, demand.facts.rekeying_ms, row, durations,
        again, after_ms,
    )
    again["created"], again["by_phone"], again["arrest"] = NEVER_MS, 0, 0  # who was arrested is in custody already
    return np.concatenate([incidents, again]), RepeatPlan(incidents.size, parent, after_ms)


def nobody_rings(front: FrontPlan, n: int) -> Records:
    """Return the front door's decisions for all ``n`` incidents: what comes back reaches the dispatcher without a call."""
    more = np.zeros(n - front.decided.size, dtype=FRONT)
    more["returns_ms"] = more["call"] = more["chaser"] = -1
    return np.concatenate([front.decided, more])
