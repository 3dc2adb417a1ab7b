"""Rosters out as tables and in again: nothing is lost, cycles are recognised, and what is no cycle is said to be none."""

from __future__ import annotations

import datetime
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.cli import main
from sim.configuration import compose, options
from sim.faults import FaultReport
from sim.planner.rosters.export import export_roster, roster_rows, rows_of, table_text, usual_days
from sim.planner.rosters.form import companion_path
from sim.planner.rosters.table import RosterTable, read_roster
from sim.planner.rosters.take_over import import_roster, take_over
from sim.scenario import REST, Roster
from sim.studies import load_study, study_scenarios
from tests.support import roster_tables as tables

SHIPPED = [name for name in options()["roster"] if name != "always_on"]
PLAIN = [name for name in SHIPPED if not compose([f"roster={name}"]).roster.variants]  # rows alone tell the pattern
MONDAY = datetime.date(2026, 1, 5)


def roster_of(name: str) -> Roster:
    return compose([f"roster={name}"]).roster


def exported(roster: Roster, folder: Path, **more: object) -> Path:
    path = folder / "roster.csv"
    export_roster(roster, "Europe/London", path, **more)  # type: ignore[arg-type]
    return path


def duties(roster: Roster, first: datetime.date, days: int) -> set[tuple[str, ...]]:
    """Every team's duties without the teams' names: for each team, its row of tours as times and lengths."""
    found = set()
    for team in range(roster.teams):
        since = (first - roster.anchor).days + roster.ahead[team]
        letters = [roster.cycle[(since + day) % len(roster.cycle)] for day in range(days)]
        told = {letter: f"{shift.start} {round(60 * shift.hours)}" for letter, shift in roster.shifts.items()}
        found.add(tuple(told.get(letter, "rest") for letter in letters))
    return found


# Shipped patterns


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_roster_comes_back_whole(name: str, tmp_path: Path) -> None:
    roster = roster_of(name)
    taken = take_over(read_roster(exported(roster, tmp_path)))
    assert taken.roster == roster


@pytest.mark.parametrize("name", PLAIN)
def test_rows_alone_tell_the_cycle_of_a_shipped_roster(name: str, tmp_path: Path) -> None:
    roster = roster_of(name)
    path = exported(roster, tmp_path, first=MONDAY)
    companion_path(path).unlink()
    found = take_over(read_roster(path)).roster
    assert (len(found.cycle), found.teams, found.offset_days) == (len(roster.cycle), roster.teams, roster.offset_days)
    assert found.anchor == MONDAY
    assert {letter: shift.night for letter, shift in found.shifts.items()} == {
        letter: s.night for letter, s in roster.shifts.items()
    }
    for first in (MONDAY, datetime.date(2031, 7, 9)):
        assert duties(found, first, 100) == duties(roster, first, 100)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_table_written_again_is_the_same_text(name: str, tmp_path: Path) -> None:
    path = exported(roster_of(name), tmp_path)
    assert table_text(rows_of(read_roster(path))) == path.read_text()


# Generated patterns


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    letters = draw(st.lists(st.sampled_from("ABDEGLNZ"), min_size=1, max_size=4, unique=True))
    minutes = {letter: draw(st.integers(30, 900)) for letter in letters}
    starts = {letter: draw(st.integers(0, 1439)) for letter in letters}
    shifts = {
        letter: {
            "start": f"{starts[letter] // 60:02d}:{starts[letter] % 60:02d}",
            "hours": minutes[letter] / 60,
            "night": draw(st.booleans()),
        }
        for letter in letters
    }
    cycle = draw(st.lists(st.sampled_from([*letters, REST]), min_size=1, max_size=42))
    offset = draw(st.integers(0, 2 * len(cycle)))
    places = next(n for n in range(1, len(cycle) + 1) if n * offset % len(cycle) == 0)
    plain = {
        "title": draw(st.text("ab cdéß'\"=-", min_size=1, max_size=20)),
        "shifts": shifts,
        "cycle": cycle,
        "teams": places * draw(st.integers(1, 2)),
        "offset_days": offset,
        "anchor": draw(st.dates(datetime.date(2020, 1, 1), datetime.date(2029, 12, 31))),
        "equal_paid_hours": draw(st.booleans()),
        "paid_hours_per_week": draw(st.floats(1, 100)),
        "equalise_by": draw(st.sampled_from(["tour_length", "rest_days"])),
    }
    try:
        return Roster.model_validate(plain)
    except ValidationError:  # no tour at all, or tours that run into each other: no roster
        assume(False)
        raise


