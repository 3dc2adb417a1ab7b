"""Crews worked by hand in both engines: pairs that part and join again, students and tutors, practitioners, a share in pairs."""

from __future__ import annotations

import pytest

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from kernels.crewing import SETTLED_THERE, WORTH_A_TRY
from sim.outcome import Outcome
from tests.support.tiny_inputs import TourLine, incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, went


def team(*seats: int, start: float = 0, end: float = 900, number: int = 0, size: int = 2, cars: int = 0) -> list[TourLine]:
    """Return the tours of a team whose crews are of two unless ``size`` says so."""
    return [tour(seat, start, end, team=number, crew_size=size, cars=cars) for seat in seats]


def crews(outcome: Outcome) -> list[tuple[int, int]]:
    """Return the crews formed at bookings on: first and second seat, -1 none."""
    return [(first, second) for *_, first, second in log(outcome, k.CREW_FORMED)]


def alone(outcome: Outcome) -> list[float]:
    """Return the minutes every tour spent in a crew of one."""
    return [ms / MINUTE_MS for ms in outcome.tours["alone_ms"].tolist()]


# Splitting


def test_a_pair_splits_when_so_many_wait_and_one_officer_is_wanted(run: Run) -> None:
    # Two calls for one officer at 10, one pair, a threshold of two: the first officer goes to the first call, the second, now a
    # crew of one, to the second.  They work to 40 and 30 and stay single: alone from 10 on.
    out = run(tiny(team(0, 1), [incident(10, 30), incident(10, 20)], rules={"split_waiting": 2}))
    assert log_at(out, 10)[2:5] == [(k.CREW_SPLIT, 0, 1), (k.CREW_SENT, 0, 0), (k.CREW_SENT, 1, 1)]
    assert times(out, "closed") == [40, 30]
    assert out.incidents["officers_sent"].tolist() == [1, 1]
    assert alone(out) == [890, 890]
    assert out.tours["crew"].tolist() == [2, 2]  # as they were formed


def test_below_the_threshold_the_pair_stays_together(run: Run) -> None:
    out = run(tiny(team(0, 1), [incident(10, 30), incident(10, 20)], rules={"split_waiting": 3}))
    assert log(out, k.CREW_SPLIT) == []
    assert went(out) == [(10, 0, 0), (40, 1, 0)]
    assert alone(out) == [0, 0]


@pytest.mark.parametrize(("wanted", "sent"), [
    (1, [(10, 0, 2)]),  # a single crew is there
    (2, [(10, 0, 0)]),  # both are wanted
    (3, [(10, 0, 0), (10, 0, 2)]),  # the pair, then the single
    (4, [(10, 0, 0), (10, 0, 2)])])  # everybody there is
def test_a_pair_does_not_split_without_need(run: Run, wanted: int, sent: list[tuple[float, int, int]]) -> None:
    out = run(tiny([*team(0, 1), tour(2, 0, 900, team=1)], [incident(10, 30, officers=wanted)], rules={"split_waiting": 1}))
    assert went(out) == sent
    assert log(out, k.CREW_SPLIT) == []


def test_a_pair_splits_for_the_third_officer_of_three(run: Run) -> None:
    # Two pairs for three: the first goes whole, of the second only the first officer; the other one is free for the next call.
    out = run(tiny(team(0, 1, 2, 3), [incident(10, 30, officers=3), incident(15, 5)], rules={"split_waiting": 1}))
    assert log_at(out, 10)[1:4] == [(k.CREW_SENT, 0, 0), (k.CREW_SPLIT, 2, 3), (k.CREW_SENT, 0, 2)]
    assert went(out)[2:] == [(15, 1, 3)]


def test_each_half_of_a_pair_keeps_its_skills_and_its_tour(run: Run) -> None:
    # At 290 officer 0 goes alone.  The call of 295 wants what officer 1 holds, who is now a crew of one that does.  Both tours
    # end at 300: officer 1, done at that minute, goes home, officer 0 is held over for 20 minutes.
    lines = team(0, 1, end=300)
    out = run(tiny(lines, [incident(290, 30), incident(295, 5, needs=2)], rules={"split_waiting": 1}, skills=[1, 2]))
    assert went(out) == [(290, 0, 0), (295, 1, 1)]
    assert log_at(out, 300)[-2:] == [(k.HELD_OVER, 0, 0), (k.BOOKED_OFF, 1, 1)]
    assert account(out, 0, over=1) == {k.ON_SCENE: 20}


