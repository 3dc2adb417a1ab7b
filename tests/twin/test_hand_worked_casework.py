"""Casework worked by hand in both engines: crimes between calls, deadlines, limits, piles, and teams that work by the day."""

from __future__ import annotations

from kernels import kinds as k
from kernels.casework import OUT, SCREENED, SCREENED_WHEN_LONG
from sim.outcome import conservation_faults
from tests.support.tiny_cases import at_desk, coming_back, crime, of_crimes, team, with_crimes
from tests.support.tiny_inputs import incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times
from tests.twin.test_hand_worked_aid import aid

DAY = 24 * 60
SIX = 6 * 60  # the hour of bookkeeping
EIGHT, FOUR = 8 * 60, 16 * 60  # a team's working day
ALL_DAY = [tour(0, 0, DAY)]

# Between calls


def test_a_free_officer_works_on_his_crime_once_he_has_settled_in(run: Run) -> None:
    # Free at 20, at the desk from 30, an hour of work: done at 90.  Noted when the free stretch ends, with the tour.
    out = run(with_crimes(tiny([tour(0, 0, 600)], [incident(0, 20)]), {0: crime(60)}, settle_in=10))
    assert log(out, k.CRIME_CARRIED, k.CRIME_CLOSED) == [(20, k.CRIME_CARRIED, 0, 0), (600, k.CRIME_CLOSED, 0, 0)]
    assert (of_crimes(out, "opened"), of_crimes(out, "taken"), of_crimes(out, "closed")) == ([20], [20], [90])
    assert (at_desk(out), out.crimes["stage"].tolist()) == ([60], [k.CRIME_DONE_WITH])
    assert account(out, 0) == {k.ON_SCENE: 20, k.FREE: 580}


def test_a_crime_finished_at_the_instant_its_officer_is_sent_is_closed(run: Run) -> None:
    out = run(with_crimes(tiny([tour(0, 0, 600)], [incident(0, 20), incident(90, 10)]), {0: crime(60)}, settle_in=10))
    assert log_at(out, 90)[1:3] == [(k.CRIME_CLOSED, 0, 0), (k.CREW_SENT, 1, 0)]
    assert of_crimes(out, "closed") == [90, -1]


def test_a_minute_less_and_he_settles_in_again(run: Run) -> None:
    # 59 minutes by 89; called away until 99; at the desk again from 109, done at 110.
    out = run(with_crimes(tiny([tour(0, 0, 600)], [incident(0, 20), incident(89, 10)]), {0: crime(60)}, settle_in=10))
    assert of_crimes(out, "closed") == [110, -1]
    assert of_crimes(out, "idle_ms") == [20, 0]  # from 89 to 109; ten minutes before that


def test_a_free_stretch_no_longer_than_settling_in_is_lost(run: Run) -> None:
    # Free from 20 to 30 and from 40 to 50, then at the desk from 70.
    calls = [incident(0, 20), incident(30, 10), incident(50, 10)]
    out = run(with_crimes(tiny([tour(0, 0, 100)], calls), {0: crime(60)}, settle_in=10))
    assert (at_desk(out), of_crimes(out, "worked_ms")[0], of_crimes(out, "touched")[0]) == ([30], 30, 100)
    assert out.crimes["stage"].tolist() == [k.INVESTIGATED, k.NOT_LEFT, k.NOT_LEFT]


def test_the_crime_due_first_is_worked_on_first(run: Run) -> None:
    # The one of 0 is due on day 5, that of 30 on day 2 and a bit: half an hour of the first, then the second, then the rest.
    calls = [incident(0, 10), incident(40, 10)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), {0: crime(60, 5), 1: crime(45, 2)}))
    assert of_crimes(out, "closed") == [125, 95]
    assert log(out, k.CRIME_CLOSED) == [(600, k.CRIME_CLOSED, 1, 0), (600, k.CRIME_CLOSED, 0, 0)]
    assert of_crimes(out, "idle_ms") == [55, 0]  # from 40 to 95


