"""Does protected time balance: is what tours had of it what officers' accounts say, and is nobody at work they have not got?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from kernels.kinds import AT_DESK, IN_SUPERVISION, TIME_HAD, TIME_LEFT, TIME_UNDER_WAY
from sim.inputs.inputs import Inputs, Ints, Records

NAMES = ((IN_SUPERVISION, "supervisory work"), (AT_DESK, "desk time"))  # in the order of the kinds


def protected_faults(inputs: Inputs, protected: Records, deployments: Records, accounts: Ints) -> Iterator[str]:
    """Yield what does not balance, in words; nothing when all is conserved.

    ``protected``, ``deployments`` and ``accounts`` of the outcome.  For every seat the spells of its tours add up to the time in
    that status; of tours that began before measuring did, only a part may be in the accounts.
    """
    if bool((deployments["sergeants"] > deployments["officers"]).any()):
        yield "a crew was sent with more sergeants than officers"
    for kind, (status, name) in enumerate(NAMES):
        booked = accounts[:, :, status].sum(axis=1)
        if not protected.size:
            if booked.any():
                yield f"{int(booked.sum())} ms of {name} are booked, and there is none"
            continue
        yield from _kind(inputs, protected[:, kind], booked, name)
    led = inputs.seat_sergeant[inputs.tours["seat"]] == 0  # what complaints and repeat places ask of them aside
    if protected.size and bool((protected["due_ms"] > protected["complaint_ms"] + protected["prevention_ms"])[:, 0][led].any()):
        yield "somebody who is no sergeant has supervisory work"


def _kind(inputs: Inputs, time: Records, booked: Ints, name: str) -> Iterator[str]:
    under_way = time["stage"] == TIME_UNDER_WAY
    if bool((under_way != (time["began"] >= 0)).any()):
        yield f"{name} has begun that is not under way, or the other way round"
    if bool((time["had_ms"] >= time["due_ms"])[time["stage"] == TIME_LEFT].any()) or bool((time["stage"] > TIME_LEFT).any()):
        yield f"{name} is left of which all was had"
    if bool((time["had_ms"] > 0)[time["stage"] < TIME_UNDER_WAY - 1].any()) or bool((time["due_ms"] == 0)[under_way].any()):
        yield f"{name} was had that nobody was due"
    had = time["had_ms"] + np.where(under_way, inputs.horizon_ms - np.maximum(time["began"], inputs.measure_from_ms), 0)
    inside = (inputs.tours["start"] >= inputs.measure_from_ms) & (had > 0)  # tours of recalls, which have none, may have no seat
    at_least, at_most = (_by_seat(inputs, had, which) for which in (inside, had > 0))
    for seat in np.flatnonzero((booked < at_least) | (booked > at_most))[:3].tolist():
        spells = f"{at_least[seat]} to {at_most[seat]} ms of {name} by its tours"
        yield f"seat {inputs.seat_ids[seat]}: {spells}, {booked[seat]} ms by its time accounts"


def _by_seat(inputs: Inputs, amounts: Ints, which: npt.NDArray[np.bool_]) -> Ints:
    sums = np.zeros(inputs.n_seats, dtype=np.int64)
    np.add.at(sums, inputs.tours["seat"][which], amounts[which])
    return sums


def was_wanted(time: Records) -> npt.NDArray[np.bool_]:
    """Return in which tours there was work for protected time: some was had, or left."""
    return (time["stage"] == TIME_LEFT) | ((time["stage"] == TIME_HAD) & (time["had_ms"] > 0))
