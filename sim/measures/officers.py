"""What the officers meet: work, overtime, sleepiness, sickness."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import BUSY, EXTRA, ON_DUTY, SICK
from sim.inputs.pools import pool_of_seats
from sim.inputs.tours_of_teams import rostered
from sim.measures.window import HOUR_MS, MINUTE_MS, Measure, Window, ratio
from sim.outcome import ROSTERED


def officer_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the officers family."""
    yield from _time(window)
    yield from _overtime(window)
    yield from _sickness(window)
    if window.inputs.rules.fatigue_on:
        yield from _sleepiness(window)


def _time(window: Window) -> Iterator[Measure]:
    accounts = window.outcome.accounts[pool_of_seats(window.inputs) == 0]
    present = int(accounts[:, ROSTERED][:, list(ON_DUTY)].sum())
    busy = int(accounts[:, ROSTERED, BUSY].sum())
    yield ratio("utilisation", busy, present)
    yield ratio("officers_on_duty", int(accounts[:, :, list(ON_DUTY)].sum()), window.high - window.low)
    done = window.done
    began = window.own & (done["on"] >= window.low)
    yield ratio("quick_returns", int(done["quick_return"][began].sum()), window.officer_years)


def _overtime(window: Window) -> Iterator[Measure]:
    done = window.done
    for metric, what in (("overtime_paid_hours", "paid"), ("overtime_unpaid_hours", "unpaid")):
        ms = (done[f"overtime_{what}"] + done[f"planned_{what}"])[window.ended].sum()
        yield ratio(metric, int(ms) / HOUR_MS, window.officer_years)


def _sickness(window: Window) -> Iterator[Measure]:
    tours = window.tours
    length = window.overlap_ms(*rostered(tours))
    roster = window.by_officers & ~np.isin(tours["kind"], EXTRA) & window.held
    sick = roster & (window.done["reason"] == SICK)
    yield ratio("sickness_share", int(length[sick].sum()), int(length[roster].sum()))
    yield ratio("sick_days", int(window.outcome.seats["sick_days"].sum()), window.officer_years)


def _sleepiness(window: Window) -> Iterator[Measure]:
    done = window.done
    spells = window.ended & (done["spell_ms"] > 0)
    n = int(spells.sum())
    sleepy_h = int(done["sleepy_ms"][spells].sum()) / HOUR_MS
    yield ratio("kss7_hours", sleepy_h, window.officer_years if n else 0)  # nobody went home: it cannot be given
    yield ratio("kss_mean", float(np.sum(done["kss_minutes"][spells])), int(done["spell_ms"][spells].sum()) / MINUTE_MS)
    yield ratio("sleep_before_duty_h", int(done["slept_ms"][spells].sum()) / HOUR_MS, n)
