"""Tours, overtime and sickness worked by hand in both engines, times in minutes since Monday midnight."""

from __future__ import annotations

import pytest

from kernels import kinds as k
from tests.support.tiny_inputs import FIRST_DAY, incident, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, tour_minutes

DAY = 24 * 60


# Held over


def test_overtime_of_five_occasions_in_a_week_and_one_in_the_next(run: Run) -> None:
    # Eight-hour tours from midnight on Monday to Friday and the Monday after, each held over for so many minutes:
    days, held_over = [0, 1, 2, 3, 4, 7], [25, 50, 75, 30, 50, 50]
    # The first 30 minutes of the first four occasions go unpaid, the rest in whole quarters: 25 -> nothing; 50 -> 20 count,
    # 15 paid; 75 -> 45; 30 -> nothing; the fifth pays all its quarters: 50 -> 45; a new week begins anew: 50 -> 15.
    paid = [0, 15, 45, 0, 45, 15]
    tours = [tour(0, day * DAY, day * DAY + 480) for day in days]
    calls = [incident(day * DAY + 470, 10 + over) for day, over in zip(days, held_over, strict=True)]
    out = run(tiny(tours, calls, horizon=9 * DAY))
    assert tour_minutes(out, "overtime_paid") == paid
    assert tour_minutes(out, "overtime_unpaid") == [over - pay for over, pay in zip(held_over, paid, strict=True)]
    assert tour_minutes(out, "off") == [day * DAY + 480 + over for day, over in zip(days, held_over, strict=True)]
    assert account(out, 0, over=1) == {k.ON_SCENE: sum(held_over)}
    assert account(out, 0) == {k.FREE: 6 * 470, k.ON_SCENE: 6 * 10}


def test_a_crew_held_over_takes_no_further_work(run: Run) -> None:
    # Tour to 480, work to 500: the call of 490 waits for the tour that begins at 510.
    out = run(tiny([tour(0, 0, 480), tour(1, 510, 900)], [incident(470, 30), incident(490, 5)]))
    assert times(out, "sent") == [470, 510]
    assert log(out, k.HELD_OVER, k.BOOKED_OFF) == [
        (480, k.HELD_OVER, 0, 0), (500, k.BOOKED_OFF, 0, 0), (900, k.BOOKED_OFF, 1, 1)]  # fmt: skip


def test_both_officers_of_a_crew_are_held_over_and_leave_in_order(run: Run) -> None:
    out = run(tiny([tour(0, 0, 480, crew_size=2), tour(1, 0, 480, crew_size=2)], [incident(470, 30)]))
    assert log_at(out, 480) == [(k.HELD_OVER, 0, 0), (k.HELD_OVER, 1, 1)]
    assert log_at(out, 500) == [(k.SCENE_ENDED, 0, 0), (k.CLEARED, 0, 2), (k.BOOKED_OFF, 0, 0), (k.BOOKED_OFF, 1, 1)]


# Carried into the next tour


def test_work_that_lasts_into_the_next_tour(run: Run) -> None:
    # Tours 0-480 and 600-1080, work from 400 to 700.  Held over at 480; at 600 the next tour begins, so the overtime
    # ends: 120 minutes, the first 30 unpaid.  Released at 700, the officer rests to 1080 and takes no work: the call of
    # 800 is never answered.
    out = run(tiny([tour(0, 0, 480), tour(0, 600, 1080)], [incident(400, 300), incident(800, 5)]))
    assert log(out, k.HELD_OVER, k.CARRIED, k.STOOD_DOWN, k.BOOKED_OFF) == [
        (480, k.HELD_OVER, 0, 0), (600, k.CARRIED, 0, 1), (700, k.STOOD_DOWN, 0, 1), (1080, k.BOOKED_OFF, 0, 1)]  # fmt: skip
    assert tour_minutes(out, "overtime_paid") == [90, 0]
    assert tour_minutes(out, "overtime_unpaid") == [30, 0]
    assert tour_minutes(out, "on") == [0, 600]
    assert tour_minutes(out, "off") == [600, 700]
    assert account(out, 0) == {k.FREE: 400, k.ON_SCENE: 80 + 100, k.RESTING: 380}
    assert account(out, 0, over=1) == {k.ON_SCENE: 120}
    assert times(out, "sent") == [400, -1]


def test_work_that_outlasts_the_next_tour_too(run: Run) -> None:
    # Work from 400 to 1200: held over again at 1080, home at 1200; two occasions of 120 minutes, 90 paid each.
    out = run(tiny([tour(0, 0, 480), tour(0, 600, 1080)], [incident(400, 800)]))
    assert log(out, k.HELD_OVER, k.CARRIED, k.STOOD_DOWN, k.BOOKED_OFF) == [
        (480, k.HELD_OVER, 0, 0), (600, k.CARRIED, 0, 1), (1080, k.HELD_OVER, 0, 1), (1200, k.BOOKED_OFF, 0, 1)]  # fmt: skip
    assert tour_minutes(out, "overtime_paid") == [90, 90]
    assert account(out, 0, over=1) == {k.ON_SCENE: 240}
    assert account(out, 0) == {k.FREE: 400, k.ON_SCENE: 80 + 480}


def test_a_carried_tour_that_was_planned_as_leave_is_spent_away_once_released(run: Run) -> None:
    out = run(tiny([tour(0, 0, 480), tour(0, 600, 1080, absent=k.LEAVE)], [incident(400, 300)]))
    assert account(out, 0) == {k.FREE: 400, k.ON_SCENE: 180, k.AWAY: 380}
    assert out.tours["reason"].tolist() == [0, k.LEAVE]


