"""The morning of a career: who leaves, who is back from a break, who has learnt enough, and who joins; ``kernels.careers``."""

from __future__ import annotations

import numpy as np

from kernels._jit import jit_inner
from kernels.careers import (
    BREAKS,
    GONE_DAYS,
    HOLDERS,
    IN_TRAINING,
    INDEPENDENT,
    JOINED,
    JOINED_TODAY,
    LEAVERS,
    LEFT,
    NEVER,
    NEW,
    NEW_BELOW_DAYS,
    ON_BREAK,
    PERSONS,
    PHASE,
    PLACES,
    REJOIN_DAYS,
    REJOINED,
    SERGEANT,
    SERVED_DAYS,
    SEVERANCE_DAY,
    SEVERANCES,
    SEVERED,
    SINCE,
    SKILLS,
    STUDENT,
    UNTIL,
    YEAR,
    band_of,
    break_days,
    gone_as,
    is_eligible,
    is_held,
    leaves,
    may_be_filled,
    rejoins,
    stage_of,
    vacant_days,
)
from kernels.compiled.journal import note
from kernels.compiled.leading import take_rank
from kernels.compiled.presence import end_hidden_spell
from kernels.compiled.spells import begin_anew, forget_history, forget_work
from kernels.compiled.state import KEY_CAREERS
from kernels.kinds import BACK_FROM_BREAK, BREAK_TAKEN, CAREER_BREAK, INDEPENDENT_NOW, OFFICER_JOINED, OFFICER_LEFT, TRAINED


@jit_inner
def why_gone(st, seat):
    """Return why nobody is there for a tour of this post, 0 when somebody is; guests and pools have no careers."""
    return gone_as(st.careers[seat, PHASE]) if seat < st.careers.shape[0] else np.int64(0)


@jit_inner
def is_somebodys(st, seat):
    """Return whether the post is held by who is out of training: in the roster, or on a career break."""
    gone = why_gone(st, seat)
    return gone == 0 or gone == CAREER_BREAK


@jit_inner
def has_left(st, seat):
    """Return whether the officer of this post has left, and works the last tour."""
    return seat < st.careers.shape[0] and not is_held(st.careers[seat, PHASE])


@jit_inner
def may_be_recalled(st, seat):
    """Return whether the post's holder is there, and no student by now."""
    return seat >= st.careers.shape[0] or st.careers[seat, PHASE] == INDEPENDENT


@jit_inner
def fit_to_post(st, seat):
    """A student has neither the post's skills nor its rank; whoever is independent has both."""
    row = st.careers[seat]
    student = row[PHASE] == STUDENT
    st.seat_student[seat] = student
    st.seat_skills[seat] = 0 if student else row[SKILLS]
    take_rank(st, seat, 0 if student else row[SERGEANT])


@jit_inner
def begin_as(st, seat, tour):
    """Begin a tour as what the officer is by now, and note it."""
    if seat < st.careers.shape[0]:
        fit_to_post(st, seat)
        st.done[tour].student = st.seat_student[seat]


@jit_inner
def _learns(st, seat, today):
    """End what ends today: training, being a student, a career break."""
    row = st.careers[seat]
    phase = row[PHASE]
    if phase == INDEPENDENT or not is_held(phase) or row[UNTIL] > today:
        return
    if phase == ON_BREAK:
        row[PHASE] = INDEPENDENT
        row[UNTIL] = NEVER
        forget_work(st, seat)
        note(st, BACK_FROM_BREAK, seat, today)
        return
    row[PHASE], row[UNTIL] = stage_of(today, row[JOINED], False, st.career_par)
    if phase == IN_TRAINING:
        note(st, TRAINED, seat, today)
    if row[PHASE] == INDEPENDENT:
        note(st, INDEPENDENT_NOW, seat, today)


