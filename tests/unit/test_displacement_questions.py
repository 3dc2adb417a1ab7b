"""Questions about what partners leave undone: what may come of it, when units are free, and what is asked next."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels.demand import CARE, HANDOVER
from kernels.displacement import (
    CALLER_BACK,
    CALLS_AGAIN_AFTER,
    JOB_LEFT_UNDONE,
    LEFT_THERE,
    LUCK,
    UNDISPLACED,
    fill_called_again,
    fill_displaced,
    keys_of_left,
    level_now,
    may_come,
    next_level,
    resolved_elsewhere,
    units_kept,
)
from kernels.draw import combine, uniform
from kernels.durations import duration_ms
from kernels.records import INCIDENT, RETURN
from tests.support.plain_python import fields

KEYS = np.arange(2_000, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
TABLE = np.array([[0.0, 30.0, 0.0, 0.0], [0.0, 10.0, 0.0, 0.0], [1.0, 60.0, 0.0, 0.0]])  # 30 and 10 minutes, an hour on average


def test_may_come_is_luck_below_the_chance() -> None:
    chance = np.linspace(0, 1, KEYS.size)
    found = may_come(KEYS, LUCK, chance)
    assert found.tolist() == [i for i, key in enumerate(KEYS) if uniform(key, LUCK, 0) < chance[i]]
    assert may_come(KEYS, LUCK, np.zeros(KEYS.size)).size == 0


def test_who_is_left_at_a_place_has_draws_of_its_own() -> None:
    found = keys_of_left(KEYS)
    assert found.tolist() == [combine(key, LEFT_THERE) for key in KEYS]
    assert np.unique(np.concatenate([found, KEYS])).size == 2 * KEYS.size
    there, at_scene = ({int(i) for i in may_come(keys, LUCK, np.full(KEYS.size, 0.3))} for keys in (found, KEYS))
    assert len(there & at_scene) == pytest.approx(0.09 * KEYS.size, rel=0.25), "one luck says nothing of the other"


def test_what_comes_has_its_luck_type_area_and_a_key_of_its_own() -> None:
    partner = (np.arange(KEYS.size) % 2).astype(np.int64)
    weights = np.array([[1.0, 1.0, 4.0], [0.0, 2.0, 2.0]])  # the first becomes type 0 or 2, the other type 1
    out, listed = np.zeros(KEYS.size, dtype=INCIDENT), np.zeros(KEYS.size, dtype=RETURN)
    fill_displaced(KEYS, partner, JOB_LEFT_UNDONE, weights, np.zeros(2, dtype=np.int64), np.array([1.0, 4.0]), TABLE,
                   fields(out), fields(listed))  # fmt: skip
    assert listed["luck"].tolist() == [uniform(key, LUCK, 0) for key in KEYS]
    assert set(out["kind"][partner == 1].tolist()) == {1}
    assert (out["kind"][partner == 0] == 2).mean() == pytest.approx(0.75, abs=0.05)
    assert (out["area"] == 1).mean() == pytest.approx(0.75, abs=0.05)
    assert np.unique(np.concatenate([out["key"], KEYS])).size == 2 * KEYS.size
    assert out["key"][7] == combine(np.uint64(combine(KEYS[7], JOB_LEFT_UNDONE)), 0)
    assert set(listed["after_ms"].tolist()) == {30 * 60_000}


def test_units_kept_are_those_whose_handover_and_care_are_not_over() -> None:
    answered = np.array([0, 0, 100, 160]) * 60_000
    assert units_kept(KEYS[:4], answered, 0, 1, HANDOVER, CARE, TABLE, 140 * 60_000) == 2  # over at 40, 40, 140 and 200
    assert duration_ms(TABLE, 0, KEYS[0], HANDOVER, 0) + duration_ms(TABLE, 1, KEYS[0], CARE, 0) == 40 * 60_000


def test_resolved_elsewhere_by_its_share() -> None:
    share = np.repeat([0.0, 0.3, 1.0], [500, 1_000, 500])
    found = resolved_elsewhere(KEYS, share)
    assert found.tolist() == [int(uniform(key, UNDISPLACED, 0) < share[i]) for i, key in enumerate(KEYS)]
    assert (found[:500].sum(), found[-500:].sum()) == (0, 500)


@pytest.mark.parametrize(("level", "filled", "unmet", "gain", "expected"), [
    (1.0, 5, 10, 2.0, 1.25),  # goal 2, a quarter of the way
    (1.0, 0, 10, 2.0, 1.0),
    (2.0, 0, 0, 2.0, 1.75),  # a day without gaps pulls towards 1
    (1.0, 20, 10, 2.0, 1.5),  # more filled today than left undone today: all of it, goal 3
    (1.0, 10, 10, 9.0, 1.75),  # goal 10, at most 4
    (1.0, 10, 10, -3.0, 0.75),  # goal -2, not below nothing
    (1.3, 10, 10, 0.0, 1.225),
])  # fmt: skip
def test_the_level_moves_a_part_of_the_way(level: float, filled: int, unmet: int, gain: float, expected: float) -> None:
    assert next_level(level, filled, unmet, gain, 4.0, 4.0) == pytest.approx(expected)


def test_the_level_at_the_very_hour_is_the_one_before() -> None:
    assert (level_now(2.0, 1.5, 100, 100), level_now(2.0, 1.5, 100, 101), level_now(1.0, 1.0, -1, 0)) == (1.5, 2.0, 1.0)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=40), st.floats(-5, 5), st.floats(1, 6), st.floats(1, 90)
)
def test_the_level_stays_between_nothing_and_the_most_and_a_gain_of_0_moves_nothing(
    days: list[tuple[int, int]], gain: float, most: float, memory: float
) -> None:
    level = still = 1.0
    for filled, unmet in days:
        level = next_level(level, filled, unmet, gain, most, memory)
        still = next_level(still, filled, unmet, 0.0, most, memory)
        assert -1e-12 <= level <= most + 1e-12
    assert still == 1.0


def test_a_caller_rings_again_about_something_with_a_key_and_a_time_of_its_own() -> None:
    out, listed = np.zeros(5, dtype=INCIDENT), np.zeros(5, dtype=RETURN)
    out["key"], out["kind"] = KEYS[:5], range(5)
    fill_called_again(fields(out), CALLER_BACK, 2, TABLE, fields(listed))
    assert out["key"].tolist() == [combine(np.uint64(combine(key, CALLER_BACK)), 0) for key in KEYS[:5]]
    assert out["kind"].tolist() == [0, 1, 2, 3, 4]
    assert listed["after_ms"].tolist() == [duration_ms(TABLE, 2, key, CALLS_AGAIN_AFTER, 0) for key in KEYS[:5]]
