"""Planned absence: the right share, leave by whole week, keyed by seat and date, nested in the shares."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels.abstraction import given_back
from sim.calendar import Calendar, build_calendar
from sim.inputs.abstraction import planned_absence
from sim.inputs.rosters import Tours, duty_tours
from sim.inputs.workforce import Seats
from sim.scenario import Abstraction, Roster, Shift

SHIFTS = {
    "E": Shift(start="07:00", hours=10), "L": Shift(start="14:00", hours=10),
    "N": Shift(start="22:00", hours=10, night=True),
}
ROSTER = Roster(title="2-2-2-4", shifts=SHIFTS, cycle=tuple("EELLNNRRRR"), teams=5, offset_days=2,
                anchor=date(2024, 1, 1), equal_paid_hours=False)
START = date(2026, 2, 4)


def shares(leave: float, training: float, court: float) -> Abstraction:
    return Abstraction(on=True, leave_weeks_share=leave, training_share=training, court_share=court)


def plan(ids: np.ndarray, days: int = 60, warmup: int = 0) -> tuple[Tours, Seats, Calendar]:
    calendar = build_calendar("Europe/London", START, warmup, days, "ENG")
    team = (ids % 5).astype(np.int16)
    seats = Seats(ids.astype(np.int32), np.zeros(ids.size, np.int16), team)
    return duty_tours(ROSTER, team, calendar, ids), seats, calendar


def by_seat_and_date(absence: np.ndarray, tours: Tours, seats: Seats, calendar: Calendar) -> dict:
    return {(int(seats.id[s]), calendar.date(d)): int(k)
            for s, d, k in zip(tours.seat, tours.date_index, absence, strict=True)}


def test_shares_are_shares_of_all_tours() -> None:
    tours, seats, calendar = plan(np.arange(600), days=364)
    kind = planned_absence(tours, seats, shares(0.14, 0.08, 0.03), calendar, seed=4, replication=0)
    found = np.bincount(kind, minlength=4) / len(tours)
    # About 31 000 seat-weeks decide leave and 131 000 seat-dates the rest: standard errors 0.002 and below 0.001.
    assert found == pytest.approx([0.75, 0.14, 0.08, 0.03], abs=0.008)
    assert abs(found[2] - 0.08) < 0.004 and abs(found[3] - 0.03) < 0.003


def test_leave_takes_whole_weeks_and_single_dates_are_independent() -> None:
    tours, seats, calendar = plan(np.arange(200), days=140)
    kind = planned_absence(tours, seats, shares(0.2, 0.1, 0.05), calendar, 4, 0)
    weeks: dict[tuple[int, tuple[int, int]], set[bool]] = {}
    for (seat, when), k in by_seat_and_date(kind, tours, seats, calendar).items():
        weeks.setdefault((seat, when.isocalendar()[:2]), set()).add(k == 1)
    assert all(len(answers) == 1 for answers in weeks.values())
    on_leave = [answers == {True} for answers in weeks.values()]
    assert 0.15 < np.mean(on_leave) < 0.25
    # A training day says nothing about the next tour's: lifted to one seat's successive tours, the product rule holds.
    per_seat = [kind[tours.seat == s] for s in range(200)]
    working = np.concatenate([(k[:-1] != 1) & (k[1:] != 1) for k in per_seat])
    both = np.concatenate([(k[:-1] == 2) & (k[1:] == 2) for k in per_seat])
    assert both.sum() / working.sum() == pytest.approx((0.1 / 0.8) ** 2, abs=0.005)


def test_off_means_nobody_is_absent_and_replications_differ() -> None:
    tours, seats, calendar = plan(np.arange(50))
    off = Abstraction(on=False, leave_weeks_share=0.5, training_share=0.2, court_share=0.2)
    assert not planned_absence(tours, seats, off, calendar, 1, 0).any()
    assert not planned_absence(tours, seats, shares(0, 0, 0), calendar, 1, 0).any()
    usual = shares(0.14, 0.08, 0.03)
    pairs = ((1, 0), (1, 0), (1, 1), (2, 0))  # study seed, replication
    draws = [planned_absence(tours, seats, usual, calendar, *pair).tobytes() for pair in pairs]
    assert draws[0] == draws[1] and len(set(draws)) == 3


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.sets(st.integers(0, 400), min_size=1, max_size=60), st.integers(0, 50), st.integers(0, 2**63 - 1))
def test_absence_belongs_to_seat_and_date_alone(ids: set[int], warmup: int, seed: int) -> None:
    everyone, some = np.arange(401), np.array(sorted(ids))
    usual = shares(0.14, 0.08, 0.03)
    tours, seats, calendar = plan(everyone, 30)
    full = by_seat_and_date(planned_absence(tours, seats, usual, calendar, seed, 2), tours, seats, calendar)
    tours, seats, calendar = plan(some, 30, warmup)
    part = by_seat_and_date(planned_absence(tours, seats, usual, calendar, seed, 2), tours, seats, calendar)
    inside = {key: k for key, k in part.items() if key[1] >= START}
    assert inside == {key: k for key, k in full.items() if key[0] in ids and key[1] >= START}


SHARE = st.floats(0, 0.31)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE, st.integers(0, 2**63 - 1))
def test_more_abstraction_only_adds_absences(
    l1: float, t1: float, c1: float, l2: float, t2: float, c2: float, seed: int
) -> None:
    tours, seats, calendar = plan(np.arange(80), 50)
    less = planned_absence(tours, seats, shares(min(l1, l2), min(t1, t2), min(c1, c2)), calendar, seed, 0)
    more = planned_absence(tours, seats, shares(max(l1, l2), max(t1, t2), max(c1, c2)), calendar, seed, 0)
    assert (more[less > 0] > 0).all()
    assert (more[less == 1] == 1).all()


def test_a_roster_always_on_has_no_tours_to_be_absent_from() -> None:
    calendar = build_calendar("Europe/London", START, 0, 10, "ENG")
    tours = duty_tours(Roster(title="always", always_on=True, anchor=START), np.zeros(3, dtype=np.int16), calendar)
    seats = Seats(np.arange(3, dtype=np.int32), np.zeros(3, np.int16), np.zeros(3, np.int16))
    assert not planned_absence(tours, seats, Abstraction(on=False), calendar, 1, 0).any()
    with pytest.raises(ValueError, match="abstraction=none"):
        planned_absence(tours, seats, shares(0.1, 0, 0), calendar, 1, 0)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.floats(0.001, 0.95), st.integers(0, 2**63 - 1), st.integers(-5000, 5000))
def test_tours_given_back_keep_to_the_surplus_from_any_number_on(surplus: float, seed: int, begin: int) -> None:
    numbers = np.arange(begin, begin + 3000)
    back = np.empty(numbers.size, dtype=np.bool_)
    given_back(np.uint64(seed), np.full(numbers.size, 17), numbers, surplus, back)
    assert abs(back.sum() - 3000 * surplus) <= 2
    given_back(np.uint64(seed), np.full(numbers.size, 17), numbers, 0.0, back)
    assert not back.any()


def test_every_tour_number_is_as_likely_to_be_given_back() -> None:
    seat, number = (a.ravel() for a in np.meshgrid(np.arange(4000), np.arange(30), indexing="ij"))
    back = np.empty(seat.size, dtype=np.bool_)
    given_back(np.uint64(9), seat, number, 0.6, back)
    by_number = back.reshape(4000, 30).mean(axis=0)
    assert np.abs(by_number - 0.6).max() < 5 * (0.6 * 0.4 / 4000) ** 0.5
