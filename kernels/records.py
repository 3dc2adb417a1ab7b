"""Records both engines read and write: the plan that goes in and the practice that comes out.

Time is int64 milliseconds since study start; -1 means it never happened.  Those of the front door and of casework have files of
their own.
"""

from __future__ import annotations

import numpy as np

INCIDENT = np.dtype(
    [
        ("created", np.int64),  # ms since study start
        ("key", np.uint64),  # the incident's address for every further draw
        ("scene_ms", np.int64),
        ("clearing_ms", np.int64),
        ("patience_ms", np.int64),  # after so long without anybody sent it is no longer needed; -1 never
        ("regrade_ms", np.int64),  # after so long new information raises it by a grade, if nobody was sent; -1 never
        ("needs", np.int32),  # skills wanted, one bit each
        ("kind", np.int16),  # index of the type
        ("area", np.int16),
        ("grade", np.int8),  # 0 is the highest
        ("officers", np.int8),  # wanted
        ("minimum", np.int8),  # with so many the work begins, and goes on
        ("partner", np.int8),  # -1 none
        ("triage", np.int8),  # 1: a practitioner may settle what the partner would be asked for, 2: and does when there
        ("vulnerable", np.int8),
        ("by_phone", np.int8),  # 1: it is logged when a call ends, not at ``created``
        ("arrest", np.int8),  # 1: somebody is taken to custody when the work at the scene is done ...
        ("to_suite_ms", np.int64),  # ... the drive there ...
        ("booking_ms", np.int64),  # ... at the desk ...
        ("file_ms", np.int64),  # ... and building the file
        ("watch", np.int8),  # 1 + kind of watch; 0: an incident of the public's
        ("systems_ms", np.int64),  # lost to slow systems once it is written up
        ("traumatic", np.int8),  # 1: whoever comes to it meets a trauma
        ("distressing", np.int8),  # 1: work on the crime that it leaves is distressing
        ("complaint_days", np.int32),  # so long is the complaint open that somebody makes about it, 0 nobody does ...
        ("complaint_of", np.float64),  # ... about which of those who attended: a uniform number
        ("taken_to", np.int16),  # 1 + the row of the partner's place to which somebody is taken after the scene; 0: nobody is
        ("tested", np.int8),  # 1 + the category of calls in which it is put to the threshold, 0 it is not
        ("known", np.int8),  # what is true of it then, and what is perceived: kernels.threshold, one bit each
        ("fate", np.int8),  # what comes of it if it is turned away: kernels.threshold
        ("turned_from_ms", np.int64),  # of one tested: from then on it is turned away, -1 never
        ("source", np.int16),  # 0 the force's own demand, 1 + an event or estate that adds incidents to it; for the measures only
        ("complaint_luck", np.float64),  # ... it comes where this is below how many times likelier the attendance made it
        ("repeat_luck", np.float64),  # it does not happen where this is below the share prevented at the area's repeat places
    ],
    align=True,
)

# Who may come that nobody planned: a row of the incidents that sleeps until something happens to its parent.
RETURN = np.dtype(
    [
        ("parent", np.int64),  # the incident's row, or for UNSERVED the partner's own job
        ("after_ms", np.int64),  # from what happens to the parent to its coming
        ("luck", np.float64),  # a uniform number: it comes where this is below the chance of it
        ("cause", np.int64),  # what has to happen: CUT_SHORT, ... of kernels.kinds
        ("next", np.int64),  # the next of the same parent, -1 none
    ],
    align=True,
)

BACKGROUND = np.dtype(
    [("asked", np.int64), ("key", np.uint64), ("care_ms", np.int64), ("partner", np.int16)], align=True
)

