"""The books by hour worked by hand in both engines: what officers of the roster did in each hour, and who is not in them."""

from __future__ import annotations

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from sim.outcome import Outcome
from tests.support.tiny_inputs import incident, tiny, tour
from tests.twin.reading import Run


def hours(out: Outcome, status: int) -> dict[int, float]:
    """Return the officer-minutes of each hour in a status, hours without any left out."""
    return {hour: ms / MINUTE_MS for hour, ms in enumerate(out.hours[:, status].tolist()) if ms}


def test_time_is_booked_to_the_hours_it_falls_in(run: Run) -> None:
    # Two officers from 30 to 270; one at the scene from 50 to 190, which touches four hours.
    out = run(tiny([tour(0, 30, 270), tour(1, 30, 270)], [incident(50, 140)]))
    assert hours(out, k.ON_SCENE) == {0: 10, 1: 60, 2: 60, 3: 10}
    assert hours(out, k.FREE) == {0: 50, 1: 60, 2: 60, 3: 110, 4: 60}
    assert int(out.hours.sum()) == 2 * 240 * MINUTE_MS


def test_a_change_on_the_hour_belongs_to_the_new_hour(run: Run) -> None:
    out = run(tiny([tour(0, 0, 180)], [incident(60, 60)]))
    assert hours(out, k.ON_SCENE) == {1: 60}
    assert hours(out, k.FREE) == {0: 60, 2: 60}


def test_overtime_is_no_rostered_time(run: Run) -> None:
    # Held over from 120 to 170; nothing of it is the roster's.
    out = run(tiny([tour(0, 0, 120)], [incident(110, 60)]))
    assert hours(out, k.ON_SCENE) == {1: 10}
    assert int(out.hours.sum()) == 120 * MINUTE_MS


def test_work_that_runs_into_the_next_tour_is_rostered_again(run: Run) -> None:
    # 0-120 and 150-240; the job of 110-180 is overtime until 150, the tour's again until 180, then the officer rests.
    out = run(tiny([tour(0, 0, 120), tour(0, 150, 240)], [incident(110, 70)]))
    assert hours(out, k.ON_SCENE) == {1: 10, 2: 30}
    assert hours(out, k.RESTING) == {3: 60}


def test_absence_is_booked_and_students_and_pools_are_not(run: Run) -> None:
    # Seat 1 is a student with seat 0 as tutor, seat 2 on leave, seat 3 a special.
    tours = [tour(0, 0, 60), tour(1, 0, 60), tour(2, 0, 60, absent=k.LEAVE), tour(3, 0, 60, pool=1, team=1)]
    out = run(tiny(tours, students=[1], pools=[1]))
    assert hours(out, k.FREE) == {0: 60}
    assert hours(out, k.AWAY) == {0: 60}
    assert int(out.accounts.sum()) == 4 * 60 * MINUTE_MS


def test_the_warm_up_is_in_no_hour(run: Run) -> None:
    # Measuring begins at 90, in the middle of an hour and of the job of 60 to 130.
    out = run(tiny([tour(0, 0, 180)], [incident(60, 70)], measure_from=90))
    assert hours(out, k.ON_SCENE) == {1: 30, 2: 10}
    assert hours(out, k.FREE) == {2: 50}


def test_who_is_still_at_work_at_the_end_is_booked_up_to_it(run: Run) -> None:
    out = run(tiny([tour(0, 0, 300)], [incident(100, 500)], horizon=150))
    assert out.hours.shape == (3, k.N_STATUS)
    assert hours(out, k.ON_SCENE) == {1: 20, 2: 30}
