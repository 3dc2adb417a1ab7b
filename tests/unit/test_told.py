"""Planned overtime: how long a tour may become, whose turn it is, what it pays; the questions, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import overtime as o
from kernels import told as k
from kernels.clock import HOUR_MS, MINUTE_MS
from kernels.draw import uniform
from sim.inputs.welfare import overtime_parameters
from sim.scenario import Overtime

H = HOUR_MS
PAR = overtime_parameters(Overtime.model_validate({"limits": {"week_h": 168.0}}))


def may(least: float = 2, most: float = 4, longest: float = 13, lately: int = 28, stay: int = 1, early: int = 1) -> np.ndarray:
    return np.array([round(least * H), round(most * H), round(longest * H), lately, stay, early], dtype=np.int64)


# What it pays


@pytest.mark.parametrize(("minutes", "paid"), [(0, 0), (14, 0), (15, 15), (29, 15), (30, 30), (119, 105), (240, 240)])
def test_completed_quarters_are_paid_and_no_half_hour_is_lost(minutes: int, paid: int) -> None:
    assert o.planned_overtime(minutes * MINUTE_MS, PAR) == (paid * MINUTE_MS, (minutes - paid) * MINUTE_MS)


def test_its_rate_is_its_own() -> None:
    par = overtime_parameters(Overtime.model_validate({"rates": {"planned": 2.0, "casual": 1.0, "recall": 1.0}}))
    assert (PAR[o.PLANNED], par[o.PLANNED], par[o.CASUAL]) == (16, 24, 12)


@pytest.mark.parametrize(("on", "off", "worked"), [
    (0, 720, 150), (0, 700, 130), (0, 600, 30), (10, 600, 20), (40, 590, 0), (40, 800, 120), (0, 20, 20), (650, 700, 50)])
def test_what_was_worked_of_it(on: int, off: int, worked: int) -> None:
    """A tour from 0 to 720 whose first 30 and last 120 minutes lie beyond the roster."""
    times = [minute * MINUTE_MS for minute in (on, off, 0, 720, 30, 120)]
    assert o.told_ms(*times) == worked * MINUTE_MS


# How long


@pytest.mark.parametrize(("end", "hours"), [(7.9, 0), (8, 4), (10, 4), (13, 3), (14, 2), (14.1, 0), (16, 0)])
def test_hours_after_a_tour_of_eight_for_a_gap_from_8_to_16(end: float, hours: float) -> None:
    assert k.hours_after(round((end - 8) * H), round(end * H), 8 * H, 16 * H, may(), PAR) == hours * H


@pytest.mark.parametrize(("start", "hours"), [(8, 0), (9.9, 0), (10, 2), (12, 4), (16, 4), (16.1, 0)])
def test_hours_before_a_tour_of_eight_for_a_gap_from_8_to_16(start: float, hours: float) -> None:
    assert k.hours_before(round(start * H), round((start + 8) * H), 8 * H, 16 * H, may(), PAR) == hours * H


def test_the_longest_day_whole_quarters_and_the_start_of_the_study_bind() -> None:
    assert k.hours_after(0, 10 * H, 8 * H, 20 * H, may(longest=12.6), PAR) == 2.5 * H
    assert k.hours_after(0, 10 * H, 8 * H, 20 * H, may(longest=11.9), PAR) == 0
    assert k.hours_after(0, 12 * H, 8 * H, 12 * H + 10 * MINUTE_MS, may(least=0.1), PAR) == 0  # not a whole quarter
    assert k.hours_before(2 * H, 10 * H, -6 * H, 20 * H, may(), PAR) == 2 * H
    assert k.hours_before(H, 9 * H, -6 * H, 20 * H, may(), PAR) == 0


def test_lately() -> None:
    row = np.array([1, 2, 4, 8, 16], dtype=np.int64)
    assert [k.given_lately(row, day, days) for day, days in ((3, 1), (3, 2), (4, 28), (0, 3))] == [8, 12, 31, 1]


# Whose turn


class Case:
    """Officers 0 to 2 work from 0 to 8 of day 1, officer 3 from 16 to 24; somebody is missing from 8 to 16."""

    def __init__(self) -> None:
        self.start, self.end = np.array([0, 0, 0, 16], dtype=np.int64) * H, np.array([8, 8, 8, 24], dtype=np.int64) * H
        self.seat, self.day, self.group = np.arange(4), np.ones(4, dtype=np.int64), np.array([0, 0, 0, 1])
        self.left, self.free = np.array([3, 3], dtype=np.int64), np.ones(4, dtype=np.int64)
        self.on, self.off, self.work, self.given = (np.zeros((4, 4), dtype=np.int64) for _ in range(4))
        self.planned = np.full((4, 4), -1, dtype=np.int64)
        self.on[:, 1], self.off[:, 1], self.work[:, 1], self.planned[:, 1] = self.start, self.end, 8 * H, np.arange(4)
        self.keys, self.first_day = np.array([11, 12, 13, 14], dtype=np.uint64), 20_000
        self.area, self.opted_out, self.par, self.may = np.zeros(4, dtype=np.int64), np.zeros(4, dtype=np.int64), PAR, may()
        self.short = [(8 * H, 16 * H, 0, 1, 1)]  # from, to, area, day, missing

    def tell(self) -> list[tuple[int, int, int, float]]:
        """Return who is told: tour, shortage, which of the missing, hours (below 0: before the tour)."""
        told = np.zeros((40, 4), dtype=np.int64)
        columns = np.array(self.short, dtype=np.int64).T.copy()
        n = k.tell(*columns, self.planned, self.free, self.group, self.left, self.on, self.off, self.work, self.given, self.keys,
                   self.first_day, self.area, self.opted_out, self.seat, self.day, self.par, self.may, told)  # fmt: skip
        return [(int(tour), int(s), int(missing), ms / H) for tour, s, missing, ms in told[:n].tolist()]

    def draws(self) -> list[float]:
        """Return the draw of each officer that settles whose turn it is on the day."""
        return [uniform(key, self.first_day + 1, 0) for key in self.keys]


def test_one_stays_on_and_another_begins_early_and_their_hours_do_not_overlap() -> None:
    case = Case()
    first = int(np.argmin(case.draws()[:3]))
    assert case.tell() == [(first, 0, 0, 4), (3, 0, 0, -4)]
    assert case.off[first, 1] == 12 * H == case.on[3, 1]
    assert (case.work[first, 1], case.given[first, 1], case.work[3, 1]) == (12 * H, 4 * H, 12 * H)
    short = Case()
    short.may = may(most=6, longest=24)
    assert [hours for *_, hours in short.tell()] == [6, -2]


def test_who_has_been_given_least_lately_is_asked_and_a_draw_settles_the_rest() -> None:
    for least in range(3):
        case = Case()
        case.given[:3, 1] = H
        case.given[least, 1] = 0
        assert case.tell()[0][0] == least
    case = Case()
    case.short = [(8 * H, 16 * H, 0, 1, 3)]
    assert [tour for tour, *_, hours in case.tell() if hours > 0] == np.argsort(case.draws()[:3]).tolist()
    for first_day in range(20_000, 20_012):  # another date, another draw
        case = Case()
        case.first_day = first_day
        assert case.tell()[0][0] == int(np.argmin(case.draws()[:3]))


def test_what_was_given_long_ago_is_forgotten() -> None:
    case = Case()
    case.given[:3, 0] = [2 * H, 3 * H, H]
    assert case.tell()[0][0] == 2
    case = Case()
    case.given[:3, 0], case.may = [2 * H, 3 * H, H], may(lately=1)
    assert case.tell()[0][0] == int(np.argmin(case.draws()[:3]))


@pytest.mark.parametrize("why", ["other area", "not free", "none of the team left", "no rest after", "average week"])
def test_who_may_not_is_not_asked(why: str) -> None:
    case = Case()
    case.may = may(early=0)
    if why == "other area":
        case.area[:3] = 1
    elif why == "not free":
        case.free[:3] = 0
    elif why == "none of the team left":
        case.left[0] = 0
    elif why == "no rest after":  # four hours more end at 12, the next tour begins at 22:59
        case.on[:3, 2], case.off[:3, 2] = 23 * H - 1, 31 * H
    else:  # four columns at 14 h a week allow 8 hours
        case.par = overtime_parameters(Overtime.model_validate({"limits": {"week_h": 14.0}}))
    assert case.tell() == []


def test_rest_to_the_millisecond_and_those_who_opted_out() -> None:
    case = Case()
    case.may = may(early=0)
    case.on[:3, 2], case.off[:3, 2] = 23 * H, 31 * H
    assert len(case.tell()) == 1
    case = Case()
    case.may, case.on[3, 0], case.off[3, 0] = may(stay=0), -8 * H, H  # from 1 to 12 are eleven hours
    assert case.tell() == [(3, 0, 0, -4)]
    case.on[3, 1], case.off[3, 0], case.free[3], case.work[3, 1] = 16 * H, H + 1, 1, 8 * H
    assert case.tell() == []
    case = Case()
    case.par, case.opted_out[1] = overtime_parameters(Overtime.model_validate({"limits": {"week_h": 14.0}})), 1
    assert case.tell() == [(1, 0, 0, 4)]


def test_nobody_is_told_twice_and_only_so_many_of_a_team() -> None:
    case = Case()
    case.short, case.left[0] = [(8 * H, 16 * H, 0, 1, 5)], 2
    told = case.tell()
    assert sorted(hours for *_, hours in told) == [-4, 4, 4]
    assert len({tour for tour, *_ in told}) == 3
    assert case.left.tolist() == [0, 2]
    case = Case()  # with room for more in the day, too
    case.short, case.may, case.left[0] = [(8 * H, 16 * H, 0, 1, 5)], may(longest=24, early=0), 9
    assert sorted(tour for tour, *_ in case.tell()) == [0, 1, 2]
