"""What comes back of incidents whose scene was cut short: the same matter in the same place."""

from __future__ import annotations

import numpy as np

from kernels.cutting import fill_repeats, repeats
from kernels.kinds import CUT_SHORT
from kernels.records import RETURN
from sim.inputs.demand import DemandPlan
from sim.inputs.durations import DurationTable
from sim.inputs.inputs import Floats, Records
from sim.inputs.returns import Drawn
from sim.scenario.cut_short import CutShort


def after_row(cut: CutShort, table: DurationTable) -> int:
    """Return the row of ``table`` that says how long it takes to come back, -1 when nothing is cut short."""
    return table.row(cut.after) if cut.on else -1


def draw_cut_short(cut: CutShort, demand: DemandPlan, row: int, durations: Floats, incidents: Records) -> Drawn:
    """Return what may come back of ``incidents``; parents are their places in these."""
    parent = repeats(incidents, cut.comes_back, cut.spared)
    again, after_ms = incidents[parent].copy(), np.zeros(parent.size, dtype=np.int64)
    fill_repeats(
        incidents[parent], demand.scene_row, demand.clearing_row, demand.clearing_on, demand.facts.rekeying_ms, row, durations,
        again, after_ms,
    )
    again["arrest"] = 0  # who was arrested is in custody already
    listed = np.zeros(parent.size, dtype=RETURN)
    listed["parent"], listed["after_ms"], listed["cause"] = parent, after_ms, CUT_SHORT  # luck 0: it was drawn already
    return Drawn(again, listed)
