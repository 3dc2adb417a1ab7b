"""The section "Supervision": constables for each sergeant, and hours in which an area has none."""

from __future__ import annotations

from sim.reports.results import Results, known_means
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

SERGEANTS = "Sergeants attend like others here; their desk, and what their absence does, are not modelled."


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
    return [Plan((*drawn, *listed), SERGEANTS, ("supervision",), always=True, only_on=True, title=title)]
