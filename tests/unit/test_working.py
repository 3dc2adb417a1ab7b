"""Ways of working as drawn and as measured: trips, levers, briefings, outages, and hours lost to systems."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.inputs.working import merged
from sim.measures.answering import answering_measures
from sim.measures.working import working_measures
from sim.replication import simulate
from tests.support.measured import a_year, bench, seen, values
from tests.support.tiny_inputs import incident, tiny, tour

SMALL = ("run.days=7", "run.warmup_days=1", "force.officers=80", "demand.logged_per_year=40000")
SLOW = ("working.on=true", "working.systems.lost_per_job={kind: deterministic, mean_min: 7}")


def drawn(*words: str, replication: int = 0) -> Inputs:
    return draw_inputs(make_plan(compose([*SMALL, *words])), replication)


def minutes(inputs: Inputs, field: str) -> np.ndarray:
    return inputs.incidents[field] / 60_000


# Drawn


def test_ways_of_working_change_the_writing_up_and_nothing_else() -> None:
    without, with_ = drawn(), drawn("working=slow_systems", "working.mobile_share=0.4")
    for name in without.incidents.dtype.names or ():
        if name not in ("clearing_ms", "systems_ms"):
            assert np.array_equal(without.incidents[name], with_.incidents[name]), name
    more = minutes(with_, "clearing_ms") - minutes(without, "clearing_ms")
    assert set(np.round(more, 9).tolist()) == {0.0, 10.0}
    assert (more == 0).mean() == pytest.approx(0.4, abs=0.05)
    assert minutes(with_, "systems_ms").mean() == pytest.approx(15, rel=0.1)
    assert not without.incidents["systems_ms"].any()


def test_mobile_and_lean_take_off_what_they_say() -> None:
    county, mobile, lean = (minutes(drawn(f"working={option}"), "clearing_ms") for option in ("county", "mobile", "lean"))
    assert (county - mobile).mean() == pytest.approx(7, abs=0.4)
    assert (county - lean).max() == pytest.approx(5)
    assert lean.min() >= 0


def test_officers_who_brief_themselves_are_ready_sooner() -> None:
    def briefing(*words: str) -> set[float]:
        tours = drawn("tour=county", *words).tours
        whole = tours["end"] - tours["start"] > 30 * 60_000
        return set(((tours["briefed"] - tours["start"]) / 60_000)[whole].tolist())

    assert briefing() == {20}
    assert briefing("working=county", "working.self_briefing_min=5") == {5}
    assert briefing("working=county", "working.self_briefing_min=45") == {20}
    assert briefing("working.self_briefing_min=5") == {20}  # ways of working are off


def test_outages_are_as_many_and_as_long_as_configured_and_never_overlap() -> None:
    words = ("run.days=364", "working=county", "working.systems.outages.per_year=300")
    first, second = (drawn(*words, replication=r).outages_ms for r in (0, 1))
    assert (first[1:, 0] > first[:-1, 1]).all()
    assert (first[:, 1] > first[:, 0]).all()
    assert 240 < len(first) < 310
    assert (first[:, 1] - first[:, 0]).sum() / 3_600_000 == pytest.approx(300 * 3 * 0.95, rel=0.25)
    assert not np.array_equal(first[:50], second[:50])
    assert drawn().outages_ms.shape == (0, 2)


def test_spans_that_overlap_or_touch_are_one() -> None:
    spans = np.array([[50, 60], [0, 10], [10, 20], [5, 8], [60, 60], [70, 90], [80, 85]], dtype=np.int64)
    assert merged(spans).tolist() == [[0, 20], [50, 60], [70, 90]]
    assert merged(np.zeros((0, 2), dtype=np.int64)).shape == (0, 2)


# Measured


def test_hours_lost_and_written_by_cause() -> None:
    # A pair: 10 minutes written, 15 down, 7 slow.  Alone: 10 written from 460, 4 slow, which end after the tour.
    lines = [tour(0, 0, 480, crew_size=2), tour(1, 0, 480, crew_size=2), tour(2, 400, 475, team=1)]
    calls = [incident(10, 30, 10, systems=7), incident(430, 30, 10, systems=4, grade=1), incident(435, 5)]
    inputs = tiny(lines, calls, outages=[(45, 60)], rules={"paper_after": 60})
    found = values(working_measures(seen(inputs, bench("front_door=none", *SLOW))))
    years = 3 * 2 * 24 / 8766
    lost = (2 * (15 + 7) + 4) / 60
    assert found["systems_lost_hours", ""] == pytest.approx(lost / years)
    assert found["systems_lost_total_hours", ""] == pytest.approx(a_year(lost))
    assert found["writing_up_hours", ""] == pytest.approx((2 * 10 + 10) / 60 / years)
    assert found["systems_lost_min_per_job", ""] == pytest.approx((22 + 4 + 0) / 3)
    assert found["systems_lost_min_per_job", "cause=outage"] == pytest.approx(15 / 3)
    assert found["systems_lost_min_per_job", "cause=slow"] == pytest.approx(11 / 3)
    assert found["outage_share", ""] == pytest.approx(1 / 3)
    assert found["systems_down_hours", ""] == pytest.approx(a_year(15 / 60))


def test_writing_that_is_cut_short_counts_without_what_systems_took() -> None:
    # Written from 40, down from 45 to 65; grade 0 takes the officer at 55: 5 of 10 minutes are dropped, not 0.
    rules = {"paper_after": 60, "preempt_grades": 1, "preempt_clearing": True}
    inputs = tiny([tour(0, 0, 480)], [incident(10, 30, 10, grade=1), incident(55, 5)], outages=[(45, 65)], rules=rules)
    window = seen(inputs)
    assert values(answering_measures(window))["clearing_dropped_hours", ""] == pytest.approx(a_year(5 / 60))
    assert values(working_measures(window))["systems_lost_total_hours", ""] == pytest.approx(a_year(10 / 60))


def test_switched_off_nothing_is_lost() -> None:
    table = simulate(compose([*SMALL, "run.days=2"]), 0)
    said = {m: v for m, v in zip(table.metric, table.value, strict=True) if "systems" in m or "outage" in m}
    assert said == {"systems_lost_hours": 0, "systems_lost_total_hours": 0}
