"""The section "Crimes and cases": what officers carry between calls, what gets late, what waits for specialists."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

CARRIED = (
    "Officers work on their crimes only while free or in desk time, from settling in until they are called away. What others "
    "keep them waiting for (laboratories, telephones, prosecutors) is not modelled, so a force carries more at a time than this."
)
DESK = "Protected desk time, in tours in which there were crimes to work at; between calls officers work on them as well."
LATE = "Of crimes that were not screened out: a crime nobody investigates cannot be late."
QUEUED = "Waits count up to now where nobody has taken the case yet."
_MOST_TEAMS = 4


def casework_plans(results: Results) -> list[Plan]:
    """Crimes carried and screened out; past their deadline and neglected; the queues of the teams; how long it takes."""
    return [
        Plan(
            (
                Wanted("crimes_per_officer"),
                Wanted("desk_hours"),
                Wanted("crimes_screened_share"),
                Wanted("crimes_left", drawn=False),
            ),
            CARRIED,
            ("casework",),
        ),
        Plan((Wanted("desk_time_had_share"), Wanted("desk_time_min")), DESK, ("desk_time",), only_on=True),
        Plan(_by_team(results, "crimes_late_share", "past their deadline"), LATE, ("casework",)),
        Plan(_by_team(results, "crimes_neglected_share", "neglected"), LATE, ("casework",)),
        Plan(_by_team(results, "case_wait_days", "days until somebody has a case"), QUEUED, ("casework",)),
        Plan(_by_team(results, "crimes_waiting", "nobody carries yet"), QUEUED, ("casework",)),
        Plan(
            (
                Wanted("crime_days"),
                Wanted("crime_age_days"),
                Wanted("crimes_open", drawn=False),
                *_per_head(results),
            ),
            "",
            ("casework",),
        ),
    ]


def _by_team(results: Results, metric: str, words: str) -> tuple[Wanted, ...]:
    groups = results.groups(metric, "team")
    return tuple(
        Wanted(metric, g, f"{results.group_title(g)}: {words}", drawn=place < _MOST_TEAMS) for place, g in enumerate(groups)
    )


def _per_head(results: Results) -> tuple[Wanted, ...]:
    groups = results.groups("cases_per_investigator", "team")
    return tuple(Wanted("cases_per_investigator", g, f"{results.group_title(g)}: cases each", drawn=False) for g in groups)
