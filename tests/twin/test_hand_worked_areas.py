"""Areas worked by hand in both engines: who lends crews to whom, what they keep, and how far everybody drives."""

from __future__ import annotations

import math

import pytest

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from kernels.crewing import SETTLED_THERE
from kernels.dispatch import AGEING, EARLIEST_TARGET
from tests.support.tiny_inputs import IncidentLine, TourLine, incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, went


def crews(*numbers: int) -> list[TourLine]:
    """Return officers on duty from 0 to 900 for areas 0, 1, ...: so many in each, seats in this order."""
    where = [area for area, number in enumerate(numbers) for _ in range(number)]
    return [tour(seat, 0, 900, area=area, team=area) for seat, area in enumerate(where)]


HELP = {"help_on": True, "help_grades": 1, "help_after": 0, "help_keep": 0}
NEXT_DOOR = {0: [(1, 7)]}


def test_a_neighbour_comes_from_further_off_and_goes_home_again(run: Run) -> None:
    # Area 0 has nobody; area 1 lends its officer, who drives the 10 minutes of area 0 and 7 more: 10 to 27, done at 57.  Free for
    # area 1 from that minute, the officer is there after the 4 minutes it takes there.
    out = run(tiny(crews(0, 1), [incident(10, 30), incident(57, 5, area=1)], travel=[10, 4], lenders=NEXT_DOOR, rules=HELP))
    assert went(out) == [(10, 0, 0), (57, 1, 0)]
    assert times(out, "arrived") == [27, 61]
    assert out.deployments["home"].tolist() == [1, 1]
    assert account(out, 0) == {k.FREE: 900 - 47 - 9, k.TRAVELLING: 17 + 4, k.ON_SCENE: 35}


def test_nobody_helps_unasked(run: Run) -> None:
    # Without the switch, for a grade that is not helped, or where an area is not a neighbour, the call waits.
    calls = [incident(10, 30, grade=1)]
    for rules, lenders in (({**HELP, "help_on": False, "help_grades": 2}, NEXT_DOOR), (HELP, NEXT_DOOR),
                           ({**HELP, "help_grades": 2}, {1: [(0, 7)]})):  # fmt: skip
        assert times(run(tiny(crews(0, 1), calls, lenders=lenders, rules=rules)), "sent") == [-1]
    assert times(run(tiny(crews(0, 1), calls, lenders=NEXT_DOOR, rules={**HELP, "help_grades": 2})), "sent") == [10]


def test_neighbours_keep_so_many_crews_for_themselves(run: Run) -> None:
    # Two in area 1 and one kept: one goes, the second call waits until that one is back at 40.
    out = run(tiny(crews(0, 2), [incident(10, 30), incident(12, 5)], lenders=NEXT_DOOR, rules={**HELP, "help_keep": 1}))
    assert went(out) == [(10, 0, 0), (40, 1, 1)]


def test_a_car_with_practitioners_may_be_kept_for_its_own_area(run: Run) -> None:
    # Area 1 has a car, seat 0, and seat 1.  Lent, the car goes to the neighbour's call, which its practitioner settles.
    lines = [tour(seat, 0, 900, area=1, team=1, cars=1, cars_until=60) for seat in (0, 1)]
    calls = [incident(10, 10, partner=0, triage=SETTLED_THERE), incident(12, 10, partner=0, triage=SETTLED_THERE),
             incident(13, 10, area=1), incident(70, 10), incident(71, 10)]  # fmt: skip
    services, units = [partner()], [(0, 0, 9)]
    out = run(tiny(lines, calls, services, units, lenders=NEXT_DOOR, rules=HELP))
    assert went(out) == [(10, 0, 0), (12, 1, 1), (20, 2, 0), (70, 3, 1), (71, 4, 0)]
    # Kept, it answers at home only, until the practitioner goes home at 60: the second call waits for seat 1 to come back at 20.
    out = run(tiny(lines, calls, services, units, lenders=NEXT_DOOR, rules={**HELP, "practitioners_stay": True}))
    assert went(out) == [(10, 0, 1), (13, 2, 0), (20, 1, 1), (70, 3, 0), (71, 4, 1)]
    assert log(out, k.TRIAGED) == []


