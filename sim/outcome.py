"""What one replication comes to: the practice both engines report in the same records."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kernels.kinds import BUSY, CLOSED, N_STATUS, TO_COME, names
from kernels.records import CALL_DONE, CRIME_PRACTICE, DESK, FRONT_DONE, POOL_HOUR
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.inputs import Inputs, Ints, Records
from sim.outcome_casework import casework_faults
from sim.outcome_front_door import front_door_faults

EVENT_NAMES = names()
ROSTERED, OVER = 0, 1  # the two halves of an officer's time account


@dataclass(frozen=True)
class Outcome:
    """The practice of one replication; records are laid out as in ``kernels.records``."""

    engine: str
    incidents: Records  # (n,) PRACTICE, in the order of the inputs
    tours: Records  # (n,) DONE, in the order of the inputs
    accounts: Ints  # (seats, 2, N_STATUS) ms since measuring began: inside the rostered tour, beyond it
    seats: Records  # (seats,) SEAT
    services: Records  # (partners,) SERVICE
    deployments: Records  # (n,) DEPLOYMENT, every crew sent, in order of sending
    trajectory: int  # fingerprint of all events
    n_events: int
    calls: Records = field(default_factory=lambda: np.zeros(0, dtype=CALL_DONE))  # (callers,), in the order of the inputs
    fronts: Records = field(default_factory=lambda: np.zeros(0, dtype=FRONT_DONE))  # (n,) FRONT_DONE; none when it is off
    pool_hours: Records = field(default_factory=lambda: np.zeros(0, dtype=POOL_HOUR))  # (pools x hours,) POOL_HOUR
    crimes: Records = field(default_factory=lambda: np.zeros(0, dtype=CRIME_PRACTICE))  # (n,) by incident; none when off
    desks: Records = field(default_factory=lambda: np.zeros(0, dtype=DESK))  # (seats + investigators,); none when off
    log: Ints = field(default_factory=lambda: np.zeros((0, 4), dtype=np.int64))  # (n, 4) time, kind, a, b; empty unless asked


def conservation_faults(inputs: Inputs, outcome: Outcome) -> list[str]:
    """Return what does not balance, in words; an empty list when all is conserved.

    Incidents in = closed + open; the officer-time incidents took is the officers' busy time; every officer's rostered and
    extra time equals the sum of the time in each status.  The outcome must reach the inputs' horizon.
    """
    faults = []
    stages = outcome.incidents["stage"]
    again = inputs.repeats.is_one(stages.size)
    told = (inputs.incidents["by_phone"] == 0) & ~again  # the others have to get through first, or come back of one of these
    began, taken_on = int((inputs.incidents["created"] < inputs.horizon_ms)[told].sum()), int((stages != TO_COME)[told].sum())
    if began != taken_on:
        faults.append(f"{began} incidents came in, {taken_on} were taken on")
    faults += front_door_faults(inputs, stages, outcome.calls, outcome.fronts, outcome.pool_hours)
    faults += casework_faults(inputs, outcome.incidents, outcome.crimes, outcome.desks, outcome.accounts)
    faults += _repeat_faults(inputs, outcome)
    closed = (stages == CLOSED) & ~again
    if bool((outcome.incidents["closed"][closed] < inputs.incidents["created"][closed]).any()):
        faults.append("an incident was closed before it was created")
    committed, busy = committed_ms(inputs, outcome), int(outcome.accounts[:, :, BUSY].sum())
    if committed != busy:
        faults.append(f"incidents held officers for {committed} ms, officers' accounts say {busy} ms")
    expected = expected_accounts(inputs, outcome)
    booked = outcome.accounts.sum(axis=2)
    wrong = np.flatnonzero((expected != booked).any(axis=1))
    faults += [
        f"seat {inputs.seat_ids[seat]}: rostered {expected[seat, 0]} ms and over {expected[seat, 1]} ms by its tours, "
        f"{booked[seat, 0]} ms and {booked[seat, 1]} ms by its time accounts"
        for seat in wrong[:5]
    ]
    return faults


def _repeat_faults(inputs: Inputs, outcome: Outcome) -> list[str]:
    """Return what is wrong with incidents that come back: they do after a parent that was cut short, in time, and only then."""
    repeats, practice = inputs.repeats, outcome.incidents
    parents = practice[repeats.parent]
    comes = parents["closed"] + repeats.after_ms
    due = (parents["cut"] == 1) & (parents["stage"] == CLOSED) & (comes < inputs.horizon_ms)
    wrong = np.flatnonzero(np.where(due, comes, -1) != practice["logged"][inputs.incidents.size - repeats.parent.size :])
    return [f"{wrong.size} incidents came back at another time than they should, or should not"] if wrong.size else []


def committed_ms(inputs: Inputs, outcome: Outcome) -> int:
    """Return officer-milliseconds that incidents held since measuring began: officers sent x time from sent to left."""
    sent = outcome.deployments
    left = np.where(sent["left"] >= 0, sent["left"], inputs.horizon_ms)
    low, high = inputs.measure_from_ms, inputs.horizon_ms
    held = np.clip(left, low, high) - np.clip(sent["sent"], low, high)
    return int((held * sent["officers"].astype(np.int64)).sum())


def expected_accounts(inputs: Inputs, outcome: Outcome) -> Ints:
    """Return, from tours alone, each seat's rostered time and time worked beyond the end of tours, (seats, 2) ms."""
    tours, done = as_held(inputs, outcome), outcome.tours
    low, high = inputs.measure_from_ms, inputs.horizon_ms
    out = np.zeros((inputs.n_seats, 2), dtype=np.int64)
    rostered = np.clip(tours["end"], low, high) - np.clip(tours["start"], low, high)
    np.add.at(out[:, ROSTERED], tours["seat"], rostered)
    # Beyond the end: up to booking off, or to the horizon for those still at work.
    at_work = (done["on"] >= 0) & (done["off"] < 0)
    off = np.where(done["off"] >= 0, done["off"], np.where(at_work, high, tours["end"]))
    over = np.clip(np.maximum(off, tours["end"]), low, high) - np.clip(tours["end"], low, high)
    np.add.at(out[:, OVER], tours["seat"], np.where(tours["start"] < high, over, 0))
    return out


def as_held(inputs: Inputs, outcome: Outcome) -> Records:
    """Return the tours with those of mutual aid's guests as they were held: from booking on for as long as they stay."""
    if not inputs.aid.on:
        return inputs.tours
    tours = inputs.tours.copy()
    guests = slice(inputs.aid.first_tour, None)
    came = outcome.tours["on"][guests] >= 0
    start = np.where(came, outcome.tours["on"][guests], NEVER_MS)
    tours["start"][guests] = start
    tours["end"][guests] = start + np.where(came, inputs.aid.rules["stay_ms"][0], 0)
    return tours


def empty_accounts(inputs: Inputs) -> Ints:
    """Return time accounts in which nothing is booked."""
    return np.zeros((inputs.n_seats, 2, N_STATUS), dtype=np.int64)
