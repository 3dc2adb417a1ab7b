"""An officer's morning where sickness is told by kind: what was worked, the draw, the duty after a spell; ``kernels.spells``."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.clock import HOUR_MS
from kernels.compiled.journal import note
from kernels.compiled.state import KEY_SICKNESS
from kernels.exposures import DUTY, NIGHTS, QUICK_RETURNS
from kernels.kinds import BACK_WELL, DUTY_AFTER, FELL_SICK, RECUPERATIVE, RESTRICTED, SPELL_KIND
from kernels.spells import (
    DAYS,
    FIT_DAY,
    FIT_DAYS,
    HOURS,
    KIND,
    LENGTH,
    LONG,
    LONG_TERM_DAYS,
    N_HEALTH,
    NIGHT_AGO,
    PSYCHOLOGICAL,
    RECUPERATIVE_DAYS,
    RECUPERATIVE_TO,
    RESTRICTED_DAYS,
    RETURNS,
    SHORT,
    SPELLS,
    STAGE,
    duty_after,
    duty_stage,
    faded,
    is_long_term,
    multiplier,
    spell_begins,
)


@jit_inner
def duty_of(st, seat):
    """Return why an officer who is not sick cannot be sent, 0 for who can be."""
    return st.health[seat, STAGE] if st.health.shape[0] > 0 else 0


@jit_inner
def _count_what_was_worked(st, seat):
    exposed, health, loads = st.exposed[seat], st.health[seat], st.loads[seat]
    health[NIGHT_AGO] = 0 if exposed[NIGHTS] > 0 else health[NIGHT_AGO] + 1
    loads[RETURNS] = faded(loads[RETURNS], float(exposed[QUICK_RETURNS]), st.spells)
    loads[HOURS] = faded(loads[HOURS], exposed[DUTY] / HOUR_MS, st.spells)


@jit_inner
def _times(st, seat, kind):
    health, loads = st.health[seat], st.loads[seat]
    times = multiplier(kind, st.officers[seat].strain, health[NIGHT_AGO], loads[RETURNS], loads[HOURS], st.spells)
    return times * st.frailty[seat]


@jit_inner
def _falls_sick(st, seat, night, today):
    officer, health, key = st.officers[seat], st.health[seat], st.keys[KEY_SICKNESS]
    short = _times(st, seat, SHORT) * st.season[night]
    days, kind, saved = spell_begins(
        key, officer.id, today, short, _times(st, seat, LONG), _times(st, seat, PSYCHOLOGICAL), st.spells
    )
    if days == 0:
        return
    to, fit = duty_after(key, officer.id, today, days, saved, st.spells)
    officer.back_day = today + days
    health[KIND], health[LENGTH] = kind, days
    health[RECUPERATIVE_TO] = max(health[RECUPERATIVE_TO], to)
    health[FIT_DAY] = max(health[FIT_DAY], fit)
    health[SPELLS + kind] += 1
    note(st, FELL_SICK, seat, days)
    note(st, SPELL_KIND, seat, kind)


@jit_inner
def _keep_the_sick(st, seat, today):
    health = st.health[seat]
    st.officers[seat].sick_days += 1
    health[DAYS + health[KIND]] += 1
    if is_long_term(today, health[LENGTH], st.officers[seat].back_day, st.spells):
        health[LONG_TERM_DAYS] += 1


@jit_inner
def _keep_the_well(st, seat, today):
    health = st.health[seat]
    stage = duty_stage(today, health[RECUPERATIVE_TO], health[FIT_DAY])
    if stage != health[STAGE]:
        health[STAGE] = stage
        note(st, DUTY_AFTER, seat, stage)
    if stage == RECUPERATIVE:
        health[RECUPERATIVE_DAYS] += 1
    elif stage == RESTRICTED:
        health[RESTRICTED_DAYS] += 1
    else:
        health[FIT_DAYS] += 1


@jit_inner
def live_the_morning(st, seat, night, today):
    """Count what was worked, bring back who is well, draw who falls sick, and say what everybody else is fit for."""
    _count_what_was_worked(st, seat)
    back = st.officers[seat].back_day
    if back == today:
        note(st, BACK_WELL, seat, today)
    if back <= today:
        _falls_sick(st, seat, night, today)
    if st.officers[seat].back_day > today:
        _keep_the_sick(st, seat, today)
    else:
        _keep_the_well(st, seat, today)


@jit_inner
def forget_health(st):
    """The warm-up is over: spells and days are counted from nothing."""
    for seat in range(st.health.shape[0]):
        for column in range(SPELLS, N_HEALTH):
            st.health[seat, column] = 0