def comes_back_whole(roster: Roster, later: int, more: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = roster.anchor + datetime.timedelta(days=later)
        path = exported(roster, Path(folder), first=first, days=len(roster.cycle) + more)
        assert take_over(read_roster(path)).roster == roster


def rows_tell_the_duties(roster: Roster) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = exported(roster, Path(folder), days=max(2 * len(roster.cycle), 10))
        companion_path(path).unlink()
        found = take_over(read_roster(path)).roster
        assert found.teams == roster.teams
        assert len(roster.cycle) % len(found.cycle) == 0
        assert duties(found, MONDAY, 90) == duties(roster, MONDAY, 90)


FEW = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])
MANY = settings(FEW, max_examples=1000)
LATER, MORE = st.integers(-400, 400), st.integers(0, 30)


@FEW
@given(rosters(), LATER, MORE)
def test_a_generated_roster_comes_back_whole(roster: Roster, later: int, more: int) -> None:
    comes_back_whole(roster, later, more)


@FEW
@given(rosters())
def test_rows_alone_tell_the_duties_of_a_generated_roster(roster: Roster) -> None:
    rows_tell_the_duties(roster)


@pytest.mark.deep
@MANY
@given(rosters(), LATER, MORE)
def test_a_thousand_generated_rosters_come_back_whole(roster: Roster, later: int, more: int) -> None:
    comes_back_whole(roster, later, more)


@pytest.mark.deep
@MANY
@given(rosters())
def test_rows_alone_tell_the_duties_of_a_thousand_rosters(roster: Roster) -> None:
    rows_tell_the_duties(roster)


# What is recognised, what is not


def read(folder: Path, text: str) -> RosterTable:
    return read_roster(tables.written(folder, text))


def refused(folder: Path, text: str) -> str:
    with pytest.raises(FaultReport) as caught:
        take_over(read(folder, text))
    return str(caught.value)


def test_codes_of_several_letters_get_a_letter_and_it_is_said(tmp_path: Path) -> None:
    lines = tables.rows({n: "EL2 09:00 17:00" for n in range(28) if n % 7 == 1}, days=28)
    taken = take_over(read(tmp_path, tables.table(lines)))
    assert "".join(taken.roster.cycle) == "EAEERRR" and taken.roster.teams == 1
    assert any("EL2" in words and "A" in words for words in taken.words)


def test_teams_out_of_order_are_put_in_order(tmp_path: Path) -> None:
    roster = roster_of("gmp_vsa")
    head, *lines = table_text(roster_rows(roster, roster.anchor, 70)).splitlines()
    swapped = [line.replace(",B,", ",X,").replace(",C,", ",B,").replace(",X,", ",C,") for line in lines]
    taken = take_over(read(tmp_path, "\n".join([head, *sorted(swapped)])))
    assert taken.roster.teams == 5 and taken.roster.offset_days == 7
    assert duties(taken.roster, MONDAY, 70) == duties(roster, MONDAY, 70)
    assert any("order" in words for words in taken.words)


def test_seats_that_work_as_their_team_are_one_line(tmp_path: Path) -> None:
    text = tables.table(tables.rows({}, seat="1", days=28), tables.rows({}, seat="2", days=28))
    assert take_over(read(tmp_path, text)).roster.teams == 1
    other = tables.table(tables.rows({}, seat="1", days=28), tables.rows({9: "rest"}, seat="2", days=28))
    assert "seat 2 differs on 2026-01-14" in refused(tmp_path, other)


@pytest.mark.parametrize(
    ("edits", "days", "said"),
    [
        ({21: "rest"}, 28, "no cycle in 28 days"),  # one day changed
        ({}, 10, "no cycle in 10 days"),  # seen less than twice
        ({9: "leave"}, 28, "1 rows of leave"),
        ({10: None}, 28, "no row on 2026-01-15"),
        ({8: "E 10:00 18:00"}, 28, "tour E from 10:00 to 18:00"),
    ],
)
def test_a_table_that_is_no_cycle_is_said_to_be_none(edits: dict, days: int, said: str, tmp_path: Path) -> None:
    assert said in refused(tmp_path, tables.table(tables.rows(edits, days=days)))


def test_a_cycle_seen_once_is_one_where_other_teams_show_how_it_goes_on(tmp_path: Path) -> None:
    roster = roster_of("panama")
    assert len(take_over(read(tmp_path, table_text(roster_rows(roster, roster.anchor, 28)))).roster.cycle) == 28


