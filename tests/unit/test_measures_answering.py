"""Who attends, worked by hand: crews, drives, help, what an incident takes, and work broken off, raised or cut short."""

from dataclasses import replace

import numpy as np
import pytest

from kernels.crewing import NO_TRIAGE, SETTLED_THERE, WORTH_A_TRY
from kernels.kinds import LEAVE, REPAYING
from sim.inputs.aid_plan import AidPlan
from sim.measures.answering import answering_measures
from sim.measures.hours import hour_measures
from sim.scenario import MutualAid
from tests.support.measured import a_year, bench, counted, seen, values
from tests.support.tiny_inputs import incident, partner, tiny, tour

TWO_AREAS = bench(
    "force.areas.bench.kind=urban",
    "+force.areas.hills={kind: rural, demand_share: 1, officer_share: 1, travel: {kind: deterministic, mean_min: 10}}")


def ruled(inputs, **rules):
    return replace(inputs, rules=replace(inputs.rules, **rules))


def neighbours(inputs):
    """Return the case with two areas that help each other; the way is 5 minutes longer."""
    return replace(inputs, lenders=np.array([[1], [0]]), lend_extra_ms=np.full((2, 1), 5 * 60_000))


def found_in(window):
    return values(answering_measures(window))


def test_crews_from_next_door_are_told_from_ones_own():
    # Officer 1 of area 1 answers at home at 10, drive 10; officer 0 of area 0 helps there at 12, drive 10 + 5.
    lines = [incident(10, 60, area=1), incident(12, 30, area=1), incident(200, 10, area=0)]
    inputs = neighbours(tiny([tour(0, 0, 1440), tour(1, 0, 1440, area=1)], lines, travel=10))
    window = seen(ruled(inputs, help_on=True, help_grades=1), TWO_AREAS)
    found, out_of = found_in(window), counted(answering_measures(window))
    assert found["helped_share", ""] == pytest.approx(1 / 3)
    assert found["helped_share", "area=hills"] == found["helped_share", "kind=rural"] == pytest.approx(1 / 2)
    assert found["helped_share", "area=bench"] == found["helped_share", "kind=urban"] == 0
    assert found["drive_mean_min", ""] == pytest.approx((10 + 15 + 10) / 3)
    assert found["drive_p90_min", "area=hills"] == pytest.approx(14.5)
    assert out_of["drive_mean_min", "area=hills"] == 2


def test_crews_called_off_on_the_way_are_counted_and_do_not_arrive():
    # Two officers for the first; at 5 the crew of the second is taken for the urgent one, on its way: 1 of 3 sent turned back.
    lines = [incident(0, 100, grade=1), incident(5, 10, grade=0)]
    inputs = ruled(tiny([tour(0, 0, 1440)], lines, travel=10), preempt_grades=1, preempt_travelling=True)
    found = found_in(seen(inputs))
    assert found["turned_back_share", ""] == pytest.approx(1 / 3)
    assert found["crews_per_incident", ""] == 1
    assert found["suspended_share", ""] == found["suspended_share", "grade=prompt"] / 2 == pytest.approx(1 / 2)


def test_an_incident_takes_every_crew_that_came_for_as_long_as_it_stayed():
    # Three are wanted: a pair and a single officer, 10 minutes of drive, 30 of work.
    tours = [tour(0, 0, 600, crew_size=2), tour(1, 0, 600, crew_size=2), tour(2, 0, 600, team=1)]
    found = found_in(seen(tiny(tours, [incident(100, 30, officers=3), incident(300, 30)], travel=10)))
    assert found["crews_per_incident", ""] == pytest.approx(3 / 2)
    assert found["officers_per_incident", ""] == pytest.approx(4 / 2)
    assert found["officer_hours_per_incident", ""] == pytest.approx((3 * 40 + 40) / 60 / 2)
    assert found["single_crewed_log", ""] == found["single_crewed_log", "grade=immediate"] == pytest.approx(1 / 2)


def test_who_leaves_early_is_counted_until_then():
    # Two crews of one; the work needs one: the second leaves after half of it.  60 + 30 minutes.
    inputs = tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(100, 60, officers=2)])
    inputs.incidents["minimum"] = 1
    window = seen(ruled(inputs, surplus_on=True, surplus_after=0.5))
    assert found_in(window)["officer_hours_per_incident", ""] == pytest.approx(1.5)
    hours = {(m.metric, m.hour_of_week): m.value for m in hour_measures(window)}
    assert hours["busy_officers", 1] == pytest.approx((20 * 2) / 60)  # 01:40 to 02:00
    assert hours["busy_officers", 2] == pytest.approx((10 * 2 + 30) / 60)  # the second leaves at 02:10, the first at 02:40
    assert hours["demand_officers", 1] == pytest.approx(1.5)


