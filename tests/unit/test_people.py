"""Who the officers are: shares as set, ages that fit service, and nothing of it in what happens."""

from __future__ import annotations

import numpy as np
import pytest

from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.people import Traits, joined_at, officers_of
from sim.scenario.people import JoinedAge

SMALL = ("run.days=3", "run.warmup_days=1", "demand.logged_per_year=12000", "people=county")


def traits(*words: str, replication: int = 0) -> Traits:
    plan = make_plan(compose([*SMALL, *words]))
    return officers_of(plan.scenario, draw_inputs(plan, replication))


def test_shares_are_those_that_are_set() -> None:
    """Of 3000 officers; four standard errors of a third are 3.4 points, of a fifth 2.9."""
    found = traits("force.officers=3000", "people.women=0.35")
    assert found.women.mean() == pytest.approx(0.35, abs=0.035)
    assert np.bincount(found.role)[1] / 3000 == pytest.approx(0.2, abs=0.03)
    old_hands = found.service >= 4
    assert not found.sergeants[~old_hands].any()
    assert found.sergeants[old_hands].mean() == pytest.approx(0.16, abs=0.035)


def test_age_is_age_at_joining_and_service() -> None:
    found = traits("force.officers=2000")
    joined = found.age - found.service
    assert joined.min() >= 18
    assert joined.max() <= 45
    assert found.age.max() <= 60
    assert found.age.max() > 55


@pytest.mark.parametrize(("place", "age"), [(0.0, 18), (1.0, 45), (5 / 27, 23), (5 / 108, 20.5)])
def test_the_triangle_of_joining_by_hand(place: float, age: float) -> None:
    """From 18 by 23 to 45: 5/27 of officers joined before 23, and a quarter of those before 20.5."""
    assert joined_at(np.array([place]), JoinedAge(youngest=18, usual=23, oldest=45))[0] == pytest.approx(age)


def test_traits_belong_to_the_seat() -> None:
    """Another replication, and a force that grew, leave everybody who was there as they were."""
    one, other, grown = traits("force.officers=60"), traits("force.officers=60", replication=7), traits(
        "force.officers=60", "staffing.uplift=0.5")
    for name in ("women", "age", "service", "sergeants", "role"):
        assert (getattr(one, name) == getattr(other, name)).all()
        assert (getattr(one, name) == getattr(grown, name)[:60]).all()


def test_with_supervision_its_sergeants_are_the_sergeants() -> None:
    plan = make_plan(compose([*SMALL, "force.officers=120", "supervision=county"]))
    inputs = draw_inputs(plan, 0)
    assert (officers_of(plan.scenario, inputs).sergeants == inputs.sergeants).all()
    assert inputs.sergeants.any()


def test_nobody_acts_otherwise_for_being_asked() -> None:
    """The switches leave no trace: the same events, exposures and strain with and without people and survey."""
    words = ["force.officers=60", "demand.logged_per_year=12000", "run.days=4", "run.warmup_days=1", "strain=pressures",
             "sickness=feedback"]
    runs = []
    for more in ([], ["people=county", "survey=county"]):
        runs.append(run_compiled(draw_inputs(make_plan(compose([*words, *more])), 0)))
    assert runs[0].trajectory == runs[1].trajectory
    assert (runs[0].exposures == runs[1].exposures).all()
    assert (runs[0].strains == runs[1].strains).all()
