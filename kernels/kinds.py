"""The small whole numbers both engines speak in.  Never renumbered: stored event logs refer to them."""

# Ranks: the order of things at one instant (the design's "one instant").
RELEASE = 0
TOUR_OFF = 1
TOUR_ON = 2
ARRIVAL = 4
PARTNER_DAY = 5
NIGHT = 6
REVIEW = 7
DISPATCH = 9
MOST_ROUNDS = 1_000  # work created at an instant runs in further rounds; more than this is a loop

# Event kinds of the log: (time, kind, a, b).
LOGGED = 1  # incident; area
CREW_SENT = 2  # incident; seat of the crew's first officer
CREW_ARRIVED = 3  # incident; seat
SCENE_STARTED = 4  # incident; officers there
SCENE_ENDED = 5  # incident; 1 if the officers are held for a partner
PARTNER_ASKED = 6  # incident; partner
PARTNER_CAME = 7  # incident; partner
PARTNER_GIVEN_UP = 8  # incident; partner
HANDED_OVER = 9  # incident; partner
CLEARED = 10  # incident; officers released
BOOKED_ON = 11  # seat; tour
ABSENT = 12  # seat; reason
CREW_FORMED = 13  # seat of the first officer; seat of the second, -1 none
HELD_OVER = 14  # seat; tour
CARRIED = 15  # seat; the next tour, which begins while the officer is still at work
STOOD_DOWN = 16  # seat; tour: released into the rest of a carried tour
BOOKED_OFF = 17  # seat; tour
FELL_SICK = 18  # seat; days
BACK_WELL = 19  # seat; day number
CAPACITY = 20  # partner; units
BACKGROUND_ASKED = 21  # job; partner
BACKGROUND_TAKEN = 22  # job; partner
UNIT_FREE = 23  # partner; units busy afterwards
MEASURING = 24  # 0; 0
CREW_SPLIT = 25  # seat of the first officer, who goes; seat of the second, who stays
CREW_JOINED = 26  # seat of the first officer; seat of the second: two single crews become one
CREW_LEFT = 27  # incident; seat: the crew leaves before the work is done, or turns back on its way
SUSPENDED = 28  # incident; 0 for a higher grade, 1 handed back at the end of a tour
REGRADED = 29  # incident; the new grade
NO_LONGER_NEEDED = 30  # incident; area: the caller waits no more
TRIAGED = 31  # incident; partner: a practitioner in the crew settled what the partner would have been asked for
BEGUN_SHORT = 32  # incident; officers there: the rest did not come in time
RANG = 33  # call; attempt
ANSWERED = 34  # call; channel
HUNG_UP = 35  # call; attempt
CALL_ENDED = 36  # call; incident, -1 none
SETTLED = 37  # incident; disposition: closed without officers
APPOINTED = 38  # incident; place in the diary
DESK_BEGUN = 39  # incident; area
CHASED = 40  # incident; how often so far
CALL_TAKERS = 41  # pool; people on duty
GAVE_UP_RINGING = 42  # call; incident, -1 none
AID_ASKED = 43  # request; officers
AID_CAME = 44  # request; area
AID_LEFT = 45  # request; officers
AID_RETURNED = 46  # seat; tour spent repaying another force
BRIEFED = 47  # seat of the crew's first officer; tour: the briefing is over
BREAK_BEGUN = 48  # seat of the crew's first officer; tour
BREAK_ENDED = 49  # seat of the crew's first officer; 1 at its time, 0 broken off
BREAK_MISSED = 50  # seat; tour: too late for a meal break
RELIEF_ASKED = 51  # incident; seat: the crew's tour is over, another is to take its place
RELIEVED = 52  # incident; seat of the crew that may go home
ARRESTED = 53  # incident; officers who drive the person to custody
AT_THE_SUITE = 54  # incident; suite, by its row among the partners
BOOKING_BEGUN = 55  # incident; suite: a desk is free
BOOKED_IN = 56  # incident; suite
FILE_BEGUN = 57  # incident; officers who build it
FILE_BUILT = 58  # incident; officers who built it
WRITING_STOPPED = 60  # incident; officers who wait for systems that are down
WRITING_GOES_ON = 61  # incident; 1 the systems are back, 0 they are not: it is written on paper
SLOWED = 62  # incident; officers: it is written up, and slow systems take their time
RECALLED = 65  # seat; tour: called in while off duty, to fill a gap
GAP_LEFT = 66  # area; officers short of the minimum whom nobody could be found for
CREDITED = 67  # seat; ms of time off earned by overtime
REST_DAY_OWED = 68  # seat; ms: a rest day worked that is to be given back
STAYS_ON = 70  # seat; tour: the roster's end has come, and the officer was told beforehand to stay
ROSTER_BEGINS = 71  # seat; tour: the roster's start has come for somebody who was told beforehand to begin earlier
CRIME_CARRIED = 75  # incident that left the crime; seat of the officer who investigates it
CRIME_SCREENED_OUT = 76  # incident; area: nobody investigates it
CRIME_QUEUED = 77  # incident; the area whose officers are to share it out, or areas + the team it waits for
CRIME_TAKEN = 78  # incident; investigator, numbered behind the seats
CRIME_CLOSED = 79  # incident; seat, or investigator behind the seats
SCENE_CUT_SHORT = 80  # incident; incidents waiting in its area
CAME_AGAIN = 81  # incident; what it comes of: another incident, or for UNSERVED a job of a partner's own
PROTECTED_BEGUN = 85  # seat of the crew's first officer; SUPERVISORY or DESK_TIME
PROTECTED_ENDED = 86  # seat of the crew's first officer; 1 at its time, 0 broken off
PROTECTED_LEFT = 87  # seat; SUPERVISORY or DESK_TIME: too late for what was still wanted of it
SPELL_KIND = 90  # seat; kind of the spell that begins: kernels.spells
DUTY_AFTER = 91  # seat; RECUPERATIVE or RESTRICTED duty begins, 0 the officer can be sent again
TRAUMATIC_SCENE = 92  # incident; seat of the crew's first officer: it came to a scene that is traumatic
UNDEFUSED = 93  # incident; seat: sent to it too soon after a traumatic scene
COMPLAINED_ABOUT = 94  # incident; seat of the officer whom the complaint is about
COMPLAINT_OVER = 95  # seat; day number: no complaint about the officer is open any more
WORKS_UNWELL = 96  # seat; days: a spell of sickness is worked through
LEAVE_FOR_SPELL = 97  # seat; days: a spell is spent on leave and rest days, and not reported
INJURED = 98  # seat; incident: assaulted, and off from the next tour on
LEAVE_WORKED = 99  # seat; tour: it was planned as leave, and that was used up by a spell
OFFICER_LEFT = 100  # seat; 1 by severance, 0 otherwise: the post is empty
OFFICER_JOINED = 101  # seat; 1 somebody who served before, 0 a recruit
TRAINED = 102  # seat; day: the recruit's training is over
INDEPENDENT_NOW = 103  # seat; day: no student any more
BREAK_TAKEN = 104  # seat; days of the career break that begins
BACK_FROM_BREAK = 105  # seat; day
PERSON_CONVEYED = 108  # incident; officers who drive the person to a partner's place
AT_THE_PLACE = 109  # incident; the place, by its row among the partners
PLACE_TOOK = 110  # incident; place: a cubicle, a bed or a nurse is free for the person
HANDED_OVER_THERE = 111  # incident; place
LEFT_WAITING = 112  # incident; partner or place: the limit is reached and the officers leave, the job unmet
JOB_LEFT = 116  # job; partner: it waited too long for a unit, and nobody of the partner does it
EXPECTED = 117  # day number; what is asked of police who fill in for partners, in millionths
TURNED_AWAY = 124  # incident; the category in which it was put to the threshold: closed without officers
COMPLAINT_HANDED = 132  # incident; seat of the sergeant who is to look into the complaint it brought, -1 nobody
WAS_PREVENTED = 133  # incident; area: it does not happen, for time invested in its place