def test_of_equal_deadlines_the_earlier_incident_comes_first(run: Run) -> None:
    # Left at 20 by two crews at once: each officer has his own; given to one investigator, that of row 0 is done first.
    calls = [incident(0, 20), incident(0, 20)]
    lines = [tour(0, 0, 600), tour(1, 0, 600)]
    out = run(with_crimes(tiny(lines, calls), {0: crime(30), 1: crime(30)}))
    assert (of_crimes(out, "holder"), of_crimes(out, "closed")) == ([0, 1], [50, 50])
    out = run(with_crimes(tiny(lines, calls), {0: crime(30, to=0), 1: crime(30, to=0)}, [team(limit=2, minutes=(40,))]))
    assert of_crimes(out, "worked_ms") == [30, 10]


def test_who_books_off_goes_on_with_it_in_the_next_tour(run: Run) -> None:
    # 40 minutes by 60; on duty again at 960, at the desk from 970, the other 20 done at 990.
    lines = [tour(0, 0, 60), tour(0, 960, 1200)]
    out = run(with_crimes(tiny(lines, [incident(0, 10)]), {0: crime(60)}, settle_in=10))
    assert of_crimes(out, "closed") == [990]
    assert of_crimes(out, "idle_ms") == [910]


def test_of_a_pair_the_first_officer_carries_it(run: Run) -> None:
    lines = [tour(0, 0, 600, crew_size=2), tour(1, 0, 600, crew_size=2)]
    calls = [incident(0, 10, officers=2), incident(20, 10, officers=2)]
    out = run(with_crimes(tiny(lines, calls), {0: crime(60), 1: crime(30)}))
    assert of_crimes(out, "holder") == [0, 0]
    assert at_desk(out) == [90, 0]


def test_nobody_is_at_the_desk_during_briefing_and_meal(run: Run) -> None:
    # Called out of the briefing at 5 and free at 10; meal from 40 to 70; done at 100.
    lines = [tour(0, 0, 600, briefing=30, meal=(40, 50, 30))]
    out = run(with_crimes(tiny(lines, [incident(5, 5)], rules={"briefing_grades": 1}), {0: crime(60)}))
    assert of_crimes(out, "closed") == [100]
    lines = [tour(0, 0, 60), tour(0, 960, 1200, briefing=30)]
    out = run(with_crimes(tiny(lines, [incident(0, 10)]), {0: crime(60)}))
    assert of_crimes(out, "closed") == [1000]  # 50 by 60, ten from 990 on


def test_of_several_crews_the_first_sent_carries_it(run: Run) -> None:
    # Officer 1 is free for longest, since 0; officer 0 since 30: officer 1 goes first, and has the crime.
    calls = [incident(0, 30), incident(60, 10, officers=2)]
    out = run(with_crimes(tiny([tour(0, 0, 600), tour(1, 0, 600)], calls), {1: crime(60)}))
    assert of_crimes(out, "holder") == [-1, 1]


def test_writing_up_cut_short_leaves_the_crime_then(run: Run) -> None:
    # Writing up from 20 to 60, cut short at 30 for the highest grade; free at 40.
    rules = {"preempt_grades": 1, "preempt_clearing": True}
    calls = [incident(0, 20, 40, grade=1), incident(30, 10)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls, rules=rules), {0: crime(60)}))
    assert (of_crimes(out, "opened")[0], of_crimes(out, "closed")[0]) == (30, 100)


def test_who_is_held_over_has_it_the_next_day(run: Run) -> None:
    lines = [tour(0, 0, 60), tour(0, 960, 1200)]
    out = run(with_crimes(tiny(lines, [incident(50, 40)]), {0: crime(60)}))
    assert (of_crimes(out, "opened"), of_crimes(out, "closed")) == ([90], [1020])


def test_measuring_begins_in_the_middle_of_the_work(run: Run) -> None:
    # An hour of work from 20 on; measured from 50 on: half of it, in 550 free minutes.
    out = run(with_crimes(tiny([tour(0, 0, 600)], [incident(0, 20)], measure_from=50), {0: crime(60)}))
    assert (at_desk(out), of_crimes(out, "worked_ms")) == ([30], [60])
    assert account(out, 0) == {k.FREE: 550}


