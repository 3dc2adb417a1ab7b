"""Questions about levers: how strong on a day, what is taken from whom, and what is left of seasons, strain and time."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import levers as k
from kernels.records import DEPLOYMENT, INCIDENT
from kernels.safety import assaults
from tests.support.plain_python import fields


@pytest.mark.parametrize(("day", "lag", "found"), [
    (99, 0, 0.0), (100, 0, 1.0), (99, 10, 0.0), (100, 10, 0.0), (105, 10, 0.5), (110, 10, 1.0), (500, 10, 1.0),
])  # fmt: skip
def test_strength_grows_evenly_over_the_lag(day: int, lag: float, found: float) -> None:
    assert k.strength(day, 100.0, lag) == pytest.approx(found)


def test_taken_is_the_effect_for_who_is_reached_and_nothing_for_others() -> None:
    rows = np.zeros((k.N_LEVERS, k.N_COLUMNS))
    rows[k.TREATMENT], rows[k.RESILIENCE] = (10, 0, 0.25), (10, 4, -0.1)
    assert k.taken(k.TREATMENT, 1 << k.TREATMENT, 10, rows) == 0.25
    assert k.taken(k.TREATMENT, 1 << k.TREATMENT, 9, rows) == 0.0
    assert k.taken(k.TREATMENT, (1 << k.RESILIENCE) | (1 << k.FLU_JABS), 10, rows) == 0.0
    assert k.taken(k.RESILIENCE, 1 << k.RESILIENCE, 12, rows) == pytest.approx(-0.05)
    assert k.taken(k.TREATMENT, -1, 10, rows[:0]) == 0.0


def test_without_flu_leaves_the_usual_season() -> None:
    assert k.without_flu(2.5, 1.25, 0.0) == 2.5
    assert k.without_flu(2.5, 1.25, 1.0) == 1.25
    assert k.without_flu(2.5, 1.25, 0.4) == pytest.approx(2.0)


def test_strain_is_felt_less_only_above_the_usual() -> None:
    assert [k.strain_felt(x, 0.25) for x in (2.0, 0.0, -2.0)] == [1.5, 0.0, -2.0]
    assert k.strain_felt(0.1 + 0.2, 0.0) == 0.1 + 0.2


def test_time_left_is_whole_and_exact_where_nothing_is_saved() -> None:
    assert [k.time_left(1_001, share) for share in (0.0, 0.5, 1.0)] == [1_001, 500, 0]


def test_a_camera_leaves_its_share_of_the_chance() -> None:
    """Two officers at 0.1 each; with a quarter taken away 0.075 each."""
    sent, out = np.zeros(1, dtype=DEPLOYMENT), (np.zeros(1), np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))
    sent["officers"], sent["arrived"], sent["left"], one = 2, 10, 50, np.zeros(1, dtype=np.int64)
    for left, expected in ((1.0, 0.2), (0.75, 0.15)):
        began = np.full(1, 10, dtype=np.int64)
        jobs = fields(np.zeros(1, dtype=INCIDENT))
        assaults(fields(sent), jobs, began, one, one, np.array([0.1]), np.array([left]), 3.0, 0.5, *out)
        assert out[0][0] == pytest.approx(expected)
