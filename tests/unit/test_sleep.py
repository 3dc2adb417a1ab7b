"""Sleep between tours: when officers go to bed, how long they sleep, and that every gap, however odd, ends."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kernels import fatigue as f
from kernels import sleep as k
from kernels.clock import DAY_MS, HOUR_MS, MINUTE_MS
from sim.inputs.welfare import fatigue_parameters
from sim.scenario.fatigue import Fatigue
from tests.support.sleepers import assert_same_bits_from_inside_another_kernel

PAR = fatigue_parameters(Fatigue(on=True))
NO_CHANGE = np.array([0], dtype=np.int64), np.array([0], dtype=np.int64)
# Clocks go forward at 01:00 of day 10 and back at 01:00 UTC (02:00 local) of day 220.
CHANGES = (np.array([0, 10 * DAY_MS + HOUR_MS, 220 * DAY_MS + HOUR_MS], dtype=np.int64),
           np.array([0, HOUR_MS, 0], dtype=np.int64))
DAY_20 = 20 * 24


def _rest(off_h: float, on_h: float, woke_h: float | None = None, *, s_wake: float = 13.66, slept_h: float = 0.0,
          par: np.ndarray = PAR, zone: tuple[np.ndarray, np.ndarray] = NO_CHANGE) -> tuple[float, float, float]:
    """Ask `sleep_until` in hours since the study began; returns S, the hour of waking and hours slept in the last
    24."""
    woke = off_h - 11.75 if woke_h is None else woke_h
    s, woke_at, slept, *_ = k.sleep_until(s_wake, round(woke * HOUR_MS), round(slept_h * HOUR_MS), 0.0, 0.0,
                                          round(off_h * HOUR_MS), round(on_h * HOUR_MS), par, *zone)
    return s, woke_at / HOUR_MS, slept / HOUR_MS


@pytest.mark.parametrize(("bed", "awake", "expected"), [
    (21, 14, 8.83), (23, 16, 7.82), (1, 18, 6.85), (3, 20, 6.03), (5, 22, 5.37), (7, 24, 4.72), (8, 24.5, 4.33),
    (9, 26, 4.10), (11, 28, 3.62), (15, 18, 0.97)])
def test_free_running_lengths(bed: float, awake: float, expected: float) -> None:
    """The tabulated lengths, from the rested S at waking after nights of 7.5 hours (13.66).

    The table is printed to 0.01 h; the S it began from is not printed, and none gives every row closer than 0.013.
    """
    onset = f.s_awake(13.66, float(awake), PAR)
    assert k.natural_sleep_ms(onset, float(bed), k.LONGEST_SLEEP_MS, PAR) / HOUR_MS == pytest.approx(expected, abs=0.02)


def _plain_length_h(s_onset: float, bed: float, longest_h: float) -> float:
    """First instant, to 15 seconds, with S + C at 11.6: plain Python, walking through the night."""
    slope = 0.3813564466 * (14.3 - 12.2)
    start = math.log((14.3 - s_onset) / 2.1) / 0.3813564466 if s_onset >= 12.2 else (12.2 - s_onset) / slope
    hours = 0.5
    while hours < longest_h:
        linear = s_onset < 12.2 and hours <= start
        s = s_onset + slope * hours if linear else 14.3 - 2.1 * math.exp(-0.3813564466 * (hours - start))
        if s + 2.5 * math.cos(2 * math.pi * (bed + hours - 16.8) / 24) >= 11.6:
            return hours
        hours += 15 / 3600
    return longest_h


def test_waking_is_the_first_crossing_wherever_sleep_begins() -> None:
    rng = np.random.default_rng(3)
    for s_onset, bed in zip(rng.uniform(5, 13.9, 120), rng.uniform(0, 24, 120), strict=True):
        found = k.natural_sleep_ms(s_onset, bed, k.LONGEST_SLEEP_MS, PAR) / HOUR_MS
        assert found == pytest.approx(_plain_length_h(s_onset, bed, 14.0), abs=20 / 3600), (s_onset, bed)


@pytest.mark.parametrize(("s_onset", "bed"), [(12.02, 23.6), (11.62, 23.1), (12.18, 23.8)])
def test_a_short_stay_above_the_waking_level_ends_sleep(s_onset: float, bed: float) -> None:
    """S + C touches the level within two hours, for less than half an hour, and sinks again with the body clock."""
    found = k.natural_sleep_ms(s_onset, bed, k.LONGEST_SLEEP_MS, PAR) / HOUR_MS
    assert found == pytest.approx(_plain_length_h(s_onset, bed, 14.0), abs=20 / 3600)
    assert found < 1.6


@pytest.mark.parametrize("most_h", [0.0, 0.25, 0.5, 3.0, 14.0])
def test_a_waking_level_out_of_reach_means_sleeping_as_long_as_allowed(most_h: float) -> None:
    par = PAR.copy()
    par[f.WAKE_THRESHOLD] = 40.0
    most = round(most_h * HOUR_MS)
    assert k.natural_sleep_ms(8.0, 23.0, most, par) == most


def test_rested_state_reproduces_itself_night_after_night() -> None:
    s_wake, rise = PAR[f.RESTED_S], PAR[f.RESTED_RISE_H]
    length = (rise - 23.0) % 24.0
    onset = f.s_awake(s_wake, 24.0 - length, PAR)
    assert k.natural_sleep_ms(onset, 23.0, k.LONGEST_SLEEP_MS, PAR) / HOUR_MS == pytest.approx(length, abs=2e-3)
    assert f.s_asleep(onset, length, PAR) == pytest.approx(s_wake, abs=1e-3)
    assert 7.5 < length < 8.1


def test_after_a_day_tour_sleep_waits_for_the_usual_bedtime() -> None:
    s, woke, slept = _rest(DAY_20 + 17, DAY_20 + 24 + 14)
    assert woke - slept == pytest.approx(DAY_20 + 23, abs=1e-6)
    assert 7.0 < slept < 8.5
    assert f.s_asleep(f.s_awake(13.66, 17.75, PAR), slept, PAR) == pytest.approx(s, abs=1e-9)


def test_getting_up_for_the_tour_ends_sleep() -> None:
    _, woke, slept = _rest(DAY_20 + 17, DAY_20 + 24 + 8)
    assert woke == pytest.approx(DAY_20 + 24 + 8 - 1.75, abs=1e-6)
    assert slept == pytest.approx(24 + 6.25 - 23, abs=1e-6)


@pytest.mark.parametrize(("on", "bed"), [(7.75, 23.0), (7.25, 22.5), (6.25, 21.5), (5.0, 21.5), (9.0, 23.0)])
def test_an_early_start_brings_bedtime_forward_by_at_most_an_hour_and_a_half(on: float, bed: float) -> None:
    _, woke, slept = _rest(DAY_20 + 15, DAY_20 + 24 + on)
    assert woke - slept == pytest.approx(DAY_20 + bed, abs=1e-6)


def test_home_too_late_for_the_early_bedtime_means_bed_on_arrival() -> None:
    _, woke, slept = _rest(DAY_20 + 20.5, DAY_20 + 24 + 6)
    assert woke - slept == pytest.approx(DAY_20 + 22.25, abs=1e-6)


@pytest.mark.parametrize("off", [23.0, 24.0, 26.5, 31.0, 36.0])
def test_after_late_and_night_tours_sleep_starts_at_once(off: float) -> None:
    _, woke, _ = _rest(DAY_20 + off, DAY_20 + off + 10)
    length = k.natural_sleep_ms(f.s_awake(13.66, 13.5, PAR), (off + 1.75) % 24.0, round(6.5 * HOUR_MS), PAR) / HOUR_MS
    assert woke == pytest.approx(DAY_20 + off + 1.75 + length, abs=1e-6)


def test_who_is_not_tired_after_a_tour_waits_for_bedtime() -> None:
    # Up at 10:00, sent home at 12:00: a bed at 13:45 would be the afternoon nap of somebody wide awake.
    _, woke, slept = _rest(DAY_20 + 12, DAY_20 + 24 + 14, woke_h=DAY_20 + 10)
    assert woke - slept == pytest.approx(DAY_20 + 23, abs=1e-6)


def test_a_night_worker_sleeps_by_day_and_less() -> None:
    by_day = _rest(DAY_20 + 31, DAY_20 + 46, woke_h=DAY_20 + 14)[2]
    by_night = _rest(DAY_20 + 17, DAY_20 + 24 + 14)[2]
    assert by_day < by_night - 2.0


def test_a_quick_return_costs_sleep() -> None:
    lengths = [_rest(DAY_20 + 24, DAY_20 + 24 + gap)[2] for gap in (3.9, 6, 8, 10, 12)]
    assert lengths == sorted(lengths)
    assert lengths[0] == 0.0
    assert lengths[2] == pytest.approx(8 - 3.5, abs=1e-6)


@pytest.mark.parametrize("gap_ms", [-10 * HOUR_MS, -1, 0, 1, 15 * MINUTE_MS, 3 * HOUR_MS])
def test_no_time_to_sleep_leaves_the_officer_as_he_was(gap_ms: int) -> None:
    off = DAY_20 * HOUR_MS + 24 * HOUR_MS
    woke = off - 12 * HOUR_MS
    assert k.sleep_until(13.5, woke, 0, 1.5, 2.5, off, off + gap_ms, PAR, *NO_CHANGE) == (13.5, woke, 0, 1.5, 2.5)


def test_sleep_before_the_last_tour_counts_if_it_falls_in_the_day_before() -> None:
    """An early tour followed by a night tour the same evening: the sleep before the early tour is all there is."""
    s, woke, slept = _rest(DAY_20 + 17, DAY_20 + 20, woke_h=DAY_20 + 5.25, slept_h=6.25)
    assert (s, woke) == (13.66, DAY_20 + 5.25)
    assert slept == pytest.approx(6.25)
    # An hour less when the day before the tour begins an hour into that sleep.
    assert _rest(DAY_20 + 17, DAY_20 + 24, woke_h=DAY_20 + 5.25, slept_h=6.25)[2] == pytest.approx(5.25)


def test_four_days_off_and_more_end_in_the_same_rested_officer() -> None:
    ends = [_rest(DAY_20, DAY_20 + gap * 24 + 14) for gap in (3, 4, 10, 100)]
    for s, woke, slept in ends:
        assert s == pytest.approx(ends[-1][0], abs=0.01)
        assert woke % 24 == pytest.approx(ends[-1][1] % 24, abs=0.02)
        assert slept == pytest.approx(ends[-1][2], abs=0.02)
    assert ends[-1][1] % 24 == pytest.approx(PAR[f.RESTED_RISE_H], abs=0.02)


@pytest.mark.parametrize("gap", [1, 3, 6])
@pytest.mark.parametrize("change_day", [10, 220])
def test_bedtime_is_by_the_local_clock_across_a_clock_change(gap: int, change_day: int) -> None:
    on = change_day * 24 + 14 + 24 * (gap - 1)
    offset = 1.0 if change_day == 10 else 0.0
    _, woke, slept = _rest(on - gap * 24 + 3, on, zone=CHANGES)
    bed_clock = (woke - slept + (offset if gap > 1 else 1.0 - offset)) % 24
    assert bed_clock == pytest.approx(23.0, abs=1e-6)


@pytest.mark.parametrize(("day", "elapsed_h"), [(10, 1.5), (220, 3.5)], ids=["forward", "back"])
def test_waiting_for_bedtime_while_the_clocks_change(day: int, elapsed_h: float) -> None:
    """From half past midnight to a three o'clock bedtime by the local clock, the change in between."""
    par = PAR.copy()
    par[f.BEDTIME_H] = 3.0
    summer_time = HOUR_MS if day == 220 else 0
    awake = day * DAY_MS + HOUR_MS // 2 - summer_time
    bed = k.bedtime_ms(awake, awake + 12 * HOUR_MS, par, *CHANGES)
    assert bed - awake == round(elapsed_h * HOUR_MS)


