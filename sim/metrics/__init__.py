"""The registry of metrics: what each number means, its unit, its denominator and which way is good.

Storage, statistics, pages, exports and `muster explain` all read this one table, so a word or a unit is
changed here and nowhere else. The registry holds no values and imports nothing of the model. One file for each family.
"""

from __future__ import annotations

from sim.metrics.absence import ABSENCE
from sim.metrics.answering import ANSWERING
from sim.metrics.availability import AVAILABILITY
from sim.metrics.bids import BIDS
from sim.metrics.bill import BILL
from sim.metrics.by_hour import BY_HOUR
from sim.metrics.careers import CAREERS
from sim.metrics.casework import CASEWORK
from sim.metrics.clocks import CLOCKS
from sim.metrics.complaints import COMPLAINTS
from sim.metrics.control_room import CONTROL_ROOM
from sim.metrics.custody import CUSTODY
from sim.metrics.cut_short import CUT_SHORT
from sim.metrics.demand import DEMAND
from sim.metrics.displacement import DISPLACEMENT
from sim.metrics.failure import FAILURE
from sim.metrics.front_door import FRONT_DOOR
from sim.metrics.leave import LEAVE
from sim.metrics.levers import LEVERS
from sim.metrics.metric import FAMILIES, Direction, Family, Metric
from sim.metrics.officers import OFFICERS
from sim.metrics.overtime import OVERTIME
from sim.metrics.partners import PARTNERS
from sim.metrics.places import PLACES
from sim.metrics.pools import POOLS
from sim.metrics.presence import PRESENCE
from sim.metrics.pressures import PRESSURES
from sim.metrics.prevention import PREVENTION
from sim.metrics.public import PUBLIC
from sim.metrics.queues import QUEUES
from sim.metrics.roles import ROLES
from sim.metrics.safety import SAFETY
from sim.metrics.sickness import SICKNESS
from sim.metrics.sleepiness import SLEEPINESS
from sim.metrics.small_groups import SMALLEST_GROUP
from sim.metrics.sources import SOURCES
from sim.metrics.supervision import SUPERVISION
from sim.metrics.surges import SURGES
from sim.metrics.survey import SURVEY
from sim.metrics.threshold import THRESHOLD
from sim.metrics.tour import TOUR
from sim.metrics.trauma import TRAUMA
from sim.metrics.watches import WATCHES
from sim.metrics.working import WORKING

__all__ = [
    "FAMILIES",
    "HOURS_OF_WEEK",
    "METRICS",
    "SMALLEST_GROUP",
    "WHOLE_PERIOD",
    "Direction",
    "Family",
    "Metric",
    "headline_metrics",
    "metric",
]

METRICS: dict[str, Metric] = {
    m.name: m
    for m in (
        *PUBLIC, *CLOCKS, *ANSWERING, *POOLS, *OFFICERS, *SLEEPINESS, *PRESSURES, *SICKNESS, *SURVEY, *OVERTIME, *TOUR, *CUSTODY,
        *TRAUMA, *WATCHES, *WORKING, *ABSENCE, *PRESENCE, *CONTROL_ROOM,
        *AVAILABILITY, *BIDS, *SUPERVISION, *LEAVE, *SAFETY, *PARTNERS, *FRONT_DOOR, *DEMAND, *CASEWORK, *CUT_SHORT, *ROLES,
        *CAREERS, *LEVERS,
        *QUEUES,
        *PLACES,
        *DISPLACEMENT,
        *THRESHOLD,
        *BILL,
        *SURGES, *SOURCES,
        *FAILURE, *COMPLAINTS, *PREVENTION,
        *BY_HOUR,
    )  # fmt: skip
}
"""Every metric by its name, in the order pages show them."""

HOURS_OF_WEEK = 168
WHOLE_PERIOD = -1
"""Value of the hour_of_week column for a row that covers the whole measured period."""


def metric(name: str) -> Metric:
    """The metric of this name; raises KeyError naming the nearest known ones."""
    try:
        return METRICS[name]
    except KeyError:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, METRICS, n=3)) or "see METRICS"
        raise KeyError(f"no metric is called {name!r}; did you mean: {near}") from None


def headline_metrics(family: Family | None = None) -> tuple[Metric, ...]:
    """The measures of the decision table, of one family or of all, in page order."""
    return tuple(m for m in METRICS.values() if m.headline and family in (None, m.family))
