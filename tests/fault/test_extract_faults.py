"""Broken extracts and mappings: all planted faults in one report, by the line a planner sees in Excel, no traceback."""

from __future__ import annotations

import csv
import datetime
import gzip
import re

import pytest

from sim.faults import FaultReport
from sim.planner.findings import masked
from sim.planner.fit import fit_extract
from tests.support import synthetic_extract as planted

TODAY = datetime.date(2026, 1, 1)


def broken(tmp_path, edit=None, mapping=(), name="extract.csv", raw=None):
    """Fit a clean extract after ``edit`` (on its frame) or with ``raw`` bytes made of its text; return the fault
    report."""
    frame = planted.clean_extract(weeks=4).frame
    if edit is not None:
        frame = edit(frame)
    path = tmp_path / name
    text = frame.to_csv(index=False)
    path.write_bytes(raw(text) if raw is not None else text.encode())
    with pytest.raises(FaultReport) as caught:
        fit_extract(path, planted.write_mapping(tmp_path / "mapping.yaml", *mapping), tmp_path / "out", TODAY)
    return caught.value


def cell(frame, line, column, value):
    frame.loc[line - 2, column] = value


def faults_listed(tmp_path):
    with (tmp_path / "out" / "faults.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def holds(report, *pieces):
    """One fault of the report holds all the pieces."""
    faults = [f"{f.where} | {f.found} | {f.allowed} | {f.remedy}" for f in report.faults]
    assert any(all(piece in fault for piece in pieces) for fault in faults), (pieces, faults)


def test_1_times_that_cannot_be_read(tmp_path):
    def edit(frame):
        cell(frame, 10, "created", "07/04/2025 10:15")
        cell(frame, 20, "created", "08/04/2025 11:15")
        cell(frame, 30, "arrived", "45954.51")
        cell(frame, 41, "dispatched", "########")
        cell(frame, 52, "first_cleared", "2025-02-30 10:00:00")
        cell(frame, 63, "closed", "rang Mrs Jane Smith")
        return frame

    report = broken(tmp_path, edit)
    holds(report, 'extract.csv, line 10, column "created"', "07/04/2025 10:15", "1 more alike (line 20)", "%Y-%m-%d")
    holds(report, "line 30", '"arrived"', "Excel day number", "yyyy-mm-dd")
    holds(report, "line 41", '"dispatched"', "too narrow")
    holds(report, "line 52", '"first_cleared"', "2025-02-30")
    holds(report, "line 63", '"closed"')
    assert "Jane" not in str(report)
    assert "Smith" not in str(report)
    listed = faults_listed(tmp_path)
    assert [int(row["line"]) for row in listed if row["rule"] == "unreadable_time" and row["column"] == "created"] == [
        10,
        20,
    ]
    assert "Smith" not in (tmp_path / "out" / "faults.csv").read_text(encoding="utf-8")


def test_2_columns_missing_and_repeated(tmp_path):
    def edit(frame):
        frame = frame.rename(columns={"arrived": "arived", "problem": "call kind", "source": "closed"})
        cell(frame, 7, "created", "yesterday")
        return frame

    report = broken(tmp_path, edit)
    holds(report, 'no column "arrived"', "did you mean arived?")
    holds(report, 'no column "problem"', "one of ")
    holds(report, '"closed"', "2 columns have this name")
    holds(report, "line 7", '"created"', "not a date and time")
    assert len(report.faults) == 4


def test_3_grades_that_the_mapping_does_not_name(tmp_path):
    def edit(frame):
        cell(frame, 5, "priority", "P1")
        cell(frame, 6, "priority", "7")
        cell(frame, 9, "priority", "7")
        cell(frame, 12, "created", "")
        return frame

    report = broken(tmp_path, edit)
    holds(report, "line 5", '"priority"', "P1", "one of 1, 2, 4")
    holds(report, "line 6", '"priority"', "1 more alike (line 9)", "under `grades`")
    holds(report, "line 12", '"created"', "no time of creation")


def test_4_rows_with_too_few_or_too_many_cells(tmp_path):
    def raw(text):
        lines = text.split("\n")
        lines[4] = lines[4].replace(",", ";", 3)  # line 5
        lines[9] += ",extra"  # line 10
        lines[19] += ",extra"  # line 20
        lines[30] = re.sub(r"^(\d+),[^,]*", r"\1,nonsense", lines[30])  # line 31: still right after the skipped rows
        return "\n".join(lines).encode()

    report = broken(tmp_path, raw=raw)
    holds(report, "line 5", "9 cells", "12")
    holds(report, "line 10", "13 cells", "1 more alike (line 20)")
    holds(report, "line 31", '"created"')


def test_5_clock_changes_without_a_policy(tmp_path):
    def edit(frame):
        cell(frame, 8, "created", "2025-11-02 01:30:00")
        cell(frame, 9, "arrived", "2025-03-09 02:30:00")
        return frame

    report = broken(tmp_path, edit, [("clocks_back: in_order", "clocks_back: refuse")])
    holds(report, "line 8", '"created"', "happened twice", "first, second, in_order or leave_out")
    holds(report, "line 9", '"arrived"', "do not exist", "shift_forward or leave_out")


@pytest.mark.parametrize(
    ("name", "raw", "pieces"),
    [
        ("empty.csv", lambda text: b"", ["the file is empty"]),
        ("book.csv", lambda text: b"PK\x03\x04" + text.encode(), ["Excel workbook", "CSV UTF-8"]),
        ("cut.csv.gz", lambda text: gzip.compress(text.encode())[:-2000], ["cut short"]),
        ("binary.csv", lambda text: text.encode()[:300] + b"\0\0" + text.encode()[300:], ["not text", "near line 3"]),
        ("heads.csv", lambda text: text.split("\n")[0].encode(), ["no rows"]),
        (
            "titled.csv",
            lambda text: ("Report of June\n" + text).encode(),
            ["none of the columns wanted", "Report of June"],
        ),
    ],
)
def test_6_files_that_are_no_extract(tmp_path, name, raw, pieces):
    holds(broken(tmp_path, name=name, raw=raw), name, *pieces)


def test_7_a_file_that_is_not_there(tmp_path):
    (tmp_path / "extract_june.csv").write_text("x", encoding="utf-8")
    with pytest.raises(FaultReport) as caught:
        fit_extract(
            tmp_path / "extract_jun.csv", planted.write_mapping(tmp_path / "mapping.yaml"), tmp_path / "out", TODAY
        )
    holds(caught.value, "not there", "did you mean extract_june.csv?")


def test_8_a_bomb_is_not_inflated(tmp_path):
    report = broken(tmp_path, name="bomb.csv.gz", raw=lambda text: gzip.compress(b"0" * (60 * 2**20)))
    holds(report, "inflates to more than")


def test_9_a_quotation_mark_that_swallows_rows(tmp_path):
    def raw(text):
        lines = text.split("\n")
        lines[14] = lines[14].replace("Phone", '"Phone')
        return "\n".join(lines).encode()

    report = broken(tmp_path, raw=raw)
    holds(report, "line 15", "quotation mark")


def test_10_a_mapping_with_seven_faults(tmp_path):
    changes = [
        ("time_zone: America/New_York", "time_zone: America/NewYork"),
        ('timestamps: "%Y-%m-%d %H:%M:%S"', 'timestamps: "%Y-%m-%d"'),
        ("clocks_back: in_order", "clocks_back: guess"),
        ("week_starts: sunday", "week_start: sunday"),
        ("low: 0.75", "low: 0.9"),
        ('values: ["4"]', 'values: ["2"]'),
        ("name: planted, ", ""),
        ("areas:", "accepted: [gap_day]\nareas:"),
    ]
    report = broken(tmp_path, mapping=changes)
    for piece in ("timestamps", "clocks_back", "week_start", "completeness", "study.name"):
        holds(report, piece)
    holds(report, "mapping.yaml line 7", "week_start", "did you mean week_starts?")
    holds(report, "mapping.yaml line 5: time_zone", "America/NewYork", "did you mean America/New_York?")
    holds(report, "mapping.yaml line 12: grades", "'2' under both")
    holds(report, "accepted", "gap_day", "did you mean gap_days?")
    assert len(report.faults) == len(changes)


def test_10b_a_mapping_is_answered_in_plain_words(tmp_path):
    changes = [
        ("share: 0.8,", "share: 80,"),
        ("low: 0.75", "low: 75%"),
        ("target_min: {urban: 60, rural: 60}", "target_min: {urban: -60, rural: soon}"),
        ("clocks_back: in_order", "clocks_back: in_ordr"),
        ("title: Planted town", "title: " + "x" * 201),
        ("keep: 4,", "keep: 4.5,"),
        ("crewing: single", "crewing: single, cuts: [0, 10], rosters: []"),
        ("otherwise: {1: 0.6, 2: 0.4}", "otherwise: {9: 1}"),
        ("  town: {kind: urban}", "  town: urban"),
    ]
    report = broken(tmp_path, mapping=changes)
    holds(report, "completeness.share", "80", "a number above 0 up to 1", "write the share: 0.8")
    holds(report, "completeness.low", "75%", "write the number: 0.75")
    holds(report, "grades.prompt.target_min.urban", "-60", "a number above 0")
    holds(report, "grades.prompt.target_min.rural", "the text 'soon'", "a number above 0")
    holds(report, "clocks_back", "in_ordr", "did you mean in_order?")
    holds(report, "title", "201 characters", "at most 200 characters", "shorten")
    holds(report, "types.keep", "4.5", "a whole number from 1 to 100")
    holds(report, "study.cuts.1", "10", "a number from 0 to 0.95", "write the share: 0.1")
    holds(report, "study.rosters", "0 entries", "at least 1 entries")
    holds(report, "officers.otherwise", "the name 9", "a whole number from 1 to 6")
    holds(report, "areas.town", "the text 'urban'", "a table with kind, values")
    for english in ("Input should", "valid", "String should", "should be"):
        assert english not in str(report)


def test_11_selection_that_leaves_nothing(tmp_path):
    report = broken(tmp_path, mapping=[("keep: [full]", "keep: [complete]")])
    holds(report, '"extract"', "`use` leaves no row", "'full'")


def test_12_too_little_to_fit(tmp_path):
    holds(broken(tmp_path, lambda frame: frame.head(500)), "no whole week")
    holds(broken(tmp_path, lambda frame: frame.iloc[::40]), "rows can be used")


def test_13_times_of_a_twelve_hour_clock(tmp_path):
    def edit(frame):
        for column in ("created", "queued", "dispatched", "arrived", "first_cleared", "closed"):
            hour = frame[column].str.slice(11, 13).astype(int)
            twelve = ((hour + 11) % 12 + 1).map("{:02d}".format)
            frame[column] = frame[column].str.slice(0, 11) + twelve + frame[column].str.slice(13)
        return frame

    holds(broken(tmp_path, edit), '"created"', "no time after 12:59")


def test_14_every_row_in_another_date_format(tmp_path):
    def edit(frame):
        for column in ("created", "arrived"):
            frame[column] = frame[column].str.replace(r"(\d+)-(\d+)-(\d+) (\d+:\d+):\d+", r"\3/\2/\1 \4", regex=True)
        return frame

    report = broken(tmp_path, edit)
    holds(report, '"created"', "line 2", 'set `timestamps` to "%d/%m/%Y %H:%M"')
    assert len([fault for fault in report.faults if '"created"' in fault.where]) == 1, "one format, one fault"


def test_15_more_kinds_than_can_be_read(tmp_path):
    def edit(frame):
        for place in range(60):
            cell(frame, 2 + place, "priority", f"x{place}")
        return frame

    report = broken(tmp_path, edit)
    assert len([fault for fault in report.faults if "priority" in fault.where]) == 20
    holds(report, "40 more kinds of unknown_grade", "faults.csv")
    listed = faults_listed(tmp_path)
    assert sum(row["rule"] == "unknown_grade" for row in listed) == 60


def test_16_partners_and_tables_that_do_not_exist(tmp_path):
    report = broken(tmp_path, mapping=[("disorder: {ambulance", "disorders: {ambulance")])
    holds(report, "types.partners.disorders", "no such group", "disorder, collision")
    report = broken(tmp_path, mapping=[("otherwise: {1: 0.6, 2: 0.4}", "otherwise: {1: 1}, table: officers.csv")])
    holds(report, "officers.table", "officers.csv is not there")
    (tmp_path / "officers.csv").write_text("problem,mean,share_two_plus\nALARM,9,0.5\n", encoding="utf-8")
    report = broken(tmp_path, mapping=[("otherwise: {1: 0.6, 2: 0.4}", "otherwise: {1: 1}, table: officers.csv")])
    holds(report, "officers.csv, line 1", 'no column "mean_officers_required"')


def test_accepted_faults_become_warnings_and_rows_are_counted(tmp_path):
    frame = planted.clean_extract(weeks=4).frame
    cell(frame, 10, "created", "unknown")
    cell(frame, 11, "created", "")
    cell(frame, 12, "priority", "9")
    path = tmp_path / "extract.csv"
    frame.to_csv(path, index=False)
    changes = [("areas:", "accepted: [unreadable_time, missing_created, unknown_grade]\nareas:")]
    result = fit_extract(path, planted.write_mapping(tmp_path / "mapping.yaml", *changes), tmp_path / "out", TODAY)
    rows = result.numbers["rows"]
    assert rows["time that cannot be used"] == 2
    assert rows["no grade or area that can be read"] == 1
    assert rows["used"] == len(frame) - 3
    assert result.numbers["demand"]["scale_up"] == pytest.approx(1 / 0.8 / (1 - 3 / len(frame)))
    assert "Accepted in the mapping" in result.report


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("time", "call Mr Smith 07700 900123", "xxxx <person> <number>"),
        ("text", "Jane Smith rang", "<name> rang"),
        ("category", "jane.smith@example.org", "<email>"),
        ("category", "ALARM COMMERCIAL", "ALARM COMMERCIAL"),
        ("category", "AB12 CDE", "<plate>"),
        ("time", "2025-13-01 10:00:00", "2025-13-01 10:00:00"),
        ("time", "31 Dec 2025 11:59 PM", "31 Dec 2025 11:59 PM"),
        ("time", "01 02 2025 1000", "01 02 2025 1000"),
        ("identifier", "CAD-2025-004711", "******11"),
        ("text", "a\tb\x00", "a\\tb\\x00"),
        ("text", "x" * 80, "x" * 39 + "…"),
    ],
)
def test_values_are_escaped_cut_and_masked(kind, value, shown):
    assert masked(value, kind) == shown


def test_fault_lists_cannot_run_as_formulas(tmp_path):
    def edit(frame):
        cell(frame, 5, "priority", "=cmd()")
        return frame

    broken(tmp_path, edit)
    listed = faults_listed(tmp_path)
    assert [row["value"] for row in listed if row["rule"] == "unknown_grade"] == ["'=cmd()"]
