"""Properties of spells and sleepiness, whatever the exposures: less never makes more, equal is equal, names do not matter."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import spells as k
from kernels.clock import HOUR_MS
from kernels.draw import STREAM_OFFICER, stream_key
from kernels.exposures import N_EXPOSURES
from kernels.fatigue import s_asleep, s_awake, tour_kss
from kernels.sickness import GAIN, HAZARD_CAP, sickness_history, spell_from
from kernels.strain import hazard_multiplier, strain_step
from kernels.unified import awake
from sim.configuration import compose
from sim.inputs.spells import spell_parameters
from sim.inputs.welfare import fatigue_parameters, officer_fatigue_parameters, sickness_parameters

SHIPPED = compose(["sickness=by_kind", "strain=pressures"])
PAR = spell_parameters(SHIPPED.sickness)
SIMPLE = sickness_parameters(SHIPPED.sickness, SHIPPED.strain)
MORE = compose(["sickness=by_kind", "sickness.short_per_year=40", "sickness.psychological.per_year=4", "sickness.long_per_year=1",
                "sickness.short.mean_days=1.5", "sickness.psychological.spell.mean_days=20"]).sickness  # fmt: skip
OFTEN = spell_parameters(MORE)  # so that a few hundred mornings show something
TIRED = [fatigue_parameters(compose([f"fatigue={option}"]).fatigue) for option in ("three_process", "unified")]
NOON = np.array([-(10**12)], dtype=np.int64), np.zeros(1, dtype=np.int64)  # a clock that never changes

# Derandomised: the same examples on every machine and in every run.
FIXED = settings(derandomize=True, max_examples=150, deadline=None, database=None)
times = st.floats(0.05, 5.0)
strain = st.floats(-3.0, 3.0)
counts = st.floats(0.0, 30.0)
keys = st.integers(0, 2**63 - 1)


def spell(key: int, seat: int, day: int, short: float, long: float, psychological: float,
          treated: float = 0.0, early: float = 0.0) -> tuple[int, int, int]:  # fmt: skip
    days, kind, saved = k.spell_begins(np.uint64(key), seat, 20_000 + day, short, long, psychological, treated, early, OFTEN)
    return int(days), int(kind), int(saved)


# A smaller multiplier never makes more sickness


@FIXED
@given(keys, st.integers(0, 900), st.integers(0, 3_000), times, times, times, st.floats(0.0, 1.0))
def test_who_stays_well_stays_well_at_any_smaller_hazard(
    key: int, seat: int, day: int, short: float, long: float, psychological: float, less: float
) -> None:
    if spell(key, seat, day, short, long, psychological)[0] == 0:
        assert spell(key, seat, day, short * less, long * less, psychological * less)[0] == 0
        assert spell(key, seat, day, short * less, long, psychological)[0] == 0
        assert spell(key, seat, day, short, long * less, psychological)[0] == 0
        assert spell(key, seat, day, short, long, psychological * less)[0] == 0


@FIXED
@given(keys, st.integers(0, 900), times, times, times, st.floats(0.05, 1.0))
def test_scaled_hazards_begin_no_more_spells_and_the_same_where_they_begin(
    key: int, seat: int, short: float, long: float, psychological: float, less: float
) -> None:
    """On mornings on which both fall sick it is the same kind for as many days: the kind is drawn in proportion."""
    for day in range(60):
        more = spell(key, seat, day, short, long, psychological)
        fewer = spell(key, seat, day, short * less, long * less, psychological * less)
        assert fewer[0] == 0 or fewer == more or abs(less - 1.0) < 1e-9


@FIXED
@given(keys, st.integers(0, 900), st.integers(0, 3_000), times, st.floats(0.0, 1.0))
def test_one_rate_for_all_spells_falls_with_the_multiplier_too(key: int, seat: int, day: int, most: float, less: float) -> None:
    more, fewer = (int(spell_from(np.uint64(key), seat, 20_000 + day, m, SIMPLE)) for m in (most, most * less))
    assert fewer in (0, more)


@FIXED
@given(st.integers(0, 2), st.floats(0.0001, 0.9999), st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_treatment_and_early_return_never_lengthen_a_spell(
    kind: int, u: float, treated: float, early: float, part: float
) -> None:
    days, saved = map(int, k.days_and_saved(kind, u, treated * part, early * part, PAR))
    shorter, _ = map(int, k.days_and_saved(kind, u, treated, early, PAR))
    usual, nothing = map(int, k.days_and_saved(kind, u, 0.0, 0.0, PAR))
    assert 1 <= shorter <= days <= usual
    assert saved >= 0
    assert nothing == 0
    if kind == k.SHORT:
        assert days == usual or usual > PAR[k.OVER_DAYS]


@FIXED
@given(st.integers(0, 2), strain, strain, st.integers(0, 9), counts, counts, st.floats(0.0, 400.0))
def test_less_strain_fewer_returns_and_no_night_never_multiply_more(
    kind: int, one: float, other: float, ago: int, returns: float, fewer: float, hours: float
) -> None:
    low, high = sorted((one, other))
    few, many = sorted((returns, fewer))
    most = k.multiplier(kind, high, ago, many, hours, PAR)
    assert k.multiplier(kind, low, ago, many, hours, PAR) <= most
    assert k.multiplier(kind, high, ago, few, hours, PAR) <= most
    assert k.multiplier(kind, high, k.NO_NIGHT, many, hours, PAR) <= most
    assert k.multiplier(kind, high, ago, many, 0.0, PAR) <= most
    assert 1.0 / PAR[k.CAP] <= most <= PAR[k.CAP]


@FIXED
@given(strain, strain, st.floats(-2.0, 2.0))
def test_the_sign_of_the_gain_is_the_sign_of_the_loop(one: float, other: float, gain: float) -> None:
    low, high = (hazard_multiplier(x, gain, SIMPLE[HAZARD_CAP]) for x in sorted((one, other)))
    assert (low <= high) if gain >= 0 else (low >= high)
    assert hazard_multiplier(one, 0.0, SIMPLE[HAZARD_CAP]) == 1.0
    assert SIMPLE[GAIN] == 0.5


# Equal histories, equal results; and names do not matter


@FIXED
@given(st.lists(st.lists(st.integers(0, 30_000_000), min_size=N_EXPOSURES, max_size=N_EXPOSURES), min_size=1, max_size=20))
def test_equal_days_leave_equal_strain_and_equal_counts(days: list[list[int]]) -> None:
    """Two officers who lived the same days, reckoned in between each other, end at the same numbers to the last bit."""
    x, loads = [0.0, 0.0], [[0.0, 0.0], [0.0, 0.0]]
    for day in days:
        for officer in (0, 1):
            x[officer] = float(strain_step(x[officer], np.array(day, dtype=np.int64), SIMPLE))
            loads[officer] = [float(k.faded(load, day[0] / 3_600_000, PAR)) for load in loads[officer]]
    assert x[0] == x[1]
    assert loads[0] == loads[1]
    assert all(k.multiplier(kind, x[0], 1, *loads[0], PAR) == k.multiplier(kind, x[1], 1, *loads[1], PAR) for kind in range(3))


@FIXED
@given(keys, st.permutations(range(40)), st.integers(1, 60))
def test_relabelling_officers_permutes_their_histories(key: int, order: list[int], days: int) -> None:
    """Rows in another order, each with its own key: everybody lives the same past, so that totals are the same."""
    seats, season = np.arange(40, dtype=np.int64) * 7, np.full(days, 1.5)
    frail = np.linspace(0.2, 1.8, 40)
    first = k.spell_history(seats, frail, 20_000, season, np.uint64(key), OFTEN)
    again = k.spell_history(seats[order], frail[order], 20_000, season, np.uint64(key), OFTEN)
    assert np.array_equal(first[order], again)
    plain = sickness_history(seats, 20_000, days, np.uint64(key), SIMPLE)
    assert np.array_equal(plain[order], sickness_history(seats[order], 20_000, days, np.uint64(key), SIMPLE))


# Sleepiness


@FIXED
@given(st.floats(2.4, 14.3), st.floats(0.0, 60.0), st.floats(0.0, 60.0))
def test_longer_awake_is_never_less_tired_and_longer_asleep_never_more(s: float, one: float, other: float) -> None:
    less, more = sorted((one, other))
    par = TIRED[0]
    assert s_awake(s, more, par) <= s_awake(s, less, par)
    assert s_asleep(s, more, par) >= s_asleep(s, less, par) - 1e-12
    pressure, debt = awake(s, s, less, TIRED[1])
    assert (np.array(awake(s, s, more, TIRED[1])) >= np.array([pressure, debt]) - 1e-12).all()


@FIXED
@given(st.integers(0, 1), st.floats(5.0, 14.3), st.floats(0.0, 2.0), st.integers(0, 20), st.integers(0, 23), st.integers(1, 14))
def test_who_is_better_rested_is_never_sleepier_over_the_same_tour(
    model: int, s: float, better: float, awake_h: int, start_h: int, length_h: int
) -> None:
    """Higher S at waking, less pressure: KSS, the worst of it, sleepy time and crash odds are no higher."""
    on, par = start_h * HOUR_MS, TIRED[model]
    tired, rested = (
        tour_kss(s + more, on - awake_h * HOUR_MS, 14.3 - s - more, 0.0, on, on + length_h * HOUR_MS, par, *NOON)
        for more in (0.0, better)
    )
    assert all(r <= t + 1e-9 for r, t in zip(rested, tired, strict=True))


@FIXED
@given(st.integers(0, 2**31), st.permutations(range(12)))
def test_traits_of_sleep_belong_to_the_seat_and_not_to_its_row(seed: int, order: list[int]) -> None:
    seats, key = np.arange(12, dtype=np.int64) * 5, np.uint64(stream_key(seed, 0, STREAM_OFFICER))
    rows = officer_fatigue_parameters(SHIPPED.fatigue, seats, key)
    assert np.array_equal(rows[order], officer_fatigue_parameters(SHIPPED.fatigue, seats[order], key))
