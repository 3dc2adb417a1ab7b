"""Measures of sleepiness from books written by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from kernels.clock import MINUTE_MS
from kernels.fatigue import KSS_THRESHOLD
from kernels.unified import RESTED_DEBT
from sim.inputs.inputs import Inputs
from sim.inputs.welfare import fatigue_parameters
from sim.measures.sleepiness import sleepiness_measures
from sim.measures.window import Window
from sim.scenario.fatigue import Fatigue
from tests.support.measured import counted, seen, values
from tests.support.tiny_inputs import tiny, tour

BY_DEBT = fatigue_parameters(Fatigue(on=True, reckoned_by="unified"))
TOURS = [tour(0, 0, 480), tour(1, 0, 480), tour(0, 1440, 1920)]


def _told(inputs: Inputs, **fields: list[float]) -> Window:
    """The tours above, worked, with these figures in the books."""
    case = seen(inputs)
    for name, found in fields.items():
        case.outcome.tours[name] = found
    return Window(case.scenario, case.calendar, case.inputs, case.outcome)


def _by_debt(inputs: Inputs) -> Inputs:
    return replace(inputs, fatigue=np.tile(BY_DEBT, (inputs.n_seats, 1)))


def test_tours_are_counted_by_their_worst_moment_and_their_mean_odds() -> None:
    # 480 minutes each: mean odds of 1, 2.5 and exactly 2; the limit is reached exactly, missed, passed.
    case = _told(tiny(TOURS, fatigue=True), kss_worst=[7.0, 6.99, 8.2], crash_minutes=[480.0, 1200.0, 960.0])
    found, of = values(sleepiness_measures(case)), counted(sleepiness_measures(case))
    assert found["sleepy_tours_share", ""] == pytest.approx(2 / 3)
    assert found["crash_tours_share", ""] == pytest.approx(1 / 3)
    assert found["crash_odds_mean", ""] == pytest.approx((480 + 1200 + 960) / 1440)
    assert of.pop(("short_sleep_share", "under=6h")) == of.pop(("short_sleep_share", "under=5h")) == 3
    assert of == {("sleepy_tours_share", ""): 3, ("crash_tours_share", ""): 3, ("crash_odds_mean", ""): 1440}


def test_short_sleep_is_less_than_so_many_hours() -> None:
    hour = 60 * MINUTE_MS
    case = _told(tiny(TOURS, fatigue=True), slept_ms=[6.0 * hour, 6.0 * hour - 1, 5.0 * hour - 1])
    found = values(sleepiness_measures(case))
    assert found["short_sleep_share", "under=6h"] == pytest.approx(2 / 3)
    assert found["short_sleep_share", "under=5h"] == pytest.approx(1 / 3)


def test_every_officer_has_a_limit_of_his_own() -> None:
    inputs = tiny(TOURS, fatigue=True)
    par = inputs.fatigue.copy()
    par[1, KSS_THRESHOLD] = 5.0
    case = _told(replace(inputs, fatigue=par), kss_worst=[6.0, 6.0, 6.0])
    assert values(sleepiness_measures(case))["sleepy_tours_share", ""] == pytest.approx(1 / 3)


def test_debt_is_told_against_the_rested_and_only_where_it_is_kept() -> None:
    assert ("sleep_debt", "") not in values(sleepiness_measures(seen(tiny(TOURS, fatigue=True))))
    rested = float(BY_DEBT[RESTED_DEBT])
    case = _told(_by_debt(tiny(TOURS, fatigue=True)), debt=[rested, rested + 3.0, rested - 1.5])
    assert values(sleepiness_measures(case))["sleep_debt", ""] == pytest.approx(0.5)


def test_tours_before_the_period_and_tours_that_have_not_ended_do_not_count() -> None:
    inputs = tiny(TOURS, fatigue=True, horizon=1900, measure_from=500)
    assert counted(sleepiness_measures(seen(inputs)))["sleepy_tours_share", ""] == 0
    assert math.isnan(values(sleepiness_measures(seen(inputs)))["crash_odds_mean", ""])
    later = counted(sleepiness_measures(seen(tiny(TOURS, fatigue=True, horizon=2000, measure_from=500))))
    assert later["sleepy_tours_share", ""] == 1


def test_nothing_is_said_where_sleep_is_not_reckoned() -> None:
    assert list(sleepiness_measures(seen(tiny(TOURS)))) == []


def test_mean_odds_of_a_tour_worked_are_those_of_its_half_hours() -> None:
    case = seen(tiny(TOURS[:1], fatigue=True))
    odds = values(sleepiness_measures(case))["crash_odds_mean", ""]
    minutes = case.outcome.tours["spell_ms"][0] / MINUTE_MS
    mean = case.outcome.tours["kss_minutes"][0] / minutes
    assert 1.72 ** (mean - 5) <= odds <= 1.72 ** (float(case.outcome.tours["kss_worst"][0]) - 5)  # convex, and at most its worst
