"""Arrests worked by hand in both engines: the drive to custody, the queue for a desk, booking-in, the file, the end of tours."""

from __future__ import annotations

from typing import Any

import pytest

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from tests.support.tiny_inputs import TourLine, incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, tour_minutes, went

DESK = [(0, 0, 1)]  # one, all the time; the suite stands in the first row, for there are no partners
OVER = {"hand_over": True}
ALONE = {"escort": 1}


def pair(*seats: int) -> list[TourLine]:
    return [tour(seat, 0, 600, crew_size=2) for seat in seats]


def in_custody(out: object, row: int = 0) -> dict[str, float]:
    names = ("arrested", "at_suite", "booking", "booked_in", "file_built", "closed")
    return {name: times(out, name)[row] for name in names}  # type: ignore[arg-type]


# The way of one arrest


def test_the_way_of_an_arrest(run: Run) -> None:
    # There at 15, half an hour's work; 20 minutes to custody, a desk at once, 40 to book in, 90 for the file, 7 writing up.
    out = run(tiny([tour(0, 0, 600)], [incident(10, 30, 7, arrest=(20, 40, 90))], units=DESK, travel=5))
    assert in_custody(out) == {"arrested": 45, "at_suite": 65, "booking": 65, "booked_in": 105, "file_built": 195, "closed": 202}
    assert account(out, 0) == {k.TRAVELLING: 5, k.ON_SCENE: 30, k.TO_CUSTODY: 20, k.IN_CUSTODY: 40, k.FILE_BUILDING: 90,
                               k.CLEARING: 7, k.FREE: 408}  # fmt: skip
    assert log(out)[-10:] == [
        (45, k.SCENE_ENDED, 0, 0), (45, k.ARRESTED, 0, 1), (65, k.AT_THE_SUITE, 0, 0), (65, k.BOOKING_BEGUN, 0, 0),
        (105, k.UNIT_FREE, 0, 0), (105, k.BOOKED_IN, 0, 0), (105, k.FILE_BEGUN, 0, 1), (195, k.FILE_BUILT, 0, 1),
        (202, k.CLEARED, 0, 1), (600, k.BOOKED_OFF, 0, 0)]  # fmt: skip
    assert out.services["busy_ms"].tolist() == [40 * MINUTE_MS]


def test_the_file_takes_no_time_and_nothing_is_written_up(run: Run) -> None:
    # Booked in at 600, the end of the tour: a release comes before the tour's end, so nobody is held over.
    out = run(tiny([tour(0, 0, 600)], [incident(500, 30, arrest=(30, 40, 0))], units=DESK))
    assert in_custody(out)["closed"] == 600
    assert log_at(out, 600) == [(k.UNIT_FREE, 0, 0), (k.BOOKED_IN, 0, 0), (k.FILE_BEGUN, 0, 1), (k.FILE_BUILT, 0, 1),
                                (k.CLEARED, 0, 1), (k.BOOKED_OFF, 0, 0)]  # fmt: skip
    assert account(out, 0, over=1) == {}


@pytest.mark.parametrize("rules", [{}, OVER, {"hand_back": True}])
def test_booking_in_that_ends_with_the_tour_leaves_the_file_in_overtime(run: Run, rules: dict[str, Any]) -> None:
    # Booked in at 600, when the tour ends: the file is begun before, and built in 50 minutes of overtime whatever the rule.
    lines = [tour(0, 0, 600), tour(1, 600, 900)]
    out = run(tiny(lines, [incident(500, 30, arrest=(30, 40, 50))], units=DESK, rules=rules))
    assert log_at(out, 600)[:3] == [(k.UNIT_FREE, 0, 0), (k.BOOKED_IN, 0, 0), (k.FILE_BEGUN, 0, 1)]
    assert log_at(out, 600)[3] == (k.HELD_OVER, 0, 0)
    assert tour_minutes(out, "off")[0] == 650
    assert account(out, 0, over=1) == {k.FILE_BUILDING: 50}
    assert went(out) == [(500, 0, 0)]


def test_nobody_is_arrested_from_incidents_without_one(run: Run) -> None:
    lines = [incident(10, 30, 5), incident(100, 30, 5, arrest=(1, 2, 3))]
    out = run(tiny([tour(0, 0, 600)], lines, units=DESK))
    assert times(out, "arrested") == [-1, 130]
    assert times(out, "closed") == [45, 141]


