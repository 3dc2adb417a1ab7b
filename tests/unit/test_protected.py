"""Protected time as planned and as measured: the table of a scenario, sergeants by span, what was had and left, who was in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kernels.clock import HOUR_MS, MINUTE_MS
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.protected import protected_time
from sim.measures.supervision import supervision_measures
from sim.outcome import conservation_faults
from sim.reference.force import run_reference
from sim.scenario import Supervision
from tests.support.measured import bench, seen, values
from tests.support.tiny_inputs import incident, tiny, tour
from tests.support.tiny_protected import SUPERVISION, of_time, time, with_protected

LED = "supervision=own_load"


def test_the_table_of_a_scenario() -> None:
    words = [LED, "supervision.own_work.per_crime_min=2", "casework=county", "casework.desk.minutes=45", "casework.desk.keep=2"]
    work, desk = protected_time(compose(words))
    assert (work["base_ms"], work["per_officer_ms"], work["per_crime_ms"]) == (60 * MINUTE_MS, 8 * MINUTE_MS, 2 * MINUTE_MS)
    assert (work["from_ms"], work["until_ms"], work["grades"], work["keep"]) == (HOUR_MS // 2, 9 * HOUR_MS, 1, 1)
    assert (desk["base_ms"], desk["per_officer_ms"], desk["from_ms"], desk["keep"]) == (45 * MINUTE_MS, 0, HOUR_MS, 2)


def test_what_is_off_takes_no_time() -> None:
    for words in ([], ["supervision=county", "casework=county"], ["casework.desk.minutes=60", "supervision.own_work.minutes=60"]):
        assert not any(row.tobytes().strip(b"\0") for row in protected_time(compose(words)))
        assert draw_inputs(make_plan(compose([*words, "run.days=2", "force.officers=60"])), 0).protected_tours == 0


@pytest.mark.parametrize(("team", "sergeants"), [(1, 1), (6, 1), (10, 1), (15, 2), (20, 2), (25, 2), (26, 3), (40, 4)])
def test_one_sergeant_leaves_about_nine_others(team: int, sergeants: int) -> None:
    assert Supervision(on=True, span=9, sergeants=5).sergeants_of(team) == sergeants
    assert Supervision(on=True, sergeants=5).sergeants_of(team) == 5


def test_out_and_in_by_hand() -> None:
    # Four hours; the sergeant is out for one: three constables to three quarters of a sergeant. 30 minutes of 60 were had.
    inputs = tiny([tour(seat, 0, 240) for seat in range(4)], [incident(30, 60, officers=4)], horizon=300)
    inputs = with_protected(inputs, time(60, until=30), sergeants=[0])
    scenario = bench("supervision=own_load")
    found = values(supervision_measures(seen(inputs, scenario)))
    assert found["sergeants_out_share", ""] == pytest.approx(1 / 4)
    assert found["effective_span", ""] == pytest.approx(12 / 3)
    assert found["supervision_had_share", ""] == pytest.approx(1)
    called = replace(inputs, protected=with_protected(inputs, time(60, until=30, grades=1)).protected)
    found = values(supervision_measures(seen(called, scenario)))
    assert found["supervision_had_share", ""] == pytest.approx(0.5)
    assert (found["supervision_min", ""], found["supervision_left_min", ""]) == (30, 30)
    assert found["supervision_had_share", "shift=night"] == pytest.approx(0.5)  # the tours begin at midnight


def test_time_that_is_in_no_account_is_a_fault() -> None:
    inputs = with_protected(tiny([tour(0, 0, 240)], horizon=300), time(60), sergeants=[0])
    outcome = run_reference(inputs)
    assert conservation_faults(inputs, outcome) == []
    assert of_time(outcome, SUPERVISION, "had_ms") == [60]
    outcome.protected["had_ms"][0, SUPERVISION] += 1
    assert any("supervisory work by its tours" in fault for fault in conservation_faults(inputs, outcome))
    outcome.protected["began"][0, SUPERVISION] = 5
    assert any("not under way" in fault for fault in conservation_faults(inputs, outcome))
