"""Complaints of a replication: which incidents bring one, and which are open when the study begins."""

from __future__ import annotations

import numpy as np

from kernels.complaints import bring_complaints, complaint_history
from kernels.draw import STREAM_COMPLAINT, stream_key
from sim.calendar import DAYS_PER_YEAR
from sim.inputs.inputs import Floats, Ints, Records
from sim.inputs.welfare import length_row
from sim.scenario import Complaints, Scenario


def draw_complaints(scenario: Scenario, incidents: Records) -> None:
    """Write into ``incidents`` (INCIDENT records), in place, the complaints they bring if they are attended."""
    complaints = scenario.complaints
    if complaints.on:
        chances = np.array([complaints.chance_of(name) for name in scenario.demand.types])
        bring_complaints(incidents, chances, complaints.late_times * complaints.rushed_times, _table(complaints))


def open_before(scenario: Scenario, seat_ids: Ints, first_day: int, replication: int) -> Ints:
    """Return for each seat the first day (since 1970-01-01) without a complaint from before the study, 0 none was open.

    As many a day as attending at the planned rate brings to each of so many officers.
    """
    complaints = scenario.complaints
    if not complaints.on or not seat_ids.size:
        return np.zeros(0, dtype=np.int64)
    demand = scenario.demand
    types = demand.types
    shares = sum(one.share for one in types.values())
    brought = sum(one.share / shares * one.attended * complaints.chance_of(name) for name, one in types.items())
    daily = demand.logged_per_year * demand.scale * brought / DAYS_PER_YEAR / seat_ids.size
    key = np.uint64(stream_key(scenario.run.seed, replication, STREAM_COMPLAINT))
    return complaint_history(seat_ids, first_day, complaints.history_days, daily, key, _table(complaints))


def _table(complaints: Complaints) -> Floats:
    return np.array([length_row(complaints.open)])
