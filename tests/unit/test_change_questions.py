"""Questions of demand that changes: counts with a factor by type and date, other sources, who is vulnerable then."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import change as c
from kernels import demand as k
from kernels.clock import HOUR_MS
from kernels.draw import poisson_quantile, uniform
from kernels.records import INCIDENT
from tests.support.plain_python import fields

KEY = np.uint64(0x1234_5678_9ABC_DEF0)
N_HOURS = 120
HOURS = np.arange(500_000, 500_000 + N_HOURS, dtype=np.int64)
ROWS = np.arange(N_HOURS, dtype=np.int64) % 168
DATES = np.arange(N_HOURS, dtype=np.int64) // 24
KINDS = np.array([11, 22], dtype=np.uint64)
AREAS = np.array([33, 44, 55], dtype=np.uint64)
SHARE = np.array([0.5, 0.3, 0.2])
RATES = np.vstack([np.full(168, 4.0), np.linspace(0.1, 3.0, 168)])
HOURLY = np.linspace(0.5, 1.5, N_HOURS)


def changed(by_date: np.ndarray) -> np.ndarray:
    return np.asarray(c.changed_counts(KEY, HOURS, ROWS, HOURLY, DATES, by_date, RATES, KINDS, SHARE, AREAS))


def plain() -> np.ndarray:
    return np.asarray(k.cell_counts(KEY, HOURS, ROWS, HOURLY, RATES, KINDS, SHARE, AREAS))


def test_a_factor_of_one_changes_nothing() -> None:
    assert (changed(np.ones((5, 2))) == plain()).all()


def test_a_factor_is_of_its_date_and_type_and_more_only_adds() -> None:
    by_date = np.ones((5, 2))
    by_date[2, 1] = 3.0
    before, after = plain(), changed(by_date)
    inside = np.zeros(before.shape, dtype=bool)
    inside[48:72, 1] = True
    assert (after[~inside] == before[~inside]).all()
    assert (after[inside] >= before[inside]).all()
    assert after[inside].sum() > 2 * before[inside].sum()
    u = uniform(KEY, np.uint64(k.cell_address(HOURS[50], KINDS[1], AREAS[2])), 0)
    assert after[50, 1, 2] == poisson_quantile(u, RATES[1, 50] * HOURLY[50] * 3.0 * SHARE[2])
    by_date[2, 1] = 0.0
    assert changed(by_date)[inside].sum() == 0


def test_another_source_has_what_its_means_say() -> None:
    means = np.zeros((N_HOURS, 2))
    means[10:90, 1] = 5.0
    counts = np.asarray(c.counts_of_means(KEY, HOURS, means, KINDS, SHARE[:2], AREAS[:2]))
    assert counts.shape == (N_HOURS, 2, 2)
    assert counts[:, 0].sum() == counts[:10].sum() == counts[90:].sum() == 0
    assert counts[10:90, 1].mean(axis=0) == pytest.approx([2.5, 1.5], abs=0.7)
    u = uniform(KEY, np.uint64(k.cell_address(HOURS[20], KINDS[1], AREAS[1])), 0)
    assert counts[20, 1, 1] == poisson_quantile(u, 5.0 * SHARE[1])


def vulnerable(chance: float, by_date: list[float]) -> np.ndarray:
    """Of 3 000 incidents on three dates of 24, 23 and 25 hours, the first of each at midnight: who is vulnerable."""
    starts = np.array([0, 24, 47, 72]) * HOUR_MS
    found, number = np.zeros(3_000, dtype=INCIDENT), np.arange(3_000)
    found["created"], found["key"] = starts[number % 3] + (number // 3) * 60_000, number
    c.vulnerable_by_date(fields(found), np.array([chance]), np.array(by_date), starts)
    return np.array(found["vulnerable"]).reshape(-1, 3)


def test_the_chance_is_that_of_the_date() -> None:
    found = vulnerable(0.3, [1.0, 0.0, 2.0])
    assert found.mean(axis=0) == pytest.approx([0.3, 0.0, 0.6], abs=0.05)
    assert [int(uniform(np.uint64(i), k.VULNERABLE, 0) < 0.3) for i in range(0, 90, 3)] == found[:30, 0].tolist()
    assert [int(uniform(np.uint64(i), k.VULNERABLE, 0) < 0.6) for i in range(2, 90, 3)] == found[:30, 2].tolist()


def test_a_date_begins_at_midnight() -> None:
    assert vulnerable(1.0, [0.0, 9.0, 0.0]).tolist() == [[0, 1, 0]] * 1_000


def test_a_chance_is_at_most_certain_and_more_of_it_keeps_everybody() -> None:
    assert vulnerable(0.3, [5.0] * 3).all()
    assert (vulnerable(0.3, [1.5] * 3) >= vulnerable(0.3, [1.0] * 3)).all()