def test_work_begun_with_too_few_is_counted():
    # Two are needed; one comes free at 0, the other not before 500, and after 20 minutes the first begins alone.
    inputs = tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(0, 500), incident(5, 30, officers=2), incident(900, 1)])
    window = seen(ruled(inputs, staged=True, begin_anyway_ms=20 * 60_000))
    assert found_in(window)["begun_short_share", ""] == pytest.approx(1 / 2)  # nobody is on duty at 900
    assert found_in(seen(inputs))["begun_short_share", ""] == 0


def test_who_joins_work_already_begun_was_not_there_to_begin_it():
    # Both drive 10 minutes.  One officer is there at 15 and begins alone at 25; the other comes free at 20 and is there at 30.
    inputs = tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(0, 10), incident(5, 100, officers=2)], travel=10)
    window = seen(ruled(inputs, staged=True, begin_anyway_ms=10 * 60_000))
    assert found_in(window)["begun_short_share", ""] == pytest.approx(1 / 2)
    assert found_in(window)["officers_per_incident", ""] == pytest.approx(3 / 2)


def test_only_what_was_sent_in_the_period_counts():
    # Measured from 50: of two drives, 10 minutes each, one began before; the clearing cut short at 40 is of before, too.
    lines = [incident(0, 20, 60, grade=1), incident(40, 5), incident(100, 5)]
    inputs = ruled(tiny([tour(0, 0, 1440)], lines, travel=10, measure_from=50), preempt_grades=1, preempt_clearing=True)
    window = seen(inputs)
    found, out_of = found_in(window), counted(answering_measures(window))
    assert out_of["drive_mean_min", ""] == out_of["helped_share", ""] == out_of["turned_back_share", ""] == 1
    assert found["clearing_dropped_hours", ""] == 0


def test_shares_of_what_was_begun_leave_out_what_nobody_was_sent_to():
    # The third waits to the end.
    lines = [incident(0, 60, grade=1), incident(20, 10), incident(600, 10)]
    window = seen(ruled(tiny([tour(0, 0, 480)], lines), preempt_grades=1, preempt_on_scene=True))
    out_of = counted(answering_measures(window))
    assert (out_of["suspended_share", ""], out_of["regraded_share", ""], out_of["begun_short_share", ""]) == (2, 3, 2)


def test_work_broken_off_is_counted_once_and_its_crew_twice():
    # The crew leaves routine work at 20 for an urgent incident and comes back to it.
    lines = [incident(0, 60, grade=1), incident(20, 10, grade=0), incident(500, 10, grade=1)]
    window = seen(ruled(tiny([tour(0, 0, 1440)], lines), preempt_grades=1, preempt_on_scene=True))
    found = found_in(window)
    assert found["suspended_share", ""] == pytest.approx(1 / 3)
    assert found["suspended_share", "grade=prompt"] == pytest.approx(1 / 2)
    assert found["crews_per_incident", "grade=prompt"] == pytest.approx(3 / 2)
    assert found["officer_hours_per_incident", ""] == pytest.approx(80 / 60 / 3)


def test_raised_grades_are_told_by_the_grade_first_given():
    # Nobody is there before 100: the routine incident waited 30 minutes by then and is urgent.
    inputs = tiny([tour(0, 100, 1440)], [incident(0, 5, grade=1), incident(90, 5, grade=1), incident(95, 5)])
    inputs = replace(inputs, promote_ms=np.array([-1, 30 * 60_000]))
    found = found_in(seen(inputs))
    assert found["regraded_share", ""] == pytest.approx(1 / 3)
    assert found["regraded_share", "grade=prompt"] == pytest.approx(1 / 2)
    assert found["regraded_share", "grade=immediate"] == 0


def test_clearing_cut_short_is_counted_in_officer_hours():
    # A pair clears from 30 for an hour and is called away at 40: 50 minutes of two officers are left undone.
    tours = [tour(0, 0, 1440, crew_size=2), tour(1, 0, 1440, crew_size=2)]
    lines = [incident(0, 30, 60, grade=1), incident(40, 10, grade=0)]
    inputs = tiny(tours, lines)
    assert found_in(seen(inputs))["clearing_dropped_hours", ""] == 0
    cut = seen(ruled(inputs, preempt_grades=1, preempt_clearing=True))
    assert found_in(cut)["clearing_dropped_hours", ""] == pytest.approx(a_year(2 * 50 / 60))


