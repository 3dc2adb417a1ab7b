"""Prevention: what was invested in repeat places, and what it kept from happening."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import PREVENTED
from kernels.protected import for_prevention
from sim.measures.window import HOUR_MS, Measure, Window, ratio


def prevention_measures(window: Window) -> Iterator[Measure]:
    """Yield hours invested, incidents prevented, the hours their work would have taken, and the one for the other."""
    if not window.scenario.prevention.on:
        return
    incidents = window.incidents
    planned = (incidents["created"] >= window.low) & (incidents["created"] < window.high) & window.public
    prevented = planned & (window.practice["stage"] == PREVENTED)
    yield ratio("incidents_prevented", int(prevented.sum()), window.years)
    yield ratio("prevented_share", int(prevented.sum()), int(planned.sum()))
    time = window.outcome.protected[window.ended, 0]
    spent = [for_prevention(0, *one) for one in zip(time["had_ms"], time["due_ms"], time["prevention_ms"], strict=True)]
    invested = float(np.sum(spent, dtype=np.int64)) / HOUR_MS
    work = (incidents["scene_ms"] + incidents["clearing_ms"]) * incidents["officers"]
    saved = float(work[prevented].sum()) / HOUR_MS
    yield ratio("prevention_hours", invested, window.years)
    yield ratio("prevention_saved_hours", saved, window.years)
    yield ratio("prevention_payback", saved, invested)
