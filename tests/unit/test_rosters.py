"""Rosters: the patterns people use, day by day, at equal paid hours, over clock changes and year ends."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.calendar import DAY_MS, HOUR_MS, Calendar, build_calendar
from sim.inputs.rosters import Tours, duty_tours, paid_hours, tour_minutes
from sim.scenario import Roster, Shift

ROOT = Path(__file__).resolve().parents[2]
LONDON = ZoneInfo("Europe/London")
MONDAY = date(2024, 1, 1)

GMP = "NNNNRRR AAARREE EERRNNN RRRAAAA RREEERR".replace(" ", "")
REGULATION = "NNNNNNNRRLLLLLLLRREEEEEEERRR"  # 28 days, four groups, rest in blocks of two and three


def pattern(cycle: str, teams: int, offset: int, hours: float, **more: object) -> Roster:
    starts = {"E": "07:00", "D": "07:00", "L": "14:30", "A": "14:30", "N": "22:00" if hours < 12 else "19:00"}
    shifts = {x: Shift(start=starts[x], hours=hours, night=x == "N") for x in sorted(set(cycle) - {"R"})}
    plain = {"title": cycle[:12], "anchor": MONDAY, "equal_paid_hours": False, "cycle": tuple(cycle), "shifts": shifts}
    return Roster.model_validate(plain | {"teams": teams, "offset_days": offset} | more)


PATTERNS = {  # cycle, teams, days apart, hours; then rest days a cycle, hours a week, teams on each shift every day
    "gmp": (pattern(GMP, 5, 7, 10), 14, 42.0, 1),
    "regulation": (pattern(REGULATION, 4, 7, 8), 7, 42.0, 1),
    "two_two_two_four": (pattern("EELLNNRRRR", 5, 2, 10), 4, 42.0, 1),
    "six_on_three_off": (pattern("EELLNNRRR", 9, 1, 8), 3, 37 + 1 / 3, 2),
    "four_on_four_off": (pattern("DDNNRRRR", 4, 2, 12), 4, 42.0, 1),
}
EACH = pytest.mark.parametrize(("roster", "rest", "weekly", "each"), PATTERNS.values(), ids=PATTERNS)


def london(first: date, days: int, warmup: int = 0) -> Calendar:
    return build_calendar("Europe/London", first, warmup, days, "ENG")


def one_seat_a_team(roster: Roster) -> np.ndarray:
    return np.arange(roster.teams, dtype=np.int16)


def day(calendar: Calendar, of: date) -> int:
    return (of - calendar.first_date).days


@EACH
def test_duties_hours_and_rest_days_of_a_full_cycle(roster: Roster, rest: int, weekly: float, each: int) -> None:
    length = len(roster.cycle)
    calendar = london(date(2026, 5, 4), length)  # no clock change for any cycle length here
    tours = duty_tours(roster, one_seat_a_team(roster), calendar)
    begun = tours.date_index >= 0
    per_team = np.bincount(tours.seat[begun], minlength=roster.teams)
    assert (per_team == length - rest).all()
    hours = np.bincount(tours.seat[begun], weights=(tours.end_ms - tours.start_ms)[begun] / HOUR_MS)
    assert np.allclose(hours * 7 / length, weekly)
    assert paid_hours(roster).nominal == pytest.approx(weekly)


@EACH
def test_every_shift_has_its_teams_on_every_day_of_a_leap_year(
    roster: Roster, rest: int, weekly: float, each: int
) -> None:
    calendar = london(date(2028, 1, 1), 366)
    tours = duty_tours(roster, one_seat_a_team(roster), calendar)
    counts = np.zeros((len(tours.letters), 367), dtype=int)
    np.add.at(counts, (tours.shift, tours.date_index + 1), 1)
    assert (counts[:, 1:] == each).all()
    assert counts[tours.letters.index("N"), 0] == each  # the night of the eve is on duty at midnight
    assert set(roster.shifts) == set(tours.letters)
    for index in range(366):  # on duty in the small hours of each date: exactly the night that began the day before
        now = calendar.at(index, "03:30")
        on = (tours.start_ms <= now) & (now < tours.end_ms)
        assert on.sum() == each and tours.night[on].all() and (tours.date_index[on] == index - 1).all()


@EACH
def test_tours_match_a_walk_through_the_cycle_by_hand(roster: Roster, rest: int, weekly: float, each: int) -> None:
    calendar = london(date(2023, 12, 20), 40)  # before the anchor, over it, over a year end
    tours = duty_tours(roster, one_seat_a_team(roster), calendar)
    wall_start = calendar.wall_ms(tours.start_ms)
    found = {(int(s), int(d)): (tours.letters[k], int(b))
             for s, d, k, b in zip(tours.seat, tours.date_index, tours.shift, wall_start, strict=True)}
    for team in range(roster.teams):
        for index in range(calendar.n_days):
            place = (calendar.date(index) - roster.anchor).days + team * roster.offset_days
            letter = roster.cycle[place % len(roster.cycle)]
            if letter == "R":
                assert (team, index) not in found
            else:
                hour, minute = map(int, roster.shifts[letter].start.split(":"))
                assert found.pop((team, index)) == (letter, index * DAY_MS + hour * HOUR_MS + minute * 60_000)
    assert {d for _, d in found} <= {-1}


def test_nights_of_clock_changes_last_nine_and_eleven_hours() -> None:
    roster = pattern("N", 1, 0, 10)  # 22:00 to 08:00, every night
    calendar = london(date(2026, 1, 1), 365)
    tours = duty_tours(roster, np.zeros(1, dtype=np.int16), calendar)
    hours = dict(zip(tours.date_index.tolist(), ((tours.end_ms - tours.start_ms) / HOUR_MS).tolist(), strict=True))
    spring, autumn = day(calendar, date(2026, 3, 28)), day(calendar, date(2026, 10, 24))
    assert hours.pop(spring) == 9 and hours.pop(autumn) == 11
    assert hours.pop(-1) == 8  # the eve's night, of which eight hours lie inside
    assert set(hours.values()) == {10.0} and len(hours) == 363


def test_every_wall_clock_end_is_kept_on_clock_changes() -> None:
    roster = pattern("EELLNNRRRR", 5, 2, 10)
    calendar = london(date(2026, 1, 1), 365)
    tours = duty_tours(roster, one_seat_a_team(roster), calendar)
    ends = {"E": "17:00", "L": "00:30", "N": "08:00"}
    for shift, end in zip(tours.shift.tolist(), tours.end_ms.tolist(), strict=True):
        assert f"{calendar.local(end):%H:%M}" == ends[tours.letters[shift]]


def test_tours_over_the_turn_of_the_year_and_the_edges_of_the_horizon() -> None:
    roster = pattern("N", 1, 0, 10)
    calendar = london(date(2026, 12, 31), 2)
    tours = duty_tours(roster, np.zeros(1, dtype=np.int16), calendar)
    assert tours.date_index.tolist() == [-1, 0, 1]
    assert (tours.start_ms / HOUR_MS).tolist() == [0, 22, 46]
    assert (tours.end_ms / HOUR_MS).tolist() == [8, 32, 56]  # the last runs past the horizon at 48
    assert tours.night.all()
    ending_at_midnight = pattern("L", 1, 0, 9.5)
    tours = duty_tours(ending_at_midnight, np.zeros(1, dtype=np.int16), calendar)
    assert tours.date_index.tolist() == [0, 1]


def test_rows_are_in_order() -> None:
    roster = PATTERNS["gmp"][0]
    calendar = london(date(2026, 12, 9), 60)  # a Wednesday; 2026 has a week 53
    tours = duty_tours(roster, np.repeat(one_seat_a_team(roster), 3), calendar)
    rank = tours.start_ms * 1000 + tours.seat
    assert (np.diff(rank) > 0).all()


def test_always_on_is_one_tour_a_seat_over_the_whole_horizon() -> None:
    roster = Roster(title="always", always_on=True, anchor=MONDAY)
    calendar = london(date(2026, 1, 1), 30)
    tours = duty_tours(roster, np.zeros(4, dtype=np.int16), calendar)
    assert tours.seat.tolist() == [0, 1, 2, 3] and (tours.start_ms == 0).all()
    assert (tours.end_ms > calendar.horizon_ms).all()
    assert paid_hours(roster).factor == 1.0


def test_no_seats_no_tours_and_a_team_the_roster_lacks() -> None:
    roster, calendar = PATTERNS["gmp"][0], london(date(2026, 1, 1), 7)
    assert len(duty_tours(roster, np.zeros(0, dtype=np.int16), calendar)) == 0
    with pytest.raises(ValueError, match="teams 0 to 4"):
        duty_tours(roster, np.array([5]), calendar)


# Equal paid hours


@EACH
@pytest.mark.parametrize("target", [37.0, 40.0, 41.3])
def test_tour_length_brings_the_week_to_the_hours_compared(
    roster: Roster, rest: int, weekly: float, each: int, target: float
) -> None:
    equal = roster.model_copy(update={"equal_paid_hours": True, "paid_hours_per_week": target})
    length = len(roster.cycle)
    calendar = london(date(2026, 5, 4), length * (140 // length))
    tours = duty_tours(equal, one_seat_a_team(equal), calendar)
    begun = tours.date_index >= 0
    minutes = np.bincount(tours.seat[begun], weights=(tours.end_ms - tours.start_ms)[begun] / 60_000)
    assert np.abs(minutes * 7 / calendar.n_days - 60 * target).max() < 1.0
    assert ((tours.end_ms - tours.start_ms) % 60_000 == 0).all()
    plain = duty_tours(roster, one_seat_a_team(roster), calendar)
    starts = set(zip(plain.seat[plain.date_index >= 0], plain.start_ms[plain.date_index >= 0], strict=True))
    assert set(zip(tours.seat[begun], tours.start_ms[begun], strict=True)) == starts
    assert abs(tour_minutes(equal).sum() - 60 * target * length / 7) <= 0.5 + 1e-9
    lengths = tour_minutes(equal)[tour_minutes(equal) > 0]
    assert lengths.max() - lengths.min() <= 1


def test_paid_hours_say_in_words_what_was_done() -> None:
    ten = pattern("EELLNNRRRR", 5, 2, 10, equal_paid_hours=True)
    hours = paid_hours(ten)
    assert (hours.nominal, hours.target) == (pytest.approx(42.0), 40.0)
    assert hours.factor == pytest.approx(40 / 42)
    assert "42.00" in hours.how and "4.8 % shorter" in hours.how and "9 h 31 min to 9 h 32 min" in hours.how
    eight = paid_hours(pattern("EELLNNRRR", 9, 1, 8, equal_paid_hours=True))
    assert "7.1 % longer" in eight.how
    rest = paid_hours(pattern("DDNNRRRR", 4, 2, 12, equal_paid_hours=True, equalise_by="rest_days"))
    assert "extra rest days" in rest.how and "4.8 %" in rest.how
    assert paid_hours(pattern(GMP, 5, 7, 10)).factor == 1.0


def test_hours_that_cannot_be_equalised_are_refused_with_a_remedy() -> None:
    short = pattern("EELLNNRRR", 9, 1, 8, equal_paid_hours=True, equalise_by="rest_days")
    with pytest.raises(ValueError, match="equalise_by=tour_length"):
        paid_hours(short)
    with pytest.raises(ValueError, match="equalise_by=tour_length"):
        duty_tours(short, one_seat_a_team(short), london(date(2026, 1, 1), 10))
    long = pattern("DN", 2, 1, 12, equal_paid_hours=True, paid_hours_per_week=100.0)
    with pytest.raises(ValueError, match="next tour"):
        paid_hours(long)
    endless = pattern("DRRRRRR", 7, 1, 12, equal_paid_hours=True, paid_hours_per_week=25.0)
    with pytest.raises(ValueError, match="day's end"):
        duty_tours(endless, one_seat_a_team(endless), london(date(2026, 1, 1), 10))


def extra_rest(roster: Roster, calendar: Calendar, teams: np.ndarray, ids: np.ndarray, seed: int = 3) -> set:
    """(seat id, date, place in the cycle) of every tour the plain pattern has and the equalised one gives back."""
    equal = roster.model_copy(update={"equal_paid_hours": True, "equalise_by": "rest_days"})
    plain, kept = duty_tours(roster, teams, calendar), duty_tours(equal, teams, calendar, ids, seed)
    assert not rows(kept, calendar, ids) - rows(plain, calendar, ids)
    gone = rows(plain, calendar, ids) - rows(kept, calendar, ids)
    team_of = dict(zip(ids.tolist(), teams.tolist(), strict=True))
    ahead = {s: team_of[s] * roster.offset_days for s in team_of}
    return {(s, d, ((d - roster.anchor).days + ahead[s]) % len(roster.cycle)) for s, d, _ in gone}


def rows(tours: Tours, calendar: Calendar, ids: np.ndarray) -> set:
    return {(int(ids[s]), calendar.date(d), int(e - b))
            for s, d, b, e in zip(tours.seat, tours.date_index, tours.start_ms, tours.end_ms, strict=True) if d >= 0}


def test_extra_rest_days_are_as_many_as_the_surplus_and_reach_every_place_of_the_cycle() -> None:
    roster = pattern("DDNNRRRR", 4, 2, 12)
    calendar = london(date(2026, 1, 1), 728)
    teams = np.arange(40) % 4
    gone = extra_rest(roster, calendar, teams, np.arange(40))
    due = 364 / 21  # 728 days hold 364 tours; 2 hours of 42 are surplus
    per_seat = np.bincount([s for s, _, _ in gone], minlength=40)
    assert np.abs(per_seat - due).max() <= 2 and abs(per_seat.mean() - due) < 0.4
    for seat in range(40):
        dates = sorted(d for s, d, _ in gone if s == seat)
        gaps = np.diff([d.toordinal() for d in dates])
        assert gaps.max() <= 2 * 2 * 21 + 8  # two blocks of 21 tours, two dates a tour, and the cycle's own rest
    places = np.bincount([p for _, _, p in gone], minlength=8)
    assert (places[:4] > 0.75 * places.sum() / 4).all() and not places[4:].any()


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.sets(st.integers(0, 59), min_size=1), st.integers(0, 60), st.floats(30.0, 41.9))
def test_extra_rest_days_belong_to_seat_and_date_alone(kept: set[int], warmup: int, target: float) -> None:
    roster = pattern("DDNNRRRR", 4, 2, 12, paid_hours_per_week=target)
    ids = np.arange(60)
    everyone = extra_rest(roster, london(date(2026, 2, 1), 90), ids % 4, ids)
    some = np.array(sorted(kept))
    later = extra_rest(roster, london(date(2026, 2, 1), 90, warmup), some % 4, some)
    assert {x for x in later if x[1] >= date(2026, 2, 1)} == {x for x in everyone if x[0] in kept}


def test_a_longer_warm_up_leaves_the_plan_as_it_was() -> None:
    roster = PATTERNS["gmp"][0]
    teams = one_seat_a_team(roster)
    plain, warmed = london(date(2026, 4, 10), 50), london(date(2026, 4, 10), 50, 33)
    assert rows(duty_tours(roster, teams, plain), plain, teams) == {
        row for row in rows(duty_tours(roster, teams, warmed), warmed, teams) if row[1] >= date(2026, 4, 10)}


FINGERPRINT = """
import hashlib
from datetime import date
import numpy as np
from sim.calendar import build_calendar
from sim.inputs.rosters import duty_tours
from sim.scenario import Roster, Shift
shifts = {"D": Shift(start="07:00", hours=12), "N": Shift(start="19:00", hours=12, night=True)}
roster = Roster(title="4 on 4 off", shifts=shifts, cycle=tuple("DDNNRRRR"), teams=4, offset_days=2,
                anchor=date(2024, 1, 1), equalise_by="rest_days")
