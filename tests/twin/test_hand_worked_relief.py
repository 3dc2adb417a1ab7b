"""The end of a tour worked by hand in both engines: finish, hand over to the next crew, park, or stay for the highest grades."""

from __future__ import annotations

from typing import Any

import pytest

from kernels import kinds as k
from tests.support.tiny_inputs import incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, tour_minutes, went

EARLY_LATE = [tour(0, 0, 480), tour(1, 480, 960)]
OVER = {"hand_over": True}


# The four ways


@pytest.mark.parametrize(
    ("rules", "leaves", "ended"),
    [
        ({}, 520, 520),  # finished by officer 0, 40 minutes over
        (OVER, 490, 520),  # relieved after the drive of 10 minutes, and the work goes on
        ({"hand_back": True}, 480, 530),  # parked at 480; officer 1 is there at 490 for the 40 minutes that are left
        ({**OVER, "stay_grades": 1}, 520, 520),  # grade 0 is stayed for
        ({"hand_back": True, "stay_grades": 1}, 520, 520),
    ],
)
def test_four_ways_to_end_a_tour(run: Run, rules: dict[str, Any], leaves: float, ended: float) -> None:
    # An hour's work at grade 0, begun at 450 + 10.
    out = run(tiny(EARLY_LATE, [incident(450, 60)], travel=10, rules=rules))
    assert tour_minutes(out, "off")[0] == leaves
    assert times(out, "ended") == [ended]


@pytest.mark.parametrize("rules", [{**OVER, "stay_grades": 1}, {"hand_back": True, "stay_grades": 1}])
def test_lower_grades_are_not_stayed_for(run: Run, rules: dict[str, Any]) -> None:
    out = run(tiny(EARLY_LATE, [incident(450, 60, grade=1)], rules=rules))
    assert tour_minutes(out, "off")[0] == 480


# Relief


def test_relief_is_asked_at_the_end_of_the_tour_and_sent_at_once(run: Run) -> None:
    # The early tour ends before the late one begins at the same instant; who comes is there at 490.
    out = run(tiny(EARLY_LATE, [incident(450, 60)], travel=10, rules=OVER))
    assert log_at(out, 480) == [
        (k.RELIEF_ASKED, 0, 0), (k.HELD_OVER, 0, 0), (k.BOOKED_ON, 1, 1), (k.CREW_FORMED, 1, -1),
        (k.CREW_SENT, 0, 1)]  # fmt: skip
    assert log_at(out, 490) == [
        (k.CREW_ARRIVED, 0, 1), (k.RELIEVED, 0, 0), (k.CREW_LEFT, 0, 0), (k.BOOKED_OFF, 0, 0)]  # fmt: skip
    assert account(out, 0, over=1) == {k.ON_SCENE: 10}
    assert account(out, 1) == {k.TRAVELLING: 10, k.ON_SCENE: 30, k.FREE: 440}
    assert out.tours["overtime_paid"].tolist()[0] + out.tours["overtime_unpaid"].tolist()[0] == 10 * 60_000


def test_without_anybody_to_relieve_them_they_finish(run: Run) -> None:
    out = run(tiny([tour(0, 0, 480)], [incident(450, 60)], rules=OVER))
    assert log(out, k.RELIEF_ASKED, k.RELIEVED) == [(480, k.RELIEF_ASKED, 0, 0)]
    assert tour_minutes(out, "off") == [510]


def test_relief_on_its_way_turns_back_when_the_work_is_done(run: Run) -> None:
    # Done at 485, while officer 1 drives from 480 to 490; free at 485 for the call that waits.
    calls = [incident(455, 20), incident(481, 5)]
    out = run(tiny(EARLY_LATE, calls, travel=10, rules=OVER))
    assert log_at(out, 485)[:2] == [(k.SCENE_ENDED, 0, 0), (k.CREW_LEFT, 0, 1)]
    assert went(out)[1:] == [(480, 0, 1), (485, 1, 1)]


