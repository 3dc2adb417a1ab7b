"""Officers' safety: assaults and injuries of those who attend, by crewing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.presence import INJURED_DAYS
from kernels.safety import assaults, work_began
from sim.inputs.inputs import Ints
from sim.inputs.presence import assault_chances
from sim.measures.levers import assault_left
from sim.measures.window import Measure, Window, ratio


def safety_measures(window: Window) -> Iterator[Measure]:
    """Yield the measures of the safety family; none when it is switched off."""
    safety = window.scenario.safety
    if not safety.on:
        return
    sent = window.sent
    expected, assaulted, injured = np.zeros(sent.size), np.zeros(sent.size, dtype=np.int64), np.zeros(sent.size, dtype=np.int64)
    chance = assault_chances(window.scenario)
    assaults(
        window.outcome.deployments, window.inputs.incidents, began_ms(window), window.tours["seat"].astype(np.int64),
        window.inputs.seat_ids, chance, assault_left(window), safety.single_odds, safety.injury_share,
        expected, assaulted, injured,
    )
    if safety.injuries_absent:  # as it happened in the engines; where work was broken off the two may tell beginnings apart
        injured = sent["injured"].astype(np.int64)
        assaulted = np.maximum(assaulted, injured)
    in_period = (sent["arrived"] >= window.low) & window.to_public & window.sent_officers
    single = sent["officers"] == 1
    for group, crews in (("", in_period), ("crew=single", in_period & single), ("crew=double", in_period & ~single)):
        n, hurt, likely = int(assaulted[crews].sum()), int(injured[crews].sum()), float(expected[crews].sum())
        arrivals, injuries = int(sent["officers"][crews].sum()), likely * safety.injury_share
        yield ratio("assaults", n, window.years, group)
        yield ratio("assaults_expected", likely, window.years, group)
        yield ratio("assaults_per_1000_attended", 1000 * n, arrivals, group)
        yield ratio("assaults_expected_per_1000", 1000 * likely, arrivals, group)
        yield ratio("injuries", hurt, window.years, group)
        yield ratio("injuries_expected", injuries, window.years, group)
        if not safety.injuries_absent:
            yield ratio("injury_days", hurt * safety.days_lost_per_injury, window.years, group)
        yield ratio("injury_cost", hurt * safety.cost_per_injury, window.years, group)
        yield ratio("injury_cost_expected", injuries * safety.cost_per_injury, window.years, group)
    if safety.injuries_absent:
        days = int(window.outcome.presence[: window.inputs.n_own, INJURED_DAYS].sum())
        yield ratio("injury_days", days, window.years)


def began_ms(window: Window) -> Ints:
    """Return when the work began with each crew sent there, or the crew joined it, (deployments,) ms; -1 never."""
    rules, began = window.inputs.rules, np.zeros(window.sent.size, dtype=np.int64)
    work_began(
        window.outcome.deployments, window.inputs.incidents, window.outcome.incidents,
        rules.begin_anyway_ms if rules.staged else -1, began,
    )  # fmt: skip
    return began
