"""An arrest after the scene: the drive to the suite, the wait for a desk, booking-in, and the file."""

from __future__ import annotations

from kernels._jit import jit_inner
from kernels.compiled.heap import push
from kernels.compiled.journal import note
from kernels.compiled.leaving import all_here, ask_relief, leave_incident, seek_relief, turn_back_drivers
from kernels.compiled.partners import join_partner
from kernels.compiled.queues import leave_queue
from kernels.compiled.state import EV_AT_THE_SUITE, EV_FILE_BUILT, NOW, SUBS
from kernels.kinds import (
    ARRESTED,
    AT_CUSTODY,
    AT_THE_SUITE,
    BOOKED_IN,
    FILE_BEGUN,
    FILE_BUILDING,
    FILE_BUILT,
    FILE_IN_HAND,
    IN_CUSTODY,
    TAKEN_TO_CUSTODY,
    TO_CUSTODY,
)


@jit_inner
def go_on(st, i, stage, event, officers, status):
    """Begin the next part with ``officers``: others are free, those whose tour is over first, of equals the last sent."""
    work = st.work[i]
    leave_queue(st, i)
    work.stage = stage
    turn_back_drivers(st, i)
    while True:
        spare = -1
        crew = work.first_crew
        while crew >= 0:
            if work.there - st.crews[crew].counts >= officers and (spare < 0 or st.crews[crew].ended >= st.crews[spare].ended):
                spare = crew
            crew = st.crews[crew].next
        if spare < 0:
            break
        leave_incident(st, spare)
    note(st, event, i, work.officers_sent)
    all_here(st, i, status)


@jit_inner
def begin_custody(st, i):
    """Somebody is arrested: the escort drives to the suite."""
    st.work[i].arrested = st.control[NOW]
    go_on(st, i, TAKEN_TO_CUSTODY, ARRESTED, st.rules[0].escort, TO_CUSTODY)
    incident = st.incidents[i]
    at = st.control[NOW] + incident.to_suite_ms
    push(st, at, incident.key, EV_AT_THE_SUITE * SUBS, EV_AT_THE_SUITE, i, 0)


@jit_inner
def arrive_at_suite(st, i):
    """The escort waits for a desk."""
    work = st.work[i]
    suite = st.suite_of[st.incidents[i].area]
    work.at_suite = st.control[NOW]
    work.stage = AT_CUSTODY
    note(st, AT_THE_SUITE, i, suite)
    all_here(st, i, IN_CUSTODY)
    ask_for_relief(st, i)
    join_partner(st, suite, i)


@jit_inner
def ask_for_relief(st, i):
    """Whose tour came to its end on the way there asks to be relieved now, where that is the rule; who asked before, again."""
    work, rules = st.work[i], st.rules[0]
    if rules.hand_over and work.grade >= rules.stay_grades:
        crew = work.first_crew
        while crew >= 0:
            if st.crews[crew].ended and st.crews[crew].awaits_relief == 0:
                ask_relief(st, crew)
            crew = st.crews[crew].next
    seek_relief(st, i)


@jit_inner
def end_booking(st, i):
    """The person is booked in: some build the file, the others are free."""
    st.work[i].booked_in = st.control[NOW]
    incident = st.incidents[i]
    note(st, BOOKED_IN, i, st.suite_of[incident.area])
    go_on(st, i, FILE_IN_HAND, FILE_BEGUN, st.rules[0].file_officers, FILE_BUILDING)
    if incident.file_ms > 0:
        push(st, st.control[NOW] + incident.file_ms, incident.key, EV_FILE_BUILT * SUBS, EV_FILE_BUILT, i, 0)


@jit_inner
def end_file(st, i):
    """The file is built."""
    st.work[i].file_built = st.control[NOW]
    note(st, FILE_BUILT, i, st.work[i].officers_sent)
