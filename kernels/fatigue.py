"""Fatigue: the Three-Process Model of alertness, in closed form.

Alertness is S (how far sleep has restored) + C (24-hour body clock) + U (12-hour rhythm, the dip after lunch) + W
(grogginess after waking); the Karolinska Sleepiness Scale (KSS, 1 = very alert, 9 = fighting sleep) is a straight
line in it.  An officer's state is two numbers, S at the last waking and when that was, so nothing is integrated.

Where ``BY_DEBT`` is set, sleepiness is reckoned by the unified model instead (`kernels.unified`), which carries two more numbers,
``pressure`` and ``debt``, at that waking; they are 0 and mean nothing otherwise.

Model and values: Ingre et al. 2014, PLoS ONE 9(10):e108679, after Akerstedt and Folkard; values as tabulated by the
public FIPS package.  Times of day are local clock hours, durations hours, instants milliseconds since the study began.

Parameters (``par``, float64; built by ``sim.inputs.welfare``, one row for everybody or one for each officer):

====================  ====================  ====================================================  =======  =========
index                 setting (fatigue.*)   meaning                                               default  source
====================  ====================  ====================================================  =======  =========
LOWER_ASYMPTOTE       model.la              S after endless waking                                2.4      published
UPPER_ASYMPTOTE       model.ha              S after endless sleep                                 14.3     published
WAKE_DECAY            model.d               rate of S while awake, per hour                       -0.0353  published
SLEEP_RECOVERY        model.g               rate of S while asleep, per hour (-0.3813564466)      -0.3814  published
BREAK_LEVEL           model.bl              S below which sleep restores in a straight line       12.2     published
CIRCADIAN_MEAN        model.cm              mean of C                                             0        published
CIRCADIAN_AMPLITUDE   model.ca              amplitude of C                                        2.5      published
CIRCADIAN_PEAK_H      model.p               clock hour at which C peaks                           16.8     published
ULTRADIAN_MEAN        model.um              mean of U                                             -0.5     published
ULTRADIAN_AMPLITUDE   model.ua              amplitude of U                                        0.5      published
INERTIA_SIZE          model.wc              W at the moment of waking                             -5.72    published
INERTIA_DECAY         model.wd              rate of W, per hour                                   -1.51    published
KSS_INTERCEPT         model.a               KSS at alertness 0                                    10.6     published
KSS_SLOPE             model.b               KSS per unit of alertness                             -0.6     published
KSS_THRESHOLD         kss_threshold         KSS from which an officer counts as sleepy            7        published
WAKE_THRESHOLD        model.wake_threshold  S + C at which sleep ends of itself                   11.6     derived
COMMUTE_H             commute_h             journey between home and station, hours               0.75     assumed
PREPARATION_H         preparation_h         waking to leaving home, hours                         1.0      assumed
WIND_DOWN_H           wind_down_h           reaching home to falling asleep, hours                1.0      assumed
BEDTIME_H             bedtime               habitual bedtime, clock hours                         23.0     assumed
MOST_FORWARD_H        earliest_bedtime_h    most an early start brings bedtime forward, hours     1.5      assumed
NAP_AT_H              nap_start             clock hour of the nap before a first night            15.0     assumed
NAP_H                 nap_h                 length of that nap, hours; 0 = none is taken          0        assumed
NAP_AFTER_H           nap_after_h           hours awake before it, or there is none               4.0      assumed
NIGHT_TOUR_FROM_H     night_tour_from       tours that begin from this clock hour on ...          18.0     assumed
NIGHT_TOUR_TO_H       night_tour_to         ... and before this one are nights to that nap        3.0      assumed
AFTERNOON_H           afternoon_from        clock hour from which those home wait for bedtime     15.0     assumed
EARLY_RISE_H          early_rise_before     rising before this clock hour brings bedtime forward  6.0      assumed
SHORTEST_SLEEP_H      shortest_sleep_h      hours; nobody lies down for less                      0.5      assumed
RESTED_S              (follows)             S at waking after many ordinary nights                13.8     derived
RESTED_RISE_H         (follows)             clock hour of that waking                             6.8      derived
BY_DEBT ...           unified.*             those of `kernels.unified`
CRASH_PER_POINT       crash.per_point       odds of a crash, times, per point of KSS              1.72     published
CRASH_CAP             crash.cap             most that the odds are taken to be multiplied by      5        assumed
====================  ====================  ====================================================  =======  =========
"""

from __future__ import annotations

import math

from kernels._jit import jit
from kernels.clock import HOUR_MS, MINUTE_MS, hour_of_day
from kernels.unified import BY_DEBT, awake, kss_of, lapses
from kernels.unified import END as UNIFIED_END

LOWER_ASYMPTOTE = 0
UPPER_ASYMPTOTE = 1
WAKE_DECAY = 2
SLEEP_RECOVERY = 3
BREAK_LEVEL = 4
CIRCADIAN_MEAN = 5
CIRCADIAN_AMPLITUDE = 6
CIRCADIAN_PEAK_H = 7
ULTRADIAN_MEAN = 8
ULTRADIAN_AMPLITUDE = 9
INERTIA_SIZE = 10
INERTIA_DECAY = 11
KSS_INTERCEPT = 12
KSS_SLOPE = 13
KSS_THRESHOLD = 14
WAKE_THRESHOLD = 15
COMMUTE_H = 16
PREPARATION_H = 17
WIND_DOWN_H = 18
BEDTIME_H = 19
MOST_FORWARD_H = 20
NAP_AT_H = 21
NAP_H = 22
NAP_AFTER_H = 23
NIGHT_TOUR_FROM_H = 24
NIGHT_TOUR_TO_H = 25
AFTERNOON_H = 26
EARLY_RISE_H = 27
SHORTEST_SLEEP_H = 28
RESTED_S = 29
RESTED_RISE_H = 30
CRASH_PER_POINT = UNIFIED_END
CRASH_CAP = UNIFIED_END + 1
N_FATIGUE = UNIFIED_END + 2

