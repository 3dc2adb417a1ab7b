"""A partner's place: officers take somebody there after the scene, and wait until the person is handed over."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.custody import ask_for_relief, go_on
from kernels.compiled.displacement import request_not_met
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.leaving import all_here
from kernels.compiled.partners import join_partner
from kernels.compiled.state import EV_AT_THE_PLACE, EV_PLACE_LIMIT, NOW, SUBS
from kernels.durations import duration_ms
from kernels.kinds import (
    AT_PARTNER,
    AT_PLACE,
    AT_THE_PLACE,
    BY_PARTNER,
    CONVEYING,
    GIVEN_UP,
    HANDED_OVER_THERE,
    IN_QUEUE,
    LEFT,
    LEFT_UNMET,
    LEFT_WAITING,
    NOT_NEEDED,
    PERSON_CONVEYED,
    PLACE_GAP,
    TAKEN_OVER,
    TAKEN_TO_PLACE,
)
from kernels.places import STAY, TO_PLACE


@jit_inner
def place_for(st, i):
    """Return the place to which officers take somebody when the scene is over, -1 none."""
    stage, incident = st.work[i].partner_stage, st.incidents[i]
    if stage in (NOT_NEEDED, LEFT_UNMET):
        return -1
    if incident.taken_to > 0:
        return incident.taken_to - 1
    return st.partners[incident.partner].convey_to if stage == GIVEN_UP else -1


@jit_inner
def is_held(st, i):
    """Return whether the officers have to wait for the partner at the scene, or take its part there."""
    stage = st.work[i].partner_stage
    if st.incidents[i].partner < 0 or stage in (NOT_NEEDED, TAKEN_OVER, LEFT_UNMET):
        return False
    return stage != GIVEN_UP or place_for(st, i) < 0


@jit_inner
def begin_conveying(st, i):
    """The scene is over: officers drive somebody to a place, where there is one to go to; return whether they do."""
    p = place_for(st, i)
    if p < 0:
        return False
    st.work[i].place = 1 + p
    st.work[i].left_for_place = st.control[NOW]
    place, key = st.partners[p], st.incidents[i].key
    go_on(st, i, TAKEN_TO_PLACE, PERSON_CONVEYED, place.officers, CONVEYING)
    drive = duration_ms(st.durations, place.drive_row, key, TO_PLACE, 0)
    push(st, st.control[NOW] + drive, key, EV_AT_THE_PLACE * SUBS, EV_AT_THE_PLACE, i, 0)
    return True


@jit_inner
def arrive_at_place(st, i):
    """The officers wait for a unit of the place; whose tour ended on the way asks to be relieved, where that is the rule."""
    work = st.work[i]
    p = work.place - 1
    work.at_place = st.control[NOW]
    work.stage = AT_PLACE
    work.place_stage = IN_QUEUE
    note(st, AT_THE_PLACE, i, p)
    all_here(st, i, AT_PARTNER)
    ask_for_relief(st, i)
    join_partner(st, p, i)
    if st.partners[p].at_limit != STAY:
        key = st.incidents[i].key
        push(st, st.control[NOW] + st.partners[p].give_up_ms, key, EV_PLACE_LIMIT * SUBS, EV_PLACE_LIMIT, i, 0)


@jit_inner
def hand_over_there(st, i):
    """The place has taken the person on; the officers may go."""
    _ends(st, i, TAKEN_OVER, BY_PARTNER, HANDED_OVER_THERE)


@jit_inner
def leave_place(st, i):
    """The limit is reached: the officers leave somebody there whom nobody has taken on."""
    _ends(st, i, LEFT_UNMET, LEFT, LEFT_WAITING)
    request_not_met(st, i, st.work[i].place - 1, PLACE_GAP, 0)


@jit_inner
def _ends(st, i, stage, ended, event):
    work = st.work[i]
    work.place_stage = stage
    work.place_ended = ended
    work.place_over = st.control[NOW]
    note(st, event, i, work.place - 1)