def _with(**changes: object) -> np.ndarray:
    return fatigue_parameters(Fatigue.model_validate({"on": True, **changes}))


@pytest.mark.parametrize(("from_clock", "bed"), [("15:00", 23.0), ("16:44", 23.0), ("16:45", 16.75), ("19:00", 16.75)])
def test_afternoon_from_says_who_waits_for_bedtime(from_clock: str, bed: float) -> None:
    # Home and wound down at 16:45, after more than a day awake.
    _, woke, slept = _rest(DAY_20 + 15, DAY_20 + 24 + 14, woke_h=DAY_20 - 12, par=_with(afternoon_from=from_clock))
    assert woke - slept == pytest.approx(DAY_20 + bed, abs=1e-6)


@pytest.mark.parametrize(("before", "bed"), [("06:00", 23.0), ("07:00", 22.25), ("08:30", 21.5)])
def test_early_rise_before_says_which_start_brings_bedtime_forward(before: str, bed: float) -> None:
    _, woke, slept = _rest(DAY_20 + 15, DAY_20 + 24 + 8, par=_with(early_rise_before=before))  # up at 06:15
    assert woke - slept == pytest.approx(DAY_20 + bed, abs=1e-6)


def test_nobody_lies_down_for_less_than_the_shortest_sleep() -> None:
    an_hour = DAY_20 + 24, DAY_20 + 24 + 4.5  # three and a half hours of the gap are not for sleep
    assert _rest(*an_hour)[2] == pytest.approx(1.0, abs=1e-6)
    assert _rest(*an_hour, par=_with(shortest_sleep_h=1.0))[2] == pytest.approx(1.0, abs=1e-6)
    assert _rest(*an_hour, par=_with(shortest_sleep_h=1.1))[2] == 0.0
    # Waking is not looked for earlier, however rested somebody is.
    assert k.natural_sleep_ms(14.2, 12.0, 10 * HOUR_MS, _with(shortest_sleep_h=2.0)) == 2 * HOUR_MS