CRASH_FROM_KSS = 5.0  # the odds of a crash are told against this score, as published
GRID_MS = 30 * MINUTE_MS  # KSS moves by less than 0.3 in half an hour, except just after waking

_PER_DAY = 2.0 * math.pi / 24.0  # radians per hour of the 24-hour rhythm
_PER_HALF_DAY = 2.0 * math.pi / 12.0
_ULTRADIAN_LAG_H = 3.0  # U peaks three hours after C: part of the published form, not a setting


@jit
def s_awake(s_wake, hours_awake, par):
    """Return S after ``hours_awake`` hours of waking that began at ``s_wake``."""
    lower = par[LOWER_ASYMPTOTE]
    return lower + (s_wake - lower) * math.exp(par[WAKE_DECAY] * hours_awake)


@jit
def s_asleep(s_onset, hours_asleep, par):
    """Return S after ``hours_asleep`` hours of sleep that began at ``s_onset``.

    Below the break level S rises in a straight line, above it exponentially.  A sleep that begins above the break level
    (a nap soon after waking) starts on the exponential: the published form would jump at its onset.
    """
    upper = par[UPPER_ASYMPTOTE]
    level = par[BREAK_LEVEL]
    rate = par[SLEEP_RECOVERY]
    if s_onset >= level:
        return upper - (upper - s_onset) * math.exp(rate * hours_asleep)
    slope = rate * (level - upper)
    to_level = (level - s_onset) / slope
    if hours_asleep <= to_level:
        return s_onset + slope * hours_asleep
    return upper - (upper - level) * math.exp(rate * (hours_asleep - to_level))


@jit
def circadian(clock_hour, par):
    """Return C, the 24-hour rhythm, at a local clock hour."""
    return par[CIRCADIAN_MEAN] + par[CIRCADIAN_AMPLITUDE] * math.cos(_PER_DAY * (clock_hour - par[CIRCADIAN_PEAK_H]))


@jit
def ultradian(clock_hour, par):
    """Return U, the 12-hour rhythm, at a local clock hour."""
    lagged = clock_hour - par[CIRCADIAN_PEAK_H] - _ULTRADIAN_LAG_H
    return par[ULTRADIAN_MEAN] + par[ULTRADIAN_AMPLITUDE] * math.cos(_PER_HALF_DAY * lagged)


@jit
def inertia(hours_awake, par):
    """Return W, the grogginess (negative) left ``hours_awake`` hours after waking."""
    return par[INERTIA_SIZE] * math.exp(par[INERTIA_DECAY] * hours_awake)


@jit
def kss(s, clock_hour, hours_awake, par):
    """Return the KSS, in [1, 9], of somebody awake for ``hours_awake`` hours whose homeostatic level is ``s``."""
    alertness = s + circadian(clock_hour, par) + ultradian(clock_hour, par) + inertia(hours_awake, par)
    return min(9.0, max(1.0, par[KSS_INTERCEPT] + par[KSS_SLOPE] * alertness))


@jit
def crash_odds(score, par):
    """Return by how much the odds of a crash while driving are multiplied at a KSS of ``score``, against a KSS of 5."""
    return min(par[CRASH_CAP], par[CRASH_PER_POINT] ** (score - CRASH_FROM_KSS))


@jit
def kss_at(t, s_wake, woke_at_ms, pressure, debt, par, zone_at_ms, zone_offset_ms):
    """Return the KSS at instant ``t`` (ms) of an officer awake since ``woke_at_ms``, when S was ``s_wake``.

    ``pressure``, ``debt``: the state of the unified model then, which is asked instead where it is chosen.
    """
    hours_awake = max(0.0, (t - woke_at_ms) / HOUR_MS)
    clock_hour = hour_of_day(t, zone_at_ms, zone_offset_ms)
    if par[BY_DEBT] > 0.0:
        return kss_of(lapses(awake(pressure, debt, hours_awake, par)[0], clock_hour, par), par)
    return kss(s_awake(s_wake, hours_awake, par), clock_hour, hours_awake, par)


@jit
def tour_kss(s_wake, woke_at_ms, pressure, debt, on_ms, off_ms, par, zone_at_ms, zone_offset_ms):
    """Return what a tour from ``on_ms`` to ``off_ms`` asks of an officer awake since ``woke_at_ms`` in a given state.

    The tour is read at the middle of every half-hour (the last cell may be shorter).  Returns KSS x minutes (float),
    the worst KSS met (1.0 for a tour of no length), the milliseconds with KSS at or above ``KSS_THRESHOLD`` (int64)
    and `crash_odds` x minutes (float).
    """
    kss_minutes = 0.0
    crash_minutes = 0.0
    worst = 1.0
    sleepy_ms = 0
    for start in range(on_ms, off_ms, GRID_MS):
        cell = min(GRID_MS, off_ms - start)
        value = kss_at(start + cell // 2, s_wake, woke_at_ms, pressure, debt, par, zone_at_ms, zone_offset_ms)
        kss_minutes += value * (cell / MINUTE_MS)
        crash_minutes += crash_odds(value, par) * (cell / MINUTE_MS)
        worst = max(worst, value)
        if value >= par[KSS_THRESHOLD]:
            sleepy_ms += cell
    return kss_minutes, worst, sleepy_ms, crash_minutes
