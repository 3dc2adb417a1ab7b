"""An officer's morning where sickness is told by kind: what was worked, the draw, the duty after a spell; ``kernels.spells``."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.clock import HOUR_MS
from kernels.compiled.journal import note
from kernels.compiled.presence import hides, is_hidden, keep_presence
from kernels.compiled.state import KEY_SICKNESS, KEY_TRAITS, TODAY
from kernels.exposures import DAYS as ONE_DAY
from kernels.exposures import DUTY, NIGHTS, QUICK_RETURNS
from kernels.kinds import BACK_WELL, DUTY_AFTER, FELL_SICK, RECUPERATIVE, RESTRICTED, SPELL_KIND
from kernels.levers import EARLY_RETURN, FLU_JABS, RESILIENCE, TREATMENT, strain_felt, taken, without_flu
from kernels.presence import INJURED_DAYS, INJURY
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
    NO_NIGHT,
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
    frailty_of,
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
    if exposed[ONE_DAY] == 0:  # joined this morning: what the day holds was worked by who left
        return
    health[NIGHT_AGO] = 0 if exposed[NIGHTS] > 0 else health[NIGHT_AGO] + 1
    loads[RETURNS] = faded(loads[RETURNS], float(exposed[QUICK_RETURNS]), st.spells)
    loads[HOURS] = faded(loads[HOURS], exposed[DUTY] / HOUR_MS, st.spells)


@jit_inner
def _times(st, seat, kind):
    health, loads = st.health[seat], st.loads[seat]
    strain = strain_felt(st.officers[seat].strain, taken(RESILIENCE, st.reached[seat], st.control[TODAY], st.levers))
    return st.frailty[seat] * multiplier(kind, strain, health[NIGHT_AGO], loads[RETURNS], loads[HOURS], st.spells)


@jit_inner
def begin_spell(st, seat, day, kind, days, saved):
    """A spell of sickness covers so many days from ``day`` on, and settles the duty after it."""
    health = st.health[seat]
    to, fit = duty_after(st.keys[KEY_SICKNESS], st.officers[seat].id, day, days, saved, st.spells)
    st.officers[seat].back_day = day + days
    health[KIND], health[LENGTH] = kind, days
    health[RECUPERATIVE_TO] = max(health[RECUPERATIVE_TO], to)
    health[FIT_DAY] = max(health[FIT_DAY], fit)


@jit_inner
def _falls_sick(st, seat, night, today):
    officer, health, key, reached = st.officers[seat], st.health[seat], st.keys[KEY_SICKNESS], st.reached[seat]
    season = without_flu(st.season[night], st.usual[night], taken(FLU_JABS, reached, today, st.levers))
    treated, early = taken(TREATMENT, reached, today, st.levers), taken(EARLY_RETURN, reached, today, st.levers)
    short = _times(st, seat, SHORT) * season
    days, kind, saved = spell_begins(
        key, officer.id, today, short, _times(st, seat, LONG), _times(st, seat, PSYCHOLOGICAL), treated, early, st.spells
    )
    if days == 0 or hides(st, seat, today, kind, days):
        return
    begin_spell(st, seat, today, kind, days, saved)
    health[SPELLS + kind] += 1
    note(st, FELL_SICK, seat, days)
    note(st, SPELL_KIND, seat, kind)


@jit_inner
def _keep_the_sick(st, seat, today):
    health = st.health[seat]
    st.officers[seat].sick_days += 1
    if health[KIND] == INJURY:
        st.presence[seat, INJURED_DAYS] += 1
    else:
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
    keep_presence(st, seat, today)
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
    if back <= today and not is_hidden(st, seat, today):
        _falls_sick(st, seat, night, today)
    if st.officers[seat].back_day > today:
        _keep_the_sick(st, seat, today)
    else:
        _keep_the_well(st, seat, today)


@jit_inner
def forget_work(st, seat):
    """An officer was away for long: nothing that was worked counts any more."""
    if st.health.shape[0] > 0:
        st.health[seat, NIGHT_AGO] = NO_NIGHT
        st.loads[seat, RETURNS] = 0.0
        st.loads[seat, HOURS] = 0.0


@jit_inner
def forget_history(st, seat):
    """Somebody else will hold the post: no spell, no duty after one, nothing worked."""
    if st.health.shape[0] > 0:
        for column in range(SPELLS):
            st.health[seat, column] = 0
        forget_work(st, seat)


@jit_inner
def begin_anew(st, seat, person):
    """Somebody joins, the ``person``-th since the study began to hold the post, and is as frail as he is."""
    if st.health.shape[0] > 0:
        st.frailty[seat] = frailty_of(st.keys[KEY_TRAITS], st.officers[seat].id, person, st.spells)


@jit_inner
def forget_health(st):
    """The warm-up is over: spells and days are counted from nothing."""
    for seat in range(st.health.shape[0]):
        for column in range(SPELLS, N_HEALTH):
            st.health[seat, column] = 0