@jit_inner
def _goes(st, seat, night, today):
    """Let the holder of a post leave, if that is so today; return whether it is."""
    row, key, day = st.careers[seat], st.keys[KEY_CAREERS], st.career_days[night]
    number, served = st.officers[seat].id, today - row[JOINED]
    severed = row[SEVERANCE_DAY] == today and row[PHASE] == INDEPENDENT and is_eligible(served, st.career_par)
    if not severed and not leaves(key, number, today, served, st.officers[seat].strain, st.career_par, st.career_bands):
        return False
    if severed:
        day[SEVERANCES] += 1
    else:
        day[LEAVERS + band_of(served, st.career_bands)] += 1
    row[PHASE] = SEVERED if severed else LEFT
    row[SINCE] = today
    row[UNTIL] = today + vacant_days(key, number, today, st.career_par)
    st.officers[seat].strain = st.officers[seat].low_control = st.officers[seat].low_support = 0.0
    st.officers[seat].complaint_to = 0
    st.officers[seat].complaint_lapsed_ms = st.officers[seat].complaint_asked_ms - st.officers[seat].complaint_worked_ms
    st.officers[seat].back_day = min(st.officers[seat].back_day, today)
    forget_history(st, seat)
    end_hidden_spell(st, seat, today)
    note(st, OFFICER_LEFT, seat, severed)
    return True


@jit_inner
def _takes_a_break(st, seat, night, today):
    row = st.careers[seat]
    if row[PHASE] != INDEPENDENT or st.officers[seat].back_day > today:
        return
    days = break_days(st.keys[KEY_CAREERS], st.officers[seat].id, today, st.career_par)
    if days > 0:
        row[PHASE] = ON_BREAK
        row[UNTIL] = today + days
        st.career_days[night, BREAKS] += 1
        note(st, BREAK_TAKEN, seat, days)


@jit_inner
def _longest_empty(st, today):
    """Return the post that has been empty for longest of those that may be filled, of equals the lowest seat; -1 none."""
    best = -1
    for seat in range(st.careers.shape[0]):
        row = st.careers[seat]
        longer = best < 0 or row[SINCE] < st.careers[best, SINCE]
        if longer and may_be_filled(row[PHASE], row[UNTIL], today, st.career_par):
            best = seat
    return best


@jit_inner
def _joins(st, seat, night, today):
    row = st.careers[seat]
    again = rejoins(st.keys[KEY_CAREERS], st.officers[seat].id, today, st.career_par)
    row[JOINED] = today - np.int64(st.career_par[REJOIN_DAYS]) if again else today
    row[PHASE], row[UNTIL] = stage_of(today, row[JOINED], again, st.career_par)
    row[PERSONS] += 1
    st.officers[seat].shaken_at = -1
    begin_anew(st, seat, row[PERSONS])
    st.career_days[night, JOINED_TODAY] += 1
    st.career_days[night, REJOINED] += again
    note(st, OFFICER_JOINED, seat, again)


@jit_inner
def _intake(st, night, today):
    """Let recruits join: the places of this morning, within what the year has money for."""
    places, year = st.intake[night, PLACES], st.intake[night, YEAR]
    while places > 0 and st.recruit_budget[year] > 0:
        seat = _longest_empty(st, today)
        if seat < 0:
            return
        _joins(st, seat, night, today)
        places -= 1
        st.recruit_budget[year] -= 1


@jit_inner
def _count(st, night, today):
    day = st.career_days[night]
    for seat in range(st.careers.shape[0]):
        row = st.careers[seat]
        phase, served = row[PHASE], today - row[JOINED]
        day[phase] += 1
        if is_held(phase):
            day[HOLDERS + band_of(served, st.career_bands)] += 1
        if gone_as(phase) != 0:
            row[GONE_DAYS] += 1
        else:
            day[SERVED_DAYS] += served
            day[NEW] += served < NEW_BELOW_DAYS
        if st.officers[seat].tour < 0:
            fit_to_post(st, seat)


@jit_inner
def live_careers(st, night, today):
    """Live the morning of every post, then let recruits join; it takes effect at the next tour not yet begun."""
    if st.careers.shape[0] == 0:
        return
    for seat in range(st.careers.shape[0]):
        _learns(st, seat, today)
        if is_held(st.careers[seat, PHASE]) and not _goes(st, seat, night, today):
            _takes_a_break(st, seat, night, today)
    _intake(st, night, today)
    _count(st, night, today)


@jit_inner
def forget_careers(st):
    """The warm-up is over: days away, and what students did, are counted from nothing."""
    for seat in range(st.careers.shape[0]):
        st.careers[seat, GONE_DAYS] = 0
    st.student_ms[:] = 0