def test_a_job_of_two_is_relieved_one_by_one(run: Run) -> None:
    # Officers 0 and 1 end at 480; officer 2 is there then, officer 3 at 500.  The first sent is relieved first.
    lines = [tour(0, 0, 480), tour(1, 0, 480), tour(2, 480, 960), tour(3, 500, 960, team=1)]
    rules = {**OVER, "staged": True, "begin_anyway": 60}
    out = run(tiny(lines, [incident(450, 120, officers=2)], rules=rules))
    assert log(out, k.RELIEVED) == [(480, k.RELIEVED, 0, 0), (500, k.RELIEVED, 0, 1)]
    assert tour_minutes(out, "off")[:2] == [480, 500]
    assert times(out, "ended") == [570]


def test_relief_comes_one_by_one_where_crews_are_otherwise_sent_together(run: Run) -> None:
    # As above, unstaged; the higher grade that rings at 480 is answered first, and officer 4 is busy throughout.
    lines = [tour(0, 0, 480), tour(1, 0, 480), tour(2, 480, 960), tour(3, 500, 960, team=1), tour(4, 0, 960, team=2)]
    calls = [incident(440, 500, needs=1), incident(450, 120, officers=2, grade=1), incident(480, 5)]
    out = run(tiny(lines, calls, skills=[0, 0, 0, 0, 1], rules=OVER))
    assert log(out, k.RELIEVED) == [(485, k.RELIEVED, 1, 0), (500, k.RELIEVED, 1, 1)]


def test_who_asks_later_gets_one_more(run: Run) -> None:
    # Officer 0 asks at 480, and officer 2 is on the way for that until 490; officer 1 asks at 485: officer 3 goes, and no other.
    lines = [tour(0, 0, 480), tour(1, 0, 485, team=1), *(tour(seat, 400, 960, team=2) for seat in (2, 3, 4))]
    calls = [incident(300, 300, officers=2)]
    out = run(tiny(lines, calls, travel=10, rules=OVER))
    assert went(out)[2:] == [(480, 0, 2), (485, 0, 3)]


def test_who_joins_work_under_way_and_is_on_the_road_at_the_end_goes_home(run: Run) -> None:
    # Officer 0, there at 475, begins short at 476; officer 1, free at 475, drives until the tour ends at 480.
    lines = [tour(0, 460, 960), tour(1, 0, 480, team=1)]
    rules = {**OVER, "staged": True, "begin_anyway": 1}
    out = run(tiny(lines, [incident(0, 465), incident(465, 60, officers=2)], travel=10, rules=rules))
    assert went(out) == [(0, 0, 1), (465, 1, 0), (475, 1, 1)]
    assert log(out, k.RELIEF_ASKED) == []
    assert tour_minutes(out, "off")[0] == 480


def test_relief_interrupts_nobody(run: Run) -> None:
    # Grade 0 may call officers away from grade 1, but not for the sake of those who want to go home.
    rules = {**OVER, "preempt_grades": 1, "preempt_travelling": True, "preempt_on_scene": True}
    lines = [tour(0, 0, 480), tour(1, 0, 960)]
    out = run(tiny(lines, [incident(450, 60), incident(455, 40, grade=1)], rules=rules))
    assert log(out, k.SUSPENDED) == []
    assert log(out, k.RELIEVED) == [(495, k.RELIEVED, 0, 0)]


def test_a_pair_may_relieve_two_single_officers(run: Run) -> None:
    lines = [tour(0, 0, 480), tour(1, 0, 480), tour(2, 480, 960, crew_size=2), tour(3, 480, 960, crew_size=2)]
    out = run(tiny(lines, [incident(450, 120, officers=2)], rules=OVER))
    assert log(out, k.RELIEVED) == [(480, k.RELIEVED, 0, 0), (480, k.RELIEVED, 0, 1)]
    assert out.incidents["officers_sent"].tolist() == [2]


def test_a_single_officer_does_not_relieve_a_pair(run: Run) -> None:
    # Two singles are sent, as two are wanted; only the second makes up a pair.
    lines = [tour(0, 0, 480, crew_size=2), tour(1, 0, 480, crew_size=2), tour(2, 480, 960), tour(3, 500, 960, team=1)]
    rules = {**OVER, "staged": True, "begin_anyway": 60}
    out = run(tiny(lines, [incident(450, 120, officers=2)], rules=rules))
    assert log(out, k.RELIEVED) == [(500, k.RELIEVED, 0, 0)]


# With others


