"""Planned overtime, worked by hand in both engines: tours longer than the roster's, what they pay, and recalls they save."""

from __future__ import annotations

from typing import Any

import pytest

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from sim.outcome import OVER, RECALLED, ROSTERED
from tests.support.tiny_inputs import incident, tiny, tour
from tests.support.tiny_overtime import with_duty
from tests.twin.reading import Run, account, log, log_at, went

DAY = 24 * 60
NOON = DAY + 720
FREE_WEEK = {"limits": {"week_h": 168.0}}


def booked(out: Any, row: int = 0) -> list[float]:
    """Return minutes of planned overtime paid, unpaid and taken as time off, then of casual overtime paid and unpaid."""
    fields = ("planned_paid", "planned_unpaid", "planned_lieu", "overtime_paid", "overtime_unpaid")
    return [float(out.tours[name][row]) / MINUTE_MS for name in fields]


def test_who_stays_on_works_as_before_and_from_the_rosters_end_it_is_overtime(run: Run) -> None:
    # The roster ends at 600, the tour at 720; at work from 590 to 630.  Two hours, all of them paid: no half hour is lost.
    out = run(tiny([tour(0, 0, 720, told_after=120)], [incident(590, 40)]))
    assert log(out, k.STAYS_ON, k.HELD_OVER, k.BOOKED_OFF) == [(600, k.STAYS_ON, 0, 0), (720, k.BOOKED_OFF, 0, 0)]
    assert account(out, 0, ROSTERED) == {k.FREE: 590, k.ON_SCENE: 10}
    assert account(out, 0, OVER) == {k.ON_SCENE: 30, k.FREE: 90}
    assert booked(out) == [120, 0, 0, 0, 0]


def test_casual_overtime_begins_after_the_new_end(run: Run) -> None:
    # At work from 710 to 775: the 55 minutes after 720 are casual, of which 30 go unpaid, and of 25 a quarter is paid.
    out = run(tiny([tour(0, 0, 720, told_after=120)], [incident(710, 65)]))
    assert log(out, k.HELD_OVER) == [(720, k.HELD_OVER, 0, 0)]
    assert booked(out) == [120, 0, 0, 15, 40]
    assert account(out, 0, OVER) == {k.FREE: 110, k.ON_SCENE: 65}


def test_who_begins_early_is_on_overtime_until_the_roster_begins(run: Run) -> None:
    # From 0 to 157 beyond the roster: ten quarters are paid, seven minutes are not.
    out = run(tiny([tour(0, 0, 600, told_before=157)], [incident(150, 20)]))
    assert log(out, k.BOOKED_ON, k.ROSTER_BEGINS) == [(0, k.BOOKED_ON, 0, 0), (157, k.ROSTER_BEGINS, 0, 0)]
    assert account(out, 0, OVER) == {k.FREE: 150, k.ON_SCENE: 7}
    assert account(out, 0, ROSTERED) == {k.ON_SCENE: 13, k.FREE: 430}
    assert booked(out) == [150, 7, 0, 0, 0]


def test_told_at_both_ends(run: Run) -> None:
    # Half an hour before and an hour after a tour of eight.
    out = run(tiny([tour(0, 0, 570, told_before=30, told_after=60)]))
    assert account(out, 0, OVER) == {k.FREE: 90}
    assert account(out, 0, ROSTERED) == {k.FREE: 480}
    assert booked(out) == [90, 0, 0, 0, 0]


def test_the_crew_that_stays_on_answers_when_the_others_went_home(run: Run) -> None:
    # Officer 0 goes home at 600, officer 1 was told to stay until 720 and goes at 650.
    lines = [tour(0, 0, 600), tour(1, 0, 720, told_after=120)]
    assert went(run(tiny(lines, [incident(650, 20)]))) == [(650, 0, 1)]
    assert went(run(tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(650, 20)]))) == []


def test_who_is_away_has_none_of_it(run: Run) -> None:
    # At court: the whole tour is away, the two hours of it in the row of overtime, and nothing is paid.
    out = run(tiny([tour(0, 0, 720, told_after=120, absent=k.COURT)]))
    assert (account(out, 0, ROSTERED), account(out, 0, OVER)) == ({k.AWAY: 600}, {k.AWAY: 120})
    assert booked(out) == [0, 0, 0, 0, 0]
    assert log(out, k.STAYS_ON) == []


