"""Overtime and rest: hours and pounds by kind, time off that is owed, gaps that stay open, the limits of working time."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEARS = "officer-years of those who can be deployed"
_OFFICERS = "officers who can be deployed"
_KINDS = (
    "Groups: casual, held over at the end of a tour; planned, told beforehand to begin earlier or to stay on; recall, called in "
    "while off duty; rest_day, a rest day cancelled with too little notice to give another."
)

OVERTIME = (
    Metric(
        "overtime_hours", "Overtime worked", "h per officer a year",
        f"Hours worked beyond the roster, whether paid, unpaid or taken as time off. {_KINDS}", _YEARS, "lower", "officers", 1,
    ),
    Metric(
        "overtime_in_lieu_hours", "Overtime taken as time off", "h per officer a year",
        "Hours of overtime for which officers take time off in place of pay, before they are multiplied.", _YEARS, "neutral",
        "officers", 1,
    ),
    Metric(
        "recalls", "Recalls", "per officer a year",
        "Times an officer is called in while off duty, because a team began below its minimum.", _YEARS, "lower", "officers", 1,
    ),
    Metric(
        "rest_days_cancelled", "Rest days cancelled", "per officer a year",
        "Rest days worked to fill a gap of the plan, told too late to give another in their place.", _YEARS, "lower",
        "officers", 1,
        headline=True,
    ),
    Metric(
        "tours_lengthened", "Tours lengthened by planned overtime", "per officer a year",
        "Tours that begin earlier or end later than the roster has them, because the officer was told so beforehand.", _YEARS,
        "lower", "officers", 1,
    ),
    Metric(
        "rest_days_moved", "Rest days moved", "per officer a year",
        "Rest days worked to fill a gap of the plan, for which another was given with notice enough.", _YEARS, "lower",
        "officers", 1,
    ),
    Metric(
        "rest_days_owed", "Rest days owed", "days per officer",
        "Rest days worked and not given back yet at the end, those that were owed to begin with included.", _OFFICERS, "lower",
        "officers", 1, headline=True,
    ),
    Metric(
        "rest_days_owed_growth", "Growth of rest days owed", "days per officer a year",
        "How much more is owed at the end than at the beginning of the study, its warm-up included, for a year.",
        "officer-years of the study", "lower", "officers", 2,
    ),
    Metric(
        "time_off_owed_hours", "Time off in lieu not taken yet", "h per officer",
        "Time off earned in place of pay for overtime and not taken yet at the end.", _OFFICERS, "lower", "officers", 1,
    ),
    Metric(
        "begun_below_minimum_share", "Teams that begin below their minimum", "share",
        "Tours of a team in an area that begin with fewer officers than its minimum, students not counted, before anybody is "
        "called in; who was told to stay on for the team counts.", "tours of teams", "lower", "officers", 1,
    ),
    Metric(
        "below_minimum_hours", "Officer-hours below the minimum", "h a year",
        "Officer-hours by which teams are below their minimum when they begin, for the length of their tours, less the hours of "
        "recalls and of planned overtime for them.", "one year of the whole force", "lower", "officers", 0,
    ),
    Metric(
        "over_average_week_share", "Above the average week", "share",
        "Officers whose working time in a reference period (overtime.limits.reference_weeks) averages above the limit "
        "(overtime.limits.week_h). Dates lost to leave and sickness do not count; training and court are work.",
        "officers and whole reference periods", "lower", "officers", 2,
    ),
    Metric(
        "longest_run_days", "Longest run of days on duty", "days",
        "The longest run of dates on each of which a tour begins, of an average officer, in the study with its warm-up.",
        "officers", "lower", "officers", 1,
    ),
    Metric(
        "overtime_cost", "Pay for overtime", "pounds a year",
        "What officers are paid for overtime and for duty on public holidays, by rank; time off taken in its place costs nothing "
        f"here, and inspectors are paid none. {_KINDS} public_holiday is duty of the roster.", "one year of the whole force",
        "lower", "money", 0, headline=True,
    ),
)  # fmt: skip
