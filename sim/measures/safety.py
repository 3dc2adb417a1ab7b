"""Officers' safety: assaults and injuries of those who attend, by crewing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.safety import assaults
from sim.measures.window import Measure, Window, ratio


def safety_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the safety family; none when it is switched off."""
    safety = window.scenario.safety
    if not safety.on:
        return
    sent = window.sent
    expected, assaulted, injured = np.zeros(sent.size), np.zeros(sent.size, dtype=np.int64), np.zeros(sent.size, dtype=np.int64)
    chance = np.array([kind.assaults_per_1000 / 1000 for kind in window.scenario.demand.types.values()], dtype=np.float64)
    assaults(
        window.outcome.deployments, window.inputs.incidents, window.tours["seat"].astype(np.int64), window.inputs.seat_ids,
        chance, safety.single_odds, safety.injury_share, expected, assaulted, injured,
    )
    in_period = sent["arrived"] >= window.low
    single = sent["officers"] == 1
    for group, crews in (("", in_period), ("crew=single", in_period & single), ("crew=double", in_period & ~single)):
        n, hurt = int(assaulted[crews].sum()), int(injured[crews].sum())
        yield ratio("assaults", n, window.years, group)
        yield ratio("assaults_expected", float(expected[crews].sum()), window.years, group)
        yield ratio("assaults_per_1000_attended", 1000 * n, int(sent["officers"][crews].sum()), group)
        yield ratio("injuries", hurt, window.years, group)
        yield ratio("injury_days", hurt * safety.days_lost_per_injury, window.years, group)
        yield ratio("injury_cost", hurt * safety.cost_per_injury, window.years, group)
