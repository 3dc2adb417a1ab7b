"""Work that is broken off, worked by hand in both engines: for a higher grade, at the end of a tour, and how it goes on."""

from __future__ import annotations

from typing import Any

import pytest

from kernels import kinds as k
from tests.support.tiny_inputs import incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, tour_minutes, went

THREE = [tour(seat, 0, 900) for seat in range(3)]
TWO, ONE = THREE[:2], THREE[:1]
MAY = {"preempt_grades": 1, "preempt_travelling": True, "preempt_on_scene": True}


def may(**others: Any) -> dict[str, Any]:
    """Return rules by which grade 0 interrupts those who drive or work."""
    return {**MAY, **others}


# Resume, restart


@pytest.mark.parametrize(("restart", "ended"), [(False, 110), (True, 130)])
def test_work_goes_on_where_it_stopped_or_begins_anew(run: Run, restart: bool, ended: float) -> None:
    # An hour of work, begun at 10, is broken off at 30 for half an hour; the drive takes 5 minutes each time.  There again at
    # 30 + 5 + 30 + 5 = 70, 40 minutes are left, or all 60.  When somebody was there first does not change.
    out = run(tiny(ONE, [incident(5, 60, grade=1), incident(30, 30)], travel=5, rules=may(restart=restart)))
    assert log_at(out, 30) == [(k.LOGGED, 1, 0), (k.SUSPENDED, 0, k.FOR_A_HIGHER_GRADE), (k.CREW_SENT, 1, 0)]
    assert went(out) == [(5, 0, 0), (30, 1, 0), (65, 0, 0)]
    line = {name: times(out, name)[0] for name in ("sent", "arrived", "started", "ended", "closed")}
    assert line == {"sent": 5, "arrived": 10, "started": 70, "ended": ended, "closed": ended}
    assert out.incidents["suspended"].tolist() == [1, 0]
    assert account(out, 0) == {k.FREE: 900 - ended + 5, k.TRAVELLING: 15, k.ON_SCENE: ended - 20}


def test_broken_off_twice(run: Run) -> None:
    # An hour from 10: 20 minutes to 30, then 25 from 40 to 65, the last 15 from 80 to 95.
    out = run(tiny(ONE, [incident(10, 60, grade=1), incident(30, 10), incident(65, 15)], rules=may()))
    assert times(out, "ended") == [95, 40, 80]
    assert out.incidents["suspended"].tolist() == [2, 0, 0]
    assert log(out, k.SCENE_ENDED) == [
        (40, k.SCENE_ENDED, 1, 0), (80, k.SCENE_ENDED, 2, 0), (95, k.SCENE_ENDED, 0, 0)]  # fmt: skip


def test_a_job_that_comes_back_takes_its_old_place(run: Run) -> None:
    # Logged at 10 and broken off at 30: before that of 12, logged while it was at work, and behind the one of 5.  Officer 1 stays
    # with grade 0 throughout, so that only officer 0 answers.
    calls = [incident(0, 800), incident(5, 10, grade=1, officers=1), incident(10, 60, grade=1), incident(12, 10, grade=1),
             incident(30, 30)]  # fmt: skip
    out = run(tiny(TWO, calls, rules=may()))
    assert went(out)[1:] == [(5, 1, 1), (15, 2, 1), (30, 4, 1), (60, 2, 1), (105, 3, 1)]
    calls[2], calls[3] = incident(10, 10, grade=1), incident(12, 60, grade=1)  # now the later one is at work and comes back
    out = run(tiny(TWO, calls, rules=may()))
    assert went(out)[1:] == [(5, 1, 1), (15, 2, 1), (25, 3, 1), (30, 4, 1), (60, 3, 1)]


