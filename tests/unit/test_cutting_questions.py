"""Questions about scenes cut short: which are, to what, and what comes back of them."""

from __future__ import annotations

import numpy as np
import pytest

from kernels.cutting import cut_length, fill_repeats, is_cut_short, repeats
from kernels.durations import DETERMINISTIC, EXPONENTIAL
from kernels.records import INCIDENT
from tests.support.plain_python import fields

N = 20_000
TABLE = np.array([[DETERMINISTIC, 20.0, 0.0, 0.0], [DETERMINISTIC, 5.0, 0.0, 0.0], [EXPONENTIAL, 600.0, 0.0, 0.0]])


@pytest.mark.parametrize(
    ("waiting", "from_", "grade", "spared", "cut"),
    [(9, 0, 1, 0, False), (2, 3, 1, 0, False), (3, 3, 1, 0, True), (3, 3, 0, 0, True), (3, 3, 0, 1, False), (3, 3, 1, 1, True)],
)
def test_who_is_cut_short(waiting: int, from_: int, grade: int, spared: int, cut: bool) -> None:
    assert bool(is_cut_short(waiting, from_, grade, spared)) is cut


def test_to_the_nearest_millisecond() -> None:
    assert [int(cut_length(ms, 0.7)) for ms in (0, 1, 10, 1_000_001)] == [0, 1, 7, 700_001]


def planned() -> np.ndarray:
    incidents = np.zeros(N, dtype=INCIDENT)
    incidents["key"], incidents["grade"] = np.arange(N) + 7, np.arange(N) % 2
    incidents["scene_ms"], incidents["officers"], incidents["kind"] = 1, 3, 0
    return fields(incidents)


def test_a_share_of_those_not_spared_would_come_back() -> None:
    incidents = planned()
    rows = repeats(incidents, 0.3, 1)
    assert (incidents["grade"][rows] == 1).all()
    assert rows.size / (N / 2) == pytest.approx(0.3, abs=0.02)
    assert set(rows.tolist()) < set(repeats(incidents, 0.4, 1).tolist()) < set(repeats(incidents, 0.4, 0).tolist())
    assert not repeats(incidents, 0.0, 0).size


def test_it_is_the_same_matter_with_times_of_its_own() -> None:
    incidents = planned()
    again, after = incidents.copy(), np.zeros(N, dtype=np.int64)
    rows = np.array([0])
    fill_repeats(incidents, rows, rows + 1, True, 1000, 2, TABLE, again, after)
    assert set(again["scene_ms"].tolist()) == {20 * 60_000}
    assert set(again["clearing_ms"].tolist()) == {5 * 60_000 + 1000}
    assert np.array_equal(again[["grade", "officers", "kind"]], incidents[["grade", "officers", "kind"]])
    assert not np.isin(again["key"], incidents["key"]).any()
    assert np.unique(again["key"]).size == N
    assert after.mean() == pytest.approx(600 * 60_000, rel=0.04)
    fill_repeats(incidents, rows, rows + 1, False, 1000, 2, TABLE, again, after)
    assert set(again["clearing_ms"].tolist()) == {1000}
