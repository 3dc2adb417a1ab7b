"""Recall, time off in lieu, rest days worked and owed, worked by hand in both engines."""

from __future__ import annotations

from typing import Any

import pytest

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from sim.inputs.inputs import Inputs
from sim.outcome import RECALLED, conservation_faults
from tests.support.tiny_inputs import TourLine, incident, tiny, tour
from tests.support.tiny_overtime import with_duty
from tests.twin.reading import Run, account, log, log_at, tour_minutes, went

DAY = 24 * 60
NOON = DAY + 720  # of the second day
MS = 1 / MINUTE_MS
FREE_WEEK = {"limits": {"week_h": 168.0}}  # a study of a few days would hold everybody to a few hours
HOUR = 60 * MINUTE_MS


def short_team(*, minimum: int = 1, length: float = 480, seat: int = 0, size: int = 1) -> TourLine:
    """Return the tour of somebody at court, from noon of the second day: nobody is there."""
    return tour(seat, NOON, NOON + length, absent=k.COURT, minimum=minimum, crew_size=size)


def recalled(lines: list[TourLine], calls: list[Any] = (), *, horizon: float = 4 * DAY, **words: Any) -> Inputs:  # type: ignore[assignment]
    """Return a case in which who is called in is there after an hour, for four, one officer at most."""
    tiny_words = {name: words.pop(name) for name in ("seats", "students", "seat_area", "back_day", "rules") if name in words}
    plain = tiny(lines, calls, horizon=horizon, **tiny_words)
    return with_duty(plain, **{"recall": (60, 240, 1), "settings": FREE_WEEK, **words})


def called(out: Any) -> list[tuple[float, int]]:
    """Return who was called in: minute, seat."""
    return [(at, seat) for at, _, seat, _ in log(out, k.RECALLED)]


# Who is called in


def test_called_in_at_the_muster_there_after_an_hour_for_four(run: Run) -> None:
    # Tours: 0 is the one nobody comes to, 1 that of the recall.  Called at noon, there at 13:00, home at 17:00; at work from
    # 13:00 to 13:30 on the call that came at 12:30 and waited.
    inputs = recalled([short_team()], [incident(NOON + 30, 30)], seats=2)
    out = run(inputs)
    assert log(out, k.RECALLED, k.BOOKED_ON, k.CREW_FORMED, k.BOOKED_OFF) == [
        (NOON, k.RECALLED, 1, 1), (NOON + 60, k.BOOKED_ON, 1, 1), (NOON + 60, k.CREW_FORMED, 1, -1),
        (NOON + 300, k.BOOKED_OFF, 1, 1), (NOON + 480, k.BOOKED_OFF, 0, 0)]  # fmt: skip
    assert went(out) == [(NOON + 60, 0, 1)]
    assert account(out, 1, RECALLED) == {k.FREE: 210, k.ON_SCENE: 30}
    assert account(out, 1, 0) == account(out, 1, 1) == {}
    # The journey counts: four hours and one are five, all paid.
    assert [out.tours[name][1] for name in ("overtime_paid", "overtime_unpaid", "overtime_added")] == [5 * HOUR, 0, HOUR]
    assert conservation_faults(inputs, out) == []


def test_nobody_is_called_in_where_the_minimum_is_there(run: Run) -> None:
    there = [tour(0, NOON, NOON + 480, minimum=1), tour(1, NOON, NOON + 480, minimum=1, absent=k.COURT)]
    assert called(run(recalled(there, seats=3))) == []
    assert called(run(recalled([line._replace(minimum=2) for line in there], seats=3))) == [(NOON, 2)]


def test_a_student_at_the_muster_leaves_a_gap_and_is_not_called_in(run: Run) -> None:
    lines = [tour(0, NOON, NOON + 480, minimum=1)]
    assert called(run(recalled(lines, seats=3, students=[0, 1]))) == [(NOON, 2)]


