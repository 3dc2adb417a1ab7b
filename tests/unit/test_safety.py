"""Assaults: who is alone as the work begins, what is expected, what is drawn, and that draws belong to incident and officer."""

import math

import numpy as np
import pytest

from kernels.kinds import SCENE_STARTED, SUSPENDED
from kernels.records import DEPLOYMENT, INCIDENT, PRACTICE
from kernels.safety import assaults, with_odds, work_began
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs
from sim.measures.safety import began_ms, safety_measures
from sim.measures.window import Window
from sim.replication import plan_of
from tests.support.measured import a_year, bench, counted, seen, values
from tests.support.tiny_inputs import incident, tiny, tour


def crews(*lines):
    """Crews sent: (incident, tour, officers, arrived, left[, sent]), -1 never."""
    out = np.zeros(len(lines), dtype=DEPLOYMENT)
    for row, (of, tour_row, officers, arrived, left, *sent) in enumerate(lines):
        out[row]["incident"], out[row]["tour"], out[row]["officers"] = of, tour_row, officers
        out[row]["arrived"], out[row]["left"], out[row]["sent"] = arrived, left, sent[0] if sent else 0
    return out


def incidents(n, key=1):
    out = np.zeros(n, dtype=INCIDENT)
    out["key"] = np.arange(key, key + n, dtype=np.uint64) * np.uint64(7919)
    return out


def fates(sent, chance=0.1, odds=3.0, injury_share=0.5, n_incidents=None, seats=None, began=None, left=None):
    """What happens to crews that begin as they arrive, or when ``began`` says."""
    n = 1 + int(sent["incident"].max()) if n_incidents is None else n_incidents
    seat_ids = np.arange(1 + int(sent["tour"].max()), dtype=np.int64) if seats is None else np.array(seats)
    tour_seat = np.arange(seat_ids.size, dtype=np.int64)
    begins = np.ascontiguousarray(sent["arrived"]) if began is None else np.array(began, dtype=np.int64)
    out = np.zeros(sent.size), np.zeros(sent.size, dtype=np.int64), np.zeros(sent.size, dtype=np.int64)
    kept = np.ones(sent.size) if left is None else np.array(left)
    assaults(sent, incidents(n), begins, tour_seat, seat_ids, np.array([chance]), kept, odds, injury_share, *out)
    return out


def begun(lines, started, *, minimum=1, suspended=0, begin_anyway=-1):
    """When the work began with each crew of one incident there."""
    plan, practice, sent = incidents(1), np.zeros(1, dtype=PRACTICE), crews(*lines)
    plan["minimum"], practice["started"], practice["suspended"] = minimum, started, suspended
    out = np.zeros(sent.size, dtype=np.int64)
    work_began(sent, plan, practice, begin_anyway, out)
    return out.tolist()


def test_odds_are_multiplied_not_chances():
    assert with_odds(0.5, 3.0) == pytest.approx(0.75)  # 1 to 1 becomes 3 to 1
    assert with_odds(0.001, 1.5) == pytest.approx(0.0015, rel=1e-3)
    assert with_odds(0.0, 5.0) == 0.0
    assert with_odds(1.0, 5.0) == 1.0
    assert with_odds(0.2, 1.0) == pytest.approx(0.2)


# When the work begins with whom


def test_who_waits_outside_begins_with_the_second():
    assert begun([(0, 0, 1, 10, 50), (0, 1, 1, 30, 50)], started=30, minimum=2) == [30, 30]


def test_who_comes_to_work_under_way_joins_it_then():
    assert begun([(0, 0, 1, 10, 50), (0, 1, 1, 20, -1)], started=10) == [10, 20]


def test_who_turned_back_left_before_or_saw_no_beginning_never_began():
    assert begun([(0, 0, 1, -1, 20), (0, 1, 1, 10, 25), (0, 2, 2, 30, 50)], started=30, minimum=2) == [-1, -1, 30]
    assert begun([(0, 0, 1, 10, -1)], started=-1, minimum=2) == [-1]
    # A student does not count: the tutor and he are gone when the work begins, and it was never broken off.
    assert begun([(0, 0, 2, 10, 15), (0, 1, 1, 20, 50), (0, 2, 1, 30, 50)], started=30, minimum=2) == [-1, 30, 30]