def test_a_skill_that_only_the_second_holds_keeps_a_pair_together(run: Run) -> None:
    # The first officer goes when a pair parts: without the skill that would be the wrong one.
    out = run(tiny(team(0, 1), [incident(10, 30, needs=1)], rules={"split_waiting": 1}, skills=[0, 1]))
    assert out.incidents["officers_sent"].tolist() == [2]
    out = run(tiny(team(0, 1), [incident(10, 30, needs=1)], rules={"split_waiting": 1}, skills=[1, 0]))
    assert log(out, k.CREW_SPLIT) == [(10, k.CREW_SPLIT, 0, 1)]


# Pairing again


def test_when_nothing_waits_single_officers_who_were_a_pair_pair_up(run: Run) -> None:
    # Split at 10; officer 1 is free at 30, officer 0 at 40, and nothing waits: a pair again.  Alone from 10 to 40.  The call of
    # 50 keeps the pair together, for only one waits.
    calls = [incident(10, 30), incident(10, 20), incident(50, 5)]
    out = run(tiny(team(0, 1), calls, rules={"split_waiting": 2, "re_form": True}))
    assert log(out, k.CREW_SPLIT, k.CREW_JOINED) == [(10, k.CREW_SPLIT, 0, 1), (40, k.CREW_JOINED, 0, 1)]
    assert out.incidents["officers_sent"].tolist() == [1, 1, 2]
    assert alone(out) == [30, 30]


def test_while_anything_waits_they_stay_single(run: Run) -> None:
    # The call of 12 wants a skill that nobody holds and waits to the end; so the halves stay apart, and one goes at 50.
    calls = [incident(10, 30), incident(10, 20), incident(12, 5, grade=1, needs=1), incident(50, 5)]
    out = run(tiny(team(0, 1), calls, rules={"split_waiting": 2, "re_form": True}))
    assert log(out, k.CREW_JOINED) == []
    assert out.incidents["officers_sent"].tolist() == [1, 1, 0, 1]


def test_only_those_whose_tours_end_together_pair_up(run: Run) -> None:
    # The odd one out of a team of three, and one who comes on alone at 300: the same end, a pair at once; another end, never.
    same = [*team(0, 1, 2), *team(3, start=300, number=1)]
    assert log(run(tiny(same, rules={"re_form": True})), k.CREW_JOINED) == [(300, k.CREW_JOINED, 2, 3)]
    other = [*team(0, 1, 2), *team(3, start=300, end=1000, number=1)]
    assert log(run(tiny(other, rules={"re_form": True})), k.CREW_JOINED) == []
    single = [*team(0, 1, 2), *team(3, start=300, number=1, size=1)]  # crews of one by policy are no halves of a pair
    assert log(run(tiny(single, rules={"re_form": True})), k.CREW_JOINED) == []
    assert log(run(tiny(same)), k.CREW_JOINED) == []


def test_the_lowest_seats_pair_up_first(run: Run) -> None:
    # Four single officers of two split pairs, all free at 40: 0 with 1 and 2 with 3, whoever they were with before.
    lines, calls = [*team(0, 3), *team(1, 2, number=1)], [incident(10, 30) for _ in range(4)]
    out = run(tiny(lines, calls, rules={"split_waiting": 1, "re_form": True}))
    assert log(out, k.CREW_SPLIT) == [(10, k.CREW_SPLIT, 0, 3), (10, k.CREW_SPLIT, 1, 2)]
    assert log(out, k.CREW_JOINED) == [(40, k.CREW_JOINED, 0, 1), (40, k.CREW_JOINED, 2, 3)]


# A share of officers in pairs


@pytest.mark.parametrize(("share", "formed"), [
    (0.0, [(0, -1), (1, -1), (2, -1), (3, -1), (4, -1)]),
    (0.4, [(0, 1), (2, -1), (3, -1), (4, -1)]),  # 40 % of five are two: one pair
    (0.5, [(0, 1), (2, 3), (4, -1)]),  # 2.5 are more than one pair: two
    (1.0, [(0, 1), (2, 3), (4, -1)])])  # the fifth has nobody to go with
