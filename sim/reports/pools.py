"""The section "Who attends beside the officers": hours that specials, PCSOs and volunteers give, and what they take on."""

from __future__ import annotations

from sim.reports.results import Results, known_means
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

GIVEN = "They are no officers: utilisation, overtime, sleepiness and sickness are of officers alone, and so are officers on duty."
TAKEN_ON = "An incident to which officers came too counts once for each pool that came."


def pool_plans(results: Results) -> list[Plan]:
    """Incidents with somebody of a pool, and hours given; by pool in the tables below."""
    names = results.groups("pool_attended_share", "helpers")

    def by_pool(metric: str, what: str) -> tuple[Wanted, ...]:
        return tuple(Wanted(metric, group, f"{results.group_title(group)}: {what}", drawn=False) for group in names)

    shares = known_means(results, "pool_attended_share", "pool_alone_share")
    hours = known_means(results, "pool_on_duty", "pool_utilisation")
    if shares is None or hours is None:
        return []
    took = f"People of pools attend {shares[0]:.1%} of incidents, {shares[1]:.1%} without an officer"
    gave = f"{hours[0]:.1f} people of pools are on duty at a time, busy for {hours[1]:.0%} of it"
    return [
        Plan(
            (
                Wanted("pool_attended_share"), Wanted("pool_alone_share"), Wanted("pool_attended", drawn=False),
                *by_pool("pool_attended_share", "of incidents attended"), *by_pool("pool_attended", "incidents attended"),
            ),
            TAKEN_ON, ("pools",), always=True, only_on=True, title=took,
        ),
        Plan(
            (
                Wanted("pool_on_duty"), Wanted("pool_utilisation"), *by_pool("pool_on_duty", "on duty"),
                *by_pool("pool_hours_a_month", "hours a month each"), *by_pool("pool_utilisation", "busy"),
            ),
            GIVEN, ("pools",), always=True, only_on=True, title=gave,
        ),
    ]  # fmt: skip
