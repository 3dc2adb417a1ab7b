"""The calendar: every local hour, date and bank holiday against Python's own time zones and the published lists."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from kernels.clock import local_ms
from sim.calendar import DAY_MS, HOUR_MS, Calendar, build_calendar
from sim.holidays_table import bank_holidays

LONDON = ZoneInfo("Europe/London")
ROOT = Path(__file__).resolve().parents[2]


def year(number: int, zone: str = "Europe/London", subdivision: str = "ENG") -> Calendar:
    days = (date(number + 1, 1, 1) - date(number, 1, 1)).days
    return build_calendar(zone, date(number, 1, 1), 0, days, subdivision)


def instant(calendar: Calendar, t: int, zone: ZoneInfo = LONDON) -> datetime:
    """Local date and time at elapsed ms, by way of UTC and Python's zones."""
    midnight = datetime.combine(calendar.first_date, datetime.min.time(), tzinfo=zone).astimezone(UTC)
    return (midnight + timedelta(milliseconds=t)).astimezone(zone)


@pytest.mark.parametrize("number", [2025, 2026, 2028])
def test_every_hour_cell_is_what_the_zone_says(number: int) -> None:
    calendar = year(number)
    for cell, start in enumerate(calendar.hour_start_ms.tolist()):
        there = instant(calendar, start)
        assert (there.minute, there.second) == (0, 0)
        assert calendar.local_hour[cell] == there.hour
        assert calendar.month[cell] == there.month
        assert calendar.hour_of_week[cell] == there.weekday() * 24 + there.hour
        assert calendar.date(calendar.date_index[cell]) == there.date()


def test_spring_day_has_23_hours_and_autumn_day_25() -> None:
    calendar = year(2026)
    hours = np.bincount(calendar.date_index)
    spring, autumn = (date(2026, 3, 29) - date(2026, 1, 1)).days, (date(2026, 10, 25) - date(2026, 1, 1)).days
    assert hours[spring] == 23 and hours[autumn] == 25
    assert set(np.delete(hours, [spring, autumn]).tolist()) == {24}
    assert 1 not in calendar.local_hour[calendar.date_index == spring]
    assert calendar.local_hour[calendar.date_index == autumn].tolist() == [0, 1, 1, *range(2, 24)]
    lengths = np.diff(calendar.date_start_ms) // HOUR_MS
    assert (lengths == hours).all()


def test_wall_clock_times_skipped_repeated_and_outside_the_horizon() -> None:
    calendar = year(2026)
    spring, autumn = (date(2026, 3, 29) - date(2026, 1, 1)).days, (date(2026, 10, 25) - date(2026, 1, 1)).days
    change = calendar.at(spring, "00:00") + HOUR_MS
    assert [calendar.at(spring, clock) - change for clock in ("01:00", "01:30", "02:00", "03:00")] == [0, 0, 0, HOUR_MS]
    midnight = calendar.at(autumn, "00:00")
    assert calendar.at(autumn, "01:30") - midnight == HOUR_MS + HOUR_MS // 2  # the first of the two
    assert calendar.at(autumn, "02:00") - midnight == 3 * HOUR_MS
    assert calendar.at(0, "00:00") == 0
    assert calendar.at(-2, "22:00") == -26 * HOUR_MS
    assert calendar.at(calendar.n_days + 2, "07:00") == calendar.horizon_ms + 2 * DAY_MS + 7 * HOUR_MS
    with pytest.raises(ValueError, match="outside"):
        calendar.at(calendar.n_days + 100, "07:00")
    for wrong in ("24:00", "7:00", "07:60", 750, ""):
        with pytest.raises(ValueError, match="time of day"):
            calendar.at(0, wrong)  # type: ignore[arg-type]


def test_daily_times_are_local_on_every_date() -> None:
    calendar = year(2028)
    at_six = calendar.daily_ms("06:00")
    assert at_six.shape == (366,)
    for index in range(calendar.n_days):
        there = instant(calendar, int(at_six[index]))
        assert (there.date(), there.hour, there.minute) == (calendar.date(index), 6, 0)


def test_kernel_and_calendar_read_the_same_wall_clock_as_python() -> None:
    calendar = year(2026)
    times = np.linspace(-2 * DAY_MS, calendar.horizon_ms + 2 * DAY_MS, 1500).astype(np.int64)
    walls = calendar.wall_ms(times)
    for t, wall in zip(times.tolist(), walls.tolist(), strict=True):
        assert local_ms(t, calendar.zone_at_ms, calendar.zone_offset_ms) == wall
        assert calendar.local(t) == instant(calendar, t).replace(tzinfo=None)
    assert walls[np.searchsorted(times, 0)] >= 0 and calendar.wall_ms(0) == 0


def test_leap_year_and_ten_years_have_exactly_the_hours_of_the_calendar() -> None:
    assert year(2028).n_days == 366 and year(2028).hour_start_ms.size == 8784
    leap_day = (date(2028, 2, 29) - date(2028, 1, 1)).days
    assert year(2028).date(leap_day) == date(2028, 2, 29)
    days = (date(2036, 1, 1) - date(2026, 1, 1)).days
    decade = build_calendar("Europe/London", date(2026, 1, 1), 0, days, "ENG")
    assert decade.hour_start_ms.size == 24 * days and decade.horizon_ms == DAY_MS * days
    assert len(decade.zone_at_ms) == 1 + 2 * 10