def test_what_is_kept_is_reckoned_after_those_who_already_go(run: Run) -> None:
    # Three wanted from three in area 1: with one kept only two may go, and two are not enough, so nobody does; with none kept
    # they go together; in stages the two who may go are a beginning.
    calls = [incident(10, 30, officers=3)]
    assert went(run(tiny(crews(0, 3), calls, lenders=NEXT_DOOR, rules={**HELP, "help_keep": 1}))) == []
    assert len(went(run(tiny(crews(0, 3), calls, lenders=NEXT_DOOR, rules=HELP)))) == 3
    staged = {**HELP, "help_keep": 1, "staged": True, "begin_anyway": 20}
    assert went(run(tiny(crews(0, 3), calls, lenders=NEXT_DOOR, rules=staged)))[:2] == [(10, 0, 0), (10, 0, 1)]


def test_help_is_asked_for_after_a_while(run: Run) -> None:
    # Fifteen minutes: at 25.  An officer of its own who is free at 20 is there before that.
    out = run(tiny(crews(0, 1), [incident(10, 30)], lenders=NEXT_DOOR, rules={**HELP, "help_after": 15}))
    assert times(out, "sent") == [25]
    out = run(tiny(crews(1, 1), [incident(0, 20), incident(10, 30)], lenders=NEXT_DOOR, rules={**HELP, "help_after": 15}))
    assert went(out) == [(0, 0, 0), (20, 1, 0)]


def test_neighbours_are_asked_in_their_order(run: Run) -> None:
    # Area 2 is named before area 1, though its way is longer, and is asked first; then area 1.  With one crew kept in each, area
    # 2 lends nobody and area 1 one of its two.
    lenders = {0: [(2, 9), (1, 2)]}
    calls = [incident(10, 30), incident(11, 30)]
    out = run(tiny(crews(0, 1, 1), calls, travel=5, lenders=lenders, rules=HELP))
    assert went(out) == [(10, 0, 1), (11, 1, 0)]
    assert times(out, "arrived") == [24, 18]
    out = run(tiny(crews(0, 2, 1), calls, lenders=lenders, rules={**HELP, "help_keep": 1}))
    assert went(out) == [(10, 0, 0), (40, 1, 1)]


def test_own_crews_go_first_and_a_neighbour_fills_up(run: Run) -> None:
    # Two wanted in area 0; officer 0 is busy to 100, officer 1 free.  Officer 1 goes, with officer 2 of area 1: there at 15 and
    # 22, when the work begins.  Without officer 0, officer 1 is everybody there is and goes alone, and no neighbour is asked.
    calls = [incident(0, 95), incident(10, 30, officers=2)]
    out = run(tiny(crews(2, 1), calls, travel=5, lenders=NEXT_DOOR, rules=HELP))
    assert went(out)[1:] == [(10, 1, 1), (10, 1, 2)]
    assert (times(out, "arrived")[1], times(out, "started")[1]) == (15, 22)
    out = run(tiny(crews(2, 1)[1:], calls[1:], travel=5, lenders=NEXT_DOOR, rules=HELP))
    assert went(out) == [(10, 0, 1)]


def test_a_neighbour_who_comes_later_joins_or_turns_back(run: Run) -> None:
    # As above, where one is enough to begin: from 15.  The neighbour of 22 joins half an hour's work, and turns back from five
    # minutes' at 20.
    long, short = ([incident(0, 95), incident(10, scene, officers=2, minimum=1)] for scene in (30, 5))
    out = run(tiny(crews(2, 1), long, travel=5, lenders=NEXT_DOOR, rules=HELP))
    assert log(out, k.CREW_ARRIVED)[1:] == [(15, k.CREW_ARRIVED, 1, 1), (22, k.CREW_ARRIVED, 1, 2)]
    assert account(out, 2) == {k.FREE: 865, k.TRAVELLING: 12, k.ON_SCENE: 23}
    out = run(tiny(crews(2, 1), short, travel=5, lenders=NEXT_DOOR, rules=HELP))
    assert log_at(out, 20) == [(k.SCENE_ENDED, 1, 0), (k.CREW_LEFT, 1, 2), (k.CLEARED, 1, 1)]
    assert account(out, 2) == {k.FREE: 890, k.TRAVELLING: 10}


def test_surplus_still_on_the_road_turns_back_first(run: Run) -> None:
    # Begun at 15, half of ten minutes' work is done at 20: the neighbour, due at 22, is not wanted any more.
    out = run(tiny(crews(2, 1), [incident(0, 95), incident(10, 10, officers=2, minimum=1)], travel=5, lenders=NEXT_DOOR,
                   rules={**HELP, "surplus_on": True, "surplus_after": 0.5}))  # fmt: skip
    assert log(out, k.CREW_LEFT) == [(20, k.CREW_LEFT, 1, 2)]