TOUR = np.dtype(
    [
        ("start", np.int64),
        ("end", np.int64),
        ("cars_until", np.int64),  # when the practitioners of `cars` go home
        ("briefed", np.int64),  # the briefing ends; the start of the tour when there is none
        ("break_from", np.int64),  # from then on the meal break is due ...
        ("break_until", np.int64),  # ... and not begun by then it is lost
        ("break_ms", np.int64),  # its length, 0 none
        ("seat", np.int32),
        ("week", np.int32),  # overtime week the tour falls in
        ("area", np.int16),
        ("team", np.int16),
        ("absent", np.int8),  # planned absence, a reason of kernels.kinds
        ("crew_size", np.int8),  # size of the crews formed when this tour begins
        ("cars", np.int8),  # so many of the crews formed then carry practitioners
        ("night", np.int8),
        ("next", np.int64),  # the row of the officer's next tour, -1 none
        ("day", np.int32),  # local date it begins, 1 = the first of the study, 0 the eve
        ("minimum", np.int16),  # officers of its team in its area below which there is a gap
        ("kind", np.int8),  # ROSTERED_TOUR, ... of kernels.kinds
        ("reward", np.int8),  # for a cancelled rest day: PAY, TIME_OFF or REST_DAY
        ("pool", np.int8),  # 0 a response officer's, k of the k-th pool of specials, PCSOs or volunteers
        ("told_before", np.int64),  # of the tour, so much lies before the roster's start: the officer was told beforehand ...
        ("told_after", np.int64),  # ... and so much after the roster's end
        ("for_start", np.int64),  # of the team that is short, for which it is: when the roster has it begin, -1 for a peak ...
        ("for_end", np.int64),  # ... and end
        ("for_team", np.int16),
        ("helped", np.int16),  # officers this team lacks whom others, told beforehand, make up for in part
        ("break_kept", np.int8),  # 1: the meal break comes before other work, and nobody breaks it off
    ],
    align=True,
)

# What came of a tour: the plan is TOUR, the practice is here.
DONE = np.dtype(
    [
        ("on", np.int64),  # -1 never worked
        ("off", np.int64),
        ("overtime_paid", np.int64),
        ("overtime_unpaid", np.int64),
        ("spell_ms", np.int64),  # length of the spell of work that ended in this tour; 0 none did
        ("sleepy_ms", np.int64),  # of it, at or above the KSS threshold
        ("slept_ms", np.int64),  # in the 24 h before it
        ("alone_ms", np.int64),  # on duty in a crew of one
        ("break_ms", np.int64),  # on the tour's own meal break
        ("kss_minutes", np.float64),  # sum of KSS x minutes over it
        ("kss_worst", np.float64),
        ("reason", np.int8),
        ("crew", np.int8),  # officers in the crew, 0 not in one
        ("quick_return", np.int8),
        ("break_stage", np.int8),
        ("breaks_broken", np.int8),  # how often it was called out of its meal break
        ("overtime_lieu", np.int64),  # to be had as time off, before it is multiplied
        ("overtime_owed", np.int64),  # to be had as a rest day
        ("overtime_added", np.int64),  # counted beyond what was worked: the journey of a recall, what was short of the least paid
        ("seat", np.int32),  # who was recalled for it; -1 for a tour that was planned
        ("ends", np.int64),  # when a recall is to end, -1 otherwise
        ("planned_paid", np.int64),  # overtime told beforehand: paid ...
        ("planned_unpaid", np.int64),  # ... not, because a unit is not completed ...
        ("planned_lieu", np.int64),  # ... to be had as time off, before it is multiplied
        ("crash_minutes", np.float64),  # sum of the odds of a crash, against KSS 5, x minutes over the spell of work
        ("debt", np.float64),  # sleep debt at the waking before it, lapses; 0 unless the unified model is asked
        ("student", np.int8),  # 1: its officer was a student; told where people leave and join (careers)
        ("unwell", np.int8),  # 1: begun, and worked, while a spell was worked through
    ],
    align=True,
)