def test_a_job_that_comes_back_waits_behind_an_older_one(run: Run) -> None:
    # The skill that call 0 wants is held by officer 1, who begins at 70; meanwhile call 1 is answered, and broken off at 30.  At
    # 60 officer 0 is free: call 0, still first, is out of officer 0's reach and is passed over; call 1 resumes.
    late = [tour(0, 0, 900), tour(1, 70, 900, team=1)]
    calls = [incident(5, 10, grade=1, needs=1), incident(10, 60, grade=1), incident(30, 30), incident(40, 5, grade=1)]
    out = run(tiny(late, calls, skills=[0, 1], rules=may()))
    assert went(out) == [(10, 1, 0), (30, 2, 0), (60, 1, 0), (70, 0, 1), (80, 3, 1)]


# The victim


def test_the_lowest_grade_gives_its_crew_then_the_latest_start(run: Run) -> None:
    # At 20: grade 1 since 12, grade 2 since 5 and since 8.  The grade 2 of 8 is broken off, at 21 that of 5, at 22 grade 1.
    calls = [incident(5, 100, grade=2), incident(8, 100, grade=2), incident(12, 100, grade=1),
             incident(20, 10), incident(21, 10), incident(22, 10)]  # fmt: skip
    out = run(tiny(THREE, calls, rules=may()))
    assert log(out, k.SUSPENDED) == [(20, k.SUSPENDED, 1, 0), (21, k.SUSPENDED, 0, 0), (22, k.SUSPENDED, 2, 0)]
    assert went(out)[3:6] == [(20, 3, 1), (21, 4, 0), (22, 5, 2)]


def test_of_equal_starts_the_lowest_key_is_interrupted(run: Run) -> None:
    out = run(tiny(TWO, [incident(5, 100, grade=1), incident(5, 100, grade=1), incident(20, 10)], rules=may()))
    assert log(out, k.SUSPENDED) == [(20, k.SUSPENDED, 0, 0)]


def test_a_job_s_start_is_that_of_its_present_crews(run: Run) -> None:
    # Both are broken off, call 1 at 20 and call 0 at 22.  At 30 a crew is free for call 0, logged first, at 35 one for call 1: at
    # 40 call 1 is the latest.  Where call 1 is of the lower grade and call 0 the one broken off, call 0 began again at 30.
    calls = [incident(5, 100, grade=1), incident(10, 100, grade=1), incident(20, 10), incident(22, 13), incident(40, 5)]
    out = run(tiny(TWO, calls, rules=may()))
    assert went(out)[2:6] == [(20, 2, 1), (22, 3, 0), (30, 0, 1), (35, 1, 0)]
    assert log(out, k.SUSPENDED)[2:] == [(40, k.SUSPENDED, 1, 0)]
    calls = [incident(5, 100, grade=1, needs=1), incident(10, 100, grade=1), incident(20, 10, needs=1), incident(40, 5)]
    out = run(tiny(TWO, calls, skills=[1, 0], rules=may()))  # sent first and last of all: since 30
    assert log(out, k.SUSPENDED) == [(20, k.SUSPENDED, 0, 0), (40, k.SUSPENDED, 0, 0)]


def test_nobody_is_interrupted_where_it_would_not_be_enough(run: Run) -> None:
    # Grade 0 for two; of two at work one is at grade 0.  It waits to 60, and so does nobody behind it.
    out = run(tiny(TWO, [incident(0, 60), incident(5, 100, grade=1), incident(20, 10, officers=2)], rules=may()))
    assert log(out, k.SUSPENDED) == [(60, k.SUSPENDED, 1, 0)]
    assert went(out)[2:4] == [(60, 2, 0), (60, 2, 1)]


def test_equal_grades_and_those_that_may_not_interrupt_wait(run: Run) -> None:
    # With two grades that may: grade 1 interrupts grade 2, but not grade 1; with one grade it interrupts nobody.
    calls = [incident(0, 60, grade=1), incident(5, 100, grade=2), incident(20, 10, grade=1), incident(25, 10, grade=1)]
    assert went(run(tiny(TWO, calls, rules=may(preempt_grades=2))))[2:4] == [(20, 2, 1), (30, 3, 1)]
    assert went(run(tiny(TWO, calls, rules=may())))[2:4] == [(60, 2, 0), (70, 3, 0)]


