"""Fitting demand: planted rates, shares and spread come back; elapsed hours count where clocks change."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from sim.planner.call_types import group_types, plain_name
from sim.planner.clean import clean_extract
from sim.planner.demand_fit import fit_days, fit_demand, fit_type_weeks, fit_week, smoother
from sim.planner.mapping_file import load_mapping
from sim.planner.window import whole_weeks
from tests.support import synthetic_extract as planted

TODAY = datetime.date(2026, 1, 1)


def fitted(tmp_path, extract, *changes):
    mapping = load_mapping(planted.write_mapping(tmp_path / "mapping.yaml", *changes))
    clean, findings = clean_extract(extract.write(tmp_path / "extract.csv"), mapping, TODAY)
    assert clean is not None, [item.sentence("extract.csv") for item in findings.fatal]
    groups = group_types(clean.frame["type"], mapping)
    return mapping, clean, groups, fit_demand(clean, mapping, groups)


def test_planted_week_comes_back(tmp_path):
    extract = planted.clean_extract(weeks=26, per_hour=8.0)
    _, clean, _, demand = fitted(tmp_path, extract)
    assert clean.window.weeks == 26
    # 26 weeks of 1 344 a week: chance alone leaves 0.5 % on the total, days with cv 0.10 another 0.8 %.
    assert demand.week.rate.mean() == pytest.approx(8.0, rel=0.04)
    error = np.abs(demand.week.rate / extract.rate - 1)
    assert np.median(error) < 0.06
    assert error.max() < 0.35
    smooth = np.sqrt(((demand.week.rate - extract.rate) ** 2).mean())
    plain = np.sqrt(((demand.week.raw - extract.rate) ** 2).mean())
    assert smooth < 0.75 * plain


def test_scaled_to_a_year_by_completeness(tmp_path):
    _, _, _, demand = fitted(tmp_path, planted.clean_extract(weeks=8))
    assert demand.per_year == pytest.approx(demand.week.rate.mean() * 8766 / 0.8)


@pytest.mark.parametrize(("spread", "near"), [(0.0, 0.04), (0.1, 0.025), (0.25, 0.05)])
def test_planted_day_to_day_spread_comes_back(tmp_path, spread, near):
    _, _, _, demand = fitted(tmp_path, planted.clean_extract(seed=5, weeks=26, per_hour=8.0, day_cv=spread))
    # 182 days: the standard error of a cv of 0.1 is about 0.008, of 0.25 about 0.016.
    assert demand.days.cv == pytest.approx(spread, abs=near)


def test_types_grades_and_hours_come_back(tmp_path):
    _, _, groups, demand = fitted(tmp_path, planted.clean_extract(weeks=26, per_hour=8.0))
    assert groups.names == ("disorder", "collision", "parking", "alarm", "other")
    assert set(groups.members["other"]) == {"LOST DOG", "FOUND BICYCLE"}
    rates = planted._kind_rates(planted.planted_week(8.0))
    for code, kind in enumerate(["DISORDER", "COLLISION", "PARKING", "ALARM"]):
        truth = rates[list(planted.KINDS).index(kind)]
        assert demand.rates[code].sum() / demand.rates.sum() == pytest.approx(truth.sum() / rates.sum(), abs=0.012)
        shares = demand.grades[code] / demand.grades[code].sum()
        assert shares == pytest.approx(np.array(planted.KINDS[kind].grades), abs=0.03)
        late = np.isin(np.arange(168) % 24, [22, 23, 0, 1])
        seen = demand.rates[code][late].sum() / demand.rates[code].sum()
        assert seen == pytest.approx(truth[late].sum() / truth.sum(), abs=0.03)
    assert demand.rates.sum(axis=0) == pytest.approx(demand.week.rate)


def test_smoother_keeps_totals():
    matrix = smoother()
    assert matrix.sum(axis=0) == pytest.approx(np.ones(168))
    assert matrix.sum(axis=1) == pytest.approx(np.ones(168))


def test_clear_readings_are_kept_and_noise_is_not():
    rng = np.random.default_rng(3)
    hours = np.full(168, 8.0)
    rough = rng.gamma(4.0, 0.25, 168)  # an hour of the week as its own: nothing to do with its neighbours
    kept = fit_week(rng.poisson(1000 * rough * hours).astype(float), hours)
    assert kept.kept > 0.98
    assert kept.rate == pytest.approx(1000 * rough, rel=0.08)
    flat = fit_week(rng.poisson(2.0 * hours).astype(float), hours)
    assert flat.kept < 0.25
    assert np.std(flat.rate) < 0.7 * np.std(flat.raw)


def test_hours_without_exposure_take_their_prior():
    hours = np.full(168, 8.0)
    hours[24:48] = 0.0
    counts = np.where(hours > 0, 40.0, 0.0)
    week = fit_week(counts, hours)
    assert week.rate == pytest.approx(np.full(168, 5.0))


def test_days_less_varied_than_chance_have_no_spread():
    expected = np.full(56, 100.0)
    even = fit_days(np.full(56, 100.0), expected, np.zeros(56, bool))
    assert even.cv == 0.0
    assert even.dispersion == 0.0
    odd = np.zeros(56, bool)
    odd[[7, 20, 33]] = True
    counts = np.where(odd, 30.0, 100.0)
    days = fit_days(counts, expected, odd)
    assert days.cv > 0.05
    assert days.without_odd == 0.0


def test_type_weeks_sum_to_the_whole_hour_by_hour():
    rng = np.random.default_rng(4)
    hours, codes = rng.integers(0, 168, 2000), rng.integers(0, 3, 2000)
    exposure = np.full(168, 2.0)
    week = fit_week(np.bincount(hours, minlength=168).astype(float), exposure)
    rates = fit_type_weeks(hours, codes, 3, week, exposure)
    assert rates.sum(axis=0) == pytest.approx(week.rate)
    assert (rates > 0).all()


def _local(first: str, last: str) -> pd.Series:
    return pd.Series(pd.date_range(first, last, freq="h"))


@pytest.mark.parametrize(
    ("first", "last", "hour", "elapsed"),
    [("2025-10-05 00:00", "2025-11-29 23:00", 6 * 24 + 1, 9), ("2026-03-01 00:00", "2026-03-28 23:00", 6 * 24 + 2, 3)],
)
def test_sundays_of_a_clock_change_count_elapsed_hours(tmp_path, first, last, hour, elapsed):
    mapping = load_mapping(planted.write_mapping(tmp_path / "mapping.yaml"))
    window = whole_weeks(_local(first, last), mapping)
    weeks = window.weeks
    expected = np.full(168, float(weeks))
    expected[hour] = elapsed  # 8 Sundays + 1 in autumn; 4 Sundays - 1 in spring
    assert window.exposure == pytest.approx(expected)


def test_only_whole_weeks_and_no_day_left_out(tmp_path):
    mapping = load_mapping(
        planted.write_mapping(
            tmp_path / "mapping.yaml",
            ("week_starts: sunday", "week_starts: monday"),
            ("areas:", 'leave_out_days: ["2025-07-04"]\nareas:'),
        )
    )
    window = whole_weeks(_local("2025-06-29 00:00", "2025-07-26 23:00"), mapping)
    assert (window.first, window.last) == (datetime.date(2025, 6, 30), datetime.date(2025, 7, 20))
    assert window.weeks == 3
    assert len(window.days) == 20
    assert window.exposure[4 * 24] == 2
    assert window.exposure[0] == 3
    late = whole_weeks(_local("2025-06-30 05:00", "2025-07-13 23:00"), mapping)
    assert late.first == datetime.date(2025, 7, 7), "a first day that begins at five is not whole"


def test_call_types_as_names():
    assert plain_name("MVC HIT/RUN NO INJURY") == "mvc_hit_run_no_injury"
    assert plain_name("CON") == "con_1"  # a device name on Windows
    assert plain_name("  ") == "blank"
