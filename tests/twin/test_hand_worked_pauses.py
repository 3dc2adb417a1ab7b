"""Briefings and meal breaks worked by hand in both engines: due, begun, called out of, counted, missed."""

from __future__ import annotations

from kernels import kinds as k
from tests.support.tiny_inputs import TourLine, incident, tiny, tour
from tests.twin.reading import Run, account, log, log_at, tour_minutes, went

MEAL = (200, 400, 60)  # due at 200, lost when not begun by 400, an hour


def team(*seats: int, briefing: float = 0, meal: tuple[float, float, float] = (0, 0, 0), size: int = 1) -> list[TourLine]:
    """Return the tours of seats in one team, from 0 to 600."""
    return [tour(seat, 0, 600, crew_size=size, briefing=briefing, meal=meal) for seat in seats]


# The briefing


def test_crews_are_briefed_before_they_answer(run: Run) -> None:
    # The call of 10 waits until 30; the account says so.
    out = run(tiny(team(0, briefing=30), [incident(10, 20)]))
    assert log(out, k.BRIEFED) == [(30, k.BRIEFED, 0, 0)]
    assert went(out) == [(30, 0, 0)]
    assert account(out, 0) == {k.IN_BRIEFING: 30, k.ON_SCENE: 20, k.FREE: 550}


def test_the_highest_grade_calls_a_crew_out_of_its_briefing(run: Run) -> None:
    # Grade 1 rings first and waits; grade 0 takes officer 0 out of it at 12, and officer 1 goes to grade 1 at 30.
    calls = [incident(10, 20, grade=1), incident(12, 20)]
    out = run(tiny(team(0, 1, briefing=30), calls, rules={"briefing_grades": 1}))
    assert went(out) == [(12, 1, 0), (30, 0, 1)]
    assert log(out, k.BRIEFED) == [(30, k.BRIEFED, 1, 1)]
    assert account(out, 0) == {k.IN_BRIEFING: 12, k.ON_SCENE: 20, k.FREE: 568}


def test_who_is_free_for_longest_is_reckoned_from_the_end_of_the_briefing(run: Run) -> None:
    # Officer 0 is free again at 25 from the call of 5, officer 1 since the briefing ended at 30: officer 0 goes first.
    calls = [incident(5, 20), incident(40, 10, grade=1)]
    assert went(run(tiny(team(0, 1, briefing=30), calls, rules={"briefing_grades": 1}))) == [(5, 0, 0), (40, 1, 0)]


# The meal break


def test_a_break_begins_when_it_is_due_and_is_not_interrupted(run: Run) -> None:
    # Protected: from 200 to 260 even grade 0 waits.
    out = run(tiny(team(0, meal=MEAL), [incident(230, 10)]))
    assert log(out, k.BREAK_BEGUN, k.BREAK_ENDED) == [(200, k.BREAK_BEGUN, 0, 0), (260, k.BREAK_ENDED, 0, 1)]
    assert went(out) == [(260, 0, 0)]
    assert account(out, 0) == {k.ON_BREAK: 60, k.ON_SCENE: 10, k.FREE: 530}
    assert out.tours["break_stage"].tolist() == [k.BREAK_HAD]
    assert tour_minutes(out, "break_ms") == [60]


def test_a_busy_crew_has_its_break_afterwards(run: Run) -> None:
    out = run(tiny(team(0, meal=MEAL), [incident(190, 40)]))
    assert log(out, k.BREAK_BEGUN) == [(230, k.BREAK_BEGUN, 0, 0)]


def test_what_waits_is_answered_before_anybody_eats(run: Run) -> None:
    # Free at 230, the crew goes to the call of 200; at 250 it eats.
    out = run(tiny(team(0, meal=MEAL), [incident(190, 40), incident(200, 20)]))
    assert went(out)[1] == (230, 1, 0)
    assert log(out, k.BREAK_BEGUN) == [(250, k.BREAK_BEGUN, 0, 0)]


def test_a_break_that_cannot_begin_in_time_is_missed(run: Run) -> None:
    # At work from 190 to 410, ten minutes too long.
    out = run(tiny(team(0, meal=MEAL), [incident(190, 220)]))
    assert log(out, k.BREAK_BEGUN, k.BREAK_MISSED) == [(400, k.BREAK_MISSED, 0, 0)]
    assert out.tours["break_stage"].tolist() == [k.BREAK_LOST]
    assert k.ON_BREAK not in account(out, 0)


def test_so_many_stay_ready_while_others_eat(run: Run) -> None:
    # One is kept: officer 0 first, the lowest seat, then at 260 officer 1, then officer 2.
    out = run(tiny(team(0, 1, 2, meal=MEAL), rules={"break_keep": 2}))
    assert log(out, k.BREAK_BEGUN) == [
        (200, k.BREAK_BEGUN, 0, 0), (260, k.BREAK_BEGUN, 1, 1), (320, k.BREAK_BEGUN, 2, 2)]  # fmt: skip


def test_who_eats_is_not_one_of_those_kept(run: Run) -> None:
    # Alone in the area and one to be kept: no break at all.
    out = run(tiny(team(0, meal=MEAL), rules={"break_keep": 1}))
    assert log(out, k.BREAK_BEGUN, k.BREAK_MISSED) == [(400, k.BREAK_MISSED, 0, 0)]


