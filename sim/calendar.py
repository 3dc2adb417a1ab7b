"""The calendar of a study: elapsed milliseconds on one side, local dates and wall clocks on the other.

The engines know only elapsed milliseconds, in which a clock-change night is 9 or 11 hours long.  Whatever is said in
local time (shift starts, hours of the week, dates, bank holidays) is translated here, once, before anything runs.  The
zone's rules come from the ``tzdata`` package and never from the machine, so the same study gives the same instants
everywhere.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from kernels import careers
from kernels.clock import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS
from sim.holidays_table import BankHoliday, bank_holidays, holiday_source

Ints = npt.NDArray[np.int64]
SmallInts = npt.NDArray[np.integer]
EPOCH = date(1970, 1, 1)
DAYS_PER_YEAR = careers.DAYS_PER_YEAR
"""Days of a year where something is told or configured by the year: one number for kernels, measures and pages."""

_MARGIN = 8  # days before and after the horizon for which the clock is known: tours and overtime run over the edges
_ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")
_CLOCK_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True, eq=False)
class Calendar:
    """Every local date and hour of a study in elapsed milliseconds; t = 0 is local midnight of the first date.

    Arrays are shared, never written to.  They stay writable because numba compiles a kernel again for read-only arrays.
    """

    zone: str
    subdivision: str
    first_date: date  # first simulated date, the warm-up's first
    n_days: int  # warm-up days + days measured
    horizon_ms: int  # local midnight that ends the last simulated date
    measure_from_ms: int  # local midnight that ends the warm-up

    hour_start_ms: Ints  # (n_hours,) int64: a cell for every local hour that elapses, 23 or 25 of them on clock changes
    hour_of_week: SmallInts  # (n_hours,) int16: Monday 00h = 0 .. Sunday 23h = 167
    local_hour: SmallInts  # (n_hours,) int8: 0..23
    date_index: SmallInts  # (n_hours,) int32: 0 = first_date
    month: SmallInts  # (n_hours,) int8: 1..12

    date_start_ms: Ints  # (n_days + 1,) int64: local midnights; the last is the horizon
    day_of_week: SmallInts  # (n_days,) int8: Monday = 0
    bank_holiday: npt.NDArray[np.bool_]  # (n_days,)
    bank_holidays: tuple[BankHoliday, ...]  # the days resolved, for provenance
    holiday_source: str  # library and version they came from

    zone_at_ms: Ints  # (n_changes + 1,) int64: when each offset begins; the first entry lies before every date known
    zone_offset_ms: Ints  # (n_changes + 1,) int64: wall clock since local midnight of first_date = t + offset

    @property
    def first_day_number(self) -> int:
        """Days from 1 January 1970 to the first simulated date: with it a date has the same number in every study."""
        return (self.first_date - EPOCH).days

    def at(self, date_index: int, clock: str) -> int:
        """Return the elapsed ms of a wall-clock time "HH:MM" on a local date (0 = first date; from -2 to n_days + 2).

        A time the clock skips in spring becomes the instant of the change; one that happens twice means its first
        passing. Raises ``ValueError`` on text that is no time and on dates the calendar does not know.
        """
        if not -_MARGIN < date_index < self.n_days + _MARGIN:
            raise ValueError(f"date index {date_index} is too far outside the {self.n_days} days of this calendar")
        return int(self.instants(np.array([date_index * DAY_MS + clock_ms(clock)]))[0])

    def daily_ms(self, clock: str) -> Ints:
        """Return elapsed ms (n_days,) int64 of one wall-clock time "HH:MM" on every simulated date; see :meth:`at`."""
        return self.instants(np.arange(self.n_days, dtype=np.int64) * DAY_MS + clock_ms(clock))

    def instants(self, wall_ms: Ints) -> Ints:
        """Return elapsed ms of wall-clock readings, given as ms since local midnight of the first date (any shape)."""
        return _first_passing(wall_ms, self.zone_at_ms, self.zone_offset_ms)

    def wall_ms(self, t: Ints | int) -> Ints:
        """Return wall-clock ms since local midnight of the first date, for elapsed ms ``t`` (any shape)."""
        segment = np.searchsorted(self.zone_at_ms[1:], t, side="right")
        return np.asarray(t) + self.zone_offset_ms[segment]

    def date(self, date_index: int) -> date:
        """Return the local date at an index (0 = first simulated date; may lie outside the horizon)."""
        return self.first_date + timedelta(days=int(date_index))

    def local(self, t: int) -> datetime:
        """Return the local date and time (without a zone) at elapsed ms ``t``, for printing."""
        midnight = datetime.combine(self.first_date, datetime.min.time())
        return midnight + timedelta(milliseconds=int(self.wall_ms(t)))


def build_calendar(time_zone: str, start: date, warmup_days: int, days: int, subdivision: str) -> Calendar:
    """Return the calendar of a study that measures ``days`` dates from ``start``, with ``warmup_days`` before it.

    ``time_zone`` is an IANA name; ``subdivision`` (ENG, WLS, SCT, NIR, none) chooses the bank holidays.
    Raises ``ValueError`` for an unknown zone or subdivision, or a length below one day.
    """
    if warmup_days < 0 or days < 1:
        raise ValueError(f"a study needs at least one day and no negative warm-up (days {days}, warm-up {warmup_days})")
    first_date, n_days = start - timedelta(days=warmup_days), warmup_days + days
    zone_at, zone_offset = _clock_changes(time_zone, first_date, n_days)
    date_start = _first_passing(np.arange(n_days + 1, dtype=np.int64) * DAY_MS, zone_at, zone_offset)
    dates = np.datetime64(first_date) + np.arange(n_days)
    day_of_week = ((first_date.weekday() + np.arange(n_days)) % 7).astype(np.int8)
    found = bank_holidays(first_date, first_date + timedelta(days=n_days - 1), subdivision)

    hour_start, local_hour = _hour_cells(zone_at, zone_offset, int(date_start[-1]))
    date_index = (np.searchsorted(date_start, hour_start, side="right") - 1).astype(np.int32)
    month = (dates.astype("datetime64[M]").astype(np.int64) % 12 + 1).astype(np.int8)
    return Calendar(
        zone=time_zone, subdivision=subdivision, first_date=first_date, n_days=n_days,
        horizon_ms=int(date_start[-1]), measure_from_ms=int(date_start[warmup_days]),
        hour_start_ms=hour_start, local_hour=local_hour, date_index=date_index, month=month[date_index],
        hour_of_week=(day_of_week[date_index].astype(np.int16) * 24 + local_hour).astype(np.int16),
        date_start_ms=date_start, day_of_week=day_of_week,
        bank_holiday=np.isin(dates, np.array([h.day for h in found], dtype="datetime64[D]")),
        bank_holidays=found, holiday_source=holiday_source(),
        zone_at_ms=zone_at, zone_offset_ms=zone_offset,
    )


def clock_ms(clock: str) -> int:
    """Return ms since midnight of a wall-clock text "HH:MM" from 00:00 to 23:59; ``ValueError`` otherwise."""
    match = _CLOCK_TIME.fullmatch(clock) if isinstance(clock, str) else None
    if match is None:
        raise ValueError(f"{clock!r} is not a time of day; write it quoted as \"HH:MM\", for example \"07:00\"")
    return int(match[1]) * HOUR_MS + int(match[2]) * MINUTE_MS


@lru_cache(maxsize=32)
def _zone(name: str) -> tzinfo:
    """Load a zone from the tzdata package, whatever the machine or its environment offers."""
    if _ZONE_NAME.fullmatch(name):
        found = files("tzdata").joinpath("zoneinfo", *name.split("/"))
        if found.is_file():
            with found.open("rb") as stream:
                try:
                    return ZoneInfo.from_file(stream, key=name)
                except ValueError:
                    pass  # a file beside the zones that is none, such as the table of zone names
    raise ValueError(f"{name!r} is not a time zone; use an IANA name such as Europe/London")


def _clock_changes(time_zone: str, first_date: date, n_days: int) -> tuple[Ints, Ints]:
    """Return (zone_at_ms, zone_offset_ms) for all dates known, so that the first local midnight is t = 0."""
    zone = _zone(time_zone)
    # Reckoned first on an axis whose zero is the first midnight read as if it were UTC; then shifted so that t = 0.
    zero = datetime.combine(first_date, datetime.min.time(), tzinfo=UTC)

    def offset_s(second: int) -> int:
        there = (zero + timedelta(seconds=second)).astimezone(zone).utcoffset()
        return round(there.total_seconds()) if there is not None else 0

    day_s = DAY_MS // SECOND_MS
    before = -_MARGIN * day_s
    starts, offsets = [before], [offset_s(before)]
    for day in range(-_MARGIN, n_days + _MARGIN + 1):
        low, high = day * day_s, (day + 1) * day_s
        if offset_s(high) == offsets[-1]:
            continue
        while high - low > 1:  # the change lies in (low, high]: halve until it is known to the second
            middle = (low + high) // 2
            low, high = (middle, high) if offset_s(middle) == offsets[-1] else (low, middle)
        starts.append(high)
        offsets.append(offset_s(high))
    at = np.array(starts, dtype=np.int64) * SECOND_MS
    offset = np.array(offsets, dtype=np.int64) * SECOND_MS
    midnight = int(_first_passing(np.zeros(1, dtype=np.int64), at, offset)[0])
    return at - midnight, offset + midnight


def _first_passing(wall_ms: Ints, zone_at: Ints, zone_offset: Ints) -> Ints:
    """Return the first instant at which the wall clock shows each reading or, where it is skipped, a later one."""
    # Each stretch of one offset ends at this reading; a stretch can only serve readings no earlier stretch reached.
    reaches = np.maximum.accumulate(zone_at[1:] + zone_offset[:-1])
    stretch = np.searchsorted(reaches, wall_ms, side="right")
    return np.maximum(wall_ms - zone_offset[stretch], np.where(stretch > 0, zone_at[stretch], np.iinfo(np.int64).min))


def _hour_cells(zone_at: Ints, zone_offset: Ints, horizon_ms: int) -> tuple[Ints, Ints]:
    """Return the start (elapsed ms, int64) and local hour (int8) of every local hour between t = 0 and the horizon."""
    starts, hours = [], []
    ends = [*zone_at[1:].tolist(), horizon_ms]
    for begin, end, offset in zip(zone_at.tolist(), ends, zone_offset.tolist(), strict=True):
        begin, end = max(begin, 0), min(end, horizon_ms)
        if begin >= end:
            continue
        wall = np.arange(math.floor((begin + offset) / HOUR_MS), math.ceil((end + offset) / HOUR_MS), dtype=np.int64)
        # A change that is no whole hour (Lord Howe moves by thirty minutes) leaves part of an hour: it starts at the
        # change.
        starts.append(np.maximum(wall * HOUR_MS - offset, begin))
        hours.append((wall % 24).astype(np.int8))
    return np.concatenate(starts), np.concatenate(hours)
