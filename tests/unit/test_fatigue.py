"""Fatigue kernels against the published model's numbers, worked by an independent implementation (the FIPS package)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kernels import fatigue as f
from kernels._jit import jit
from kernels.clock import DAY_MS, HOUR_MS, MINUTE_MS
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.welfare import fatigue_parameters, officer_fatigue_parameters
from sim.scenario.fatigue import Fatigue

PAR = fatigue_parameters(Fatigue(on=True))
CLEAR_HEADED = PAR.copy()  # the published figures "without W"
CLEAR_HEADED[f.INERTIA_SIZE] = 0.0
NO_CHANGE = np.array([0], dtype=np.int64), np.array([0], dtype=np.int64)
SPRING = np.array([0, 2 * DAY_MS + HOUR_MS], dtype=np.int64), np.array([0, HOUR_MS], dtype=np.int64)
CLOSE = 0.51e-4  # KSS is printed to four decimals ...
PRINTED = 0.51e-6  # ... and the processes to six


@pytest.mark.parametrize(("hours", "expected"), [
    (0, 14.000000), (1, 13.597663), (2, 13.209281), (4, 12.472461), (8, 11.146076), (16, 8.994296), (24, 7.371915)])
def test_s_while_awake(hours: float, expected: float) -> None:
    assert f.s_awake(14.0, float(hours), PAR) == pytest.approx(expected, abs=PRINTED)


@pytest.mark.parametrize(("hours", "expected"), [
    (0, 7.96), (1, 8.760849), (2, 9.561697), (4, 11.163394), (5, 11.964243), (6, 12.695445), (7, 13.204194),
    (8, 13.551637)])
def test_s_while_asleep(hours: float, expected: float) -> None:
    assert f.s_asleep(7.96, float(hours), PAR) == pytest.approx(expected, abs=PRINTED)


def test_s_passes_the_break_level_where_the_published_line_does() -> None:
    assert f.s_asleep(7.96, 5.294384, PAR) == pytest.approx(12.2, abs=1e-6)
    line = 7.96 + 0.80084854 * 5.26
    curve = 14.3 - (14.3 - 12.2) * math.exp(-0.3813564466 * (5.34 - 5.294384))
    assert f.s_asleep(7.96, 5.26, PAR) == pytest.approx(line, abs=1e-6)
    assert f.s_asleep(7.96, 5.34, PAR) == pytest.approx(curve, abs=1e-6)


@pytest.mark.parametrize("onset", [12.2, 12.21, 13.0, 14.2])
def test_sleep_begun_above_the_break_level_does_not_jump_and_only_restores(onset: float) -> None:
    path = [f.s_asleep(onset, hours, PAR) for hours in (0.0, 0.25, 0.5, 1.0, 4.0, 40.0)]
    assert path[0] == pytest.approx(onset, abs=1e-12)
    assert path == sorted(path)
    assert path[2] == pytest.approx(14.3 - (14.3 - onset) * math.exp(-0.3813564466 * 0.5), abs=CLOSE)
    assert path[-1] <= 14.3


@pytest.mark.parametrize(("hours", "expected"), [(0, -5.72), (1, -1.263605), (2, -0.279143), (4, -0.013623)])
def test_inertia(hours: float, expected: float) -> None:
    assert f.inertia(float(hours), PAR) == pytest.approx(expected, abs=PRINTED)


@pytest.mark.parametrize(("clock", "c", "u"), [
    (0, -0.772542, -0.793893), (3, -2.227516, -0.904508), (4.8, -2.5, -0.5), (6, -2.377641, -0.206107),
    (9, -1.134976, -0.095492), (12, 0.772542, -0.793893), (15, 2.227516, -0.904508), (16.8, 2.5, -0.5),
    (18, 2.377641, -0.206107), (21, 1.134976, -0.095492)])
def test_rhythms(clock: float, c: float, u: float) -> None:
    assert f.circadian(float(clock), PAR) == pytest.approx(c, abs=PRINTED)
    assert f.ultradian(float(clock), PAR) == pytest.approx(u, abs=PRINTED)
    assert f.circadian(clock + 24.0, PAR) == pytest.approx(c, abs=PRINTED)


# Schedule A: up at 07:00 with S = 14, in bed 23:00 to 07:00.  Hours run on from the first midnight.
A_WAKES = (7.0, 14.0), (31.0, f.s_asleep(f.s_awake(14.0, 16.0, PAR), 8.0, PAR))
# Schedule B: awake from 07:00 (S = 14) through a night tour, asleep 08:30 to 14:00, a second night.
B_WAKES = (7.0, 14.0), (38.0, f.s_asleep(f.s_awake(14.0, 25.5, PAR), 5.5, PAR))


@pytest.mark.parametrize(("wakes", "hour", "clear_headed", "with_inertia"), [
    (A_WAKES[0], 8.0, 3.4467, 4.2049), (A_WAKES[0], 12.0, 3.3389, 3.3408), (A_WAKES[0], 15.0, 3.1185, 3.1186),
    (A_WAKES[0], 18.0, 3.1367, 3.1367), (A_WAKES[0], 22.99, 5.6064, 5.6064), (A_WAKES[1], 31.5, 3.5588, 5.1719),
    (A_WAKES[1], 36.0, 3.4181, 3.4199), (A_WAKES[1], 44.0, 3.8190, 3.8190),
    (B_WAKES[0], 22.0, 4.9274, None), (B_WAKES[0], 26.0, 7.3141, None), (B_WAKES[0], 28.0, 7.7328, None),
    (B_WAKES[0], 31.0, 7.4608, None), (B_WAKES[1], 38.5, 3.1275, 4.7406), (B_WAKES[1], 46.0, 4.9003, None),
    (B_WAKES[1], 50.0, 7.2906, None), (B_WAKES[1], 52.0, 7.7109, None), (B_WAKES[1], 55.0, 7.4411, None)])
def test_kss_through_two_schedules(wakes: tuple[float, float], hour: float, clear_headed: float,
                                   with_inertia: float | None) -> None:
    woke, s_wake = wakes
    s = f.s_awake(s_wake, hour - woke, PAR)
    assert f.kss(s, hour % 24.0, hour - woke, CLEAR_HEADED) == pytest.approx(clear_headed, abs=CLOSE)
    if with_inertia is not None:
        assert f.kss(s, hour % 24.0, hour - woke, PAR) == pytest.approx(with_inertia, abs=CLOSE)


def test_s_at_the_end_of_both_nights_of_schedule_b() -> None:
    assert f.s_awake(B_WAKES[0][1], 24.0, PAR) == pytest.approx(7.3719, abs=CLOSE)
    assert f.s_awake(B_WAKES[1][1], 17.0, PAR) == pytest.approx(7.4048, abs=CLOSE)


def test_kss_stays_on_its_scale() -> None:
    assert 1.0 < f.kss(13.0, 16.8, 4.0, CLEAR_HEADED) < 9.0
    assert f.kss(40.0, 16.8, 10.0, PAR) == 1.0
    assert f.kss(-10.0, 4.8, 0.0, PAR) == 9.0


def _by_hand(woke: int, on: int, off: int, s_wake: float,
             zone: tuple[np.ndarray, np.ndarray]) -> tuple[float, float, int, float]:
    """The tour's sums in plain Python: half-hour cells read at their middles, the last one shorter."""
    total, worst, sleepy, crash, start = 0.0, 1.0, 0, 0.0, on
    while start < off:
        end = min(off, start + 30 * MINUTE_MS)
        middle = start + (end - start) // 2
        offset = int(zone[1][np.searchsorted(zone[0], middle, side="right") - 1])
        awake = (middle - woke) / HOUR_MS
        s = 2.4 + (s_wake - 2.4) * math.exp(-0.0353 * awake)
        clock = ((middle + offset) % DAY_MS) / HOUR_MS
        c = 2.5 * math.cos(2 * math.pi * (clock - 16.8) / 24)
        u = -0.5 + 0.5 * math.cos(2 * math.pi * (clock - 16.8 - 3) / 12)
        value = min(9.0, max(1.0, 10.6 - 0.6 * (s + c + u - 5.72 * math.exp(-1.51 * awake))))
        total, worst = total + value * (end - start) / MINUTE_MS, max(worst, value)
        sleepy += end - start if value >= 7 else 0
        crash += min(5.0, 1.72 ** (value - 5)) * (end - start) / MINUTE_MS
        start = end
    return total, worst, sleepy, crash


