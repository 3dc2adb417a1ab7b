"""What was tried: officers that interventions reach, what they cost, what they take off strain and the chance of an assault."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.exposures import DAYS, WINDOW_DAYS
from kernels.levers import BODY_WORN_VIDEO, DEBRIEFS, FROM_DAY, SUPERVISOR_SUPPORT, TRIM, taken
from kernels.strain import EASED, FIRST_WEIGHT, STRESSORS, UNITS
from sim.inputs.inputs import Floats
from sim.measures.window import YEAR_MS, Measure, Window, ratio, whole
from sim.scenario.interventions import LEVERS

DAY_MS = 86_400_000
_EASES = dict(zip((SUPERVISOR_SUPPORT, TRIM, DEBRIEFS), EASED[1:], strict=True))


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
    yield from _strain_eased(window)


def _strain_eased(window: Window) -> Iterator[Measure]:
    """Yield what each lever that eases strain takes off what feeds it, an officer and period of 28 days."""
    inputs, plan = window.inputs, window.inputs.levers
    exposed = window.outcome.exposures[:, : inputs.exposures.n_whole]  # (own seats, periods, exposures)
    days = int(exposed[..., DAYS].sum())
    if not days or not inputs.rules.sickness_model:
        return
    of_period = inputs.exposures.windows
    for number, stressor in _EASES.items():
        name = LEVERS[number]
        if not window.scenario.interventions.lever(name).on:
            continue
        k = [each for each, *_ in STRESSORS].index(stressor)
        share = [np.mean([taken(number, 1 << number, int(day) - 1, plan.rows) for day in inputs.nights[of_period == period, 1]])
                 for period in range(exposed.shape[1])]  # fmt: skip
        met = exposed[(plan.reached >> number & 1) > 0][..., STRESSORS[k][1]].sum(axis=0)
        eased = inputs.sickness[FIRST_WEIGHT + k] / UNITS[k] * float(met @ np.array(share))
        yield ratio("strain_eased", eased, days / WINDOW_DAYS, f"lever={name}")


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
