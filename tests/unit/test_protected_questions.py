"""Questions about protected time, worked by hand."""

from __future__ import annotations

import pytest

from kernels.kinds import TIME_DUE, TIME_HAD, TIME_LEFT
from kernels.protected import ANY_AMOUNT, becomes_of_time, supervisory_ms, time_wanted, work_in_hand


@pytest.mark.parametrize(("officers", "crimes", "sergeants", "ms"), [
    (0, 0, 1, 60), (6, 0, 1, 120), (6, 4, 1, 132), (6, 4, 2, 96), (6, 4, 5, 74), (6, 0, 0, 120),
])  # fmt: skip
def test_supervisory_work_grows_with_the_team_and_is_shared(officers: int, crimes: int, sergeants: int, ms: int) -> None:
    # 60 for the tour, 10 for each officer, 3 for each crime; 72 shared by five is 14.4, of which the part is dropped.
    assert supervisory_ms(60, 10, 3, officers, crimes, sergeants) == ms


@pytest.mark.parametrize(("left", "from_at", "now", "ms"), [
    (100, -1, 500, 100),  # not at the desk: all of it, and settling in is not known yet
    (100, 450, 500, 50),  # half of it is done
    (100, 400, 500, 0),  # all of it
    (100, 300, 500, 0),
    (100, 510, 500, 110),  # ten to settle in first
    (0, 510, 500, 0),  # nobody settles in for nothing
])  # fmt: skip
def test_work_in_hand(left: int, from_at: int, now: int, ms: int) -> None:
    assert work_in_hand(left, from_at, now) == ms


@pytest.mark.parametrize(("had", "in_hand", "ms"), [
    (0, ANY_AMOUNT, 60), (20, ANY_AMOUNT, 40), (70, ANY_AMOUNT, 0), (0, 25, 25), (50, 25, 10), (0, 0, 0),
])  # fmt: skip
def test_time_wanted_is_what_is_missing_as_far_as_there_is_work(had: int, in_hand: int, ms: int) -> None:
    assert time_wanted(60, had, in_hand) == ms


@pytest.mark.parametrize(("had", "in_hand", "now", "stage"), [
    (60, ANY_AMOUNT, 100, TIME_HAD), (59, ANY_AMOUNT, 399, TIME_DUE), (59, ANY_AMOUNT, 400, TIME_LEFT),
    (60, ANY_AMOUNT, 400, TIME_HAD), (0, 0, 399, TIME_DUE), (0, 0, 400, TIME_HAD), (0, 1, 400, TIME_LEFT),
])  # fmt: skip
def test_what_becomes_of_it(had: int, in_hand: int, now: int, stage: int) -> None:
    assert becomes_of_time(60, had, in_hand, now, 400) == stage
