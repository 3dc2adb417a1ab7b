"""Books of overtime and time off that do not balance are found, and said in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels import kinds as k
from kernels.clock import HOUR_MS, MINUTE_MS
from sim.compiled import run_compiled
from sim.inputs.inputs import Inputs
from sim.outcome import Outcome, conservation_faults
from tests.support.tiny_inputs import incident, tiny, tour
from tests.support.tiny_overtime import with_duty

DAY = 24 * 60
OWED = 480 * MINUTE_MS


@pytest.fixture(scope="module")
def case() -> tuple[Inputs, Outcome]:
    """Return a case with all there is: officer 0 earns time off and takes it, 1 has a rest day back, 2 works one, one comes."""
    lines = [
        tour(0, 0, 600), tour(0, DAY, DAY + 200), tour(1, 0, 480),
        tour(2, 100, 700, team=2, kind=k.CANCELLED_REST_DAY, reward=k.REST_DAY),
        tour(4, 2 * DAY, 2 * DAY + 480, absent=k.COURT, minimum=1, team=1),
    ]  # fmt: skip
    inputs = with_duty(tiny(lines, [incident(595, 200)], horizon=4 * DAY), lieu=[0], owed={1: 480}, recall=(60, 240, 1),
                       settings={"limits": {"week_h": 168.0}})  # fmt: skip
    return inputs, run_compiled(inputs)


def test_as_it_came_out_it_balances(case: tuple[Inputs, Outcome]) -> None:
    inputs, outcome = case
    assert conservation_faults(inputs, outcome) == []
    seats = outcome.seats
    assert (seats["lieu_earned"] > 0).tolist() == [True, False, False, False, False]
    assert seats["lieu_taken"].tolist() == [200 * MINUTE_MS, 0, 0, 0, 0]
    assert seats["owed_taken"].tolist() == [0, OWED, 0, 0, 0]
    assert seats["owed_earned"].tolist() == [0, 0, 600 * MINUTE_MS, 0, 0]
    assert int(seats["recalls"].sum()) == 1


@pytest.mark.parametrize(("field", "seat", "words"), [
    ("lieu_ms", 0, "time off in lieu: 0 ms to begin with"), ("owed_ms", 1, f"rest days owed: {OWED} ms to begin with"),
    ("lieu_earned", 0, "lieu_earned is"), ("lieu_taken", 0, "lieu_taken is"),
    ("owed_taken", 1, "owed_taken is"), ("owed_earned", 2, "owed_earned is"),
])  # fmt: skip
def test_a_millisecond_in_an_officers_books(case: tuple[Inputs, Outcome], field: str, seat: int, words: str) -> None:
    inputs, outcome = case
    seats = outcome.seats.copy()
    seats[field][seat] += 1
    faults = conservation_faults(inputs, replace(outcome, seats=seats))
    assert any(words in fault and f"seat {seat}" in fault for fault in faults), faults


@pytest.mark.parametrize("field", ["overtime_paid", "overtime_unpaid", "overtime_lieu", "overtime_owed", "overtime_added"])
def test_a_millisecond_in_a_tours_books(case: tuple[Inputs, Outcome], field: str) -> None:
    inputs, outcome = case
    for row in np.flatnonzero(outcome.tours["off"] > 0):
        tours = outcome.tours.copy()
        tours[field][row] += 1
        faults = conservation_faults(inputs, replace(outcome, tours=tours))
        assert any(fault.startswith(f"tour {row}: ") for fault in faults), faults


def test_a_balance_below_nothing(case: tuple[Inputs, Outcome]) -> None:
    inputs, outcome = case
    seats, tours = outcome.seats.copy(), outcome.tours.copy()
    seats["lieu_ms"][0] -= HOUR_MS * 10
    seats["lieu_taken"][0] += HOUR_MS * 10
    assert any("time off in lieu" in fault for fault in conservation_faults(inputs, replace(outcome, seats=seats, tours=tours)))


def test_time_recalled_is_a_row_of_its_own(case: tuple[Inputs, Outcome]) -> None:
    inputs, outcome = case
    seat = int(np.flatnonzero(outcome.seats["recalls"])[0])
    accounts = outcome.accounts.copy()
    assert accounts[seat, 2].sum() == 4 * HOUR_MS
    accounts[seat, 2, k.FREE] -= 1
    accounts[seat, 1, k.FREE] += 1
    faults = conservation_faults(inputs, replace(outcome, accounts=accounts))
    assert len(faults) == 1
    assert faults[0].startswith(f"seat {seat}: rostered, over and recalled")