def test_the_crew_with_the_skill_is_taken_from_its_work(run: Run) -> None:
    # The latest start is officer 0's, but only officer 1 holds what the call needs.
    out = run(tiny(TWO, [incident(5, 100, grade=1, needs=1), incident(8, 100, grade=1), incident(20, 10, needs=1)], skills=[0, 1],
                   rules=may()))  # fmt: skip
    assert log(out, k.SUSPENDED) == [(20, k.SUSPENDED, 0, 0)]
    assert went(out)[2] == (20, 2, 1)


# Jobs of several officers


def test_a_job_with_officers_to_spare_gives_one_crew_and_goes_on(run: Run) -> None:
    # Three at work since 10, two would do: the last sent leaves, the work ends at 70 all the same.
    out = run(tiny(THREE, [incident(10, 60, grade=1, officers=3, minimum=2), incident(20, 10)], rules=may()))
    assert log_at(out, 20)[:3] == [(k.LOGGED, 1, 0), (k.CREW_LEFT, 0, 2), (k.CREW_SENT, 1, 2)]
    assert log(out, k.SUSPENDED) == []
    assert times(out, "ended") == [70, 30]
    assert out.incidents["officers_sent"].tolist() == [2, 1]


def test_the_crew_that_can_be_spared_goes_though_another_was_sent_later(run: Run) -> None:
    # A single officer since 10, a pair since 15, two would do: without the pair one is left, without the single two are.
    lines = [tour(0, 0, 900), tour(1, 15, 900, team=1, crew_size=2), tour(2, 15, 900, team=1, crew_size=2)]
    out = run(tiny(lines, [incident(10, 60, grade=1, officers=3, minimum=2), incident(30, 10)],
                   rules=may(staged=True, begin_anyway=600)))  # fmt: skip
    assert log_at(out, 30)[:3] == [(k.LOGGED, 1, 0), (k.CREW_LEFT, 0, 0), (k.CREW_SENT, 1, 0)]
    assert times(out, "ended") == [75, 40]


def test_below_its_minimum_a_job_is_suspended_whole(run: Run) -> None:
    # Grade 0 for two: the spare third leaves, then the rest is broken off whole; two go, the third is free.  At 30 all three
    # are free: 50 minutes of the hour are left, to 80.
    out = run(tiny(THREE, [incident(10, 60, grade=1, officers=3, minimum=2), incident(20, 10, officers=2)], rules=may()))
    assert log_at(out, 20)[:5] == [
        (k.LOGGED, 1, 0), (k.CREW_LEFT, 0, 2), (k.SUSPENDED, 0, 0), (k.CREW_SENT, 1, 0), (k.CREW_SENT, 1, 1)]  # fmt: skip
    assert went(out)[5:] == [(30, 0, 2), (30, 0, 0), (30, 0, 1)]
    assert times(out, "ended") == [80, 30]
    assert account(out, 2) == {k.FREE: 10 + 10 + 820, k.ON_SCENE: 60}


def test_who_is_left_over_from_a_suspended_job_answers_others(run: Run) -> None:
    # Two at grade 1 are broken off at 20 for one at grade 0; the other goes to the grade 2 that waits, for the job wants both.
    out = run(tiny(TWO, [incident(10, 60, grade=1, officers=2), incident(15, 10, grade=2), incident(20, 10)], rules=may()))
    assert went(out)[2:] == [(20, 2, 0), (30, 0, 1), (30, 0, 0), (80, 1, 0)]


# Where it is


@pytest.mark.parametrize(("minute", "stage", "left"), [
    (12, "travelling", [(k.SUSPENDED, 0, 0)]), (20, "on_scene", [(k.SUSPENDED, 0, 0)]), (60, "clearing", [(k.CLEARED, 0, 1)])])
