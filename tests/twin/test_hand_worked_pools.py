"""Specials, PCSOs and volunteers worked by hand in both engines: what they attend, with whom, and whom they hold back."""

from __future__ import annotations

from kernels import kinds as k
from sim.scenario import MutualAid
from tests.support.tiny_inputs import TourLine, incident, tiny, tour
from tests.twin.reading import Run, account, log, times, tour_minutes, went

ASB, THEFT = 0, 1  # kinds of incident
LOW_ASB = {(1, ASB): [1]}  # the first pool attends antisocial behaviour of grade 1


def officers(*seats: int, size: int = 1) -> list[TourLine]:
    """Return the tours of officers in one team, from 0 to 600."""
    return [tour(seat, 0, 600, crew_size=size) for seat in seats]


def helpers(*seats: int, size: int = 1, pool: int = 1, until: float = 600) -> list[TourLine]:
    """Return the tours of people of a pool, from 0 on; a team of their own."""
    return [tour(seat, 0, until, team=5 + pool, crew_size=size, pool=pool) for seat in seats]


def test_a_pool_goes_to_what_it_may_attend_and_leaves_the_rest_to_officers(run: Run) -> None:
    # Seat 1 is a PCSO. The officer, free as long, keeps free; the theft and the urgent one are the officer's.
    calls = [incident(10, 20, grade=1), incident(40, 20, grade=1, kind=THEFT), incident(70, 20)]
    out = run(tiny([*officers(0), *helpers(1)], calls, pools=[1], attends=LOW_ASB))
    assert went(out) == [(10, 0, 1), (40, 1, 0), (70, 2, 0)]
    assert account(out, 1) == {k.FREE: 580, k.ON_SCENE: 20}


def test_where_somebody_is_arrested_a_pool_without_the_power_stays_away(run: Run) -> None:
    # The first incident ends with an arrest and is the officer's, though the PCSO is free; with the power it is the pool's.
    calls = [incident(10, 20, grade=1, arrest=(5, 5, 5)), incident(12, 20, grade=1)]
    case = {"pools": [1], "attends": LOW_ASB}
    without = run(tiny([*officers(0), *helpers(1)], calls, rules={"escort": 1}, **case))
    assert went(without) == [(10, 0, 0), (12, 1, 1)]
    able = run(tiny([*officers(0), *helpers(1)], calls, rules={"escort": 1, "arresting": 0b10}, **case))
    assert went(able) == [(10, 0, 1), (12, 1, 0)]


def test_officers_answer_while_the_pool_is_busy(run: Run) -> None:
    calls = [incident(10, 60, grade=1), incident(20, 30, grade=1)]
    assert went(run(tiny([*officers(0), *helpers(1)], calls, pools=[1], attends=LOW_ASB))) == [(10, 0, 1), (20, 1, 0)]


def test_what_officers_hold_back_a_pool_need_not_wait_for(run: Run) -> None:
    # Grade 0 waits for two officers, one of whom is busy until 200; grade 1 behind it is the PCSO's at once.
    calls = [incident(0, 200, kind=THEFT), incident(10, 20, officers=2), incident(20, 20, grade=1)]
    out = run(tiny([*officers(0, 1), *helpers(2)], calls, pools=[1], attends=LOW_ASB))
    assert went(out) == [(0, 0, 0), (20, 2, 2), (200, 1, 1), (200, 1, 0)]


def test_what_a_pool_cannot_answer_holds_back_nobody(run: Run) -> None:
    # Two are wanted and the pool has one: the officers go at once; the PCSO answers the next.
    calls = [incident(10, 20, grade=1, officers=2), incident(10, 30, grade=1)]
    out = run(tiny([*officers(0, 1), *helpers(2)], calls, pools=[1], attends=LOW_ASB))
    assert went(out) == [(10, 1, 2), (10, 0, 0), (10, 0, 1)]


