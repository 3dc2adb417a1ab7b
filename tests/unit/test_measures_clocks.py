"""Response standards worked by hand: when a clock starts, whose target counts, what is missed, and when a standard is kept."""

import math
from dataclasses import replace

import numpy as np
import pytest

from kernels.front_door import APPOINTMENT, ATTEND, BY_PHONE
from kernels.front_door_records import FRONT
from kernels.kinds import SETTLED_WITHOUT
from sim.inputs.front_plan import FrontPlan
from sim.measures.clocks import clock_measures
from sim.measures.hours import hour_measures
from sim.measures.public import public_measures
from tests.support.measured import bench, counted, seen, values
from tests.support.tiny_inputs import incident, tiny, tour


def late_logged(inputs, minutes):
    """The same case, in which the dispatcher learns of each incident so many minutes after the call."""
    window = seen(inputs)
    practice = window.outcome.incidents.copy()
    practice["logged"] += np.array(minutes) * 60_000
    return replace(window, outcome=replace(window.outcome, incidents=practice))


def with_scenario(window, *words):
    return replace(window, scenario=bench(*words))


def test_the_clock_of_a_grade_starts_where_it_says():
    # Called and sent at 10 and 100, there after 10 minutes, and logged 6 minutes after the call.
    inputs = tiny([tour(0, 0, 1440), tour(1, 0, 1440)], [incident(10, 5), incident(100, 5)], travel=10)
    window = late_logged(inputs, [6, 6])
    found = {
        clock: values(clock_measures(with_scenario(window, f"force.grades.immediate.clock={clock}")))
        for clock in ("call", "logged", "sent")
    }
    assert found["call"]["clock_p50_min", "grade=immediate"] == pytest.approx(10)
    assert found["logged"]["clock_p50_min", "grade=immediate"] == pytest.approx(4)
    assert found["sent"]["clock_p50_min", "grade=immediate"] == pytest.approx(10)


def test_what_is_within_target_depends_on_the_clock():
    # One officer, 30 minutes of work each: called at 10, 12 and 14, there at 10, 40 and 70: waits of 0, 28 and 56 from the call.
    # Logged 14 minutes late these are -14, 14 and 42; from sending all three are 0.
    inputs = tiny([tour(0, 0, 1440)], [incident(10, 30), incident(12, 30), incident(14, 30)])
    window = late_logged(inputs, [0, 14, 14])
    share = {}
    for clock in ("call", "logged", "sent"):
        found = values(clock_measures(with_scenario(window, f"force.grades.immediate.clock={clock}")))
        share[clock] = found["attended_within_target", ""]
    assert share == {"call": pytest.approx(1 / 3), "logged": pytest.approx(2 / 3), "sent": pytest.approx(1)}


def test_an_incident_nobody_was_sent_to_is_judged_but_by_a_clock_that_starts_at_sending():
    # The second waits behind work that outlasts the study.
    inputs = tiny([tour(0, 0, 2880)], [incident(10, 5000), incident(20, 5)])
    assert counted(clock_measures(seen(inputs)))["attended_within_target", ""] == 2
    assert values(clock_measures(seen(inputs)))["attended_within_target", ""] == 0.5
    by_sending = seen(inputs, bench("force.grades.immediate.clock=sent"))
    assert counted(clock_measures(by_sending))["attended_within_target", ""] == 1
    assert counted(clock_measures(by_sending))["clock_p50_min", "grade=immediate"] == 1


def test_on_the_minute_is_within_the_target():
    for travel, within in ((15, 1), (15.1, 0)):
        window = seen(tiny([tour(0, 0, 1440)], [incident(10, 5)], travel=travel))
        assert values(clock_measures(window))["attended_within_target", ""] == within


def test_the_vulnerable_have_their_own_target():
    # There 20 minutes after the log: too late for 15, in time for the 30 that hold for the second, who is vulnerable.
    inputs = tiny([tour(0, 0, 1440), tour(1, 0, 1440)], [incident(10, 5), incident(100, 5)], travel=20)
    inputs.incidents["vulnerable"] = [0, 1]
    own = "force.grades.immediate.vulnerable_target_min={urban: 30, rural: 30}"
    assert values(clock_measures(seen(inputs)))["attended_within_target", ""] == 0
    assert values(clock_measures(seen(inputs, bench(own))))["attended_within_target", ""] == 0.5
    types = [own, "demand.types.urgent.vulnerable=0.5"]
    grouped = values(clock_measures(seen(inputs, bench(*types))))
    assert grouped["attended_within_target", "vulnerable=yes"] == 1
    assert grouped["attended_within_target", "vulnerable=no"] == 0


def test_a_standard_removed_counts_nothing_but_leaves_the_time():
    inputs = tiny([tour(0, 0, 1440)], [incident(10, 5), incident(40, 5, grade=1)], travel=20)
    removed = seen(inputs, bench("force.grades.immediate.target_min={urban: null, rural: 20}"))
    found, out_of = values(clock_measures(removed)), counted(clock_measures(removed))
    assert math.isnan(found["attended_within_target", "grade=immediate"])
    assert math.isnan(found["standard_kept", "grade=immediate"])
    assert out_of["attended_within_target", ""] == 1
    assert found["standard_kept", ""] == found["standard_kept", "grade=prompt"] == 1
    assert found["clock_p50_min", "grade=immediate"] == pytest.approx(20)


