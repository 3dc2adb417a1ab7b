"""The books of what officers bear must balance: traumatic scenes with crews that came to them, days and duty with their parts."""

from __future__ import annotations

import numpy as np

from kernels.careers import INDEPENDENT, N_PHASES, ON_BREAK, PHASE, STUDENT
from kernels.exposures import DAYS, DUTY, FREE_DAYS, TRAUMA, UNDEFUSED, UNDER_COMPLAINT, UNLED
from sim.inputs.inputs import Inputs, Ints, Records
from sim.outcome_overtime import held_by


def strain_faults(
    inputs: Inputs, exposures: Ints, tours: Records, deployments: Records, desks: Records, career_days: Ints
) -> list[str]:
    """Return what does not balance, in words.

    ``exposures`` (own seats, windows, N_EXPOSURES); ``tours`` DONE, ``deployments`` DEPLOYMENT and ``desks`` DESK records;
    ``career_days`` (nights, N_DAILY).
    """
    faults = _day_faults(inputs, exposures, career_days)
    came, met = _came(inputs, tours, deployments), int(exposures[:, :, TRAUMA].sum())
    if came != met:
        faults.append(f"{came} officers came to traumatic scenes, {met} met one by their own books")
    sent_on = int(exposures[:, :, UNDEFUSED].sum())
    if sent_on > _came(inputs, tours, deployments, ever=True):
        faults.append(f"{sent_on} times sent on too soon, more than traumatic scenes")
    for part, whole, name in ((UNLED, DUTY, "duty without support"), (FREE_DAYS, DAYS, "free days"),
                              (UNDER_COMPLAINT, DAYS, "days under complaint")):  # fmt: skip
        if bool(((exposures[:, :, part] < 0) | (exposures[:, :, part] > exposures[:, :, whole])).any()):
            faults.append(f"{name}: less than none, or more than there was")
    if bool((desks["distressing_ms"] > desks["measured_ms"]).any()):
        faults.append("more work on distressing crimes than on crimes")
    return faults


def _day_faults(inputs: Inputs, exposures: Ints, career_days: Ints) -> list[str]:
    """Return it if a day of somebody's was not kept, or a day was kept of nobody."""
    window = _window_of_night(inputs)
    kept = window >= 0
    days = np.bincount(window[kept], minlength=exposures.shape[1])
    if not exposures.size:
        return []
    if inputs.careers.on:  # what a night closes was lived by who held the posts since the morning before
        start = np.bincount(inputs.careers.start[:, PHASE], minlength=N_PHASES)
        people = np.vstack([start, career_days[:-1, :N_PHASES]])[:, [INDEPENDENT, STUDENT, ON_BREAK]].sum(axis=1)
        days = np.bincount(window[kept], weights=people[kept], minlength=exposures.shape[1]).astype(np.int64)
        balanced = np.array_equal(exposures[:, :, DAYS].sum(axis=0), days)
        total = int(days.sum())
    else:
        balanced = bool((exposures[:, :, DAYS] == days).all())
        total = int(days.sum()) * exposures.shape[0]
    return [] if balanced else [f"{int(exposures[:, :, DAYS].sum())} days of officers were kept, of {total}"]


def _came(inputs: Inputs, tours: Records, deployments: Records, ever: bool = False) -> int:
    """Return how many of the force's own officers came to traumatic scenes on the days that are kept, or at any time."""
    arrived = deployments["arrived"]
    # Who comes at the very hour of bookkeeping comes before it, unless sent in that instant too: dispatch comes after it.  The
    # last night stands for a day that is not closed.
    nights = inputs.nights[:, 0]
    at_once = deployments["sent"] == arrived
    closing = np.where(at_once, np.searchsorted(nights, arrived, "right"), np.searchsorted(nights, arrived, "left"))
    kept = np.append(_window_of_night(inputs), -1)[closing] >= 0
    _, seat = held_by(inputs, tours)
    own = (seat < inputs.n_own)[deployments["tour"]] & (deployments["tour"] < inputs.first_guest_tour)
    counts = (arrived >= 0) & own & (inputs.incidents["traumatic"][deployments["incident"]] > 0) & (ever | kept)
    return int(deployments["officers"][counts].astype(np.int64).sum())


def _window_of_night(inputs: Inputs) -> Ints:
    """Return the window of the day that each night closes, (nights,); -1 none, or the night lies behind the horizon."""
    out = np.full(len(inputs.nights), -1, dtype=np.int64)
    plan = inputs.exposures.windows[: out.size]
    out[: plan.size] = plan
    out[inputs.nights[:, 0] >= inputs.horizon_ms] = -1
    return out