def test_staged_a_pool_begins_and_officers_join(run: Run) -> None:
    # Two wanted, one enough to begin: the PCSO alone is the minimum, and nobody more is looked for.
    calls = [incident(10, 20, grade=1, officers=2, minimum=2)]
    rules = {"staged": True, "begin_anyway": 1_000}
    out = run(tiny([*officers(0), *helpers(1)], calls, pools=[1], attends=LOW_ASB, rules=rules))
    assert went(out) == [(10, 0, 1), (10, 0, 0)]
    assert times(out, "closed") == [30]


def test_when_it_rises_a_grade_it_may_be_beyond_them(run: Run) -> None:
    # Nobody is free until 100, when the PCSO is; but news at 50 made it grade 0, and the officer comes free at 150.
    calls = [incident(0, 150, kind=THEFT), incident(5, 95, grade=1), incident(10, 20, grade=1, regrade=40)]
    out = run(tiny([*officers(0), *helpers(1)], calls, pools=[1], attends=LOW_ASB))
    assert went(out) == [(0, 0, 0), (5, 1, 1), (150, 2, 0)]


def test_of_two_pools_each_attends_its_own(run: Run) -> None:
    calls = [incident(10, 20, grade=1), incident(12, 20, grade=1, kind=THEFT)]
    case = tiny([*officers(0), *helpers(1), *helpers(2, pool=2)], calls, pools=[1, 1], attends={(1, ASB): [2], (1, THEFT): [1]})
    assert went(run(case)) == [(10, 0, 2), (12, 1, 1)]


def test_pairs_of_a_pool_are_of_their_own_and_the_odd_one_stays_in(run: Run) -> None:
    # Three specials in pairs beside three officers: one pair of specials, one of officers, one officer alone; seat 5 stays in.
    tours = [*officers(0, 1, 2, size=2), *helpers(3, 4, 5, size=2)]
    out = run(tiny(tours, [incident(10, 20, grade=1)], pools=[3], attends=LOW_ASB))
    assert log(out, k.CREW_FORMED) == [(0, k.CREW_FORMED, 0, 1), (0, k.CREW_FORMED, 2, -1), (0, k.CREW_FORMED, 3, 4)]
    assert went(out) == [(10, 0, 3)]
    assert account(out, 5) == {k.FREE: 600}
    assert tour_minutes(out, "off") == [600] * 6


def test_the_share_of_officers_in_pairs_says_nothing_about_a_pool(run: Run) -> None:
    out = run(tiny([*officers(0, 1), *helpers(2, 3)], pools=[2], rules={"double_share": 1.0}))
    assert log(out, k.CREW_FORMED) == [(0, k.CREW_FORMED, 0, 1), (0, k.CREW_FORMED, 2, -1), (0, k.CREW_FORMED, 3, -1)]


def test_a_pair_of_a_pool_does_not_part(run: Run) -> None:
    # One is wanted by each of three: the pair of officers parts, that of specials goes as it is.
    calls = [incident(10, 20, grade=1), incident(10, 20, grade=1), incident(10, 20, grade=1)]
    case = tiny([*officers(0, 1, size=2), *helpers(2, 3, size=2)], calls, pools=[2], attends=LOW_ASB, rules={"split_waiting": 1})
    out = run(case)
    assert went(out) == [(10, 0, 2), (10, 1, 0), (10, 2, 1)]
    assert log(out, k.CREW_SPLIT) == [(10, k.CREW_SPLIT, 0, 1)]


def test_officers_on_duty_are_all_there_are_without_the_pool(run: Run) -> None:
    # Two wanted, one officer on duty: the officer goes alone, though a PCSO who may not attend is on duty too.
    assert went(run(tiny([*officers(0), *helpers(1)], [incident(10, 20, officers=2)], pools=[1]))) == [(10, 0, 0)]


def test_when_the_officers_have_gone_home_a_pool_does_not_make_up_for_them(run: Run) -> None:
    # Two wanted, the pool has one: it waits until the officers come at 700, though nobody else is on duty from 600.
    late = [tour(seat, 700, 900, team=1) for seat in (0, 1)]
    calls = [incident(610, 20, grade=1, officers=2)]
    assert went(run(tiny([*late, *helpers(2, until=800)], calls, pools=[1], attends=LOW_ASB))) == [(700, 0, 0), (700, 0, 1)]


