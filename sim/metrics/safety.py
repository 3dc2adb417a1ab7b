"""What attending costs the officers: assaults, injuries, days lost, pounds."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEAR = "one year of the whole force"
_ODDS = (
    "The chance goes by the type of incident, for officers in a pair; its odds are multiplied for an officer who arrives alone "
    "where no other crew is there."
)
_CREWS = "Groups: single are crews of one, double crews of two."

SAFETY = (
    Metric(
        "assaults",
        "Assaults on officers",
        "a year",
        f"Officers assaulted at an incident, drawn by chance for each officer who arrives. {_ODDS} {_CREWS}",
        _YEAR,
        "lower",
        "safety",
        0,
    ),
    Metric(
        "assaults_expected",
        "Assaults to be expected",
        "a year",
        f"The sum of all officers' chances of being assaulted: what assaults would be on average over many such years. "
        f"{_ODDS} {_CREWS}",
        _YEAR,
        "lower",
        "safety",
        0,
    ),
    Metric(
        "assaults_per_1000_attended",
        "Assaults for each 1,000 officers who attend",
        "per 1,000",
        f"Assaults for each 1,000 arrivals of an officer at an incident. {_ODDS} {_CREWS}",
        "arrivals of officers at incidents in the period",
        "lower",
        "safety",
        2,
    ),
    Metric(
        "injuries",
        "Officers injured in assaults",
        "a year",
        f"Assaults that injure the officer, drawn by chance with the share configured. {_CREWS}",
        _YEAR,
        "lower",
        "safety",
        0,
    ),
    Metric(
        "injury_days",
        "Days lost to injuries from assaults",
        "days a year",
        "Injuries times the days of duty that one costs. These days are counted only: the officers of the model go on working, "
        "for sickness absence holds injuries already.",
        _YEAR,
        "lower",
        "safety",
        0,
    ),
    Metric(
        "injury_cost",
        "Cost of injuries from assaults",
        "pounds a year",
        "Injuries times what one costs the force.",
        _YEAR,
        "lower",
        "safety",
        0,
    ),
)
