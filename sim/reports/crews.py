"""The section "Crews and safety": working alone by log and by tally, officers for an incident, assaults and their cost."""

from __future__ import annotations

from sim.metrics import METRICS
from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.setting_forms import percent, value_at
from sim.reports.switches import any_on
from sim.reports.titles import Wanted
from sim.reports.words import level

_CREWING = ("double_for_risk", "splitting", "tutors", "triage_car")
TWO_TALLIES = (
    "The two differ by design: the log counts incidents that one officer alone ever reached, the officers' own tally counts time "
    "in a crew of one, waiting, driving and standing beside another crew of one included."
)
MIXED = (
    "Not a comparison of single with double crewing: crews of one and of two are sent to different types of incident, so each "
    "rate holds the type as well as the crew."
)
COUNTED = (
    "What is to be expected are the officers' chances added up; what is drawn by chance varies more and stands in the table. "
    "Days and pounds are counted only: sickness absence holds injuries already."
)
ABSENT = (
    "What is to be expected are the officers' chances added up; what is drawn by chance varies more and stands in the table. "
    "Where the injured go off sick, they do from their next tour on: the rest of the tour they are injured in is worked."
)


def crew_plans(results: Results) -> list[Plan]:
    """Single crewing by both tallies, officers and hours for an incident, assaults, and assaults by size of crew."""
    return [
        Plan(
            (
                Wanted("single_crewed_log", "", "By the log: incidents with one officer"),
                Wanted("often_alone_share", "", "By the officers: often alone"),
                Wanted("single_crewed_share", "", "Time on duty in a crew of one"),
            ),
            TWO_TALLIES,
            _CREWING,
            # Where nobody asks about crews the chart is about whatever moved.
            title=two_tallies(results) if not results.others or any(a.startswith("crewing") for a in results.axes) else "",
        ),
        Plan(
            (Wanted("officers_per_incident"), Wanted("officer_hours_per_incident"), Wanted("crews_per_incident", drawn=False)),
            "Over an incident's whole life, at those that an officer reached.",
            (*_CREWING, "staged", "surplus"),
        ),
        Plan(_assaults(results), ABSENT if any_on(results.configurations, "injuries_absent") else COUNTED, ("safety",)),
        Plan(_by_crew(results), MIXED, ("safety",)),
    ]


def two_tallies(results: Results) -> str:
    """What the log says of working alone, and what the officers say, for the baseline; nothing where one is not stored."""
    both = [results.estimate(results.baseline.id, name).mean for name in ("single_crewed_log", "often_alone_share")]
    if not (results.has("single_crewed_log") and results.has("often_alone_share")) or not results.baseline.stable:
        return ""
    log, own = (level(METRICS[n], v) for n, v in zip(("single_crewed_log", "often_alone_share"), both, strict=True))
    limit = value_at(results.configuration, "crewing.often_alone_share")
    often = f" for more than {percent(limit)} of their duty" if isinstance(limit, int | float) else " often"
    where = " in the baseline" if results.others else ""
    return f"The log shows one officer at {log} of incidents{where}, yet {own} of officers are alone{often}"


def _assaults(results: Results) -> tuple[Wanted, ...]:
    """Assaults, injuries and pounds: as expected where that is stored, else as drawn; the rest in the table."""
    pairs = (("assaults_expected", "assaults"), ("injuries_expected", "injuries"), ("injury_cost_expected", "injury_cost"))
    first = [next((name for name in pair if results.has(name)), pair[0]) for pair in pairs]
    rest = [name for pair in pairs for name in pair if name not in first]
    return (*(Wanted(name) for name in first), *(Wanted(name, drawn=False) for name in (*rest, "injury_days")))


def _by_crew(results: Results) -> tuple[Wanted, ...]:
    name = "assaults_expected_per_1000" if results.has("assaults_expected_per_1000") else "assaults_per_1000_attended"
    groups = ["", *results.groups(name, "crew")]
    return tuple(Wanted(name, g, f"{results.group_title(g)}: assaults for 1,000 who attend") for g in groups)
