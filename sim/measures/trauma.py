"""Trauma: who met a traumatic scene, who was sent on before there was time to defuse, and hours of distressing casework."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.exposures import DAYS, SECONDARY, TRAUMA, UNDEFUSED
from sim.calendar import DAYS_PER_YEAR
from sim.measures.window import HOUR_MS, Measure, Window, ratio


def trauma_measures(window: Window) -> Iterator[Measure]:
    """Yield what whole periods of 28 days brought officers of trauma, and the hours of teams; none where it is off."""
    if not window.scenario.trauma.on:
        return
    exposures = window.outcome.exposures[:, : window.inputs.exposures.n_whole].sum(axis=1)  # by officer
    days = int(exposures[:, DAYS].sum())
    if days:
        met = exposures[exposures[:, DAYS] > 0, TRAUMA]
        yield ratio("trauma_scenes", DAYS_PER_YEAR * int(met.sum()), days)
        yield ratio("trauma_officers_share", int((met > 0).sum()), met.size)
        yield ratio("undefused_share", int(exposures[:, UNDEFUSED].sum()), int(met.sum()))
        yield ratio("undefused_scenes", DAYS_PER_YEAR * int(exposures[:, UNDEFUSED].sum()), days)
    if window.inputs.casework.on:
        if days:
            yield ratio("distressing_hours", DAYS_PER_YEAR * int(exposures[:, SECONDARY].sum()) / HOUR_MS, days, "team=response")
        yield from _of_teams(window)


def _of_teams(window: Window) -> Iterator[Measure]:
    """Yield the hours that each investigator of a team works on distressing crimes in a year."""
    desks = window.outcome.desks[window.inputs.n_seats :]
    for name, team in zip(window.scenario.casework.teams, window.inputs.casework.teams, strict=True):
        members = slice(int(team["first"]), int(team["first"] + team["investigators"]))
        hours = float(np.sum(desks["distressing_ms"][members])) / HOUR_MS
        yield ratio("distressing_hours", hours, window.years * int(team["investigators"]), f"team={name}")
