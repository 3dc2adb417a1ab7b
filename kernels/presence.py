"""At work unwell: which spells of sickness are worked through or spent on leave, how much slower the unwell work, and who comes
to work injured no more.

A spell that falls by ``kernels.spells`` is reported sick, worked through, or spent on leave and rest days; which of the three is
one draw of the seat on that day, so that each of the two hidden ways takes its own spells whatever the other's share is: what is
worked through from the low end, what is spent on leave from the high one.  A hidden spell lasts its kind's share of the days
drawn, and while it lasts no other falls.

Work at a scene is slowed by the mean slowness of the officers there as it begins, in whole millionths, so that the order in which
they are added up is of no account.

Parameters (``par``, float64; built by ``sim.inputs.presence.presence_parameters``; none when all of it is off):

================  =====================================  =====================================================
index             setting                                meaning
================  =====================================  =====================================================
THROUGH + kind    presence.worked_through.share          of spells of each kind; 0 when off
ON_LEAVE + kind   presence.on_leave.share                of spells of each kind; 0 when off
LASTS + kind      presence.lasts                         a hidden spell's days, as a share of those drawn
MOST_ON_LEAVE     presence.on_leave.most_days            a spell spent on leave lasts so many days at most
SLOWER            presence.worked_through.slower         work takes so much longer, less 1, for who is unwell
STRAIN_FROM       presence.strained.above                and from this strain on ...
STRAIN_EACH       presence.strained.slower               ... so much longer for each unit of strain beyond it ...
STRAIN_MOST       presence.strained.most                 ... at most
INJURIES          safety.injuries_absent                 1: who is injured goes off sick
SINGLE_ODDS       safety.single_odds                     as in ``kernels.safety``
INJURY_SHARE      safety.injury_share                    as in ``kernels.safety``
INJURY_DAYS       safety.injury_spell                    a row laid out as in ``kernels.durations``, days in place of minutes
================  =====================================  =====================================================
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit
from kernels.draw import combine, uniform
from kernels.durations import duration_minutes
from kernels.safety import MOST_IN_CREW, SAFETY, with_odds
from kernels.sickness import LONGEST_SPELL_DAYS, seat_and_day
from kernels.spells import N_KINDS, PSYCHOLOGICAL, duty_after, spell_begins

THROUGH, ON_LEAVE, LASTS = 0, 3, 6
(MOST_ON_LEAVE, SLOWER, STRAIN_FROM, STRAIN_EACH, STRAIN_MOST, INJURIES, SINGLE_ODDS, INJURY_SHARE, INJURY_DAYS) = range(9, 18)

REPORTED, WORKED_THROUGH, SPENT_ON_LEAVE = range(3)  # how a spell is taken
PHYSICAL, MENTAL = range(2)  # what counts are kept by
INJURY = N_KINDS  # the kind of a spell that an injury began, behind those of kernels.spells

# Draw number of a seat on a day, beside those of kernels.sickness and kernels.spells; and of an incident, beside SAFETY.
DRAW_HOW = 60
DRAW_INJURY_DAYS = 188

MILLION = 1_000_000

# A row of presence, int64, one for each officer: how things stand ...
# Days (since 1970-01-01), a kind, tours of leave used up before they were planned, and those that went with who owed them.
(UNWELL_TO, LEAVE_TO, HIDDEN_KIND, OWED, NEVER_WORKED) = range(5)
# ... and what happened since measuring began: spells by cause, mornings unwell and not reported, injuries and the days they cost.
THROUGH_SPELLS, LEAVE_SPELLS = 5, 7
UNWELL_DAYS, LEAVE_DAYS, INJURED_TIMES, INJURED_DAYS = range(9, 13)
N_PRESENCE = 13


@jit
def how_taken(key, seat, day, kind, par):
    """Return whether the spell that falls with a seat's draw on ``day`` is REPORTED, WORKED_THROUGH or SPENT_ON_LEAVE (int64)."""
    u = uniform(key, seat_and_day(seat, day), DRAW_HOW)
    if u < par[THROUGH + kind]:
        return np.int64(WORKED_THROUGH)
    return np.int64(SPENT_ON_LEAVE if u >= 1.0 - par[ON_LEAVE + kind] else REPORTED)