# Who goes and who is free


def test_of_two_crews_one_goes_to_custody_and_the_other_is_free(run: Run) -> None:
    # One officer is escort enough: officer 1, sent last, is free at 40 and takes the incident that waits.
    lines = [incident(10, 30, officers=2, arrest=(20, 40, 90)), incident(20, 15, grade=1)]
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], lines, units=DESK, rules=ALONE))
    assert log_at(out, 40) == [(k.SCENE_ENDED, 0, 0), (k.CREW_LEFT, 0, 1), (k.ARRESTED, 0, 1), (k.CREW_SENT, 1, 1),
                               (k.CREW_ARRIVED, 1, 1), (k.SCENE_STARTED, 1, 1)]  # fmt: skip
    assert account(out, 1) == {k.ON_SCENE: 45, k.FREE: 555}
    assert account(out, 0)[k.FILE_BUILDING] == 90


def test_one_of_the_escort_builds_the_file(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(10, 30, officers=2, arrest=(20, 40, 90))], units=DESK))
    assert log_at(out, 100) == [(k.UNIT_FREE, 0, 0), (k.BOOKED_IN, 0, 0), (k.CREW_LEFT, 0, 1), (k.FILE_BEGUN, 0, 1)]
    assert account(out, 1) == {k.ON_SCENE: 30, k.TO_CUSTODY: 20, k.IN_CUSTODY: 40, k.FREE: 510}


def test_a_pair_stays_together(run: Run) -> None:
    # By whole crews: one officer would do for the file, but the two came in one car.
    out = run(tiny(pair(0, 1), [incident(10, 30, officers=2, arrest=(20, 40, 90))], units=DESK))
    assert account(out, 0) == account(out, 1)
    assert account(out, 1)[k.FILE_BUILDING] == 90


def test_a_pair_and_a_single_crew(run: Run) -> None:
    # Three are there: the pair, and officer 2 sent later.  Two do for custody, so officer 2 is free; the pair cannot be halved.
    lines = [*pair(0, 1), tour(2, 0, 600, team=1)]
    out = run(tiny(lines, [incident(10, 30, officers=3, arrest=(20, 40, 90))], units=DESK))
    assert log(out, k.ARRESTED, k.FILE_BEGUN) == [(40, k.ARRESTED, 0, 2), (100, k.FILE_BEGUN, 0, 2)]
    assert account(out, 2)[k.FREE] == 570


def test_fewer_than_the_escort_go_all_the_same(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600)], [incident(10, 30, arrest=(20, 40, 90))], units=DESK, rules={"escort": 3}))
    assert log(out, k.ARRESTED) == [(40, k.ARRESTED, 0, 1)]


def test_whose_tour_is_over_goes_home_before_those_sent_later(run: Run) -> None:
    # Officer 0's tour ended at 50, during the scene; officer 1, sent last, could go, but the one whose tour is over does.
    lines = [tour(0, 0, 50), tour(1, 0, 600, team=1)]
    out = run(tiny(lines, [incident(10, 60, officers=2, arrest=(20, 40, 90))], units=DESK, rules=ALONE))
    assert tour_minutes(out, "off") == [70, 600]
    assert account(out, 1)[k.FILE_BUILDING] == 90


# The queue for a desk


def test_two_escorts_at_one_desk(run: Run) -> None:
    # Both are there at 60 and 70; the desk books in for 40 minutes each: the second waits from 70 to 100.
    lines = [incident(10, 30, arrest=(20, 40, 0)), incident(20, 30, arrest=(20, 40, 0))]
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], lines, units=DESK, rules=ALONE))
    assert (times(out, "booking"), times(out, "booked_in")) == ([60, 100], [100, 140])
    assert [account(out, seat)[k.IN_CUSTODY] for seat in (0, 1)] == [40, 70]
    assert log_at(out, 100) == [(k.UNIT_FREE, 0, 0), (k.BOOKED_IN, 0, 0), (k.FILE_BEGUN, 0, 1), (k.FILE_BUILT, 0, 1),
                                (k.CLEARED, 0, 1), (k.BOOKING_BEGUN, 1, 0)]  # fmt: skip


