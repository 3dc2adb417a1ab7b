"""Who is answered next, and who has to wait, worked by hand in both engines; times in minutes since the study began."""

from __future__ import annotations

from kernels import kinds as k
from kernels.dispatch import AGEING, EARLIEST_TARGET
from kernels.front_door import DESK, LINE_101, TAKERS
from sim.scenario import MutualAid
from tests.support.tiny_front import call, with_front
from tests.support.tiny_inputs import incident, partner, tiny, tour
from tests.twin.reading import Run, log, log_at, times, went

ONE = [tour(0, 0, 900)]
TWO = [tour(0, 0, 900), tour(1, 0, 900)]
BUSY = incident(0, 100)  # keeps officer 0 to minute 100

# The order of answering


def test_waiting_for_an_hour_weighs_as_much_as_a_grade(run: Run) -> None:
    # Scores (60 minutes a grade): call 1 of grade 1 at 10 has 60 + 10 = 70, the grade 0 of 60 has 60, that of 75 has 75.  The
    # officer is free at 100 and each call takes 10 minutes; strict order would put both of grade 0 first.
    calls = [BUSY, incident(10, 10, grade=1), incident(60, 10), incident(75, 10)]
    assert times(run(tiny(ONE, calls, rules={"order": AGEING, "ageing": 60})), "sent") == [0, 110, 100, 120]
    assert times(run(tiny(ONE, calls)), "sent") == [0, 120, 100, 110]


def test_of_equal_scores_the_higher_grade_goes_first(run: Run) -> None:
    # 60 + 10 = 0 + 70; and one millisecond later the lower grade is ahead.
    calls = [BUSY, incident(10, 10, grade=1), incident(70, 10)]
    assert times(run(tiny(ONE, calls, rules={"order": AGEING, "ageing": 60})), "sent") == [0, 110, 100]
    calls[2] = incident(70 + 1 / 60_000, 10)
    assert times(run(tiny(ONE, calls, rules={"order": AGEING, "ageing": 60})), "sent") == [0, 100, 110]


def test_whose_target_falls_first_is_answered_first(run: Run) -> None:
    # Due: grade 1 of 10 at 10 + 60 = 70; grade 0 of 50 at 65, of 60 at 75.
    calls = [BUSY, incident(10, 10, grade=1), incident(50, 10), incident(60, 10)]
    out = run(tiny(ONE, calls, target=[15, 60], rules={"order": EARLIEST_TARGET}))
    assert times(out, "sent") == [0, 110, 100, 120]


def test_an_older_call_of_lower_grade_holds_back_its_own_grade_but_not_a_higher_one(run: Run) -> None:
    # Scores: call 1 (for two) 70, call 2 of its grade 80, call 3 of grade 0 has 90.  Officer 0 is busy to 200: the call for two
    # holds back call 2, but officer 1 goes to grade 0 at 90, though it comes last.  At 200 both are free for the call for two.
    calls = [incident(0, 200), incident(10, 10, grade=1, officers=2), incident(20, 10, grade=1), incident(90, 30)]
    assert times(run(tiny(TWO, calls, rules={"order": AGEING, "ageing": 60})), "sent") == [0, 200, 210, 90]


# Grades that change while nobody has been sent


def test_who_waits_too_long_goes_up_a_grade_and_keeps_the_place_of_first_come(run: Run) -> None:
    # Grade 1 rises after 30 minutes: that of 10 at 40, that of 20 at 50.  Among grade 0 they stand by the time of the log, so
    # both before the call of 25 that was of grade 0 all along.
    calls = [BUSY, incident(10, 10, grade=1), incident(20, 10, grade=1), incident(25, 10)]
    out = run(tiny(ONE, calls, promote=[None, 30]))
    assert log(out, k.REGRADED) == [(40, k.REGRADED, 1, 0), (50, k.REGRADED, 2, 0)]
    assert times(out, "sent") == [0, 100, 110, 120]
    assert out.incidents["grade"].tolist() == [0, 0, 0, 0]


