"""The section "Supervision": constables for each sergeant, and hours in which an area has none."""

from __future__ import annotations

from sim.reports.results import Results, known_means
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

SERGEANTS = "Sergeants attend incidents as well; what their absence does to the others is not modelled."
WORK = (
    "Supervisory work is time a sergeant is in and only called out for the grades set. What their incidents leave no room for is "
    "left undone; nothing in the model suffers by it."
)


def supervision_plans(results: Results) -> list[Plan]:
    """Span of control and hours without a sergeant, by area in the table."""
    found = known_means(results, "span_of_control", "without_sergeant_share")
    if found is None:
        return []
    areas = results.groups("without_sergeant_share", "area")
    drawn = (Wanted("span_of_control"), Wanted("without_sergeant_share"), Wanted("sergeants_busy_share", drawn=False))
    listed = tuple(
        Wanted("without_sergeant_share", group, f"{results.group_title(group)}: hours without a sergeant", drawn=False)
        for group in areas
    )
    title = f"A sergeant at work leads {found[0]:.1f} constables; in {found[1]:.0%} of their hours areas have none"
    leading = Plan((*drawn, *listed), SERGEANTS, ("supervision",), always=True, only_on=True, title=title)
    return [leading, _in_and_out(results), *_own_work(results)]


def _in_and_out(results: Results) -> Plan:
    shifts = results.groups("effective_span", "shift")
    by_shift = (
        Wanted(metric, group, f"{results.group_title(group)}: {words}", drawn=False)
        for group in shifts
        for metric, words in (("sergeants_out_share", "sergeants out"), ("effective_span", "constables for each sergeant in"))
    )
    return Plan((Wanted("sergeants_out_share"), Wanted("effective_span"), *by_shift), "", ("supervision",), only_on=True)


def _own_work(results: Results) -> list[Plan]:
    shifts = results.groups("supervision_had_share", "shift")
    done = "supervisory work done"
    by_shift = (Wanted("supervision_had_share", g, f"{results.group_title(g)}: {done}", drawn=False) for g in shifts)
    drawn = (Wanted("supervision_had_share"), Wanted("supervision_left_min"), Wanted("supervision_min", drawn=False))
    return [Plan((*drawn, *by_shift), WORK, ("supervisory_work",), only_on=True)]
