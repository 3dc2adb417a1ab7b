"""The unified model of fatigue against the published run of it, and by what it must do: build up, recover slowly, forget."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kernels import fatigue as f
from kernels import sleep as k
from kernels import unified as u
from kernels.clock import DAY_MS, HOUR_MS
from sim.inputs.welfare import fatigue_parameters, officer_fatigue_parameters
from sim.scenario.fatigue import Fatigue
from tests.support.sleepers import assert_same_bits_from_inside_another_kernel

PAR = fatigue_parameters(Fatigue(on=True, reckoned_by="unified"))
PLAIN = fatigue_parameters(Fatigue(on=True))
NO_CHANGE = np.array([0], dtype=np.int64), np.array([0], dtype=np.int64)
PRINTED = 0.51e-7  # the run is printed to seven decimals

# The run: hours from midnight of its first day, 04:00 to 07:00 on seven days, then 23:00 to 07:00 three times.
SLEEPS = [(24.0 * day + 4, 24.0 * day + 7) for day in range(7)] + [(24.0 * day + 23, 24.0 * day + 31) for day in (6, 7, 8)]


def _state_at(hour: float) -> tuple[float, float]:
    """S and L of the published run: it begins at 0 and 0, falling asleep at 04:00."""
    state, now = (0.0, 0.0), 4.0
    for bed, rise in SLEEPS:
        if hour < bed:
            break
        state, now = u.awake(*state, bed - now, PAR), bed
        if hour <= rise:
            return u.asleep(*state, hour - bed, PAR)
        state, now = u.asleep(*state, rise - bed, PAR), rise
    return u.awake(*state, hour - now, PAR)


@pytest.mark.parametrize(("row", "s", "debt", "lapses"), [
    (1, 0.0, 0.0, 3.7104737), (37, -1.002453, -1.4625909, 1.1115974), (100, 2.087646, -0.1206934, 0.4906607),
    (200, None, None, 3.8111249), (500, 9.250338, 5.0133028, 8.5088855), (1000, None, None, 7.0976631),
    (1500, None, None, 11.6686911), (2000, None, None, 15.1540341), (2500, None, None, 8.3904647),
    (2821, None, None, 12.8200943)])
def test_the_published_run_of_ten_days(row: int, s: float | None, debt: float | None, lapses: float) -> None:
    """Rows are five minutes apart, the first at 04:00."""
    hour = 4.0 + (row - 1) / 12.0
    state = _state_at(hour)
    assert u.lapses(state[0], hour % 24.0, PAR) == pytest.approx(lapses, abs=PRINTED)
    if s is not None and debt is not None:
        assert state == pytest.approx((s, debt), abs=0.51e-6)  # S is printed to six


def test_the_body_clock() -> None:
    assert u.body_clock(4.0, PAR) == pytest.approx(0.8984198, abs=PRINTED)
    assert u.body_clock(28.0, PAR) == pytest.approx(0.8984198, abs=PRINTED)
    clock = [u.body_clock(h / 4.0, PAR) for h in range(96)]
    assert 2.0 <= int(np.argmax(clock)) / 4.0 <= 4.0  # worst before dawn
    assert sum(clock) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("how", [u.awake, u.asleep])
@pytest.mark.parametrize(("s", "debt"), [(0.0, 0.0), (9.0, 5.0), (-3.0, 12.0)])
def test_a_stretch_may_be_cut_anywhere(how: object, s: float, debt: float) -> None:
    """Closed forms must be a flow: so many hours and so many more are all of them together."""
    whole = how(s, debt, 7.5, PAR)  # type: ignore[operator]
    parts = how(*how(s, debt, 2.25, PAR), 5.25, PAR)  # type: ignore[operator]
    assert parts == pytest.approx(whole, rel=1e-12, abs=1e-12)


def test_closed_forms_solve_their_differential_equations() -> None:
    """Small steps of dS = (U0 - S) / tau_w, dL = (U0 - L) / tau_la awake; (L - S) / tau_s, (-2 U0 - L) / tau_la asleep."""
    for how, asleep in ((u.awake, False), (u.asleep, True)):
        s, debt, step = 6.0, 3.0, 1e-4
        for _ in range(50_000):
            ds = (debt - s) / 1.0 if asleep else (24.12 - s) / 40.0
            s, debt = s + step * ds, debt + step * ((-48.24 if asleep else 24.12) - debt) / 97.44
        assert how(6.0, 3.0, 5.0, PAR) == pytest.approx((s, debt), abs=1e-3)


@pytest.mark.parametrize("sleep_h", [4.0, 6.33, 7.82, 8.0, 9.5])
def test_the_rested_state_reproduces_itself(sleep_h: float) -> None:
    state = u.rested(sleep_h, PAR)
    again = u.asleep(*u.awake(*state, 24.0 - sleep_h, PAR), sleep_h, PAR)
    assert again == pytest.approx(state, abs=1e-12)


def test_shorter_ordinary_nights_leave_more_debt() -> None:
    debts = [u.rested(hours, PAR)[1] for hours in (9.0, 8.0, 7.0, 6.0, 5.0, 4.0)]
    assert debts == sorted(debts)
    assert debts[1] == pytest.approx(-2.0, abs=0.1)
    assert debts[3] == pytest.approx(4.33, abs=0.01)  # six hours a night for ever


def _mornings(lengths: list[float]) -> list[float]:
    """Debt on the mornings after nights of so many hours, each followed by being up for the rest of 24 hours."""
    state, found = u.rested(8.0, PAR), []
    for hours in lengths:
        state = u.asleep(*u.awake(*state, 24.0 - hours, PAR), hours, PAR)
        found.append(state[1] - u.rested(8.0, PAR)[1])
    return found


def test_short_nights_build_up_and_take_days_to_make_good() -> None:
    nights = _mornings([5.0] * 14 + [8.0] * 14)
    restricted, recovery = nights[:14], nights[14:]
    assert restricted == sorted(restricted)
    assert restricted[0] < 0.3 * restricted[-1]
    assert restricted[6] > 0.75 * restricted[-1]  # four days are the time constant
    assert recovery == sorted(recovery, reverse=True)
    assert recovery[0] > 0.7 * restricted[-1]  # one long night does not make it good
    assert recovery[3] == pytest.approx(restricted[-1] * math.exp(-96 / 97.44), rel=0.02)
    assert recovery[-1] < 0.05 * restricted[-1]


def test_the_three_process_model_builds_up_nothing_over_the_same_nights() -> None:
    """Why there is a second model: after a week of five-hour nights S at waking stands still, while debt still rises."""
    s, found = 13.8, []
    for _ in range(14):
        s = f.s_asleep(f.s_awake(s, 19.0, PAR), 5.0, PAR)
        found.append(s)
    assert abs(found[13] - found[6]) < 0.05
    nights = _mornings([5.0] * 14)
    assert nights[13] - nights[6] > 1.0


# The line from lapses to the Karolinska scale


def test_both_models_agree_on_somebody_rested_who_stays_up() -> None:
    """The shipped line is the least-squares line through a rested person's first 26 hours up, grogginess left aside."""
    rise, s_wake = PAR[f.RESTED_RISE_H], PAR[f.RESTED_S]
    clear = PAR.copy()
    clear[f.INERTIA_SIZE] = 0.0
    hours = np.arange(1.0, 26.01, 0.25)
    scores = [f.kss(f.s_awake(s_wake, h, PAR), (rise + h) % 24, h, clear) for h in hours]
    state = PAR[u.RESTED_PRESSURE], PAR[u.RESTED_DEBT]
    lapses = [u.lapses(u.awake(*state, h, PAR)[0], (rise + h) % 24, PAR) for h in hours]
    slope, intercept = np.polyfit(lapses, scores, 1)
    assert slope == pytest.approx(PAR[u.KSS_PER_LAPSE], abs=0.003)
    assert intercept == pytest.approx(PAR[u.KSS_AT_NONE], abs=0.02)
    assert np.corrcoef(lapses, scores)[0, 1] > 0.985
    assert np.std([u.kss_of(n, PAR) for n in lapses] - np.array(scores)) < 0.26


