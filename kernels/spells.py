"""Spells of sickness of three kinds, what moves the risk of each, and the duty an officer comes back to.

The convention of ``kernels.sickness`` holds here too: a seat that is well draws once a day, at the hour of bookkeeping, and a
spell of L days covers the days d to d + L - 1.  Here the chance is made of three hazards, those of short, long and psychological
spells, each with a multiplier of its own; which of them struck is drawn in proportion.  With constant hazards the share of days
lost to a kind is its share of spells times its mean length, over the mean cycle of well and sick days
(``sim.inputs.spells.expected_kind_shares``).

Officers may differ for good: a frailty of mean one multiplies every hazard of theirs, outside the cap.

What was worked enters as logarithms that add up and are clipped together with strain (``HAZARD_CAP``): a night tour within the
last days, quick returns, and long weeks.  Returns and hours are leaky counts, brought up to date once a day: what is a month old
has faded to 1/e, instead of falling out of a window of 28 days.

A spell of more than OVER_DAYS is long-term, whatever its kind, and the officer long-term sick from the day that is beyond them.
Nobody but the short-term sick stays away beyond MOST_DAYS, by when it is decided what becomes of the officer.  Whoever comes back
from a long-term spell is on recuperative duty first and perhaps on restricted duty after it: at work in an office, and not to be
sent.

Parameters (``par``, float64; built by ``sim.inputs.spells.spell_parameters``):

================  =========================================  ====================================================
index             setting (sickness.)                        meaning
================  =========================================  ====================================================
RATES + kind      short_per_year, long_per_year,             spells per day while well, at multiplier 1
                  psychological.per_year
GAINS + kind      gain, psychological.gain, gains            strain in the log hazard, by kind
CAP               hazard_cap                                 most by which strain and work multiply or divide
NIGHT_LOG         worked.after_night                         log of the factor on short spells ...
NIGHT_DAYS        worked.after_night_days                    ... so many days after a night tour
RETURN_LOG        worked.quick_return                        log of the factor on every kind, for each quick return
MEMORY_DAYS       worked.memory_days                         memory of the counts of returns and hours
WEEK_LOG          worked.long_weeks                          log of the factor on short spells ...
WEEK_HOURS        worked.long_weeks_h                        ... while the week has more hours than this
OVER_DAYS         long_spell_over_days                       what lasts longer is long-term
CERTAIN           the same; 0 as in kernels.sickness         days certain to every long spell
MOST_DAYS         return_to_duty.decided_after_days +        longest spell that is not short
                  decision_takes_days
DECISION_DAYS     return_to_duty.decision_takes_days         ... of which so many are what a decision takes
EARLY_SHARE       return_to_duty.early.share                 of the days beyond OVER_DAYS, the part saved ...
EARLY_DUTY        return_to_duty.early.duty_per_day          ... each for so many days of recuperative duty
DUTY_AFTER        return_to_duty.on                          1: there is duty after long-term spells
RESTRICTED_SHARE  return_to_duty.restricted_share            of those who end recuperative duty
FRAILTY_SHAPE     frailty ** -2; 0: all are alike            shape of the gamma by which officers differ
LENGTHS           short, long, psychological, recuperative,  five rows of equal width, laid out as in
                  restricted                                 ``kernels.durations``, days in place of minutes
================  =========================================  ====================================================
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit
from kernels.draw import combine, uniform
from kernels.durations import duration_minutes
from kernels.gamma import gamma_quantile
from kernels.kinds import RECUPERATIVE, RESTRICTED
from kernels.sickness import DRAW_FALLS, DRAW_KIND, DRAW_LENGTH, LONGEST_SPELL_DAYS, seat_and_day
from kernels.strain import hazard_multiplier

SHORT, LONG, PSYCHOLOGICAL = range(3)
N_KINDS = 3
NAMES = ("short", "long", "psychological")

RATES = 0
GAINS = 3
(CAP, NIGHT_LOG, NIGHT_DAYS, RETURN_LOG, MEMORY_DAYS, WEEK_LOG, WEEK_HOURS, OVER_DAYS, CERTAIN, MOST_DAYS, EARLY_SHARE,
 EARLY_DUTY, DUTY_AFTER, RESTRICTED_SHARE, DECISION_DAYS, FRAILTY_SHAPE) = range(6, 22)
LENGTHS = 22  # rows to the end of the array
N_ROWS = 5
OF_RECUPERATIVE, OF_RESTRICTED = 3, 4  # rows behind those of the kinds

# Draw numbers of one seat on one day, beside those of kernels.sickness.
DRAW_RECUPERATIVE, DRAW_IS_RESTRICTED, DRAW_RESTRICTED = 20, 21, 22

# Draw number of an officer's own traits.
DRAW_FRAILTY = 40

# A row of health, int64, one for each officer: how things stand ...
(KIND, LENGTH, RECUPERATIVE_TO, FIT_DAY, STAGE, NIGHT_AGO) = range(6)
# ... and what happened since measuring began: spells and days by kind, long-term days, and the days of those who are not sick.
SPELLS, DAYS = 6, 9
LONG_TERM_DAYS, RECUPERATIVE_DAYS, RESTRICTED_DAYS, FIT_DAYS = range(12, 16)
N_HEALTH = 16
RETURNS, HOURS = range(2)  # the leaky counts, float64
N_LOADS = 2
NO_NIGHT = 1_000  # days since the last night tour, for who had none


@jit
def frailty_of(traits, seat, person, par):
    """Return what every hazard of an officer is multiplied by for good: gamma of mean 1; exactly 1.0 where all are alike.

    ``traits``: the key of what officers are like. ``person``: how many held the seat in the study before.
    """
    shape = par[FRAILTY_SHAPE]
    if shape <= 0.0:
        return 1.0
    u = uniform(traits, seat, DRAW_FRAILTY) if person == 0 else uniform(combine(traits, DRAW_FRAILTY), seat, person)
    return gamma_quantile(u, shape) / shape


@jit
def faded(count, today, par):
    """Return a leaky count after a day that brought ``today``."""
    return count * math.exp(-1.0 / par[MEMORY_DAYS]) + today


@jit
def week_hours(count, par):
    """Return the hours a week of somebody whose leaky count of hours this is; exact once every day is alike."""
    return 7.0 * count * -math.expm1(-1.0 / par[MEMORY_DAYS])


@jit
def multiplier(kind, strain, night_ago, returns, hours, par):
    """Return by how much strain and what was worked multiply the hazard of a kind; exactly 1.0 where nothing does."""
    log = par[GAINS + kind] * strain + par[RETURN_LOG] * returns
    if kind == SHORT:
        if night_ago < par[NIGHT_DAYS]:
            log += par[NIGHT_LOG]
        if week_hours(hours, par) > par[WEEK_HOURS]:
            log += par[WEEK_LOG]
    return hazard_multiplier(log, 1.0, par[CAP])


@jit
def days_and_saved(kind, u, treated, early, par):
    """Return the length of a spell in whole days, and the days an early return saved of it (int64).

    ``treated``, ``early``: what occupational health and early return take away (``kernels.levers``), 0.0 nothing.
    """
    table = par[LENGTHS:].reshape(N_ROWS, -1)
    days = duration_minutes(table, kind, u)
    if kind == LONG:
        days += par[CERTAIN]
    if kind != SHORT:
        days *= 1.0 - treated
    whole = np.int64(min(float(LONGEST_SPELL_DAYS), max(1.0, math.ceil(days))))
    if kind != SHORT:
        whole = min(whole, np.int64(par[MOST_DAYS] - math.floor(treated * par[DECISION_DAYS])))
    return shortened(whole, early, par)


@jit
def shortened(days, early, par):
    """Return what an early return leaves of a spell of ``days`` whole days, and what it saves (int64).

    ``early``: what the lever takes away of what EARLY_SHARE leaves.
    """
    beyond = days - np.int64(par[OVER_DAYS])
    share = par[EARLY_SHARE] + (1.0 - par[EARLY_SHARE]) * early
    saved = np.int64(math.floor(share * beyond)) if beyond > 0 else np.int64(0)
    return days - saved, saved


@jit
def spell_begins(key, seat, day, short, long, psychological, treated, early, par):
    """Return (days, kind, days saved) of the spell that begins with a well seat's draw on ``day``; 0 days if it stays well.

    ``short``, ``long``, ``psychological``: what each kind's hazard is multiplied by, season included.  ``treated``, ``early``:
    what levers take away of the length, 0.0 nothing.
    """
    short, long = par[RATES] * short, par[RATES + LONG] * long
    total = short + long + par[RATES + PSYCHOLOGICAL] * psychological
    entity = seat_and_day(seat, day)
    if uniform(key, entity, DRAW_FALLS) >= -math.expm1(-total):
        return np.int64(0), np.int64(SHORT), np.int64(0)
    u = uniform(key, entity, DRAW_KIND) * total
    kind = SHORT if u < short else LONG if u < short + long else PSYCHOLOGICAL
    days, saved = days_and_saved(kind, uniform(key, entity, DRAW_LENGTH), treated, early, par)
    return days, np.int64(kind), saved


@jit
def duty_after(key, seat, day, days, saved, par):
    """Return until which days recuperative and then restricted duty last after a spell that began on ``day``.

    Both are the day the officer is back where there is none of it: after spells that would not have been long-term.
    """
    back = day + days
    if par[DUTY_AFTER] == 0.0 or days + saved <= par[OVER_DAYS]:
        return back, back
    table, entity = par[LENGTHS:].reshape(N_ROWS, -1), seat_and_day(seat, day)
    weeks = duration_minutes(table, OF_RECUPERATIVE, uniform(key, entity, DRAW_RECUPERATIVE))
    to = back + np.int64(math.ceil(weeks + par[EARLY_DUTY] * saved))
    if uniform(key, entity, DRAW_IS_RESTRICTED) >= par[RESTRICTED_SHARE]:
        return to, to
    return to, to + np.int64(math.ceil(duration_minutes(table, OF_RESTRICTED, uniform(key, entity, DRAW_RESTRICTED))))


@jit
def duty_stage(day, recuperative_to, fit_day):
    """Return why an officer who is not sick cannot be sent on ``day``: RECUPERATIVE, RESTRICTED, or 0 for who can be."""
    if day < recuperative_to:
        return RECUPERATIVE
    return RESTRICTED if day < fit_day else 0


@jit
def is_long_term(day, length, back_day, par):
    """Return whether on ``day`` a spell of ``length`` days, over on ``back_day``, has lasted more than OVER_DAYS."""
    return length - (back_day - day) >= par[OVER_DAYS]


@jit
def spell_history(seat_ids, frailty, first_day, season, key, par):
    """Return how the study's ``first_day`` finds each seat: the day it is back, kind and length of its last spell, and until when
    recuperative and restricted duty last; (seats, 5) int64.

    Every seat lives through the days before, as many as ``season`` (float64, factors on short spells) has, at the multiplier of
    its ``frailty`` (seats,) alone.
    """
    out = np.zeros((seat_ids.shape[0], 5), dtype=np.int64)
    start = first_day - season.shape[0]
    for i in range(seat_ids.shape[0]):
        out[i, 0] = out[i, 3] = out[i, 4] = start
        for day in range(start, first_day):
            if day < out[i, 0]:
                continue
            own = frailty[i]
            days, kind, saved = spell_begins(key, seat_ids[i], day, own * season[day - start], own, own, 0.0, 0.0, par)
            if days > 0:
                to, fit = duty_after(key, seat_ids[i], day, days, saved, par)
                out[i, 0], out[i, 1], out[i, 2] = day + days, kind, days
                out[i, 3], out[i, 4] = max(out[i, 3], to), max(out[i, 4], fit)
    return out
