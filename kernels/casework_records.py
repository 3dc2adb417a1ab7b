"""Records of casework: crimes, desks, teams of investigators and their days.

Times are ms since the study began.
"""

from __future__ import annotations

import numpy as np

# A crime that an incident may leave to be investigated; one row for each incident, in the same order.
CRIME = np.dtype(
    [
        ("work_ms", np.int64),  # of one person; -1 the incident leaves none
        ("deadline_ms", np.int64),  # from the end of its attendance
        ("screen", np.int8),  # kernels.casework NOT_SCREENED, ...
        ("to", np.int8),  # kernels.casework RESPONSE, or the number of a team
    ],
    align=True,
)

# What came of a crime.
CRIME_PRACTICE_FIELDS = [
    ("opened", np.int64),  # its attendance was over
    ("taken", np.int64),  # somebody carries it; of a team the beginning of that working day
    ("closed", np.int64),  # investigated to the end; of a team the end of that working day
    ("worked_ms", np.int64),
    ("touched", np.int64),  # worked on for the last time
    ("idle_ms", np.int64),  # the longest time it was not worked on, up to then
    ("holder", np.int32),  # seat, or investigator behind the seats; -1 nobody
    ("queue", np.int32),  # last waited in: an area's pile, or areas + team; -1 none
    ("stage", np.int8),  # kernels.kinds NOT_LEFT, ...
]
CRIME_PRACTICE = np.dtype(CRIME_PRACTICE_FIELDS, align=True)

# The desk of an officer (by seat) or of an investigator (behind the seats).
DESK_FIELDS = [
    ("worked_ms", np.int64),  # on crimes, since the study began
    ("measured_ms", np.int64),  # of it since measuring began
    ("cases", np.int64),  # carried now
    ("distressing_ms", np.int64),  # of ``measured_ms``, on what is distressing
]
DESK = np.dtype(DESK_FIELDS, align=True)

# A team of investigators; they are numbered through, team after team.
TEAM = np.dtype([("first", np.int64), ("investigators", np.int64), ("limit", np.int64)], align=True)

# A working day of a team, in order of (at, team).
WORK_DAY = np.dtype(
    [("at", np.int64), ("began", np.int64), ("team", np.int64), ("minutes_ms", np.int64)], align=True
)  # it ends at ``at``; each investigator has so many ms for cases

# How crimes are investigated.
CASE_RULES = np.dtype(
    [
        ("settle_in_ms", np.int64),  # a free officer is at the desk after so long
        ("limit", np.int64),  # cases an officer carries at most, 0 any number
        ("above", np.int64),  # where a crime goes beyond it: kernels.casework OUT, PILE, or a team
        ("long_waiting", np.int64),  # so many incidents waiting in the area are a long queue, 0 none is
    ],
    align=True,
)
