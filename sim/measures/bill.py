"""What a bill is made out in: officer hours busy and lost to sickness, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import BUSY, EXTRA, SICK
from sim.inputs.pools import pool_of_seats
from sim.inputs.tours_of_teams import rostered
from sim.measures.overtime import HOLIDAY, pounds_by_kind
from sim.measures.window import HOUR_MS, Measure, Window, ratio
from sim.outcome import ROSTERED


def bill_measures(window: Window) -> Iterator[Measure]:
    """Yield officer hours busy, sick and both, a year; and pounds where an officer has a price."""
    accounts = window.outcome.accounts[pool_of_seats(window.inputs) == 0][:, :, list(BUSY)]
    busy, within = int(accounts.sum()), int(accounts[:, ROSTERED].sum())
    asked, sick = _rostered_ms(window)
    yield ratio("officer_hours_busy", busy / HOUR_MS, window.years)
    yield ratio("officer_hours_sick", sick / HOUR_MS, window.years)
    yield ratio("officer_hours_spent", (busy + sick) / HOUR_MS, window.years)
    price = window.scenario.staffing.cost.get("constables")
    if price is not None and asked:
        pounds = price * window.officer_years * (within + sick) / asked
        yield ratio("officer_time_cost", pounds + _overtime(window), window.years)


def _rostered_ms(window: Window) -> tuple[int, int]:
    """Return the milliseconds that the roster asks of officers in the period, and those of them lost to sickness."""
    tours, length = window.tours, window.overlap_ms(*rostered(window.tours))
    roster = window.by_officers & ~np.isin(tours["kind"], EXTRA) & window.held
    return int(length[roster].sum()), int(length[roster & (window.done["reason"] == SICK)].sum())


def _overtime(window: Window) -> float:
    """Return the pounds paid in the period for overtime; duty of the roster on a public holiday is none."""
    if not window.scenario.overtime.pay.on:
        return 0.0
    return sum(pounds for kind, pounds in pounds_by_kind(window).items() if kind != HOLIDAY)
