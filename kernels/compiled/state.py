"""The state of the compiled engine: one record per thing, grouped by noun, in one structref.

Plain numpy arrays cross from Python; the structref is built inside the compiled entry point, so that nothing but arrays
has to survive between two slices of a run.  Time is int64 milliseconds, indices are int64, -1 means none.
"""

from __future__ import annotations

import numpy as np
from numba import types
from numba.experimental import structref

from kernels.casework_records import CRIME_PRACTICE_FIELDS, DESK_FIELDS
from kernels.records import PRACTICE_FIELDS

# An incident under way: its practice, then links and counts.
WORK = np.dtype(
    [
        *PRACTICE_FIELDS,
        ("next", np.int64),  # behind me in my queue for a crew
        ("first_crew", np.int64),  # its crews in the order in which they were sent
        ("last_crew", np.int64),
        ("partner_next", np.int64),  # behind me in the partner's queue
        ("since", np.int64),  # the first of its present crews was sent
        ("ends_at", np.int64),  # of the work at the scene
        ("first_there", np.int64),  # the crew sent that came when nobody was there
        ("left_ms", np.int64),  # of work that was broken off; -1 all of it
        ("version", np.int64),  # of its plans: events of an older one are void
        ("crews_ever", np.int64),  # sent so far, those that left included
        ("crews_due", np.int16),  # on their way
        ("strength", np.int16),  # officers who count, sent and there
        ("there", np.int16),  # officers who count, there
        ("relief", np.int16),  # of these, those whose tour is over and who wait to be relieved
        ("cover", np.int16),  # officers who count, on their way to relieve them ...
        ("fresh", np.int16),  # ... and there, who have not relieved anybody yet
        ("queued", np.int8),  # 1: wants a crew
        ("writing_phase", np.int8),  # how far the writing up has come: kernels.compiled.writing
        ("writing_left", np.int64),  # still to be written
        ("phase_at", np.int64),  # the present phase of it began
        ("place_next", np.int64),  # behind me in the queue of a partner's place
    ],
    align=True,
)

# A crew lives in the row of its first officer's tour.
CREW = np.dtype(
    [
        ("second", np.int64),  # the second officer's tour, -1 single
        ("end", np.int64),
        ("free_since", np.int64),
        ("incident", np.int64),  # -1 free
        ("next", np.int64),  # next crew at the same incident
        ("place", np.int64),  # place in the area's list of free crews, or in that of crews that are out
        ("deployment", np.int64),  # the present one, -1 none
        ("skills", np.int64),  # of its officers together
        ("paused_at", np.int64),  # its briefing or break began
        ("pause_ms", np.int64),  # how long its break lasts
        ("practitioner_until", np.int64),  # so long it carries practitioners, 0 never
        ("pauses", np.int32),  # so far
        ("area", np.int16),
        ("size", np.int8),
        ("counts", np.int8),  # officers who count towards what an incident wants
        ("there", np.int8),  # 1: at the incident
        ("tutored", np.int8),  # 1: a student with a tutor, who stay together
        ("paired", np.int8),  # 1: two officers, or one who should be in a pair
        ("awaits_relief", np.int8),  # 1: stays at its incident until another crew takes its place
        ("relieves", np.int8),  # 1: was sent to take another's place
        ("ended", np.int8),  # the tour is over: the crew goes home when released
        ("pause", np.int8),  # READY, or what it is at: kernels.kinds
        ("pool", np.int8),  # 0 response officers, k the k-th pool: they attend what it may, and do not part
        ("sergeants", np.int8),  # among its officers
    ],
    align=True,
)

OFFICER = np.dtype(
    [
        ("id", np.int64),  # the seat's number in the establishment, stable under cuts
        ("tour", np.int64),  # the tour the officer is in, -1 off
        ("crew", np.int64),  # -1 none
        ("since", np.int64),  # of the present status
        ("on_at", np.int64),  # when this spell of work began
        ("last_off", np.int64),  # when the last spell of work ended
        ("back_day", np.int64),  # first day (since 1970) the officer is back from sickness
        ("sick_days", np.int64),
        ("waited_ms", np.int64),  # for how long incidents had waited in its area when the present status began
        ("woke_at", np.int64),
        ("slept_ms", np.int64),  # the sleep that ended then
        ("s_wake", np.float64),
        ("strain", np.float64),
        ("occasion_week", np.int32),
        ("occasions", np.int32),
        ("status", np.int8),
        ("over", np.int8),  # 1 while working beyond the end of the tour
        ("rest_as", np.int8),  # status after release into a carried tour: RESTING or AWAY
        ("alone", np.int8),  # 1: in a crew of one
        ("account", np.int8),  # the row of the time account: inside the roster, other overtime, recalled
        ("called", np.int8),  # 1: recalled, and on the way in
        ("opted_out", np.int8),  # 1: not bound by the average week
        ("next_tour", np.int64),  # the first planned tour that has not begun, -1 none
        ("recalls", np.int64),
        ("lieu_earned", np.int64),  # time off in lieu of pay
        ("lieu_taken", np.int64),
        ("lieu_ms", np.int64),
        ("owed_earned", np.int64),  # rest days owed
        ("owed_taken", np.int64),
        ("owed_ms", np.int64),
        ("pressure", np.float64),  # of the unified model of fatigue at ``woke_at`` ...
        ("debt", np.float64),  # ... and its debt
        ("low_control", np.float64),  # of strain by demands, control and support
        ("low_support", np.float64),
        ("complaint_to", np.int64),  # the first day (since 1970) without an open complaint
        ("shaken_at", np.int64),  # when it left a traumatic scene and was sent nowhere since, -1 none
        ("complaint_asked_ms", np.int64),
        ("complaint_worked_ms", np.int64),
        ("complaint_lapsed_ms", np.int64),
        ("led_ms", np.int64),  # for how long sergeants of its area had been free for others when the present status began
    ],
    align=True,
)

