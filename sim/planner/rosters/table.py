"""A roster's table, read: one row for each team (or seat) and date, every fault of the file in one report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.calendar import Calendar, build_calendar
from sim.faults import Fault, FaultReport, Faults, listed
from sim.planner.extract import read_columns
from sim.planner.findings import Finding, Findings
from sim.planner.rosters import cells as rules
from sim.planner.rosters.cells import Cells
from sim.planner.rosters.form import NEEDED, OPTIONAL, WORKED, Companion, companion_path, read_companion

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

DEFAULT_ZONE = "Europe/London"
LONGEST_DAYS = 1_100  # three years
MOST_ROWS = 500_000
MINUTE_MS = 60_000
DAY_MS = 86_400_000


@dataclass(frozen=True)
class RosterTable:
    """``rows``: line, date, day (days after ``first``), team, seat (0: the whole team), kind, shift, start and end (minutes
    after the local midnight of the date, -1 where nothing is worked; an end after midnight is above 1440), note.
    Sorted by team in the order of the companion or of the file, then seat, then date.
    """

    rows: pd.DataFrame
    file: str
    calendar: Calendar  # of the dates from first to last: it knows the clock changes
    teams: tuple[str, ...]
    companion: Companion | None

    @property
    def days(self) -> int:
        """Dates from the first to the last."""
        return self.calendar.n_days

    @property
    def zone(self) -> str:
        """Time zone of all dates and times."""
        return self.calendar.zone

    def instants(self, column: str) -> np.ndarray:
        """Elapsed ms since midnight of the first date at ``start`` or ``end`` of each row (int64; -1 where not worked)."""
        import numpy as np

        wall = self.rows["day"].to_numpy("int64") * DAY_MS + self.rows[column].to_numpy("int64") * MINUTE_MS
        worked = self.rows[column].to_numpy() >= 0
        return np.where(worked, self.calendar.instants(np.where(worked, wall, 0)), -1)


def read_roster(path: Path) -> RosterTable:
    """Read a table (.csv, .csv.gz) and the companion beside it, if there is one.

    Raises one `FaultReport` with all faults of both files, each with its line and its cure.
    """
    findings, faults = Findings(), Faults(path.name)
    beside = companion_path(path)
    companion = read_companion(beside, faults) if beside.is_file() else None
    raw = read_columns(path, list(NEEDED), findings, OPTIONAL, "name the columns as sim/planner/rosters/README.md shows")
    table = None
    if raw is not None:
        rules.check_columns(raw.header, findings)
        if raw.frame.empty and not findings.fatal:
            findings.add(Finding("empty", True, "a first line and no rows", "export it again"))
        elif len(raw.frame) > MOST_ROWS:
            findings.add(
                Finding("too_long", True, f"{len(raw.frame):,} rows", f"cut it into files of {MOST_ROWS:,} rows at most")
            )
        else:
            table = _table(Cells(raw.frame, raw.lines, findings), path.name, companion)
    if findings.fatal or faults:
        raise FaultReport([*faults, *(findings.report(path.name).faults if findings.items else ())], path.name)
    assert table is not None
    return table


def _table(cells: Cells, file: str, companion: Companion | None) -> RosterTable | None:
    import numpy as np
    import pandas as pd

    rules.check_formulas(cells)
    date = rules.dates(cells)
    start, end = rules.minutes(cells, "start"), rules.minutes(cells, "end")
    rules.words(cells)
    over = cells.text("ends_next_day").str.lower() == "yes"
    rows = pd.DataFrame(
        {
            "line": cells.lines,
            "date": date,
            "team": cells.text("team"),
            "seat": pd.to_numeric(cells.text("seat").where(cells.good("seat"), ""), errors="coerce").fillna(0).astype("int64"),
            "kind": cells.text("kind").str.lower(),
            "shift": cells.text("shift"),
            "start": start.fillna(-1).astype("int64"),
            "end": (end + 1440 * over).fillna(-1).astype("int64"),
            "note": cells.text("note"),
        }
    )
    _tours(cells, rows)
    _twice(cells, rows)
    _known(cells, rows, companion)
    if rows["date"].isna().all():
        return None
    span = _span(cells, rows)
    if span is None:
        return None
    zone = companion.time_zone if companion else DEFAULT_ZONE
    calendar = build_calendar(zone, span[0].date(), 0, span[1], "none")
    rows["day"] = (rows["date"] - span[0]).dt.days.fillna(0).astype("int64")
    rows["skipped"] = _skipped(rows, calendar)
    _one_off(cells, rows, companion)
    if cells.findings.fatal:
        return None
    teams = companion.teams if companion else tuple(dict.fromkeys(rows["team"]))
    place = rows["team"].map({team: number for number, team in enumerate(teams)}).to_numpy()
    order = np.lexsort((rows["day"].to_numpy(), rows["seat"].to_numpy(), place))
    return RosterTable(rows.drop(columns="skipped").iloc[order].reset_index(drop=True), file, calendar, teams, companion)


def _tours(cells: Cells, rows: pd.DataFrame) -> None:
    """What is worked has a start, an end and says whether it ends next day; what is not worked has none of them."""
    worked = rows["kind"].isin(WORKED).to_numpy()
    known = cells.good("kind")
    text = {column: cells.text(column) for column in ("start", "end", "ends_next_day", "shift")}
    for column in ("start", "end", "ends_next_day"):
        empty = (text[column] == "").to_numpy()
        cells.fault(
            "no_time",
            column,
            known & worked & empty,
            f"no {column} for a day that is worked",
            "write start, end and ends_next_day (yes or no) in every row of duty, training or court",
            same=True,
        )
    empty = (text["shift"] == "").to_numpy()
    cells.fault(
        "no_shift",
        "shift",
        known & (rows["kind"] == "duty").to_numpy() & empty,
        "no code for a tour of duty",
        "write the tour's code, such as E",
        same=True,
    )
    for column in text:
        cells.fault(
            "time_off_duty",
            column,
            known & ~worked & (text[column] != "").to_numpy(),
            f"{column} filled in on a day that is not worked",
            "empty the cell, or correct the kind",
            same=True,
        )
    timed = worked & cells.good("start", "end", "ends_next_day")
    before = timed & (rows["end"] <= rows["start"]).to_numpy()
    cells.fault(
        "ends_before_start",
        "end",
        before,
        "an end that is not after the start",
        "write yes under ends_next_day where the tour ends after midnight",
    )
    long = timed & (rows["end"] - rows["start"] > 1440).to_numpy()
    cells.fault(
        "longer_than_a_day",
        "end",
        long,
        "a tour of more than 24 hours",
        "write no under ends_next_day, or give each date its own row",
    )


def _twice(cells: Cells, rows: pd.DataFrame) -> None:
    """One row for each date and team or seat; a file speaks of teams or of seats, not of both."""
    key = ["date", "team", "seat"]
    good = cells.good("date", "team", "seat")
    again = rows[good].duplicated(key, keep="first").reindex(rows.index, fill_value=False).to_numpy()
    alike = rows[good].duplicated([*key, "kind", "shift", "start", "end"]).reindex(rows.index, fill_value=False).to_numpy()
    cells.fault("row_twice", "date", again & alike, "a row that stands here a second time", "remove one of the two")
    cells.fault(
        "row_contradicts",
        "date",
        again & ~alike,
        "a second row for this date and team or seat, saying something else",
        "keep the one that holds; one row for each date and team or seat",
    )
    whole = rows.groupby("team")["seat"].transform(lambda seat: (seat == 0).any() and (seat > 0).any())
    cells.fault(
        "team_and_seats",
        "seat",
        good & whole.to_numpy(bool) & (rows["seat"] == 0).to_numpy(),
        "a row for the whole team where other rows of the team name seats",
        "name the seat, or write all rows for the team",
        same=True,
    )


def _known(cells: Cells, rows: pd.DataFrame, companion: Companion | None) -> None:
    """Teams and tours are those of the companion, where there is one."""
    if companion is None:
        return
    allowed = listed(companion.teams)
    cells.fault(
        "unknown_team",
        "team",
        ~rows["team"].isin(companion.teams).to_numpy(),
        "no team of the companion file",
        "correct the code, or add the team to the companion",
        allowed,
        same=True,
    )
    absent = [team for team in companion.teams if team not in set(rows["team"])]
    if absent:
        cells.findings.add(
            Finding(
                "team_without_rows",
                True,
                f"no row for team {listed(absent)} of the companion file",
                "add its rows, or take it out of the companion",
                "team",
            )
        )
    unknown = (~rows["shift"].isin([*companion.shifts, ""])).to_numpy()
    cells.fault(
        "unknown_shift",
        "shift",
        unknown,
        "no tour of the companion file",
        "correct the code, or add the tour to the companion",
        listed(companion.shifts),
        same=True,
    )


def _span(cells: Cells, rows: pd.DataFrame) -> tuple[Any, int] | None:
    """First date and number of days; a fault where some dates lie years from the others."""
    known = rows["date"].dropna().sort_values()
    middle = known.iloc[len(known) // 2]
    far = ((rows["date"] - middle).abs().dt.days > LONGEST_DAYS // 2).to_numpy()
    if far.any():
        cells.fault(
            "far_date",
            "date",
            far,
            f"a date more than {LONGEST_DAYS // 2} days from the middle of the table",
            f"correct the year, or cut the table into files of at most {LONGEST_DAYS} days",
            kind="time",
        )
        return None
    return rows["date"].min(), int((rows["date"].max() - rows["date"].min()).days) + 1


def _skipped(rows: pd.DataFrame, calendar: Calendar) -> np.ndarray:
    """Rows with a start or an end that the clocks skip on that date."""
    import numpy as np

    skipped = np.zeros(len(rows), bool)
    for column in ("start", "end"):
        wall = rows["day"].to_numpy("int64") * DAY_MS + rows[column].to_numpy("int64") * MINUTE_MS
        known = (rows[column] >= 0).to_numpy() & rows["date"].notna().to_numpy()
        wall = np.where(known, wall, 0)
        skipped |= known & (calendar.wall_ms(calendar.instants(wall)) != wall)
    return skipped


def _one_off(cells: Cells, rows: pd.DataFrame, companion: Companion | None) -> None:
    """A time that the clocks skip is a slip, unless the tour has it on other dates: then it means the moment of the change."""
    same = rows.groupby(["shift", "start", "end"])["line"].transform("count") > 1
    usual = (same & (rows["shift"] != "")).to_numpy()
    if companion is not None:
        forms = {(code, tour.start, tour.minutes) for code, tour in companion.shifts.items()}
        clock = [f"{start // 60:02d}:{start % 60:02d}" for start in rows["start"]]
        length = (rows["end"] - rows["start"]).tolist()
        usual = usual | [form in forms for form in zip(rows["shift"], clock, length, strict=True)]
    cells.fault(
        "skipped_time",
        "start",
        rows["skipped"].to_numpy() & ~usual,
        "a tour with a time that this date does not have: the clocks skip it",
        "move it past the change",
        kind="time",
    )


def fault_of(where: str, found: str, allowed: str, remedy: str) -> FaultReport:
    """A report of one fault, for callers that can say no more than one thing."""
    return FaultReport([Fault(where, found, allowed, remedy)], where)
