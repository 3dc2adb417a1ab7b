"""What comes in."""

from __future__ import annotations

from sim.metrics.metric import Metric

DEMAND = (
    Metric(
        "incidents_logged",
        "Incidents logged",
        "a year",
        "Incidents created, attended or not.",
        "one year of the whole force",
        "neutral",
        "demand",
        0,
    ),
    Metric(
        "incidents_attended",
        "Incidents attended",
        "a year",
        "Incidents that an officer reached.",
        "one year of the whole force",
        "neutral",
        "demand",
        0,
    ),
)