def test_who_was_sent_to_in_time_keeps_its_grade(run: Run) -> None:
    # The call of 70 falls due at 100, as the officer is released: what is due comes before dispatch, so it rises and is sent.
    # That of 100 falls due at 130 and is sent at 110.  The call that began it all is under way when 30 minutes are over.
    out = run(tiny(ONE, [BUSY, incident(70, 10, grade=1), incident(100, 10, grade=1)], promote=[None, 30]))
    assert log(out, k.REGRADED) == [(100, k.REGRADED, 1, 0)]
    assert times(out, "sent") == [0, 100, 110]
    assert out.incidents["grade"].tolist() == [0, 0, 1]


def test_rising_twice_and_a_promise_that_news_made_void(run: Run) -> None:
    # Grade 2 rises after 20, grade 1 after 30 minutes.  Call 1 (of 10): at 30 and 60.  Call 2 (of 12) hears news at 22 and is of
    # grade 1 from then on: what was due at 32 as grade 2 is void, and it rises at 22 + 30 = 52.
    calls = [BUSY, incident(10, 10, grade=2), incident(12, 10, grade=2, regrade=10)]
    out = run(tiny(ONE, calls, promote=[None, 30, 20]))
    assert log(out, k.REGRADED) == [
        (22, k.REGRADED, 2, 1), (30, k.REGRADED, 1, 1), (52, k.REGRADED, 2, 0), (60, k.REGRADED, 1, 0)]  # fmt: skip
    assert times(out, "sent") == [0, 100, 110]


def test_news_raises_who_waits_and_nobody_else(run: Run) -> None:
    # Call 2 hears at 25 and overtakes call 1 of grade 1, logged before it; call 3 is of grade 0 already; call 0 is at work.
    calls = [incident(0, 100, regrade=50, grade=1), incident(10, 10, grade=1), incident(11, 10, grade=1, regrade=14),
             incident(90, 10, regrade=5)]  # fmt: skip
    out = run(tiny(ONE, calls))
    assert log(out, k.REGRADED) == [(25, k.REGRADED, 2, 0)]
    assert times(out, "sent") == [0, 120, 100, 110]


def test_a_higher_grade_may_open_the_way_at_once(run: Run) -> None:
    # The reserve keeps the only crew for grade 0; news at 25 makes the call one.
    out = run(tiny(ONE, [incident(10, 10, grade=1, regrade=15)], rules={"reserve_crews": 1, "reserve_grades": 1}))
    assert times(out, "sent") == [25]


# Patience


def test_who_waits_no_more_is_cancelled_and_lets_the_next_go(run: Run) -> None:
    # Officer 0 is busy to 100, so officer 1 cannot go to the call for two (of 10, 20 minutes of patience), which holds back the
    # call of 15.  At 30 it is no longer needed.
    out = run(tiny(TWO, [BUSY, incident(10, 10, officers=2, patience=20), incident(15, 10)]))
    assert log(out, k.NO_LONGER_NEEDED) == [(30, k.NO_LONGER_NEEDED, 1, 0)]
    assert times(out, "sent") == [0, -1, 30]
    assert out.incidents["stage"].tolist() == [k.CLOSED, k.CANCELLED, k.CLOSED]
    assert times(out, "closed") == [100, 30, 40]


def test_patience_ends_as_somebody_is_sent(run: Run) -> None:
    # Patience of 20 with a drive of 30: sent at 10, it is answered.  Patience to 100, the very minute the officer is free: lost,
    # for dispatch comes last.  A millisecond more is enough.
    out = run(tiny(ONE, [incident(10, 60, patience=20), incident(40, 10, patience=60)], travel=30))
    assert times(out, "closed") == [100, 100]
    assert out.incidents["stage"].tolist() == [k.CLOSED, k.CANCELLED]
    out = run(tiny(ONE, [incident(10, 60, patience=20), incident(40, 10, patience=60 + 1 / 60_000)], travel=30))
    assert times(out, "sent") == [10, 100]


def test_without_patience_only_who_can_be_answered_at_once_is(run: Run) -> None:
    # Dispatch comes first, patience of nothing ends in the next round of the instant.
    out = run(tiny(ONE, [incident(10, 10, patience=0), incident(15, 10, patience=0), incident(20, 10, patience=0)]))
    assert times(out, "sent") == [10, -1, 20]
    assert log_at(out, 15) == [(k.LOGGED, 1, 0), (k.NO_LONGER_NEEDED, 1, 0)]


