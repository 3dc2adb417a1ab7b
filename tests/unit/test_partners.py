"""Partners' capacity from the scenario: the shortfall of all, and of one."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.build import make_plan

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
