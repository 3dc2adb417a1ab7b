"""The workforce: shares kept, teams level, cuts nested and even, uplift a prefix."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.inputs.workforce import Seats, largest_remainder, seats
from sim.scenario import Duration, Force, Staffing

DRIVE = Duration(kind="exponential", mean_min=10.0)
TARGET = {"urban": 15.0, "rural": 20.0}


def force(officers: int, *shares: float) -> Force:
    area = {"kind": "urban", "demand_share": 1.0, "travel": DRIVE}
    areas = {f"area-{i}": area | {"officer_share": share} for i, share in enumerate(shares)}
    grades = {"only": {"title": "Only", "target_min": TARGET}}
    return Force.model_validate({"title": "made up", "officers": officers, "areas": areas, "grades": grades})


def table(found: Seats, areas: int, teams: int) -> np.ndarray:
    counts = np.zeros((areas, teams), dtype=int)
    np.add.at(counts, (found.area, found.team), 1)
    return counts


FORCES = st.tuples(st.integers(0, 300), st.lists(st.floats(0.05, 10.0), min_size=1, max_size=7), st.integers(1, 9),
                   st.integers(0, 2**63 - 1))
FEW = settings(max_examples=40, deadline=None, derandomize=True)


def test_a_force_worked_by_hand() -> None:
    found = seats(force(10, 2, 1), Staffing(), seed=1, n_teams=3)
    assert found.id.tolist() == list(range(10))
    assert found.area.tolist() == [0] * 7 + [1] * 3
    assert found.team.tolist() == [0, 1, 2, 0, 1, 2, 0, 1, 2, 0]


@pytest.mark.parametrize(("total", "shares", "whole"), [
    (10, [2 / 3, 1 / 3], [7, 3]), (1, [0.5, 0.5], [1, 0]), (0, [0.2, 0.8], [0, 0]), (7, [0.1, 0.2, 0.7], [1, 1, 5]),
    (600, [0.29, 0.19, 0.17, 0.13, 0.11, 0.11], [174, 114, 102, 78, 66, 66]),
])
def test_largest_remainder(total: int, shares: list[float], whole: list[int]) -> None:
    assert largest_remainder(total, np.array(shares)).tolist() == whole


@FEW
@given(FORCES)
def test_areas_have_their_share_and_teams_are_level(drawn: tuple) -> None:
    officers, shares, teams, seed = drawn
    found = seats(force(officers, *shares), Staffing(), seed, teams)
    counts = table(found, len(shares), teams)
    assert counts.sum() == officers
    assert np.abs(counts.sum(axis=1) - officers * np.array(shares) / sum(shares)).max() < 1
    assert (np.ptp(counts, axis=1) <= 1).all() and np.ptp(counts.sum(axis=0)) <= 1


@FEW
@given(FORCES, st.floats(0, 0.95), st.floats(0, 0.95), st.floats(0, 1))
def test_cuts_are_nested_even_and_touch_no_attribute(drawn: tuple, cut: float, other: float, uplift: float) -> None:
    officers, shares, teams, seed = drawn
    place, low, high = force(officers, *shares), min(cut, other), max(cut, other)
    full = seats(place, Staffing(), seed, teams)
    mild, hard = (seats(place, Staffing(cut=c, uplift=uplift), seed, teams) for c in (low, high))
    assert set(hard.id.tolist()) <= set(mild.id.tolist())
    stayed = mild.id[mild.id < officers]
    assert len(stayed) == officers - int(np.floor(officers * low + 0.5 + 1e-9))
    assert (np.diff(mild.id) > 0).all()
    assert (full.area[stayed] == mild.area[: stayed.size]).all()
    assert (full.team[stayed] == mild.team[: stayed.size]).all()

    before = table(full, len(shares), teams)
    gone = before - table(seats(place, Staffing(cut=low), seed, teams), len(shares), teams)
    owed = before * gone.sum() / max(officers, 1)
    assert np.abs(gone - owed).max() <= 1.25
    assert np.abs((gone - owed).sum(axis=1)).max() <= 1.25 and np.abs((gone - owed).sum(axis=0)).max() <= 1.25


@FEW
@given(FORCES, st.floats(0, 1), st.floats(0, 1))
def test_uplift_appends_and_a_small_one_begins_a_large_one(drawn: tuple, uplift: float, other: float) -> None:
    officers, shares, teams, seed = drawn
    place, low, high = force(officers, *shares), min(uplift, other), max(uplift, other)
    small, large = (seats(place, Staffing(uplift=u), seed, teams) for u in (low, high))
    n = len(small)
    assert n == officers + int(np.floor(officers * low + 0.5 + 1e-9))
    assert large.id[:n].tolist() == small.id.tolist() == list(range(n))
    assert (large.area[:n] == small.area).all() and (large.team[:n] == small.team).all()
    counts = table(large, len(shares), teams)
    assert (np.ptp(counts, axis=1) <= 1).all() and np.ptp(counts.sum(axis=0)) <= 3
    assert np.abs(counts.sum(axis=1) - len(large) * np.array(shares) / sum(shares)).max() < 1.5


def test_who_leaves_is_chance_keyed_by_the_seed() -> None:
    place, cut = force(600, 3, 2, 1), Staffing(cut=0.1)
    stay = [frozenset(seats(place, cut, seed, 5).id.tolist()) for seed in (1, 1, 2, 3)]
    assert stay[0] == stay[1] and len(set(stay)) == 3
    left = np.zeros(600)
    for seed in range(200):
        left[np.setdiff1d(np.arange(600), seats(place, cut, seed, 5).id)] += 1
    # Each seat leaves in one seed of ten: 20 of 200, standard deviation 4.2; six of those over 600 seats never happens.
    assert left.mean() == 20 and left.min() > 0 and left.max() < 46


def test_small_and_empty_forces() -> None:
    assert len(seats(force(0, 1, 2), Staffing(cut=0.5, uplift=1.0), 1, 5)) == 0
    assert seats(force(1, 1), Staffing(cut=0.95), 1, 5).id.tolist() == []
    assert seats(force(2, 1), Staffing(cut=0.5, uplift=0.5), 1, 5).id[-1] == 2
    assert len(seats(force(30, 1), Staffing(cut=0.15), 1, 5)) == 25  # 4.5 leavers round up
    with pytest.raises(ValueError, match="at least one team"):
        seats(force(3, 1), Staffing(), 1, 0)
