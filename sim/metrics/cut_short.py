"""Scenes cut short while many wait, and its cost."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEAR = "years of the period"

CUT_SHORT = (
    Metric(
        "scenes_cut_share", "Scenes cut short", "share",
        "Incidents whose work at the scene was cut short because many waited in the area when it began, as a share of those "
        "whose work began.", "incidents of the period whose work began", "lower", "answering", 1,
    ),
    Metric(
        "scene_hours_saved", "Scene time saved by cutting short", "officer hours a year",
        "What scenes that were cut short would have taken longer, for all officers wanted there.",
        _YEAR, "neutral", "answering", 0,
    ),
    Metric(
        "came_again", "Incidents that came back", "a year",
        "Incidents that came back to the dispatcher because the first attendance was cut short; incidents that the front door "
        "settled and that ring again are not in it.", _YEAR, "lower", "answering", 0,
    ),
    Metric(
        "came_again_hours", "Work that came back", "officer hours a year",
        "Officer hours, from being sent to leaving, at incidents that came back because the first attendance was cut short.",
        _YEAR, "lower", "answering", 0,
    ),
)  # fmt: skip
