"""Questions about crews: how large a crew is, and which crew suits an incident."""

from __future__ import annotations

import math

from kernels._jit import jit

SINGLE = 0
DOUBLE = 1
DOUBLE_AT_NIGHT = 2

# What a practitioner in the crew can do for an incident.
NO_TRIAGE, WORTH_A_TRY, SETTLED_THERE = range(3)


@jit
def is_night(local_hour, night_from, night_to):
    """Return whether ``local_hour`` lies in a night that may pass midnight; all are float hours, 0-24."""
    if night_from <= night_to:
        return night_from <= local_hour < night_to
    return local_hour >= night_from or local_hour < night_to


@jit
def crew_size(policy, local_hour, night_from, night_to):
    """Return 1 or 2: the size of the crews formed at a booking on at ``local_hour`` (float, 0-24) under ``policy``."""
    if policy == SINGLE:
        return 1
    if policy == DOUBLE:
        return 2
    return 2 if is_night(local_hour, night_from, night_to) else 1


@jit
def crew_fit(size, officers_wanted):
    """Return how well a crew of ``size`` suits a remaining need of ``officers_wanted``; lower is better.

    An exact crew comes first, then the largest that is too small (fewer crews to send), then the one that wastes fewest.
    """
    if size == officers_wanted:
        return 0
    if size < officers_wanted:
        return officers_wanted - size
    return 100 + size - officers_wanted


@jit
def crew_preference(size, officers_wanted, practitioner, triage, goes_last):
    """Return how well a crew suits, practitioners included; lower is better.

    A crew with practitioners (1) comes first where one may settle the matter and last elsewhere.  Whether one
    will is not known before the scene.  One that ``goes_last`` (1) comes after all others.
    """
    fit = crew_fit(size, officers_wanted)
    if practitioner:
        fit = fit + 1_000 if triage == NO_TRIAGE else fit - 1_000
    return fit + 10_000 if goes_last else fit


@jit
def pairs(present, size, double_share):
    """Return how many pairs ``present`` officers form when crews are of ``size`` (1 or 2).

    With crews of one, at least ``double_share`` of the officers go in pairs, as far as they can be paired.
    """
    most = present // 2
    if size == 2:
        return most
    return min(most, int(math.ceil(double_share * present / 2.0 - 1e-9)))


@jit
def counts(first_student, second_student, size, students_count):
    """Return how many officers of a crew count towards what an incident wants; a student only if ``students_count``."""
    if students_count:
        return size
    return size - first_student - second_student
