"""Sickness by kind: what multiplies each hazard, lengths and their cap, early return, duty after, season, and days by theory."""

from __future__ import annotations

import datetime
import math
from typing import Any

import numpy as np
import pytest

from kernels import spells as k
from kernels._jit import jit
from kernels.draw import STREAM_SICKNESS, stream_key
from kernels.kinds import RECUPERATIVE, RESTRICTED
from kernels.sickness import spell_from
from sim.configuration import compose
from sim.inputs.spells import expected_kind_days, expected_kind_shares, frailties, season_factor, spell_parameters
from sim.inputs.welfare import expected_sick_share, sickness_parameters
from sim.scenario.sickness import Sickness

KEY = np.uint64(stream_key(20260105, 0, STREAM_SICKNESS))
EPOCH = datetime.date(1970, 1, 1)
NINETY_NINE_NINE = 3.29  # standard errors either side of a 99.9 % interval


def _settings(**changes: Any) -> Sickness:
    base = compose(["sickness=by_kind"]).sickness.model_dump()
    for key, value in changes.items():
        base[key] = base[key] | value if isinstance(value, dict) and isinstance(base[key], dict) else value
    return Sickness.model_validate(base)


def _par(**changes: Any) -> np.ndarray:
    return spell_parameters(_settings(**changes))


PAR = _par()
ONE_LENGTH = {"kind": "deterministic", "mean_days": 40.0}
NOTHING_WORKED = (k.NO_NIGHT, 0.0, 0.0)


def _times(kind: int, strain: float, *worked: float) -> float:
    return float(k.multiplier(kind, strain, *(worked or NOTHING_WORKED), PAR))


def test_nothing_multiplies_by_one() -> None:
    assert [_times(kind, 0.0) for kind in range(k.N_KINDS)] == [1.0, 1.0, 1.0]


def test_each_kind_has_a_gain_of_its_own() -> None:
    par = _par(gain=0.5, gains={"long": -1.0, "psychological": 2.0})
    found = [k.multiplier(kind, 0.3, *NOTHING_WORKED, par) for kind in range(k.N_KINDS)]
    assert found == pytest.approx([math.exp(0.15), math.exp(-0.3), math.exp(0.6)])


@pytest.mark.parametrize(("ago", "short"), [(0, 1.22), (1, 1.22), (2, 1.0), (k.NO_NIGHT, 1.0)])
def test_a_night_counts_for_two_days_on_short_spells(ago: int, short: float) -> None:
    assert _times(k.SHORT, 0.0, ago, 0.0, 0.0) == pytest.approx(short)
    assert _times(k.LONG, 0.0, ago, 0.0, 0.0) == _times(k.PSYCHOLOGICAL, 0.0, ago, 0.0, 0.0) == 1.0


def test_quick_returns_of_a_month_multiply_every_kind() -> None:
    for kind in range(k.N_KINDS):
        assert _times(kind, 0.0, k.NO_NIGHT, 3.0, 0.0) == pytest.approx(1.059**3)


def test_the_leaky_count_of_a_steady_month_is_what_a_window_holds() -> None:
    count = 0.0
    for day in range(2_800):
        count = k.faded(count, 1.0 if day % 7 == 0 else 0.0, PAR)  # four in 28 days
    steady = (1.0 / 7.0) / (1.0 - math.exp(-1.0 / 28.0))
    assert count == pytest.approx(steady, rel=0.12)  # it swings within the week
    assert steady == pytest.approx(4.0, rel=0.02)


@pytest.mark.parametrize(("hours", "factor"), [(39.9, 1.0), (40.1, 1.3)])
def test_long_weeks(hours: float, factor: float) -> None:
    count = 0.0
    for _ in range(2_000):
        count = k.faded(count, hours / 7.0, PAR)
    assert k.week_hours(count, PAR) == pytest.approx(hours)
    assert _times(k.SHORT, 0.0, k.NO_NIGHT, 0.0, count) == pytest.approx(factor)
    assert _times(k.LONG, 0.0, k.NO_NIGHT, 0.0, count) == 1.0


def test_all_together_stays_within_the_cap() -> None:
    assert _times(k.SHORT, 50.0, 0, 20.0, 1_000.0) == 5.0
    assert _times(k.SHORT, -50.0, 0, 20.0, 1_000.0) == 0.2
    apart = math.exp(0.1) * 1.22 * 1.059  # gain 0.5
    assert _times(k.SHORT, 0.2, 1, 1.0, 0.0) == pytest.approx(apart)


def test_switched_off_nothing_that_was_worked_counts() -> None:
    par = _par(worked={"on": False})
    assert [k.multiplier(kind, 0.0, 0, 20.0, 1_000.0, par) for kind in range(k.N_KINDS)] == [1.0, 1.0, 1.0]


