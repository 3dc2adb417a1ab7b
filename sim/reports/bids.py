"""The section "Extra tours at the peak": how they were filled, and what was mandated."""

from __future__ import annotations

from sim.reports.results import Results, known_means
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

EXCHANGED = (
    "Each is worked in the place of a quieter tour of the same week, at its length: nobody's hours change, a rest day moves. "
    "Decided when the roster is made and the same in every run; who opts in is an assumption."
)


def bid_plans(results: Results) -> list[Plan]:
    """How extra tours were filled, and mandated tours; nothing where none are offered."""
    found = known_means(results, "extra_opted_share", "extra_mandated_share", "extra_open_share", "mandated_tours")
    if found is None:
        return []
    title = (
        f"Officers opt into {found[0]:.0%} of the extra tours, {found[1]:.0%} are mandated ({found[3]:.1f} for each officer a "
        f"year) and {found[2]:.0%} stay open"
    )
    filled = (
        Wanted("extra_opted_share"),
        Wanted("extra_mandated_share"),
        Wanted("extra_open_share"),
        Wanted("mandated_tours"),
        Wanted("extra_tours", drawn=False),
        Wanted("mandated_tours_worst_tenth", drawn=False),
    )
    return [Plan(filled, EXCHANGED, ("bids",), always=True, only_on=True, title=title)]
