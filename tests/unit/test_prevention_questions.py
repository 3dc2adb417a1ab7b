"""Questions about prevention: which incidents are at repeat places, what time invested prevents, how it comes and goes."""

from __future__ import annotations

import numpy as np
import pytest

from kernels.prevention import (
    HALF_AT,
    KEEPS,
    MATURES,
    MOST,
    N_PAR,
    N_STATE,
    NOT_REPEATED,
    TODAY_MS,
    WORKING_NOW,
    YOUNG,
    live_a_day,
    mark_repeat_places,
    share_prevented,
)
from kernels.protected import for_complaints, for_prevention
from kernels.records import INCIDENT
from tests.support.plain_python import fields


def par(**words: float) -> np.ndarray:
    out = np.zeros(N_PAR)
    out[[MATURES, KEEPS, MOST, HALF_AT]] = [words.get(name, usual) for name, usual in
                                            (("matures", 0.25), ("keeps", 0.5), ("most", 0.4), ("half_at", 100.0))]  # fmt: skip
    return out


@pytest.mark.parametrize(("working", "share"), [(0.0, 0.0), (100.0, 0.2), (300.0, 0.3), (1e12, 0.4)])
def test_half_of_the_most_at_half_and_never_all(working: float, share: float) -> None:
    row = np.zeros(N_STATE)
    row[WORKING_NOW] = working
    assert share_prevented(row, par()) == pytest.approx(share)


def test_more_time_never_prevents_less_and_twice_never_twice_as_much() -> None:
    shares = []
    for working in np.linspace(0, 1000, 50):
        row = np.array([0.0, 0.0, working])
        shares.append(share_prevented(row, par()))
    steps = np.diff(shares)
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()


def test_a_part_begins_to_work_each_morning_and_a_part_is_spent() -> None:
    row = np.zeros(N_STATE)
    row[TODAY_MS], row[WORKING_NOW] = 80.0, 10.0
    live_a_day(row, par())  # a quarter of 80 begins; half of the 10 is left
    assert row.tolist() == [0.0, 60.0, 25.0]
    row[TODAY_MS] = 4.0
    live_a_day(row, par())
    assert row[[TODAY_MS, YOUNG, WORKING_NOW]].tolist() == [0.0, 48.0, 28.5]


def test_a_share_of_each_type_is_at_repeat_places() -> None:
    n = 20_000
    incidents = np.zeros(n, dtype=INCIDENT)
    incidents["key"], incidents["kind"] = np.arange(n) + 5, np.arange(n) % 2
    mark_repeat_places(fields(incidents), np.array([0.3, 0.0]))
    marked = incidents["repeat_luck"] < NOT_REPEATED
    assert marked[::2].mean() == pytest.approx(0.3, abs=0.02)
    assert not marked[1::2].any()
    assert incidents["repeat_luck"][marked].mean() == pytest.approx(0.5, abs=0.02)
    more = incidents.copy()
    mark_repeat_places(fields(more), np.array([0.6, 0.0]))
    assert (more["repeat_luck"] < NOT_REPEATED)[marked].all()


@pytest.mark.parametrize(
    ("before", "had", "complaints", "prevention"),
    [(0, 10, 10, 0), (0, 30, 30, 0), (0, 50, 30, 0), (20, 50, 10, 0), (0, 70, 30, 10), (50, 90, 0, 30), (70, 90, 0, 20)],
)
def test_complaints_come_first_and_repeat_places_last(before: int, had: int, complaints: int, prevention: int) -> None:
    # 90 are due: 30 for complaints, 30 for repeat places, and 30 of supervision in between.
    assert for_complaints(before, had, 30) == complaints
    assert for_prevention(before, had, 90, 30) == prevention
