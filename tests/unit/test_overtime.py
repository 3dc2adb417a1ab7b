"""Casual overtime, worked by hand from the regulation, and short rest between tours."""

from __future__ import annotations

import datetime

import numpy as np
import pytest

from kernels import overtime as k
from kernels._jit import jit
from kernels.clock import HOUR_MS, MINUTE_MS
from sim.inputs.welfare import overtime_parameters
from sim.scenario import Overtime

PAR = overtime_parameters(Overtime())


@pytest.mark.parametrize(("minutes", "first_four", "fifth"), [
    (0, 0, 0), (14, 0, 0), (15, 0, 15), (29, 0, 15), (30, 0, 30), (44, 0, 30), (45, 15, 45), (59, 15, 45), (60, 30, 60),
    (61, 30, 60), (75, 45, 75), (134, 90, 120), (240, 210, 240)])
@pytest.mark.parametrize("occasion", [1, 4, 5, 9])
def test_paid_minutes_worked_by_hand(minutes: int, first_four: int, fifth: int, occasion: int) -> None:
    paid = first_four if occasion <= 4 else fifth
    assert k.casual_overtime(minutes * MINUTE_MS, occasion, PAR) == (paid * MINUTE_MS, (minutes - paid) * MINUTE_MS)


def test_a_unit_is_paid_only_once_completed() -> None:
    assert k.casual_overtime(45 * MINUTE_MS - 1, 1, PAR) == (0, 45 * MINUTE_MS - 1)
    assert k.casual_overtime(15 * MINUTE_MS - 1, 5, PAR) == (0, 15 * MINUTE_MS - 1)


@pytest.mark.parametrize("held", [0, -1, -HOUR_MS])
def test_no_time_held_over_is_no_occasion(held: int) -> None:
    assert k.casual_overtime(held, 1, PAR) == (0, 0)


def test_the_rule_can_be_changed() -> None:
    generous = overtime_parameters(Overtime(unpaid_first_min=0.0, occasions=0, unit_min=1.0))
    strict = overtime_parameters(Overtime(unpaid_first_min=20.0, occasions=2, unit_min=30.0))
    assert k.casual_overtime(44 * MINUTE_MS, 1, generous) == (44 * MINUTE_MS, 0)
    assert k.casual_overtime(61 * MINUTE_MS, 2, strict) == (30 * MINUTE_MS, 31 * MINUTE_MS)
    assert k.casual_overtime(61 * MINUTE_MS, 3, strict) == (60 * MINUTE_MS, MINUTE_MS)


@pytest.mark.parametrize("week_starts", range(7))
def test_the_week_turns_on_its_own_weekday(week_starts: int) -> None:
    par = overtime_parameters(Overtime(week_starts=week_starts))
    first = datetime.date(2025, 12, 20)
    days = [first + datetime.timedelta(n) for n in range(30)]
    weeks = [k.overtime_week(day.toordinal() - datetime.date(1970, 1, 1).toordinal(), par) for day in days]
    for day, before, week in zip(days[1:], weeks, weeks[1:], strict=False):
        assert week - before == (1 if day.weekday() == week_starts else 0)


@pytest.mark.parametrize(("rest_h", "quick"), [(10.99, True), (11.0, False), (15.0, False), (0.0, True), (-1.0, True)])
def test_quick_return(rest_h: float, quick: bool) -> None:
    off = 17 * HOUR_MS
    assert k.is_quick_return(off, off + round(rest_h * HOUR_MS), 11 * HOUR_MS) == quick


@jit
def _total(held, occasions, par):
    paid_total, unpaid_total = 0, 0
    for i in range(held.shape[0]):
        paid, unpaid = k.casual_overtime(held[i], occasions[i], par)
        paid_total += paid
        unpaid_total += unpaid
    return paid_total, unpaid_total


def test_same_answers_inside_another_kernel_and_no_time_is_lost() -> None:
    rng = np.random.default_rng(11)
    held, occasions = rng.integers(0, 5 * HOUR_MS, 500), rng.integers(1, 8, 500)
    one_by_one = [k.casual_overtime(int(h), int(o), PAR) for h, o in zip(held, occasions, strict=True)]
    assert _total(held, occasions, PAR) == (sum(p for p, _ in one_by_one), sum(u for _, u in one_by_one))
    assert sum(p + u for p, u in one_by_one) == held.sum()


@pytest.mark.parametrize(("worked", "journey", "paid", "unpaid", "added"), [
    (300, 0, 300, 0, 0), (307, 0, 300, 7, 0), (240, 0, 240, 0, 0), (239, 0, 240, 0, 1), (0, 0, 240, 0, 240),
    (240, 60, 300, 0, 60), (170, 60, 240, 0, 70), (179, 61, 240, 0, 61), (186, 61, 240, 7, 61)])
def test_extra_duty_worked_by_hand(worked: int, journey: int, paid: int, unpaid: int, added: int) -> None:
    found = k.extra_duty(worked * MINUTE_MS, journey * MINUTE_MS, PAR)
    assert found == (paid * MINUTE_MS, unpaid * MINUTE_MS, added * MINUTE_MS)
    assert worked + added == paid + unpaid


def test_the_least_that_is_paid_need_be_no_whole_unit() -> None:
    par = overtime_parameters(Overtime(least_paid_h=3.9))  # 234 minutes; 239 are paid as 225 to the quarter
    assert k.extra_duty(239 * MINUTE_MS, 0, par) == (234 * MINUTE_MS, 5 * MINUTE_MS, 0)


@pytest.mark.parametrize(("minutes", "rate", "off"), [
    (15, 4 / 3, 20), (15, 1.3333, 20), (60, 1.5, 90), (45, 2.0, 90), (60, 1.0, 60)])
def test_time_off_is_in_proportion(minutes: int, rate: float, off: int) -> None:
    par = overtime_parameters(Overtime.model_validate({"rates": {"casual": rate}}))
    assert k.time_off_for(minutes * MINUTE_MS, par[k.CASUAL]) == off * MINUTE_MS


def test_rates_are_the_regulations() -> None:
    assert [PAR[rate] / 12 for rate in (k.CASUAL, k.CALL_IN, k.REST_DAY_RATE)] == [4 / 3, 4 / 3, 1.5]
    assert (PAR[k.REST_MS], PAR[k.MOST_WEEK_MS], PAR[k.REFERENCE_DAYS]) == (11 * HOUR_MS, 48 * HOUR_MS, 119)
