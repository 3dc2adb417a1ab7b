"""Incidents and crews worked by hand: the same small cases in both engines, times in minutes since the study began."""

from __future__ import annotations

import pytest

from kernels import kinds as k
from tests.support.tiny_inputs import incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times

# Who is answered, and when


def test_first_come_first_served_within_a_grade(run: Run) -> None:
    # One officer, three calls of half an hour: each begins when the one before is over.
    out = run(tiny([tour(0, 0, 600)], [incident(10, 30), incident(11, 30), incident(12, 30)]))
    assert times(out, "sent") == [10, 40, 70]
    assert times(out, "closed") == [40, 70, 100]


def test_calls_of_one_instant_are_served_in_the_order_of_the_inputs(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600)], [incident(10, 30), incident(10, 20), incident(10, 5)]))
    assert times(out, "sent") == [10, 40, 60]


def test_a_higher_grade_goes_first(run: Run) -> None:
    # Minute 40: the officer is free, grade 0 (called at 12) goes before grade 1 (called at 11).
    out = run(tiny([tour(0, 0, 600)], [incident(10, 30, grade=1), incident(11, 30, grade=1), incident(12, 30, grade=0)]))
    assert times(out, "sent") == [10, 70, 40]


def test_a_call_for_two_waits_for_two_and_blocks_lower_grades(run: Run) -> None:
    # Officer 0 works from 5 to 65.  The call for two at 10 cannot be met by officer 1 alone, and nothing behind it may
    # be: it goes at 65, ends at 85, and only then the call of minute 12 is answered, though officer 1 was free all along.
    out = run(tiny(
        [tour(0, 0, 600), tour(1, 0, 600)],
        [incident(5, 60, grade=1), incident(10, 20, grade=0, officers=2), incident(12, 10, grade=1)]))  # fmt: skip
    assert times(out, "sent") == [5, 65, 85]
    assert out.incidents["officers_sent"].tolist() == [1, 2, 1]


def test_everybody_goes_when_all_on_duty_are_free_and_still_too_few(run: Run) -> None:
    # Three wanted, two on duty: both go at 10.  At 20 three are wanted again while both are busy: they go when free.
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(10, 30, officers=3), incident(20, 5, officers=3)]))
    assert times(out, "sent") == [10, 40]
    assert out.incidents["officers_sent"].tolist() == [2, 2]


def test_too_few_do_not_go_while_one_of_them_is_busy(run: Run) -> None:
    # Officer 0 is busy from 5 to 65; of the three wanted at 10 one is free of two on duty: wait for the other.
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(5, 60), incident(10, 5, officers=3)]))
    assert times(out, "sent") == [5, 65]


def test_an_officer_held_over_is_no_longer_counted_on_duty(run: Run) -> None:
    # Officer 0's tour ends at 60 but the work lasts to 200.  From 60 on only officer 1 is on duty, so the call for two
    # (minute 50) no longer waits for officer 0: all on duty are free, and officer 1 goes alone at 60.
    out = run(tiny([tour(0, 0, 60), tour(1, 0, 600, team=1)], [incident(10, 190), incident(50, 5, officers=2)]))
    assert times(out, "sent") == [10, 60]
    assert out.incidents["officers_sent"].tolist() == [1, 1]


# Which crew goes


def test_a_double_crew_is_preferred_for_two_and_a_single_one_for_one(run: Run) -> None:
    # Officer 0 has been free for longer, but a crew of two fits a call for two, and officer 0 a call for one.
    out = run(tiny(
        [tour(0, 0, 600), tour(1, 60, 600, team=1, crew_size=2), tour(2, 60, 600, team=1, crew_size=2)],
        [incident(100, 30, officers=2), incident(101, 30)]))  # fmt: skip
    assert log(out, k.CREW_FORMED) == [(0, k.CREW_FORMED, 0, -1), (60, k.CREW_FORMED, 1, 2)]
    assert log(out, k.CREW_SENT) == [(100, k.CREW_SENT, 0, 1), (101, k.CREW_SENT, 1, 0)]