@pytest.mark.parametrize(("calls", "rules", "sent"), [
    ([incident(5, 9, grade=1), incident(6, 9, area=1)], {}, [1, 0]),  # the higher grade, though it came later
    ([incident(5, 9, area=1), incident(6, 9)], {}, [0, 1]),  # of one grade the first that was logged
    ([incident(5, 9), incident(5, 9, area=1)], {}, [0, 1]),  # then the order of the inputs
    ([incident(5, 9, area=1), incident(5, 9)], {}, [0, 1]),
    ([incident(5, 9, grade=1), incident(70, 9, area=1)], {"order": AGEING, "ageing": 60}, [0, 1]),  # 65 before 70
    ([incident(5, 9), incident(6, 9, area=1)], {"order": EARLIEST_TARGET}, [1, 0])])  # due at 5 + 60 and 6 + 15
def test_the_most_urgent_area_is_helped_first(
    run: Run, calls: list[IncidentLine], rules: dict[str, int], sent: list[int]
) -> None:
    # Area 2 has one officer, from 100 on, and both others have none.
    out = run(tiny([tour(0, 100, 900, area=2)], calls, lenders={0: [(2, 0)], 1: [(2, 0)]},
                   target=[[60, 15, 15], [60, 60, 60]], rules={**HELP, "help_grades": 2, **rules}))  # fmt: skip
    assert [i for _, i, _ in went(out)] == sent


def test_one_that_cannot_be_helped_holds_back_its_own_grade_in_its_area_only(run: Run) -> None:
    # Area 2 has one officer.  The call for two in area 0 cannot be met; that for one behind it waits too; area 1 is helped.
    calls = [incident(10, 30, officers=2), incident(11, 30), incident(12, 30, area=1)]
    out = run(tiny(crews(0, 0, 1), calls, lenders={0: [(2, 0)], 1: [(2, 0)]}, rules=HELP))
    assert went(out) == [(12, 2, 0)]


def test_a_neighbour_with_the_skill_goes_past_own_crews_without_it(run: Run) -> None:
    # Officer 0 of area 0 lacks it, officer 2 of area 1 holds it, officer 1 does not.
    out = run(tiny(crews(1, 2), [incident(10, 30, needs=1), incident(10, 30)], lenders=NEXT_DOOR, skills=[0, 0, 1], rules=HELP))
    assert sorted(went(out)) == [(10, 0, 2), (10, 1, 0)]


def test_a_reserve_at_home_is_kept_from_own_calls_and_neighbours_fill_in(run: Run) -> None:
    # The one crew of area 0 is kept for grade 0; grade 1 is helped by area 1.
    out = run(tiny(crews(1, 1), [incident(10, 30, grade=1)], lenders=NEXT_DOOR,
                   rules={**HELP, "help_grades": 2, "reserve_crews": 1, "reserve_grades": 1}))  # fmt: skip
    assert went(out) == [(10, 0, 1)]


def test_a_crew_that_helps_next_door_can_be_called_home(run: Run) -> None:
    # Officer 0 of area 1 is at work in area 0 from 10.  At 20 grade 0 comes in at home: the job in area 0 is broken off, and
    # resumed with its 50 minutes at 30.
    out = run(tiny(crews(0, 1), [incident(10, 60, grade=1), incident(20, 10, area=1)], lenders=NEXT_DOOR,
                   rules={**HELP, "help_grades": 2, "preempt_grades": 1, "preempt_on_scene": True}))  # fmt: skip
    assert log_at(out, 20)[:3] == [(k.LOGGED, 1, 1), (k.SUSPENDED, 0, 0), (k.CREW_SENT, 1, 0)]
    assert times(out, "ended") == [80, 30]


def test_what_one_area_s_dispatch_frees_in_another_is_given_out_at_once(run: Run) -> None:
    # Officer 1 and, after 10 minutes, the neighbour (officer 2) go to the job for two of grade 2.  At 20 the neighbour is called
    # home and the job is broken off; officer 1, free by what area 1 decided, answers the grade 1 of 18 at the same instant.
    calls = [incident(0, 400), incident(5, 60, grade=2, officers=2), incident(18, 5, grade=1), incident(20, 10, area=1)]
    rules = {**HELP, "help_grades": 3, "help_after": 10, "preempt_grades": 1, "preempt_on_scene": True}
    out = run(tiny(crews(2, 1), calls, lenders=NEXT_DOOR, rules=rules))
    assert went(out)[1:3] == [(15, 1, 1), (15, 1, 2)]
    assert log_at(out, 20)[:4] == [(k.LOGGED, 3, 1), (k.SUSPENDED, 1, 0), (k.CREW_SENT, 3, 2), (k.CREW_SENT, 2, 1)]