# A reserve


def test_a_reserve_is_kept_for_the_highest_grade(run: Run) -> None:
    # One of two crews is kept for grade 0.  Grade 1 of 10 goes; that of 11 does not; grade 0 of 12 takes the crew kept.  At 40
    # one crew is free again, and kept; at 52 two are, and one of them may go.
    out = run(tiny(TWO, [incident(10, 30, grade=1), incident(11, 30, grade=1), incident(12, 40)],
                   rules={"reserve_crews": 1, "reserve_grades": 1}))  # fmt: skip
    assert went(out) == [(10, 0, 0), (12, 2, 1), (52, 1, 0)]


def test_what_the_reserve_leaves_is_what_an_incident_may_have(run: Run) -> None:
    # Grade 1 for two: with three crews and one kept two may go; with two crews it waits for the third, who comes at 50.
    keep = {"reserve_crews": 1, "reserve_grades": 1}
    three = [tour(seat, 0, 900) for seat in range(3)]
    assert went(run(tiny(three, [incident(10, 30, grade=1, officers=2)], rules=keep))) == [(10, 0, 0), (10, 0, 1)]
    three[2] = tour(2, 50, 900, team=1)
    assert went(run(tiny(three, [incident(10, 30, grade=1, officers=2)], rules=keep))) == [(50, 0, 0), (50, 0, 1)]


# Skills: passed over, not held back


def test_a_call_that_lacks_only_a_skill_holds_back_nobody(run: Run) -> None:
    # Officer 1 holds the skill and is busy to 60.  Officer 0, free, cannot go to call 1, but to call 2 behind it.
    out = run(tiny(TWO, [incident(0, 60, needs=1), incident(10, 10, needs=1), incident(11, 10)], skills=[0, 1]))
    assert went(out) == [(0, 0, 1), (11, 2, 0), (60, 1, 1)]


def test_a_call_that_has_its_skill_but_too_few_officers_holds_back_the_others(run: Run) -> None:
    # Officer 1 holds the skill and is free, officer 0 is busy to 60: the call for two waits, and call 2 with it.
    out = run(tiny(TWO, [incident(0, 60), incident(10, 10, needs=1, officers=2), incident(11, 10)], skills=[0, 1]))
    assert went(out) == [(0, 0, 0), (60, 1, 1), (60, 1, 0), (70, 2, 0)]


def test_one_crew_must_hold_all_skills_together(run: Run) -> None:
    # Officers 0 and 1 hold one each: as singles neither will do, as a crew they hold both.  Those who go along need none.
    call_ = [incident(10, 10, needs=3)]
    assert times(run(tiny(TWO, call_, skills=[1, 2])), "sent") == [-1]
    pair = [tour(seat, 0, 900, crew_size=2) for seat in (0, 1)]
    assert times(run(tiny(pair, call_, skills=[1, 2])), "sent") == [10]
    out = run(tiny(TWO, [incident(10, 10, needs=2, officers=2)], skills=[1, 2]))
    assert went(out) == [(10, 0, 1), (10, 0, 0)]  # the one who holds it first, then the one who only helps


def test_after_a_while_anybody_may_go_instead(run: Run) -> None:
    # Nobody holds skill 0, which lapses after 20 minutes: sent at 30.  Of two skills each lapses in its own time.
    assert times(run(tiny(ONE, [incident(10, 10, needs=1)], substitute=[20])), "sent") == [30]
    assert times(run(tiny(ONE, [incident(10, 10, needs=3)], substitute=[20, 35])), "sent") == [45]
    assert times(run(tiny(ONE, [incident(10, 10, needs=3)], substitute=[20, None])), "sent") == [-1]
    assert times(run(tiny(ONE, [incident(10, 10, needs=3)], substitute=[20, None], skills=[2])), "sent") == [30]
    assert times(run(tiny(ONE, [incident(10, 10, needs=1)], substitute=[0])), "sent") == [10]


# Zero staff