def test_the_line_stays_on_the_scale() -> None:
    assert u.kss_of(0.0, PAR) == 3.06
    assert u.kss_of(10.0, PAR) == pytest.approx(6.48)
    assert (u.kss_of(-50.0, PAR), u.kss_of(50.0, PAR)) == (1.0, 9.0)


# Sleep between tours


def _tours(par: np.ndarray, gaps_h: list[float], length_h: float = 10.0, first_on_h: float = 31.0
           ) -> list[tuple[float, int, int, float, float]]:
    """States at the tours of a rested officer, the first on at ``first_on_h`` (07:00), so many hours of rest between them."""
    s, woke, slept = par[f.RESTED_S], round((24 + par[f.RESTED_RISE_H] - 24) * HOUR_MS), 8 * HOUR_MS
    pressure, debt = par[u.RESTED_PRESSURE], par[u.RESTED_DEBT]
    off, on, found = 16 * HOUR_MS, round(first_on_h * HOUR_MS), []
    for gap in [*gaps_h, 0.0]:
        s, woke, slept, pressure, debt = k.sleep_until(s, woke, slept, pressure, debt, off, on, par, *NO_CHANGE)
        found.append((s, woke, slept, pressure, debt))
        off = on + round(length_h * HOUR_MS)
        on = off + round(gap * HOUR_MS)
    return found


