"""Measures of the front door, of cases worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from kernels.front_door import APPOINTMENT, AT_DESK, BY_PHONE, DESK, LINE_999, TAKERS
from sim.inputs.inputs import Inputs
from sim.measures.front_door import front_door_measures
from sim.measures.window import Window
from sim.metrics import METRICS
from tests.support.measured import a_year, bench, counted, seen, values
from tests.support.tiny_front import NEVER, Decision, call, with_front
from tests.support.tiny_inputs import IncidentLine, incident, tiny, tour

DAYS = 2 * 24 * 60
OFFICER = [tour(0, 0, DAYS)]
ONE = [(0.0, TAKERS, 1)]


def _window(inputs: Inputs, *words: str) -> Window:
    return seen(inputs, bench("front_door=bench", *words))


def _found(inputs: Inputs, *words: str) -> dict[tuple[str, str], float]:
    return values(front_door_measures(_window(inputs, *words)))


def _cases(*lines: IncidentLine, tours: Sequence = OFFICER, measure_from: float = 0.0) -> Inputs:  # type: ignore[type-arg]
    return tiny(tours, lines, measure_from=measure_from)


def test_off_has_no_measures() -> None:
    assert list(front_door_measures(seen(_cases(incident(10, 5))))) == []


def test_answers_in_time_by_line() -> None:
    # 999: at once; after 9 s; after 20 s.  101: after 30 s; and one that hangs up after a minute, to ring and be answered later.
    second = 1 / 60
    inputs = with_front(_cases(), [
        call(10, 1, line=LINE_999), call(11 - 9 * second, 1, line=LINE_999), call(20, 1),
        call(20 + 40 * second, 1, line=LINE_999), call(30, 5, line=LINE_999), call(31, 1), call(40, 1), call(40.5, 1),
    ], ONE, patience=(NEVER, 1), again=10)  # fmt: skip
    found = _found(inputs)
    assert found["calls", "line=999"] == pytest.approx(a_year(4))
    assert found["calls_in_time", "line=999"] == found["calls_999_in_time", ""] == pytest.approx(3 / 4)
    assert found["call_wait_mean_s", "line=999"] == pytest.approx((0 + 9 + 20 + 0) / 4)
    # 101 of 20 and of 40 at once, of 40.5 after 30 s: in time.  That of 31 hangs up at 32 and is answered at 42: two rings.
    assert found["calls_in_time", "line=101"] == pytest.approx(4 / 5)
    assert found["calls_abandoned", "line=101"] == pytest.approx(1 / 5)
    assert found["call_wait_mean_s", "line=101"] == pytest.approx(30 / 4)
    assert found["calls_in_time", ""] == pytest.approx(7 / 9)
    assert found["callers_lost", ""] == 0


def test_who_gives_up_is_lost_and_so_is_the_incident() -> None:
    inputs = with_front(_cases(incident(10, 5)), [call(10, 5, incident=0), call(11, 1)], [], patience=(NEVER, 1))
    found = _found(inputs)
    assert found["callers_lost", "line=101"] == 1
    assert found["calls_in_time", "line=101"] == 0
    assert found["calls_abandoned", ""] == 1
    assert found["never_heard", ""] == pytest.approx(a_year(1))


def test_a_ring_that_could_still_be_in_time_is_not_judged() -> None:
    # Nobody answers; of those who ring 30 s and 5 min before the end only the second has lost its minute.
    inputs = with_front(_cases(), [call(DAYS - 5, 1), call(DAYS - 0.5, 1)], [])
    counts = counted(front_door_measures(_window(inputs)))
    assert counts["calls_in_time", "line=101"] == 1
    assert _found(inputs)["calls_in_time", "line=101"] == 0


def test_only_callers_of_the_period_count() -> None:
    inputs = with_front(_cases(measure_from=1440), [call(1439, 5), call(1441, 1)], ONE)
    found = _found(inputs)
    assert found["calls", ""] == pytest.approx(a_year(1, days=1))
    assert found["call_wait_mean_s", ""] == pytest.approx(3 * 60)
    assert found["control_room_busy", "pool=call_takers"] == pytest.approx((4 + 1) / 1440)


def test_how_busy_people_are() -> None:
    # One call-taker for two hours, talking for 55 and then 10 minutes; the desk is open for one hour and works for half of it.
    inputs = with_front(
        _cases(incident(1, 5)), [call(1, 55, incident=0), call(70, 10)],
        [(0, TAKERS, 1), (120, TAKERS, 0), (60, DESK, 1), (120, DESK, 0)], decisions={0: Decision(AT_DESK, desk=30)},
    )
    found = _found(inputs)
    assert found["control_room_busy", "pool=call_takers"] == pytest.approx(65 / 120)
    assert found["control_room_strained_hours", "pool=call_takers"] == pytest.approx(1 / 2)
    assert found["control_room_busy", "pool=desk"] == pytest.approx(1 / 2)
    assert found["control_room_strained_hours", "pool=desk"] == 0
    assert found["desk_backlog_mean", ""] == pytest.approx((60 - 56) / DAYS)


def test_what_was_settled_and_what_came_back() -> None:
    decisions = {0: Decision(BY_PHONE, returns=60), 1: Decision(BY_PHONE), 3: Decision(AT_DESK)}
    lines = [incident(10 * k, 5) for k in range(1, 6)]
    inputs = with_front(_cases(*lines), [call(10 * k + 10, 2, incident=k) for k in range(4)], [*ONE, (0, DESK, 1)],
                        decisions=decisions)  # fmt: skip
    found = _found(inputs)
    assert found["settled_without", ""] == pytest.approx(3 / 4)  # the fifth was not reported by phone
    assert found["settled_without", "way=phone"] == pytest.approx(2 / 4)
    assert found["settled_without", "way=desk"] == pytest.approx(1 / 4)
    assert found["settled_came_back", ""] == pytest.approx(1 / 3)


def test_appointments() -> None:
    # Places at 120 (one) and 300 (two).  The officer is at 120 at once, at 300 with one and, after 50 minutes there, the other.
    lines = [incident(10, 50), incident(20, 50), incident(30, 50), incident(40, 50)]
    inputs = with_front(
        _cases(*lines), [call(10 * k + 10, 2, incident=k) for k in range(4)], ONE,
        decisions=dict.fromkeys(range(4), Decision(APPOINTMENT)), diary=[(120, 0, 1), (300, 0, 2)],
    )
    found = _found(inputs)
    assert found["appointments", ""] == pytest.approx(a_year(3))
    assert found["appointments_kept", ""] == pytest.approx(2 / 3)
    assert found["diary_full", ""] == pytest.approx(1 / 4)
    assert found["appointment_delay_p50_h", ""] == pytest.approx((300 - 32) / 60)  # of 12, 22 and 32
    assert _found(inputs, "front_door.appointments.kept_within_min=60")["appointments_kept", ""] == 1


def test_calls_for_each_incident_logged() -> None:
    # Nobody comes on duty: chases at 55 and 95 and so on to the end; one incident, of two logged, is rung about.
    inputs = with_front(_cases(incident(10, 30), tours=[]), [call(10, 5, incident=0), call(20, 1)], ONE,
                        decisions={0: Decision(chases=1)}, chase_every=999)  # fmt: skip
    logged = np.zeros(48, dtype=np.int64)
    logged[0] = 2
    found = _found(replace(inputs, logged_in_hour=logged))
    assert found["chase_calls", ""] == pytest.approx(a_year(2))  # at 15 + 999 and 1 000 minutes later
    assert found["calls_per_logged_incident", ""] == pytest.approx((2 + 2) / 2)


def test_the_week_hour_by_hour() -> None:
    inputs = with_front(_cases(), [call(50, 85), call(130, 1)], [(0, TAKERS, 2), (120, TAKERS, 0), (180, TAKERS, 1)])
    rows = {(m.metric, m.hour_of_week): m.value for m in front_door_measures(_window(inputs)) if m.hour_of_week >= 0}
    assert [rows["calls_by_hour", hour] for hour in range(4)] == [1, 0, 1, 0]
    assert [rows["call_takers_busy_by_hour", hour] for hour in range(4)] == pytest.approx([10 / 60, 1, 15 / 60, 1 / 60])
    assert [rows["call_takers_by_hour", hour] for hour in range(4)] == pytest.approx([2, 2, 15 / 60, 1])
    assert ("calls_by_hour", 50) not in rows  # two days were simulated


def test_every_measure_is_in_the_registry_and_the_other_way_round() -> None:
    inputs = with_front(_cases(incident(10, 5)), [call(10, 5, incident=0)], ONE, decisions={0: Decision(BY_PHONE)})
    found = {m.metric for m in front_door_measures(_window(inputs))}
    assert found == {name for name, metric in METRICS.items() if metric.family == "front_door"}