def test_alone_switches_fall_back_to_one_rate_and_two_lengths() -> None:
    """With nothing but a season of ones, the spells are those of `kernels.sickness`, draw by draw."""
    off: dict[str, Any] = {name: {"on": False} for name in ("psychological", "worked", "return_to_duty")}
    settings = _settings(**off, season={"on": True, "months": (1.0,) * 12, "wave": {"on": False}})
    by_kind, plain = spell_parameters(settings), sickness_parameters(settings, compose().strain)
    begun = 0
    for day in range(20_000, 45_000):
        days = int(k.spell_begins(KEY, 7, day, 1.0, 1.0, 1.0, 0.0, 0.0, by_kind)[0])
        assert days == spell_from(KEY, 7, day, 1.0, plain)
        begun += days > 0
    assert begun > 30
    assert expected_kind_shares(by_kind).sum() == pytest.approx(expected_sick_share(plain), rel=1e-9)


@pytest.mark.parametrize(("days", "share", "left"), [(20, 0.5, 20), (28, 0.5, 28), (29, 0.5, 29), (30, 0.5, 29), (128, 0.25, 103),
                                                     (128, 0.0, 128)])
def test_an_early_return_saves_a_share_of_what_is_long(days: int, share: float, left: int) -> None:
    par = _par(return_to_duty={"early": {"share": share, "duty_per_day": 1.0}})
    assert tuple(map(int, k.shortened(days, 0.0, par))) == (left, days - left)


def test_spells_end_when_it_is_decided() -> None:
    par = _par(long={"kind": "deterministic", "mean_days": 700.0}, return_to_duty={"decided_after_days": 100,
                                                                                    "decision_takes_days": 20})
    assert int(k.days_and_saved(k.LONG, 0.5, 0.0, 0.0, par)[0]) == 120
    long = {"kind": "deterministic", "mean_days": 700.0}
    short = _par(short_per_year=0.1, short=long, return_to_duty={"decided_after_days": 100})
    assert int(k.days_and_saved(k.SHORT, 0.5, 0.0, 0.0, short)[0]) == 700, "nobody decides about a short spell"
    off = _par(long={"kind": "deterministic", "mean_days": 700.0}, return_to_duty={"on": False})
    assert int(k.days_and_saved(k.LONG, 0.5, 0.0, 0.0, off)[0]) == 700


def test_duty_after_a_long_spell_and_none_after_a_short_one() -> None:
    duty = {"recuperative": {"kind": "deterministic", "mean_days": 10.0},
            "restricted": {"kind": "deterministic", "mean_days": 5.0},
            "early": {"share": 0.0, "duty_per_day": 2.0}}
    for share, fit in ((0.0, 157), (1.0, 162)):
        par = _par(return_to_duty={**duty, "restricted_share": share})
        # 40 days from day 100, of which 7 more were saved, at two days of duty each: 24 days of recuperative duty from day 140.
        assert tuple(map(int, k.duty_after(KEY, 3, 100, 40, 7, par))) == (164, fit + 7)
        assert tuple(map(int, k.duty_after(KEY, 3, 100, 28, 0, par))) == (128, 128)
    off = _par(return_to_duty={"on": False})
    assert tuple(map(int, k.duty_after(KEY, 3, 100, 40, 0, off))) == (140, 140)


def test_days_saved_come_back_as_duty_even_where_all_beyond_four_weeks_are_saved() -> None:
    """Forty days become 28, which alone would not be long-term: twelve days of duty on top of what follows forty, less twelve."""
    par = _par()
    par[k.EARLY_SHARE], par[k.EARLY_DUTY] = 1.0, 1.0
    days, saved = map(int, k.shortened(40, 0.0, par))
    assert (days, saved) == (28, 12)
    full, part = (int(k.duty_after(KEY, 3, 100, *each, par)[0]) for each in ((40, 0), (28, 12)))
    assert part == full
    assert part > 100 + 40


def test_stages_of_duty() -> None:
    assert [k.duty_stage(day, 10, 12) for day in (9, 10, 11, 12)] == [RECUPERATIVE, RESTRICTED, RESTRICTED, 0]


def test_season_by_date() -> None:
    wave = {"on": True, "peak_day": 10, "weeks": 8, "size": 3.0}
    season = _settings(season={"months": tuple(range(1, 13)), "wave": wave}).season

    def on(*date: int) -> float:
        return season_factor(season, (datetime.date(*date) - EPOCH).days)

    assert on(2026, 1, 10) == pytest.approx(3.0)  # January 1, at the peak of a wave of three
    assert on(2026, 7, 10) == 7.0
    assert on(2026, 2, 7) == 2.0  # 28 days after the peak: over
    assert on(2026, 1, 24) == pytest.approx(1.0 + 2.0 * math.cos(math.pi / 4.0))
    assert on(2025, 12, 31) == pytest.approx(12.0 * (1.0 + 2.0 * math.cos(math.pi * 10 / 56)))  # ten days before
    assert season_factor(_settings(season={"on": False}).season, 20_000) == 1.0