AREA = np.dtype(
    [
        ("free_crews", np.int64),
        ("crews_out", np.int64),
        ("on_duty", np.int64),  # officers in crews whose tours are not over
        ("waiting", np.int64),  # incidents that want a crew
        ("loose", np.int64),  # single officers on duty who should be in a pair
        ("in_briefing", np.int64),  # free crews at their briefing
        ("on_break", np.int64),
        ("breaks_due", np.int64),  # tours whose meal break is due
        ("to_pair", np.int64),  # 1: one of them came free since the area last looked for pairs
        ("held_from", np.int64),  # this grade and lower ones are held back, while the dispatcher goes through the queue
        ("touched", np.int64),
        ("served", np.int64),  # 1: the dispatcher looked at it in this round
        ("free_of_pools", np.int64),  # free crews that are no officers
        ("supervising", np.int64),  # free crews in protected time: of sergeants ...
        ("at_desk", np.int64),  # ... and at their crimes
        ("waited_ms", np.int64),  # for how long, in all, incidents have been waiting here, until the last time none was
        ("waiting_since", np.int64),
        ("tours_worked", np.int64),  # of the area's own officers, on the day that is being closed
        ("on_kept_break", np.int64),  # of the crews on a break, those that nobody calls out of it
        ("leaders", np.int64),  # sergeants who are free for the others
        ("led_ms", np.int64),  # for how long there was one, in all, until the last time there was none
        ("led_since", np.int64),
    ],
    align=True,
)

PARTNER = np.dtype(
    [
        ("give_up_ms", np.int64),
        ("handover_row", np.int64),
        ("care_row", np.int64),
        ("convey_row", np.int64),
        ("units", np.int64),
        ("busy", np.int64),
        ("head", np.int64),  # queue of incidents (index) and background jobs (n_incidents + index)
        ("tail", np.int64),
        ("touched", np.int64),
        ("busy_since", np.int64),
        ("busy_ms", np.int64),  # unit-milliseconds busy since measuring began
        ("unit_ms", np.int64),  # unit-milliseconds on duty since measuring began
        ("drive_row", np.int64),  # the rest as in PartnerRules
        ("officers", np.int64),
        ("at_limit", np.int64),
        ("convey_to", np.int64),
        ("place", np.int64),
    ],
    align=True,
)

# A caller's place on the line.
LINK = np.dtype([("before", np.int32), ("behind", np.int32), ("timed", np.int32)], align=True)  # timed 1: is to hang up some time

POOL = np.dtype(
    [
        ("people", np.int64),
        ("busy", np.int64),
        ("since", np.int64),
        ("planned", np.int64),  # to be there now, the sick included
        ("day_busy_ms", np.int64),  # since the last morning: busy, and on duty or still busy
        ("day_there_ms", np.int64),
    ],
    align=True,
)

FRONT_QUEUE = np.dtype([("head", np.int64), ("tail", np.int64)], align=True)

# The places of an area in the diary: the first that may still be free, and the row behind its last.
PAGE = np.dtype([("first", np.int64), ("end", np.int64)], align=True)

# A crime: its practice, when it is due, and who comes after it on the desk or in the queue.
CASE = np.dtype([*CRIME_PRACTICE_FIELDS, ("due", np.int64), ("next", np.int64)], align=True)

# A desk: what came of it, the crime due first, and how far the present free stretch, or working day, is booked.
DESK_STATE = np.dtype(
    [*DESK_FIELDS, ("head", np.int64), ("from_at", np.int64), ("spent", np.int64), ("by_morning", np.int64)], align=True
)  # from_at -1: not free; spent: of an investigator's day; by_morning: worked by the last hour of bookkeeping

EVENT = np.dtype(
    [
        ("at", np.int64),
        ("key", np.uint64),
        ("who", np.int32),
        ("version", np.int32),  # of the plan it belongs to
        ("round", np.int32),
        ("sub", np.uint16),
        ("kind", np.int16),
    ],
    align=True,
)

