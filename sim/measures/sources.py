"""What events and new homes ask for: incidents and officer hours of each, beside the force's own demand."""

from __future__ import annotations

from collections.abc import Iterator

from sim.measures.window import HOUR_MS, Measure, Window, ratio


def source_measures(window: Window) -> Iterator[Measure]:
    """Yield what each event and estate adds, and how well it is served; nothing where there are none."""
    change = window.scenario.change
    if not change.on:
        return
    names = [f"source={name}" for name in (*change.events, *change.estates)]
    measured = (window.calendar.hour_start_ms >= window.low) & (window.calendar.hour_start_ms < window.high)
    source, arrived = window.incidents["source"], window.practice["arrived"] >= 0
    for number, name in enumerate(names, start=1):
        mine = window.created & (source == number)
        logged = int(window.inputs.logged_apart[number - 1][measured].sum())
        committed = int(window.officers_ms[mine].sum()) / HOUR_MS
        yield ratio("source_logged", logged, window.years, name)
        yield ratio("source_attended", int((mine & arrived).sum()), window.years, name)
        yield ratio("source_hours", committed, window.years, name)
        yield ratio("source_officers", committed * HOUR_MS, window.high - window.low, name)