def test_the_horizon_ends_the_stretch(run: Run) -> None:
    inputs = with_crimes(tiny(ALL_DAY, [incident(0, 20), incident(70, 10)], horizon=130), {0: crime(60), 1: crime(60)})
    out = run(inputs)
    assert (of_crimes(out, "closed"), of_crimes(out, "worked_ms")) == ([90, -1], [60, 40])
    assert conservation_faults(inputs, out) == []


# Screened out, limits, piles


def test_a_crime_is_screened_out_by_its_type(run: Run) -> None:
    out = run(with_crimes(tiny([tour(0, 0, 600)], [incident(0, 20)]), {0: crime(60, screen=SCREENED)}))
    assert log(out, k.CRIME_SCREENED_OUT) == [(20, k.CRIME_SCREENED_OUT, 0, 0)]
    assert (of_crimes(out, "stage"), at_desk(out)) == ([k.SCREENED_OUT], [0])


def test_or_while_the_queue_is_long(run: Run) -> None:
    # When the first is over two wait; when the second is, one does.
    calls = [incident(0, 20), incident(5, 20), incident(6, 20)]
    crimes = {row: crime(60, screen=SCREENED_WHEN_LONG) for row in range(3)}
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), crimes, long_waiting=2))
    assert of_crimes(out, "stage") == [k.SCREENED_OUT, k.CRIME_DONE_WITH, k.CRIME_DONE_WITH]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), crimes))  # 0: it never is
    assert of_crimes(out, "stage") == [k.CRIME_DONE_WITH] * 3


def test_above_the_limit_it_waits_in_the_pile_until_six(run: Run) -> None:
    # Officer 0 carries one until 310 and is given no second at 50; at 06:00 both carry none: the lowest seat has it.
    calls = [incident(0, 10), incident(40, 10)]
    lines = [tour(0, 0, 600), tour(1, 350, 600)]
    out = run(with_crimes(tiny(lines, calls), {0: crime(280), 1: crime(30)}, limit=1))
    assert log(out, k.CRIME_QUEUED, k.CRIME_CARRIED) == [
        (10, k.CRIME_CARRIED, 0, 0), (50, k.CRIME_QUEUED, 1, 0), (360, k.CRIME_CARRIED, 1, 0)]  # fmt: skip
    assert log_at(out, 360) == [(k.CRIME_CLOSED, 0, 0), (k.CRIME_CARRIED, 1, 0)]
    assert (of_crimes(out, "closed"), of_crimes(out, "taken")) == ([300, 390], [10, 360])


def test_who_carries_fewest_has_the_next_of_the_pile(run: Run) -> None:
    # Officer 0 is still busy with his: officer 1, though only on duty from 420 on, is given the one that waits.
    calls = [incident(0, 10), incident(40, 10)]
    lines = [tour(0, 0, 600), tour(1, 420, 600)]
    out = run(with_crimes(tiny(lines, calls), {0: crime(500), 1: crime(30)}, limit=1))
    assert (of_crimes(out, "holder"), of_crimes(out, "closed")[1]) == ([0, 1], 450)


def test_with_everybody_at_the_limit_the_pile_stays(run: Run) -> None:
    calls = [incident(0, 10), incident(40, 10)]
    out = run(with_crimes(tiny(ALL_DAY, calls), {0: crime(2000, 9), 1: crime(30)}, limit=1))
    assert of_crimes(out, "stage") == [k.INVESTIGATED, k.UNALLOCATED]


def test_students_and_other_areas_are_given_nothing_of_the_pile(run: Run) -> None:
    lines = [tour(0, 0, 600), tour(1, 0, 600), tour(2, 0, 600, area=1)]
    calls = [incident(0, 10), incident(40, 10)]
    inputs = tiny(lines, calls, students=[1], seat_area=[0, 0, 1])
    out = run(with_crimes(inputs, {0: crime(2000, 9), 1: crime(30)}, limit=1))
    assert of_crimes(out, "stage") == [k.INVESTIGATED, k.UNALLOCATED]


