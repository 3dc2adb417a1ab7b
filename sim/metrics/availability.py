"""From the establishment to the street: the availability cascade, experience, leave."""

from __future__ import annotations

from sim.metrics.metric import Metric

_POST = "hours of the tours of one post in the period, averaged over all posts"
_UNIT = "Counted in hours of tours and given as officers: one is the tours of one post, as the roster has them. Groups: teams."
_STEPS = {
    "establishment": ("Establishment", "Posts, after cuts and uplift."),
    "strength": ("On strength", "Posts that somebody holds: the establishment less vacancies."),
    "deployable": (
        "Deployable",
        "Officers on strength who can be sent in response on their own: less those on other duties, away for long or "
        "under investigation, less students, and less the tours that part-timers do not work.",
    ),
    "rostered": (
        "Rostered",
        "Officers whose tours stand in the roster. Rest days are no tours and nobody's loss here; how many are rostered at a "
        "time is a measure of its own.",
    ),
    "available": (
        "Available",
        "Rostered officers who are there: less leave, training, court and like duties, those taken by surges, sickness, tours "
        "spent repaying other forces, time off in lieu and rest days given back, and rest after work that ran into the next "
        "tour.",
    ),
    "productive": (
        "Productive",
        "Available officers less what a tour takes of its own: briefing, meal breaks, the drive to custody, the wait and the "
        "booking-in there, building the file, watches, and time lost to systems. What is left they are free for incidents, or "
        "occupied with them; who is held for a partner is occupied, and told apart.",
    ),
}
_AT_A_TIME = {
    "rostered": "Officers whose roster has a tour at the time, averaged over time.",
    "available": "Rostered officers who are there, averaged over time. Overtime is not in it.",
    "productive": "Available officers less what a tour takes of its own, averaged over time.",
}


def _cascade() -> tuple[Metric, ...]:
    """Return a metric for each step, in officers."""
    return tuple(
        Metric(f"cascade_{step}", title, "officers", f"{what} {_UNIT}", _POST, "neutral", "availability", 1)
        for step, (title, what) in _STEPS.items()
    )


def _at_a_time() -> tuple[Metric, ...]:
    return tuple(
        Metric(f"{step}_at_a_time", f"{_STEPS[step][0]} at a time", "officers", what, "time in the period", "neutral",
               "availability", 1)
        for step, what in _AT_A_TIME.items()
    )  # fmt: skip


def _by_hour() -> tuple[Metric, ...]:
    """Return a metric for each step by hour of the week, in officers on duty."""
    when = "Officers whose tour, as the roster has it, falls in this hour of the week, averaged over the weeks of the run."
    return tuple(
        Metric(f"duty_{step}", f"{title} by hour", "officers", f"{when} {what}", "time in this hour of the week", "neutral",
               "availability", 1, by_hour=True)
        for step, (title, what) in _STEPS.items()
    )  # fmt: skip


AVAILABILITY = (
    *_cascade(),
    Metric(
        "cascade_lost",
        "Lost on the way",
        "officers",
        "What the cascade loses for each reason, in the officers it counts in; the reasons of a step sum to its fall. A student "
        "is an officer who goes out with a tutor only.",
        _POST,
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "productive_spent",
        "What productive time goes to",
        "officers",
        "Productive officers by what they do, in the officers the cascade counts in; the uses sum to the productive. Free: for "
        "an incident, or at the desk with a crime. Driving, at the scene, held for a partner, writing up: occupied with one.",
        _POST,
        "neutral",
        "availability",
        1,
    ),
    *_at_a_time(),
    Metric(
        "productive_share",
        "Productive share of the establishment",
        "share",
        "Hours of productive officers as a share of the hours of the tours of all posts.",
        "hours of the tours of all posts in the period",
        "neutral",
        "availability",
        1,
    ),
    *_by_hour(),
    Metric(
        "experience_mean_years",
        "Years of service",
        "years",
        "Service at the start of the study, averaged over the officers who can be deployed.",
        "officers who can be deployed",
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "experience_under_2_share",
        "Officers with less than two years",
        "share",
        "Officers with less than two years of service at the start of the study.",
        "officers who can be deployed",
        "neutral",
        "availability",
        1,
    ),
)
