"""Sickness: the daily draw, lengths of spells, the history before the study and the share of days lost, against
theory."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from kernels import sickness as k
from kernels._jit import jit
from kernels.draw import STREAM_SICKNESS, stream_key
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.inputs.welfare import expected_sick_share, expected_spell_days, sickness_parameters
from sim.scenario.sickness import Sickness

KEY = np.uint64(stream_key(20260105, 0, STREAM_SICKNESS))
NINETY_NINE_NINE = 3.29  # standard errors either side of a 99.9 % interval
SHORT = {"kind": "lognormal", "mean_days": 3.2, "cv": 0.9}
LONG = {"kind": "lognormal", "mean_days": 80.0, "cv": 0.8}


STRAIN = compose().strain


def _settings(**changes: Any) -> Sickness:
    settings: dict[str, Any] = dict(
        model="independent", gain=0.7, short_per_year=1.3, long_per_year=0.066, short=SHORT, long=LONG, hazard_cap=4.0)
    return Sickness.model_validate({**settings, **changes})


def _par(**changes: Any) -> np.ndarray:
    return sickness_parameters(_settings(**changes), STRAIN)


PAR = _par()


@jit
def _lengths(n, par):
    out = np.empty(n, dtype=np.int64)
    for i in range(n):
        out[i] = k.spell_days((i % 1000 + 0.5) / 1000.0, ((i * 7919) % n + 0.5) / n, par)
    return out


@jit
def _sick_days(key, seats, first_day, days, multiplier, par):
    """Days sick of each seat in a run that follows the convention, beginning well."""
    out = np.zeros(seats, dtype=np.int64)
    for seat in range(seats):
        back = first_day
        for day in range(first_day, first_day + days):
            if day >= back:
                back = day + k.spell_from(key, seat, day, multiplier, par)
            if day < back:
                out[seat] += 1
    return out


def test_the_daily_chance_is_the_hazard_of_one_day() -> None:
    rate = (1.3 + 0.066) / 365.25
    for multiplier in (0.0, 0.25, 1.0, 4.0):
        p = 1.0 - math.exp(-rate * multiplier)
        assert k.daily_probability(multiplier, PAR) == pytest.approx(p, rel=1e-9)
        assert not k.falls_sick(p + 1e-9, multiplier, PAR)
        if p > 0:
            assert k.falls_sick(p - 1e-9, multiplier, PAR)


def test_a_stronger_hazard_keeps_everybody_sick_who_was() -> None:
    u = np.random.default_rng(1).random(20_000) * 0.02
    usual = [k.falls_sick(x, 1.0, PAR) for x in u]
    worse = [k.falls_sick(x, 2.0, PAR) for x in u]
    assert all(w for w, x in zip(worse, usual, strict=True) if x)
    assert sum(worse) > sum(usual)


def test_model_decides_rate_and_gain() -> None:
    none, independent, feedback = (_par(model=model) for model in ("none", "independent", "feedback"))
    assert none[k.RATE_PER_DAY] == 0.0
    assert not k.falls_sick(1e-300, 5.0, none)
    assert (independent[k.GAIN], feedback[k.GAIN]) == (0.0, 0.7)
    assert independent[k.RATE_PER_DAY] == feedback[k.RATE_PER_DAY] > 0


def test_long_spells_are_longer_than_four_weeks_and_keep_mean_and_spread() -> None:
    only_long = _par(short_per_year=0.0)
    lengths = _lengths(200_000, only_long)
    assert lengths.min() > 28
    # Half a day more than the continuous mean, since days begun are counted whole.
    assert lengths.mean() == pytest.approx(80.5, abs=0.3)
    assert lengths.std() == pytest.approx(64.0, rel=0.02)


def test_where_long_spells_begin_is_a_setting() -> None:
    lengths = _lengths(200_000, _par(short_per_year=0.0, long_spell_over_days=20.0))
    assert lengths.min() == 21
    assert lengths.mean() == pytest.approx(80.5, abs=0.3)
    assert _par(long_spell_over_days=80.0)[k.LONG_CERTAIN] == 0.0  # no longer than the mean of the whole


@pytest.mark.parametrize("length", [
    {"kind": "lognormal", "mean_days": 3.2, "cv": 0.9}, {"kind": "exponential", "mean_days": 5.0},
    {"kind": "deterministic", "mean_days": 4.0}, {"kind": "deterministic", "mean_days": 4.2},
    {"kind": "gamma", "mean_days": 6.0, "cv": 0.7}, {"kind": "weibull", "mean_days": 6.0, "cv": 1.3},
    {"kind": "empirical", "quantiles_days": [0.0, 1.0, 1.0, 2.5, 9.0]}], ids=str)
def test_mean_length_agrees_with_the_distribution_function(length: dict[str, Any]) -> None:
    par = _par(long_per_year=0.0, short=length)
    lengths = _lengths(200_000, par)  # u_length visits every midpoint of a fine grid once
    assert lengths.min() >= 1
    assert lengths.mean() == pytest.approx(expected_spell_days(par), abs=0.002)


def test_theory_of_lengths_worked_by_hand() -> None:
    fixed = _par(long_per_year=0.0, short={"kind": "deterministic", "mean_days": 4.0})
    geometric = _par(long_per_year=0.0, short={"kind": "exponential", "mean_days": 5.0})
    mixed = _par(short_per_year=3.0, long_per_year=1.0, short={"kind": "deterministic", "mean_days": 2.0},
                 long={"kind": "deterministic", "mean_days": 50.0})
    assert expected_spell_days(fixed) == 4.0
    assert expected_spell_days(geometric) == pytest.approx(1.0 / (1.0 - math.exp(-0.2)), rel=1e-9)
    assert expected_spell_days(mixed) == pytest.approx(0.75 * 2 + 0.25 * 50)


def test_exponential_lengths_count_a_geometric_number_of_days() -> None:
    par = _par(long_per_year=0.0, short={"kind": "exponential", "mean_days": 5.0})
    lengths = _lengths(200_000, par)
    for days in (1, 2, 5, 12):
        share = math.exp(-(days - 1) / 5) * (1 - math.exp(-1 / 5))
        assert (lengths == days).mean() == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize(("u_kind", "u_length", "days"), [
    (0.1, 0.5, 3),  # the median is 3.2 / sqrt(1 + 0.81) = 2.38 days: the third day is begun
    (0.1, 1e-15, 1),  # no spell is shorter than the day it begins on
    (0.99, 1e-15, 29),  # a long one always passes day 28
])
def test_short_and_long_spells_by_hand(u_kind: float, u_length: float, days: int) -> None:
    assert k.spell_days(u_kind, u_length, PAR) == days


def test_the_longest_spell_is_bounded() -> None:
    huge = _par(short_per_year=0.0, long={"kind": "lognormal", "mean_days": 3000.0, "cv": 20.0})
    assert k.spell_days(0.5, 1.0 - 2.0**-53, huge) == k.LONGEST_SPELL_DAYS


@pytest.mark.parametrize("changes", [
    {}, {"long_per_year": 0.0, "short_per_year": 12.0, "short": {"kind": "exponential", "mean_days": 9.0}},
    {"long_per_year": 0.0, "short_per_year": 20.0, "short": {"kind": "deterministic", "mean_days": 7.0}}],
    ids=["default", "machine repair, geometric", "machine repair, fixed"])
def test_a_long_run_loses_the_theoretical_share_of_days(changes: dict[str, Any]) -> None:
    """Officers are independent, so their shares give the standard error; the first 5 years are left to settle."""
    par = _par(**changes)
    years, settle, seats = 40, 5, 4_000
    settled = _sick_days(KEY, seats, 20_000, settle * 365, 1.0, par)
    shares = (_sick_days(KEY, seats, 20_000, years * 365, 1.0, par) - settled) / ((years - settle) * 365)
    half_width = NINETY_NINE_NINE * shares.std(ddof=1) / math.sqrt(seats)
    expected = expected_sick_share(par)
    assert abs(shares.mean() - expected) <= half_width
    assert half_width < 0.03 * expected  # narrow enough to mean something


def test_history_leaves_the_theoretical_share_sick_on_the_first_day() -> None:
    seats = np.arange(60_000, dtype=np.int64)
    back = k.sickness_history(seats, 20_458, 400, KEY, PAR)
    away = (back > 20_458 - 1).mean()  # sick on the last day of the history
    expected = expected_sick_share(PAR)
    half_width = NINETY_NINE_NINE * math.sqrt(expected * (1 - expected) / seats.size)
    assert abs(away - expected) <= half_width
    assert half_width < 0.15 * expected


def test_history_belongs_to_seat_and_date() -> None:
    seats = np.arange(3_000, dtype=np.int64)
    whole = k.sickness_history(seats, 20_458, 400, KEY, PAR)
    assert np.array_equal(k.sickness_history(seats[1_000:1_200], 20_458, 400, KEY, PAR), whole[1_000:1_200])
    # Carried on through the next day's draws it is the history of a study that begins a day later.
    carried = [b if b > 20_458 else 20_458 + k.spell_from(KEY, s, 20_458, 1.0, PAR) for s, b in enumerate(whole)]
    later = k.sickness_history(seats, 20_459, 401, KEY, PAR)
    assert np.array_equal(later > 20_459, np.array(carried) > 20_459)
    assert np.all(whole >= 20_458 - 400)


def test_history_is_the_convention_day_by_day() -> None:
    par = _par(short_per_year=100.0, long_per_year=0.0, short={"kind": "exponential", "mean_days": 2.0})
    seats = np.arange(60, dtype=np.int64)
    by_hand = []
    for seat in seats.tolist():
        day = back = 20_300
        while day < 20_458:
            back = day + k.spell_from(KEY, seat, day, 1.0, par)  # well: draws
            day = max(day + 1, back)  # the day a spell is over is a day of drawing again
        by_hand.append(back)
    found = k.sickness_history(seats, 20_458, 158, KEY, par)
    sick = np.array(by_hand) > 20_458
    assert np.array_equal(found[sick], np.array(by_hand)[sick])
    assert np.all(found[~sick] <= 20_458)
    assert 5 < sick.sum() < 55


def test_hour_of_bookkeeping_and_length_of_history_are_settings() -> None:
    def drawn(*words: str) -> Inputs:
        bench = ["force=bench", "demand=flat", "demand.logged_per_year=0", "run=smoke", "sickness=independent"]
        return draw_inputs(make_plan(compose([*bench, "force.officers=200", "sickness.short_per_year=30", *words])), 0)

    usual, later, fresh = drawn(), drawn("sickness.drawn_at='07:30'"), drawn("sickness.history_days=0")
    assert usual.nights[0, 0] == 6 * 3_600_000
    assert (later.nights[:, 0] - usual.nights[:, 0] == 5_400_000).all()
    first_day = usual.nights[0, 1]
    assert (usual.seat_back_day > first_day).sum() > 20  # about a fifth are away
    assert (fresh.seat_back_day == first_day).all()


def test_seat_and_day_never_collide() -> None:
    entities = {k.seat_and_day(seat, day) for seat in range(0, 3000, 7) for day in range(20_000, 20_300, 3)}
    assert len(entities) == len(range(0, 3000, 7)) * 100


def test_no_rate_no_sickness() -> None:
    assert expected_sick_share(_par(model="none")) == 0.0
    assert expected_sick_share(_par(short_per_year=0.0, long_per_year=0.0)) == 0.0
    assert _sick_days(KEY, 50, 20_000, 400, 4.0, _par(model="none")).sum() == 0


@jit
def _spells(key, days, multipliers, par):
    out = np.empty(days.shape[0], dtype=np.int64)
    for i in range(days.shape[0]):
        out[i] = k.spell_from(key, i % 37, days[i], multipliers[i], par)
    return out


def test_same_answers_from_python_and_from_inside_another_kernel() -> None:
    often = _par(short_per_year=60.0)
    rng = np.random.default_rng(9)
    days, multipliers = rng.integers(19_000, 21_000, 2_000), rng.uniform(0.25, 4.0, 2_000)
    inside = _spells(KEY, days, multipliers, often)
    outside = [k.spell_from(KEY, i % 37, int(d), float(m), often)
               for i, (d, m) in enumerate(zip(days, multipliers, strict=True))]
    assert inside.tolist() == outside
    assert (inside > 0).sum() > 100