def test_officers_sleep_at_the_same_times_under_both_models() -> None:
    rng = np.random.default_rng(20261122)
    for _ in range(200):
        gaps = (10 ** rng.uniform(0.3, 2.6, 8)).tolist()  # two hours to sixteen days
        by_debt, plain = _tours(PAR, gaps), _tours(PLAIN, gaps)
        assert [state[:3] for state in by_debt] == [state[:3] for state in plain]
        assert all(state[3:] == (0.0, 0.0) for state in plain)


def test_the_state_is_carried_along_one_ordinary_night() -> None:
    """Off at 17:00, bed at 23:00 as nothing brings it forward, up at 07:15 at the latest for a tour at 09:00."""
    _, woke, slept, pressure, debt = k.sleep_until(
        13.66, 6 * HOUR_MS, 0, -1.0, 2.0, 17 * HOUR_MS, 33 * HOUR_MS, PAR, *NO_CHANGE)
    length = woke / HOUR_MS - 23.0
    assert slept == woke - 23 * HOUR_MS
    assert (pressure, debt) == pytest.approx(u.asleep(*u.awake(-1.0, 2.0, 17.0, PAR), length, PAR), abs=1e-12)


def test_early_tours_in_a_row_build_debt_up_and_days_off_take_it_down() -> None:
    early = [state[4] for state in _tours(PAR, [14.0] * 12, first_on_h=29.0)]  # on at 05:00
    assert early == sorted(early)
    assert early[5] - early[0] > 1.0
    tired = early[-1]
    after = [_tours(PAR, [14.0] * 12 + [gap], first_on_h=29.0)[-1][4] for gap in (38.0, 62.0, 86.0, 110.0, 206.0, 710.0)]
    assert [tired, *after] == sorted([tired, *after], reverse=True)
    rested = PAR[u.RESTED_DEBT]
    assert (after[3] - rested) > 0.15 * (tired - rested)  # more than four days off, and it still shows


@pytest.mark.parametrize(("days_off", "shows"), [
    (5.0, True), (20.0, True), (59.0, True), (63.0, True), (64.0, False), (300.0, False)])
def test_a_long_gap_forgets(days_off: float, shows: bool) -> None:
    off, on = 16 * HOUR_MS, 16 * HOUR_MS + round(days_off * DAY_MS)
    ends = [k.sleep_until(13.0, 7 * HOUR_MS, 0, *state, off, on, PAR, *NO_CHANGE) for state in ((0.0, -2.0), (9.0, 14.0))]
    assert bool(ends[0][3:] != ends[1][3:]) is shows
    assert ends[0][4] <= ends[1][4]
    assert abs(ends[0][4] - ends[1][4]) < 16.0 * math.exp(-24.0 * (days_off - 1) / 97.44)
    if days_off > 15:
        assert ends[1][4] == pytest.approx(PAR[u.RESTED_DEBT], abs=0.5)