def test_only_from_the_stages_that_are_named(run: Run, minute: float, stage: str, left: list[tuple[int, int, int]]) -> None:
    # Drives from 5 to 15, works to 45, clears to 75.  Taken at once where its stage is named; not while it is in another one.
    calls = [incident(5, 30, 30, grade=1), incident(minute, 10)]
    out = run(tiny(ONE, calls, travel=10, rules={"preempt_grades": 1, f"preempt_{stage}": True}))
    assert log_at(out, minute)[1:] == [*left, (k.CREW_SENT, 1, 0)]
    others = {f"preempt_{name}": name != stage for name in ("travelling", "on_scene", "clearing")}
    begins_next = {"travelling": 15, "on_scene": 45, "clearing": 75}[stage]
    assert times(run(tiny(ONE, calls, travel=10, rules={"preempt_grades": 1, **others})), "sent")[1] >= begins_next


def test_writing_up_that_is_cut_short_is_not_made_up_for(run: Run) -> None:
    out = run(tiny(ONE, [incident(5, 30, 30, grade=1), incident(40, 10)], rules={"preempt_grades": 1, "preempt_clearing": True}))
    assert times(out, "closed") == [40, 50]
    assert log(out, k.CLEARED) == [(40, k.CLEARED, 0, 1), (50, k.CLEARED, 1, 1)]  # not again at 65
    assert account(out, 0) == {k.FREE: 900 - 45, k.ON_SCENE: 40, k.CLEARING: 5}


def test_a_person_in_police_care_is_not_left(run: Run) -> None:
    # With a partner involved only the drive may be broken off: the call of 12 is answered; that of 40, with officers at work from
    # 34 and held from 64, waits until the partner, who has a unit at 100, has taken over.
    calls = [incident(5, 30, grade=1, partner=0), incident(12, 2), incident(40, 10)]
    out = run(tiny(ONE, calls, [partner(handover=5)], units=[(100, 0, 1)], travel=10, rules=may(preempt_clearing=True)))
    assert log(out, k.SUSPENDED) == [(12, k.SUSPENDED, 0, 0)]
    assert went(out) == [(5, 0, 0), (12, 1, 0), (24, 0, 0), (105, 2, 0)]


def test_a_crew_whose_tour_is_over_is_not_sent_anywhere_else(run: Run) -> None:
    out = run(tiny([tour(0, 0, 30), tour(1, 50, 900)], [incident(5, 60, grade=1), incident(40, 10)], rules=may()))
    assert went(out) == [(5, 0, 0), (50, 1, 1)]


def test_a_crew_on_its_way_does_not_arrive_after_it_was_called_away(run: Run) -> None:
    # Sent at 5 for a drive of 10, called away at 12; neither the old arrival at 15 nor the end of its work counts.
    out = run(tiny(ONE, [incident(5, 30, grade=1), incident(12, 2)], travel=10, rules=may()))
    assert log(out, k.CREW_ARRIVED) == [(22, k.CREW_ARRIVED, 1, 0), (34, k.CREW_ARRIVED, 0, 0)]
    assert times(out, "arrived") == [34, 22]
    assert times(out, "ended") == [64, 24]


# In stages


def test_an_answer_in_stages_interrupts_one_after_the_other(run: Run) -> None:
    # Two wanted at 20: the first crew is called away for it, and, as it still wants one, the next at once.
    out = run(tiny(TWO, [incident(5, 60, grade=1), incident(8, 60, grade=1), incident(20, 10, officers=2)],
                   rules=may(staged=True, begin_anyway=60)))  # fmt: skip
    assert log_at(out, 20)[:5] == [
        (k.LOGGED, 2, 0), (k.SUSPENDED, 1, 0), (k.CREW_SENT, 2, 1), (k.SUSPENDED, 0, 0), (k.CREW_SENT, 2, 0)]  # fmt: skip


