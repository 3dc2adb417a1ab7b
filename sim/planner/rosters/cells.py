"""The cells of a roster's table, column by column: what is wrong with each, in words, with all its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.faults import nearest
from sim.planner.findings import Finding, Findings
from sim.planner.rosters.form import CODE, COLUMNS, KINDS, TEAM

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LONGEST_NOTE = 200
FIRST_YEAR, LAST_YEAR = 1990, 2099
_PERSON = re.compile(
    r"(?i)(name|officer|person|employee|staff|collar|warrant|shoulder|force_?(no|num|id)|pnc|e-?mail|phone|mobile|address|"
    r"birth|dob|gender|sex|ethnic|nino|insurance|rank|sickness|diagnos)"
)
# In a note: a title or rank before a name or number, an e-mail address, a telephone number, a national insurance number.
_PERSON_IN_NOTE = (
    r"\b(?i:pc|ps|dc|ds|sgt|sergeant|constable|insp|inspector|mr|mrs|ms|miss|dr)\b\.? *(?:[A-Z][a-z]|\d{2})|[\w.+-]+@[\w-]+\.\w|"
    r"\d[\d ()]{8,}\d|\b[A-Za-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d]\b"
)
_TIME = r"(\d{1,2}):(\d{2})(?::00)?"

# (what the value looks like, what is wrong with it, what mends it); the first that fits is said.
_DATE_FAULTS = (
    (r"", "no date", "every row has the local date on which the tour begins"),
    (
        r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}",
        "day and month in an order that is never guessed",
        "format the column as yyyy-mm-dd in Excel, then save as CSV UTF-8 again",
    ),
    (r"\d{5}(\.\d+)?", "an Excel day number", "format the column as yyyy-mm-dd in Excel, then save as CSV UTF-8 again"),
    (r"\d{4}-\d{2}-\d{2}[ T].*", "a date with a time", "keep the date alone; times go under start and end"),
    (r"\d{4}-\d{2}-\d{2}", "a date that does not exist, or lies out of reach", "correct the date"),
    (r"#+", "a column that was too narrow in Excel", "widen the column and save again"),
    (r"(?s).*", "not a date as the format writes it", "write it as 2026-01-05"),
)
_TIME_FAULTS = (
    (r"24:00(:00)?", "midnight, which begins the next day", "write 00:00, with ends_next_day yes for an end"),
    (_TIME, "a time that no clock shows", "write a time from 00:00 to 23:59; an end after midnight has ends_next_day yes"),
    (r"[01](\.\d+)?|0?\.\d+", "an Excel fraction of a day", "format the column as hh:mm in Excel and save again"),
    (r"(?s).*", "not a time as the format writes it", "write it as 07:00"),
)


@dataclass
class Cells:
    """Text columns of a table as they stand. ``bad`` marks cells that have a fault already: one fault is enough."""

    frame: pd.DataFrame
    lines: np.ndarray
    findings: Findings
    bad: dict[str, np.ndarray] = field(default_factory=dict)

    def text(self, column: str) -> pd.Series:
        """The column, empty where the file has none."""
        import pandas as pd

        return self.frame[column] if column in self.frame else pd.Series("", index=self.frame.index, dtype="str")

    def good(self, *columns: str) -> np.ndarray:
        """Rows whose cells in all ``columns`` have no fault so far."""
        import numpy as np

        good = np.ones(len(self.frame), bool)
        for column in columns:
            good &= ~self.bad.get(column, np.zeros(len(self.frame), bool)) & (column in self.frame or column in ("seat", "note"))
        return good

    def fault(
        self,
        rule: str,
        column: str,
        wrong: np.ndarray,
        what: str,
        remedy: str,
        allowed: str = "",
        kind: str = "text",
        same: bool = False,
    ) -> None:
        """Keep what is wrong with ``column`` in the rows ``wrong``, those without an earlier fault; one finding a shape."""
        import numpy as np

        wrong = np.asarray(wrong, bool) & self.good(column)
        if wrong.any():
            raw = self.text(column)[wrong].tolist()
            self.findings.by_shape(rule, True, column, kind, self.lines[wrong], raw, what, remedy, allowed, same)
            self.bad[column] = self.bad.get(column, np.zeros(len(self.frame), bool)) | wrong


def check_columns(header: tuple[str, ...], findings: Findings) -> None:
    """The format holds no other column: what is unknown could say who somebody is."""
    for name in header:
        if not name or name in COLUMNS:
            continue
        if _PERSON.search(name):
            what = "a column that could say who somebody is; seats are numbers and nothing more"
            remedy = "delete the column; number the seats of each team from 1"
        else:
            like = nearest(name, COLUMNS)
            what, remedy = "no column of the format", f"did you mean {like}?" if like else "delete it, or put it under note"
        findings.add(Finding("unknown_column", True, what, remedy, name, f"columns: {', '.join(COLUMNS)}", (1,)))


def check_formulas(cells: Cells) -> None:
    """A cell that a spreadsheet would run is never data."""
    for column in map(str, cells.frame.columns):
        text = cells.text(column)
        cells.fault(
            "formula",
            column,
            text.str.match(r"[=+@\t\r-]").to_numpy(),
            "a cell that a spreadsheet would run as a formula",
            "write plain text; no cell begins with = + - or @",
        )


def dates(cells: Cells) -> pd.Series:
    """Dates of the rows (datetime64), NaT where there is a fault."""
    import pandas as pd

    text = cells.text("date")
    plain = text.where(text.str.fullmatch(r"\d{4}-\d{2}-\d{2}"), "")
    found = pd.to_datetime(plain, format="%Y-%m-%d", errors="coerce")
    found = found.where((found.dt.year >= FIRST_YEAR) & (found.dt.year <= LAST_YEAR))
    _by_look(cells, "bad_date", "date", text, found.isna().to_numpy(), _DATE_FAULTS, "yyyy-mm-dd, such as 2026-01-05")
    return found.where(cells.good("date"))


def minutes(cells: Cells, column: str) -> pd.Series:
    """Minutes after midnight of ``start`` or ``end`` (float, NaN where empty or at fault)."""
    text = cells.text(column)
    parts = text.str.extract(f"^{_TIME}$").astype("float64")
    found = 60 * parts[0] + parts[1]
    found = found.where((parts[0] < 24) & (parts[1] < 60))
    wrong = (found.isna() & (text != "")).to_numpy()
    _by_look(cells, "bad_time", column, text, wrong, _TIME_FAULTS, "hh:mm, such as 07:00, on the local clock")
    return found.where(cells.good(column))


def _by_look(
    cells: Cells,
    rule: str,
    column: str,
    text: pd.Series,
    wrong: np.ndarray,
    looks: tuple[tuple[str, str, str], ...],
    allowed: str,
) -> None:
    left = wrong.copy()
    for look, what, remedy in looks:
        here = left & text.str.fullmatch(look).to_numpy(bool)
        cells.fault(rule, column, here, what, remedy, allowed, "time")
        left &= ~here


def words(cells: Cells) -> None:
    """Check team, seat, kind, shift, ends_next_day and note, each cell by itself."""
    team, seat, kind, shift = (cells.text(column) for column in ("team", "seat", "kind", "shift"))
    cells.fault("no_team", "team", (team == "").to_numpy(), "no team", "write the team's code in every row", same=True)
    cells.fault(
        "bad_team",
        "team",
        ~team.str.fullmatch(TEAM).to_numpy(bool),
        "no code of a team; a table holds no names",
        "give each team a code, such as A",
        "1 to 12 letters, digits, _ or -",
    )
    cells.fault(
        "bad_seat",
        "seat",
        ~seat.str.fullmatch(r"([1-9]\d{0,2})?").to_numpy(bool),
        "no number of a seat: seats are numbers, never names or collar numbers",
        "number the seats of each team from 1",
        "1 to 999, or empty for the whole team",
        "identifier",
    )
    small = kind.str.lower()
    for value in sorted(set(kind[~small.isin(KINDS)])):
        like = nearest(value, KINDS)
        cells.fault(
            "bad_kind",
            "kind",
            (kind == value).to_numpy(),
            "no kind of day",
            f"did you mean {like}?" if like else "absence of any other sort is absent",
            ", ".join(KINDS),
            same=True,
        )
    cells.fault(
        "bad_shift",
        "shift",
        ~shift.str.fullmatch(f"({CODE})?").to_numpy(bool),
        "no code of a tour",
        "use one to four capital letters or digits, such as E",
        "a capital letter, then up to three more or digits",
    )
    _yes_no(cells)
    note = cells.text("note")
    cells.fault(
        "long_note",
        "note",
        (note.str.len() > LONGEST_NOTE).to_numpy(),
        f"a note of more than {LONGEST_NOTE} characters",
        "shorten it",
        kind="category",
    )
    cells.fault(
        "person_in_note",
        "note",
        note.str[:LONGEST_NOTE].str.contains(_PERSON_IN_NOTE).to_numpy(bool),
        "what looks like a person or a number",
        "say what the day is for, never who; or leave the note empty",
    )


def _yes_no(cells: Cells) -> None:
    text = cells.text("ends_next_day")
    cells.fault(
        "bad_yes_no",
        "ends_next_day",
        ~text.str.lower().isin(["yes", "no", ""]).to_numpy(),
        "neither yes nor no",
        "write yes or no; leave it empty where there is no tour",
        "yes, no",
        same=True,
    )
