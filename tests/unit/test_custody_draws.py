"""Who is arrested, and what that takes: keyed draws."""

from __future__ import annotations

import numpy as np

from kernels.custody import ARREST, BOOKING_IN, FILE, TO_SUITE, draw_arrests
from kernels.draw import uniform
from kernels.durations import EXPONENTIAL, duration_ms
from kernels.records import INCIDENT
from tests.support.plain_python import fields

DURATIONS = np.array([[EXPONENTIAL, mean, 0.0, 0.0] for mean in (10, 20, 30, 40)], dtype=np.float64)


def drawn(n: int = 2_000, chance: float = 0.25) -> np.ndarray:
    given = fields(np.zeros(n, dtype=INCIDENT))
    given["key"] = np.arange(n) + 7
    given["kind"], given["area"], given["partner"] = np.arange(n) % 2, np.arange(n) // 2 % 2, -1
    given["partner"][::5] = 0
    draw_arrests(given, np.array([chance, 0.0]), np.array([0, 1]), 2, 3, DURATIONS)
    return given


def test_types_have_their_chance_and_partners_take_theirs() -> None:
    given = drawn()
    may_be = (given["kind"] == 0) & (given["partner"] < 0)
    assert not given["arrest"][~may_be].any()
    assert 0.2 < given["arrest"][may_be].mean() < 0.3
    chosen = np.array([uniform(np.uint64(key), ARREST, 0) < 0.25 for key in given["key"][may_be]])
    assert (given["arrest"][may_be] == chosen).all()


def test_times_have_addresses_of_their_own() -> None:
    for row in drawn()[:400]:
        if row["arrest"]:
            key = np.uint64(row["key"])
            assert row["to_suite_ms"] == duration_ms(DURATIONS, row["area"], key, TO_SUITE, 0)
            assert row["booking_ms"] == duration_ms(DURATIONS, 2, key, BOOKING_IN, 0)
            assert row["file_ms"] == duration_ms(DURATIONS, 3, key, FILE, 0)
        else:
            assert row["to_suite_ms"] == row["booking_ms"] == row["file_ms"] == 0


def test_a_higher_chance_adds_arrests_and_leaves_the_others() -> None:
    few, many = drawn(chance=0.2), drawn(chance=0.6)
    assert (many["arrest"] >= few["arrest"]).all()
    assert many["arrest"].sum() > few["arrest"].sum()
    both = few["arrest"] == 1
    assert (many[both] == few[both]).all()