# Why an officer is not there for a tour.
HERE = 0
LEAVE = 1
TRAINING = 2
COURT = 3
SICK = 4
REPAYING = 5  # lent to another force, in return for its mutual aid
IN_LIEU = 6  # time off in place of pay for overtime
REST_DAY_BACK = 7  # a rest day that was owed
NOT_COME = 16  # one of a pool of specials or volunteers who did not turn out for a tour
RECUPERATIVE = 17  # at work in an office, and not to be sent: back from a long-term spell of sickness ...
RESTRICTED = 18  # ... and still so after it
LEAVE_WHEN_UNWELL = 19  # on leave, unplanned, to be unwell without reporting it
POST_EMPTY = 20  # the officer left, and nobody has joined yet
RECRUIT_TRAINING = 21  # whoever holds the post is in training, and in no roster
CAREER_BREAK = 22
POST_SEVERED = 23  # empty since somebody went by severance
ENQUIRY = 24  # taken from the team by a surge: a major enquiry ...
PUBLIC_ORDER = 25  # ... public order ...
EVENT = 26  # ... or a major event
TIME_TO_ONESELF = (LEAVE, IN_LIEU, REST_DAY_BACK, CAREER_BREAK)  # of these, time that is the officer's own

# Tours, by how they came about.
ROSTERED_TOUR = 0
RE_ROSTERED = 1  # a rest day worked and another given for it, with notice enough
CANCELLED_REST_DAY = 2  # a rest day worked, told too late to give another in its place
RECALL = 3  # called in while off duty
EXTRA = (CANCELLED_REST_DAY, RECALL)  # beyond what the roster asks: overtime from beginning to end

