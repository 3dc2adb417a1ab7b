"""Questions about arrests: who is brought to custody, how far it is, how long booking-in and the file take."""

from __future__ import annotations

from kernels._jit import jit
from kernels.draw import uniform
from kernels.durations import duration_ms

# Draw numbers of an incident, as those of `kernels.demand`; never renumbered.
ARREST, TO_SUITE, BOOKING_IN, FILE = range(37, 41)


@jit
def draw_arrests(incidents, chance, to_suite_row, booking_row, file_row, durations):
    """Write into ``incidents`` (INCIDENT records) which end with an arrest, and what that takes.

    ``chance`` (types,) of an arrest; ``to_suite_row`` (areas,) rows of ``durations`` for the drive to custody.  Where a partner
    takes the person on, nobody is arrested.
    """
    for i in range(incidents.shape[0]):
        me = incidents[i].key
        if incidents[i].partner >= 0 or uniform(me, ARREST, 0) >= chance[incidents[i].kind]:
            continue
        incidents[i].arrest = 1
        incidents[i].to_suite_ms = duration_ms(durations, to_suite_row[incidents[i].area], me, TO_SUITE, 0)
        incidents[i].booking_ms = duration_ms(durations, booking_row, me, BOOKING_IN, 0)
        incidents[i].file_ms = duration_ms(durations, file_row, me, FILE, 0)