def _napper() -> np.ndarray:
    par = PAR.copy()
    par[f.NAP_H] = 1.5
    return par


def test_a_nap_is_taken_only_before_a_first_night() -> None:
    par = _napper()
    first_night = _rest(DAY_20 - 7, DAY_20 + 22, par=par)
    assert first_night[1] == pytest.approx(DAY_20 + 16.5, abs=1e-6)
    assert first_night[2] == pytest.approx(_rest(DAY_20 - 7, DAY_20 + 22)[2] + 1.5, abs=1e-6)
    second_night = (DAY_20 + 31, DAY_20 + 46, DAY_20 + 20)
    assert _rest(*second_night, par=par) == _rest(*second_night)
    for on in (14, 16.5, 17.9):  # a late tour, and one that leaves no room for the nap
        assert _rest(DAY_20 - 7, DAY_20 + on, par=par) == _rest(DAY_20 - 7, DAY_20 + on)
    late = _rest(DAY_20 - 7, DAY_20 + 18.1, par=par)
    assert late[1] < DAY_20 + 15  # 18:06 means getting up by 16:21, before the nap could end


@pytest.mark.parametrize(("changes", "on", "naps"), [
    ({}, 20.0, True), ({"night_tour_from": "20:00"}, 20.0, True), ({"night_tour_from": "20:30"}, 20.0, False),
    ({}, 24.9, True), ({"night_tour_to": "00:54"}, 24.9, False), ({"night_tour_to": "00:55"}, 24.9, True),
    ({"night_tour_from": "00:30"}, 24.9, True), ({"night_tour_from": "00:30"}, 22.0, False),  # a window after midnight
    ({"night_tour_to": "18:00"}, 20.0, False),  # no window at all
    ({"nap_after_h": 9.0}, 20.0, False), ({"nap_after_h": 7.0}, 20.0, True)], ids=str)
