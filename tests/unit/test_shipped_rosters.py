"""Every shipped pattern is the one its source describes, and puts its teams on each shift on every day of a leap year."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pytest

from sim.calendar import HOUR_MS, build_calendar
from sim.configuration import compose, options
from sim.inputs.rosters import duty_tours, paid_hours, tour_minutes
from sim.scenario import Roster


class Published(NamedTuple):
    """A pattern as its source gives it: days of the cycle, teams, tours and rest days each, hours in it, tours by letter
    (number, hours), lengths of its blocks of rest, longest row of duty days, and teams on each shift every day."""

    days: int
    teams: int
    tours: int
    rest: int
    hours: float
    each: dict[str, tuple[int, float]]
    rest_blocks: tuple[int, ...]
    longest: int
    on_shift: int


PUBLISHED = {
    # 10-day cycle, two of each, four rest days; five teams (from memory)
    "two_two_two_four": Published(10, 5, 6, 4, 60, {"E": (2, 10), "L": (2, 10), "N": (2, 10)}, (4,), 6, 1),
    # GMP shift protocols 2007: fourteen rest days in five weeks
    "gmp_vsa": Published(35, 5, 21, 14, 199.5, {"E": (7, 9.5), "A": (7, 9.5), "N": (7, 9.5)}, (2, 2, 2, 2, 3, 3), 4, 1),
    # six on, three off, eight hours
    "six_on_three_off": Published(9, 9, 6, 3, 48, {"E": (2, 8), "L": (2, 8), "N": (2, 8)}, (3,), 6, 2),
    "four_on_four_off": Published(8, 4, 4, 4, 48, {"D": (2, 12), "N": (2, 12)}, (4,), 4, 1),
    # five groups, 35 days, 10 + 10 + 8.5 h (NCJ 149301); seven nights, then six rest days (Totterdell and Smith 1992)
    "ottawa": Published(35, 5, 21, 14, 199.5, {"E": (7, 10), "L": (7, 10), "N": (7, 8.5)}, (4, 4, 6), 7, 1),
    # four groups, 28 days, 8 h, seven rest days in blocks of two and three (NCJ 149301)
    "regulation": Published(28, 4, 21, 7, 168, {"E": (7, 8), "L": (7, 8), "N": (7, 8)}, (2, 2, 3), 7, 1),
    # on two, off two, on three, off two, on two, off three; four teams, 42 h a week
    "panama": Published(28, 4, 14, 14, 168, {"D": (7, 12), "N": (7, 12)}, (2, 2, 2, 2, 3, 3), 3, 1),
    # the slow form: four weeks of days, four of nights, two teams a week apart and two four weeks behind them
    "panama_slow": Published(56, 4, 28, 28, 336, {"D": (14, 12), "N": (14, 12)}, (2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3), 3, 1),
}
WITH_VARIANTS = {"peak_matched", "summer_lates"}  # in test_roster_variants
EACH = pytest.mark.parametrize("name", PUBLISHED)


def roster_of(name: str) -> Roster:
    return compose([f"roster={name}"]).roster


def blocks(cycle: tuple[str, ...], rest: bool) -> list[int]:
    """Lengths of the stretches of rest (or of duty) around the cycle."""
    turn = next(i for i, letter in enumerate(cycle) if (letter == "R") != rest)
    flags = [(letter == "R") == rest for letter in (*cycle[turn:], *cycle[:turn])]
    words = "".join("x" if flag else " " for flag in flags).split()
    return sorted(map(len, words))


def test_every_shipped_pattern_has_its_published_definition_here() -> None:
    assert set(PUBLISHED) == set(options()["roster"]) - {"always_on"} - WITH_VARIANTS


@EACH
def test_duties_hours_and_rest_days_are_the_published_ones(name: str) -> None:
    roster, published = roster_of(name), PUBLISHED[name]
    counted = Counter(roster.cycle)
    assert (len(roster.cycle), roster.teams, counted.pop("R")) == (published.days, published.teams, published.rest)
    assert {letter: (number, roster.shifts[letter].hours) for letter, number in counted.items()} == published.each
    assert roster.tours_per_cycle == published.tours == published.days - published.rest
    assert sum(number * hours for number, hours in published.each.values()) == published.hours
    assert roster.pattern_hours_per_week == pytest.approx(7 * published.hours / published.days)
    assert tuple(blocks(roster.cycle, True)) == published.rest_blocks
    assert max(blocks(roster.cycle, False)) == published.longest


@EACH
def test_a_full_cycle_is_worked_by_every_team_as_published(name: str) -> None:
    roster, published = roster_of(name).model_copy(update={"equal_paid_hours": False}), PUBLISHED[name]
    calendar = build_calendar("Europe/London", date(2028, 5, 1), 0, published.days, "ENG")
    tours = duty_tours(roster, np.arange(roster.teams), calendar)
    begun = tours.date_index >= 0
    hours = np.bincount(tours.seat[begun], (tours.end_ms - tours.start_ms)[begun] / HOUR_MS, roster.teams)
    assert (np.bincount(tours.seat[begun], minlength=roster.teams) == published.tours).all()
    assert np.allclose(hours, published.hours)


@EACH
def test_every_shift_has_its_teams_on_every_day_of_a_leap_year_with_both_clock_changes(name: str) -> None:
    roster, published = roster_of(name), PUBLISHED[name]
    drawn = roster.model_copy(update={"equal_paid_hours": False})
    calendar = build_calendar("Europe/London", date(2028, 1, 1), 0, 366, "ENG")
    tours = duty_tours(drawn, np.arange(drawn.teams), calendar)
    begun = tours.date_index >= 0
    counts = np.zeros((len(tours.letters), 366), int)
    np.add.at(counts, (tours.shift[begun], tours.date_index[begun]), 1)
    assert (counts == published.on_shift).all()
    assert set(tours.letters) == set(published.each)
    starts = {letter: shift.start for letter, shift in drawn.shifts.items()}
    ends = {letter: (tour_minutes(drawn)[drawn.cycle.index(letter)] + minutes(start)) % 1440 for letter, start in starts.items()}
    for index, shift, begin, end in zip(
        tours.date_index[begun], tours.shift[begun], tours.start_ms[begun], tours.end_ms[begun], strict=True
    ):
        letter = tours.letters[shift]
        assert f"{calendar.local(int(begin)):%H:%M}" == starts[letter] and calendar.local(int(begin)).date() == calendar.date(
            int(index)
        )
        last = calendar.local(int(end))
        skipped = last.date() == date(2028, 3, 26) and ends[letter] == 60  # 01:00 does not exist then: the change ends the tour
        assert last.hour * 60 + last.minute == (120 if skipped else ends[letter])


@EACH
def test_somebody_is_on_duty_at_every_minute_of_the_year(name: str) -> None:
    """As drawn and as compared: equalising must not open a hole in the day."""
    for roster in (roster_of(name).model_copy(update={"equal_paid_hours": False}), roster_of(name)):
        calendar = build_calendar("Europe/London", date(2028, 1, 1), 0, 366, "ENG")
        seats = np.repeat(np.arange(roster.teams), 40)  # rest days given back fall on single seats, never on a whole team
        tours = duty_tours(roster, seats, calendar)
        order = np.argsort(tours.start_ms)
        reached = np.maximum.accumulate(tours.end_ms[order])
        assert tours.start_ms[order][0] == 0
        assert (tours.start_ms[order][1:] <= reached[:-1]).all()
        assert reached[-1] >= calendar.horizon_ms


@EACH
def test_all_are_compared_at_the_same_paid_hours(name: str) -> None:
    assert paid_hours(roster_of(name)).target == 40.0


def test_ottawa_gives_forty_two_more_rest_days_a_year_than_two_a_week() -> None:
    ottawa = PUBLISHED["ottawa"]
    assert ottawa.rest / ottawa.days * 365 - 2 / 7 * 365 == pytest.approx(42, abs=0.5)


def test_panama_is_two_two_three_and_every_other_weekend_is_free() -> None:
    cycle = roster_of("panama").cycle
    duties = "".join("R" if letter == "R" else "D" for letter in cycle)
    assert duties == "DDRRDDDRRDDRRR" * 2
    monday = roster_of("panama").anchor
    weekends = [
        [cycle[(week * 7 + day) % 28] == "R" for day in range(7) if (monday + timedelta(days=day)).weekday() in (4, 5, 6)]
        for week in range(4)
    ]
    assert [all(weekend) for weekend in weekends] == [False, True, False, True]


def minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])
