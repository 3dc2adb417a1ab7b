"""Protected time in a tour: who is due how much of it, when crews have it, and what is left of it in the end."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.compiled.complaints import complaint_owed
from kernels.compiled.crews import end_of_team, ready_crews, touch_area
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.officers import change_status
from kernels.compiled.paused import pause_crew, ready_again
from kernels.compiled.state import EV_PROTECTED_DUE, EV_PROTECTED_ENDS, EV_PROTECTED_LATEST, NOW, SUBS
from kernels.kinds import (
    AWAY,
    IN_SUPERVISION,
    NO_TIME,
    PROTECTED_BEGUN,
    PROTECTED_ENDED,
    PROTECTED_LEFT,
    READY,
    SUPERVISORY,
    TIME_DUE,
    TIME_LEFT,
    TIME_UNDER_WAY,
)
from kernels.prevention import TODAY_MS
from kernels.protected import (
    ANY_AMOUNT,
    becomes_of_time,
    for_complaints,
    for_prevention,
    supervisory_ms,
    time_wanted,
    work_in_hand,
)

SUPERVISION = 0  # the row of a sergeant's own work; desk time is the other

# One officer's time


@jit_inner
def _in_hand(st, tour, kind):
    if kind == SUPERVISION:
        return np.int64(ANY_AMOUNT)
    if st.desks.shape[0] == 0:
        return np.int64(0)
    desk = st.desks[st.tours[tour].seat]
    left = np.int64(0)
    at = desk.head
    while at >= 0:
        left += st.crimes[at].work_ms - st.cases[at].worked_ms
        at = st.cases[at].next
    return work_in_hand(left, desk.from_at, st.control[NOW])


@jit_inner
def _wanted(st, tour, kind):
    """Return how long the officer of a tour would have protected time for if it began now, 0 not at all."""
    time = st.protected_done[tour, kind]
    if time.stage != TIME_DUE:
        return np.int64(0)
    return np.int64(time_wanted(time.due_ms, time.had_ms, _in_hand(st, tour, kind)))


@jit_inner
def _until(st, tour, kind):
    return min(st.tours[tour].start + st.protected[kind].until_ms, st.tours[tour].end)


@jit_inner
def _settle_stage(st, tour, kind):
    time = st.protected_done[tour, kind]
    in_hand = _in_hand(st, tour, kind)
    time.stage = becomes_of_time(time.due_ms, time.had_ms, in_hand, st.control[NOW], _until(st, tour, kind))
    if time.stage == TIME_LEFT:
        note(st, PROTECTED_LEFT, st.tours[tour].seat, SUPERVISORY + kind)


@jit_inner
def _book(st, tour, kind, called_out):
    """A spell is over for the officer of a tour."""
    time = st.protected_done[tour, kind]
    if time.stage == TIME_UNDER_WAY:
        before = time.had_ms
        time.had_ms += st.control[NOW] - time.began
        if st.prevention.shape[0] > 0:
            spent = for_prevention(before, time.had_ms, time.due_ms, time.prevention_ms)
            st.prevention[st.tours[tour].area, TODAY_MS] += spent
        st.officers[st.tours[tour].seat].complaint_worked_ms += for_complaints(before, time.had_ms, time.complaint_ms)
        time.began = -1
        time.called_out += called_out
        _settle_stage(st, tour, kind)


@jit_inner
def _book_crew(st, crew, called_out):
    kind, second = st.crews[crew].pause - SUPERVISORY, st.crews[crew].second
    _book(st, crew, kind, called_out)
    if second >= 0:
        _book(st, second, kind, called_out)


@jit_inner
def break_off_protected(st, crew):
    """A crew is called out."""
    note(st, PROTECTED_ENDED, st.tours[crew].seat, 0)
    _book_crew(st, crew, 1)


# A team's day


@jit_inner
def _is_there(st, tour):
    officer = st.officers[st.tours[tour].seat]
    return officer.tour == tour and officer.status != AWAY and officer.rest_as == 0


@jit_inner
def _leads(st, tour):
    seat = st.tours[tour].seat
    return st.seat_sergeant[seat] == 1 and st.officers[seat].crew >= 0


@jit_inner
def _supervision_due(st, first, last):
    """Return the supervisory work of each sergeant who is there."""
    rule = st.protected[SUPERVISION]
    officers, crimes, sergeants = 0, 0, 0
    for tour in range(first, last):
        if not _is_there(st, tour):
            continue
        if _leads(st, tour):
            sergeants += 1
        else:
            officers += 1
            if st.desks.shape[0] > 0:
                crimes += st.desks[st.tours[tour].seat].cases
    return supervisory_ms(rule.base_ms, rule.per_officer_ms, rule.per_crime_ms, officers, crimes, sergeants)


@jit_inner
def plan_protected(st, first, last):
    """A team books on: say how much time each is due, and from when to when it may begin."""
    lead = st.tours[first]
    for kind in range(st.protected.shape[0]):
        rule = st.protected[kind]
        most = st.rules[0].complaint_tour_ms if kind == SUPERVISION else np.int64(0)  # a tour has no more for complaints
        prevention = st.rules[0].prevention_ms if kind == SUPERVISION else np.int64(0)
        if lead.pool or rule.base_ms + rule.per_officer_ms + rule.per_crime_ms + most + prevention == 0:
            continue
        due = rule.base_ms
        if kind == SUPERVISION:
            due = _supervision_due(st, first, last)
        for tour in range(first, last):
            seat = st.tours[tour].seat
            if _is_there(st, tour) and st.officers[seat].crew >= 0:
                time = st.protected_done[tour, kind]
                time.due_ms = due if kind != SUPERVISION or _leads(st, tour) else np.int64(0)
                if most > 0:
                    time.complaint_ms = min(most, complaint_owed(st, seat))
                    time.due_ms += time.complaint_ms
                time.prevention_ms = prevention
                time.due_ms += prevention
        until = _until(st, first, kind)
        begins = min(lead.start + rule.from_ms, until)
        push(st, begins, np.uint64(first), EV_PROTECTED_DUE * SUBS + kind, EV_PROTECTED_DUE, first, kind)
        push(st, until, np.uint64(first), EV_PROTECTED_LATEST * SUBS + kind, EV_PROTECTED_LATEST, first, kind)


@jit_inner
def serve_protected(st, event, who, version):
    """Serve an event of a team's protected time, whose kind is ``version``, or the end of a crew's spell of it."""
    if event == EV_PROTECTED_ENDS:
        _end_spell(st, who, version)
        return
    for tour in range(who, end_of_team(st, who)):
        if not _is_there(st, tour):
            continue
        time = st.protected_done[tour, version]
        if event == EV_PROTECTED_LATEST and time.stage == TIME_DUE:
            _settle_stage(st, tour, version)
        elif event == EV_PROTECTED_DUE and time.stage == NO_TIME and time.due_ms > 0:
            time.stage = TIME_DUE
    if event == EV_PROTECTED_DUE:
        touch_area(st, st.tours[who].area)


# A crew's spell of it


@jit_inner
def _length(st, crew, kind):
    """Return how long a spell would last: as long as the one who wants most, to the end of the tour at most."""
    second = st.crews[crew].second
    longest = _wanted(st, crew, kind)
    if second >= 0:
        longest = max(longest, _wanted(st, second, kind))
    return min(longest, st.crews[crew].end - st.control[NOW])


@jit_inner
def _next_to_have_it(st, area, kind):
    """Return the ready crew of the lowest seat that wants protected time, -1 none."""
    best = -1
    for place in range(st.areas[area].free_crews):
        crew = st.free[area, place]
        if st.crews[crew].pause == READY and (best < 0 or st.tours[crew].seat < st.tours[best].seat) and (
            _length(st, crew, kind) > 0
        ):
            best = crew
    return best


@jit_inner
def _begin_for(st, tour, kind):
    if _wanted(st, tour, kind) > 0:
        time = st.protected_done[tour, kind]
        time.stage = TIME_UNDER_WAY
        time.began = st.control[NOW]
        change_status(st, st.tours[tour].seat, IN_SUPERVISION + kind)


@jit_inner
def _begin_spell(st, crew, kind):
    """Whoever of a crew wants it has protected time, the other waits, free."""
    length, c = _length(st, crew, kind), st.crews[crew]
    pause_crew(st, crew, SUPERVISORY + kind)
    _begin_for(st, crew, kind)
    if c.second >= 0:
        _begin_for(st, c.second, kind)
    note(st, PROTECTED_BEGUN, st.tours[crew].seat, SUPERVISORY + kind)
    sub = EV_PROTECTED_ENDS * SUBS + kind
    push(st, st.control[NOW] + length, np.uint64(crew), sub, EV_PROTECTED_ENDS, crew, c.pauses)


@jit_inner
def begin_protected(st, area):
    """Let crews have protected time while the area can spare them."""
    if st.protected_done.shape[0] == 0:
        return
    for kind in range(st.protected.shape[0]):
        while ready_crews(st, area) > st.protected[kind].keep:
            crew = _next_to_have_it(st, area, kind)
            if crew < 0:
                break
            _begin_spell(st, crew, kind)


@jit_inner
def _end_spell(st, crew, pauses):
    """A spell is over at its time; one that was broken off is over already."""
    c = st.crews[crew]
    if c.pause < SUPERVISORY or c.pauses != pauses:
        return
    _book_crew(st, crew, 0)
    ready_again(st, crew)
    note(st, PROTECTED_ENDED, st.tours[crew].seat, 1)
    touch_area(st, c.area)