def test_settings_say_which_night_a_nap_goes_before(changes: dict[str, object], on: float, naps: bool) -> None:
    plain, napper = _with(**changes), _with(**changes)
    napper[f.NAP_H] = 1.5
    slept = [_rest(DAY_20 - 7, DAY_20 + on, par=par)[2] for par in (plain, napper)]  # up at 06:48 from an ordinary night
    assert slept[1] - slept[0] == pytest.approx(1.5 if naps else 0.0, abs=1e-6)


def test_every_gap_ends_with_a_state_that_makes_sense() -> None:
    rng = np.random.default_rng(20260105)
    extremes = {f.WAKE_THRESHOLD: (-5.0, 5.0, 11.6, 16.7, 40.0), f.COMMUTE_H: (0.0, 0.75, 6.0),
                f.WIND_DOWN_H: (0.0, 6.0), f.PREPARATION_H: (0.0, 6.0), f.BEDTIME_H: (0.0, 2.0, 15.0, 23.0),
                f.NAP_H: (0.0, 1.5, 6.0), f.CIRCADIAN_AMPLITUDE: (0.0, 2.5, 12.0), f.MOST_FORWARD_H: (0.0, 6.0),
                f.SHORTEST_SLEEP_H: (0.1, 0.5, 4.0), f.AFTERNOON_H: (0.0, 15.0, 23.0), f.EARLY_RISE_H: (0.0, 6.0, 23.9),
                f.NAP_AFTER_H: (0.0, 4.0, 24.0), f.NIGHT_TOUR_FROM_H: (0.0, 18.0), f.NIGHT_TOUR_TO_H: (0.0, 3.0, 12.0)}
    for _ in range(3000):
        par = PAR.copy()
        for index, values in extremes.items():
            par[index] = rng.choice(values)
        off = int(rng.integers(0, 300 * DAY_MS))
        gap = int(rng.choice([-1, 1]) * 10 ** rng.uniform(0, 10.4))
        woke = off - int(rng.integers(-HOUR_MS, 40 * HOUR_MS))
        before = int(rng.integers(0, 9 * HOUR_MS))
        s, woke_at, slept, *_ = k.sleep_until(rng.uniform(2.4, 14.3), woke, before, 0.0, 0.0, off, off + gap, par, *CHANGES)
        assert 2.0 < s <= 14.3
        assert woke_at <= max(woke, off + gap)
        assert 0 <= slept <= 35 * HOUR_MS  # an officer who sleeps as long as the gap allows, on top of the sleep given


def test_same_bits_from_python_and_from_inside_another_kernel() -> None:
    assert_same_bits_from_inside_another_kernel(PAR, CHANGES, pressure=0.0, debt=0.0, seed=5, longest_days=8)
