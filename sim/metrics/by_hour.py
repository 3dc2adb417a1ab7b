"""The week hour by hour."""

from __future__ import annotations

from sim.metrics.metric import Metric

BY_HOUR = (
    Metric(
        "misplaced_share",
        "Officer hours out of step with demand",
        "share",
        "Share of officer hours on duty that would have to lie in another hour of the week for officers on duty to follow the "
        "officers asked for: half the sum, over the 168 hours, of the differences between each hour's share of one and of the "
        "other. 0: the week of the officers has the shape of the week of the demand.",
        "officer hours on duty",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "asked_each_tightest",
        "Officers asked for per officer on duty, tightest hours",
        "officers",
        "Officers asked for per officer on duty, mean of the tenth of the hours of the week in which it is highest.",
        "hours of the week",
        "lower",
        "officers",
        2,
    ),
    Metric(
        "asked_each_slackest",
        "Officers asked for per officer on duty, slackest hours",
        "officers",
        "Officers asked for per officer on duty, mean of the tenth of the hours of the week in which it is lowest.",
        "hours of the week",
        "neutral",
        "officers",
        2,
    ),
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
