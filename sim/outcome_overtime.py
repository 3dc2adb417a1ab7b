"""Whether overtime and time off balance: every minute paid, unpaid or taken as time off, every officer's books to the ms."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kernels.kinds import CANCELLED_REST_DAY, EXTRA, IN_LIEU, RECALL, REST_DAY_BACK
from kernels.overtime import CALL_IN, CASUAL, PLANNED, REST_DAY_RATE
from sim.inputs.inputs import Inputs, Ints, Records
from sim.inputs.tours_of_teams import rostered

_SHOWN = 5


def overtime_faults(inputs: Inputs, done: Records, seats: Records) -> Iterator[str]:
    """Yield what does not balance in the practice of tours, DONE records, and in officers' books, SEAT records, in words.

    For every tour overtime worked, and what counts without work, is paid, unpaid, time off or a rest day owed.  For every
    officer opening + earned - taken = closing, of time off in lieu and of rest days owed, and both follow from the tours.
    """
    kind, seat = held_by(inputs, done)
    worked = overtime_worked_ms(inputs, done, kind)
    yield from _told_faults(inputs, done)
    booked = done["overtime_paid"] + done["overtime_unpaid"] + done["overtime_lieu"] + done["overtime_owed"]
    for tour in np.flatnonzero(worked + done["overtime_added"] != booked)[:_SHOWN]:
        added = done["overtime_added"][tour]
        yield f"tour {tour}: {worked[tour]} ms of overtime worked, {added} added, {booked[tour]} in the books"
    if not inputs.overtime_plan.on:
        return
    opening = np.zeros(inputs.n_seats, dtype=np.int64)
    yield from _unbalanced("time off in lieu", opening, seats, "lieu", inputs)
    opening[: inputs.n_own] = inputs.overtime_plan.owed_ms[: inputs.n_own]
    yield from _unbalanced("rest days owed", opening, seats, "owed", inputs)
    length = inputs.tours["end"] - inputs.tours["start"]
    credits = done["overtime_lieu"] * _twelfths(inputs, kind) // 12 + done["planned_lieu"] * inputs.overtime[PLANNED] // 12
    for name, amounts in (
        ("lieu_earned", credits), ("lieu_taken", np.where(done["reason"] == IN_LIEU, length, 0)),
        ("owed_earned", np.where(done["overtime_owed"] > 0, length, 0)),
        ("owed_taken", np.where(done["reason"] == REST_DAY_BACK, length, 0)),
    ):  # fmt: skip
        by_tours = np.zeros(inputs.n_seats, dtype=np.int64)
        np.add.at(by_tours, seat, amounts)
        for one in np.flatnonzero(by_tours != seats[name])[:_SHOWN]:
            yield f"seat {inputs.seat_ids[one]}: {name} is {by_tours[one]} ms by its tours, {seats[name][one]} ms in its books"


def _told_faults(inputs: Inputs, done: Records) -> Iterator[str]:
    """Yield what does not balance in overtime told beforehand: all of it is paid, unpaid or time off."""
    worked = told_worked_ms(inputs, done)
    booked = done["planned_paid"] + done["planned_unpaid"] + done["planned_lieu"]
    for tour in np.flatnonzero(worked != booked)[:_SHOWN]:
        yield f"tour {tour}: {worked[tour]} ms worked of what was told beforehand, {booked[tour]} in the books"


def told_worked_ms(inputs: Inputs, done: Records) -> Ints:
    """Return what was worked of planned overtime in every tour that is over, (tours,) ms: of its time beyond the roster."""
    tours, over = inputs.tours, (done["on"] >= 0) & (done["off"] >= 0)
    there = np.minimum(done["off"], tours["end"]) - np.maximum(done["on"], tours["start"])
    start, end = rostered(tours)
    inside = np.minimum(done["off"], end) - np.maximum(done["on"], start)
    return np.where(over, np.maximum(there, 0) - np.maximum(inside, 0), 0)


def held_by(inputs: Inputs, done: Records) -> tuple[Ints, Ints]:
    """Return every tour's kind and seat, (tours,) each; those of recalls are known in practice only."""
    plan, kind = inputs.overtime_plan, inputs.tours["kind"].astype(np.int64)
    seat = np.where(done["seat"] >= 0, done["seat"], np.maximum(inputs.tours["seat"], 0)).astype(np.int64)
    kind[plan.first_recall : plan.first_recall + plan.n_recalls] = RECALL
    return kind, seat


def overtime_worked_ms(inputs: Inputs, done: Records, kind: Ints) -> Ints:
    """Return the overtime worked in every tour that is over, (tours,) ms: what was held over, or the whole of an extra tour."""
    over = (done["on"] >= 0) & (done["off"] >= 0)
    guests = np.arange(done.size) >= inputs.first_guest_tour
    planned_end = inputs.tours["end"]
    if inputs.aid.on:
        planned_end = np.where(guests, done["on"] + inputs.aid.rules["stay_ms"][0], planned_end)
    held_over = np.maximum(0, done["off"] - planned_end)
    return np.where(over, np.where(np.isin(kind, EXTRA), done["off"] - done["on"], held_over), 0)


def _twelfths(inputs: Inputs, kind: Ints) -> Ints:
    par = inputs.overtime
    return np.where(kind == RECALL, par[CALL_IN], np.where(kind == CANCELLED_REST_DAY, par[REST_DAY_RATE], par[CASUAL]))


def _unbalanced(what: str, opening: Ints, seats: Records, name: str, inputs: Inputs) -> Iterator[str]:
    earned, taken, closing = (seats[f"{name}_{part}"] for part in ("earned", "taken", "ms"))
    for seat in np.flatnonzero((opening + earned - taken != closing) | (closing < 0))[:_SHOWN]:
        yield (f"seat {inputs.seat_ids[seat]}, {what}: {opening[seat]} ms to begin with, {earned[seat]} earned, "
               f"{taken[seat]} taken, {closing[seat]} left")
