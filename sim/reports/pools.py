"""The section "Who attends beside the officers": hours that specials, PCSOs and volunteers give, and what they take on."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

GIVEN = "They are no officers: utilisation, overtime, sleepiness and sickness are of officers alone, and so are officers on duty."
TAKEN_ON = "An incident to which officers came too counts once for each pool that came."


def pool_plans(results: Results) -> list[Plan]:
    """Incidents with somebody of a pool, and hours given; by pool in the tables below."""
    names = results.groups("pool_attended_share", "helpers")

    def by_pool(metric: str, what: str) -> tuple[Wanted, ...]:
        return tuple(Wanted(metric, group, f"{results.group_title(group)}: {what}", drawn=False) for group in names)

    return [
        Plan(
            (
                Wanted("pool_attended_share"), Wanted("pool_alone_share"), Wanted("pool_attended", drawn=False),
                *by_pool("pool_attended_share", "of incidents attended"), *by_pool("pool_attended", "incidents attended"),
            ),
            TAKEN_ON, ("pools",), only_on=True,
        ),
        Plan(
            (
                Wanted("pool_on_duty"), Wanted("pool_utilisation"), *by_pool("pool_on_duty", "on duty"),
                *by_pool("pool_hours_a_month", "hours a month each"), *by_pool("pool_utilisation", "busy"),
            ),
            GIVEN, ("pools",), only_on=True,
        ),
    ]  # fmt: skip