def test_who_is_carried_into_the_early_hours_is_paid_for_what_was_worked_of_them(run: Run) -> None:
    # Work from 595 to 760 runs into a tour that begins at 700, two hours before the roster: an hour of these is worked, then
    # the officer rests.  Of the first tour 100 minutes are casual overtime: 30 go unpaid, 60 are paid.
    lines = [tour(0, 0, 600), tour(0, 700, 1300, team=1, told_before=120)]
    out = run(tiny(lines, [incident(595, 165)]))
    assert log(out, k.CARRIED, k.STOOD_DOWN, k.ROSTER_BEGINS) == [(700, k.CARRIED, 0, 1), (760, k.STOOD_DOWN, 0, 1)]
    assert account(out, 0, OVER) == {k.ON_SCENE: 160, k.RESTING: 60}
    assert account(out, 0, ROSTERED) == {k.FREE: 595, k.ON_SCENE: 5, k.RESTING: 480}
    assert booked(out, 0) == [0, 0, 0, 60, 40]
    assert booked(out, 1) == [60, 0, 0, 0, 0]


def test_who_is_carried_to_the_late_hours_is_paid_for_what_was_worked_of_them(run: Run) -> None:
    # Work until 1250 in a tour whose roster ends at 1180 and which lasts until 1300: 70 minutes, of which 60 are paid.
    lines = [tour(0, 0, 600), tour(0, 700, 1300, team=1, told_after=120)]
    out = run(tiny(lines, [incident(595, 655)]))
    assert log(out, k.STAYS_ON, k.STOOD_DOWN) == [(1180, k.STAYS_ON, 0, 1), (1250, k.STOOD_DOWN, 0, 1)]
    assert booked(out, 1) == [60, 10, 0, 0, 0]
    assert account(out, 0, OVER) == {k.ON_SCENE: 170, k.RESTING: 50}


def test_time_off_in_place_of_pay_for_both_kinds(run: Run) -> None:
    # Two hours told beforehand are 160 minutes of time off; of 55 casual a quarter counts, as 20.
    out = run(with_duty(tiny([tour(0, 0, 720, told_after=120)], [incident(710, 65)]), lieu=[0]))
    assert log(out, k.CREDITED) == [(775, k.CREDITED, 0, 160 * MINUTE_MS), (775, k.CREDITED, 0, 20 * MINUTE_MS)]
    assert booked(out) == [0, 0, 120, 0, 40]
    assert out.seats["lieu_ms"][0] == 180 * MINUTE_MS


def test_at_one_instant_the_roster_ends_in_the_order_of_keys(run: Run) -> None:
    # The work at the scene is done as the roster ends: the tour's row comes before the incident's key.
    out = run(tiny([tour(0, 0, 720, told_after=120)], [incident(570, 30)]))
    assert log_at(out, 600)[:2] == [(k.STAYS_ON, 0, 0), (k.SCENE_ENDED, 0, 0)]


@pytest.mark.parametrize(("minimum", "helped", "called"), [(1, 0, 1), (1, 1, 0), (2, 1, 1), (2, 2, 0), (1, 2, 0)])
def test_whom_planned_overtime_makes_up_for_nobody_is_recalled_for(run: Run, minimum: int, helped: int, called: int) -> None:
    lines = [tour(0, NOON, NOON + 480, absent=k.COURT, minimum=minimum, helped=helped)]
    out = run(with_duty(tiny(lines, horizon=4 * DAY, seats=3), recall=(60, 240, 2), settings=FREE_WEEK))
    assert len(log(out, k.RECALLED)) == called
    assert account(out, 1, RECALLED) == ({k.FREE: 240} if called else {})


def test_rest_before_a_recall_is_reckoned_from_the_new_end(run: Run) -> None:
    # There at 13:00, so work may end at 02:00; the roster's tour does, the tour with an hour more does not.
    gap = tour(0, NOON, NOON + 480, absent=k.COURT, minimum=1)
    for more, called in ((0, 1), (60, 0)):
        lines = [tour(1, 1000, DAY + 120 + more, team=1, told_after=more), gap]
        out = run(with_duty(tiny(lines, horizon=4 * DAY), recall=(60, 240, 1), settings=FREE_WEEK))
        assert len(log(out, k.RECALLED)) == called


def test_a_longer_tour_is_working_time(run: Run) -> None:
    # At 14 hours a week five days allow 10 hours: four of a recall and six of a tour, but not seven of one made longer.
    gap = tour(0, NOON, NOON + 480, absent=k.COURT, minimum=1)
    for more, called in ((0, 1), (60, 0)):
        lines = [tour(1, 0, 360 + more, team=1, told_after=more), gap]
        case = with_duty(tiny(lines, horizon=4 * DAY), recall=(60, 240, 1), settings={"limits": {"week_h": 14.0}})
        assert len(log(run(case), k.RECALLED)) == called
