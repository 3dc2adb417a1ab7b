"""The section "Overtime and rest": hours and pounds by kind, rest days, gaps that stay open, the limits of working time."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

_SWITCHES = ("rest_days", "planned", "recall", "lieu", "rest_day_bank", "overtime_pay")
WORKED = "Hours worked beyond the roster, whether paid, unpaid or taken as time off."
PRICED = "Pounds of overtime only. Time off in place of pay costs nothing here, though somebody is missing when it is taken."
OWED = "Rest days worked and not given back yet, those owed to begin with included."
BELOW = "A team is counted when it begins, before anybody is called in; who was told to stay on counts, students do not."


def overtime_plans(results: Results) -> list[Plan]:
    """Overtime in hours and in pounds by kind; rest days worked, moved and owed, tours lengthened; gaps; the average week."""
    moved = (Wanted("rest_days_cancelled"), Wanted("rest_days_moved"), Wanted("tours_lengthened"), Wanted("recalls"))
    limits = (Wanted("over_average_week_share"), Wanted("longest_run_days"), Wanted("quick_returns"))
    return [
        Plan(_by_kind(results, "overtime_hours", "All overtime, hours"), WORKED, _SWITCHES),
        Plan(_by_kind(results, "overtime_cost", "All overtime, pounds"), PRICED, _SWITCHES),
        Plan(moved, "", _SWITCHES),
        Plan((Wanted("rest_days_owed"), Wanted("rest_days_owed_growth"), Wanted("time_off_owed_hours")), OWED, _SWITCHES),
        Plan((Wanted("begun_below_minimum_share"), Wanted("below_minimum_hours")), BELOW, _SWITCHES),
        Plan(limits, "", _SWITCHES, only_on=True),
    ]


def _by_kind(results: Results, metric: str, whole: str) -> tuple[Wanted, ...]:
    parts = tuple(Wanted(metric, group, results.group_title(group)) for group in results.groups(metric, "overtime"))
    return (Wanted(metric, "", whole), *parts)
