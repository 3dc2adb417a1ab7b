"""Records both engines read and write: the plan that goes in and the practice that comes out.

Time is int64 milliseconds since study start; -1 means it never happened.
"""

from __future__ import annotations

import numpy as np

INCIDENT = np.dtype(
    [
        ("created", np.int64),  # ms since study start
        ("key", np.uint64),  # the incident's address for every further draw
        ("scene_ms", np.int64),
        ("clearing_ms", np.int64),
        ("kind", np.int16),  # index of the type
        ("area", np.int16),
        ("grade", np.int8),  # 0 is the highest
        ("officers", np.int8),
        ("partner", np.int8),  # -1 none
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
        ("seat", np.int32),
        ("week", np.int32),  # overtime week the tour falls in
        ("area", np.int16),
        ("team", np.int16),
        ("absent", np.int8),  # planned absence, a reason of kernels.kinds
        ("crew_size", np.int8),  # size of the crews formed when this tour begins
        ("night", np.int8),
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
        ("kss_minutes", np.float64),  # sum of KSS x minutes over it
        ("kss_worst", np.float64),
        ("reason", np.int8),
        ("crew", np.int8),  # officers in the crew, 0 not in one
        ("quick_return", np.int8),
    ],
    align=True,
)

# What came of an incident.
PRACTICE_FIELDS = [
    ("sent", np.int64),  # the first crew was sent
    ("arrived", np.int64),  # the first officer was there: the target clock stops
    ("started", np.int64),  # everybody sent was there
    ("ended", np.int64),  # the police work at the scene was done
    ("asked", np.int64),  # a partner was asked
    ("answered", np.int64),  # a unit of the partner was found, or the officers gave up waiting
    ("handed_over", np.int64),  # a partner, or the officers themselves after giving up, had taken the person on
    ("closed", np.int64),
    ("officers_sent", np.int16),
    ("stage", np.int8),
    ("partner_stage", np.int8),
    ("gave_up", np.int8),
]
PRACTICE = np.dtype(PRACTICE_FIELDS, align=True)

# What became of an officer, at the end of the run.
SEAT = np.dtype(
    [
        ("sick_days", np.int64),  # since measuring began
        ("back_day", np.int64),  # first day (since 1970-01-01) back from the last spell of sickness
        ("last_off", np.int64),
        ("woke_at", np.int64),
        ("s_wake", np.float64),
        ("strain", np.float64),
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
