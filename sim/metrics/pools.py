"""Who attends beside the officers: specials, PCSOs and volunteers."""

from __future__ import annotations

from sim.metrics.metric import Metric

POOLS = (
    Metric(
        "pool_hours_a_month",
        "Hours given by each in a pool",
        "h per head a month",
        "Hours on duty, work beyond the end of a tour included, for each special, PCSO or volunteer in a mean month.",
        "months of all heads of the pool",
        "neutral",
        "answering",
        1,
    ),
    Metric(
        "pool_on_duty",
        "People of pools on duty",
        "people",
        "Specials, PCSOs and volunteers on duty, averaged over time. They are no officers: no measure of officers holds them.",
        "time in the period",
        "neutral",
        "answering",
        1,
    ),
    Metric(
        "pool_attended",
        "Incidents attended by pools",
        "per year",
        "Incidents to which a crew of the pool came, whether officers came too or not.",
        "years",
        "neutral",
        "answering",
        0,
    ),
    Metric(
        "pool_attended_share",
        "Incidents with somebody of a pool",
        "share",
        "Incidents to which a crew of the pool came, as a share of all incidents attended.",
        "incidents attended",
        "neutral",
        "answering",
        1,
    ),
    Metric(
        "pool_alone_share",
        "Incidents attended by pools alone",
        "share",
        "Incidents to which crews of pools came and no officer, as a share of all incidents attended.",
        "incidents attended",
        "neutral",
        "answering",
        1,
    ),
    Metric(
        "pool_utilisation",
        "Pools' busy time",
        "share",
        "Busy minutes of specials, PCSOs and volunteers inside their tours as a share of the minutes they were there.",
        "minutes on duty in tours of the pool",
        "neutral",
        "answering",
        1,
    ),
)