def test_detainees_of_others_take_their_turn(run: Run) -> None:
    # Somebody else's detainee comes at 55 and takes the desk to 85; another at 70 stands behind the escort of 60.
    out = run(tiny([tour(0, 0, 600)], [incident(10, 30, arrest=(20, 40, 0))], units=DESK, own=[(55, 0, 30), (70, 0, 10)]))
    assert times(out, "booking") == [85]
    assert log(out, k.BACKGROUND_TAKEN) == [(55, k.BACKGROUND_TAKEN, 0, 0), (125, k.BACKGROUND_TAKEN, 1, 0)]


def test_desks_fall_to_none_and_come_back(run: Run) -> None:
    # The only desk closes at 70, while the first is booked in from 60 to 100; the second waits from 70 until it opens at 200.
    lines = [incident(10, 30, arrest=(20, 40, 0)), incident(20, 30, arrest=(20, 40, 0))]
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], lines, units=[(0, 0, 1), (70, 0, 0), (200, 0, 1)], rules=ALONE))
    assert times(out, "booked_in") == [100, 240]
    assert out.services["unit_ms"].tolist() == [(100 + 48 * 60 - 200) * MINUTE_MS]  # the desk in use past its hours counts


def test_a_suite_stands_beside_partners(run: Run) -> None:
    # A partner in row 0 without a unit, the suite in row 1: the arrest is booked in, the other waits.
    lines = [incident(10, 30, arrest=(20, 40, 0)), incident(15, 5, partner=0)]
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], lines, [partner()], units=[(0, 1, 1)], rules=ALONE))
    assert times(out, "booked_in") == [100, -1]
    assert times(out, "asked") == [-1, 15]
    assert log(out, k.AT_THE_SUITE) == [(60, k.AT_THE_SUITE, 0, 1)]


# The end of a tour with a person arrested


@pytest.mark.parametrize(
    ("rules", "leaves"),
    [
        ({}, 800),  # to the end: booked in at 700, the file built at 800
        (OVER, 610),  # the next tour begins at 600; who takes over is there at 610
        ({"hand_back": True}, 800),  # nobody parks a person
        ({**OVER, "stay_grades": 1}, 800),  # grade 0 is stayed for
    ],
)
def test_the_tour_ends_in_the_queue(run: Run, rules: dict[str, Any], leaves: float) -> None:
    # At the suite at 560; another's detainee has the desk to 660.
    lines = [tour(0, 0, 600), tour(1, 600, 1200)]
    arrest = incident(500, 30, arrest=(20, 40, 100))
    out = run(tiny(lines, [arrest], units=DESK, own=[(550, 0, 110)], travel=10, rules=rules))
    assert tour_minutes(out, "off")[0] == leaves
    line = {"arrested": 540, "at_suite": 560, "booking": 660, "booked_in": 700, "file_built": 800, "closed": 800}
    assert in_custody(out) == line


def test_relief_comes_to_the_suite_and_builds_the_file(run: Run) -> None:
    lines = [tour(0, 0, 600), tour(1, 600, 1200)]
    out = run(tiny(lines, [incident(500, 30, arrest=(20, 40, 100))], units=DESK, own=[(550, 0, 110)], travel=10, rules=OVER))
    assert log_at(out, 610) == [(k.CREW_ARRIVED, 0, 1), (k.RELIEVED, 0, 0), (k.CREW_LEFT, 0, 0), (k.BOOKED_OFF, 0, 0)]
    assert account(out, 0, over=1) == {k.IN_CUSTODY: 10}
    assert account(out, 1) == {k.TRAVELLING: 10, k.IN_CUSTODY: 90, k.FILE_BUILDING: 100, k.FREE: 400}


def test_whose_tour_ends_on_the_way_asks_at_the_suite(run: Run) -> None:
    # With the person in the car at 600, at the suite at 620: relief is asked for there, and comes at 630.
    lines = [tour(0, 0, 600), tour(1, 600, 1200)]
    out = run(tiny(lines, [incident(540, 30, arrest=(40, 40, 100))], units=[(0, 0, 1)], travel=10, rules=OVER))
    assert log(out, k.RELIEF_ASKED, k.RELIEVED) == [(620, k.RELIEF_ASKED, 0, 0), (630, k.RELIEVED, 0, 0)]
    assert account(out, 0, over=1) == {k.TO_CUSTODY: 20, k.IN_CUSTODY: 10}


