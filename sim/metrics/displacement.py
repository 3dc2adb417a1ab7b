"""What partners leave undone, what of it comes to the police, and how asking grows with helping."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEAR = "years of the period"
_UNMET = "work that partners left undone in the period"

DISPLACEMENT = (
    Metric(
        "unmet", "Partners' work left undone", "a year",
        "Requests of the police that a partner did not meet, so that officers did its work themselves or left, people whom "
        "officers left at a partner's place at its limit, and jobs of the partner's own that waited longer than its patience and "
        "were served by nobody.", _YEAR, "lower", "partners", 0,
    ),
    Metric(
        "unmet_own", "Partners' own jobs left undone", "a year",
        "Jobs of partners' own, not asked for by the police, that waited longer than the partner's patience and were served by "
        "nobody.", _YEAR, "lower", "partners", 0,
    ),
    Metric(
        "unmet_share", "Partners' work left undone, share", "share",
        "Requests, people brought to places and jobs that were left undone, as a share of those that were met or left undone.",
        "requests, people brought and partners' own jobs that were met or left undone in the period", "lower", "partners", 1,
    ),
    Metric(
        "unmet_displaced_share", "Left undone: came to the police", "share",
        "Of what partners left undone, the share that came to the police as an incident, or is on its way to them.",
        _UNMET, "lower", "partners", 1,
    ),
    Metric(
        "unmet_resolved_share", "Left undone: resolved elsewhere", "share",
        "Of what partners left undone, the share that was resolved elsewhere.", _UNMET, "higher", "partners", 1,
    ),
    Metric(
        "unmet_lost_share", "Left undone: lost", "share",
        "Of what partners left undone, the share that nobody did and of which nothing more was heard.",
        _UNMET, "lower", "partners", 1,
    ),
    Metric(
        "gaps_filled_share", "Gaps the police filled", "share",
        "Of what partners left undone, the share that officers did: requests they gave up waiting for and did themselves, and "
        "what came to them as an incident that is closed.", _UNMET, "neutral", "partners", 1,
    ),
    Metric(
        "displaced_incidents", "Incidents displaced by partners", "a year",
        "Incidents that came to the police because a partner left something undone, by partner and by what they came as.",
        _YEAR, "lower", "partners", 0,
    ),
    Metric(
        "displaced_hours", "Work displaced by partners", "officer hours a year",
        "Officer hours, from being sent to leaving, at incidents that came because a partner left something undone. Time held "
        "for partners at other incidents is not in it.", _YEAR, "lower", "partners", 0,
    ),
    Metric(
        "asked_level", "What is asked of police who fill in", "multiple",
        "How much of what partners leave undone is brought to the police, as a multiple of what would be if they had never "
        "filled in; mean of the days.", "days of the period", "lower", "partners", 2,
    ),
    Metric(
        "asked_level_end", "What is asked as the period ends", "multiple",
        "The same multiple on the last day.", "the last day", "lower", "partners", 2,
    ),
    Metric(
        "called_again_incidents", "Callers who rang again", "a year",
        "Incidents of the same caller and type as one before, whatever was done about that.", _YEAR, "lower", "partners", 0,
    ),
    Metric(
        "called_again_hours", "Work for callers who rang again", "officer hours a year",
        "Officer hours, from being sent to leaving, at incidents of callers who rang again.", _YEAR, "lower", "partners", 0,
    ),
)  # fmt: skip
