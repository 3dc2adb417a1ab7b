"""The whole weeks an extract covers, and the elapsed hours each hour of the week had in them."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.planner.mapping import WEEKDAYS, Mapping

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

EDGE_HOURS = 3  # a first day whose first row comes within so many hours of midnight counts as whole; likewise the last


@dataclass(frozen=True)
class Window:
    """Whole weeks from ``first`` to ``last`` (inclusive local dates) less ``left_out`` days. ``days`` are the dates
    that count; ``day_hours`` (days, 168) the elapsed hours of each hour of the week on each of them (25 on the day
    clocks go back).
    """

    first: datetime.date
    last: datetime.date
    left_out: tuple[datetime.date, ...]
    days: pd.DatetimeIndex
    day_hours: np.ndarray

    @property
    def exposure(self) -> np.ndarray:
        """Elapsed hours observed of each hour of the week, Monday 00h first (168,)."""
        return self.day_hours.sum(axis=0)

    @property
    def weeks(self) -> int:
        """Whole weeks, days left out included."""
        return ((self.last - self.first).days + 1) // 7

    def holds(self, local: pd.Series) -> np.ndarray:
        """Which naive local times fall on a day that counts."""
        return local.dt.normalize().isin(self.days).to_numpy()


def hour_of_week(local: pd.Series) -> np.ndarray:
    """Hour of the week of naive local times: 0 = Monday 00h ... 167 (int64)."""
    return (local.dt.day_of_week * 24 + local.dt.hour).to_numpy("int64")


def whole_weeks(local: pd.Series, mapping: Mapping) -> Window | None:
    """The whole weeks between the first and the last used row (naive local times), or None when there is none."""
    import pandas as pd

    if local.empty:
        return None
    start, end = local.min(), local.max()
    edge = pd.Timedelta(hours=EDGE_HOURS)
    first = start.normalize() + pd.Timedelta(days=0 if start - start.normalize() <= edge else 1)
    last = end.normalize() - pd.Timedelta(days=0 if end.normalize() + pd.Timedelta(days=1) - end <= edge else 1)
    first += pd.Timedelta(days=(WEEKDAYS.index(mapping.week_starts) - first.day_of_week) % 7)
    weeks = (last - first).days + 1
    weeks //= 7
    if weeks < 1:
        return None
    last = first + pd.Timedelta(days=7 * weeks - 1)
    every = pd.date_range(first, last, freq="D")
    away = pd.DatetimeIndex([pd.Timestamp(day) for day in mapping.leave_out_days])
    days = every[~every.isin(away)]
    if days.empty:
        return None
    return Window(
        first.date(),
        last.date(),
        tuple(day.date() for day in every[every.isin(away)]),
        days,
        _day_hours(days, mapping.time_zone),
    )


def _day_hours(days: pd.DatetimeIndex, time_zone: str) -> np.ndarray:
    """Elapsed hours by day and hour of the week, counted in steps of 15 minutes (offsets change by quarters at the
    finest).
    """
    import numpy as np
    import pandas as pd

    zone = zoneinfo.ZoneInfo(time_zone)
    start = pd.Timestamp(days[0]).tz_localize(zone, ambiguous=True, nonexistent="shift_forward").tz_convert("UTC")
    end = (
        (pd.Timestamp(days[-1]) + pd.Timedelta(days=1))
        .tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
        .tz_convert("UTC")
    )
    local = pd.Series(pd.date_range(start, end, freq="15min", inclusive="left").tz_convert(zone).tz_localize(None))
    place = days.get_indexer(pd.DatetimeIndex(local.dt.normalize()))
    hours = np.zeros((len(days), 168))
    inside = place >= 0
    np.add.at(hours, (place[inside], hour_of_week(local)[inside]), 0.25)
    return hours
