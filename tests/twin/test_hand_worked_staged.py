"""Answers in stages worked by hand in both engines: crews as they come free, work begun short, crews that leave early."""

from __future__ import annotations

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from sim.outcome import Outcome
from tests.support.tiny_inputs import incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, went

THREE = [tour(seat, 0, 900) for seat in range(3)]
TWO = THREE[:2]
STAGED = {"staged": True, "begin_anyway": 1_000}


def deployed(outcome: Outcome) -> list[tuple[float, float, float]]:
    """Return when every crew was sent, there and gone, in minutes; -1 never."""
    columns = [[ms / MINUTE_MS if ms >= 0 else -1.0 for ms in outcome.deployments[name].tolist()]
               for name in ("sent", "arrived", "left")]  # fmt: skip
    return list(zip(*columns, strict=True))


# Crews go as they come free


def test_crews_go_as_they_come_free_and_begin_with_the_minimum(run: Run) -> None:
    # Three wanted at 10, two are enough; officer 0 is free, 1 comes free at 20, 2 at 30.  With the second, at 20, the minimum is
    # sent and nobody more is looked for.  The first is there at 15, the second at 25: 30 minutes of work to 55.
    out = run(tiny(THREE, [incident(0, 15, officers=1), incident(0, 25), incident(10, 30, officers=3, minimum=2)], travel=5,
                   rules=STAGED))  # fmt: skip
    assert went(out) == [(0, 0, 0), (0, 1, 1), (10, 2, 2), (20, 2, 0)]
    line = {name: times(out, name)[2] for name in ("sent", "arrived", "started", "ended")}
    assert line == {"sent": 10, "arrived": 15, "started": 25, "ended": 55}
    assert log(out, k.SCENE_STARTED)[-1] == (25, k.SCENE_STARTED, 2, 2)


def test_who_is_free_goes_along_with_the_crew_that_completes_the_minimum(run: Run) -> None:
    # All three wanted are free at 10 and go together; of four wanted the three there are go, two were enough.
    assert went(run(tiny(THREE, [incident(10, 30, officers=3, minimum=2)], rules=STAGED))) == [(10, 0, 0), (10, 0, 1), (10, 0, 2)]
    out = run(tiny(THREE, [incident(10, 30, officers=4, minimum=2), incident(11, 5)], rules=STAGED))
    assert went(out) == [(10, 0, 0), (10, 0, 1), (10, 0, 2), (40, 1, 0)]


def test_without_stages_the_same_call_waits_for_all(run: Run) -> None:
    # Officer 0 is busy to 20, so three are free together from 20 only; the minimum of two says when the work begins.
    out = run(tiny(THREE, [incident(0, 20), incident(10, 30, officers=3, minimum=2)]))
    assert went(out)[1:] == [(20, 1, 1), (20, 1, 2), (20, 1, 0)]


def test_an_incident_that_still_wants_a_crew_holds_back_those_behind_it(run: Run) -> None:
    # Call 1 has officer 0 since 10 and waits for a second; call 2 (logged 12) gets nobody before it, at 40 officer 1 goes there
    # and at 70, both free again, call 2 is answered.
    out = run(tiny(TWO, [incident(0, 40), incident(10, 30, officers=2), incident(12, 5)], rules=STAGED))
    assert went(out) == [(0, 0, 0), (10, 1, 1), (40, 1, 0), (70, 2, 0)]


def test_a_caller_whom_somebody_was_sent_to_keeps_waiting(run: Run) -> None:
    # Patience of 20 ends when the first crew goes, though the second comes at 50 only.
    out = run(tiny(TWO, [incident(0, 50), incident(10, 30, officers=2, patience=20, regrade=25, grade=0)], rules=STAGED))
    assert log(out, k.NO_LONGER_NEEDED, k.REGRADED) == []
    assert times(out, "started") == [0, 50]


# Begun short


def test_those_who_are_there_begin_when_the_rest_does_not_come(run: Run) -> None:
    # Officer 1, sent at 10, is there at 15 and begins alone at 15 + 20 = 35; from then on nobody is looked for, so officer 0,
    # free at 40, goes to call 2.
    out = run(tiny(TWO, [incident(0, 35), incident(10, 30, officers=2), incident(12, 5)], travel=5,
                   rules={"staged": True, "begin_anyway": 20}))  # fmt: skip
    assert log(out, k.BEGUN_SHORT) == [(35, k.BEGUN_SHORT, 1, 1)]
    assert went(out) == [(0, 0, 0), (10, 1, 1), (40, 2, 0)]
    assert times(out, "ended") == [40, 65, 50]
    assert out.incidents["officers_sent"].tolist() == [1, 1, 1]


def test_beginning_short_is_reckoned_from_when_somebody_was_there_without_a_break(run: Run) -> None:
    # Officer 2, there at 10, is called away at 12; officer 1, free at 15, is there at 20.  Short at 20 + 20 = 40, and not at 30.
    calls = [incident(0, 500), incident(0, 10), incident(5, 30, grade=1, officers=3), incident(12, 200)]
    rules = {"staged": True, "begin_anyway": 20, "preempt_grades": 1, "preempt_travelling": True}
    out = run(tiny([tour(seat, 0, 900) for seat in range(3)], calls, travel=5, rules=rules))
    assert went(out)[2:5] == [(5, 2, 2), (12, 3, 2), (15, 2, 1)]
    assert log(out, k.BEGUN_SHORT) == [(40, k.BEGUN_SHORT, 2, 1)]


