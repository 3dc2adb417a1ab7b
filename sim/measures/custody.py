"""What an arrest costs a response team: hours, the wait for a custody desk, overtime."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CUSTODY, ON_DUTY
from sim.measures.window import HOUR_MS, MINUTE_MS, Measure, Window, quantiles, ratio
from sim.outcome import OVER


def custody_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of custody; none when it is switched off."""
    if not window.inputs.suites.on:
        return
    accounts = window.outcome.accounts
    arrested = window.practice["arrested"]
    arrests = int(((arrested >= window.low) & (arrested < window.high)).sum())
    lost = int(accounts[:, :, CUSTODY].sum()) / HOUR_MS
    yield ratio("arrests", arrests, window.years)
    yield ratio("custody_hours", lost, window.years)
    yield ratio("custody_hours_per_arrest", lost, arrests)
    yield ratio("custody_duty_share", lost, int(accounts[:, :, ON_DUTY].sum()) / HOUR_MS)
    yield ratio("custody_overtime_hours", int(accounts[:, OVER, CUSTODY].sum()) / HOUR_MS, window.years)
    yield from _at_the_suites(window)


def _at_the_suites(window: Window) -> Iterator[Measure]:
    suites, services = window.inputs.suites, window.outcome.services
    came, desk = window.practice["at_suite"], window.practice["booking"]
    in_period = (came >= window.low) & (came < window.high)
    waited = (np.where(desk >= 0, desk, window.high) - came) / MINUTE_MS
    suite = suites.of_area[window.incidents["area"]]
    rows = {"": np.arange(suites.first, suites.first + len(suites.names))}
    rows |= {f"suite={name}": rows[""][place : place + 1] for place, name in enumerate(suites.names)}
    for group, mine in rows.items():
        yield from quantiles("custody_wait", waited[in_period & np.isin(suite, mine)], group)
        yield ratio("custody_desks_busy", int(services["busy_ms"][mine].sum()), int(services["unit_ms"][mine].sum()), group)
