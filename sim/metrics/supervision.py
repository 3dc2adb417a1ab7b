"""Who is there to supervise."""

from __future__ import annotations

from sim.metrics.metric import Metric

SUPERVISION = (
    Metric(
        "span_of_control",
        "Constables for each sergeant",
        "constables",
        "Constables at work in an area for each sergeant at work there, over the hours in which it has one.",
        "sergeant-hours",
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "without_sergeant_share",
        "Hours without a sergeant",
        "share",
        "Hours of an area in which officers are at work and no sergeant at any time, as a share of those in which officers are.",
        "hours of areas in which officers are at work",
        "lower",
        "availability",
        1,
    ),
    Metric(
        "sergeants_busy_share",
        "Sergeants' busy time",
        "share",
        "Minutes that sergeants spend with incidents inside rostered, non-absent time as a share of those minutes.",
        "rostered sergeant-minutes not lost to absence",
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "span_by_hour",
        "Constables for each sergeant by hour",
        "constables",
        "Constables at work for each sergeant at work in the whole force, in this hour of the week.",
        "time in this hour of the week",
        "neutral",
        "availability",
        1,
        by_hour=True,
    ),
)