def test_work_without_length_was_begun():
    assert begun([(0, 0, 1, 10, 30), (0, 1, 1, 30, 30)], started=30, minimum=2) == [30, 30]


AGAIN = (0, 8, 2, 60, 90, 55)  # a pair that was sent when the work had been broken off at 40, and began anew at 60
BROKEN_OFF = {
    "with the second": ([(0, 0, 1, 10, 40), (0, 1, 1, 20, 40)], [20, 20]),
    "short, and one joined": ([(0, 0, 1, 5, 40), (0, 1, 1, 35, 40)], [25, 35]),
    "short, and two waited for it": ([(0, 0, 1, 5, 40), (0, 1, 1, 8, 40)], [25, 25], 3),
    "the first had gone before the others": ([(0, 0, 1, 5, 8), (0, 1, 1, 15, 40), (0, 2, 1, 30, 40)], [-1, 30, 30]),
    "short, without the one who has gone": ([(0, 0, 1, 5, 40), (0, 1, 1, 8, 9), (0, 2, 1, 12, 40)], [25, -1, 25], 3),
    "a pair is enough for two": ([(0, 0, 2, 10, 40), (0, 1, 1, 15, 40)], [10, 15]),
    "at once, for one was enough": ([(0, 0, 1, 10, 40), (0, 1, 1, 20, 40)], [10, 20], 1),
    "never, nobody stayed that long": ([(0, 0, 1, 30, 40)], [-1]),
}


@pytest.mark.parametrize("case", BROKEN_OFF)
def test_work_broken_off_had_begun_when_officers_enough_were_there_or_had_waited_long_enough(case):
    lines, expected, *minimum = BROKEN_OFF[case]
    found = begun([*lines, AGAIN], started=60, minimum=minimum[0] if minimum else 2, suspended=1, begin_anyway=20)
    assert found == [*expected, 60]


def test_crews_sent_together_begin_with_the_last_of_them_at_the_latest():
    # Three are wanted and two on duty.
    lines = [(0, 0, 1, 10, 40), (0, 1, 1, 20, 40), AGAIN]
    assert begun(lines, started=60, minimum=3, suspended=1) == [20, 20, 60]
    # The other was called off on its way: nobody begins.
    lines = [(0, 0, 1, 10, 40), (0, 1, 1, -1, 40), AGAIN]
    assert begun(lines, started=60, minimum=2, suspended=1) == [-1, -1, 60]
    # Nobody else was sent with it.
    assert begun([(0, 0, 1, 10, 40), AGAIN], started=60, minimum=2, suspended=1) == [10, 60]


def test_who_gathers_again_for_work_broken_off_has_not_begun():
    lines = [(0, 0, 2, 10, 40), (0, 1, 1, 60, -1, 50)]
    assert begun(lines, started=10, minimum=2, suspended=1, begin_anyway=20) == [10, -1]


OVERLOADED = ["force=county", "operations=responsive", "run=smoke", "run.days=7", "staffing.cut=0.25", "safety=county",
              "crewing.double_for_risk=true", "operations.tour_end=hand_back", "operations.preemption.grades=2",
              "operations.preemption.from=[travelling,on_scene,clearing]"]  # fmt: skip


@pytest.mark.parametrize("words", [[], ["operations.dispatch.staged=false"]])
def test_beginnings_are_those_of_the_events(words):
    # An overloaded force whose work is broken off all the time: its events tell every beginning.
    scenario = compose([*OVERLOADED, *words])
    inputs = draw_inputs(plan_of(scenario), 0)
    outcome = run_compiled(inputs, log=True)
    found = began_ms(Window(scenario, plan_of(scenario).calendar, inputs, outcome))
    told = np.array(list(_told_by(outcome)))
    broken_off = outcome.incidents["suspended"][outcome.deployments["incident"]] > 0
    assert broken_off.sum() > 500
    assert (found == told)[~broken_off].all()
    # Where a crew that others waited for was called away, when exactly the rest began is not always known.
    assert (found != told).sum() <= 0.001 * broken_off.sum()


