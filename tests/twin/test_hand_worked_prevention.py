"""Time invested in repeat places, and what does not happen for it, worked by hand in both engines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from kernels import kinds as k
from kernels.prevention import HALF_AT, KEEPS, MATURES, MOST, N_PAR
from sim.inputs.inputs import Inputs
from sim.inputs.prevention_plan import PreventionPlan
from sim.outcome import conservation_faults
from tests.support.tiny_inputs import incident, tiny, tour
from tests.support.tiny_protected import SUPERVISION, of_time, time, with_protected
from tests.twin.reading import Run, account, log

DAY = 24 * 60
SIX = 360


def at_repeat_places(
    inputs: Inputs, lucks: dict[int, float], *, own: float = 0, sergeants: tuple[int, ...] = (), areas: int = 1,
    keeps: float = 1.0,
) -> Inputs:
    """Return inputs whose incidents have this luck, the others 1: all that is invested works from the next morning on.

    An hour at work prevents half of 0.8 of what is at repeat places.
    """
    inputs = with_protected(inputs, time(own, until=600), sergeants=sergeants)
    incidents = inputs.incidents.copy()
    incidents["repeat_luck"] = [lucks.get(row, 1.0) for row in range(incidents.size)]
    par = np.zeros((areas, N_PAR))
    par[:, MATURES], par[:, KEEPS], par[:, MOST], par[:, HALF_AT] = 1.0, keeps, 0.8, 60 * 60_000
    return replace(inputs, incidents=incidents, prevention=PreventionPlan(par))


def ran(run: Run, inputs: Inputs) -> Any:
    out = run(inputs)
    assert not conservation_faults(inputs, out)
    return out


RULES = {"prevention": 60}


@pytest.mark.parametrize(("luck", "happens"), [(0.39, False), (0.41, True)])
def test_what_is_invested_works_from_the_next_morning_on(run: Run, luck: float, happens: bool) -> None:
    # An hour from 0 on: at work from 06:00, where it prevents 0.4. The same luck before that helps nobody.
    calls = [incident(120, 10), incident(SIX, 10), incident(SIX + 1, 10)]
    out = ran(run, at_repeat_places(tiny([tour(0, 0, 480)], calls, rules=RULES), {0: luck, 1: luck, 2: luck}))
    assert of_time(out, SUPERVISION, "had_ms") == [60]
    assert account(out, 0)[k.IN_SUPERVISION] == 60
    assert log(out, k.WAS_PREVENTED) == ([] if happens else [(SIX + 1, k.WAS_PREVENTED, 2, 0)])
    assert out.incidents["stage"].tolist() == [k.CLOSED, k.CLOSED, k.CLOSED if happens else k.PREVENTED]
    assert [row for _, _, row, _ in log(out, k.LOGGED)] == ([0, 1, 2] if happens else [0, 1])


def test_it_is_spent_day_by_day(run: Run) -> None:
    # 60 at work on the first day, 30 on the second: 0.8 x 30 / 90 = 0.2667.
    calls = [incident(DAY + SIX + 1, 10), incident(DAY + SIX + 2, 10)]
    out = ran(run, at_repeat_places(tiny([tour(0, 0, 480)], calls, rules=RULES), {0: 0.26, 1: 0.27}, keeps=0.5))
    assert log(out, k.WAS_PREVENTED) == [(DAY + SIX + 1, k.WAS_PREVENTED, 0, 0)]


def test_it_helps_its_own_area_and_no_other_and_no_watch(run: Run) -> None:
    calls = [incident(SIX + 1, 10, area=0), incident(SIX + 1, 10, area=1), incident(SIX + 2, 10, watch=1)]
    tours = [tour(0, 0, 480), tour(1, 400, 480, area=1)]
    inputs = tiny(tours, calls, rules=RULES, seat_area=[0, 1])
    out = ran(run, at_repeat_places(inputs, {0: 0.0, 1: 0.0, 2: 0.0}, areas=2))
    assert log(out, k.WAS_PREVENTED) == [(SIX + 1, k.WAS_PREVENTED, 0, 0)]


def test_it_comes_after_supervision_and_what_is_not_had_is_not_invested(run: Run) -> None:
    # A sergeant with 30 of his own work and 60 for repeat places, in a tour of 50: 20 are invested, 0.8 x 20 / 80 = 0.2.
    calls = [incident(SIX + 1, 10), incident(SIX + 2, 10)]
    inputs = tiny([tour(0, 0, 50), tour(0, 400, 480)], calls, rules=RULES)
    out = ran(run, at_repeat_places(inputs, {0: 0.19, 1: 0.21}, own=30, sergeants=(0,)))
    assert of_time(out, SUPERVISION, "had_ms")[0] == 50
    assert log(out, k.WAS_PREVENTED) == [(SIX + 1, k.WAS_PREVENTED, 0, 0)]
