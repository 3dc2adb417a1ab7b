"""Custody configured wrongly: every slip gets one report that names the key and the word that mends it."""

from __future__ import annotations

import pytest

from sim.cli import WRONG_INPUT, main
from sim.configuration import compose
from tests.support.fault_reports import Planted, assert_named, report_of

COUNTY = "custody=county"
SUITE = "custody.suites.coast"

# Words, then what the report must hold: where, found, and the cure.
SLIPS: dict[str, tuple[list[str], Planted]] = {
    "more build the file than are there": (
        [COUNTY, "custody.escort=1", "custody.file_officers=2"],
        [("custody.file_officers", "2, with an escort of 1", "custody.file_officers=1")],
    ),
    "nobody goes": ([COUNTY, "custody.escort=0"], [("custody.escort=0", "0", "custody.escort=")]),
    "an area misspelt": (
        [COUNTY, f"{SUITE}.areas=[coastal_town, border]"], [(f"{SUITE}.areas", "'coastal_town'", "write coastal_towns")],
    ),
    "areas of another force": (
        [COUNTY, "force=bench", "demand.types.domestic.grades={immediate: 1}"],
        [(f"{SUITE}.areas", "'coastal_towns'", f"~{SUITE}")],
    ),
    "an area with two suites": (
        [COUNTY, "custody.suites.main.areas=[city, market_towns, vale, moors, border]"],
        [(f"{SUITE}.areas", "'border', which main serves already", "take border out of one of the two")],
    ),
    "an area without a suite": (
        [COUNTY, "custody.suites.main.areas=[city, market_towns, vale]"],
        [("custody.suites", "none that serves moors", "add moors to custody.suites.main.areas")],
    ),
    "two suites for all others": (
        [COUNTY, f"{SUITE}.areas=[]"], [(f"{SUITE}.areas", "none, as in main", "name the areas of coast")],
    ),
    "no suite at all": (["custody.on=true"], [("custody.suites", "none, with custody switched on", "+custody.suites.central=")]),
    "never open": ([COUNTY, f"{SUITE}.desks=0"], [(f"{SUITE}.desks", "a week without a desk", "write desks: 1")]),
    "detainees of others who come at no hour": (
        [COUNTY, f"{SUITE}.background_week=0"], [(f"{SUITE}.background_week", "a week of zeros", "write background_week: 1")],
    ),
    "a drive in town only": (
        [COUNTY, "~custody.travel.rural"], [("custody.travel", "drives for urban", "give both")],
    ),
    "nobody is ever arrested": (
        [COUNTY, "demand=flat", "force=bench", f"~{SUITE}"],
        [("custody.on", "no type of incident that ends with an arrest", "demand.types.job.arrest=0.1, or custody=none")],
    ),
    "a chance in per cent": (
        ["demand.types.theft.arrest=12"], [("demand.types.theft.arrest=12", "12", "demand.types.theft.arrest=")],
    ),
    "all desks missing": ([COUNTY, "custody.shortfall=1"], [("custody.shortfall=1", "1", "custody.shortfall=")]),
    "a word misspelt": ([COUNTY, "custody.escorts=2"], [("custody.escorts=2", "escorts", "custody.escort=2")]),
    "an option misspelt": (["custody=countie"], [("custody=countie", "countie", "custody=county")]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "planted"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_is_named_with_its_cure(words: list[str], planted: Planted) -> None:
    assert_named(report_of(compose, words), planted)


def test_slips_of_custody_are_listed_together(capsys: pytest.CaptureFixture[str]) -> None:
    words = [COUNTY, "custody.escort=0", "custody.shortfall=1", f"{SUITE}.desks=0", "demand.types.theft.arrest=12"]
    assert main(["run", "--cfg", "job", *words]) == WRONG_INPUT
    report = capsys.readouterr().err
    assert "4 faults in " in report
    assert "Traceback" not in report