@pytest.mark.parametrize(("more", "comes"), [(0.0, True), (MS, False)])
def test_eleven_hours_before_to_the_millisecond(run: Run, more: float, comes: bool) -> None:
    # There at 13:00 of the second day, so the tour before may end at 02:00.
    out = run(recalled([tour(1, 1000, DAY + 120 + more, team=1), short_team()]))
    assert called(out) == ([(NOON, 1)] if comes else [])
    assert bool(log(out, k.GAP_LEFT)) is not comes


@pytest.mark.parametrize(("less", "comes"), [(0.0, True), (MS, False)])
def test_eleven_hours_after_to_the_millisecond(run: Run, less: float, comes: bool) -> None:
    # Home at 17:00, so the next tour may start at 04:00 of the third day.
    out = run(recalled([tour(1, 2 * DAY + 240 - less, 2 * DAY + 600, team=1), short_team()]))
    assert called(out) == ([(NOON, 1)] if comes else [])


def test_rest_is_reckoned_from_the_end_of_the_work_not_of_the_tour(run: Run) -> None:
    # The tour ends at 02:00, the work of officer 1 at 02:10.
    lines, late = [tour(1, 1000, DAY + 120, team=1), short_team()], [incident(DAY + 100, 30)]
    assert called(run(recalled(lines, late))) == []
    assert log(run(recalled(lines, late)), k.GAP_LEFT) == [(NOON, k.GAP_LEFT, 0, 1)]


def test_who_was_called_in_least_often_comes_and_of_equals_the_lowest_seat(run: Run) -> None:
    # Two gaps, three days apart, and two officers: seat 1 first, then seat 2.
    lines = [short_team(), tour(0, NOON + 3 * DAY, NOON + 3 * DAY + 480, absent=k.COURT, minimum=1)]
    assert called(run(recalled(lines, seats=3, horizon=6 * DAY))) == [(NOON, 1), (NOON + 3 * DAY, 2)]
    assert run(recalled(lines, seats=3, horizon=6 * DAY)).seats["recalls"].tolist() == [0, 1, 1]


def test_nobody_is_called_twice_at_once(run: Run) -> None:
    # Two teams of one area are short at noon and at 12:30, on the way in the officer is not asked again.
    lines = [short_team(), tour(2, NOON + 30, NOON + 480, absent=k.COURT, team=2, minimum=1)]
    out = run(recalled(lines, seats=3))
    assert called(out) == [(NOON, 1)]
    assert log(out, k.GAP_LEFT) == [(NOON + 30, k.GAP_LEFT, 0, 1)]
    # Nor for a tour of the next day, while the recall is not on any day's books but that of the first.
    midnight = 2 * DAY
    lines = [tour(0, midnight - 30, midnight + 400, absent=k.COURT, minimum=1),
             tour(2, midnight + 10, midnight + 400, absent=k.COURT, team=2, minimum=1)]  # fmt: skip
    out = run(recalled(lines, seats=3))
    assert called(out) == [(midnight - 30, 1)]
    assert log(out, k.GAP_LEFT) == [(midnight + 10, k.GAP_LEFT, 0, 1)]


def test_no_more_than_may_be_called_in_and_they_go_in_pairs(run: Run) -> None:
    # Four short, three at most: a pair and one alone, who should be in a pair.
    out = run(recalled([short_team(minimum=4, size=2)], seats=6, recall=(60, 240, 3)))
    assert called(out) == [(NOON, 1), (NOON, 2), (NOON, 3)]
    assert log(out, k.CREW_FORMED) == [(NOON + 60, k.CREW_FORMED, 1, 2), (NOON + 60, k.CREW_FORMED, 3, -1)]
    assert log(out, k.GAP_LEFT) == []


def test_only_officers_of_the_area_are_called_in(run: Run) -> None:
    assert called(run(recalled([short_team()], seats=3, seat_area=[0, 1, 0]))) == [(NOON, 2)]