def test_one_that_gathers_its_crews_loses_one_and_looks_for_another(run: Run) -> None:
    # Grade 1 wants two: officer 1 is on the way since 5, officer 0 busy to 70.  Called away at 12, officer 1 comes back at 24;
    # the job was never suspended.  At 70 officer 0 completes the minimum.
    out = run(tiny(TWO, [incident(0, 60), incident(5, 30, grade=1, officers=2), incident(12, 2)], travel=10,
                   rules=may(staged=True, begin_anyway=600)))  # fmt: skip
    assert log_at(out, 12) == [(k.LOGGED, 2, 0), (k.CREW_LEFT, 1, 1), (k.CREW_SENT, 2, 1)]
    assert went(out)[3:] == [(24, 1, 1), (70, 1, 0)]
    assert out.incidents["suspended"].tolist() == [0, 0, 0]
    assert times(out, "started") == [10, 80, 22]


def test_one_that_has_all_its_crews_on_the_way_and_loses_one_is_queued_again(run: Run) -> None:
    # Both are on the way since 5; officer 1 is called away at 8 for a job of 2 minutes, done at 20, and sent once more.
    out = run(tiny(TWO, [incident(5, 30, grade=1, officers=2), incident(8, 2)], travel=10,
                   rules=may(staged=True, begin_anyway=600)))  # fmt: skip
    assert went(out) == [(5, 0, 0), (5, 0, 1), (8, 1, 1), (20, 0, 1)]
    assert times(out, "started") == [30, 18]


def test_who_is_called_away_takes_the_skill_along(run: Run) -> None:
    # Officer 0 holds both skills the first call wants, officer 1 one of them, officer 2, free from 9, none.  Called away at 8 for
    # the skill that only officer 0 holds; until 20, when both skills are there again, officer 2 is no help.
    lines = [*TWO, tour(2, 9, 900, team=1)]
    out = run(tiny(lines, [incident(5, 30, grade=1, officers=2, needs=3), incident(8, 2, needs=2)], travel=10, skills=[3, 1, 0],
                   rules=may(staged=True, begin_anyway=600)))  # fmt: skip
    assert went(out) == [(5, 0, 0), (5, 0, 1), (8, 1, 0), (20, 0, 0)]


def test_begun_short_does_not_happen_to_a_later_attempt(run: Run) -> None:
    # There at 5, to begin short at 25; called away at 20, back at 30: the promise of 25 is void, the new one falls due at 50.
    out = run(tiny(TWO, [incident(0, 90), incident(5, 30, grade=1, officers=2), incident(20, 10)],
                   rules=may(staged=True, begin_anyway=20)))  # fmt: skip
    assert log(out, k.BEGUN_SHORT) == [(50, k.BEGUN_SHORT, 1, 1)]
    # Both there at 5 and at work; officer 0 is called away at 15 and officer 1 comes back alone: short at 35, and not at 25.
    out = run(tiny(TWO, [incident(5, 60, grade=1, officers=2), incident(15, 90)], rules=may(staged=True, begin_anyway=20)))
    assert log(out, k.BEGUN_SHORT) == [(35, k.BEGUN_SHORT, 0, 1)]


def test_the_surplus_of_work_that_was_broken_off_does_not_leave(run: Run) -> None:
    # An hour from 5, the second officer to leave at 35; broken off at 15 for both, resumed at 25 with 50 minutes: half is over at
    # 50, and it is there to the end at 75.
    out = run(tiny(TWO, [incident(5, 60, grade=1, officers=2, minimum=1), incident(15, 10, officers=2)],
                   rules=may(surplus_on=True, surplus_after=0.5)))  # fmt: skip
    assert log(out, k.CREW_LEFT) == [(15, k.CREW_LEFT, 0, 1), (50, k.CREW_LEFT, 0, 1)]
    assert times(out, "ended") == [75, 25]


# Handed back at the end of a tour


