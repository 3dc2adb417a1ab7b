"""The threshold for sending officers on the page: what is turned away, what is left to attend, and what becomes of the rest."""

from __future__ import annotations

from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

CALLS = (
    "Calls in the threshold's categories. Which carry a real risk is drawn by an assumed share, and what call-takers perceive by "
    "assumed chances: how many are attended follows from that, and is set nowhere. Hours are as of a month in this force."
)
HARM = (
    "What becomes of calls turned away is assumed, and drawn beforehand. Harm is an expectation under an assumed chance, told "
    "for the force as a whole: no count of cases, and no forecast. What agencies do with calls that come to them is not modelled."
)


def threshold_plans(results: Results) -> list[Plan]:
    """Calls turned away and attended, by category; then what comes back, wrong refusals and harm."""
    def by(metric: str, what: str) -> tuple[Wanted, ...]:
        return tuple(Wanted(metric, group, f"{results.group_title(group)}: {what}", drawn=False)
                     for group in results.groups(metric, "category"))  # fmt: skip

    calls = (Wanted("threshold_refused_share"), Wanted("threshold_attended_share"), Wanted("threshold_deployments"),
             Wanted("threshold_hours"), Wanted("threshold_calls", drawn=False), *by("threshold_deployments", "deployments"),
             *by("threshold_hours", "officer hours"))  # fmt: skip
    after = (Wanted("threshold_back"), Wanted("threshold_wrongly_refused"), Wanted("threshold_harm"),
             Wanted("threshold_wrongly_refused_share", drawn=False), Wanted("threshold_from_agencies_share", drawn=False),
             Wanted("threshold_harm_hours", drawn=False))  # fmt: skip
    return [Plan(calls, CALLS, ("threshold",)), Plan(after, HARM, ("threshold",))]
