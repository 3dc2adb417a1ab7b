"""The front door worked by hand in both engines, times in minutes since the study began."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from kernels.front_door import (
    APPOINTMENT,
    AT_DESK,
    BY_PHONE,
    DESK,
    DONE_WITHOUT,
    FOR_DESK,
    GAVE_UP,
    IN_DIARY,
    LINE_101,
    LINE_999,
    NO_ATTENDANCE,
    NOT_YET,
    PASSED_ON,
    RINGING,
    RUNG_OFF,
    TAKERS,
    TALKING,
    UNHEARD,
    WILL_RING_AGAIN,
)
from sim.outcome import Outcome
from tests.support.tiny_front import NEVER, Decision, call, with_front
from tests.support.tiny_inputs import incident, tiny, tour
from tests.twin.reading import Run, log, log_at, times

ONE = [(0.0, TAKERS, 1)]
OFFICER = [tour(0, 0, 600)]
NOBODY = tiny([], horizon=300)


def waits(outcome: Outcome) -> list[float]:
    """Minutes every caller waited; -1 never answered."""
    return [ms / MINUTE_MS if ms >= 0 else -1.0 for ms in outcome.calls["waited_ms"].tolist()]


def pool_minutes(outcome: Outcome, pool: int, field: str) -> float:
    """Person-minutes of a pool."""
    return float(outcome.pool_hours[field].reshape(2, -1)[pool].sum()) / MINUTE_MS


def test_first_come_first_answered(run: Run) -> None:
    # One call-taker: 10 to 15, then 15 to 18 for the caller of 12, then 18 to 25 for that of 14.
    out = run(with_front(NOBODY, [call(10, 5), call(12, 3), call(14, 7)], ONE))
    assert waits(out) == [0, 3, 4]
    assert log(out, k.ANSWERED, k.CALL_ENDED) == [
        (10, k.ANSWERED, 0, LINE_101), (15, k.CALL_ENDED, 0, -1), (15, k.ANSWERED, 1, LINE_101),
        (18, k.CALL_ENDED, 1, -1), (18, k.ANSWERED, 2, LINE_101), (25, k.CALL_ENDED, 2, -1)]  # fmt: skip
    assert pool_minutes(out, TAKERS, "busy_ms") == 15
    assert pool_minutes(out, TAKERS, "staff_ms") == 300
    assert out.calls["stage"].tolist() == [RUNG_OFF] * 3


def test_999_goes_before_101_and_interrupts_nobody(run: Run) -> None:
    # 101 talks from 10 to 20; of those who ring meanwhile the 999 of 14 is first, then the 101 of 12.
    out = run(with_front(NOBODY, [call(10, 10), call(12, 5), call(14, 5, line=LINE_999)], ONE))
    assert waits(out) == [0, 13, 6]


def test_999_and_101_at_one_instant(run: Run) -> None:
    out = run(with_front(NOBODY, [call(10, 5), call(10, 5, line=LINE_999)], ONE))
    assert waits(out) == [5, 0]


def test_an_incident_is_logged_when_the_call_ends(run: Run) -> None:
    # Rings at 10, answered at once, logged at 15, a crew sent and there at 15.
    out = run(with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], ONE))
    assert (times(out, "logged"), times(out, "sent"), times(out, "closed")) == ([15], [15], [45])
    assert [event for _, event, *_ in log(out, k.RANG, k.ANSWERED, k.CALL_ENDED, k.LOGGED, k.CREW_SENT)] == [
        k.RANG, k.ANSWERED, k.CALL_ENDED, k.LOGGED, k.CREW_SENT]  # fmt: skip
    assert out.fronts["stage"].tolist() == [PASSED_ON]


def test_everything_at_one_instant(run: Run) -> None:
    # At 20 the first call ends and logs its incident, the third caller (of 15) hangs up, a fourth rings on 999, a fifth on 101,
    # and a second call-taker comes on duty.  Releases first, by key: the end of call 0 (key 3000), the hang-up of 2 (3002); then
    # those who ring, then the staff; then answers: 999 before the 101 that waits since 16, and only then is a crew sent.
    out = run(with_front(
        tiny(OFFICER, [incident(10, 30)]),
        [call(10, 10, incident=0), call(15, 5), call(16, 7), call(20, 5, line=LINE_999), call(20, 5)],
        [(0, TAKERS, 1), (20, TAKERS, 2)], patience=(5, 5),
    ))  # fmt: skip
    assert log_at(out, 20) == [
        (k.CALL_ENDED, 0, 0), (k.LOGGED, 0, 0), (k.HUNG_UP, 1, 0), (k.GAVE_UP_RINGING, 1, -1), (k.RANG, 3, 0), (k.RANG, 4, 0),
        (k.CALL_TAKERS, TAKERS, 2), (k.ANSWERED, 3, LINE_999), (k.ANSWERED, 2, LINE_101), (k.CREW_SENT, 0, 0),
        (k.CREW_ARRIVED, 0, 0), (k.SCENE_STARTED, 0, 1)]  # fmt: skip
    assert out.calls["stage"].tolist() == [RUNG_OFF, GAVE_UP, RUNG_OFF, RUNG_OFF, GAVE_UP]


def test_a_caller_who_hangs_up_at_the_instant_somebody_is_free_is_lost(run: Run) -> None:
    out = run(with_front(NOBODY, [call(10, 10), call(15, 5)], ONE, patience=(5, 5)))
    assert waits(out) == [0, -1]
    out = run(with_front(NOBODY, [call(10, 9.99), call(15, 5)], ONE, patience=(5, 5)))
    assert waits(out) == pytest.approx([0, 4.99])


def test_without_patience_only_who_is_answered_at_once_is_heard(run: Run) -> None:
    # A loss system: the second rings while the one call-taker talks, the third at the very instant the first call ends.
    out = run(with_front(NOBODY, [call(10, 10), call(15, 5), call(20, 5)], ONE, patience=(0, 0)))
    assert waits(out) == [0, -1, 0]
    assert log_at(out, 15) == [(k.RANG, 1, 0), (k.HUNG_UP, 1, 0), (k.GAVE_UP_RINGING, 1, -1)]


def test_who_hangs_up_rings_again_behind_the_others(run: Run) -> None:
    # The second waits from 12 to 16, hangs up, rings again at 19 behind the third (of 17), who is answered at 20.
    out = run(with_front(NOBODY, [call(10, 10), call(12, 5), call(17, 1)], ONE, patience=(4, 4), again=3))
    assert log(out, k.RANG, k.HUNG_UP, k.ANSWERED)[2:] == [
        (12, k.RANG, 1, 0), (16, k.HUNG_UP, 1, 0), (17, k.RANG, 2, 0), (19, k.RANG, 1, 1),
        (20, k.ANSWERED, 2, LINE_101), (21, k.ANSWERED, 1, LINE_101)]  # fmt: skip
    assert out.calls["tries"].tolist() == [1, 2, 1]
    assert out.calls["hung_up"].tolist() == [0, 1, 0]
    assert waits(out) == [0, 2, 3]


def test_an_old_hang_up_does_not_end_a_new_try(run: Run) -> None:
    # Answered at its second ring; the moment at which the first would have ended has passed, that of the second is void.
    out = run(with_front(NOBODY, [call(0, 3), call(1, 50)], ONE, patience=(1, 1), again=2))
    assert waits(out) == [0, 0]  # hangs up at 2, rings again at 4, answered at once, talks to 54
    assert out.calls["hung_up"].tolist() == [0, 1]
    assert log(out, k.CALL_ENDED) == [(3, k.CALL_ENDED, 0, -1), (54, k.CALL_ENDED, 1, -1)]


def test_nobody_on_duty_hears_nobody(run: Run) -> None:
    out = run(with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], [], patience=(4, 4)))
    assert out.incidents["stage"].tolist() == [k.NEVER_HEARD]
    assert out.fronts["stage"].tolist() == [UNHEARD]
    assert log(out, k.HUNG_UP, k.GAVE_UP_RINGING) == [(14, k.HUNG_UP, 0, 0), (14, k.GAVE_UP_RINGING, 0, 0)]
    assert pool_minutes(out, TAKERS, "staff_ms") == 0


def test_with_nobody_on_duty_people_ring_to_the_end(run: Run) -> None:
    out = run(with_front(tiny(OFFICER, [incident(10, 30)], horizon=100), [call(10, 5, incident=0)], [], patience=(4, 4), again=6))
    assert out.calls["rings"].tolist() == [9]  # 10, 20 ... 90
    assert out.calls["stage"].tolist() == [WILL_RING_AGAIN]
    assert out.incidents["stage"].tolist() == [k.TO_COME]
    assert out.fronts["stage"].tolist() == [NOT_YET]


def test_who_talks_when_the_shift_ends_finishes(run: Run) -> None:
    # Two until 20, then none until 40: both calls go on to 30, the third waits for 40; busy beyond duty counts as being there.
    out = run(with_front(NOBODY, [call(10, 20), call(10, 20), call(15, 5)],
                         [(0, TAKERS, 2), (20, TAKERS, 0), (40, TAKERS, 1)]))  # fmt: skip
    assert waits(out) == [0, 0, 25]
    assert pool_minutes(out, TAKERS, "busy_ms") == 45
    assert pool_minutes(out, TAKERS, "staff_ms") == 2 * 30 + 260


def test_hours_of_a_pool_are_kept_apart(run: Run) -> None:
    out = run(with_front(NOBODY, [call(50, 85)], ONE))
    busy = out.pool_hours["busy_ms"].reshape(2, -1)[TAKERS] / MINUTE_MS
    assert busy.tolist() == [10, 60, 15, 0, 0]


def test_a_call_still_going_at_the_end_is_booked_so_far(run: Run) -> None:
    out = run(with_front(NOBODY, [call(290, 85), call(295, 1)], ONE))
    assert pool_minutes(out, TAKERS, "busy_ms") == 10
    assert out.calls["stage"].tolist() == [TALKING, RINGING]
    assert out.calls["handled_ms"].tolist() == [0, 0]


def test_settled_by_phone(run: Run) -> None:
    out = run(with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], ONE, decisions={0: Decision(BY_PHONE)}))
    assert log_at(out, 15) == [(k.CALL_ENDED, 0, 0), (k.SETTLED, 0, BY_PHONE)]
    assert out.incidents["stage"].tolist() == [k.SETTLED_WITHOUT]
    assert times(out, "logged") == [-1]
    assert out.fronts["settled"].tolist() == [15 * MINUTE_MS]


def test_what_was_settled_comes_back_and_is_then_sent_to(run: Run) -> None:
    # Settled at 15, rings again an hour later as ring number 1, answered at once, logged at 80.
    out = run(with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], ONE,
                         decisions={0: Decision(NO_ATTENDANCE, returns=60)}))  # fmt: skip
    assert log(out, k.RANG) == [(10, k.RANG, 0, 0), (75, k.RANG, 0, 1)]
    assert times(out, "logged") == [80]
    assert out.fronts["came_back"].tolist() == [1]
    assert out.calls["occasions"].tolist() == [2]
    assert out.calls["tries"].tolist() == [1]  # up to the first that was answered


def test_who_comes_back_and_gives_up_leaves_it_as_it_was_settled(run: Run) -> None:
    out = run(with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0)], [(0, TAKERS, 1), (60, TAKERS, 0)],
                         decisions={0: Decision(BY_PHONE, returns=60)}, patience=(5, 5)))  # fmt: skip
    assert out.incidents["stage"].tolist() == [k.SETTLED_WITHOUT]
    assert out.fronts["stage"].tolist() == [DONE_WITHOUT]
    assert out.calls["stage"].tolist() == [GAVE_UP]


def test_the_desk_works_through_its_queue_when_it_is_open(run: Run) -> None:
    # Calls end at 15 and 22; the desk opens at 60 with one person, 30 minutes each; then it closes at 70 and finishes.
    out = run(with_front(
        tiny(OFFICER, [incident(10, 30), incident(20, 30), incident(95, 30)]),
        [call(10, 5, incident=0), call(20, 2, incident=1), call(95, 1, incident=2)],
        [*ONE, (60, DESK, 1), (70, DESK, 0), (100, DESK, 1), (130, DESK, 0)],
        decisions=dict.fromkeys(range(3), Decision(AT_DESK, desk=30)),
    ))  # fmt: skip
    assert log(out, k.DESK_BEGUN, k.SETTLED) == [
        (60, k.DESK_BEGUN, 0, 0), (90, k.SETTLED, 0, AT_DESK), (100, k.DESK_BEGUN, 1, 0), (130, k.SETTLED, 1, AT_DESK)]
    assert out.fronts["stage"].tolist() == [DONE_WITHOUT, DONE_WITHOUT, FOR_DESK]
    assert out.incidents["stage"].tolist() == [k.SETTLED_WITHOUT, k.SETTLED_WITHOUT, k.TO_COME]
    assert pool_minutes(out, DESK, "busy_ms") == 60
    assert pool_minutes(out, DESK, "staff_ms") == 60


def test_an_appointment_is_logged_when_its_time_comes(run: Run) -> None:
    # Asked at 15 with an hour's notice: not 60 (too soon), not 90 (another area's), but 120.
    out = run(with_front(
        tiny([tour(0, 0, 600), tour(1, 0, 600, area=1)], [incident(10, 30)]), [call(10, 5, incident=0)], ONE,
        decisions={0: Decision(APPOINTMENT)}, diary=[(60, 0, 5), (120, 0, 1), (90, 1, 5)], notice=60,
    ))  # fmt: skip
    assert log(out, k.APPOINTED, k.LOGGED) == [(15, k.APPOINTED, 0, 1), (120, k.LOGGED, 0, 0)]
    assert (times(out, "sent"), times(out, "closed")) == ([120], [150])
    assert out.fronts["place"].tolist() == [1]


def test_a_full_diary_sends_a_crew(run: Run) -> None:
    # One place at 120, one at 200, which is more than two hours ahead: the second gets no place and is logged at once.
    cases = [incident(10, 5), incident(20, 5), incident(100, 5)]
    out = run(with_front(
        tiny(OFFICER, cases, horizon=160), [call(10, 2, incident=0), call(20, 2, incident=1), call(100, 2, incident=2)], ONE,
        decisions=dict.fromkeys(range(3), Decision(APPOINTMENT)), diary=[(120, 0, 1), (200, 0, 1)], within=120,
    ))  # fmt: skip
    assert log(out, k.APPOINTED) == [(12, k.APPOINTED, 0, 0), (102, k.APPOINTED, 2, 1)]
    assert times(out, "logged") == [120, 22, -1]
    assert out.fronts["full"].tolist() == [0, 1, 0]
    assert out.fronts["stage"].tolist() == [PASSED_ON, PASSED_ON, IN_DIARY]


def test_a_place_that_begins_this_very_instant(run: Run) -> None:
    out = run(with_front(tiny(OFFICER, [incident(10, 5)]), [call(10, 5, incident=0)], ONE,
                         decisions={0: Decision(APPOINTMENT)}, diary=[(15, 0, 1)]))  # fmt: skip
    assert times(out, "logged") == [15]


@pytest.mark.parametrize(("within", "logged"), [(105.0, 120.0), (104.0, 15.0)])
def test_a_place_just_as_far_ahead_as_is_allowed(run: Run, within: float, logged: float) -> None:
    out = run(with_front(tiny(OFFICER, [incident(10, 5)]), [call(10, 5, incident=0)], ONE,
                         decisions={0: Decision(APPOINTMENT)}, diary=[(120, 0, 1)], within=within))  # fmt: skip
    assert times(out, "logged") == [logged]


def test_callers_chase_until_somebody_is_there(run: Run) -> None:
    # Logged at 15; the only officer comes on at 130 and is there at 130.  Chases at 55 and, 40 minutes after the last call of
    # 3 minutes ended, at 98; the next would be at 141, when somebody is there.
    out = run(with_front(tiny([tour(0, 130, 600)], [incident(10, 30)]), [call(10, 5, incident=0)], ONE,
                         decisions={0: Decision(chases=3)}, chase_every=40))  # fmt: skip
    assert log(out, k.CHASED) == [(55, k.CHASED, 0, 1), (98, k.CHASED, 0, 2)]
    assert log(out, k.RANG) == [(10, k.RANG, 0, 0), (55, k.RANG, 1, 0), (98, k.RANG, 1, 1)]
    assert pool_minutes(out, TAKERS, "busy_ms") == 5 + 3 + 3
    assert out.calls["occasions"].tolist() == [1, 2]


def test_a_chaser_who_is_not_answered_chases_again(run: Run) -> None:
    # The call-taker goes home at 50: the chase of 55 is given up at 60, and the next comes 40 minutes later.
    out = run(with_front(tiny([], [incident(10, 30)], horizon=150), [call(10, 5, incident=0)], [*ONE, (50, TAKERS, 0)],
                         decisions={0: Decision(chases=3)}, chase_every=40, patience=(NEVER, 5)))  # fmt: skip
    assert log(out, k.CHASED) == [(55, k.CHASED, 0, 1), (100, k.CHASED, 0, 2), (145, k.CHASED, 0, 3)]
    assert out.calls["hung_up"].tolist() == [0, 2]
    assert out.incidents["stage"].tolist() == [k.WAITING]


def test_chases_delay_other_callers(run: Run) -> None:
    busy = with_front(tiny([tour(0, 130, 600)], [incident(10, 30)]), [call(10, 5, incident=0), call(56, 5)], ONE,
                      decisions={0: Decision(chases=3)}, chase_every=40)  # fmt: skip
    assert waits(run(busy))[1] == 2


def test_calls_of_no_length_take_a_round_each(run: Run) -> None:
    # Three callers of no length at one instant and one call-taker: three rounds of answering and ending.
    out = run(with_front(NOBODY, [call(10, 0), call(10, 0), call(10, 0)], ONE))
    assert waits(out) == [0, 0, 0]
    assert [event for event, *_ in log_at(out, 10)] == [k.RANG] * 3 + [k.ANSWERED, k.CALL_ENDED] * 3


def test_desk_and_lines_do_not_share_people(run: Run) -> None:
    out = run(with_front(tiny(OFFICER, [incident(10, 30)]), [call(10, 5, incident=0), call(20, 5)],
                         [(0, DESK, 3), (30, TAKERS, 1)], decisions={0: Decision(AT_DESK, desk=30)}))  # fmt: skip
    assert waits(out) == [20, 15]
    assert log(out, k.DESK_BEGUN) == [(35, k.DESK_BEGUN, 0, 0)]


def test_the_dispatcher_knows_while_the_caller_still_talks(run: Run) -> None:
    # The call lasts from 10 to 25.  Of grade 0 the dispatcher hears after 2 minutes, so the crew goes at 12; of grade 1 at the
    # end of a call from 30 to 36.  A call of 1 minute, 40 to 41, is over before the 2 minutes are: logged at its end.
    case = with_front(
        tiny([tour(0, 0, 600)], [incident(10, 5), incident(30, 2, grade=1), incident(40, 5)]),
        [call(10, 15, incident=0), call(30, 6, incident=1), call(40, 1, incident=2)], ONE)  # fmt: skip
    out = run(replace(case, front=replace(case.front, pass_on_ms=np.array([2 * MINUTE_MS, -1]))))
    assert times(out, "logged") == times(out, "sent") == [12, 36, 41]
    assert log_at(out, 25) == [(k.CALL_ENDED, 0, 0)]