def _told_by(outcome):
    beginnings, breaks = {}, {}
    for at, kind, i, _ in outcome.log.tolist():
        if kind == SCENE_STARTED:
            beginnings.setdefault(i, []).append(at)
        elif kind == SUSPENDED:
            breaks.setdefault(i, []).append(at)
    for crew in outcome.deployments:
        i, came, left = int(crew["incident"]), int(crew["arrived"]), int(crew["left"])
        first = max((at for at in beginnings.get(i, []) if at <= came), default=-1)
        under_way = first >= 0 and not any(first <= at <= came for at in breaks.get(i, []))
        later = [at for at in beginnings.get(i, []) if at >= came and (left < 0 or at <= left)]
        yield -1 if came < 0 else came if under_way else min(later, default=-1)


# Who is alone

ALONE = with_odds(0.1, 3.0)
CASES = {
    "one officer and nobody else": ([(0, 0, 1, 10, 50)], [ALONE]),
    "a pair": ([(0, 0, 2, 10, 50)], [0.2]),
    "the second is met by the first": ([(0, 0, 1, 10, 50), (0, 1, 1, 20, 50)], [ALONE, 0.1]),
    "whoever begins is alone, whoever was sent first": ([(0, 0, 1, 20, 50), (0, 1, 1, 10, 50)], [0.1, ALONE]),
    "both at the same moment": ([(0, 0, 1, 10, 50), (0, 1, 1, 10, 50)], [0.1, 0.1]),
    "the first has gone again": ([(0, 0, 1, 10, 20), (0, 1, 1, 30, 50)], [ALONE, ALONE]),
    "the first goes as the second comes": ([(0, 0, 1, 10, 30), (0, 1, 1, 30, 50)], [ALONE, ALONE]),
    "the first is still there": ([(0, 0, 1, 10, -1), (0, 1, 1, 30, -1)], [ALONE, 0.1]),
    "the other turned back": ([(0, 0, 1, -1, 20), (0, 1, 1, 30, 50)], [0.0, ALONE]),
    "the other is elsewhere": ([(0, 0, 1, 10, 50), (1, 1, 1, 20, 50)], [ALONE, ALONE]),
    "the first waits for the second": ([(0, 0, 1, 10, 50), (0, 1, 1, 30, 50)], [0.1, 0.1], [30, 30]),
    "it is over as soon as it begins": ([(0, 0, 1, 10, 30), (0, 1, 1, 30, 30)], [0.1, 0.1], [30, 30]),
    "the first waits in vain and goes": ([(0, 0, 1, 10, 20), (0, 1, 1, 30, 50)], [0.0, ALONE], [-1, 30]),
    "the first waits in vain and begins": ([(0, 0, 1, 10, 50), (0, 1, 1, 40, 50)], [ALONE, 0.1], [30, 40]),
    "the one who waits goes as the other begins": ([(0, 0, 1, 10, 30), (0, 1, 1, 10, 50)], [0.0, ALONE], [-1, 30]),
}


@pytest.mark.parametrize("case", CASES)
def test_who_is_alone_as_the_work_begins(case):
    lines, expected, *began = CASES[case]
    assert fates(crews(*lines), began=began[0] if began else None)[0].tolist() == pytest.approx(expected)


def test_a_camera_takes_its_share_off_the_chance_whatever_the_odds():
    """Of a pair's 0.1 a quarter is left 0.075; of 0.25 for an officer alone 0.1875; the draw is held against what is left."""
    sent = crews((0, 0, 2, 10, 50), (1, 1, 1, 10, 50), (2, 2, 1, 10, 50))
    expected = fates(sent, left=[0.75, 0.75, 1.0])[0].tolist()
    assert expected == pytest.approx([2 * 0.075, 0.75 * ALONE, ALONE])
    assert fates(sent, chance=0.9, left=[0.0, 9.0, 0.0])[1].tolist() == [0, 1, 0], "never above certainty"