@pytest.mark.parametrize(("restart", "ended"), [(False, 520), (True, 540)])
def test_the_next_team_goes_on_with_work_handed_back(run: Run, restart: bool, ended: float) -> None:
    # An hour from 460; the tour ends at 480.  The officer goes home on time; who comes on at 480 has 40 minutes to do, or all 60.
    out = run(tiny([tour(0, 0, 480), tour(1, 480, 900)], [incident(460, 60)], rules={"hand_back": True, "restart": restart}))
    assert log_at(out, 480) == [
        (k.SUSPENDED, 0, k.HANDED_BACK), (k.BOOKED_OFF, 0, 0), (k.BOOKED_ON, 1, 1), (k.CREW_FORMED, 1, -1),
        (k.CREW_SENT, 0, 1), (k.CREW_ARRIVED, 0, 1), (k.SCENE_STARTED, 0, 1)]  # fmt: skip
    assert times(out, "ended") == [ended]
    assert tour_minutes(out, "off") == [480, 900]
    assert tour_minutes(out, "overtime_unpaid") == [0, 0]


def test_without_handing_back_the_officer_stays(run: Run) -> None:
    out = run(tiny([tour(0, 0, 480), tour(1, 480, 900)], [incident(460, 60)]))
    assert times(out, "ended") == [520]
    assert tour_minutes(out, "overtime_unpaid") == [40, 0]  # 10 beyond the first 30 count, and that is no quarter


def test_a_pair_goes_home_together_on_time(run: Run) -> None:
    pair = [tour(seat, 0, 480, crew_size=2) for seat in (0, 1)]
    out = run(tiny(pair, [incident(470, 30, officers=2)], rules={"hand_back": True}))
    assert log_at(out, 480) == [(k.SUSPENDED, 0, k.HANDED_BACK), (k.BOOKED_OFF, 0, 0), (k.BOOKED_OFF, 1, 1)]
    assert out.incidents["stage"].tolist() == [k.WAITING]


def test_those_who_are_enough_go_on_without_the_one_who_leaves(run: Run) -> None:
    # Two at work from 470 to 530, one would do: officer 0 leaves at 480.  Where two are needed officer 1 is released too, and as
    # everybody on duty then is one, goes back alone at once, with the 50 minutes that are left.
    lines = [tour(0, 0, 480), tour(1, 0, 900, team=1)]
    out = run(tiny(lines, [incident(470, 60, officers=2, minimum=1)], rules={"hand_back": True}))
    assert log_at(out, 480) == [(k.CREW_LEFT, 0, 0), (k.BOOKED_OFF, 0, 0)]
    assert times(out, "ended") == [530]
    out = run(tiny(lines, [incident(470, 60, officers=2)], rules={"hand_back": True}))
    assert log_at(out, 480)[:3] == [(k.SUSPENDED, 0, k.HANDED_BACK), (k.BOOKED_OFF, 0, 0), (k.CREW_SENT, 0, 1)]
    assert times(out, "ended") == [530]


def test_what_cannot_be_handed_back_is_seen_through(run: Run) -> None:
    # Neither a person in care (relieved at 500), at work or waiting, nor writing up (to 490) is left; driving (to 485) is.
    hand_back = {"hand_back": True}
    lines = [tour(0, 0, 480)]
    out = run(tiny(lines, [incident(460, 10, partner=0)], [partner(handover=5)], units=[(495, 0, 1)], rules=hand_back))
    assert tour_minutes(out, "off") == [500]
    out = run(tiny(lines, [incident(460, 30, partner=0)], [partner(handover=5)], units=[(495, 0, 1)], rules=hand_back))
    assert tour_minutes(out, "off") == [500]
    assert tour_minutes(run(tiny(lines, [incident(460, 10, 20)], rules=hand_back)), "off") == [490]
    out = run(tiny(lines, [incident(475, 10)], travel=10, rules=hand_back))
    assert log_at(out, 480) == [(k.SUSPENDED, 0, k.HANDED_BACK), (k.BOOKED_OFF, 0, 0)]