def test_warm_up_moves_the_origin_and_nothing_else() -> None:
    plain = build_calendar("Europe/London", date(2026, 3, 30), 0, 30, "ENG")
    warmed = build_calendar("Europe/London", date(2026, 3, 30), 35, 30, "ENG")
    assert plain.measure_from_ms == 0 and warmed.first_date == date(2026, 2, 23)
    assert warmed.measure_from_ms == 35 * DAY_MS - HOUR_MS  # the warm-up holds the short spring day
    assert warmed.horizon_ms - warmed.measure_from_ms == plain.horizon_ms
    measured = warmed.hour_start_ms >= warmed.measure_from_ms
    assert (warmed.hour_of_week[measured] == plain.hour_of_week).all()
    assert (warmed.hour_start_ms[measured] - warmed.measure_from_ms == plain.hour_start_ms).all()
    assert (warmed.bank_holiday[35:] == plain.bank_holiday).all()
    assert warmed.first_day_number + 35 == plain.first_day_number == (date(2026, 3, 30) - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("subdivision", "number", "days"),
    [
        ("ENG", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        ("WLS", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
        ("ENG", 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
        ("ENG", 2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
        ("SCT", 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"),
        ("NIR", 2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"),
    ],
)
def test_bank_holidays_are_the_published_ones(subdivision: str, number: int, days: str) -> None:
    calendar = year(number, subdivision=subdivision)
    assert [f"{h.day:%m-%d}" for h in calendar.bank_holidays] == days.split()
    marked = [f"{calendar.date(i):%m-%d}" for i in np.flatnonzero(calendar.bank_holiday)]
    assert marked == days.split()
    assert calendar.holiday_source.startswith("holidays ")


@pytest.mark.parametrize("subdivision", ["ENG", "WLS", "SCT", "NIR"])
def test_a_holiday_at_a_weekend_is_given_on_a_weekday(subdivision: str) -> None:
    found = bank_holidays(date(2018, 1, 1), date(2040, 12, 31), subdivision)
    assert all(h.day.weekday() < 5 for h in found)
    assert len({h.day for h in found}) == len(found)
    per_year = {number: sum(h.day.year == number for h in found) for number in range(2027, 2041)}
    assert set(per_year.values()) == {{"ENG": 8, "WLS": 8, "SCT": 9, "NIR": 10}[subdivision]}


@pytest.mark.parametrize("wrong", ["", "GB", "England", "eng"])
def test_the_part_of_the_kingdom_is_mandatory(wrong: str) -> None:
    with pytest.raises(ValueError, match="ENG, WLS, SCT, NIR"):
        build_calendar("Europe/London", date(2026, 1, 1), 0, 10, wrong)


@pytest.mark.parametrize("wrong", ["", "London", "Europe/london ", "../zones", "zone.tab", "Europe", "Europe/Atlantis"])
def test_unknown_zones_are_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        build_calendar(wrong, date(2026, 1, 1), 0, 10, "ENG")


def test_a_study_needs_a_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        build_calendar("Europe/London", date(2026, 1, 1), 7, 0, "ENG")


def test_zones_with_half_hours_skipped_midnights_and_no_changes() -> None:
    lord_howe = year(2026, "Australia/Lord_Howe")  # moves by thirty minutes
    zone = ZoneInfo("Australia/Lord_Howe")
    for cell, start in enumerate(lord_howe.hour_start_ms.tolist()):
        assert lord_howe.local_hour[cell] == instant(lord_howe, start, zone).hour
    assert set(np.diff(lord_howe.hour_start_ms).tolist()) == {HOUR_MS, HOUR_MS // 2}
    beirut = build_calendar("Asia/Beirut", date(2026, 3, 28), 0, 3, "ENG")  # the clock skips from midnight to one
    assert np.diff(beirut.date_start_ms).tolist() == [24 * HOUR_MS, 23 * HOUR_MS, 24 * HOUR_MS]
    assert beirut.local_hour[24] == 1 and beirut.date_index[24] == 1
    skipped_first = build_calendar("Asia/Beirut", date(2026, 3, 29), 0, 2, "ENG")
    assert skipped_first.at(0, "07:00") == 6 * HOUR_MS and skipped_first.local_hour[0] == 1
    assert year(2026, "UTC").hour_start_ms.size == 8760


def test_a_calendar_travels_to_another_process() -> None:
    calendar = year(2026)
    copy = pickle.loads(pickle.dumps(calendar))
    assert copy.zone == calendar.zone and (copy.hour_start_ms == calendar.hour_start_ms).all()


FINGERPRINT = """
import hashlib
from datetime import date
from sim.calendar import build_calendar
c = build_calendar("Europe/London", date(2026, 1, 1), 10, 400, "SCT")
arrays = (c.hour_start_ms, c.hour_of_week, c.date_start_ms, c.zone_at_ms, c.zone_offset_ms, c.bank_holiday)
arrays += (c.daily_ms("06:00"),)
print(hashlib.sha256(b"".join(a.tobytes() for a in arrays)).hexdigest())
"""


def test_the_machine_s_zone_and_language_do_not_matter() -> None:
    places = [
        {"TZ": "UTC"},
        {"TZ": "Pacific/Auckland", "PYTHONTZPATH": ""},
        {"TZ": "America/St_Johns", "LANG": "th_TH.UTF-8", "LANGUAGE": "th"},
    ]
    prints = {
        subprocess.run([sys.executable, "-c", FINGERPRINT], cwd=ROOT, capture_output=True, text=True, check=True,
                       env={**os.environ, "PYTHONPATH": str(ROOT), **place}).stdout
        for place in places
    }
    assert len(prints) == 1 and len(prints.pop().strip()) == 64


def test_a_year_and_more_is_quick() -> None:
    build_calendar("Europe/London", date(2026, 1, 1), 0, 2, "ENG")  # the holiday library is imported once
    times = []
    for _ in range(5):
        began = time.perf_counter()
        build_calendar("Europe/London", date(2026, 1, 1), 35, 365, "ENG")
        times.append(time.perf_counter() - began)
    assert min(times) < 0.05
