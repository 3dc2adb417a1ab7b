"""What sleepiness does to tours: touching the limit, the odds of a crash, sleep debt."""

from __future__ import annotations

from sim.metrics.metric import Metric

SLEEPINESS = (
    Metric(
        "sleepy_tours_share",
        "Tours with sleepy hours",
        "share",
        "Tours worked in which the modelled Karolinska sleepiness score reached the limit (setting fatigue.kss_threshold) at "
        "least once, as a share of all tours worked. A group risk, no diagnosis of a person.",
        "tours worked",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "short_sleep_share",
        "Tours after short sleep",
        "share",
        "Tours worked in the 24 hours before which the officer slept less than six, or less than five, hours, as modelled, as a "
        "share of all tours worked.",
        "tours worked",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "crash_odds_mean",
        "Crash odds through sleepiness",
        "times those at a score of 5",
        "By how much sleepiness multiplies the odds of a crash while driving, against a Karolinska score of 5: averaged over all "
        "time on duty as if it were driven. No crash is modelled; setting fatigue.crash holds the factor and its cap.",
        "officer-minutes on duty in tours worked to their end",
        "lower",
        "officers",
        2,
    ),
    Metric(
        "crash_tours_share",
        "Tours at twice the crash odds",
        "share",
        "Tours worked in which sleepiness on average more than doubles the odds of a crash while driving, against a Karolinska "
        "score of 5, as a share of all tours worked. No crash is modelled.",
        "tours worked",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "sleep_debt",
        "Sleep debt at a tour",
        "lapses",
        "Sleep debt with which officers rise for a tour, above that of somebody rested: the level, in lapses of the psychomotor "
        "vigilance test, towards which a night's sleep brings fatigue down. Only under fatigue.reckoned_by=unified.",
        "tours worked",
        "lower",
        "officers",
        2,
    ),
)