def test_clearing_begins_when_the_partner_has_taken_over():
    # Work done at 30, handed over at 50, cleared at 60 as planned: nothing was dropped.
    window = seen(tiny([tour(0, 0, 1440)], [incident(0, 30, 10, partner=0)], [partner(care=5)], [(50, 0, 1)]))
    found = found_in(window)
    assert found["clearing_dropped_hours", ""] == 0
    assert found["triaged_share", ""] == 0
    # And cut short at 70: of an hour from 50 on, 40 minutes are dropped.
    lines = [incident(0, 30, 60, grade=1, partner=0), incident(70, 5)]
    inputs = ruled(tiny([tour(0, 0, 1440)], lines, [partner(care=5)], [(50, 0, 1)]), preempt_grades=1, preempt_clearing=True)
    assert found_in(seen(inputs))["clearing_dropped_hours", ""] == pytest.approx(a_year(40 / 60))


def test_a_practitioner_in_the_crew_settles_what_the_partner_would_be_asked_for():
    lines = [incident(0, 30, partner=0), incident(100, 30, partner=0), incident(200, 30)]
    inputs = tiny([tour(0, 0, 1440)], lines, [partner(care=5)], [(0, 0, 1)])
    inputs.incidents["triage"] = [SETTLED_THERE, WORTH_A_TRY, NO_TRIAGE]
    inputs.tours["cars"] = 1
    assert found_in(seen(inputs))["triaged_share", ""] == pytest.approx(1 / 2)
    inputs.tours["cars"] = 0
    assert found_in(seen(inputs))["triaged_share", ""] == 0


def test_what_a_practitioner_settles_is_told_by_partner():
    # Of two for the first partner one is settled, the one for the second is not; nothing needs the third.
    lines = [incident(0, 30, partner=0), incident(100, 30, partner=0), incident(200, 30, partner=1), incident(300, 30)]
    inputs = tiny([tour(0, 0, 1440)], lines, [partner()] * 3, [(0, 0, 1), (0, 1, 1)])
    inputs.incidents["triage"][0] = SETTLED_THERE
    inputs.tours["cars"] = 1
    scenario = bench("partners=county")
    names = list(scenario.partners.services)
    window = seen(inputs, scenario)
    found, out_of = found_in(window), counted(answering_measures(window))
    assert found["triaged_share", ""] == pytest.approx(1 / 3)
    assert [found["triaged_share", f"partner={name}"] for name in names[:2]] == [1 / 2, 0]
    assert np.isnan(found["triaged_share", f"partner={names[2]}"])
    assert [out_of["triaged_share", f"partner={name}"] for name in names] == [2, 1, 0]


# The bits of skills are in the order of their list: taser 1, pursuit 2.
NEED = ("skills=county", "demand.types.urgent.needs={taser: 0.5, pursuit: 0.5}")


def test_waits_of_what_needs_a_skill_by_skill():
    # Officer 1 holds the first skill and comes at 100; nobody holds the second, and after 30 minutes anybody may go for it.
    lines = [incident(10, 5, needs=1), incident(20, 5), incident(200, 5, needs=3), incident(300, 5, needs=2)]
    inputs = tiny([tour(0, 0, 1440), tour(1, 100, 1440, team=1)], lines, skills=[0, 1], substitute=[None, 30])
    window = seen(inputs, bench(*NEED))
    found, out_of = found_in(window), counted(answering_measures(window))
    waits = {"": [90, 30, 30], "skill=taser": [90, 30], "skill=pursuit": [30, 30]}
    for group, minutes in waits.items():
        assert found["skill_wait_mean_min", group] == pytest.approx(np.mean(minutes))
        assert found["skill_wait_p90_min", group] == pytest.approx(np.quantile(minutes, 0.9))
        assert out_of["skill_wait_mean_min", group] == out_of["skill_wait_p90_min", group] == len(minutes)
    for metric in ("skill_wait_mean_min", "skill_wait_p90_min"):
        assert np.isnan(found[metric, "skill=sexual_offences"]), "nothing needs it"
        assert (metric, "") not in found_in(seen(inputs)), "nothing is said where skills are off"