@jit
def hidden_days(how, kind, days, par):
    """Return the days, one or more, that a spell drawn with ``days`` lasts when it is not reported (int64)."""
    lasts = max(np.int64(1), np.int64(math.ceil(par[LASTS + kind] * days)))
    return min(lasts, np.int64(par[MOST_ON_LEAVE])) if how == SPENT_ON_LEAVE else lasts


@jit
def cause_of(kind):
    """Return PHYSICAL or MENTAL for a kind of spell (int64)."""
    return np.int64(MENTAL if kind == PSYCHOLOGICAL else PHYSICAL)


@jit
def slowness(unwell, strain, par):
    """Return by how many millionths work takes longer for an officer who is ``unwell``, or not, with this strain (int64)."""
    extra = par[SLOWER] if unwell else 0.0
    extra += min(par[STRAIN_MOST], par[STRAIN_EACH] * max(0.0, strain - par[STRAIN_FROM]))
    return np.int64(extra * MILLION + 0.5)


@jit
def slowed_by(length_ms, slownesses, officers):
    """Return how many ms longer work takes whose ``officers`` have these slownesses together, in millionths (int64)."""
    return length_ms * slownesses // (MILLION * officers) if officers > 0 else np.int64(0)


@jit
def is_injured(incident_key, seat, visit, place, chance, alone, left, par):
    """Return whether the officer at a ``place`` in a crew, known by its first officer's ``seat``, is injured as the work begins.

    The draw is that of ``kernels.safety.assaults``; ``chance`` of an assault on an officer in a pair at such an incident, and
    what interventions leave of it.
    """
    p = min(1.0, left * (with_odds(chance, par[SINGLE_ODDS]) if alone else chance))
    return uniform(combine(incident_key, SAFETY), seat, visit * MOST_IN_CREW + place) < p * par[INJURY_SHARE]


@jit
def injury_days(incident_key, seat, visit, par):
    """Return for how many whole days the officer of ``seat``, injured at an incident, is off (int64)."""
    table = par[INJURY_DAYS:].reshape(1, -1)
    days = duration_minutes(table, 0, uniform(combine(incident_key, DRAW_INJURY_DAYS), seat, visit))
    return np.int64(min(float(LONGEST_SPELL_DAYS), max(1.0, math.ceil(days))))


@jit
def presence_history(seat_ids, frailty, first_day, season, key, par, presence):
    """Return how the study's ``first_day`` finds each seat, as ``kernels.spells.spell_history``, hidden spells included.

    (seats, 8) int64: five columns as there, for spells that were reported; then until when the seat is unwell at work, until when
    it spends leave on being unwell, and the kind of its last hidden spell.
    """
    out = np.zeros((seat_ids.shape[0], 8), dtype=np.int64)
    start = first_day - season.shape[0]
    for i in range(seat_ids.shape[0]):
        row = out[i]
        row[0] = row[3] = row[4] = row[5] = row[6] = start
        for day in range(start, first_day):
            if day < max(row[0], max(row[5], row[6])):
                continue
            own = frailty[i]
            days, kind, saved = spell_begins(key, seat_ids[i], day, own * season[day - start], own, own, 0.0, 0.0, par)
            if days == 0:
                continue
            how = how_taken(key, seat_ids[i], day, kind, presence)
            if how != REPORTED:
                row[4 + how], row[7] = day + hidden_days(how, kind, days, presence), kind
                continue
            to, fit = duty_after(key, seat_ids[i], day, days, saved, par)
            row[0], row[1], row[2] = day + days, kind, days
            row[3], row[4] = max(row[3], to), max(row[4], fit)
    return out
