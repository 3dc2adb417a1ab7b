"""The people of the control room: sickness, what a busy room leaves behind, places that stay empty."""

from __future__ import annotations

from sim.metrics.metric import Metric

_POOLS = "Groups: call-takers, the desk."

CONTROL_ROOM = (
    Metric(
        "staff_sick_share",
        "Control-room staff sick",
        "share",
        f"Share of those employed who are sick on an average day. {_POOLS}",
        "days of everybody employed",
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "staff_spells",
        "Spells of sickness of control-room staff",
        "spells per person a year",
        f"Spells that began. {_POOLS}",
        "person-years",
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "staff_strain",
        "Strain of the control room",
        "times the usual load, less one",
        "How much busier than usual its people were lately, as a share of the usual, with a memory that fades; the mean of all "
        f"mornings. A model, no measurement. {_POOLS}",
        "mornings",
        "lower",
        "welfare",
        2,
    ),
    Metric(
        "staff_missing",
        "Places in the control room empty through sickness",
        "people",
        "People planned to be on duty and not there, on average; who finishes something after their hours counts as there, so "
        f"it can fall below 0. {_POOLS}",
        "hours of the period",
        "lower",
        "welfare",
        2,
    ),
)