def test_the_sick_and_those_beside_leave_are_not_called_in(run: Run) -> None:
    # Seat 1 is sick until the fifth day, seat 2 is on leave the day after, seat 3 was the day before; seat 4 comes.
    leave = [tour(2, 2 * DAY + 600, 2 * DAY + 900, absent=k.LEAVE, team=1), tour(3, 300, 600, absent=k.LEAVE, team=1)]
    assert called(run(recalled([short_team(), *leave], seats=5, back_day=[0, 4, 0, 0, 0]))) == [(NOON, 4)]


def test_nobody_works_more_days_in_a_row_than_allowed(run: Run) -> None:
    # Officer 1 works the first and the third day; with the second they are three in a row.
    lines = [tour(1, 0, 400, team=1), tour(1, 2 * DAY + 700, 2 * DAY + 1000, team=1), short_team()]
    for longest, found in ((3, [(NOON, 1)]), (2, [])):
        assert called(run(recalled(lines, settings={"limits": {"week_h": 168.0, "longest_run": longest}}))) == found


def test_the_average_week_binds_but_those_who_opted_out(run: Run) -> None:
    # Four days and the eve: at 14 hours a week five days allow 10 hours.  Officer 1 has a tour of six: four more are 10.
    lines = [tour(1, 0, 360, team=1), short_team()]
    for hours, out_of_it, found in ((14.0, [], [(NOON, 1)]), (13.9, [], []), (13.9, [1], [(NOON, 1)])):
        case = recalled(lines, settings={"limits": {"week_h": hours}}, opted_out=out_of_it)
        assert called(run(case)) == found


def test_overtime_is_working_time_too(run: Run) -> None:
    # As above at 14 hours a week, but the tour of six hours is held over from 06:00 to 06:10: ten minutes too much.
    lines = [tour(1, 0, 360, team=1), short_team()]
    for calls, found in (([], [(NOON, 1)]), ([incident(350, 20)], [])):
        assert called(run(recalled(lines, calls, settings={"limits": {"week_h": 14.0}}))) == found


def test_a_recall_is_working_time_too(run: Run) -> None:
    # Gaps on the second and the fourth day, and one officer: at 7 hours a week seven columns allow 7 hours, one recall of four.
    lines = [short_team(), tour(0, NOON + 2 * DAY, NOON + 2 * DAY + 480, absent=k.COURT, minimum=1)]
    for hours, found in ((7.0, [(NOON, 1)]), (8.0, [(NOON, 1), (NOON + 2 * DAY, 1)])):
        assert called(run(recalled(lines, seats=2, horizon=6 * DAY, settings={"limits": {"week_h": hours}}))) == found


def test_a_recall_ends_with_the_tour_it_fills_and_pays_four_hours_at_least(run: Run) -> None:
    # The team goes home after two hours: one of them worked, with the journey two, and two more up to the least.
    inputs = recalled([short_team(length=120)], seats=2)
    out = run(inputs)
    assert tour_minutes(out, "off")[1] == NOON + 120
    assert [out.tours[name][1] for name in ("overtime_paid", "overtime_unpaid", "overtime_added")] == [4 * HOUR, 0, 3 * HOUR]
    # Over before anybody could be there: nobody is called in.
    assert called(run(recalled([short_team(length=60)], seats=2))) == []


def test_held_over_while_recalled_is_recall_to_the_end(run: Run) -> None:
    # At work from 16:50 to 17:20: five hours and twenty with the journey, paid to the quarter, five minutes not.
    inputs = recalled([short_team()], [incident(NOON + 290, 30)], seats=2)
    out = run(inputs)
    assert log(out, k.HELD_OVER) == [(NOON + 300, k.HELD_OVER, 1, 1)]
    assert account(out, 1, RECALLED) == {k.FREE: 230, k.ON_SCENE: 30}
    assert [out.tours[name][1] / MINUTE_MS for name in ("overtime_paid", "overtime_unpaid", "overtime_added")] == [315, 5, 60]
    assert conservation_faults(inputs, out) == []


