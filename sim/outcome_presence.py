"""The books of presence must balance: leave used up by spells is worked later or stands; hidden days are no sick days."""

from __future__ import annotations

import numpy as np

from kernels.kinds import LEAVE, LEAVE_WHEN_UNWELL, POST_EMPTY
from kernels.presence import INJURED_TIMES, LEAVE_DAYS, NEVER_WORKED, OWED, UNWELL_DAYS
from kernels.spells import FIT_DAYS, RECUPERATIVE_DAYS
from sim.inputs.inputs import Inputs, Ints, Records


def presence_faults(inputs: Inputs, done: Records, deployments: Records, presence: Ints, health: Ints) -> list[str]:
    """Return what does not balance, in words; nothing when all of it is off."""
    if not inputs.presence.on:
        return []
    own, n = presence[: inputs.n_own], inputs.n_own_tours
    tours, reason = inputs.tours[:n], done["reason"][:n]
    used_up, seat = reason == LEAVE_WHEN_UNWELL, tours["seat"]
    begun = tours["start"] < inputs.horizon_ms
    worked = begun & (tours["absent"] == LEAVE) & (reason != LEAVE) & (reason < POST_EMPTY)  # nobody works leave of an empty post
    owed = np.bincount(seat[used_up], minlength=inputs.n_seats) - np.bincount(seat[worked], minlength=inputs.n_seats)
    standing = own[:, OWED] + own[:, NEVER_WORKED]
    faults = [
        f"seat {inputs.seat_ids[one]}: {owed[one]} tours of leave owed by its tours, {standing[one]} in its books"
        for one in np.flatnonzero(owed[: inputs.n_own] != standing)[:5]
    ]
    if bool((own[:, OWED] < 0).any()):
        faults.append("somebody worked more leave than a spell had used up")
    if inputs.spells.on:
        hidden = own[:, UNWELL_DAYS] + own[:, LEAVE_DAYS]
        if bool((hidden > health[: inputs.n_own, RECUPERATIVE_DAYS : FIT_DAYS + 1].sum(axis=1)).any()):
            faults.append("somebody was unwell, unreported, on more days than were not sick days")
    injured, off = int(deployments["injured"].sum()), int(own[:, INJURED_TIMES].sum())
    if off > injured:
        faults.append(f"{off} officers went off injured since measuring began, {injured} were injured in all")
    return faults
