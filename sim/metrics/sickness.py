"""Sickness by kind: spells and days, who is long-term sick or not to be sent after it, and on how few the days fall."""

from __future__ import annotations

from sim.metrics.metric import Metric

_DAYS = "days of officers who can be deployed"

SICKNESS = (
    Metric(
        "sickness_spells",
        "Spells of sickness",
        "spells per officer a year",
        "Spells of sickness that began, by kind: short, long, or for psychological causes of whatever length; and after an "
        "injury at work, where injuries keep officers off.",
        "officer-years of those who can be deployed",
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "sickness_days",
        "Sick days by kind of spell",
        "days per officer a year",
        "Calendar days on which an officer was sick, rest days included, by the kind of spell.",
        "officer-years of those who can be deployed",
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "psychological_share",
        "Psychological share of sick days",
        "share",
        "Sick days in spells for stress, depression, anxiety and the like, as a share of all sick days.",
        "sick days",
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "long_term_sick_share",
        "Long-term sick",
        "share",
        "Officers who, on an average day, have been sick for more than sickness.long_spell_over_days and still are.",
        _DAYS,
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "office_duty_share",
        "On recuperative or restricted duty",
        "share",
        "Officers who, on an average day, are back from a long-term spell and work in an office, not to be sent; by the duty.",
        _DAYS,
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "sick_days_of_worst_tenth",
        "Sick days borne by one officer in ten",
        "share",
        "Share of all sick days that falls on the tenth of officers with most of them; none below 100 officers. The shorter the "
        "period, the higher.",
        "sick days",
        "neutral",
        "welfare",
        1,
    ),
    Metric(
        "sick_days_class_share",
        "Officers by sick days in a year",
        "share",
        "Share of officers with no sick day, 1 to 5, 6 to 19, 20 or more; only where one year is measured.",
        "officers who can be deployed",
        "neutral",
        "welfare",
        1,
    ),
)
