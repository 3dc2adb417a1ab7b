"""Ways of working as they meet a replication: what each incident's writing up takes, and when the systems are down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kernels.demand import background_counts, fill_background
from kernels.draw import STREAM_SYSTEMS, stream_key
from kernels.records import BACKGROUND
from kernels.systems import add_working
from sim.inputs.demand import HOURS_PER_YEAR, DemandPlan
from sim.inputs.durations import DurationTable
from sim.inputs.inputs import Floats, Ints, Records
from sim.scenario import Scenario

MINUTE_MS = 60_000


@dataclass(frozen=True)
class WorkingPlan:
    """Ways of working, the same in every replication; times in ms, rows of the table of durations (-1 none)."""

    trip_ms: int
    mobile_share: float
    lean_ms: int
    slow_row: int
    outages_per_hour: float
    outage_row: int

    @property
    def changes_jobs(self) -> bool:
        """Whether the writing up of incidents is any different for it."""
        return self.trip_ms > 0 or self.lean_ms > 0 or self.slow_row >= 0


def plan_working(scenario: Scenario, table: DurationTable) -> WorkingPlan:
    """Return the ways of working of a scenario; durations are entered in ``table``."""
    working = scenario.working
    if not working.on:
        return WorkingPlan(0, 0.0, 0, -1, 0.0, -1)
    slow, outages = working.systems.lost_per_job, working.systems.outages
    return WorkingPlan(
        trip_ms=round(working.return_to_base_min * MINUTE_MS), mobile_share=working.mobile_share,
        lean_ms=round(working.lean_min_per_job * MINUTE_MS), slow_row=table.row(slow) if slow.mean > 0 else -1,
        outages_per_hour=outages.per_year / HOURS_PER_YEAR, outage_row=table.row(outages.length) if outages.per_year > 0 else -1,
    )


def draw_working(plan: WorkingPlan, durations: Floats, incidents: Records) -> None:
    """Change the writing up of ``incidents`` (INCIDENT records), in place."""
    if plan.changes_jobs:
        add_working(incidents, plan.trip_ms, plan.mobile_share, plan.lean_ms, plan.slow_row, durations)


def draw_outages(plan: WorkingPlan, hours: DemandPlan, durations: Floats, seed: int, replication: int) -> Ints:
    """Return when the systems are down in a replication, (outages, 2) ms from and to; those that overlap or touch are one."""
    if plan.outages_per_hour == 0:
        return np.zeros((0, 2), dtype=np.int64)
    key = np.uint64(stream_key(seed, replication, STREAM_SYSTEMS))
    code = np.zeros(1, dtype=np.uint64)
    rates = np.full((1, 168), plan.outages_per_hour)
    counts = background_counts(key, hours.hour_number, hours.hour_row, rates, code)
    drawn = np.zeros(int(counts.sum()), dtype=BACKGROUND)
    rows = np.array([plan.outage_row], dtype=np.int64)
    fill_background(key, counts, hours.hour_start, hours.hour_number, code, rows, durations, drawn)
    return merged(np.column_stack([drawn["asked"], drawn["asked"] + drawn["care_ms"]]))


def merged(spans: Ints) -> Ints:
    """Return spans (n, 2) of some length in order, with those that overlap or touch made one."""
    out: list[list[int]] = []
    for begin, end in sorted(spans.tolist()):
        if out and begin <= out[-1][1]:
            out[-1][1] = max(out[-1][1], end)
        elif end > begin:
            out.append([begin, end])
    return np.array(out, dtype=np.int64).reshape(-1, 2)
