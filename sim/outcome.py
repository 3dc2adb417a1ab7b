"""What one replication comes to: the practice both engines report in the same records."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from kernels.careers import GONE_DAYS, N_CAREER, N_DAILY
from kernels.casework_records import CRIME_PRACTICE, DESK
from kernels.clock import HOUR_MS
from kernels.exposures import N_EXPOSURES
from kernels.front_door_records import CALL_DONE, FRONT_DONE, POOL_HOUR, ROOM
from kernels.kinds import (
    BUSY,
    CANCELLED_REST_DAY,
    CLEARING,
    CLOSED,
    LOST_TO_SYSTEMS,
    N_STATUS,
    ON_WATCH,
    PREVENTED,
    RECALL,
    TO_COME,
    names,
)
from kernels.presence import N_PRESENCE
from kernels.records import JOB_DONE
from kernels.spells import N_HEALTH, N_LOADS
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.inputs import Floats, Inputs, Ints, Records
from sim.inputs.start import blank_protected
from sim.inputs.tours_of_teams import rostered
from sim.outcome_careers import career_faults, student_tours
from sim.outcome_casework import casework_faults
from sim.outcome_complaints import complaint_faults
from sim.outcome_custody import custody_faults
from sim.outcome_displacement import displacement_faults
from sim.outcome_front_door import front_door_faults
from sim.outcome_hours import hours_faults, with_post_ms
from sim.outcome_overtime import overtime_faults
from sim.outcome_places import places_faults
from sim.outcome_presence import presence_faults
from sim.outcome_protected import protected_faults
from sim.outcome_returns import return_faults
from sim.outcome_spells import spell_faults
from sim.outcome_strain import strain_faults
from sim.outcome_threshold import threshold_faults

EVENT_NAMES = names()
ROSTERED, OVER, RECALLED = 0, 1, 2  # the rows of an officer's time account
N_ROWS = 3


def row_within(kind: int) -> int:
    """Return the row of the account for time inside a tour of this kind: overtime is overtime from beginning to end."""
    return {CANCELLED_REST_DAY: OVER, RECALL: RECALLED}.get(kind, ROSTERED)


ROW_WITHIN = np.array([row_within(kind) for kind in range(RECALL + 1)])


def row_beyond(kind: int) -> int:
    """Return the row of the account for time beyond the end of a tour of this kind."""
    return RECALLED if kind == RECALL else OVER


@dataclass(frozen=True)
class Outcome:
    """The practice of one replication; records are laid out as in ``kernels.records`` and its neighbours."""

    engine: str
    incidents: Records  # (n,) PRACTICE, in the order of the inputs
    tours: Records  # (n,) DONE, in the order of the inputs
    accounts: Ints  # (seats, 3, N_STATUS) ms since measuring began: inside rostered tours, other overtime, recalled
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
    protected: Records = field(default_factory=lambda: blank_protected(0))  # (tours, 2) PROTECTED_DONE; none when off
    # (hours, N_STATUS) ms in rostered tours of all who have a post and are no students, by hour since the study began; like the
    # accounts since measuring began.
    hours: Ints = field(default_factory=lambda: np.zeros((0, N_STATUS), dtype=np.int64))
    # For every officer and each 28 days of the measured time: exposures (own seats, windows, N_EXPOSURES), see kernels.exposures,
    # and strain as it stood at the end, or when who held the post left, (own seats, windows).
    exposures: Ints = field(default_factory=lambda: np.zeros((0, 0, N_EXPOSURES), dtype=np.int64))
    strains: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    # Sickness by kind, none when off: (seats, N_HEALTH) and, as they stood at the end, (seats, N_LOADS); see kernels.spells.
    health: Ints = field(default_factory=lambda: np.zeros((0, N_HEALTH), dtype=np.int64))
    loads: Floats = field(default_factory=lambda: np.zeros((0, N_LOADS)))
    # Careers, none when off: every post at the end (own seats, N_CAREER), every morning (nights, N_DAILY), see kernels.careers;
    # and the ms in rostered tours of officers while they were students, (own seats, N_STATUS).
    careers: Ints = field(default_factory=lambda: np.zeros((0, N_CAREER), dtype=np.int64))
    career_days: Ints = field(default_factory=lambda: np.zeros((0, N_DAILY), dtype=np.int64))
    student_ms: Ints = field(default_factory=lambda: np.zeros((0, N_STATUS), dtype=np.int64))
    # (seats, N_PRESENCE) of kernels.presence, none when off: who is unwell at work, spends leave on it, goes off injured.
    presence: Ints = field(default_factory=lambda: np.zeros((0, N_PRESENCE), dtype=np.int64))
    rooms: Records = field(default_factory=lambda: np.zeros(0, dtype=ROOM))  # (pools,) of the front door; none when off
    # What became of partners' own jobs, (n,) JOB_DONE; and what is asked of police who fill in, after every bookkeeping,
    # (nights,), none where it does not move.
    jobs: Records = field(default_factory=lambda: np.zeros(0, dtype=JOB_DONE))
    levels: Floats = field(default_factory=lambda: np.zeros(0))
    log: Ints = field(default_factory=lambda: np.zeros((0, 4), dtype=np.int64))  # (n, 4) time, kind, a, b; empty unless asked


def empty_windows(inputs: Inputs) -> tuple[Ints, Floats]:
    """Return the exposures and the strain of an outcome before anything happened."""
    windows = inputs.n_own, inputs.exposures.n_windows
    return np.zeros((*windows, N_EXPOSURES), dtype=np.int64), np.zeros(windows)


def conservation_faults(inputs: Inputs, outcome: Outcome) -> list[str]:
    """Return what does not balance, in words; an empty list when all is conserved.

    Incidents in = closed + open; the officer-time incidents took is the officers' busy time; every officer's rostered and
    extra time equals the sum of the time in each status.  The outcome must reach the inputs' horizon.
    """
    faults = []
    stages = outcome.incidents["stage"]
    again = inputs.returns.is_one(stages.size)
    told = (inputs.incidents["by_phone"] == 0) & ~again  # the others have to get through first, or come back of one of these
    began, taken_on = int((inputs.incidents["created"] < inputs.horizon_ms)[told].sum()), int((stages != TO_COME)[told].sum())
    if began != taken_on:
        faults.append(f"{began} incidents came in, {taken_on} were taken on")
    prevented = stages == PREVENTED
    happened = told & ~prevented & (inputs.incidents["created"] < inputs.horizon_ms)
    if bool((outcome.incidents["logged"][prevented] >= 0).any()) or bool((outcome.incidents["logged"][happened] < 0).any()):
        faults.append("an incident was logged that was prevented, or one that was not is neither")
    faults += front_door_faults(inputs, stages, outcome.calls, outcome.fronts, outcome.pool_hours)
    faults += custody_faults(inputs, outcome.incidents, outcome.deployments, outcome.accounts)
    faults += places_faults(inputs, outcome.incidents, outcome.deployments, outcome.accounts)
    taken = outcome.jobs["taken"]
    if bool(((taken >= 0) & (taken < inputs.background["asked"])).any()):
        faults.append("a partner took a job of its own before it was asked")
    faults += casework_faults(inputs, outcome.incidents, outcome.crimes, outcome.desks, outcome.accounts)
    faults += protected_faults(inputs, outcome.protected, outcome.deployments, outcome.accounts)
    faults += return_faults(inputs, outcome.incidents)
    faults += displacement_faults(inputs, outcome.incidents, outcome.jobs, outcome.levels, outcome.services)
    faults += threshold_faults(inputs, outcome.incidents, outcome.deployments, outcome.fronts)
    faults += complaint_faults(inputs, outcome.incidents, outcome.seats, outcome.protected)
    closed = (stages == CLOSED) & ~again
    if bool((outcome.incidents["closed"][closed] < inputs.incidents["created"][closed]).any()):
        faults.append("an incident was closed before it was created")
    committed, busy = committed_ms(inputs, outcome), int(outcome.accounts[:, :, BUSY].sum())
    if committed != busy:
        faults.append(f"incidents held officers for {committed} ms, officers' accounts say {busy} ms")
    faults += _watch_faults(inputs, outcome) + _writing_faults(inputs, outcome)
    expected = expected_accounts(inputs, outcome)
    booked = outcome.accounts.sum(axis=2)
    wrong = np.flatnonzero((expected != booked).any(axis=1))
    faults += [
        f"seat {inputs.seat_ids[seat]}: rostered, over and recalled {', '.join(map(str, expected[seat]))} ms by its tours, "
        f"{', '.join(map(str, booked[seat]))} ms by its time accounts"
        for seat in wrong[:5]
    ]
    tours = as_held(inputs, outcome)
    by_students = student_tours(inputs, tours["seat"], outcome.tours["student"])
    due = (ROW_WITHIN[tours["kind"]] == ROSTERED) & (tours["seat"] < inputs.n_own) & ~by_students
    with_post = with_post_ms(inputs, outcome.accounts[:, ROSTERED], outcome.student_ms)
    faults += hours_faults(inputs, with_post, outcome.hours, tours[due])
    gone = outcome.careers[:, GONE_DAYS] if inputs.careers.on else np.zeros(inputs.n_own, dtype=np.int64)
    faults += spell_faults(inputs, outcome.health, outcome.seats["sick_days"], gone, outcome.presence)
    faults += career_faults(inputs, outcome.careers, outcome.career_days, outcome.student_ms, outcome.accounts[:, ROSTERED])
    faults += presence_faults(inputs, outcome.tours, outcome.deployments, outcome.presence, outcome.health)
    faults += strain_faults(inputs, outcome.exposures, outcome.tours, outcome.deployments, outcome.desks, outcome.career_days)
    return faults + list(overtime_faults(inputs, outcome.tours, outcome.seats))


def committed_ms(inputs: Inputs, outcome: Outcome) -> int:
    """Return officer-milliseconds that incidents held since measuring began: officers sent x time from sent to left."""
    sent = outcome.deployments
    held = _measured_ms(inputs, sent["sent"], sent["left"])
    return int((held * sent["officers"].astype(np.int64)).sum())


def _watch_faults(inputs: Inputs, outcome: Outcome) -> list[str]:
    """Officers are on watch from arriving at one to leaving it, and at no other time."""
    sent = outcome.deployments
    there = sent[(sent["arrived"] >= 0) & (inputs.incidents["watch"][sent["incident"]] > 0)]
    held = int((_measured_ms(inputs, there["arrived"], there["left"]) * there["officers"].astype(np.int64)).sum())
    booked = int(outcome.accounts[:, :, ON_WATCH].sum())
    return [] if held == booked else [f"watches held officers for {held} ms, officers' accounts say {booked} ms"]


def _writing_faults(inputs: Inputs, outcome: Outcome) -> list[str]:
    """Officers write up, or lose the time to systems, from the writing's begin to its end; what is lost adds up by incident."""
    written = outcome.incidents[outcome.incidents["writing"] >= 0]
    spent = _measured_ms(inputs, written["writing"], written["closed"]) * written["officers_sent"].astype(np.int64)
    booked = int(outcome.accounts[:, :, [CLEARING, LOST_TO_SYSTEMS]].sum())
    faults = [] if int(spent.sum()) == booked else [f"writing up took {int(spent.sum())} ms, officers' accounts say {booked} ms"]
    lost = (written["outage_ms"] + written["slowed_ms"]) * written["officers_sent"].astype(np.int64)
    inside = (written["writing"] >= inputs.measure_from_ms) & (written["closed"] >= 0)
    # Of writing under way when measuring begins or ends, only a part of what is lost is in the accounts.
    at_least, at_most = int(lost[inside].sum()), int(lost[inside].sum() + spent[~inside].sum())
    in_accounts = int(outcome.accounts[:, :, LOST_TO_SYSTEMS].sum())
    if not at_least <= in_accounts <= at_most:
        faults.append(f"incidents lost {at_least} to {at_most} ms to systems, officers' accounts say {in_accounts} ms")
    return faults