def test_nobody_on_the_force_while_everything_is_switched_on(run: Run) -> None:
    # The call-taker hears both callers (10 to 15, 15 to 20) and logs them; area 0 has no crew, its neighbour has none to lend,
    # and a force without seats has no mutual aid.  Patience of 30 ends the first at 45; the second rises at 80 and waits on.
    case = tiny([], [incident(10, 30, patience=30), incident(12, 30, grade=1)], seats=0, promote=[None, 60], horizon=300,
                lenders={0: [(1, 5)]}, aid=MutualAid(on=True, officers=4, trigger_waiting=1),
                rules={"help_on": True, "help_grades": 2, "help_after": 10, "staged": True, "preempt_grades": 1,
                       "preempt_on_scene": True, "re_form": True, "split_waiting": 1})  # fmt: skip
    out = run(with_front(case, [call(10, 5, incident=0), call(12, 5, incident=1)], [(0, TAKERS, 1)]))
    assert log(out, k.LOGGED, k.NO_LONGER_NEEDED, k.REGRADED, k.CREW_SENT, k.AID_ASKED) == [
        (15, k.LOGGED, 0, 0), (20, k.LOGGED, 1, 0), (45, k.NO_LONGER_NEEDED, 0, 0), (80, k.REGRADED, 1, 0)]  # fmt: skip
    assert out.incidents["stage"].tolist() == [k.CANCELLED, k.WAITING]
    assert (out.deployments.size, out.accounts.size) == (0, 0)


# One instant


def test_everything_at_one_instant(run: Run) -> None:
    # Minute 60.  Releases by key: the guests of request 0 (key 0, asked for at 0) come where most waits; officer 1 reaches
    # incident 1 after 10 minutes on the road; incidents 2 and 3 have waited for the 20 minutes after which neighbours help, which
    # leaves no trace yet; incident 4 waits no more; call 0 (key 3000) ends and logs incident 5.  Then officer 0's tour ends (at
    # work to 70), officer 2's begins in area 1, incident 6 comes in, caller 1 rings, the partner gets a unit and a job of its
    # own, the desk a person, measuring begins; nobody is asked for, as guests are here.  Dispatch: caller 1 is answered, the
    # guests go to incident 2, officer 2 helps with incident 3 (5 and 6 have not waited), the partner takes its job.
    case = tiny(
        [tour(0, 0, 60), tour(1, 50, 600, team=1), tour(2, 60, 600, team=2, area=1)],
        [incident(0, 60), incident(30, 30), incident(40, 30), incident(40, 30), incident(40, 30, patience=20), incident(50, 30),
         incident(60, 30)],
        [partner()], units=[(60, 0, 1)], own=[(60, 0, 30)], travel=10, measure_from=60, lenders={0: [(1, 5)]},
        rules={"help_on": True, "help_grades": 1, "help_after": 20},
        aid=MutualAid(on=True, officers=2, trigger_waiting=1, mobilise_h=1, stay_h=2))  # fmt: skip
    out = run(with_front(case, [call(50, 10, incident=5), call(60, 5)], [(0, TAKERS, 2), (60, DESK, 1)]))
    assert log_at(out, 60) == [
        (k.AID_CAME, 0, 0), (k.BOOKED_ON, 3, 3), (k.BOOKED_ON, 4, 4), (k.CREW_FORMED, 3, 4),
        (k.CREW_ARRIVED, 1, 1), (k.SCENE_STARTED, 1, 1), (k.NO_LONGER_NEEDED, 4, 0), (k.CALL_ENDED, 0, 5), (k.LOGGED, 5, 0),
        (k.HELD_OVER, 0, 0), (k.BOOKED_ON, 2, 2), (k.CREW_FORMED, 2, -1), (k.LOGGED, 6, 0), (k.RANG, 1, 0),
        (k.CAPACITY, 0, 1), (k.BACKGROUND_ASKED, 0, 0), (k.CALL_TAKERS, DESK, 1), (k.MEASURING, 0, 0),
        (k.ANSWERED, 1, LINE_101), (k.CREW_SENT, 2, 3), (k.CREW_SENT, 3, 2), (k.BACKGROUND_TAKEN, 0, 0)]  # fmt: skip
    assert times(out, "arrived") == [10, 60, 70, 75, -1, 100, 110]  # officer 1 is free at 90, the guests at 100
