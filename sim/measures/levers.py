"""What was tried: officers that interventions reach, what they cost, and what a camera takes off the chance of an assault."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.levers import BODY_WORN_VIDEO, FROM_DAY, taken
from sim.inputs.inputs import Floats
from sim.measures.window import YEAR_MS, Measure, Window, ratio, whole
from sim.scenario.interventions import LEVERS

DAY_MS = 86_400_000


def lever_measures(window: Window) -> Iterator[Measure]:
    """Yield whom each intervention reaches and what it costs a year; nothing where none is on."""
    plan, settings = window.inputs.levers, window.scenario.interventions
    if not plan.on:
        return
    first_day = int(window.inputs.nights[0, 1])
    total = 0.0
    for number, name in enumerate(LEVERS):
        lever = settings.lever(name)
        if not lever.on:
            continue
        reached = int((plan.reached >> number & 1).sum())
        starts = (plan.rows[number, FROM_DAY] - first_day) * DAY_MS  # to the hour in which clocks change
        years = max(0.0, window.high - max(window.low, starts)) / YEAR_MS
        pounds = (lever.per_officer * reached + lever.per_year) * years
        total += pounds
        yield whole("officers_reached", reached, plan.reached.size, f"lever={name}")
        yield ratio("interventions_cost", pounds, window.years, f"lever={name}")
    yield ratio("interventions_cost", total, window.years)


def assault_left(window: Window) -> Floats:
    """Return what body-worn video leaves of the chance of an assault on each crew sent, (deployments,): by its first officer."""
    plan, sent = window.inputs.levers, window.sent
    left = np.ones(sent.size)
    if not window.scenario.interventions.body_worn_video.on:
        return left
    reached = plan.reached_seats(window.inputs.n_seats)[window.tours["seat"][sent["tour"]]]
    days, nights = window.inputs.nights[:, 1], window.inputs.nights[:, 0]
    today = np.searchsorted(nights, sent["sent"], side="right") + days[0] - 1
    for row in np.flatnonzero(reached >> BODY_WORN_VIDEO & 1):
        left[row] = 1.0 - taken(BODY_WORN_VIDEO, int(reached[row]), int(today[row]), plan.rows)
    return left