def test_uneven_teams_are_placed_one_by_one_and_it_is_said(tmp_path: Path) -> None:
    lines = [
        tables.rows({}, "A", days=28),
        tables.rows({n: "E 09:00 17:00" if (n + 1) % 7 < 4 else "rest" for n in range(28)}, "B", days=28),
    ]
    taken = take_over(read(tmp_path, tables.table(*lines)))
    assert (taken.roster.teams, taken.roster.offsets, taken.roster.offset_days) == (2, (0, 1), 0)
    assert any("not evenly spaced: they stand 0, 1 days ahead" in words for words in taken.words)


# Variants


def peak(tmp_path: Path, name: str = "peak_matched") -> tuple[Path, list[str]]:
    path = exported(roster_of(name), tmp_path, days=70)
    return path, path.read_text().splitlines()


def said(path: Path) -> str:
    with pytest.raises(FaultReport) as caught:
        take_over(read_roster(path))
    return str(caught.value)


def test_a_table_with_turns_has_a_seat_without_and_one_with_every_turn(tmp_path: Path) -> None:
    _, lines = peak(tmp_path)
    friday = [line for line in lines if line.startswith("2024-01-05,")]  # the fifth day: team A is on its first night
    assert friday[0] == "2024-01-05,A,1,duty,N,22:00,08:00,yes" and friday[1] == "2024-01-05,A,2,duty,N,22:00,08:00,yes"
    late = [line for line in friday if ",P," in line or ",Q," in line]
    assert [line.split(",", 2)[2] for line in late] == ["1,duty,P,16:00,02:00,yes", "2,duty,Q,18:00,04:00,yes"]
    early = [line for line in friday if ",E,07:00" in line or ",M,10:00" in line]
    assert [line.split(",", 2)[2] for line in early] == ["1,duty,E,07:00,17:00,no", "2,duty,M,10:00,20:00,no"]


@pytest.mark.parametrize(
    ("row", "new", "told", "cure"),
    [
        ("1,duty,P,16:00,02:00,yes", "1,duty,L,15:00,01:00,yes", "tour L, where the variants of the companion put P", "P"),
        ("2,duty,Q,18:00,04:00,yes", "2,duty,P,16:00,02:00,yes", "tour P for seat 2, who has every turn", "tour Q"),
        ("2,duty,Q,18:00,04:00,yes", "2,rest,,,,", "rest for seat 2, who has every turn", "tour Q"),
    ],
)
def test_rows_the_variants_do_not_explain_are_named_by_line(row: str, new: str, told: str, cure: str, tmp_path: Path) -> None:
    path, lines = peak(tmp_path)
    number = next(n for n, line in enumerate(lines) if line.endswith(row))
    lines[number] = lines[number].replace(row, new)
    path.write_text("\n".join(lines) + "\n")
    report = said(path)
    assert f"roster.csv, line {number + 1}" in report and told in report and cure in report


def test_variants_of_a_companion_name_tours_it_has(tmp_path: Path) -> None:
    path, _ = peak(tmp_path)
    beside = companion_path(path)
    plain = json.loads(beside.read_text())
    for change, told in (
        ({"deep_lates": {"instead": {"L": "Z"}}}, "the tour Z"),
        ({"deep_lates": {"instead": {}}}, "deep_lates.instead"),
        ({"deep_lates": {"instead": {"L": "Q"}, "weekdays": ["friday"]}}, "friday"),
        ({"deep_lates": {"instead": {"L": "Q"}, "months": [13]}}, "13"),
        ({"deep_lates": {"instead": {"L": "Q"}, "share": 0}}, "greater than 0"),
        ({"Deep Lates": {"instead": {"L": "Q"}}}, "Deep Lates"),
    ):
        beside.write_text(json.dumps({**plain, "variants": change}, indent=1))
        report = said(path)
        assert told in report and "roster.json" in report and "line" in report
    for cycle, told in (
        ({"team_offsets": [0, 2]}, "2 places for 5 teams"),
        ({"team_offsets": [0, 2, 4, 6, 8]}, "one of the two"),
        ({"team_offset_days": 0, "team_offsets": [0, 2, 4, 6, 7]}, "0, 2, 4, 6, 7 days ahead"),
    ):
        beside.write_text(json.dumps({**plain, "cycle": {**plain["cycle"], **cycle}}, indent=1))
        assert told in said(path)


def test_a_season_alone_is_no_cycle_and_the_reader_is_told(tmp_path: Path) -> None:
    path = exported(roster_of("summer_lates"), tmp_path)
    companion_path(path).unlink()
    assert "seats that do not work alike" in said(path)