def test_above_the_limit_it_may_be_screened_out_or_go_to_a_team(run: Run) -> None:
    calls = [incident(0, 10), incident(40, 10)]
    left = {0: crime(280), 1: crime(30)}
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), left, limit=1, above=OUT))
    assert log(out, k.CRIME_SCREENED_OUT) == [(50, k.CRIME_SCREENED_OUT, 1, 0)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), left, [team()], limit=1, above=0))
    assert log(out, k.CRIME_QUEUED, k.CRIME_TAKEN) == [(50, k.CRIME_QUEUED, 1, 1), (FOUR, k.CRIME_TAKEN, 1, 1)]
    assert of_crimes(out, "closed") == [320 - 20, FOUR]


def test_the_limit_counts_what_is_open_when_the_attendance_ends(run: Run) -> None:
    # The first is closed at 40, the very instant of the second call: he carries none when it is over.
    calls = [incident(0, 10), incident(40, 10)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), {0: crime(30), 1: crime(30)}, limit=1, above=OUT))
    assert of_crimes(out, "stage") == [k.CRIME_DONE_WITH] * 2


# Teams


def test_a_case_that_comes_after_the_morning_waits_for_the_next(run: Run) -> None:
    # The second comes at 08:00 sharp, so it is not there in the morning: begun on day 1, an hour a day, closed that day.
    calls = [incident(0, 10), incident(EIGHT - 10, 10)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), {0: crime(30, to=0), 1: crime(60, to=0)}, [team(minutes=(60, 60))]))
    assert log(out, k.CRIME_TAKEN, k.CRIME_CLOSED) == [
        (FOUR, k.CRIME_TAKEN, 0, 1), (FOUR, k.CRIME_CLOSED, 0, 1), (DAY + FOUR, k.CRIME_TAKEN, 1, 1),
        (DAY + FOUR, k.CRIME_CLOSED, 1, 1)]  # fmt: skip
    assert of_crimes(out, "taken") == [EIGHT, DAY + EIGHT]


def test_and_so_does_one_that_nobody_else_keeps_waiting(run: Run) -> None:
    out = run(with_crimes(tiny([tour(0, 0, 600)], [incident(EIGHT, 10)]), {0: crime(30, to=0)}, [team(minutes=(60, 60))]))
    assert log(out, k.CRIME_TAKEN) == [(DAY + FOUR, k.CRIME_TAKEN, 0, 1)]


def test_an_investigator_who_finishes_one_takes_the_next_the_same_day(run: Run) -> None:
    # An hour a day, 40 + 40 minutes: the second has 20 on day 0 and 20 on day 1.
    calls = [incident(0, 10), incident(20, 10)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), {0: crime(40, to=0), 1: crime(40, to=0)}, [team(minutes=(60, 60))]))
    assert (of_crimes(out, "taken"), of_crimes(out, "closed")) == ([EIGHT, EIGHT], [FOUR, DAY + FOUR])
    assert at_desk(out) == [0, 80]


def test_what_a_day_leaves_of_its_hour_goes_to_a_case_that_takes_longer(run: Run) -> None:
    """An hour a day, 40 and 70 minutes: of the second 20 are done on day 0 and 50 on day 1; alone it would outlast any day."""
    calls = [incident(0, 10), incident(20, 10)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), {0: crime(40, to=0), 1: crime(70, to=0)}, [team(minutes=(60, 60))]))
    assert of_crimes(out, "closed") == [FOUR, DAY + FOUR]
    assert at_desk(out) == [0, 110]


def test_who_finishes_with_the_day_takes_the_next_in_the_morning(run: Run) -> None:
    calls = [incident(0, 10), incident(20, 10)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), {0: crime(60, to=0), 1: crime(60, to=0)}, [team(minutes=(60, 60))]))
    assert (of_crimes(out, "taken"), of_crimes(out, "closed")) == ([EIGHT, DAY + EIGHT], [FOUR, DAY + FOUR])