@pytest.mark.parametrize("zone", [NO_CHANGE, SPRING], ids=["no clock change", "clocks go forward"])
@pytest.mark.parametrize(("woke_h", "on_h", "off_h"), [(29, 31, 41), (40, 46, 56.2), (40, 46, 46.01), (31, 46, 58.5)])
def test_tour_sums_equal_a_plain_reading_of_the_grid(zone: tuple[np.ndarray, np.ndarray], woke_h: float, on_h: float,
                                                     off_h: float) -> None:
    woke, on, off = (round(h * HOUR_MS) for h in (woke_h, on_h, off_h))
    found = f.tour_kss(13.5, woke, 0.0, 0.0, on, off, PAR, *zone)
    total, worst, sleepy, crash = _by_hand(woke, on, off, 13.5, zone)
    assert found[0] == pytest.approx(total, rel=1e-12)
    assert found[1] == pytest.approx(worst, rel=1e-12)
    assert found[2] == sleepy
    assert found[3] == pytest.approx(crash, rel=1e-12)


@pytest.mark.parametrize(("score", "odds"), [(5.0, 1.0), (6.0, 1.72), (4.0, 1 / 1.72), (7.0, 2.9584), (8.0, 5.0), (9.0, 5.0)])
def test_crash_odds_grow_by_the_published_factor_a_point_up_to_the_cap(score: float, odds: float) -> None:
    assert f.crash_odds(score, PAR) == pytest.approx(odds, rel=1e-12)


