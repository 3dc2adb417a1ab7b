"""The eleven pressures of the survey, each an exposure of an officer over 28 days; how many officers bear each frequently."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.exposures import (
    ALONE,
    ATTENDED,
    BUSY,
    CONFLICT,
    DAYS,
    DUTY,
    LATE,
    NEGLECTED,
    OVERDUE,
    REFUSED,
    RUSHED,
    SHORT,
    TOURS,
    UNPAID,
    WINDOW_DAYS,
)
from sim.inputs.inputs import Floats, Ints
from sim.measures.window import HOUR_MS, MINUTE_MS, Mask, Measure, Window, ratio, whole
from sim.metrics.small_groups import LEAST_FOR_A_TENTH

WEEKS = WINDOW_DAYS / 7
# Each pressure: what is divided by what. A number in place of an exposure is a unit.
PRESSURES: dict[str, tuple[int, int | float]] = {
    "unpaid_overtime": (UNPAID, float(MINUTE_MS)),
    "too_few_officers": (SHORT, DUTY),
    "workload": (BUSY, DUTY),
    "conflicting_demands": (CONFLICT, BUSY),
    "too_little_time": (RUSHED, ATTENDED),
    "single_crewing": (ALONE, DUTY),
    "neglected_tasks": (NEGLECTED, TOURS),
    "time_pressure": (LATE, ATTENDED),
    "missed_deadlines": (OVERDUE, TOURS),
    "refused_leave": (REFUSED, 1.0),
    "long_hours": (DUTY, HOUR_MS * WEEKS),
}


def pressure_measures(window: Window) -> Iterator[Measure]:
    """Yield the level of each pressure, the share of officers who bear it frequently, and strain; none without 28 whole days."""
    settings = window.scenario.pressures
    whole_ones = window.inputs.exposures.n_whole
    exposures = window.outcome.exposures[:, :whole_ones]
    if not settings.on or not exposures.size:
        return
    asked = exposures[:, :, TOURS] >= settings.least_tours
    n, borne = int(asked.sum()), np.zeros(int(asked.sum()))
    for name in measured(window):
        level = level_of(exposures[asked], *PRESSURES[name])
        frequent = level >= getattr(settings.frequent, name)
        borne += frequent
        yield ratio("pressure_level", float(level.sum()), n, f"pressure={name}")
        yield ratio("pressure_frequent_share", int(frequent.sum()), n, f"pressure={name}")
    yield ratio("pressures_borne", int(borne.sum()), n)
    yield ratio("pressures_many_share", int((borne >= 4).sum()), n)
    if window.inputs.rules.sickness_model:
        yield from _strain(window.outcome.strains[:, :whole_ones], exposures[:, :, DAYS] > 0)


def measured(window: Window) -> list[str]:
    """Return the pressures that the mechanisms switched on can show; the others would read as none."""
    out = dict.fromkeys(PRESSURES)
    if not window.inputs.casework.on:
        del out["neglected_tasks"], out["missed_deadlines"]
    if window.inputs.availability.leave is None:
        del out["refused_leave"]
    return list(out)


def level_of(exposures: Ints, above: int, below: int | float) -> Floats:
    """Return for each row of exposures what is divided by what, 0 where there is nothing to divide by."""
    divisor = np.full(len(exposures), below) if isinstance(below, float) else exposures[:, below]
    return np.asarray(np.divide(exposures[:, above], divisor, out=np.zeros(len(exposures)), where=divisor > 0))


def _strain(strains: Floats, held: Mask) -> Iterator[Measure]:
    """Yield the mean strain, and what the tenth of officers who bear most exceed, of (officers, windows) as the windows end.

    Of posts somebody ``held`` then; of who left in the period, as it was when he did.
    """
    officers = len(strains)
    if not held.all():
        strains = strains[held]
    if not strains.size:
        return
    yield ratio("strain_mean", float(strains.sum()), strains.size)
    if officers >= LEAST_FOR_A_TENTH:
        yield whole("strain_worst_tenth", float(np.quantile(strains, 0.9)), strains.size)
