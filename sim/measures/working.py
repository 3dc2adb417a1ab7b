"""What writing up takes, and the time lost to systems that are slow or down."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CLEARING, CLOSED, LOST_TO_SYSTEMS
from sim.measures.window import HOUR_MS, MINUTE_MS, Measure, Window, ratio
from sim.scenario import Scenario


def working_measures(window: Window) -> Iterator[Measure]:
    """Yield the officer hours of writing up and of time lost to systems; where they cost anything, for each job and cause."""
    accounts = window.outcome.accounts
    yield ratio("writing_up_hours", int(accounts[:, :, CLEARING].sum()) / HOUR_MS, window.officer_years)
    lost = int(accounts[:, :, LOST_TO_SYSTEMS].sum()) / HOUR_MS
    yield ratio("systems_lost_hours", lost, window.officer_years)
    yield ratio("systems_lost_total_hours", lost, window.years)
    if not systems_cost_time(window.scenario):
        return
    yield from _per_job(window)
    down = window.inputs.outages_ms
    yield ratio("systems_down_hours", int(window.overlap_ms(down[:, 0], down[:, 1]).sum()) / HOUR_MS, window.years)


def systems_cost_time(scenario: Scenario) -> bool:
    """Return whether any time can be lost to systems."""
    working = scenario.working
    return working.on and (working.systems.lost_per_job.mean > 0 or working.systems.outages.per_year > 0)


def _per_job(window: Window) -> Iterator[Measure]:
    """Minutes that a job's officers lose, each of them, and how many jobs are held up by an outage."""
    practice = window.practice
    closed = window.public & (practice["stage"] == CLOSED) & (practice["closed"] >= window.low) & (practice["writing"] >= 0)
    n = int(closed.sum())
    slowed, waited = practice["slowed_ms"][closed], practice["outage_ms"][closed]
    for group, lost in (("", slowed + waited), ("cause=slow", slowed), ("cause=outage", waited)):
        yield ratio("systems_lost_min_per_job", int(lost.sum()) / MINUTE_MS, n, group)
    yield ratio("outage_share", int(np.count_nonzero(waited)), n)
