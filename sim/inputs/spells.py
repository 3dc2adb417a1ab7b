"""Sickness by kind as the arrays the kernels read, how the study finds officers, and what theory expects of each kind."""

from __future__ import annotations

import datetime
import math

import numpy as np

from kernels import sickness, spells
from kernels.presence import presence_history
from kernels.spells import LONG, N_KINDS, PSYCHOLOGICAL, SHORT
from sim.calendar import DAYS_PER_YEAR, EPOCH
from sim.inputs.presence import presence_parameters, presence_plan
from sim.inputs.presence_plan import PresencePlan
from sim.inputs.spell_plan import Floats, Ints, SpellPlan
from sim.inputs.welfare import chance_longer, length_row, length_table
from sim.scenario import Scenario
from sim.scenario.presence import Presence
from sim.scenario.sickness import Sickness
from sim.scenario.spells import Season, Wave

DAYS_OF_YEAR = 365


def spell_parameters(settings: Sickness, presence: Presence | None = None) -> Floats:
    """Return the parameters of `kernels.spells`, shape (LENGTHS + five rows,); none when no part of it is on.

    Where ``presence`` hides spells beside those that are reported, all of them together fall that much more often.
    """
    if settings.model == "none" or not settings.by_kind:
        return np.zeros(0)
    par, over = np.zeros(spells.LENGTHS), settings.long_spell_over_days
    psychological = settings.psychological if settings.psychological.on else None
    per_year = (settings.short_per_year, settings.long_per_year, psychological.per_year if psychological else 0.0)
    for kind in range(N_KINDS):
        own = getattr(settings.gains, spells.NAMES[kind])
        gain = settings.gain if own is None else own
        hidden = presence.hidden_share(spells.NAMES[kind]) if presence and presence.beside_absence else 0.0
        par[spells.RATES + kind] = per_year[kind] / DAYS_PER_YEAR / (1.0 - hidden)
        par[spells.GAINS + kind] = gain if settings.model == "feedback" else 0.0
    par[spells.CAP], par[spells.OVER_DAYS] = settings.hazard_cap, math.floor(over)
    worked, duty = settings.worked, settings.return_to_duty
    par[spells.MEMORY_DAYS], par[spells.NIGHT_DAYS] = worked.memory_days, worked.after_night_days
    par[spells.WEEK_HOURS] = worked.long_weeks_h
    if worked.on:
        par[spells.NIGHT_LOG], par[spells.WEEK_LOG] = math.log(worked.after_night), math.log(worked.long_weeks)
        par[spells.RETURN_LOG] = math.log(worked.quick_return)
    par[spells.MOST_DAYS] = sickness.LONGEST_SPELL_DAYS
    if duty.on:
        par[spells.MOST_DAYS] = duty.decided_after_days + duty.decision_takes_days
        par[spells.DECISION_DAYS] = duty.decision_takes_days
        par[spells.EARLY_SHARE], par[spells.EARLY_DUTY] = duty.early.share, duty.early.duty_per_day
        par[spells.DUTY_AFTER], par[spells.RESTRICTED_SHARE] = 1.0, duty.restricted_share
    par[spells.FRAILTY_SHAPE] = settings.frailty**-2.0 if settings.frailty else 0.0
    long = length_row(settings.long)
    if settings.long.quantiles_days is None and settings.long.mean > over:
        par[spells.CERTAIN], long = over, length_row(settings.long, over)
    lengths = length_table(
        length_row(settings.short), long, length_row(settings.psychological.spell), length_row(duty.recuperative),
        length_row(duty.restricted),
    )  # fmt: skip
    return np.concatenate([par, lengths])


def season_factor(settings: Season, day: int) -> float:
    """Return what short spells are multiplied by on a day (since 1970-01-01)."""
    if not settings.on:
        return 1.0
    date = EPOCH + datetime.timedelta(days=int(day))
    return settings.months[date.month - 1] * _wave_factor(settings.wave, date.timetuple().tm_yday)


