"""Crimes and cases: what attending leaves behind, who carries it, and how late it gets."""

from __future__ import annotations

from sim.metrics.metric import Metric

_LEFT = "crimes left in the period that were not screened out"
_WHO = "By team; response holds what officers carry and what waits to be shared out among them."

CASEWORK = (
    Metric(
        "crimes_left", "Crimes left to investigate", "a year",
        "Crimes that incidents left when their attendance was over.", "years of the period", "neutral", "casework", 0,
    ),
    Metric(
        "crimes_screened_share", "Crimes screened out", "share",
        "Crimes that nobody investigates, as a share of those left in the period: by their type, while the queue is long, or "
        "because the officer who attended carried too many.", "crimes left in the period", "lower", "casework", 1,
    ),
    Metric(
        "crimes_per_officer", "Crimes an officer carries", "crimes",
        "Crimes under investigation by response officers, mean over the period, for each officer who can be deployed.",
        "officers who can be deployed", "lower", "casework", 2,
    ),
    Metric(
        "desk_hours", "Desk work on crimes", "h a year",
        "Hours officers spent on their crimes while free, from settling in until they were called away, had a break or went "
        "home; protected desk time is in it.",
        "officer-years", "neutral", "casework", 0,
    ),
    Metric(
        "desk_time_had_share", "Desk time had", "share",
        "Tours in which an officer had the protected desk time (casework.desk), or as much of it as his crimes had use for, as a "
        "share of those in which there was use for it.",
        "tours worked to their end in which there were crimes to work at", "higher", "casework", 1,
    ),
    Metric(
        "desk_time_min", "Desk time, minutes a tour", "min",
        "Minutes of protected desk time in each tour in which there was use for it.",
        "tours worked to their end in which there were crimes to work at", "higher", "casework", 0,
    ),
    Metric(
        "crimes_late_share", "Crimes past their deadline", "share",
        f"Crimes not closed by their deadline, of those whose deadline fell in the period. {_WHO}",
        "deadlines in the period of crimes that were not screened out", "lower", "casework", 1,
    ),
    Metric(
        "crimes_neglected_share", "Crimes neglected", "share",
        "Crimes on which nobody worked for longer than is set (casework.neglected_days) at a stretch, up to now for those still "
        f"open, as a share of those left. {_WHO}", _LEFT, "lower", "casework", 1,
    ),
    Metric(
        "crime_days", "Days to investigate a crime", "days",
        f"From the end of the attendance until it was closed, mean of the crimes closed in the period. {_WHO}",
        "crimes closed in the period", "lower", "casework", 1,
    ),
    Metric(
        "crime_age_days", "Age of open crimes", "days",
        f"How long ago they were left, mean of the crimes open at the end of the period. {_WHO}",
        "crimes open at the end", "lower", "casework", 1,
    ),
    Metric(
        "crimes_open", "Crimes open", "crimes",
        f"Crimes not closed yet, those nobody carries included, mean over the period. {_WHO}",
        "time", "lower", "casework", 0,
    ),
    Metric(
        "crimes_waiting", "Crimes nobody carries yet", "crimes",
        f"Crimes that wait to be shared out in an area or for an investigator of a team, mean over the period. {_WHO}",
        "time", "lower", "casework", 1,
    ),
    Metric(
        "case_wait_days", "Days until somebody carries a crime", "days",
        "From the end of the attendance until somebody of a team, or of the area, took it on; wait so far where nobody has. Of "
        f"the crimes that had to wait for somebody. {_WHO}",
        "crimes left in the period that came to a queue", "lower", "casework", 1,
    ),
    Metric(
        "cases_per_investigator", "Cases an investigator carries", "cases",
        "Cases of a team under investigation, mean over the period, for each of its investigators.",
        "investigators of the team", "lower", "casework", 1,
    ),
)  # fmt: skip
