"""Assaults: whose odds are raised, what is expected, what is drawn, and that draws belong to incident and officer."""

import math

import numpy as np
import pytest

from kernels.records import DEPLOYMENT, INCIDENT
from kernels.safety import assaults, with_odds
from sim.measures.safety import safety_measures
from tests.support.measured import a_year, bench, counted, seen, values
from tests.support.tiny_inputs import incident, tiny, tour


def crews(*lines):
    """Crews sent: (incident, tour, officers, arrived, left), -1 never."""
    out = np.zeros(len(lines), dtype=DEPLOYMENT)
    for row, (of, tour_row, officers, arrived, left) in enumerate(lines):
        out[row]["incident"], out[row]["tour"], out[row]["officers"] = of, tour_row, officers
        out[row]["arrived"], out[row]["left"] = arrived, left
    return out


def incidents(n, key=1):
    out = np.zeros(n, dtype=INCIDENT)
    out["key"] = np.arange(key, key + n, dtype=np.uint64) * np.uint64(7919)
    return out


def fates(sent, chance=0.1, odds=3.0, injury_share=0.5, n_incidents=None, seats=None):
    n = 1 + int(sent["incident"].max()) if n_incidents is None else n_incidents
    seat_ids = np.arange(1 + int(sent["tour"].max()), dtype=np.int64) if seats is None else np.array(seats)
    tour_seat = np.arange(seat_ids.size, dtype=np.int64)
    out = np.zeros(sent.size), np.zeros(sent.size, dtype=np.int64), np.zeros(sent.size, dtype=np.int64)
    assaults(sent, incidents(n), tour_seat, seat_ids, np.array([chance]), odds, injury_share, *out)
    return out


def test_odds_are_multiplied_not_chances():
    assert with_odds(0.5, 3.0) == pytest.approx(0.75)  # 1 to 1 becomes 3 to 1
    assert with_odds(0.001, 1.5) == pytest.approx(0.0015, rel=1e-3)
    assert with_odds(0.0, 5.0) == 0.0
    assert with_odds(1.0, 5.0) == 1.0
    assert with_odds(0.2, 1.0) == pytest.approx(0.2)


ALONE = with_odds(0.1, 3.0)
CASES = {
    "one officer and nobody else": ([(0, 0, 1, 10, 50)], [ALONE]),
    "a pair": ([(0, 0, 2, 10, 50)], [0.2]),
    "the second is met by the first": ([(0, 0, 1, 10, 50), (0, 1, 1, 20, 50)], [ALONE, 0.1]),
    "whoever arrives first is alone, whoever was sent first": ([(0, 0, 1, 20, 50), (0, 1, 1, 10, 50)], [0.1, ALONE]),
    "both at the same moment": ([(0, 0, 1, 10, 50), (0, 1, 1, 10, 50)], [0.1, 0.1]),
    "the first has gone again": ([(0, 0, 1, 10, 20), (0, 1, 1, 30, 50)], [ALONE, ALONE]),
    "the first goes as the second comes": ([(0, 0, 1, 10, 30), (0, 1, 1, 30, 50)], [ALONE, ALONE]),
    "the first is still there": ([(0, 0, 1, 10, -1), (0, 1, 1, 30, -1)], [ALONE, 0.1]),
    "the other turned back": ([(0, 0, 1, -1, 20), (0, 1, 1, 30, 50)], [0.0, ALONE]),
    "the other is elsewhere": ([(0, 0, 1, 10, 50), (1, 1, 1, 20, 50)], [ALONE, ALONE]),
}


@pytest.mark.parametrize("case", CASES)
def test_who_is_alone_on_arrival(case):
    lines, expected = CASES[case]
    assert fates(crews(*lines))[0].tolist() == pytest.approx(expected)


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