def _wave_factor(wave: Wave, day_of_year: int) -> float:
    """Half a cosine around the peak, on the shorter way round the year."""
    apart = abs(day_of_year - wave.peak_day) % DAYS_OF_YEAR
    apart, half = min(apart, DAYS_OF_YEAR - apart), 3.5 * wave.weeks
    if not wave.on or apart >= half:
        return 1.0
    return 1.0 + (wave.size - 1.0) * math.cos(0.5 * math.pi * apart / half)


def frailties(seat_ids: Ints, traits: np.uint64, par: Floats) -> Floats:
    """Return what every hazard of who holds each seat at the start is multiplied by for good, (seats,).

    Keyed by seat below ``traits``, so that staffing levels and replications share the officers.
    """
    return np.array([spells.frailty_of(traits, seat, 0, par) for seat in seat_ids.tolist()], dtype=np.float64)


def plan_spells(
    scenario: Scenario, seat_ids: Ints, first_day: int, nights: int, key: np.uint64, traits: np.uint64
) -> tuple[SpellPlan, Ints, PresencePlan]:
    """Return the plan, the day each seat is back from a spell that began before the study, (seats,) int64, and what is hidden.

    ``key``: the stream of sickness of the replication. ``traits``: the stream of what officers are like.
    """
    settings, hidden = scenario.sickness, presence_parameters(scenario)
    par = spell_parameters(settings, scenario.presence)
    days = range(first_day - settings.history_days, first_day + nights)
    season = np.array([season_factor(settings.season, day) for day in days])
    without = settings.season.model_copy(update={"wave": Wave()})
    usual = np.array([season_factor(without, day) for day in days[settings.history_days :]])
    lived, to_come = season[: settings.history_days], season[settings.history_days :]
    frail = frailties(seat_ids, traits, par)
    if scenario.presence.hides:
        found = presence_history(seat_ids, frail, first_day, lived, key, par, hidden)
    else:
        found = spells.spell_history(seat_ids, frail, first_day, lived, key, par)
    start = np.zeros((seat_ids.size, spells.N_HEALTH), dtype=np.int64)
    columns = (spells.KIND, spells.LENGTH, spells.RECUPERATIVE_TO, spells.FIT_DAY)
    for column, value in zip(columns, found[:, 1:5].T, strict=True):
        start[:, column] = value
    start[:, spells.STAGE] = [spells.duty_stage(first_day - 1, to, fit) for to, fit in found[:, 3:5].tolist()]
    start[:, spells.NIGHT_AGO] = spells.NO_NIGHT
    plan = presence_plan(scenario, seat_ids.size, found[:, 5:] if scenario.presence.hides else None)
    return SpellPlan(par, to_come, start, usual, frail, traits), found[:, 0].copy(), plan


def expected_kind_days(par: Floats) -> Floats:
    """Return the mean length in whole days of a spell of each kind, cap and early return included, (N_KINDS,).

    From the distribution functions of the lengths, not from the quantiles that the kernel draws by.
    """
    table, out = par[spells.LENGTHS :].reshape(spells.N_ROWS, -1), np.zeros(N_KINDS)
    ends = np.arange(1, sickness.LONGEST_SPELL_DAYS)
    for kind in (SHORT, LONG, PSYCHOLOGICAL):
        certain = par[spells.CERTAIN] if kind == LONG else 0.0
        longer = np.concatenate([[1.0], chance_longer(table[kind], ends - certain), [0.0]])  # than 0, 1, 2, ... days
        days = np.arange(1, longer.size, dtype=np.int64)
        if kind != SHORT:
            days = np.minimum(days, int(par[spells.MOST_DAYS]))
        left = [spells.shortened(day, 0.0, par)[0] for day in days]
        out[kind] = float(np.dot(longer[:-1] - longer[1:], left))
    return out


def expected_kind_shares(par: Floats) -> Floats:
    """Return the share of days lost to each kind in the long run at multiplier 1, by theory, (N_KINDS,).

    Spells and stretches of well days alternate; a stretch has (1 - p) / p days on average, p the daily chance of any spell.
    """
    rates = par[spells.RATES : spells.RATES + N_KINDS]
    total = float(rates.sum())
    if total <= 0.0:
        return np.zeros(N_KINDS)
    p, days = -math.expm1(-total), rates / total * expected_kind_days(par)
    return np.asarray(days / (days.sum() + (1.0 - p) / p))
