"""Who attends: whose crews, how many, how long they drive, and what becomes of the work they begin."""

from __future__ import annotations

from sim.metrics.metric import Metric

_SENT = "crews sent in the period"
_ARRIVED = "crews sent in the period that arrived"
_ATTENDED = "incidents of the period that an officer reached"
_PASSED = "incidents of the period passed to the dispatcher"
_NEEDING = "incidents of the period that need a skill and were passed to the dispatcher"
_SKILLED = (
    "Of incidents that need an officer with a skill, whoever came in the end. One still waiting counts with its time so far, one "
    "no longer needed with its time until then; where no incident needs a skill it cannot be given. Groups by skill: an incident "
    "that needs two is in both."
)

ANSWERING = (
    Metric(
        "helped_share",
        "Crews from another area",
        "share",
        "Crews sent to an incident outside their own area, as a share of all crews sent. Groups by area are those of the "
        "incident: the area that was helped.",
        _SENT,
        "neutral",
        "answering",
        1,
    ),
    Metric(
        "aid_hours",
        "Hours worked by other forces' officers",
        "officer hours a year",
        "Hours on duty of officers whom another force sent as mutual aid.",
        "one year of the whole force",
        "neutral",
        "answering",
        0,
    ),
    Metric(
        "aid_returned_hours",
        "Hours returned to other forces",
        "officer hours a year",
        "Rostered hours that own officers spent with another force in return for its aid. What is still owed at the end of the "
        "run is not in it.",
        "one year of the whole force",
        "neutral",
        "answering",
        0,
    ),
    Metric(
        "aid_owed_hours",
        "Hours still owed to other forces",
        "officer hours",
        "Officer hours owed for mutual aid when the run stops: those worked by officers who have left again, times the ratio "
        "agreed, less the tours already spent in return, of the warm-up as well. 0 where nobody came.",
        "one count per replication",
        "lower",
        "answering",
        0,
    ),
    Metric(
        "skill_wait_mean_min",
        "Wait where a skill is needed, mean",
        "min",
        f"Mean time from the call to the first officer there. {_SKILLED}",
        _NEEDING,
        "lower",
        "answering",
        1,
    ),
    Metric(
        "skill_wait_p90_min",
        "Wait where a skill is needed, one in ten longer",
        "min",
        f"Nine in ten had their first officer within this time from the call. {_SKILLED}",
        _NEEDING,
        "lower",
        "answering",
        1,
    ),
    Metric(
        "substituted_share",
        "Attended without the skill",
        "share",
        "Incidents that need an officer with a skill at which none ever arrived who holds it (of several needed, no one crew "
        "that holds them all), as a share of those that an officer reached. Where no incident needs a skill it cannot be given. "
        "Groups by skill look at that skill alone.",
        "incidents of the period that need a skill and that an officer reached",
        "lower",
        "answering",
        1,
    ),
    Metric(
        "drive_mean_min",
        "Drive, mean",
        "min",
        "Mean time from a crew being sent to its arrival.",
        _ARRIVED,
        "lower",
        "answering",
        1,
    ),
    Metric(
        "drive_p90_min",
        "Drive, one in ten longer",
        "min",
        "Nine in ten crews that arrived drove no longer than this.",
        _ARRIVED,
        "lower",
        "answering",
        1,
    ),
    Metric(
        "turned_back_share",
        "Crews turned back on the way",
        "share",
        "Crews that were sent and called off before they arrived, as a share of those that arrived or were called off.",
        "crews sent in the period, those still driving at the end left out",
        "lower",
        "answering",
        1,
    ),
    Metric(
        "crews_per_incident",
        "Crews at an incident",
        "crews",
        "Crews that arrived at an incident over its whole life; one that comes back to work broken off counts again.",
        _ATTENDED,
        "neutral",
        "answering",
        2,
    ),
    Metric(
        "officers_per_incident",
        "Officers at an incident",
        "officers",
        "Officers who arrived at an incident over its whole life; one who comes back to work broken off counts again.",
        _ATTENDED,
        "neutral",
        "answering",
        2,
    ),
    Metric(
        "officer_hours_per_incident",
        "Officer hours for an incident",
        "h",
        "Time that officers were committed to an incident, from being sent until they left or it was closed, those who turned "
        "back included; an incident still open counts with its time so far.",
        _ATTENDED,
        "neutral",
        "answering",
        2,
    ),
    Metric(
        "single_crewed_log",
        "Logged as attended by one officer",
        "share",
        "Incidents whose log shows one officer only, ever, as a share of all attended. It need not agree with what officers say "
        "about working alone: single crews are sent together, and wait and drive alone.",
        _ATTENDED,
        "neutral",
        "answering",
        1,
    ),
    Metric(
        "begun_short_share",
        "Begun with fewer officers than needed",
        "share",
        "Incidents at which fewer officers were there than the work needs to begin when it began (for the last time, if it was "
        "broken off), as a share of those at which it began. A student counts as an officer.",
        "incidents of the period whose work began",
        "lower",
        "answering",
        1,
    ),
    Metric(
        "suspended_share",
        "Work broken off",
        "share",
        "Incidents that were left at least once, for one of a higher grade or at the end of a tour, and went back to the queue, "
        "as a share of those anybody was sent to. Crews called off while an incident still gathers its crews are not in it: see "
        "crews turned back.",
        "incidents of the period that a crew was sent to",
        "lower",
        "answering",
        1,
    ),
    Metric(
        "regraded_share",
        "Raised to a higher grade",
        "share",
        "Incidents that rose by a grade or more while they waited, for waiting long or on new information, as a share of all "
        "passed to the dispatcher. Targets and groups go by the grade first given.",
        _PASSED,
        "neutral",
        "answering",
        1,
    ),
    Metric(
        "clearing_dropped_hours",
        "Writing up cut short",
        "officer hours a year",
        "Officer hours of planned clearing that were not worked because the crew was called away to a higher grade: statements, "
        "files and notes left undone.",
        "one year of the whole force",
        "lower",
        "answering",
        0,
    ),
)
