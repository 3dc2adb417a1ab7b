"""Annual leave by entitlement: taken, refused, carried over, lost."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEAR = "officer-years of those who can be deployed"
_ASKED = "requests whose first choice begins in the period"
_REQUEST = "A request is for one or more whole weeks, with a second choice. Groups: areas."

LEAVE = (
    Metric(
        "leave_taken_days",
        "Leave taken",
        "days per officer a year",
        "Rostered hours on leave in the period, leave spent on being unwell included, in days of entitlement.",
        _YEAR,
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "leave_requests",
        "Leave asked for",
        "per officer a year",
        "Requests for whole weeks of leave, by the date of the first choice.",
        _YEAR,
        "neutral",
        "availability",
        2,
    ),
    Metric(
        "leave_refused",
        "Leave refused",
        "per officer a year",
        "Requests for whole weeks that were refused, first and second choice, because too many of the team in that area were "
        "away already.",
        _YEAR,
        "lower",
        "availability",
        2,
    ),
    Metric(
        "leave_refused_share",
        "Requests for leave refused",
        "share",
        f"Requests refused for both choices. {_REQUEST}",
        _ASKED,
        "lower",
        "availability",
        1,
    ),
    Metric(
        "leave_first_choice_share",
        "Leave granted as asked for",
        "share",
        f"Requests granted for the first choice. {_REQUEST}",
        _ASKED,
        "higher",
        "availability",
        1,
    ),
    Metric(
        "leave_second_choice_share",
        "Leave granted for the second choice",
        "share",
        f"Requests refused for the first choice and granted for the second. {_REQUEST}",
        _ASKED,
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "leave_often_refused_share",
        "Officers often refused leave",
        "share",
        "Officers refused leave at least as often in the period as the setting abstraction.entitlement.often_refused says; in a "
        "shorter period they are fewer.",
        "officers who can be deployed",
        "lower",
        "availability",
        1,
    ),
    Metric(
        "leave_short_notice",
        "Tours off at short notice",
        "per officer a year",
        "Single tours of leave granted at short notice.",
        _YEAR,
        "neutral",
        "availability",
        2,
    ),
    Metric(
        "leave_short_notice_refused_share",
        "Tours off at short notice refused",
        "share",
        "Single tours wanted off at short notice that strength did not allow. The officer may ask for another day.",
        "tours wanted off at short notice in the period",
        "lower",
        "availability",
        1,
    ),
    Metric(
        "leave_account",
        "Leave account",
        "days per officer a year",
        "An officer's leave account, averaged over officers and over the leave years that the period touches, each as much as "
        "the period holds of its days: entitled + carried in + bought + received = taken + given + carried out + lost.",
        "officers who can be deployed",
        "neutral",
        "availability",
        1,
    ),
)