# What came of an incident.
PRACTICE_FIELDS = [
    ("logged", np.int64),  # the dispatcher knows of it
    ("sent", np.int64),  # the first crew was sent
    ("arrived", np.int64),  # the first officer was there: the target clock stops
    ("started", np.int64),  # officers enough were there and the work began, for the last time if it was suspended
    ("ended", np.int64),  # the police work at the scene was done
    ("asked", np.int64),  # a partner was asked
    ("answered", np.int64),  # a unit of the partner was found, or the officers gave up waiting
    ("handed_over", np.int64),  # a partner, or the officers themselves after giving up, had taken the person on
    ("closed", np.int64),
    ("officers_sent", np.int16),  # in the crews it has, or had when it was closed
    ("suspended", np.int16),  # how often its work was broken off
    ("stage", np.int8),
    ("grade", np.int8),  # as it stands now: 0 is the highest
    ("partner_stage", np.int8),
    ("gave_up", np.int8),
    ("arrested", np.int64),  # the officers left the scene for custody
    ("at_suite", np.int64),
    ("booking", np.int64),  # a desk was free
    ("booked_in", np.int64),
    ("file_built", np.int64),
    ("writing", np.int64),  # the writing up began
    ("outage_ms", np.int64),  # it waited for systems that were down
    ("slowed_ms", np.int64),  # it took longer for slow systems
    ("cut", np.int8),  # 1: its scene was cut short
    ("slower_ms", np.int64),  # by so much its scene, as it began, was longer for officers unwell or strained
    ("left_for_place", np.int64),  # officers drove off with somebody to a partner's place ...
    ("at_place", np.int64),  # ... were there ...
    ("place_taken", np.int64),  # ... had found a unit of it ...
    ("place_over", np.int64),  # ... and had handed the person over, or left at the limit
    ("place", np.int16),  # 1 + the row of that place; 0: none
    ("place_stage", np.int8),  # as partner_stage
    ("partner_ended", np.int8),  # how the partner's job at the scene ended: JOB_OPEN, BY_PARTNER, BY_POLICE, LEFT ...
    ("place_ended", np.int8),  # ... and the one at the place
    ("complained", np.int8),  # 1: a complaint came of it ...
    ("complaint_ms", np.int64),  # ... which asks for so much work
    ("dropped", np.int8),  # 1: its officers were called away before it was written up
]
PRACTICE = np.dtype(PRACTICE_FIELDS, align=True)

# A crew sent to an incident, in the order of sending.
DEPLOYMENT = np.dtype(
    [
        ("sent", np.int64),
        ("arrived", np.int64),  # -1 turned back on the way, or still driving
        ("left", np.int64),  # -1 still there
        ("incident", np.int64),
        ("tour", np.int64),  # of the crew's first officer
        ("skills", np.int32),  # of its officers together, one bit each
        ("officers", np.int8),
        ("home", np.int16),  # the crew's own area
        ("sergeants", np.int8),  # among its officers
        ("injured", np.int8),  # officers of it injured as they came to work; 0 where injuries keep nobody off
    ],
    align=True,
)

# What became of an officer, at the end of the run.
SEAT = np.dtype(
    [
        ("sick_days", np.int64),  # since measuring began
        ("back_day", np.int64),  # first day (since 1970-01-01) back from the last spell of sickness
        ("last_off", np.int64),
        ("woke_at", np.int64),
        ("s_wake", np.float64),
        ("strain", np.float64),
        ("lieu_earned", np.int64),  # time off in lieu of pay, ms since the study began
        ("lieu_taken", np.int64),
        ("lieu_ms", np.int64),  # what stands
        ("owed_earned", np.int64),  # rest days worked that are to be given back
        ("owed_taken", np.int64),
        ("owed_ms", np.int64),  # what stands, with what stood when the study began
        ("recalls", np.int64),
        ("pressure", np.float64),  # of the unified model at the last waking ...
        ("debt", np.float64),  # ... and its debt; 0 under the other
        ("low_control", np.float64),  # how far control over the work, and support in it, have lately been below the usual ...
        ("low_support", np.float64),  # ... 0 unless strain is told by demands, control and support
        ("complaint_to", np.int64),  # first day (since 1970-01-01) on which no complaint about the officer is open
        ("complaint_asked_ms", np.int64),  # work that complaints asked for: to answer them, of sergeants to look into them ...
        ("complaint_worked_ms", np.int64),  # ... of it, done ...
        ("complaint_lapsed_ms", np.int64),  # ... and left undone as the officer left
    ],
    align=True,
)

# What became of a partner.
SERVICE = np.dtype(
    [
        ("busy_ms", np.int64),  # unit-milliseconds busy since measuring began
        ("unit_ms", np.int64),  # unit-milliseconds on duty (or still busy) since measuring began
        ("busy", np.int64),
    ],
    align=True,
)

# A change in a partner's units on duty.
STEP = np.dtype([("at", np.int64), ("partner", np.int64), ("units", np.int64)], align=True)

