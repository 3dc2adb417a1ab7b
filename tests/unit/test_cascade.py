"""The availability cascade by hand and on whole runs: steps fall, reasons sum to the millisecond, the engines' books agree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels.kinds import AWAY, N_STATUS, OFF, RESTING
from sim.configuration import compose
from sim.inputs.availability_plan import LOST_TOUR, AvailabilityPlan
from sim.measures.cascade import PRODUCTIVE, STEPS, TAKEN_BY_THE_TOUR, cascade_measures, losses, reckoned, tours_of_posts
from sim.measures.window import Window
from sim.metrics import METRICS
from sim.outcome import ROSTERED
from sim.replication import plan_of, play
from sim.scenario.availability import TAKEN
from tests.support.measured import bench, seen, values
from tests.support.tiny_inputs import incident, tiny, tour

MINUTE = 60_000
RUN = ("run.days=28", "run.warmup_days=5", "force.officers=120", "demand.logged_per_year=70000", "sickness=feedback",
       "sickness.short_per_year=6")


def lost(*lines: tuple[int, float, float, int]) -> np.ndarray:
    """Tours that nobody works: (reason, first minute, last minute, team)."""
    out = np.zeros(len(lines), dtype=LOST_TOUR)
    for row, (reason, start, end, team) in zip(out, lines, strict=True):
        row["start"], row["end"], row["team"], row["reason"] = start * MINUTE, end * MINUTE, team, reason
    return out


def two_teams() -> Window:
    """Six posts of 480 minutes each: one vacant, one adjusted, a student, one on leave, one half a tour, one at work."""
    plan = AvailabilityPlan(2, ("vacant", "adjusted", "part_time"),
                            lost((0, 0, 480, 0), (1, 480, 960, 1), (2, 720, 960, 1)))
    tours = [tour(0, 0, 480), tour(1, 0, 480, absent=1), tour(2, 480, 720, team=1), tour(3, 480, 960, team=1)]
    window = seen(tiny(tours), bench("roster=two_two_two_four", "roster.teams=5"))
    inputs = replace(window.inputs, availability=plan)
    inputs.seat_student[3] = 1
    return replace(window, inputs=inputs)


def test_a_cascade_worked_by_hand():
    found = values(cascade_measures(two_teams()))
    # A post is 480 minutes on average: 2880 minutes of tours in six posts.
    assert [found[f"cascade_{step}", ""] for step in STEPS] == pytest.approx([6, 5, 2.5, 2.5, 1.5, 1.5])
    assert [found[f"cascade_{step}", "team=1"] for step in STEPS] == pytest.approx([3, 2, 2, 2, 1, 1])
    assert [found[f"cascade_{step}", "team=2"] for step in STEPS] == pytest.approx([3, 3, 0.5, 0.5, 0.5, 0.5])
    assert found["cascade_strength", "team=3"] == 0
    by_reason = {reason: found["cascade_lost", f"reason={reason}"] for reason in
                 ("vacant", "adjusted", "part_time", "student", "leave", "sick", "training", "court", "repaying", "resting")}
    assert by_reason == pytest.approx({"vacant": 1, "adjusted": 1, "part_time": 0.5, "student": 1, "leave": 1, "sick": 0,
                                       "training": 0, "court": 0, "repaying": 0, "resting": 0})
    assert found["rostered_at_a_time", ""] == pytest.approx(1200 / 2880)
    assert found["available_at_a_time", ""] == found["productive_at_a_time", ""] == pytest.approx(720 / 2880)
    assert found["productive_share", ""] == pytest.approx(0.25)


def test_the_hours_of_the_week_worked_by_hand():
    # The days are a Monday and a Tuesday; both teams' tours are on the Monday, 00-08 and 08-16.
    rows = {(m.metric, m.hour_of_week): m.value for m in cascade_measures(two_teams()) if m.hour_of_week >= 0}
    assert {metric for metric, _ in rows} == {f"duty_{step}" for step in STEPS}
    assert {hour for _, hour in rows} == set(range(48))
    at = lambda hour: [round(rows[f"duty_{step}", hour], 9) for step in STEPS]  # noqa: E731
    assert at(3) == [3, 2, 2, 2, 1, 1]
    # 08-12: adjusted, the half tour at work and the student; 12-16: adjusted, the half tour off and the student.
    assert at(10) == [3, 3, 1, 1, 1, 1]
    assert at(14) == [3, 3, 0, 0, 0, 0]
    assert at(30) == [0] * 6


def test_only_what_is_left_of_a_tour_after_work_that_ran_into_it_is_lost():
    # 0-480, then 600-1080; the job of 10-700 runs 100 minutes into the second tour, which is then a rest.
    window = seen(tiny([tour(0, 0, 480), tour(0, 600, 1080)], [incident(10, 690)]))
    found = {loss.reason: loss.stretches for loss in losses(window)}
    assert (found["resting"].end - found["resting"].start).tolist() == [380 * MINUTE]
    # The same tour planned as leave: the officer works on for 100 minutes of it.
    window = seen(tiny([tour(0, 0, 480), tour(0, 600, 1080, absent=1)], [incident(10, 690)]))
    found = {loss.reason: loss.stretches for loss in losses(window)}
    assert (found["leave"].end - found["leave"].start).tolist() == [380 * MINUTE]
    assert found["resting"].start.size == 0
    # Still at the job when the study ends: nothing is lost yet.
    window = seen(tiny([tour(0, 0, 480), tour(0, 600, 1080)], [incident(10, 3000)]))
    assert {loss.reason: loss.stretches for loss in losses(window)}["resting"].start.size == 0


def test_what_the_tour_takes_worked_by_hand():
    # Two posts of 480 minutes, team 1 from 0 and team 2 from 480, are the unit; a briefing of 30 begins each.
    tours = [tour(0, 0, 480, briefing=30, meal=(240, 300, 40)), tour(1, 480, 960, team=1, briefing=30)]
    # Officer 0: on the way to the suite 40-55, there 20, the file 25: to 100; written up 10, then 5 lost to slow systems.
    # Officer 1: on watch 600-690.  The job of 940 is held over from 960 on: that is overtime, and none of the post's tour.
    calls = [incident(30, 10, 10, arrest=(15, 20, 25), systems=5), incident(600, 90, watch=1), incident(940, 50)]
    window = seen(tiny(tours, calls, units=[(0, 0, 1)], rules={"escort": 1}), bench("roster=two_two_two_four", "roster.teams=5"))
    rows = list(cascade_measures(window))
    found = values(rows)
    taken = {reason: found["cascade_lost", f"reason={reason}"] * 480 for reason in TAKEN_BY_THE_TOUR}
    assert taken == pytest.approx({"briefing": 60, "meal_break": 40, "custody_drive": 15, "custody_suite": 20, "case_file": 25,
                                   "watch": 90, "systems": 5, "supervision": 0, "desk": 0})
    assert found["cascade_available", ""] == 2
    assert found["cascade_productive", "team=1"] * 480 == pytest.approx(480 - 30 - 40 - 15 - 20 - 25 - 5)
    assert found["cascade_productive", "team=2"] * 480 == pytest.approx(480 - 30 - 90)
    assert {use: found["productive_spent", f"use={use}"] * 480 for use in PRODUCTIVE} == pytest.approx(
        {"free": 705 - 40, "driving": 0, "scene": 30, "held": 0, "to_place": 0, "at_place": 0, "writing": 10})  # 10 + 20
    hours = {m.hour_of_week: m.value * 60 for m in rows if m.metric == "duty_productive"}
    assert [hours[hour] for hour in (0, 1, 2, 4, 8, 10, 11, 15, 16)] == pytest.approx([10, 15, 60, 20, 30, 0, 30, 60, 0])


def test_everything_an_officer_does_is_taken_productive_or_away():
    # A status of a new mechanism has to be put in one of the two tables of the measure.
    assert sorted([OFF, AWAY, RESTING, *TAKEN_BY_THE_TOUR.values(), *PRODUCTIVE.values()]) == list(range(N_STATUS))
    assert set(TAKEN_BY_THE_TOUR) <= set(TAKEN), "no reason of a planner's own may have such a name"


@pytest.mark.parametrize("words", [
    ("availability=county", "crewing=tutored"),
    ("availability=county", "crewing=tutored", "tour=county", "custody=county", "watches=county", "working=slow_systems"),
    ("overtime=recall", "pools=county", "tour=county", "custody=county", "watches=county", "operations.tour_end=hand_over",
     "mutual_aid=regional", "mutual_aid.trigger_waiting=2"),
    ("availability=county", "mutual_aid=regional", "mutual_aid.trigger_waiting=2", "operations=responsive"),
    ("availability=none", "operations.tour_end=hand_back"),
    ("availability=county", "abstraction=entitlement", "availability.part_time.share=0.4"),
    ("availability=county", "availability.part_time.share=0", "roster=always_on", "abstraction=none"),
])  # fmt: skip
def test_steps_fall_and_reasons_sum_to_the_millisecond(words):
    scenario = compose([*RUN, *words])
    inputs, outcome = play(scenario, 0)
    window = Window(scenario, plan_of(scenario).calendar, inputs, outcome)
    everybody, found = tours_of_posts(window), reckoned(window, scenario.roster.teams)
    by_step = {step: sum(int(loss.by_team.sum()) for loss in found if loss.step == step) for step in STEPS}
    left = int(window.overlap_ms(everybody.start, everybody.end).sum())
    rows = values(cascade_measures(window))
    post = left / (inputs.n_own + inputs.availability.posts_without)
    for step in STEPS:
        assert by_step[step] >= 0
        left -= by_step[step]
        assert rows[f"cascade_{step}", ""] * post == pytest.approx(left, abs=1)
        parts = [value for (metric, group), value in rows.items() if metric == f"cascade_{step}" and group]
        assert sum(parts) == pytest.approx(rows[f"cascade_{step}", ""], rel=1e-12)
    for loss in found:
        assert loss.by_hour.sum() == loss.by_team.sum(), loss.reason
    # What is left is what the officers' own time accounts say, student by student and guest by guest apart.
    own = np.arange(inputs.n_seats) < inputs.n_own
    alone = own & (inputs.seat_student == 0)
    accounts = outcome.accounts[:, ROSTERED]
    assert left == int(accounts[alone][:, list(PRODUCTIVE.values())].sum())
    assert by_step["productive"] == int(accounts[alone][:, list(TAKEN_BY_THE_TOUR.values())].sum())
    assert by_step["available"] == int(accounts[alone][:, [AWAY, RESTING]].sum())


def test_by_hour_the_steps_fall_too_and_average_to_officers_at_a_time():
    words = ("availability=county", "abstraction=entitlement", "tour=county", "custody=county", "watches=county")
    scenario = compose([*RUN, *words])
    inputs, outcome = play(scenario, 1)
    window = Window(scenario, plan_of(scenario).calendar, inputs, outcome)
    rows = list(cascade_measures(window))
    hours = {step: np.array([m.value for m in rows if m.metric == f"duty_{step}"]) for step in STEPS}
    observed = np.array([m.denominator for m in rows if m.metric == "duty_rostered"])
    assert observed.sum() == window.high - window.low
    for before, after in zip(STEPS[:-1], STEPS[1:], strict=True):
        assert (hours[after] <= hours[before] + 1e-9).all()
    whole = values(rows)
    for step in STEPS[3:]:
        assert np.average(hours[step], weights=observed) == pytest.approx(whole[f"{step}_at_a_time", ""])


def test_every_row_is_in_the_registry():
    found = {m.metric for m in cascade_measures(two_teams())}
    assert found <= set(METRICS)
    assert {name for name in METRICS if name.startswith(("cascade_", "duty_")) or name.endswith("_at_a_time")} <= found


def test_a_force_of_nobody_has_no_cascade_to_give():
    window = seen(tiny([], [], seats=0))
    assert np.isnan(values(cascade_measures(window))["cascade_establishment", ""])