def test_one_no_longer_needed_counts_as_missed():
    # The officer is away until 60; the caller at 10 waits 20 minutes, longer than the target of 15, the one at 50 gives up at 52.
    inputs = tiny([tour(0, 60, 1440)], [incident(10, 5), incident(50, 5), incident(70, 5)])
    inputs.incidents["patience_ms"] = [20 * 60_000, 2 * 60_000, -1]
    window = seen(inputs)
    found = values(clock_measures(window))
    assert found["attended_within_target", ""] == pytest.approx(1 / 3)
    assert found["cancelled_share", ""] == found["cancelled_share", "grade=immediate"] == pytest.approx(2 / 3)
    assert values(public_measures(window))["wait_p50_min", ""] == pytest.approx(2)  # waits of 20, 2 and 0 minutes


STATISTICS = {
    # Waits of 0, 10, 20 and 30 minutes against 15: half within; the middle is 15, nine in ten are within 27.
    "share, aim=0.5": 1, "share, aim=0.6": 0, "median, aim=0": 1, "p90, aim=0": 0,
}  # fmt: skip


@pytest.mark.parametrize(("how", "kept"), STATISTICS.items())
def test_a_standard_is_kept_by_its_own_statistic(how, kept):
    statistic, aim = how.split(", ")
    inputs = tiny([tour(0, 0, 1440)], [incident(10, 10), incident(10, 10), incident(10, 10), incident(10, 10)])
    words = [f"force.grades.immediate.statistic={statistic}", f"force.grades.immediate.{aim}"]
    rows = clock_measures(seen(inputs, bench(*words)))
    assert values(rows)["standard_kept", "grade=immediate"] == kept


def test_times_are_measured_in_targets_where_a_grade_has_several():
    # 20 minutes of drive against 15 and against 30: 1.33 and 0.67 targets, so the middle is just 1.0 targets.
    inputs = tiny([tour(0, 0, 1440), tour(1, 0, 1440)], [incident(10, 5), incident(100, 5)], travel=20)
    inputs.incidents["vulnerable"] = [0, 1]
    words = ["force.grades.immediate.statistic=median", "force.grades.immediate.vulnerable_target_min={urban: 30, rural: 30}"]
    assert values(clock_measures(seen(inputs, bench(*words))))["standard_kept", ""] == 1
    words[1] = words[1].replace("30", "29")
    assert values(clock_measures(seen(inputs, bench(*words))))["standard_kept", ""] == 0


def test_who_was_never_reached_is_later_than_any_target():
    # Two reached at once, two never: the middle lies between reached and never reached, so the median is out of reach.
    lines = [incident(10, 5000), incident(10, 5000), incident(20, 5), incident(20, 5)]
    inputs = tiny([tour(0, 0, 2880), tour(1, 0, 2880)], lines)
    words = ["force.grades.immediate.statistic=median"]
    assert values(clock_measures(seen(inputs, bench(*words))))["standard_kept", ""] == 0


def test_who_gave_up_early_was_not_reached_early():
    # One reached at once, two given up on after 2 minutes: the middle of the three was never reached.
    inputs = tiny([tour(0, 0, 1440)], [incident(10, 200), incident(20, 5), incident(30, 5)])
    inputs.incidents["patience_ms"] = 2 * 60_000
    assert values(clock_measures(seen(inputs, bench("force.grades.immediate.statistic=median"))))["standard_kept", ""] == 0


def test_every_grade_must_keep_its_standard_for_all_to_be_kept():
    lines = [incident(10, 100, grade=1), incident(20, 5), incident(300, 5, grade=1)]
    found = values(clock_measures(seen(tiny([tour(0, 0, 1440)], lines))))
    assert (found["standard_kept", "grade=immediate"], found["standard_kept", "grade=prompt"]) == (0, 1)
    assert found["standard_kept", ""] == 0


def test_what_the_front_door_settles_waits_for_nobody():
    # Of three callers one is settled by phone and never logged; an appointment counts from being passed to the dispatcher.
    inputs = tiny([tour(0, 0, 1440)], [incident(10, 5), incident(20, 5), incident(30, 5)])
    window = seen(inputs)
    practice = window.outcome.incidents.copy()
    practice["stage"][0], practice["logged"][0], practice["sent"][0], practice["arrived"][0] = SETTLED_WITHOUT, -1, -1, -1
    practice["logged"][2], practice["sent"][2], practice["arrived"][2] = (m * 60_000 for m in (500, 500, 507))
    decided = np.zeros(3, dtype=FRONT)
    decided["disposition"] = [BY_PHONE, ATTEND, APPOINTMENT]
    front = replace(inputs, front=FrontPlan(on=True, decided=decided))
    window = replace(window, outcome=replace(window.outcome, incidents=practice), inputs=front)
    found, out_of = values(public_measures(window)), counted(public_measures(window))
    assert out_of["wait_p50_min", ""] == 2
    assert found["wait_p50_min", ""] == pytest.approx(3.5)  # 0 and 7 minutes
    assert found["open_at_end", ""] == 0
    assert counted(clock_measures(window))["attended_within_target", ""] == 2


def test_a_wait_for_a_crew_begins_at_the_log_and_ends_where_nobody_is_needed_any_more():
    # Called at 0, logged at 30, no longer needed at 90: an hour of waiting in two days, none of it in the second half.
    inputs = tiny([], [incident(0, 5)], seats=1)
    inputs.incidents["patience_ms"] = 90 * 60_000
    window = late_logged(inputs, [30])
    by_hour = {(m.metric, m.hour_of_week): m.value for m in hour_measures(window)}
    assert [by_hour["waiting_incidents", hour] for hour in range(3)] == [0.5, 0.5, 0]
    assert by_hour["demand_officers", 0] == 0  # what nobody was sent to took no time
    found = values(public_measures(window))
    assert found["backlog_mean", ""] == found["backlog_mean", "grade=immediate"] == pytest.approx(60 / 2880)
    assert found["backlog_second_half", ""] == 0
    assert found["open_at_end", ""] == 0