def test_there_at_once_is_the_next_round_of_the_instant(run: Run) -> None:
    out = run(recalled([short_team()], [incident(NOON, 10)], seats=2, recall=(0, 240, 1)))
    assert log_at(out, NOON)[:5] == [
        (k.ABSENT, 0, k.COURT), (k.RECALLED, 1, 1), (k.LOGGED, 0, 0), (k.BOOKED_ON, 1, 1), (k.CREW_FORMED, 1, -1)]  # fmt: skip
    assert went(out) == [(NOON, 0, 1)]


# Time off in lieu of pay


def test_casual_overtime_taken_as_time_off_counts_a_third_more(run: Run) -> None:
    # Held over from 600 to 795: half an hour goes unpaid, 165 minutes are paid, here as 220 minutes of time off.
    inputs = with_duty(tiny([tour(0, 0, 600)], [incident(595, 200)]), lieu=[0])
    out = run(inputs)
    assert log(out, k.CREDITED) == [(795, k.CREDITED, 0, 220 * MINUTE_MS)]
    assert [out.tours[name][0] / MINUTE_MS for name in ("overtime_paid", "overtime_unpaid", "overtime_lieu")] == [0, 30, 165]
    assert conservation_faults(inputs, out) == []


@pytest.mark.parametrize(("length", "off"), [(220, True), (220 + MS, False)])
def test_a_tour_is_taken_off_at_exactly_its_credit(run: Run, length: float, off: bool) -> None:
    # Once taken it is gone: the tour of the third day is worked.
    lines = [tour(0, 0, 600), tour(0, DAY, DAY + length), tour(0, 2 * DAY, 2 * DAY + length)]
    inputs = with_duty(tiny(lines, [incident(595, 200)], horizon=3 * DAY), lieu=[0])
    out = run(inputs)
    assert log(out, k.ABSENT) == ([(DAY, k.ABSENT, 0, k.IN_LIEU)] if off else [])
    assert out.seats["lieu_ms"][0] == (0 if off else 220 * MINUTE_MS)
    assert conservation_faults(inputs, out) == []


def test_time_off_only_above_the_minimum_and_those_who_stay_beyond_it(run: Run) -> None:
    # Three are there and all have a tour's worth of rest days: those above the minimum and the spare go, most owed first.
    lines = [tour(seat, 0, 480, minimum=1) for seat in range(3)]
    owed = {0: 480, 1: 960, 2: 960}
    for minimum, spare, away in ((1, 0, [1, 2]), (1, 1, [1]), (2, 1, []), (0, 0, [0, 1, 2])):
        case = with_duty(tiny([line._replace(minimum=minimum) for line in lines]), owed=owed, spare=spare)
        out = run(case)
        assert sorted(seat for _, _, seat, _ in log(out, k.ABSENT)) == away, (minimum, spare)
        assert conservation_faults(case, out) == []


def test_of_equal_credits_the_lowest_seat_has_the_day(run: Run) -> None:
    lines = [tour(seat, 0, 480, minimum=2) for seat in range(3)]
    assert log(run(with_duty(tiny(lines), owed={1: 480, 2: 480})), k.ABSENT) == [(0, k.ABSENT, 1, k.REST_DAY_BACK)]


def test_time_off_in_lieu_goes_before_rest_days_owed(run: Run) -> None:
    # On the second day officer 0 has 220 minutes in lieu, officer 1 a rest day; one may go.
    lines = [tour(0, 0, 600), tour(0, DAY, DAY + 220, minimum=1), tour(1, DAY, DAY + 220, minimum=1)]
    case = with_duty(tiny(lines, [incident(595, 200)]), lieu=[0], owed={1: 480})
    assert log(run(case), k.ABSENT) == [(DAY, k.ABSENT, 0, k.IN_LIEU)]


def test_who_is_still_at_work_takes_no_time_off(run: Run) -> None:
    # Officer 0 is at work from 595 to 900 when the next tour begins at 700: carried, not given off.
    lines = [tour(0, 0, 600), tour(0, 700, 1100, team=1)]
    out = run(with_duty(tiny(lines, [incident(595, 305)]), owed={0: 480}))
    assert log(out, k.ABSENT, k.CARRIED) == [(700, k.CARRIED, 0, 1)]


# Rest days worked


