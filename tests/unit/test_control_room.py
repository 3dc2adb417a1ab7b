"""The people of the control room: strain of a busy room, who of those planned is there, how many are employed."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kernels import control_room as k
from kernels.front_door import DESK, TAKERS
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan

KEY = np.uint64(7)
PAR = np.array([0.5, 2.0, 0.5, 5.0])
WORDS = ["front_door=county", "control_room=county", "run=smoke"]


def test_strain_is_the_excess_over_the_usual_and_fades() -> None:
    keep = math.exp(-0.5)
    assert k.room_strain(0.0, 75, 100, PAR) == pytest.approx((1 - keep) * 0.5)
    assert k.room_strain(1.0, 50, 100, PAR) == pytest.approx(keep)  # as busy as usual
    assert k.room_strain(1.0, 0, 0, PAR) == pytest.approx(keep)  # nobody was there
    x = 0.0
    for _ in range(60):
        x = k.room_strain(x, 100, 100, PAR)
    assert x == pytest.approx(1.0)  # always twice as busy as usual


def test_people_there_are_the_well_share_of_those_planned() -> None:
    found = np.array([k.people_there(10, 13, 20, KEY, TAKERS, day) for day in range(20_000, 21_500)])
    assert set(found.tolist()) == {6, 7}
    assert abs(found.mean() - 6.5) <= 3.29 * 0.5 / math.sqrt(1_500)
    assert {int(k.people_there(10, 20, 20, KEY, TAKERS, day)) for day in range(50)} == {10}
    assert {int(k.people_there(10, 0, 20, KEY, TAKERS, day)) for day in range(50)} == {0}
    assert int(k.people_there(3, 0, 0, KEY, DESK, 1)) == 3  # nobody is employed by the week's mean: as planned
    desk = np.array([k.people_there(10, 13, 20, KEY, DESK, day) for day in range(20_000, 21_500)])
    assert (desk != found).any()


def test_people_have_numbers_of_their_own() -> None:
    assert len({k.person(pool, number) for pool in (TAKERS, DESK) for number in range(500)}) == 1_000


def test_so_many_are_employed_for_each_on_duty() -> None:
    scenario = compose(WORDS)
    inputs = draw_inputs(make_plan(scenario), 0)
    mean = np.mean(scenario.front_door.call_takers.week)
    assert inputs.room.employed[TAKERS] == math.ceil(5.4 * mean)
    assert inputs.room.back_day.size == inputs.room.employed.sum()
    sick = float((inputs.room.back_day >= inputs.room.first_day).mean())
    assert 0.0 < sick < 0.12
    assert inputs.room.rooms()["well"].sum() == (inputs.room.back_day < inputs.room.first_day).sum()


def test_the_gain_and_the_switch() -> None:
    assert draw_inputs(make_plan(compose([*WORDS, "control_room.gain=0"])), 0).room.par[k.GAIN] == 0.0
    off = draw_inputs(make_plan(compose(["front_door=county", "run=smoke"])), 0).room
    assert not off.on
    assert off.rooms().size == 0