def test_so_many_officers_at_least_go_in_pairs(run: Run, share: float, formed: list[tuple[int, int]]) -> None:
    out = run(tiny(team(0, 1, 2, 3, 4, size=1), rules={"double_share": share}))
    assert crews(out) == formed
    assert alone(out) == [0.0 if any(seat in pair and pair[1] >= 0 for pair in formed) else 900.0 for seat in range(5)]


def test_the_share_is_of_those_who_are_there(run: Run) -> None:
    # Of five one is on leave: half of four are one pair, of the first two who are there.
    lines = team(0, 1, 2, 3, 4, size=1)
    lines[1] = lines[1]._replace(absent=k.LEAVE)
    assert crews(run(tiny(lines, rules={"double_share": 0.5}))) == [(0, 2), (3, -1), (4, -1)]


# Students


def test_a_student_goes_with_the_first_who_can_be_a_tutor(run: Run) -> None:
    # Students 0 and 3: with 1 and 2; officer 4 is left, single or an odd one out.
    out = run(tiny(team(0, 1, 2, 3, 4, size=1), students=[0, 3]))
    assert crews(out) == [(1, 0), (2, 3), (4, -1)]
    assert out.tours["crew"].tolist() == [2, 2, 2, 2, 1]


def test_a_student_without_a_tutor_stays_in(run: Run) -> None:
    # Two students, one tutor: student 2 has no crew, is never sent and does not count among those on duty, so that the two who
    # are out are everybody there is and go to a call for three.
    out = run(tiny(team(0, 1, 2, size=1, end=300), [incident(10, 30, officers=3), incident(15, 5)], students=[1, 2]))
    assert crews(out) == [(0, 1)]
    assert went(out) == [(10, 0, 0), (40, 1, 0)]
    assert account(out, 2) == {k.FREE: 300}
    assert out.tours["crew"].tolist() == [2, 2, 0]
    assert log_at(out, 300) == [(k.BOOKED_OFF, 0, 0), (k.BOOKED_OFF, 1, 1), (k.BOOKED_OFF, 2, 2)]
    nobody = run(tiny(team(0, size=1), [incident(10, 30)], students=[0]))
    assert times(nobody, "sent") == [-1]


def test_whether_a_student_counts(run: Run) -> None:
    # Tutor 0 with student 1, officer 2 alone.  Two wanted: the pair is two of them, or one, and then officer 2 goes along.  One
    # wanted: officer 2 fits exactly where the pair is two; where it is one, both fit, and the lower seat goes.
    lines = team(0, 1, 2, size=1)
    two, one = [incident(10, 30, officers=2)], [incident(10, 30)]
    assert went(run(tiny(lines, two, students=[1]))) == [(10, 0, 0)]
    out = run(tiny(lines, two, students=[1], rules={"students_count": False}))
    assert went(out) == [(10, 0, 0), (10, 0, 2)]
    assert out.incidents["officers_sent"].tolist() == [3]
    assert went(run(tiny(lines, one, students=[1]))) == [(10, 0, 2)]
    assert went(run(tiny(lines, one, students=[1], rules={"students_count": False}))) == [(10, 0, 0)]


def test_a_student_is_not_split_from_the_tutor_and_does_not_pair_up_with_others(run: Run) -> None:
    out = run(tiny(team(0, 1, 2, end=600), [incident(10, 30), incident(10, 20), incident(10, 10)], students=[1],
                   rules={"split_waiting": 1, "re_form": True}))  # fmt: skip
    assert crews(out) == [(0, 1), (2, -1)]
    assert log(out, k.CREW_SPLIT, k.CREW_JOINED) == []
    assert went(out) == [(10, 0, 2), (10, 1, 0), (30, 2, 0)]


def test_students_and_pairs_by_policy(run: Run) -> None:
    # Crews of two: student 4 with tutor 0, then 1 with 2, and 3 is left.
    assert crews(run(tiny(team(0, 1, 2, 3, 4), students=[4]))) == [(0, 4), (1, 2), (3, -1)]


# A car with a practitioner


