"""The people of the control room, morning by morning: how busy they were, who falls sick, how many are there."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.pools import set_people, settle_pool, there_of
from kernels.compiled.state import KEY_CONTROL_ROOM
from kernels.control_room import GAIN, HAZARD_CAP, person, room_strain
from kernels.sickness import spell_from
from kernels.strain import hazard_multiplier


@jit_inner
def _reckon(st, p):
    settle_pool(st, p)
    room, pool = st.rooms[p], st.pools[p]
    room.strain = room_strain(room.strain, pool.day_busy_ms, pool.day_there_ms, st.room_par)
    pool.day_busy_ms = 0
    pool.day_there_ms = 0
    room.strain_sum += room.strain
    room.mornings += 1


@jit_inner
def _draw(st, p, today):
    room = st.rooms[p]
    multiplier = hazard_multiplier(room.strain, st.room_par[GAIN], st.room_par[HAZARD_CAP])
    sick = 0
    for number in range(room.employed):
        one = room.first + number
        if st.room_back[one] <= today:
            days = spell_from(st.keys[KEY_CONTROL_ROOM], person(p, number), today, multiplier, st.room_sickness)
            if days > 0:
                st.room_back[one] = today + days
                room.spells += 1
        sick += st.room_back[one] > today
    room.sick_days += sick
    room.well = room.employed - sick


@jit_inner
def control_room_morning(st, today):
    """Reckon what yesterday left behind, draw who falls sick, and see who is there."""
    for p in range(st.rooms.shape[0]):
        _reckon(st, p)
        _draw(st, p, today)
        there = there_of(st, p, st.pools[p].planned)
        if there != st.pools[p].people:
            set_people(st, p, there)


@jit_inner
def forget_rooms(st):
    """The warm-up is over: spells and days are counted from nothing."""
    for p in range(st.rooms.shape[0]):
        room = st.rooms[p]
        room.spells = 0
        room.sick_days = 0
        room.mornings = 0
        room.strain_sum = 0.0
