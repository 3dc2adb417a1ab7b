"""What tours leave room for."""

from __future__ import annotations

from sim.metrics.metric import Metric

TOUR = (
    Metric(
        "breaks_had_share",
        "Meal breaks had",
        "share",
        "Tours worked in which the officer had the meal break, as a share of those in which one was due. A break that was broken "
        "off counts from the share of its length that is set (tour.meal_break.counts_from).",
        "tours worked to their end in which a meal break was due",
        "higher",
        "officers",
        1,
    ),
    Metric(
        "breaks_in_peace_share",
        "Meal breaks without a call",
        "share",
        "Tours in which the officer had the meal break and was never called out of it, as a share of those in which one was due.",
        "tours worked to their end in which a meal break was due",
        "higher",
        "officers",
        1,
    ),
    Metric(
        "break_min",
        "Meal break, minutes a tour",
        "min",
        "Minutes of meal break, those of breaks broken off included, in each tour in which one was due.",
        "tours worked to their end in which a meal break was due",
        "higher",
        "officers",
        0,
    ),
)
