"""When sickness falls, from tours and reasons written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kernels.kinds import LEAVE, SICK
from sim.calendar import build_calendar
from sim.inputs.spell_plan import SpellPlan
from sim.measures import absence
from sim.measures.absence import absence_measures
from sim.measures.window import Window
from tests.support.measured import bench, seen, values
from tests.support.tiny_inputs import TourLine, tiny, tour

DAY = 1440


def window(lines: list[TourLine], sick: dict[int, set[int]], days: int) -> Window:
    """A case of ``days`` in whose books each seat's tours that begin on these days are lost; sickness is told by kind."""
    case = seen(tiny(lines, horizon=days * DAY, seats=1 + max(line.seat for line in lines)))
    tours = case.inputs.tours
    day = tours["start"] // (DAY * 60_000)
    begun = zip(tours["seat"].tolist(), day.tolist(), strict=True)
    case.outcome.tours["reason"] = [SICK * (on in sick.get(seat, ())) for seat, on in begun]
    inputs = replace(case.inputs, spells=SpellPlan(par=np.ones(1)))
    return Window(bench(), build_calendar("Europe/London", date(2026, 1, 5), 0, days, "ENG"), inputs, case.outcome)


def daily(days: int, seats: int = 2) -> list[TourLine]:
    return [tour(seat, day * DAY + 420, day * DAY + 900) for seat in range(seats) for day in range(days)]


def test_nothing_is_said_where_spells_are_told_at_one_rate() -> None:
    assert list(absence_measures(seen(tiny([tour(0, 420, 900)])))) == []


def test_stretches_of_four_weeks_hold_their_own_time() -> None:
    """56 days, two officers: three tours of 56 lost in the first stretch, one in the second; leave is not sickness."""
    case = window(daily(56), {0: {0, 5}, 1: {27, 28}}, 60)
    case.outcome.tours["reason"][np.flatnonzero(case.outcome.tours["reason"] == 0)[0]] = LEAVE
    found = values(absence_measures(case))
    assert found["sickness_share_in_weeks", "weeks=01-04"] == pytest.approx(3 / 56)
    assert found["sickness_share_in_weeks", "weeks=05-08"] == pytest.approx(1 / 56)
    assert ("sickness_share_in_weeks", "weeks=09-12") not in found, "four days of the third stretch are no stretch"


def test_nights_against_days_by_time_lost() -> None:
    """Of two nights of ten hours one is lost, of three days of eight hours one: 1/2 against 1/3."""
    lines = [tour(0, 1320, 1920, night=1), tour(0, 3 * DAY, 3 * DAY + 600, night=1)]
    lines += [tour(1, day * DAY + 420, day * DAY + 900) for day in range(3)]
    found = values(absence_measures(window(lines, {0: {0}, 1: {1}}, 5)))
    assert found["sickness_night_ratio", ""] == pytest.approx(1.5)


def test_winter_against_summer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of daily tours from 5 January: 10 winter days lost of 90 (December 31, January 31, February 28), 5 in July of 92."""
    case = window(daily(365, 1), {0: {*range(10), *range(178, 183)}}, 365)
    assert values(absence_measures(case))["sickness_winter_ratio", ""] == pytest.approx((10 / 90) / (5 / 92))
    monkeypatch.setattr(absence, "SEASON_DAYS", 91)
    assert ("sickness_winter_ratio", "") not in values(absence_measures(case))


def test_who_was_sick_before_and_is_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Officers 0, 1 and 3 fall sick in the first half, 0, 2 and 4 in the second: 1 of 3 against 2 of 3.

    Officer 3 is sick across the middle, which is one spell, begun in the first half; officer 5 is sick from the first day of the
    second half on, which is not known to have begun there.
    """
    monkeypatch.setattr(absence, "HALF_DAYS", 5)
    monkeypatch.setattr(absence, "LEAST_FOR_A_TENTH", 6)
    sick = {0: {2, 7}, 1: {3}, 2: {8}, 3: {4, 5}, 4: {9}, 5: {5, 6}}
    found = values(absence_measures(window(daily(10, 6), sick, 10)))
    assert found["sick_again_ratio", ""] == pytest.approx((1 / 3) / (2 / 3))