# What an officer has for overtime.
PAY = 0
TIME_OFF = 1
REST_DAY = 2  # for a cancelled rest day: the day itself, later

# What an officer is doing; columns of the time accounts.
OFF = 0
FREE = 1
TRAVELLING = 2
ON_SCENE = 3
HELD = 4
CLEARING = 5
RESTING = 6  # the rest of a tour that began while the officer was still at work
AWAY = 7  # absent, whatever the reason
IN_BRIEFING = 8
ON_BREAK = 9
TO_CUSTODY = 10  # on the way to the suite
IN_CUSTODY = 11  # there, waiting for a desk or being booked in
FILE_BUILDING = 12
LOST_TO_SYSTEMS = 13  # writing up, and the systems are slow or down
ON_WATCH = 14  # guarding a scene, a patient or a prisoner
IN_SUPERVISION = 15  # a sergeant at supervisory work
AT_DESK = 16  # in protected desk time, at one's crimes
CONVEYING = 17  # on the way to a partner's place with somebody
AT_PARTNER = 18  # there, until the person is taken and handed over
N_STATUS = 19
CUSTODY = (TO_CUSTODY, IN_CUSTODY, FILE_BUILDING)  # after an arrest
AT_A_PLACE = (CONVEYING, AT_PARTNER)
BUSY = (TRAVELLING, ON_SCENE, HELD, CLEARING, *CUSTODY, LOST_TO_SYSTEMS, ON_WATCH, *AT_A_PLACE)  # with an incident or at a watch
HINDRANCE = (HELD, LOST_TO_SYSTEMS, AT_PARTNER)  # kept from work by others
LEADING = (FREE, IN_BRIEFING, IN_SUPERVISION)  # a sergeant in one of these has time for the others
ON_DUTY = (FREE, *BUSY, IN_BRIEFING, ON_BREAK, IN_SUPERVISION, AT_DESK)

