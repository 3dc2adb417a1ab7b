"""Questions about levers: how strong on a day, what is taken from whom, and what is left of seasons, strain and time."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import levers as k
from kernels.complaints import is_made, who_of
from kernels.records import DEPLOYMENT, INCIDENT
from kernels.safety import assaults
from kernels.strain import EASED
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


def test_what_is_left_of_a_day_as_it_feeds_strain() -> None:
    rows = np.zeros((k.N_ROWS, k.N_COLUMNS))
    rows[[k.SUPERVISOR_SUPPORT, k.TRIM, k.DEBRIEFS]] = [(10, 0, 0.5), (10, 4, 0.4), (10, 0, -0.2)]
    everything = (1 << k.N_ROWS) - 1
    assert k.strain_left(everything, 12, rows) == pytest.approx((1.0, 0.5, 0.8, 1.2))
    assert k.strain_left(1 << k.TRIM, 12, rows) == pytest.approx((1.0, 1.0, 0.8, 1.0))
    for reached, day, levers in ((everything, 9, rows), (0, 12, rows), (everything, 12, rows[:0])):
        assert k.strain_left(reached, day, levers) == (1.0,) * 4
    assert EASED == ("", "unsupported", "trauma", "undefused"), "in the order in which the levers are asked"


@pytest.mark.parametrize("officers", [1, 2, 5])
def test_a_share_of_complaints_is_never_made_about_whomever_they_are(officers: int) -> None:
    grid = [(i + 0.5) / 1_000 for i in range(1_000)]
    assert all(is_made(u, officers, 0.0) for u in [0.0, *grid])
    assert not any(is_made(u, officers, 1.0) for u in grid)
    for officer in range(officers):
        about = [u for u in grid if who_of(u, officers) == officer]
        assert sum(not is_made(u, officers, 0.3) for u in about) == pytest.approx(0.3 * len(about), abs=1)
        assert all(is_made(u, officers, 0.3) for u in about if is_made(u, officers, 0.6)), "more avoided holds less avoided"


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
