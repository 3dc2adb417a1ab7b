"""Planned overtime: a tour that is longer than the roster's because its officer was told so beforehand."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.officers import change_status, row_within
from kernels.compiled.state import EV_TOLD, SUBS
from kernels.kinds import AWAY, RESTING, ROSTER_BEGINS, STAYS_ON


@jit_inner
def begin_told(st, seat, tour):
    """An officer's tour begins, at work or not: from here to the roster's start, and from its end on, it is overtime."""
    t = st.tours[tour]
    if t.told_before > 0:
        st.officers[seat].account = 1
    for kind in (ROSTER_BEGINS, STAYS_ON):
        if (t.told_before if kind == ROSTER_BEGINS else t.told_after) > 0:
            at = t.start + t.told_before if kind == ROSTER_BEGINS else t.end - t.told_after
            push(st, at, np.uint64(tour), EV_TOLD * SUBS, EV_TOLD, tour, kind)


@jit_inner
def turn_told(st, tour, kind):
    """The roster's start, or its end, has come for an officer whose tour is longer."""
    seat = st.tours[tour].seat
    officer = st.officers[seat]
    if officer.tour != tour:
        return
    change_status(st, seat, officer.status)
    officer.account = 1 if kind == STAYS_ON else row_within(st.tours[tour].kind)
    if officer.status != AWAY and officer.status != RESTING:
        note(st, kind, seat, tour)
