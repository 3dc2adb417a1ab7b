"""Complaints about officers, as work."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEAR = "years of the period"

COMPLAINTS = (
    Metric(
        "complaints_made", "Complaints", "a year",
        "Complaints made in a year about officers who attended an incident.", _YEAR, "lower", "availability", 0,
    ),
    Metric(
        "complaint_hours_asked", "Work that complaints ask for", "hours a year",
        "Hours that the complaints made in a year ask of sergeants, to look into them, and of the officers they are about, to "
        "answer them.", _YEAR, "lower", "availability", 0,
    ),
    Metric(
        "complaint_hours", "Time spent on complaints", "hours a year",
        "Hours on duty that sergeants and other officers spent on complaints instead of being free for incidents; together and "
        "by role. Counted with the tour, as it ends.", _YEAR, "lower", "availability", 0,
    ),
    Metric(
        "complaint_hours_owed", "Complaint work still to do", "hours",
        "Hours that complaints asked for and nobody had done when the run ends.", "runs", "lower", "availability", 0,
    ),
)  # fmt: skip
