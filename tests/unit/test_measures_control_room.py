"""Measures of the people of the control room, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels.front_door import DESK, TAKERS
from kernels.sickness import SPELLS
from sim.inputs.room_plan import RoomPlan
from sim.measures.control_room import control_room_measures
from sim.metrics import METRICS
from tests.support.measured import seen, values
from tests.support.tiny_front import call, with_front
from tests.support.tiny_inputs import FIRST_DAY, tiny


def test_measures_by_hand() -> None:
    """Two of four call-takers sick on the first morning, back on the second: two of eight days, two empty places for 30 hours."""
    front = with_front(tiny([], horizon=2 * 1_440), [call(10, 5)], [(0.0, TAKERS, 4), (0.0, DESK, 1)])
    back = np.full(6, FIRST_DAY - 1, dtype=np.int64)
    back[:2] = FIRST_DAY + 1
    sickness = np.zeros(SPELLS + 8)
    room = RoomPlan(np.array([0.5, 2.0, 0.0, 5.0]), sickness, np.array([4, 2]), back, np.uint64(7), FIRST_DAY)
    found = values(control_room_measures(seen(replace(front, room=room))))
    assert found["staff_sick_share", "pool=call_takers"] == pytest.approx(2 / 8)
    assert found["staff_sick_share", "pool=desk"] == 0.0
    assert found["staff_missing", "pool=call_takers"] == pytest.approx(2 * 30 / 48)
    assert found["staff_spells", "pool=call_takers"] == 0.0
    assert found["staff_strain", "pool=call_takers"] < 0.0
    assert {name for name, _ in found} <= set(METRICS)


def test_off_nothing_is_said() -> None:
    assert list(control_room_measures(seen(with_front(tiny([], horizon=300), [], [])))) == []