def test_who_arrives_later_joins_and_all_leave_together(run: Run) -> None:
    # The second crew is sent at 33, the first begins short at 35, the second is there at 38 and the work ends for both at 65.
    out = run(tiny(TWO, [incident(0, 28), incident(10, 30, officers=2)], travel=5, rules={"staged": True, "begin_anyway": 20}))
    assert log(out, k.BEGUN_SHORT, k.SCENE_STARTED)[1:] == [(35, k.BEGUN_SHORT, 1, 1), (35, k.SCENE_STARTED, 1, 2)]
    assert deployed(out) == [(0, 5, 33), (10, 15, 65), (33, 38, 65)]
    assert account(out, 0) == {k.FREE: 900 - 33 - 32, k.TRAVELLING: 10, k.ON_SCENE: 28 + 27}


def test_a_crew_still_driving_when_the_work_is_done_turns_back(run: Run) -> None:
    # As above with 2 minutes of work: 35 to 37, while officer 0 is on the road since 33.  Turned back at 37 and sent on at once.
    calls = [incident(0, 28), incident(10, 2, officers=2), incident(20, 10)]
    out = run(tiny(TWO, calls, travel=5, rules={"staged": True, "begin_anyway": 20}))
    assert log_at(out, 37) == [
        (k.SCENE_ENDED, 1, 0), (k.CREW_LEFT, 1, 0), (k.CLEARED, 1, 1), (k.CREW_SENT, 2, 0)]  # fmt: skip
    assert deployed(out) == [(0, 5, 33), (10, 15, 37), (33, -1, 37), (37, 42, 52)]
    assert out.incidents["officers_sent"].tolist() == [1, 1, 1]


def test_begun_short_at_once_and_not_begun_twice(run: Run) -> None:
    # With no wait at all the first who is there begins, in the next round; where the minimum is there nobody begins short.
    out = run(tiny(TWO, [incident(0, 50), incident(10, 30, officers=2)], rules={"staged": True, "begin_anyway": 0}))
    assert log_at(out, 10) == [
        (k.LOGGED, 1, 0), (k.CREW_SENT, 1, 1), (k.CREW_ARRIVED, 1, 1), (k.BEGUN_SHORT, 1, 1),
        (k.SCENE_STARTED, 1, 1)]  # fmt: skip
    out = run(tiny(TWO, [incident(0, 15), incident(10, 90, officers=2)], rules={"staged": True, "begin_anyway": 20}))
    assert log(out, k.BEGUN_SHORT) == []
    assert times(out, "started") == [0, 15]


# Leaving early


def test_half_way_the_surplus_leaves_the_last_sent_first_and_goes_elsewhere_at_once(run: Run) -> None:
    # Three at work from 10 to 50, one would do: at 30 officer 2 leaves, then officer 1, and both go to the call for two of 20.
    # Free since the same minute, the lower seat is named first.
    out = run(tiny(THREE, [incident(10, 40, officers=3, minimum=1), incident(20, 10, officers=2)],
                   rules={"surplus_on": True, "surplus_after": 0.5}))  # fmt: skip
    assert log_at(out, 30)[:4] == [(k.CREW_LEFT, 0, 2), (k.CREW_LEFT, 0, 1), (k.CREW_SENT, 1, 1), (k.CREW_SENT, 1, 2)]
    assert times(out, "ended") == [50, 40]
    assert out.incidents["officers_sent"].tolist() == [1, 2]
    assert deployed(out) == [(10, 10, 50), (10, 10, 30), (10, 10, 30), (30, 30, 40), (30, 30, 40)]


def test_a_crew_the_minimum_needs_stays_whole(run: Run) -> None:
    # A pair and a single for three, one would do: the single can leave, of the pair nobody does.
    lines = [tour(0, 0, 900, crew_size=2), tour(1, 0, 900, crew_size=2), tour(2, 0, 900, team=1)]
    out = run(tiny(lines, [incident(10, 40, officers=3, minimum=1)], rules={"surplus_on": True, "surplus_after": 0.25}))
    assert log(out, k.CREW_LEFT) == [(20, k.CREW_LEFT, 0, 2)]
    # Two would do: the single, sent first, leaves all the same.  Without it two stay, without the pair only one.
    lines = [tour(0, 0, 900), tour(1, 15, 900, team=1, crew_size=2), tour(2, 15, 900, team=1, crew_size=2)]
    out = run(tiny(lines, [incident(10, 40, officers=3, minimum=2)],
                   rules={"surplus_on": True, "surplus_after": 0.25, **STAGED}))  # fmt: skip
    assert log(out, k.CREW_SENT, k.SCENE_STARTED, k.CREW_LEFT) == [
        (10, k.CREW_SENT, 0, 0), (15, k.CREW_SENT, 0, 1), (15, k.SCENE_STARTED, 0, 3), (25, k.CREW_LEFT, 0, 0)]  # fmt: skip


def test_officers_held_for_a_partner_are_the_minimum_only(run: Run) -> None:
    # No unit before 100; the work ends at 40 and the surplus, due to leave with the end, leaves before the others are held.
    out = run(tiny(TWO, [incident(10, 30, officers=2, minimum=1, partner=0)], [partner(handover=5)], units=[(100, 0, 1)],
                   rules={"surplus_on": True, "surplus_after": 1.0}))  # fmt: skip
    assert log_at(out, 40) == [(k.SCENE_ENDED, 0, 1), (k.CREW_LEFT, 0, 1)]
    assert account(out, 0) == {k.FREE: 900 - 95, k.ON_SCENE: 30, k.HELD: 65}
    assert account(out, 1) == {k.FREE: 870, k.ON_SCENE: 30}


def test_without_a_surplus_rule_all_are_held(run: Run) -> None:
    out = run(tiny(TWO, [incident(10, 30, officers=2, minimum=1, partner=0)], [partner(handover=5)], units=[(100, 0, 1)]))
    assert log(out, k.CREW_LEFT) == []
    assert account(out, 1) == {k.FREE: 900 - 95, k.ON_SCENE: 30, k.HELD: 65}
