"""The tour as planned and as measured: when its briefing ends, when its meal break is due, and how many were had."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import kinds as k
from kernels.clock import HOUR_MS, MINUTE_MS
from kernels.records import TOUR
from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.pauses import plan_pauses
from sim.measures.tour import tour_measures
from sim.measures.window import Window
from sim.scenario import Tour

LENGTHS = {0: 30, 6: 35, 10: 60}


def planned(hours: float, **meal: object) -> np.void:
    tours = np.zeros(1, dtype=TOUR)
    tours["start"], tours["end"] = 7 * HOUR_MS, round((7 + hours) * HOUR_MS)
    words = {"on": True, "minutes": LENGTHS, "from_share": 0.25, "until_share": 0.75, **meal}
    plan_pauses(tours, Tour.model_validate({"briefing": {"minutes": 20.0}, "meal_break": words}), 20.0)
    return tours[0]


@pytest.mark.parametrize(("hours", "minutes"), [(5.99, 30), (6, 35), (9.99, 35), (10, 60), (12, 60)])
def test_the_break_goes_by_the_length_of_the_tour(hours: float, minutes: int) -> None:
    assert planned(hours)["break_ms"] == minutes * MINUTE_MS


def test_it_is_due_in_the_middle_and_over_by_the_end() -> None:
    tour = planned(10)
    assert (tour["break_from"], tour["break_until"]) == (9.5 * HOUR_MS, 14.5 * HOUR_MS)
    assert tour["briefed"] == 7 * HOUR_MS + 20 * MINUTE_MS
    late = planned(10, from_share=1.0, until_share=1.0)
    assert late["break_from"] == late["break_until"] == late["end"] - late["break_ms"]
    short = planned(0.25)  # a tour that was under way when the study began
    assert short["break_ms"] == short["end"] - short["start"] == 15 * MINUTE_MS
    assert short["briefed"] == short["end"]


def test_switched_off_there_is_none() -> None:
    assert planned(10, on=False)["break_ms"] == 0


def test_breaks_had_in_peace_and_their_minutes() -> None:
    scenario = compose(["run.days=2", "run.warmup_days=0", "tour=county", "force.officers=60", "demand.logged_per_year=30000"])
    inputs = draw_inputs(make_plan(scenario), 0)
    outcome = run_compiled(inputs)
    run = scenario.run
    calendar = build_calendar(scenario.force.time_zone, run.start, run.warmup_days, run.days, scenario.force.subdivision)
    done = outcome.tours
    done["break_stage"] = k.NO_BREAK
    worked = np.flatnonzero((done["off"] >= 0) & (done["crew"] > 0))[:10]
    done["break_stage"][worked] = [k.BREAK_HAD] * 6 + [k.BREAK_LOST] * 4
    done["breaks_broken"][worked] = [0, 0, 0, 1, 1, 2, 0, 1, 0, 0]
    done["break_ms"][worked] = np.array([60, 60, 60, 40, 40, 40, 0, 10, 0, 0]) * MINUTE_MS
    found = {row[0]: (row[3], row[4]) for row in tour_measures(Window(scenario, calendar, inputs, outcome))}
    assert found["breaks_had_share"] == (0.6, 10)
    assert found["breaks_in_peace_share"] == (0.3, 10)
    assert found["break_min"] == (31, 10)