def test_nothing_happens_where_there_is_no_chance_and_everything_where_it_is_certain():
    sent = crews(*[(i, i % 5, 1 + i % 2, 10, 50) for i in range(40)])
    expected, assaulted, injured = fates(sent, chance=0.0)
    assert not expected.any() and not assaulted.any() and not injured.any()
    expected, assaulted, injured = fates(sent, chance=1.0, injury_share=1.0)
    assert assaulted.tolist() == injured.tolist() == sent["officers"].tolist()


def test_draws_agree_with_the_chances():
    sent = crews(*[(i, i % 50, 1 + i % 2, 10, 50) for i in range(40_000)])
    expected, assaulted, injured = fates(sent, chance=0.02, injury_share=0.25, n_incidents=40_000)
    for officers in (1, 2):
        mine = sent["officers"] == officers
        truth = expected[mine].sum()
        assert abs(assaulted[mine].sum() - truth) < 4 * math.sqrt(truth)
        assert abs(injured[mine].sum() - truth / 4) < 4 * math.sqrt(truth / 4)
    assert (injured <= assaulted).all()
    both = assaulted[sent["officers"] == 2]
    assert 0 < (both == 1).sum() < both.size  # two officers of a crew, two fates


def test_a_fate_belongs_to_incident_and_officer_whatever_else_was_sent():
    # Ever more crews are sent before: the same officer at the same incident meets the same fate.
    alone = fates(crews(*[(i, 3, 1, 10, 50) for i in range(2000)]), n_incidents=2000)[1]
    others = crews(*[(i, 1, 1, -1, 20) for i in range(2000)], *[(i, 3, 1, 10, 50) for i in range(2000)])
    assert fates(others, n_incidents=2000)[1][2000:].tolist() == alone.tolist()
    # A seat keeps its number when others are cut: what row it stands in makes no difference.
    moved = fates(crews(*[(i, 0, 1, 10, 50) for i in range(2000)]), n_incidents=2000, seats=[3])[1]
    assert moved.tolist() == alone.tolist()
    assert 0 < alone.sum() < 2000


def test_higher_odds_and_a_higher_injury_share_only_add():
    sent = crews(*[(i, i % 50, 1, 10, 50) for i in range(5000)])
    low, high = fates(sent, odds=1.0, n_incidents=5000), fates(sent, odds=4.0, n_incidents=5000)
    assert (low[1] <= high[1]).all() and low[1].sum() < high[1].sum()
    assert (low[2] <= fates(sent, odds=1.0, injury_share=0.9, n_incidents=5000)[2]).all()


def test_who_comes_back_to_an_incident_runs_the_risk_again():
    visits = crews(*[(i, 3, 1, 10, 20) for i in range(2000)], *[(i, 3, 1, 30, 50) for i in range(2000)])
    assaulted = fates(visits, n_incidents=2000)[1]
    assert (assaulted[:2000] != assaulted[2000:]).any()


# The measures


def scenario(*words):
    return bench("safety=county", "demand.types.urgent.assaults_per_1000=1000", *words)


def test_nothing_is_reported_when_safety_is_off():
    assert list(safety_measures(seen(tiny([tour(0, 0, 480)], [incident(10, 30)])))) == []


def test_assaults_by_crewing_days_and_pounds():
    # A pair at 10 and one officer at 100: everybody is assaulted and injured.
    tours = [tour(0, 0, 60, crew_size=2), tour(1, 0, 60, crew_size=2), tour(2, 60, 480, team=1)]
    words = ["safety.injury_share=1", "safety.days_lost_per_injury=4", "safety.cost_per_injury=1000"]
    window = seen(tiny(tours, [incident(10, 30), incident(100, 30)]), scenario(*words))
    found = values(safety_measures(window))
    for group, officers in (("", 3), ("crew=single", 1), ("crew=double", 2)):
        assert found["assaults", group] == found["assaults_expected", group] == pytest.approx(a_year(officers))
        assert found["assaults_per_1000_attended", group] == 1000
        assert found["injuries", group] == pytest.approx(a_year(officers))
        assert found["injury_days", group] == pytest.approx(a_year(4 * officers))
        assert found["injury_cost", group] == pytest.approx(a_year(1000 * officers))
        assert counted(safety_measures(window))["assaults_per_1000_attended", group] == officers


