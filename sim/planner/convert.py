"""From columns of text to instants, grades and areas, with every value that cannot be read reported by its line.

Instants are UTC: intervals are elapsed time, never differences of wall clocks (a night when clocks change is 9 or 11
hours).
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from sim.planner.clock_changes import localised
from sim.planner.extract import RawExtract
from sim.planner.findings import Finding, Findings
from sim.planner.mapping import Mapping, nearest

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

# Formats tried only to word a remedy; a file is never read with a format its mapping does not declare.
_GUESSES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d-%b-%Y %H:%M",
    "%d.%m.%Y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%d/%m/%Y %I:%M %p",
)


def chosen_rows(frame: pd.DataFrame, mapping: Mapping) -> np.ndarray:
    """Rows the ``use`` rules keep, as booleans (a rule whose column is missing is skipped: it is reported)."""
    import numpy as np

    keep = np.ones(len(frame), bool)
    for rule in mapping.use:
        if rule.column in frame:
            inside = frame[rule.column].isin([*(rule.keep or rule.leave_out or ())]).to_numpy()
            keep &= inside if rule.keep is not None else ~inside
    return keep


def instants(raw: RawExtract, mapping: Mapping, findings: Findings) -> tuple[pd.DataFrame, np.ndarray]:
    """UTC instants of every mapped stage (columns named by stage, datetime64[us, UTC]) and the rows with a readable
    time.

    A value that is not in the declared format is a finding; so is a local time that does not exist or happens twice,
    unless the mapping says what to do with it. The second array is False where any of this makes a row unusable.
    """
    import numpy as np
    import pandas as pd

    good = np.ones(len(raw.frame), bool)
    used = chosen_rows(raw.frame, mapping)
    wall: dict[str, pd.Series] = {}
    for stage, column in mapping.columns.stages().items():
        if column not in raw.frame:
            continue
        text = raw.frame[column]
        read = pd.to_datetime(
            text.where(text != ""), format=mapping.timestamps, errors="coerce", utc="%z" in mapping.timestamps
        )
        wall[stage] = read.astype("datetime64[us, UTC]" if "%z" in mapping.timestamps else "datetime64[us]")
        bad = (wall[stage].isna() & (text != "")).to_numpy()
        good &= ~bad
        if (bad & used).any():
            _unreadable(text[bad & used], raw.lines[bad & used], column, mapping, findings)
    if "created" in wall:
        empty = wall["created"].isna().to_numpy() & good & used
        good &= wall["created"].notna().to_numpy()
        if empty.any():
            findings.add(
                Finding(
                    "missing_created",
                    True,
                    "no time of creation",
                    "an incident without a beginning cannot be placed in "
                    "the week: fill it in, or add missing_created to `accepted` to leave such rows out",
                    mapping.columns.created,
                    lines=tuple(int(line) for line in raw.lines[empty]),
                )
            )
    if "%z" in mapping.timestamps:
        return pd.DataFrame(wall), good
    return localised(wall, good, used, raw, mapping, findings), good


def _unreadable(text: pd.Series, lines: np.ndarray, column: str, mapping: Mapping, findings: Findings) -> None:
    guess = _guessed_format(text)
    wanted = f"a date and time as {mapping.timestamps}, such as {example(mapping.timestamps)}"
    serial = text.str.fullmatch(r"\d{5}(\.\d+)?").to_numpy()
    hashes = text.str.fullmatch("#+").to_numpy()
    kinds = (
        (
            serial,
            "an Excel day number, not a date and time",
            "format the column in Excel as yyyy-mm-dd hh:mm:ss and save the CSV again",
        ),
        (hashes, "Excel saved a column too narrow to show", "widen the column in Excel and save the CSV again"),
        (
            ~serial & ~hashes,
            "not a date and time in the declared format",
            f"correct the value, or set `timestamps` to {guess}"
            if guess
            else "correct the value, or `timestamps` in the mapping",
        ),
    )
    for which, what, remedy in kinds:
        findings.by_shape(
            "unreadable_time", True, column, "time", lines[which], list(text[which]), what, remedy, wanted
        )


def example(timestamps: str) -> str:
    """The last minute of 2025 in a strptime format."""
    return datetime.datetime(2025, 12, 31, 23, 59, tzinfo=datetime.UTC).strftime(timestamps)


def _guessed_format(text: pd.Series) -> str:
    import pandas as pd

    sample = text.head(200)
    for guess in _GUESSES:
        if pd.to_datetime(sample, format=guess, errors="coerce").notna().mean() > 0.9:
            return f'"{guess}"'
    return ""


def coded(
    raw: RawExtract, column: str, values: dict[str, tuple[str, ...]], rule: str, rows: np.ndarray, findings: Findings
) -> pd.Series:
    """Names of the model (grades or areas) for the extract's values; empty or unknown values become missing.

    An unknown value stops the fit (a mapping mistake would otherwise drop demand without a word); an empty one is
    counted.
    """
    import pandas as pd

    back = {value: name for name, listed in values.items() for value in listed}
    text = raw.frame[column] if column in raw.frame else pd.Series("", index=raw.frame.index, dtype="str")
    named = text.map(back)
    unknown = (named.isna() & (text != "")).to_numpy() & rows
    if unknown.any():
        noun = "grades" if rule == "unknown_grade" else "areas"
        for value in sorted(set(text[unknown])):
            which = unknown & (text == value).to_numpy()
            guess = nearest(value, back)
            findings.by_shape(
                rule,
                True,
                column,
                "category",
                raw.lines[which],
                list(text[which]),
                f"a value `{noun}` does not name",
                f"{guess + ' Otherwise add' if guess else 'add'} it under `{noun}`, leave it out under `use`, or "
                f"correct it",
                f"one of {', '.join(sorted(back))}"[:200],
                same=True,
            )
    return named.astype("str").where(named.notna(), None)