def test_tours_that_touch(run: Run) -> None:
    # Off at 480 and on at 480: two tours, and a quick return; busy across it: carried without a minute of overtime.
    free = run(tiny([tour(0, 0, 480), tour(0, 480, 960)]))
    assert log_at(free, 480) == [(k.BOOKED_OFF, 0, 0), (k.BOOKED_ON, 0, 1), (k.CREW_FORMED, 0, -1)]
    assert free.tours["quick_return"].tolist() == [0, 1]
    busy = run(tiny([tour(0, 0, 480), tour(0, 480, 960)], [incident(470, 30)]))
    assert log_at(busy, 480) == [(k.HELD_OVER, 0, 0), (k.CARRIED, 0, 1)]
    assert tour_minutes(busy, "overtime_unpaid") == [0, 0]
    assert account(busy, 0) == {k.FREE: 470, k.ON_SCENE: 30, k.RESTING: 460}


@pytest.mark.parametrize("carried", [0, 1])
def test_only_one_of_a_crew_is_carried_and_they_still_leave_in_the_crew_s_order(run: Run, carried: int) -> None:
    # Officers 0 and 1 work from 400 to 700; one of them has a tour from 600, the other none.
    pair = [tour(seat, 0, 480, crew_size=2) for seat in (0, 1)]
    out = run(tiny([*pair, tour(carried, 600, 1080)], [incident(400, 300)]))
    gone = [(k.BOOKED_OFF, 0, 0), (k.BOOKED_OFF, 1, 1)]
    gone[carried] = (k.STOOD_DOWN, carried, 2)
    assert log_at(out, 700) == [(k.SCENE_ENDED, 0, 0), (k.CLEARED, 0, 2), *gone]


@pytest.mark.parametrize(("rest_h", "quick"), [(10, 1), (10.999, 1), (11, 0), (16, 0)])
def test_a_return_within_eleven_hours_is_quick(run: Run, rest_h: float, quick: int) -> None:
    out = run(tiny([tour(0, 0, 300), tour(0, 300 + 60 * rest_h, 300 + 60 * rest_h + 200)]))
    assert out.tours["quick_return"].tolist() == [0, quick]


def test_rest_is_counted_from_the_end_as_worked(run: Run) -> None:
    # Twelve hours by plan; held over for 61 minutes, less than eleven.
    out = run(tiny([tour(0, 0, 300), tour(0, 300 + 720, 1300)], [incident(290, 71)]))
    assert out.tours["quick_return"].tolist() == [0, 1]


# Sickness


def test_sickness_takes_effect_at_the_next_tour_not_yet_begun(run: Run) -> None:
    # Everybody well falls sick at 06:00 (minute 360) for one day.  The tour begun at 05:00 is worked to its end; that of
    # 14:00 is not.
    out = run(tiny([tour(0, 300, 780), tour(0, 840, 1200)], [incident(500, 30), incident(900, 30)], ill_days=1, horizon=DAY))
    assert log(out, k.FELL_SICK, k.ABSENT) == [(360, k.FELL_SICK, 0, 1), (840, k.ABSENT, 0, k.SICK)]
    assert times(out, "sent") == [500, -1]
    assert out.tours["reason"].tolist() == [0, k.SICK]


def test_a_spell_covers_its_days_and_the_officer_is_back_on_the_morning_after(run: Run) -> None:
    # Two days from day 0: back on day 2 at 06:00, and sick again at once (certain here): three sick days in three.
    out = run(tiny([tour(0, day * DAY + 420, day * DAY + 900) for day in range(3)], ill_days=2, horizon=3 * DAY))
    assert log(out, k.FELL_SICK, k.BACK_WELL) == [
        (360, k.FELL_SICK, 0, 2), (2 * DAY + 360, k.BACK_WELL, 0, FIRST_DAY + 2), (2 * DAY + 360, k.FELL_SICK, 0, 2)]  # fmt: skip
    assert out.seats["sick_days"].tolist() == [3]
    assert out.seats["back_day"].tolist() == [FIRST_DAY + 4]
    assert account(out, 0) == {k.AWAY: 3 * 480}


def test_a_spell_from_before_the_study_ends_at_six_in_the_morning(run: Run) -> None:
    # Back on day 1: away on day 0 and still at 05:00 on day 1, there from 07:00.
    lines = [tour(0, 420, 900), tour(0, DAY + 300, DAY + 360), tour(0, DAY + 420, DAY + 900)]
    out = run(tiny(lines, back_day=[1]))
    assert out.tours["reason"].tolist() == [k.SICK, k.SICK, 0]
    assert log(out, k.BACK_WELL) == [(DAY + 360, k.BACK_WELL, 0, FIRST_DAY + 1)]
    assert out.seats["sick_days"].tolist() == [1]


def test_planned_absence_is_named_before_sickness(run: Run) -> None:
    out = run(tiny([tour(0, 420, 900, absent=k.LEAVE)], back_day=[1]))
    assert out.tours["reason"].tolist() == [k.LEAVE]


def test_sick_days_of_the_warm_up_are_not_counted(run: Run) -> None:
    out = run(tiny([tour(0, 420, 900)], ill_days=1, horizon=3 * DAY, measure_from=DAY))
    assert out.seats["sick_days"].tolist() == [2]