def test_a_nap_takes_pressure_off() -> None:
    napper = PAR.copy()
    napper[f.NAP_H] = 1.5
    states = [k.sleep_until(13.66, 6 * HOUR_MS, 0, -1.0, 0.0, 16 * HOUR_MS, 46 * HOUR_MS, par, *NO_CHANGE)
              for par in (PAR, napper)]
    at_ten = [u.awake(*state[3:], (46 * HOUR_MS - state[1]) / HOUR_MS, PAR) for state in states]
    assert at_ten[1][0] < at_ten[0][0] - 1.0
    assert at_ten[1][1] < at_ten[0][1]
    (_, woke, _, pressure, debt), (_, rose, _, rested, less) = states
    assert rose == 40 * HOUR_MS + HOUR_MS // 2  # from 15:00 to 16:30
    assert (rested, less) == pytest.approx(
        u.asleep(*u.awake(pressure, debt, 39 - woke / HOUR_MS, PAR), 1.5, PAR), abs=1e-12)


def test_tours_are_read_from_the_model_that_is_chosen() -> None:
    """The middle of each half-hour again, in plain Python."""
    on, off, woke = 22 * HOUR_MS, 32 * HOUR_MS, 14 * HOUR_MS
    found = f.tour_kss(13.8, woke, 2.0, 6.0, on, off, PAR, *NO_CHANGE)
    values = []
    for cell in range(20):
        hour = 22.25 + cell / 2
        w = 2 * math.pi * (hour + 2.02) / 24
        clock = (0.97 * math.sin(w) + 0.22 * math.sin(2 * w) + 0.07 * math.sin(3 * w) + 0.03 * math.sin(4 * w)
                 + 0.0001 * math.sin(5 * w))
        s = 24.12 - (24.12 - 2.0) * math.exp(-(hour - 14) / 40)
        values.append(min(9.0, max(1.0, 3.06 + 0.342 * (s + 4.13 * clock))))
    assert found[0] == pytest.approx(30 * sum(values), rel=1e-12)
    assert found[1] == pytest.approx(max(values), rel=1e-12)
    assert found[2] == sum(v >= 7 for v in values) * HOUR_MS // 2 > 0
    assert found[3] == pytest.approx(30 * sum(min(5.0, 1.72 ** (v - 5)) for v in values), rel=1e-12)
    plain = f.tour_kss(13.8, woke, 2.0, 6.0, on, off, PLAIN, *NO_CHANGE)
    assert plain == f.tour_kss(13.8, woke, 0.0, 0.0, on, off, PLAIN, *NO_CHANGE) != found


def test_parameters_stand_behind_those_of_the_other_model() -> None:
    assert f.RESTED_RISE_H + 1 == u.BY_DEBT
    assert u.END == u.RESTED_DEBT + 1 == f.CRASH_PER_POINT
    assert f.N_FATIGUE == PAR.size == PLAIN.size
    changed = np.flatnonzero(PAR != PLAIN).tolist()
    assert changed == [u.BY_DEBT, u.RESTED_PRESSURE, u.RESTED_DEBT]


def test_whose_body_clock_is_late_is_late_under_both_models() -> None:
    rows = officer_fatigue_parameters(Fatigue(on=True, reckoned_by="unified"), np.arange(50, dtype=np.int64), 7)
    assert rows[:, f.CIRCADIAN_PEAK_H] + rows[:, u.CLOCK_LEAD_H] == pytest.approx(np.full(50, 16.8 + 2.02))
    for row in rows[:5]:
        length = (row[f.RESTED_RISE_H] - 23.0) % 24.0
        assert (row[u.RESTED_PRESSURE], row[u.RESTED_DEBT]) == pytest.approx(u.rested(length, row), abs=1e-12)


def test_same_bits_from_python_and_from_inside_another_kernel() -> None:
    assert_same_bits_from_inside_another_kernel(PAR, NO_CHANGE, pressure=4.0, debt=2.0, seed=8, longest_days=20)
