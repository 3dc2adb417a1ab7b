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

# Why an officer is not there for a tour.
HERE = 0
LEAVE = 1
TRAINING = 2
COURT = 3
SICK = 4
REPAYING = 5  # lent to another force, in return for its mutual aid
NOT_COME = 16  # one of a pool of specials or volunteers who did not turn out for a tour

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
N_STATUS = 10
BUSY = (TRAVELLING, ON_SCENE, HELD, CLEARING)  # with an incident
ON_DUTY = (FREE, *BUSY, IN_BRIEFING, ON_BREAK)

# What keeps a crew that is at no incident from being sent like any other.
READY = 0
BRIEFING = 1
MEAL_BREAK = 2

# A tour's meal break.
NO_BREAK = 0  # none is due, or not yet
BREAK_DUE = 1
BREAK_UNDER_WAY = 2
BREAK_HAD = 3
BREAK_LOST = 4

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

# Why work was broken off.
FOR_A_HIGHER_GRADE = 0
HANDED_BACK = 1

# An incident's dealings with its partner.
NOT_ASKED = 0
IN_QUEUE = 1
UNIT_COMING = 2
GIVEN_UP = 3
TAKEN_OVER = 4
NOT_NEEDED = 5  # a practitioner in the crew settled it


def names() -> dict[int, str]:
    """Return the plain name of every event kind of the log, for traces and diffs."""
    written = list(globals())
    kinds = written[written.index("LOGGED") : written.index("HERE")]
    return {globals()[kind]: kind.lower().replace("_", " ") for kind in kinds}
