"""Prevention: time invested in repeat places, and what it gives back."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEAR = "years of the period"

PREVENTION = (
    Metric(
        "incidents_prevented", "Incidents prevented", "a year",
        "Incidents at repeat places that did not happen, for time invested there before.", _YEAR, "higher", "answering", 0,
    ),
    Metric(
        "prevented_share", "Incidents prevented, of all", "share",
        "Incidents at repeat places that did not happen, as a share of all that would have been attended.",
        "incidents of the period that would have been attended", "higher", "answering", 1,
    ),
    Metric(
        "prevention_hours", "Time invested in repeat places", "officer hours a year",
        "Hours on duty that officers spent at repeat places instead of being free for incidents, counted with the tour as it "
        "ends.",
        _YEAR, "neutral", "answering", 0,
    ),
    Metric(
        "prevention_saved_hours", "Work that was prevented", "officer hours a year",
        "Hours at the scene and of writing up that incidents prevented would have taken, for all officers wanted there; without "
        "driving, partners and custody.", _YEAR, "higher", "answering", 0,
    ),
    Metric(
        "prevention_payback", "Hours saved for each hour invested", "hours",
        "Work that was prevented in a period, for each hour invested in it; what was invested goes on working after it.",
        "officer hours invested", "higher", "answering", 2,
    ),
)  # fmt: skip
