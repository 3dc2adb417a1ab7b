"""The week hour by hour."""

from __future__ import annotations

from sim.metrics.metric import Metric

BY_HOUR = (
    Metric(
        "supply_officers",
        "Officers on duty by hour",
        "officers",
        "Officers at work in crews in this hour of the week, overtime included, averaged over the weeks of the run.",
        "time in this hour of the week",
        "neutral",
        "officers",
        1,
        by_hour=True,
    ),
    Metric(
        "busy_officers",
        "Officers busy by hour",
        "officers",
        "Officers sent to an incident or a watch who have not left it again, in this hour of the week, averaged over the "
        "weeks of the run.",
        "time in this hour of the week",
        "neutral",
        "officers",
        1,
        by_hour=True,
    ),
    Metric(
        "demand_officers",
        "Officers asked for by hour",
        "officers",
        "Officer-hours that incidents take, from each crew being sent until it leaves, counted at the "
        "hour in which officers were called for and divided by the hours observed. Incidents still open count with the "
        "work planned.",
        "time in this hour of the week",
        "neutral",
        "demand",
        1,
        by_hour=True,
    ),
    Metric(
        "waiting_incidents",
        "Incidents waiting by hour",
        "incidents",
        "Incidents that the dispatcher knows of with no crew yet sent, in this hour of the week, averaged over the weeks of "
        "the run.",
        "time in this hour of the week",
        "lower",
        "public",
        1,
        by_hour=True,
    ),
)