def test_a_double_crew_goes_to_a_call_for_one_when_there_is_no_other(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600, crew_size=2), tour(1, 0, 600, crew_size=2)], [incident(10, 30)]))
    assert out.incidents["officers_sent"].tolist() == [2]
    assert account(out, 1) == {k.FREE: 570, k.ON_SCENE: 30}


def test_an_odd_officer_out_makes_a_crew_of_one(run: Run) -> None:
    out = run(tiny([tour(seat, 0, 600, crew_size=2) for seat in range(3)]))
    assert log(out, k.CREW_FORMED) == [(0, k.CREW_FORMED, 0, 1), (0, k.CREW_FORMED, 2, -1)]
    assert out.tours["crew"].tolist() == [2, 2, 1]


def test_the_absent_are_passed_over_when_crews_are_formed(run: Run) -> None:
    out = run(tiny([tour(0, 0, 60, crew_size=2), tour(1, 0, 60, crew_size=2, absent=k.LEAVE), tour(2, 0, 60, crew_size=2)]))
    assert log_at(out, 0)[:4] == [
        (k.BOOKED_ON, 0, 0), (k.ABSENT, 1, k.LEAVE), (k.BOOKED_ON, 2, 2), (k.CREW_FORMED, 0, 2)]  # fmt: skip
    assert account(out, 1) == {k.AWAY: 60}


def test_of_equal_crews_the_one_free_longest_goes_then_the_lowest_seat(run: Run) -> None:
    # At 10 all three are free since 0: seat 0.  At 20: seats 1 and 2 since 0: seat 1.  At 50 seat 2 has been free since 0,
    # seat 0 since 40: seat 2.  At 60: seat 0 since 40, seat 1 since 25: seat 1.
    calls = [incident(10, 30), incident(20, 5), incident(50, 20), incident(60, 5)]
    out = run(tiny([tour(seat, 0, 600) for seat in range(3)], calls))
    assert [seat for *_, seat in log(out, k.CREW_SENT)] == [0, 1, 2, 1]


def test_crews_answer_their_own_area_only(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600), tour(1, 100, 600, area=1, team=1)], [incident(10, 30, area=1), incident(10, 30)]))
    assert times(out, "sent") == [100, 10]


# The course of an incident


def test_travel_scene_and_clearing_follow_each_other(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600)], [incident(10, 30, 15)], travel=12))
    line = {name: times(out, name) for name in ("sent", "arrived", "started", "ended", "closed")}
    assert line == {"sent": [10], "arrived": [22], "started": [22], "ended": [52], "closed": [67]}
    assert account(out, 0) == {k.FREE: 543, k.TRAVELLING: 12, k.ON_SCENE: 30, k.CLEARING: 15}


def test_work_begins_when_the_last_crew_is_there_and_all_leave_together(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(10, 30, officers=2)], travel=5))
    assert log(out, k.CREW_ARRIVED, k.SCENE_STARTED, k.CLEARED) == [
        (15, k.CREW_ARRIVED, 0, 0), (15, k.CREW_ARRIVED, 0, 1), (15, k.SCENE_STARTED, 0, 2), (45, k.CLEARED, 0, 2)]  # fmt: skip


@pytest.mark.parametrize(("minute", "grade", "sent"), [
    (449.999, 1, 449.999),  # 30 minutes and a little before the end of the tour
    (450, 1, 480),  # exactly 30: nothing but the highest grade; the next tour takes it
    (455, 0, 455),
    (479, 0, 479)])  # fmt: skip
def test_near_the_end_of_a_tour_only_the_highest_grade_is_taken(run: Run, minute: float, grade: int, sent: float) -> None:
    case = tiny([tour(0, 0, 480), tour(1, 480, 960)], [incident(minute, 1, grade=grade), incident(900, 1, grade=1)], wind_down=30)
    assert times(run(case), "sent")[0] == pytest.approx(sent, abs=1e-9)


