"""What surges take from the teams, and the weeks in which demand or strength changes."""

from __future__ import annotations

from sim.metrics.metric import Metric

_WEEKS = (
    "in each whole stretch of two weeks of the measured period (of four where it is longer than 28 weeks); where surges or "
    "changes of demand are on."
)

SURGES = (
    Metric(
        "surge_hours",
        "Officer hours taken by surges",
        "h in the period",
        "Hours of tours that officers would have worked with their teams and spent with a major enquiry, public order or an "
        "event instead. Who is on leave, in training or at court is not taken. Investigators are not in it.",
        "the period",
        "neutral",
        "availability",
        0,
    ),
    Metric(
        "surge_share",
        "Rostered time taken by surges",
        "share",
        "Rostered time that surges take as a share of all rostered time.",
        "rostered time",
        "neutral",
        "availability",
        2,
    ),
    Metric(
        "in_target_in_weeks",
        "Attended in target, by weeks",
        "share",
        f"Attendance within target {_WEEKS}",
        "incidents logged in these weeks whose target ran out in the period",
        "higher",
        "public",
        1,
    ),
    Metric(
        "wait_p90_in_weeks",
        "Wait exceeded by one in ten, by weeks",
        "min",
        f"The time that nine in ten wait at most for the first officer {_WEEKS}",
        "incidents logged in these weeks",
        "lower",
        "public",
        0,
    ),
    Metric(
        "backlog_in_weeks",
        "Incidents waiting, by weeks",
        "incidents",
        f"Incidents that wait for a crew to be sent, averaged over time {_WEEKS}",
        "time in these weeks",
        "lower",
        "public",
        1,
    ),
    Metric(
        "crimes_open_in_weeks",
        "Crimes open, by weeks",
        "crimes",
        f"Crimes not closed yet that were not screened out, averaged over time {_WEEKS}",
        "time in these weeks",
        "lower",
        "casework",
        0,
    ),
)