def test_officers_held_for_a_partner_are_relieved_too(run: Run) -> None:
    # The work is done at 470, the unit comes at 600: officer 1 waits on, held, from 480.
    out = run(tiny(EARLY_LATE, [incident(450, 20, partner=0)], [partner(handover=5)], units=[(600, 0, 1)], rules=OVER))
    assert log(out, k.RELIEVED) == [(480, k.RELIEVED, 0, 0)]
    assert account(out, 1)[k.HELD] == 605 - 480
    assert times(out, "closed") == [605]


def test_relief_on_its_way_goes_on_when_the_officers_come_to_be_held(run: Run) -> None:
    # Driving from 480 to 490; at 485 the work is done and the partner is waited for.
    calls = [incident(455, 20, partner=0)]
    out = run(tiny(EARLY_LATE, calls, [partner(handover=5)], units=[(600, 0, 1)], travel=10, rules=OVER))
    assert log(out, k.RELIEVED) == [(490, k.RELIEVED, 0, 0)]
    assert account(out, 1)[k.HELD] == 605 - 490


def test_writing_up_is_finished_by_those_who_began_it(run: Run) -> None:
    out = run(tiny(EARLY_LATE, [incident(450, 20, 40)], rules=OVER))
    assert log(out, k.RELIEF_ASKED) == []
    assert tour_minutes(out, "off")[0] == 510


def test_who_is_on_the_way_when_the_tour_ends_goes_home(run: Run) -> None:
    out = run(tiny(EARLY_LATE, [incident(475, 20)], travel=10, rules=OVER))
    assert went(out) == [(475, 0, 0), (480, 0, 1)]
    assert tour_minutes(out, "off")[0] == 480


def test_relief_that_is_called_away_is_sought_again(run: Run) -> None:
    # Officer 1, on the way at 480, is called away at 485 for grade 0, and sent again at 505.
    rules = {**OVER, "preempt_grades": 1, "preempt_travelling": True, "preempt_on_scene": True}
    out = run(tiny(EARLY_LATE, [incident(450, 120, grade=1), incident(485, 10)], travel=10, rules=rules))
    assert went(out) == [(450, 0, 0), (480, 0, 1), (485, 1, 1), (505, 0, 1)]
    assert log(out, k.RELIEVED) == [(515, k.RELIEVED, 0, 0)]
    assert out.incidents["suspended"].tolist() == [0, 0]


def test_the_surplus_leaves_before_relief_is_sought_for_it(run: Run) -> None:
    # Two at work, one would do from 465 on: the second sent leaves then, and at 480 one officer is relieved.
    lines = [tour(0, 0, 480), tour(1, 0, 480), tour(2, 480, 960), tour(3, 480, 960)]
    rules = {**OVER, "surplus_on": True, "surplus_after": 0.25}
    out = run(tiny(lines, [incident(450, 60, officers=2, minimum=1)], rules=rules))
    assert log(out, k.CREW_LEFT)[0] == (465, k.CREW_LEFT, 0, 1)
    assert went(out)[2:] == [(480, 0, 2)]


def test_surplus_that_waits_for_relief_leaves_and_nobody_is_sent(run: Run) -> None:
    # Half of the hour is over at 480 + 5: until then two are to be relieved, by officers 2 and 3 on a drive of 10 minutes.  The
    # last sent, officer 1, leaves at 485; officer 2 relieves officer 0 at 490.
    lines = [tour(0, 0, 480), tour(1, 0, 480), tour(2, 480, 960), tour(3, 480, 960)]
    rules = {**OVER, "surplus_on": True, "surplus_after": 0.5}
    out = run(tiny(lines, [incident(445, 60, officers=2, minimum=1)], travel=10, rules=rules))
    assert tour_minutes(out, "off")[:2] == [490, 485]


def test_staff_falls_to_nothing_and_comes_back(run: Run) -> None:
    # Nobody is on duty from 480 to 600: officer 0 stays until officer 1 is there.
    out = run(tiny([tour(0, 0, 480), tour(1, 600, 960)], [incident(450, 300)], rules=OVER))
    assert log(out, k.RELIEVED) == [(600, k.RELIEVED, 0, 0)]
    assert account(out, 0, over=1) == {k.ON_SCENE: 120}
