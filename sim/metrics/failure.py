"""Failure demand: what comes back of work that was late, abandoned, broken off or not written up."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEAR = "years of the period"

FAILURE = (
    Metric(
        "failure_share", "Demand of the force's own making", "share",
        "Incidents that came back because the first answer was late, abandoned, broken off, not written up or cut short, as a "
        "share of all that reached the dispatcher.", "incidents of the period that reached the dispatcher", "lower", "answering",
        1,
    ),
    Metric(
        "failure_incidents", "Incidents that came back for how they were answered", "a year",
        "Incidents that came back because the first answer was late, abandoned (no longer needed before anybody was sent), "
        "broken off, or not written up; together and by cause. Those whose scene was cut short are told apart (came_again).",
        _YEAR, "lower", "answering", 0,
    ),
    Metric(
        "failure_hours", "Work on what came back", "officer hours a year",
        "Officer hours, from being sent to leaving, at incidents that came back because the first answer was late, abandoned, "
        "broken off or not written up; together and by cause.", _YEAR, "lower", "answering", 0,
    ),
    Metric(
        "escalated", "Matters that came back a grade higher", "a year",
        "Incidents that came back because the first answer was late, abandoned or broken off, and rank higher than it.",
        _YEAR, "lower", "answering", 0,
    ),
)  # fmt: skip
