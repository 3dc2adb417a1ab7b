"""The questions both engines ask about crews, dispatch, clock and trajectory, with answers worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import clock, kinds
from kernels.crewing import DOUBLE, DOUBLE_AT_NIGHT, SINGLE, crew_fit, crew_size
from kernels.dispatch import enough, may_be_sent
from kernels.draw import combine
from kernels.sleep import sleep_until
from kernels.trajectory import fold, fold_all
from sim.inputs.welfare import fatigue_parameters
from sim.scenario import Fatigue

MINUTE = clock.MINUTE_MS

# How large a crew is


@pytest.mark.parametrize("hour", [0.0, 6.99, 7.0, 12.0, 21.99, 22.0, 23.5])
def test_single_and_double_hold_all_day(hour: float) -> None:
    assert crew_size(SINGLE, hour, 22.0, 7.0) == 1
    assert crew_size(DOUBLE, hour, 22.0, 7.0) == 2


@pytest.mark.parametrize(("hour", "size"), [(21.99, 1), (22.0, 2), (23.99, 2), (0.0, 2), (6.99, 2), (7.0, 1), (12.0, 1)])
def test_a_night_that_passes_midnight(hour: float, size: int) -> None:
    assert crew_size(DOUBLE_AT_NIGHT, hour, 22.0, 7.0) == size


@pytest.mark.parametrize(("hour", "size"), [(0.99, 1), (1.0, 2), (4.99, 2), (5.0, 1), (23.0, 1)])
def test_a_night_within_one_date(hour: float, size: int) -> None:
    assert crew_size(DOUBLE_AT_NIGHT, hour, 1.0, 5.0) == size


# Which crew suits


@pytest.mark.parametrize(("wanted", "best_first"), [
    (1, [1, 2, 3]),  # exact, then the least waste
    (2, [2, 1, 3]),  # exact, then one too few (another can follow), then one too many
    (3, [3, 2, 1]),
    (4, [3, 2, 1]),  # none is exact: the largest that is too small leaves least to send for
])
def test_crews_in_order_of_fit(wanted: int, best_first: list[int]) -> None:
    assert sorted([1, 2, 3], key=lambda size: crew_fit(size, wanted)) == best_first
    assert len({crew_fit(size, wanted) for size in (1, 2, 3)}) == 3
    assert crew_fit(wanted, wanted) == 0


# Whether a crew may be sent, and whether there are enough


@pytest.mark.parametrize(("grade", "left_min", "may"), [
    (0, 200, True), (0, 1, True), (0, 0, True),  # the highest grade always
    (1, 31, True), (1, 30, False), (1, 0, False), (2, 31, True), (2, 29, False)])  # fmt: skip
def test_winding_down_for_thirty_minutes_takes_only_the_highest_grade(grade: int, left_min: int, may: bool) -> None:
    now = 1_000 * MINUTE
    assert bool(may_be_sent(grade, now + left_min * MINUTE, now, 30 * MINUTE, 1)) is may


def test_winding_down_ends_a_millisecond_before_its_limit() -> None:
    assert may_be_sent(1, 30 * MINUTE + 1, 0, 30 * MINUTE, 1)
    assert not may_be_sent(1, 30 * MINUTE, 0, 30 * MINUTE, 1)


@pytest.mark.parametrize(("grades", "may"), [
    (0, [False, False, False]), (1, [True, False, False]), (2, [True, True, False]), (3, [True, True, True])])  # fmt: skip
def test_how_many_grades_are_still_taken(grades: int, may: list[bool]) -> None:
    assert [bool(may_be_sent(grade, 10 * MINUTE, 0, 30 * MINUTE, grades)) for grade in range(3)] == may


def test_without_winding_down_a_crew_is_sent_until_the_tour_is_over() -> None:
    assert may_be_sent(3, 1, 0, 0, 0)
    assert not may_be_sent(3, 0, 0, 0, 0)


@pytest.mark.parametrize(("free", "on_duty", "wanted", "answer"), [
    (1, 5, 1, True), (2, 5, 2, True), (3, 5, 2, True),
    (1, 5, 2, False),  # wait for another of the five
    (1, 1, 2, True), (2, 2, 6, True),  # everybody there is
    (0, 0, 1, False), (0, 5, 1, False),  # nobody
    (5, 5, 6, True), (4, 5, 6, False)])  # fmt: skip
def test_enough_officers(free: int, on_duty: int, wanted: int, answer: bool) -> None:
    assert bool(enough(free, on_duty, wanted)) is answer


# Clock


def test_local_time_on_both_sides_of_a_change() -> None:
    # The clock goes forward by an hour at 01:00, one hour after the study's first midnight.
    at = np.array([-clock.DAY_MS, clock.HOUR_MS], dtype=np.int64)
    offset = np.array([0, clock.HOUR_MS], dtype=np.int64)
    last, first = clock.HOUR_MS - 1, clock.HOUR_MS
    assert clock.local_ms(last, at, offset) == clock.HOUR_MS - 1
    assert clock.local_ms(first, at, offset) == 2 * clock.HOUR_MS
    assert clock.local_ms(-3 * clock.DAY_MS, at, offset) == -3 * clock.DAY_MS  # before all that is known: the first offset
    assert clock.hour_of_day(first, at, offset) == 2.0
    assert clock.hour_of_day(clock.DAY_MS - clock.HOUR_MS, at, offset) == 0.0
    assert clock.hour_of_day(-clock.HOUR_MS // 2, at, offset) == 23.5


def test_units_of_time() -> None:
    assert (clock.SECOND_MS, clock.MINUTE_MS, clock.HOUR_MS, clock.DAY_MS) == (
        1_000, 60_000, 3_600_000, 24 * 3_600_000)  # fmt: skip


# Sleep: how long the past shows


@pytest.mark.parametrize(("days_off", "shows"), [(1.5, True), (3.0, True), (4.0, True), (4.0 + 1e-6, False), (9.0, False)])
def test_the_past_shows_in_sleep_for_four_days_and_no_longer(days_off: float, shows: bool) -> None:
    par = fatigue_parameters(Fatigue(on=True))
    at, offset = np.array([-100 * clock.DAY_MS], dtype=np.int64), np.zeros(1, dtype=np.int64)
    off, on = 16 * clock.HOUR_MS, 16 * clock.HOUR_MS + round(days_off * clock.DAY_MS)
    weary, fresh = (sleep_until(s, 7 * clock.HOUR_MS, 0, off, on, par, at, offset) for s in (6.0, 14.0))
    assert bool(weary[0] != fresh[0] or weary[1] != fresh[1]) is shows


# Trajectory


def test_a_trajectory_is_folded_event_by_event() -> None:
    events = np.array([[0, 1, 2, 3], [60_000, 11, 4, -1]], dtype=np.int64)
    by_hand = np.uint64(0)
    for row in events:
        for part in row:
            by_hand = np.uint64(combine(by_hand, part))
    assert int(fold_all(np.uint64(0), events)) == int(by_hand)
    assert int(fold(np.uint64(fold_all(np.uint64(0), events[:1])), *events[1])) == int(by_hand)


@pytest.mark.parametrize("change", [
    [[0, 1, 2, 3], [5, 1, 2, 4]], [[0, 1, 2, 3], [5, 1, 3, 3]], [[0, 1, 2, 3], [5, 2, 2, 3]], [[0, 1, 2, 3], [6, 1, 2, 3]],
    [[5, 1, 2, 3], [0, 1, 2, 3]], [[0, 1, 2, 3]], [[0, 1, 2, 3], [5, 1, 2, 3], [5, 1, 2, 3]]])  # fmt: skip
def test_any_change_of_events_changes_the_trajectory(change: list[list[int]]) -> None:
    plain = np.array([[0, 1, 2, 3], [5, 1, 2, 3]], dtype=np.int64)
    assert int(fold_all(np.uint64(0), plain)) != int(fold_all(np.uint64(0), np.array(change, dtype=np.int64)))


def test_kinds_are_never_renumbered() -> None:
    assert kinds.names() == {
        1: "logged", 2: "crew sent", 3: "crew arrived", 4: "scene started", 5: "scene ended", 6: "partner asked",
        7: "partner came", 8: "partner given up", 9: "handed over", 10: "cleared", 11: "booked on", 12: "absent",
        13: "crew formed", 14: "held over", 15: "carried", 16: "stood down", 17: "booked off", 18: "fell sick",
        19: "back well", 20: "capacity", 21: "background asked", 22: "background taken", 23: "unit free", 24: "measuring",
    } | {number: name for number, name in kinds.names().items() if number > 24}  # fmt: skip
    ranks = [kinds.RELEASE, kinds.TOUR_OFF, kinds.TOUR_ON, kinds.ARRIVAL, kinds.PARTNER_DAY, kinds.NIGHT, kinds.DISPATCH]
    assert ranks == sorted(set(ranks))
