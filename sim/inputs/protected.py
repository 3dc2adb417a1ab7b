"""Protected time of a scenario as the table the engines read."""

from __future__ import annotations

import numpy as np

from kernels.clock import HOUR_MS, MINUTE_MS
from kernels.records import PROTECTED
from sim.inputs.inputs import PROTECTED_KINDS, Records
from sim.scenario import Scenario


def protected_time(scenario: Scenario) -> Records:
    """Return the rules of supervisory work and of desk time, (2,) PROTECTED; what is off takes no time."""
    out = np.zeros(len(PROTECTED_KINDS), dtype=PROTECTED)
    on = (scenario.supervision.on, scenario.casework.on)
    for row, time in enumerate((scenario.supervision.own_work, scenario.casework.desk)):
        like_it = row == 0 and (scenario.complaints.is_work or scenario.prevention.on)  # had at the times of supervisory work
        if not like_it and not (on[row] and time.on):
            continue
        for name, minutes in zip(("base_ms", "per_officer_ms", "per_crime_ms"), time.amounts.values(), strict=False):
            out[name][row] = round(minutes * MINUTE_MS) if on[row] else 0
        out["from_ms"][row], out["until_ms"][row] = round(time.from_h * HOUR_MS), round(time.latest_h * HOUR_MS)
        out["grades"][row], out["keep"][row] = time.called_out_by, time.keep
    return out
