"""Questions about failure demand: the chance from lateness, who may come back, and as what."""

from __future__ import annotations

import numpy as np
import pytest

from kernels.complaints import bring_complaints, times_likelier
from kernels.durations import DETERMINISTIC
from kernels.failure import chance_of_lateness, fill_failures, would_come_back
from kernels.kinds import ABANDONED, BROKEN_OFF, LATE
from kernels.records import INCIDENT
from tests.support.plain_python import fields

N = 20_000
TABLE = np.array([[DETERMINISTIC, float(minutes), 0.0, 0.0] for minutes in (20, 5, 600, 45)])
NONE = np.array([-1])


@pytest.mark.parametrize(
    ("late", "target", "chance"),
    [(-1, 60, 0.0), (0, 60, 0.0), (1, 60, 0.4 / 120), (60, 60, 0.2), (120, 60, 0.4), (121, 60, 0.4), (10**9, 60, 0.4),
     (60, 600, 0.02), (0, 0, 0.0), (1, 0, 0.4)],
)  # fmt: skip
def test_the_chance_rises_evenly_from_the_target_to_the_worst(late: int, target: int, chance: float) -> None:
    assert chance_of_lateness(late, target, 2.0, 0.4) == pytest.approx(chance, abs=1e-12)


def test_longer_lateness_is_never_fewer() -> None:
    chances = [chance_of_lateness(late, 900, 3.0, 0.3) for late in range(-100, 4000, 7)]
    assert all(a <= b for a, b in zip(chances, chances[1:], strict=False))
    assert (chances[0], chances[-1]) == (0.0, 0.3)


def planned() -> np.ndarray:
    incidents = np.zeros(N, dtype=INCIDENT)
    incidents["key"], incidents["grade"] = np.arange(N) + 7, np.arange(N) % 3
    incidents["scene_ms"], incidents["clearing_ms"], incidents["patience_ms"], incidents["officers"] = 1, 2, 3, 2
    return fields(incidents)


def drawn(cause: int, most: float) -> tuple[np.ndarray, np.ndarray]:
    luck = np.zeros(N)
    rows = would_come_back(planned(), cause, most, luck)
    return rows, luck[: rows.size]


def test_a_share_may_come_back_each_cause_by_luck_of_its_own() -> None:
    rows, luck = drawn(LATE, 0.3)
    assert rows.size / N == pytest.approx(0.3, abs=0.02)
    assert (luck < 0.3).all()
    assert (luck < 0.15).mean() == pytest.approx(0.5, abs=0.03)
    more, more_luck = drawn(LATE, 0.5)
    assert np.isin(rows, more).all()
    assert np.array_equal(more_luck[np.isin(more, rows)], luck)
    others, _ = drawn(ABANDONED, 0.3)
    assert np.isin(rows, others).mean() == pytest.approx(0.3, abs=0.03)


def filled(cause: int, fresh: bool, escalates: float, patience: np.ndarray = NONE) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    incidents = planned()
    again, after, rows = incidents.copy(), np.zeros(N, dtype=np.int64), np.array([0])
    fill_failures(incidents, cause, fresh, escalates, rows, rows + 1, True, 1000, patience, 2, TABLE, again, after)
    return incidents, again, after


def test_what_was_attended_is_drawn_anew_and_what_nobody_came_to_is_all_still_to_do() -> None:
    incidents, again, after = filled(BROKEN_OFF, True, 0.0)
    assert set(again["scene_ms"].tolist()) == {20 * 60_000}
    assert set(again["clearing_ms"].tolist()) == {5 * 60_000 + 1000}
    assert set(after.tolist()) == {600 * 60_000}
    same = ["grade", "officers", "kind", "patience_ms"]
    assert np.array_equal(again[same], incidents[same])
    assert np.unique(np.concatenate([again["key"], incidents["key"]])).size == 2 * N
    _, as_it_was, _ = filled(ABANDONED, False, 0.0, np.array([3]))
    assert np.array_equal(as_it_was[["scene_ms", "clearing_ms"]], incidents[["scene_ms", "clearing_ms"]])
    assert set(as_it_was["patience_ms"].tolist()) == {45 * 60_000}
    assert not np.isin(as_it_was["key"], again["key"]).any()


def test_a_share_comes_back_a_grade_higher_but_for_the_highest() -> None:
    incidents, again, _ = filled(LATE, True, 0.25)
    rose = incidents["grade"] - again["grade"]
    assert set(rose.tolist()) == {0, 1}
    assert rose[incidents["grade"] == 0].sum() == 0
    assert rose[incidents["grade"] > 0].mean() == pytest.approx(0.25, abs=0.02)
    assert (filled(LATE, True, 1.0)[1]["grade"] == np.maximum(0, incidents["grade"] - 1)).all()


def test_complaints_are_drawn_up_to_the_most_and_the_usual_ones_stay() -> None:
    usual, likely = planned(), planned()
    bring_complaints(usual, np.array([0.1]), 1.0, TABLE)
    bring_complaints(likely, np.array([0.1]), 3.0, TABLE)
    some, more = usual["complaint_days"] > 0, likely["complaint_days"] > 0
    assert some.mean() == pytest.approx(0.1, abs=0.01)
    assert more.mean() == pytest.approx(0.3, abs=0.02)
    assert np.array_equal(likely["complaint_luck"] < 1.0, ~more | some)
    assert (likely["complaint_luck"] < 2.0)[more].mean() == pytest.approx(2 / 3, abs=0.03)
    assert not usual["complaint_luck"].any()
    never = planned()
    bring_complaints(never, np.array([0.0]), 3.0, TABLE)
    assert not never["complaint_days"].any()


def test_times_likelier_multiply() -> None:
    found = [times_likelier(late, rushed, 2.0, 3.0) for late in (False, True) for rushed in (False, True)]
    assert found == [1.0, 3.0, 2.0, 6.0]
