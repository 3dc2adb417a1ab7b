"""Sleep between the tours really worked: when an officer goes to bed, and when sleep ends.

Going to bed.  After a tour, home and wind-down come first.  Then sleep starts at once, except in the afternoon and
evening (``AFTERNOON_H`` to the habitual bedtime), when people wait for their bedtime.  A start that forces waking
before ``EARLY_RISE_H`` brings bedtime forward by as much, up to ``MOST_FORWARD_H``: the body resists sleep in the
evening.  Somebody who is not tired (S + C already above the waking level) does not lie down after a tour but waits for
bedtime too.  Later nights start at the bedtime.

Waking.  Sleep ends at the first of: S + C reaching ``WAKE_THRESHOLD`` (looked at from ``SHORTEST_SLEEP_H`` on); the
moment to get up for the next tour, commute and preparation before it.  Waking at a fixed level of S + C is the
principle of Akerstedt and Folkard 1996 (Occupational and Environmental Medicine 53:136); the level 11.6 is derived
here, so that a 23:00 bedtime gives about 7.8 hours.  Day sleep comes out two to four hours shorter, as in shift work.

After more than four days off the past no longer shows: the officer is taken to have risen rested (``RESTED_S`` at
``RESTED_RISE_H``) three mornings before the next tour, which also bounds the work.  While asleep the body clock does
not feel a clock change.

Under the unified model of fatigue (`kernels.unified`) people sleep at the same times, by the same rule: no rule of its own is
published that fits duty rosters.  Its state is carried along those sleeps, and it remembers for longer: nights of more than
four days off are worked through, up to ``FORGOTTEN_MS``, beyond which the debt is that of ordinary nights.

State: S at the last waking, when that was (ms), the length of the sleep that ended then (ms), and the pressure and debt of
the unified model then (0 under the other).  Five numbers in, the same five out.  Parameters: see ``kernels.fatigue``.
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit
from kernels.clock import DAY_MS, HOUR_MS, SECOND_MS, local_ms
from kernels.fatigue import (
    AFTERNOON_H,
    BEDTIME_H,
    BREAK_LEVEL,
    CIRCADIAN_AMPLITUDE,
    COMMUTE_H,
    EARLY_RISE_H,
    MOST_FORWARD_H,
    NAP_AFTER_H,
    NAP_AT_H,
    NAP_H,
    NIGHT_TOUR_FROM_H,
    NIGHT_TOUR_TO_H,
    PREPARATION_H,
    RESTED_RISE_H,
    RESTED_S,
    SHORTEST_SLEEP_H,
    SLEEP_RECOVERY,
    UPPER_ASYMPTOTE,
    WAKE_THRESHOLD,
    WIND_DOWN_H,
    circadian,
    s_asleep,
    s_awake,
)
from kernels.unified import BY_DEBT, RESTED_DEBT, RESTED_PRESSURE, asleep, awake

# Safeguards of the computation, which say nothing about people: beyond them a result no longer moves.  What a planner
# could doubt is a setting and comes with the parameters.
LONGEST_SLEEP_MS = 14 * HOUR_MS  # so that sleep ends even where the waking level is out of reach
LONG_GAP_MS = 4 * DAY_MS  # bounds the nights to work through; three nights off already leave no trace of the past
FORGOTTEN_MS = 60 * DAY_MS  # as above, for the debt of the unified model, of which four days leave a third
RESTED_DAYS = 3
RESTED_NIGHTS = 40  # ordinary nights to settle in; each one more than halves what is left of the start

_STEP_H = 1.0 / 6.0  # the search for waking takes steps of at least ten minutes ...
_PRECISION_MS = SECOND_MS  # ... and settles to the second
_PER_DAY = 2.0 * math.pi / 24.0


@jit
def _to_ms(hours):
    return np.int64(hours * HOUR_MS)


@jit
def _level(s_onset, clock_hour, slept_ms, par):
    hours = slept_ms / HOUR_MS
    return s_asleep(s_onset, hours, par) + circadian(clock_hour + hours, par) - par[WAKE_THRESHOLD]


@jit
def natural_sleep_ms(s_onset, clock_hour, most_ms, par):
    """Return how long sleep lasts (ms, int64) if begun at S ``s_onset`` and local ``clock_hour``, at most ``most_ms``.

    The first instant with S + C at the waking level is found by stepping as far as S + C could not possibly rise to
    it, then halving.  A stay above the level of less than ten minutes can go unseen.
    """
    low = _to_ms(par[SHORTEST_SLEEP_H])
    if most_ms <= low:
        return most_ms
    gap = _level(s_onset, clock_hour, low, par)
    if gap >= 0.0:
        return low
    recovery = par[SLEEP_RECOVERY] * (par[BREAK_LEVEL] - par[UPPER_ASYMPTOTE])
    steepest = recovery + abs(par[CIRCADIAN_AMPLITUDE]) * _PER_DAY
    high = low
    while gap < 0.0:
        low = high
        if low >= most_ms:
            return most_ms
        high = min(most_ms, low + np.int64(HOUR_MS * min(4.0, max(_STEP_H, -gap / steepest))))
        gap = _level(s_onset, clock_hour, high, par)
    while high - low > _PRECISION_MS:
        middle = (low + high) // 2
        if _level(s_onset, clock_hour, middle, par) >= 0.0:
            high = middle
        else:
            low = middle
    return high


@jit
def rested_state(par):
    """Return S at waking and the clock hour of waking, after many nights of habitual bedtime and undisturbed sleep."""
    s_wake = par[UPPER_ASYMPTOTE]
    length_h = 8.0
    for _ in range(RESTED_NIGHTS):
        s_onset = s_awake(s_wake, 24.0 - length_h, par)
        length_h = natural_sleep_ms(s_onset, par[BEDTIME_H], LONGEST_SLEEP_MS, par) / HOUR_MS
        s_wake = s_asleep(s_onset, length_h, par)
    return s_wake, (par[BEDTIME_H] + length_h) % 24.0


@jit
def _next_clock_time(t, clock_ms, zone_at_ms, zone_offset_ms):
    """Return the first instant from ``t`` on at which the local clock shows ``clock_ms`` (ms since midnight)."""
    local = local_ms(t, zone_at_ms, zone_offset_ms)
    wanted = local + (clock_ms - local) % DAY_MS
    guess = t + (wanted - local)
    # The clocks may change in between; a clock time the spring change skips lands on the change.
    return max(t, guess - (local_ms(guess, zone_at_ms, zone_offset_ms) - wanted))


@jit
def bedtime_ms(t, rise_by_ms, par, zone_at_ms, zone_offset_ms):
    """Return the instant somebody awake at ``t`` next goes to bed by habit, who must rise by ``rise_by_ms``."""
    bed = _next_clock_time(t, _to_ms(par[BEDTIME_H]), zone_at_ms, zone_offset_ms)
    rise_clock = local_ms(rise_by_ms, zone_at_ms, zone_offset_ms) % DAY_MS
    early = _to_ms(par[EARLY_RISE_H]) - rise_clock
    if early > 0 and bed < rise_by_ms <= bed + DAY_MS:
        bed -= min(_to_ms(par[MOST_FORWARD_H]), early)
    return max(t, bed)


@jit
def _goes_straight_to_bed(t, s, par, zone_at_ms, zone_offset_ms):
    """Return whether somebody home from a tour at ``t``, at level ``s``, sleeps at once rather than wait for
    bedtime.
    """
    clock = local_ms(t, zone_at_ms, zone_offset_ms) % DAY_MS
    bedtime = _to_ms(par[BEDTIME_H])
    to_bedtime = (bedtime - clock) % DAY_MS
    if 0 < to_bedtime < (bedtime - _to_ms(par[AFTERNOON_H])) % DAY_MS:
        return False
    return s + circadian(clock / HOUR_MS, par) < par[WAKE_THRESHOLD]


@jit
def _overlap(start, end, window_start):
    return max(0, end - max(start, window_start))


@jit
def _is_night_tour(on_clock_ms, par):
    """Return whether a tour that begins at this clock time (ms since midnight) is one people nap before."""
    start = _to_ms(par[NIGHT_TOUR_FROM_H])
    return (on_clock_ms - start) % DAY_MS < (_to_ms(par[NIGHT_TOUR_TO_H]) - start) % DAY_MS


@jit
def _nap_at(woke_at_ms, ready_ms, on_ms, rise_by_ms, par, zone_at_ms, zone_offset_ms):
    """Return when the nap before a first night begins, or -1 where there is none."""
    nap = _to_ms(par[NAP_H])
    on_clock = local_ms(on_ms, zone_at_ms, zone_offset_ms) % DAY_MS
    if nap <= 0 or not _is_night_tour(on_clock, par):
        return np.int64(-1)
    start = _next_clock_time(rise_by_ms - nap - DAY_MS + 1, _to_ms(par[NAP_AT_H]), zone_at_ms, zone_offset_ms)
    if start < max(ready_ms, woke_at_ms + _to_ms(par[NAP_AFTER_H])) or start + nap > rise_by_ms:
        return np.int64(-1)
    return start


@jit
def _after_sleep(pressure, debt, awake_ms, asleep_ms, par):
    """Return pressure and debt after so long awake and then asleep; as they were where the unified model is not asked."""
    if par[BY_DEBT] <= 0.0:
        return pressure, debt
    tired, indebted = awake(pressure, debt, awake_ms / HOUR_MS, par)
    return asleep(tired, indebted, asleep_ms / HOUR_MS, par)


@jit
def _first_bed(s_wake, woke_at_ms, ready, rise_by, par, zone_at_ms, zone_offset_ms):
    """Return when somebody home from a tour and ready for bed goes there."""
    if _goes_straight_to_bed(ready, s_awake(s_wake, max(0, ready - woke_at_ms) / HOUR_MS, par), par, zone_at_ms, zone_offset_ms):
        return ready
    return bedtime_ms(ready, rise_by, par, zone_at_ms, zone_offset_ms)


@jit
def _nights(s_wake, woke_at_ms, pressure, debt, bed, rise_by, day_before, par, zone_at_ms, zone_offset_ms):
    """Sleep night after night from ``bed`` on, and rise by ``rise_by``; return the state at the last waking (S, when, pressure,
    debt) and the sleep since ``day_before`` (ms).
    """
    slept = np.int64(0)
    while bed + _to_ms(par[SHORTEST_SLEEP_H]) <= rise_by:
        up = max(0, bed - woke_at_ms)
        s_onset = s_awake(s_wake, up / HOUR_MS, par)
        clock_hour = (local_ms(bed, zone_at_ms, zone_offset_ms) % DAY_MS) / HOUR_MS
        length = natural_sleep_ms(s_onset, clock_hour, min(rise_by - bed, LONGEST_SLEEP_MS), par)
        s_wake = s_asleep(s_onset, length / HOUR_MS, par)
        pressure, debt = _after_sleep(pressure, debt, up, length, par)
        woke_at_ms = bed + length
        slept += _overlap(bed, woke_at_ms, day_before)
        bed = bedtime_ms(woke_at_ms, rise_by, par, zone_at_ms, zone_offset_ms)
    return s_wake, woke_at_ms, pressure, debt, slept


@jit
def _debt_after_days_off(s_wake, woke_at_ms, pressure, debt, ready, rise, par, zone_at_ms, zone_offset_ms):
    """Return pressure and debt of somebody up at ``rise``, after days off that began when he was ``ready`` for bed."""
    if rise - ready > FORGOTTEN_MS:
        return par[RESTED_PRESSURE], par[RESTED_DEBT]
    bed = _first_bed(s_wake, woke_at_ms, ready, rise, par, zone_at_ms, zone_offset_ms)
    _, woke_at_ms, pressure, debt, _ = _nights(
        s_wake, woke_at_ms, pressure, debt, bed, rise, rise, par, zone_at_ms, zone_offset_ms)
    return awake(pressure, debt, max(0, rise - woke_at_ms) / HOUR_MS, par)


@jit
def sleep_until(s_wake, woke_at_ms, slept_ms, pressure, debt, off_ms, on_ms, par, zone_at_ms, zone_offset_ms):
    """Return the state in which an officer whose last tour ended at ``off_ms`` comes to the tour that begins at
    ``on_ms``.

    ``s_wake``, ``woke_at_ms``, ``slept_ms``: S at the last waking before ``off_ms``, that instant, and the length of
    sleep that ended then; ``pressure``, ``debt``: the state of the unified model at that instant.  Returns the same five
    at the last waking before ``on_ms``; the third is the sleep, in ms, within the 24 hours before ``on_ms``, which is what
    the next call is given.  Tours that touch or overlap (``on_ms <= off_ms``) and gaps too short for the shortest sleep
    leave the waking and the state at it as they were.
    """
    day_before = on_ms - DAY_MS
    rise_by = on_ms - _to_ms(par[COMMUTE_H] + par[PREPARATION_H])
    ready = off_ms + _to_ms(par[COMMUTE_H] + par[WIND_DOWN_H])
    slept = _overlap(woke_at_ms - slept_ms, woke_at_ms, day_before)
    if ready >= rise_by:
        return s_wake, woke_at_ms, slept, pressure, debt
    if on_ms - off_ms > LONG_GAP_MS:
        midnight = local_ms(on_ms, zone_at_ms, zone_offset_ms) // DAY_MS * DAY_MS
        rise = midnight - RESTED_DAYS * DAY_MS + _to_ms(par[RESTED_RISE_H])
        rise -= local_ms(rise, zone_at_ms, zone_offset_ms) - rise
        if par[BY_DEBT] > 0.0:
            pressure, debt = _debt_after_days_off(
                s_wake, woke_at_ms, pressure, debt, ready, rise, par, zone_at_ms, zone_offset_ms)
        woke_at_ms = rise
        s_wake = par[RESTED_S]
        bed = bedtime_ms(rise, rise_by, par, zone_at_ms, zone_offset_ms)
    else:
        bed = _first_bed(s_wake, woke_at_ms, ready, rise_by, par, zone_at_ms, zone_offset_ms)
    s_wake, woke_at_ms, pressure, debt, more = _nights(
        s_wake, woke_at_ms, pressure, debt, bed, rise_by, day_before, par, zone_at_ms, zone_offset_ms)
    slept += more
    nap_at = _nap_at(woke_at_ms, max(ready, woke_at_ms), on_ms, rise_by, par, zone_at_ms, zone_offset_ms)
    if nap_at >= 0:
        nap = _to_ms(par[NAP_H])
        s_wake = s_asleep(s_awake(s_wake, (nap_at - woke_at_ms) / HOUR_MS, par), nap / HOUR_MS, par)
        pressure, debt = _after_sleep(pressure, debt, nap_at - woke_at_ms, nap, par)
        woke_at_ms = nap_at + nap
        slept += _overlap(nap_at, woke_at_ms, day_before)
    return s_wake, woke_at_ms, slept, pressure, debt
