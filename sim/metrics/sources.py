"""What events and new homes ask for."""

from __future__ import annotations

from sim.metrics.metric import Metric

SOURCES = (
    Metric(
        "source_logged",
        "Incidents that events and new homes add",
        "a year",
        "Incidents logged that an event or an estate adds to the force's own demand (change.events, change.estates).",
        "one year of the whole force",
        "neutral",
        "demand",
        0,
    ),
    Metric(
        "source_attended",
        "Incidents of events and new homes attended",
        "a year",
        "Of the incidents that an event or an estate adds, those that an officer reached.",
        "one year of the whole force",
        "neutral",
        "demand",
        0,
    ),
    Metric(
        "source_hours",
        "Officer hours for events and new homes",
        "h a year",
        "Hours of officers with incidents that an event or an estate adds, from being sent to leaving: driving, at the scene, "
        "held for partners, custody, writing up. Work on the crimes they leave is not in it.",
        "one year of the whole force",
        "neutral",
        "demand",
        0,
    ),
    Metric(
        "source_officers",
        "Officers busy with events and new homes at a time",
        "officers",
        "Officers with incidents that an event or an estate adds, averaged over time.",
        "time in the period",
        "neutral",
        "demand",
        2,
    ),
)