def test_a_crew_called_out_early_eats_again_and_late_it_counts(run: Run) -> None:
    # Half an hour counts.  Called out at 220 after 20 minutes: due again, begun anew at 230 for the whole hour.
    rules = {"break_grades": 1, "break_counts": 0.5}
    out = run(tiny(team(0, meal=MEAL), [incident(220, 10)], rules=rules))
    assert log(out, k.BREAK_BEGUN, k.BREAK_ENDED) == [
        (200, k.BREAK_BEGUN, 0, 0), (220, k.BREAK_ENDED, 0, 0), (230, k.BREAK_BEGUN, 0, 0),
        (290, k.BREAK_ENDED, 0, 1)]  # fmt: skip
    assert tour_minutes(out, "break_ms") == [80]
    assert out.tours["breaks_broken"].tolist() == [1]
    # At 230 half of it is over.
    out = run(tiny(team(0, meal=MEAL), [incident(230, 10)], rules=rules))
    assert log_at(out, 230)[1:] == [(k.BREAK_ENDED, 0, 0), (k.CREW_SENT, 0, 0), (k.CREW_ARRIVED, 0, 0), (k.SCENE_STARTED, 0, 1)]
    assert log(out, k.BREAK_BEGUN)[1:] == []
    assert out.tours["break_stage"].tolist() == [k.BREAK_HAD]


def test_called_out_after_the_latest_it_is_lost(run: Run) -> None:
    # Begun at 395, called out at 405.
    out = run(tiny(team(0, meal=MEAL), [incident(190, 205), incident(405, 10)], rules={"break_grades": 1, "break_counts": 0.5}))
    assert log(out, k.BREAK_ENDED, k.BREAK_MISSED) == [(405, k.BREAK_ENDED, 0, 0), (405, k.BREAK_MISSED, 0, 0)]


def test_the_end_of_the_tour_ends_the_break(run: Run) -> None:
    out = run(tiny(team(0, meal=(570, 580, 60))))
    assert log(out, k.BREAK_ENDED, k.BOOKED_OFF) == [(600, k.BREAK_ENDED, 0, 0), (600, k.BOOKED_OFF, 0, 0)]
    assert account(out, 0) == {k.FREE: 570, k.ON_BREAK: 30}


def test_a_pair_eats_together_and_a_split_pair_each_on_its_own(run: Run) -> None:
    out = run(tiny(team(0, 1, meal=MEAL, size=2)))
    assert log(out, k.BREAK_BEGUN) == [(200, k.BREAK_BEGUN, 0, 0)]
    assert tour_minutes(out, "break_ms") == [60, 60]
    out = run(tiny(team(0, 1, meal=MEAL, size=2), [incident(190, 40)], rules={"split_waiting": 1}))
    assert log(out, k.BREAK_BEGUN) == [(200, k.BREAK_BEGUN, 1, 1), (230, k.BREAK_BEGUN, 0, 0)]


def test_who_pairs_up_goes_along_to_the_break_of_the_other(run: Run) -> None:
    # Split at 190; officer 1 eats alone from 200 to 260, officer 0, free at 300, pairs up with officer 1 and has the break then.
    out = run(tiny(team(0, 1, meal=MEAL, size=2), [incident(190, 110)], rules={"split_waiting": 1, "re_form": True}))
    assert log(out, k.CREW_JOINED, k.BREAK_BEGUN) == [
        (200, k.BREAK_BEGUN, 1, 1), (300, k.CREW_JOINED, 0, 1), (300, k.BREAK_BEGUN, 0, 0)]  # fmt: skip
    assert tour_minutes(out, "break_ms") == [60, 60]
    assert account(out, 1)[k.ON_BREAK] == 120


def test_nobody_pairs_up_over_a_meal(run: Run) -> None:
    # Officer 0 is free at 230, but officer 1 eats until 260: officer 0 has the break meanwhile, and at 290 they pair up.
    out = run(tiny(team(0, 1, meal=MEAL, size=2), [incident(190, 40)], rules={"split_waiting": 1, "re_form": True}))
    assert log(out, k.CREW_JOINED) == [(290, k.CREW_JOINED, 0, 1)]


# What counts as free


def test_crews_at_their_meal_are_not_the_reserve(run: Run) -> None:
    # One is kept for grade 0.  Officer 0 eats from 200; officer 1 is the reserve, and grade 1 waits until 260.
    rules = {"reserve_crews": 1, "reserve_grades": 1, "break_keep": 1}
    out = run(tiny(team(0, 1, meal=MEAL), [incident(210, 10, grade=1)], rules=rules))
    assert went(out) == [(260, 0, 1)]


def test_who_is_away_has_no_break(run: Run) -> None:
    lines = [*team(0, meal=MEAL), tour(1, 0, 600, absent=k.LEAVE, meal=MEAL)]
    out = run(tiny(lines, [incident(190, 300)]))
    assert out.tours["break_stage"].tolist() == [k.BREAK_LOST, k.NO_BREAK]
