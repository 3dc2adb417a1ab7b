"""Watches worked by hand in both engines: begun, guarded, relieved whatever the rule, and left by nobody before."""

from __future__ import annotations

from typing import Any

import pytest

from kernels import kinds as k
from tests.support.tiny_inputs import incident, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, tour_minutes, went

EARLY_LATE = [tour(0, 0, 480), tour(1, 480, 960)]


def watch(created: float, length: float, **words: Any) -> Any:
    return incident(created, length, watch=1, **words)


def test_a_watch_is_duty_of_its_own(run: Run) -> None:
    # Sent at 100, there at 110, on watch to 170; nothing is written up.
    out = run(tiny([tour(0, 0, 480)], [watch(100, 60)], travel=10))
    assert account(out, 0) == {k.FREE: 410, k.TRAVELLING: 10, k.ON_WATCH: 60}
    assert times(out, "closed") == [170]


@pytest.mark.parametrize(
    "rules", [{"staged": True, "begin_anyway": 600}, {"staged": True, "surplus_on": True, "surplus_after": 0.5}]
)
def test_a_watch_of_two_begins_with_its_minimum_and_gets_the_second(run: Run, rules: dict[str, Any]) -> None:
    # Officer 0 is at a call to 50; the watch begins with officer 1 at 0 and ends at 120; officer 0 joins at 50, and stays.
    calls = [incident(0, 50), watch(0, 120, officers=2, minimum=1)]
    out = run(tiny([tour(0, 0, 480), tour(1, 0, 480)], calls, rules=rules))
    assert went(out) == [(0, 0, 0), (0, 1, 1), (50, 1, 0)]
    assert times(out, "closed") == [50, 120]
    assert (account(out, 0)[k.ON_WATCH], account(out, 1)[k.ON_WATCH]) == (70, 120)


def test_a_watch_begun_short_because_nobody_else_is_on_duty_gets_the_second_later(run: Run) -> None:
    # Unstaged: officer 0 alone is on duty, so officer 0 goes; officer 1 books on at 60 and joins.
    out = run(tiny([tour(0, 0, 480), tour(1, 60, 480, team=1)], [watch(0, 120, officers=2)]))
    assert went(out) == [(0, 0, 0), (60, 0, 1)]
    assert account(out, 1)[k.ON_WATCH] == 60


def test_a_watch_short_of_one_whose_tour_ends_is_short_again(run: Run) -> None:
    # Officer 0 alone from 450; two are wanted from 480 on: officer 1 takes the place at 480, officer 2 fills up at 500.
    lines = [tour(0, 0, 480), tour(1, 480, 960), tour(2, 500, 960, team=1)]
    out = run(tiny(lines, [watch(450, 200, officers=2)]))
    assert went(out) == [(450, 0, 0), (480, 0, 1), (500, 0, 2)]
    assert log(out, k.RELIEVED) == [(480, k.RELIEVED, 0, 0)]


def test_who_is_one_too_many_at_the_end_of_the_tour_goes_at_once(run: Run) -> None:
    # Two are wanted.  Officer 0 goes at 0, and the pair of 1 and 2, who book on at 60, for the one that lacks: three are there,
    # and at 480 officer 0 is not missed.
    pair = [tour(seat, 60, 960, team=1, crew_size=2) for seat in (1, 2)]
    lines = [tour(0, 0, 480), *pair, tour(3, 480, 960, team=2)]
    out = run(tiny(lines, [watch(0, 600, officers=2)]))
    assert log_at(out, 480)[:3] == [(k.RELIEF_ASKED, 0, 0), (k.RELIEVED, 0, 0), (k.CREW_LEFT, 0, 0)]
    assert went(out) == [(0, 0, 0), (60, 0, 1)]
    assert tour_minutes(out, "off")[0] == 480


# Relieved at the end of a tour, whatever the rule


@pytest.mark.parametrize(
    "rules", [{}, {"hand_back": True}, {"hand_over": True}, {"stay_grades": 1}, {"hand_back": True, "stay_grades": 1}]
)
def test_a_watch_is_relieved_whatever_the_rule(run: Run, rules: dict[str, Any]) -> None:
    # Begun at 460; the tours change at 480, officer 1 drives 10 minutes; over at 560.  Nobody breaks it off.
    out = run(tiny(EARLY_LATE, [watch(450, 100)], travel=10, rules=rules))
    assert log(out, k.RELIEF_ASKED, k.RELIEVED, k.SUSPENDED) == [(480, k.RELIEF_ASKED, 0, 0), (490, k.RELIEVED, 0, 0)]
    assert tour_minutes(out, "off")[0] == 490
    assert times(out, "closed") == [560]
    assert account(out, 0, over=1) == {k.ON_WATCH: 10}
    assert account(out, 1)[k.ON_WATCH] == 70


