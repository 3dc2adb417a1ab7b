"""Broken roster tables: everything wrong in one report, by the line Excel shows, with the cure; exit status 2, no traceback."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli import main
from sim.faults import FaultReport
from sim.planner.rosters.form import companion_path
from sim.planner.rosters.table import read_roster
from tests.support import roster_tables as tables
from tests.support.fault_reports import Planted, assert_named

HEAD = tables.HEADER
CLEAN = tables.table(tables.rows({}, days=28), tables.rows({}, "B", days=28))


def line(text: str, number: int, new: str) -> str:
    lines = text.splitlines()
    lines[number - 1] = new
    return "\n".join(lines) + "\n"


def column(text: str, name: str, change: Callable[[str], str]) -> str:
    """Every cell of a column changed."""
    place = HEAD.split(",").index(name)
    lines = [row.split(",") for row in text.splitlines()]
    for row in lines[1:]:
        row[place] = change(row[place])
    return "\n".join(",".join(row) for row in lines) + "\n"


def several(*changes: tuple[int, str]) -> str:
    text = CLEAN
    for number, new in changes:
        text = line(text, number, new)
    return text


DAY2, DAY3 = tables.day(0), tables.day(1)  # the dates on lines 2 and 3
EXCEL = "yyyy-mm-dd in Excel"

# name: (bytes or text of the file, what must be named: where, found, cure)
HOSTILE: dict[str, tuple[str | bytes, Planted]] = {
    "an empty file": ("", [("roster.csv", "empty", "export it again")]),
    "blanks only": ("  \n \n", [("roster.csv", "empty", "export it again")]),
    "a header and nothing else": (HEAD + "\n", [("roster.csv", "no rows", "export it again")]),
    "a binary file": (random.Random(7).randbytes(4000), [("roster.csv", "", "save")]),
    "zeros inside": (b"date,team\0,kind\n", [("roster.csv", "not text", "CSV UTF-8")]),
    "an Excel workbook": (b"PK\x03\x04" + bytes(500), [("roster.csv", "Excel workbook", "CSV UTF-8")]),
    "a PDF": (b"%PDF-1.7 roster", [("roster.csv", "a PDF", "CSV UTF-8")]),
    "a damaged gzip": (gzip.compress(CLEAN.encode())[:200], [("roster.csv", "damaged", "again")]),
    "a title above the header": ("Response roster, spring\n" + CLEAN, [("roster.csv", "none of the columns", "delete titles")]),
    "no header": (CLEAN.split("\n", 1)[1], [("roster.csv", "none of the columns", "first line")]),
    "columns missing": (
        CLEAN.replace("ends_next_day", "next").replace("team", "squad", 1),
        [
            ('column "team"', "no column", "name the columns"),
            ('column "ends_next_day"', "no column", ""),
            ('column "squad"', "no column of the format", ""),
            ('column "next"', "no column of the format", ""),
        ],
    ),
    "a column twice": (
        "\n".join(f"{row},{extra}" for row, extra in zip(CLEAN.splitlines(), ["date", *["x"] * 56], strict=True)),
        [('column "date"', "2 columns have this name", "rename or delete")],
    ),
    "names in a column of their own": (
        "\n".join(
            f"{row},{extra}" for row, extra in zip(CLEAN.splitlines(), ["Officer name", *["Jane Smith"] * 56], strict=True)
        ),
        [('column "Officer name"', "who somebody is", "number the seats")],
    ),
    "collar numbers in a column of their own": (
        "\n".join(f"{row},{extra}" for row, extra in zip(CLEAN.splitlines(), ["collar_no", *["4711"] * 56], strict=True)),
        [('column "collar_no"', "who somebody is", "number the seats")],
    ),
    "a reason of absence in a column of its own": (
        "\n".join(f"{row},{extra}" for row, extra in zip(CLEAN.splitlines(), ["sickness", *["flu"] * 56], strict=True)),
        [('column "sickness"', "who somebody is", "delete the column")],
    ),
    "names in the seat column": (
        several((2, f"{DAY2},A,Jane Smith,duty,E,09:00,17:00,no,"), (3, f"{DAY3},A,PC4711,duty,E,09:00,17:00,no,")),
        [
            ('line 2, column "seat"', "never names", "number the seats"),
            ('line 3, column "seat"', "never names", "number the seats"),
        ],
    ),
    "names in the team column": (
        several((2, f"{DAY2},Sgt Jane Smith,,duty,E,09:00,17:00,no,")),
        [('line 2, column "team"', "no code of a team", "give each team a code")],
    ),
    "collar numbers as seats": (
        column(CLEAN, "seat", lambda _: "4711"),
        [('line 2, column "seat"', "seats are numbers", "from 1")],
    ),
    "a person in a note": (
        several(
            (2, f"{DAY2},A,,duty,E,09:00,17:00,no,covers PC Jane Smith"),
            (3, f"{DAY3},A,,duty,E,09:00,17:00,no,ring 07700 900123"),
        ),
        [('line 2, column "note"', "person", "never who"), ('line 3, column "note"', "", "never who")],
    ),
    "bad dates": (
        several(
            (2, "2026-02-30,A,,rest,,,,,"),
            (3, ",A,,rest,,,,,"),
            (4, "yesterday,A,,rest,,,,,"),
            (5, "46027,A,,rest,,,,,"),
            (6, "2026-01-09 00:00:00,A,,rest,,,,,"),
            (7, "########,A,,rest,,,,,"),
            (8, "0026-01-11,A,,rest,,,,,"),
        ),
        [
            ("line 2", "1 more alike (line 8)", "correct the date"),
            ("line 3", "no date", ""),
            ("line 4", "not a date", "2026-01-05"),
            ("line 5", "Excel day number", EXCEL),
            ("line 6", "a date with a time", "keep the date"),
            ("line 7", "too narrow", "widen"),
        ],
    ),
    "mixed date formats": (
        several(
            (2, "05/01/2026,A,,rest,,,,,"),
            (3, "6.1.26,A,,rest,,,,,"),
            (4, "2026/01/07,A,,rest,,,,,"),
            (5, "20260108,A,,rest,,,,,"),
            (6, "9 Jan 2026,A,,rest,,,,,"),
        ),
        [
            ("line 2", "never guessed", EXCEL),
            ("line 3", "never guessed", EXCEL),
            ("line 4", "not a date", ""),
            ("line 5", "not a date", ""),
            ("line 6", "not a date", "2026-01-05"),
        ],
    ),
    "dates years apart": (
        several((2, "2062-01-05,A,,rest,,,,,")),
        [('line 2, column "date"', "days from the middle", "correct the year")],
    ),
    "bad times": (
        several(
            (2, f"{DAY2},A,,duty,E,25:00,17:00,no,"),
            (3, f"{DAY3},A,,duty,E,09:60,17:00,no,"),
            (4, f"{tables.day(2)},A,,duty,E,9am,24:00,no,"),
            (5, f"{tables.day(3)},A,,duty,E,0.375,0900,no,"),
            (30, f"{DAY2},B,,duty,E,-1:00,9.30,no,"),
        ),
        [
            ('line 2, column "start"', "no clock shows; 1 more alike (line 3)", "00:00 to 23:59"),
            ('line 4, column "start"', "not a time", "07:00"),
            ('line 4, column "end"', "midnight", "ends_next_day yes"),
            ('line 5, column "start"', "Excel fraction", "hh:mm"),
            ('line 5, column "end"', "not a time", "07:00"),
            ('line 30, column "start"', "formula", "plain text"),
            ('line 30, column "end"', "not a time", ""),
        ],
    ),
    "an end before the start": (
        several((2, f"{DAY2},A,,duty,N,22:00,07:00,no,"), (3, f"{DAY3},A,,duty,E,09:00,09:00,no,")),
        [('line 2, column "end"', "not after the start", "yes under ends_next_day")],
    ),
    "more than a day": (
        several((2, f"{DAY2},A,,duty,E,09:00,17:00,yes,")),
        [('line 2, column "end"', "more than 24 hours", "no under ends_next_day")],
    ),
    "no word on the next day": (
        several((2, f"{DAY2},A,,duty,N,22:00,07:00,,"), (3, f"{DAY3},A,,duty,E,09:00,17:00,maybe,")),
        [
            ('line 2, column "ends_next_day"', "no ends_next_day", "yes or no"),
            ('line 3, column "ends_next_day"', "neither yes nor no", "yes or no"),
        ],
    ),
    "duties without times, rest with them": (
        several((2, f"{DAY2},A,,duty,,,,,"), (6, f"{tables.day(4)},A,,rest,E,09:00,17:00,no,")),
        [
            ('line 2, column "start"', "no start", "write start"),
            ('line 2, column "shift"', "no code", "write the tour's code"),
            ('line 6, column "start"', "not worked", "correct the kind"),
        ],
    ),
    "unknown kinds": (
        several(
            (2, f"{DAY2},A,,dutty,E,09:00,17:00,no,"), (6, f"{tables.day(4)},A,,sick,,,,,"), (7, f"{tables.day(5)},A,,,,,,,")
        ),
        [
            ('line 2, column "kind"', "dutty", "did you mean duty"),
            ('line 6, column "kind"', "sick", "absent"),
            ('line 7, column "kind"', "no kind of day", ""),
        ],
    ),
    "codes that are none": (
        several((2, f"{DAY2},A,,duty,early turn,09:00,17:00,no,")),
        [('line 2, column "shift"', "no code of a tour", "capital")],
    ),
    "rows twice": (
        CLEAN + CLEAN.splitlines()[1] + "\n" + f"{DAY3},A,,rest,,,,,\n",
        [("line 58", "a second time", "remove one"), ("line 59", "saying something else", "keep the one that holds")],
    ),
    "teams and seats at once": (
        several((2, f"{DAY2},A,1,duty,E,09:00,17:00,no,")),
        [('line 3, column "seat"', "other rows of the team name seats", "name the seat")],
    ),
    "formulas": (
        several(
            (2, f'{DAY2},A,,duty,E,09:00,17:00,no,=HYPERLINK("x")'),
            (3, f"{DAY3},@SUM(A1),,duty,E,09:00,17:00,no,"),
            (4, "=TODAY(),A,,rest,,,,,"),
            (5, f"{tables.day(3)},A,+1,rest,,,,,"),
        ),
        [
            ('line 2, column "note"', "formula", "plain text"),
            ('line 3, column "team"', "formula", ""),
            ('line 4, column "date"', "formula", ""),
            ('line 5, column "seat"', "formula", ""),
        ],
    ),
    "huge cells": (
        several((2, f"{DAY2},A,,duty,E,09:00,17:00,no,{'x' * 3_000_000}"), (3, f"{DAY3},{'T' * 100_000},,rest,,,,,")),
        [('line 2, column "note"', "200 characters", "shorten"), ('line 3, column "team"', "no code", "")],
    ),
    "ragged rows": (
        several((2, f"{DAY2},A,,duty,E,09:00,17:00,no,early, then court"), (3, f"{DAY3},A")),
        [("line 2", "10 cells", "quote that text"), ("line 3", "2 cells", "")],
    ),
    "a quotation mark that never closes": (several((2, f'{DAY2},A,,duty,E,09:00,17:00,no,"court')), [("roster.csv", "", "")]),
    "two delimiters": (CLEAN.split("\n", 1)[0] + "\n" + CLEAN.split("\n", 1)[1].replace(",", ";"), [("line 2", "1 cells", "")]),
    "a time the clocks skip": (
        tables.table(tables.rows({83: "court 01:30 05:00"}, days=91)),
        [('line 85, column "start"', "the clocks skip it", "past the change")],
    ),
    "control characters": (
        several((2, f"{DAY2},A\x07,,duty,E,09:00,17:00,no,"), (3, f"{DAY3},A,,duty,E\u202e,09:00,17:00,no,")),
        [('line 2, column "team"', "no code", ""), ('line 3, column "shift"', "no code", "")],
    ),
}


def test_there_are_more_than_twenty_hostile_files() -> None:
    assert len(HOSTILE) >= 20


@pytest.mark.parametrize("name", HOSTILE)
def test_every_fault_is_named_at_once_with_its_line_and_cure(name: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    content, planted = HOSTILE[name]
    path = tables.written(tmp_path, content)
    for words in (["check", str(path)], ["roster", "import", str(path), f"out={tmp_path / 'out'}"]):
        assert main(words) == 2
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err and not out
        assert len(err) < 30_000 and all(len(row) < 600 for row in err.splitlines())
        assert "Smith" not in err and "4711" not in err and "900123" not in err
    assert not (tmp_path / "out").exists()
    with pytest.raises(FaultReport) as caught:
        read_roster(path)
    assert_named(caught.value.faults, planted)
    assert all(fault.remedy for fault in caught.value.faults)


READ_ALL_THE_SAME: dict[str, Callable[[str], bytes]] = {
    "with a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "semicolons": lambda text: text.replace(",", ";").encode(),
    "tabs": lambda text: text.replace(",", "\t").encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "compressed": lambda text: gzip.compress(text.encode()),
    "hours without a nought": lambda text: text.replace(",09:00,", ",9:00,").encode(),
    "seconds from Excel": lambda text: text.replace(",17:00,", ",17:00:00,").encode(),
    "capital kinds": lambda text: text.replace("duty", "Duty").replace(",no,", ",NO,").encode(),
    "blank lines at the end": lambda text: (text + ",,,,,,,,\n\n").encode(),
    "other order of rows": lambda text: "\n".join([text.splitlines()[0], *sorted(text.splitlines()[1:])]).encode(),
    "no optional columns": lambda text: "\n".join(
        ",".join(row.split(",")[:2] + row.split(",")[3:8]) for row in text.splitlines()
    ).encode(),
}


@pytest.mark.parametrize("name", READ_ALL_THE_SAME)
def test_what_spreadsheets_do_to_a_table_is_no_fault(name: str, tmp_path: Path) -> None:
    columns = ["date", "team", "seat", "kind", "shift", "start", "end", "day"]
    plain = read_roster(tables.written(tmp_path, CLEAN)).rows[columns]
    other = read_roster(tables.written(tmp_path, READ_ALL_THE_SAME[name](CLEAN), "other.csv")).rows[columns]
    assert plain.equals(other)


def test_codes_and_teams_are_held_against_the_companion(tmp_path: Path) -> None:
    text = several((2, f"{DAY2},C,,duty,E,09:00,17:00,no,"), (3, f"{DAY3},A,,duty,X,09:00,17:00,no,"))
    path = tables.written(tmp_path, text)
    shifts = {"E": {"start": "09:00", "end": "17:00", "ends_next_day": False, "night": False}}
    plain = {"format": "muster-roster/1", "title": "x", "time_zone": "Europe/London", "teams": ["A", "B", "D"], "shifts": shifts}
    companion_path(path).write_text(json.dumps(plain, indent="\t"))
    with pytest.raises(FaultReport) as caught:
        read_roster(path)
    assert_named(
        caught.value.faults,
        [
            ('line 2, column "team"', "no team of the companion", "add the team"),
            ('line 3, column "shift"', "no tour of the companion", "add the tour"),
            ('column "team"', "no row for team D", "add its rows"),
        ],
    )


BROKEN_COMPANIONS = {
    "no JSON": ("{", "line 1"),
    "not a table": ("[]", "roster.json"),
    "a key twice": ('{"title": "x",\n "title": "y"}', "line 2"),
    "another version": ('{"format": "muster-roster/2"}', "format"),
    "no text": (b"\xff\xfe\x00\xd8", "read as text"),
    "without end": ("[" * 100_000, "roster.json"),
    "not a number": ('{"title": NaN}', "NaN"),
}


@pytest.mark.parametrize("name", BROKEN_COMPANIONS)
def test_a_broken_companion_is_reported_with_the_table(name: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    content, said = BROKEN_COMPANIONS[name]
    path = tables.written(tmp_path, several((2, "nonsense,A,,rest,,,,,")))
    tables.written(tmp_path, content, "roster.json")
    assert main(["check", str(path)]) == 2
    err = capsys.readouterr().err
    assert said in err and "line 2" in err and "Traceback" not in err


@pytest.mark.parametrize("seed", range(40))
def test_mangled_bytes_are_answered_without_a_traceback(seed: int, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    dice = random.Random(seed)
    content = bytearray(CLEAN.encode())
    for _ in range(dice.randint(1, 30)):
        place = dice.randrange(len(content))
        content[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
    status = main(["check", str(tables.written(tmp_path, bytes(content)))])
    assert status in (0, 2)
    assert "unexpected" not in capsys.readouterr().err