def _measured_ms(inputs: Inputs, begin: Ints, end: Ints) -> Ints:
    """Return how long each interval lies in the measured period; one with an end below 0 has none."""
    low, high = inputs.measure_from_ms, inputs.horizon_ms
    return np.clip(np.where(end >= 0, end, high), low, high) - np.clip(begin, low, high)


def expected_accounts(inputs: Inputs, outcome: Outcome) -> Ints:
    """Return, from tours alone, each seat's time rostered, in other overtime and recalled, (seats, 3) ms."""
    tours, done = as_held(inputs, outcome), outcome.tours
    low, high = inputs.measure_from_ms, inputs.horizon_ms
    out = np.zeros((inputs.n_seats, N_ROWS), dtype=np.int64)
    within = ROW_WITHIN[tours["kind"]]
    start, end = rostered(tours)
    inside = np.clip(end, low, high) - np.clip(start, low, high)
    np.add.at(out, (tours["seat"], within), inside)
    told = np.clip(tours["end"], low, high) - np.clip(tours["start"], low, high) - inside
    np.add.at(out, (tours["seat"], np.full(within.size, OVER)), told)
    # Beyond the end: up to booking off, or to the horizon for those still at work.
    at_work = (done["on"] >= 0) & (done["off"] < 0)
    off = np.where(done["off"] >= 0, done["off"], np.where(at_work, high, tours["end"]))
    over = np.clip(np.maximum(off, tours["end"]), low, high) - np.clip(tours["end"], low, high)
    beyond = np.where(within == RECALLED, RECALLED, OVER)
    np.add.at(out, (tours["seat"], beyond), np.where(tours["start"] < high, over, 0))
    return out