def test_who_goes_instead_is_counted_as_a_substitute_unless_a_holder_comes_too():
    # Officer 0 holds the first skill until 240, officer 1 of a pair the second, from 600.  After 30 minutes anybody goes.
    tours = [tour(0, 0, 240), tour(2, 300, 500, team=1), tour(1, 600, 1440, team=2, crew_size=2),
             tour(2, 600, 1440, team=2, crew_size=2)]  # fmt: skip
    lines = [incident(10, 5, needs=1), incident(310, 5, needs=1), incident(400, 5, needs=2), incident(610, 5, needs=2),
             incident(700, 5, needs=3), incident(800, 5), incident(1500, 5, needs=2)]  # fmt: skip
    window = seen(tiny(tours, lines, skills=[1, 2, 0], substitute=[30, 30]), bench(*NEED))
    found, out_of = found_in(window), counted(answering_measures(window))
    assert found["substituted_share", ""] == pytest.approx(3 / 5)  # those of 310, 400 and 700
    assert found["substituted_share", "skill=taser"] == pytest.approx(2 / 3)  # 310 and 700, not 10
    assert found["substituted_share", "skill=pursuit"] == pytest.approx(1 / 3)  # 400, not 610 and 700
    assert np.isnan(found["substituted_share", "skill=sexual_offences"])
    assert [out_of["substituted_share", group] for group in ("", "skill=taser", "skill=pursuit")] == [5, 3, 3]
    # Two are wanted, one at a time: the holder is sent first, turns up second, and counts.  Without arriving nobody does.
    both = tiny([tour(0, 0, 480), tour(1, 0, 480)], [incident(10, 30, officers=2, needs=1)], skills=[0, 1])
    assert found_in(seen(both, bench(*NEED)))["substituted_share", ""] == 0
    called_off = tiny([tour(0, 0, 35), tour(1, 50, 480, team=1)], [incident(10, 30, needs=1)], skills=[1, 0], substitute=[30],
                      travel=30, rules={"hand_back": True})  # fmt: skip
    assert found_in(seen(called_off, bench(*NEED)))["substituted_share", ""] == 1


def test_who_still_waits_for_a_skill_counts_with_the_wait_so_far_and_only_in_its_period():
    lines = [incident(10, 5, needs=1), incident(1440, 5, needs=1), incident(1500, 5, needs=1, patience=60)]
    inputs = tiny([tour(0, 0, 2880)], lines, skills=[0], substitute=[None], measure_from=60)
    assert found_in(seen(inputs, bench(*NEED)))["skill_wait_mean_min", ""] == pytest.approx((1440 + 60) / 2)


def test_hours_lent_and_hours_returned():
    # The last tour is a guest's; of own tours one, of 600 minutes, was spent with the other force.
    inputs = tiny([tour(0, 0, 1440), tour(0, 1600, 2200), tour(1, 2300, 2780)])
    window = seen(inputs)
    done = window.outcome.tours.copy()
    done["reason"][1] = REPAYING
    guests = replace(inputs, aid=AidPlan(on=True, n_guests=1, first_tour=2))
    found = found_in(replace(window, inputs=guests, outcome=replace(window.outcome, tours=done)))
    assert found["aid_hours", ""] == pytest.approx(a_year(8))
    assert found["aid_returned_hours", ""] == pytest.approx(a_year(10))
    assert found_in(window)["aid_hours", ""] == 0


def owed(*lines, **others):
    """Hours owed at the end; two guests come at 120 for two hours, owed from noon on."""
    words = {"officers": 2, "trigger_waiting": 2, "trigger_grades": 1, "mobilise_h": 1, "stay_h": 2, "return_ratio": 1,
             "return_after_days": 0.25, "return_officers": 1}  # fmt: skip
    case = {name: others.pop(name) for name in ("horizon", "measure_from") if name in others}
    tours = [tour(0, 0, 400, absent=LEAVE), *lines]
    calls = [incident(10, 30), incident(20, 30)]
    window = seen(tiny(tours, calls, aid=MutualAid(on=True, **{**words, **others}), **case))
    assert counted(answering_measures(window))["aid_owed_hours", ""] == 1
    return found_in(window)["aid_owed_hours", ""]


def test_hours_of_mutual_aid_are_owed_until_they_are_returned():
    later = tour(0, 1000, 1180)  # three hours
    assert owed() == 4
    assert owed(later) == pytest.approx(1)
    assert owed(later, return_ratio=1.5) == pytest.approx(3)
    assert owed(later, return_ratio=0.5) == 0  # the tour is longer than what was owed
    assert owed(tour(0, 500, 680)) == 4  # before anything is due
    assert owed(later, return_after_days=2) == 4
    assert owed(later, measure_from=1200) == pytest.approx(1), "what was owed before the period is owed at its end"
    assert owed(horizon=239) == owed(horizon=240) == 0  # they are still there
    assert owed(horizon=241) == 4
    assert found_in(seen(tiny([tour(0, 0, 480)], [incident(10, 30)])))["aid_owed_hours", ""] == 0
