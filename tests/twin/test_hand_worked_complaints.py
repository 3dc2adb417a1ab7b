"""The work of complaints, worked by hand in both engines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from kernels import kinds as k
from kernels import levers as lv
from sim.inputs.inputs import Inputs
from sim.inputs.lever_plan import LeverPlan
from sim.outcome import conservation_faults
from tests.support.tiny_inputs import FIRST_DAY, incident, tiny, tour
from tests.support.tiny_protected import SUPERVISION, of_time, time, with_protected
from tests.twin.reading import Run, account, log

DAY = 24 * 60
WORK = {"complaint_officer": 60, "complaint_sergeant": 90, "complaint_tour": 40}


def complained(inputs: Inputs, *rows: int, sergeants: tuple[int, ...] = (), own: float = 0, days: int = 5) -> Inputs:
    """Return inputs in which these incidents bring a complaint about the first who attended; there is time for it all tour."""
    inputs = with_protected(inputs, time(own, until=600), sergeants=sergeants)
    incidents = inputs.incidents.copy()
    incidents["complaint_days"][list(rows)] = days
    return replace(inputs, incidents=incidents)


def ran(run: Run, inputs: Inputs) -> Any:
    out = run(inputs)
    assert not conservation_faults(inputs, out)
    return out


def books(out: Any) -> list[list[float]]:
    """Return for each seat the minutes asked for, worked and lapsed."""
    names = ("complaint_asked_ms", "complaint_worked_ms", "complaint_lapsed_ms")
    return [[out.seats[name][seat] / 60_000 for name in names] for seat in range(len(out.seats))]


def days_of(seats: int, n: int = 3) -> list[Any]:
    return [tour(seat, day * DAY, day * DAY + 480) for day in range(n) for seat in range(seats)]


def test_it_is_worked_off_in_the_tours_that_follow(run: Run) -> None:
    # Complained about at 30 of the first day: nothing is due then; 40 of the 60 minutes in the next tour, 20 in the one after.
    out = ran(run, complained(tiny(days_of(1), [incident(0, 30)], rules=WORK, horizon=3 * DAY), 0))
    assert of_time(out, SUPERVISION, "due_ms") == [0, 40, 20]
    assert books(out) == [[60, 60, 0]]
    assert log(out, k.COMPLAINT_HANDED) == [(30, k.COMPLAINT_HANDED, 0, -1)]
    assert log(out, k.PROTECTED_BEGUN)[0] == (DAY, k.PROTECTED_BEGUN, 0, k.SUPERVISORY)
    assert account(out, 0)[k.IN_SUPERVISION] == 60
    assert (out.incidents["complained"].tolist(), out.incidents["complaint_ms"].tolist()) == ([1], [60 * 60_000])


def test_a_sergeant_looks_into_it_beside_the_work_there_is_already(run: Run) -> None:
    # Ten minutes of his own in each tour, and 40, 40 and 10 of the complaint's 90.
    out = ran(run, complained(tiny(days_of(2, 4), [incident(0, 30)], rules=WORK, horizon=4 * DAY), 0, sergeants=(1,), own=10))
    assert of_time(out, SUPERVISION, "due_ms") == [0, 10, 40, 50, 20, 50, 0, 20]
    assert of_time(out, SUPERVISION, "had_ms") == [0, 10, 40, 50, 20, 50, 0, 20]
    assert books(out) == [[60, 60, 0], [90, 90, 0]]
    assert log(out, k.COMPLAINT_HANDED) == [(30, k.COMPLAINT_HANDED, 0, 1)]


def test_what_is_called_out_of_counts_and_the_rest_is_owed(run: Run) -> None:
    # Called out after 15 of 40 by an incident that takes the rest of the tour: 45 are still owed.
    inputs = tiny(days_of(1, 2), [incident(0, 30), incident(DAY + 15, 470)], rules=WORK, horizon=2 * DAY)
    inputs = with_protected(inputs, time(until=600, grades=1))
    incidents = inputs.incidents.copy()
    incidents["complaint_days"][0] = 5
    out = ran(run, replace(inputs, incidents=incidents))
    assert of_time(out, SUPERVISION, "had_ms") == [0, 15]
    assert books(out) == [[60, 15, 0]]


def test_it_goes_to_the_sergeant_with_least_of_it_never_to_the_one_it_is_about(run: Run) -> None:
    # Seats 1, 2 and 3 are sergeants, 3 of another area. About 0: the lowest, 1; again: 2. Seat 1 is at it from 190 to 230, then
    # goes to the last: about 1 itself, so that it is 2, who has as much.
    calls = [incident(0, 30), incident(100, 30), incident(200, 30, officers=1)]
    tours = [tour(0, 0, 180), tour(1, 190, 480), tour(2, 500, 600), tour(3, 0, 600, area=1)]
    inputs = tiny(tours, calls, rules=WORK, seat_area=[0, 0, 0, 1])
    out = ran(run, complained(inputs, 0, 1, 2, sergeants=(1, 2, 3)))
    assert log(out, k.COMPLAINT_HANDED) == [(at, k.COMPLAINT_HANDED, row, seat) for at, row, seat in
                                            ((30, 0, 1), (130, 1, 2), (260, 2, 2))]  # fmt: skip
    assert [asked for asked, _, _ in books(out)] == [120, 150, 180, 0]


def test_complaints_come_before_other_supervisory_work(run: Run) -> None:
    # 60 of his own and 40 of the complaint's are due; called out after 50, for good: the complaint had its 40.
    calls = [incident(0, 30), incident(DAY + 50, 430)]
    tours = [*days_of(1, 1), tour(1, 0, 480), tour(1, DAY, DAY + 480)]
    inputs = complained(tiny(tours, calls, rules=WORK), 0, sergeants=(1,), own=60)
    rules = inputs.protected.copy()
    rules["grades"] = 1
    out = ran(run, replace(inputs, protected=rules))
    assert books(out)[1] == [90, 40, 0]


@pytest.mark.parametrize(("saved", "asked", "over"), [(0.0, [60, 90], 5), (0.5, [30, 45], 3), (1.0, [0, 0], 1)])
def test_footage_makes_it_shorter(run: Run, saved: float, asked: list[float], over: int) -> None:
    rows = np.zeros((lv.N_ROWS, lv.N_COLUMNS))
    rows[lv.FOOTAGE] = 0, 0, saved
    inputs = complained(tiny(days_of(2, 1), [incident(0, 30)], rules=WORK), 0, sergeants=(1,))
    out = ran(run, replace(inputs, levers=LeverPlan(rows, np.array([1 << lv.FOOTAGE, 0]))))
    assert [one for one, _, _ in books(out)] == asked
    assert out.seats["complaint_to"][0] == FIRST_DAY - 1 + over


def test_where_it_is_nobodys_work_nothing_is_asked(run: Run) -> None:
    out = ran(run, complained(tiny(days_of(1, 2), [incident(0, 30)], horizon=2 * DAY), 0))
    assert (books(out), log(out, k.COMPLAINT_HANDED)) == ([[0, 0, 0]], [])
    assert out.incidents["complained"].tolist() == [1]
