"""The section "What officers bear": the pressures of the survey, how many officers bear each frequently, and strain."""

from __future__ import annotations

from sim.reports.results import Results, known_means
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

BORNE = (
    "Each pressure is counted from what happened to an officer over 28 days, never drawn. From when on it is frequent is "
    "assumed: read changes, not levels. In the survey of 2016, of officers who chose to answer: too few officers about 80 %, "
    "workload too high 66 %, too little time 58 %, often or always single crewed 73 %."
)
STRAIN = "Strain is a model, no measurement: 0 is what the usual exposures leave behind. What it does to sickness is contested."


def pressure_plans(results: Results) -> list[Plan]:
    """How many pressures officers bear, each pressure in the table below, and strain."""
    found = known_means(results, "pressures_borne", "pressures_many_share")
    if found is None:
        return []
    names = results.groups("pressure_frequent_share", "pressure")

    def by_pressure(metric: str, what: str) -> tuple[Wanted, ...]:
        return tuple(Wanted(metric, group, f"{results.group_title(group)}: {what}", drawn=False) for group in names)

    title = f"An officer bears {found[0]:.1f} of {len(names)} pressures frequently; {found[1]:.0%} bear four or more"
    borne = (Wanted("pressures_borne"), Wanted("pressures_many_share"))
    listed = (*by_pressure("pressure_frequent_share", "officers who bear it frequently"), *by_pressure("pressure_level", "level"))
    strain = (Wanted("strain_mean"), Wanted("strain_worst_tenth"))
    return [
        Plan((*borne, *listed), BORNE, ("pressures",), always=True, only_on=True, title=title),
        Plan(strain, STRAIN, ("sickness",)),
    ]
