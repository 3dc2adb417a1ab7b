"""The section "Extra tours at the peak": how they were filled, and what was mandated."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

EXCHANGED = (
    "Each is worked in the place of a quieter tour of the same week, at its length: nobody's hours change, a rest day moves. "
    "Decided when the roster is made and the same in every run; who opts in is an assumption."
)


def bid_plans(results: Results) -> list[Plan]:
    """How extra tours were filled, and mandated tours; nothing where none are offered."""
    if not results.has("extra_opted_share"):
        return []
    filled = (
        Wanted("extra_opted_share"),
        Wanted("extra_mandated_share"),
        Wanted("extra_open_share"),
        Wanted("mandated_tours"),
        Wanted("extra_tours", drawn=False),
        Wanted("mandated_tours_most", drawn=False),
    )
    return [Plan(filled, EXCHANGED, ("bids",), only_on=True)]