def test_across_a_change_of_tours_at_the_same_instant(run: Run) -> None:
    # Without a drive the relief is there at the instant of the change: nobody is held over for a moment.
    out = run(tiny(EARLY_LATE, [watch(450, 100)]))
    assert log_at(out, 480) == [
        (k.RELIEF_ASKED, 0, 0), (k.HELD_OVER, 0, 0), (k.BOOKED_ON, 1, 1), (k.CREW_FORMED, 1, -1), (k.CREW_SENT, 0, 1),
        (k.CREW_ARRIVED, 0, 1), (k.RELIEVED, 0, 0), (k.CREW_LEFT, 0, 0), (k.BOOKED_OFF, 0, 0)]  # fmt: skip
    assert tour_minutes(out, "off")[0] == 480
    assert account(out, 0, over=1) == {}


def test_a_watch_that_ends_with_the_tour_is_not_handed_over(run: Run) -> None:
    out = run(tiny(EARLY_LATE, [watch(450, 30)]))
    assert log(out, k.RELIEF_ASKED, k.HELD_OVER) == []
    assert times(out, "closed") == [480]


def test_nobody_comes_and_they_are_held_over(run: Run) -> None:
    # No late tour at all: held over from 480 to the end of the watch at 650.
    out = run(tiny([tour(0, 0, 480)], [watch(450, 200)]))
    assert log(out, k.RELIEF_ASKED, k.RELIEVED) == [(480, k.RELIEF_ASKED, 0, 0)]
    assert account(out, 0, over=1) == {k.ON_WATCH: 170}
    assert tour_minutes(out, "off") == [650]


def test_the_public_is_served_before_relief_of_a_lower_grade(run: Run) -> None:
    # The watch ranks as grade 1: at 480 officer 1 goes to the call of grade 0 first, for 60 minutes.
    out = run(tiny(EARLY_LATE, [watch(450, 300, grade=1), incident(480, 60)]))
    assert went(out)[1:] == [(480, 1, 1), (540, 0, 1)]
    assert log(out, k.RELIEVED) == [(540, k.RELIEVED, 0, 0)]


def test_a_long_watch_passes_from_tour_to_tour(run: Run) -> None:
    # 20 hours from 450 on: officers 0, 1 and 2 one after the other.
    lines = [*EARLY_LATE, tour(2, 960, 1440), tour(3, 1440, 1920)]
    out = run(tiny(lines, [watch(450, 1200)]))
    assert log(out, k.RELIEVED) == [(480, k.RELIEVED, 0, 0), (960, k.RELIEVED, 0, 1), (1440, k.RELIEVED, 0, 2)]
    assert account(out, 3)[k.ON_WATCH] == 210
    assert times(out, "closed") == [1650]


def test_a_watch_of_two_is_taken_over_one_crew_after_the_other(run: Run) -> None:
    # Officer 2 is there at 480, officer 3 at 500: who was sent first leaves first.
    lines = [tour(0, 0, 480), tour(1, 0, 480), tour(2, 480, 960), tour(3, 500, 960, team=1)]
    out = run(tiny(lines, [watch(450, 120, officers=2)], rules={"hand_back": True}))
    assert log(out, k.RELIEVED) == [(480, k.RELIEVED, 0, 0), (500, k.RELIEVED, 0, 1)]
    assert times(out, "closed") == [570]


def test_a_watch_carried_into_the_next_tour_of_those_who_keep_it(run: Run) -> None:
    # Officer 0 alone works 0 to 480 and 960 to 1440; nobody relieves, and the watch of 1000 minutes ends at 1450.
    out = run(tiny([tour(0, 0, 480), tour(0, 960, 1440)], [watch(450, 1000)]))
    assert log(out, k.CARRIED) == [(960, k.CARRIED, 0, 1)]
    assert account(out, 0, over=1) == {k.ON_WATCH: 480 + 10}
    assert times(out, "closed") == [1450]


def test_who_is_on_the_way_to_a_watch_at_the_end_goes_home(run: Run) -> None:
    out = run(tiny(EARLY_LATE, [watch(475, 100)], travel=10))
    assert went(out) == [(475, 0, 0), (480, 0, 1)]
    assert tour_minutes(out, "off")[0] == 480


def test_of_two_watches_the_earlier_is_relieved_first(run: Run) -> None:
    lines = [tour(0, 0, 480), tour(1, 0, 480), tour(2, 480, 960), tour(3, 510, 960, team=1)]
    out = run(tiny(lines, [watch(440, 300), watch(445, 300)]))
    assert log(out, k.RELIEVED) == [(480, k.RELIEVED, 0, 0), (510, k.RELIEVED, 1, 1)]


def test_who_comes_late_and_was_not_sent_for_it_lets_others_go_all_the_same(run: Run) -> None:
    # Two are wanted: officer 0 and, for the second, the pair next door, 30 minutes away; sent at 465.  Officer 0 comes at 475,
    # begins short at 477 and is to be relieved from 480 on; the pair is there at 495, and two are enough.
    lines = [tour(0, 0, 480), *(tour(seat, 0, 960, area=1, crew_size=2) for seat in (1, 2))]
    rules = {"staged": True, "begin_anyway": 2, "help_on": True, "help_grades": 1}
    out = run(tiny(lines, [watch(465, 200, officers=2)], travel=10, rules=rules, lenders={0: [(1, 20)]}))
    assert went(out) == [(465, 0, 0), (465, 0, 1)]
    assert log(out, k.BEGUN_SHORT, k.RELIEF_ASKED, k.RELIEVED) == [
        (477, k.BEGUN_SHORT, 0, 1), (480, k.RELIEF_ASKED, 0, 0), (495, k.RELIEVED, 0, 0)]  # fmt: skip
    assert tour_minutes(out, "off")[0] == 495


