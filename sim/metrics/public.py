"""What the public meets: attendance within target, waits, backlog."""

from __future__ import annotations

from sim.metrics.metric import Metric

_WAITED = (
    "waited no longer than this from the call to the first officer there (for an appointment, and for one that came back to the "
    "front door, from being passed to the dispatcher). One still waiting at the end counts with its wait so far, one no longer "
    "needed with its wait until then."
)

PUBLIC = (
    Metric(
        "attended_within_target",
        "Attended within target",
        "share",
        "Incidents whose first officer arrived within the target time of the grade first given, the kind of area and, where "
        "the force says so, vulnerability, as a share of all incidents due an attendance by the end of the run. The clock "
        "starts at the call, when the incident is logged, or when the first crew is sent, as the grade says. One that was never "
        "reached, or that needed nobody any more before a crew was sent, counts as missed. Left out are incidents without a "
        "standard and, where the clock starts at sending, those nobody was sent to.",
        "incidents of the period whose target time had run out by the end of the run, met or not",
        "higher",
        "public",
        1,
        headline=True,
    ),
    Metric(
        "wait_p50_min",
        "Wait, middle case",
        "min",
        f"Half of the incidents that officers were to attend {_WAITED}",
        "incidents of the period passed to the dispatcher",
        "lower",
        "public",
        1,
    ),
    Metric(
        "wait_p90_min",
        "Wait, one in ten longer",
        "min",
        f"Nine in ten incidents that officers were to attend {_WAITED}",
        "incidents of the period passed to the dispatcher",
        "lower",
        "public",
        1,
        headline=True,
    ),
    Metric(
        "backlog_mean",
        "Incidents waiting for a crew",
        "incidents",
        "Number of incidents that the dispatcher knows of with no crew yet sent, averaged over time. Work that was broken off "
        "and waits to go on is not in it.",
        "time in the period",
        "lower",
        "public",
        1,
        headline=True,
    ),
    Metric(
        "backlog_first_half",
        "Waiting for a crew, first half",
        "incidents",
        "Number of incidents with no crew yet assigned, averaged over the first half of the measured period.",
        "time in the first half of the period",
        "neutral",
        "public",
        1,
    ),
    Metric(
        "backlog_second_half",
        "Waiting for a crew, second half",
        "incidents",
        "Number of incidents with no crew yet assigned, averaged over the second half of the measured period. Much "
        "more than in the first half is the mark of a force that cannot keep up.",
        "time in the second half of the period",
        "neutral",
        "public",
        1,
    ),
    Metric(
        "backlog_growth_share",
        "Growth of the backlog",
        "share",
        "Growth of the number waiting from the first half of the period to the second, as a share of the incidents "
        "that came in between the middles of the two: work that comes in and is never answered.",
        "incidents created between the middles of both halves",
        "neutral",
        "public",
        1,
    ),
    Metric(
        "open_at_end",
        "Still open at the end",
        "incidents",
        "Incidents that the dispatcher knows of and that are not yet closed when the run stops. A number that grows with the "
        "length of the run is the mark of a force that cannot keep up.",
        "one count per replication",
        "lower",
        "public",
        0,
    ),
)
