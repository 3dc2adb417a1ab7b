"""Writing up and its systems worked by hand in both engines: slow, down, back, and dropped for something higher."""

from __future__ import annotations

import pytest

from kernels import kinds as k
from tests.support.tiny_inputs import incident, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, tour_minutes

DAY = [tour(0, 0, 480)]
PAPER = {"paper_after": 60}


def lost(out, field: str) -> list[float]:  # noqa: ANN001
    return [value / 60_000 for value in out.incidents[field].tolist()]


def test_slow_systems_take_their_time_after_the_writing(run: Run) -> None:
    # At the scene from 10 to 40, written up by 50, slow systems to 57.
    out = run(tiny(DAY, [incident(10, 30, 10, systems=7)]))
    assert log(out, k.SLOWED, k.CLEARED) == [(50, k.SLOWED, 0, 1), (57, k.CLEARED, 0, 1)]
    assert account(out, 0) == {k.FREE: 433, k.ON_SCENE: 30, k.CLEARING: 10, k.LOST_TO_SYSTEMS: 7}
    assert (times(out, "writing"), lost(out, "slowed_ms"), lost(out, "outage_ms")) == ([40], [7], [0])


def test_slow_systems_alone_where_nothing_is_left_to_write(run: Run) -> None:
    out = run(tiny(DAY, [incident(10, 30, 0, systems=7)]))
    assert times(out, "closed") == [47]


def test_both_officers_of_a_pair_lose_the_time(run: Run) -> None:
    pair = [tour(0, 0, 480, crew_size=2), tour(1, 0, 480, crew_size=2)]
    out = run(tiny(pair, [incident(10, 30, 10, systems=7)]))
    assert account(out, 1)[k.LOST_TO_SYSTEMS] == 7


# Outages; the scene is over at 40 and the writing takes 10 minutes


@pytest.mark.parametrize(
    ("outage", "closed", "waited"),
    [
        ((20, 40), 50, 0),  # over at the very instant the writing begins
        ((40, 55), 65, 15),  # begins at that very instant
        ((30, 55), 65, 15),  # under way by then
        ((30, 300), 110, 60),  # too long: after an hour it is written on paper
        ((40, 100), 110, 60),  # exactly as long
        ((45, 52), 57, 7),  # comes in the middle: five minutes before it, five after
        ((50, 60), 50, 0),  # begins as the writing is done
        ((49, 400), 110, 60),  # the last minute is written on paper
    ],
)
def test_an_outage(run: Run, outage: tuple[float, float], closed: float, waited: float) -> None:
    out = run(tiny(DAY, [incident(10, 30, 10)], outages=[outage], rules=PAPER))
    assert times(out, "closed") == [closed]
    assert lost(out, "outage_ms") == [waited]
    assert account(out, 0)[k.CLEARING] == 10
    assert account(out, 0).get(k.LOST_TO_SYSTEMS, 0) == waited


def test_two_outages_and_slow_systems(run: Run) -> None:
    # 40 to 42 written, down to 47, 47 to 50, down to 60, 60 to 65; then 4 minutes slow, outage or not.
    out = run(tiny(DAY, [incident(10, 30, 10, systems=4)], outages=[(42, 47), (50, 60), (65, 400)], rules=PAPER))
    assert log(out, k.WRITING_STOPPED, k.WRITING_GOES_ON, k.SLOWED, k.CLEARED) == [
        (42, k.WRITING_STOPPED, 0, 1), (47, k.WRITING_GOES_ON, 0, 1), (50, k.WRITING_STOPPED, 0, 1),
        (60, k.WRITING_GOES_ON, 0, 1), (65, k.SLOWED, 0, 1), (69, k.CLEARED, 0, 1)]  # fmt: skip
    assert (lost(out, "outage_ms"), lost(out, "slowed_ms")) == ([15], [4])
    assert account(out, 0)[k.LOST_TO_SYSTEMS] == 19


def test_on_paper_the_same_outage_stops_nobody_again(run: Run) -> None:
    # Stopped at 45, on paper from 105 while it lasts to 500, done at 110.
    out = run(tiny(DAY, [incident(10, 30, 10)], outages=[(45, 500)], rules=PAPER))
    assert log(out, k.WRITING_GOES_ON) == [(105, k.WRITING_GOES_ON, 0, 0)]
    assert times(out, "closed") == [110]


def test_an_outage_at_the_scene_costs_nothing(run: Run) -> None:
    out = run(tiny(DAY, [incident(10, 30, 10)], outages=[(12, 30)], rules=PAPER))
    assert times(out, "closed") == [50]


def test_an_outage_holds_officers_over(run: Run) -> None:
    # Writing from 470; down 475 to 500; the tour is over at 480, the writing at 505.
    out = run(tiny(DAY, [incident(440, 30, 10)], outages=[(475, 500)], rules={**PAPER, "hand_back": True}))
    assert tour_minutes(out, "off") == [505]
    assert account(out, 0, over=1) == {k.LOST_TO_SYSTEMS: 20, k.CLEARING: 5}


def test_a_tour_that_ends_as_the_systems_come_back(run: Run) -> None:
    # Down 475 to 480, then 5 minutes to write: the writing goes on before the tour ends, and is held over.
    out = run(tiny(DAY, [incident(440, 30, 10)], outages=[(475, 480)], rules=PAPER))
    assert log_at(out, 480) == [(k.WRITING_GOES_ON, 0, 1), (k.HELD_OVER, 0, 0)]
    assert account(out, 0, over=1) == {k.CLEARING: 5}


def test_who_waits_for_systems_is_called_away_and_what_was_lost_stays_booked(run: Run) -> None:
    # Down from 45; at 55 grade 0 cuts the writing short: 10 of the 20 minutes are booked.
    rules = {**PAPER, "preempt_grades": 1, "preempt_clearing": True}
    out = run(tiny(DAY, [incident(10, 30, 10, grade=1), incident(55, 5)], outages=[(45, 65)], rules=rules))
    assert times(out, "closed")[0] == 55
    assert lost(out, "outage_ms") == [10, 0]
    # The same of slow systems: 4 of 20 minutes.
    out = run(tiny(DAY, [incident(10, 30, 10, grade=1, systems=20), incident(54, 5)], rules=rules))
    assert lost(out, "slowed_ms") == [4, 0]
    assert account(out, 0)[k.LOST_TO_SYSTEMS] == 4


def test_two_incidents_wait_out_one_outage(run: Run) -> None:
    # By their keys: the first goes on first.
    lines = [tour(0, 0, 480), tour(1, 0, 480)]
    out = run(tiny(lines, [incident(10, 30, 10), incident(10, 35, 10)], outages=[(40, 60)], rules=PAPER))
    assert log(out, k.WRITING_GOES_ON) == [(60, k.WRITING_GOES_ON, 0, 1), (60, k.WRITING_GOES_ON, 1, 1)]
    assert lost(out, "outage_ms") == [20, 15]


def test_the_warm_up_is_not_measured(run: Run) -> None:
    # Lost from 50 to 57, measured from 53 on.
    out = run(tiny(DAY, [incident(10, 30, 10, systems=7)], measure_from=53))
    assert account(out, 0)[k.LOST_TO_SYSTEMS] == 4
