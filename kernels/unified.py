"""The unified model of fatigue: what one night and what weeks of short nights do, in closed form.

Two numbers are carried: the ``pressure`` S, which a waking day builds up and a night takes down, and the ``debt`` L, the level
towards which sleep takes S.  Awake, both drift up towards ``CEILING``; asleep, L drifts towards minus twice that, so eight hours
of sleep and sixteen awake leave it where it was.  L moves with a time constant of about four days: short nights add up over a
week, and one long one does not make them good.  Fatigue, S and a body clock of five harmonics, is measured in lapses of the
ten-minute psychomotor vigilance test (PVT), counted from those of a rested person and therefore sometimes below 0.

Model and values: Rajdev et al. 2013; Ramakrishnan et al. 2016, Sleep 39:249; values as tabulated by the public FIPS package.
Durations are hours, times of day local clock hours.

`kernels.sleep` says when an officer sleeps, by the three-process rule under either model.  Everything that is reckoned from the
Karolinska scale (KSS) is then reckoned from `kss_of`, a straight line from lapses: no such line is published.  The one that ships
makes both models agree as well as a line can on somebody rested who stays up for 26 hours (correlation 0.99, typical difference
0.24 KSS), so that what differs between the models is what weeks do.

Parameters (float64) stand in the same row as those of `kernels.fatigue`, behind them:

===============  ===========================  ===============================================  =======  =========
index            setting (fatigue.unified.*)  meaning                                          default  source
===============  ===========================  ===============================================  =======  =========
BY_DEBT          (fatigue.reckoned_by)        1: sleepiness is reckoned by this model, else 0  0        a choice
CEILING          u0                           S and L after endless waking, lapses             24.12    published
CLOCK_LEAD_H     phi                          lead of the body clock, hours                    2.02     published
CLOCK_SIZE       kappa                        lapses per unit of the body clock                4.13     published
NIGHT_H          tau_s                        time constant of S asleep, hours                 1        published
DAY_H            tau_w                        time constant of S awake, hours                  40       published
DEBT_H           tau_la                       time constant of L, hours                        97.44    published
KSS_AT_NONE      kss_at_none                  KSS at no lapses                                 3.06     assumed
KSS_PER_LAPSE    kss_per_lapse                KSS per lapse                                    0.342    assumed
RESTED_PRESSURE  (follows)                    S at waking after many ordinary nights           -0.95    derived
RESTED_DEBT      (follows)                    L then                                           -1.44    derived
===============  ===========================  ===============================================  =======  =========
"""

from __future__ import annotations

import math

from kernels._jit import jit

BY_DEBT = 31  # the first index that `kernels.fatigue` leaves free
CEILING = 32
CLOCK_LEAD_H = 33
CLOCK_SIZE = 34
NIGHT_H = 35
DAY_H = 36
DEBT_H = 37
KSS_AT_NONE = 38
KSS_PER_LAPSE = 39
RESTED_PRESSURE = 40
RESTED_DEBT = 41
END = 42

_PER_DAY = 2.0 * math.pi / 24.0  # radians per hour


@jit
def awake(pressure, debt, hours, par):
    """Return S and L after ``hours`` awake that began at ``pressure`` and ``debt``."""
    ceiling = par[CEILING]
    kept = math.exp(-hours / par[DEBT_H])
    return ceiling - (ceiling - pressure) * math.exp(-hours / par[DAY_H]), debt * kept + ceiling * (1.0 - kept)


@jit
def asleep(pressure, debt, hours, par):
    """Return S and L after ``hours`` of sleep that began at ``pressure`` and ``debt``; S follows the falling L."""
    floor = -2.0 * par[CEILING]
    slow, fast = par[DEBT_H], par[NIGHT_H]
    kept, left = math.exp(-hours / slow), math.exp(-hours / fast)
    follows = (debt - floor) * slow / (slow - fast) * (kept - left)
    return pressure * left + floor * (1.0 - left) + follows, debt * kept + floor * (1.0 - kept)


@jit
def body_clock(clock_hour, par):
    """Return C, the daily rhythm of lapses (about -1 to 1), at a local clock hour."""
    w = _PER_DAY * (clock_hour + par[CLOCK_LEAD_H])
    return (0.97 * math.sin(w) + 0.22 * math.sin(2.0 * w) + 0.07 * math.sin(3.0 * w) + 0.03 * math.sin(4.0 * w)
            + 0.0001 * math.sin(5.0 * w))


@jit
def lapses(pressure, clock_hour, par):
    """Return fatigue, in lapses of the PVT, at S ``pressure`` and a local clock hour."""
    return pressure + par[CLOCK_SIZE] * body_clock(clock_hour, par)


@jit
def kss_of(n_lapses, par):
    """Return the KSS, in [1, 9], that stands for so many lapses."""
    return min(9.0, max(1.0, par[KSS_AT_NONE] + par[KSS_PER_LAPSE] * n_lapses))


@jit
def rested(sleep_h, par):
    """Return S and L at waking after endless nights of ``sleep_h`` hours: the pair that one more such night reproduces."""
    day_h = 24.0 - sleep_h
    # A day and a night take L, and then S, to a multiple of itself and something; what is left out here is the multiple.
    debt = asleep(0.0, awake(0.0, 0.0, day_h, par)[1], sleep_h, par)[1] / (1.0 - math.exp(-24.0 / par[DEBT_H]))
    evening, evening_debt = awake(0.0, debt, day_h, par)
    kept = math.exp(-day_h / par[DAY_H] - sleep_h / par[NIGHT_H])
    return asleep(evening, evening_debt, sleep_h, par)[0] / (1.0 - kept), debt
