"""The threshold worked by hand in both engines: who is turned away, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from kernels.front_door import APPOINTMENT, BELOW_THRESHOLD, IN_DIARY, NO_ATTENDANCE, PASSED_ON, TAKERS
from sim.inputs.inputs import Inputs, Records
from sim.outcome import Outcome, conservation_faults
from tests.support.tiny_front import Decision, call, with_front
from tests.support.tiny_inputs import incident, tiny, tour
from tests.support.tiny_threshold import with_threshold
from tests.twin.reading import Run, account, log, log_at, times, went

OFFICER = [tour(0, 0, 600)]
ONE = [(0, TAKERS, 1)]


def test_a_call_below_the_threshold_is_closed_without_officers(run: Run) -> None:
    # Both are tested; the first is turned away from the beginning, the second never: a crew goes at 20 for half an hour.
    out = run(with_threshold(tiny(OFFICER, [incident(10, 30), incident(20, 30)]), {0: 0, 1: None}, category=2))
    assert log_at(out, 10) == [(k.TURNED_AWAY, 0, 2)]
    assert out.incidents["stage"].tolist() == [k.NOT_TAKEN_ON, k.CLOSED]
    assert (times(out, "logged"), times(out, "closed"), times(out, "sent")) == ([10, 20], [10, 50], [-1, 20])
    assert account(out, 0) == {k.FREE: 570, k.ON_SCENE: 30}


def test_the_policy_holds_from_its_millisecond_on(run: Run) -> None:
    # Logged at 10: the policy that begins at 10 holds, that of 10 and a sixtieth of a second does not yet.
    out = run(with_threshold(tiny(OFFICER, [incident(10, 30)]), {0: 10}))
    assert out.incidents["stage"].tolist() == [k.NOT_TAKEN_ON]
    out = run(with_threshold(tiny(OFFICER, [incident(10, 30)]), {0: 10 + 1 / 60_000}))
    assert out.incidents["stage"].tolist() == [k.CLOSED]


def test_what_is_not_of_a_category_is_sent_to(run: Run) -> None:
    out = run(with_threshold(tiny(OFFICER, [incident(0, 10), incident(10, 10)]), {1: 0}))
    assert went(out) == [(0, 0, 0)]
    assert log(out, k.TURNED_AWAY) == [(10, k.TURNED_AWAY, 1, 0)]


def test_it_comes_back_a_while_after_and_is_tested_again(run: Run) -> None:
    # Turned away at 10, back at 110 as row 1: nothing speaks against it now, a crew goes for 15 minutes.
    out = run(with_threshold(tiny(OFFICER, [incident(10, 30)]), {0: 0}, back={0: (100, 15)}))
    assert log_at(out, 110) == [(k.CAME_AGAIN, 1, 0), (k.LOGGED, 1, 0), (k.CREW_SENT, 1, 0), (k.CREW_ARRIVED, 1, 0),
                                (k.SCENE_STARTED, 1, 1)]  # fmt: skip
    assert (times(out, "logged"), times(out, "closed")) == ([10, 110], [10, 125])
    # Turned away once more: logged and closed at 110, and nobody goes at all.
    out = run(with_threshold(tiny(OFFICER, [incident(10, 30)]), {0: 0}, back={0: (100, 15)}, back_from={0: 50}))
    assert log_at(out, 110) == [(k.CAME_AGAIN, 1, 0), (k.TURNED_AWAY, 1, 0)]
    assert (out.deployments.size, times(out, "closed")) == (0, [10, 110])


def test_what_was_taken_on_does_not_come_back(run: Run) -> None:
    out = run(with_threshold(tiny(OFFICER, [incident(10, 30)]), {0: 20}, back={0: (100, 15)}))
    assert (log(out, k.CAME_AGAIN), times(out, "logged")) == ([], [10, -1])


def test_harm_comes_as_an_incident_of_the_highest_grade_that_nobody_tests(run: Run) -> None:
    # Of grade 1 and turned away at 10; at 70 it is an emergency, and calls the crew away from the other, of grade 1.
    rules = {"preempt_grades": 1, "preempt_on_scene": True}
    calls = [incident(10, 30, grade=1), incident(60, 60, grade=1)]
    out = run(with_threshold(tiny(OFFICER, calls, rules=rules), {0: 0}, harm={0: (60, 20)}))
    assert log(out, k.CAME_AGAIN, k.SUSPENDED) == [(70, k.CAME_AGAIN, 2, 0), (70, k.SUSPENDED, 1, 0)]
    assert times(out, "closed") == [10, 140, 90]
    assert out.incidents["grade"].tolist()[2] == 0


def test_both_may_come_of_two_calls_at_one_instant(run: Run) -> None:
    # Row 1 comes to harm at 100, row 0 is asked again at 100: the lower key, of what is asked again, first.
    calls = [incident(10, 30), incident(20, 30)]
    out = run(with_threshold(tiny(OFFICER, calls), {0: 0, 1: 0}, back={0: (90, 10)}, harm={1: (80, 10)}))
    assert log_at(out, 100)[:4] == [(k.CAME_AGAIN, 2, 0), (k.LOGGED, 2, 0), (k.CAME_AGAIN, 3, 1), (k.LOGGED, 3, 0)]


def test_a_crew_is_not_kept_from_the_next_by_what_is_turned_away(run: Run) -> None:
    # Three at one instant: the first two are turned away, the third is reached at once.
    out = run(with_threshold(tiny(OFFICER, [incident(5, 30)] * 3), {0: 0, 1: 5}))
    assert went(out) == [(5, 2, 0)]
    assert log(out, k.TURNED_AWAY) == [(5, k.TURNED_AWAY, 0, 0), (5, k.TURNED_AWAY, 1, 1)]


# Behind a front door


def test_the_call_taker_turns_it_away_when_the_call_ends(run: Run) -> None:
    inputs = with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], ONE)
    out = run(with_threshold(inputs, {0: 0}))
    assert log_at(out, 15) == [(k.CALL_ENDED, 0, 0), (k.TURNED_AWAY, 0, 0)]
    assert (out.fronts["stage"].tolist(), out.incidents["stage"].tolist()) == ([BELOW_THRESHOLD], [k.NOT_TAKEN_ON])


def test_while_the_caller_talks_it_is_turned_away_once(run: Run) -> None:
    # Answered at 10; what is urgent is passed on after 2 minutes, and so is turned away at 12; the call goes on to 15.
    inputs = with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], ONE)
    inputs = replace(inputs, front=replace(inputs.front, pass_on_ms=np.array([2 * MINUTE_MS])))
    out = run(with_threshold(inputs, {0: 0}))
    assert log(out, k.TURNED_AWAY, k.CALL_ENDED) == [(12, k.TURNED_AWAY, 0, 0), (15, k.CALL_ENDED, 0, 0)]
    assert times(out, "closed") == [12]


def test_what_is_settled_without_officers_in_any_case_is_not_tested(run: Run) -> None:
    inputs = with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], ONE, decisions={0: Decision(NO_ATTENDANCE)})
    out = run(with_threshold(inputs, {0: 0}))
    assert out.incidents["stage"].tolist() == [k.SETTLED_WITHOUT]


def test_it_is_tested_when_an_appointment_is_made_and_what_is_promised_is_kept(run: Run) -> None:
    # An appointment for 100, made at 15.  From 20 on it would be turned away: it is kept.  From 15 on none is made.
    def at(since: float) -> Outcome:
        inputs = with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], ONE,
                            decisions={0: Decision(APPOINTMENT)}, diary=[(100, 0, 1)])  # fmt: skip
        return run(with_threshold(inputs, {0: since}))

    out = at(20)
    assert (times(out, "logged"), out.fronts["stage"].tolist()) == ([100], [PASSED_ON])
    out = at(15)
    assert (log(out, k.APPOINTED), out.fronts["stage"].tolist()) == ([], [BELOW_THRESHOLD])
    assert IN_DIARY not in out.fronts["stage"]


def test_nobody_chases_officers_who_will_not_come(run: Run) -> None:
    inputs = with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], ONE, decisions={0: Decision(chases=2)},
                        chase_every=10)  # fmt: skip
    out = run(with_threshold(inputs, {0: 0}, back={0: (60, 10)}))
    assert log(out, k.CHASED) == []
    assert times(out, "logged") == [15, 75]


# Books


def test_books_say_when_a_call_was_wrongly_turned_away_or_taken_on(run: Run) -> None:
    inputs = with_threshold(tiny(OFFICER, [incident(10, 30), incident(20, 30)]), {0: 0, 1: None}, back={0: (100, 15)})
    out = run(inputs)
    assert conservation_faults(inputs, out) == []
    wrong = inputs.incidents.copy()
    wrong["turned_from_ms"][0] = -1
    assert any("should not have been" in fault for fault in conservation_faults(_with(inputs, wrong), out))
    wrong = inputs.incidents.copy()
    wrong["fate"][0] = 0
    assert any("fate" in fault for fault in conservation_faults(_with(inputs, wrong), out))


def _with(inputs: Inputs, incidents: Records) -> Inputs:
    return replace(inputs, incidents=incidents)
