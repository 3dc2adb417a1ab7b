"""What incidents and days ask of officers, counted as it happens; see ``kernels.exposures``."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.careers import is_somebodys, why_gone
from kernels.compiled.complaints import close_complaints
from kernels.compiled.presence import is_hidden
from kernels.compiled.state import NOW, TODAY
from kernels.exposures import (
    ATTENDED,
    BY_SETTING,
    DAYS,
    DUTY,
    ELSEWHERE,
    FREE_DAYS,
    LATE,
    N_EXPOSURES,
    NEGLECTED,
    NOT_ASKED,
    OUTSIDE,
    OVERDUE,
    REFUSED,
    RUSHED,
    SHORT,
    TOURS,
    UNLED,
    is_free_day,
    short_handed,
    unled_ms,
)


@jit_inner
def _each(st, crew, exposure):
    st.exposed[st.tours[crew].seat, exposure] += 1
    if st.crews[crew].second >= 0:
        st.exposed[st.tours[st.crews[crew].second].seat, exposure] += 1


@jit_inner
def attended(st, crew, late):
    """A crew is at an incident, in time or late."""
    _each(st, crew, ATTENDED)
    if late:
        _each(st, crew, LATE)


@jit_inner
def rushed(st, crew):
    """A crew leaves, or closes, work before it could be done properly; who was not there yet has begun nothing."""
    if st.crews[crew].there:
        _each(st, crew, RUSHED)


@jit_inner
def all_rushed(st, i):
    """The officers at an incident leave before they could do it properly."""
    crew = st.work[i].first_crew
    while crew >= 0:
        rushed(st, crew)
        crew = st.crews[crew].next


@jit_inner
def close_the_day(st, own, night):
    """Reckon what only the whole day shows: tours the areas lacked, crimes left alone or overdue, leave refused."""
    for area in range(st.areas.shape[0]):
        st.areas[area].tours_worked = 0
    for seat in range(own):
        st.areas[st.seat_area[seat]].tours_worked += st.exposed[seat, TOURS]
    for seat in range(own):
        exposed, area = st.exposed[seat], st.seat_area[seat]
        needed = st.needed[area, night] if night < st.needed.shape[1] else 0.0
        exposed[SHORT] = short_handed(exposed[DUTY], st.areas[area].tours_worked, needed)
        if night < st.refused.shape[1] and why_gone(st, seat) == 0:
            exposed[REFUSED] = st.refused[seat, night]
        if st.desks.shape[0] > 0:
            _left_alone(st, seat)
        if is_somebodys(st, seat):
            _live_the_rest(st, seat, night)


@jit_inner
def _live_the_rest(st, seat, night):
    """Reckon what goes on beside the work of a day: time to oneself, life outside, an open complaint; and support in it."""
    exposed, rules = st.exposed[seat], st.exposure_rules[0]
    exposed[DAYS] = 1
    yesterday = st.control[TODAY] - 1
    if is_free_day(exposed[DUTY], exposed[ELSEWHERE], st.officers[seat].back_day > yesterday or is_hidden(st, seat, yesterday)):
        exposed[FREE_DAYS] = 1
    if st.outside.shape[0] > 0:
        exposed[OUTSIDE] = st.outside[seat, st.outside_block[night]]
    if rules.led_by == BY_SETTING or (rules.led_by != NOT_ASKED and st.seat_sergeant[seat]):
        exposed[UNLED] = unled_ms(exposed[DUTY], rules.led_share)
    close_complaints(st, seat)


@jit_inner
def _left_alone(st, seat):
    """Count the crimes in hand if none was worked on since the last morning, and those past their deadline."""
    desk = st.desks[seat]
    idle = desk.worked_ms == desk.by_morning
    desk.by_morning = desk.worked_ms
    if st.exposed[seat, DUTY] == 0:
        return
    st.exposed[seat, NEGLECTED] = desk.cases if idle else 0
    crime = desk.head
    while crime >= 0 and st.cases[crime].due < st.control[NOW]:
        st.exposed[seat, OVERDUE] += 1
        crime = st.cases[crime].next


@jit_inner
def keep_the_day(st, seat, night):
    """Add an officer's day to the 28 days it belongs to, and begin the next."""
    window = st.windows[night] if night < st.windows.shape[0] else -1
    if window >= 0:
        for exposure in range(N_EXPOSURES):
            st.exposures[seat, window, exposure] += st.exposed[seat, exposure]
        if is_somebodys(st, seat):
            st.strains[seat, window] = st.officers[seat].strain
    st.exposed[seat] = 0