@pytest.mark.parametrize("changes", [
    {}, {"return_to_duty": {"on": False}}, {"return_to_duty": {"early": {"share": 0.3, "duty_per_day": 1.0}}},
    {"psychological": {"on": False}}, {"long": {"kind": "exponential", "mean_days": 60.0}},
], ids=["as shipped", "no decision", "early return", "no psychological", "exponential"])  # fmt: skip
def test_each_kinds_share_of_days_is_that_of_theory(changes: dict[str, Any]) -> None:
    """Gain 0 and no season: 1,500 officers for forty years each; 99.9 % intervals from the spread between officers."""
    par, seats, years = _par(short_per_year=1.5, gain=0.0, **changes), 1_500, 40
    share = np.zeros((seats, k.N_KINDS))
    for seat in range(seats):
        share[seat] = _days_by_kind(seat, 20_000, years * 365, par)
    share /= years * 365
    expected = expected_kind_shares(par)
    error = share.std(axis=0, ddof=1) / math.sqrt(seats)
    found = share.mean(axis=0)
    assert np.all(np.abs(found - expected) <= NINETY_NINE_NINE * error + 1e-12), (found, expected, error)
    assert np.all(NINETY_NINE_NINE * error[expected > 0] < 0.15 * expected[expected > 0]), "an interval too wide to find anything"


@jit
def _days_by_kind(seat, first, days, par):
    """Days sick by kind of one seat that begins well."""
    out, day, last = np.zeros(3), first, first + days
    while day < last:
        length, kind, _ = k.spell_begins(KEY, seat, day, 1.0, 1.0, 1.0, 0.0, 0.0, par)
        out[kind] += min(length, last - day)
        day += max(1, length)
    return out


def test_psychological_share_lies_where_it_is_published() -> None:
    shares = expected_kind_shares(PAR)
    assert 0.36 <= shares[k.PSYCHOLOGICAL] / shares.sum() <= 0.47
    assert 7.0 <= shares.sum() * 365.25 <= 12.5, "days an officer a year"
    assert expected_kind_days(PAR)[k.SHORT] < 5


def test_the_history_finds_the_share_of_theory_and_duty_after_it() -> None:
    seats, first, n = np.arange(40_000, dtype=np.int64), 20_458, 400
    par = _par(long_per_year=0.5)
    alike = np.ones(len(seats))
    found = k.spell_history(seats, alike, first, np.ones(n), KEY, par)
    away = found[:, 0] > first - 1
    expected = expected_kind_shares(par)
    # 400 days hold no spell that began before: of those capped at 272 days none is missed.
    for kind in range(k.N_KINDS):
        share = (away & (found[:, 1] == kind)).mean()
        error = math.sqrt(expected[kind] * (1 - expected[kind]) / len(seats))
        assert abs(share - expected[kind]) <= NINETY_NINE_NINE * error
    long = found[:, 2] > 28
    assert np.array_equal(found[long, 3] > found[long, 0], np.ones(long.sum(), dtype=bool)), "duty lasts beyond the spell"
    assert np.all(found[:, 4] >= found[:, 3])
    winter = k.spell_history(seats, alike, first, np.full(n, 3.0), KEY, par)
    assert (winter[:, 0] > first - 1).sum() > away.sum()


def test_frailty_counts_before_the_study_too() -> None:
    """At ten spells a year nobody of 40 stays well for 200 days but those who cannot fall sick."""
    seats, first, n = np.arange(40, dtype=np.int64), 20_458, 200
    par = _par(short_per_year=10.0)
    found = k.spell_history(seats, np.where(seats % 2 == 0, 2.0, 0.0), first, np.ones(n), KEY, par)
    assert (found[1::2] == [first - n, 0, 0, first - n, first - n]).all()
    assert (found[::2, 0] > first - n).all()


def test_frailty_has_mean_one_and_the_spread_asked_for() -> None:
    seats = np.arange(40_000, dtype=np.int64)
    for spread in (0.5, 1.0, 1.5):
        par = _par(frailty=spread)
        found = frailties(seats, KEY, par)
        assert abs(found.mean() - 1.0) <= NINETY_NINE_NINE * spread / 200
        assert found.std() == pytest.approx(spread, rel=0.05)
        assert (found > 0).all()
    assert np.array_equal(found[100:], frailties(seats[100:], KEY, par)), "keyed by seat: cuts leave the others as they were"
    assert (frailties(seats, KEY, PAR) == 1.0).all()


def test_whoever_holds_a_seat_next_is_somebody_else() -> None:
    """Frailty is drawn for the person; the spread over 500 seats is that of any 500 officers, within four standard errors."""
    par, seats = _par(frailty=0.5), range(500)
    first, second, third = (np.array([k.frailty_of(KEY, seat, person, par) for seat in seats]) for person in range(3))
    for found in (second, third):
        assert found.mean() == pytest.approx(1.0, abs=4 * 0.5 / math.sqrt(500))
        assert found.std() == pytest.approx(0.5, abs=0.1)
    for one, other in ((first, second), (first, third), (second, third)):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4 / math.sqrt(500)
    assert k.frailty_of(KEY, 3, 1, PAR) == 1.0


def test_parts_that_cannot_be_are_off() -> None:
    assert spell_parameters(_settings(**{name: {"on": False} for name in ("psychological", "season", "worked", "return_to_duty")})
                            ).size == 0  # fmt: skip
