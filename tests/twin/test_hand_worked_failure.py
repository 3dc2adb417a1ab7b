"""Failure demand and complaints about how it was answered, worked by hand in both engines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kernels import kinds as k
from sim.inputs.inputs import Inputs
from sim.outcome import conservation_faults
from tests.support.tiny_failure import Back, failing
from tests.support.tiny_inputs import incident, tiny, tour
from tests.twin.reading import Run, log, times

LATE = {"late_most": 0.8, "late_worst_at": 4.0}
ONE = [tour(0, 0, 900)]


def ran(run: Run, inputs: Inputs) -> Any:
    out = run(inputs)
    assert not conservation_faults(inputs, out)
    return out


@pytest.mark.parametrize(("luck", "comes"), [(0.59, True), (0.61, False)])
def test_the_later_the_likelier_that_it_comes_back(run: Run, luck: float, comes: bool) -> None:
    # Row 1 is reached at 40, three targets too late, of four at which the chance would be 0.8: it is 0.6. Over at 80.
    calls = [incident(0, 40), incident(0, 40)]
    out = ran(run, failing(tiny(ONE, calls, rules=LATE, target=[10]), Back(1, k.LATE, 100, luck=luck)))
    assert log(out, k.CAME_AGAIN) == [(180, k.CAME_AGAIN, 2, 1)] * comes
    assert times(out, "closed")[2:] == [195 if comes else -1]


def test_what_is_reached_at_the_target_is_in_time_and_beyond_the_worst_it_gets_no_worse(run: Run) -> None:
    # Rows 1, 2 and 3 are reached at 10, 50 and 90: in time, at the worst and later.
    calls = [incident(0, 10), *[incident(0, 40)] * 3]
    lucks = ((1, 500, 0.0), (2, 501, 0.79), (3, 502, 0.79), (3, 503, 0.81))
    backs = [Back(row, k.LATE, after, luck=luck) for row, after, luck in lucks]
    out = ran(run, failing(tiny(ONE, calls, rules=LATE, target=[10]), *backs))
    assert log(out, k.CAME_AGAIN) == [(591, k.CAME_AGAIN, 5, 2), (632, k.CAME_AGAIN, 6, 3)]


def test_who_was_sent_nobody_rings_again(run: Run) -> None:
    # Row 1 is no longer needed at 20, while the only officer is at row 0; row 2 is attended within its patience.
    calls = [incident(0, 40), incident(0, 40, patience=20), incident(0, 40, patience=60)]
    backs = [Back(row, k.ABANDONED, 100) for row in (0, 1, 2)]
    out = ran(run, failing(tiny(ONE, calls), *backs))
    assert log(out, k.NO_LONGER_NEEDED) == [(20, k.NO_LONGER_NEEDED, 1, 0)]
    assert log(out, k.CAME_AGAIN) == [(120, k.CAME_AGAIN, 4, 1)]


def test_what_was_broken_off_comes_back_from_the_end_of_its_attendance(run: Run) -> None:
    # Called away at 10, back at 40, over at 70.
    rules = {"preempt_grades": 1, "preempt_on_scene": True}
    calls = [incident(0, 40, grade=1), incident(10, 30)]
    out = ran(run, failing(tiny(ONE, calls, rules=rules), Back(0, k.BROKEN_OFF, 100), Back(1, k.BROKEN_OFF, 100)))
    assert log(out, k.CAME_AGAIN) == [(170, k.CAME_AGAIN, 2, 0)]


def test_what_was_not_written_up_comes_back(run: Run) -> None:
    # Row 0 is left at 30, ten minutes into its writing up; row 1 is written up.
    rules = {"preempt_grades": 1, "preempt_clearing": True}
    calls = [incident(0, 20, 30, grade=1), incident(30, 30, 10)]
    backs = [Back(row, cause, 100) for row in (0, 1) for cause in (k.WRITING_DROPPED, k.BROKEN_OFF)]
    out = ran(run, failing(tiny(ONE, calls, rules=rules), *backs))
    assert out.incidents["dropped"].tolist()[:2] == [1, 0]
    assert log(out, k.CAME_AGAIN) == [(130, k.CAME_AGAIN, 2, 0)]


def test_one_matter_may_come_back_for_several_causes(run: Run) -> None:
    # Reached at 40 (late), called away at 50 until 80, over at 110.
    rules = {**LATE, "preempt_grades": 1, "preempt_on_scene": True}
    calls = [incident(0, 40), incident(0, 40, grade=1), incident(50, 30)]
    inputs = tiny(ONE, calls, rules=rules, target=[100, 10])
    out = ran(run, failing(inputs, Back(1, k.LATE, 100), Back(1, k.BROKEN_OFF, 200), Back(1, k.ABANDONED, 300)))
    assert log(out, k.CAME_AGAIN) == [(210, k.CAME_AGAIN, 3, 1), (310, k.CAME_AGAIN, 4, 1)]


# Complaints: likelier for how it was attended

TIMES = {"complaint_late": 2.0, "complaint_rushed": 3.0}


def complained(inputs: Inputs, lucks: dict[int, float]) -> Inputs:
    incidents = inputs.incidents.copy()
    for row, luck in lucks.items():
        incidents["complaint_days"][row], incidents["complaint_luck"][row] = 5, luck
    return replace(inputs, incidents=incidents)


def test_a_complaint_is_likelier_where_somebody_came_late(run: Run) -> None:
    # Rows 1 to 3 are late; of a luck of 2 and more nothing comes, nor of 1 and more in time (row 0).
    calls = [incident(0, 40), *[incident(0, 40)] * 3]
    out = run(complained(tiny(ONE, calls, rules=TIMES, target=[10]), {0: 1.0, 1: 0.0, 2: 1.99, 3: 2.0}))
    assert log(out, k.COMPLAINED_ABOUT) == [(80, k.COMPLAINED_ABOUT, 1, 0), (120, k.COMPLAINED_ABOUT, 2, 0)]


def test_and_where_they_were_called_away_and_both_multiply(run: Run) -> None:
    # Row 0 is broken off at 10; row 2 is reached late and its scene cut short: 2 x 3 times as likely.
    rules = {**TIMES, "preempt_grades": 1, "preempt_on_scene": True}
    out = run(complained(tiny(ONE, [incident(0, 40, grade=1), incident(10, 30)], rules=rules, target=[10, 10]), {0: 2.9, 1: 1.5}))
    assert log(out, k.COMPLAINED_ABOUT) == [(70, k.COMPLAINED_ABOUT, 0, 0)]
    rules = {**TIMES, "cut_waiting": 1, "cut_to": 0.5}
    calls = [incident(0, 40, grade=0), *[incident(0, 40, grade=0)] * 2]
    out = run(complained(tiny(ONE, calls, rules=rules, target=[10]), {0: 3.1, 1: 5.9, 2: 2.1}))
    # Row 0 in time and cut (3 at most), row 1 late and cut (6), row 2 late only (2).
    assert log(out, k.COMPLAINED_ABOUT) == [(40, k.COMPLAINED_ABOUT, 1, 0)]


def test_not_written_up_is_rushed_too(run: Run) -> None:
    rules = {**TIMES, "preempt_grades": 1, "preempt_clearing": True}
    calls = [incident(0, 20, 30, grade=1), incident(30, 30)]
    out = run(complained(tiny(ONE, calls, rules=rules, target=[10, 10]), {0: 2.9, 1: 1.5}))
    assert log(out, k.COMPLAINED_ABOUT) == [(30, k.COMPLAINED_ABOUT, 0, 0)]
