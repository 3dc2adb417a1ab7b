"""Changing demand on the page: what surges take, what events and new homes ask for, and the weeks one by one."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

MOST_DRAWN = 4
SURGES = (
    "Hours of tours that officers would have worked with their teams. Who is on leave, in training or at court is not taken; "
    "what surges find nobody for is not in it."
)
WEEKS = (
    "Weeks are counted from the first measured day; a stretch holds the incidents logged in it. What is still different after a "
    "surge is what was put off."
)
SOURCES = (
    "Incidents of events and new homes are drawn apart: every other incident is the same without them. Their officer hours are "
    "those spent with them; what others wait for it is in the public's measures."
)


def change_plans(results: Results) -> list[Plan]:
    """What surges take, what events and new homes ask for, and how the public fares week by week."""
    taken = tuple(Wanted("surge_hours", g, f"{results.group_title(g)}, officer hours", drawn=False)
                  for g in results.groups("surge_hours", "reason"))  # fmt: skip
    sources = results.groups("source_hours", "source")
    asked = tuple(Wanted("source_hours", g, f"{results.group_title(g)}: officer hours", drawn=place < MOST_DRAWN)
                  for place, g in enumerate(sources))  # fmt: skip
    added = tuple(Wanted(metric, g, f"{results.group_title(g)}: {what}", drawn=False) for g in sources
                  for metric, what in (("source_logged", "incidents logged"), ("source_attended", "incidents attended"),
                                       ("source_officers", "officers busy at a time")))  # fmt: skip
    return [
        Plan((Wanted("surge_share"), Wanted("surge_hours", drawn=False), *taken), SURGES, ("surges",), only_on=True),
        Plan((*asked, *added), SOURCES, ("change",), only_on=True),
        Plan(_weeks(results, "in_target_in_weeks", "within target"), WEEKS, ("surges", "change"), only_on=True),
        Plan(_weeks(results, "backlog_in_weeks", "incidents waiting"), "", ("surges", "change"), only_on=True),
        Plan(_weeks(results, "crimes_open_in_weeks", "crimes open"), "", ("surges", "change"), only_on=True),
        Plan(_weeks(results, "wait_p90_in_weeks", "one in ten waits longer"), "", ("surges", "change"), only_on=True),
    ]


def _weeks(results: Results, metric: str, what: str) -> tuple[Wanted, ...]:
    groups = results.groups(metric, "weeks")
    if len(groups) > 2 * MOST_DRAWN:  # over so long a time it is the change that tells: some of them, the first and the last too
        drawn = {round(place * (len(groups) - 1) / (MOST_DRAWN - 1)) for place in range(MOST_DRAWN)}
    else:
        drawn = set(range(MOST_DRAWN))
    return tuple(Wanted(metric, g, f"{results.group_title(g)}: {what}", drawn=place in drawn) for place, g in enumerate(groups))