# What keeps a crew that is at no incident from being sent like any other.
READY = 0
BRIEFING = 1
MEAL_BREAK = 2
SUPERVISORY = 3  # protected time, in the order of its table: sergeants at supervisory work ...
DESK_TIME = 4  # ... and officers at their crimes
KEPT_BREAK = 5  # a meal break that nobody breaks off

# A tour's meal break.
NO_BREAK = 0  # none is due, or not yet
BREAK_DUE = 1
BREAK_UNDER_WAY = 2
BREAK_HAD = 3
BREAK_LOST = 4

# Protected time in a tour.
NO_TIME = 0  # none is due, or not yet
TIME_DUE = 1
TIME_UNDER_WAY = 2
TIME_HAD = 3  # all of it, or there was no more to do
TIME_LEFT = 4  # too late for what was still wanted

# The life of an incident.
TO_COME = 0
WAITING = 1
ASSIGNED = 2
WORKING = 3
WAITING_FOR_PARTNER = 4
BEING_CLEARED = 5
CLOSED = 6
CANCELLED = 7  # no longer needed before anybody was sent
SETTLED_WITHOUT = 8  # closed by the front door without officers
NEVER_HEARD = 9  # the caller gave up before anybody answered
PREVENTED = 26  # it did not happen
TAKEN_TO_CUSTODY = 20  # officers drive the person arrested to the suite ...
AT_CUSTODY = 21  # ... wait with the person until the booking-in is over ...
FILE_IN_HAND = 22  # ... and build the file
TAKEN_TO_PLACE = 23  # officers drive somebody to a partner's place ...
AT_PLACE = 24  # ... and wait there until the person is handed over
NOT_TAKEN_ON = 30  # turned away when it was to be logged: below the threshold

# Why work was broken off.
FOR_A_HIGHER_GRADE = 0
HANDED_BACK = 1

# The life of a crime that an incident left.
NOT_LEFT = 0
SCREENED_OUT = 1
UNALLOCATED = 2  # waits for somebody who takes it
INVESTIGATED = 3
CRIME_DONE_WITH = 4

# An incident's dealings with its partner.
NOT_ASKED = 0
IN_QUEUE = 1
UNIT_COMING = 2
GIVEN_UP = 3
TAKEN_OVER = 4
NOT_NEEDED = 5  # a practitioner in the crew settled it
LEFT_UNMET = 6  # the limit was reached, and the officers left

# How the job ended that a partner was asked for.
JOB_OPEN = 0  # not yet, or nobody was asked
BY_PARTNER = 1
BY_POLICE = 2  # officers gave up waiting and did it themselves
LEFT = 3  # nobody did


# Why an incident comes that nobody planned, by what happened to the one before.
CUT_SHORT = 1  # its scene was cut short
PARTNER_GAP = 2  # the partner asked for did not come
UNSERVED = 3  # a job of a partner's own was left undone
ASKED_AGAIN = 4  # it was turned away, and the same matter comes to the police once more
HARMED = 5  # it was turned away, and somebody came to harm whom the police hear of
LATE = 6  # it was reached after its target
ABANDONED = 7  # it was no longer needed before anybody was sent
BROKEN_OFF = 8  # its work was broken off, for a higher grade or at the end of a tour, and done later
WRITING_DROPPED = 9  # its officers were called away before it was written up
FAILURES = (LATE, ABANDONED, BROKEN_OFF, WRITING_DROPPED)
CALLED_AGAIN = 12  # none of these: the same caller rings again, whatever was done
PLACE_GAP = 13  # officers left somebody at a partner's place who was not taken on


def names() -> dict[int, str]:
    """Return the plain name of every event kind of the log, for traces and diffs."""
    written = list(globals())
    kinds = written[written.index("LOGGED") : written.index("HERE")]
    return {globals()[kind]: kind.lower().replace("_", " ") for kind in kinds}
