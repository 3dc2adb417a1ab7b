"""The front door: how callers are answered, what the control room bears, and what is settled without sending anybody."""

from __future__ import annotations

from sim.metrics.metric import Direction, Metric

_FIRST_CALLS = "calls whose first ring fell in the period"
_RINGS = "rings of these callers up to the first that was answered, those too short of the end to be judged left out"
_LINES = "Groups by line: 999 and 101."
_POOLS = "Groups by pool: call-takers and the desk."
_RUNG_ABOUT = "incidents of the period that somebody rang about"


def _metric(name: str, title: str, unit: str, definition: str, denominator: str, direction: Direction, decimals: int,
            headline: bool = False, by_hour: bool = False) -> Metric:  # fmt: skip
    return Metric(name, title, unit, definition, denominator, direction, "front_door", decimals, headline, by_hour)


FRONT_DOOR = (
    _metric(
        "calls", "Callers", "a year",
        f"People who ring for the first time about something; ringing again is not counted. {_LINES}",
        "one year of the whole force", "neutral", 0,
    ),
    _metric(
        "calls_per_logged_incident", "Calls for each incident logged", "calls",
        "Callers and callers who chase, for each incident created, reported by phone or not.",
        "incidents created in the period", "neutral", 2,
    ),
    _metric(
        "calls_999_in_time", "999 answered in time", "share",
        "Rings on 999 answered within the standard (10 seconds unless set otherwise), as a share of all rings up to the first "
        "answer; a ring that was hung up is not in time.",
        _RINGS, "higher", 1, headline=True,
    ),
    _metric(
        "calls_in_time", "Calls answered in time", "share",
        "Rings answered within the standard of their line, as a share of all rings up to the first answer; a ring that was "
        f"hung up is not in time. {_LINES}",
        _RINGS, "higher", 1,
    ),
    _metric(
        "call_wait_mean_s", "Wait for an answer, mean", "s",
        f"Mean time from the ring that was answered to the answer. {_LINES}",
        "callers of the period who were answered", "lower", 1,
    ),
    _metric(
        "call_wait_p90_s", "Wait for an answer, one in ten longer", "s",
        f"Nine in ten callers who were answered waited no longer than this, from the ring that was answered. {_LINES}",
        "callers of the period who were answered", "lower", 1,
    ),
    _metric(
        "calls_abandoned", "Calls hung up unanswered", "share",
        f"Rings that ended before anybody answered, as a share of all rings of these callers. {_LINES}",
        "rings of callers whose first ring fell in the period", "lower", 1,
    ),
    _metric(
        "callers_lost", "Callers who gave up", "share",
        f"Callers who hung up for good and were never answered. {_LINES}",
        _FIRST_CALLS, "lower", 2,
    ),
    _metric(
        "never_heard", "Incidents nobody heard of", "a year",
        "Incidents whose caller gave up before anybody answered.",
        "one year of the whole force", "lower", 0,
    ),
    _metric(
        "chase_calls", "Calls asking where the officers are", "a year",
        "Calls of people who wait for officers and ring again to ask, whether or not they were answered.",
        "one year of the whole force", "lower", 0,
    ),
    _metric(
        "control_room_busy", "Control room busy", "share",
        f"Time people in the control room talk or work on an incident, as a share of the time they are there. {_POOLS}",
        "person-hours on duty, and beyond it while busy", "neutral", 1,
    ),
    _metric(
        "control_room_strained_hours", "Hours the control room is strained", "share",
        f"Hours in which people were busy for more than 85 % of their time, as a share of the hours with anybody there. {_POOLS}",
        "hours of the period with anybody on duty", "lower", 1,
    ),
    _metric(
        "settled_without", "Settled without officers", "share",
        "Incidents the front door settled (by phone, sent elsewhere, at the desk, or by sending nobody), those that came back "
        "since included. Groups by way of settling.",
        _RUNG_ABOUT, "neutral", 1,
    ),
    _metric(
        "settled_came_back", "Settled and came back", "share",
        "Incidents that were settled without officers and about which the caller rang again before the end.",
        "incidents of the period that were settled without officers", "lower", 1,
    ),
    _metric(
        "desk_backlog_mean", "Waiting for the desk", "incidents",
        "Incidents waiting for somebody at the desk, averaged over time.",
        "time in the period", "lower", 1,
    ),
    _metric(
        "appointments", "Appointments made", "a year",
        "Incidents that were given a place in the diary.",
        "one year of the whole force", "neutral", 0,
    ),
    _metric(
        "appointment_delay_p50_h", "Time to the appointment, middle case", "h",
        "Half of the appointments made in the period lay no further ahead than this when they were made.",
        "appointments made in the period", "lower", 1,
    ),
    _metric(
        "appointments_kept", "Appointments kept", "share",
        "Appointments at which the first officer was there within the time set (30 minutes unless set otherwise).",
        "appointments made in the period whose time was up by the end of the run", "higher", 1,
    ),
    _metric(
        "diary_full", "No place in the diary", "share",
        "Incidents meant for the diary for which it had no place in time, so that a crew was sent as for any other.",
        "incidents of the period meant for the diary", "lower", 1,
    ),
    _metric(
        "calls_by_hour", "Callers by hour", "calls an hour",
        "People who ring for the first time in this hour of the week, averaged over the weeks of the run.",
        "time in this hour of the week", "neutral", 1, by_hour=True,
    ),
    _metric(
        "call_takers_by_hour", "Call-takers there by hour", "people",
        "Call-takers on duty, or still talking beyond it, in this hour of the week, averaged over the weeks of the run.",
        "time in this hour of the week", "neutral", 1, by_hour=True,
    ),
    _metric(
        "call_takers_busy_by_hour", "Call-takers talking by hour", "people",
        "Call-takers who are talking in this hour of the week, averaged over the weeks of the run.",
        "time in this hour of the week", "neutral", 1, by_hour=True,
    ),
)  # fmt: skip
