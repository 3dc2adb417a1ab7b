"""Being unwell at work, and injuries, as the arrays the kernels read."""

from __future__ import annotations

import numpy as np

from kernels import presence as k
from kernels.spells import NAMES
from sim.inputs.presence_plan import Floats, Ints, PresencePlan
from sim.inputs.welfare import length_row
from sim.scenario import Scenario


def presence_parameters(scenario: Scenario) -> Floats:
    """Return the parameters of `kernels.presence`; none when no part of it is on."""
    settings, safety = scenario.presence, scenario.safety
    if not settings.on and not safety.injuries_absent:
        return np.zeros(0)
    par = np.zeros(k.INJURY_DAYS)
    through, on_leave, strained = settings.worked_through, settings.on_leave, settings.strained
    for kind, name in enumerate(NAMES):
        par[k.THROUGH + kind] = getattr(through.share, name) if through.on else 0.0
        par[k.ON_LEAVE + kind] = getattr(on_leave.share, name) if on_leave.on else 0.0
        par[k.LASTS + kind] = getattr(settings.lasts, name)
    par[k.MOST_ON_LEAVE] = on_leave.most_days
    par[k.SLOWER] = through.slower - 1.0 if through.on else 0.0
    if strained.on:
        par[k.STRAIN_FROM], par[k.STRAIN_EACH], par[k.STRAIN_MOST] = strained.above, strained.slower - 1.0, strained.most - 1.0
    par[k.INJURIES] = safety.injuries_absent
    par[k.SINGLE_ODDS], par[k.INJURY_SHARE] = safety.single_odds, safety.injury_share
    return np.concatenate([par, length_row(safety.injury_spell)])


def assault_chances(scenario: Scenario) -> Floats:
    """Return the chance of an assault on an officer in a pair by type of incident and, behind them, kind of watch: none."""
    chances = [kind.assaults_per_1000 / 1000 for kind in scenario.demand.types.values()]
    return np.array(chances + [0.0] * len(scenario.watches.kinds), dtype=np.float64)


def presence_plan(scenario: Scenario, n_seats: int, found: Ints | None) -> PresencePlan:
    """Return the plan; ``found`` (seats, 3): until when each seat is unwell at work and on leave, and its last hidden kind."""
    par = presence_parameters(scenario)
    if par.size == 0:
        return PresencePlan()
    start = np.zeros((n_seats, k.N_PRESENCE), dtype=np.int64)
    if found is not None:
        start[:, [k.UNWELL_TO, k.LEAVE_TO, k.HIDDEN_KIND]] = found
    return PresencePlan(par, start, assault_chances(scenario))
