"""Working alone, worked by hand: by the hours of the officers, and by the log of incidents."""

from dataclasses import replace

import pytest

from sim.inputs.aid_plan import AidPlan
from sim.measures.answering import answering_measures
from sim.measures.crewing import crewing_measures
from tests.support.measured import bench, counted, seen, values
from tests.support.tiny_inputs import incident, tiny, tour

PAIR_AND_ONE = [tour(0, 0, 480, crew_size=2), tour(1, 0, 480, crew_size=2), tour(2, 0, 300, team=1)]


def test_the_share_worked_alone_is_of_the_tours_that_ended():
    # A pair of 480 minutes each and one alone for 300; the pair's second tours have not ended yet.
    tours = [*PAIR_AND_ONE, tour(0, 2000, 3000, crew_size=2), tour(1, 2000, 3000, crew_size=2)]
    found = values(crewing_measures(seen(tiny(tours, measure_from=200))))
    assert found["single_crewed_share", ""] == pytest.approx(300 / 1260)


def test_a_tour_that_ended_before_the_period_is_not_in_it():
    found = values(crewing_measures(seen(tiny(PAIR_AND_ONE, measure_from=400))))
    assert found["single_crewed_share", ""] == 0


def test_a_pair_that_splits_is_alone_from_then_on():
    # Two incidents wait while the pair is at a third; free at 100 it splits, and both stay alone until 480.
    lines = [incident(0, 100), incident(50, 300), incident(60, 300)]
    inputs = tiny([tour(0, 0, 480, crew_size=2), tour(1, 0, 480, crew_size=2)], lines)
    inputs = replace(inputs, rules=replace(inputs.rules, split_waiting=2))
    window = seen(inputs)
    assert values(crewing_measures(window))["single_crewed_share", ""] == pytest.approx(380 / 480)
    assert values(answering_measures(window))["single_crewed_log", ""] == pytest.approx(2 / 3)  # a pair went to the first


def test_officers_often_alone_are_those_above_the_share_of_their_own_time():
    # Officer 0 in a pair for 480 and alone for 300 minutes (38 %), officer 1 in the pair only, officer 2 always alone.
    tours = [*PAIR_AND_ONE, tour(0, 1000, 1300), tour(3, 0, 480, absent=1)]
    for share, often in (("0.5", 1), ("0.38", 2), ("0.39", 1), ("0", 2), ("1", 0)):
        window = seen(tiny(tours), bench(f"crewing.often_alone_share={share}"))
        assert values(crewing_measures(window))["often_alone_share", ""] == pytest.approx(often / 3), share
        assert counted(crewing_measures(window))["often_alone_share", ""] == 3  # officer 3 was not at work


def test_a_student_who_stays_in_and_guests_do_not_count():
    # Officer 1 is a student without a tutor and in no crew; officer 2 is a guest, always alone.
    inputs = tiny([tour(0, 0, 480, team=1), tour(1, 0, 480), tour(2, 500, 980)])
    inputs.seat_student[1] = 1
    window = seen(inputs)
    assert counted(crewing_measures(window))["often_alone_share", ""] == 2
    guest = replace(window, inputs=replace(inputs, aid=AidPlan(on=True, n_guests=1, first_tour=2)))
    assert counted(crewing_measures(guest))["often_alone_share", ""] == 1
    assert counted(crewing_measures(guest))["single_crewed_share", ""] == 480 * 60_000
    assert guest.officer_years == pytest.approx(window.officer_years * 2 / 3)


def test_two_singles_sent_together_are_alone_by_the_clock_and_not_by_the_log():
    window = seen(tiny([tour(0, 0, 480), tour(1, 0, 480)], [incident(10, 30, officers=2)]))
    assert values(crewing_measures(window))["single_crewed_share", ""] == 1
    assert values(crewing_measures(window))["often_alone_share", ""] == 1
    assert values(answering_measures(window))["single_crewed_log", ""] == 0
