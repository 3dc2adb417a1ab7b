"""Keyed draws against an independent reckoning in Python's own integers, published vectors, and theory."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import special, stats

from kernels import draw

MASK = 2**64 - 1
GOLDEN = 0x9E3779B97F4A7C15
DRAW = 0xD1342543DE82EF95


def _mix(z: int) -> int:
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def _combine(key: int, part: int) -> int:
    return _mix((key + (part + 1) * GOLDEN) & MASK)


def _uniform(key: int, entity: int, number: int) -> float:
    z = _mix((_combine(key, entity) + (number + 1) * DRAW) & MASK)
    return ((z >> 12) + 0.5) / 2**52


# The hash


def test_mixing_gives_the_published_splitmix64_sequence() -> None:
    # Seed 1234567 of the public reference implementation: state grows by the golden ratio, each is mixed.
    published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]
    states = [(1234567 + (i + 1) * GOLDEN) & MASK for i in range(5)]
    assert [int(draw.mix(np.uint64(state))) for state in states] == published
    assert int(draw.mix(np.uint64(GOLDEN))) == 0xE220A8397B1DCDAF  # seed 0


@pytest.mark.parametrize("key", [0, 1, 2**63, MASK])
@pytest.mark.parametrize("part", [0, 1, 7, 2**40, 2**63 - 1])
def test_addresses_are_what_they_are_said_to_be(key: int, part: int) -> None:
    assert int(draw.combine(np.uint64(key), part)) == _combine(key, part)


def test_a_stream_is_study_then_replication_then_purpose() -> None:
    for seed, replication, stream in [(0, 0, 1), (20260105, 3, 5), (2**63 - 1, 99_999, 11)]:
        assert int(draw.stream_key(seed, replication, stream)) == _combine(_combine(_mix(seed), replication), stream)


def test_stream_numbers_are_all_different_and_never_renumbered() -> None:
    streams = {name: value for name, value in vars(draw).items() if name.startswith("STREAM_")}
    assert streams == {
        "STREAM_DEMAND": 1, "STREAM_DAY": 2, "STREAM_TRAVEL": 3, "STREAM_PARTNER": 4, "STREAM_SICKNESS": 5,
        "STREAM_ABSTRACTION": 6, "STREAM_STAFFING": 7, "STREAM_BACKGROUND": 8, "STREAM_CAPACITY": 9, "STREAM_ROSTER": 10,
        "STREAM_OFFICER": 11} | {name: value for name, value in streams.items() if value > 11}  # fmt: skip
    assert len(set(streams.values())) == len(streams)


def test_neighbouring_addresses_share_nothing() -> None:
    keys = {int(draw.stream_key(seed, rep, stream)) for seed in range(12) for rep in range(12) for stream in range(12)}
    assert len(keys) == 12**3
    assert int(draw.combine(np.uint64(5), 6)) != int(draw.combine(np.uint64(6), 5))


# Uniform numbers


def test_uniform_numbers_to_the_last_bit() -> None:
    key = _combine(_combine(_mix(20260105), 2), draw.STREAM_TRAVEL)
    for entity, number in [(0, 0), (0, 1), (1, 0), (12345, 5), (2**62, 9)]:
        assert draw.uniform(np.uint64(key), entity, number) == _uniform(key, entity, number)


def test_the_numbers_at_the_ends_are_never_0_or_1() -> None:
    lowest, highest = 0.5 * 2.0**-52, (2**52 - 1 + 0.5) * 2.0**-52
    assert 0.0 < lowest < highest < 1.0
    assert math.isfinite(draw.normal_quantile(lowest))
    assert math.isfinite(draw.normal_quantile(highest))


@pytest.mark.parametrize("axis", ["key", "entity", "number"])
def test_numbers_are_uniform_and_unrelated_along_every_part_of_the_address(axis: str) -> None:
    n = 4_000
    place = {
        "key": lambda i: (np.uint64(draw.combine(np.uint64(77), i)), 3, 1),
        "entity": lambda i: (np.uint64(77), i, 1),
        "number": lambda i: (np.uint64(77), 3, i),
    }[axis]
    u = np.array([draw.uniform(*place(i)) for i in range(n)])
    assert stats.kstest(u, "uniform").pvalue > 1e-4
    for lag in (1, 2, 7):
        assert abs(np.corrcoef(u[:-lag], u[lag:])[0, 1]) < 4 / math.sqrt(n)


# Inversion


def test_normal_quantiles_are_those_of_theory() -> None:
    u = np.concatenate([np.geomspace(1e-300, 0.5, 400), np.linspace(0.001, 0.999, 999), 1 - np.geomspace(1e-15, 0.5, 100)])
    ours = np.array([draw.normal_quantile(value) for value in u])
    np.testing.assert_allclose(ours, special.ndtri(u), rtol=2e-14, atol=2e-15)
    assert draw.normal_quantile(0.5) == 0.0
    assert draw.normal_quantile(0.975) == pytest.approx(1.959963984540054, abs=1e-14)


@pytest.mark.parametrize("mean", [1e-9, 0.003, 0.4, 1.0, 3.7, 12.0, 87.5, 400.0, 12_345.6, 1e6])
def test_poisson_quantiles_are_those_of_theory(mean: float) -> None:
    end = 1e-12 if mean < 1e3 else 1e-9 if mean < 1e5 else 1e-6  # beyond, sums of so many chances are not known well enough
    u = np.concatenate([np.geomspace(end, 0.4, 60), np.linspace(0.01, 0.99, 99), 1 - np.geomspace(end, 0.4, 60)])
    ours = np.array([draw.poisson_quantile(value, mean) for value in u])
    theory = stats.poisson.ppf(u, mean)
    # Where u falls on a step of the distribution function to within rounding, either neighbour is right.
    close = np.minimum(np.abs(stats.poisson.cdf(theory, mean) - u), np.abs(stats.poisson.cdf(theory - 1, mean) - u)) < 1e-10
    assert (ours == theory)[~close].all()
    assert (np.abs(ours - theory) <= 1)[close].all()
    assert (~close).sum() > 100


def test_poisson_quantile_by_hand() -> None:
    # Mean 1: P(0) = P(1) = 0.3679, P(2) = 0.1839.
    for u, count in [(0.36, 0), (0.37, 1), (0.73, 1), (0.74, 2), (0.91, 2), (0.92, 3)]:
        assert draw.poisson_quantile(u, 1.0) == count
    assert draw.poisson_quantile(0.999999, 0.0) == 0
    assert draw.poisson_quantile(0.5, -1.0) == 0


def test_a_larger_mean_never_gives_fewer() -> None:
    means = np.geomspace(0.01, 500, 60)
    for u in (0.001, 0.2, 0.5, 0.9, 0.9999):
        counts = [draw.poisson_quantile(u, mean) for mean in means]
        assert counts == sorted(counts)


@pytest.mark.parametrize(("u", "weights", "chosen"), [
    (0.0001, [1, 2, 3], 0), (0.33, [1, 2, 3], 0), (0.34, [1, 2, 3], 1), (0.99, [1, 2, 3], 2),
    (0.5, [1, 2], 1),  # on the edge: the next
    (0.0001, [0, 1], 1), (0.9999, [1, 1], 0), (0.5, [4], 0),
    (0.25, [0.5, 0.5, 2], 2)])  # fmt: skip
def test_a_choice_by_rising_weights(u: float, weights: list[float], chosen: int) -> None:
    assert draw.choose(u, np.array(weights, dtype=np.float64)) == chosen


def test_choices_come_as_often_as_their_weights() -> None:
    rising = np.cumsum([5.0, 0.0, 3.0, 2.0])
    n = 20_000
    picked = np.bincount([draw.choose(draw.uniform(np.uint64(9), i, 0), rising) for i in range(n)], minlength=4)
    assert picked[1] == 0
    for count, share in zip(picked[[0, 2, 3]], (0.5, 0.3, 0.2), strict=True):
        assert abs(count - n * share) < 4 * math.sqrt(n * share * (1 - share))
