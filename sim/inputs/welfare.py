"""Welfare inputs: the settings of fatigue, sickness and overtime as the arrays the kernels read, and what theory
expects.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from kernels import durations, fatigue, overtime, sickness, strain, unified
from kernels.clock import HOUR_MS, MINUTE_MS
from kernels.draw import normal_quantile, uniform
from kernels.sleep import rested_state
from sim.calendar import DAYS_PER_YEAR
from sim.inputs.durations import parameters_of
from sim.scenario.duration import Duration, DurationDays
from sim.scenario.fatigue import Fatigue
from sim.scenario.overtime import Overtime
from sim.scenario.sickness import Sickness
from sim.scenario.strain import Strain
from sim.scenario.values import clock_minutes

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_CV = 20.0  # as for every configured duration

# Draw numbers of one officer's own traits.
_DRAW_THRESHOLD, _DRAW_PHASE, _DRAW_NAP = 0, 1, 2


def fatigue_parameters(settings: Fatigue) -> Floats:
    """Return the parameters of `kernels.fatigue` and `kernels.sleep`, shape (N_FATIGUE,), for the average officer.

    The average officer takes no nap before a first night; see `officer_fatigue_parameters` for those who do.
    """
    model = settings.model
    par = np.zeros(fatigue.N_FATIGUE)
    par[fatigue.LOWER_ASYMPTOTE] = model.la
    par[fatigue.UPPER_ASYMPTOTE] = model.ha
    par[fatigue.WAKE_DECAY] = model.d
    par[fatigue.SLEEP_RECOVERY] = model.g
    par[fatigue.BREAK_LEVEL] = model.bl
    par[fatigue.CIRCADIAN_MEAN] = model.cm
    par[fatigue.CIRCADIAN_AMPLITUDE] = model.ca
    par[fatigue.CIRCADIAN_PEAK_H] = model.p
    par[fatigue.ULTRADIAN_MEAN] = model.um
    par[fatigue.ULTRADIAN_AMPLITUDE] = model.ua
    par[fatigue.INERTIA_SIZE] = model.wc
    par[fatigue.INERTIA_DECAY] = model.wd
    par[fatigue.KSS_INTERCEPT] = model.a
    par[fatigue.KSS_SLOPE] = model.b
    par[fatigue.KSS_THRESHOLD] = settings.kss_threshold
    par[fatigue.WAKE_THRESHOLD] = model.wake_threshold
    par[fatigue.COMMUTE_H] = settings.commute_h
    par[fatigue.PREPARATION_H] = settings.preparation_h
    par[fatigue.WIND_DOWN_H] = settings.wind_down_h
    par[fatigue.BEDTIME_H] = clock_minutes(settings.bedtime) / 60.0
    par[fatigue.MOST_FORWARD_H] = settings.earliest_bedtime_h
    par[fatigue.NAP_AT_H] = clock_minutes(settings.nap_start) / 60.0
    par[fatigue.NAP_AFTER_H] = settings.nap_after_h
    par[fatigue.NIGHT_TOUR_FROM_H] = clock_minutes(settings.night_tour_from) / 60.0
    par[fatigue.NIGHT_TOUR_TO_H] = clock_minutes(settings.night_tour_to) / 60.0
    par[fatigue.AFTERNOON_H] = clock_minutes(settings.afternoon_from) / 60.0
    par[fatigue.EARLY_RISE_H] = clock_minutes(settings.early_rise_before) / 60.0
    par[fatigue.SHORTEST_SLEEP_H] = settings.shortest_sleep_h
    par[fatigue.CRASH_PER_POINT], par[fatigue.CRASH_CAP] = settings.crash.per_point, settings.crash.cap
    _add_unified(par, settings)
    _settle(par)
    return par


def _add_unified(par: Floats, settings: Fatigue) -> None:
    model = settings.unified
    par[unified.BY_DEBT] = settings.reckoned_by == "unified"
    par[unified.CEILING], par[unified.CLOCK_LEAD_H], par[unified.CLOCK_SIZE] = model.u0, model.phi, model.kappa
    par[unified.NIGHT_H], par[unified.DAY_H], par[unified.DEBT_H] = model.tau_s, model.tau_w, model.tau_la
    par[unified.KSS_AT_NONE], par[unified.KSS_PER_LAPSE] = model.kss_at_none, model.kss_per_lapse


def officer_fatigue_parameters(settings: Fatigue, seats: Ints, key: int | np.uint64) -> Floats:
    """Return one row of fatigue parameters for each seat, shape (seats, N_FATIGUE).

    Officers differ in the level at which they wake (standard deviation ``wake_threshold_sd``), in the phase of their
    body clock (``phase_sd_h``) and in being somebody who naps before a first night (a share ``nap_probability``).
    The traits are keyed by seat below the stream ``key``, so two staffing levels share the officers they have in
    common.
    """
    rows = np.tile(fatigue_parameters(settings), (len(seats), 1))
    for row, seat in zip(rows, seats.tolist(), strict=True):
        threshold = normal_quantile(uniform(key, seat, _DRAW_THRESHOLD))
        phase = normal_quantile(uniform(key, seat, _DRAW_PHASE))
        row[fatigue.WAKE_THRESHOLD] += settings.model.wake_threshold_sd * threshold
        row[fatigue.CIRCADIAN_PEAK_H] += settings.model.phase_sd_h * phase
        row[unified.CLOCK_LEAD_H] -= settings.model.phase_sd_h * phase  # whose day is later has the low of the night later
        if uniform(key, seat, _DRAW_NAP) < settings.nap_probability:
            row[fatigue.NAP_H] = settings.nap_h
        _settle(row)
    return rows


def _settle(par: Floats) -> None:
    """Fill in the rested waking that the other parameters imply."""
    par[fatigue.RESTED_S], par[fatigue.RESTED_RISE_H] = rested_state(par)
    if par[unified.BY_DEBT]:
        sleep_h = (par[fatigue.RESTED_RISE_H] - par[fatigue.BEDTIME_H]) % 24.0
        par[unified.RESTED_PRESSURE], par[unified.RESTED_DEBT] = unified.rested(sleep_h, par)


def overtime_parameters(settings: Overtime) -> Ints:
    """Return the parameters of `kernels.overtime`, shape (N_OVERTIME,), times in milliseconds."""
    par = np.zeros(overtime.N_OVERTIME, dtype=np.int64)
    par[overtime.UNPAID_FIRST_MS] = round(settings.unpaid_first_min * MINUTE_MS)
    par[overtime.OCCASIONS] = settings.occasions
    par[overtime.UNIT_MS] = max(1, round(settings.unit_min * MINUTE_MS))
    par[overtime.WEEK_STARTS] = settings.week_starts
    par[overtime.LEAST_MS] = round(settings.least_paid_h * HOUR_MS)
    par[overtime.CASUAL], par[overtime.CALL_IN] = settings.rates.twelfths("casual"), settings.rates.twelfths("recall")
    par[overtime.REST_DAY_RATE] = settings.rates.twelfths("rest_day")
    par[overtime.PLANNED] = settings.rates.twelfths("planned")
    limits = settings.limits
    par[overtime.REST_MS], par[overtime.LONGEST_RUN] = round(limits.rest_h * HOUR_MS), limits.longest_run
    par[overtime.REFERENCE_DAYS], par[overtime.MOST_WEEK_MS] = 7 * limits.reference_weeks, round(limits.week_h * HOUR_MS)
    return par


def sickness_parameters(settings: Sickness, weighed: Strain) -> Floats:
    """Return the parameters of `kernels.strain` and `kernels.sickness` in one array, shape (SPELLS + two rows of
    lengths,).

    Model "none" has no spells and only "feedback" has a gain, so the engines need no switch of their own.
    """
    spells = settings.short_per_year + settings.long_per_year
    certain, short, long = 0.0, length_row(settings.short), length_row(settings.long)
    over = settings.long_spell_over_days  # the returns of the forces count as long-term what lasts longer
    if settings.long.quantiles_days is None and settings.long.mean > over:
        certain, long = over, length_row(settings.long, over)
    head = np.zeros(sickness.SPELLS)
    head[strain.STRAIN_DAYS] = weighed.memory_days
    for k, (name, _, _) in enumerate(strain.STRESSORS):
        head[strain.FIRST_REFERENCE + k] = strain.COUNTED[k] * getattr(weighed.references, name)
        head[strain.FIRST_WEIGHT + k] = weighed.shrink * getattr(weighed.weights, name)
    _add_structure(head, weighed)
    head[sickness.GAIN] = settings.gain if settings.model == "feedback" else 0.0
    head[sickness.HAZARD_CAP] = settings.hazard_cap
    head[sickness.RATE_PER_DAY] = 0.0 if settings.model == "none" else spells / DAYS_PER_YEAR
    head[sickness.SHORT_SHARE] = settings.short_per_year / spells if spells > 0 else 1.0
    head[sickness.LONG_CERTAIN] = certain
    return np.concatenate([head, length_table(short, long)])


def _add_structure(par: Floats, weighed: Strain) -> None:
    if weighed.structure == "demand_control_support":
        par[strain.STRUCTURE] = strain.BY_DIMENSION
        par[strain.SLOPE] = weighed.interaction.slope
        par[strain.LEAST], par[strain.MOST] = weighed.interaction.least, weighed.interaction.most
    if weighed.relief.on:
        par[strain.FREE_DAY_MEMORY] = weighed.relief.free_day_memory_days
        par[strain.BREAK_EASES] = weighed.relief.break_eases


def weight_of(stressor: str) -> int:
    """Return where the weight of a stressor stands in the parameters."""
    return strain.FIRST_WEIGHT + [name for name, _, _ in strain.STRESSORS].index(stressor)


def length_row(length: DurationDays, certain: float = 0.0) -> tuple[float, ...]:
    """Return a row of a table of `kernels.durations`, days in place of minutes, for a length beyond ``certain`` days
    of it.
    """
    mean, cv = length.mean - certain, length.cv
    if cv is not None and mean > 0:
        cv = min(MOST_CV, cv * length.mean / mean)  # the spread of the whole spell, over the mean of what is left
    return parameters_of(Duration.model_construct(
        kind=length.kind, mean_min=mean, cv=cv, quantiles_min=length.quantiles_days))


def length_table(*rows: tuple[float, ...]) -> Floats:
    """Return rows of `length_row` as wide as the widest of them, one behind the other: the end of an array of parameters."""
    out = np.zeros((len(rows), max(map(len, rows))))
    for row, values in zip(out, rows, strict=True):
        row[: len(values)] = values
    return out.ravel()


def expected_spell_days(par: Floats) -> float:
    """Return the mean length, in whole days, of a spell drawn by `kernels.sickness.spell_days`.

    Summed from the distribution function of the length (not from its quantiles, which the kernel uses): a spell lasts
    longer than k days if its continuous length does, so the mean is the sum of these chances over k = 0, 1, 2, ...
    """
    table = par[sickness.SPELLS :].reshape(2, -1)
    share = par[sickness.SHORT_SHARE]
    days = np.arange(1, sickness.LONGEST_SPELL_DAYS)
    longer = share * chance_longer(table[sickness.SHORT], days)
    longer += (1.0 - share) * chance_longer(table[sickness.LONG], days - par[sickness.LONG_CERTAIN])
    return 1.0 + float(longer.sum())


def chance_longer(row: Floats, days: npt.NDArray[np.generic]) -> Floats:
    """Return the chance that a length distributed as ``row`` exceeds each of ``days``, which may be negative."""
    from scipy import special

    kind, first, second = int(row[0]), row[1], row[2]
    x = np.maximum(np.asarray(days, dtype=float), 0.0)
    if kind == durations.EXPONENTIAL:
        above = np.exp(-x / first)
    elif kind == durations.LOGNORMAL:
        with np.errstate(divide="ignore"):
            above = special.ndtr((first - np.log(x)) / second)
    elif kind == durations.GAMMA:
        above = special.gammaincc(first, x / second)
    elif kind == durations.WEIBULL:
        above = np.exp(-((x / second) ** first))
    elif kind == durations.EMPIRICAL:
        quantiles = row[durations.FIRST_QUANTILE : durations.FIRST_QUANTILE + int(row[3])]
        above = 1.0 - _below_empirical(quantiles, x)
    else:
        above = (x < first).astype(float)
    return np.where(np.asarray(days) < 0, 1.0, above)


def _below_empirical(quantiles: Floats, x: Floats) -> Floats:
    """Return the share at or below ``x`` of the distribution that straight lines between equally spaced quantiles
    make.
    """
    pieces = len(quantiles) - 1
    low, width = quantiles[:-1], np.diff(quantiles)
    rising = (x[:, None] - low) / np.where(width > 0, width, 1.0)
    filled = np.where(width > 0, rising, (x[:, None] >= low).astype(float))
    return np.clip(filled, 0.0, 1.0).sum(axis=1) / pieces


def expected_sick_share(par: Floats) -> float:
    """Return the share of days an officer is sick in the long run at multiplier 1, by theory.

    Spells and stretches of well days alternate; a stretch is geometric with mean (1 - p) / p, p the daily
    probability, since an officer who is back may fall sick the same morning.
    """
    p = -math.expm1(-par[sickness.RATE_PER_DAY])
    if p <= 0.0:
        return 0.0
    spell = expected_spell_days(par)
    return spell / (spell + (1.0 - p) / p)
