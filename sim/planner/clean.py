"""Reading and checking, end to end: an extract and its mapping to clean rows, with everything left out counted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sim.planner.convert import chosen_rows, coded, instants
from sim.planner.extract import RawExtract, read_extract
from sim.planner.file_rules import Level, check_clocks, check_days, check_level, check_missing, daily_counts
from sim.planner.findings import Finding, Findings
from sim.planner.mapping import WEEKDAYS, Mapping
from sim.planner.row_rules import check_intervals, without_repeats, without_stray_dates
from sim.planner.window import Window, whole_weeks

if TYPE_CHECKING:
    import pandas as pd

FEWEST_ROWS = 100


@dataclass(frozen=True)
class CleanExtract:
    """Rows fit to be fitted. ``frame`` columns: ``line``; the mapped stages (UTC); ``local`` (naive local time of
    creation); ``grade`` and ``area`` (names of the model); ``type`` (as in the file). Only rows on days of ``window``
    are in it.

    ``counts`` go from rows in the file to rows used; ``lost_share`` is the share of chosen rows lost to faults (not
    to repeats), by which rates are scaled up again.
    """

    frame: pd.DataFrame
    window: Window
    raw: RawExtract
    counts: dict[str, int]
    missing: dict[str, float]
    intervals: dict[str, int]
    odd_days: dict[str, float]
    level: dict[str, Level | None]
    lost_share: float
    findings: Findings = field(repr=False)


def clean_extract(
    path: Path, mapping: Mapping, today: datetime.date | None = None
) -> tuple[CleanExtract | None, Findings]:
    """Read and check an extract. The first result is None when something fatal was found; all findings come back
    either way.

    ``today`` decides which dates lie in the future (default: the machine's date).
    """
    findings = Findings(frozenset(mapping.accepted))
    raw = read_extract(path, mapping, findings)
    if raw is None:
        return None, findings
    if not len(raw.frame):
        findings.add(Finding("file", True, "there are column names but no rows", "export it again"))
        return None, findings
    return _checked(raw, mapping, today or datetime.date.today(), findings), findings


def _checked(raw: RawExtract, mapping: Mapping, today: datetime.date, findings: Findings) -> CleanExtract | None:
    import pandas as pd

    counts = {"rows in the file": raw.rows}
    rows = chosen_rows(raw.frame, mapping)
    counts["not chosen by `use`"] = int((~rows).sum())
    _nothing_chosen(raw, mapping, bool(rows.any()), findings)
    times, readable = instants(raw, mapping, findings)
    if "created" not in times:
        return None
    area_values = {name: area.values for name, area in mapping.areas.items()}
    grades = coded(
        raw,
        mapping.columns.grade,
        {name: g.values for name, g in mapping.grades.items()},
        "unknown_grade",
        rows,
        findings,
    )
    area_column = mapping.columns.area
    areas = coded(raw, area_column, area_values, "unknown_area", rows, findings) if area_column else None

    chosen = rows.copy()
    rows &= readable
    counts["time that cannot be used"] = int((chosen & ~readable).sum())
    before = int(rows.sum())
    rows = without_repeats(raw, mapping, rows, findings)
    counts["repeated"] = before - int(rows.sum())
    before = int(rows.sum())
    rows = without_stray_dates(times, raw, mapping, rows, today, findings)
    counts["date far off"] = before - int(rows.sum())
    grade_text = raw.frame.get(mapping.columns.grade)
    ungraded = (grade_text == "").to_numpy() if grade_text is not None else ~rows
    missing = check_missing(times, ungraded, rows, mapping, findings)
    known = grades.notna().to_numpy() & (areas.notna().to_numpy() if areas is not None else True)
    counts["no grade or area that can be read"] = int((rows & ~known).sum())
    lost = counts["time that cannot be used"] + counts["no grade or area that can be read"]
    rows &= known
    intervals = check_intervals(times, raw, mapping, rows, findings)

    local = times["created"].dt.tz_convert(mapping.time_zone).dt.tz_localize(None)
    used = local[rows]
    week_start = WEEKDAYS.index(mapping.week_starts)
    level = check_level(local[readable], used, findings)
    per_day = daily_counts(used)
    away = pd.DatetimeIndex([pd.Timestamp(day) for day in mapping.leave_out_days])
    odd = check_days(per_day, away, week_start, findings)
    check_clocks(used, mapping, findings)
    window = whole_weeks(used, mapping)
    if window is None and len(used):
        findings.add(
            Finding(
                "no_whole_week",
                True,
                f"no whole week between {used.min():%d %B %Y} and {used.max():%d %B %Y}",
                "export at least one week from its first day to its last (`week_starts`); eight or more are better",
            )
        )
    elif window is None or int(window.holds(used).sum()) < FEWEST_ROWS:
        findings.add(
            Finding(
                "too_few_rows",
                True,
                f"{len(used)} rows can be used",
                f"at least {FEWEST_ROWS} are needed: see the other faults, or export more weeks",
            )
        )
    if findings.fatal or window is None:
        return None
    frame = times[rows].copy()
    frame["line"] = raw.lines[rows]
    frame["local"] = used
    frame["grade"] = grades[rows]
    frame["area"] = areas[rows] if areas is not None else next(iter(mapping.areas))
    frame["type"] = raw.frame[mapping.columns.type][rows]
    inside = window.holds(frame["local"])
    counts["outside whole weeks or left out by day"] = int((~inside).sum())
    counts["used"] = int(inside.sum())
    share = lost / max(int(chosen.sum()), 1)
    return CleanExtract(
        frame[inside].reset_index(drop=True), window, raw, counts, missing, intervals, odd, level, share, findings
    )


def _nothing_chosen(raw: RawExtract, mapping: Mapping, any_chosen: bool, findings: Findings) -> None:
    if any_chosen:
        return
    for rule in mapping.use:
        if rule.column in raw.frame:
            present = raw.frame[rule.column].value_counts().index[:5]
            findings.add(
                Finding(
                    "use",
                    True,
                    f"`use` leaves no row; the commonest values here are {', '.join(map(repr, present))[:100]}",
                    "correct keep or leave_out in the mapping",
                    rule.column,
                )
            )
