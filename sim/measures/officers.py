"""What the officers meet: work, overtime, sleepiness, sickness."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import BUSY, EXTRA, ON_DUTY, SICK
from sim.inputs.inputs import Ints
from sim.inputs.pools import pool_of_seats
from sim.inputs.tours_of_teams import rostered
from sim.measures.window import HOUR_MS, MINUTE_MS, Measure, Window, ratio
from sim.outcome import ROSTERED


def officer_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the officers family."""
    yield from _time(window)
    yield from _borne(window)
    yield from _sickness(window)
    if window.inputs.rules.fatigue_on:
        yield from _sleepiness(window)


def borne(window: Window) -> dict[str, tuple[Ints, int]]:
    """Return what comes of tours and is counted in a year of an officer: (tours,) amounts, 0 where not counted, and unit."""
    done, ended = window.done, window.ended
    began = window.own & (done["on"] >= window.low)
    found = {"quick_returns": (np.where(began, done["quick_return"], 0), 1)}
    for what in ("paid", "unpaid"):
        found[f"overtime_{what}_hours"] = np.where(ended, done[f"overtime_{what}"] + done[f"planned_{what}"], 0), HOUR_MS
    if window.inputs.rules.fatigue_on:
        found["kss7_hours"] = np.where(ended & (done["spell_ms"] > 0), done["sleepy_ms"], 0), HOUR_MS
    return found


def _time(window: Window) -> Iterator[Measure]:
    accounts = window.outcome.accounts[pool_of_seats(window.inputs) == 0]
    present = int(accounts[:, ROSTERED][:, list(ON_DUTY)].sum())
    busy = int(accounts[:, ROSTERED, BUSY].sum())
    yield ratio("utilisation", busy, present)
    yield ratio("officers_on_duty", int(accounts[:, :, list(ON_DUTY)].sum()), window.high - window.low)


def _borne(window: Window) -> Iterator[Measure]:
    home = bool((window.ended & (window.done["spell_ms"] > 0)).any())  # else nobody went home: sleepiness cannot be given
    for metric, (amounts, unit) in borne(window).items():
        yield ratio(metric, int(amounts.sum()) / unit, window.officer_years if home or metric != "kss7_hours" else 0)


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
    yield ratio("kss_mean", float(np.sum(done["kss_minutes"][spells])), int(done["spell_ms"][spells].sum()) / MINUTE_MS)
    yield ratio("sleep_before_duty_h", int(done["slept_ms"][spells].sum()) / HOUR_MS, n)
