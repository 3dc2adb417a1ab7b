"""How many officers the observed work needs: an extract holds no roster, so the establishment follows from a stated
rule.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.calendar import DAYS_PER_YEAR
from sim.planner.call_types import OfficersFit
from sim.planner.demand_fit import DemandFit
from sim.planner.durations_fit import DurationFits
from sim.planner.mapping import Mapping

NIGHT_HOURS = (22, 23, 0, 1, 2, 3, 4, 5, 6)  # the night of crewing=double_at_night


@dataclass(frozen=True)
class Size:
    """``busy_hours`` officer-hours a year; ``officers`` the establishment, ``low`` and ``high`` over the range of
    completeness.
    """

    busy_hours: float
    officers: int
    low: int
    high: int
    utilisation: float
    rule: str


def size_force(demand: DemandFit, durations: DurationFits, officers: OfficersFit, mapping: Mapping) -> Size:
    """Establishment at which the fitted work keeps officers busy for the mapping's share of their duty hours.

    Work = incidents x attended x officers sent (whole crews) x (travel + scene + clearing), each at its fitted mean.
    """
    areas = demand.areas / demand.areas.sum()
    travel = sum(share * durations.travel[name].model_mean for share, name in zip(areas, mapping.areas, strict=True))
    hours = 0.0
    for code, name in enumerate(demand.types):
        minutes = travel + durations.scene[name].model_mean + mapping.clearing.mean
        rate = demand.rates[code]
        night = float(rate.reshape(7, 24)[:, list(NIGHT_HOURS)].sum() / rate.sum())
        sent = officers_sent(officers.weights[name], mapping.study.crewing, night)
        hours += float(rate.sum()) * DAYS_PER_YEAR / 7 * demand.scale_up * demand.attended[code] * sent * minutes / 60
    plan = mapping.force
    per_officer = plan.duty_hours_per_officer * plan.utilisation
    share, low, high = mapping.completeness.share, mapping.completeness.low, mapping.completeness.high
    rule = (
        f"{hours:,.0f} busy officer-hours a year / ({plan.duty_hours_per_officer:,.0f} duty hours per officer x "
        f"utilisation {plan.utilisation:g})"
    )
    return Size(
        hours,
        math.ceil(hours / per_officer),
        math.ceil(hours * share / high / per_officer),
        math.ceil(hours * share / low / per_officer),
        plan.utilisation,
        rule,
    )


def officers_sent(weights: dict[int, float], crewing: str, night_share: float) -> float:
    """Mean officers sent when only whole crews go: pairs round an odd need up."""
    total = sum(weights.values())
    needs = np.array(list(weights), float)
    share = np.array(list(weights.values())) / total
    single = float((needs * share).sum())
    double = float((2 * np.ceil(needs / 2) * share).sum())
    return {"single": single, "double": double, "double_at_night": (1 - night_share) * single + night_share * double}[
        crewing
    ]
