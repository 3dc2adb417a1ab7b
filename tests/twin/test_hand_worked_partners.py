"""Partners worked by hand in both engines, times in minutes since the study began."""

from __future__ import annotations

import pytest

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from tests.support.tiny_inputs import incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, times

Units = tuple[float, int, int]
OFFICER = [tour(0, 0, 600)]


def test_first_come_first_served_between_police_and_the_partner_s_own(run: Run) -> None:
    # One unit.  Its own job takes it from 10 to 70.  Police ask at 20 and are done at 25, but held: the unit comes at 70,
    # has taken over at 80, and is busy for 40 more, to 120; then it takes the job of minute 30, to 135.
    out = run(tiny(OFFICER, [incident(20, 5, partner=0)], [partner(handover=10, care=40)], units=[(0, 0, 1)],
                   own=[(10, 0, 60), (30, 0, 15)]))  # fmt: skip
    line = {name: times(out, name)[0] for name in ("asked", "ended", "answered", "handed_over", "closed")}
    assert line == {"asked": 20, "ended": 25, "answered": 70, "handed_over": 80, "closed": 80}
    assert log(out, k.BACKGROUND_TAKEN, k.PARTNER_CAME, k.UNIT_FREE) == [
        (10, k.BACKGROUND_TAKEN, 0, 0), (70, k.UNIT_FREE, 0, 0), (70, k.PARTNER_CAME, 0, 0),
        (120, k.UNIT_FREE, 0, 0), (120, k.BACKGROUND_TAKEN, 1, 0), (135, k.UNIT_FREE, 0, 0)]  # fmt: skip
    assert account(out, 0) == {k.FREE: 540, k.ON_SCENE: 5, k.HELD: 55}
    assert out.services["busy_ms"].tolist() == [(60 + 50 + 15) * MINUTE_MS]
    assert out.services["unit_ms"].tolist() == [2 * 24 * 60 * MINUTE_MS]


def test_a_partner_that_takes_over_before_the_police_are_done_holds_nobody(run: Run) -> None:
    out = run(tiny(OFFICER, [incident(20, 100, 7, partner=0)], [partner(handover=10, care=40)], units=[(0, 0, 1)]))
    assert (times(out, "handed_over"), times(out, "ended"), times(out, "closed")) == ([30], [120], [127])
    assert account(out, 0) == {k.FREE: 493, k.ON_SCENE: 100, k.CLEARING: 7}
    assert log(out, k.SCENE_ENDED) == [(120, k.SCENE_ENDED, 0, 0)]


def test_officers_give_up_and_convey_themselves(run: Run) -> None:
    # No unit.  Asked at 20, given up at 80, 45 minutes to convey: handed over and closed at 125.
    out = run(tiny(OFFICER, [incident(20, 30, partner=0)], [partner(give_up=60, convey=45)]))
    assert (times(out, "answered"), times(out, "handed_over"), times(out, "closed")) == ([80], [125], [125])
    assert out.incidents["gave_up"].tolist() == [1]
    assert account(out, 0) == {k.FREE: 495, k.ON_SCENE: 30, k.HELD: 75}


def test_those_who_give_up_while_working_convey_afterwards(run: Run) -> None:
    # Given up at 80, but the scene lasts to 120: only then 45 minutes to convey.
    out = run(tiny(OFFICER, [incident(20, 100, partner=0)], [partner(give_up=60, convey=45)]))
    assert (times(out, "ended"), times(out, "handed_over"), times(out, "closed")) == ([120], [165], [165])


def test_a_unit_passes_over_those_who_gave_up(run: Run) -> None:
    # Two wait; the first gives up at 80; the unit that comes on duty at 100 takes the second.
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(20, 5, partner=0), incident(90, 5, partner=0)],
                   [partner(give_up=60, convey=45, handover=10)], units=[(100, 0, 1)]))  # fmt: skip
    assert times(out, "answered") == [80, 100]
    assert times(out, "handed_over") == [125, 110]
    assert out.incidents["gave_up"].tolist() == [1, 0]


@pytest.mark.parametrize(("units", "came"), [(((0, 0, 1),), True), ((), False)])
def test_with_no_patience_at_all_only_a_unit_free_at_once_comes(run: Run, units: tuple[Units, ...], came: bool) -> None:
    out = run(tiny(OFFICER, [incident(20, 5, partner=0)], [partner(give_up=0, convey=15, handover=10)], units=units))
    assert times(out, "answered") == [20]
    assert out.incidents["gave_up"].tolist() == [0 if came else 1]
    assert times(out, "handed_over") == [30 if came else 40]  # conveying begins when the scene is done, at 25


def test_a_unit_free_at_the_very_moment_of_giving_up_comes_too_late(run: Run) -> None:
    # Both at 80.  Giving up and coming free are releases; the units are given out afterwards.
    out = run(tiny(OFFICER, [incident(20, 5, partner=0)], [partner(give_up=60, convey=15)], units=[(0, 0, 1)], own=[(0, 0, 80)]))
    assert out.incidents["gave_up"].tolist() == [1]


def test_a_shortfall_to_no_unit_lets_the_work_in_hand_finish(run: Run) -> None:
    # One unit from 0, none from 60, one again from 200.  The job of 10 is finished at 130; that of 70 waits for 200.
    out = run(tiny([], partners=[partner()], units=[(0, 0, 1), (60, 0, 0), (200, 0, 1)], own=[(10, 0, 120), (70, 0, 30)],
                   horizon=300))  # fmt: skip
    assert log(out, k.BACKGROUND_TAKEN, k.UNIT_FREE) == [
        (10, k.BACKGROUND_TAKEN, 0, 0), (130, k.UNIT_FREE, 0, 0),
        (200, k.BACKGROUND_TAKEN, 1, 0), (230, k.UNIT_FREE, 0, 0)]  # fmt: skip
    assert out.services["busy_ms"].tolist() == [150 * MINUTE_MS]
    assert out.services["unit_ms"].tolist() == [(60 + 70 + 100) * MINUTE_MS]  # 60 to 130 busy beyond its duty


def test_units_are_measured_from_the_end_of_the_warm_up(run: Run) -> None:
    out = run(tiny([], partners=[partner()], units=[(0, 0, 2)], own=[(10, 0, 120)], measure_from=100, horizon=300))
    assert out.services["busy_ms"].tolist() == [30 * MINUTE_MS]
    assert out.services["unit_ms"].tolist() == [2 * 200 * MINUTE_MS]


def test_partners_do_not_share_units(run: Run) -> None:
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(10, 5, partner=0), incident(10, 5, partner=1)],
                   [partner(handover=5), partner(handover=5)], units=[(0, 1, 1), (50, 0, 1)]))  # fmt: skip
    assert times(out, "answered") == [50, 10]


def test_officers_held_past_their_tour_are_on_overtime(run: Run) -> None:
    # Tour to 100; work to 50, held to 160: sixty minutes over, thirty of them paid.
    out = run(tiny([tour(0, 0, 100)], [incident(20, 30, partner=0)], [partner(handover=10)], units=[(150, 0, 1)]))
    assert account(out, 0) == {k.FREE: 20, k.ON_SCENE: 30, k.HELD: 50}
    assert account(out, 0, over=1) == {k.HELD: 60}
    assert out.tours["overtime_paid"].tolist() == [30 * MINUTE_MS]
