"""A roster option as an exchanged roster: the table of its duties and the companion file."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.faults import Fault, FaultReport
from sim.planner.rosters.form import COLUMNS, FORMAT, OPTIONAL, Companion, companion_path
from sim.planner.rosters.table import LONGEST_DAYS, RosterTable, fault_of
from sim.planner.rosters.variants import moved
from sim.scenario import REST, Roster
from sim.scenario.values import clock_minutes

if TYPE_CHECKING:
    import pandas as pd

YEAR = 364


def usual_days(roster: Roster) -> int:
    """Whole cycles that make a year or more, two of them at least: enough to recognise the cycle again."""
    length = len(roster.cycle)
    return min(max(2, -(-YEAR // length)) * length, LONGEST_DAYS // length * length)


def export_roster(
    roster: Roster, time_zone: str, out: Path, first: datetime.date | None = None, days: int | None = None
) -> list[Path]:
    """Write ``out`` (.csv) and its companion (.json) with the pattern as drawn, before paid hours are equalised.

    first: first date (default the roster's anchor). days: dates written (default `usual_days`). Files that hold something
    else already are a fault, and so is a pattern that no table can hold.
    """
    if out.suffix.lower() != ".csv":
        raise fault_of(
            f"out={out}", f"a name ending in {out.suffix or 'nothing'}", "a name ending in .csv", f"out={out.stem}.csv"
        )
    companion = companion_of(roster, time_zone)
    rows = roster_rows(roster, first or roster.anchor, usual_days(roster) if days is None else days)
    return write_new({out: table_text(rows), companion_path(out): companion_text(companion)})


def team_codes(teams: int) -> tuple[str, ...]:
    """A, B, C ... for up to 26 teams, T001, T002 ... for more."""
    return (
        tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:teams]) if teams <= 26 else tuple(f"T{number:03d}" for number in range(1, teams + 1))
    )


def companion_of(roster: Roster, time_zone: str) -> Companion:
    """The companion file of a roster. Raises `FaultReport` where a table cannot hold the pattern."""
    if roster.always_on:
        raise fault_of(
            "roster.always_on", "true: officers who never go home", "a pattern of tours and rest days", "choose another roster="
        )
    shifts: dict[str, Any] = {}
    for letter, shift in roster.shifts.items():
        minutes = round(60 * shift.hours)
        if abs(60 * shift.hours - minutes) > 1e-6 or minutes == 0:
            raise fault_of(
                f"roster.shifts.{letter}.hours",
                f"{shift.hours:g} h, which is no whole number of minutes",
                "whole minutes",
                f"roster.shifts.{letter}.hours={max(minutes, 1) / 60:.15g}",
            )
        end = clock_minutes(shift.start) + minutes
        shifts[letter] = {"start": shift.start, "end": clock(end), "ends_next_day": end >= 1440, "night": shift.night}
    return Companion.model_validate(
        {
            "format": FORMAT,
            "title": roster.title,
            "time_zone": time_zone,
            "teams": team_codes(roster.teams),
            "shifts": shifts,
            "variants": {
                name: {
                    "weekdays": variant.weekdays,
                    "months": variant.months,
                    "instead": dict(variant.instead),
                    "share": variant.share,
                }
                for name, variant in roster.variants.items()
            }
            or None,
            "cycle": {
                "anchor": roster.anchor,
                "days": len(roster.cycle),
                "team_offset_days": roster.offset_days,
                "team_offsets": roster.offsets or None,
            },
            "paid_hours": {
                "equalised": roster.equal_paid_hours,
                "per_week": roster.paid_hours_per_week,
                "by": roster.equalise_by,
            },
        }
    )


def roster_rows(roster: Roster, first: datetime.date, days: int) -> pd.DataFrame:
    """The pattern's rows, all teams for ``days`` dates from ``first``, by date; the columns of the format, as text.

    Where officers take turns each team has two seats: 1 never has the turn, 2 always.
    """
    import numpy as np
    import pandas as pd

    if not 1 <= days <= LONGEST_DAYS:
        raise fault_of(f"days={days}", f"{days} days", f"1 to {LONGEST_DAYS} days", f"days={usual_days(roster)}")
    since = (first - roster.anchor).days
    ahead = np.array(roster.ahead)
    place = (since + np.arange(days)[:, None] + ahead[None, :]) % len(roster.cycle)
    drawn = np.array(roster.cycle, dtype=object)[place]
    seats = (1, 2) if any(not variant.by_all for variant in roster.variants.values()) else (0,)
    dates = [first + datetime.timedelta(days=day) for day in range(days)]
    lines = [moved(drawn, dates, roster.variants.values(), turn=seat == 2) for seat in seats]
    letter = np.stack(lines, axis=-1).ravel()  # by date, team, seat
    duty = letter != REST
    forms = companion_of(roster, "Europe/London").shifts

    def of_shift(field: str) -> list[str]:
        told = {code: getattr(form, field) for code, form in forms.items()}
        told = {code: {True: "yes", False: "no"}[value] if isinstance(value, bool) else value for code, value in told.items()}
        return [told.get(each, "") for each in letter]

    return pd.DataFrame(
        {
            "date": np.repeat([str(date) for date in dates], roster.teams * len(seats)),
            "team": np.tile(np.repeat(team_codes(roster.teams), len(seats)), days),
            "seat": np.tile([str(seat or "") for seat in seats], days * roster.teams),
            "kind": np.where(duty, "duty", "rest"),
            "shift": np.where(duty, letter, ""),
            "start": of_shift("start"),
            "end": of_shift("end"),
            "ends_next_day": of_shift("ends_next_day"),
            "note": "",
        }
    )[list(COLUMNS)]


def rows_of(table: RosterTable) -> pd.DataFrame:
    """A table that was read, as the text of its rows again, by date."""
    import pandas as pd

    rows = table.rows.sort_values("day", kind="stable")
    worked = rows["start"] >= 0
    return pd.DataFrame(
        {
            "date": rows["date"].dt.strftime("%Y-%m-%d"),
            "team": rows["team"],
            "seat": rows["seat"].astype(str).where(rows["seat"] > 0, ""),
            "kind": rows["kind"],
            "shift": rows["shift"],
            "start": [clock(value) if value >= 0 else "" for value in rows["start"]],
            "end": [clock(value) if value >= 0 else "" for value in rows["end"]],
            "ends_next_day": (rows["end"] >= 1440).map({True: "yes", False: "no"}).where(worked, ""),
            "note": rows["note"],
        }
    )[list(COLUMNS)].reset_index(drop=True)


def table_text(rows: pd.DataFrame) -> str:
    """Rows as the text of a table; an optional column that is empty throughout is left out."""
    kept = [name for name in COLUMNS if name not in OPTIONAL or (rows[name] != "").any()]
    held = io.StringIO()
    rows[kept].to_csv(held, index=False, lineterminator="\n")
    return held.getvalue()


def companion_text(companion: Companion) -> str:
    """A companion as JSON, what it leaves out left out."""
    return json.dumps(companion.model_dump(mode="json", exclude_none=True), indent=2, ensure_ascii=False) + "\n"


def clock(minutes: int) -> str:
    """Minutes after midnight, of whatever day, as HH:MM."""
    return f"{int(minutes) % 1440 // 60:02d}:{int(minutes) % 60:02d}"


def write_new(texts: dict[Path, str]) -> list[Path]:
    """Write the files, folders included; raise a `FaultReport` that names those that hold something else already."""
    held = [
        path for path, text in texts.items() if path.exists() and (path.is_dir() or path.read_bytes() != text.encode("utf-8"))
    ]
    if held:
        allowed, cure = "a new file, or the same again", "choose another out=, or rename or delete that file"
        raise FaultReport([Fault(str(path), "something else stands there already", allowed, cure) for path in held], "out=")
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise fault_of(
            str(next(iter(texts))),
            f"nothing can be written there ({error.strerror})",
            "a folder you may write to",
            "choose another out=",
        ) from error
    return list(texts)