def test_without_a_cap_in_the_way_four_points_are_four_factors() -> None:
    par = fatigue_parameters(Fatigue.model_validate({"on": True, "crash": {"per_point": 1.41, "cap": 100}}))
    assert f.crash_odds(9.0, par) == pytest.approx(1.41**4, rel=1e-12)


def test_a_night_tour_is_sleepier_than_a_day_tour_and_the_clock_change_is_felt() -> None:
    day = f.tour_kss(13.8, 5 * HOUR_MS, 0.0, 0.0, 7 * HOUR_MS, 17 * HOUR_MS, PAR, *NO_CHANGE)
    night = f.tour_kss(13.8, 31 * HOUR_MS, 0.0, 0.0, 46 * HOUR_MS, 56 * HOUR_MS, PAR, *NO_CHANGE)
    changed = f.tour_kss(13.8, 31 * HOUR_MS, 0.0, 0.0, 46 * HOUR_MS, 56 * HOUR_MS, PAR, *SPRING)
    assert night[0] > 1.5 * day[0]
    assert night[2] > 4 * HOUR_MS
    assert day[2] == 0
    assert changed[0] != night[0]


@pytest.mark.parametrize("off", [0, -5, -DAY_MS])
def test_a_tour_of_no_length_asks_nothing(off: int) -> None:
    assert f.tour_kss(13.8, -HOUR_MS, 0.0, 0.0, 0, off, PAR, *NO_CHANGE) == (0.0, 1.0, 0, 0.0)


def test_the_grid_is_fine_enough() -> None:
    """Half-hour cells give the mean KSS of a tour to 0.02 of what one-minute steps give, waking included."""
    woke, on, off = 5 * HOUR_MS, 7 * HOUR_MS, 17 * HOUR_MS
    fine = np.mean([f.kss_at(t, 13.8, woke, 0.0, 0.0, PAR, *NO_CHANGE) for t in range(on + 30_000, off, 60_000)])
    assert f.tour_kss(13.8, woke, 0.0, 0.0, on, off, PAR, *NO_CHANGE)[0] / 600.0 == pytest.approx(fine, abs=0.02)


@jit
def _many_tours(wakes, ons, lengths, par, zone_at, zone_offset):
    sums = np.empty((wakes.shape[0], 4))
    for i in range(wakes.shape[0]):
        total, worst, sleepy, crash = f.tour_kss(13.0, wakes[i], 0.0, 0.0, ons[i], ons[i] + lengths[i], par, zone_at, zone_offset)
        sums[i, 0], sums[i, 1], sums[i, 2], sums[i, 3] = total, worst, sleepy, crash
    return sums


def test_same_bits_from_python_and_from_inside_another_kernel() -> None:
    rng = np.random.default_rng(20260105)
    ons = rng.integers(0, 30 * DAY_MS, 300)
    wakes = ons - rng.integers(HOUR_MS, 20 * HOUR_MS, 300)
    lengths = rng.integers(0, 14 * HOUR_MS, 300)
    inside = _many_tours(wakes, ons, lengths, PAR, *SPRING)
    for i, row in enumerate(inside):
        outside = f.tour_kss(13.0, int(wakes[i]), 0.0, 0.0, int(ons[i]), int(ons[i] + lengths[i]), PAR, *SPRING)
        assert tuple(row) == tuple(outside)


def test_officers_differ_by_seat_and_keep_their_traits_in_another_force() -> None:
    seats = np.arange(400, dtype=np.int64)
    settings = Fatigue(on=True)
    rows = officer_fatigue_parameters(settings, seats, 12345)
    some = officer_fatigue_parameters(settings, seats[100:103], 12345)
    assert np.array_equal(rows[100:103], some)
    # Four standard errors of a mean, a standard deviation and a share of 400.
    assert rows[:, f.WAKE_THRESHOLD].mean() == pytest.approx(11.6, abs=0.10)
    assert rows[:, f.WAKE_THRESHOLD].std() == pytest.approx(0.5, abs=0.08)
    assert rows[:, f.CIRCADIAN_PEAK_H].std() == pytest.approx(1.0, abs=0.15)
    assert (rows[:, f.NAP_H] == 1.5).mean() == pytest.approx(0.3, abs=0.1)


@pytest.mark.parametrize(("words", "hours"), [([], 11.0), (["fatigue.quick_return_h=9.5"], 9.5)])
def test_the_rest_that_makes_a_return_quick_is_a_setting(words: list[str], hours: float) -> None:
    scenario = compose(["force=bench", "demand=flat", "demand.logged_per_year=0", "partners=none", "run=smoke", *words])
    assert draw_inputs(make_plan(scenario), 0).rules.quick_return_ms == hours * HOUR_MS


def test_no_spread_makes_everybody_average() -> None:
    alike = Fatigue.model_validate({"on": True, "nap_probability": 0.0,
                                    "model": {"wake_threshold_sd": 0.0, "phase_sd_h": 0.0}})
    rows = officer_fatigue_parameters(alike, np.arange(20, dtype=np.int64), 1)
    assert np.array_equal(rows, np.tile(fatigue_parameters(alike), (20, 1)))
