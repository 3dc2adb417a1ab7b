"""Worked by hand in both engines: whether breaking off work would be enough, and when the dispatcher looks again."""

from __future__ import annotations

from typing import Any

import pytest

from kernels import kinds as k
from tests.support.tiny_inputs import incident, tiny, tour
from tests.twin.reading import Run, log, went

THREE = [tour(seat, 0, 900) for seat in range(3)]
TWO, ONE = THREE[:2], THREE[:1]
RESERVE = {"reserve_crews": 1, "reserve_grades": 1}  # one crew is kept for grade 0


def may(**others: Any) -> dict[str, Any]:
    """Return rules by which two grades interrupt those who drive or work."""
    return {"preempt_grades": 2, "preempt_travelling": True, "preempt_on_scene": True, **others}


# Would it be enough?


def test_nobody_is_called_away_to_be_the_reserve(run: Run) -> None:
    # Officer 0 is at grade 2 from 5, officer 1 at grade 0 from 10.  Called away for the grade 1 of 20, officer 0 would be the one
    # crew that is kept: so the work goes on, and grade 1 waits until both are free.
    calls = [incident(5, 100, grade=2), incident(10, 200), incident(20, 10, grade=1)]
    out = run(tiny(TWO, calls, rules=may(**RESERVE)))
    assert log(out, k.SUSPENDED) == []
    assert went(out) == [(5, 0, 0), (10, 1, 1), (210, 2, 0)]


def test_with_the_reserve_filled_one_goes(run: Run) -> None:
    # Officers 0 and 1 are at grade 2, officer 2 is the reserve.  Officer 1, called away, takes over as the reserve, and officer
    # 2, free for longest, goes; nobody could be spared for what was broken off.
    calls = [incident(5, 100, grade=2), incident(6, 100, grade=2), incident(20, 10, grade=1)]
    out = run(tiny(THREE, calls, rules=may(**RESERVE)))
    assert log(out, k.SUSPENDED) == [(20, k.SUSPENDED, 1, k.FOR_A_HIGHER_GRADE)]
    assert went(out)[2:4] == [(20, 2, 2), (30, 1, 1)]


def test_the_skill_is_called_away_first_and_then_who_fills_the_reserve(run: Run) -> None:
    # Only officer 0 holds the skill.  Free, that would be the reserve; officer 1, who does not hold it, fills it instead.
    calls = [incident(5, 100, grade=2, needs=1), incident(6, 100, grade=2), incident(8, 300),
             incident(20, 10, grade=1, needs=1)]  # fmt: skip
    out = run(tiny(THREE, calls, skills=[1, 0, 0], rules=may(**RESERVE)))
    assert log(out, k.SUSPENDED) == [
        (20, k.SUSPENDED, 0, k.FOR_A_HIGHER_GRADE), (20, k.SUSPENDED, 1, k.FOR_A_HIGHER_GRADE)]  # fmt: skip
    assert went(out)[3] == (20, 3, 0)


def test_who_is_free_counts_though_the_skill_is_at_work(run: Run) -> None:
    # Two wanted, one of them with what only officer 1 holds, who is at work; officer 0 is free, and with both it is enough.
    out = run(tiny(TWO, [incident(5, 100, grade=2, needs=1), incident(20, 10, officers=2, needs=1)], skills=[0, 1], rules=may()))
    assert log(out, k.SUSPENDED) == [(20, k.SUSPENDED, 0, k.FOR_A_HIGHER_GRADE)]
    assert went(out)[:3] == [(5, 0, 1), (20, 1, 1), (20, 1, 0)]


def test_a_skill_that_nobody_holds_interrupts_nobody(run: Run) -> None:
    out = run(tiny(TWO, [incident(5, 100, grade=2), incident(20, 10, needs=1)], rules=may()))
    assert log(out, k.SUSPENDED) == []


def test_everybody_on_duty_goes_where_everybody_is_too_few(run: Run) -> None:
    # Three are wanted and two on duty, one of them at work: both go.  Where the other is at grade 0 until 105, nobody is called
    # away before.
    calls = [incident(5, 100, grade=2), incident(20, 10, officers=3)]
    out = run(tiny(TWO, calls, rules=may()))
    assert log(out, k.SUSPENDED) == [(20, k.SUSPENDED, 0, k.FOR_A_HIGHER_GRADE)]
    assert went(out)[1:3] == [(20, 1, 1), (20, 1, 0)]
    out = run(tiny(TWO, [incident(5, 100), incident(6, 100, grade=2), incident(20, 10, officers=3)], rules=may()))
    assert log(out, k.SUSPENDED) == [(105, k.SUSPENDED, 1, k.FOR_A_HIGHER_GRADE)]


# When the dispatcher looks again


@pytest.mark.parametrize(
    ("stages", "called_away"),
    [({"preempt_on_scene": True}, 15), ({"preempt_clearing": True}, 35), ({}, 65)],
)
def test_work_is_broken_off_as_soon_as_it_may_be(run: Run, stages: dict[str, bool], called_away: float) -> None:
    # On the way from 5, at work from 15, writing up from 35 to 65; grade 0 rings at 8 and waits until one of these may be left.
    calls = [incident(5, 20, 30, grade=1), incident(8, 10)]
    out = run(tiny(ONE, calls, travel=10, rules={"preempt_grades": 1, **stages}))
    assert went(out)[1] == (called_away, 1, 0)


def test_an_area_whose_crew_was_lent_looks_again_too(run: Run) -> None:
    # Officer 0 of area 0 helps area 1, whose own crew is busy, and is there at 5 + 20 = 25; grade 0 of its own area, in since 8,
    # may have it from then on.
    tours = [tour(0, 0, 900), tour(1, 0, 900, area=1, team=1)]
    calls = [incident(0, 300, area=1), incident(5, 60, grade=1, area=1), incident(8, 10)]
    rules = {"preempt_grades": 1, "preempt_on_scene": True, "help_on": True, "help_grades": 2, "help_keep": 0}
    out = run(tiny(tours, calls, travel=10, seat_area=[0, 1], lenders={1: [(0, 10)]}, rules=rules))
    assert went(out)[:3] == [(0, 0, 1), (5, 1, 0), (25, 2, 0)]
