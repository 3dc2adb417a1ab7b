"""Protected time worked by hand in both engines: supervisory work, desk time, who is called out, who goes last."""

from __future__ import annotations

from kernels import kinds as k
from tests.support.tiny_cases import at_desk, crime, of_crimes, with_crimes
from tests.support.tiny_inputs import TourLine, incident, tiny, tour
from tests.support.tiny_protected import DESK, SUPERVISION, of_time, time, with_protected
from tests.twin.reading import Run, account, log, log_at, went


def team(*seats: int, size: int = 1, end: float = 600) -> list[TourLine]:
    """Return the tours of seats in one team, from 0 to 600."""
    return [tour(seat, 0, end, crew_size=size) for seat in seats]


# Supervisory work


def test_a_sergeant_has_the_work_of_those_there(run: Run) -> None:
    # 20 minutes, and 10 for each of two others: from 30 to 70.
    out = run(with_protected(tiny(team(0, 1, 2)), time(20, per_officer=10, begins=30), sergeants=[1]))
    assert of_time(out, SUPERVISION, "due_ms") == [0, 40, 0]
    assert log(out, k.PROTECTED_BEGUN, k.PROTECTED_ENDED) == [(30, k.PROTECTED_BEGUN, 1, 3), (70, k.PROTECTED_ENDED, 1, 1)]
    assert account(out, 1) == {k.FREE: 560, k.IN_SUPERVISION: 40}
    assert of_time(out, SUPERVISION, "stage") == [k.NO_TIME, k.TIME_HAD, k.NO_TIME]


def test_two_sergeants_share_what_the_others_ask_for(run: Run) -> None:
    # 20 each, and half of 10 for one other.
    out = run(with_protected(tiny(team(0, 1, 2)), time(20, per_officer=10), sergeants=[1, 2]))
    assert of_time(out, SUPERVISION, "due_ms") == [0, 25, 25]


def test_who_is_away_is_not_led_and_who_is_alone_has_the_rest(run: Run) -> None:
    # Officer 1 is on leave: nobody to lead, the 20 minutes remain. A sergeant on leave has none.
    lines = [tour(0, 0, 600), tour(1, 0, 600, absent=k.LEAVE)]
    assert of_time(run(with_protected(tiny(lines), time(20, per_officer=10), sergeants=[0])), SUPERVISION, "due_ms") == [20, 0]
    assert of_time(run(with_protected(tiny(lines), time(20, per_officer=10), sergeants=[1])), SUPERVISION, "due_ms") == [0, 0]


def test_crimes_they_carry_are_reviewed(run: Run) -> None:
    # In the second tour the sergeant has 5 minutes for the crime officer 1 took home from the first, and 10 for the officer.
    lines = [*team(0, 1, end=300), *(tour(seat, 900, 1200) for seat in (0, 1))]
    inputs = with_crimes(tiny(lines, [incident(0, 10), incident(1, 60)]), {1: crime(500)})
    out = run(with_protected(inputs, time(0, per_officer=10, per_crime=5, begins=200), sergeants=[0]))
    assert of_crimes(out, "holder")[1] == 1
    assert of_time(out, SUPERVISION, "due_ms") == [10, 0, 15, 0]


def test_supervisory_work_is_broken_off_and_gone_on_with(run: Run) -> None:
    # Grade 1 waits for the end of it, grade 0 does not: from 30 to 50, the call to 60, the other 20 from there to 80.
    calls = [incident(40, 10, grade=1), incident(50, 10)]
    out = run(with_protected(tiny(team(0), calls), time(40, begins=30, grades=1), sergeants=[0]))
    assert went(out) == [(50, 1, 0), (60, 0, 0)]
    assert log(out, k.PROTECTED_BEGUN, k.PROTECTED_ENDED) == [
        (30, k.PROTECTED_BEGUN, 0, 3), (50, k.PROTECTED_ENDED, 0, 0),
        (70, k.PROTECTED_BEGUN, 0, 3), (90, k.PROTECTED_ENDED, 0, 1),
    ]  # fmt: skip
    assert of_time(out, SUPERVISION, "had_ms") == [40]
    assert of_time(out, SUPERVISION, "called_out") == [1]


def test_what_did_not_fit_is_left_undone(run: Run) -> None:
    # Out from 20 to 90; may begin up to 60: nothing was had, and that is noted at 60.
    out = run(with_protected(tiny(team(0), [incident(20, 70)]), time(40, begins=30, until=60), sergeants=[0]))
    assert log(out, k.PROTECTED_LEFT) == [(60, k.PROTECTED_LEFT, 0, k.SUPERVISORY)]
    assert of_time(out, SUPERVISION, "stage") == [k.TIME_LEFT]
    assert account(out, 0) == {k.ON_SCENE: 70, k.FREE: 530}


