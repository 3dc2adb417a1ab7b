"""Keyed demand: who calls, when and for what, and the partners' own work, cell by cell."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kernels import demand as k
from kernels.clock import HOUR_MS, MINUTE_MS
from kernels.crewing import NO_TRIAGE, SETTLED_THERE
from kernels.draw import poisson_quantile, uniform
from kernels.durations import DETERMINISTIC, EXPONENTIAL
from kernels.records import BACKGROUND, INCIDENT
from tests.support.plain_python import fields

KEY = np.uint64(0x1234_5678_9ABC_DEF0)
N_HOURS = 200
HOURS = np.arange(500_000, 500_000 + N_HOURS, dtype=np.int64)
START = np.arange(N_HOURS, dtype=np.int64) * HOUR_MS
ROWS = np.arange(N_HOURS, dtype=np.int64) % 168
KINDS = np.array([11, 22], dtype=np.uint64)
AREAS = np.array([33, 44, 55], dtype=np.uint64)
SHARE = np.array([0.5, 0.3, 0.2])
RATES = np.vstack([np.full(168, 4.0), np.linspace(0.1, 3.0, 168)])
TABLE = np.array([[DETERMINISTIC, 30.0, 0, 0], [EXPONENTIAL, 20.0, 0, 0], [DETERMINISTIC, 5.0, 0, 0]])
GRADES = np.array([[1.0, 3.0, 4.0], [0.0, 1.0, 1.0]])
OFFICERS = np.array([[3.0, 4.0, 4.0, 4.0, 4.0, 4.0], [0.0, 1.0, 1.0, 1.0, 1.0, 2.0]])
PARTNERS = np.array([[0.25, 1.0], [0.0, 1.0]])  # one partner, then none
ATTENDED = np.array([0.5, 1.0])


def _counts(factor: float = 1.0, rates: np.ndarray = RATES) -> np.ndarray:
    return np.asarray(k.cell_counts(KEY, HOURS, ROWS, np.full(N_HOURS, factor), rates, KINDS, SHARE, AREAS))


def _blank(counts: np.ndarray, dtype: np.dtype[np.void]) -> np.ndarray:
    out = np.zeros(int(counts.sum()), dtype=dtype)
    return fields(out)


def _incidents(counts: np.ndarray, clearing: bool = True) -> np.ndarray:
    out = _blank(counts, INCIDENT)
    n = k.fill_incidents(KEY, counts, START, HOURS, KINDS, AREAS, ATTENDED, GRADES, OFFICERS, PARTNERS,
                         np.array([1, 0]), np.array([2, 2]), clearing, TABLE, out)  # fmt: skip
    return np.asarray(out[:n])


def _near(count: int, n: int, share: float) -> bool:
    return abs(count - n * share) < 4 * math.sqrt(n * share * (1 - share))


def test_a_cell_s_count_is_the_poisson_quantile_of_its_own_number() -> None:
    counts = _counts(factor=1.5)
    assert counts.shape == (N_HOURS, 2, 3)
    for hour, kind, area in [(0, 0, 0), (17, 1, 2), (199, 0, 1)]:
        u = uniform(KEY, np.uint64(k.cell_address(HOURS[hour], KINDS[kind], AREAS[area])), 0)
        assert counts[hour, kind, area] == poisson_quantile(u, 1.5 * RATES[kind, hour % 168] * SHARE[area])


def test_counts_have_the_mean_and_the_spread_of_poisson() -> None:
    counts = _counts()[:, 0]  # 4 an hour in the whole force, whatever the hour
    for area, share in enumerate(SHARE):
        mean = 4.0 * share
        assert abs(counts[:, area].mean() - mean) < 4 * math.sqrt(mean / N_HOURS)
    total = counts.sum(axis=1)
    assert 0.6 < total.var() / total.mean() < 1.5  # 200 hours: four standard deviations either side of 1


def test_more_demand_adds_incidents_and_leaves_the_others_alone() -> None:
    few, many = _counts(1.0), _counts(1.3)
    assert (many >= few).all()
    assert (many > few).any()
    kept, grown = _incidents(few), _incidents(many)
    by_key = {row["key"]: row for row in grown}
    assert all(by_key[row["key"]] == row for row in kept)
    assert len(grown) > len(kept)


def test_another_type_or_area_changes_nothing_elsewhere() -> None:
    alone = k.cell_counts(KEY, HOURS, ROWS, np.ones(N_HOURS), RATES[1:], KINDS[1:], SHARE[1:], AREAS[1:])
    assert (np.asarray(alone)[:, 0] == _counts()[:, 1, 1:]).all()


def test_incidents_lie_in_their_hour_and_have_what_their_type_asks() -> None:
    counts = _counts()
    found = _incidents(counts)
    assert len(np.unique(found["key"])) == len(found)
    hour = found["created"] // HOUR_MS
    per_cell = np.zeros_like(counts)
    np.add.at(per_cell, (hour, found["kind"], found["area"]), 1)
    assert (per_cell[:, 1] == counts[:, 1]).all()  # everything of the second type is attended
    assert (per_cell[:, 0] <= counts[:, 0]).all()
    first, second = found[found["kind"] == 0], found[found["kind"] == 1]
    assert _near(len(first), int(counts[:, 0].sum()), 0.5)
    assert (second["scene_ms"] == 30 * MINUTE_MS).all()
    assert first["scene_ms"].mean() == pytest.approx(20 * MINUTE_MS, rel=4 / math.sqrt(len(first)))
    assert (found["clearing_ms"] == 5 * MINUTE_MS).all()
    for grade, share in enumerate((0.25, 0.5, 0.25)):
        assert _near(int((first["grade"] == grade).sum()), len(first), share)
    assert set(second["grade"].tolist()) == {1}
    assert set(first["officers"].tolist()) == {1, 2}
    assert _near(int((first["officers"] == 1).sum()), len(first), 0.75)
    assert set(second["officers"].tolist()) == {2, 6}
    assert set(first["partner"].tolist()) == {0, -1}
    assert _near(int((first["partner"] == 0).sum()), len(first), 0.25)
    assert set(second["partner"].tolist()) == {-1}
    within = (found["created"] % HOUR_MS) / HOUR_MS
    assert abs(within.mean() - 0.5) < 4 / math.sqrt(12 * len(found))


def test_without_clearing_nothing_else_changes() -> None:
    plain, bare = _incidents(_counts()), _incidents(_counts(), clearing=False)
    assert (bare["clearing_ms"] == 0).all()
    bare["clearing_ms"] = plain["clearing_ms"]
    assert (bare == plain).all()


def test_no_demand_no_incidents() -> None:
    assert _counts(0.0).sum() == 0


def test_day_factors_have_mean_one_and_belong_to_dates() -> None:
    days = np.arange(20_000, 24_000, dtype=np.int64)
    factors = np.asarray(k.day_factors(KEY, days, 0.3))
    assert abs(factors.mean() - 1.0) < 4 * 0.3 / math.sqrt(days.size)
    assert factors.std() == pytest.approx(0.3, rel=0.08)
    assert (np.asarray(k.day_factors(KEY, days[500:600], 0.3)) == factors[500:600]).all()
    assert (np.asarray(k.day_factors(KEY, days[:9], 0.0)) == 1.0).all()
    halved = np.asarray(k.day_factors(KEY, days[:50], 0.15))
    assert ((halved > 1.0) == (factors[:50] > 1.0)).mean() > 0.9  # a busy day stays a busy day


def test_the_partners_own_jobs() -> None:
    rates = np.vstack([np.full(168, 2.0), np.zeros(168)])
    codes = np.array([7, 8], dtype=np.uint64)
    counts = np.asarray(k.background_counts(KEY, HOURS, ROWS, rates, codes))
    assert counts[:, 1].sum() == 0
    assert abs(counts[:, 0].mean() - 2.0) < 4 * math.sqrt(2.0 / N_HOURS)
    jobs = _blank(counts, BACKGROUND)
    k.fill_background(KEY, counts, START, HOURS, codes, np.array([0, 1]), TABLE, jobs)
    assert (jobs["partner"] == 0).all()
    assert (jobs["care_ms"] == 30 * MINUTE_MS).all()
    assert (np.bincount(jobs["asked"] // HOUR_MS, minlength=N_HOURS) == counts[:, 0]).all()
    assert len(np.unique(jobs["key"])) == len(jobs)


def test_units_are_whole_on_average_right_and_never_more_with_less() -> None:
    codes = np.array([7, 8, 9], dtype=np.uint64)
    units = np.vstack([np.full(168, 2.3), np.full(168, 4.0), np.zeros(168)])
    on_duty = np.asarray(k.units_on_duty(KEY, HOURS, ROWS, units, codes))
    assert set(on_duty[:, 0].tolist()) == {2, 3}
    assert _near(int((on_duty[:, 0] == 3).sum()), N_HOURS, 0.3)
    assert (on_duty[:, 1] == 4).all()
    assert (on_duty[:, 2] == 0).all()
    assert (np.asarray(k.units_on_duty(KEY, HOURS, ROWS, units * 0.75, codes)) <= on_duty).all()


def test_draw_numbers_of_an_incident_are_all_different() -> None:
    numbers = [k.WHEN, k.ATTENDED, k.GRADE, k.OFFICERS, k.PARTNER, k.SCENE, k.CLEARING_TIME, k.HANDOVER, k.CARE, k.CONVEY]
    assert numbers == list(range(10))  # never renumbered: stored studies rest on them


@pytest.mark.parametrize(("share", "settled"), [(0.0, 0.0), (0.3, 0.3), (1.0, 1.0)])
def test_a_practitioner_settles_a_share_of_what_its_own_service_is_needed_for(share: float, settled: float) -> None:
    # Services 0 and 2 have somebody in the car, service 1 has nobody; one in four needs no service.
    n = 4_000
    found = np.zeros(n, dtype=INCIDENT)
    found["key"], found["officers"], found["partner"] = np.arange(1_000, 1_000 + n), 1, np.arange(n) % 4 - 1
    nothing, none = np.zeros(1), np.zeros(0, dtype=np.uint64)
    k.add_facts(fields(found), np.ones(1, dtype=np.int64), nothing, nothing, np.zeros((1, 0)), none, np.full(1, -1), nothing, -1,
                np.array([share, -1.0, 1.0]), TABLE)  # fmt: skip
    triage = found["triage"].reshape(-1, 4)  # none, then services 0, 1, 2
    assert (triage[:, [0, 2]] == NO_TRIAGE).all()
    assert (triage[:, 1] != NO_TRIAGE).all()
    assert abs((triage[:, 1] == SETTLED_THERE).mean() - settled) < 0.06
    assert (triage[:, 3] == SETTLED_THERE).all()
