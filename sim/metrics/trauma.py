"""What officers bear: trauma, complaints, support, and what feeds strain."""

from __future__ import annotations

from sim.metrics.metric import Metric

_WHOLE = "in whole periods of 28 days"

TRAUMA = (
    Metric(
        "trauma_scenes",
        "Traumatic scenes an officer a year",
        "scenes",
        f"Traumatic scenes that an officer came to, for each officer and year, {_WHOLE}; which are is drawn (trauma.scenes).",
        "officer-years",
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "trauma_officers_share",
        "Officers who met a traumatic scene",
        "share",
        f"Share of officers who came to one traumatic scene or more {_WHOLE}; of a run of a year, within twelve months.",
        "officers",
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "undefused_share",
        "Sent on before there was time to defuse",
        "share",
        "Of officers' traumatic scenes the share after which they were sent to the next incident sooner than it takes to defuse "
        "(trauma.defused_after_min after leaving the scene).",
        f"traumatic scenes that officers came to {_WHOLE}",
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "undefused_scenes",
        "Traumatic scenes without time to defuse, an officer a year",
        "scenes",
        f"Traumatic scenes after which an officer was sent on too soon, for each officer and year, {_WHOLE}.",
        "officer-years",
        "lower",
        "welfare",
        3,
    ),
    Metric(
        "distressing_hours",
        "Hours of distressing casework a year",
        "h",
        "Hours that one person works in a year on crimes that are distressing (trauma.cases): officers between calls and at the "
        "desk, investigators by team.",
        "officer-years; investigator-years",
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "under_complaint_share",
        "Officers under complaint",
        "share",
        f"Share of officers about whom a complaint is open, mean over days, {_WHOLE}.",
        "officer-days",
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "supported_share",
        "Duty with a sergeant who has time",
        "share",
        "Share of officers' time on duty on which a sergeant of their area was on duty and free for others; for sergeants, and "
        "where nobody is one, as set (strain.support.usual_share).",
        "time on duty",
        "higher",
        "welfare",
        1,
    ),
    Metric(
        "strain_added",
        "What feeds strain, by dimension",
        "strain",
        "What stressors of a dimension add to an officer's strain in 28 days beyond the usual, before it fades, each by itself: "
        "demands, control, support, recovery, and events with life outside work. What interventions take away is not taken off.",
        "officers x periods of 28 days",
        "lower",
        "welfare",
        3,
    ),
)
