"""At work unwell: spells that nobody reports, leave spent on them, slower work; see ``kernels.presence``."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.journal import note
from kernels.compiled.state import KEY_SICKNESS, N_OWN, TODAY
from kernels.kinds import LEAVE, LEAVE_FOR_SPELL, LEAVE_WHEN_UNWELL, LEAVE_WORKED, POST_EMPTY, WORKS_UNWELL
from kernels.presence import (
    HIDDEN_KIND,
    LEAVE_DAYS,
    LEAVE_SPELLS,
    LEAVE_TO,
    N_PRESENCE,
    NEVER_WORKED,
    OWED,
    REPORTED,
    THROUGH_SPELLS,
    UNWELL_DAYS,
    UNWELL_TO,
    WORKED_THROUGH,
    cause_of,
    hidden_days,
    how_taken,
    slowed_by,
    slowness,
)


@jit_inner
def hides(st, seat, today, kind, days):
    """Settle how the spell that falls now is taken; return whether it stays hidden."""
    if st.presence.shape[0] == 0:
        return False
    how = how_taken(st.keys[KEY_SICKNESS], st.officers[seat].id, today, kind, st.presence_par)
    if how == REPORTED:
        return False
    row, lasts = st.presence[seat], hidden_days(how, kind, days, st.presence_par)
    through = how == WORKED_THROUGH
    row[HIDDEN_KIND] = kind
    row[UNWELL_TO if through else LEAVE_TO] = today + lasts
    row[(THROUGH_SPELLS if through else LEAVE_SPELLS) + cause_of(kind)] += 1
    note(st, WORKS_UNWELL if through else LEAVE_FOR_SPELL, seat, lasts)
    return True


@jit_inner
def is_hidden(st, seat, today):
    """Return whether a spell goes on that nobody was told of, so that no other falls."""
    return st.presence.shape[0] > 0 and max(st.presence[seat, UNWELL_TO], st.presence[seat, LEAVE_TO]) > today


@jit_inner
def keep_presence(st, seat, today):
    """Count the morning of an officer who is not sick, as the books have it."""
    if st.presence.shape[0] > 0:
        row = st.presence[seat]
        row[UNWELL_DAYS] += row[UNWELL_TO] > today
        row[LEAVE_DAYS] += row[LEAVE_TO] > today


@jit_inner
def is_unwell(st, seat):
    """Return whether the officer works, or would, though unwell."""
    return st.presence.shape[0] > 0 and st.presence[seat, UNWELL_TO] > st.control[TODAY]


@jit_inner
def spends_leave(st, seat):
    """Return whether the officer stays away on leave, for being unwell."""
    return st.presence.shape[0] > 0 and st.presence[seat, LEAVE_TO] > st.control[TODAY]


@jit_inner
def owes_leave(st, seat):
    """Return whether a spell has used up leave that was planned for later."""
    return st.presence.shape[0] > 0 and st.presence[seat, OWED] > 0


@jit_inner
def begin_presence(st, seat, tour, reason):
    """A tour begins: leave is used up, or what was used up before is worked."""
    if st.presence.shape[0] == 0:
        return
    if reason == LEAVE_WHEN_UNWELL:
        st.presence[seat, OWED] += 1
    elif reason != LEAVE and reason < POST_EMPTY and st.tours[tour].absent == LEAVE:
        st.presence[seat, OWED] -= 1
        note(st, LEAVE_WORKED, seat, tour)


@jit_inner
def _slowness(st, tour):
    seat = st.tours[tour].seat
    if seat >= st.control[N_OWN]:
        return np.int64(0)
    return slowness(is_unwell(st, seat), st.officers[seat].strain, st.presence_par)


@jit_inner
def slower_ms(st, i, length):
    """Return how much longer work takes that begins now, for officers there who are unwell or strained."""
    if st.presence.shape[0] == 0:
        return np.int64(0)
    total, there = np.int64(0), np.int64(0)
    crew = st.work[i].first_crew
    while crew >= 0:
        c = st.crews[crew]
        if c.there:
            there += c.size
            total += _slowness(st, crew)
            if c.second >= 0:
                total += _slowness(st, c.second)
        crew = c.next
    return slowed_by(np.int64(length), total, there)


@jit_inner
def end_hidden_spell(st, seat, today):
    """The officer leaves: whoever holds the post next is not unwell, and works no leave that somebody else has used up."""
    if st.presence.shape[0] > 0:
        row = st.presence[seat]
        row[NEVER_WORKED] += row[OWED]
        row[OWED] = 0
        row[UNWELL_TO], row[LEAVE_TO] = min(row[UNWELL_TO], today), min(row[LEAVE_TO], today)


@jit_inner
def forget_presence(st):
    """The warm-up is over: what happened is counted from nothing."""
    for seat in range(st.presence.shape[0]):
        for column in range(THROUGH_SPELLS, N_PRESENCE):
            st.presence[seat, column] = 0