def test_the_first_to_finish_takes_the_next_of_the_queue(run: Run) -> None:
    # Two with one case each, of 50 and of 30 minutes: the second is done first and takes the third, 30 of its 40 minutes.
    calls = [incident(10 * row, 5) for row in range(3)]
    works = {0: crime(50, to=0), 1: crime(30, to=0), 2: crime(40, to=0)}
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), works, [team(2, minutes=(60, 60))]))
    assert (of_crimes(out, "holder"), of_crimes(out, "closed")) == ([1, 2, 2], [FOUR, FOUR, DAY + FOUR])
    assert at_desk(out) == [0, 50, 70]


def test_of_his_own_cases_the_one_due_first(run: Run) -> None:
    # Two cases at once: the second is due earlier and done first; both have waited in line together.
    calls = [incident(0, 5), incident(10, 5)]
    works = {0: crime(60, 9, to=0), 1: crime(60, 3, to=0)}
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), works, [team(limit=2, minutes=(60, 60))]))
    assert (of_crimes(out, "taken"), of_crimes(out, "closed")) == ([EIGHT, EIGHT], [DAY + FOUR, FOUR])


def test_cases_are_handed_out_evenly(run: Run) -> None:
    calls = [incident(10 * row, 5) for row in range(4)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), {row: crime(600, to=0) for row in range(4)}, [team(2, 3)]))
    assert of_crimes(out, "holder") == [1, 2, 1, 2]


def test_two_teams_do_not_share_their_queues(run: Run) -> None:
    # Nobody of the first team is there: its case waits for ever, those of the other go on.
    calls = [incident(0, 5), incident(10, 5)]
    out = run(with_crimes(tiny([tour(0, 0, 600)], calls), {0: crime(30, to=0), 1: crime(30, to=1)}, [team(0), team()]))
    assert (of_crimes(out, "stage"), of_crimes(out, "queue")) == ([k.UNALLOCATED, k.CRIME_DONE_WITH], [1, 2])


def test_a_day_without_work_is_no_day(run: Run) -> None:
    # 60 minutes of 90 on day 0, none on day 1 (horizon of two days): open at the end.
    out = run(with_crimes(tiny([tour(0, 0, 600)], [incident(0, 5)]), {0: crime(90, to=0)}, [team(minutes=(60, 0))]))
    assert (of_crimes(out, "stage"), of_crimes(out, "worked_ms"), of_crimes(out, "touched")) == ([k.INVESTIGATED], [60], [FOUR])


def test_who_helps_a_neighbour_carries_it_home(run: Run) -> None:
    inputs = tiny([tour(0, 0, 600, area=1)], [incident(0, 10)], seat_area=[1], lenders={0: [(1, 0)]},
                  rules={"help_on": True, "help_grades": 1})  # fmt: skip
    out = run(with_crimes(inputs, {0: crime(30)}))
    assert (of_crimes(out, "holder"), of_crimes(out, "closed")) == ([0], [40])


def test_without_anybody_of_the_force_it_waits(run: Run) -> None:
    # A pair of another force answers both from 120 on and goes home at 240; at 06:00 officer 0, who is on leave, is given them.
    lines = [tour(0, 0, 900, absent=k.LEAVE), tour(0, 1000, 1200)]
    inputs = tiny(lines, [incident(10, 30), incident(20, 30)], aid=aid(return_after_days=9))
    out = run(with_crimes(inputs, {0: crime(30), 1: crime(30)}))
    assert log(out, k.CRIME_QUEUED, k.CRIME_CARRIED) == [
        (150, k.CRIME_QUEUED, 0, 0), (180, k.CRIME_QUEUED, 1, 0),
        (SIX, k.CRIME_CARRIED, 0, 0), (SIX, k.CRIME_CARRIED, 1, 0)]  # fmt: skip
    assert of_crimes(out, "closed") == [1030, 1060]


# Scenes cut short

CUT = {"cut_waiting": 2, "cut_to": 0.5, "cut_spared": 1}