# Control words: where the engine stands.
(NOW, ROUND, N_EVENTS, NEXT_INCIDENT, NEXT_TOUR, NEXT_END, NEXT_STEP, NEXT_JOB, NEXT_NIGHT, TODAY, LOG_N, HORIZON,
 MEASURE_FROM, MEASURING_DONE, PARTNERS_TOUCHED, AREAS_TOUCHED, N_EVENTS_DONE, STUCK, N_DEPLOYMENTS, FULL,
 N_LEAVING, N_OWN, NEXT_REVIEW, AID_STATE, AID_REQUESTS, AID_DEBT_MS, AID_DUE, N_OWN_TOURS,
 NEXT_CALL, N_CALLS, NEXT_STAFF, FRONT_TOUCHED) = range(32)
FIRST_GUEST, FIRST_GUEST_TOUR, NEXT_RECALL, NEXT_WORK_DAY = range(32, 36)  # guests: the seat and tour behind the force's own
N_CONTROL = 36

# Events of the heap, in the order in which equal instants of one key are served; SUBS = places of a kind, for several crews.
(EV_ARRIVED, EV_SCENE_ENDED, EV_HANDED_OVER, EV_CLEARED, EV_GIVE_UP, EV_UNIT_FREE, EV_SURPLUS, EV_BEGIN, EV_NEWS, EV_PROMOTE,
 EV_CANCEL, EV_LOOK, EV_BRIEFED, EV_BREAK_DUE, EV_BREAK_LATEST) = range(1, 16)
EV_BREAK_ENDS = 23
EV_AID_COMES, EV_AID_ENDS, EV_AID_LEAVES = range(24, 27)
EV_AT_THE_SUITE, EV_BOOKED_IN, EV_FILE_BUILT = range(27, 30)
EV_RECALL_COMES, EV_RECALL_ENDS = range(35, 37)
EV_COMES_AGAIN = 40
EV_PROTECTED_DUE, EV_PROTECTED_LATEST, EV_PROTECTED_ENDS = range(44, 47)
EV_TOLD = 41
EV_AT_THE_PLACE, EV_PLACE_OVER, EV_PLACE_LIMIT = range(50, 53)
EV_JOB_LEAVES = 54
EV_HANG_UP, EV_CALL_ENDED, EV_RINGS, EV_DESK_DONE, EV_APPOINTMENT, EV_CHASE, EV_PASS_ON = range(16, 23)
SUBS = 1024

# Keys: one per stream the engine draws from.
KEY_TRAVEL, KEY_SICKNESS, KEY_CAREERS, KEY_CONTROL_ROOM, KEY_TRAITS = range(5)

# Sickness models.
NO_SICKNESS, INDEPENDENT, FEEDBACK = range(3)


@structref.register
class StateType(types.StructRef):
    """The numba type of the state; field types follow the arrays given."""

    def preprocess_fields(self, fields):
        """Drop literal types, so that one compilation serves every run."""
        return tuple((name, types.unliteral(kind)) for name, kind in fields)


FIELDS = (
    "control", "rules", "hash", "log", "heap",
    "incidents", "work", "queue_head", "queue_tail", "cursor", "chosen", "deployments",
    "tours", "tour_end_order", "done", "crews", "officers", "accounts", "areas", "free", "out", "leaving",
    "seat_skills", "seat_student", "free_usual", "lenders", "lend_extra", "target", "promote", "substitute",
    "partners", "steps", "background", "background_next",
    "aid", "reviews",
    "nights", "durations", "travel_row", "fatigue", "sickness", "overtime", "zone_at", "zone_offset", "keys",
    "calls", "callers", "links", "front", "fronts", "desk_behind", "staff", "diary", "diary_taken", "diary_pages",
    "front_queues", "pools", "pool_hours", "chase_row", "pass_on", "front_rules",
    "suite_of", "outages", "duty", "work_ms", "in_lieu", "seat_area",
    "crimes", "cases", "desks", "case_queues", "teams", "work_days", "case_rules", "follows", "job_follows", "returns",
    "attends",
    "protected", "protected_done", "seat_sergeant",
    "duty_hours",
    "exposed", "exposures", "strains", "windows", "needed", "refused",
    "spells", "season", "health", "loads",
    "careers", "career_par", "career_bands", "career_days", "intake", "recruit_budget", "student_ms",
    "presence_par", "presence", "assault_chance",
    "room_par", "room_sickness", "rooms", "room_back",
    "levers", "reached", "usual",
    "exposure_rules", "outside", "outside_block",
    "frailty",
    "gaps", "jobs", "expectation", "levels",
    "prevention", "prevention_par",
)  # fmt: skip


class State(structref.StructRefProxy):
    """What every handler is given; see ``FIELDS`` and the record types above."""


structref.define_proxy(State, StateType, list(FIELDS))
