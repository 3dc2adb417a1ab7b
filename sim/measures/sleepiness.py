"""What sleepiness does to tours: how many touch the limit, what a crash risk it would be at the wheel, what weeks leave behind."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.fatigue import KSS_THRESHOLD
from kernels.unified import BY_DEBT, RESTED_DEBT
from sim.measures.window import MINUTE_MS, Measure, Window, ratio

MUCH = 2.0  # times the odds at a KSS of 5


def sleepiness_measures(window: Window) -> Iterator[Measure]:
    """Yield, of spells of work that ended in the period, the share that was sleepy at worst, crash odds and sleep debt.

    A spell counts once, in the tour in which it ended; sleep debt is there under the unified model only.
    """
    if not window.inputs.rules.fatigue_on:
        return
    spells = window.ended & (window.done["spell_ms"] > 0)
    done, n = window.done[spells], int(spells.sum())
    par = window.inputs.fatigue[window.tours["seat"][spells]]
    minutes = done["spell_ms"] / MINUTE_MS
    yield ratio("sleepy_tours_share", int((done["kss_worst"] >= par[:, KSS_THRESHOLD]).sum()), n)
    yield ratio("crash_odds_mean", float(np.sum(done["crash_minutes"])), float(minutes.sum()))
    yield ratio("crash_tours_share", int((done["crash_minutes"] > MUCH * minutes).sum()), n)
    if np.any(window.inputs.fatigue[:, BY_DEBT] > 0):
        yield ratio("sleep_debt", float(np.sum(done["debt"] - par[:, RESTED_DEBT])), n)
