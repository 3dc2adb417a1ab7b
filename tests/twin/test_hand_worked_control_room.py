"""The people of the control room, worked by hand in both engines; bookkeeping is at 06:00 (minute 360 of a day)."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from kernels import kinds as k
from kernels.control_room import BUSY_USUAL, GAIN, HAZARD_CAP, MEMORY_DAYS, N_ROOM
from kernels.front_door import DESK, TAKERS
from kernels.sickness import RATE_PER_DAY, SHORT_SHARE, SPELLS
from sim.inputs.inputs import Inputs
from sim.inputs.room_plan import RoomPlan
from tests.support.tiny_front import call, with_front
from tests.support.tiny_inputs import FIRST_DAY, tiny
from tests.twin.reading import Run, log

DAY = 24 * 60
KEY = np.uint64(20260105)


def staffed(
    inputs: Inputs, employed: tuple[int, int], back: tuple[int, ...] = (), rate: float = 0.0, days: float = 2, gain: float = 0.0,
    usual: float = 0.5,
) -> Inputs:
    """Employ so many in either pool; ``back``: the day of the study on which each is back; ``rate`` spells a day of ``days``."""
    par, sickness = np.zeros(N_ROOM), np.zeros(SPELLS + 8)
    par[[BUSY_USUAL, MEMORY_DAYS, GAIN, HAZARD_CAP]] = usual, 2.0, gain, 5.0
    sickness[RATE_PER_DAY], sickness[SHORT_SHARE] = rate, 1.0
    sickness[SPELLS + 1 :: 4] = days  # deterministic
    days_back = np.full(sum(employed), FIRST_DAY - 1, dtype=np.int64)
    days_back[: len(back)] = FIRST_DAY + np.array(back, dtype=np.int64)
    return replace(inputs, room=RoomPlan(par, sickness, np.array(employed, dtype=np.int64), days_back, KEY, FIRST_DAY))


def test_with_half_of_them_sick_half_are_there(run: Run) -> None:
    """Two of four are back on day 1: two of four planned until 06:00 of that day, four from then on; the desk has nobody sick."""
    front = with_front(tiny([], horizon=2 * DAY), [call(10, 5)], [(0.0, TAKERS, 4), (0.0, DESK, 1)])
    out = run(staffed(front, (4, 2), back=(1, 1)))
    assert log(out, k.CALL_TAKERS) == [
        (0, k.CALL_TAKERS, TAKERS, 2), (0, k.CALL_TAKERS, DESK, 1), (DAY + 360, k.CALL_TAKERS, TAKERS, 4)]  # fmt: skip
    assert out.rooms["sick_days"].tolist() == [2, 0]
    assert out.rooms["mornings"].tolist() == [2, 2]


def test_when_all_are_sick_nobody_answers_until_they_are_back(run: Run) -> None:
    """Everybody falls sick at 06:00 of day 0 for two days, and again on day 2; a caller of 07:00 waits for ever."""
    front = with_front(tiny([], horizon=3 * DAY), [call(10, 5), call(420, 5)], [(0.0, TAKERS, 1)])
    out = run(staffed(front, (3, 1), rate=1e9))
    assert log(out, k.CALL_TAKERS) == [(0, k.CALL_TAKERS, TAKERS, 1), (360, k.CALL_TAKERS, TAKERS, 0)]
    assert out.calls["waited_ms"].tolist() == [0, -1]
    assert out.rooms["spells"].tolist() == [6, 2]
    assert out.rooms["sick_days"].tolist() == [9, 3]


def test_strain_is_what_is_busier_than_usual_and_fades(run: Run) -> None:
    """Busy 270 of 360 minutes against a usual half: half as busy again; on the next day not at all, which is 1 below."""
    front = with_front(tiny([], horizon=2 * DAY), [call(10, 270)], [(0.0, TAKERS, 1)])
    out = run(staffed(front, (4, 1)))
    keep = math.exp(-0.5)
    first = (1 - keep) * 0.5
    assert out.rooms["strain_sum"][TAKERS] == pytest.approx(first + first * keep - (1 - keep))
    assert out.rooms["strain"][DESK] == 0.0  # nobody planned: it stays where it was


@pytest.mark.parametrize(("gain", "spells"), [(-50.0, 0), (50.0, 1)])
def test_a_busy_room_falls_sick_sooner_or_later_as_the_gain_says(run: Run, gain: float, spells: int) -> None:
    """The draw of that day lies between the chances at a fifth and at five times the rate."""
    front = with_front(tiny([], horizon=DAY), [call(10, 350)], [(0.0, TAKERS, 1)])
    assert run(staffed(front, (1, 0), rate=0.5, gain=gain)).rooms["spells"][TAKERS] == spells


def test_a_step_of_the_plan_is_cut_too_and_the_warm_up_is_forgotten(run: Run) -> None:
    front = with_front(tiny([], horizon=2 * DAY, measure_from=DAY), [], [(0.0, TAKERS, 2), (600.0, TAKERS, 8)])
    out = run(staffed(front, (2, 1), back=(9,)))
    assert [people for _, _, _, people in log(out, k.CALL_TAKERS)] == [1, 4]
    assert out.rooms["sick_days"].tolist() == [1, 0]
    assert out.rooms["mornings"].tolist() == [1, 1]
