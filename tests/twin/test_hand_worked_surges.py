"""Tours taken by surges, worked by hand in both engines: who is with one is away, and at work all the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kernels import kinds as k
from sim.outcome import conservation_faults
from tests.support.tiny_inputs import incident, tiny, tour
from tests.support.tiny_overtime import with_duty
from tests.twin.reading import Run, account, log, went

DAY = 24 * 60
NOON = DAY + 720
SURGES = (k.ENQUIRY, k.PUBLIC_ORDER, k.EVENT)


@pytest.mark.parametrize("reason", SURGES)
def test_who_is_with_a_surge_is_away_and_others_go(run: Run, reason: int) -> None:
    # Officer 0 spends eight hours of the first day with the surge; officer 1 attends what comes, half an hour each, one by one.
    inputs = tiny([tour(0, 420, 900, absent=reason), tour(1, 420, 900), tour(0, DAY + 420, DAY + 900)],
                  [incident(500, 30), incident(500, 30), incident(DAY + 500, 30)], horizon=2 * DAY)  # fmt: skip
    out = run(inputs)
    assert log(out, k.ABSENT) == [(420, k.ABSENT, 0, reason)]
    assert went(out) == [(500, 0, 1), (530, 1, 1), (DAY + 500, 2, 0)]
    assert account(out, 0, 0) == {k.AWAY: 480, k.FREE: 450, k.ON_SCENE: 30}
    assert out.tours["reason"].tolist() == [reason, 0, 0]
    assert conservation_faults(inputs, out) == []


@pytest.mark.parametrize("reason", [*SURGES, k.COURT])
def test_the_hours_of_a_surge_are_working_time(run: Run, reason: int) -> None:
    # Four days and the eve.  Six hours with a surge, as at court, and a recall of four hours are ten: five days at 13.9 hours a
    # week allow 9 h 56 min, at 14 hours ten.
    lines = [tour(1, 0, 360, team=1, absent=reason), tour(0, NOON, NOON + 480, absent=k.COURT, minimum=1)]
    plain = tiny(lines, horizon=4 * DAY)
    for hours, comes in ((13.9, []), (14.0, [1])):
        inputs = with_duty(plain, recall=(60, 240, 1), settings={"limits": {"week_h": hours}})
        assert [seat for _, _, seat, _ in log(run(inputs), k.RECALLED)] == comes


def test_work_that_runs_into_a_tour_with_a_surge_is_finished_first(run: Run) -> None:
    # From 14:50 two hours of work; the surge's tour begins at 15:00.  The tour in the books ends there, the officer is away from
    # 16:50 on, when he is released.
    inputs = tiny([tour(0, 420, 900), tour(0, 900, 1380, absent=k.EVENT)], [incident(890, 120)], horizon=DAY)
    out = run(replace(inputs))
    assert log(out, k.CARRIED) == [(900, k.CARRIED, 0, 1)]
    assert account(out, 0, 0) == {k.FREE: 470, k.ON_SCENE: 120, k.AWAY: 370}
    assert out.tours["reason"].tolist() == [0, k.EVENT]
    assert conservation_faults(inputs, out) == []
