"""The roster checker: every planted breach is found on its date, for its line, by its rule, and none is invented."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from sim.cli import main
from sim.configuration import compose
from sim.faults import Faults
from sim.planner.rosters.check import GAP, OVERLAP, Verdict, check_roster
from sim.planner.rosters.export import export_roster
from sim.planner.rosters.lines import night_tours
from sim.planner.rosters.rules import GRADES, choose, rule_book
from sim.planner.rosters.table import read_roster
from tests.support import roster_tables as tables

ALL = ""
REST, SPREAD, AVERAGE, RATE = "rest_between_tours", "days_between_rest_days", "weekly_average", "rest_days_a_week"
GMP_TOUR, GMP_DAYS, GMP_WEEK, GMP_FIVE = "gmp_tour_hours", "gmp_duty_days", "gmp_week_hours", "gmp_five_week_hours"
FED_TOUR, FED_DAYS, NIGHTS = "federation_tour_hours", "federation_duty_days", "federation_nights"
BLOCK, ROTATION, START = "federation_rest_block", "federation_rotation", "federation_start"


def checked(path: Path, rules: str = ALL, **limits: str) -> Verdict:
    faults = Faults()
    book = choose(rule_book(), [name for name in rules.split(",") if name], limits, faults)
    assert not faults
    return check_roster(read_roster(path), book)


def on(days: range, words: str, *of_week: int) -> dict[int, str | None]:
    return {n: words for n in days if n % 7 in of_week}


# name: (days of team A that differ from four days on, three off; rules asked; breaches expected as (rule, day))
Plant = tuple[Mapping[int, str | None], str, set[tuple[str, int]]]
PLANTS: dict[str, Plant] = {
    # rest between tours: a late tour before an early one, which also turns the rotation backwards
    "rest 10 h": ({0: "L 15:00 23:00"}, ALL, {(REST, 1), (ROTATION, 1)}),
    "rest 10 h 30 min": ({1: "L 14:30 22:30"}, ALL, {(REST, 2), (ROTATION, 2)}),
    "rest 10 h 59 min": ({71: "L 14:01 22:01"}, ALL, {(REST, 72), (ROTATION, 72)}),
    "rest 9 h after midnight": ({8: "L 16:00 00:00+"}, ALL, {(REST, 9), (ROTATION, 9)}),
    "rest 2 h after a night": ({8: "N 23:00 07:00+"}, ALL, {(REST, 9), (ROTATION, 9)}),
    "rest 10 h before training": ({14: "L 15:00 23:00", 15: "training 09:00 17:00"}, ALL, {(REST, 15), (ROTATION, 15)}),
    "rest 10 h before court": ({14: "L 15:00 23:00", 15: "court 09:00 17:00"}, ALL, {(REST, 15), (ROTATION, 15)}),
    "rest shortened by the clocks": ({80: "rest", 82: "L 14:00 22:00", 83: "E 09:00 17:00"}, ALL, {(REST, 83), (ROTATION, 83)}),
    "rest too short twice": (
        {7: "L 15:00 23:00", 9: "L 15:00 23:00"},
        ALL,
        {(REST, 8), (ROTATION, 8), (REST, 10), (ROTATION, 10)},
    ),
    "no rest at all": ({7: "N 22:00 09:00+"}, REST, {(REST, 8)}),
    # forty-eight hours on average over seventeen weeks
    "fifty hours a week": (on(range(182), "E 09:00 19:00", 0, 1, 2, 3, 4), "working_time", {(AVERAGE, 118)}),
    "fifty-two and a half from the fifth week": (on(range(28, 182), "E 09:00 19:30", 0, 1, 2, 3, 4), AVERAGE, {(AVERAGE, 121)}),
    "leave does not hide a high average": (
        on(range(182), "E 09:00 19:30", 0, 1, 2, 3, 4) | on(range(14, 28), "leave", 0, 1, 2, 3, 4, 5, 6),
        AVERAGE,
        {(AVERAGE, 118)},
    ),
    # two rest days a week, over five weeks
    "one rest day a week for four weeks": (on(range(35, 63), "E 09:00 17:00", 4, 5), "police_regulations", {(RATE, 54)}),
    "nine rest days in the first five weeks": (on(range(28), "E 09:00 17:00", 4, 5), RATE, {(RATE, 34)}),
    # days between rest days
    "eight days in a row": (
        {4: "E 09:00 17:00", 5: "E 09:00 17:00", 6: "E 09:00 17:00", 8: "rest", 9: "rest"},
        ALL,
        {(SPREAD, 7), (GMP_DAYS, 7), (FED_DAYS, 6)},
    ),
    "eight days in a row with training": (
        {4: "training 09:00 17:00", 5: "E 09:00 17:00", 6: "E 09:00 17:00", 8: "rest", 9: "rest"},
        ALL,
        {(SPREAD, 7), (GMP_DAYS, 7), (FED_DAYS, 6)},
    ),
    "eleven days in a row": (on(range(14, 21), "E 09:00 17:00", 4, 5, 6), ALL, {(SPREAD, 21), (GMP_DAYS, 21), (FED_DAYS, 20)}),
    "seven days in a row": (
        {4: "E 09:00 17:00", 5: "E 09:00 17:00", 6: "E 09:00 17:00", 7: "rest", 8: "rest"},
        ALL,
        {(FED_DAYS, 6)},
    ),
    "seven days in a row at the end": (
        {179: "E 09:00 17:00", 180: "E 09:00 17:00", 181: "E 09:00 17:00"},
        ALL,
        {(FED_DAYS, 181)},
    ),
    # length of a tour
    "ten and a half hours": ({8: "E 09:00 19:30"}, ALL, {(GMP_TOUR, 8)}),
    "ten hours and a minute": ({70: "E 09:00 19:01"}, ALL, {(GMP_TOUR, 70)}),
    "eleven hours fifty-nine": ({8: "E 09:00 20:59"}, ALL, {(GMP_TOUR, 8)}),
    "twelve hours": ({8: "E 09:00 21:00"}, ALL, {(GMP_TOUR, 8), (FED_TOUR, 8)}),
    "a night of twelve hours": ({3: "N 19:00 07:00+"}, ALL, {(GMP_TOUR, 3), (FED_TOUR, 3)}),
    "a day of training of eleven hours": ({8: "training 09:00 20:00"}, ALL, {(GMP_TOUR, 8)}),
    "a night over the change, by the clock": ({82: "N 19:30 06:00+"}, GMP_TOUR, {(GMP_TOUR, 82)}),
    # hours in seven days and in five weeks
    "seventy-two hours in seven days": (on(range(7), "E 09:00 21:00", 0, 1, 2, 3, 4, 5), GMP_WEEK, {(GMP_WEEK, 6)}),
    "seventy and a half across two weeks": (
        {0: "rest", 1: "rest", 2: "rest"} | on(range(7), "E 09:00 20:45", 3, 4, 5, 6) | on(range(7, 14), "E 09:00 20:45", 0, 1),
        GMP_WEEK,
        {(GMP_WEEK, 8)},
    ),
    "two hundred and twelve in five weeks": (on(range(35), "E 09:00 17:30", 0, 1, 2, 3, 4), ALL, {(GMP_FIVE, 34)}),
    "two hundred and a half in five weeks": (
        on(range(70, 105), "E 09:00 17:00", 0, 1, 2, 3, 4) | {102: "E 09:00 17:30"},
        ALL,
        {(GMP_FIVE, 102)},
    ),
    # nights
    "five nights": (dict.fromkeys(range(7, 12), "N 22:00 06:00+"), ALL, {(NIGHTS, 11)}),
    "six nights": (dict.fromkeys(range(7, 13), "N 22:00 06:00+") | {13: "rest"}, NIGHTS, {(NIGHTS, 11)}),
    "five nights that begin after midnight": (dict.fromkeys(range(7, 12), "N 00:30 08:00"), ALL, {(NIGHTS, 11)}),
    # rest in blocks
    "a single rest day": ({4: "E 09:00 17:00", 5: "E 09:00 17:00"}, ALL, {(BLOCK, 6)}),
    "two single rest days": ({5: "E 09:00 17:00"}, ALL, {(BLOCK, 4), (BLOCK, 6)}),
    "a single day of leave": ({4: "leave", 5: "E 09:00 17:00", 6: "E 09:00 17:00"}, ALL, {(BLOCK, 4)}),
    "a rest day worked by training": ({12: "training 09:00 17:00"}, ALL, {(BLOCK, 11), (BLOCK, 13)}),
    # rotation
    "three hours earlier": ({7: "L 12:00 20:00"}, ALL, {(ROTATION, 8)}),
    "a minute earlier": ({7: "E 09:01 17:01"}, ALL, {(ROTATION, 8)}),
    "backwards on the last duty": ({10: "E 08:00 16:00"}, ALL, {(ROTATION, 10)}),
    # early starts
    "six o'clock": ({7: "E 06:00 14:00"}, ALL, {(START, 7)}),
    "one minute to seven": ({77: "E 06:59 14:59"}, ALL, {(START, 77)}),
    "four o'clock": ({7: "E 04:00 12:00"}, ALL, {(START, 7)}),
    "training at half past six": ({7: "training 06:30 14:30"}, ALL, {(START, 7)}),
    "early and backwards": ({8: "E 06:30 14:30"}, ALL, {(START, 8), (ROTATION, 8)}),
    # the table itself
    "overlap": ({7: "N 22:00 10:00+"}, START, {(OVERLAP, 8)}),
    "overlap by a minute": ({7: "N 22:00 09:01+"}, START, {(OVERLAP, 8)}),
    "overlap with court": ({7: "N 22:00 06:00+", 8: "court 05:30 12:00"}, BLOCK, {(OVERLAP, 8)}),
    "a date without a row": ({20: None}, ALL, {(GAP, 20)}),
    "three dates without a row": ({18: None, 19: None, 20: None}, ALL, {(GAP, 18)}),
    "no row at the end": ({181: None}, ALL, {(GAP, 181)}),
}


def test_at_least_forty_breaches_are_planted() -> None:
    assert len(PLANTS) >= 40
    planted = {rule for _, _, expected in PLANTS.values() for rule, _ in expected}
    assert planted == {*rule_book().rules, OVERLAP, GAP}


@pytest.mark.parametrize("name", PLANTS)
@pytest.mark.parametrize("seat", ["", "7"], ids=["team", "seat"])
def test_a_planted_breach_is_found_and_nothing_else(name: str, seat: str, tmp_path: Path) -> None:
    edits, rules, expected = PLANTS[name]
    text = tables.table(tables.rows({}, "B", "1"), tables.rows(edits, "A", seat))
    found = checked(tables.written(tmp_path, text), rules).breaches
    assert {(breach.rule, (breach.date - tables.FIRST).days) for breach in found} == expected
    assert len(found) == len(expected)
    assert {(breach.team, breach.seat) for breach in found} == {("A", int(seat or 0))}
    for breach in found:
        rule = rule_book().rules.get(breach.rule)
        assert breach.grade == (rule.grade if rule else "table") and breach.found


CLEAN = {
    "four days on, three off": None,
    "gmp_vsa": (["roster=gmp_vsa"], ALL),
    "six_on_three_off": (["roster=six_on_three_off"], ALL),
    "two_two_two_four of eight and a half hours": (
        ["roster=two_two_two_four", *(f"roster.shifts.{x}.hours=8.5" for x in "ELN")],
        ALL,
    ),
    "ottawa": (["roster=ottawa"], "working_time,police_regulations,gmp"),
    "panama": (["roster=panama"], "working_time,police_regulations"),
    "four_on_four_off": (["roster=four_on_four_off"], "working_time,police_regulations"),
    "regulation": (["roster=regulation"], "working_time,days_between_rest_days,gmp_tour_hours,gmp_duty_days,gmp_week_hours"),
}


@pytest.mark.parametrize("name", CLEAN)
def test_no_breach_is_invented_on_a_clean_pattern_of_a_leap_year(name: str, tmp_path: Path) -> None:
    case = CLEAN[name]
    if case is None:
        verdict = checked(tables.written(tmp_path, tables.table(tables.rows({}))))
    else:
        path = tmp_path / "roster.csv"
        export_roster(compose(case[0]).roster, "Europe/London", path, datetime.date(2028, 1, 1), 366)
        verdict = checked(path, case[1])
    assert verdict.breaches == ()
    assert verdict.not_judged == {}


NOT_INVENTED = {
    "exactly eleven hours": ({0: "L 14:00 22:00"}, REST),
    "exactly ten hours": ({0: "E 09:00 19:00"}, ALL),
    "exactly seventy hours": (dict.fromkeys(range(7), "E 09:00 19:00"), GMP_WEEK),
    "exactly forty-eight": (on(range(182), "E 09:00 18:36", 0, 1, 2, 3, 4), "working_time"),
    "exactly two rest days a week": (on(range(182), "E 09:00 16:00", 4), ALL),
    "a day of leave instead of rest": (on(range(182), "E 09:00 16:00", 4) | {12: "leave"}, RATE),
    "four nights": (dict.fromkeys(range(7, 11), "N 22:00 06:00+"), ALL),
    "a late tour is no night": (dict.fromkeys(range(7, 12), "L 15:00 00:30+"), NIGHTS),
    "a night is no early start": ({7: "N 00:30 08:00"}, START),
    "a fortnight's leave": (on(range(28, 42), "leave", 0, 1, 2, 3, 4, 5, 6), ALL),
    "leave beside rest is one block": ({10: "leave", 12: "leave"}, ALL),
    "a longer night by the clocks": ({82: "N 20:00 06:00+"}, GMP_TOUR),
    "backwards over rest days": (on(range(7, 14), "N 22:00 06:00+", 0, 1, 2, 3), ALL),
}


@pytest.mark.parametrize("name", NOT_INVENTED)
def test_what_just_keeps_a_rule_is_no_breach(name: str, tmp_path: Path) -> None:
    edits, rules = NOT_INVENTED[name]
    assert checked(tables.written(tmp_path, tables.table(tables.rows(edits))), rules).breaches == ()


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({7: "N 22:00 10:00+"}, "begins 1 h before the tour of 2026-01-12 ends"),
        ({0: "L 15:00 23:00"}, "10 h after the tour of 2026-01-05"),
        ({18: None, 19: None}, "no row from 2026-01-23 to 2026-01-24"),
        ({8: "E 09:00 19:30"}, "a tour of 10 h 30 min"),
        ({7: "L 12:00 20:00"}, "begins at 09:00, 3 h earlier than the day before"),
        (dict.fromkeys(range(7, 12), "N 22:00 06:00+"), "5 nights in a row from 2026-01-12 to 2026-01-16"),
        (on(range(35), "E 09:00 17:30", 0, 1, 2, 3, 4), "212.5 h in the 35 days from 2026-01-05 to 2026-02-08"),
        (on(range(35, 63), "E 09:00 17:00", 4, 5), "the 35 days from 2026-01-25 to 2026-02-28; 1.4 at worst"),
    ],
)
def test_what_was_found_is_said_in_figures_that_can_be_reckoned_by_hand(edits: dict, words: str, tmp_path: Path) -> None:
    found = checked(tables.written(tmp_path, tables.table(tables.rows(edits)))).breaches
    assert any(words in breach.found for breach in found), [breach.found for breach in found]


# Rules as data


def test_every_rule_is_a_named_limit_with_unit_range_strength_and_source() -> None:
    book = rule_book()
    assert set(book.sets) == {"working_time", "police_regulations", "gmp", "federation"}
    for name, rule in book.rules.items():
        assert rule.unit and rule.source and rule.bound and rule.grade in GRADES, name
        assert rule.low <= rule.limit <= rule.high
        if rule.strength == "published":
            assert "from memory" not in rule.source, name
        if rule.grade == "regulation":
            assert {"working_time", "police_regulations"} & set(rule.sets), name
        else:
            assert rule.sets == (("gmp",) if rule.grade == "agreement" else ("federation",)), name


@pytest.mark.parametrize(
    ("rule", "limit", "edits"),
    [
        (REST, "16.5", {}),
        (AVERAGE, "31.9", {}),
        (RATE, "3.2", {}),
        (SPREAD, "3", {}),
        (GMP_TOUR, "7.9", {}),
        (GMP_WEEK, "31", {}),
        (GMP_FIVE, "159", {}),
        (FED_TOUR, "8", {}),
        (NIGHTS, "0", {7: "N 22:00 06:00+"}),
        (BLOCK, "4", {}),
        (START, "09:01", {}),
    ],
)
def test_a_limit_of_ones_own_is_the_one_that_counts(rule: str, limit: str, edits: dict, tmp_path: Path) -> None:
    path = tables.written(tmp_path, tables.table(tables.rows(edits)))
    assert not checked(path, rule).breaches
    assert {breach.rule for breach in checked(path, rule, **{rule: limit}).breaches} == {rule}


def test_rules_that_need_a_longer_table_are_said_not_to_be_judged(tmp_path: Path) -> None:
    path = tables.written(tmp_path, tables.table(tables.rows({}, days=28)))
    verdict = checked(path)
    assert verdict.not_judged == {AVERAGE: 119, RATE: 35} and not verdict.breaches


def test_what_is_a_night() -> None:
    import numpy as np

    tours = {
        (1320, 1860): True,
        (1260, 1560): True,
        (1080, 1559): False,
        (300, 780): False,
        (30, 480): True,
        (180, 660): True,
        (181, 660): False,
    }
    begin, end = (np.array([tour[which] for tour in tours]) for which in (0, 1))
    assert dict(zip(tours, night_tours(begin, end, rule_book().night).tolist(), strict=True)) == tours


# The command line


def test_the_list_names_date_line_rule_grade_and_source(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    path = tables.written(tmp_path, tables.table(tables.rows({8: "E 09:00 21:00"}, "A", "3")))
    listed = tmp_path / "breaches.csv"
    assert main(["check", str(path), f"out={listed}"]) == 0
    out = capsys.readouterr().out
    for piece in (
        "2026-01-13",
        "team A seat 3",
        "at most 10 h",
        "GMP shift protocols",
        "Breach of an agreement",
        "Departure from guidance",
    ):
        assert piece in out
    with listed.open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [(row["date"], row["team"], row["seat"], row["rule"], row["grade"]) for row in rows] == [
        ("2026-01-13", "A", "3", GMP_TOUR, "agreement"),
        ("2026-01-13", "A", "3", FED_TOUR, "guidance"),
    ]
    assert all(row["source"] and row["bound"] for row in rows)


def test_the_exit_status_is_three_only_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    path = tables.written(tmp_path, tables.table(tables.rows({8: "E 09:00 21:00"})))
    assert main(["check", str(path)]) == 0
    assert main(["check", str(path), "--strict"]) == 3
    assert main(["check", str(path), "--strict", "rules=working_time"]) == 0
    assert main(["check", str(path), "--strict", "gmp_tour_hours=12", "rules=gmp"]) == 0
    assert "No breach" in capsys.readouterr().out


def test_an_option_is_checked_as_drawn(capsys: pytest.CaptureFixture) -> None:
    assert main(["check", "roster=gmp_vsa", "--strict"]) == 0
    assert main(["check", "roster=panama", "rules=federation", "--strict"]) == 3
    assert main(["check", "roster=gmp_vsa", "roster.shifts.E.hours=10.5", "rules=gmp_tour_hours", "--strict"]) == 3
    assert "10 h 30 min" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["roster=gmp_vsa", "rules=fedration"], "did you mean federation?"),
        (["roster=gmp_vsa", "gmp_duty_day=5"], "did you mean gmp_duty_days=5?"),
        (["roster=gmp_vsa", "gmp_duty_days=few"], "a number (days)"),
        (["roster=gmp_vsa", "rules=federation", "gmp_duty_days=5"], "leaves out"),
        (["roster=gmp_vas"], "gmp_vsa"),
        (["roster=gmp_vsa", "study=x"], "does not take study="),
        (["nowhere.csv"], "not there"),
        (["nowhere.csv", "roster=gmp_vsa"], "one of the two"),
    ],
)
def test_wrong_words_are_answered_in_plain_words(words: list[str], said: str, capsys: pytest.CaptureFixture) -> None:
    assert main(["check", *words]) == 2
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error


def test_explain_says_where_a_limit_is_from(capsys: pytest.CaptureFixture) -> None:
    assert main(["explain", "gmp_week_hours"]) == 0
    out = capsys.readouterr().out
    assert "at most 70 h" in out and "agreement" in out and "GMP shift protocols" in out