def test_a_scene_is_cut_short_while_many_wait(run: Run) -> None:
    # Two wait when the first is begun at 0 (all logged then, one sent): half of 40.  One waits at 20: all of it.
    out = run(tiny([tour(0, 0, 600)], [incident(0, 40, grade=1)] * 3, rules=CUT))
    assert log(out, k.SCENE_CUT_SHORT) == [(0, k.SCENE_CUT_SHORT, 0, 2)]
    assert log_at(out, 0)[-2:] == [(k.SCENE_CUT_SHORT, 0, 2), (k.SCENE_STARTED, 0, 1)]
    assert (times(out, "ended"), out.incidents["cut"].tolist()) == ([20, 60, 100], [1, 0, 0])


def test_the_highest_grades_have_all_of_their_time(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600)], [incident(0, 40), *[incident(0, 40, grade=1)] * 2], rules=CUT))
    assert (log(out, k.SCENE_CUT_SHORT), times(out, "ended")[0]) == ([], 40)


def test_officers_who_take_somebody_there_themselves_leave_earlier_too(run: Run) -> None:
    # Cut to 20 minutes; the partner is given up on at 10; ten minutes of driving from 20 on.
    calls = [incident(0, 40, grade=1, partner=0), *[incident(0, 5, grade=1)] * 2]
    out = run(tiny([tour(0, 0, 600)], calls, [partner(give_up=10, convey=10)], rules=CUT))
    assert times(out, "closed")[0] == 30


def test_work_that_is_resumed_is_not_cut_again_and_work_begun_anew_is_looked_at_anew(run: Run) -> None:
    # Cut to 20 at 0, broken off at 10 for grade 0 until 40; nobody waits any more but the other: ten are left.
    rules = {**CUT, "preempt_grades": 1, "preempt_on_scene": True}
    calls = [*[incident(0, 40, grade=1)] * 3, incident(10, 30)]
    out = run(tiny([tour(0, 0, 600)], calls, rules=rules))
    assert (times(out, "ended")[0], out.incidents["cut"].tolist()[0]) == (50, 1)
    # Begun anew at 40 with two waiting it is cut again: until 60.
    out = run(tiny([tour(0, 0, 600)], calls, rules={**rules, "restart": True}))
    assert times(out, "ended")[0] == 60


def test_what_was_cut_short_comes_back(run: Run) -> None:
    # Row 0 is over at 20 and comes back as row 3, of 15 minutes, 100 later; rows 1 and 2 would have too, but were not cut.
    calls = [incident(0, 40, grade=1)] * 3
    inputs = coming_back(tiny([tour(0, 0, 600)], calls, rules=CUT), {0: (100, 15), 1: (50, 15)})
    out = run(inputs)
    assert log(out, k.CAME_AGAIN) == [(120, k.CAME_AGAIN, 3, 0)]
    assert log_at(out, 120)[:2] == [(k.CAME_AGAIN, 3, 0), (k.LOGGED, 3, 0)]
    assert (times(out, "logged")[3:], times(out, "closed")[3:]) == ([120, -1], [135, -1])


def test_it_comes_back_from_the_end_of_the_attendance_and_only_once(run: Run) -> None:
    # Ten minutes of writing up: over at 30, back at 130; nothing comes back of what came back, though it is cut short too.
    calls = [*[incident(0, 40, 10, grade=1)] * 3, *[incident(129, 60, grade=1)] * 3]
    out = run(coming_back(tiny([tour(0, 0, 900)], calls, rules=CUT), {0: (100, 40)}))
    assert log(out, k.CAME_AGAIN) == [(130, k.CAME_AGAIN, 6, 0)]
    assert out.incidents["cut"].tolist()[6] == 0  # by then nobody else waits
    assert out.incidents.size == 7


def test_at_one_instant_it_comes_before_what_is_logged_by_plan(run: Run) -> None:
    calls = [*[incident(0, 40, grade=1)] * 3, incident(120, 30, grade=1)]
    out = run(coming_back(tiny([tour(0, 0, 600)], calls, rules=CUT), {0: (100, 15)}))
    assert [event[:2] for event in log_at(out, 120)][:3] == [(k.CAME_AGAIN, 4), (k.LOGGED, 4), (k.LOGGED, 3)]