def test_a_practitioner_settles_what_the_partner_would_be_asked_for(run: Run) -> None:
    # Officer 0's crew, the first formed, carries one.  Call 0 goes to it and needs no partner, who has no unit all day; call 1,
    # which a practitioner cannot settle, goes to officer 1 and is held.
    calls = [incident(10, 30, partner=0, triage=SETTLED_THERE), incident(10, 30, partner=0)]
    out = run(tiny(team(0, 1, size=1, cars=1), calls, [partner(give_up=60, convey=10)]))
    assert went(out) == [(10, 0, 0), (10, 1, 1)]
    assert log(out, k.TRIAGED, k.PARTNER_ASKED) == [(10, k.TRIAGED, 0, 0), (10, k.PARTNER_ASKED, 1, 0)]
    assert times(out, "closed") == [40, 80]  # asked at 10, given up at 70, taken there themselves to 80
    assert out.incidents["partner_stage"].tolist() == [k.NOT_NEEDED, k.TAKEN_OVER]


def test_the_practitioner_is_sent_where_one_is_needed_and_kept_back_elsewhere(run: Run) -> None:
    # Officer 0, free as long with the lower seat, would go first; as the car it is kept for the call of 11, which it answers, and
    # the others find officer 1, free at 15 and 25.
    calls = [incident(10, 5), incident(11, 30, partner=0, triage=SETTLED_THERE), incident(20, 5), incident(21, 5)]
    out = run(tiny(team(0, 1, size=1, cars=1), calls, [partner(give_up=60)]))
    assert went(out) == [(10, 0, 1), (11, 1, 0), (20, 2, 1), (25, 3, 1)]


def test_without_one_free_another_crew_goes_and_asks_the_partner(run: Run) -> None:
    # The car is out on a call of its own kind; the second finds officer 1 and waits for the unit of 50.  Any other call takes
    # the car when there is nobody else.
    calls = [incident(10, 60, partner=0, triage=SETTLED_THERE), incident(12, 30, partner=0, triage=SETTLED_THERE)]
    out = run(tiny(team(0, 1, size=1, cars=1), calls, [partner(handover=5)], units=[(50, 0, 1)]))
    assert log(out, k.TRIAGED, k.PARTNER_ASKED) == [(10, k.TRIAGED, 0, 0), (12, k.PARTNER_ASKED, 1, 0)]
    assert times(out, "closed") == [70, 55]
    out = run(tiny(team(0, size=1, cars=1), [incident(10, 30)]))
    assert went(out) == [(10, 0, 0)]


def test_a_pair_with_a_practitioner_stays_together_and_the_cars_are_the_first_formed(run: Run) -> None:
    # Two pairs, one car: the threshold of one waiting would split any pair.  The practitioner's pair goes whole.
    calls = [incident(10, 30, partner=0, triage=SETTLED_THERE), incident(15, 5)]
    out = run(tiny(team(0, 1, 2, 3, cars=1), calls, [partner()], rules={"split_waiting": 1}))
    assert log(out, k.CREW_SPLIT) == [(15, k.CREW_SPLIT, 2, 3)]
    assert out.incidents["officers_sent"].tolist() == [2, 1]
    # A student and tutor are not a car: formed before the others, they do not carry one.
    out = run(tiny(team(0, 1, 2, size=1, cars=1), calls[:1], [partner()], students=[1]))
    assert went(out) == [(10, 0, 2)]
    assert log(out, k.TRIAGED) == [(10, k.TRIAGED, 0, 0)]


def test_a_practitioner_is_sent_where_one_may_settle_it_and_asks_the_partner_where_not(run: Run) -> None:
    # Nobody knows beforehand: the car of officer 1, who books on an hour later, is sent first, and then the partner is asked.
    lines = [*team(0, size=1), *team(1, start=60, number=1, size=1, cars=1)]
    out = run(tiny(lines, [incident(70, 30, partner=0, triage=WORTH_A_TRY)], [partner(give_up=60)]))
    assert went(out) == [(70, 0, 1)]
    assert log(out, k.TRIAGED, k.PARTNER_ASKED) == [(70, k.PARTNER_ASKED, 0, 0)]


def test_a_practitioner_on_the_way_settles_nothing(run: Run) -> None:
    # Three wanted, two to begin with.  Officer 1, sent at 10, is there at 15 and begins alone at 16, while the car, free at 12,
    # is on its way: the partner is asked.
    lines = [*team(0, size=1, cars=1), *team(1, start=9, number=1, size=1)]
    calls = [incident(0, 7), incident(10, 30, officers=3, minimum=2, partner=0, triage=SETTLED_THERE)]
    out = run(tiny(lines, calls, [partner(give_up=60)], travel=5, rules={"staged": True, "begin_anyway": 1}))
    assert went(out) == [(0, 0, 0), (10, 1, 1), (12, 1, 0)]
    assert log(out, k.TRIAGED, k.PARTNER_ASKED) == [(16, k.PARTNER_ASKED, 1, 0)]


