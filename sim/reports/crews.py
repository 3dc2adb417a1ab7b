"""The section "Crews and safety": working alone by log and by tally, officers for an incident, assaults and their cost."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

_CREWING = ("double_for_risk", "splitting", "tutors", "triage_car")
TWO_TALLIES = (
    "The log and the officers disagree by design: the log counts incidents that one officer alone ever reached, the officers' "
    "own tally counts time in a crew of one, waiting, driving and standing beside another crew of one included."
)
MIXED = (
    "Not a comparison of single with double crewing: crews of one and of two are sent to different types of incident, so each "
    "rate holds the type as well as the crew."
)
COUNTED = (
    "Assaults to be expected are the officers' chances added up; injuries are drawn by chance and vary more. Days and pounds are "
    "counted only: sickness absence holds injuries already."
)


def crew_plans(results: Results) -> list[Plan]:
    """Single crewing by both tallies, officers and hours for an incident, assaults, and assaults by size of crew."""
    crews = [g for g in results.groups("assaults_per_1000_attended", "crew")]
    return [
        Plan((Wanted("single_crewed_share"), Wanted("often_alone_share"), Wanted("single_crewed_log")), TWO_TALLIES, _CREWING),
        Plan(
            (Wanted("officers_per_incident"), Wanted("officer_hours_per_incident"), Wanted("crews_per_incident", drawn=False)),
            "Over an incident's whole life, at those that an officer reached.",
            (*_CREWING, "staged", "surplus"),
        ),
        Plan(
            (
                Wanted("assaults_expected"),
                Wanted("injuries"),
                Wanted("injury_cost"),
                Wanted("assaults", drawn=False),
                Wanted("injury_days", drawn=False),
            ),
            COUNTED,
            ("safety",),
        ),
        Plan(
            tuple(Wanted("assaults_per_1000_attended", g, f"{results.group_title(g)}: assaults") for g in ("", *crews)),
            MIXED,
            ("safety",),
        ),
    ]