@pytest.mark.parametrize(
    ("reward", "books"),
    [(k.PAY, (600, 0, 0)), (k.TIME_OFF, (0, 600, 0)), (k.REST_DAY, (0, 0, 600))],
)  # fmt: skip
def test_a_cancelled_rest_day_is_overtime_from_beginning_to_end(run: Run, reward: int, books: tuple[int, ...]) -> None:
    # Ten hours and twenty minutes, paid to the quarter: 615 minutes and five that are not.
    case = with_duty(tiny([tour(0, 0, 600, kind=k.CANCELLED_REST_DAY, reward=reward)], [incident(590, 30)]), settings=FREE_WEEK)
    out = run(case)
    assert account(out, 0, 0) == {}
    assert account(out, 0, 1) == {k.FREE: 590, k.ON_SCENE: 30}
    fields = ("overtime_paid", "overtime_lieu", "overtime_owed")
    assert [out.tours[name][0] / MINUTE_MS for name in fields] == [amount and 615 for amount in books]
    assert out.tours["overtime_unpaid"][0] == 5 * MINUTE_MS
    assert out.seats["lieu_ms"][0] / MINUTE_MS == (922.5 if reward == k.TIME_OFF else 0)  # time and a half
    assert out.seats["owed_ms"][0] / MINUTE_MS == (600 if reward == k.REST_DAY else 0)  # the day itself
    assert conservation_faults(case, out) == []


def test_a_short_cancelled_rest_day_counts_as_four_hours(run: Run) -> None:
    case = with_duty(tiny([tour(0, 0, 100, kind=k.CANCELLED_REST_DAY)]))
    out = run(case)
    assert [out.tours[name][0] / MINUTE_MS for name in ("overtime_paid", "overtime_unpaid", "overtime_added")] == [240, 0, 140]
    assert conservation_faults(case, out) == []


def test_a_cancelled_rest_day_beside_own_tours(run: Run) -> None:
    # The tour before ends at 600 with work in hand until 630: that half hour is worked in the cancelled rest day and made up
    # to four hours; nothing of it is casual overtime.
    lines = [tour(0, 0, 600), tour(0, 600, 1200, team=1, kind=k.CANCELLED_REST_DAY), tour(0, 1200, 1400, team=2)]
    case = with_duty(tiny(lines, [incident(590, 40)]), settings=FREE_WEEK)
    out = run(case)
    assert log(out, k.CARRIED, k.STOOD_DOWN, k.HELD_OVER) == [
        (600, k.HELD_OVER, 0, 0), (600, k.CARRIED, 0, 1), (630, k.STOOD_DOWN, 0, 1)]  # fmt: skip
    assert account(out, 0, 1) == {k.ON_SCENE: 30, k.RESTING: 570}
    assert [out.tours[name][1] / MINUTE_MS for name in ("overtime_paid", "overtime_unpaid", "overtime_added")] == [240, 0, 210]
    assert conservation_faults(case, out) == []
    assert account(out, 0, 0) == {k.FREE: 790, k.ON_SCENE: 10}


def test_a_re_rostered_tour_is_a_tour_like_any_other(run: Run) -> None:
    case = with_duty(tiny([tour(0, 0, 600, kind=k.RE_ROSTERED)], [incident(590, 30)]), settings=FREE_WEEK)
    out = run(case)
    assert account(out, 0, 0) == {k.FREE: 590, k.ON_SCENE: 10}
    assert account(out, 0, 1) == {k.ON_SCENE: 20}
    assert [out.tours[name][0] / MINUTE_MS for name in ("overtime_paid", "overtime_unpaid")] == [0, 20]


def test_the_sick_do_not_work_their_cancelled_rest_day_and_have_nothing_for_it(run: Run) -> None:
    case = with_duty(tiny([tour(0, 0, 600, kind=k.CANCELLED_REST_DAY)], back_day=[3]))
    out = run(case)
    assert account(out, 0, 1) == {k.AWAY: 600}
    assert out.tours["overtime_paid"][0] == 0
    assert conservation_faults(case, out) == []
