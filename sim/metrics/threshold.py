"""The threshold for sending officers: what it turns away, what it leaves to attend, and what comes of the rest."""

from __future__ import annotations

from sim.metrics.metric import Metric

_MONTHS = "months (twelfths of a year) of the period"
_IN = "calls in the categories of the threshold (threshold.categories)"

THRESHOLD = (
    Metric(
        "threshold_calls", "Calls put to the threshold", "a month",
        f"Calls for officers in the period that are {_IN}, those made again included; without a front door only calls that would "
        "have been attended come that far. While no phase holds they are counted and all are taken on.", _MONTHS, "neutral",
        "demand", 0,
    ),
    Metric(
        "threshold_refused_share", "Calls turned away", "share",
        f"Share of {_IN} put to the threshold that were turned away: no immediate risk to life or of serious harm perceived, no "
        "duty of care owed, and the policy kept to.", "calls put to the threshold", "neutral", "demand", 1,
    ),
    Metric(
        "threshold_attended_share", "Calls of these categories attended", "share",
        f"Share of all {_IN} to which officers were sent; calls that would not have been attended in any case count too, without "
        "a front door by the share of the type that is attended.", "calls", "neutral", "demand", 1,
    ),
    Metric(
        "threshold_deployments", "Deployments to these categories", "a month",
        f"Incidents to which officers were sent among {_IN}.", _MONTHS, "neutral", "demand", 0,
    ),
    Metric(
        "threshold_hours", "Officer hours on these categories", "officer hours a month",
        f"Hours of all officers from being sent to leaving, at {_IN}.", _MONTHS, "neutral", "demand", 0,
    ),
    Metric(
        "threshold_back", "Calls turned away that came back", "a month",
        "Calls about a matter that was turned away before; they are put to the threshold again.", _MONTHS, "lower", "demand", 0,
    ),
    Metric(
        "threshold_from_agencies_share", "Calls turned away from agencies", "share",
        "Share of the calls turned away that another agency made.", "calls turned away", "neutral", "demand", 1,
    ),
    Metric(
        "threshold_wrongly_refused_share", "Turned away at real risk", "share",
        "Share of the calls turned away in which there was a real and immediate risk, drawn beforehand, that nobody perceived.",
        "calls turned away", "lower", "public", 1,
    ),
    Metric(
        "threshold_wrongly_refused", "Calls at real risk turned away", "a month",
        "Calls turned away in which there was a real and immediate risk that nobody perceived.", _MONTHS, "lower", "public", 1,
    ),
    Metric(
        "threshold_harm", "Harm to be expected of calls turned away", "a year",
        "Calls at real risk that were turned away x the chance of harm of each (threshold.turned_away.harm). An expectation "
        "under an assumed chance: not a count of cases, and no forecast of any.", "years of the period", "lower", "public", 1,
        headline=True,
    ),
    Metric(
        "threshold_harm_hours", "Officer hours on what became of them", "officer hours a month",
        "Hours of all officers, from being sent to leaving, at incidents of the highest grade that came of calls turned away.",
        _MONTHS, "lower", "demand", 1,
    ),
)  # fmt: skip