def test_whole_teams_moved_by_the_weekday_are_recognised_as_a_longer_cycle(tmp_path: Path) -> None:
    """Ten days and seven: without its companion the pattern is one of seventy days, and means the same duties."""
    by_all = "roster.variants={later_lates: {share: 1}, deep_lates: {share: 1}, mids: {share: 1}}"
    roster = compose(["roster=peak_matched", by_all]).roster
    path = exported(roster, tmp_path, days=140)
    companion_path(path).unlink()
    found = take_over(read_roster(path)).roster
    assert (len(found.cycle), found.teams, found.variants) == (70, 5, {})
    assert table_text(roster_rows(found, roster.anchor, 70)) != "" and sorted(set(found.cycle)) == ["E", "L", "M", "N", "Q", "R"]


def test_what_the_companion_states_is_held_against_the_rows(tmp_path: Path) -> None:
    path = exported(roster_of("gmp_vsa"), tmp_path)
    beside = companion_path(path)
    plain = json.loads(beside.read_text())
    for cycle, said in (({"days": 34}, "no cycle of 34 days"), ({"team_offset_days": 14}, "14 days apart")):
        beside.write_text(json.dumps({**plain, "cycle": {**plain["cycle"], **cycle}}))
        with pytest.raises(FaultReport, match=said):
            take_over(read_roster(path))


def test_times_the_clocks_skip_are_kept_where_the_tour_has_them_on_other_dates(tmp_path: Path) -> None:
    roster = roster_of("two_two_two_four")  # its late tour ends at 01:00, which 29 March 2026 does not have
    table = read_roster(exported(roster, tmp_path, first=datetime.date(2026, 3, 20), days=20))
    late = table.rows[(table.rows["shift"] == "L") & (table.rows["date"] == "2026-03-28")].index
    assert len(late) == 1
    lasted = (table.instants("end") - table.instants("start"))[late] / 3_600_000
    assert lasted.tolist() == [10.0]  # 15:00 to the moment of the change, which the clock shows as 02:00


# The command line


def test_from_an_option_to_a_study_that_runs(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    table, study = tmp_path / "mine.csv", tmp_path / "mine"
    assert main(["roster", "export", "roster=panama", f"out={table}", "from=2026-01-05", "days=56"]) == 0
    assert main(["roster", "import", str(table), f"out={study}"]) == 0
    assert "28 days, 4 teams 7 days apart" in capsys.readouterr().out
    scenarios = study_scenarios(load_study(study))
    assert scenarios[0].scenario.roster == roster_of("panama")
    assert main(["check", str(study)]) == 0
    assert main(["roster", "import", str(table), f"out={study}"]) == 0  # the same again is no loss
    (study / "roster.yaml").write_text("title: mine\n")
    assert main(["roster", "import", str(table), f"out={study}"]) == 2
    assert "something else stands there" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["roster"], "export, import"),
        (["roster", "exprot"], "no such verb"),
        (["roster", "export", "roster=gmp_vsa"], "out=FILE.csv"),
        (["roster", "export", "out=x.csv"], "roster=OPTION"),
        (["roster", "export", "roster=gmp_vsa", "out=x.xlsx"], "x.csv"),
        (["roster", "export", "roster=gmp_vsa", "out=x.csv", "days=0"], "1 to 1100 days"),
        (["roster", "export", "roster=gmp_vsa", "out=x.csv", "from=05/01/2026", "days=many"], "from=2026-01-05"),
        (["roster", "export", "roster=always_on", "abstraction=none", "out=x.csv"], "always_on"),
        (["roster", "export", "roster=gmp_vsa", "roster.shifts.E.hours=9.501", "out=x.csv"], "whole minutes"),
        (["roster", "import"], "one table"),
        (["roster", "import", "none.csv"], "not there"),
    ],
)
def test_wrong_words_are_answered_in_plain_words(
    words: list[str], said: str, capsys: pytest.CaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error
    assert not list(tmp_path.iterdir())


def test_the_usual_export_is_a_year_of_whole_cycles() -> None:
    for name in SHIPPED:
        roster = roster_of(name)
        assert usual_days(roster) % len(roster.cycle) == 0 and 364 <= usual_days(roster) < 364 + len(roster.cycle)


def test_import_writes_nothing_where_something_is_wrong(tmp_path: Path) -> None:
    path = tables.written(tmp_path, tables.table(tables.rows({21: "rest"}, days=28)))
    with pytest.raises(FaultReport):
        import_roster(path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
