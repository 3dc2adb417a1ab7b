"""Does casework balance: are all crimes accounted for, and was nobody at the desk for longer than there was time?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import AT_DESK, CLOSED, CRIME_DONE_WITH, FREE, INVESTIGATED, NOT_LEFT, SCREENED_OUT, UNALLOCATED
from sim.inputs.inputs import Inputs, Ints, Records


def casework_faults(inputs: Inputs, incidents: Records, crimes: Records, desks: Records, accounts: Ints) -> list[str]:
    """Return what does not balance, in words; nothing when all is conserved, or casework is off.

    ``incidents``, ``crimes``, ``desks`` and ``accounts`` of the outcome.  Crimes in = screened out + unallocated + under
    investigation + closed; the work done on crimes is the work of those who carry them, within their free or working time.
    """
    if not inputs.casework.on:
        return []
    found = [_crimes(inputs, incidents["stage"], crimes), _people(inputs, crimes, desks), _time(inputs, crimes, desks, accounts)]
    return [fault for faults in found for fault in faults]


def _crimes(inputs: Inputs, stages: Ints, crimes: Records) -> Iterator[str]:
    work, stage = inputs.casework.crimes["work_ms"], crimes["stage"]
    left = (stages == CLOSED) & (work >= 0)
    if not np.array_equal(left, stage != NOT_LEFT):
        yield f"{int(left.sum())} closed incidents left a crime, {int((stage != NOT_LEFT).sum())} crimes are on the books"
    done = crimes["worked_ms"]
    closed, open_ = stage == CRIME_DONE_WITH, np.isin(stage, (UNALLOCATED, INVESTIGATED))
    wrong = {
        "closed before all the work was done, or after": closed & (done != work),
        "open though all the work is done": open_ & (done >= np.maximum(work, 1)),
        "worked on though screened out": (stage == SCREENED_OUT) & (done > 0),
        # Who leaves hands in what was begun.
        "worked on though in nobody's hands": (stage == UNALLOCATED) & (done > 0) & (not inputs.careers.on),
        "closed at no time, or before it was left": closed & (crimes["closed"] < crimes["opened"]),
        "in somebody's hands who is nobody": np.isin(stage, (INVESTIGATED, CRIME_DONE_WITH)) & (crimes["holder"] < 0),
    }
    for what, which in wrong.items():
        if which.any():
            yield f"{int(which.sum())} crimes are {what}, the first in row {int(np.flatnonzero(which)[0])}"


def _people(inputs: Inputs, crimes: Records, desks: Records) -> Iterator[str]:
    held = crimes["holder"][crimes["stage"] == INVESTIGATED]
    if not np.array_equal(np.bincount(held[held >= 0], minlength=desks.size), desks["cases"]):
        yield f"{held.size} crimes are under investigation, desks carry {int(desks['cases'].sum())}, or other ones"
    teams = inputs.casework.teams
    limit = np.repeat(teams["limit"], teams["investigators"])
    if bool((desks["cases"][inputs.n_seats :] > limit).any()):
        yield "an investigator carries more cases than the limit"


def _time(inputs: Inputs, crimes: Records, desks: Records, accounts: Ints) -> Iterator[str]:
    worked, booked = int(crimes["worked_ms"].sum()), int(desks["worked_ms"].sum())
    if worked != booked:
        yield f"crimes took {worked} ms of work, desks say {booked} ms"
    free = accounts[:, :, [FREE, AT_DESK]].sum(axis=(1, 2))
    over = np.flatnonzero(desks["measured_ms"][: inputs.n_seats] > free)
    if over.size:
        seat = int(over[0])
        yield f"seat {inputs.seat_ids[seat]}: {desks['measured_ms'][seat]} ms at the desk, {free[seat]} ms free or in desk time"
    teams, days = inputs.casework.teams, inputs.casework.days
    there = np.bincount(days["team"], weights=days["minutes_ms"] * (days["at"] < inputs.horizon_ms), minlength=teams.size)
    if bool((desks["worked_ms"][inputs.n_seats :] > np.repeat(there, teams["investigators"])).any()):
        yield "an investigator worked for longer than the team was there"