def test_a_practitioner_goes_home_when_the_hours_end(run: Run) -> None:
    # Until 60 the car of officer 1 goes where one may settle it; from then on it is a crew like any other, and officer 0 goes.
    lines = [*team(0, size=1), tour(1, 0, 900, team=1, cars=1, cars_until=60)]
    calls = [incident(30, 10, partner=0, triage=SETTLED_THERE), incident(59, 10, partner=0, triage=SETTLED_THERE),
             incident(100, 10, partner=0, triage=SETTLED_THERE)]  # fmt: skip
    out = run(tiny(lines, calls, [partner(give_up=60)]))
    assert went(out) == [(30, 0, 1), (59, 1, 1), (100, 2, 0)]
    assert log(out, k.TRIAGED, k.PARTNER_ASKED) == [
        (30, k.TRIAGED, 0, 0), (59, k.TRIAGED, 1, 0), (100, k.PARTNER_ASKED, 2, 0)]  # fmt: skip


def test_a_practitioner_stays_with_a_lone_officer_who_pairs_up(run: Run) -> None:
    # Two teams of one, who should be pairs; the car is that of the higher seat.
    lines = [*team(0), *team(1, number=1, cars=1)]
    out = run(tiny(lines, [incident(10, 30, partner=0, triage=SETTLED_THERE)], [partner()], rules={"re_form": True}))
    assert log(out, k.CREW_JOINED, k.TRIAGED) == [(0, k.CREW_JOINED, 0, 1), (10, k.TRIAGED, 0, 0)]


def test_a_joint_team_settles_for_each_service_and_who_asks_waits_for_whom_it_took(run: Run) -> None:
    # The car of officer 0 carries one of each service.  Service 0 has two units, one of them in the car until 480: its own job
    # keeps the other from 5 to 65, so officer 1, done at 40, is held until 65 + 5.  Service 1 is settled in the car too.
    calls = [incident(10, 30, partner=0, triage=SETTLED_THERE), incident(10, 30, partner=0, triage=WORTH_A_TRY),
             incident(100, 30, partner=1, triage=SETTLED_THERE)]  # fmt: skip
    services, own = [partner(handover=5), partner()], [(5, 0, 60)]
    lines = [tour(seat, 0, 900, crew_size=1, cars=1, cars_until=480) for seat in (0, 1)]
    out = run(tiny(lines, calls, services, [(0, 0, 1), (480, 0, 2)], own))
    assert went(out) == [(10, 0, 0), (10, 1, 1), (100, 2, 0)]
    assert log(out, k.TRIAGED, k.PARTNER_ASKED) == [
        (10, k.TRIAGED, 0, 0), (10, k.PARTNER_ASKED, 1, 0), (100, k.TRIAGED, 2, 1)]  # fmt: skip
    assert times(out, "closed") == [40, 70, 130]
    # With nobody seconded the second unit comes at once, and nobody is held.
    assert times(run(tiny(lines, calls, services, [(0, 0, 2)], own)), "closed") == [40, 40, 130]
    # Without the team the two units serve the job and call 0; call 1 waits for the job to end, and nobody of service 1 comes.
    out = run(tiny(team(0, 1, size=1), calls, [partner(handover=5, care=100), partner(give_up=60, convey=10)], [(0, 0, 2)], own))
    assert times(out, "closed") == [40, 70, 170]


def test_a_unit_seconded_while_busy_ends_what_it_is_at(run: Run) -> None:
    # One unit, in the car from 30 on: its job of minute 10 lasts to 90 all the same, and then nobody comes until 480.
    lines = [tour(0, 0, 900), tour(1, 30, 900, team=1, cars=1, cars_until=480)]
    out = run(tiny(lines, [incident(20, 10, partner=0)], [partner(handover=5)], [(0, 0, 1), (30, 0, 0), (480, 0, 1)],
                   [(10, 0, 80)]))  # fmt: skip
    assert log(out, k.UNIT_FREE, k.PARTNER_CAME)[:2] == [(90, k.UNIT_FREE, 0, 0), (480, k.PARTNER_CAME, 0, 0)]
    assert times(out, "closed") == [485]