def test_who_asked_at_the_scene_is_relieved_at_the_suite(run: Run) -> None:
    # Asked at 600, relief is on its way until the work ends at 605, and turns back; sent again from 625, there at 635.
    lines = [tour(0, 0, 600), tour(1, 600, 1200)]
    out = run(tiny(lines, [incident(550, 45, arrest=(20, 40, 100))], units=DESK, travel=10, rules=OVER))
    assert went(out) == [(550, 0, 0), (600, 0, 1), (625, 0, 1)]
    assert log(out, k.CREW_LEFT) == [(605, k.CREW_LEFT, 0, 1), (635, k.CREW_LEFT, 0, 0)]
    assert log(out, k.RELIEF_ASKED) == [(600, k.RELIEF_ASKED, 0, 0)]


def test_relief_turns_back_when_the_person_is_booked_in(run: Run) -> None:
    # Booked in at 605, while officer 1 drives from 600 to 610: officer 0 builds the file in overtime.
    lines = [tour(0, 0, 600), tour(1, 600, 1200)]
    out = run(tiny(lines, [incident(505, 30, arrest=(20, 40, 100))], units=DESK, travel=10, rules=OVER))
    assert log_at(out, 605) == [(k.UNIT_FREE, 0, 0), (k.BOOKED_IN, 0, 0), (k.CREW_LEFT, 0, 1), (k.FILE_BEGUN, 0, 1)]
    assert account(out, 0, over=1) == {k.IN_CUSTODY: 5, k.FILE_BUILDING: 100}


def test_who_is_relieved_in_part_leaves_the_file_to_the_other(run: Run) -> None:
    # Two escorts, one tour over at 600; its relief comes at 600.  Of officers 1 and 2 the one sent last is free at 640.
    lines = [tour(0, 0, 600), tour(1, 0, 1200, team=1), tour(2, 600, 1200, team=2)]
    out = run(tiny(lines, [incident(550, 20, officers=2, arrest=(10, 60, 100))], units=DESK, rules=OVER))
    assert log(out, k.RELIEVED) == [(600, k.RELIEVED, 0, 0)]
    assert log(out, k.FILE_BEGUN, k.FILE_BUILT) == [(640, k.FILE_BEGUN, 0, 1), (740, k.FILE_BUILT, 0, 1)]
    assert account(out, 1)[k.FILE_BUILDING] == 100
    assert account(out, 2) == {k.IN_CUSTODY: 40, k.FREE: 560}


# Nobody with a person arrested is called away


@pytest.mark.parametrize("created", [45, 65, 110])  # on the way, at the suite, building the file
def test_escorts_are_not_called_away(run: Run, created: float) -> None:
    # Grade 0 may take crews at every stage, but officer 0 has somebody arrested; writing up from 190 to 200 can be cut short.
    rules = {"preempt_grades": 1, "preempt_travelling": True, "preempt_on_scene": True, "preempt_clearing": True}
    lines = [incident(10, 30, 10, grade=1, arrest=(20, 40, 90)), incident(created, 5)]
    out = run(tiny([tour(0, 0, 600)], lines, units=DESK, rules=rules))
    assert went(out) == [(10, 0, 0), (190, 1, 0)]
    assert times(out, "closed") == [190, 195]


def test_work_broken_off_before_the_arrest_ends_with_it_later(run: Run) -> None:
    rules = {"preempt_grades": 1, "preempt_on_scene": True}
    lines = [incident(10, 30, grade=1, arrest=(20, 40, 90)), incident(20, 5)]
    out = run(tiny([tour(0, 0, 600)], lines, units=DESK, rules=rules))
    assert times(out, "arrested") == [45, -1]  # 10 minutes done, 20 left from 25 on


def test_measuring_that_begins_in_the_queue(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600)], [incident(10, 30, arrest=(20, 40, 90))], units=DESK, measure_from=70))
    assert account(out, 0) == {k.IN_CUSTODY: 30, k.FILE_BUILDING: 90, k.FREE: 410}
    assert out.services["busy_ms"].tolist() == [30 * MINUTE_MS]


def test_the_horizon_finds_an_escort_in_the_queue(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600)], [incident(10, 30, arrest=(20, 40, 90))], units=DESK, horizon=75))
    assert in_custody(out) == {"arrested": 40, "at_suite": 60, "booking": 60, "booked_in": -1, "file_built": -1, "closed": -1}
    assert out.incidents["stage"].tolist() == [k.AT_CUSTODY]
    assert account(out, 0) == {k.FREE: 10, k.ON_SCENE: 30, k.TO_CUSTODY: 20, k.IN_CUSTODY: 15}