def test_what_is_begun_in_time_is_gone_on_with_and_called_out_too_late_is_left(run: Run) -> None:
    # Begun at 30, may begin up to 50; called out at 60 after 30 of 40 minutes: the last 10 are left.
    out = run(with_protected(tiny(team(0), [incident(60, 10)]), time(40, begins=30, until=50, grades=1), sergeants=[0]))
    assert log(out, k.PROTECTED_LEFT) == [(60, k.PROTECTED_LEFT, 0, k.SUPERVISORY)]
    assert of_time(out, SUPERVISION, "had_ms") == [30]


def test_a_spell_ends_with_the_tour(run: Run) -> None:
    # 500 minutes from 200 on, and the tour ends at 600: 400 were had, and nobody is called out of the rest.
    out = run(with_protected(tiny(team(0)), time(500, begins=200), sergeants=[0]))
    assert log_at(out, 600)[:2] == [(k.PROTECTED_LEFT, 0, k.SUPERVISORY), (k.PROTECTED_ENDED, 0, 1)]
    assert (of_time(out, SUPERVISION, "had_ms"), of_time(out, SUPERVISION, "called_out")) == ([400], [0])


def test_some_crews_stay_ready(run: Run) -> None:
    # One crew is to stay ready: the sergeant goes to the desk once officer 1 is back at 50, and is there until 90.
    inputs = tiny(team(0, 1), [incident(0, 50), incident(0, 20)])
    out = run(with_protected(inputs, time(40, begins=10, keep=1), sergeants=[1]))
    assert log(out, k.PROTECTED_BEGUN) == [(50, k.PROTECTED_BEGUN, 1, k.SUPERVISORY)]


def test_the_other_of_a_pair_waits_free_and_is_not_sent_alone(run: Run) -> None:
    # One pair; the grade 1 call of 40 waits to 60. Officer 1 stays free all the while.
    out = run(with_protected(tiny(team(0, 1, size=2), [incident(40, 10, grade=1)]), time(30, begins=30), sergeants=[0]))
    assert went(out) == [(60, 0, 0)]
    assert account(out, 1) == {k.FREE: 590, k.ON_SCENE: 10}
    assert account(out, 0) == {k.FREE: 560, k.IN_SUPERVISION: 30, k.ON_SCENE: 10}


# Desk time


def test_who_carries_a_crime_has_desk_time_for_it(run: Run) -> None:
    # The crime of 100 minutes is left at 20; desk time of 60 from 30 on, in which grade 1 waits, with 10 to settle in from 20 on.
    inputs = with_crimes(tiny(team(0), [incident(0, 20), incident(40, 10, grade=1)]), {0: crime(100)}, settle_in=10)
    out = run(with_protected(inputs, desk=time(60, begins=30)))
    assert log(out, k.PROTECTED_BEGUN, k.PROTECTED_ENDED) == [(30, k.PROTECTED_BEGUN, 0, 4), (90, k.PROTECTED_ENDED, 0, 1)]
    assert went(out)[1] == (90, 1, 0)
    assert account(out, 0) == {k.ON_SCENE: 30, k.FREE: 510, k.AT_DESK: 60}
    # 60 at the desk; settled in again at 110, the other 40 done at 150.
    assert of_crimes(out, "closed") == [150, -1]
    assert at_desk(out) == [100]


def test_nobody_without_crimes_sits_at_a_desk(run: Run) -> None:
    out = run(with_protected(with_crimes(tiny(team(0), [incident(0, 20)]), {}), desk=time(60, begins=30)))
    assert log(out, k.PROTECTED_BEGUN, k.PROTECTED_LEFT) == []
    assert of_time(out, DESK, "stage") == [k.TIME_HAD]


def test_desk_time_lasts_no_longer_than_the_work(run: Run) -> None:
    # 30 minutes, of which 5 are done between settling in at 25 and 30: 25 are left of it, and 35 of the desk time.
    inputs = with_crimes(tiny(team(0), [incident(0, 20)]), {0: crime(30)}, settle_in=5)
    out = run(with_protected(inputs, desk=time(60, begins=30)))
    assert log(out, k.PROTECTED_BEGUN, k.PROTECTED_ENDED) == [(30, k.PROTECTED_BEGUN, 0, 4), (55, k.PROTECTED_ENDED, 0, 1)]
    assert of_crimes(out, "closed") == [55]
    assert of_time(out, DESK, "had_ms") == [25]


def test_a_crime_that_comes_later_has_what_is_left_of_the_desk_time(run: Run) -> None:
    # Crimes of 10 at 20 and of 100 at 110: 10 minutes at once, then 50 of the hour from 110 on, no settling in wanted.
    inputs = with_crimes(tiny(team(0), [incident(0, 20), incident(100, 10)]), {0: crime(10), 1: crime(100)})
    out = run(with_protected(inputs, desk=time(60)))
    assert [(at, kind) for at, kind, _, _ in log(out, k.PROTECTED_BEGUN, k.PROTECTED_ENDED)] == [
        (20, k.PROTECTED_BEGUN), (30, k.PROTECTED_ENDED), (110, k.PROTECTED_BEGUN), (160, k.PROTECTED_ENDED),
    ]  # fmt: skip


