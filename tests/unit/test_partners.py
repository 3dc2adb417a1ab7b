"""Partners' capacity from the scenario: the shortfall of all, and of one, and who is seconded to a joint team."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan

AMBULANCE = "partners.services.ambulance.shortfall"


def _units(*words: str) -> np.ndarray:
    """Unit-hours a week of ambulance, mental health and social care, in this order."""
    return make_plan(compose(["run=smoke", *words])).partners.units.sum(axis=1)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["partners.shortfall=0.25"], (0.75, 0.75, 0.75)),
        ([f"{AMBULANCE}=0.5"], (0.5, 1.0, 1.0)),
        (["partners.shortfall=0.25", f"{AMBULANCE}=0"], (1.0, 0.75, 0.75)),
        (["partners.shortfall=0.25", f"{AMBULANCE}=null"], (0.75, 0.75, 0.75)),
    ],
)
def test_a_shortfall_of_its_own_comes_before_the_one_of_all(words: list[str], left: tuple[float, ...]) -> None:
    assert _units(*words) == pytest.approx(_units() * left)


TEAM = ("crewing=joint_team", "crewing.triage_car.from='21:30'", "crewing.triage_car.to='01:00'")


def _of(service: int, *words: str) -> np.ndarray:
    """Units of a service by weekday and hour, (7, 24)."""
    return make_plan(compose(["run=smoke", *words])).partners.units[service].reshape(7, 24)


def test_who_is_seconded_is_missing_in_the_hours_of_the_team_on_every_day() -> None:
    for short, words in ((0.0, ()), (0.25, ("partners.shortfall=0.25",))):
        alone, fewer = _of(1, *words), _of(1, *TEAM, *words)
        taken = alone - fewer
        assert (taken == taken[0]).all()  # two of them, wherever a shortfall leaves it
        assert taken[0] == pytest.approx([2] + [0] * 20 + [1, 2, 2])  # the hour of which half is within: on half of the dates
        assert alone == pytest.approx(_of(1) * (1 - short))


def test_nobody_is_missing_where_nobody_is_seconded_or_no_car_goes_out() -> None:
    nobody = [f"crewing.triage_car.seconded.{name}=0" for name in ("mental_health", "social_care")]
    for words in ([*TEAM, *nobody], [*TEAM, "crewing.triage_car.cars=0"], ["crewing=triage_car"]):
        for service in range(3):
            assert (_of(service, *words) == _of(service)).all()
    assert (_of(0, *TEAM) == _of(0)).all()  # the ambulance service has nobody in the car


def test_units_on_duty_change_when_the_team_begins_and_ends() -> None:
    plan = make_plan(compose(["run=smoke", "partners.services.social_care.week=8", *TEAM[:1]]))
    steps = draw_inputs(plan, 0).steps
    mine = steps[steps["partner"] == 2]
    hours = [(int(at) // 3_600_000 % 24, int(units)) for at, units in zip(mine["at"], mine["units"], strict=True)]
    assert hours[:5] == [(0, 8), (14, 6), (22, 8), (14, 6), (22, 8)]  # in January, when local time is UTC