# How the force answers: switches and habits; times in ms.
RULES = np.dtype(
    [
        ("wind_down_ms", np.int64),  # so close to the end of a tour ...
        ("wind_down_grades", np.int64),  # ... a crew takes only so many of the highest grades
        ("travel_on", np.int64),
        ("fatigue_on", np.int64),
        ("sickness_model", np.int64),
        ("quick_return_ms", np.int64),
        ("order", np.int64),  # who comes first: kernels.dispatch STRICT, AGEING, EARLIEST_TARGET
        ("ageing_ms", np.int64),  # waiting so long weighs as much as a grade
        ("staged", np.int64),  # 1: crews are sent one by one as they come free
        ("begin_anyway_ms", np.int64),  # those there begin after so long without the rest
        ("surplus_on", np.int64),  # 1: crews beyond the minimum leave early
        ("surplus_after", np.float64),  # after this share of the work at the scene
        ("reserve_crews", np.int64),  # so many free crews are kept ...
        ("reserve_grades", np.int64),  # ... for so many of the highest grades
        ("preempt_grades", np.int64),  # so many of the highest grades may interrupt lower ones
        ("preempt_travelling", np.int64),
        ("preempt_on_scene", np.int64),
        ("preempt_clearing", np.int64),
        ("restart", np.int64),  # 1: work broken off begins anew, 0: it is resumed
        ("hand_back", np.int64),  # 1: a tour ends on time and hands its work back ...
        ("hand_over", np.int64),  # ... 1: officers stay until others relieve them; neither: to the end of the work
        ("stay_grades", np.int64),  # for so many of the highest grades they stay to the end of the work whatever the rule
        ("thinning_on", np.int64),  # 1: travel lengthens as free crews thin out
        ("thinning_most", np.float64),  # the most by which it may lengthen
        ("help_on", np.int64),  # 1: neighbouring areas help ...
        ("help_grades", np.int64),  # ... so many of the highest grades ...
        ("help_after_ms", np.int64),  # ... that waited so long ...
        ("help_keep", np.int64),  # ... and keep so many free crews for themselves
        ("split_waiting", np.int64),  # a crew of two splits once so many incidents wait; 0 never
        ("re_form", np.int64),  # 1: single officers who should be two pair up again when nothing waits
        ("double_share", np.float64),  # at least this share of the officers of a team go in pairs
        ("students_count", np.int64),  # 1: a student counts towards the officers an incident wants
        ("briefing_grades", np.int64),  # so many of the highest grades may call crews out of their briefing ...
        ("break_grades", np.int64),  # ... and so many out of a meal break
        ("break_keep", np.int64),  # so many ready crews stay in an area when others have their break
        ("break_counts", np.float64),  # share of a break from which one that is broken off counts as had
        ("escort", np.int64),  # officers who take a person arrested to custody ...
        ("file_officers", np.int64),  # ... and who then build the file
        ("watch_splits", np.int64),  # 1: a pair parts when a watch wants one officer more
        ("paper_after_ms", np.int64),  # after so long without systems it is written on paper
        ("cut_waiting", np.int64),  # once so many wait in the area, 0 never, ...
        ("cut_spared", np.int64),  # ... scenes of all but so many of the highest grades ...
        ("cut_to", np.float64),  # ... are cut to this share of their length
        ("arresting", np.int64),  # pools whose people may arrest, one bit each
        ("sergeants_last", np.int64),  # 1: crews with a sergeant go when nobody else would do
        ("practitioners_stay", np.int64),  # 1: a crew with practitioners is not lent to neighbours
        ("late_most", np.float64),  # the highest chance that what was reached late comes back, ...
        ("late_worst_at", np.float64),  # ... which it has so many targets beyond the target
        ("complaint_late", np.float64),  # a complaint is so many times likelier where the first officer was late ...
        ("complaint_rushed", np.float64),  # ... and where the work was cut short, broken off or not written up
        ("complaint_sergeant_ms", np.int64),  # a complaint asks so much work of a sergeant ...
        ("complaint_officer_ms", np.int64),  # ... and of the officer whom it is about, ...
        ("prevention_ms", np.int64),  # each officer has so much of a tour for the repeat places of the area
        ("complaint_tour_ms", np.int64),  # ... at most so much in a tour; 0: complaints are nobody's work
    ],
    align=True,
)

