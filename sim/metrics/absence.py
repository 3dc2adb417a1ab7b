"""When sickness falls: in which weeks, in winter or summer, on nights or days, and again on those who were sick before."""

from __future__ import annotations

from sim.metrics.metric import Metric

ABSENCE = (
    Metric(
        "sickness_share_in_weeks",
        "Time lost to sickness, by four weeks",
        "share",
        "Rostered time lost to sickness as a share of rostered time, in each whole stretch of four weeks of the measured period; "
        "where sickness is told by kind.",
        "rostered time",
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "sickness_winter_ratio",
        "Sickness in winter against summer",
        "times",
        "Share of rostered time lost to sickness from December to February as a multiple of that from June to August; only where "
        "80 days of each are measured and sickness is told by kind.",
        "rostered time",
        "neutral",
        "welfare",
        2,
    ),
    Metric(
        "sickness_night_ratio",
        "Sickness at night against day",
        "times",
        "Share of rostered time of night tours lost to sickness as a multiple of that of all other tours; where sickness is told "
        "by kind.",
        "rostered time",
        "neutral",
        "welfare",
        2,
    ),
    Metric(
        "sick_again_ratio",
        "Sick before and sick again",
        "times",
        "Share of officers of whom a spell of sickness begins in the second half of the period among those of whom one began in "
        "the first, as a multiple of that share among the others; from 100 officers and 300 days on, where sickness is told "
        "by kind.",
        "officers who can be deployed",
        "neutral",
        "welfare",
        2,
    ),
)
