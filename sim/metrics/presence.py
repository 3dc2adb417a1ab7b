"""At work unwell: what returns of sickness do not hold, leave spent on it, and what slower work costs."""

from __future__ import annotations

from sim.metrics.metric import Metric

_YEARS = "officer-years of those who can be deployed"
_OFFICERS = "officers who can be deployed"
_CAUSE = "Groups: for physical or for psychological causes."

PRESENCE = (
    Metric(
        "worked_through_spells",
        "Spells worked through",
        "spells per officer a year",
        f"Spells of ill health that began and were worked through: the officer turned up and no sickness was reported. {_CAUSE}",
        _YEARS,
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "leave_spells",
        "Spells spent on leave",
        "spells per officer a year",
        f"Spells of ill health that began and were spent on rest days and leave, with no sickness reported. {_CAUSE}",
        _YEARS,
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "hidden_sick_days",
        "Days of ill health not reported",
        "days per officer a year",
        "Calendar days, rest days included, in spells that were worked through or spent on leave, by the way.",
        _YEARS,
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "ill_days",
        "Days of ill health, reported or not",
        "days per officer a year",
        "Sick days, and the days in spells that were worked through or spent on leave: what returns of sickness would hold if "
        "everything were reported.",
        _YEARS,
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "hidden_share",
        "Ill health that returns do not hold",
        "share",
        "Days in spells that were worked through or spent on leave, as a share of all days of ill health.",
        "days of ill health",
        "neutral",
        "welfare",
        1,
    ),
    Metric(
        "tours_worked_unwell",
        "Tours worked unwell",
        "tours per officer a year",
        "Tours an officer began while a spell was worked through.",
        _YEARS,
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "worked_unwell_share",
        "Worked though unwell, at least once in the year",
        "share",
        f"Officers who worked through at least one spell; only where one year is measured. {_CAUSE}",
        _OFFICERS,
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "leave_unwell_share",
        "Spent leave or rest days on being unwell, at least once in the year",
        "share",
        f"Officers who spent at least one spell on leave and rest days; only where one year is measured. {_CAUSE}",
        _OFFICERS,
        "lower",
        "welfare",
        1,
    ),
    Metric(
        "leave_used_up",
        "Leave used up by ill health",
        "tours per officer a year",
        "Tours missed on leave that was not planned, to be unwell without reporting it. As many tours of leave planned for later "
        "are worked instead.",
        _YEARS,
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "leave_worked",
        "Planned leave worked instead",
        "tours per officer a year",
        "Tours planned as leave that were not taken as leave, because ill health had used it up before.",
        _YEARS,
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "leave_used_up_standing",
        "Leave used up and not yet worked",
        "tours per officer",
        "At the end: tours of leave used up by ill health for which no planned leave was given up yet.",
        _OFFICERS,
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "slower_hours",
        "Time lost to slower work",
        "hours per officer a year",
        "By how much scenes took longer because officers there were unwell, or strained where that slows them, times the "
        "officers at the incident.",
        _YEARS,
        "lower",
        "welfare",
        1,
    ),
)