def test_what_is_freed_is_the_area_s_own_before_it_is_lent(run: Run) -> None:
    # As above, with a call of 6 in area 2, which area 0 helps after 10 minutes.  The officer freed at 20 answers the call of 18
    # at home, though that of 6 is older, and helps area 2 when it is done, at 25.
    calls = [incident(0, 400), incident(5, 60, grade=2, officers=2), incident(6, 5, grade=1, area=2), incident(18, 5, grade=1),
             incident(20, 10, area=1)]  # fmt: skip
    rules = {**HELP, "help_grades": 3, "help_after": 10, "preempt_grades": 1, "preempt_on_scene": True}
    out = run(tiny(crews(2, 1), calls, lenders={0: [(1, 7)], 2: [(0, 3)]}, rules=rules))
    assert went(out)[1:6] == [(15, 1, 1), (15, 1, 2), (20, 4, 2), (20, 3, 1), (25, 2, 1)]


def test_a_guest_s_crew_is_not_taken_from_its_work_for_the_host(run: Run) -> None:
    # Officer 0 of area 1 is at work in area 0; a grade 0 of area 0 does not interrupt a crew that is not its own.
    out = run(tiny(crews(0, 1), [incident(10, 60, grade=1), incident(20, 10)], lenders=NEXT_DOOR,
                   rules={**HELP, "help_grades": 2, "preempt_grades": 1, "preempt_on_scene": True}))  # fmt: skip
    assert went(out) == [(10, 0, 0), (70, 1, 0)]


# Driving


def drive_ms(minutes: float, factor: float) -> int:
    return int(minutes * MINUTE_MS * factor + 0.5)


def test_a_drive_lengthens_as_free_crews_thin_out(run: Run) -> None:
    # Ten minutes with two free crews.  Of three the first finds all three free: x sqrt(2/3), 489.898 s; the next finds two: 600
    # s; the last one finds itself: x sqrt 2, 848.528 s.
    out = run(tiny(crews(3), [incident(minute, 600) for minute in (10, 11, 12)], travel=10, free_usual=[2],
                   rules={"thinning_on": True, "thinning_most": 4}))  # fmt: skip
    drives = (out.incidents["arrived"] - out.incidents["sent"]).tolist()
    assert drives == [drive_ms(10, math.sqrt(2 / 3)), 600_000, drive_ms(10, math.sqrt(2))] == [489_898, 600_000, 848_528]


def test_crews_of_one_dispatch_thin_out_one_after_the_other(run: Run) -> None:
    # Usually four free: of four who go together the first drives 10 minutes, the last, left alone, twice as long.
    out = run(tiny(crews(4), [incident(10, 60, officers=4)], travel=10, free_usual=[4],
                   rules={"thinning_on": True, "thinning_most": 4}))  # fmt: skip
    drives = (out.deployments["arrived"] - out.deployments["sent"]).tolist()
    assert drives == [600_000, drive_ms(10, math.sqrt(4 / 3)), drive_ms(10, math.sqrt(2)), 1_200_000]
    assert times(out, "started") == [30]


@pytest.mark.parametrize(("usual", "most", "factor"), [(9, 2, 2), (9, 4, 3), (1 / 9, 2, 0.5), (1 / 9, 4, 1 / 3), (4, 1, 1)])
def test_thinning_has_its_bounds_both_ways(run: Run, usual: float, most: float, factor: float) -> None:
    # One free crew: sqrt of the usual number, between 1 / most and most.
    thinning = {"thinning_on": True, "thinning_most": most}
    out = run(tiny(crews(1), [incident(10, 60)], travel=12, free_usual=[usual], rules=thinning))
    assert times(out, "arrived") == [10 + 12 * factor]


def test_a_neighbour_s_drive_thins_out_at_home_and_the_extra_way_does_not(run: Run) -> None:
    # Area 1 has usually four and now one: twice the 10 minutes of area 0, and 7 more.
    out = run(tiny(crews(0, 1), [incident(10, 60)], travel=10, free_usual=[1, 4], lenders=NEXT_DOOR,
                   rules={**HELP, "thinning_on": True, "thinning_most": 4}))  # fmt: skip
    assert times(out, "arrived") == [10 + 20 + 7]


def test_without_travel_nobody_drives_not_even_a_neighbour(run: Run) -> None:
    out = run(tiny(crews(0, 1), [incident(10, 60)], lenders=NEXT_DOOR, free_usual=[1, 4],
                   rules={**HELP, "thinning_on": True, "thinning_most": 4}))  # fmt: skip
    assert times(out, "arrived") == [10]
