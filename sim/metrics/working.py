"""What writing up takes, and the time lost to systems."""

from __future__ import annotations

from sim.metrics.metric import Metric

WORKING = (
    Metric(
        "writing_up_hours",
        "Writing up",
        "h per officer a year",
        "Hours of writing jobs up once officers have left the scene, trips to base for it included; not what is lost to systems.",
        "officer-years of those who can be deployed",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "systems_lost_hours",
        "Lost to systems",
        "h per officer a year",
        "Hours in which officers could not go on writing up because systems were slow or down, or made them enter things twice.",
        "officer-years of those who can be deployed",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "systems_lost_total_hours",
        "Officer hours lost to systems",
        "h a year",
        "The same hours of all officers together.",
        "years in the period",
        "lower",
        "officers",
        0,
    ),
    Metric(
        "systems_lost_min_per_job",
        "Minutes lost to systems on a job",
        "min",
        "Minutes that each officer at a job loses to systems, by what costs them: slow systems and entering twice, or outages.",
        "jobs written up in the period",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "outage_share",
        "Jobs held up by an outage",
        "share",
        "Jobs whose writing up waited for systems that were down.",
        "jobs written up in the period",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "systems_down_hours",
        "Hours of outage",
        "h a year",
        "Hours in which the systems were down, whether or not anybody was writing up.",
        "years in the period",
        "neutral",
        "officers",
        0,
    ),
)
