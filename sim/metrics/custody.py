"""What an arrest costs a response team: hours, the wait for a custody desk, overtime."""

from __future__ import annotations

from sim.metrics.metric import Metric

_PARTS = "the drive to the suite, the wait for a desk, booking-in and building the file"

CUSTODY = (
    Metric(
        "arrests",
        "Arrests",
        "a year",
        "People whom response officers took from an incident to custody.",
        "one year of the whole force",
        "neutral",
        "officers",
        0,
    ),
    Metric(
        "custody_hours",
        "Officer hours after arrests",
        "h a year",
        f"Officer hours from the end of the work at the scene until the file is built: {_PARTS}. Overtime is in it.",
        "one year of the whole force",
        "lower",
        "officers",
        0,
    ),
    Metric(
        "custody_hours_per_arrest",
        "Officer hours for an arrest, after the scene",
        "h",
        f"Officer hours of {_PARTS}, for each arrest.",
        "arrests of the period",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "custody_duty_share",
        "Duty spent on arrests after the scene",
        "share",
        f"Officer time of {_PARTS} as a share of all time on duty, overtime in both.",
        "officer-hours on duty, overtime included",
        "lower",
        "officers",
        1,
    ),
    Metric(
        "custody_wait_p50_min",
        "Wait for a custody desk, middle case",
        "min",
        "Half of those brought to a suite were at a desk within this time of coming there. Those still waiting count so far.",
        "people brought to a suite in the period, of the suite where one is named",
        "lower",
        "officers",
        0,
    ),
    Metric(
        "custody_wait_p90_min",
        "Wait for a custody desk, one in ten longer",
        "min",
        "Nine in ten of those brought to a suite were at a desk within this time of coming there. Those still waiting count "
        "so far.",
        "people brought to a suite in the period, of the suite where one is named",
        "lower",
        "officers",
        0,
    ),
    Metric(
        "custody_overtime_hours",
        "Overtime with an arrest in hand",
        "h a year",
        f"Officer hours beyond the end of tours spent on {_PARTS}, paid or not.",
        "one year of the whole force",
        "lower",
        "officers",
        0,
    ),
    Metric(
        "custody_desks_busy",
        "Custody desks busy",
        "share",
        "Busy time of custody desks, other people's detainees included, as a share of the time they were open or still busy.",
        "desk-hours, of the suite where one is named",
        "neutral",
        "officers",
        1,
    ),
)
