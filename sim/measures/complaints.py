"""The work that complaints make: how many there were, what they asked for, and what was done of it, by whom."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.measures.window import HOUR_MS, Measure, Window, ratio, whole


def complaint_measures(window: Window) -> Iterator[Measure]:
    """Yield complaints a year, and the hours they take; nothing where nobody complains, no hours where they are nobody's work."""
    complaints = window.scenario.complaints
    if not complaints.on:
        return
    practice = window.practice
    made = (practice["complained"] == 1) & (practice["closed"] >= window.low)
    yield ratio("complaints_made", int(made.sum()), window.years)
    if not complaints.is_work:
        return
    yield ratio("complaint_hours_asked", int(practice["complaint_ms"][made].sum()) / HOUR_MS, window.years)
    time = window.outcome.protected[:, 0]
    spent = np.where(window.ended, np.minimum(time["had_ms"], time["complaint_ms"]), 0)
    ranked = window.inputs.seat_sergeant[np.where(window.own, window.tours["seat"], 0)] == 1
    everybody = np.ones_like(ranked)
    for group, members in (("", everybody), ("role=sergeants", ranked), ("role=constables", ~ranked)):
        yield ratio("complaint_hours", int(spent[members].sum()) / HOUR_MS, window.years, group)
    seats = window.outcome.seats
    owed = seats["complaint_asked_ms"] - seats["complaint_worked_ms"] - seats["complaint_lapsed_ms"]
    yield whole("complaint_hours_owed", int(owed.sum()) / HOUR_MS, 1)