def test_nobody_calls_a_pool_away_and_it_is_no_reserve(run: Run) -> None:
    # The crew kept for grade 0 is an officer's: with one officer free and one kept, grade 1 waits; the PCSO's work goes on.
    calls = [incident(10, 100, grade=1), incident(20, 10, grade=1, kind=THEFT), incident(30, 10)]
    rules = {"reserve_crews": 1, "reserve_grades": 1, "preempt_grades": 1, "preempt_on_scene": True, "preempt_travelling": True}
    both = {(0, ASB): [1], **LOW_ASB}
    out = run(tiny([*officers(0), *helpers(1)], calls, pools=[1], attends=both, rules=rules))
    assert went(out) == [(10, 0, 1), (30, 2, 0)]
    assert out.incidents["suspended"].tolist() == [0, 0, 0]
    assert times(out, "closed")[0] == 110


def test_of_an_officer_and_a_pool_at_work_the_officer_is_called_away(run: Run) -> None:
    # Of two of the same grade the later start would be left first, but that is the PCSO's; the officer comes back to the theft.
    calls = [incident(10, 100, grade=1, kind=THEFT), incident(20, 100, grade=1), incident(30, 10, kind=THEFT)]
    rules = {"preempt_grades": 1, "preempt_on_scene": True}
    out = run(tiny([*officers(0), *helpers(1)], calls, pools=[1], attends=LOW_ASB, rules=rules))
    assert went(out)[:3] == [(10, 0, 0), (20, 1, 1), (30, 2, 0)]
    assert out.incidents["suspended"].tolist() == [1, 0, 0]


def test_a_pool_neither_helps_the_neighbours_nor_is_reckoned_among_their_crews(run: Run) -> None:
    # Area 1 has a PCSO and one officer and keeps one crew: it lends nobody, for the PCSO is no crew to keep.
    tours = [tour(0, 0, 600, area=1), tour(1, 0, 600, area=1, team=6, pool=1)]
    rules = {"help_on": True, "help_grades": 2, "help_keep": 1}
    case = tiny(tours, [incident(10, 20, grade=1)], pools=[1], attends=LOW_ASB, rules=rules, lenders={0: [(1, 5)]})
    assert went(run(case)) == []


def test_held_over_at_the_end_of_the_tour_like_anybody(run: Run) -> None:
    # Sent at 590 for 40 minutes: home at 630; half an hour of casual overtime is not paid.
    out = run(tiny(helpers(0), [incident(590, 40, grade=1)], pools=[1], attends=LOW_ASB))
    assert tour_minutes(out, "off") == [630]
    assert tour_minutes(out, "overtime_unpaid") == [30]


def test_guests_of_mutual_aid_sit_behind_the_pools(run: Run) -> None:
    # Nobody has been on duty since 40: asked for at 60, they are there at once, in seats 2 and 3. The pool's seat 1 is nobody's
    # guest and repays nothing.
    aid = MutualAid(on=True, officers=2, trigger_waiting=1, trigger_grades=1, mobilise_h=0, stay_h=5, return_after_days=0)
    calls = [incident(20, 30, grade=1), incident(45, 20)]
    tours = [tour(0, 0, 40), *helpers(1), tour(1, 700, 900, team=6, pool=1)]
    out = run(tiny(tours, calls, pools=[1], attends=LOW_ASB, aid=aid))
    assert log(out, k.AID_CAME) == [(60, k.AID_CAME, 0, 0)]
    assert went(out) == [(20, 0, 1), (60, 1, 2)]
    assert log(out, k.AID_RETURNED) == []


def test_nobody_of_a_pool_falls_sick(run: Run) -> None:
    # Everybody who is well falls sick at 06:00: the officer does, the PCSO is drawn no sickness here.
    out = run(tiny([*officers(0), *helpers(1)], pools=[1], ill_days=1))
    assert [row[2] for row in log(out, k.FELL_SICK)] == [0, 0]
