"""What a day asks of officers, worked by hand in both engines. The day kept runs from 06:00 (minute 360) to 06:00 (1,800)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels import exposures as e
from kernels.clock import MINUTE_MS
from sim.inputs.exposure_plan import ExposurePlan
from sim.inputs.inputs import Inputs
from sim.outcome import Outcome
from tests.support.tiny_cases import crime, with_crimes
from tests.support.tiny_inputs import TourLine, incident, partner, tiny, tour
from tests.twin.reading import Run

IN_TIME = (e.DUTY, e.BUSY, e.OVERTIME, e.SLEEPY, e.UNPAID, e.ALONE, e.SHORT, e.CONFLICT, e.HINDERED, e.SLEPT)
CALLED_AWAY = {"preempt_grades": 1, "preempt_on_scene": True, "preempt_clearing": True, "preempt_travelling": True}


def kept(inputs: Inputs, needed: float = 0.0, refused: int = 0) -> Inputs:
    """Keep the day that the second morning closes; ``needed`` tours are to end in it, seat 0 was refused so many requests."""
    nights, own = len(inputs.nights), inputs.n_own
    windows = np.full(nights, -1, dtype=np.int64)
    windows[1] = 0
    wanted, asked = np.zeros((inputs.n_areas, nights)), np.zeros((own, nights), dtype=np.int64)
    wanted[0, 1], asked[0, 1] = needed, refused
    return replace(inputs, exposures=ExposurePlan(windows, wanted, asked))


def day(outcome: Outcome, seat: int = 0) -> dict[str, float]:
    """Return what the day asked of an officer: minutes, or how often; that it was a day needs no saying."""
    row = outcome.exposures[seat, 0].copy()
    row[e.DAYS] = 0
    return {e.NAMES[k]: row[k] / MINUTE_MS if k in IN_TIME else int(row[k]) for k in np.flatnonzero(row).tolist()}


def duty(*seats: int, until: float = 1_000, size: int = 1) -> list[TourLine]:
    return [tour(seat, 400, until, crew_size=size) for seat in seats]


def test_a_quiet_day(run: Run) -> None:
    out = run(kept(tiny(duty(0))))
    assert day(out) == {"duty": 600, "alone": 600, "tours": 1}


def test_work_while_others_wait_is_conflict(run: Run) -> None:
    # At work from 410 to 510; another waits from 450 to 510, a third from 500 to 530.  Free time never is.
    calls = [incident(410, 100), incident(450, 20), incident(500, 10)]
    out = run(kept(tiny(duty(0), calls)))
    assert day(out) == {"duty": 600, "alone": 600, "tours": 1, "busy": 130, "conflict": 80, "attended": 3, "late": 2}


def test_what_waits_elsewhere_is_no_conflict(run: Run) -> None:
    calls = [incident(410, 100), incident(420, 20, area=1)]
    out = run(kept(tiny(duty(0), calls, seat_area=[0])))
    assert day(out) == {"duty": 600, "alone": 600, "tours": 1, "busy": 100, "attended": 1}


def test_late_is_after_the_target(run: Run) -> None:
    # Ten minutes' drive and a target of ten: the first is in time to the minute, the second waits for it.
    out = run(kept(tiny(duty(0), [incident(410, 20), incident(411, 20)], travel=10, target=[10])))
    assert {name: day(out)[name] for name in ("attended", "late")} == {"attended": 2, "late": 1}


def test_a_pair_shares_everything(run: Run) -> None:
    out = run(kept(tiny(duty(0, 1, size=2), [incident(410, 20)])))
    assert day(out, 0) == day(out, 1) == {"duty": 600, "tours": 1, "busy": 20, "attended": 1}


def test_called_away_for_a_higher_grade_is_rushed(run: Run) -> None:
    calls = [incident(410, 100, grade=1), incident(450, 20)]
    out = run(kept(tiny(duty(0), calls, rules=CALLED_AWAY, target=[1_000, 1_000])))
    assert {name: day(out)[name] for name in ("attended", "rushed")} == {"attended": 3, "rushed": 1}


def test_turned_round_on_the_way_is_not(run: Run) -> None:
    calls = [incident(410, 100, grade=1), incident(415, 20)]
    out = run(kept(tiny(duty(0), calls, rules=CALLED_AWAY, travel=10, target=[1_000, 1_000])))
    assert {name: day(out).get(name) for name in ("attended", "rushed")} == {"attended": 2, "rushed": None}


def test_a_report_dropped_is_rushed(run: Run) -> None:
    calls = [incident(410, 20, 60, grade=1), incident(450, 20)]
    out = run(kept(tiny(duty(0), calls, rules=CALLED_AWAY, target=[1_000, 1_000])))
    assert {name: day(out)[name] for name in ("attended", "rushed")} == {"attended": 2, "rushed": 1}


def test_a_scene_cut_short_is_rushed_once(run: Run) -> None:
    # One waits when the first is begun: it is cut to half.  Its report is dropped for a higher grade: that is no second time.
    calls = [*(incident(410, 40, 30, grade=1) for _ in range(2)), incident(435, 10)]
    rules = {**CALLED_AWAY, "cut_waiting": 1, "cut_spared": 1, "cut_to": 0.5}
    out = run(kept(tiny(duty(0), calls, rules=rules, target=[1_000, 1_000])))
    assert out.incidents["cut"].tolist() == [1, 0, 0]
    assert day(out)["rushed"] == 1


def test_held_over_twenty_minutes_is_unpaid_overtime(run: Run) -> None:
    out = run(kept(tiny(duty(0), [incident(980, 40)])))
    assert day(out) == {"duty": 620, "alone": 620, "tours": 1, "busy": 40, "attended": 1, "overtime": 20, "unpaid": 20}


def test_held_for_a_partner_is_hindrance(run: Run) -> None:
    # The scene is over at 430; the partner, asked at 410, has a unit at 500.
    out = run(kept(tiny(duty(0), [incident(410, 20, partner=0)], [partner()], [(500, 0, 1)])))
    assert day(out)["hindered"] == 70


def test_nights_and_short_rests_are_counted(run: Run) -> None:
    # The first tour ends at 300, before the day; the next begins 100 minutes later.
    tours = [tour(0, 100, 300), tour(0, 400, 900, night=1)]
    assert day(run(kept(tiny(tours)))) == {"duty": 500, "alone": 500, "tours": 1, "nights": 1, "quick_returns": 1}


@pytest.mark.parametrize(("needed", "short"), [(1.0, None), (2.0, None), (2.5, 600 * 0.2), (4.0, 300)])
def test_a_day_short_of_officers(run: Run, needed: float, short: float | None) -> None:
    # Two of three tours are worked.
    tours = [*duty(0, 1), tour(2, 400, 1_000, absent=1)]
    out = run(kept(tiny(tours), needed))
    assert [day(out, seat).get("short") for seat in (0, 1, 2)] == [short, short, None]


def test_leave_refused(run: Run) -> None:
    out = run(kept(tiny(duty(0, 1)), refused=2))
    assert (day(out, 0)["refused"], day(out, 1).get("refused")) == (2, None)


def test_a_break_that_is_missed(run: Run) -> None:
    # Due from 500, too late from 600, and at work all along.
    out = run(kept(tiny([tour(0, 400, 1_000, meal=(500, 600, 30))], [incident(410, 300)], rules={"break_grades": 1})))
    assert day(out)["breaks_missed"] == 1


def test_a_break_broken_off_too_late_to_be_had_again_is_missed(run: Run) -> None:
    # Begun at 500, broken off at 530; from 510 on none begins.
    tours = [tour(0, 400, 1_000, meal=(500, 510, 60))]
    out = run(kept(tiny(tours, [incident(530, 60)], rules={"break_grades": 1, "break_counts": 1.0})))
    assert out.tours["breaks_broken"].tolist() == [1]
    assert day(out)["breaks_missed"] == 1


def test_crimes_left_alone_and_overdue(run: Run) -> None:
    # A crime of ten hours' work, left at 420: due half a day later, and worked on the same evening only by the first officer.
    calls = [incident(410, 10), incident(410, 10)]
    tours = [tour(0, 400, 430), tour(0, 600, 700), tour(1, 400, 430)]
    out = run(kept(with_crimes(tiny(tours, calls), {0: crime(600, 0.5), 1: crime(600, 2)}, settle_in=10)))
    assert (day(out, 0).get("neglected"), day(out, 0)["overdue"]) == (None, 1)
    assert (day(out, 1)["neglected"], day(out, 1).get("overdue")) == (1, None)
