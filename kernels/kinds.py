"""The small whole numbers both engines speak in.  Never renumbered: stored event logs refer to them."""

# Ranks: the order of things at one instant (the design's "one instant").
RELEASE = 0
TOUR_OFF = 1
TOUR_ON = 2
ARRIVAL = 4
PARTNER_DAY = 5
NIGHT = 6
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

# Why an officer is not there for a tour.
HERE = 0
LEAVE = 1
TRAINING = 2
COURT = 3
SICK = 4

# What an officer is doing; columns of the time accounts.
OFF = 0
FREE = 1
TRAVELLING = 2
ON_SCENE = 3
HELD = 4
CLEARING = 5
RESTING = 6  # the rest of a tour that began while the officer was still at work
AWAY = 7  # absent, whatever the reason
N_STATUS = 8

# The life of an incident.
TO_COME = 0
WAITING = 1
ASSIGNED = 2
WORKING = 3
WAITING_FOR_PARTNER = 4
BEING_CLEARED = 5
CLOSED = 6

# An incident's dealings with its partner.
NOT_ASKED = 0
IN_QUEUE = 1
UNIT_COMING = 2
GIVEN_UP = 3
TAKEN_OVER = 4


def names() -> dict[int, str]:
    """Return the plain name of every event kind of the log, for traces and diffs."""
    kinds = ("LOGGED", "CREW_SENT", "CREW_ARRIVED", "SCENE_STARTED", "SCENE_ENDED", "PARTNER_ASKED", "PARTNER_CAME",
             "PARTNER_GIVEN_UP", "HANDED_OVER", "CLEARED", "BOOKED_ON", "ABSENT", "CREW_FORMED", "HELD_OVER", "CARRIED",
             "STOOD_DOWN", "BOOKED_OFF", "FELL_SICK", "BACK_WELL", "CAPACITY", "BACKGROUND_ASKED", "BACKGROUND_TAKEN",
             "UNIT_FREE", "MEASURING")
    return {globals()[kind]: kind.lower().replace("_", " ") for kind in kinds}