def test_only_arrivals_in_the_period_count_and_only_types_with_a_chance():
    lines = [incident(10, 30), incident(100, 30), incident(200, 30)]
    inputs = tiny([tour(0, 0, 1440)], lines, measure_from=60)
    inputs.incidents["kind"] = [0, 0, 1]  # routine: nobody is assaulted
    window = seen(inputs, scenario())
    found, days = values(safety_measures(window)), (2880 - 60) / 1440
    assert found["assaults", ""] == pytest.approx(a_year(1, days))
    assert found["assaults_per_1000_attended", ""] == 500


def singles(minimum=2, second=(100, 480), travel=0, **rules):
    """Two officers one by one, the first from the start, the second in the tour ``second``; an incident wants both at 10."""
    tours = [tour(0, 0, 480), tour(1, *second, team=1)]
    inputs = tiny(tours, [incident(10, 60, officers=2, minimum=minimum)], travel=travel, rules={"staged": True, **rules})
    return seen(inputs, bench("safety=county", "demand.types.urgent.assaults_per_1000=100", "safety.single_odds=3"))


@pytest.mark.parametrize(("case", "expected"), [
    ({"begin_anyway": 200}, [0.1, 0.1]),  # the first waits from 10 to 100 and begins with the second
    ({"begin_anyway": 20}, [ALONE]),  # and here begins without, and is done before the second comes
    ({"begin_anyway": 40, "travel": 30, "second": (60, 480)}, [ALONE, 0.1]),  # begins at 80; the second is there at 90
    ({"minimum": 1}, [ALONE]),
    ({"second": (5, 480), "begin_anyway": 20}, [0.1, 0.1]),
])  # fmt: skip
def test_in_a_run_only_who_begins_without_the_second_is_alone(case, expected):
    found = values(safety_measures(singles(**case)))
    assert found["assaults_expected", ""] == pytest.approx(a_year(sum(expected)))
    assert found["assaults_expected_per_1000", "crew=single"] == pytest.approx(1000 * sum(expected) / len(expected))


def test_what_is_to_be_expected_goes_by_chances_and_needs_no_luck():
    # A pair and one officer, each with a chance of a tenth; one injury in four, at 1,000 pounds.
    tours = [tour(0, 0, 60, crew_size=2), tour(1, 0, 60, crew_size=2), tour(2, 60, 480, team=1)]
    words = ["demand.types.urgent.assaults_per_1000=100", "safety.injury_share=0.25", "safety.single_odds=3",
             "safety.cost_per_injury=1000"]  # fmt: skip
    window = seen(tiny(tours, [incident(10, 30), incident(100, 30)]), bench("safety=county", *words))
    found = values(safety_measures(window))
    for group, chances, officers in (("", 0.2 + ALONE, 3), ("crew=single", ALONE, 1), ("crew=double", 0.2, 2)):
        assert found["injuries_expected", group] == pytest.approx(a_year(chances / 4))
        assert found["injury_cost_expected", group] == pytest.approx(a_year(chances / 4 * 1000))
        assert found["assaults_expected_per_1000", group] == pytest.approx(1000 * chances / officers)


def test_where_nobody_arrives_nothing_is_to_be_expected_and_rates_cannot_be_given():
    found = values(safety_measures(seen(tiny([tour(0, 0, 480)]), scenario())))
    assert found["injuries_expected", ""] == found["injury_cost_expected", ""] == found["assaults_expected", ""] == 0
    assert math.isnan(found["assaults_expected_per_1000", ""])
    assert math.isnan(found["assaults_per_1000_attended", ""])
