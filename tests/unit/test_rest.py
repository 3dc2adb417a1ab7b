"""Who may do more: rest, runs of days, the average week; and who fills which gap of a plan, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import rest
from kernels.clock import HOUR_MS
from kernels.draw import STREAM_OVERTIME, stream_key
from kernels.gaps import fill_gaps, rest_after, rest_before, tour_to_give
from sim.inputs.welfare import overtime_parameters
from sim.scenario import Overtime

H = HOUR_MS


def par(**limits: float) -> np.ndarray:
    return overtime_parameters(Overtime.model_validate({"limits": limits}))


def row(*hours: float) -> np.ndarray:
    """Return a row of working time in hours, -1 for a date that does not count."""
    return np.array([-1 if hour < 0 else round(hour * H) for hour in hours], dtype=np.int64)


@pytest.mark.parametrize(("hours", "day", "run"), [
    ([0, 0, 0], 1, 1), ([8, 0, 8], 1, 3), ([8, 8, 0, 0, 8], 2, 3), ([8, 0, 0, 8], 1, 2), ([0, 8, 8], 0, 3), ([8, 8, 0], 2, 3),
    ([8, -1, 0, 8], 2, 2)])  # fmt: skip
def test_runs_of_days(hours: list[float], day: int, run: int) -> None:
    assert rest.run_with(row(*hours), day) == run


@pytest.mark.parametrize(("hours", "beside"), [
    ([8, 0, 0, 0, 8], False), ([-1, 0, 0, 0, 8], True), ([8, 0, 0, 0, -1], True), ([-1, 8, 0, 8, -1], False),
    ([0, 0, 0, 0, 0], False)])  # fmt: skip
def test_beside_leave_goes_by_the_nearest_tours(hours: list[float], beside: bool) -> None:
    assert bool(rest.is_beside_leave(row(*hours), 2)) is beside


def test_the_average_week_over_a_reference_period() -> None:
    # One week as reference: 40 hours and 8 more are 48, a minute more is too much.
    week = row(8, 8, 8, 8, 8, 0, 0)
    limits = par(reference_weeks=1)
    assert rest.average_holds(week, 5, 8 * H, limits)
    assert not rest.average_holds(week, 5, 8 * H + 1, limits)
    # A day of leave in place of a tour does not count: 32 hours and 9.14 over six days are the limit.
    away = row(-1, 8, 8, 8, 8, 0, 0)
    most = 48 * H * 6 // 7 - 32 * H
    assert rest.average_holds(away, 5, most, limits)
    assert not rest.average_holds(away, 5, most + 1, limits)


def test_reference_periods_follow_one_another_and_the_last_takes_what_is_left() -> None:
    # Two periods of a week and three days: the second has ten days.
    full, empty = [8.0] * 7, [0.0] * 10
    limits = par(reference_weeks=1)
    assert not rest.average_holds(row(*full, *empty), 6, 1, limits)
    assert rest.average_holds(row(*full, *empty), 7, 48 * H * 10 // 7, limits)
    assert not rest.average_holds(row(*full, *empty), 16, 48 * H * 10 // 7 + 1, limits)
    # Shorter than a period, a study is one.
    assert rest.average_holds(row(*[0.0] * 5), 0, 48 * H * 5 // 7, limits)


@pytest.mark.parametrize(("before", "after", "more", "may"), [
    (11, 11, 8, True), (11 - 1 / H, 11, 8, False), (11, 11 - 1 / H, 8, False), (50, 50, 16, True), (50, 50, 16 + 1 / H, False)])
def test_who_may_do_more(before: float, after: float, more: float, may: bool) -> None:
    week = row(8, 8, 8, 8, 0, 0, 0)
    hours = [round(each * H) for each in (more, before, after)]
    assert bool(rest.may_do_more(week, 5, *hours, 0, par(reference_weeks=1))) is may


def test_nobody_does_more_on_a_day_with_a_tour_or_lost_to_leave_or_at_the_end_of_a_long_run() -> None:
    week = row(8, 8, 8, 8, 0, 0, -1)
    free = (50 * H, 50 * H, 0)
    assert not rest.may_do_more(week, 0, H, *free, par())
    assert not rest.may_do_more(week, 6, H, *free, par())
    assert rest.may_do_more(row(8, 8, 8, 8, 0, 0, 0), 4, H, *free, par(longest_run=5))
    assert not rest.may_do_more(row(8, 8, 8, 8, 0, 0, 0), 4, H, *free, par(longest_run=4))


def test_who_opted_out_is_bound_by_all_but_the_average() -> None:
    week = row(24, 24, 0, 0, 0, 0, 0)
    assert rest.may_do_more(week, 5, 8 * H, 50 * H, 50 * H, 1, par(reference_weeks=1))
    assert not rest.may_do_more(week, 5, 8 * H, 50 * H, 50 * H, 0, par(reference_weeks=1))
    assert not rest.may_do_more(week, 5, 8 * H, 10 * H, 50 * H, 1, par(reference_weeks=1))


def test_time_off_needs_a_whole_tour() -> None:
    assert rest.has_a_tour_coming(8 * H, 8 * H)
    assert not rest.has_a_tour_coming(8 * H - 1, 8 * H)


def test_the_share_who_take_time_off_is_keyed_and_nested() -> None:
    key, ids = np.uint64(stream_key(3, 0, STREAM_OVERTIME)), np.arange(100, dtype=np.int64)
    less, more, others = (np.zeros((n, 50), dtype=np.int8) for n in (100, 100, 50))
    rest.takes_time_off(key, ids, 20_000, 0.2, less)
    rest.takes_time_off(key, ids, 20_000, 0.4, more)
    rest.takes_time_off(key, ids[50:], 20_000, 0.2, others)
    assert abs(less.mean() - 0.2) < 0.02
    assert abs(more.mean() - 0.4) < 0.03
    assert not (less & ~more & 1).any()
    assert (others == less[50:]).all()


# Gaps of a plan: three officers, four days and the eve.


class Case:
    """Officer 0 stands in the team of each day from 8 to 16; tables as the kernel reads them."""

    def __init__(self, *, minimum: int = 1, there: tuple[int, ...] = (1, 1, 1, 1), seats: int = 3) -> None:
        days = 5
        self.start = np.array([(24 * day + 8) * H for day in range(4)], dtype=np.int64)
        self.end = self.start + 8 * H
        self.area, self.day = np.zeros(4, dtype=np.int64), np.arange(1, 5, dtype=np.int64)
        self.minimum, self.present = np.full(4, minimum, dtype=np.int64), np.array(there, dtype=np.int64)
        self.group_of, self.here = np.arange(4, dtype=np.int64), np.array(there, dtype=np.int64)
        self.on, self.off, self.work = (np.zeros((seats, days), dtype=np.int64) for _ in range(3))
        self.planned = np.full((seats, days), -1, dtype=np.int64)
        self.on[0, 1:], self.off[0, 1:], self.work[0, 1:], self.planned[0, 1:] = self.start, self.end, 8 * H, np.arange(4)
        self.seat_area, self.barred, self.opted_out = (np.zeros(seats, dtype=np.int64) for _ in range(3))
        self.most, self.give_days, self.spare, self.par = 2, 0, 0, par(week_h=168.0)

    def fill(self) -> list[tuple[int, int, int]]:
        """Return who works extra: group, seat, the tour given up."""
        chosen, given = np.zeros((20, 2), dtype=np.int64), np.zeros(20, dtype=np.int64)
        n = fill_gaps(self.start, self.end, self.area, self.day, self.minimum, self.present, self.group_of, self.here, self.on,
                      self.off, self.planned, self.work, self.seat_area, self.barred, self.opted_out, self.par,
                      np.full((4, self.most), self.give_days, dtype=np.int64), self.spare, chosen, given)
        return [(int(g), int(seat), int(row)) for (g, seat), row in zip(chosen[:n], given[:n], strict=True)]


def test_a_gap_goes_to_who_has_had_fewest_and_of_equals_to_the_lowest_seat() -> None:
    assert Case(there=(1, 1, 1, 1)).fill() == []
    assert Case(there=(0, 0, 0, 1)).fill() == [(0, 1, -1), (1, 2, -1), (2, 1, -1)]


def test_no_more_than_may_and_nobody_of_another_area_or_barred() -> None:
    case = Case(minimum=4, seats=6)
    case.seat_area[1], case.barred[2] = 1, 1
    assert case.fill()[:2] == [(0, 3, -1), (0, 4, -1)]
    case = Case(minimum=2, seats=6)
    assert [seat for group, seat, _ in case.fill() if group == 0] == [1]


def test_extra_tours_count_for_rest_run_and_average() -> None:
    case = Case(there=(0, 0, 0, 0), seats=2)
    case.par = par(week_h=168.0, longest_run=2)
    assert case.fill() == [(0, 1, -1), (1, 1, -1), (3, 1, -1)]
    case = Case(there=(0, 0, 0, 0), seats=2)
    case.par = par(week_h=22.4)  # five days: 16 hours
    assert case.fill() == [(0, 1, -1), (1, 1, -1)]


def test_rest_before_and_after_by_the_plan() -> None:
    on, off = np.zeros((1, 6), dtype=np.int64), np.zeros((1, 6), dtype=np.int64)
    on[0, 1], off[0, 1], on[0, 4], off[0, 4] = 8 * H, 16 * H, 80 * H, 88 * H
    assert rest_before(on, off, 0, 3, 56 * H) == 40 * H
    assert rest_after(on, off, 0, 3, 64 * H) == 16 * H
    assert rest_before(on, off, 0, 1, 8 * H) > 1000 * H
    assert rest_after(on, off, 0, 4, 88 * H) > 1000 * H
    # A night that ends on the morning of the day itself.
    on[0, 2], off[0, 2] = 47 * H, 55 * H
    assert rest_before(on, off, 0, 3, 56 * H) == 1 * H
    case = Case(there=(1, 0, 1, 1), seats=2)
    case.on[1, 1], case.off[1, 1], case.work[1, 1] = 23 * H, 23 * H + 1, 1
    assert case.fill() == []


def test_with_notice_a_later_tour_is_given_up_where_the_team_can_spare_it() -> None:
    case = Case(there=(0, 2, 3, 3), seats=2)
    # Officer 1 works the second, third and fourth day; two are there on the second, three on the others.
    case.group_of, case.here = np.array([0, 1, 2, 3, 1, 2, 3]), np.array([0, 1, 1, 1, 1, 1, 1])
    case.on[1, 2:], case.off[1, 2:], case.work[1, 2:], case.planned[1, 2:] = case.start[1:], case.end[1:], 8 * H, [4, 5, 6]
    case.give_days, case.spare = 28, 1
    assert tour_to_give(case.planned, case.here, case.group_of, case.present, case.minimum, 1, 1, 1, 28) == 3
    assert tour_to_give(case.planned, case.here, case.group_of, case.present, case.minimum, 0, 1, 1, 28) == 2
    assert tour_to_give(case.planned, case.here, case.group_of, case.present, case.minimum, 1, 1, 1, 1) == -1
    assert case.fill() == [(0, 1, 5)]
    assert case.present.tolist() == [1, 2, 2, 3]
    assert case.work[1].tolist() == [0, 8 * H, 8 * H, 0, 8 * H]


def test_gap_by_gap_the_notice_decides_and_one_that_stays_open_closes_no_other() -> None:
    # Two are missing on the first day: for the gap known long before nobody has a tour to give, the other is worked for pay.
    case = Case(minimum=2, there=(0, 2, 2, 2), seats=3)
    case.most, case.give_days = 2, 28
    assert case.fill() == []
    case.give_days = np.array([28, 0])  # type: ignore[assignment]
    assert case.fill() == [(0, 1, -1)]
    case = Case(minimum=2, there=(0, 2, 2, 2), seats=3)
    case.give_days = np.array([0, 28])  # type: ignore[assignment]
    assert case.fill() == [(0, 1, -1)]
