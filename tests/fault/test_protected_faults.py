"""Protected time and supervision configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.cli import WRONG_INPUT, main
from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

ALWAYS = ["roster=always_on", "abstraction=none"]
WORK, DESK = "supervision.own_work", "casework.desk"
LED, CASES = "supervision=own_load", "casework=county"

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    "nobody goes last": (
        ["supervision.last_to_be_sent=true"], [("supervision.last_to_be_sent", "nobody is a sergeant", "supervision=county")],
    ),
    "reviews of crimes that nobody carries": (
        [LED, f"{WORK}.per_crime_min=2"], [(f"{WORK}.per_crime_min", "nobody carries a crime", "casework=county")],
    ),
    "own work where tours never end": ([*ALWAYS, LED], [(f"{WORK}.minutes", "always on", f"{WORK}.minutes=0")]),
    "desk time where tours never end": (
        [*ALWAYS, CASES, f"{DESK}.minutes=60"], [(f"{DESK}.minutes", "always on", f"{DESK}.minutes=0")],
    ),
    "too late before it begins": (
        [LED, f"{WORK}.from_h=5", f"{WORK}.latest_h=4"], [(f"{WORK}.latest_h", "before from_h=5", "latest_h: 5")],
    ),
    "after the longest tour": (
        [LED, f"{WORK}.from_h=20", f"{WORK}.latest_h=21"], [(f"{WORK}.from_h", "20", f"{WORK}.from_h=1")],
    ),
    "more grades than there are": (
        [LED, f"{WORK}.called_out_by=4"], [(f"{WORK}.called_out_by", "4 highest", f"{WORK}.called_out_by=3")],
    ),
    "more grades than there are, at the desk": (
        [CASES, f"{DESK}.minutes=60", f"{DESK}.called_out_by=5"],
        [(f"{DESK}.called_out_by", "5 highest", f"{DESK}.called_out_by=3")],
    ),
    "half a crew kept": ([CASES, f"{DESK}.keep=0.5"], [(f"{DESK}.keep=0.5", "0.5", f"{DESK}.keep=")]),
    "hours in minutes": ([LED, f"{WORK}.latest_h=540"], [(f"{WORK}.latest_h=540", "540", f"{WORK}.latest_h=")]),
    "desk time for crimes of teams": (
        [CASES, f"{DESK}.minutes=60", *(f"casework.crimes.{name}.to={{response: 0, volume: 1, child: 1, cyber: 1}}" for name in (
            "antisocial_behaviour", "domestic", "violence", "burglary", "theft", "damage", "missing", "other"))],
        [(f"{DESK}.minutes", "officers carry no crime", f"{DESK}.minutes=0")],
    ),
    "minutes below nothing": ([LED, f"{WORK}.minutes=-5"], [(f"{WORK}.minutes=-5", "-5", "minutes=")]),
    "a span of half an officer": ([LED, "supervision.span=6.5"], [("supervision.span=6.5", "6.5", "supervision.span=")]),
    "a word misspelt": ([LED, f"{WORK}.latest=4"], [(f"{WORK}.latest=4", "latest", f"{WORK}.latest_h=4")]),
    "an option misspelt": (["supervision=own_lode"], [("supervision=own_lode", "own_lode", "supervision=own_load")]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)


def test_slips_of_protected_time_are_listed_together(capsys: pytest.CaptureFixture[str]) -> None:
    words = [LED, CASES, f"{DESK}.minutes=-1", "supervision.span=a", f"{WORK}.from_h=25", "operations.tour_end=handover"]
    assert main(["run", "--cfg", "job", *words]) == WRONG_INPUT
    report = capsys.readouterr().err
    assert "4 faults in " in report
    assert "Traceback" not in report