# One instant


def test_one_instant_releases_ends_begins_logs_and_keeps_books_before_it_dispatches(run: Run) -> None:
    # 06:00 (minute 360): an incident is cleared (called at 310, 30 at the scene, 20 clearing), officer 0's tour ends,
    # officer 1's begins, a call comes in, the partner gets its unit and a job of its own, sickness is drawn (everybody,
    # one day), measuring begins; then dispatch, and in the next round the crew, which need not travel, is there.
    out = run(tiny(
        [tour(0, 0, 360), tour(1, 360, 900)], [incident(310, 30, 20), incident(360, 10)], [partner()],
        units=[(360, 0, 1)], own=[(360, 0, 30)], ill_days=1, measure_from=360, horizon=1000))  # fmt: skip
    assert log_at(out, 360) == [
        (k.CLEARED, 0, 1), (k.BOOKED_OFF, 0, 0),  # not held over: the job ends with the tour
        (k.BOOKED_ON, 1, 1), (k.CREW_FORMED, 1, -1),
        (k.LOGGED, 1, 0),
        (k.CAPACITY, 0, 1), (k.BACKGROUND_ASKED, 0, 0),
        (k.FELL_SICK, 0, 1), (k.FELL_SICK, 1, 1), (k.MEASURING, 0, 0),
        (k.CREW_SENT, 1, 1), (k.BACKGROUND_TAKEN, 0, 0),
        (k.CREW_ARRIVED, 1, 1), (k.SCENE_STARTED, 1, 1),
    ]  # fmt: skip
    assert account(out, 0) == {}  # all of it lay before measuring
    assert account(out, 1) == {k.FREE: 530, k.ON_SCENE: 10}


def test_work_of_no_length_all_at_one_instant(run: Run) -> None:
    # One officer, four calls at minute 0, nothing takes time: all are closed at minute 0, one after the other.
    out = run(tiny([tour(0, 0, 600)], [incident(0, 0) for _ in range(4)]))
    assert times(out, "closed") == [0, 0, 0, 0]
    assert [a for _, _, a, _ in log(out, k.CREW_SENT)] == [0, 1, 2, 3]
    assert account(out, 0) == {k.FREE: 600}


# The edges of a run


def test_what_is_due_at_the_horizon_does_not_happen(run: Run) -> None:
    case = [tour(0, 0, 100)], [incident(40, 60), incident(100, 1)]
    at = run(tiny(*case, horizon=100))
    assert at.incidents["stage"].tolist() == [k.WORKING, k.TO_COME]
    assert times(at, "ended") == [-1, -1]
    assert log(at, k.BOOKED_OFF, k.SCENE_ENDED) == []
    assert account(at, 0) == {k.FREE: 40, k.ON_SCENE: 60}
    later = run(tiny(*case, horizon=100 + 1 / 60_000))  # a millisecond more, and both happen
    assert later.incidents["stage"].tolist() == [k.CLOSED, k.WAITING]


def test_nobody_on_the_force(run: Run) -> None:
    out = run(tiny(incidents=[incident(10, 30), incident(20, 30)], seats=0))
    assert log(out) == [(0, k.MEASURING, 0, 0), (10, k.LOGGED, 0, 0), (20, k.LOGGED, 1, 0)]
    assert out.incidents["stage"].tolist() == [k.WAITING, k.WAITING]


def test_nothing_at_all(run: Run) -> None:
    out = run(tiny())
    assert (out.n_events, out.accounts.shape) == (1, (0, 3, k.N_STATUS))


def test_everybody_absent(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600, absent=k.TRAINING), tour(1, 0, 600, absent=k.COURT)], [incident(10, 30)]))
    assert times(out, "sent") == [-1]
    assert out.tours["reason"].tolist() == [k.TRAINING, k.COURT]
    assert account(out, 0) == account(out, 1) == {k.AWAY: 600}
