"""Ill health that nobody reports and what slower work costs, among what officers bear; the people of the control room."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

HIDDEN = (
    "Returns of sickness hold only what is reported. Published, of officers who chose to answer in 2016: 90 % worked though "
    "physically and 65 % though psychologically unwell at least once in a year; 59 and 42 % spent leave or rest days on it. The "
    "shares are set with these in view: they are no test of the model. What being unwell does to the pace of work is assumed."
)
STAFF = "What a busy room does to its people's sickness is assumed."


def presence_plans(results: Results) -> list[Plan]:
    """Days of ill health with and without a report, who was unwell at work, leave used up, and time lost to slower work."""
    def listed(metric: str, kind: str, what: str) -> tuple[Wanted, ...]:
        return tuple(Wanted(metric, group, f"{results.group_title(group)}: {what}", drawn=False)
                     for group in results.groups(metric, kind))  # fmt: skip

    drawn = ("ill_days", "sick_days", "hidden_share", "tours_worked_unwell", "slower_hours")
    lines = (
        *listed("hidden_sick_days", "way", "days not reported"),
        *listed("worked_through_spells", "cause", "spells worked through"),
        *listed("leave_spells", "cause", "spells spent on leave"),
        *listed("worked_unwell_share", "cause", "worked though unwell"),
        *listed("leave_unwell_share", "cause", "spent leave on it"),
        *(Wanted(name, drawn=False) for name in ("leave_used_up", "leave_worked", "leave_used_up_standing")),
    )
    return [Plan((*map(Wanted, drawn), *lines), HIDDEN, ("presence",), only_on=True)]


def control_room_plans(results: Results) -> list[Plan]:
    """Sickness, strain and empty places of those who answer."""
    def by_pool(metric: str, *, drawn: bool = True) -> tuple[Wanted, ...]:
        return tuple(Wanted(metric, group, drawn=drawn) for group in results.groups(metric, "pool"))

    return [
        Plan((*by_pool("staff_sick_share"), *by_pool("staff_missing"), *by_pool("staff_strain", drawn=False),
              *by_pool("staff_spells", drawn=False)), STAFF, ("control_room",), only_on=True)
    ]  # fmt: skip