def as_held(inputs: Inputs, outcome: Outcome) -> Records:
    """Return the tours with those nobody planned as they were held: of mutual aid's guests, and of officers recalled."""
    if not inputs.aid.on and not inputs.overtime_plan.recall:
        return inputs.tours
    tours, done = inputs.tours.copy(), outcome.tours
    if inputs.overtime_plan.recall:
        plan = inputs.overtime_plan
        recalls = slice(plan.first_recall, plan.first_recall + plan.n_recalls)
        came = done["on"][recalls] >= 0
        tours["seat"][recalls] = np.maximum(done["seat"][recalls], 0)
        tours["start"][recalls] = np.where(came, done["on"][recalls], NEVER_MS)
        tours["end"][recalls] = np.where(came, done["ends"][recalls], NEVER_MS)
        tours["kind"][recalls] = RECALL
    if inputs.aid.on:
        guests = slice(inputs.aid.first_tour, None)
        came = done["on"][guests] >= 0
        start = np.where(came, done["on"][guests], NEVER_MS)
        tours["start"][guests] = start
        tours["end"][guests] = start + np.where(came, inputs.aid.rules["stay_ms"][0], 0)
    return tours


def empty_hours(inputs: Inputs) -> Ints:
    """Return hours in which nobody did anything."""
    return np.zeros((-(-inputs.horizon_ms // HOUR_MS), N_STATUS), dtype=np.int64)


def empty_accounts(inputs: Inputs) -> Ints:
    """Return time accounts in which nothing is booked."""
    return np.zeros((inputs.n_seats, N_ROWS, N_STATUS), dtype=np.int64)
