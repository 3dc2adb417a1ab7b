"""What watches take: officers who guard a scene, a patient or a prisoner, and how long they wait to be relieved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import ON_DUTY, ON_WATCH
from sim.inputs.inputs import Ints
from sim.measures.window import HOUR_MS, HOURS_OF_WEEK, MINUTE_MS, Mask, Measure, Window, mean_and_p90, ratio
from sim.outcome import OVER, as_held


def watch_measures(window: Window) -> Iterator[Measure]:
    """Yield the officers on watches; where watches are kept at all, how many there were and how long they and relief waited."""
    yield from _time(window)
    if not window.scenario.watches.on:
        return
    yield from _how_many(window)
    yield from _relief(window)
    yield from _by_hour(window)


def _kinds(window: Window) -> Iterator[tuple[str, Mask]]:
    """Groups of watches: all together, then kind by kind; (incidents,) each."""
    watch = window.incidents["watch"]
    yield "", watch > 0
    for row, name in enumerate(window.scenario.watches.kinds if window.scenario.watches.on else ()):
        yield f"watch={name}", watch == 1 + row


def _how_many(window: Window) -> Iterator[Measure]:
    practice, created = window.practice, window.incidents["created"]
    asked_for = (created >= window.low) & (created < window.high)
    waited = (window.answered_or_end - created) / MINUTE_MS  # those nobody came to yet count with the wait so far
    for group, members in _kinds(window):
        mine = asked_for & members
        yield ratio("watches_kept", int((mine & (practice["started"] >= 0)).sum()), window.years, group)
        yield from mean_and_p90("watch_wait", waited[mine], group)


def _time(window: Window) -> Iterator[Measure]:
    sent, held = window.sent, on_watch_ms(window)
    for group, members in _kinds(window):
        yield ratio("watch_hours", int(held[members[sent["incident"]]].sum()) / HOUR_MS, window.years, group)
    accounts = window.outcome.accounts
    on_watch, on_duty = int(accounts[:, :, ON_WATCH].sum()), int(accounts[:, :, list(ON_DUTY)].sum())
    yield ratio("officers_on_watches", on_watch, window.high - window.low)
    yield ratio("watch_share", on_watch, on_duty)
    yield ratio("watch_overtime_hours", int(accounts[:, OVER, ON_WATCH].sum()) / HOUR_MS, window.years)


def on_watch_ms(window: Window) -> Ints:
    """Return officer-milliseconds on watch of each crew sent, in the period, from arriving to leaving; (deployments,)."""
    sent = window.sent
    there = (sent["arrived"] >= 0) & ~window.to_public
    return np.where(there, window.overlap_ms(sent["arrived"], window.left_or_end), 0) * sent["officers"].astype(np.int64)


def _relief(window: Window) -> Iterator[Measure]:
    """Crews on watch when their tour ended in the period, and how long they stayed: until relieved, or to the watch's end."""
    sent = window.sent
    end = as_held(window.inputs, window.outcome)["end"][sent["tour"]]
    there = (sent["arrived"] >= 0) & (sent["arrived"] < end) & ~window.to_public
    over = there & (window.left_or_end > end) & (end >= window.low) & (end < window.high)
    for group, members in _kinds(window):
        mine = over & members[sent["incident"]]
        yield ratio("watch_reliefs", int(mine.sum()), window.years, group)
        yield from mean_and_p90("watch_relief", (window.left_or_end - end)[mine] / MINUTE_MS, group)


def _by_hour(window: Window) -> Iterator[Measure]:
    observed, sent = window.hours_observed(), window.sent
    there = (sent["arrived"] >= 0) & ~window.to_public
    amounts = window.by_hour(sent["arrived"][there], window.left_or_end[there], sent["officers"][there])
    for hour in range(HOURS_OF_WEEK):
        if observed[hour] > 0:
            yield Measure("watch_officers", "", hour, float(amounts[hour] / observed[hour]), float(observed[hour]))
