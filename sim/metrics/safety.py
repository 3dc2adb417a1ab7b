"""What attending costs the officers: assaults, injuries, days lost, pounds."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEAR = "one year of the whole force"
_ODDS = (
    "The chance goes by the type of incident, for officers in a pair; its odds are multiplied for an officer in a crew of one "
    "who begins the work, or joins it, with no other crew there. Who waits outside for the second is not alone."
)
_CREWS = "Groups: single are crews of one, double crews of two."

SAFETY = (
    Metric(
        "assaults",
        "Assaults on officers",
        "a year",
        f"Officers assaulted at an incident, drawn by chance for each officer who comes to work there. {_ODDS} {_CREWS}",
        _YEAR,
        "lower",
        "safety",
        0,
    ),
    Metric(
        "assaults_expected",
        "Assaults to be expected",
        "a year",
        f"The sum of all officers' chances of being assaulted: what assaults would be on average over many such years. {_ODDS} "
        f"Where two go instead of one each runs less risk, and the two together may still be assaulted more often. {_CREWS}",
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
        "assaults_expected_per_1000",
        "Assaults to be expected for each 1,000 officers who attend",
        "per 1,000",
        "An officer's chance of being assaulted: the chances added up, for each 1,000 arrivals of an officer at an incident, "
        f"with those who left before the work began. Where nobody arrived it cannot be given. {_ODDS} {_CREWS}",
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
        "injuries_expected",
        "Injuries to be expected",
        "a year",
        "Assaults to be expected times the share that injure: what injuries would be on average over many such years, with less "
        f"chance in it than in those drawn. 0 where nobody came to work at a type of incident with a chance of assault. {_CREWS}",
        _YEAR,
        "lower",
        "safety",
        1,
    ),
    Metric(
        "injury_days",
        "Days lost to injuries from assaults",
        "days a year",
        "Injuries times the days of duty that one costs. These days are counted only: the officers of the model go on working, "
        "for sickness absence holds injuries already. Where injuries keep officers off (safety.injuries_absent), the calendar "
        "days on which they were.",
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
    Metric(
        "injury_cost_expected",
        "Cost of injuries to be expected",
        "pounds a year",
        "Injuries to be expected times what one costs the force, with less chance in it than in the cost of those drawn. "
        f"{_CREWS}",
        _YEAR,
        "lower",
        "safety",
        0,
    ),
)
