"""Rules one row can break on its own or beside its twin: repeats, stray dates, intervals that run backwards or for
ever.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sim.planner.extract import RawExtract
from sim.planner.findings import Finding, Findings
from sim.planner.mapping import Mapping

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

# Intervals that must not be negative, and those that make up a response.
PAIRS = (
    ("created", "queued"),
    ("created", "dispatched"),
    ("queued", "dispatched"),
    ("dispatched", "arrived"),
    ("created", "arrived"),
    ("arrived", "cleared"),
    ("arrived", "closed"),
    ("created", "closed"),
)
CAPPED = (("dispatched", "arrived"), ("arrived", "cleared"), ("created", "arrived"))
STRAY_GAP_DAYS = 90
STRAY_SHARE = 0.02


def minutes_between(times: pd.DataFrame, start: str, end: str) -> np.ndarray:
    """Elapsed minutes from one stage to another (float64, NaN where either is missing)."""
    return (times[end] - times[start]).dt.total_seconds().to_numpy(float) / 60.0


def without_repeats(raw: RawExtract, mapping: Mapping, rows: np.ndarray, findings: Findings) -> np.ndarray:
    """Rows less those that repeat an earlier incident number, or an earlier row in every mapped column."""
    import numpy as np

    places = np.flatnonzero(rows)
    chosen = raw.frame.iloc[places]
    column = mapping.columns.incident
    if column is not None and column in chosen:
        again = (chosen[column].duplicated() & (chosen[column] != "")).to_numpy()
        rule, what = "duplicate_id", "an incident number used before (linked or repeated logs?)"
    else:
        again = chosen.duplicated().to_numpy()
        rule, what = "repeated_rows", "the row repeats an earlier one in every mapped column"
    if not again.any():
        return rows
    values = list(chosen[column][again]) if rule == "duplicate_id" else []
    lines = raw.lines[places[again]]
    findings.by_shape(
        rule,
        False,
        column or "",
        "identifier",
        lines,
        values or [""] * len(lines),
        what,
        "the first is kept, the others are left out; remove repeats from the export if they are linked logs",
    )
    kept = rows.copy()
    kept[places[again]] = False
    return kept


def without_stray_dates(
    times: pd.DataFrame, raw: RawExtract, mapping: Mapping, rows: np.ndarray, today: datetime.date, findings: Findings
) -> np.ndarray:
    """Rows less those created after today, or (at most 2 %) more than 90 days apart from all the others."""
    import numpy as np
    import pandas as pd

    places = np.flatnonzero(rows)
    created = times["created"].iloc[places]
    future = (created >= pd.Timestamp(today, tz="UTC") + pd.Timedelta(days=2)).to_numpy()
    days = (created - pd.Timestamp("1970-01-01", tz="UTC")).dt.days.to_numpy()
    order = np.argsort(days, kind="stable")
    cluster = np.empty(len(days), np.int64)
    cluster[order] = np.cumsum(np.diff(days[order], prepend=days[order][:1]) > STRAY_GAP_DAYS)
    main = np.bincount(cluster).argmax() if len(days) else 0
    apart = (cluster != main) & ~future
    if apart.sum() > STRAY_SHARE * len(days):
        apart[:] = False  # not strays but a gap in the extract, which the rules of the whole file report
    for which, what in (
        (future, "created after today"),
        (apart, f"created more than {STRAY_GAP_DAYS} days away from all other rows"),
    ):
        if which.any():
            findings.by_shape(
                "stray_date",
                False,
                mapping.columns.created,
                "time",
                raw.lines[places[which]],
                list(raw.frame[mapping.columns.created].iloc[places[which]]),
                what,
                "the row is left out; correct the date (a mistyped year?)",
            )
    kept = rows.copy()
    kept[places[future | apart]] = False
    return kept


def check_intervals(
    times: pd.DataFrame, raw: RawExtract, mapping: Mapping, rows: np.ndarray, findings: Findings
) -> dict[str, int]:
    """Report intervals that are negative or longer than the cap; returns counts by "negative a to b" and "long a to
    b".
    """
    import numpy as np

    columns = mapping.columns.stages()
    counts: dict[str, int] = {}
    for start, end in PAIRS:
        if start not in times or end not in times:
            continue
        minutes = minutes_between(times, start, end)
        named = f"{columns[start]} to {columns[end]}"
        with np.errstate(invalid="ignore"):
            negative = (minutes < 0) & rows
            long = (minutes > 60 * mapping.longest_hours) & rows
        counts[f"negative {named}"] = int(negative.sum())
        if negative.any():
            hint = (
                " (a unit that was diverted clears before the first arrives)"
                if (start, end) == ("arrived", "cleared")
                else ""
            )
            _interval(
                "negative_interval",
                raw,
                columns[end],
                negative,
                minutes,
                f"{columns[end]} is before {columns[start]}{hint}",
                findings,
            )
        if (start, end) in CAPPED:
            counts[f"long {named}"] = int(long.sum())
            if long.any():
                _interval(
                    "long_interval",
                    raw,
                    columns[end],
                    long,
                    minutes,
                    f"more than {mapping.longest_hours:g} hours from {columns[start]}",
                    findings,
                )
    return counts


def _interval(
    rule: str, raw: RawExtract, column: str, rows: np.ndarray, minutes: np.ndarray, what: str, findings: Findings
) -> None:
    findings.add(
        Finding(
            rule,
            False,
            what,
            "the incident counts as demand; this interval is left out of the fit",
            column,
            lines=tuple(int(line) for line in raw.lines[rows]),
            values=tuple(f"{m:.1f} min" for m in minutes[rows][:1000]),
        )
    )