def test_desk_time_left_is_noted_where_there_was_a_crime(run: Run) -> None:
    # Officer 0 has a crime from 20 and is out again from 25 to 80; officer 1 has none.
    inputs = with_crimes(tiny(team(0, 1), [incident(0, 20), incident(1, 90), incident(25, 55)]), {0: crime(100)}, settle_in=10)
    out = run(with_protected(inputs, desk=time(60, begins=30, until=60)))
    assert log(out, k.PROTECTED_LEFT) == [(60, k.PROTECTED_LEFT, 0, k.DESK_TIME)]
    assert of_time(out, DESK, "stage") == [k.TIME_LEFT, k.TIME_HAD]


def test_settling_in_goes_on_from_free_into_desk_time(run: Run) -> None:
    # Free at 20, settled in at 40, desk time from 30 to 60: 20 of 100 minutes are done. Called at 60 for 5, settled in at 85.
    inputs = with_crimes(tiny(team(0), [incident(0, 20), incident(60, 5)]), {0: crime(100)}, settle_in=20)
    out = run(with_protected(inputs, desk=time(30, begins=30)))
    assert account(out, 0)[k.AT_DESK] == 30
    assert of_crimes(out, "closed")[0] == 85 + 80


def test_sergeants_look_after_the_team_before_their_own_crimes(run: Run) -> None:
    # Both from 20 on: 30 minutes of supervision, in which no crime is worked on, then 10 to settle in and 50 of work.
    inputs = with_crimes(tiny(team(0), [incident(0, 20)]), {0: crime(50)}, settle_in=10)
    out = run(with_protected(inputs, time(30), time(60), sergeants=[0]))
    assert log(out, k.PROTECTED_BEGUN) == [(20, k.PROTECTED_BEGUN, 0, 3), (50, k.PROTECTED_BEGUN, 0, 4)]
    assert of_crimes(out, "closed") == [110]


# Who goes last


def test_a_sergeant_goes_when_nobody_else_would_do(run: Run) -> None:
    # Sergeant 0 is free for longest, and yet 1 and 2 go first; the third call has the sergeant.
    calls = [incident(minute, 30) for minute in (10, 11, 12)]
    words = {"sergeants": [0]}
    out = run(with_protected(tiny(team(0, 1, 2), calls, rules={"sergeants_last": True}), **words))
    assert went(out) == [(10, 0, 1), (11, 1, 2), (12, 2, 0)]
    assert out.deployments["sergeants"].tolist() == [0, 0, 1]
    assert went(run(with_protected(tiny(team(0, 1, 2), calls), **words))) == [(10, 0, 0), (11, 1, 1), (12, 2, 2)]


def test_a_pair_with_a_sergeant_goes_last_as_well(run: Run) -> None:
    # Two are wanted: pair 0 and 1 would fit, and 2 and 3 go; 1 is the sergeant.
    lines = team(0, 1, 2, 3, size=2)
    out = run(with_protected(tiny(lines, [incident(10, 30, officers=2)], rules={"sergeants_last": True}), sergeants=[1]))
    assert went(out) == [(10, 0, 2)]


def test_a_skill_only_the_sergeant_holds_sends_the_sergeant(run: Run) -> None:
    inputs = tiny(team(0, 1), [incident(10, 30, needs=1)], skills=[1, 0], rules={"sergeants_last": True}, substitute=[None])
    assert went(run(with_protected(inputs, sergeants=[0]))) == [(10, 0, 0)]


# Beside other pauses


def test_the_meal_comes_first_and_is_not_left_for_it(run: Run) -> None:
    # Both are due at 200; officer 1 of another team is ready all the while. The meal to 260, supervision to 290.
    lines = [tour(0, 0, 600, meal=(200, 400, 60)), tour(1, 0, 600, team=1)]
    out = run(with_protected(tiny(lines), time(30, begins=200), sergeants=[0]))
    assert [(at, kind) for at, kind, _, _ in log(out, k.BREAK_BEGUN, k.BREAK_ENDED, k.PROTECTED_BEGUN, k.PROTECTED_ENDED)] == [
        (200, k.BREAK_BEGUN), (260, k.BREAK_ENDED), (260, k.PROTECTED_BEGUN), (290, k.PROTECTED_ENDED),
    ]  # fmt: skip


def test_of_a_pair_who_wants_most_decides_how_long(run: Run) -> None:
    # Only the second officer is a sergeant: 30 minutes, which the first waits out.
    out = run(with_protected(tiny(team(0, 1, size=2)), time(30, begins=30), sergeants=[1]))
    assert log(out, k.PROTECTED_BEGUN, k.PROTECTED_ENDED) == [(30, k.PROTECTED_BEGUN, 0, 3), (60, k.PROTECTED_ENDED, 0, 1)]
    assert account(out, 1)[k.IN_SUPERVISION] == 30
