"""Sergeants: who is one, how many constables each leads, and when an area has none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.inputs.supervision import sergeants
from sim.measures.supervision import supervision_measures
from sim.scenario import Supervision
from tests.support.measured import bench, seen, values
from tests.support.tiny_inputs import incident, tiny, tour

SMALL = ("supervision=county", "force.officers=120", "demand.logged_per_year=20000", "run.days=14", "run.warmup_days=0")


def test_every_team_of_every_area_has_its_sergeants() -> None:
    for many in (1, 2):
        plan = make_plan(compose([*SMALL, f"supervision.sergeants={many}"]))
        chosen = draw_inputs(plan, 0).sergeants
        cell = plan.seats.area.astype(int) * 5 + plan.seats.team
        assert (np.bincount(cell[chosen], minlength=30) == np.minimum(np.bincount(cell, minlength=30), many)).all()


def test_with_more_sergeants_those_there_were_remain_and_a_cut_moves_no_others() -> None:
    plan, cut = (make_plan(compose([*SMALL, f"staffing.cut={cut}"])) for cut in (0, 0.2))
    one, two = (sergeants(plan.seats, Supervision(on=True, sergeants=many), 7) for many in (1, 2))
    assert (two | one == two).all()
    assert not sergeants(plan.seats, Supervision(on=False), 7).any()
    before, after = set(plan.seats.id[one].tolist()), set(cut.seats.id[sergeants(cut.seats, Supervision(on=True), 7)].tolist())
    assert before & set(cut.seats.id.tolist()) <= after  # whoever stays stays a sergeant; others step up


def test_sergeants_change_nothing_that_happens() -> None:
    words = ("supervision=county", "supervision=none")
    with_, without = (draw_inputs(make_plan(compose([word, *SMALL[1:]])), 0) for word in words)
    assert (with_.tours == without.tours).all() and (with_.incidents == without.incidents).all()
    assert not without.sergeants.any()


def led() -> Inputs:
    """Seat 0 is the sergeant, 0 to 120 minutes; three constables 0 to 240; an incident of an hour for the sergeant."""
    tours = [tour(0, 0, 120), *(tour(seat, 0, 240, team=1) for seat in (1, 2, 3))]
    inputs = tiny(tours, [incident(0, 60)])
    return replace(inputs, sergeants=np.array([True, False, False, False]))


def test_span_and_hours_without_by_hand() -> None:
    # Two hours of four without a sergeant; three constables for one in the other two; busy for one hour of two.
    found = values(supervision_measures(seen(led(), bench("supervision=county"))))
    assert found["span_of_control", ""] == pytest.approx(3)
    assert found["without_sergeant_share", ""] == pytest.approx(0.5)
    assert found["sergeants_busy_share", ""] == pytest.approx(0.5)
    rows = {(m.metric, m.hour_of_week): m.value for m in supervision_measures(seen(led(), bench("supervision=county")))}
    assert rows["span_by_hour", 1] == pytest.approx(3) and ("span_by_hour", 3) not in rows


def test_switched_off_there_is_nothing_to_measure() -> None:
    assert list(supervision_measures(seen(led(), bench()))) == []
