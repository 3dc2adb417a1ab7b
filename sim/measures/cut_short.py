"""Scenes cut short while many wait, and what of it comes back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CUT_SHORT
from sim.measures.window import HOUR_MS, Measure, Window, ratio


def cut_short_measures(window: Window) -> Iterator[Measure]:
    """Yield how many scenes were cut short, what it saved, and how many incidents came back; nothing when none are."""
    cut = window.scenario.operations.cut_short
    if not cut.on:
        return
    practice, incidents = window.practice, window.incidents
    begun, short = window.created & (practice["started"] >= 0), practice["cut"] == 1
    for group, members in window.incident_groups("grade"):
        mine = begun & members
        yield ratio("scenes_cut_share", int((short & mine).sum()), int(mine.sum()), group)
    over = begun & short & (practice["ended"] >= 0)
    saved = (incidents["scene_ms"] * (1.0 - cut.to) * incidents["officers"])[over].sum()
    yield ratio("scene_hours_saved", float(saved) / HOUR_MS, window.years)
    again = window.inputs.returns.is_of(CUT_SHORT, incidents.size) & (practice["logged"] >= window.low)
    yield ratio("came_again", int(again.sum()), window.years)
    yield ratio("came_again_hours", float(window.committed_ms[np.flatnonzero(again)].sum()) / HOUR_MS, window.years)
