"""What sleepiness does to tours: how many touch the limit, the odds of a crash at the wheel, the debt that weeks leave."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.fatigue import KSS_THRESHOLD
from kernels.unified import BY_DEBT, RESTED_DEBT
from sim.measures.window import HOUR_MS, MINUTE_MS, Measure, Window, ratio

MUCH = 2.0  # times the odds at a KSS of 5
SHORT_H = (6, 5)  # sleep of less than so many hours, as surveys of police ask


def sleepiness_measures(window: Window) -> Iterator[Measure]:
    """Yield, of spells of work that ended in the period, the share that was sleepy at worst, short sleep, crash odds and debt.

    A spell counts once, in the tour in which it ended; sleep debt is there under the unified model only.
    """
    if not window.inputs.rules.fatigue_on:
        return
    done = window.done
    spells = window.ended & (done["spell_ms"] > 0)
    n, par = int(spells.sum()), window.inputs.fatigue[window.tours["seat"][spells]]
    minutes, crash = done["spell_ms"][spells] / MINUTE_MS, done["crash_minutes"][spells]
    yield ratio("sleepy_tours_share", int((done["kss_worst"][spells] >= par[:, KSS_THRESHOLD]).sum()), n)
    for hours in SHORT_H:
        yield ratio("short_sleep_share", int((done["slept_ms"][spells] < hours * HOUR_MS).sum()), n, f"under={hours}h")
    yield ratio("crash_odds_mean", float(crash.sum()), float(minutes.sum()))
    yield ratio("crash_tours_share", int((crash > MUCH * minutes).sum()), n)
    if np.any(window.inputs.fatigue[:, BY_DEBT] > 0):
        yield ratio("sleep_debt", float((done["debt"][spells] - par[:, RESTED_DEBT]).sum()), n)