# Mutual aid; times in ms.
AID_RULES = np.dtype(
    [
        ("officers", np.int64),
        ("waiting", np.int64),  # so many incidents want a crew ...
        ("grades", np.int64),  # ... of so many of the highest grades: then help is asked for
        ("mobilise_ms", np.int64),
        ("stay_ms", np.int64),
        ("after_ms", np.int64),  # after they left the debt is due
        ("at_once", np.int64),  # officers of one booking on who repay it
        ("ratio", np.float64),  # hours returned for each hour lent
    ],
    align=True,
)

# Duty beyond the roster, and time off for it; times in ms.
OVERTIME_RULES = np.dtype(
    [
        ("on", np.int64),  # 1: working time and time off are kept, for anything below
        ("recall", np.int64),  # 1: gaps at a muster are filled by recall ...
        ("answer_ms", np.int64),  # ... there after so long ...
        ("stay_ms", np.int64),  # ... for so long ...
        ("most", np.int64),  # ... at most so many
        ("lieu", np.int64),  # 1: some overtime is taken as time off
        ("owed", np.int64),  # 1: rest days owed are given back
        ("spare", np.int64),  # officers above the minimum who stay when others have time off
    ],
    align=True,
)

# Protected time in a tour, a row for each kind: supervisory work, desk time (kernels.kinds SUPERVISORY, DESK_TIME); times in ms.
PROTECTED = np.dtype(
    [
        ("base_ms", np.int64),  # in each tour ...
        ("per_officer_ms", np.int64),  # ... and of a sergeant's for each officer of the team who is there ...
        ("per_crime_ms", np.int64),  # ... and for each crime these carry; all three 0: there is none of this kind
        ("from_ms", np.int64),  # it may begin so long after the tour did ...
        ("until_ms", np.int64),  # ... and up to then
        ("grades", np.int64),  # so many of the highest grades may call crews out of it
        ("keep", np.int64),  # so many ready crews stay in an area when others have it
    ],
    align=True,
)

# What came of it in a tour; two for each tour, in the order of the kinds.
PROTECTED_DONE_FIELDS = [
    ("due_ms", np.int64),
    ("had_ms", np.int64),  # in spells that are over
    ("began", np.int64),  # the present spell, -1 none
    ("called_out", np.int16),  # so often
    ("stage", np.int16),  # kernels.kinds NO_TIME, ...
    ("complaint_ms", np.int64),  # of what is due, for complaints; it is had first
    ("prevention_ms", np.int64),  # of what is due, for repeat places; it is had last
]
PROTECTED_DONE = np.dtype(PROTECTED_DONE_FIELDS, align=True)

# How exposures are reckoned that have a switch; times in ms.
EXPOSURE_RULES = np.dtype(
    [
        ("defused_ms", np.int64),  # sent to the next incident sooner than this after a traumatic scene is too soon
        ("led_by", np.int64),  # kernels.exposures NOT_ASKED, BY_SERGEANTS, BY_SETTING: whose support is reckoned, and how
        ("led_share", np.float64),  # of duty, where nobody's time says it
    ],
    align=True,
)

# What a partner leaves undone, and what becomes of it, by partner.
GAP_RULES = np.dtype(
    [
        ("patience_ms", np.int64),  # so long do jobs of its own wait for a unit, then nobody does them; -1 for ever
        ("of_requests", np.float64),  # share of the requests it did not meet that come to the police as something new ...
        ("of_jobs", np.float64),  # ... and of its own jobs left undone
    ],
    align=True,
)

# What became of a job of a partner's own.
JOB_DONE = np.dtype([("taken", np.int64), ("left", np.int64)], align=True)  # a unit was given to it; it waits no more; -1 never

# How much is asked of police who fill in for partners; a table of one.
EXPECTATION = np.dtype(
    [
        ("gain", np.float64),
        ("most", np.float64),
        ("memory_days", np.float64),
        ("level", np.float64),  # what is asked, as a multiple
        ("before", np.float64),  # the level before the last bookkeeping ...
        ("reckoned", np.int64),  # ... and when that was
        ("filled", np.int64),  # since then: gaps the police filled ...
        ("unmet", np.int64),  # ... and all that partners left undone
    ],
    align=True,
)