tours = duty_tours(roster, np.arange(8) % 4, build_calendar("Europe/London", date(2026, 1, 1), 0, 365, "ENG"), seed=5)
arrays = (tours.seat, tours.start_ms, tours.end_ms, tours.date_index, tours.shift, tours.night)
print(hashlib.sha256(b"".join(a.tobytes() for a in arrays)).hexdigest())
"""


def test_the_machine_s_zone_does_not_matter() -> None:
    prints = {
        subprocess.run([sys.executable, "-c", FINGERPRINT], cwd=ROOT, capture_output=True, text=True, check=True,
                       env={**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone}).stdout
        for zone in ("UTC", "Pacific/Auckland", "America/St_Johns")
    }
    assert len(prints) == 1 and len(prints.pop().strip()) == 64


def test_elapsed_lengths_agree_with_python_s_zones() -> None:
    roster = pattern(GMP, 5, 7, 10)
    calendar = london(date(2026, 1, 1), 365)
    tours = duty_tours(roster, one_seat_a_team(roster), calendar)
    for index, begin, end, shift in zip(tours.date_index, tours.start_ms, tours.end_ms, tours.shift, strict=True):
        if index < 0:
            continue
        hour, minute = map(int, roster.shifts[tours.letters[shift]].start.split(":"))
        wall = datetime.combine(calendar.date(index), datetime.min.time()) + timedelta(hours=hour, minutes=minute)
        stop = wall + timedelta(hours=10)
        seconds = stop.replace(tzinfo=LONDON).timestamp() - wall.replace(tzinfo=LONDON).timestamp()
        assert end - begin == seconds * 1000
