"""Rules only the whole file can break: gaps, sudden changes of level, odd days, clocks and dates written another way.

A silent outage of a feed looks exactly like low demand, so days and weeks are compared with the others like them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.planner.findings import Finding, Findings
from sim.planner.mapping import Mapping

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MISSING_TIME_SHARE = 0.05
MISSING_GRADE_STOPS = 0.2
ODD_CHANCE = 0.02  # chance that a file without odd days names one all the same
ODD_WEEK_SHARE = 0.18  # smallest departure of a week worth telling, if it is also three spreads away
STEP_SHARE = 0.15  # smallest change of level worth telling
STEP_T = 8.0
SIDE_DAYS = 14


@dataclass(frozen=True)
class Level:
    """A sudden change of the number of rows a day: the first day of the new level and the factor (after / before)."""

    day: str
    factor: float
    t: float


def daily_counts(local: pd.Series) -> pd.Series:
    """Rows per local date from the first to the last (int64, zero days included); ``local`` is naive local time."""
    import pandas as pd

    days = local.dt.normalize().value_counts().sort_index()
    if days.empty:
        return days
    return days.reindex(pd.date_range(days.index[0], days.index[-1], freq="D"), fill_value=0)


def _calendar(counts: pd.Series) -> pd.DatetimeIndex:
    import pandas as pd

    return pd.DatetimeIndex(counts.index)


def level_change(counts: pd.Series) -> Level | None:
    """The sharpest step in daily counts, or None. Log counts less day-of-week means; a step must be large (15 %),
    clear (t > 8) and as sharp within 14 days either side as over the whole file, so that a season is not taken for a
    break.
    """
    import numpy as np

    n = len(counts)
    if n < 2 * SIDE_DAYS + 2 or (counts == 0).mean() > 0.2:
        return None
    y = np.log(counts.to_numpy(float) + 0.5)
    week = np.zeros((n, 7))
    week[np.arange(n), _calendar(counts).day_of_week] = 1.0
    step = np.tril(np.ones((n, n)))[:, SIDE_DAYS : n - SIDE_DAYS + 1]  # column j: 1 from day j + 14 on
    part = np.linalg.pinv(week)
    y_left, step_left = y - week @ (part @ y), step - week @ (part @ step)
    size = (step_left**2).sum(axis=0)
    slope = step_left.T @ y_left / size
    spread = np.maximum((y_left**2).sum() - slope**2 * size, 1e-12) / (n - 8)
    t = slope / np.sqrt(spread / size)
    best = int(np.abs(t).argmax())
    at = best + SIDE_DAYS
    near = (y[at : at + SIDE_DAYS].mean() - y[at - SIDE_DAYS : at].mean()) if at + SIDE_DAYS <= n else 0.0
    if abs(t[best]) < STEP_T or abs(np.expm1(slope[best])) < STEP_SHARE or near * slope[best] < 0.6 * slope[best] ** 2:
        return None
    return Level(str(_calendar(counts)[int(at)].date()), float(np.exp(slope[best])), float(t[best]))


def check_level(all_rows: pd.Series, used: pd.Series, findings: Findings) -> dict[str, Level | None]:
    """Look for a break in all rows of the file and in the rows that are used (naive local times of creation)."""
    whole, own = level_change(daily_counts(all_rows)), level_change(daily_counts(used))
    if own is not None:
        findings.add(
            Finding(
                "level_change",
                False,
                f"from {own.day} on the rows used are {own.factor:.2f} times as many a day as before",
                "a change of the export or of recording? Fit one side of it only (`use`), or say in `accepted` "
                "that it is real",
            )
        )
    elif whole is not None:
        first = str(used.min().date()) if len(used) else whole.day
        crossed = "the rows used show no such break" if first < whole.day else "the rows used begin on or after it"
        findings.add(
            Finding(
                "level_change",
                False,
                f"from {whole.day} on the file has {whole.factor:.2f} times as many rows a day as before; {crossed}",
                "ask what changed in the export; keep to one side of it (`use`)",
            )
        )
    return {"file": whole, "used": own}


def check_days(counts: pd.Series, away: pd.DatetimeIndex, week_starts: int, findings: Findings) -> dict[str, float]:
    """Days without a row, and days or weeks far from others like them; days in ``away`` are left out already.
    Returns odd day -> its count / the usual count.
    """
    import numpy as np
    import pandas as pd
    from scipy import stats

    if len(counts) < 7:
        return {}
    usual = counts.groupby(_calendar(counts).day_of_week).transform("median").to_numpy(float)
    n = counts.to_numpy(float)
    empty = (n == 0) & (len(n) * np.exp(-np.maximum(usual, n.mean() / 2)) < 0.01) & ~counts.index.isin(away)
    if empty.any():
        findings.add(
            Finding(
                "gap_days",
                False,
                f"no row at all on {_dates(_calendar(counts)[empty])}",
                "a feed outage looks like low demand: export these days again, or name them under `leave_out_days`",
            )
        )
    if len(counts) < 28:
        return {}
    score = (n - usual) / np.sqrt(np.maximum(usual, 1.0))
    score /= max(1.0, 1.4826 * float(np.median(np.abs(score - np.median(score)))))
    limit = float(stats.norm.isf(ODD_CHANCE / 2 / len(n)))
    odd = (np.abs(score) > limit) & ~empty
    for place in np.flatnonzero(odd):
        day = _calendar(counts)[int(place)]
        done = (
            "It is named under `leave_out_days`"
            if day in away
            else "Name it under `leave_out_days` unless it should shape the week"
        )
        findings.add(
            Finding(
                "unusual_days",
                False,
                f"{day:%A %d %B %Y} has {n[place]:.0f} rows where a {day:%A} usually has {usual[place]:.0f}",
                f"a holiday, an event or a feed fault? {done}",
            )
        )
    # A day left out counts as usual here, so that its week is not reported for a day that is dealt with.
    _check_weeks(pd.Series(np.where(counts.index.isin(away), usual, n), counts.index), week_starts, findings)
    return {
        str(_calendar(counts)[int(place)].date()): float(n[place] / max(usual[place], 1.0))
        for place in np.flatnonzero(odd)
    }


def _check_weeks(counts: pd.Series, week_starts: int, findings: Findings) -> None:
    import numpy as np

    first = int(np.argmax(_calendar(counts).day_of_week == week_starts))
    weeks = (len(counts) - first) // 7
    if weeks < 4:
        return
    totals = counts.to_numpy(float)[first : first + 7 * weeks].reshape(weeks, 7).sum(axis=1)
    usual = float(np.median(totals))
    score = (totals - usual) / np.sqrt(max(usual, 1.0))
    score /= max(1.0, 1.4826 * float(np.median(np.abs(score))))
    for week in np.flatnonzero((np.abs(score) > 3.0) & (np.abs(totals / max(usual, 1.0) - 1.0) > ODD_WEEK_SHARE)):
        findings.add(
            Finding(
                "unusual_weeks",
                False,
                f"the week from {_calendar(counts)[int(first + 7 * week)]:%A %d %B %Y} has {totals[week]:,.0f} rows "
                f"where weeks usually have {usual:,.0f}",
                "holidays in it, or a fault of the feed? Consider `leave_out_days`",
            )
        )


def check_clocks(created: pd.Series, mapping: Mapping, findings: Findings) -> None:
    """Signs that dates or times were written in another way than declared (``created``: naive local times)."""
    if len(created) < 100:
        return
    column = mapping.columns.created
    numeric = re.search(r"%d\W*%m|%m\W*%d", mapping.timestamps) and not mapping.timestamps.startswith("%Y")
    if numeric and int(created.dt.day.max()) <= 12 and created.dt.normalize().nunique() >= 3:
        findings.add(
            Finding(
                "day_or_month",
                False,
                f"every day of the month is 12 or less: read as {mapping.timestamps}, but month and day may be "
                "the other way round",
                "check one date against the control room's log, then accept this",
                column,
            )
        )
    if "%I" not in mapping.timestamps and int(created.dt.hour.max()) <= 12:
        findings.add(
            Finding(
                "twelve_hour_clock",
                True,
                "no time after 12:59 in the whole file: a 12-hour clock without am or pm?",
                "export with a 24-hour clock, or declare %I and %p in `timestamps`",
                column,
            )
        )
    midnight = float(((created.dt.hour == 0) & (created.dt.minute == 0) & (created.dt.second == 0)).mean())
    if midnight > 0.1:
        findings.add(
            Finding(
                "times_lost",
                False,
                f"{midnight:.0%} of times are exactly midnight: dates whose time of day was lost?",
                "export date and time together; the shape of the day cannot be trusted",
                column,
            )
        )


def check_missing(
    times: pd.DataFrame, ungraded: np.ndarray, rows: np.ndarray, mapping: Mapping, findings: Findings
) -> dict[str, float]:
    """Share of used rows without each time, or without a grade (``ungraded``) (0..1); large shares become findings."""
    shares = {}
    for stage, column in mapping.columns.stages().items():
        if stage in times:
            shares[column] = float(times[stage][rows].isna().mean()) if rows.any() else 0.0
            if shares[column] > MISSING_TIME_SHARE and stage in ("arrived", "cleared", "dispatched"):
                findings.add(
                    Finding(
                        "missing_time",
                        False,
                        f"{shares[column]:.1%} of the rows used have no value",
                        "the incidents count as demand; intervals come from the rest, which may differ",
                        column,
                    )
                )
    share = float(ungraded[rows].mean()) if rows.any() else 0.0
    shares[mapping.columns.grade] = share
    if share > 0:
        findings.add(
            Finding(
                "missing_grade",
                share > MISSING_GRADE_STOPS,
                f"{share:.1%} of the rows used have no grade",
                "these rows are left out and the total is scaled up for them",
                mapping.columns.grade,
            )
        )
    return shares


def _dates(index: pd.DatetimeIndex) -> str:
    named = [f"{day:%d %B %Y}" for day in index[:5]]
    more = len(index) - len(named)
    return ", ".join(named) + (f" and {more} more days" if more > 0 else "")
