"""The section "Getting there": clocks and standards, the drive, help from elsewhere, and what becomes of work on the way."""

from __future__ import annotations

from sim.metrics import METRICS
from sim.reports.results import ATTENDED, Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

_LONG = "one in ten waits longer than"


def getting_there_plans(results: Results) -> list[Plan]:
    """Attendance by vulnerability, the drive, help and lent hours, waits for a skill, work broken off, raised or called off."""
    by_area = tuple(Wanted("helped_share", g, drawn=False) for g in results.groups("helped_share", "area"))
    return [
        Plan(_by(results, "vulnerable", "yes", "no"), switches=("vulnerable",), only_on=True),
        Plan(_drives(results), "From being sent to arriving; crews called off on the way are not in it.", ("thinning", "help")),
        Plan((Wanted("helped_share"), *by_area), switches=("help",)),
        Plan(
            (Wanted("aid_hours"), Wanted("aid_returned_hours"), Wanted("aid_owed_hours")),
            "Hours lent and returned are shown as of a year, hours owed as they are when a run ends.",
            ("mutual_aid",),
        ),
        Plan(_skilled(results), "From the call to the first officer there, whoever came in the end.", ("skills",)),
        Plan(
            (Wanted("scenes_cut_share"), Wanted("scene_hours_saved"), Wanted("came_again"), Wanted("came_again_hours")),
            "What comes back is an incident like any other, and counts in every measure of incidents.",
            ("cut_short",),
        ),
        Plan(
            (
                Wanted("incidents_prevented"), Wanted("prevented_share", drawn=False), Wanted("prevention_hours"),
                Wanted("prevention_saved_hours"), Wanted("prevention_payback"),
            ),
            "What an hour prevents is assumed. It goes on working after the run has ended, which the payback leaves out.",
            ("prevention",),
        ),
        Plan(
            (
                Wanted("failure_share"), Wanted("failure_incidents"), *_causes(results), Wanted("failure_hours"),
                Wanted("escalated"),
            ),
            "How much comes back is assumed: what is shown is how far it would go, not how much there is.",
            ("failure_demand",),
        ),
        Plan(
            (
                Wanted("suspended_share"),
                Wanted("turned_back_share"),
                Wanted("cancelled_share"),
                Wanted("regraded_share"),
                Wanted("begun_short_share"),
                Wanted("clearing_dropped_hours"),
            ),
            "Work broken off waits to go on and is not among the incidents waiting for a crew.",
            ("preemption", "hand_back", "patience", "promotion", "new_information", "staged"),
        ),
    ]


def _causes(results: Results) -> tuple[Wanted, ...]:
    """What came back, by cause."""
    return tuple(Wanted("failure_incidents", group, drawn=False) for group in results.groups("failure_incidents", "cause"))


def _by(results: Results, kind: str, *names: str) -> tuple[Wanted, ...]:
    groups = [f"{kind}={name}" for name in names if results.has(ATTENDED, f"{kind}={name}")]
    return (
        *(Wanted(ATTENDED, g, f"{results.group_title(g)}, within target") for g in groups),
        *(Wanted("wait_p90_min", g, f"{results.group_title(g)}: {_LONG}") for g in groups),
    )


def _skilled(results: Results) -> tuple[Wanted, ...]:
    """Waits where a skill is needed, for each skill."""
    skills = results.groups("skill_wait_p90_min", "skill")
    return (
        *(Wanted("skill_wait_p90_min", g, f"{results.group_title(g)}: {_LONG}") for g in skills or [""]),
        *(Wanted("skill_wait_mean_min", g, f"{results.group_title(g)}: mean wait", drawn=False) for g in skills),
    )


def _drives(results: Results) -> tuple[Wanted, ...]:
    kinds = sorted(results.groups("drive_mean_min", "kind"), reverse=True) or [""]  # urban before rural, as elsewhere
    titled = METRICS["drive_mean_min"].title
    return (
        *(Wanted("drive_mean_min", g, f"{results.group_title(g)}: {titled.lower()}" if g else titled) for g in kinds),
        Wanted("drive_p90_min"),
    )
