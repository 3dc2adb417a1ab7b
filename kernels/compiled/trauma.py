"""Traumatic scenes as officers meet them: come to, left, and sent on before there was time to defuse."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.journal import note
from kernels.compiled.state import NOW
from kernels.exposures import TRAUMA, is_undefused
from kernels.exposures import UNDEFUSED as SENT_ON
from kernels.kinds import BEING_CLEARED, CLOSED, TRAUMATIC_SCENE, UNDEFUSED


@jit_inner
def come_to_scene(st, crew):
    """A crew is at an incident: if it is traumatic, everybody in the crew meets it."""
    i = st.crews[crew].incident
    if st.incidents[i].traumatic == 0:
        return
    st.exposed[st.tours[crew].seat, TRAUMA] += 1
    if st.crews[crew].second >= 0:
        st.exposed[st.tours[st.crews[crew].second].seat, TRAUMA] += 1
    note(st, TRAUMATIC_SCENE, i, st.tours[crew].seat)


@jit_inner
def _leaves(st, crew):
    st.officers[st.tours[crew].seat].shaken_at = st.control[NOW]
    if st.crews[crew].second >= 0:
        st.officers[st.tours[st.crews[crew].second].seat].shaken_at = st.control[NOW]


@jit_inner
def leave_scene(st, crew):
    """A crew is released: if it was at a traumatic scene until now, it leaves it now."""
    c = st.crews[crew]
    if st.incidents[c.incident].traumatic and c.there:
        stage = st.work[c.incident].stage
        if stage != BEING_CLEARED and stage != CLOSED:
            _leaves(st, crew)


@jit_inner
def all_leave_scene(st, i):
    """The scene is over for everybody who is there."""
    if st.incidents[i].traumatic == 0:
        return
    crew = st.work[i].first_crew
    while crew >= 0:
        if st.crews[crew].there:
            _leaves(st, crew)
        crew = st.crews[crew].next


@jit_inner
def _sent_on(st, seat, i):
    officer = st.officers[seat]
    if is_undefused(officer.shaken_at, st.control[NOW], st.exposure_rules[0].defused_ms):
        st.exposed[seat, SENT_ON] += 1
        note(st, UNDEFUSED, i, seat)
    officer.shaken_at = -1


@jit_inner
def send_on(st, crew, i):
    """A crew is sent to an incident: was there time to defuse since the last traumatic scene?"""
    _sent_on(st, st.tours[crew].seat, i)
    if st.crews[crew].second >= 0:
        _sent_on(st, st.tours[st.crews[crew].second].seat, i)