# Nobody is called away


def test_the_surplus_of_a_watch_stays(run: Run) -> None:
    # At an incident that needs one, the second leaves half-way.
    rules = {"staged": True, "surplus_on": True, "surplus_after": 0.5}
    lines = [tour(0, 0, 480), tour(1, 0, 480)]
    out = run(tiny(lines, [watch(0, 120, officers=2, minimum=1)], rules=rules))
    assert account(out, 1)[k.ON_WATCH] == 120
    out = run(tiny(lines, [incident(0, 120, officers=2, minimum=1)], rules=rules))
    assert account(out, 1)[k.ON_SCENE] == 60


def test_nobody_is_called_away_from_a_watch(run: Run) -> None:
    # Grade 0 may take crews from grade 1 at every stage; the officer on watch stays, as does the one driving to the other.
    rules = {"preempt_grades": 1, "preempt_travelling": True, "preempt_on_scene": True, "preempt_clearing": True}
    lines = [tour(0, 0, 480), tour(1, 0, 480)]
    out = run(tiny(lines, [watch(0, 100, grade=1), watch(45, 100, grade=1), incident(50, 10)], travel=10, rules=rules))
    assert log(out, k.SUSPENDED, k.CREW_LEFT) == []
    assert went(out)[2] == (110, 2, 0)
    # An incident in the place of the first watch loses its officer.
    out = run(tiny(lines, [incident(0, 100, grade=1), watch(45, 100, grade=1), incident(50, 10)], travel=10, rules=rules))
    assert went(out)[2] == (50, 2, 0)


# Pairs


def test_of_a_pair_one_goes_where_one_is_wanted(run: Run) -> None:
    pair = [tour(0, 0, 480, crew_size=2), tour(1, 0, 480, crew_size=2)]
    out = run(tiny(pair, [watch(100, 60)], rules={"watch_splits": True}))
    assert log(out, k.CREW_SPLIT) == [(100, k.CREW_SPLIT, 0, 1)]
    assert account(out, 1) == {k.FREE: 480}
    out = run(tiny(pair, [watch(100, 60)]))
    assert account(out, 1)[k.ON_WATCH] == 60
    # To an incident both go all the same.
    out = run(tiny(pair, [incident(100, 60)], rules={"watch_splits": True}))
    assert account(out, 1)[k.ON_SCENE] == 60


def test_one_officer_relieves_a_pair_where_one_is_wanted(run: Run) -> None:
    # At an incident it takes two to relieve a pair; at a watch for one, one.
    lines = [tour(0, 0, 480, crew_size=2), tour(1, 0, 480, crew_size=2), tour(2, 480, 960), tour(3, 500, 960, team=1)]
    out = run(tiny(lines, [watch(450, 120)]))
    assert log(out, k.RELIEVED) == [(480, k.RELIEVED, 0, 0)]
    assert went(out)[1:] == [(480, 0, 2)]
    assert tour_minutes(out, "off")[:2] == [480, 480]
    out = run(tiny(lines, [incident(450, 120)], rules={"hand_over": True}))
    assert log(out, k.RELIEVED) == [(500, k.RELIEVED, 0, 0)]


def test_a_pair_that_relieves_parts_as_well(run: Run) -> None:
    lines = [tour(0, 0, 480), tour(1, 480, 960, crew_size=2), tour(2, 480, 960, crew_size=2)]
    out = run(tiny(lines, [watch(450, 100)], rules={"watch_splits": True}))
    assert log(out, k.CREW_SPLIT, k.RELIEVED) == [(480, k.CREW_SPLIT, 1, 2), (480, k.RELIEVED, 0, 0)]
    assert account(out, 2) == {k.FREE: 480}


# Meals


def test_on_a_watch_nobody_eats(run: Run) -> None:
    # The break is due from 200 and lost at 400; on watch from 190 to 410.
    meal = (200, 400, 60)
    out = run(tiny([tour(0, 0, 600, meal=meal)], [watch(190, 220)]))
    assert log(out, k.BREAK_BEGUN, k.BREAK_MISSED) == [(400, k.BREAK_MISSED, 0, 0)]
    # Relieved at 300, as the tour of another ends; the one who comes has none any more, the one who is free has.
    lines = [tour(0, 0, 300), tour(1, 100, 700, team=1, meal=(250, 400, 60))]
    out = run(tiny(lines, [watch(190, 300)]))
    assert log(out, k.BREAK_BEGUN) == [(250, k.BREAK_BEGUN, 1, 1)]
    assert log(out, k.RELIEVED) == [(310, k.RELIEVED, 0, 0)]
