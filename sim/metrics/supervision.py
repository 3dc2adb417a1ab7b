"""Who is there to supervise."""

from __future__ import annotations

from sim.metrics.metric import Metric

SUPERVISION = (
    Metric(
        "span_of_control",
        "Constables for each sergeant",
        "constables",
        "Constables at work in an area for each sergeant at work there, over the hours in which it has one.",
        "sergeant-hours",
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "without_sergeant_share",
        "Hours without a sergeant",
        "share",
        "Hours of an area in which officers are at work and no sergeant at any time, as a share of those in which officers are.",
        "hours of areas in which officers are at work",
        "lower",
        "availability",
        1,
    ),
    Metric(
        "sergeants_busy_share",
        "Sergeants' busy time",
        "share",
        "Minutes that sergeants spend with incidents inside rostered, non-absent time as a share of those minutes.",
        "rostered sergeant-minutes not lost to absence",
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "sergeants_out_share",
        "Sergeants out at incidents",
        "share",
        "Time sergeants are away with incidents, from being sent to leaving, as a share of all their time at work, overtime "
        "included; also by the shift in which the tour began.",
        "sergeant-hours",
        "lower",
        "availability",
        1,
    ),
    Metric(
        "effective_span",
        "Constables for each sergeant who is in",
        "constables",
        "Constables at work in an area for each sergeant who is at work there and not out at an incident, over the hours in "
        "which it has one; also by the shift in which the tour began.",
        "sergeant-hours not out at incidents",
        "neutral",
        "availability",
        1,
    ),
    Metric(
        "supervision_had_share",
        "Supervisory work done",
        "share",
        "Minutes of supervisory work that sergeants had time for, as a share of those their tours ask for "
        "(supervision.own_work); also by shift.",
        "minutes of supervisory work asked for by tours worked to their end",
        "higher",
        "availability",
        1,
    ),
    Metric(
        "supervision_min",
        "Supervisory work, minutes a tour",
        "min",
        "Minutes of supervisory work a sergeant had time for in a tour; also by shift.",
        "tours of sergeants worked to their end",
        "higher",
        "availability",
        0,
    ),
    Metric(
        "supervision_left_min",
        "Supervision left undone, minutes a tour",
        "min",
        "Minutes of supervisory work that a sergeant's tour asks for and had no room for; also by shift.",
        "tours of sergeants worked to their end",
        "lower",
        "availability",
        0,
    ),
    Metric(
        "span_by_hour",
        "Constables for each sergeant by hour",
        "constables",
        "Constables at work for each sergeant at work in the whole force, in this hour of the week.",
        "time in this hour of the week",
        "neutral",
        "availability",
        1,
        by_hour=True,
    ),
)
