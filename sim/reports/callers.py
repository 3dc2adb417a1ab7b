"""The section "The front door": answers and hang-ups, how busy people are, what is settled, what is put in the diary."""

from __future__ import annotations

from sim.metrics import METRICS
from sim.reports.results import Results
from sim.reports.sections import Plan
from sim.reports.titles import Wanted

_ON = ("front_door",)


def front_door_plans(results: Results) -> list[Plan]:
    """Callers by line, incidents never heard of, occupancy, work settled without officers, appointments and chases."""
    return [
        Plan(
            _by(results, "calls_in_time", "line") + _by(results, "call_wait_p90_s", "line", drawn=False),
            "A ring that is hung up is not in time.",
            _ON,
        ),
        Plan(
            (
                Wanted("calls_abandoned"),
                Wanted("callers_lost"),
                Wanted("never_heard"),
                *_by(results, "calls_abandoned", "line", drawn=False),
                *_by(results, "callers_lost", "line", drawn=False),
            ),
            "An incident nobody heard of counts in no measure of attendance.",
            _ON,
        ),
        Plan(
            (
                *_by(results, "control_room_busy", "pool"),
                *_by(results, "control_room_strained_hours", "pool", "hours above 85% busy"),
                Wanted("desk_backlog_mean", drawn=False),
            ),
            "",
            _ON,
        ),
        Plan(
            (
                Wanted("settled_without"),
                Wanted("settled_came_back"),
                *([Wanted("incidents_attended")] if results.has("settled_without") else []),
                *_by(results, "settled_without", "way", drawn=False),
            ),
            "Settled includes what came back later and was then sent to.",
            _ON,
        ),
        Plan(
            (
                Wanted("appointments"),
                Wanted("appointments_kept"),
                Wanted("appointment_delay_p50_h"),
                Wanted("diary_full", drawn=False),
            ),
            "",
            ("appointments",),
        ),
        Plan((Wanted("chase_calls"), Wanted("calls_per_logged_incident"), Wanted("calls", drawn=False)), "", ("chasing",)),
    ]


def _by(results: Results, metric: str, kind: str, words: str = "", drawn: bool = True) -> tuple[Wanted, ...]:
    words = words or METRICS[metric].title[:1].lower() + METRICS[metric].title[1:]
    groups = sorted(results.groups(metric, kind), key=lambda g: g not in ("line=999", "pool=call_takers"))
    return tuple(Wanted(metric, g, f"{results.group_title(g)}: {words}", drawn) for g in groups)
