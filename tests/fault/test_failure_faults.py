"""Slips in failure demand, in complaints as work and in prevention: each is named with its cure."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

SLIPS: dict[str, tuple[list[str], Planted]] = {
    "a share in per cent": (["failure_demand.abandoned=30"], [("failure_demand.abandoned=30", "30", "abandoned=")]),
    "the worst at the target": (["failure_demand.late.worst_at=0"], [("failure_demand.late.worst_at=0", "0", "worst_at=")]),
    "an option misspelt": (["failure_demand=countie"], [("failure_demand=countie", "countie", "failure_demand=county")]),
    "on, and nothing comes back": (
        ["failure_demand=county", "failure_demand.late.comes_back=0", "failure_demand.abandoned=0", "failure_demand.broken_off=0",
         "failure_demand.writing_dropped=0"],
        [("failure_demand.on", "nothing comes back", "failure_demand=county")],
    ),
    "nobody gives up": (
        ["failure_demand=county", "failure_demand.late.comes_back=0", "failure_demand.broken_off=0",
         "failure_demand.writing_dropped=0"],
        [("failure_demand.abandoned", "callers wait for ever", "operations.patience=true")],
    ),
    "likelier is less likely": (["complaints.late_times=0.5"], [("complaints.late_times=0.5", "0.5", "late_times=")]),
    "nobody to look into them": (
        ["complaints=county_work"], [("complaints.handling.sergeant_h", "nobody is a sergeant", "supervision=county")],
    ),
    "no tours to answer in": (
        ["complaints=county_work", "complaints.handling.sergeant_h=0", "roster=always_on", "abstraction=none"],
        [("complaints.handling", "always on", "a roster with tours")],
    ),
    "footage out of order": (
        ["interventions=body_worn_video", "complaints=county", "interventions.body_worn_video.shorter.central=0.3"],
        [("interventions.body_worn_video.shorter", "central 0.3", "shorter.central=0")],
    ),
    "prevention without time": (
        ["prevention=repeat_places", "prevention.minutes_in_tour=0"], [("prevention.on", "nobody has time", "prevention=none")],
    ),
    "prevention and a front door": (
        ["prevention=repeat_places", "front_door=county"], [("prevention.on", "front door", "front_door=none")],
    ),
    "prevention without tours": (
        ["prevention=repeat_places", "roster=always_on", "abstraction=none"],
        [("prevention.minutes_in_tour", "always on", "a roster with tours")],
    ),
    "a type there is not": (
        ["prevention=repeat_places", "+prevention.by_type.ghosts=0.5"],
        [("+prevention.by_type.ghosts", "ghosts", "~prevention.by_type.ghosts")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)
